"""Agreement on codings is of what people coded before they could see each other, theme by theme."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.agreement import Measure
from reviewkit.coding import Cell
from reviewkit.coding_agreement import Apart, agreement, coded_apart, differ
from reviewkit.model import (
    AnyAct,
    CodedSegment,
    Coding,
    Mark,
    SegmentRecoded,
    SegmentReviewed,
    Stamp,
    StudyCoded,
    TakenBack,
    Undo,
)
from tests.builders import moment
from tests.test_coding import BOOK, STUDIES, coded


def stamp(at: int, by: str) -> Stamp:
    return Stamp(moment(str(at)), by)


def quote(by: str, at: int, code: str = "trust", study: str = "berg") -> CodedSegment:
    return CodedSegment(by, study, "words", (Mark(code),), id=f"{by}-{at}", stamp=stamp(at, by))


def done(by: str, at: int, state: str = "done", study: str = "berg") -> StudyCoded:
    return StudyCoded(by, study, state, id=f"{by}-{at}", stamp=stamp(at, by))


def undone(act: AnyAct, at: int) -> TakenBack:
    return TakenBack(act, Undo(act.id, act.by, id=f"u-{at}", stamp=stamp(at, act.by)))


def apart(acts: Iterable[AnyAct], taken_back: Iterable[TakenBack] = (), coders: int = 2) -> list[Apart]:
    return list(coded_apart(acts, taken_back, coders))


# --- what was independent


def test_what_was_logged_until_the_last_of_two_had_finished_is_independent() -> None:
    before = [quote("a", 1), quote("b", 2, "time"), done("a", 3), quote("b", 4), done("b", 5)]
    after = [quote("a", 6, "time"), quote("b", 7), quote("c", 8), done("c", 9)]
    (found,) = apart([*after, *before])
    assert (found.study, found.people, found.acts) == ("berg", ("a", "b"), tuple(before))


def test_what_somebody_else_had_begun_by_then_is_left_out() -> None:
    (found,) = apart([quote("c", 1), quote("a", 2), done("a", 3), done("b", 4)])
    assert (found.people, [act.by for act in found.acts]) == (("a", "b"), ["a", "a", "b"])


def test_a_study_in_which_one_had_reviewed_a_quote_of_the_other_before_is_not_independent() -> None:
    acts: list[AnyAct] = [quote("a", 1), done("a", 2), quote("b", 5), done("b", 6)]

    def review(by: str, at: int) -> SegmentReviewed:
        return SegmentReviewed(by, "a-1", "agree", (), "", id=f"r-{at}", stamp=stamp(at, by))

    assert coded_apart(acts, (), 2, [review("b", 3)]) == ()
    assert coded_apart(acts, [undone(review("b", 3), 4)], 2) == ()
    for harmless in (review("b", 7), review("c", 3)):
        assert len(coded_apart(acts, (), 2, [harmless])) == 1


def test_a_study_that_one_person_has_finished_is_not_compared() -> None:
    acts: list[AnyAct] = [quote("a", 1), done("a", 2), quote("b", 3)]
    assert apart(acts) == []
    assert apart([*acts, done("b", 4, "in-progress")]) == []
    assert apart([done("a", 1)], coders=1) == []


def test_who_opened_a_study_again_before_the_other_had_finished_has_not_finished() -> None:
    acts: list[AnyAct] = [done("a", 1), done("a", 2, "in-progress"), done("b", 3)]
    assert apart(acts) == []
    (found,) = apart([*acts, quote("a", 4), done("a", 5)])
    assert [act.id for act in found.acts] == ["a-1", "a-2", "b-3", "a-4", "a-5"]


def test_what_was_taken_back_later_counts_and_what_was_before_does_not() -> None:
    slip, late = quote("a", 1), quote("a", 2, "time")
    acts = [done("a", 4), done("b", 5)]
    (found,) = apart(acts, [undone(slip, 3), undone(late, 6)])
    assert [act.id for act in found.acts] == ["a-2", "a-4", "b-5"]
    (found,) = apart([done("b", 5)], [undone(done("a", 4), 9)])
    assert found.people == ("a", "b")
    assert apart([done("b", 5)], [undone(done("a", 3), 4)]) == []


def test_a_recoding_goes_with_the_quote_that_it_is_of() -> None:
    recoded = SegmentRecoded("a", "a-1", (Mark("time"),), "why", id="a-9", stamp=stamp(2, "a"))
    other = quote("b", 1, study="aas")
    acts = [
        quote("a", 1),
        recoded,
        other,
        done("a", 3),
        done("b", 4),
        done("a", 5, study="aas"),
        done("b", 6, study="aas"),
    ]
    found = {one.study: [act.id for act in one.acts] for one in apart(acts)}
    assert found == {"berg": ["a-1", "a-9", "a-3", "b-4"], "aas": ["b-1", "a-5", "b-6"]}


# --- comparing


def test_a_unit_is_a_study_and_a_theme_that_several_people_coded() -> None:
    found = agreement(
        BOOK,
        [
            coded("berg", "open-door"),
            coded("berg", "trust", "time", coder="b"),
            coded("aas", "time"),
            coded("aas", "time", relation="contradicts", coder="b"),
            coded("oden", "time"),
        ],
        STUDIES,
    )
    assert (found.people, [one.key for one in found.studies]) == (("a", "b"), ["berg", "aas"])
    assert (found.everything.units, found.everything.alike) == (4, 2)
    assert [(one.theme.id, one.agreement.units, one.agreement.alike) for one in found.themes] == [
        ("trust", 2, 2),
        ("time", 2, 0),
    ]
    assert [(one.study.key, one.theme.id, one.said) for one in found.disagreements] == [
        ("berg", "time", {"a": Cell.NOT_FOUND, "b": Cell.PRESENT}),
        ("aas", "time", {"a": Cell.PRESENT, "b": Cell.CONTRADICTED}),
    ]
    assert [list(one.evidence) for one in found.disagreements] == [["b"], ["a", "b"]]


def test_where_nothing_varies_no_coefficient_is_defined() -> None:
    found = agreement(BOOK, [coded("berg", "trust"), coded("berg", "trust", coder="b")], STUDIES)
    trust = found.themes[0].agreement
    assert (trust.alike, trust.units, trust.prevalence) == (1, 1, {"present": 1.0})
    for measure in (Measure.COHEN, Measure.GWET):
        coefficient = trust.of(measure)
        assert coefficient is not None
        assert coefficient.value is None


def test_where_nobody_is_compared_there_is_no_number() -> None:
    found = agreement(BOOK, [coded("berg", "trust")], STUDIES)
    assert (found.people, found.studies, found.themes, found.everything.units) == ((), (), (), 0)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("people", ["ab", "abc"])
def test_the_coefficients_are_those_of_a_count_by_hand(seed: int, people: str) -> None:
    chance = random.Random(seed)
    codings, said = [], []
    for study in STUDIES:
        chosen = {who: {code for code in ("trust", "time") if chance.random() < 0.5} for who in people}
        codings += [replace(coded(study.key, *sorted(chosen[who]), coder=who), state="done") for who in people]
        said += [[code in chosen[who] for who in people] for code in ("trust", "time")]
    found = agreement(BOOK, codings, STUDIES).everything
    assert found.units == len(said)
    assert found.alike == sum(len(set(one)) == 1 for one in said)
    raw = found.of(Measure.RAW)
    assert raw is not None
    assert raw.value == pytest.approx(_share_of_pairs(said))
    expected = _cohen(said) if len(people) == 2 else _alpha(said)
    measured = found.of(Measure.COHEN if len(people) == 2 else Measure.KRIPPENDORFF)
    assert measured is not None
    assert measured.value == (pytest.approx(expected) if expected is not None else None)


def _share_of_pairs(said: Sequence[Sequence[bool]]) -> float:
    pairs = [(x, y) for one in said for i, x in enumerate(one) for j, y in enumerate(one) if i != j]
    return sum(x == y for x, y in pairs) / len(pairs)


def _cohen(said: Sequence[Sequence[bool]]) -> float | None:
    n = len(said)
    first, second = sum(one[0] for one in said) / n, sum(one[1] for one in said) / n
    chance = first * second + (1 - first) * (1 - second)
    return (_share_of_pairs(said) - chance) / (1 - chance) if chance < 1 else None


def _alpha(said: Sequence[Sequence[bool]]) -> float | None:
    values = [one for unit in said for one in unit]
    pairs = [(x, y) for i, x in enumerate(values) for j, y in enumerate(values) if i != j]
    expected = sum(x != y for x, y in pairs) / len(pairs)
    return 1 - (1 - _share_of_pairs(said)) / expected if expected else None


FOUND = st.fixed_dictionaries(
    {who: st.sets(st.sampled_from(["trust", "time", "open-door", "hours"])) for who in "ab"}
)


@given(st.lists(FOUND, min_size=3, max_size=3))
def test_the_disagreements_are_the_pairs_that_only_one_found(found: list[dict[str, set[str]]]) -> None:
    theme = {"trust": "trust", "open-door": "trust", "time": "time", "hours": "time"}
    codings, expected = [], set()
    for study, chosen in zip(STUDIES, found, strict=True):
        codings += [coded(study.key, *sorted(codes), coder=who) for who, codes in chosen.items()]
        a, b = ({theme[code] for code in chosen[who]} for who in "ab")
        expected |= {(study.key, one) for one in a ^ b}
    made = agreement(BOOK, codings, STUDIES)
    assert {(one.study.key, one.theme.id) for one in made.disagreements} == expected
    assert made.everything.alike == 6 - len(expected)


# --- side by side


def test_side_by_side_is_what_one_found_and_another_who_is_done_did_not() -> None:
    codings = [
        coded("berg", "trust"),
        coded("berg", "time", coder="b"),
        coded("aas", "trust", state="in-progress"),
        coded("aas", "time", state="in-progress", coder="b"),
        Coding("a", "oden", "done", (), (), coded("oden").place, "another"),
    ]
    found = differ(BOOK, codings, STUDIES)
    assert [(one.study.key, one.theme.id) for one in found] == [("berg", "trust"), ("berg", "time")]
