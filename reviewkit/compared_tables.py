"""The cells of a published table beside those of ours: rows and columns are found by their names, in any order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewkit.compared import ComparedEntry, Entry, Value, alike, compared, folded

Rows = Sequence[Sequence[str]]
PRESENT, CONTRADICTED, NOT_FOUND, NOT_ASSESSED = "●", "◐", "–", "?"  # the marks of a grid of themes and studies
_MARKS = {
    **dict.fromkeys(("●", "•", "x", "✓", "✔", "+", "1", "yes", "ja"), PRESENT),
    **dict.fromkeys(("◐", "contradicted"), CONTRADICTED),
    **dict.fromkeys(("", "-", "–", "—", "0", "no", "nei"), NOT_FOUND),
    **dict.fromkeys(("?", "na"), NOT_ASSESSED),
}
_ALIKE = 0.72  # how like each other the names of one row or column must be: "Berg, 2020" and "Berg et al. (2020)"
_FEWEST = 2  # names of columns that a table must share with ours
_COUNT = re.compile(r"n\s*=\s*\d+", re.IGNORECASE)  # under a list of studies
_ABOVE = 100  # rows in which the one that names the columns is looked for
_LONGEST = 20  # letters of a number with its signs for thousands; what is longer is compared as text
_NUMBER = re.compile(r"\d{1,3}(?:[\s.,]\d{3})+|\d+")


@dataclass(frozen=True, slots=True)
class OurTable:
    """A table of the folder: `is_list` where each column is a list of its own, under its name; else the first cell of
    each row names it. `members` are the ids behind rows or listed cells, by their names."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_list: bool = False
    members: tuple[tuple[str, tuple[str, ...]], ...] = ()


def fit(rows: Rows, ours: OurTable) -> int:
    """How many names of columns and rows a table shares with ours; 0 where it is another table."""
    at = _head_of(rows, ours)
    if at is None:
        return 0
    head = [folded(cell) for cell in rows[at]]
    shared = _shared(rows[at], ours)
    if ours.is_list:
        cells = {folded(cell) for row in ours.rows for cell in row} - {""}
        return shared + len({folded(cell) for row in rows[at + 1 :] for cell in row} & cells)
    if head and head[0] and head[0] in {folded(name) for name in ours.head[1:]}:
        return 0
    names = {folded(row[0]) for row in ours.rows}
    return shared + len({folded(row[0]) for row in rows[at + 1 :] if row} & names)


def tables_compared(rows: Rows, ours: OurTable) -> tuple[ComparedEntry, ...]:
    """Every cell of both tables; empty cells that only one of them has are left out."""
    at = _head_of(rows, ours) or 0
    head, body = rows[at] if rows else [], _above_notes(rows[at + 1 :], ours.is_list)
    columns = _aligned(head, ours.head)
    entries = _listed if ours.is_list else _celled
    sides = tuple(entries(head, body, columns, ours)), tuple(entries(ours.head, ours.rows, {}, ours))
    return compared(*sides, may_move=False)


def _head_of(rows: Rows, ours: OurTable) -> int | None:
    """The row that names the columns: above it there may be a caption."""
    shares = [_shared(row, ours) for row in rows[:_ABOVE]]
    most = max(shares, default=0)
    return shares.index(most) if shares and most >= min(_FEWEST, len(ours.head)) else None


def _above_notes(rows: Rows, is_list: bool) -> Rows:
    """The rows of the table without what is printed below it: after a blank row, or after the sums of lists."""
    for number, row in enumerate(rows):
        said = [cell.strip() for cell in row if cell.strip()]
        if not said or (is_list and all(map(_COUNT.fullmatch, said))):
            return rows[:number]
    return rows


def _shared(row: Sequence[str], ours: OurTable) -> int:
    return len({folded(cell) for cell in row} & {folded(name) for name in ours.head} - {""})


def _aligned(theirs: Sequence[str], ours: Sequence[str]) -> dict[int, str]:
    """The names that ours have, by the numbers of theirs: the same name first, then the most alike."""
    found: dict[int, str] = {}
    left = dict(enumerate(ours))
    places: dict[str, list[int]] = {}
    for place, name in left.items():
        places.setdefault(folded(name), []).append(place)
    for number, name in enumerate(theirs):
        if same := places.get(folded(name)):
            found[number] = left.pop(same.pop(0))
    rest = {number: name for number, name in enumerate(theirs) if number not in found and folded(name)}
    return found | {number: left[place] for place, number in alike(rest, left, _ALIKE).items()}


def _listed(head: Sequence[str], body: Rows, columns: dict[int, str], ours: OurTable) -> Iterator[Entry]:
    members = dict(ours.members)
    for number, name in enumerate(head):
        place = columns.get(number, name)
        for row in body:
            for part in re.split(r"[;\n]", row[number] if number < len(row) else ""):
                label = " ".join(part.replace(CONTRADICTED, "").split())
                if label and not _COUNT.fullmatch(label):
                    mark = CONTRADICTED if CONTRADICTED in part else PRESENT
                    yield Entry(place, label, mark, members=members.get(label))


def _celled(head: Sequence[str], body: Rows, columns: dict[int, str], ours: OurTable) -> Iterator[Entry]:
    members = dict(ours.members)
    names = _aligned([row[0] if row else "" for row in body], [row[0] for row in ours.rows])
    has_marks = any(cell in (PRESENT, NOT_FOUND) for row in ours.rows for cell in row)
    for line, row in enumerate(body):
        place = names.get(line, " ".join(row[0].split()) if row else "")
        for number, cell in list(enumerate(row))[1:]:
            label = columns.get(number, head[number] if number < len(head) else "")
            value = _value(cell, has_marks)
            if place and label and value not in ("", NOT_FOUND if has_marks and place not in members else ""):
                yield Entry(place, label, value, members=members.get(place))


def _value(cell: str, has_marks: bool) -> Value:
    """What is in a cell, whichever mark people write for a theme that was found, and with any sign for thousands."""
    text = " ".join(cell.split())
    if has_marks and text.casefold() in _MARKS:
        return _MARKS[text.casefold()]
    return int(re.sub(r"\D", "", text)) if _NUMBER.fullmatch(text) and len(text) <= _LONGEST else text
