"""Tables that people and programs write: decisions, quotes, marks, codebooks, search histories, retraction lists."""

from pathlib import Path

from benchmarks.fuzz.checked import attempt, must
from benchmarks.fuzz.exports_read import read_export
from reviewkit import search_lines
from reviewkit.exchange.chart_sheets import is_ours
from reviewkit.exchange.codebook_rows import codes_of_rows, is_codebook_table
from reviewkit.exchange.decisions import imported_decisions, kept_rows, undecided
from reviewkit.exchange.histories import read_history
from reviewkit.exchange.marks import marks_of_table
from reviewkit.exchange.quote_rows import is_quote_table, quotes_of_table
from reviewkit.exchange.settlements import settlements
from reviewkit.exchange.taguette import highlights_of, is_highlights, tags_of
from reviewkit.formats.base import decoded
from reviewkit.model import ExclusionReason, Protocol, QueryLine, Reviewer, Source
from reviewkit.store import counts_csv, retraction_lists, spreadsheets, workbooks

_PROTOCOL = Protocol(title="x", reviewers=(Reviewer("a"),), reasons=(ExclusionReason("outcome"),))
_STUDIES = {"berg": "berg", "berg 2020": "berg"}
_CODES = {"trust": "trust", "time": "time"}


def read_table(data: bytes, folder: Path) -> None:
    """Read a table, of text or a workbook, in every way that commands read one."""
    path = folder / "x.csv"
    path.write_bytes(data)
    if not data.startswith(b"PK"):
        read_export(data, folder)
        path.write_bytes(data)
        if text := attempt(lambda: decoded(data, str(path))[0]):
            attempt(lambda: _searched(text))
    sheet = attempt(lambda: spreadsheets.read(path, ())) if spreadsheets.is_workbook(data) else None
    attempt(lambda: imported_decisions(data, str(path), "", sheet))
    attempt(lambda: undecided(data, str(path), sheet))
    attempt(lambda: counts_csv.read(path, []))
    attempt(lambda: _retracted(path))
    if sheets := attempt(lambda: workbooks.read(path)):
        is_ours(sheets)
    if found := attempt(lambda: spreadsheets.table(path)):
        _read_rows(str(path), *found)


def _searched(text: str) -> None:
    """What is said of the lines of a search."""
    lines = read_history(text).lines
    asked = tuple(QueryLine("", one.query, one.hits, one.number, limits=one.limits) for one in lines)
    search_lines.problems([Source("cinahl", "CINAHL", platform="Ovid", lines=asked, hits=1)])


def _retracted(path: Path) -> None:
    found = retraction_lists.opened(path)
    for _ in found.notices(lambda notice: True):
        pass


def _read_rows(path: str, line: int, head: list[str], rows: list[tuple[int, dict[str, str]]]) -> None:
    """What the rows say to those that take the rows of any table."""
    must(all(number >= line for number, _ in rows), "a row above the head")
    attempt(lambda: kept_rows(rows, path))
    attempt(lambda: settlements(rows, path, _PROTOCOL))
    attempt(lambda: marks_of_table(path, (line, head), rows, _STUDIES, _CODES))
    if is_quote_table(head):
        attempt(lambda: quotes_of_table(path, (line, head), rows, _STUDIES, _CODES))
    if is_codebook_table(head):
        attempt(lambda: codes_of_rows(rows))
    if is_highlights(head):
        attempt(lambda: highlights_of(rows, path))
    attempt(lambda: tags_of(rows))
