"""Themes or codes that are found together, as a table: a number for each two, or a row for each two."""

from reviewkit.coding import Cell
from reviewkit.cooccurrence import Cooccurrence, Together
from reviewkit.locales import Labels
from reviewkit.model import Code
from reviewkit.render.tables.matrix import CELL_MARKS, NUMBERS, as_coded, differ_notes
from reviewkit.render.tables.robustness import rows_name
from reviewkit.render.tables.table import Table
from reviewkit.words import CountBy, Layout

_MOST_NAMED = 20  # pairs in a note


def cooccurrence_table(found: Cooccurrence, layout: Layout, by: CountBy, labels: Labels) -> Table:
    """The numbers of what is found together, in a language."""
    table = _listed(found, labels) if layout is Layout.LIST else _grid(found, by, labels)
    for note in differ_notes(found.matrix, labels):
        table = table.with_note_everywhere(note)
    return table


def counted_by(one: Together, by: CountBy) -> int:
    """How often two are found together."""
    if by is CountBy.STUDY:
        return len(one.studies)
    return len(one.quotes) + (len(one.overlapping) if by is CountBy.OVERLAP else 0)


def contradicted_by(one: Together, by: CountBy) -> bool:
    """Whether one of the two is contradicted in what is counted."""
    return bool(one.contradicted if by is CountBy.STUDY else one.contradicting)


def caption_of(found: Cooccurrence, by: CountBy, labels: Labels) -> str:
    """What a grid shows, with whose coding it is."""
    text = labels.text(f"cooccurrence.by_{by}").format(rows=rows_name(found.matrix, labels))
    return as_coded(text, found.matrix, labels)


def _grid(found: Cooccurrence, by: CountBy, labels: Labels) -> Table:
    names = [row.label(labels.language) for row in found.rows]
    cells = {(first.id, second.id): one for first, second, one in found.pairs()}
    cells |= {(second, first): one for (first, second), one in cells.items()}

    def rows(plain: bool) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (name, *(_cell(cells[row.id, column.id], by, plain, labels) for column in found.rows))
            for name, row in zip(names, found.rows, strict=True)
        )

    explained = [labels.text(f"cooccurrence.diagonal_{'study' if by is CountBy.STUDY else 'quote'}")]
    explained += [labels.text("cooccurrence.overlap")] if by is CountBy.OVERLAP else []
    table = Table(
        caption=caption_of(found, by, labels),
        head=(rows_name(found.matrix, labels), *names),
        rows=rows(plain=False),
        plain_rows=rows(plain=True),
        notes=(*explained, labels.text("cooccurrence.marks")),
        plain_notes=(*explained, labels.text("cooccurrence.numbers")),
        row_heads=True,
        language=labels.language,
    )
    against = [(first, second) for first, second, one in found.pairs() if contradicted_by(one, by)]
    return table.with_note_everywhere(_contradicted(against, labels)) if against else table


def _cell(one: Together, by: CountBy, plain: bool, labels: Labels) -> str:
    """A number; nought is told apart by whether anybody can say so yet."""
    n = counted_by(one, by)
    if n and contradicted_by(one, by) and not plain:
        return f"{labels.number(n)} {CELL_MARKS[Cell.CONTRADICTED]}"
    if n:
        return str(n) if plain else labels.number(n)
    return (NUMBERS if plain else CELL_MARKS)[Cell.NOT_ASSESSED if one.not_assessed else Cell.NOT_FOUND]


def _contradicted(pairs: list[tuple[Code, Code]], labels: Labels) -> str:
    """In which pairs one is contradicted, in a note for formats that have numbers alone."""
    names = [" + ".join(dict.fromkeys(one.label(labels.language) for one in pair)) for pair in pairs[:_MOST_NAMED]]
    more = len(pairs) - len(names)
    names += [labels.sentence("cooccurrence.more", n=more)] if more else []
    return labels.text("cooccurrence.contradicted").format(pairs="; ".join(names))


_COLUMNS = ("quotes", "overlapping", "studies", "contradicted_in", "not_assessed_in")


def _listed(found: Cooccurrence, labels: Labels) -> Table:
    """Two that were found together at all in each row, the most frequent first."""
    pairs = [
        (first, second, one) for first, second, one in found.pairs() if first is not second and not one.is_empty
    ]
    pairs.sort(
        key=lambda pair: [-counted_by(pair[2], by) for by in (CountBy.QUOTE, CountBy.OVERLAP, CountBy.STUDY)]
    )
    caption = labels.text("cooccurrence.listed").format(rows=rows_name(found.matrix, labels))
    return Table(
        caption=as_coded(caption, found.matrix, labels),
        head=(
            labels.text("cooccurrence.first"),
            labels.text("cooccurrence.second"),
            *(labels.text(f"cooccurrence.{name}") for name in _COLUMNS),
        ),
        rows=tuple(
            (first.label(labels.language), second.label(labels.language), *_numbers(one, labels))
            for first, second, one in pairs
        ),
        notes=(labels.text("cooccurrence.overlap"), labels.text("cooccurrence.not_listed")),
        language=labels.language,
    )


def _numbers(one: Together, labels: Labels) -> tuple[str, ...]:
    counted = (one.quotes, one.overlapping, one.studies, one.contradicted, one.not_assessed)
    return tuple(labels.number(len(members)) for members in counted)
