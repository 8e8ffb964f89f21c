"""A PNG of the size that was asked for, with the letters of the font that comes with reviewkit."""

import zlib

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.extract.kept_boxes import in_png
from reviewkit.locales import labels
from reviewkit.render.figures.drawing import Drawing, Rectangle, Shape, Text
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.overlap import overlap_drawing
from reviewkit.render.figures.png import HIGHEST_DPI, LOWEST_DPI, as_png
from tests.render.samples import OVERLAPS, SHARES, flow_of

FLOW = flow_drawing(flow_grid(flow_of(), labels("en")))
OVERLAP = overlap_drawing(OVERLAPS, SHARES, labels("en"))


def drawing(*shapes: Shape, width: float = 96) -> Drawing:
    return Drawing("test", width, 48, "Title", "", shapes, 13, "#1a1a1a", "#ffffff")


def size_of(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


@pytest.mark.parametrize(("dpi", "size"), [(36, (36, 18)), (96, (96, 48)), (300, (300, 150)), (600, (600, 300))])
def test_a_png_has_the_size_that_was_asked_for(dpi: int, size: tuple[int, int]) -> None:
    assert size_of(as_png(drawing(), dpi)) == size


def test_journals_get_300_dots_per_inch_unless_they_ask_for_more() -> None:
    assert size_of(as_png(drawing())) == (300, 150)
    assert size_of(as_png(FLOW))[0] == round(FLOW.width * 300 / 96)


def test_a_width_with_a_fraction_is_rounded_to_whole_dots() -> None:
    assert size_of(as_png(drawing(width=100.333), 96))[0] == 100


@pytest.mark.parametrize("dpi", [LOWEST_DPI - 1, HIGHEST_DPI + 1, 0, -300, 100_000])
def test_a_resolution_that_nobody_can_use_is_refused_with_the_range(dpi: int) -> None:
    with pytest.raises(
        ReviewkitError, match=rf"{dpi} dots per inch is not possible\. Choose a number from 36 to 1200"
    ):
        as_png(drawing(), dpi)


@pytest.mark.parametrize("figure", [FLOW, OVERLAP], ids=["flow", "overlap"])
def test_the_same_drawing_gives_the_same_bytes(figure: Drawing) -> None:
    assert as_png(figure, 72) == as_png(figure, 72)


@pytest.mark.parametrize("text", ["A", "Å", "Ω", "Ж", "é"])
def test_letters_are_drawn_without_any_font_of_the_system(text: str) -> None:
    empty = as_png(drawing(), 72)
    assert as_png(drawing(Text(text, 10, 20)), 72) != empty
    assert as_png(drawing(Text(text, 10, 20, bold=True)), 72) != as_png(drawing(Text(text, 10, 20)), 72)


def test_shapes_are_drawn() -> None:
    assert as_png(drawing(Rectangle(5, 5, 20, 20, "#3b6ea5")), 72) != as_png(drawing(), 72)


def test_its_title_its_description_and_its_boxes_are_texts_in_the_file() -> None:
    data = as_png(FLOW, 72)
    assert b"iTXtTitle\0\0\0\0\0" + FLOW.title.encode() in data
    assert FLOW.description.encode() in data
    boxes = in_png(data)
    assert boxes is not None
    assert {box.name for box in boxes} >= set(FLOW.boxes)


def test_every_part_of_the_file_has_its_checksum() -> None:
    data, place, kinds = as_png(drawing(Text("é\x00", 10, 20)), 72), 8, []
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        body, check = data[place + 4 : place + 8 + length], data[place + 8 + length : place + 12 + length]
        assert zlib.crc32(body) == int.from_bytes(check, "big")
        kinds.append(body[:4])
        place += 12 + length
    assert kinds[0] == b"IHDR"
    assert kinds.count(b"iTXt") == 3
    assert kinds[-1] == b"IEND"


def test_a_figure_that_would_fill_the_memory_is_refused() -> None:
    huge = Drawing("d", 1_000, 400_000, "A flow", "x", (), 13, "#1a1a1a", "#ffffff")
    with pytest.raises(ReviewkitError, match="Write it as SVG or PDF"):
        as_png(huge)
