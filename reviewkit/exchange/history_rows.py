"""Rows of a search history that begin with the number of a line (S3, #3, 3): which they are, and what is in them.

A row may run over several lines. Its cells are separated by tabs, or only by spaces, as in a text that was copied from
a PDF.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.history_numbers import (
    BLANKS,
    FIXED,
    HITS,
    LIKE_A_NUMBER,
    MARKED,
    begins_like_hits,
    begins_with_a_day,
    day_of,
    digits_of,
    is_like_a_number,
    is_no_number,
    whole,
)
from reviewkit.exchange.history_starts import BUTTONS, Start, rows_in
from reviewkit.formats.base import lines_of
from reviewkit.words import Message, message


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why it cannot be told how many hits a line has; `is_of_hits` where there is no doubt that it shows some."""

    said: Message
    is_of_hits: bool = True


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of a history. `number` is what other lines call it; `hits` is None where none are shown.

    `place` is the line of the text in which it begins, from 1. No line with a doubt is handed on.
    """

    number: str
    query: str
    hits: int | None = None
    limits: str = ""
    date: str = ""
    place: int = field(default=0, compare=False)
    doubt: Doubt | None = field(default=None, compare=False)

    @property
    def digits(self) -> int:
        """The number alone, by which lines are in order."""
        return digits_of(self.number)


def rows_of(text: str) -> list[HistoryLine]:
    """The rows that begin with the number of a line; the text above the first is no row.

    Raises ReviewkitError where it cannot be told what is a row, or how many hits one has.
    """
    lines = _with_hits_apart([_without_pipes(line) if _PIPED.match(line) else line for line in lines_of(text)])
    blocks = list(rows_in(lines, _has_query_and_hits))
    found = [_row(start, block) for start, block in blocks]
    if 2 * sum(map(_shows_hits, found)) < len(found):  # numbers at the end are of the queries
        found = [_row(start, block, shows_hits=False) for start, block in blocks]
    place_of_hits = _place_of_hits([block for _, block in blocks])
    is_column = _is_column(found, [block for _, block in blocks])
    has_hits = any(line.hits is not None for line in found)
    for line, (start, block) in zip(found, blocks, strict=True):
        doubt = (
            line.doubt
            or _doubt_of_query(line, start, block, has_hits)
            or _doubt_in_place_of_hits(line, block, place_of_hits)
            or (_doubt_in_column(line, block) if is_column else None)
        )
        if doubt:
            raise at_line(line.place, line.number, doubt.said)
    return [line for line in found if line.query.strip()]


def _row(start: Start, block: str, shows_hits: bool = True) -> HistoryLine:
    return replace(_line(start.number, block, shows_hits), place=start.at + 1)


def _doubt_of_query(line: HistoryLine, start: Start, block: str, has_hits: bool) -> Doubt | None:
    """Whether a row of a history with hits has only a number behind its own; or nothing, and is no cell either."""
    hits = line.hits if not line.query.strip() else None
    if has_hits and line.hits is None and "\t" not in block:
        hits = whole(start.rest or block.strip())
    if hits is not None:
        return Doubt(no_query(hits))
    if block.strip() or start.is_tabbed:
        return None
    said = message(
        "there is nothing behind this number, which can be that of a row or of a page, or hits. Leave it out, or put "
        "number, query and hits of each row on one line, with tabs between them."
    )
    return Doubt(said)


_FIXED_BEFORE_HITS = re.compile(rf"[^\s\d][{FIXED}]{HITS}\s*\Z")
_FIXED_IN_HITS = re.compile(rf"(?:[{FIXED}]\d{{1,3}})?(?:[{FIXED}]\d{{3}}){{1,5}}\s*\Z")
_PLAIN = str.maketrans(FIXED, " " * len(FIXED))


def _with_hits_apart(lines: list[str]) -> list[str]:
    """The lines with plain blanks in the number at their end, where one that does not break is before hits.

    It cannot be told then whether the one in `covid 19 345` is before the hits or in them.
    """
    is_before_hits = any(_FIXED_BEFORE_HITS.search(line) for line in lines)
    if not is_before_hits:
        return lines
    return [_FIXED_IN_HITS.sub(lambda found: found[0].translate(_PLAIN), line) for line in lines]


_PIPED = re.compile(r"\s*\|.*(?<!\\)\|\s*\Z")  # a table as Markdown has it
_PIPE = re.compile(r"(?<!\\)\|")  # one with a backslash before it is of a query


def _without_pipes(line: str) -> str:
    """The cells of a row of Markdown, between tabs."""
    return _PIPE.sub("\t", line.strip().strip("|")).replace("\\|", "|")


def _has_query_and_hits(number: str, block: str) -> tuple[bool, bool]:
    line = _line(number, block)
    return bool(line.query.strip()), line.hits is not None or line.doubt is not None


def _shows_hits(line: HistoryLine) -> bool:
    return line.hits is not None or bool(line.doubt and line.doubt.is_of_hits)


def at_line(place: int, number: str, said: Message) -> ReviewkitError:
    """What is wrong with a line, with its place in the text and what it is called: a page shows no places."""
    if not number:
        return ReviewkitError(message("line {line}: {said}", line=place, said=said))
    return ReviewkitError(message("line {line} ({number}): {said}", line=place, number=number, said=said))


def no_number(said: str) -> Message:
    """The sentence for what is in the place of the hits and is not a number of hits."""
    return message(
        "{said!r} is not a number of hits. Write the number in digits, such as 1039, or nothing where the database "
        "showed none.",
        said=" ".join(said.split())[:_SHOWN],
    )


def no_query(hits: int) -> Message:
    """The sentence for a row with hits and without a query."""
    return message(
        "this row has {hits} hits and no query. Write what was searched between its number and its hits, or leave the "
        "row out.",
        hits=hits,
    )


_SHOWN = 60  # letters of a cell in a message


# -- what is in a row

# Documents are of Scopus. Items are none here: `sf 36 items` is of a query.
_COUNTED = r"(?: (?:document(?: result)?s?|results?|hits?|treff)\)?)?"
_AT_END = re.compile(
    rf"(?:(?:view results|view|rerun|results:)[ ]*\(?|(?<=\s)\(?|(?<=^)){MARKED}{_COUNTED}\s*\Z", re.IGNORECASE
)
_AT_START = re.compile(rf"({HITS})\s+(?=\S)")
_LIKE_AT_END = re.compile(rf"(?:(?<=\s)|(?<=^))(\(?{LIKE_A_NUMBER}\)?)\s*\Z", re.IGNORECASE)
_LIKE_AT_START = re.compile(rf"({LIKE_A_NUMBER})\s", re.IGNORECASE)
_RULE = re.compile(r"\n[ \t]*+[*=_-]{3,}+\Z")  # below the last line of Ovid
_APART = re.compile(r"(?:\s\s|\t|^)\Z")  # before hits that are a column of their own
_OPTIONS = re.compile(
    r"(?<!\S)(limiters|narrow by [^\n\t-]{0,60}|expanders|search modes?|interface|search screen|database) -\s",
    re.IGNORECASE,
)
_NO_LIMIT = re.compile(r"(?:interface|search screen|database) -\s", re.IGNORECASE)
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
    return as_typed(above if _shows_hits(above) else _cut(line, block, shows_hits))


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
    others: list[str] = []
    for cell in block.split("\t"):
        kept = cell.strip()
        if _is_of_the_page(kept):
            continue
        beside, hits = _hits_among_buttons(kept)
        if hits is not None and not beside:
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
        elif hits is not None:  # with a line that is of no row
            numbers.append((kept, hits))
        else:
            others.append(kept)
    if not line.query:
        line = replace(line, query=_word_of_a_button(block))
    is_query = len(numbers) > 1 or (bool(numbers) and _NUMBER_NOT_RUN.fullmatch(block.strip()))
    if not line.query and is_query:  # somebody searched for a number
        line, numbers = replace(line, query=numbers[0][0]), numbers[1:]
    hits = numbers[0][1] if numbers else None
    doubt = _doubt_of_cells(line, [number for _, number in numbers], others)
    return replace(line, hits=hits, limits="; ".join(limits), doubt=doubt)


_NUMBER_NOT_RUN = re.compile(r"[^\t\n]*\t[ ]?[-–]")  # 2020, and a sign that there are no hits


def _word_of_a_button(block: str) -> str:
    """The first cell of a row where it is a word that pages have on a button (email), but other cells are none."""
    first, *others = map(str.strip, block.partition("\n")[0].split("\t"))
    is_query = BUTTONS.match(first) and any(cell and not BUTTONS.match(cell) for cell in others)
    return first if is_query else ""


def _doubt_of_cells(line: HistoryLine, hits: Sequence[int], others: Sequence[str]) -> Doubt | None:
    """Whether a row has two numbers of hits, or none and a cell that looks like one: -5, 12.5, #N/A."""
    if other := next((one for one in hits if one != hits[0]), None):
        return Doubt(
            message(
                "this row has two numbers of hits, {first} and {second}. Leave one out; where the second is of another "
                "row, see that its number is written as those of the other rows.",
                first=hits[0],
                second=other,
            )
        )
    cells = [*others, *[line.query] * bool(others)]  # the hits may be above the query, as in Web of Science
    wrong = None if hits else next(filter(is_like_a_number, map(_without_buttons, cells)), None)
    return Doubt(no_number(wrong)) if wrong else None


def _place_of_hits(blocks: Sequence[str]) -> int | None:
    """Which cell of most rows with tabs is the hits, or begins with a number as words for them do; None without any."""
    places: Counter[int] = Counter()
    for block in blocks:
        cells = _first_lines(block)
        hits = [at for at, cell in enumerate(cells) if whole(cell) is not None or (at and begins_like_hits(cell))]
        places.update(hits[-1:] if len(cells) > 1 else [])
    return max(places, key=lambda place: (places[place], place), default=None)


def _doubt_in_place_of_hits(line: HistoryLine, block: str, place: int | None) -> Doubt | None:
    """Whether a row has words instead of hits where the others have theirs, such as `1039 articles` or `12k`."""
    cells = _first_lines(block)
    if line.hits is not None or place is None or not place < len(cells):
        return None
    others = [cell for cell in cells[:place] + cells[place + 1 :] if any(map(str.isalnum, cell))]
    said = cells[place]
    return Doubt(no_number(said)) if others and is_no_number(said) and not _is_beside_the_hits(said) else None


def _is_column(lines: Sequence[HistoryLine], blocks: Sequence[str]) -> bool:
    """Whether most rows with hits have them in a column that is set off by blanks."""
    last = [_last_column(block) for line, block in zip(lines, blocks, strict=True) if line.hits is not None]
    return 2 * sum(whole(said) is not None for said in last) > len(last)


def _doubt_in_column(line: HistoryLine, block: str) -> Doubt | None:
    """Whether a row has a number with words, or a ?, in such a column; other words there are of the query."""
    said = _last_column(block)
    is_like_hits = begins_like_hits(said) or not any(map(str.isalnum, said))
    is_unread = line.hits is None or _COUNTED_AS_N.match(said)
    return Doubt(no_number(said)) if is_unread and is_like_hits and is_no_number(said) else None


_COUNTED_AS_N = re.compile(r"n ?= ?\d", re.IGNORECASE)  # whose n would be left to the query


def _last_column(block: str) -> str:
    """What is behind the last two blanks of a row without tabs; "" where nothing is."""
    if "\t" in block:
        return ""
    above = re.split(r"\n[ \t]*\n", block.strip("\n"), maxsplit=1)[0].rstrip()
    _, *others = _TWO_BLANKS.split(_DATE_AT_END.sub("", above.rpartition("\n")[2]).rstrip())
    return others[-1] if others else ""


_TWO_BLANKS = re.compile(r"(?<=\S)\s{2,}")


def _first_lines(block: str) -> list[str]:
    """The cells of a row, of each the first line: what is below that of the last may be of the page."""
    return [cell.partition("\n")[0].strip() for cell in block.split("\t")]


def _is_beside_the_hits(cell: str) -> bool:
    """Whether a cell is nothing that could be meant as hits: a button, an order, limits, or a day."""
    is_limits = cell.casefold().startswith("filters:") or bool(_OPTIONS.match(cell))
    is_of_the_page = any(map(str.isalnum, cell)) and _is_of_the_page(cell)
    return is_limits or is_of_the_page or begins_with_a_day(cell)


def _without_buttons(cell: str) -> str:
    return "\n".join(line for line in cell.split("\n") if not BUTTONS.match(line.strip()))


def _is_of_the_page(cell: str) -> bool:
    """Whether a cell is a button, a sign, a time of day or an order, and so nothing of the search."""
    return (
        not any(map(str.isalnum, cell))
        or bool(BUTTONS.match(cell) or _CLOCK.match(cell))
        or cell.casefold().startswith("sort by")
    )


def _hits_among_buttons(cell: str) -> tuple[str, int | None]:
    """What else is in a cell that shows hits, without the buttons below them, and the hits."""
    parts = [part.strip() for part in cell.split("\n")]
    for at, part in enumerate(parts):
        if (hits := whole(part)) is not None:
            return "\n".join(one for one in parts[:at] + parts[at + 1 :] if one and not BUTTONS.match(one)), hits
    return cell, None


def _without_lines_below(text: str) -> tuple[str, list[str]]:
    """A query without the lines that Web of Science prints below it, and those of them that are limits."""
    lines = [line for line in text.split("\n") if not BUTTONS.match(line.strip())]
    below = [line.strip() for line in lines if _BELOW.fullmatch(line.strip())]
    query = "\n".join(line for line in lines if line.strip() not in below)
    return query, [line for line in below if not line.casefold().startswith("database")]


def _cut_by_spaces(line: HistoryLine, block: str, shows_hits: bool) -> HistoryLine:
    """A row without tabs: hits at its end (or, in Web of Science, at its start), options of EBSCO before them."""
    text, limits = _without_lines_below(_RULE.sub("", block.rstrip()))
    first = _AT_START.match(text)
    if limits and first:
        line, text = replace(line, hits=whole(first[1])), text[first.end() :]
    elif limits and (wrong := _LIKE_AT_START.match(text)) and is_like_a_number(wrong[1]):
        return replace(line, query=text, doubt=Doubt(no_number(wrong[1])))
    text = text.rstrip()
    if found := _DATE_AT_END.search(text):
        line, text = replace(line, date=day_of(found[1])), text[: found.start()].rstrip()
    if line.hits is None:
        line, text = _hits_at_end(line, text, shows_hits)
    if options := _OPTIONS.search(text):
        limits += _limits_of(text[options.start() :])
        text = text[: options.start()]
    return replace(line, query=text.strip(), limits="; ".join(limits))


def _hits_at_end(line: HistoryLine, text: str, shows_hits: bool) -> tuple[HistoryLine, str]:
    """The line with the hits at the end of a text without tabs, and the text before them."""
    found = _AT_END.search(text) if shows_hits else None
    if not found or not _is_closed(found[0]):
        return replace(line, doubt=_doubt_at_end(text, shows_hits)), text
    if behind := _behind_hits(text):  # such as `Page 1 of 2`, whose 2 are no hits
        return replace(line, doubt=_text_behind(behind)), text
    start, digits = found.start(), found[1]
    first, *rest = _THOUSANDS.split(digits)
    is_parted = bool(rest) and _is_behind_one_blank(text, found)
    if _is_operand(text[:start]):
        if not is_parted:
            return line, text
        if len(rest) == 1:  # `1 or 2 345`: line 2, and 345 hits
            return replace(line, hits=whole(rest[0])), text[: found.start(1) + len(first)]
    elif not is_parted or (len(rest) == 1 and rest[0].startswith("0")):  # nobody writes 39 as 039
        return replace(line, hits=whole(digits)), text[:start].rstrip()
    return replace(line, doubt=_two_ways(digits)), text


def _is_closed(text: str) -> bool:
    """Whether a parenthesis around hits is theirs: the one of `(covid 19)` is of the query."""
    return text.count("(") == text.count(")")


_THOUSANDS = re.compile(f"[{BLANKS}]")


def _is_behind_one_blank(text: str, found: re.Match[str]) -> bool:
    """Whether only a blank like those in a number is before it, so that its start may be of the query: covid 19 345."""
    before = text[: found.start(1)]
    is_blank = before[-1:] != "" and before[-1] in found[1]
    return is_blank and found.start() == found.start(1) and not _APART.search(before)


def _two_ways(digits: str) -> Doubt:
    parts = _THOUSANDS.split(digits)
    return Doubt(
        message(
            "the hits can be {short} or {long}: it cannot be told whether the blank before {short} is one between "
            "words or in a number. Put a tab before the hits.",
            short=parts[-1],
            long="".join(parts),
        )
    )


def _doubt_at_end(text: str, shows_hits: bool) -> Doubt | None:
    """Whether a text ends in what looks like hits: in a column of its own or in parentheses, or where others have hits.

    Where they do, and only one blank is before it, as in `HbA1c > 7.5`, it may still be of the query.
    """
    if shows_hits and (behind := _behind_hits(text)):
        return _text_behind(behind)
    found = _LIKE_AT_END.search(text)
    if not found or not _is_closed(found[1]) or not is_like_a_number(found[1]):
        return None
    if found[1].startswith("(") or _APART.search(text[: found.start()]):
        return Doubt(no_number(found[1].strip("()")))
    said = message(
        "{said!r} is not a number of hits. Where it is of the query, put a tab and a - behind it.",
        said=found[1][:_SHOWN],
    )
    return Doubt(said, is_of_hits=False) if shows_hits else None


def _text_behind(words: str) -> Doubt:
    said = message(
        "there is text behind the hits: {words!r}. If it is of the query, put a tab before the hits; if it is of "
        "the page, leave it out.",
        words=" ".join(words.split())[:_SHOWN],
    )
    return Doubt(said)


def _behind_hits(text: str) -> str:
    """The text below a line that ends in hits in a column of their own or in parentheses; "" where no line does.

    Within parentheses that are closed further down no hits are printed: the line ends in a number of the query.
    """
    lines = text.split("\n")
    depth, at_end = 0, _depth(text)
    for at, line in enumerate(lines[:-1]):
        depth += _depth(line)
        if depth > at_end:
            continue
        line = _DATE_AT_END.sub("", line).rstrip()
        found = _AT_END.search(line)
        is_apart = found and (found[0].startswith("(") or (found.start() and _APART.search(line[: found.start()])))
        if found and is_apart and _is_closed(found[0]) and not _is_operand(line[: found.start()]):
            return "\n".join(lines[at + 1 :])
    return ""


def _depth(text: str) -> int:
    """How many more parentheses are opened than closed in a text."""
    return text.count("(") - text.count(")")


def _is_operand(before: str) -> bool:
    """Whether the number behind this text is the operand of an operator, as in `1 or 2`, and no number of hits."""
    return not before.strip() or bool(_OPERAND.search(before))


def _limits_of(text: str) -> list[str]:
    """Limiters, expanders and search modes of EBSCO as they are printed; interface and database are no limits."""
    starts = [found.start() for found in _OPTIONS.finditer(text)]
    parts = [" ".join(text[a:b].split()) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [part for part in parts if not _NO_LIMIT.match(part)]
