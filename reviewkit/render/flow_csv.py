"""A flow as the table that the R package PRISMA2020 reads. Its labels are those of the language that is asked for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reviewkit.locales import Labels
from reviewkit.model import OwnBox
from reviewkit.prisma import Box, Flow, is_unrecorded
from reviewkit.prisma_csv import (
    CITATIONS,
    COLUMNS,
    META_ANALYSIS,
    NOT_STATED,
    ORGANISATIONS,
    OTHER_SOURCES,
    ROWS,
    WEBSITES,
    Row,
)
from reviewkit.render.figures.flow import box_title
from reviewkit.safe import csv_text
from reviewkit.words import BoxId

_IMPLIED = (BoxId.IDENTIFIED, BoxId.REMOVED, BoxId.OTHER_REMOVED)  # sums of other rows
_NONE_FOUND = "0"  # of a source that a review did not search, and of an earlier version that it does not have
_WITHOUT_ONE = {
    *(BoxId.PREVIOUS_STUDIES, BoxId.PREVIOUS_REPORTS, BoxId.FROM_REGISTERS, BoxId.OTHER_IDENTIFIED),
    *(BoxId.AUTOMATION, BoxId.REMOVED_OTHERWISE),
}


class FlowCsv(NamedTuple):
    """The table, and what the flow has and it has no row for: the box, or what a person called it, with its number."""

    text: str
    left_out: tuple[str, ...]


def flow_csv(flow: Flow, labels: Labels) -> FlowCsv:
    """The table as the package reads it: no byte-order mark, the separator a comma.

    What was not stated is NA. A comma or semicolon in a name becomes a dash, because the package reads these as the
    end of the name.
    """
    others = _other_sources(flow, labels)
    rows = [_cells(row, flow, labels, others) for row in ROWS]
    return FlowCsv(csv_text((COLUMNS, *rows), line_end="\n"), tuple(_left_out(flow, labels)))


def _cells(row: Row, flow: Flow, labels: Labels, others: Mapping[str, tuple[str, int]]) -> Sequence[str]:
    label, n = _title(row, labels), _number(row, flow, labels)
    if row.data in OTHER_SOURCES:
        label, n = OTHER_SOURCES[row.data], _missing(row, flow)
        if row.data in others:
            label, n = others[row.data][0], str(others[row.data][1])
    elif row.ours:
        label = box_title(flow, row.ours, labels)
    about = label if row.node else NOT_STATED
    return (row.data or NOT_STATED, row.node or NOT_STATED, row.box, label, label, about, "", n)


def _title(row: Row, labels: Labels) -> str:
    """The words of a row that counts nothing of ours."""
    return labels.words.get(f"{'flow' if row.data in META_ANALYSIS else 'phase'}.{row.data}", row.words)


def _number(row: Row, flow: Flow, labels: Labels) -> str:
    """What stands under `n`: a number, a list of parts, 0 in a row without a number, or NA."""
    if row.ours is None:
        return str(next((own.n for own in flow.additions.boxes if _is_of_row(own, row)), _NONE_FOUND))
    if not row.lists:
        return str(flow.n(row.ours)) if row.ours in flow.boxes else _missing(row, flow)
    parts = flow.parts(row.ours)
    if parts:
        return "; ".join(f"{_name(part, labels)}, {part.n}" for part in parts)
    is_a_number_alone = row.ours in flow.boxes and row.data.endswith("excluded")
    return str(flow.n(row.ours)) if is_a_number_alone else NOT_STATED


def _is_of_row(own: OwnBox, row: Row) -> bool:
    """Whether a box of the review's own is the one that the package has for a meta-analysis."""
    return own.n is not None and row.data in META_ANALYSIS and own.texts.get("en") == row.words


def _missing(row: Row, flow: Flow) -> str:
    """What was not stated in entered numbers is not known; a review of which all is known did not have it."""
    return _NONE_FOUND if row.ours in _WITHOUT_ONE and not flow.entered and not row.lists else NOT_STATED


def _name(part: Box, labels: Labels) -> str:
    unnamed = labels.text("box.unrecorded" if "excluded" in part.id else "box.unnamed")
    name = unnamed if is_unrecorded(part.id) else labels.name(part.names) or part.id
    return " ".join(name.replace(",", " –").replace(";", " –").split())


def _other_sources(flow: Flow, labels: Labels) -> dict[str, tuple[str, int]]:
    """Name and number of each row for other methods: a source has the row of its kind where that is free, else another;
    those for which no row is left are added to one."""
    head = BoxId.OTHER_IDENTIFIED if BoxId.OTHER_IDENTIFIED in flow.boxes else BoxId.FROM_OTHER
    parts = flow.parts(head)
    if not parts:
        return {WEBSITES: (box_title(flow, head, labels), flow.n(head))} if head in flow.boxes else {}
    found: dict[str, tuple[str, int]] = {}
    for part in parts:
        name, kind = _name(part, labels), _kind(labels.name(part.names))
        free = [row for row in (kind, *OTHER_SOURCES) if row not in found]
        row = free[0] if free else kind
        before = found.get(row)
        found[row] = (f"{before[0]} + {name}", before[1] + part.n) if before else (name, part.n)
    return found


def _kind(name: str) -> str:
    folded = name.casefold()
    if any(word in folded for word in ("citation", "reference", "sitering", "referanse", "snowball")):
        return CITATIONS
    return ORGANISATIONS if "organi" in folded else WEBSITES


def _left_out(flow: Flow, labels: Labels) -> Iterator[str]:
    """The boxes with a number that the table has no row for, and what a person added to the figure."""
    kept = {row.ours for row in ROWS if row.ours} | {*_IMPLIED, BoxId.FROM_OTHER}
    listing = {row.ours for row in ROWS if row.lists} | {BoxId.OTHER_IDENTIFIED, BoxId.FROM_OTHER}
    for name, box in flow.boxes.items():
        if box.n and name not in kept and name.rpartition(".")[0] not in listing:
            yield f"{name} ({box.n})"
    for own in flow.additions.boxes:
        if any(_is_of_row(own, row) for row in ROWS):
            continue
        yield labels.name(own.texts) if own.n is None else f"{labels.name(own.texts)} ({own.n})"
    for version in flow.additions.versions:
        numbers = ", ".join(map(str, version.numbers.values()))
        yield f"{labels.name(version.names)} ({numbers})"
