"""Words measured with real letter widths and wrapped to fit, and the lengths that figures share.

Lengths are px. Text is never wrapped by its number of letters: "MMM" is four times as wide as "iii".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit import fonts
from reviewkit.errors import ReviewkitError
from reviewkit.words import message

SIZE = 13.0  # of letters
SMALL = 11.0  # of the notes under a figure
LEADING = 17.0  # from one baseline to the next
SMALL_LEADING = 15.0
SMALLEST = 7.0  # letters below this cannot be read in print
MARGIN = 16.0  # around a figure
PADDING = 10.0  # between the frame of a box and its words
COLUMN_GAP, ROW_GAP = 44.0, 30.0  # between boxes
INDENT = 12.0  # of a source or a reason
HANG = 10.0  # of its second line, so that it is not taken for the next reason
STROKE = 1.2  # thickness of frames and arrows


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a box before it is wrapped; `indent` is how deep it lies below the box's own name, `of` the boxes of
    the flow that its number counts."""

    text: str
    bold: bool = False
    indent: int = 0
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line: its text, its indent (px), and what stood between it and the line before (`Text.joint`)."""

    text: str
    bold: bool = False
    inset: float = 0.0
    joint: str | None = None


def wrapped(line: TextLine, width: float, size: float = SIZE) -> tuple[Piece, ...]:
    """The line cut between words so that no piece is wider than `width` px; a word that is too long is cut as well.

    Only spaces are cut at, so that "(n = 1294)", which is written with no-break spaces, stays whole.
    """
    pieces: list[Piece] = []
    joint: str | None = None
    words = fonts.composed(line.text).split(" ")
    while words:
        inset = (INDENT * line.indent + (HANG if pieces else 0)) if line.indent else 0.0
        fitting = _fitting(words, width - inset, size, line.bold) or (
            not words[0]
        )  # two spaces, and no room at all
        if fitting:
            pieces.append(Piece(" ".join(words[:fitting]), line.bold, inset, joint))
            del words[:fitting]
            joint = " "
        else:
            word = words[0]
            cut = max(1, _fitting(list(word), width - inset, size, line.bold, ""))
            pieces.append(Piece(word[:cut], line.bold, inset, joint))
            words[0] = word[cut:]
            joint = ""
    return tuple(pieces)


def _fitting(parts: Sequence[str], room: float, size: float, bold: bool, joint: str = " ") -> int:
    """How many of the parts fit beside each other."""
    count = 0
    while count < len(parts) and fonts.width(joint.join(parts[: count + 1]), size, bold) <= room:
        count += 1
    return count


def size_to_fit(text: str, room: float, bold: bool = False) -> float:
    """The size, at most SIZE and at least SMALLEST, in which a text is no wider than `room`."""
    size = SIZE
    while fonts.width(text, size, bold) > room and size > SMALLEST:
        size -= 0.5
    return size


def check_letters(text: str) -> None:
    """Check that the font has every letter. Raises ReviewkitError with the missing letters.

    resvg silently leaves out letters that it cannot draw, so the name of a source would be incomplete.
    """
    if letters := fonts.missing(text):
        named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters)
        raise ReviewkitError(
            message(
                "The font of the figure does not have {named}, which is in: {text}. Write that name with "
                "Latin, Greek or Cyrillic letters where it comes from: searches.yaml, review.yaml, studies.yaml "
                "(`citation`), charting/form.yaml, a codebook or a charted answer.",
                named=named,
                text=text,
            )
        )
