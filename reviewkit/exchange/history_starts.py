"""Which lines of a text begin a row of a search history, and which are lines of a query that begin with a number too.

The longest run of numbers that rise or fall are rows. So is what else begins as they do and has a query and hits of its
own, whatever its number: rows may be out of order, or some deleted. Where a line may be either, it is refused, because
a row that is taken for text of the one above it gives that one its hits.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.history_numbers import FIXED, called, day_of, digits_of, whole
from reviewkit.words import message

_START = re.compile(
    rf"([ \t{FIXED}]*+)((?:S|#)[ ]?\d++|\d{{1,4}}(?![{FIXED}]\d{{3}}\b)|\d{{5,}}+(?=[ ]?[.:)]?[ ]?\t))(?:[ ]?([.:)]))?"
    rf"(?=[ \t{FIXED}]|$)([ \t{FIXED}]*)(.*)",
    re.IGNORECASE,
)
# What is behind a number at the start of a line where a query was broken before it; `or/1-2` of Ovid is a query.
_OPERATOR = re.compile(r"(?:and|or|not|near|adj\d*)\b(?!/[ ]?\d)|\)", re.IGNORECASE)
# Behind S2, where NOT and NEAR may also be words: `S2 NEAR patient testing` is a row.
_OPERATOR_OF_SETS = re.compile(
    r"(?:and|or|adj\d*)\b(?!/[ ]?\d)|(?:not|near)\b(?:/\d{1,3})?[ (]*+(?:S|#)?\d|\)", re.IGNORECASE
)
_DAY = re.compile(r"\s*\d{1,2}\.? [^\W\d_]{3,9} \d{4}\b")  # 31 January 2026 above a history
_LARGEST_GAP = 20  # of numbers, where lines were deleted
BUTTONS = re.compile(
    r"(?:view details|rerun|edit|delete|rename|display results|more|advanced|basic|save|copy|add to (?:query|search)|"
    r"[*°†] ?duplicates are removed.*|create alert|link|refine|actions?|show results|email|rss|set alert|details|"
    r"expand|contract)\Z",
    re.IGNORECASE,
)
_MOST_BEGUN = 4  # times as many lines as a history has: each is read, and 700,000 would take 90 seconds
_NEAR_1000 = range(980, 1000)
_SHOWN = 60  # letters of a line in a message


@dataclass(frozen=True, slots=True)
class Start:
    """A line of the text that may begin a row, and what the text up to the next such line has."""

    at: int
    number: str
    rest: str
    sign: str  # the full stop, colon or parenthesis behind the number
    gap: str  # the blanks and tabs between these and the rest
    is_fixed: bool  # whether it is set off by blanks that do not break, as 5 is from mg
    has_query: bool = False
    has_hits: bool = False
    begins_with_hits: bool = False  # a number on a line of its own, above its query

    @property
    def style(self) -> str:
        """S or #, or "" for a number without a letter."""
        return self.number[0] if self.number[0] in "S#" else ""

    @property
    def is_whole(self) -> bool:
        """Whether it is a row in itself."""
        return self.has_query and self.has_hits

    @property
    def is_tabbed(self) -> bool:
        """Whether its number is a cell of its own."""
        return "\t" in self.gap

    @property
    def is_apart(self) -> bool:
        """Whether no line of a query looks like it: 65 years does, S65 years does not, 65 and two blanks do not."""
        return bool(self.style) or self.is_tabbed or len(self.gap) > 1

    @property
    def form(self) -> str:
        """How its number is set off, where a query could begin so only by accident: 3: or 3 alone on its line."""
        return self.sign or ("" if self.rest else "alone")

    @property
    def may_be_a_year(self) -> bool:
        """Whether it is 2018 at the start of a line of a query."""
        return len(self.number) > 3 and not self.style and not self.is_tabbed


@dataclass(frozen=True, slots=True)
class _Chain:
    """Starts whose numbers follow each other; the last one, and the chain before it."""

    last: Start
    before: "_Chain | None"
    weight: tuple[int, int]  # how many they are, and how many of them are rows in themselves

    def starts(self) -> list[Start]:
        found: list[Start] = []
        chain: _Chain | None = self
        while chain:
            found.append(chain.last)
            chain = chain.before
        return found[::-1]


Read = Callable[[str, str], tuple[bool, bool]]


def rows_in(lines: Sequence[str], read: Read) -> Iterator[tuple[Start, str]]:
    """Each row with its text. `read` says of a number and a text whether these have a query and hits.

    Raises ReviewkitError where a line may be a row or a line of a query.
    """
    starts = _likely_rows(lines, read)
    cells = _cells(starts)
    for one, text in _parted(lines, _rows(_without_hits(starts, cells), lines)):
        yield one, _with_hits_in_a_cell(one, text, cells, read)


def _likely_rows(lines: Sequence[str], read: Read) -> list[Start]:
    """The starts that may be rows, each with what its text has: without years, `5 mg` and the number of a page."""
    _refuse_parts(lines)
    begun = _without_years(list(_starts(lines)))
    if len(begun) > _MOST_BEGUN * limits.HISTORY_LINES:
        raise too_many()
    starts = _read(lines, begun, read)
    if not _is_fixed_usual(starts):
        _refuse_fixed_rows(starts, lines)
        starts = _read(lines, [one for one in begun if not one.is_fixed], read)
    if _is_number_of_a_page(starts, lines):
        starts.pop()
    return starts


def _with_hits_in_a_cell(one: Start, text: str, cells: "Cells | None", read: Read) -> str:
    """The text of a row, with hits on a line above its query between tabs.

    Raises ReviewkitError where the number on that line may be of the query.
    """
    above = _hits_above(one, text)
    has_tabs = "\t" in text + one.gap
    if not above:
        return text
    if cells is Cells.HITS_FIRST:
        query = text.lstrip().removeprefix(above)
        if whole(query) is not None:  # somebody searched for a number
            raise _unsure(one.at + 1, above)
        return text if has_tabs else f"\t{above}\t{query}"
    if not has_tabs and not read(one.number, text)[1]:
        raise _unsure(one.at + 1, above)
    return text


def _read(lines: Sequence[str], begun: Sequence[Start], read: Read) -> list[Start]:
    return [
        replace(one, has_query=has_query, has_hits=has_hits, begins_with_hits=bool(_hits_above(one, text)))
        for one, text in _parted(lines, begun)
        for has_query, has_hits in (read(one.number, text),)
    ]


def _is_number_of_a_page(starts: Sequence[Start], lines: Sequence[str]) -> bool:
    """Whether the last start is a number alone at the end, below an empty line, and below a row that has its hits."""
    if len(starts) < 2:
        return False
    before, last = starts[-2:]
    is_alone = last.form == "alone" and not last.style and not any(map(str.strip, lines[last.at + 1 :]))
    is_below_hits = before.is_whole or (_cells(starts) is None and _cells(starts[:-1]) is not None)
    return is_alone and not last.is_tabbed and is_below_hits and not lines[last.at - 1].strip()


def _is_fixed_usual(starts: Sequence[Start]) -> bool:
    """Whether no row, or most rows, are set off by blanks that do not break: else `5 mg` with one is of a query."""
    run = _run(starts)
    return not any(one.is_fixed for one in starts) or 2 * sum(one.is_fixed for one in run) > len(run)


def _refuse_fixed_rows(starts: Sequence[Start], lines: Sequence[str]) -> None:
    """Raise ReviewkitError for a row set off by a blank that does not break, below one that needs none of its text."""
    for before, one in zip([None, *starts], starts, strict=False):
        if one.is_fixed and one.is_whole and (before is None or before.has_hits):
            raise _unsure(one.at, lines[one.at])


_PART = re.compile(r"[ \t]*+(?:S|#)?[ ]?\d{1,4}[a-z][ ]?[.:)]?[ ]?\t", re.IGNORECASE)


def _refuse_parts(lines: Sequence[str]) -> None:
    """Raise ReviewkitError for a row whose number has a letter behind it, as 1a and 1b have: no other line names it."""
    for at, line in enumerate(lines):
        if _PART.match(line) and any(whole(cell) is not None for cell in line.split("\t")[1:]):
            raise _unsure(at, line)


class Cells(Enum):
    """In which order the cells of all rows are, where each is on a line of its own."""

    HITS_FIRST = auto()  # below the number, as in Web of Science
    HITS_LAST = auto()


_FEWEST_ROWS = {Cells.HITS_FIRST: 2, Cells.HITS_LAST: 1}  # the query of a single row may begin with a number


def _hits_above(one: Start, text: str) -> str:
    """The number that is alone on the first line below that of a row, above its query; "" where there is none."""
    first, _, below = text.strip().partition("\n")
    return first.strip() if not one.rest and below.strip() and whole(first) is not None else ""


def _cells(starts: Sequence[Start]) -> Cells | None:
    """The order of the cells, where all rows have each on a line of its own and hits look like the number of a row."""
    alone = _alone(starts)
    for order in Cells:
        said = list(_with_hits(alone, order))
        if len(said) == len(alone) and sum(not is_hits for _, is_hits in said) >= _FEWEST_ROWS[order]:
            return order
    return None


def _alone(starts: Sequence[Start]) -> list[Start]:
    """The numbers that are alone on a line; what else begins with a number is of the query below one."""
    alone: list[Start] = []
    for one in starts:
        if not one.rest:
            alone.append(one)
        elif alone:
            alone[-1] = replace(alone[-1], has_hits=one.has_hits)
    return alone


def _with_hits(alone: Sequence[Start], order: Cells) -> Iterator[tuple[Start, bool]]:
    """The numbers of rows, and the hits of these (True), up to the first row whose cells are not in this order."""
    numbers = iter(alone)
    is_last = order is Cells.HITS_LAST
    for row in numbers:
        is_whole = row.has_query and (row.has_hits if is_last else row.begins_with_hits)
        if row.begins_with_hits if is_last else (row.has_query and not is_whole):
            return
        if not is_whole:
            hits = next(numbers, None)
            if hits is None or hits.style or hits.form != "alone" or hits.has_query == is_last:
                return
            yield row, False
            row = hits
        yield row, not is_whole


def _without_hits(starts: Sequence[Start], cells: Cells | None) -> list[Start]:
    """The starts without hits that are on a line of their own: these would be rows without a query, or with another."""
    if cells is None:
        return list(starts)
    said = list(_with_hits(_alone(starts), cells))
    hits = {one.at for one, is_hits in said if is_hits}
    whole_rows = {one.at for (one, _), (_, is_hits) in pairwise(said) if is_hits}
    return [
        replace(one, has_query=True, has_hits=True) if one.at in whole_rows else one
        for one in starts
        if one.at not in hits
    ]


def too_many() -> ReviewkitError:
    """What to do with a text of more rows than a history has."""
    return ReviewkitError(
        message(
            "it has more than {most} lines, which no search history has. Copy the table of the search history "
            "alone, and paste it into a text file.",
            most=limits.HISTORY_LINES,
        )
    )


def _parted(lines: Sequence[str], starts: Sequence[Start]) -> Iterator[tuple[Start, str]]:
    ends = [one.at for one in starts[1:]] + [len(lines)] * bool(starts)
    for one, end in zip(starts, ends, strict=True):
        yield one, "\n".join([one.rest, *lines[one.at + 1 : end]])


def _starts(lines: Sequence[str]) -> Iterator[Start]:
    for at, line in enumerate(lines):
        found = _START.match(line)
        if not found or _is_a_day(line):
            continue
        is_fixed = any(blank in FIXED for blank in found[1] + found[4][:1])
        start = Start(at, called(found[2]), found[5], found[3] or "", found[4], is_fixed)
        below = "".join(lines[at + 1 : at + 2]).strip()
        is_of_the_page = not start.rest and BUTTONS.match(below)  # the hits, above a button of Web of Science
        if not is_of_the_page and not _is_operand(start):
            yield start


def _is_operand(start: Start) -> bool:
    """Whether a number begins a line of a query, as `S2 OR S3` does; behind a tab or two blanks any query begins."""
    if start.is_tabbed or len(start.gap) > 1:
        return False
    return bool((_OPERATOR_OF_SETS if start.style else _OPERATOR).match(start.rest))


def _without_years(starts: Sequence[Start]) -> list[Start]:
    """The starts without those that may be years, where no line of the history has a number so high."""
    is_long = any(not one.style and digits_of(one.number) in _NEAR_1000 for one in starts)
    return [one for one in starts if is_long or not one.may_be_a_year]


def _is_a_day(line: str) -> bool:
    """Whether a line is a day, as it is printed above a history, and no row such as `31 nurses 2026`."""
    found = _DAY.match(line)
    return bool(found and day_of(found[0]))


def _rows(starts: Sequence[Start], lines: Sequence[str]) -> list[Start]:
    """The run, and what else is a row. Raises ReviewkitError where that cannot be told."""
    run = _run(starts)
    in_run = {one.at for one in run}
    forms = {one.form for one in run}
    is_hitless = not any(one.is_whole for one in starts)
    rows = []
    for before, one in zip([None, *starts], starts, strict=False):
        is_above = one.at < run[0].at
        if one.at in in_run:
            rows.append(one)
        elif is_above and (one.style != run[0].style or one.form not in forms):
            continue  # a heading, such as `2. MEDLINE`
        elif _is_like_a_row(one, before, is_hitless):
            is_set_off = one.is_apart or (one.form and forms == {one.form})
            if not is_set_off or one.style != run[0].style:
                raise _unsure(one.at, lines[one.at])
            rows.append(one)
        elif is_above and one.has_query:  # what is above the first row would be lost
            raise _unsure(one.at, lines[one.at])
    return rows


def _is_like_a_row(one: Start, before: Start | None, is_hitless: bool) -> bool:
    """Whether a start that is not in the run has what a row has, and what is above it needs none of it."""
    if not one.has_query:
        return False
    if is_hitless:
        return one.is_apart
    follows = before is None or before.has_hits
    return (one.is_whole and (follows or one.is_tabbed)) or (one.is_apart and follows)


def _unsure(at: int, line: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "line {line}, {words!r}, can be a row of the history or other text: its number does not follow those of "
            "the rows around it. Number all rows in one way, and put tabs between number, query and hits; if it is no "
            "row, join it to the line above or leave it out.",
            line=at + 1,
            words=" ".join(line.split())[:_SHOWN],
        )
    )


def _run(starts: Sequence[Start]) -> list[Start]:
    """The longest run of starts of one style whose numbers rise or fall; of two as long, the one with more rows."""
    best: _Chain | None = None
    for style in ("S", "#", ""):
        of_style = [one for one in starts if one.style == style]
        for step in (1, -1):
            chain = _longest(of_style, step)
            if chain and (best is None or chain.weight > best.weight):
                best = chain
    return best.starts() if best else []


def _longest(starts: Sequence[Start], step: int) -> _Chain | None:
    """The longest run whose numbers rise (step 1) or fall (-1)."""
    by_number: dict[int, _Chain] = {}
    best: _Chain | None = None
    for one in starts:
        number = digits_of(one.number)
        near = (by_number.get(number - step * gap) for gap in range(1, _LARGEST_GAP + 1))
        before = max((chain for chain in near if chain), key=lambda chain: chain.weight, default=None)
        length, wholes = before.weight if before else (0, 0)
        chain = _Chain(one, before, (length + 1, wholes + one.is_whole))
        if number not in by_number or by_number[number].weight < chain.weight:
            by_number[number] = chain
        best = chain if best is None or chain.weight > best.weight else best
    return best
