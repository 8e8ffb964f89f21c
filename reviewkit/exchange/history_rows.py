"""Rows of a search history that begin with the number of a line (S3, #3, 3): which they are, and what is in them.

A row may run over several lines. Its cells are separated by tabs, or only by spaces, as in a text that was copied from
a PDF.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reviewkit.formats.base import lines_of


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of a history. `number` is what other lines call it; `hits` is None where none are shown."""

    number: str
    query: str
    hits: int | None = None
    limits: str = ""
    date: str = ""

    @property
    def digits(self) -> int:
        """The number alone, by which lines are in order."""
        return digits_of(self.number)


def rows_of(text: str) -> list[HistoryLine]:
    """The rows that begin with the number of a line; the text above the first is no row."""
    lines = [line.strip().strip("|").replace("|", "\t") if _PIPED.match(line) else line for line in lines_of(text)]
    blocks = list(_blocks(lines))
    found = [_line(number, block) for number, block in blocks]
    if 2 * sum(line.hits is not None for line in found) < len(found):  # numbers at the end are of the queries
        found = [_line(number, block, shows_hits=False) for number, block in blocks]
    return [line for line in found if line.query.strip()]


_PIPED = re.compile(r"\s*\|.*\|\s*\Z")  # a table as Markdown has it


# -- numbers and days


def digits_of(number: str) -> int:
    """The number of a line without its letter."""
    return int(re.sub(r"\D", "", number)[:_MOST_DIGITS] or 0)


def called(text: str) -> str:
    """What other lines call a line: S3, #3 or 3."""
    return re.sub(r"[\s.:)]", "", text).upper()


_MOST_DIGITS = 15  # of a number; no database has as many records
_HITS = r"(?:\d{1,3}(?:[ ,.\u00a0\u202f]\d{3}){1,5}|\d++)"
_DOCUMENTS = r"(?: document(?: result)?s?)?"  # of Scopus
_MARKED = rf"({_HITS})[*°†]?\)?{_DOCUMENTS}"  # of ProQuest: duplicates were removed
_ONLY_HITS = re.compile(rf"(?:view|view results|rerun|results?)?[ :(]*{_MARKED}\Z", re.IGNORECASE)


def whole(text: str) -> int | None:
    """A number of hits, with thousands as people and databases separate them; None where it is no number."""
    found = _ONLY_HITS.match(text.strip())
    is_closed = text.count("(") == text.count(")")
    digits = re.sub(r"\D", "", found[1]) if found and is_closed else ""
    return int(digits) if 0 < len(digits) <= _MOST_DIGITS else None


_MONTHS = {
    month: at for at, month in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_DAY_WORDS = re.compile(
    r"\b(\d{1,2})\.? ([A-Z][a-z]{2})[a-z]* (\d{4})\b|\b([A-Z][a-z]{2})[a-z]* (\d{1,2}),? (\d{4})\b"
)
_DAY_DIGITS = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b|\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def day_of(text: str) -> str:
    """The day in a text, as 2026-01-31; "" where there is none, or where day and month cannot be told apart."""
    words, digits = _DAY_WORDS.search(text), _DAY_DIGITS.search(text)
    if words:
        day, month, year = (words[1], words[2], words[3]) if words[1] else (words[5], words[4], words[6])
        return _iso(int(year), _MONTHS.get(month.casefold(), 0), int(day))
    if digits and digits[1]:
        return _iso(int(digits[1]), int(digits[2]), int(digits[3]))
    if digits:
        first, second, year = int(digits[4]), int(digits[5]), int(digits[6])
        if first > 12 or first == second:
            return _iso(year, second, first)
        return _iso(year, first, second) if second > 12 else ""
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


# -- which lines of the text begin a row

_START = re.compile(r"[ \t]*(S[ ]?\d{1,3}|#[ ]?\d{1,3}|\d{1,3})[ ]?[.:)]?(?=[ \t]|$)[ \t]*(.*)", re.IGNORECASE)
_OPERATOR = re.compile(r"(?:and|or|not|near|adj\d*)\b|\)", re.IGNORECASE)
_LARGEST_GAP = 20  # of numbers, where lines were deleted


@dataclass(frozen=True, slots=True)
class _Start:
    """A line of the text that may begin a row."""

    at: int
    number: str
    rest: str

    @property
    def style(self) -> str:
        return self.number[0] if self.number[0] in "S#" else ""


@dataclass(frozen=True, slots=True)
class _Chain:
    """Starts whose numbers follow each other; the last one, and the chain before it."""

    last: _Start
    before: "_Chain | None"
    length: int

    def starts(self) -> list[_Start]:
        found: list[_Start] = []
        chain: _Chain | None = self
        while chain:
            found.append(chain.last)
            chain = chain.before
        return found[::-1]


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The number and the text of each row."""
    starts = _rows(list(_starts(lines)))
    ends = [one.at for one in starts[1:]] + [len(lines)] * bool(starts)
    for one, end in zip(starts, ends, strict=True):
        yield one.number, "\n".join([one.rest, *lines[one.at + 1 : end]])


def _starts(lines: Sequence[str]) -> Iterator[_Start]:
    for at, line in enumerate(lines):
        found = _START.match(line)
        if found and not _OPERATOR.match(found[2]):
            yield _Start(at, called(found[1]), found[2])


def _rows(starts: Sequence[_Start]) -> list[_Start]:
    """The longest run of starts of one style whose numbers rise or fall; others are lines of a query that begin so."""
    found = []
    for style in ("S", "#", ""):
        of_style = [one for one in starts if one.style == style]
        found.append(max((_longest(of_style, step) for step in (1, -1)), key=len))
    return max(found, key=len)


def _longest(starts: Sequence[_Start], step: int) -> list[_Start]:
    """The longest run whose numbers rise (step 1) or fall (-1)."""
    by_number: dict[int, _Chain] = {}
    best: _Chain | None = None
    for one in starts:
        number = digits_of(one.number)
        near = (by_number.get(number - step * gap) for gap in range(1, _LARGEST_GAP + 1))
        before = max((chain for chain in near if chain), key=lambda chain: chain.length, default=None)
        chain = _Chain(one, before, before.length + 1 if before else 1)
        if number not in by_number or by_number[number].length < chain.length:
            by_number[number] = chain
        best = chain if best is None or chain.length > best.length else best
    return best.starts() if best else []


# -- what is in a row

_AT_END = re.compile(
    rf"(?:(?:view results|view|rerun|results:)[ ]*\(?|(?<=\s)\(?|(?<=^)){_MARKED}\s*\Z", re.IGNORECASE
)
_AT_START = re.compile(rf"({_HITS})\s+(?=\S)")
_OPTIONS = re.compile(
    r"(?<!\S)(limiters|narrow by [^\n\t-]{0,60}|expanders|search modes?|interface|search screen|database) -\s",
    re.IGNORECASE,
)
_NO_LIMIT = re.compile(r"(?:interface|search screen|database) -\s", re.IGNORECASE)
_BUTTONS = re.compile(
    r"(?:view details|rerun|edit|delete|rename|display results|more|advanced|basic|save|copy|add to (?:query|search)|"
    r"[*°†] ?duplicates are removed.*|create alert|link|refine|actions?|show results|email|rss|set alert|details|"
    r"expand|contract)\Z",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d\d:\d\d:\d\d\Z")
_BELOW = re.compile(r"(?:indexes|timespan|databases?) ?= ?.*", re.IGNORECASE)  # of Web of Science
_DATE_RUN = re.compile(r"\bdate run: ?([^\t\n]{0,120}?)(?=\s{0,20}\bresults:|\t|\n|\Z)", re.IGNORECASE)
_DATE_AT_END = re.compile(r"\s(\d{1,2} [A-Z][a-z]{2} \d{4})\s*\Z")
_OPERAND = re.compile(r"(?:\b(?:and|or|not|limit|to)|[(,-])\s*\Z", re.IGNORECASE)


def _line(number: str, block: str, shows_hits: bool = True) -> HistoryLine:
    """A row as a line, with whichever of its cells the platform shows."""
    ran = _DATE_RUN.search(block)
    day = day_of(ran[1]) if ran else ""
    if ran:
        block = f"{block[: ran.start()]}\t{block[ran.end() :]}"
    line = HistoryLine(number, "", date=day)
    above = _cut(line, re.split(r"\n[ \t]*\n", block.strip("\n"), maxsplit=1)[0], shows_hits)
    # what is below an empty line is of the page
    return as_typed(_cut(line, block, shows_hits) if above.hits is None else above)


def _cut(line: HistoryLine, block: str, shows_hits: bool) -> HistoryLine:
    if "\t" in block.strip():
        return _cut_by_tabs(line, block.strip("\n"))
    return _cut_by_spaces(line, block.strip("\n"), shows_hits)


def as_typed(line: HistoryLine) -> HistoryLine:
    """The line without the words that PubMed puts around what was typed."""
    words, is_pubmed, query = line.query.partition("Search: ")
    if words.strip() or not is_pubmed:
        return line
    query, _ = _cut_at(query.strip(), "Sort by: ")
    query, filters = _cut_at(query, "Filters: ")
    return replace(line, query=query.strip(), limits="; ".join(filter(None, (line.limits, filters))))


def _cut_at(text: str, label: str) -> tuple[str, str]:
    """The text before a label in its last line, and what is behind it; the whole text where there is none."""
    before, found, behind = text.rpartition(label)
    if not found or "\n" in behind or before[-1:].strip():
        return text, ""
    return before.rstrip(), behind


def _cut_by_tabs(line: HistoryLine, block: str) -> HistoryLine:
    """A row with tabs between its cells. The first cell that is nothing else is the query."""
    limits: list[str] = []
    numbers: list[tuple[str, int]] = []
    for cell in block.split("\t"):
        kept = cell.strip()
        if _is_of_the_page(kept):
            continue
        others, hits = _hits_among_buttons(kept)
        if hits is not None and not others:
            numbers.append((kept, hits))
        elif _DATE_AT_END.fullmatch(f" {kept}"):
            line = replace(line, date=day_of(kept))
        elif kept.casefold().startswith("filters:"):
            limits.append(kept.partition(":")[2].strip())
        elif _OPTIONS.match(kept):
            limits += _limits_of(kept)
        elif not line.query:
            query, below = _without_lines_below(cell)
            line, limits = replace(line, query=query.strip()), limits + below
    if not line.query and len(numbers) > 1:  # somebody searched for a number
        line, numbers = replace(line, query=numbers[0][0]), numbers[1:]
    return replace(line, hits=numbers[0][1] if numbers else None, limits="; ".join(limits))


def _is_of_the_page(cell: str) -> bool:
    """Whether a cell is a button, a sign, a time of day or an order, and so nothing of the search."""
    return (
        not any(map(str.isalnum, cell))
        or bool(_BUTTONS.match(cell) or _CLOCK.match(cell))
        or cell.casefold().startswith("sort by")
    )


def _hits_among_buttons(cell: str) -> tuple[str, int | None]:
    """What else is in a cell that shows hits, without the buttons below them, and the hits."""
    parts = [part.strip() for part in cell.split("\n")]
    for at, part in enumerate(parts):
        if (hits := whole(part)) is not None:
            return "\n".join(one for one in parts[:at] + parts[at + 1 :] if one and not _BUTTONS.match(one)), hits
    return cell, None


def _without_lines_below(text: str) -> tuple[str, list[str]]:
    """A query without the lines that Web of Science prints below it, and those of them that are limits."""
    lines = [line for line in text.split("\n") if not _BUTTONS.match(line.strip())]
    below = [line.strip() for line in lines if _BELOW.fullmatch(line.strip())]
    query = "\n".join(line for line in lines if line.strip() not in below)
    return query, [line for line in below if not line.casefold().startswith("database")]


def _cut_by_spaces(line: HistoryLine, block: str, shows_hits: bool) -> HistoryLine:
    """A row without tabs: hits at its end (or, in Web of Science, at its start), options of EBSCO before them."""
    text, limits = _without_lines_below(block)
    first = _AT_START.match(text)
    if limits and first:
        line, text = replace(line, hits=whole(first[1])), text[first.end() :]
    text = text.rstrip()
    if found := _DATE_AT_END.search(text):
        line, text = replace(line, date=day_of(found[1])), text[: found.start()].rstrip()
    found = _AT_END.search(text)
    if found and shows_hits and line.hits is None and not _is_operand(text[: found.start()]):
        line, text = replace(line, hits=whole(found[1])), text[: found.start()].rstrip()
    if options := _OPTIONS.search(text):
        limits += _limits_of(text[options.start() :])
        text = text[: options.start()]
    return replace(line, query=text.strip(), limits="; ".join(limits))


def _is_operand(before: str) -> bool:
    """Whether the number behind this text is the operand of an operator, as in `1 or 2`, and no number of hits."""
    return not before.strip() or bool(_OPERAND.search(before))


def _limits_of(text: str) -> list[str]:
    """Limiters, expanders and search modes of EBSCO as they are printed; interface and database are no limits."""
    starts = [found.start() for found in _OPTIONS.finditer(text)]
    parts = [" ".join(text[a:b].split()) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [part for part in parts if not _NO_LIMIT.match(part)]
