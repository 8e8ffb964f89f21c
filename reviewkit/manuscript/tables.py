"""The cells of a manuscript's tables beside the folder.

What a cell should say follows from its row (a study, a theme, a source, a reason, a country) and its column. How a
table writes things is its authors' business, so a cell is called wrong only in a column where most cells are right, or
in a table where they are, if its columns are all of one sort.
"""

from collections.abc import Iterator, Sequence

from reviewkit.manuscript.cells import Verdict, as_number, verdict
from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.grids import Grid, grids
from reviewkit.manuscript.known import Known, NameKind
from reviewkit.manuscript.name_claims import words_claim
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.rows import Head, Row, head_of, row_of
from reviewkit.words import message

_TRUSTED = 0.6  # of the cells of a column must be right before one is called wrong
_FEWEST = 2

_Judged = tuple[Prepared, Verdict]


def checked_tables(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every cell that the folder says something of, with its answer."""
    for grid in grids(passages):
        if len(grid.cells) > 1:
            yield from _of_table(grid, known)


def _of_table(grid: Grid, known: Known) -> Iterator[CheckedClaim]:
    heads = [head_of(grid, column, known) for column in range(len(grid.cells[0]))]
    rows = _rows(grid, heads, known)
    alike: list[_Judged] = []
    for column, head in enumerate(heads):
        found = list(_of_column(grid, column, head, rows, known))
        alike += [one for one in found if one[1].is_of_table]
        yield from _answers([one for one in found if not one[1].is_of_table])
        yield from _total(grid, column, found, known)
    yield from _answers(alike)
    yield from _odd_row(grid, rows, known)


def _odd_row(grid: Grid, rows: Sequence[Row], known: Known) -> Iterator[CheckedClaim]:
    """The one row without a name in a table of all themes, or all reasons, but one."""
    first = [row.names[0] for row in rows[1:] if row.names and 0 in row.own]
    for kind in (NameKind.THEME, NameKind.REASON):
        missing = [name for name in known.names if name.kind is kind and name.id not in first]
        others = [
            cells[0] for cells, row in zip(grid.cells[1:], rows[1:], strict=True) if not row.names and cells[0]
        ]
        others = [one for one in others if not one.lexicon.has(one.passage.text, "connect", "total")]
        is_list = len(first) >= _FEWEST and all(name.startswith(f"{kind}:") for name in first)
        if is_list and len(missing) == len(others) == 1 and others[0].passage.text.strip():
            claim = words_claim(others[0], kind, 0, len(others[0].passage.text))
            yield CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=missing[0].label), (missing[0].id,))


def _rows(grid: Grid, heads: Sequence[Head], known: Known) -> list[Row]:
    """What each row is of. In a table of studies a row with another first cell is a study that is not included, or a
    total."""
    if heads[0].theme:  # a column for each theme, with its studies
        return [Row() for _ in grid.cells]
    rows = [row_of(grid, number, known) for number in range(len(grid.cells))]
    has_studies = any(row.study for row in rows[1:])
    return [Row() if has_studies and not row.study else row for row in rows]


def _of_column(grid: Grid, column: int, head: Head, rows: Sequence[Row], known: Known) -> Iterator[_Judged]:
    for number, row in enumerate(rows[1:], start=1):
        cells = grid.cells[number]
        one = cells[column] or next((each for each in cells if each), None)  # an empty cell is none
        if one is None or column in row.own:
            continue
        if found := verdict(grid.text(number, column), one, row, head, known):
            yield one, found


def _answers(verdicts: Sequence[_Judged]) -> Iterator[CheckedClaim]:
    right = sum(verdict.is_right for _, verdict in verdicts)
    is_trusted = right >= _FEWEST and right >= _TRUSTED * len(verdicts)
    for one, found in verdicts:
        text = one.passage.text
        claim = Claim(ClaimKind.CELL, one.passage.number, 0, len(text), text)
        says = found.says or "–"
        if found.is_right:
            yield CheckedClaim(claim, Answer.AGREES, message("{says}", says=says), (found.source,))
        elif is_trusted:
            yield CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=says), (found.source,))
        else:
            yield CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)


def _total(grid: Grid, column: int, found: Sequence[_Judged], known: Known) -> Iterator[CheckedClaim]:
    """The total below a column of numbers that are all right: their sum, or a number of the flow, where studies are in
    several rows."""
    first, last = grid.cells[-1][0], grid.cells[-1][column]
    above = [as_number(grid.text(row, column)) for row in range(1, len(grid.cells) - 1)]
    if first is None or last is None or None in above or len(above) < _FEWEST:
        return
    is_right = len(found) == len(above) and all(verdict.is_right for _, verdict in found)
    number, total = as_number(last.passage.text), sum(n for n in above if n is not None)
    if number is None or not is_right or not first.lexicon.has(first.passage.text, "connect", "total"):
        return
    claim = Claim(ClaimKind.CELL, last.passage.number, 0, len(last.passage.text), last.passage.text)
    says = message("The numbers above add up to {n}.", n=total)
    if number == total:
        yield CheckedClaim(claim, Answer.AGREES, says)
    elif all(fact.n != number for fact in known.facts if not fact.names):
        yield CheckedClaim(claim, Answer.PARTS_DISAGREE, says)
