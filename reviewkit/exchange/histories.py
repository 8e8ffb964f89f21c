"""Search histories as databases print or save them, or as people paste them: lines with number, query and hits.

What was searched is kept to the letter. A history is a table with a heading (PubMed's CSV), sets with a label on each
line (ProQuest), or rows that begin with the number of a line (history_rows).
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.history_page import is_page, plain
from reviewkit.exchange.history_rows import HistoryLine, as_typed, called, day_of, rows_of, whole
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
    text = with_newlines(plain(text) if is_page(text) else text)
    found = _of_table(text) or _of_sets(text) or History(tuple(rows_of(text)))
    if not found.lines:
        raise ReviewkitError(
            message(
                "there is no line of a search history in it, such as `S1  nurse*  1,039` or `#1  nurse*  1,039`. Copy "
                "the table of the search history with its line numbers and hits, and paste it into a text file."
            )
        )
    if len(found.lines) > limits.HISTORY_LINES:
        raise ReviewkitError(
            message(
                "it has more than {most} lines, which no search history has. Copy the table of the search history "
                "alone, and paste it into a text file.",
                most=limits.HISTORY_LINES,
            )
        )
    days = [line.date for line in found.lines if line.date]
    return replace(
        found,
        lines=tuple(sorted(found.lines, key=lambda line: line.digits)),
        platform=_platform(text),
        database=found.database or _database(text),
        date=_stated_day(text) or max(days, default=""),
    )


# -- platform, database and day

_SYNTAX = (  # what no other platform prints, in its queries or around them
    ("Cochrane Library", r"mesh descriptor:|^search name:|word variations have been searched"),
    ("EBSCOhost", r"(?:expanders|limiters|search modes?) - "),
    ("Web of Science", r"\bindexes ?=|\btimespan ?=|^\W{0,20}\d{0,5}\W{0,20}T[SI] ?=|entitlements:"),
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
    r"^\W{0,20}(?:databases?(?:\(s\))?|platform|interface|provider|source)\b[^\n]{0,300}", re.I | re.M
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
    re.compile(r"\bDatabase - (.+?)(?=\t|(?<=\S)[^\S\n]++[\d,]++[^\S\n]*+$|$)", re.MULTILINE),
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
        "search id#",
        "id",
        "line",
        "nr",
        "nr.",
    ),
    "query": ("query", "searches", "searched for", "search", "search terms", "search query", "søk", "søkeord"),
    "hits": ("results", "hits", "items found", "result", "treff", "antall treff", "number of results"),
    "limits": ("limiters/expanders", "limiters", "filters", "search options", "limits"),
    "date": ("date", "date run", "dato"),
    "database": ("databases", "database"),
}
_COLUMN_OF = {name: column for column, names in _COLUMNS.items() for name in names}


def _of_table(text: str) -> History | None:
    """A table with a heading whose cells are separated by commas or semicolons; None where it is no such table."""
    for separator in (",", ";"):
        try:
            rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]
        except csv.Error:
            continue  # a quotation mark that is never closed, as queries have them
        for at, row in enumerate(rows[:5]):
            names = [cell.strip().strip("\ufeff").casefold() for cell in row]
            columns = {_COLUMN_OF[name]: place for place, name in enumerate(names) if name in _COLUMN_OF}
            if columns.keys() >= {"query", "hits"}:
                return _of_columns(rows[at + 1 :], columns)
    return None


def _of_columns(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> History:
    def cell(row: Sequence[str], column: str) -> str:
        place = columns.get(column, len(row))
        return row[place].strip() if place < len(row) else ""

    rows = [row for row in rows if cell(row, "query")]
    lines = tuple(
        as_typed(
            HistoryLine(
                number=called(cell(row, "number")) or str(at),
                query=cell(row, "query"),
                hits=whole(cell(row, "hits")),
                limits=cell(row, "limits"),
                date=day_of(cell(row, "date")),
            )
        )
        for at, row in enumerate(rows, start=1)
    )
    return History(lines, database=next(filter(None, (cell(row, "database") for row in rows)), ""))


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
    for start, end in zip(starts, ends, strict=True):
        pieces = _LABEL.split(text[start.end() : end])
        said = {name.casefold(): value.strip() for name, value in zip(pieces[1::2], pieces[2::2], strict=True)}
        limits = "; ".join(said[name] for name in ("limits", "limit", "narrowed by") if name in said)
        hits = whole(said.get("results", "").partition("\n")[0])
        query = said.get("searched for", "")
        lines.append(HistoryLine(called(start[1]), query, hits, limits, day_of(said.get("date", ""))))
        databases.append(said.get("databases", said.get("database", "")))
    return History(tuple(line for line in lines if line.query), database=next(filter(None, databases), ""))
