"""One table, every format by its name, the same bytes each time."""

import io
import re
import zipfile

import pytest
from hypothesis import given, settings

from reviewkit.coding import matrix
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.words import Layout
from tests.render.samples import EXPECTED, GRID, HOSTILE, LIST, tables
from tests.test_coding import BOOK


def test_the_formats_are_the_endings_of_files() -> None:
    assert FORMATS == ("csv", "md", "html", "xlsx", "docx", "tex")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("csv", b"\xef\xbb\xbf"),
        ("md", b"**"),
        ("html", b"<!doctype html>"),
        ("xlsx", b"PK"),
        ("docx", b"PK"),
        ("tex", b"\\documentclass"),
    ],
)
def test_each_name_gives_its_format(name: str, start: bytes) -> None:
    assert as_bytes(GRID, name).startswith(start)


@pytest.mark.parametrize("name", ["pdf", "DOCX", ".csv", ""])
def test_another_format_is_refused_with_the_names_that_there_are(name: str) -> None:
    with pytest.raises(ReviewkitError, match="there are: csv, md, html, xlsx, docx, tex"):
        as_bytes(GRID, name)


@pytest.mark.parametrize("table", [GRID, LIST, HOSTILE], ids=["grid", "list", "hostile"])
@pytest.mark.parametrize("name", FORMATS)
def test_the_same_table_gives_the_same_bytes(table: Table, name: str) -> None:
    assert as_bytes(table, name) == as_bytes(table, name)


@given(tables())
@settings(max_examples=20)
def test_any_text_can_be_written_in_every_format(table: Table) -> None:
    for name in FORMATS:
        assert as_bytes(table, name) == as_bytes(table, name)


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_no_document_carries_the_date_of_its_making(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(as_bytes(GRID, name))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} <= {1980, 2000}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2000-01-01"}


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_table_can_be_written(name: str) -> None:
    assert as_bytes(matrix_table(matrix(BOOK, [], []), Layout.LIST, labels("en")), name)


@pytest.mark.parametrize(
    ("name", "table"),
    [("grid.csv", GRID), ("grid.md", GRID), ("list.html", LIST), ("list.md", LIST), ("grid.tex", GRID)],
)
def test_golden_tables(name: str, table: Table) -> None:
    assert as_bytes(table, name.partition(".")[2]) == (EXPECTED / name).read_bytes()
