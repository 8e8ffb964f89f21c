"""Boxes of an edited figure, from every program that edits one."""

import base64
import io
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import limits
from reviewkit.compared import counts_in
from reviewkit.errors import ReviewkitError
from reviewkit.extract.edited import boxes_of, table_of
from reviewkit.locales import labels, languages
from reviewkit.prisma import Flow
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.write import as_bytes
from reviewkit.render.tables.write import as_bytes as table_as_bytes
from tests.edits import edited, packed
from tests.office import FIGURES
from tests.render.samples import GRID, flows

ENDINGS = ("pptx", "docx", "drawio")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ["separate", "pooled", "hostile", "many"])
def test_every_number_of_a_flow_comes_back_in_its_box(name: str, ending: str) -> None:
    made = FIGURES[name]()
    found = {box.name: counts_in(box.lines) for box in boxes_of(as_bytes(made, ending), "f", ending)}
    for box, shape in made.boxes.items():
        joined = "".join(
            f"{line.joint or ''}{line.text}" if line.joint is not None else f"\n{line.text}"
            for line in shape.lines
        )
        assert found[box] == counts_in(joined.split("\n"))
    assert set(found) == set(made.boxes)


def test_line_breaks_inside_a_paragraph_are_line_ends() -> None:
    data = edited(
        as_bytes(FIGURES["separate"](), "pptx"),
        "pptx",
        lambda xml: xml.replace("screened (n", "screened</a:t></a:r><a:br/><a:r><a:t>(n"),
    )
    lines = next(box.lines for box in boxes_of(data, "f", "pptx") if box.name == "screened")
    assert [" ".join(line.split()) for line in lines] == ["Records screened", "(n = 1285)"]


def test_a_diagram_that_draw_io_packed_is_unpacked() -> None:
    plain = as_bytes(FIGURES["separate"](), "drawio")
    assert boxes_of(packed(plain.decode()).encode(), "f", "drawio") == boxes_of(plain, "f", "drawio")


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"no xml", "drawio"),
        (b"<mxfile><diagram>&&&</diagram></mxfile>", "drawio"),
        (b"<mxfile><diagram>AAAA</diagram></mxfile>", "drawio"),
        (b"no zip", "pptx"),
        (b"no zip", "docx"),
    ],
)
def test_a_damaged_file_is_refused_with_its_name(data: bytes, ending: str) -> None:
    with pytest.raises(ReviewkitError, match=r"f\.x: this"):
        boxes_of(data, "f.x", ending)


def test_the_table_of_a_document_is_read_cell_by_cell() -> None:
    assert table_of(table_as_bytes(GRID, "docx"), "f") == (
        GRID.head,
        *GRID.rows,
        *((GRID.foot,) if GRID.foot else ()),
    )
    assert table_of(as_bytes(FIGURES["overlap"](), "docx"), "f") == ()


@pytest.mark.parametrize(
    "change", [lambda xml: xml.replace("<!", ""), lambda xml: f"<!DOCTYPE x [<!ENTITY e 'n'>]>{xml}"]
)
def test_entities_are_not_followed(change: Callable[[str], str]) -> None:
    plain = as_bytes(FIGURES["separate"](), "drawio").decode()
    assert boxes_of(change(plain).encode(), "f", "drawio") == boxes_of(plain.encode(), "f", "drawio")


@pytest.mark.parametrize(
    ("encoding", "words"), [("iso-8859-1", "Før æ"), ("windows-1252", "–"), ("shift_jis", "日本")]
)
def test_a_figure_says_in_which_encoding_it_is(encoding: str, words: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{as_bytes(FIGURES["separate"](), "drawio").decode()}'
    before, after = boxes_of(text.encode(), "f", "drawio")[0].lines[0], f"{words} (n = 7)"
    changed = text.replace(before, after).encode(encoding, "xmlcharrefreplace")
    assert after in [line for box in boxes_of(changed, "f", "drawio") for line in box.lines]


@settings(max_examples=25, deadline=None)
@given(flows(), st.sampled_from(ENDINGS), st.sampled_from(languages()))
def test_the_numbers_of_any_flow_come_back_as_they_are(flow: Flow, ending: str, language: str) -> None:
    grid = flow_grid(flow, labels(language))
    found = {box.name: counts_in(box.lines) for box in boxes_of(as_bytes(flow_drawing(grid), ending), "f", ending)}
    for box in grid.boxes:
        numbers = [n for line in box.lines for _, n in counts_in([line.text])]
        assert [n for _, n in found.get(box.id, ())] == numbers


def test_a_diagram_that_grows_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    model = packing.compress(b"<mxGraphModel>" + b"%20" * 10_000 + b"</mxGraphModel>") + packing.flush()
    data = f"<mxfile><diagram>{base64.b64encode(model).decode()}</diagram></mxfile>".encode()
    assert boxes_of(data, "a.drawio", "drawio") == ()
    monkeypatch.setattr(limits, "DIAGRAM", 1000)
    with pytest.raises(ReviewkitError, match=r"a\.drawio: a diagram in it is larger than any figure"):
        boxes_of(data, "a.drawio", "drawio")


@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_a_damaged_part_is_told_in_words(ending: str) -> None:
    """Damage inside the packed bytes is another error for each way of packing."""
    name = {"docx": "word/document.xml", "pptx": "ppt/slides/slide1.xml"}[ending]
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            archive.writestr(name, b"<a>hello</a>" * 99)
        data = bytearray(out.getvalue())
        at = 30 + len(name) + 4
        data[at : at + 12] = b"\xff" * 12
        with pytest.raises(ReviewkitError, match=r"a: this document is damaged"):
            boxes_of(bytes(data), "a", ending)
