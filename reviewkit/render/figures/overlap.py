"""How the sources overlap: a row for each combination of sources, dots for its members, a bar for its reports.

The form is that of an UpSet plot (Lex et al. 2014, doi 10.1109/TVCG.2014.2346248), lying on its side.
"""

from collections.abc import Iterator, Mapping, Sequence

from reviewkit import fonts
from reviewkit.locales import Labels
from reviewkit.model import Overlap, Share
from reviewkit.render.figures.drawing import Dot, Drawing, Line, Rectangle, Shape, Text
from reviewkit.render.figures.layout import MARGIN, SIZE, check_letters
from reviewkit.render.figures.notes import notes_under
from reviewkit.render.figures.themed import sized
from reviewkit.themes import CLASSIC, Theme, mixed

ROW, COLUMN = 24.0, 26.0  # from one row or source to the next
DOT = 6.0  # radius
BAR, BAR_HEIGHT = 260.0, 16.0  # the bar of the largest combination
TITLE = 26.0  # height of the line with the title
_EMPTY = 0.18  # how much of the ink is in the dot of a source that does not belong to a combination
SLANT = -45.0
_SLANTED = (
    0.72  # how far up and to the right a slanted name reaches, as a share of its width: cos 45° and a little
)
_UNDER_NAMES = 14.0  # between the names and the first row
_ROOM_FOR_NUMBER = 60.0  # to the right of the longest bar


def overlap_drawing(
    overlaps: Sequence[Overlap],
    shares: Sequence[Share],
    labels: Labels,
    notes: Sequence[str] = (),
    theme: Theme = CLASSIC,
) -> Drawing:
    """The figure of all combinations in a theme, in the order given, with `notes` printed under it.

    Raises ReviewkitError for letters that the font lacks.
    """
    for share in shares:
        check_letters(share.source)
    reach = max((fonts.width(_head(share), SIZE) * _SLANTED for share in shares), default=0.0)
    top = MARGIN + TITLE + (reach + _UNDER_NAMES)
    centres = [MARGIN + place * COLUMN + COLUMN / 2 for place in range(len(shares))]
    after_dots = MARGIN + len(shares) * COLUMN
    bars = after_dots + 18
    title = labels.text("overlap.title")
    shapes: list[Shape] = [Text(title, MARGIN, MARGIN + 12, bold=True)]
    shapes += [Text(_head(share), x, top - 10, angle=SLANT) for share, x in zip(shares, centres, strict=True)]
    centre_of = {share.source: x for share, x in zip(shares, centres, strict=True)}
    most = max((overlap.reports for overlap in overlaps), default=1)
    for row, overlap in enumerate(overlaps):
        y = top + row * ROW + ROW / 2
        shapes += _dots(overlap, centre_of, y, theme)
        shapes.append(_bar(row, overlap, bars, y, most, theme, labels))
    width = max(bars + BAR + _ROOM_FOR_NUMBER + MARGIN, after_dots + reach + MARGIN)
    printed, height = notes_under(notes, top + len(overlaps) * ROW + MARGIN, width)
    shapes += printed
    numbers = (f"{', '.join(overlap.sources)}: {overlap.reports}" for overlap in overlaps)
    made = Drawing(
        name="overlap",
        width=width,
        height=height,
        title=title,
        description=". ".join(["; ".join(numbers), *notes]),
        shapes=tuple(shapes),
        size=SIZE,
        ink=theme.ink,
        paper=theme.paper,
        language=labels.language,
    )
    return sized(made, theme)


def part_of_combination(place: int) -> str:
    """The name of the bar of a combination, by its place."""
    return f"combination-{place + 1}"


def _head(share: Share) -> str:
    return f"{share.source} ({share.reports})"


def _dots(overlap: Overlap, centre_of: Mapping[str, float], y: float, theme: Theme) -> Iterator[Shape]:
    """A dot for every source, dark where it belongs to the combination; a line joins the dark ones."""
    empty = mixed(theme.paper, theme.ink, _EMPTY)
    members = [centre_of[source] for source in overlap.sources]
    if len(members) > 1:
        yield Line((min(members), y), (max(members), y), theme.ink, 2)
    for source, x in centre_of.items():
        yield Dot(x, y, DOT, theme.ink if source in overlap.sources else empty)


def _bar(row: int, overlap: Overlap, x: float, y: float, most: int, theme: Theme, labels: Labels) -> Rectangle:
    """The bar of a combination with its number to the right of it."""
    length = max(1.0, BAR * overlap.reports / most)
    number = Text(labels.number(overlap.reports), x + length + 6, y + 4.5)
    return Rectangle(
        x, y - BAR_HEIGHT / 2, length, BAR_HEIGHT, theme.mark, label=number, part=part_of_combination(row)
    )
