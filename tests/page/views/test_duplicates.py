"""Duplicates in the page."""

from pathlib import Path

import pytest

from reviewkit.page.views.duplicates import Row, side_by_side
from tests.builders import record, ris
from tests.commands.dedupe.pairs import doubtful
from tests.page.conftest import Opened, Page


@pytest.fixture
def page(root: Path, opened: Opened) -> Page:
    """A review with one possible duplicate."""
    for name, paper in zip(("cinahl", "medline"), doubtful(3), strict=True):
        (root.parent / f"{name}.ris").write_text(ris(paper), encoding="utf-8")
    found = opened(root)
    for name in ("cinahl", "medline"):
        found.brings(name, root.parent / f"{name}.ris")
    found.sends("/duplicates", run="yes")
    assert len(found.sitting.review.possible_duplicates) == 1
    return found


def test_a_run_says_what_it_removed(root: Path, opened: Opened) -> None:
    page = opened(root)
    for name in ("cinahl", "medline"):
        page.brings(name, root.parent / f"{name}.ris")
    assert "2 duplicates were removed." in page.sends("/duplicates", run="yes")


def test_a_possible_duplicate_is_answered_once(page: Page) -> None:
    form = {"first": "cinahl-0001", "second": "medline-0001", "answer": "1", "verdict": "same"}
    page.sends("/duplicates", **form)
    assert "already been given" in page.sends("/duplicates", **form)
    assert len(page.sitting.review.reports) == 1
    assert [one.by for one in page.sitting.review.facts.verdicts].count("a") == 1


def test_a_pair_can_be_skipped_and_shown_again(page: Page) -> None:
    form = {"first": "cinahl-0001", "second": "medline-0001", "answer": "1"}
    assert "Show what you skipped (1)" in page.sends("/duplicates", verdict="skip", **form)
    assert "Are these the same report?" in page.sends("/duplicates", verdict="back")


def test_the_answer_to_why_it_is_asked_is_where_the_page_opens(page: Page) -> None:
    assert 'href="?why=yes#why"' in page.shows("/duplicates")
    assert '<section id="why">' in page.shows("/duplicates?why=yes")


def test_why_it_is_asked_is_worked_out_when_it_is_wanted(page: Page) -> None:
    assert "Against:" not in page.shows("/duplicates")
    assert "For:" in page.shows("/duplicates?why=yes")


def test_rows_hold_what_either_record_has_and_say_where_they_differ() -> None:
    left, right = record("a-1", title="X", authors=("B", "C")), record("b-1", title="x", year=2020)
    rows = side_by_side(left, right)
    assert rows == [Row("title", "X", "x"), Row("authors", "B; C", ""), Row("year", "", "2020")]
    assert [row.differ for row in rows] == [False, True, True]


def test_rows_show_the_numbers_by_which_two_registrations_differ() -> None:
    left, right = (record(name, identifiers=(f"trial:{name}",)) for name in ("NCT01", "NCT02"))
    assert side_by_side(left, right) == [Row("identifiers", "trial:NCT01", "trial:NCT02")]
