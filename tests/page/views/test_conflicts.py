"""Conflicts in the page: closed while anybody still decides, walked through, settled, and settled in Excel."""

import io
from pathlib import Path

import openpyxl
import pytest

from tests.folders import begin, decide
from tests.page.conftest import HOME, Opened, Page


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    """Two conflicts, both seen by everybody."""
    folder = begin(tmp_path / "review", records=2)
    for number in (1, 2):
        decide(folder, "a", number, "y")
        decide(folder, "b", number, "n", "population")
    return opened(folder.root)


def test_both_decisions_are_shown_and_settled_once(page: Page) -> None:
    shown = page.shows("/conflicts")
    assert "2 conflicts" in shown
    assert "1 of 2" in shown
    form = {"report": "cinahl-0001", "stage": "screening", "decision": "include", "note": "we met", "answer": "1"}
    page.sends("/conflicts", **form)
    assert "already been given" in page.sends("/conflicts", **form)
    (settled,) = [one for one in page.sitting.review.facts.decisions if one.final]
    assert (settled.record, settled.choice, settled.note) == ("cinahl-0001", "include", "we met")


def test_while_somebody_still_decides_only_the_count_is_shown(tmp_path: Path, opened: Opened) -> None:
    folder = begin(tmp_path / "review", records=3)
    decide(folder, "a", 1, "y")
    decide(folder, "b", 1, "n", "population")
    page = opened(folder.root)
    shown = page.shows("/conflicts")
    assert "Not shown yet:" in shown
    assert "Screening: 1" in shown
    assert "cinahl-0001" not in shown
    page.sends("/conflicts/open", note="we meet today")
    assert "1 of 1" in page.shows("/conflicts")
    assert "we meet today" in "".join(page.sitting.opened.answers().progress.opened)


def test_the_workbook_is_shown_before_it_is_logged(page: Page) -> None:
    book = openpyxl.load_workbook(io.BytesIO(page.client.get("/conflicts.xlsx").content))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    column = next(n for n, head in enumerate(heads, start=1) if head and "settle" in str(head).lower())
    sheet.cell(2, column).value = "include"
    out = io.BytesIO()
    book.save(out)

    def sends(**values: str) -> str:
        answer = page.client.post(
            "/conflicts/read",
            data={"form_secret": page.access.form_secret, **values},
            files={"file": ("conflicts.xlsx", out.getvalue())},
            headers={"origin": HOME},
        )
        assert answer.status_code == 200, answer.text
        return answer.text

    assert "1 conflict would be settled" in sends()
    assert not any(one.final for one in page.sitting.review.facts.decisions)
    assert "1 conflict was settled" in sends(yes="yes")
    assert sum(one.final for one in page.sitting.review.facts.decisions) == 1
