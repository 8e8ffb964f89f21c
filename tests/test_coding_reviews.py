"""What waits for whom to review, what came of it, and what a second person has agreed with."""

from dataclasses import replace

import pytest

from reviewkit.coding import Cell, Matrix
from reviewkit.coding_reviews import (
    ReviewCounts,
    adjusted,
    agreed_after_review,
    as_coded,
    counts,
    counts_by_code,
    open_segments,
    problems,
    segments_of,
    waiting_for,
    without_id,
)
from reviewkit.errors import Level, Place
from reviewkit.model import Coding, Mark, Recoding, Segment, SegmentReview
from tests.test_coding import BOOK, STUDIES

TRUST, TIME = Mark("trust"), Mark("time")


def quote(event: str, *marks: Mark, reviews: tuple[SegmentReview, ...] = ()) -> Segment:
    """A coded quote in a log."""
    return Segment("words", "1", marks or (TRUST,), event=event, place=Place("coding/a.jsonl", 1), reviews=reviews)


def says(by: str, action: str, *after: Mark, is_open: bool = False) -> SegmentReview:
    """What somebody said of a quote that had these codes after it."""
    return SegmentReview(by, action, (), "so it is", f"{by}-{action}", after or (TRUST,), is_open)


def coded(study: str, *segments: Segment, coder: str = "a", state: str = "done") -> Coding:
    """A coding with these quotes."""
    return Coding(coder, study, state, segments, (), Place(f"coding/{coder}.jsonl", 1))


# --- what waits


def test_the_quotes_of_others_wait_until_one_has_said_something_of_the_codes_that_they_have() -> None:
    codings = [
        coded("berg", quote("a-1"), quote("a-2", reviews=(says("b", "agree"),))),
        coded("berg", quote("a-3", TIME, reviews=(says("b", "agree", TRUST),))),
        coded("berg", quote("b-1"), coder="b"),
    ]
    assert [one.segment.event for one in waiting_for("b", codings)] == ["a-1", "a-3"]
    assert [one.segment.event for one in waiting_for("a", codings)] == ["b-1"]
    assert [one.segment.event for one in waiting_for("c", codings)] == ["a-1", "a-2", "a-3", "b-1"]
    assert waiting_for("", codings) == ()


def test_a_quote_in_a_file_has_no_id_and_cannot_be_reviewed() -> None:
    codings = [coded("berg", Segment("words", "1", (TRUST,)), quote("a-1"))]
    assert [one.segment.event for one in segments_of(codings)] == ["a-1"]
    assert without_id(codings) == 1


# --- what came of it


def test_each_quote_counts_once_for_everything_that_was_said_of_it() -> None:
    moved = replace(
        quote("a-3", TIME, reviews=(says("b", "question"), says("b", "question"), says("b", "adjust", TIME))),
        recoded=(Recoding((TRUST,), "so it is", "b-adjust", "b", "adjust"),),
    )
    codings = [
        coded(
            "berg",
            quote("a-1"),
            quote("a-2", TRUST, TIME, reviews=(says("b", "agree"), says("c", "agree"))),
            moved,
        )
    ]
    found = segments_of(codings)
    assert counts(found) == ReviewCounts(3, reviewed=2, agree=1, adjust=1, question=1)
    assert counts_by_code(found) == {
        "trust": ReviewCounts(3, reviewed=2, agree=1, adjust=1, question=1),
        "time": ReviewCounts(1, reviewed=1, agree=1),
    }
    assert [one.segment.event for one in adjusted(found)] == ["a-3"]
    assert as_coded(moved) == (TRUST,)


def test_what_a_coder_recoded_before_anybody_else_did_is_as_coded() -> None:
    recoded = (
        Recoding((TRUST,), "first", "a-2", "a"),
        Recoding((TIME,), "then", "b-1", "b", "adjust"),
        Recoding((TRUST, TIME), "at last", "a-3", "a"),
    )
    assert as_coded(replace(quote("a-1", TRUST), recoded=recoded)) == (TIME,)
    assert as_coded(replace(quote("a-1", TIME), recoded=recoded[:1])) == (TIME,)


# --- what is agreed


def matrix(*codings: Coding, sequential: bool = True) -> Matrix:
    return agreed_after_review(BOOK, codings, STUDIES, sequential=sequential)


AGREES, ASKS = says("b", "agree"), says("b", "question", is_open=True)


@pytest.mark.parametrize(
    ("reviews", "sequential", "cell"),
    [
        ((), True, Cell.NOT_ASSESSED),
        ((), False, Cell.PRESENT),
        ((AGREES,), True, Cell.PRESENT),
        ((says("b", "agree", TIME),), True, Cell.NOT_ASSESSED),
        ((ASKS,), True, Cell.NOT_ASSESSED),
        ((ASKS,), False, Cell.NOT_ASSESSED),
        ((AGREES, says("c", "question", is_open=True)), True, Cell.NOT_ASSESSED),
        ((replace(ASKS, is_open=False),), True, Cell.NOT_ASSESSED),
        ((replace(ASKS, is_open=False),), False, Cell.PRESENT),
        ((says("c", "settle"),), True, Cell.PRESENT),
    ],
)
def test_in_a_sequential_team_a_quote_counts_once_a_second_person_agrees(
    reviews: tuple[SegmentReview, ...], sequential: bool, cell: Cell
) -> None:
    found = matrix(coded("berg", quote("a-1", reviews=reviews)), sequential=sequential)
    assert found.cells["trust", "berg"] is cell
    assert found.open == ((("trust", "berg"),) if cell is Cell.NOT_ASSESSED else ())
    assert (found.whose, found.by_review, found.differ) == ("agreed", sequential, ())
    assert found.cells["time", "berg"] is Cell.NOT_FOUND


def test_a_quote_that_nobody_reviewed_beside_one_that_was_changes_nothing_unless_it_contradicts() -> None:
    sure = quote("a-1", reviews=(AGREES,))
    assert matrix(coded("berg", sure, quote("a-2"))).cells["trust", "berg"] is Cell.PRESENT
    against = quote("a-2", Mark("trust", "contradicts"))
    assert matrix(coded("berg", sure, against)).cells["trust", "berg"] is Cell.NOT_ASSESSED


def test_two_people_who_found_a_theme_need_no_review_of_it() -> None:
    mine, yours = coded("berg", quote("a-1")), coded("berg", quote("b-1"), coder="b")
    assert matrix(mine, yours).cells["trust", "berg"] is Cell.PRESENT
    whole = replace(mine, segments=(), study_marks=(replace(TRUST, event="a-9"),))
    assert matrix(whole).cells["trust", "berg"] is Cell.NOT_ASSESSED
    assert matrix(whole, yours).cells["trust", "berg"] is Cell.PRESENT


def test_where_coders_differ_it_is_they_who_are_named_and_not_the_review() -> None:
    found = matrix(coded("berg", quote("a-1")), coded("berg", coder="b", state="done-nothing-found"))
    assert (found.differ, found.open) == ((("trust", "berg"),), ())


# --- problems


def test_each_study_with_open_questions_is_a_problem_that_says_whose_they_are() -> None:
    codings = [
        coded("berg", quote("a-1", reviews=(ASKS, says("c", "propose", is_open=True)))),
        coded("berg", quote("b-1", reviews=(says("c", "question", is_open=True),)), coder="b"),
        coded("aas", quote("a-2", reviews=(says("b", "propose", is_open=True),))),
        coded("oden", quote("a-3", reviews=(ASKS,))),
        coded("oden", quote("a-4", reviews=(AGREES,))),
    ]
    found = problems(codings, {"berg", "aas"})
    assert [one.message for one in found] == [
        "berg: 2 questions and 1 proposal on coded quotes, by b, c, are open. See: reviewkit code review berg",
        "aas: 1 proposal on coded quotes, by b, is open. See: reviewkit code review aas",
    ]
    assert {(one.code, one.level) for one in found} == {("segment-open", Level.WARNING)}
    assert len(open_segments(codings)) == 4
