"""Every figure in a theme, and what is behind each of its words, for the tests of looks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from reviewkit import fonts
from reviewkit.codebook_lineage import lineage
from reviewkit.coding import matrix
from reviewkit.cooccurrence import Cooccurrence
from reviewkit.locales import labels
from reviewkit.render.figures.bars import bar_drawing
from reviewkit.render.figures.bubbles import bubble_drawing
from reviewkit.render.figures.coded import cooccurrence_drawing, matrix_drawing
from reviewkit.render.figures.counted import Counted
from reviewkit.render.figures.drawing import Anchor, Dot, Drawing, Rectangle, Text
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.heat_map import heat_map_drawing
from reviewkit.render.figures.lineage import lineage_drawing
from reviewkit.render.figures.overlap import overlap_drawing
from reviewkit.themes import Theme
from reviewkit.words import CountBy
from tests.counted import ONE, THREE, TWO, YEARLY
from tests.render.figures.test_lineage import ACTS
from tests.render.figures.test_lineage import BOOK as OF_LINEAGE
from tests.render.samples import OVERLAPS, SHARES, flow_of
from tests.render.tables.test_cooccurrence import CODINGS
from tests.test_coding import BOOK, STUDIES, coded
from tests.test_cooccurrence import BOOK as PAIRS
from tests.test_cooccurrence import STUDIES as OF_PAIRS

DRAFT = "DRAFT"
NOTES = ["A note of many words. " * 12]
MATRIX = matrix(
    BOOK,
    [
        coded("berg", *["trust"] * 9, "time"),
        coded("aas", *["trust"] * 4),
        coded("oden", "trust", relation="contradicts"),
    ],
    STUDIES,
)


def _flow(theme: Theme, language: str) -> Drawing:
    return flow_drawing(flow_grid(flow_of(), labels(language), True, NOTES, theme))


def _counted(figure: Counted, draw: Callable[..., Drawing]) -> Callable[[Theme, str], Drawing]:
    return lambda theme, language: draw(replace(figure, draft=DRAFT, theme=theme), labels(language))


FIGURES: Mapping[str, Callable[[Theme, str], Drawing]] = {
    "flow": _flow,
    "overlap": lambda theme, language: overlap_drawing(OVERLAPS, SHARES, labels(language), NOTES, theme),
    "bars": _counted(ONE, bar_drawing),
    "years": _counted(YEARLY, bar_drawing),
    "heat-map": _counted(TWO, heat_map_drawing),
    "bubbles": _counted(TWO, bubble_drawing),
    "split": _counted(THREE, bubble_drawing),
    "matrix": lambda theme, language: matrix_drawing(MATRIX, labels(language), DRAFT, NOTES, theme),
    "together": lambda theme, language: cooccurrence_drawing(
        Cooccurrence(matrix(PAIRS, CODINGS, OF_PAIRS), CODINGS),
        CountBy.QUOTE,
        labels(language),
        DRAFT,
        NOTES,
        theme,
    ),
    "lineage": lambda theme, language: lineage_drawing(lineage(ACTS), OF_LINEAGE, labels(language), theme),
}


def words_with_their_ground(drawing: Drawing) -> Iterator[tuple[Text, str]]:
    """Every printed line, and the colour of what is behind its middle: the last shape drawn there before it."""
    behind: list[Rectangle | Dot] = []
    for shape in drawing.shapes:
        if isinstance(shape, Rectangle):
            behind.append(shape)
            for text in (*shape.lines, *([shape.label] if shape.label else [])):
                yield text, _ground(text, behind, drawing)
        elif isinstance(shape, Dot):
            behind.append(shape)
        elif isinstance(shape, Text):
            yield shape, _ground(shape, behind, drawing)


def _ground(text: Text, behind: list[Rectangle | Dot], drawing: Drawing) -> str:
    x, y = _middle(text, drawing)
    found = (shape for shape in reversed(behind) if _holds(shape, x, y))
    return next((one.ink if isinstance(one, Dot) else one.fill for one in found), drawing.paper)


def _middle(text: Text, drawing: Drawing) -> tuple[float, float]:
    size = text.size or drawing.size
    wide = fonts.width(text.text, size, text.bold)
    along = {Anchor.START: wide / 2, Anchor.MIDDLE: 0.0, Anchor.END: -wide / 2}[text.anchor]
    above = size / 3
    return (text.x - above, text.y - along) if text.angle == -90 else (text.x + along, text.y - above)


def _holds(shape: Rectangle | Dot, x: float, y: float) -> bool:
    if isinstance(shape, Dot):
        return (x - shape.x) ** 2 + (y - shape.y) ** 2 <= shape.radius**2
    return shape.x <= x <= shape.right and shape.y <= y <= shape.bottom
