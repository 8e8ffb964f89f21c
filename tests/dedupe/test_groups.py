"""From verdicts to groups: every record in one group, and a person's word before the machine's."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewkit import dedupe
from reviewkit.model import DuplicateVerdict
from reviewkit.words import Relation, Verdict
from tests.builders import verdict

IDS = [f"s-{n:04d}" for n in range(1, 9)]
pairs = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1])
verdicts = st.lists(
    st.builds(
        lambda pair, answer, machine, score, at, by: verdict(*pair, answer, machine, score, at, by),
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
    return {frozenset(group.records) for group in dedupe.groups(IDS, given_verdicts)}


@given(verdicts)
def test_every_record_is_in_exactly_one_group(found: list[DuplicateVerdict]) -> None:
    members = [record for group in dedupe.groups(IDS, found) for record in group.records]
    assert sorted(members) == IDS


@given(verdicts, st.randoms())
def test_logs_read_in_any_order_give_the_same_groups(found: list[DuplicateVerdict], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert as_sets(found) == as_sets(shuffled)


@given(verdicts, st.permutations(IDS))
def test_the_order_of_the_sources_changes_only_which_record_is_kept(
    found: list[DuplicateVerdict], order: list[str]
) -> None:
    assert {frozenset(group.records) for group in dedupe.groups(order, found)} == as_sets(found)


@given(verdicts)
def test_what_a_person_called_different_is_never_joined_not_even_through_a_third(
    found: list[DuplicateVerdict],
) -> None:
    standing = dedupe.standing(found)
    for group in dedupe.groups(IDS, found):
        for pair, answer in standing.items():
            if answer.verdict is Verdict.DIFFERENT and not answer.tool_version:
                assert not set(pair) <= set(group.records)


@given(verdicts)
def test_undo_gives_back_the_groups_before(found: list[DuplicateVerdict]) -> None:
    one_more = verdict("s-0001", "s-0002", "same", at="99")
    assert as_sets([one for one in [*found, one_more] if one.id != one_more.id]) == as_sets(found)


def test_a_later_version_of_the_machine_changes_nothing_by_itself() -> None:
    first = verdict("s-0001", "s-0002", "same", tool_version="0.1.0", at="1")
    second = verdict("s-0001", "s-0002", "different", tool_version="0.2.0", at="2")
    assert dedupe.standing([first, second])["s-0001", "s-0002"] is first


def test_a_person_overrules_the_machine_whenever_they_spoke() -> None:
    person = verdict("s-0001", "s-0002", "different", at="1")
    machine = verdict("s-0002", "s-0001", "same", tool_version="0.1.0", at="2")
    assert dedupe.standing([machine, person])["s-0001", "s-0002"] is person
    assert len(dedupe.groups(IDS, [machine, person])) == len(IDS)


def test_the_weakest_join_gives_way_where_people_keep_two_apart() -> None:
    """1 is 2 (95), 2 is 3 (80), and a person says that 1 is not 3: 3 stays alone."""
    found = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 95),
        verdict("s-0002", "s-0003", "same", "0.1.0", 80),
        verdict("s-0001", "s-0003", "different"),
    ]
    assert frozenset(("s-0001", "s-0002")) in as_sets(found)
    assert frozenset(("s-0003",)) in as_sets(found)


def test_two_people_who_differ_are_named() -> None:
    found = [
        verdict("s-0001", "s-0002", "same", at="1", by="a"),
        verdict("s-0001", "s-0002", "different", at="2", by="b"),
    ]
    assert [(one.by, other.by) for one, other in dedupe.disputed(found)] == [("a", "b")]
    assert dedupe.disputed(found[:1]) == ()


def test_the_machine_does_not_chain_an_article_and_its_erratum() -> None:
    """1 is 2 and 2 is 3 for the machine, but 1 is the erratum of 3: the weaker join is left out."""
    erratum = replace(verdict("s-0001", "s-0003", "different", "0.1.0", 90), relation=Relation.ERRATUM)
    found = [
        verdict("s-0001", "s-0002", "same", "0.1.0", 95),
        verdict("s-0002", "s-0003", "same", "0.1.0", 80),
        erratum,
    ]
    assert frozenset(("s-0001", "s-0002")) in as_sets(found)
    assert frozenset(("s-0003",)) in as_sets(found)
    by_a_person = verdict("s-0002", "s-0003", "same")
    assert frozenset(("s-0002", "s-0003")) in as_sets([*found, by_a_person])
    both = [*found, by_a_person, verdict("s-0001", "s-0002", "same", by="b")]
    assert frozenset(("s-0001", "s-0002", "s-0003")) in as_sets(both)


def test_an_update_replaces_the_machine_s_word_and_no_person_s() -> None:
    old = verdict("s-0001", "s-0002", "same", "0.1.0", at="1")
    new = replace(verdict("s-0001", "s-0002", "different", "0.2.0", at="2"), update=True)
    assert dedupe.standing([old, new])["s-0001", "s-0002"] is new
    person = verdict("s-0001", "s-0002", "same", at="1")
    assert dedupe.standing([old, person, new])["s-0001", "s-0002"] is person


@given(verdicts, st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(["same", "different"]))))
def test_adding_a_record_never_splits_what_a_person_joined(
    found: list[DuplicateVerdict], about_new: list[tuple[str, str]]
) -> None:
    """Whatever the machine says of a new record, what persons joined stays together."""
    joined = [one for one in found if one.verdict is Verdict.SAME and not one.tool_version]
    before = dedupe.groups(IDS, found)
    more = [verdict(one, "s-9999", answer, "0.2.0", at="99") for one, answer in about_new]
    after = dedupe.groups([*IDS, "s-9999"], [*found, *more])
    for one in joined:
        together = any({one.first, one.second} <= set(group.records) for group in before)
        if together and dedupe.standing(found)[one.first, one.second].verdict is Verdict.SAME:
            assert any({one.first, one.second} <= set(group.records) for group in after)
