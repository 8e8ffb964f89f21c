"""How many studies have each answer: a summary of fields, and two of them crossed."""

from collections.abc import Iterator, Sequence

from reviewkit.charting_counts import Axis, Kind, crossed
from reviewkit.charting_numbers import Numbers
from reviewkit.countries import code_of, countries_in
from reviewkit.field_summary import FieldSummary
from reviewkit.locales import Labels
from reviewkit.render.tables.table import Table


def summary_table(found: Sequence[FieldSummary], studies: int, labels: Labels) -> Table:
    """A row for each answer in each field, with the number of studies and its share of all of them.

    For people a field is named once, for programs in every row.
    """
    rows = [(_heading(one, labels), *row) for one in found for row in _rows(one, studies, labels)]
    firsts = {sum(len(before.axis.categories) for before in found[:place]) for place in range(len(found))}
    return Table(
        caption=labels.text("summary.caption"),
        head=(
            labels.text("summary.field"),
            labels.text("summary.answer"),
            f"{labels.text('summary.studies')} {labels.count(studies)}",
            labels.text("summary.per_cent"),
        ),
        rows=tuple(row if place in firsts else ("", *row[1:]) for place, row in enumerate(rows)),
        plain_rows=tuple(rows),
        notes=tuple(_summary_notes(found, studies, labels)),
        language=labels.language,
    )


def _heading(found: FieldSummary, labels: Labels) -> str:
    label = found.axis.title(labels)
    return f"{label} ({found.field.unit})" if found.field.unit else label


def _rows(found: FieldSummary, studies: int, labels: Labels) -> Iterator[tuple[str, str, str]]:
    for one in found.axis.categories:
        name = one.name(labels)
        if found.numbers and one.kind is Kind.CHARTED:
            name = _of_numbers(found.numbers, labels)
        yield name, labels.number(one.n), per_cent(one.n, studies, labels)


def _of_numbers(found: Numbers, labels: Labels) -> str:
    """`Median 24, from 6 to 481; total 1111`."""
    said = {"median": found.median, "least": found.least, "most": found.most, "sum": found.sum}
    texts = {name: labels.measure(value) for name, value in said.items() if value is not None}
    return labels.text("summary.numbers").format(**texts)


def per_cent(n: int, total: int, labels: Labels) -> str:
    """A share in whole per cent, half up; what is there is never 0 %, and nothing short of all is 100 %."""
    if not total:
        return "–"
    rounded = (200 * n + total) // (2 * total)
    if n and not rounded:
        return f"<{labels.per_cent('1')}"
    return f">{labels.per_cent('99')}" if rounded == 100 and n < total else labels.per_cent(str(rounded))


def _summary_notes(found: Sequence[FieldSummary], studies: int, labels: Labels) -> Iterator[str]:
    yield labels.sentence("summary.of_all", n=studies)
    several = [_heading(one, labels) for one in found if one.axis.is_several and _is_answered(one.axis)]
    if several:
        yield labels.sentence("summary.several", fields="; ".join(several))
    if any(one.numbers and one.numbers.values for one in found):
        yield labels.text("summary.of_numbers")
    for one in found:
        yield from _spellings(one.axis, labels)


def _is_answered(axis: Axis) -> bool:
    return any(one.n for one in axis.categories if one.kind in (Kind.ANSWER, Kind.CHARTED))


def _spellings(axis: Axis, labels: Labels) -> Iterator[str]:
    """Countries that were written in several ways and count as one, that may be one and count apart, and that are
    several in one answer."""
    for one in axis.categories:
        if len(one.spellings) > 1:
            said = {"field": axis.title(labels), "name": one.name(labels), "spellings": "; ".join(one.spellings)}
            yield labels.sentence("summary.spellings", **said)
    names = [one.name(labels) for one in axis.categories if one.spellings]
    by_code: dict[str, list[str]] = {}
    for name in names:
        by_code.setdefault(code_of(name), []).append(name)
    for code, alike in by_code.items():
        if code and len(alike) > 1:
            yield labels.sentence("summary.alike", field=axis.title(labels), names="; ".join(alike))
    several = [name for name in names if countries_in(name)]
    if several:
        yield labels.sentence("summary.several_countries", field=axis.title(labels), names="; ".join(several))


# --- two fields -------------------------------------------------------------------------------------------------------


def cross_table(rows: Axis, columns: Axis, studies: int, labels: Labels) -> Table:
    """A row for each answer in one field, a column for each in the other, the studies of each at the margins.

    Where a study can have several answers, the margins are studies, and not the sums of the cells.
    """
    found = crossed(rows.categories, columns.categories)
    total = labels.text("summary.all")
    return Table(
        caption=labels.text("summary.crossed").format(rows=rows.title(labels), columns=columns.title(labels)),
        head=(
            f"{rows.title(labels)} / {columns.title(labels)}",
            *(one.name(labels) for one in found.columns),
            total,
        ),
        rows=tuple(
            (row.name(labels), *(labels.number(len(cell)) for cell in cells), labels.number(row.n))
            for row, cells in zip(found.rows, found.cells, strict=True)
        ),
        foot=(total, *(labels.number(one.n) for one in found.columns), labels.number(studies)),
        notes=tuple(_cross_notes(rows, columns, studies, labels)),
        row_heads=True,
        language=labels.language,
    )


def _cross_notes(rows: Axis, columns: Axis, studies: int, labels: Labels) -> Iterator[str]:
    yield labels.sentence("summary.cells", n=studies)
    several = [one.title(labels) for one in (rows, columns) if one.is_several and _is_answered(one)]
    if several:
        yield labels.sentence("summary.margins", fields="; ".join(several))
    for axis in (rows, columns):
        yield from _spellings(axis, labels)
