"""What figures of charted studies have in common: their groupings, their words, their notes and their page."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewkit.charting_counts import Axis, Category, Kind
from reviewkit.locales import Labels
from reviewkit.model import Missing
from reviewkit.render.figures.drawing import Anchor, Drawing, Shape, Text
from reviewkit.render.figures.layout import MARGIN, SIZE, TextLine, check_letters, wrapped
from reviewkit.render.figures.notes import notes_under
from reviewkit.render.figures.themed import sized
from reviewkit.themes import CLASSIC, Theme

DRAFT_LEADING = 22.0
TITLE_LEADING = 17.0
NARROWEST = 420.0  # a figure is wide enough for its notes to be read

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # of the answers in a third field


@dataclass(frozen=True, slots=True)
class Counted:
    """Studies grouped along one, two or three fields; `studies` is how many there are, `notes` are printed below, and
    `theme` is how the figure looks."""

    rows: Axis
    columns: Axis | None = None
    colours: Axis | None = None
    studies: int = 0
    draft: str = ""
    notes: tuple[str, ...] = ()
    theme: Theme = CLASSIC

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The groupings, one to three."""
        return tuple(axis for axis in (self.rows, self.columns, self.colours) if axis)

    @property
    def across(self) -> Axis:
        """The grouping of the columns, which is that of the rows where there is no other."""
        return self.columns or self.rows

    def title(self, words: Labels) -> str:
        """What the figure shows, in a few words."""
        names = [shown(axis.title(words)) for axis in self.axes]
        key = ("bars", "cross", "split")[len(names) - 1]
        placed = dict(zip(("rows", "columns", "colours"), names, strict=False))
        return words.sentence(f"figures.{key}", field=names[0], **placed)


def shown(text: str) -> str:
    """A name in one line, without signs that are not seen: line ends, direction marks, joiners."""
    kept = (
        letter if not unicodedata.category(letter).startswith("C") else " "
        for letter in text.replace("\u00ad", "")
    )
    return " ".join("".join(kept).split())


def named(category: Category, words: Labels) -> str:
    """The name of a category. Raises ReviewkitError for letters that the font lacks."""
    name = shown(category.name(words))
    check_letters(name)
    return name


def is_answer(category: Category) -> bool:
    """Whether a category holds an answer, and not the studies that have none."""
    return category.kind is Kind.ANSWER


def draft_notes(missing: Missing, words: Labels) -> list[str]:
    """What a figure waits for, in numbers: a figure has no room for the names of a hundred studies."""
    found = []
    for key, studies in (
        ("not_charted", missing.not_charted),
        ("not_coded", missing.not_coded),
        ("left_out", missing.left_out),
        ("not_settled", missing.not_settled),
    ):
        if studies:
            found.append(words.sentence(f"figures.{key}", n=len(studies), total=missing.studies))
    for key, n in (("waiting", missing.waiting), ("problems", missing.errors)):
        if n:
            found.append(words.text(f"draft.{key}").format(n=words.number(n)))
    return found if missing.studies else [*found, words.text("draft.no_study")]


def notes_of(figure: Counted, words: Labels) -> list[str]:
    """What the numbers are, and the notes of the figure."""
    several = [shown(axis.title(words)) for axis in figure.axes if axis.is_several]
    found = [words.sentence("figures.all" if figure.columns else "figures.in_all", n=figure.studies)]
    if several:
        found.append(words.sentence("figures.several", fields="; ".join(several)))
    spelt = [_spellings(one) for axis in figure.axes for one in axis.categories if len(one.spellings) > 1]
    if spelt:
        found.append(words.sentence("figures.spellings", names="; ".join(spelt)))
    return [*found, *figure.notes]


def _spellings(category: Category) -> str:
    """A country with its other spellings: `Norway (norway, NORWAY)`."""
    first, *others = map(shown, category.spellings)
    return f"{first} ({', '.join(others)})"


# -- the page


def heading(figure: Counted, lines: Sequence[str], width: float) -> tuple[list[Shape], float]:
    """The mark of a draft and lines in bold at the top, wrapped to the width; and where the figure begins."""
    y, found = MARGIN, list[Shape]()
    for text, ink, leading in (
        (figure.draft, figure.theme.draft, DRAFT_LEADING),
        *((one, None, TITLE_LEADING) for one in lines),
    ):
        for piece in wrapped(TextLine(text, bold=True), width - 2 * MARGIN) if text else ():
            found.append(Text(piece.text, MARGIN, y + 12, bold=True, ink=ink, joint=piece.joint))
            y += leading
    return found, y


def finished(
    name: str,
    figure: Counted,
    words: Labels,
    description: str,
    shapes: Sequence[Shape],
    right: float,
    bottom: float,
) -> Drawing:
    """The drawing in its theme, with its notes below, wide enough for both."""
    width = max(right + MARGIN, NARROWEST)
    notes = notes_of(figure, words)
    for note in notes:
        check_letters(note)
    printed, height = notes_under(notes, bottom + MARGIN, width)
    made = Drawing(
        name=name,
        width=width,
        height=height,
        title=figure.title(words),
        description=" ".join([description, *notes]),
        shapes=(*shapes, *printed),
        size=SIZE,
        ink=figure.theme.ink,
        paper=figure.theme.paper,
        language=words.language,
    )
    return sized(made, figure.theme)


def lines_of(
    text: str, x: float, middle: float, room: float, anchor: Anchor, bold: bool = False
) -> Iterator[Text]:
    """A text wrapped to its room, around a height."""
    pieces = wrapped(TextLine(text, bold), room)
    first = middle - (len(pieces) - 1) * TITLE_LEADING / 2 + 4.5
    for place, piece in enumerate(pieces):
        yield Text(piece.text, x, first + place * TITLE_LEADING, bold, anchor=anchor, joint=piece.joint)
