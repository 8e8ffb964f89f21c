"""The overlap of sources: every combination with its dots, its bar and its number."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import duplicates, fonts
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels, languages
from reviewkit.model import Overlap, Share
from reviewkit.render.figures.drawing import Dot, Drawing, Line, Rectangle, Text
from reviewkit.render.figures.overlap import BAR, overlap_drawing
from reviewkit.render.figures.svg import as_svg
from reviewkit.themes import CLASSIC
from tests.render.samples import EXPECTED, HOSTILE_NAME, OVERLAPS, SHARES


def drawn(language: str = "en") -> Drawing:
    return overlap_drawing(OVERLAPS, SHARES, labels(language))


def bars_of(drawing: Drawing) -> list[Rectangle]:
    return [shape for shape in drawing.shapes if isinstance(shape, Rectangle)]


def dots_of(drawing: Drawing) -> dict[float, list[Dot]]:
    """The dots of each row, by their height on the page."""
    rows: dict[float, list[Dot]] = {}
    for shape in drawing.shapes:
        if isinstance(shape, Dot):
            rows.setdefault(shape.y, []).append(shape)
    return rows


def test_a_row_has_a_dot_for_every_source_dark_where_it_is_a_member() -> None:
    rows = [[dot.ink == CLASSIC.ink for dot in dots] for dots in dots_of(drawn()).values()]
    assert rows == [[True, False, False], [True, False, True], [False, True, False], [True, True, True]]


def test_a_line_joins_the_dots_of_a_combination_of_several_sources() -> None:
    lines = [shape for shape in drawn().shapes if isinstance(shape, Line)]
    assert len(lines) == sum(len(overlap.sources) > 1 for overlap in OVERLAPS)
    for line in lines:
        dark = [dot.x for dot in dots_of(drawn())[line.start[1]] if dot.ink == CLASSIC.ink]
        assert (line.start[0], line.end[0]) == (min(dark), max(dark))


def test_a_bar_is_as_long_as_its_share_of_the_largest_and_never_invisible() -> None:
    lengths = [bar.width for bar in bars_of(drawn())]
    assert lengths == [BAR, BAR * 3 / 40, BAR * 3 / 40, BAR / 40]
    thousands = (Overlap(("CINAHL",), 100_000), Overlap(("A register",), 1))
    assert bars_of(overlap_drawing(thousands, SHARES, labels("en")))[1].width == 1


@pytest.mark.parametrize("language", languages())
def test_every_number_stands_beside_its_bar_and_in_the_description(language: str) -> None:
    drawing = drawn(language)
    assert [bar.label.text for bar in bars_of(drawing) if bar.label] == ["40", "3", "3", "1"]
    assert drawing.description == (
        "CINAHL: 40; CINAHL, A register: 3; Web of Science & co: 3; CINAHL, Web of Science & co, A register: 1"
    )
    assert all(bar.label and bar.label.x > bar.right for bar in bars_of(drawing))


def test_each_source_is_named_with_its_reports_over_its_dots() -> None:
    names = [shape for shape in drawn().shapes if isinstance(shape, Text) and shape.angle]
    assert [name.text for name in names] == ["CINAHL (90)", "Web of Science & co (50)", "A register (4)"]
    first_row = min(dots_of(drawn()))
    assert [name.x for name in names] == [dot.x for dot in dots_of(drawn())[first_row]]
    assert all(name.y < first_row for name in names)


sources = st.sampled_from(["CINAHL", "MEDLINE", "A register with a name that is rather long", "x" * 60])


@given(st.lists(st.lists(sources, min_size=1, max_size=5), max_size=12), st.sampled_from(languages()))
@settings(max_examples=50)
def test_everything_is_on_the_page(reports: list[list[str]], language: str) -> None:
    source_of = {f"{n}-{m}": name for n, report in enumerate(reports) for m, name in enumerate(report)}
    groups = [[f"{n}-{m}" for m in range(len(report))] for n, report in enumerate(reports)]
    order = list(dict.fromkeys(source_of.values()))
    shares = duplicates.shares(order, source_of, groups)
    overlaps = duplicates.overlaps(order, source_of, groups)
    drawing = overlap_drawing(overlaps, shares, labels(language))
    bars = bars_of(drawing)
    assert len(bars) == len(overlaps)
    for text in drawing.texts():
        width = fonts.width(text.text, drawing.size, text.bold)
        right, top = (width * 0.71, text.y - width * 0.71) if text.angle else (width, text.y - drawing.size)
        assert text.x + right <= drawing.width
        assert top >= 0
        assert text.y <= drawing.height
    for dots in dots_of(drawing).values():
        assert all(dot.x + dot.radius < bar.x for dot in dots for bar in bars)
        assert all(left.x + left.radius < right.x for left, right in pairwise(dots))
    assert as_svg(drawing) == as_svg(overlap_drawing(overlaps, shares, labels(language)))


def test_a_review_without_records_has_a_figure_too() -> None:
    drawing = overlap_drawing((), (), labels("en"))
    assert [text.text for text in drawing.texts()] == ["Reports in each combination of sources"]
    ET.fromstring(as_svg(drawing))


def test_names_of_strangers_do_not_act() -> None:
    shares = (Share(HOSTILE_NAME, 2, 2, 2),)
    root = ET.fromstring(as_svg(overlap_drawing((Overlap((HOSTILE_NAME,), 2),), shares, labels("en"))))
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert HOSTILE_NAME in "".join(root.itertext())


def test_letters_that_the_font_lacks_stop_the_drawing() -> None:
    with pytest.raises(ReviewkitError, match="The font of the figure does not have 知"):
        overlap_drawing((), (Share("知网", 1, 1, 1),), labels("en"))


def test_golden_figure() -> None:
    """Open tests/expected/overlap.svg in a browser: this is how the figure should look."""
    assert as_svg(drawn("en")) == (EXPECTED / "overlap.svg").read_text(encoding="utf-8")
