"""The flow in each look: nothing is lost, and nothing leaves its box, whatever is written in it."""

import re
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewkit import fonts
from reviewkit.entered import counted
from reviewkit.errors import Place
from reviewkit.locales import labels, languages
from reviewkit.prisma import Flow
from reviewkit.render.figures.drawing import Drawing, Rectangle, Text
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.layout import PADDING, SIZE
from reviewkit.render.figures.svg import as_svg
from reviewkit.render.figures.themed import themed_flow
from reviewkit.themes import CLASSIC, MILLIMETRE, POINT, THEMES, Theme, unreadable
from reviewkit.words import OtherArm
from tests.builders import entered
from tests.render.samples import flow_of, flows

NARROW = Theme(size=5 * POINT, box_width=25 * MILLIMETRE, corner=3 * MILLIMETRE)
LARGE = Theme(size=24 * POINT, box_width=119 * MILLIMETRE, stroke=4 * POINT)
LOOKS = {**THEMES, "narrow": NARROW, "large": LARGE}


def drawn(flow: Flow, theme: Theme, language: str = "en", draft: bool = False) -> Drawing:
    return themed_flow(flow_grid(flow, labels(language), draft), theme)


def width_of(text: Text, drawing: Drawing) -> float:
    return fonts.width(text.text, text.size or drawing.size, text.bold)


def test_the_usual_look_is_the_figure_as_it_is() -> None:
    grid = flow_grid(flow_of(), labels("en"))
    assert as_svg(themed_flow(grid)) == as_svg(flow_drawing(grid))


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize("language", languages())
def test_a_look_changes_no_word_and_no_alternative_text(name: str, language: str) -> None:
    usual, other = drawn(flow_of(), CLASSIC, language), drawn(flow_of(), LOOKS[name], language)
    assert other.description == usual.description
    assert said(other) == said(usual)
    assert list(other.boxes) == list(usual.boxes)


def said(drawing: Drawing) -> list[str]:
    """The words of each box, as they were before they were wrapped."""
    return ["".join((line.joint or " ") + line.text for line in box.lines) for box in drawing.boxes.values()]


def test_colours_lines_corners_and_sizes_are_those_of_the_theme() -> None:
    theme = Theme(
        "#111111", "#fefefe", "#eef4fb", "#123456", "#1f4e79", "#ffffff", "#990000", 15.0, 320.0, 2.0, 6.0
    )
    drawing = drawn(flow_of(), theme, draft=True)
    assert (drawing.ink, drawing.paper) == (theme.ink, theme.paper)
    assert drawing.size == pytest.approx(theme.size)
    for box in (box for name, box in drawing.boxes.items() if not name.startswith("head.")):
        assert (box.fill, box.frame, box.thickness, box.corner) == (theme.fill, theme.frame, 2.0, 6.0)
        assert box.width == pytest.approx(320)
        assert {line.ink for line in box.lines} == {None}
    assert {(arrow.ink, arrow.thickness) for arrow in drawing.arrows} == {("#123456", 2.0)}
    bars = [shape for shape in drawing.shapes if isinstance(shape, Rectangle) and shape.frame is None]
    assert {(bar.fill, bar.label.ink) for bar in bars if bar.label} == {("#1f4e79", "#ffffff")}
    assert [text.ink for text in drawing.texts() if "DRAFT" in text.text] == ["#990000"]


def test_a_bar_of_the_colour_of_the_paper_has_an_outline() -> None:
    drawing = drawn(flow_of(), THEMES["journal"])
    bars = [shape for shape in drawing.shapes if isinstance(shape, Rectangle) and shape.label]
    assert bars
    assert {bar.frame for bar in bars} == {"#000000"}


def test_names_are_bold_only_where_they_should_be() -> None:
    assert any(text.bold for text in drawn(flow_of(), CLASSIC).texts())
    assert not any(text.bold for text in drawn(flow_of(), Theme(bold=False)).texts())


# Whatever is written in it

WIDE = "W" * 80
UNBROKEN = st.text("Wiwmæøåjl-/_.", min_size=80, max_size=80)
WORDS = st.text("Wim æøå,()", min_size=1, max_size=90).filter(str.strip)
MOST = st.integers(0, 10_000_000)


@st.composite
def crowded(draw: st.DrawFn) -> Flow:
    """40 reasons, names without a space in them, and millions of records."""
    names = draw(st.lists(UNBROKEN | WORDS, min_size=8, max_size=40, unique=True))
    reasons = {name: draw(MOST) for name in names}
    full = {"sought": 10_000_000, "not_retrieved": 9_999_999, "assessed": 10_000_000, "report_reasons": reasons}
    return counted(
        entered(
            Place("c"),
            OtherArm.SEPARATE,
            identified={
                "databases": dict.fromkeys(names[:4], 10_000_000),
                "registers": {names[4]: 10_000_000},
                "other": {names[5]: 10_000_000},
            },
            duplicates=10_000_000,
            removed_other={names[6]: 10_000_000},
            screened=10_000_000,
            excluded=10_000_000,
            reasons=reasons,
            studies=10_000_000,
            reports=10_000_000,
            other=entered(Place("c"), **full),
            previous=(10_000_000, 10_000_000),
            **full,
        )
    )[0]


def worst() -> Flow:
    names = [f"{n}{WIDE}"[:80] for n in range(40)]
    reasons = dict.fromkeys(names, 10_000_000)
    return counted(
        entered(
            Place("c"),
            identified={"databases": reasons, "registers": reasons, "other": reasons},
            screened=10_000_000,
            excluded=10_000_000,
            reasons=reasons,
            assessed=10_000_000,
            report_reasons=reasons,
        )
    )[0]


WORST = worst()


@pytest.mark.parametrize("name", LOOKS)
@given(flow=crowded() | flows(), language=st.sampled_from(languages()), draft=st.booleans())
@example(flow=WORST, language="nb", draft=True)
@settings(max_examples=12, deadline=None)
def test_nothing_leaves_its_box_in_any_look(name: str, flow: Flow, language: str, draft: bool) -> None:
    theme = LOOKS[name]
    drawing = drawn(flow, theme, language, draft)
    scale = theme.size / SIZE
    room = PADDING * scale - max(theme.stroke / 2, 0.01)
    for box in drawing.boxes.values():
        for line in box.lines:
            assert line.x >= box.x + room
            assert line.x + width_of(line, drawing) <= box.right - room
            assert box.y + theme.size <= line.y <= box.bottom - 2 * scale
            number = re.search(r"\(n[^)]*\)?$", line.text)
            assert number is None or number[0].endswith(")"), "a number is never cut"
    for left, right in combinations(drawing.boxes.values(), 2):
        gap = theme.stroke
        beside = left.right + gap < right.x or right.right + gap < left.x
        assert beside or left.bottom + gap < right.y or right.bottom + gap < left.y, (left.id, right.id)
    for box in drawing.boxes.values():
        assert box.x > 0
        assert box.right < drawing.width
        assert box.bottom < drawing.height
    for shape in drawing.shapes:
        if isinstance(shape, Text):
            left_side = shape.x - (width_of(shape, drawing) if shape.anchor == "end" else 0)
            assert left_side >= 0
            assert left_side + width_of(shape, drawing) <= drawing.width
            assert shape.y < drawing.height
        elif isinstance(shape, Rectangle) and shape.label:
            assert width_of(shape.label, drawing) <= shape.height


@given(
    st.floats(5, 24),
    st.floats(25, 150),
    st.sampled_from(languages()),
)
@settings(max_examples=40, deadline=None)
def test_the_narrowest_box_that_is_allowed_holds_the_largest_number(
    size: float, width: float, language: str
) -> None:
    theme = Theme(size=size * POINT, box_width=width * MILLIMETRE)
    if list(unreadable(theme)):
        return
    room = theme.box_width / (theme.size / SIZE) - 2 * PADDING - 34  # two levels of indent and the hang
    assert fonts.width(labels(language).count(10_000_000), SIZE, bold=True) <= room
