"""searches.yaml: a search history that a database printed or saved becomes the lines of a search."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reviewkit import limits
from reviewkit.actions import rewriting
from reviewkit.actions.who import acting
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.exchange.histories import History, read_history
from reviewkit.exchange.history_rows import HistoryLine
from reviewkit.formats.base import PDF, ZIP, decoded
from reviewkit.model import Source
from reviewkit.store import searches
from reviewkit.store.files import read_bytes, read_pasted
from reviewkit.store.open_review import OpenReview
from reviewkit.store.yaml_edit import Number, Value, Verbatim, edited
from reviewkit.words import message, number_of

_WHY = "the search history of {} was read"


@dataclass(frozen=True, slots=True)
class HistoryRead:
    """What was read into searches.yaml: the source with its lines, what `undo` calls the change (nothing if it said so
    already), and what is wrong with the search now."""

    source: Source
    ids: tuple[str, ...]
    problems: tuple[Problem, ...]


def history_in(path: Path) -> str:
    """The text of a file that holds a search history. Raises ReviewkitError where it is no text."""
    try:
        return _text_of(read_bytes(path, limits.HISTORY), str(path))
    except OSError as error:
        raise ReviewkitError(message("{path}: {error}", path=path, error=error.strerror or error)) from None


def history_pasted(file: BinaryIO) -> str:
    """The text of a search history that is pasted or piped, in the encoding that it has, as that of a file.

    Raises ReviewkitError where it is no text, or larger than a history.
    """
    data = read_pasted(file, limits.HISTORY)
    return _text_of(data, "-") if data.strip() else ""


_COMPOUND = b"\xd0\xcf\x11\xe0"  # .doc and .xls of before 2007
_IN_OFFICE_FILES = (b"[Content_Types].xml", b"application/vnd.oasis.opendocument")
_ARCHIVES = (
    b"mime-version:",
    b"from: <saved by",
    b'from: "saved by',
    b"bplist00",
)  # of web pages: .mht, .webarchive


def _text_of(data: bytes, path: str) -> str:
    """The text of a search history from its bytes. Raises ReviewkitError for files of other programs."""
    start = data.lstrip()[:100].lower()
    is_office = start.startswith(_COMPOUND) or (data[:4] == ZIP and any(one in data for one in _IN_OFFICE_FILES))
    if is_office or start.startswith((PDF.lower(), b"{\\rtf")):
        raise ReviewkitError(
            message(
                "{path}: this is a document or a workbook, where a text with the search history was expected. Copy the "
                "table of the search history and paste it into a text file; a sheet can be saved as CSV.",
                path=path,
            )
        )
    if start.startswith(_ARCHIVES):
        raise ReviewkitError(
            message(
                "{path}: this is a web archive, where a text or a web page was expected. Open it in a browser and save "
                "it as HTML (the page alone), or copy the table of the search history and paste it into a text file.",
                path=path,
            )
        )
    return decoded(data, path)[0]


def import_history(
    folder: OpenReview, as_: str, name: str, text: str, replace: bool = False, note: str = "", path: str = ""
) -> HistoryRead:
    """Write the lines of a search history into searches.yaml, to the letter, and log it. `path` is the file it is in.

    Platform, database, day and hits are written where the entry does not say them. Raises ReviewkitError, with the file
    untouched, where the text has no lines, where the search has other lines already (unless `replace`), and where the
    file would have a problem.
    """
    searches.source_name(name)
    try:
        history = read_history(text)
    except ReviewkitError as error:
        raise ReviewkitError(message("{path}: {error}", path=path, error=error) if path else error) from None
    with acting(folder, as_) as act:
        before = rewriting.text_now(folder, searches.FILE)
        known = {source.name: source for source in searches.log_of_text(before, [])}.get(name)
        pairs = _pairs(history, known)
        if known and known.lines and not replace and not _says_so(known, history):
            raise ReviewkitError(
                message(
                    "{name} already has {lines} in searches.yaml. Nothing was changed. To put these in their place: "
                    "--replace. A search that was run again is an entry of its own, with `rerun_of: {name}`.",
                    name=name,
                    lines=number_of(len(known.lines), "line"),
                )
            )
        after = edited(before, searches.FILE, {name: pairs})
        rewriting.read_back(searches.log_of_text, before, after)
        ids = rewriting.write(act, searches.FILE, after, note or _WHY.format(name))
    review = folder.review
    source = next(source for source in review.facts.sources if source.name == name)
    places = {source.place, *(line.place for line in source.lines)}
    return HistoryRead(source, ids, tuple(one for one in review.search_problems if one.place in places))


def _says_so(known: Source, history: History) -> bool:
    """Whether the search log has these lines already."""
    have = [(line.number, line.query, line.hits, line.limits) for line in known.lines]
    return have == [(line.number, line.query, line.hits, line.limits) for line in history.lines]


def _pairs(history: History, known: Source | None) -> dict[str, Value | None]:
    """What the entry says of the search: nothing that a person wrote is replaced but the lines."""
    last = history.lines[-1].hits
    pairs: dict[str, Value | None] = {}
    if known is None:
        pairs["database"] = history.database or history.platform or None
    if history.platform and not (known and known.platform):
        pairs["platform"] = history.platform
    if history.date and not (known and known.date):
        pairs["date"] = Number(history.date)
    if known is None or not _says_so(known, history):
        pairs["lines"] = [_line(line, history.date) for line in history.lines]
    if last is not None and (known is None or known.hits is None):
        pairs["hits"] = Number(last)
    return pairs


def _line(line: HistoryLine, day: str) -> dict[str, Value | None]:
    return {
        "number": Number(line.number),
        "query": Verbatim(line.query),
        "limits": line.limits or None,
        "date": Number(line.date) if line.date and line.date != day else None,
        "hits": None if line.hits is None else Number(line.hits),
    }
