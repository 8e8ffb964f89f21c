"""Runs compare what no run has compared; people's answers stay; a newer version changes nothing unasked."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reviewkit import __version__
from reviewkit.actions import duplicates, undo
from reviewkit.actions.duplicates import GivenAnswer
from reviewkit.actions.imports import import_file
from reviewkit.errors import ReviewkitError
from reviewkit.model import DedupeRun, DuplicateVerdict
from reviewkit.store.ledger import token_of
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Verdict
from tests.builders import ris
from tests.folders import begin, bring, decide, files_of

SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Four records of cinahl, of which medline has the last two as well; compared."""
    made = begin(tmp_path / "review", compared=False)
    bring(made, "medline", 4, start=3)
    duplicates.run(made, "a")
    return made


def reports(folder: OpenReview) -> int:
    return len(folder.review.reports)


def logged(folder: OpenReview) -> int:
    return len(folder.review.facts.verdicts) + len(folder.review.facts.runs)


# Runs


@pytest.mark.parametrize("then", [None, b"TY  - JOUR\nTI  - Something else\nER  - \n"], ids=["missing", "changed"])
def test_what_a_run_could_not_read_is_compared_once_it_can(tmp_path: Path, then: bytes | None) -> None:
    folder = begin(tmp_path / "review", compared=False)
    bring(folder, "medline", 4, start=3)
    kept = next((folder.root / "searches" / "medline").iterdir())
    text = kept.read_bytes()
    kept.unlink()
    if then:
        kept.write_bytes(then)
    folder.refresh()
    duplicates.run(folder, "a")
    kept.write_bytes(text)
    folder.refresh()
    assert duplicates.run(folder, "a").id
    assert reports(folder) == 6


def test_a_run_is_logged_with_its_version_its_exports_and_what_it_found(folder: OpenReview) -> None:
    (run,) = folder.review.facts.runs
    assert (run.version, run.by) == (__version__, "reviewkit")
    assert run.exports == {export.sha256 for export in folder.review.facts.exports}
    assert reports(folder) == 6
    prints = folder.fingerprints()
    assert len(folder.review.facts.verdicts) >= 2
    for verdict in folder.review.facts.verdicts:
        assert token_of(verdict.id) == token_of(run.id), "all in one append, so that they go together"
        assert (verdict.tool_version, verdict.by) == (__version__, "reviewkit")
        assert verdict.fingerprints == (prints[verdict.first], prints[verdict.second])
    assert [path.name for path in (folder.root / "duplicates").iterdir()] == ["a.jsonl"]


def test_what_was_compared_is_not_compared_again(folder: OpenReview) -> None:
    before = files_of(folder.root)
    again = duplicates.run(folder, "b")
    assert (again.id, again.review) == ("", folder.review)
    assert files_of(folder.root) == before


def test_only_pairs_with_a_new_record_are_compared(folder: OpenReview) -> None:
    old = set(folder.review.records)
    bring(folder, "wos", 3, start=5)
    found = duplicates.new_verdicts(folder.review)
    assert found != []
    assert all({verdict.first, verdict.second} - old for verdict in found)
    run = duplicates.run(folder, "b")
    assert run.review.never_compared == ()
    assert run.id == folder.review.facts.runs[-1].id
    assert reports(folder) == 7


def test_what_was_said_of_records_that_are_gone_stops_no_run(folder: OpenReview) -> None:
    gone = bring(folder, "wos", 2, start=60).id
    for pair in (("wos-0001", "cinahl-0001"), ("cinahl-0002", "wos-0002"), ("wos-0001", "wos-0002")):
        duplicates.answer(folder, "a", pair, SAME)
    undo.undo(folder, "a", [gone])
    bring(folder, "eric", 1, start=5)
    duplicates.run(folder, "a")
    assert folder.review.never_compared == ()
    assert reports(folder) == 6


def test_a_review_without_records_cannot_be_compared(tmp_path: Path) -> None:
    empty = begin(tmp_path / "empty", records=0)
    with pytest.raises(ReviewkitError, match="There are no records yet"):
        duplicates.run(empty, "a")


def test_while_it_compares_who_waits_is_told(tmp_path: Path) -> None:
    made = begin(tmp_path / "review", compared=False)
    said: list[str] = []

    def waiting(what: str, work: Callable[[], object]) -> object:
        said.append(what)
        return work()

    duplicates.run(made, "a", waiting)  # type: ignore[arg-type]
    duplicates.run(made, "a", waiting)  # type: ignore[arg-type]
    assert said == ["comparing"]


def test_a_run_that_is_stopped_logs_nothing(tmp_path: Path) -> None:
    made = begin(tmp_path / "review", compared=False)
    before = files_of(made.root)

    def stopped(what: str, work: Callable[[], object]) -> object:
        work()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        duplicates.run(made, "a", stopped)  # type: ignore[arg-type]
    assert files_of(made.root) == before


# Answers of people


def test_an_answer_of_a_person_counts_before_the_machine_s(folder: OpenReview) -> None:
    answered = duplicates.answer(folder, "b", ("cinahl-0003", "medline-0001"), DIFFERENT, "another year")
    assert reports(folder) == 7
    last = folder.review.facts.verdicts[-1]
    assert (last.id, last.by, last.verdict, last.note, last.tool_version) == (
        answered.id,
        "b",
        DIFFERENT,
        "another year",
        "",
    )
    prints = folder.fingerprints()
    assert (last.first, last.second) == ("cinahl-0003", "medline-0001")
    assert last.fingerprints == (prints["cinahl-0003"], prints["medline-0001"])


@pytest.mark.parametrize(
    "pair", [("cinahl-0001", "cinahl-0001"), ("cinahl-0001", "cinahl-0099"), ("", "cinahl-0001")]
)
def test_an_answer_is_about_two_records_of_the_review(folder: OpenReview, pair: tuple[str, str]) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError):
        duplicates.answer(folder, "a", pair, SAME)
    assert files_of(folder.root) == before


def test_records_that_were_decided_on_differently_make_a_conflict_when_they_are_joined(folder: OpenReview) -> None:
    decide(folder, "a", 1, "y")
    decide(folder, "a", 2, "n", "outcome")
    answered = duplicates.answer(folder, "a", ("cinahl-0002", "cinahl-0001"), SAME)
    assert answered.conflict == "cinahl-0001"
    assert [decision.choice for decision in answered.decisions] == [Choice.INCLUDE, Choice.EXCLUDE]


def test_who_still_has_to_decide_is_told_of_a_conflict_but_not_of_the_decisions(folder: OpenReview) -> None:
    decide(folder, "a", 1, "y")
    decide(folder, "a", 2, "n", "outcome")
    answered = duplicates.answer(folder, "b", ("cinahl-0001", "cinahl-0002"), SAME)
    assert (answered.conflict, answered.decisions) == ("cinahl-0001", ())


@pytest.mark.parametrize("verdict", [DIFFERENT, UNSURE])
def test_records_that_stay_apart_make_no_conflict(folder: OpenReview, verdict: Verdict) -> None:
    decide(folder, "a", 1, "y")
    decide(folder, "a", 2, "n", "outcome")
    assert duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), verdict).conflict == ""


def test_records_that_were_decided_on_alike_make_no_conflict(folder: OpenReview) -> None:
    decide(folder, "a", 1, "y")
    decide(folder, "a", 2, "y")
    assert duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), SAME).conflict == ""


# Answers out of a table


def row(number: int, first: str, second: str, verdict: Verdict, note: str = "") -> GivenAnswer:
    return GivenAnswer(f"queue.xlsx:{number}", (first, second), verdict, note)


def test_the_answers_of_a_table_are_logged_once(folder: OpenReview) -> None:
    rows = [row(2, "cinahl-0001", "cinahl-0002", SAME, "sure"), row(3, "cinahl-0001", "medline-0004", DIFFERENT)]
    first = duplicates.log_answers(folder, "a", rows, "queue.xlsx")
    assert (len(first.ids), first.already) == (2, 0)
    assert {(one.origin, one.note) for one in folder.review.facts.verdicts if one.by == "a"} == {
        ("queue.xlsx", "sure"),
        ("queue.xlsx", ""),
    }
    before = files_of(folder.root)
    again = duplicates.log_answers(folder, "a", rows, "queue.xlsx")
    assert (again.ids, again.already) == ((), 2)
    assert files_of(folder.root) == before


def test_an_answer_that_changed_or_is_another_person_s_is_new(folder: OpenReview) -> None:
    duplicates.log_answers(folder, "a", [row(2, "cinahl-0001", "cinahl-0002", SAME)], "q")
    turned = [row(2, "cinahl-0002", "cinahl-0001", SAME)]
    assert duplicates.log_answers(folder, "a", turned, "q").already == 1, "in either order"
    assert duplicates.log_answers(folder, "b", turned, "q").already == 0
    assert duplicates.log_answers(folder, "a", [row(2, "cinahl-0001", "cinahl-0002", DIFFERENT)], "q").already == 0


def test_one_row_that_is_wrong_lets_no_answer_in_and_each_is_named(folder: OpenReview) -> None:
    before = files_of(folder.root)
    rows = [
        row(2, "cinahl-0001", "cinahl-0002", SAME),
        row(3, "cinahl-0001", "cinahl-0099", SAME),
        row(4, "cinahl-0001", "cinahl-0001", SAME),
    ]
    with pytest.raises(ReviewkitError) as stopped:
        duplicates.log_answers(folder, "a", rows, "queue.xlsx")
    said = str(stopped.value).splitlines()
    assert [line.partition(": ")[0] for line in said[:-1]] == ["queue.xlsx:3", "queue.xlsx:4"]
    assert said[-1] == "Nothing was logged."
    assert files_of(folder.root) == before


def test_rows_that_could_not_be_read_let_no_answer_in_and_stand_first(folder: OpenReview) -> None:
    rows = [row(3, "cinahl-0001", "cinahl-0002", SAME), row(4, "cinahl-0001", "cinahl-0001", SAME)]
    with pytest.raises(ReviewkitError) as stopped:
        duplicates.log_answers(folder, "a", rows, "queue.xlsx", ["queue.xlsx:2: what is 'mayhap'?"])
    said = str(stopped.value).splitlines()
    assert (said[0], said[1].partition(": ")[0], said[-1]) == (
        "queue.xlsx:2: what is 'mayhap'?",
        "queue.xlsx:4",
        "Nothing was logged.",
    )
    assert all(verdict.by != "a" for verdict in folder.review.facts.verdicts)


# Answers of an earlier version


@pytest.fixture
def of_earlier(folder: OpenReview) -> OpenReview:
    """A machine's verdict on two distinct records that this version would not give."""
    with folder.writing():
        found = folder.review.facts.verdicts[0]
        wrong = replace(
            found,
            first="cinahl-0001",
            second="cinahl-0002",
            verdict=SAME,
            tool_version="0.1.0",
            fingerprints=("", ""),
        )
        folder.log("a", [DedupeRun("0.1.0", frozenset(), at=found.at), wrong])
    return folder


def test_what_this_version_would_answer_otherwise_is_shown_and_not_logged(of_earlier: OpenReview) -> None:
    before = files_of(of_earlier.root)
    found = duplicates.verdict_changes(of_earlier.review)
    assert {frozenset((one.first, one.second)) for one in found.changes} == {
        frozenset(("cinahl-0001", "cinahl-0002"))
    }
    assert len(found.after) == len(found.before) + 1
    assert found.id == ""
    assert files_of(of_earlier.root) == before


def test_an_update_is_a_run_that_replaces_the_machine_s_answers(of_earlier: OpenReview) -> None:
    count = reports(of_earlier)
    made = duplicates.update(of_earlier, "b")
    assert reports(of_earlier) == count + 1
    assert made.id == of_earlier.review.facts.runs[-1].id
    changed = [one for one in of_earlier.review.facts.verdicts if one.update]
    assert [(one.tool_version, one.note, one.by) for one in changed] == [(__version__, "", "reviewkit")]
    assert all(changed[0].fingerprints)
    again = duplicates.update(of_earlier, "b")
    assert (again.id, again.changes) == ("", ())


def test_an_update_leaves_what_people_answered(of_earlier: OpenReview) -> None:
    duplicates.answer(of_earlier, "a", ("cinahl-0001", "cinahl-0002"), SAME)
    count = reports(of_earlier)
    assert duplicates.update(of_earlier, "b").changes == ()
    assert reports(of_earlier) == count


# What is asked


def test_a_pair_is_explained(folder: OpenReview) -> None:
    alike = duplicates.explained(folder.review, ("cinahl-0003", "medline-0001"))
    unlike = duplicates.explained(folder.review, ("cinahl-0001", "medline-0001"))
    assert (alike.verdict, unlike.verdict) == (SAME, DIFFERENT)
    assert alike.evidence != ()


def test_the_audit_compares_all_titles(folder: OpenReview, tmp_path: Path) -> None:
    steps: list[int] = []
    found = duplicates.audited(folder.review, steps.append)
    assert sum(steps) > 0
    assert found is not None
    duplicates.audited(begin(tmp_path / "two", records=2).review, steps.append)
    one = begin(tmp_path / "one", records=1)
    with pytest.raises(ReviewkitError, match="There must be at least two records to compare"):
        duplicates.audited(one.review, steps.append)


def test_columns_hold_every_record_once(folder: OpenReview) -> None:
    assert len(duplicates.columns_of(folder.review)) == len(folder.review.records)


def test_a_pair_that_the_machine_cannot_decide_waits_for_a_person(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", records=0)
    paper = {"TI": "Trust and time in home care for older people", "DO": "10.1000/x.1"}
    file = tmp_path / "two.ris"
    file.write_text(ris(paper, {**paper, "TI": f"Erratum to: {paper['TI']}"}))
    import_file(folder, "a", file, "cinahl")
    duplicates.run(folder, "a")
    (pair,) = folder.review.possible_duplicates
    duplicates.answer(folder, "a", (pair.first, pair.second), SAME)
    assert folder.review.possible_duplicates == ()
    assert reports(folder) == 1


def test_verdicts_are_what_the_folder_holds(folder: OpenReview) -> None:
    assert all(isinstance(one, DuplicateVerdict) for one in folder.review.facts.verdicts)
    assert logged(folder) == len((folder.root / "duplicates" / "a.jsonl").read_text().splitlines())


def test_a_table_that_answers_one_pair_in_two_ways_is_refused(folder: OpenReview) -> None:
    rows = [row(2, "cinahl-0001", "cinahl-0002", SAME), row(3, "cinahl-0002", "cinahl-0001", DIFFERENT)]
    with pytest.raises(
        ReviewkitError, match=r"queue\.xlsx:3: this pair is different here and same at queue\.xlsx:2"
    ):
        duplicates.log_answers(folder, "a", rows, "queue.xlsx")
    assert len(duplicates.log_answers(folder, "a", [rows[0], rows[0]], "queue.xlsx").ids) >= 1
