"""How many studies have each answer: a bar for each, lying for choices and countries, upright for years."""

from collections.abc import Sequence
from dataclasses import replace

from reviewkit import fonts
from reviewkit.charting_counts import Category
from reviewkit.locales import Labels
from reviewkit.render.figures.counted import NARROWEST, Counted, finished, heading, is_answer, lines_of, named
from reviewkit.render.figures.drawing import Anchor, Drawing, Line, Rectangle, Text
from reviewkit.render.figures.layout import MARGIN, SIZE, TextLine, check_letters, wrapped
from reviewkit.themes import Theme

NAMES = 260.0  # the widest column of names
LONGEST = 320.0  # the bar of the largest number
THICK, APART = 18.0, 8.0
HIGHEST, YEAR = 200.0, 38.0  # the highest bar of a year, and from one year to the next
NARROW_YEAR, MANY_YEARS = 20.0, 24  # from one year to the next where there are more than so many
OTHER = 92.0  # the width of an upright bar of studies without an answer, with its name
BREAK = 12.0  # before the studies without an answer
_UNDER_TITLE = 10.0
_LEADING = 17.0


def bar_drawing(figure: Counted, words: Labels) -> Drawing:
    """The figure of one field. Raises ReviewkitError for letters that the font lacks."""
    check_letters(figure.title(words))
    return _upright(figure, words) if figure.rows.is_of_time else _lying(figure, words)


def described(figure: Counted, words: Labels) -> str:
    """Every number in one text."""
    return "; ".join(f"{named(one, words)}: {one.n}" for one in figure.rows.categories) + "."


def part_of_bar(place: int) -> str:
    """The name of the bar of a category, by its place."""
    return f"bar-{place + 1}"


def _lying(figure: Counted, words: Labels) -> Drawing:
    categories = figure.rows.categories
    texts = [named(one, words) for one in categories]
    pieces = [wrapped(TextLine(text), NAMES) for text in texts]
    column = max((fonts.width(piece.text, SIZE) for lines in pieces for piece in lines), default=0.0)
    most = max((one.n for one in categories), default=0)
    left = MARGIN + column + 8
    number = fonts.width(words.number(most), SIZE) + 6
    right = left + LONGEST + number
    shapes, y = heading(figure, [figure.title(words)], max(right + MARGIN, NARROWEST))
    top = y = y + _UNDER_TITLE
    for place, (category, text, lines) in enumerate(zip(categories, texts, pieces, strict=True)):
        y += BREAK if _begins_without(categories, place) else 0
        height = max(THICK, len(lines) * _LEADING) + APART
        shapes += lines_of(text, left - 8, y + height / 2, NAMES, Anchor.END)
        bar = _bar(category, left, y + (height - THICK) / 2, most, figure.theme, words)
        shapes.append(replace(bar, part=part_of_bar(place)))
        y += height
    shapes.append(Line((left, top), (left, y), figure.theme.frame, 1))
    return finished("bars", figure, words, described(figure, words), shapes, right, y)


def _begins_without(categories: Sequence[Category], place: int) -> bool:
    """Whether the first category without an answer is here, after those that are answers."""
    return place > 0 and not is_answer(categories[place]) and is_answer(categories[place - 1])


def _bar(category: Category, x: float, y: float, most: int, theme: Theme, words: Labels) -> Rectangle:
    length = LONGEST * category.n / most if most else 0.0
    number = Text(words.number(category.n), x + length + 6, y + THICK / 2 + 4.5)
    fill, frame = _look(category, theme)
    return Rectangle(x, y, length, THICK, fill, frame, 1.0, label=number)


def _look(category: Category, theme: Theme) -> tuple[str, str]:
    """The fill and the frame of a bar; that of studies without an answer is hollow, so that it is seen in grey too."""
    return (theme.mark, theme.mark) if is_answer(category) else (theme.paper, theme.frame)


def _upright(figure: Counted, words: Labels) -> Drawing:
    categories = figure.rows.categories
    most = max((one.n for one in categories), default=0)
    usual = YEAR if len(categories) <= MANY_YEARS else NARROW_YEAR
    year = max(usual, fonts.width(words.number(most), SIZE) + 8)
    left = MARGIN
    lanes = [year if is_answer(one) else OTHER for one in categories]
    breaks = [BREAK if _begins_without(categories, place) else 0.0 for place in range(len(lanes))]
    right = left + sum(lanes) + sum(breaks)
    shapes, y = heading(figure, [figure.title(words)], max(right + MARGIN, NARROWEST))
    foot = y + _UNDER_TITLE + _LEADING + HIGHEST
    deep, x = 0.0, left
    for place, (category, lane, gap) in enumerate(zip(categories, lanes, breaks, strict=True)):
        x += gap
        height = HIGHEST * category.n / most if most else 0.0
        fill, frame = _look(category, figure.theme)
        middle, wide = x + lane / 2, year * 3 / 4
        number = Text(words.number(category.n), middle, foot - height - 5, anchor=Anchor.MIDDLE)
        part = part_of_bar(place)
        shapes.append(
            Rectangle(middle - wide / 2, foot - height, wide, height, fill, frame, 1.0, label=number, part=part)
        )
        below = list(_below(named(category, words), middle, foot, lane))
        shapes += below
        deep = max(deep, *(_depth(text, foot) for text in below))
        x += lane
    shapes.append(Line((left, foot), (right, foot), figure.theme.ink, 1))
    return finished("bars", figure, words, described(figure, words), shapes, right, foot + deep)


def _below(text: str, x: float, foot: float, room: float) -> list[Text]:
    """The name of an upright bar: level where it has room, a year else written upwards."""
    if room < OTHER and fonts.width(text, SIZE) > room - 2:
        return [Text(text, x + 4.5, foot + 7, anchor=Anchor.END, angle=-90)]
    pieces = wrapped(TextLine(text), room - 6)
    return [
        Text(piece.text, x, foot + _LEADING * (place + 1), anchor=Anchor.MIDDLE, joint=piece.joint)
        for place, piece in enumerate(pieces)
    ]


def _depth(text: Text, foot: float) -> float:
    """How far a name goes below the foot of the bars."""
    return fonts.width(text.text, SIZE) + 10 if text.angle else text.y - foot + 4
