"""A search that was run again is compared with the first time."""

import pytest

from reviewkit.model import Source
from reviewkit.reruns import problems, reruns

FIRST = Source("cinahl", "CINAHL", date="2026-01-31", hits=3)
AGAIN = Source("cinahl-2", "CINAHL", date="2026-06-30", hits=4, rerun_of="cinahl")
THIRD = Source("cinahl-3", "CINAHL", hits=4, rerun_of="cinahl")
SOURCE_OF = {
    **dict.fromkeys(("c1", "c2", "c3"), "cinahl"),
    **dict.fromkeys(("d1", "d2", "d3"), "cinahl-2"),
    **dict.fromkeys(("e1", "e2"), "cinahl-3"),
    "m1": "medline",
}
REPORT_OF = {"d1": "c1", "d2": "m1", "e1": "d3", "e2": "e2"}


def test_what_no_earlier_run_found_is_new_even_where_another_database_has_it() -> None:
    (second, third) = reruns((FIRST, AGAIN, THIRD), SOURCE_OF, REPORT_OF)
    assert (second.first, second.again) == (FIRST, AGAIN)
    assert (second.records_first, second.records, second.new) == (3, 3, 2)
    assert (third.records, third.new) == (2, 1)


def test_two_records_of_one_report_are_one_new_report() -> None:
    (again,) = reruns((FIRST, AGAIN), {"d1": "cinahl-2", "d2": "cinahl-2"}, {"d1": "d1", "d2": "d1"})
    assert (again.records_first, again.records, again.new) == (0, 2, 1)


def test_a_review_in_which_nothing_was_run_again_has_none() -> None:
    assert reruns((FIRST,), SOURCE_OF, REPORT_OF) == ()
    assert problems((FIRST, AGAIN, THIRD)) == []


@pytest.mark.parametrize(
    ("again", "words"),
    [
        (
            Source("x", "X", rerun_of="pubmed"),
            "x: rerun_of is 'pubmed', which is no other search in searches.yaml",
        ),
        (Source("x", "X", rerun_of="x"), "x: rerun_of is 'x', which is no other search in searches.yaml"),
        (
            Source("x", "X", rerun_of="cinahl-2"),
            "x: cinahl-2 is itself a search that was run again. Name the first one: `rerun_of: cinahl`",
        ),
        (
            Source("x", "X", date="2026-01-30", rerun_of="cinahl"),
            "x was run on 2026-01-30, before cinahl, which it repeats (2026-01-31)",
        ),
    ],
)
def test_a_search_that_repeats_nothing_is_reported(again: Source, words: str) -> None:
    (problem,) = problems((FIRST, AGAIN, again))
    assert (problem.message, problem.code, problem.place) == (words, "rerun", again.place)
    assert len(reruns((FIRST, again), SOURCE_OF, REPORT_OF)) == (again.rerun_of == "cinahl")
