"""The flow as a file: each ending has its format, and a page names the records behind the numbers."""

import json
from pathlib import Path

import pytest

from reviewkit.commands.flow_files import FLOW_ENDINGS
from tests.commands.test_prisma import finished as finished_review
from tests.conftest import Command

STARTS = {".svg": b"<svg ", ".png": b"\x89PNG", ".pdf": b"%PDF-", ".html": b"<!doctype html>"}
finished = finished_review


@pytest.mark.parametrize("ending", FLOW_ENDINGS)
def test_a_flow_is_written_as_its_ending_says_and_once(finished: Path, rk: Command, ending: str) -> None:
    assert rk("prisma", "-o", f"flow{ending}").status == 0
    before = Path(f"flow{ending}").read_bytes()
    assert before.startswith(STARTS.get(ending, before[:1]))
    assert "already exists" in rk("prisma", "-o", f"flow{ending}").err
    assert rk("prisma", "-o", f"flow{ending}", "--force").status == 0
    assert Path(f"flow{ending}").read_bytes() == before


def test_the_page_lists_the_records_behind_a_number_with_their_reasons(finished: Path, rk: Command) -> None:
    assert rk("prisma", "-o", "flow.html").status == 0
    page = Path("flow.html").read_text(encoding="utf-8")
    listed = rk("prisma", "--list", "excluded.population").out.splitlines()
    reasons = page.partition('id="list-excluded.population"')[2].partition("</ol>")[0]
    assert reasons.count("<li>") == len(listed) == 5
    for line in listed:
        assert f"<b>{line.split()[0]}</b>" in reasons
    assert reasons.count("<em>Wrong population</em>") == 5


def test_a_page_of_entered_numbers_has_no_lists(tmp_path: Path, rk: Command) -> None:
    (tmp_path / "counts.yaml").write_text(
        "identified: {databases: {CINAHL: 9}}\nscreened: 9\nexcluded: 4\n", encoding="utf-8"
    )
    path = tmp_path / "flow.html"
    rk("prisma", str(tmp_path / "counts.yaml"), "-o", str(path))
    page = path.read_text(encoding="utf-8")
    assert "<details" not in page
    assert "CINAHL (n\u00a0=\u00a09)" in page


def test_the_table_of_prisma2020_is_written_and_drawn_again(finished: Path, rk: Command) -> None:
    assert rk("prisma", "-o", "flow.csv").status == 0
    again = rk("prisma", "flow.csv", "--json")
    boxes = json.loads(again.out)["boxes"]
    assert boxes["id.databases"]["n"] == 8
    assert boxes["new.reports"]["n"] == 1


def test_numbers_that_the_table_has_no_row_for_are_told(finished: Path, rk: Command) -> None:
    ran = rk("prisma", "-o", "flow.csv")
    assert "note: PRISMA2020 has no row for these, so they are not in flow.csv: excluded.population (5)" in ran.err


def test_a_table_with_a_mistake_is_told_with_its_line_and_drawn_as_a_draft(tmp_path: Path, rk: Command) -> None:
    path = tmp_path / "PRISMA.csv"
    path.write_text("data,n\ndatabase_results,9\nrecords_screened,nine\n", encoding="utf-8")
    out = tmp_path / "flow.svg"
    ran = rk("prisma", str(path), "-o", str(out))
    assert ran.status == 1
    assert f"{path}:3: records_screened should be a whole number, not 'nine'" in ran.err
    assert not out.exists()
    rk("prisma", str(path), "-o", str(out), "--draft")
    assert "DRAFT" in out.read_text(encoding="utf-8")


def test_a_table_without_numbers_is_refused(tmp_path: Path, rk: Command) -> None:
    path = tmp_path / "PRISMA.csv"
    path.write_text("data,n\nwebsite_results,0\n", encoding="utf-8")
    assert "no numbers were found in this table" in rk("prisma", str(path)).err


@pytest.mark.parametrize("ending", [".svg", ".pdf", ".html"])
def test_a_theme_changes_how_the_flow_looks(finished: Path, rk: Command, ending: str) -> None:
    assert rk("prisma", "-o", f"usual{ending}", "-o", f"same{ending}").status == 0
    assert rk("prisma", "-o", f"grey{ending}", "--theme", "greyscale").status == 0
    usual, same, grey = (Path(f"{name}{ending}").read_bytes() for name in ("usual", "same", "grey"))
    assert usual == same != grey


def test_a_theme_that_cannot_be_read_is_refused_and_nothing_is_written(finished: Path, rk: Command) -> None:
    Path("theme.yaml").write_text('frame: "#dddddd"\n', encoding="utf-8")
    ran = rk("prisma", "-o", "flow.svg", "--theme", "theme.yaml")
    assert ran.status == 1
    assert "theme.yaml:1: frame #dddddd on paper #ffffff has a contrast of 1.4 to 1" in ran.err
    assert not Path("flow.svg").exists()
    assert "There is no theme 'modern'" in rk("prisma", "-o", "flow.svg", "--theme", "modern").err
