"""The codes of a quote are those of the latest recode, adjustment or settlement, and a question is open until somebody
answers it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.model import Mark, Recoding, Segment, SegmentRecoded, SegmentReviewed, Stamp
from reviewkit.segment_reviews import Later, by_segment, reviewed
from tests.builders import moment

TRUST, TIME, MONEY = Mark("trust"), Mark("time", "contradicts"), Mark("money")
QUOTE = Segment("We trust each other", "4", (TRUST,), event="a-1")


def review(by: str, action: str, *marks: Mark, at: int = 1, why: str = "so it is") -> SegmentReviewed:
    """What somebody says of the quote, on a day."""
    name = f"{by}-{at}-{action}"
    return SegmentReviewed(by, "a-1", action, marks, why, id=name, stamp=Stamp(moment(str(at)), by))


def recode(*marks: Mark, at: int = 1) -> SegmentRecoded:
    """Its coder gives the quote other codes, on a day."""
    return SegmentRecoded(
        "a", "a-1", marks, "on second thoughts", id=f"a-{at}-recode", stamp=Stamp(moment(str(at)), "a")
    )


def after(*acts: Later) -> Segment:
    """The quote of a after these acts."""
    return reviewed(QUOTE, "a", by_segment(acts)["a-1"])


def test_a_quote_that_nobody_spoke_of_stays_as_it_was_coded() -> None:
    assert reviewed(QUOTE, "a", []) is QUOTE


def test_agreeing_changes_nothing() -> None:
    found = after(review("b", "agree"))
    assert (found.marks, found.recoded, found.reviewers) == ((TRUST,), (), ("b",))


def test_an_adjustment_gives_other_codes_and_says_whose_it_is() -> None:
    found = after(review("b", "adjust", TIME))
    assert found.marks == (TIME,)
    assert found.recoded == (Recoding((TRUST,), "so it is", "b-1-adjust", "b", "adjust"),)
    assert found.reviewers == ("b",)


@pytest.mark.parametrize(
    ("acts", "marks"),
    [
        ([review("b", "adjust", TIME, at=1), recode(MONEY, at=2)], (MONEY,)),
        ([recode(MONEY, at=1), review("b", "adjust", TIME, at=2)], (TIME,)),
        ([review("b", "adjust", TIME, at=3), recode(MONEY, at=2)], (TIME,)),
        ([review("b", "adjust", TIME, at=1), review("c", "settle", MONEY, at=2)], (MONEY,)),
        ([review("b", "adjust", TIME, at=1), review("c", "settle", at=2)], (TIME,)),
        ([review("b", "propose", TIME, at=1), review("c", "agree", at=2)], (TRUST,)),
        ([review("b", "question", at=1)], (TRUST,)),
    ],
)
def test_the_latest_recode_adjustment_or_settlement_counts(acts: list[Later], marks: tuple[Mark, ...]) -> None:
    assert after(*acts).marks == marks


@pytest.mark.parametrize("asked", [review("b", "question"), review("b", "propose", TIME)])
@pytest.mark.parametrize(
    ("later", "is_open"),
    [
        (None, True),
        (recode(MONEY, at=2), False),
        (review("c", "settle", at=2), False),
        (review("c", "settle", MONEY, at=2), False),
        (review("b", "agree", at=2), False),
        (review("b", "adjust", MONEY, at=2), False),
        (review("c", "agree", at=2), True),
        (review("c", "adjust", MONEY, at=2), True),
        (review("c", "question", at=2), True),
        (review("b", "question", at=2), True),
    ],
)
def test_a_question_is_open_until_it_is_answered(asked: Later, later: Later | None, is_open: bool) -> None:
    found = after(*filter(None, (asked, later)))
    assert found.reviews[0].is_open is is_open
    assert (found.reviews[0] in found.open_reviews) is is_open


def test_who_agreed_with_codes_that_the_quote_has_no_more_has_not_agreed() -> None:
    agreed = (review("b", "agree", at=1), review("c", "adjust", TIME, at=2))
    assert after(*agreed).reviewers == ("c",)
    assert after(*agreed, recode(MONEY, at=3)).reviewers == ()
    assert after(*agreed, recode(TRUST, at=3)).reviewers == ("b",)


def test_what_a_coder_says_of_their_own_quote_is_no_review() -> None:
    found = after(review("a", "adjust", TIME, at=1), review("a", "agree", at=2), review("b", "question", at=3))
    assert (found.marks, [one.by for one in found.reviews]) == ((TRUST,), ["b"])


@st.composite
def some_acts(draw: st.DrawFn) -> list[Later]:
    """Acts on one quote by its coder and two others."""
    marks = st.lists(st.sampled_from([TRUST, TIME, MONEY]), max_size=2, unique=True)
    kinds = st.sampled_from(["recode", "agree", "adjust", "question", "propose", "settle"])
    acts: list[Later] = []
    for number, kind in enumerate(draw(st.lists(kinds, max_size=8)), start=1):
        given_marks = draw(marks)
        if kind == "recode":
            acts.append(recode(*(given_marks or [TRUST]), at=number))
        else:
            acts.append(review(draw(st.sampled_from("abc")), kind, *given_marks, at=number))
    return acts


def slowly(acts: Sequence[Later]) -> tuple[tuple[Mark, ...], set[str]]:
    """The codes and the open questions, worked out from behind: without the code that is tested."""
    marks, waiting = (TRUST,), set()
    for place, act in enumerate(acts):
        later = acts[place + 1 :]
        if isinstance(act, SegmentRecoded) or (act.by != "a" and act.action in ("adjust", "settle") and act.marks):
            marks = act.marks
        elif act.by != "a" and act.action in ("question", "propose"):
            answers = [
                one
                for one in later
                if isinstance(one, SegmentRecoded)
                or (one.by != "a" and one.action == "settle")
                or (one.by == act.by and one.action in ("agree", "adjust"))
            ]
            if not answers:
                waiting.add(act.id)
    return marks, waiting


@given(some_acts(), st.randoms())
def test_whatever_is_said_the_codes_and_what_is_open_are_those_of_a_slow_replay(
    acts: list[Later], chance: object
) -> None:
    shuffled = list(acts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found = reviewed(QUOTE, "a", by_segment(shuffled).get("a-1", []))
    marks, waiting = slowly(acts)
    assert found.marks == marks
    assert {one.event for one in found.open_reviews} == waiting
    history = [*(one.before for one in found.recoded), found.marks]
    assert history[0] == (TRUST,)
    assert len(found.recoded) == len([one for one in found.recoded if one.event])
