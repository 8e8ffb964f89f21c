"""What another version of the machine would answer: named, logged only when told to, and never over a person's word."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewkit import __version__, duplicates
from reviewkit.matching import Match
from reviewkit.model import DuplicateVerdict
from reviewkit.words import Relation, Verdict
from tests.builders import verdict

IDS = ["a-0001", "b-0001", "c-0001"]


def match(left: int, right: int, answer: str, relation: Relation | None = None, score: float = 88.0) -> Match:
    return Match(left, right, Verdict(answer), f"rule of {answer}", score, relation)


def standing(answer: str, relation: Relation | None = None, tool_version: str = "0.1.0") -> DuplicateVerdict:
    """A verdict on the first two records that stands in the log."""
    return replace(verdict("a-0001", "b-0001", answer, tool_version), relation=relation)


def changed(*arguments: list[DuplicateVerdict] | list[Match]) -> list[tuple[str, str, str, str]]:
    """First and second record, the new verdict, and the one before."""
    given_verdicts, matches = arguments
    return [
        (change.first, change.second, change.verdict.value, change.note)
        for change in duplicates.changes(IDS, given_verdicts, matches)  # type: ignore[arg-type]
    ]


def test_a_match_becomes_a_verdict_of_this_version_on_the_records_at_its_positions() -> None:
    made = duplicates.verdicts(IDS, [match(0, 2, "different", Relation.ERRATUM, 71.5)])
    assert made == [
        DuplicateVerdict(
            by="reviewkit",
            first="a-0001",
            second="c-0001",
            verdict=Verdict.DIFFERENT,
            rule="rule of different",
            score=71.5,
            tool_version=__version__,
            relation=Relation.ERRATUM,
        )
    ]


def test_a_verdict_bears_the_version_that_it_is_given() -> None:
    assert [made.tool_version for made in duplicates.verdicts(IDS, [match(0, 1, "same")], "9.9.9")] == ["9.9.9"]


def test_matches_become_verdicts_in_their_order() -> None:
    made = duplicates.verdicts(IDS, [match(1, 2, "same"), match(0, 1, "unsure")])
    assert [(one.first, one.second) for one in made] == [("b-0001", "c-0001"), ("a-0001", "b-0001")]


def test_a_pair_that_is_answered_otherwise_is_a_change() -> None:
    assert changed([standing("same")], [match(0, 1, "unsure")]) == [("a-0001", "b-0001", "unsure", "same")]


def test_a_pair_that_is_answered_as_before_is_none() -> None:
    for answer in ("same", "different", "unsure"):
        assert changed([standing(answer)], [match(0, 1, answer)]) == []


def test_a_pair_that_no_rule_names_any_more_becomes_different() -> None:
    (change,) = duplicates.changes(IDS, [standing("same")], [])
    assert (change.verdict, change.note, change.score) == (Verdict.DIFFERENT, "same", 0.0)
    assert change.rule == "no rule joins them any more"
    assert change.relation is None


def test_a_pair_that_was_different_and_is_not_named_is_no_change() -> None:
    assert changed([standing("different")], []) == []
    assert changed([standing("different", Relation.ERRATUM)], []) == []


def test_a_pair_that_no_version_named_before_was_different() -> None:
    assert changed([], [match(1, 2, "same")]) == [("b-0001", "c-0001", "same", "different")]


def test_a_pair_that_no_version_named_before_and_that_is_different_is_no_change() -> None:
    assert changed([], [match(1, 2, "different")]) == []


def test_a_pair_that_stays_different_and_is_now_related_is_a_change() -> None:
    (change,) = duplicates.changes(IDS, [standing("different")], [match(0, 1, "different", Relation.REPLY)])
    assert (change.verdict, change.relation, change.note) == (Verdict.DIFFERENT, Relation.REPLY, "different")
    assert changed([], [match(0, 1, "different", Relation.REPLY)]) == [
        ("a-0001", "b-0001", "different", "different")
    ]


def test_a_pair_that_is_related_otherwise_is_a_change() -> None:
    before = [standing("different", Relation.COMMENT)]
    assert changed(before, [match(0, 1, "different", Relation.COMMENT)]) == []
    assert len(changed(before, [match(0, 1, "different", Relation.REPLY)])) == 1
    assert len(changed(before, [match(0, 1, "different")])) == 1


def test_another_relation_of_what_is_the_same_or_doubtful_is_no_change() -> None:
    """A policy that joins preprints gives SAME with a relation; only what is shown as related counts."""
    for answer in ("same", "unsure"):
        assert changed([standing(answer)], [match(0, 1, answer, Relation.PREPRINT)]) == []


def test_another_rule_or_score_alone_is_no_change() -> None:
    old = replace(standing("same"), rule="an old rule", score=12.0)
    assert duplicates.changes(IDS, [old], [match(0, 1, "same")]) == ()


def test_what_a_person_said_is_left_out() -> None:
    for answer in ("same", "different"):
        assert changed([standing(answer, tool_version="")], [match(0, 1, "unsure")]) == []
        assert changed([standing(answer, tool_version=""), standing("same")], []) == []


def test_a_pair_with_a_record_that_is_not_here_is_left_out() -> None:
    elsewhere = [verdict("a-0001", "z-0001", "same", "0.1.0"), verdict("0-0001", "a-0001", "same", "0.1.0")]
    assert changed(elsewhere, []) == []


def test_the_order_of_the_two_records_does_not_matter() -> None:
    backwards = verdict("b-0001", "a-0001", "same", "0.1.0")
    assert changed([backwards], [match(0, 1, "same")]) == []
    assert changed([standing("same")], [match(1, 0, "same")]) == []
    assert changed([backwards], [match(1, 0, "unsure")]) == [("a-0001", "b-0001", "unsure", "same")]


def test_the_machine_s_first_answer_is_what_stands_before() -> None:
    later = verdict("a-0001", "b-0001", "unsure", "0.2.0", at="2")
    assert changed([standing("same"), later], [match(0, 1, "different")]) == [
        ("a-0001", "b-0001", "different", "same")
    ]


def test_a_change_is_a_verdict_of_this_version_that_replaces_the_one_before() -> None:
    (change,) = duplicates.changes(IDS, [standing("same")], [match(0, 1, "unsure", None, 64.5)])
    assert change.update
    assert (change.id, change.by, change.tool_version) == ("", "reviewkit", __version__)
    assert (change.rule, change.score) == ("rule of unsure", 64.5)
    assert duplicates.standing([standing("same"), change])["a-0001", "b-0001"] is change


def test_a_change_comes_after_all_that_stands() -> None:
    update = replace(standing("different"), update=True, at="2999-12-31T23:59:59Z")
    (change,) = duplicates.changes(IDS, [update], [match(0, 1, "same")])
    assert duplicates.standing([change, update])["a-0001", "b-0001"] is change


def test_changes_come_by_pair() -> None:
    matches = [match(1, 2, "same"), match(0, 2, "same"), match(0, 1, "same")]
    assert [change[:2] for change in changed([], matches)] == [
        ("a-0001", "b-0001"),
        ("a-0001", "c-0001"),
        ("b-0001", "c-0001"),
    ]


answers = st.sampled_from(["same", "different", "unsure"])
pairs = st.sampled_from([(0, 1), (0, 2), (1, 2)])
logs = st.lists(
    st.builds(
        lambda pair, answer, tool_version, at: verdict(IDS[pair[0]], IDS[pair[1]], answer, tool_version, at=at),
        pairs,
        answers,
        st.sampled_from(["", "0.1.0"]),
        st.sampled_from("123"),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)
now = st.lists(
    st.builds(lambda pair, answer: match(*pair, answer), pairs, answers),
    max_size=3,
    unique_by=lambda one: (one.left, one.right),
)


@given(logs, now)
def test_after_the_changes_nothing_would_change(log: list[DuplicateVerdict], matches: list[Match]) -> None:
    changes = duplicates.changes(IDS, log, matches)
    assert duplicates.changes(IDS, [*log, *changes], matches) == ()


@given(logs, now)
def test_after_the_changes_the_machine_s_pairs_stand_as_it_answers_now(
    log: list[DuplicateVerdict], matches: list[Match]
) -> None:
    in_effect = duplicates.standing([*log, *duplicates.changes(IDS, log, matches)])
    answered = {(IDS[one.left], IDS[one.right]): one.verdict for one in matches}
    for pair, stands in in_effect.items():
        if stands.tool_version:
            assert stands.verdict is answered.get(pair, Verdict.DIFFERENT)
