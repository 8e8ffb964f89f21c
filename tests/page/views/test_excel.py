"""Excel as a peer, through the page."""

import io
from pathlib import Path

import openpyxl

from tests.folders import begin, decide
from tests.page.conftest import HOME, Opened


def test_the_own_sheet_goes_out_and_comes_back(tmp_path: Path, opened: Opened) -> None:
    folder = begin(tmp_path / "review", records=3)
    decide(folder, "b", 1, "n", "population")
    page = opened(folder.root)
    data = page.client.get("/screen/excel.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    assert not any(cell.value == "population" for row in sheet.iter_rows(min_row=2) for cell in row)
    column = next(n for n, cell in enumerate(sheet[1], start=1) if "decision" in str(cell.value).lower())
    sheet.cell(2, column).value = "include"
    out = io.BytesIO()
    book.save(out)

    def sends(**values: str) -> str:
        answer = page.client.post(
            "/screen/excel",
            data={"form_secret": page.access.form_secret, **values},
            files={"file": ("screen-a.xlsx", out.getvalue())},
            headers={"origin": HOME},
        )
        assert answer.status_code == 200, answer.text
        return answer.text

    assert "1 decision would be logged" in sends()
    assert [one.by for one in page.sitting.review.facts.decisions] == ["b"]
    assert "1 decision was logged" in sends(yes="yes")
    assert sorted(one.by for one in page.sitting.review.facts.decisions) == ["a", "b"]
