"""From verdicts to groups: every record in one group, and a person's word before the machine's."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import duplicates
from reviewkit.model import DuplicateVerdict
from reviewkit.words import Relation, Verdict
from tests.builders import verdict

IDS = [f"s-{n:04d}" for n in range(1, 9)]
pairs = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1])
verdicts = st.lists(
    st.builds(
        lambda pair, answer, tool_version, score, at, by: verdict(*pair, answer, tool_version, score, at, by),
        pairs,
        st.sampled_from(["same", "different", "unsure"]),
        st.sampled_from(["", "0.1.0"]),
        st.integers(0, 100),
        st.sampled_from("123456789"),
        st.sampled_from("ab"),
    ),
    max_size=25,
    unique_by=lambda one: one.id,
)


def as_sets(given_verdicts: list[DuplicateVerdict]) -> set[frozenset[str]]:
    return {frozenset(group.records) for group in duplicates.groups(IDS, given_verdicts)}


@given(verdicts)
def test_every_record_is_in_exactly_one_group(log: list[DuplicateVerdict]) -> None:
    members = [record for group in duplicates.groups(IDS, log) for record in group.records]
    assert sorted(members) == IDS


@given(verdicts, st.randoms())
def test_logs_read_in_any_order_give_the_same_groups(log: list[DuplicateVerdict], random: object) -> None:
    shuffled = list(log)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert as_sets(log) == as_sets(shuffled)


@given(verdicts, st.permutations(IDS))
def test_the_order_of_the_sources_changes_only_which_record_is_kept(
    log: list[DuplicateVerdict], order: list[str]
) -> None:
    assert {frozenset(group.records) for group in duplicates.groups(order, log)} == as_sets(log)


@given(verdicts)
def test_what_a_person_called_different_is_never_joined_not_even_through_a_third(
    log: list[DuplicateVerdict],
) -> None:
    standing = duplicates.standing(log)
    for group in duplicates.groups(IDS, log):
        for pair, answer in standing.items():
            if answer.verdict is Verdict.DIFFERENT and not answer.tool_version:
                assert not set(pair) <= set(group.records)


@given(verdicts)
def test_undo_gives_back_the_groups_before(log: list[DuplicateVerdict]) -> None:
    one_more = verdict("s-0001", "s-0002", "same", at="99")
    assert as_sets([one for one in [*log, one_more] if one.id != one_more.id]) == as_sets(log)


def test_a_later_version_of_the_machine_changes_nothing_by_itself() -> None:
    first = verdict("s-0001", "s-0002", "same", tool_version="0.1.0", at="1")
    second = verdict("s-0001", "s-0002", "different", tool_version="0.2.0", at="2")
    assert duplicates.standing([first, second])["s-0001", "s-0002"] is first


def test_a_person_overrules_the_machine_whenever_they_spoke() -> None:
    person = verdict("s-0001", "s-0002", "different", at="1")
    machine = verdict("s-0002", "s-0001", "same", tool_version="0.1.0", at="2")
    assert duplicates.standing([machine, person])["s-0001", "s-0002"] is person
    assert len(duplicates.groups(IDS, [machine, person])) == len(IDS)


def test_the_weakest_join_gives_way_where_people_keep_two_apart() -> None:
    """1 is 2 (95), 2 is 3 (80), and a person says that 1 is not 3: 3 stays alone."""
    log = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 95),
        verdict("s-0002", "s-0003", "same", "0.1.0", 80),
        verdict("s-0001", "s-0003", "different"),
    ]
    assert frozenset(("s-0001", "s-0002")) in as_sets(log)
    assert frozenset(("s-0003",)) in as_sets(log)


def test_two_people_who_differ_are_named() -> None:
    log = [
        verdict("s-0001", "s-0002", "same", at="1", by="a"),
        verdict("s-0001", "s-0002", "different", at="2", by="b"),
    ]
    assert [(one.by, other.by) for one, other in duplicates.disputed(log)] == [("a", "b")]
    assert duplicates.disputed(log[:1]) == ()


def test_the_machine_does_not_chain_an_article_and_its_erratum() -> None:
    """1 is 2 and 2 is 3 for the machine, but 1 is the erratum of 3: the weaker join is left out."""
    erratum = replace(verdict("s-0001", "s-0003", "different", "0.1.0", 90), relation=Relation.ERRATUM)
    log = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 95),
        verdict("s-0002", "s-0003", "same", "0.1.0", 80),
        erratum,
    ]
    assert frozenset(("s-0001", "s-0002")) in as_sets(log)
    assert frozenset(("s-0003",)) in as_sets(log)
    by_a_person = verdict("s-0002", "s-0003", "same")
    assert frozenset(("s-0002", "s-0003")) in as_sets([*log, by_a_person])
    both = [*log, by_a_person, verdict("s-0001", "s-0002", "same", by="b")]
    assert frozenset(("s-0001", "s-0002", "s-0003")) in as_sets(both)


def test_an_update_replaces_the_machine_s_word_and_no_person_s() -> None:
    old = verdict("s-0001", "s-0002", "same", "0.1.0", at="1")
    new = replace(verdict("s-0001", "s-0002", "different", "0.2.0", at="2"), update=True)
    assert duplicates.standing([old, new])["s-0001", "s-0002"] is new
    person = verdict("s-0001", "s-0002", "same", at="1")
    assert duplicates.standing([old, person, new])["s-0001", "s-0002"] is person


@given(verdicts, st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(["same", "different"]))))
def test_adding_a_record_never_splits_what_a_person_joined(
    log: list[DuplicateVerdict], about_new: list[tuple[str, str]]
) -> None:
    """Whatever the machine says of a new record, what persons joined stays together."""
    joined = [one for one in log if one.verdict is Verdict.SAME and not one.tool_version]
    before = duplicates.groups(IDS, log)
    more = [verdict(one, "s-9999", answer, "0.2.0", at="99") for one, answer in about_new]
    after = duplicates.groups([*IDS, "s-9999"], [*log, *more])
    for one in joined:
        together = any({one.first, one.second} <= set(group.records) for group in before)
        if together and duplicates.standing(log)[one.first, one.second].verdict is Verdict.SAME:
            assert any({one.first, one.second} <= set(group.records) for group in after)


def test_the_pair_of_a_verdict_is_the_same_in_either_order() -> None:
    forwards = verdict("s-0001", "s-0002", "same", at="1")
    backwards = verdict("s-0002", "s-0001", "different", at="2")
    assert duplicates.standing([forwards, backwards]) == {("s-0001", "s-0002"): backwards}


def test_a_person_s_latest_word_counts_whoever_spoke_before() -> None:
    log = [
        verdict("s-0001", "s-0002", "same", at="1", by="a"),
        verdict("s-0001", "s-0002", "different", at="3", by="b"),
        verdict("s-0001", "s-0002", "unsure", at="2", by="a"),
    ]
    assert duplicates.standing(log)["s-0001", "s-0002"] is log[1]
    assert duplicates.standing(log[::-1])["s-0001", "s-0002"] is log[1]


def test_of_two_words_in_one_second_the_later_id_counts() -> None:
    first = replace(verdict("s-0001", "s-0002", "same"), id="a-1")
    second = replace(verdict("s-0001", "s-0002", "different"), id="a-2")
    assert duplicates.standing([second, first])["s-0001", "s-0002"] is second


def test_the_machine_s_first_answer_stands_however_often_it_answers() -> None:
    log = [verdict("s-0001", "s-0002", answer, "0.1.0", at=at) for answer, at in (("unsure", "2"), ("same", "1"))]
    assert duplicates.standing(log)["s-0001", "s-0002"] is log[1]


def test_a_later_update_replaces_an_earlier_one() -> None:
    updates = [
        replace(verdict("s-0001", "s-0002", answer, version, at=at), update=True)
        for answer, version, at in (("same", "0.2.0", "2"), ("different", "0.3.0", "3"))
    ]
    old = verdict("s-0001", "s-0002", "unsure", "0.1.0", at="1")
    assert duplicates.standing([old, *updates])["s-0001", "s-0002"] is updates[1]


def test_a_doubtful_pair_stays_apart() -> None:
    assert (
        len(as_sets([verdict("s-0001", "s-0002", "unsure", "0.1.0"), verdict("s-0003", "s-0004", "unsure")])) == 8
    )


def test_a_verdict_on_a_record_that_is_not_here_is_left_out() -> None:
    log = [
        verdict("s-0001", "z-0001", "same"),
        verdict("a-0001", "s-0002", "same"),
        verdict("s-0003", "s-0004", "same"),
    ]
    assert len(duplicates.groups(IDS, log)) == 7


def test_a_group_is_called_by_its_first_record_in_the_order_given() -> None:
    log = [verdict("s-0002", "s-0007", "same"), verdict("s-0003", "s-0007", "same")]
    by_order = {group.kept: group.records for group in duplicates.groups(IDS[::-1], log)}
    assert by_order["s-0007"] == ("s-0007", "s-0003", "s-0002")
    assert list(by_order) == ["s-0008", "s-0007", "s-0006", "s-0005", "s-0004", "s-0001"]


def test_no_record_makes_no_group() -> None:
    assert duplicates.groups([], [verdict("s-0001", "s-0002", "same")]) == ()


def test_what_a_person_joins_is_joined_before_the_machine_s_strongest_join() -> None:
    """1 is 2 for the machine (100), 2 is 3 for a person (0); 1 and 3 are different, so the machine's join gives way."""
    log = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 100),
        verdict("s-0002", "s-0003", "same", score=0),
        verdict("s-0001", "s-0003", "different", "0.1.0", 90),
    ]
    assert {frozenset(("s-0002", "s-0003")), frozenset(("s-0001",))} <= as_sets(log)


def test_of_two_joins_of_one_strength_the_first_pair_in_the_alphabet_is_made() -> None:
    log = [
        verdict("s-0002", "s-0003", "same", "0.1.0", 90),
        verdict("s-0001", "s-0002", "same", "0.1.0", 90),
        verdict("s-0001", "s-0003", "different"),
    ]
    assert {frozenset(("s-0001", "s-0002")), frozenset(("s-0003",))} <= as_sets(log)
    assert as_sets(log) == as_sets(log[::-1])


def test_two_groups_stay_apart_where_any_two_of_their_records_are_separate() -> None:
    """1, 2 and 3, 4 are groups; 2 is 3 for the machine, but a person says that 1 is not 4."""
    log = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 99),
        verdict("s-0003", "s-0004", "same", "0.1.0", 98),
        verdict("s-0002", "s-0003", "same", "0.1.0", 97),
        verdict("s-0001", "s-0004", "different"),
    ]
    assert {frozenset(("s-0001", "s-0002")), frozenset(("s-0003", "s-0004"))} <= as_sets(log)
    assert frozenset(("s-0001", "s-0002", "s-0003", "s-0004")) in as_sets(log[:3])


def test_two_groups_stay_apart_whichever_of_them_has_the_first_of_the_separate_records() -> None:
    """2, 3 and 1, 5 are groups; 2 is 5 for the machine, but a person says that 1 is not 3."""
    log = [
        verdict("s-0002", "s-0003", "same", "0.1.0", 99),
        verdict("s-0001", "s-0005", "same", "0.1.0", 98),
        verdict("s-0002", "s-0005", "same", "0.1.0", 97),
        verdict("s-0001", "s-0003", "different"),
    ]
    assert {frozenset(("s-0002", "s-0003")), frozenset(("s-0001", "s-0005"))} <= as_sets(log)


def test_a_large_and_a_small_group_become_one_whichever_comes_first() -> None:
    joins = [
        ("s-0002", "s-0003"),
        ("s-0003", "s-0004"),
        ("s-0001", "s-0002"),
        ("s-0004", "s-0005"),
        ("s-0005", "s-0006"),
    ]
    log = [verdict(*pair, "same", "0.1.0", 90 - n) for n, pair in enumerate(joins)]
    assert frozenset(IDS[:6]) in as_sets(log)


def test_a_reprint_keeps_two_records_apart_and_no_chain() -> None:
    """ "In another place" may be a mistyped page, so a third record may bring them together."""
    log = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 95),
        verdict("s-0002", "s-0003", "same", "0.1.0", 80),
        replace(verdict("s-0001", "s-0003", "different", "0.1.0", 90), relation=Relation.REPRINT),
    ]
    assert frozenset(("s-0001", "s-0002", "s-0003")) in as_sets(log)
    by_a_person = replace(log[2], tool_version="", id="person")
    assert frozenset(("s-0001", "s-0002", "s-0003")) not in as_sets([*log[:2], by_a_person])


def test_a_question_that_a_rule_of_chains_left_keeps_a_chain_apart_and_stays_a_question() -> None:
    log = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 95),
        verdict("s-0002", "s-0003", "same", "0.1.0", 80),
        verdict("s-0001", "s-0003", "unsure", "0.1.0", 90),
    ]
    assert frozenset(("s-0001", "s-0002", "s-0003")) in as_sets(log)
    by_chains = replace(log[2], rule="C04 titles that differ in a letter")
    assert frozenset(("s-0001", "s-0002")) in as_sets([*log[:2], by_chains])
    assert frozenset(("s-0001", "s-0002", "s-0003")) in as_sets(
        [*log[:2], by_chains, verdict("s-0001", "s-0003", "same")]
    )
    by_a_person = replace(by_chains, tool_version="", id="person")
    assert frozenset(("s-0001", "s-0002", "s-0003")) in as_sets([*log[:2], by_a_person])


def test_the_machine_s_different_does_not_undo_what_people_join() -> None:
    log = [verdict("s-0001", "s-0002", "same"), verdict("s-0002", "s-0003", "same", by="b")]
    different = replace(verdict("s-0001", "s-0003", "different", "0.1.0"), relation=Relation.ERRATUM)
    assert frozenset(("s-0001", "s-0002", "s-0003")) in as_sets([*log, different])


def test_only_the_last_word_of_each_person_is_in_dispute() -> None:
    log = [
        verdict("s-0001", "s-0002", "same", at="1", by="a"),
        verdict("s-0001", "s-0002", "different", at="2", by="b"),
        verdict("s-0002", "s-0001", "same", at="3", by="b"),
    ]
    assert duplicates.disputed(log) == ()
    assert [(left.by, right.by) for left, right in duplicates.disputed(log[:2])] == [("a", "b")]


def test_everyone_who_says_otherwise_than_the_first_is_named() -> None:
    log = [
        verdict("s-0001", "s-0002", answer, at=at, by=by)
        for answer, at, by in (
            ("same", "1", "a"),
            ("different", "2", "b"),
            ("same", "3", "c"),
            ("unsure", "4", "d"),
        )
    ]
    assert [(left.by, right.by) for left, right in duplicates.disputed(log[::-1])] == [("a", "b"), ("a", "d")]


def test_the_machine_is_in_no_dispute() -> None:
    log = [verdict("s-0001", "s-0002", "same", by="a"), verdict("s-0001", "s-0002", "different", "0.1.0", by="b")]
    assert duplicates.disputed(log) == ()


def test_two_pairs_in_dispute_are_two() -> None:
    log = [
        verdict(*pair, answer, at=at, by=by)
        for pair in (("s-0001", "s-0002"), ("s-0003", "s-0004"))
        for answer, at, by in (("same", "1", "a"), ("different", "2", "b"))
    ]
    assert [(left.first, right.second) for left, right in duplicates.disputed(log)] == [
        ("s-0001", "s-0002"),
        ("s-0003", "s-0004"),
    ]


def test_a_join_that_is_left_out_does_not_stop_the_weaker_ones() -> None:
    log = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 99.5),
        verdict("s-0002", "s-0003", "same", "0.1.0", 98.5),
        verdict("s-0004", "s-0005", "same", "0.1.0", 97.5),
        verdict("s-0001", "s-0003", "different"),
    ]
    assert {frozenset(("s-0001", "s-0002")), frozenset(("s-0003",)), frozenset(("s-0004", "s-0005"))} <= as_sets(
        log
    )


def test_the_stronger_of_two_joins_is_made_also_where_they_differ_by_a_tenth() -> None:
    log = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 92.4),
        verdict("s-0002", "s-0003", "same", "0.1.0", 92.5),
        verdict("s-0001", "s-0003", "different"),
    ]
    assert {frozenset(("s-0001",)), frozenset(("s-0002", "s-0003"))} <= as_sets(log)


@pytest.mark.parametrize("relation", [None, Relation.REPRINT, Relation.ERRATUM])
def test_a_pair_that_is_different_is_no_group(relation: Relation | None) -> None:
    for tool_version in ("", "0.1.0"):
        log = [replace(verdict("s-0001", "s-0002", "different", tool_version), relation=relation)]
        assert len(as_sets(log)) == 8


def test_three_records_of_which_every_two_are_the_same_are_one_group() -> None:
    """The third join is within the group that the first two made, so it moves nothing and loses no record."""
    log = [verdict(*pair, "same", "0.1.0") for pair in combinations(IDS[:3], 2)]
    assert [group.records for group in duplicates.groups(IDS, log)] == [
        tuple(IDS[:3]),
        *((one,) for one in IDS[3:]),
    ]


def test_a_group_names_the_verdicts_between_its_records_and_no_others() -> None:
    """3 is 4 is left out, since a person says that 1 is not 4."""
    log = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 99),
        verdict("s-0002", "s-0003", "same"),
        verdict("s-0001", "s-0003", "same", "0.1.0", 98),
        verdict("s-0003", "s-0004", "same", "0.1.0", 97),
        verdict("s-0001", "s-0004", "different"),
        verdict("s-0005", "s-0006", "same", "0.1.0", 96),
    ]
    reasons = {group.records: set(group.verdicts) for group in duplicates.groups(IDS, log) if group.verdicts}
    assert reasons == {("s-0001", "s-0002", "s-0003"): {*log[:3]}, ("s-0005", "s-0006"): {log[5]}}


def test_the_collector_pauses_while_groups_are_made() -> None:
    states = []

    def log() -> Iterator[DuplicateVerdict]:
        states.append(gc.isenabled())
        yield verdict("s-0001", "s-0002", "same")

    duplicates.groups(IDS, log())
    assert states == [False]
    assert gc.isenabled()


class CountedId(str):
    """An id that counts how often it is looked up or moved."""

    __slots__ = ()
    looked_up = 0

    def __hash__(self) -> int:
        CountedId.looked_up += 1
        return super().__hash__()


@pytest.mark.parametrize("backwards", [False, True])
def test_a_long_chain_takes_no_more_for_each_record_than_a_short_one(backwards: bool) -> None:
    """Records of the smaller group move into the larger; the other way round all of them would move each time."""
    looked_up = []
    for size in (50, 400):
        ids = [CountedId(f"s-{n:04d}") for n in range(size)]
        pairs_of_chain = list(pairwise(ids))
        if backwards:
            pairs_of_chain.reverse()
        log = [verdict(*pair, "same", "0.1.0", 1000 - n) for n, pair in enumerate(pairs_of_chain)]
        CountedId.looked_up = 0
        assert len(duplicates.groups(ids, log)) == 1
        looked_up.append(CountedId.looked_up / size)
    short, long = looked_up
    assert long < 1.5 * short
