"""Numbers of studies for the terminal: bars of one field, and tables of two or three."""

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from reviewkit.charting_counts import Axis, Category
from reviewkit.locales import Labels
from reviewkit.render.figures.counted import Counted, is_answer, notes_of, shown
from reviewkit.render.tables.counts import cross_table
from reviewkit.render.tables.table import Table

_LONGEST_NAME = 40
_FULL, _HOLLOW = "█", "░"


def bars(figure: Counted, words: Labels, width: int) -> str:
    """A line for each answer with its number and a bar, which is hollow for studies without an answer."""
    categories = figure.rows.categories
    names = [textwrap.shorten(shown(one.name(words)), _LONGEST_NAME, placeholder="…") for one in categories]
    numbers = [words.number(one.n) for one in categories]
    wide, digits = (max(map(len, texts), default=0) for texts in (names, numbers))
    room = max(10, min(60, width - wide - digits - 3))
    most = max((one.n for one in categories), default=0)
    lines = [
        f"{name:<{wide}}  {number:>{digits}} {_bar(one, most, room)}".rstrip()
        for name, number, one in zip(names, numbers, categories, strict=True)
    ]
    head = [*([figure.draft] if figure.draft else []), figure.title(words)]
    notes = [line for note in notes_of(figure, words) for line in textwrap.wrap(note, max(40, width))]
    return "\n".join([*head, "", *lines, "", *notes])


def _bar(category: Category, most: int, room: int) -> str:
    """A bar that is never invisible where there is a study."""
    length = max(1, round(room * category.n / most)) if category.n else 0
    return (_FULL if is_answer(category) else _HOLLOW) * length


def cross_tables(figure: Counted, words: Labels) -> Iterator[Table]:
    """A table of rows and columns; of a third field one for each of its answers."""
    if figure.colours is None:
        yield _cross_table(figure, words, figure.title(words), notes_of(figure, words))
        return
    parts = figure.colours.with_studies
    for part in parts:
        of_part = replace(
            figure, rows=_within(figure.rows, part), columns=_within(figure.across, part), studies=part.n
        )
        caption = f"{shown(figure.colours.title(words))}: {shown(part.name(words))} {words.count(part.n)}"
        yield _cross_table(of_part, words, caption, notes_of(figure, words) if part == parts[-1] else [])


def _within(axis: Axis, part: Category) -> Axis:
    """A grouping of the studies of one category alone."""
    members = frozenset(part.studies)
    kept = (replace(one, studies=tuple(key for key in one.studies if key in members)) for one in axis.categories)
    return replace(axis, categories=tuple(kept))


def _cross_table(figure: Counted, words: Labels, caption: str, notes: list[str]) -> Table:
    table = cross_table(figure.rows, figure.across, figure.studies, words)
    return replace(
        table,
        caption=caption,
        head=tuple(shown(name) for name in table.head),
        rows=tuple((shown(name), *numbers) for name, *numbers in table.rows),
        notes=tuple(notes),
        draft=figure.draft,
    )
