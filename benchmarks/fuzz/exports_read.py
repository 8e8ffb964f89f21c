"""Exports: what is read whole is what is read line by line, no word is lost in silence, and what is written is read
again."""

import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.fuzz.checked import attempt, missing, must, words
from reviewkit import lint, matching
from reviewkit.errors import Problem
from reviewkit.formats import registry
from reviewkit.formats.base import Reading, decoded, lines_of
from reviewkit.formats.writers import WRITERS
from reviewkit.model import Field, Record
from reviewkit.normalize import folded
from reviewkit.safe import xml_characters
from reviewkit.store import exports

_COMPARED = 60  # records that are compared with each other
_OWN_LINES = re.compile(r"(?:fn|vr|ef|er)\b")  # of Web of Science: they belong to the file
_DRESS = re.compile(r"</?(?:style|i|b|u|sup|sub|em|strong|italic|bold|emphasis)\b[^<>]*>")
_UNREAD_ENTRY = re.compile(r"@\s*(?:string|comment|preamble)", re.IGNORECASE)


def read_export(data: bytes, folder: Path) -> None:
    """Read an export of any format in every way. Raises BrokenError where two ways differ, or something is lost."""
    path = folder / "x.ris"
    path.write_bytes(data)
    reading = attempt(lambda: registry.read(data, str(path)))
    _read_by_lines(path, reading, "")
    if reading:
        _nothing_lost(data, str(path), reading)
    else:
        named = list(registry.BY_NAME)[zlib.crc32(data) % len(registry.BY_NAME)]
        reading = attempt(lambda: registry.read(data, str(path), name=named))
        _read_by_lines(path, reading, named)
    attempt(lambda: lint.lint(io.BytesIO(data), str(path)))
    if reading:
        _read_again(reading.records)
        matching.matches(_with_ids(reading.records[:_COMPARED]))


def _with_ids(records: Sequence[Record]) -> list[Record]:
    from dataclasses import replace

    return [replace(record, id=f"x-{number}") for number, record in enumerate(records)]


# -- whole, and line by line


def _read_by_lines(path: Path, whole: Reading | None, name: str) -> None:
    problems: list[Problem] = []
    records = attempt(lambda: list(exports.stream(path, problems, name)))
    must((records is None) == (whole is None), "refused only whole, or only line by line")
    if records is None or whole is None:
        return
    must(len(records) == len(whole.records), "another number of records line by line")
    must(records == list(whole.records), "other records line by line")
    by_lines, at_once = sorted(problems), sorted(whole.problems)
    must(by_lines == at_once, "other problems line by line", f"{by_lines} {at_once}")


# -- no word lost in silence


def _nothing_lost(data: bytes, path: str, reading: Reading) -> None:
    """Where nothing was reported, every word of the records is in one of their fields, as often as in the file."""
    if reading.problems or data.startswith(b"PK"):
        return
    texts_of = _TEXTS.get(reading.format) or _TEXTS.get(reading.format.partition("-")[0], _of_lines)
    wanted = _words(texts_of(decoded(data, path)[0].casefold()), reading.format)
    kept = (text for record in reading.records for item in record.fields for text in _of_field(item))
    lost = missing(wanted, _words(kept, reading.format))
    must(not lost, "a word is lost in silence", lost)


def _words(texts: Iterable[str], format_name: str) -> Counter[str]:
    """The words; in a table a quotation mark within a word is dropped, and elsewhere words end at it."""
    mark = "" if format_name.startswith(("csv", "embase")) else " "
    return words(text.casefold().replace('"', mark) for text in texts)  # a capital by its number is still one


def _of_field(item: Field) -> Iterator[str]:
    """The tag and the value of a field; the letters of a tag may have been those of a word (%T of `%Title`)."""
    yield from (item.tag.casefold(), item.value.casefold())
    if item.tag.startswith("%"):
        yield f"{item.tag}{item.value}".casefold()


def _of_lines(text: str) -> Iterable[str]:
    return (line for line in lines_of(text) if not _OWN_LINES.match(line))


def _of_xml(text: str) -> Iterable[str]:
    """The texts in the records of XML, as another parser reads them; none where it reads nothing."""
    text = _DRESS.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    if "<!" in text or "<?" in text:
        return ()
    try:
        top = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        return ()
    names = ("record", "pubmedarticle", "pubmedbookarticle", "rec", "trial")
    # An element of a record in a record is one element.
    elements = dict.fromkeys(element for name in names for record in top.iter(name) for element in record.iter())
    return ("".join([one.text or "", *(inner.tail or "" for inner in one)]) for one in elements)


def _of_bibtex(text: str) -> Iterable[str]:
    if _UNREAD_ENTRY.search(text) or "#" in text:
        return ()
    return (line for line in lines_of(text) if not line.lstrip().startswith("%"))


def _of_table(text: str) -> Iterable[str]:
    """What is below the head, which names the columns."""
    lines = [line for line in lines_of(text) if line.strip() and not line.startswith(("sep=", '"sep='))]
    return lines[1:] if lines[0].count('"') % 2 == 0 else ()


def _of_rows(text: str) -> Iterable[str]:
    """What comes after the name of a field."""
    return (line.partition(",")[2] for line in lines_of(text))


def _of_json(text: str) -> Iterable[str]:
    try:
        top = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    around = ({"items", "references"} & set(one) for one in top if isinstance(one, dict))
    if not isinstance(top, list) or any(around):  # around a list are other things than records
        return ()
    return _texts(top)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


_TEXTS: dict[str, Callable[[str], Iterable[str]]] = {
    "embase-rows": _of_rows,
    "bibtex": _of_bibtex,
    "csl": _of_json,
    "csv": _of_table,
    "wos-tab": _of_table,
    "pubmed": _of_xml,
    "ebsco": _of_xml,
    "endnote": _of_xml,
    "ictrp": _of_xml,
    "dublin": _of_xml,
    "jsonl": lambda text: (),
}


# -- written, and read again

_WRITTEN = {"ris": "ris", "jsonl": "", "bib": "bibtex", "json": "csl-json", "enw": "enw"}


def _read_again(records: Sequence[Record]) -> None:
    """Every writer writes every record, and a reader finds as many with their titles again."""
    for ending, write in WRITERS.items():
        text = "".join(write(records))
        if records and ending != "csv":  # a record of which nothing is understood is a blank row
            again = registry.read(text.encode("utf-8", "replace"), "again", name=_WRITTEN[ending]).records
            must(len(again) == len(records), f"another number of records after writing {ending}", text)
            _same(records, again, ending)


def _same(records: Sequence[Record], again: Sequence[Record], ending: str) -> None:
    for before, after in zip(records, again, strict=True):
        if ending == "jsonl":
            must(_plain(before) == _plain(after), "another record after writing jsonl")
        elif before.title and "<" not in before.title:  # what is markup depends on what is near it
            title = xml_characters(before.title) if ending in ("bib", "enw") else before.title
            same = folded(after.title) == folded(title)
            must(same, f"another title after writing {ending}", (before.title, after.title))
        if ending == "ris" and before.format == "ris":
            written = "\n".join(_values(after))  # what has no tag of RIS became a note
            must(all(value in written for value in _values(before)), "another value after writing ris")


def _plain(record: Record) -> object:
    return record.id, record.format, record.place, record.fields, record.title


def _values(record: Record) -> set[str]:
    return {" ".join(item.value.split()) for item in record.fields if item.tag not in ("TY", "ER")}
