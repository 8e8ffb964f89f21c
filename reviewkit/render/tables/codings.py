"""Every coding in a row of its own, and a codebook, for programs: R, Python, a spreadsheet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reviewkit.codebook_history import is_by_language
from reviewkit.codebook_lists import in_words
from reviewkit.model import NEVER, Code, Codebook, Said
from reviewkit.normalize import written_moment
from reviewkit.render.tables.table import Table

if TYPE_CHECKING:
    from reviewkit.actions.coding_export import PlacedSegment

CODINGS = (
    "id study citation coder code label relation quote page construct note text sha256 start end part at codebook"
).split()
CODES = (
    "id kind label parent definition central_concept include exclude examples origin status applies_to aliases "
    "related color memo"
).split()


def codings_table(placed: "Sequence[PlacedSegment]", book: Codebook) -> Table:
    """A row for each code of each quote, with where the quote is: offsets are code points in the text as it is read
    here, and empty where it is in none."""
    labels = {code.id: code.label(book.language) for code in book.codes}
    rows = tuple(_row(one, code, relation, labels) for one in placed for code, relation in _marks(one))
    return Table(book.title, tuple(CODINGS), rows, language=book.language, for_programs=True)


def _marks(one: "PlacedSegment") -> Iterable[tuple[str, str]]:
    return ((mark.code, mark.relation) for mark in one.segment.marks)


def _row(one: "PlacedSegment", code: str, relation: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    segment, read = one.segment, one.text
    return (
        segment.event or str(segment.place),
        one.study.key,
        one.study.citation,
        one.coder,
        code,
        labels.get(code, ""),
        relation,
        segment.quote,
        segment.page,
        segment.construct,
        segment.note,
        read.text.path if read else "",
        read.text.sha256 if read else "",
        str(one.start) if read else "",
        str(one.end) if read else "",
        str(read.reading.part_at(one.start)) if read else "",
        _moment(one.at),
        one.codebook,
    )


def _moment(at: datetime) -> str:
    return written_moment(at) if at != NEVER else ""


def codebook_table(book: Codebook) -> Table:
    """A row for each code, with all that the codebook says of it; of texts in several languages the one in the language
    of the book, or the nearest."""
    rows = tuple(tuple(_cell(code, key, book) for key in CODES) for code in book.codes)
    return Table(book.title, tuple(CODES), rows, language=book.language, for_programs=True)


def _cell(code: Code, key: str, book: Codebook) -> str:
    if key == "id":
        return code.id
    if key == "label":
        return code.label(book.language)
    said = book.said.get(code.id, {}).get(key, "")
    return in_words(said, book.language) if is_by_language(said) else _shown(said)


def _shown(said: Said) -> str:
    if isinstance(said, str):
        return said
    if isinstance(said, dict):
        return "; ".join(f"{name}: {_shown(text)}" for name, text in said.items())
    return "; ".join(map(_shown, said))
