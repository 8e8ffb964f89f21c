"""Problems with duplicates: where they are, and what to do."""

from reviewkit.duplicates.problems import problems
from reviewkit.errors import Level
from reviewkit.model import Export
from tests.builders import verdict

RECORDS = {"x-0001", "x-0002", "x-0003"}


def test_nothing_wrong_is_no_problem() -> None:
    assert problems([], [verdict("x-0001", "x-0002", "same")], [], RECORDS, set(), {}) == []


def test_an_export_that_was_never_compared_is_an_error_in_its_file() -> None:
    (found,) = problems([Export("x", "searches/x/x.ris", "ab")], [], [], RECORDS, set(), {})
    assert (found.place.path, found.level, found.code) == ("searches/x/x.ris", Level.ERROR, "not-deduplicated")
    assert found.message.endswith("reviewkit dedupe")


def test_a_verdict_on_a_record_that_is_not_here_names_the_record_and_the_undo() -> None:
    gone = verdict("x-0001", "y-0009", "same")
    (found,) = problems([], [gone], [], RECORDS, set(), {})
    assert (found.place, found.code) == (gone.place, "unknown-record")
    assert found.message.startswith("'y-0009' is not a record")
    assert found.message.endswith(f"reviewkit undo {gone.id}")


def test_a_record_whose_import_was_undone_is_no_unknown_record() -> None:
    assert problems([], [verdict("x-0001", "y-0009", "same")], [], RECORDS, {"y-0009"}, {}) == []


def test_possible_duplicates_are_one_warning_with_their_number() -> None:
    unsure = [verdict("x-0001", "x-0002", "unsure"), verdict("x-0002", "x-0003", "unsure")]
    for count, words in (
        (1, "1 possible duplicate needs a decision"),
        (2, "2 possible duplicates need a decision"),
    ):
        (found,) = problems([], [], unsure[:count], RECORDS, set(), {})
        assert (found.level, found.code) == (Level.WARNING, "possible-duplicates")
        assert found.message.startswith(words)


def test_two_people_who_differ_on_a_pair_are_both_named() -> None:
    said = [verdict("x-0001", "x-0002", "same", by="a"), verdict("x-0001", "x-0002", "different", by="b")]
    (found,) = problems([], said, [], RECORDS, set(), {})
    assert (found.level, found.code) == (Level.WARNING, "disputed-pair")
    assert "b answered different and a same on x-0001 and x-0002" in found.message


def test_an_answer_that_other_answers_keep_from_having_effect_is_told() -> None:
    said = [
        verdict("x-0001", "x-0002", "same", by="a"),
        verdict("x-0002", "x-0003", "same", by="a"),
        verdict("x-0001", "x-0003", "different", by="b"),
    ]
    report_of = {"x-0001": "x-0001", "x-0002": "x-0001", "x-0003": "x-0003"}
    (found,) = problems([], said, [], RECORDS, set(), report_of)
    assert (found.place, found.level, found.code) == (said[1].place, Level.WARNING, "answer-without-effect")
    assert found.message.startswith("a answered that x-0002 and x-0003 are the same report, but they count as two")
