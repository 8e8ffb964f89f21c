"""A table that is not finished says so in every format, in the words of figures."""

import csv
import io
import zipfile

import pytest

from reviewkit.locales import labels, languages
from reviewkit.model import Missing
from reviewkit.render import terminal
from reviewkit.render.tables.draft import as_subset, marked, waits_for
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from tests.render.samples import GRID, LIST

MISSING = Missing(waiting=3, not_coded=("Berg (2020)", "Aas, 2019"), studies=5, errors=1)


def text_of(table: Table, ending: str) -> str:
    """The words of a table in a file."""
    data = as_bytes(table, ending)
    if ending in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return " ".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    text = data.decode("utf-8-sig").replace("\\", "")
    return " ".join(text.split()) if ending == "tex" else text


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("table", [GRID, LIST], ids=["grid", "list"])
def test_the_mark_and_what_is_missing_are_in_every_format(table: Table, ending: str, language: str) -> None:
    words = labels(language)
    text = text_of(marked(table, MISSING, words), ending)
    for said in (words.text("flow.draft"), "3", "2", "5", "Berg (2020); Aas, 2019", "reviewkit check"):
        assert said in text
    assert words.text("flow.draft") not in text_of(table, ending)


def test_the_terminal_shows_the_mark_above_the_table_and_what_is_missing_under_it() -> None:
    lines = terminal.table(marked(LIST, MISSING, labels("en")), 120).splitlines()
    assert lines[0] == f"{labels('en').text('flow.draft')}. {LIST.caption}"
    assert lines[-3:] == waits_for(MISSING, labels("en"))


@pytest.mark.parametrize("ending", FORMATS)
def test_a_finished_table_has_not_a_byte_more(ending: str) -> None:
    assert as_bytes(marked(GRID, Missing(studies=3), labels("nb")), ending) == as_bytes(GRID, ending)


@pytest.mark.parametrize(
    "missing", [Missing(1, studies=1), Missing(0, ("Berg",), 1), Missing(studies=1, errors=1), Missing()]
)
def test_each_thing_that_is_missing_makes_a_draft_and_is_named(missing: Missing) -> None:
    assert missing.anything
    assert len(waits_for(missing, labels("en"))) == 1


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("language", languages())
def test_a_part_of_the_studies_is_named_in_every_format(ending: str, language: str) -> None:
    words = labels(language)
    named, keys = (text_of(as_subset(GRID, 2, 15, name, words), ending) for name in ("core", ""))
    assert "core" in named
    assert all("15 in" in text for text in (named, keys))


def test_a_table_of_all_studies_has_no_note_unless_a_set_was_named() -> None:
    words = labels("en")
    assert as_subset(GRID, 15, 15, "", words) == GRID
    assert "core" in text_of(as_subset(GRID, 15, 15, "core", words), "md")


def test_rows_that_a_csv_has_below_are_as_wide_as_the_table() -> None:
    rows = as_bytes(marked(GRID, MISSING, labels("en")), "csv").decode("utf-8-sig").splitlines()
    assert labels("en").text("flow.draft") in rows[-4]
    assert {len(row) for row in csv.reader(rows, delimiter=";")} == {len(GRID.head)}
