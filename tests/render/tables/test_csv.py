"""CSV that Excel opens as text and R reads as data."""

import csv
import io

import pytest
from hypothesis import given

from reviewkit.render.tables.csv import as_csv
from reviewkit.render.tables.table import Table
from reviewkit.safe import safe_cell
from tests.render.samples import GRID, HOSTILE, tables


def rows_of(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def test_excel_sees_the_encoding_and_the_line_ends() -> None:
    text = as_csv(GRID)
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == text.count("\n") == 1 + len(GRID.body)


def test_the_first_line_is_the_head_and_the_last_the_foot() -> None:
    rows = rows_of(as_csv(GRID), ";")
    assert rows[0] == list(GRID.head)
    assert rows[-1] == list(GRID.foot)
    assert GRID.caption not in as_csv(GRID)


def test_marks_are_numbers_for_programs() -> None:
    assert rows_of(as_csv(GRID), ";")[3] == ["Åås (2019)", "contradicted", "0", "1"]
    assert "●" not in as_csv(GRID)


@pytest.mark.parametrize(("language", "sign"), [("en", ","), ("nb", ";"), ("nn", ";")])
def test_cells_are_parted_as_excel_expects_it_in_the_language(language: str, sign: str) -> None:
    table = Table("c", ("a", "b"), (("1;2", "3,5"),), language=language)
    assert as_csv(table).splitlines()[0] == f"\ufeffa{sign}b"
    assert rows_of(as_csv(table), sign) == [["a", "b"], ["1;2", "3,5"]]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_sign_that_was_asked_for_parts_the_cells_and_no_cell_is_a_formula(sign: str) -> None:
    for table in (GRID, HOSTILE, Table("c", ("a",), ((f"x{sign}=1+1",), (f"{sign}=1+1",)))):
        rows = rows_of(as_csv(table, sign), sign)
        assert [len(row) for row in rows] == [len(table.head)] * len(rows)
        assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_no_cell_is_a_formula() -> None:
    rows = rows_of(as_csv(HOSTILE))
    assert rows[0] == ["'=1+1", "B|C"]
    assert rows[1] == ["'=cmd|' /C calc'!A0", "'+1"]
    assert rows[2] == ["'-2", "' \t'@x"]


@given(tables())
def test_every_cell_comes_back_and_none_begins_as_a_formula(table: Table) -> None:
    back = rows_of(as_csv(table))
    assert len(back) == 1 + len(table.body)
    assert back == [[safe_cell(cell) for cell in row] for row in (table.head, *table.body)]
    assert not [cell for row in back for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
