"""The parts as one document."""

from pathlib import Path

from reviewkit.render.report.parts import PARTS
from reviewkit.render.report.report import report
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of, words_of


def test_parts_come_in_the_order_of_the_report_and_all_where_none_is_named() -> None:
    given = given_of(EXAMPLE)
    assert list(report(given, []).parts) == list(PARTS)
    assert list(report(given, ["included", "flow"]).parts) == ["flow", "included"]


def test_who_made_it_of_which_data_is_said_at_the_beginning() -> None:
    assert report(given_of(EXAMPLE), ["flow"], "reviewkit 1, data 2").document.introduction[-1] == (
        "reviewkit 1, data 2"
    )


def test_a_part_that_is_not_finished_says_so_in_its_section_its_tables_and_the_title(ready: Path) -> None:
    found = report(given_of(ready), ["searches", "yield", "flow"])
    searches, of_sources, flow = found.document.sections
    assert found.document.title.startswith("DRAFT")
    assert "DRAFT" not in words_of(searches)
    assert "Not decided yet (records or reports): 6." in words_of(of_sources)
    assert all("\nDRAFT: unfinished, or has problems. " in words_of(one) for one in (of_sources, flow))
    assert [missing.waiting for missing in found.missing] == [6, 6]


def test_a_finished_report_has_no_mark() -> None:
    found = report(given_of(EXAMPLE), [])
    assert found.missing == ()
    assert "DRAFT" not in found.document.title


def test_the_mark_comes_before_the_number_of_a_table_and_of_a_figure(ready: Path) -> None:
    words = "\n".join(map(words_of, report(given_of(ready), ["yield", "flow"]).document.sections))
    assert "\nDRAFT: unfinished, or has problems. Table 1. Records, reports" in words
    assert "\nDRAFT: unfinished, or has problems. Figure 1. PRISMA 2020" in words
