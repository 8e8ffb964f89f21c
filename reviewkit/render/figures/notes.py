"""The notes under a figure, in small letters."""

from collections.abc import Sequence

from reviewkit.render.figures.drawing import Text
from reviewkit.render.figures.layout import MARGIN, SMALL, SMALL_LEADING, TextLine, wrapped

_GAP = 8.0  # between the figure and the notes


def notes_under(notes: Sequence[str], bottom: float, width: float) -> tuple[list[Text], float]:
    """The notes as lines no wider than the figure less its margins, below `bottom`; and the new end of the page."""
    pieces = [piece for note in notes for piece in wrapped(TextLine(note), width - 2 * MARGIN, SMALL)]
    lines = [
        Text(piece.text, MARGIN, bottom + _GAP + place * SMALL_LEADING, size=SMALL, joint=piece.joint)
        for place, piece in enumerate(pieces)
    ]
    return lines, bottom + (len(lines) * SMALL_LEADING + _GAP if lines else 0)
