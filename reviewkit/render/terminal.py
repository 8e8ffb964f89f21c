"""Answers as text for a terminal. Imported text is made harmless first: escapes and markup have no effect."""

import textwrap
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import groupby, zip_longest

from reviewkit import fonts
from reviewkit.balance import BalanceCheck, Claim
from reviewkit.highlight import spans
from reviewkit.model import UNDERSTOOD, Decision, Highlight, Record
from reviewkit.normalize import folded
from reviewkit.render.figures.flow import MAIN, OTHER, OTHER_SIDE, PREVIOUS, SIDE, DiagramBox, Grid
from reviewkit.render.tables.table import Table
from reviewkit.safe import Coloured, plain
from reviewkit.words import Choice

_MAIN_WIDTH, _SIDE_WIDTH, _ARROW = 44, 46, " ──▶ "
_NO_COLUMN = -9  # nothing leaves the previous version


def table(content: Table, width: int) -> str:
    """A table with its caption and notes, fitted to the width of the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(box=SIMPLE_HEAD, show_footer=bool(content.foot), pad_edge=False)
    widths = _whole_words(content, max(width, 40))
    for number, (head, of_marks) in enumerate(zip(content.head, content.of_marks, strict=True)):
        foot = Text(plain(content.foot[number])) if content.foot else ""
        drawn.add_column(
            Text(plain(head)),
            footer=foot,
            overflow="fold",
            vertical="top",
            width=widths[number] if widths else None,
            justify="center" if of_marks else "left",
        )
    for row in content.rows:
        drawn.add_row(*(Text(plain(cell)) for cell in row))
    out = StringIO()
    console = Console(file=out, width=max(width, 40), color_system=None, legacy_windows=False)
    console.print(drawn)
    body = "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())
    return "\n".join([plain(content.title), "", body, *map(plain, content.notes)])


def _whole_words(content: Table, width: int) -> list[int]:
    """How wide each column is, where they fit with no word cut: the widest give way first; [] where words must be cut,
    and where nothing need give way."""
    rows = (content.head, *content.rows, content.foot) if content.foot else (content.head, *content.rows)
    columns = [[plain(cell) for cell in cells] for cells in zip(*rows, strict=True)]
    needed = [max((len(word) for cell in cells for word in cell.split()), default=1) for cells in columns]
    widths = [max(len(line) for cell in cells for line in cell.split("\n")) for cells in columns]
    room = width - 3 * len(columns)
    if sum(widths) <= room or sum(needed) > room:
        return []
    while sum(widths) > room:
        can = [number for number, one in enumerate(widths) if one > needed[number]]
        widths[max(can, key=widths.__getitem__)] -= 1
    return widths


def flow(grid: Grid) -> str:
    """The flow diagram drawn with characters: main boxes on the left, what leaves them on the right."""
    lines = [grid.title + (f"   {grid.draft}" if grid.draft else ""), ""]
    for main, side in _arms(grid):
        rows = sorted({box.row for box in grid.boxes if box.column in (main, side)})
        for row in rows:
            at = {box.column: box for box in grid.boxes if box.row == row}
            joined = (at[main].id, at[side].id) in grid.arrows if main in at and side in at else False
            lines += _row(at.get(main), at.get(side), joined)
            if row != rows[-1]:
                lines.append(" " * (_MAIN_WIDTH // 2) + "│")
        lines.append("")
    for note in grid.notes:
        lines += textwrap.wrap(plain(note), _MAIN_WIDTH + _SIDE_WIDTH + len(_ARROW))
    return "\n".join(lines)


def _arms(grid: Grid) -> list[tuple[int, int]]:
    """The columns of each arm; arms stand below each other, because a terminal is too narrow for five columns."""
    columns = {box.column for box in grid.boxes}
    arms = [(PREVIOUS, _NO_COLUMN)] if PREVIOUS in columns else []
    arms.append((MAIN, SIDE))
    return [*arms, (OTHER, OTHER_SIDE)] if columns & {OTHER, OTHER_SIDE} else arms


def _row(main: DiagramBox | None, side: DiagramBox | None, joined: bool) -> list[str]:
    """The lines of a row; where the boxes are joined, the arrow is on their first line of text."""
    left = _framed(main, _MAIN_WIDTH) if main else []
    right = _framed(side, _SIDE_WIDTH) if side else []
    height = max(len(left), len(right))
    left += [" " * _MAIN_WIDTH] * (height - len(left))
    right += [""] * (height - len(right))
    return [
        (box + (_ARROW if joined and number == 1 else " " * len(_ARROW)) + beside).rstrip()
        for number, (box, beside) in enumerate(zip(left, right, strict=True))
    ]


def _framed(box: DiagramBox, width: int) -> list[str]:
    """The box with its words wrapped. textwrap would break "(n = 12)" at its no-break spaces, so a sign holds them."""
    room = width - 4
    inside: list[str] = []
    for line in box.lines:
        text, indent = plain(fonts.composed(line.text)), "  " * line.indent
        for piece in textwrap.wrap(text.replace("\u00a0", "\x01"), room - len(indent), subsequent_indent=indent):
            inside.append(f"│ {indent}{piece.replace(chr(1), ' '):<{room - len(indent)}} │")
    return ["┌" + "─" * (width - 2) + "┐", *inside, "└" + "─" * (width - 2) + "┘"]


def proofs(checks: Iterable[BalanceCheck]) -> str:
    """The sums, one per line; those that do not add up are marked."""
    return "\n".join(
        f"{'ok   ' if check.holds else 'WRONG'} {check.code:<3} {check.sentence}"
        + ("" if check.holds or check.claim is Claim.AT_MOST else f"   (the left side is {check.left})")
        for check in checks
    )


def record(entry: Record, keywords: Sequence[str], width: int) -> str:
    """One record for a person to read, with its whole abstract, in lines that fit the width."""
    lines = [line for part in _parts(entry, keywords) for line in textwrap.wrap(plain(part), width) or [""]]
    return "\n".join(lines)


def record_in_colour(entry: Record, keywords: Sequence[str], width: int, words: Highlight) -> Coloured:
    """As record, for a terminal: words that speak for a report are bold and green, those against it magenta, all are
    underlined."""
    from rich.console import Console
    from rich.text import Text

    out = StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system="standard", legacy_windows=False)
    for part in _parts(entry, keywords):
        text = Text(plain(part), overflow="fold")
        for span in spans(text.plain, words):
            text.stylize(_STYLES[span.kind], span.start, span.end)
        console.print(text)
    return Coloured(out.getvalue().rstrip("\n"))


_STYLES = {Choice.INCLUDE: "bold underline green", Choice.EXCLUDE: "underline magenta"}


def _parts(entry: Record, keywords: Sequence[str]) -> list[str]:
    """What a person reads of a record, paragraph by paragraph; "" for an empty line."""
    issue = entry.volume + (f"({entry.issue})" if entry.issue else "")
    place = " ".join(filter(None, (entry.journal, str(entry.year or ""), issue, entry.pages)))
    head = ["; ".join(entry.authors), place, f"https://doi.org/{entry.doi}" if entry.doi else ""]
    abstract = entry.abstract.splitlines() or ["(no abstract)"]
    words = ["", f"Keywords: {'; '.join(keywords)}"] if keywords else []
    return [entry.title or "(no title)", *filter(None, head), "", *abstract, *words]


def short(entry: Record) -> str:
    """One record in one line: id, first author, year, title."""
    who = entry.authors[0].split(",")[0] if entry.authors else "?"
    return plain(f"{entry.id}  {who} {entry.year or '?'}  {entry.title or '(no title)'}")


def decision(entry: Decision) -> str:
    """A decision in one line: who, what, why, labels and note."""
    reasons = ", ".join(filter(None, (entry.reason, *entry.other_reasons)))
    labels = f" [{', '.join(entry.labels)}]" if entry.labels else ""
    note = f' "{entry.note}"' if entry.note else ""
    who = f"{entry.by} for the team" if entry.final else entry.by
    return plain(f"{who}: {entry.choice.value}{f' ({reasons})' if reasons else ''}{labels}{note}")


_NAME = 1 + max(map(len, UNDERSTOOD))  # columns for the name of a field


def side_by_side(first: Record, second: Record) -> str:
    """Two records field by field; a line that differs starts with ≠, one that agrees with =, unknown with a space.

    Where a field differs, words that only one record has are in ‹ ›.
    """
    rows: list[str] = []
    for name in UNDERSTOOD:
        left, right = (_text(getattr(entry, name)) for entry in (first, second))
        if not left and not right:
            continue
        mark = " " if not left or not right else "=" if folded(left) == folded(right) else "≠"
        limit = 300 if name == "abstract" else 2000
        left, right = left[:limit], right[:limit]
        if mark == "≠":
            left, right = _own_words_marked(left, right), _own_words_marked(right, left)
        rows += _field(mark, name, left, right)
    head = f"    {'':<{_NAME}}{first.id:<46}  {second.id}"
    return "\n".join([head.rstrip(), *rows])


def _own_words_marked(text: str, other: str) -> str:
    """The text with every word in ‹ › that the other text has in no spelling."""
    known = set(folded(other).split())
    runs = groupby(text.split(), lambda word: set(folded(word).split()) <= known)
    return " ".join(" ".join(words) if shared else f"‹{' '.join(words)}›" for shared, words in runs)


def _field(mark: str, name: str, left: str, right: str) -> list[str]:
    """A field of two records in two columns; its mark and name are on the first line only."""
    pairs = zip_longest(*(textwrap.wrap(plain(text), 44) or ["-"] for text in (left, right)), fillvalue="")
    return [
        f"{mark if not n else ' '}   {name if not n else '':<{_NAME}}{first:<46}  {second}".rstrip()
        for n, (first, second) in enumerate(pairs)
    ]


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
