"""Search histories as databases print or save them, or as people paste them: lines with number, query and hits.

What was searched is kept to the letter. A history is a table with a heading (PubMed's CSV), sets with a label on each
line (ProQuest), or rows that begin with the number of a line (history_rows).
"""

import csv
import io
import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.history_numbers import BLANKS, HITS, called, day_of, is_no_number, whole
from reviewkit.exchange.history_rows import HistoryLine, as_typed, at_line, no_number, no_query, rows_of
from reviewkit.exchange.history_starts import too_many
from reviewkit.formats.base import lines_of, with_newlines
from reviewkit.words import message


@dataclass(frozen=True, slots=True)
class History:
    """The lines of a search, the oldest first; platform, database and day where the history says them."""

    lines: tuple[HistoryLine, ...]
    platform: str = ""
    database: str = ""
    date: str = ""


def read_history(text: str) -> History:
    """The history in a text. Raises ReviewkitError where it has no lines."""
    if is_page(text):
        from reviewkit.exchange.history_page import plain  # with lxml, which nothing else here needs

        text = plain(text)
    if len(text) > limits.HISTORY_LETTERS:
        raise ReviewkitError(
            message(
                "it has more than {most} letters, which no search history has. Copy the table of the search history "
                "alone, and paste it into a text file.",
                most=f"{limits.HISTORY_LETTERS:,}",
            )
        )
    text = _PAGE_END.sub("\n", with_newlines(text))
    found = _of_table(text) or _of_tabs(text) or _of_sets(text) or History(tuple(rows_of(text)))
    if not found.lines:
        raise ReviewkitError(
            message(
                "there is no line of a search history in it, such as `S1  nurse*  1,039` or `#1  nurse*  1,039`. Copy "
                "the table of the search history with its line numbers and hits, and paste it into a text file."
            )
        )
    if len(found.lines) > limits.HISTORY_LINES:
        raise too_many()
    days = [line.date for line in found.lines if line.date]
    return replace(
        found,
        lines=tuple(sorted(_each_once(found.lines), key=lambda line: line.digits)),
        platform=_platform(text),
        database=found.database or _database(text),
        date=_stated_day(text) or max(days, default=""),
    )


_PAGE_END = re.compile(r"\n?\f")  # of a PDF as text: the first row of the next page is right behind it


_PAGE = re.compile(  # browsers that save a page put a comment with its address above it
    r"\s*+(?:<!--(?:(?!-->).)*+-->\s*+){0,9}+(?:<!doctype html|<html|<table|<\?xml[^>]*>\s*<(?:!doctype )?html)",
    re.IGNORECASE | re.DOTALL,
)


def is_page(text: str) -> bool:
    """Whether a text is a web page."""
    return bool(_PAGE.match(text))


def _each_once(lines: Sequence[HistoryLine]) -> list[HistoryLine]:
    """The lines without those that are there twice to the letter. Raises ReviewkitError for two with one number."""
    seen: dict[str, HistoryLine] = {}
    for line in lines:
        first = seen.setdefault(line.number, line)
        if first != line:
            raise ReviewkitError(
                message(
                    "line {first} and line {second} both have the number {number}. A history has each number once: "
                    "leave out the line that is not of this search. Where the histories of several databases are in "
                    "one file, put each into a file of its own.",
                    first=first.place,
                    second=line.place,
                    number=line.number,
                )
            )
    return list(seen.values())


# -- platform, database and day

_OPTIONS = r"(?:expanders|limiters|search modes?) - "  # as EBSCO prints them
_SYNTAX = (  # what no other platform prints, in its queries or around them
    ("Cochrane Library", r"mesh descriptor:|^search name:|word variations have been searched"),
    ("EBSCOhost", _OPTIONS),
    ("Web of Science", r"\bindexes ?=|\btimespan ?=|^[^\w\n]{0,20}+\d{0,5}+[^\w\n]{0,20}+T[SI] ?=|entitlements:"),
    ("Embase.com", r"'/exp\b|'/de\b|\[embase\]/lim"),
    ("Scopus", r"title-abs-key|document results"),
    ("ProQuest", r"searched for|\bmainsubject|\bnoft\("),
    ("Ovid", r"\.(?:ti|ab|mp|tw|hw|kf|kw)(?:,\w\w)*\.|\bexp [^\n]{1,200}/|\badj\d"),
    ("PubMed", r"\[(?:mesh|mh|tiab|tw|title/abstract|all fields)\b|search number,query"),
)
_NAMES = (
    ("Ovid", r"\bovid\b|\bebm reviews\b"),  # first: Ovid has databases of Cochrane and of others
    ("Cochrane Library", "cochrane"),
    ("EBSCOhost", "ebsco"),
    ("Web of Science", "web of science"),
    ("Embase.com", r"embase\.com"),
    ("Scopus", "scopus"),
    ("ProQuest", "proquest"),
    ("PubMed", "pubmed"),
)
_STATED = re.compile(
    r"^[^\w\n]{0,20}+(?:databases?(?:\(s\))?|platform|interface|provider|source)\b[^\n]{0,300}", re.I | re.M
)


def _platform(text: str) -> str:
    """The platform of a history: the one that it states, else the one whose syntax it has, else one that it names.

    A query may name any platform: filters for systematic reviews search for (medline or cochrane or scopus).tw.
    """
    stated = "\n".join(_STATED.findall(text))
    return _first(_NAMES, stated) or _first(_SYNTAX, text) or _first(_NAMES, text)


def _first(known: Sequence[tuple[str, str]], text: str) -> str:
    flags = re.IGNORECASE | re.MULTILINE
    return next((name for name, words in known if re.search(words, text, flags)), "")


_DATABASE = (
    re.compile(r"^[# ]*databases?(?:\(s\))?[ \t]*:[ \t]*(.+)$", re.IGNORECASE | re.MULTILINE),
    re.compile(
        rf"\bDatabase - (.+?)(?=\t|(?<=\S)[{BLANKS}]++{HITS}[^\S\n]*+$|$)",
        re.MULTILINE,
    ),
    re.compile(r"^((?:Ovid |EBM Reviews|Embase|MEDLINE|APA |CINAHL)[^\t\n]{0,300}<[^>\n]{1,100}>)", re.MULTILINE),
)


def _database(text: str) -> str:
    """The database that a history names, as it names it."""
    return next((found[1].strip() for pattern in _DATABASE if (found := pattern.search(text))), "")


_RUN = re.compile(r"(?:date run|run on|search date|searched on|dato|date)[ \t]*[:=]?[ \t]*(.+)", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"^[^\w\n]{0,20}(?:mon|tues|wednes|thurs|fri|satur|sun)day,? .+", re.IGNORECASE | re.MULTILINE
)


def _stated_day(text: str) -> str:
    """The day on which a history says that it was run; the years that a database covers are not it."""
    for line in lines_of(text):
        if (found := _RUN.match(line.lstrip("# \t"))) and (day := day_of(found[1])):
            return day
    weekday = _WEEKDAY.search(text)
    return day_of(weekday[0]) if weekday else ""


# -- a table with a heading

_COLUMNS = {
    "number": (
        "#",
        "set",
        "set no.",
        "set#",
        "no.",
        "no",
        "search number",
        "search no.",
        "search no",
        "search id#",
        "id",
        "line",
        "nr",
        "nr.",
    ),
    "query": (
        "query",
        "searches",
        "searched for",
        "search terms",
        "search query",
        "search string",
        "search strategy",
        "søk",
        "søkeord",
        "søkjeord",
    ),
    "label": ("search",),  # or the query, where no other column has it
    "hits": (
        "results",
        "hits",
        "items found",
        "result",
        "treff",
        "antall treff",
        "tal på treff",
        "number of results",
        "no. of results",
        "number of hits",
        "no. of hits",
    ),
    "limits": ("limiters/expanders", "limiters", "filters", "search options", "limits"),
    "date": ("date", "date run", "dato"),
    "database": ("databases", "database"),
}
_COLUMN_OF = {name: column for column, names in _COLUMNS.items() for name in names}


Row = tuple[int, Sequence[str]]  # with the line of the text in which it begins


def _of_table(text: str) -> History | None:
    """A table with a heading whose cells are separated by commas or semicolons; None where it is no such table."""
    for separator in (",", ";"):
        try:
            rows = _rows(text, separator)
        except csv.Error:
            continue  # a quotation mark that is never closed, as queries have them
        for at, (_, row) in enumerate(rows[:5]):
            columns = _columns_of(row)
            if columns.keys() >= {"query", "hits"}:
                return _of_columns(rows[at + 1 :], columns, row)
    return None


def _of_tabs(text: str) -> History | None:
    """A table with tabs whose first line is a heading and each other line a row with a number; None where it is none.

    Rows that run over several lines, or have the options of EBSCO in them, are left to rows_of.
    """
    lines = [(at, line.split("\t")) for at, line in enumerate(lines_of(text), start=1) if line.strip()]
    if len(lines) < 2 or re.search(_OPTIONS, text, re.IGNORECASE):
        return None
    (_, head), *rows = lines
    columns = _columns_of(head)
    if not columns.keys() >= {"number", "query", "hits"}:
        return None
    is_table = all(_is_row(cells, columns["number"][0], len(head)) for _, cells in rows)
    return _of_columns(rows, columns, head) if is_table else None


def _is_row(cells: Sequence[str], place: int, width: int) -> bool:
    """Whether a line has the number of a line in its place, and no cell beyond the last column."""
    return bool(_NUMBER.fullmatch("".join(cells[place : place + 1]))) and not any(map(str.strip, cells[width:]))


_NUMBER = re.compile(r"\s*+(?:S|#)?[ ]?\d++(?:\.0|[.:)])?\s*+", re.IGNORECASE)


def _columns_of(head: Sequence[str]) -> dict[str, list[int]]:
    """The places of the columns that a heading names."""
    columns: dict[str, list[int]] = {}
    for place, cell in enumerate(head):
        name = cell.strip().strip("\ufeff").casefold()
        if name in _COLUMN_OF:
            columns.setdefault(_COLUMN_OF[name], []).append(place)
    if "query" not in columns and "label" in columns:
        columns["query"] = columns.pop("label")
    return columns


def _rows(text: str, separator: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    line = 1
    for row in reader:
        if any(row):
            rows.append((line, row))
        line = reader.line_num + 1
    return rows


def _of_columns(rows: Sequence[Row], columns: Mapping[str, Sequence[int]], head: Sequence[str]) -> History:
    """The lines of a table. Raises ReviewkitError where a cell is in no column, or two columns for one thing differ."""

    def cell(row: Row, column: str) -> str:
        return _cell(row, columns.get(column, ()), head)

    for line, row in rows:
        if any(map(str.strip, row[len(head) :])):
            raise ReviewkitError(
                message(
                    "{where}: this table cannot be read: the row has more cells than the first row has columns. "
                    "Move the cell to its column, or put quotation marks around a text with the separator in it.",
                    where=message("line {line}", line=line),
                )
            )
        _refuse_a_parted_number(line, row, columns["hits"], head)

    def query(row: Row) -> str:
        return cell(row, "query") or cell(row, "label")

    def said_number(row: Row) -> str:
        label = cell(row, "label")  # the number in older tables of PubMed: Search, Query, Items found
        return cell(row, "number") or (label if _NUMBER.fullmatch(label) else "")

    for one in rows:
        if not query(one) and (hits := whole(cell(one, "hits"))) is not None:
            raise at_line(one[0], said_number(one), no_query(hits))
    rows = [row for row in rows if query(row)]
    numbers = _numbers([(row[0], said_number(row)) for row in rows])
    lines = tuple(
        as_typed(
            HistoryLine(
                number=number,
                query=query(row),
                hits=_hits(cell(row, "hits"), row[0], number),
                limits="; ".join(_said(row, columns.get("limits", ()))),
                date=day_of(cell(row, "date")),
                place=row[0],
            )
        )
        for number, row in zip(numbers, rows, strict=True)
    )
    return History(lines, database=next(filter(None, (cell(row, "database") for row in rows)), ""))


def _numbers(said: Sequence[tuple[int, str]]) -> list[str]:
    """What the rows of a table are called, of what each says behind its place: 1, 2, 3 where none says anything.

    Raises ReviewkitError where only some have a number, and for what is none, such as 1.1.
    """
    if not any(number for _, number in said):
        return [str(at) for at, _ in enumerate(said, start=1)]
    for line, number in said:
        if not number:
            raise ReviewkitError(
                message(
                    "line {line}: this row has no number, but others have one. Give it the number that the search "
                    "history shows, or leave it out if it is no line of the search.",
                    line=line,
                )
            )
        if not _ONE_NUMBER.fullmatch(_WHOLE.sub("", number)):
            raise ReviewkitError(
                message(
                    "line {line}: {said!r} is not the number of a line, such as 3, S3 or #3. Number the rows 1, 2, 3 "
                    "and so on, also where queries name them.",
                    line=line,
                    said=number[:_SHOWN],
                )
            )
    return [called(_WHOLE.sub("", number)) for _, number in said]


_ONE_NUMBER = re.compile(r"\D{0,20}+\d++\W{0,5}")  # not 1.1, and not 1a, which no other line can name
_WHOLE = re.compile(r"(?<=\d)\.0\Z")  # as spreadsheets save 1 in a column that had an empty cell


_OF_TIME = re.compile(r"date|time|dato|tid\b", re.IGNORECASE)


def _refuse_a_parted_number(line: int, row: Sequence[str], hits: Sequence[int], head: Sequence[str]) -> None:
    """Raise ReviewkitError where 1,039 was parted at its comma, and 039 is in the column of a day or a time."""
    for place in hits:
        first, second = (*row[place : place + 2], "", "")[:2]
        if re.fullmatch(r"\s*\d{1,3},\d{3}", f"{first},{second}") and _OF_TIME.search(head[place + 1]):
            raise ReviewkitError(
                message(
                    "line {line}: {said!r} is in two columns. Put quotation marks around a number with a comma in it.",
                    line=line,
                    said=f"{first.strip()},{second}",
                )
            )


def _cell(row: Row, places: Sequence[int], head: Sequence[str]) -> str:
    """What a row says in the columns for one thing, of which there may be several that say the same."""
    said = _said(row, places)
    if len(said) > 1:
        first, second, *_ = said
        raise ReviewkitError(
            message(
                "line {line}: the columns {columns} are for the same thing, but one says {first!r} and one {second!r}. "
                "Leave out the column that is not of the history.",
                line=row[0],
                columns=", ".join(head[place].strip() for place in sorted(places)),
                first=first[:_SHOWN],
                second=second[:_SHOWN],
            )
        )
    return "".join(said)


def _said(row: Row, places: Sequence[int]) -> list[str]:
    """What a row says in some columns, each thing once."""
    _, cells = row
    said = (cells[place].strip() for place in places if place < len(cells))
    return list(dict.fromkeys(filter(None, said)))


_SHOWN = 60  # letters of a cell in a message


def _hits(said: str, line: int, number: str) -> int | None:
    """The number in a place for hits; None where there is none. Raises ReviewkitError where it says something else."""
    if is_no_number(said):
        raise at_line(line, number, no_number(said))
    return whole(said)


# -- sets with a label on each line (ProQuest)

_SET = re.compile(r"^[ \t]*+set ?(?:#|no\.?)[ \t]*+:?[ \t]*+(S?\d++)[ \t]*+$", re.IGNORECASE | re.MULTILINE)
_LABEL = re.compile(
    r"^[ \t]*(searched for|databases?|results|limits?|narrowed by|date) ?:[ \t]*", re.IGNORECASE | re.M
)


def _of_sets(text: str) -> History | None:
    """Sets as ProQuest saves them: `Set#: S1`, `Searched for: ...`, `Databases: ...`, `Results: ...`."""
    starts = list(_SET.finditer(text))
    if not starts:
        return None
    ends = [*(found.start() for found in starts[1:]), len(text)]
    lines, databases = [], []
    line_ends = [found.start() for found in re.finditer("\n", text)]

    def place(at: int) -> int:
        return bisect(line_ends, at) + 1

    for start, end in zip(starts, ends, strict=True):
        pieces = _LABEL.split(text[start.end() : end])
        said = {name.casefold(): value.strip() for name, value in zip(pieces[1::2], pieces[2::2], strict=True)}
        limits = "; ".join(said[name] for name in ("limits", "limit", "narrowed by") if name in said)
        query, line = said.get("searched for", ""), place(start.start(1))
        hits = _hits(said.get("results", "").partition("\n")[0], line, called(start[1]))
        lines.append(HistoryLine(called(start[1]), query, hits, limits, day_of(said.get("date", "")), line))
        databases.append(said.get("databases", said.get("database", "")))
    return History(tuple(line for line in lines if line.query), database=next(filter(None, databases), ""))
