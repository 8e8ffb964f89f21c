"""Each figure in each look: nothing is lost, all of it can be read, and nothing leaves its box, whatever is in it."""

import io
import re
import zipfile
from itertools import combinations

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from reviewkit import fonts
from reviewkit.entered import counted
from reviewkit.errors import Place
from reviewkit.locales import labels, languages
from reviewkit.prisma import Flow
from reviewkit.render.figures.drawing import Arrow, Dot, Drawing, Line, Rectangle, Text
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.layout import PADDING, SIZE
from reviewkit.render.figures.write import FORMATS, as_bytes
from reviewkit.themes import CLASSIC, MILLIMETRE, POINT, READABLE, THEMES, VISIBLE, Theme, contrast, unreadable
from reviewkit.words import OtherArm
from tests.builders import entered
from tests.counted import outside_of_the_page, overlapping
from tests.looks import FIGURES, words_with_their_ground
from tests.render.samples import flow_of, flows

NARROW = Theme(size=5 * POINT, box_width=25 * MILLIMETRE, corner=3 * MILLIMETRE)
LARGE = Theme(size=24 * POINT, box_width=119 * MILLIMETRE, stroke=4 * POINT)
DARK = Theme(
    ink="#f2f2f2",
    paper="#101418",
    fill="#1c2430",
    frame="#8fa3b8",
    bar="#2c3e55",
    bar_ink="#ffffff",
    draft="#ff9aa6",
    mark="#6cb4f5",
    quiet="#b0b0b0",
    few="#22354d",
    many="#bcd9f5",
    colours=("#6cb4f5", "#ff9e5c", "#3fd0a4", "#f58cc4", "#b99af2", "#d8c04a", "#f2f2f2", "#ff8f8f"),
    bold=False,
)
LOOKS = {**THEMES, "narrow": NARROW, "large": LARGE, "dark": DARK}


def test_every_look_is_one_that_a_person_may_choose() -> None:
    assert [(name, list(unreadable(theme))) for name, theme in LOOKS.items() if list(unreadable(theme))] == []


def drawn(flow: Flow, theme: Theme, language: str = "en", draft: bool = False) -> Drawing:
    return flow_drawing(flow_grid(flow, labels(language), draft, theme=theme))


def width_of(text: Text, drawing: Drawing) -> float:
    return fonts.width(text.text, text.size or drawing.size, text.bold)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("figure", FIGURES)
def test_a_look_changes_no_word_and_no_alternative_text(figure: str, look: str) -> None:
    usual, other = FIGURES[figure](CLASSIC, "en"), FIGURES[figure](LOOKS[look], "en")
    assert other.description == usual.description
    assert letters(other) == letters(usual)
    assert list(other.boxes) == list(usual.boxes)


def letters(drawing: Drawing) -> str:
    """All that is printed, in its order: where lines are broken is not what is asked."""
    return re.sub(r"\s", "", "".join(text.text for text in drawing.texts()))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("figure", FIGURES)
def test_every_word_can_be_read_on_what_is_behind_it(figure: str, look: str) -> None:
    """WCAG 2.2, 1.4.3."""
    drawing = FIGURES[figure](LOOKS[look], "nb")
    found = list(words_with_their_ground(drawing))
    assert len(found) == len(list(drawing.texts()))
    for text, ground in found:
        assert contrast(text.ink or drawing.ink, ground) >= READABLE, (text.text, text.ink, ground)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("figure", FIGURES)
def test_bars_circles_boxes_and_arrows_are_seen(figure: str, look: str) -> None:
    """WCAG 2.2, 1.4.11. The lines between circles mean nothing, nor does the dot of a source that is not meant."""
    drawing = FIGURES[figure](LOOKS[look], "en")
    seen = {shape.ink for shape in drawing.shapes if isinstance(shape, Arrow | Line)}
    if figure != "overlap":
        seen |= {shape.ink for shape in drawing.shapes if isinstance(shape, Dot)}
    if figure not in ("bubbles", "split"):
        seen |= {shape.frame for shape in drawing.shapes if isinstance(shape, Rectangle) and shape.frame}
    if figure in ("bars", "years", "overlap"):
        seen |= {bar.frame or bar.fill for bar in drawing.shapes if isinstance(bar, Rectangle)}
    assert seen
    assert all(contrast(colour, drawing.paper) >= VISIBLE for colour in seen), seen


@pytest.mark.parametrize("look", ["narrow", "large", "dark"])
@pytest.mark.parametrize("figure", [name for name in FIGURES if name != "overlap"])  # whose names are slanted
def test_nothing_is_outside_the_page_or_over_something_else_in_any_size(figure: str, look: str) -> None:
    drawing = FIGURES[figure](LOOKS[look], "nn")
    assert (outside_of_the_page(drawing), overlapping(drawing)) == ([], [])


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_has_the_letters_and_lines_of_its_theme(figure: str) -> None:
    usual, large = FIGURES[figure](CLASSIC, "en"), FIGURES[figure](LARGE, "en")
    assert (usual.size, large.size) == (pytest.approx(CLASSIC.size), pytest.approx(LARGE.size))
    assert lines_of(usual).keys() == lines_of(large).keys()
    for kind, thickness in lines_of(large).items():
        most = 0.15 * LARGE.size if kind == "Arrow" else 10**6
        assert thickness == pytest.approx(min(most, lines_of(usual)[kind] * LARGE.stroke / CLASSIC.stroke))


def lines_of(drawing: Drawing) -> dict[str, float]:
    """The thickest line of each kind of shape."""
    found: dict[str, float] = {}
    for shape in drawing.shapes:
        if isinstance(shape, Arrow | Line) or (isinstance(shape, Rectangle) and shape.frame):
            kind = type(shape).__name__
            found[kind] = max(found.get(kind, 0), shape.thickness)
    return found


@pytest.mark.thorough
@pytest.mark.parametrize("look", ["greyscale", "journal"])
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("ending", FORMATS)
def test_a_figure_without_colour_has_none_in_any_format(figure: str, look: str, ending: str) -> None:
    made = as_bytes(FIGURES[figure](THEMES[look], "en"), ending, 96)
    assert made == as_bytes(FIGURES[figure](THEMES[look], "en"), ending, 96)
    assert made != as_bytes(FIGURES[figure](CLASSIC, "en"), ending, 96)
    assert colours_in(made, ending)
    assert {colour for colour in colours_in(made, ending) if len(set(colour)) > 1} == set()


def colours_in(made: bytes, ending: str) -> set[tuple[int, ...]]:
    """The colours in a file as red, green and blue."""
    if ending == "png":
        return {colour for _, colour in Image.open(io.BytesIO(made)).convert("RGB").getcolors(2**24)}
    if ending == "pdf":
        pdf = pikepdf.open(io.BytesIO(made))
        found = pikepdf.parse_content_stream(pdf.pages[0])
        return {
            tuple(map(round, (float(one) * 255 for one in of))) for of, name in found if str(name) in ("rg", "RG")
        }
    if ending in ("pptx", "docx"):
        part = "ppt/slides/slide1.xml" if ending == "pptx" else "word/document.xml"
        made = zipfile.ZipFile(io.BytesIO(made)).read(part)
    pattern = (
        rb'(?:srgbClr|w:color|w:fill) (?:w:)?val="([0-9A-F]{6})"'
        if ending in ("pptx", "docx")
        else rb"#([0-9a-f]{6})\b"
    )
    return {tuple(bytes.fromhex(one.decode())) for one in re.findall(pattern, made)}


def test_colours_lines_corners_and_sizes_are_those_of_the_theme() -> None:
    theme = Theme(
        ink="#111111",
        paper="#fefefe",
        fill="#eef4fb",
        frame="#123456",
        bar="#1f4e79",
        bar_ink="#ffffff",
        draft="#990000",
        size=15.0,
        box_width=320.0,
        stroke=2.0,
        corner=6.0,
    )
    drawing = drawn(flow_of(), theme, draft=True)
    assert (drawing.ink, drawing.paper) == (theme.ink, theme.paper)
    assert drawing.size == pytest.approx(theme.size)
    for box in (box for name, box in drawing.boxes.items() if not name.startswith("head.")):
        assert (box.fill, box.frame) == (theme.fill, theme.frame)
        assert (box.thickness, box.corner) == (pytest.approx(2), pytest.approx(6))
        assert box.width == pytest.approx(320)
        assert {line.ink for line in box.lines} == {None}
    assert {arrow.ink for arrow in drawing.arrows} == {"#123456"}
    assert all(arrow.thickness == pytest.approx(2) for arrow in drawing.arrows)
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
