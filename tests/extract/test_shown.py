"""The boxes and the words of every file that we make of a review are read back."""

import pytest

from reviewkit.entered import counted
from reviewkit.errors import ReviewkitError
from reviewkit.extract.shown import FIGURES, boxes_in, words_in
from reviewkit.locales import labels
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.write import as_bytes
from reviewkit.render.flow_page import flow_page
from reviewkit.render.mermaid import as_mermaid
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS as TABLES
from reviewkit.render.tables.write import as_bytes as table_bytes
from tests.builders import entered

EN = labels("en")
FLOW, _ = counted(
    entered(
        identified={"databases": {"A database with a name that is far too long for a single line of a box": 1502}},
        duplicates=217,
        screened=1285,
        excluded=1270,
        sought=15,
        assessed=15,
    )
)
GRID = flow_grid(FLOW, EN)
DRAWING = flow_drawing(GRID)


def figure(ending: str) -> bytes:
    if ending == "html":
        return flow_page(GRID, DRAWING, {}, EN).encode()
    if ending == "mmd":
        return as_mermaid(GRID).encode()
    return as_bytes(DRAWING, ending, 72)


@pytest.mark.parametrize("ending", FIGURES)
def test_a_flow_has_its_boxes_with_the_lines_that_they_had(ending: str) -> None:
    found = {
        box.name: [line.replace("\u00a0", " ") for line in box.lines]
        for box in boxes_in(figure(ending), "x", ending)
    }
    assert {box.id for box in GRID.boxes} <= set(found)
    for box in GRID.boxes:
        assert found[box.id] == [line.text.replace("\u00a0", " ") for line in box.lines]


@pytest.mark.parametrize("ending", [one for one in FIGURES if one != "mmd"])
def test_the_words_of_a_flow_are_read(ending: str) -> None:
    text = " ".join(" ".join(words_in(figure(ending), "x", ending)).split())
    assert "Records screened" in text
    assert "1285" in text


@pytest.mark.parametrize("ending", [one for one in TABLES if one != "xlsx"])
def test_the_words_of_a_table_are_read(ending: str) -> None:
    data = table_bytes(Table("Themes", ("Study", "Theme"), (("Berg (2020)", "Trust in staff"),)), ending)
    text = " ".join(" ".join(words_in(data, "x", ending)).split())
    assert "Berg (2020)" in text
    assert "Trust in staff" in text


@pytest.mark.parametrize("ending", [*FIGURES, "csv"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt",
        b"<x:xmpmeta></x:xmpmeta>",
        b"<svg",
        b"<svg><g id='box-x'></svg>",
        b"PK\x03\x04",
        b"\xff\xfe\x00",
    ],
)
def test_a_damaged_file_has_no_boxes_and_breaks_nothing(data: bytes, ending: str) -> None:
    assert all(not box.lines for box in boxes_in(data, "x", ending))
    try:
        assert isinstance(words_in(data, "x", ending), tuple)
    except ReviewkitError as error:
        assert str(error)  # noqa: PT017


def test_entities_of_a_figure_of_a_stranger_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><svg><g id="box-x"><text>&a;</text></g></svg>'
    assert "aaaa" not in str(boxes_in(bomb, "x", "svg"))
    assert "aaaa" not in str(words_in(bomb, "x", "svg"))
