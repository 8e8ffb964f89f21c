"""BibTeX: entries with their fields as they were written; LaTeX accents are understood, never changed.

Own reader, because the libraries at hand drop repeated fields, comments inside entries, or entries with an error.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reviewkit import normalize
from reviewkit.formats.base import Fields, Format, Meaning, Note, understood_by
from reviewkit.model import Field, Record

_START = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_NEXT = re.compile(r"(?m)^\s*@\s*[A-Za-z]+\s*[{(]")
_FIELD = re.compile(r"(?m)^\s*[A-Za-z][\w-]*\s*=\s*[{\"]")
_LATER = re.compile(r"[,\n](?=\s*[A-Za-z][\w.:+/-]*\s*=\s*[{\"\w])")
_NAME = re.compile(r"\s*([A-Za-z0-9_:.+/'-]+)\s*=\s*")
_ACCENT = re.compile(r"""\\([`'^"~=.]|[uvHcdbrk](?![A-Za-z]))\s*\{?\\?([A-Za-z])\}?""")
_COMBINING = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "c": "\u0327",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
}
_LETTERS = {
    "o": "ø",
    "O": "Ø",
    "aa": "å",
    "AA": "Å",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "ss": "ß",
    "l": "ł",
    "L": "Ł",
    "i": "i",
    "j": "j",
}
_LETTER = re.compile(r"\\(aa|AA|ae|AE|oe|OE|ss|o|O|l|L|i|j)(?![A-Za-z])\s?")
_COMMAND = re.compile(r"\\[A-Za-z]+\s*")


def entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """The fields of each entry: `@` holds its type, `key` its key."""
    text = "\n".join(lines)
    position = 0
    while start := _START.search(text, position):
        line = text.count("\n", 0, start.start()) + 1
        _tell_outside(text[position : start.start()], line, note)
        kind = start.group(1)
        end = _closing(text, start.end(), "}" if start.group(2) == "{" else ")")
        following = _NEXT.search(text, min(end + 1, len(text)))
        limit = following.start() if following else len(text)
        if end >= len(text) or _FIELD.search(text[end + 1 : limit]):
            note(line, f"the braces of this @{kind} do not match; it was read up to the next entry", "bibtex")
            end = limit
        body = text[start.end() : end]
        position = end + 1 if end < limit else end
        if kind.casefold() in ("comment", "preamble", "string"):
            note(line, f"@{kind.lower()} is no record; left in the export", "outside")
            continue
        yield _entry(kind, body, line, note)
    _tell_outside(text[position:], text.count("\n", 0, position) + 1, note)


def _tell_outside(text: str, line: int, note: Note) -> None:
    """Text between entries is a comment in BibTeX; lines that start with % say so themselves."""
    said = " ".join(row for row in text.split("\n") if row.strip() and not row.lstrip().startswith("%"))
    if said.strip(" ,}"):
        note(line, f"text outside a record, left in the export: {said.strip()[:80]}", "outside")


def _closing(text: str, position: int, mark: str) -> int:
    """Where the entry closes; braces inside count, escaped ones do not."""
    depth = 0
    while position < len(text):
        letter = text[position]
        if letter == "\\":
            position += 1
        elif letter == mark and depth == 0:
            return position
        elif letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
        elif letter == "@" and text[position - 1] == "\n" and _START.match(text, position):
            return position - 1  # the entry before was never closed
        position += 1
    return position


def _entry(kind: str, body: str, line: int, note: Note) -> Fields:
    key, comma, rest = body.partition(",")
    if "=" in key:
        key, rest = "", body
    fields = [Field("@", kind, line), *([Field("key", key.strip(), line)] if key.strip() else [])]
    position, start = 0, body.find(rest) if comma or not key else len(body)
    while position < len(rest):
        found = _NAME.match(rest, position)
        number = line + body.count("\n", 0, start + position)
        if not found:
            later = _LATER.search(rest, position)
            end = later.start() if later else len(rest)
            if piece := rest[position:end].strip(", \n\t}"):
                note(number, f"not understood, kept as it is: {piece[:60]}", "bibtex")
                fields.append(Field("", piece, number))
            position = end + 1
            continue
        value, position = _value(rest, found.end())
        fields.append(Field(found.group(1).casefold(), value, number))
    return fields


def _value(text: str, position: int) -> tuple[str, int]:
    """One value: `{...}`, `"..."`, a bare word, or several joined with #; and where the next field begins."""
    parts: list[str] = []
    while position < len(text):
        if text[position] in '{"':
            end = _value_end(text, position)
            parts.append(text[position + 1 : end])
        else:
            bare = re.compile(r"[^,#\n]*").match(text, position)
            end = bare.end() - 1 if bare else position
            parts.append(text[position : end + 1].strip())
        after = re.compile(r"\s*#\s*").match(text, end + 1)
        if not after:
            comma = re.compile(r"\s*,?").match(text, end + 1)
            return " ".join("".join(parts).split()), comma.end() if comma else end + 1
        position = after.end()
    return " ".join("".join(parts).split()), position


def _value_end(text: str, start: int) -> int:
    mark, depth, position = ("}" if text[start] == "{" else '"'), 0, start + 1
    while position < len(text):
        letter = text[position]
        if letter == "\\":
            position += 1
        elif letter == mark and depth == 0:
            return position
        elif letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
        position += 1
    return position


def unescaped(text: str) -> str:
    """LaTeX as plain text: accents composed, braces and commands gone."""
    text = _ACCENT.sub(lambda m: unicodedata.normalize("NFC", m.group(2) + _COMBINING[m.group(1)]), text)
    text = _LETTER.sub(lambda m: _LETTERS[m.group(1)], text)
    text = re.sub(r"\\([&%$#_{}])", r"\1", text).replace("---", "–").replace("--", "–").replace("~", " ")
    return _COMMAND.sub("", text).replace("{", "").replace("}", "")


def _names(fields: Sequence[Field]) -> Iterable[str]:
    value = next((item.value for item in fields if item.tag in ("author", "editor")), "")
    return [name for name in re.split(r"\s+and\s+|;", value) if name.strip() and name.strip() != "others"]


_MEANING = Meaning(
    kind=("@",),
    title=("title", "booktitle"),
    year=("year", "date"),
    journal=("journal", "journaltitle", "booktitle", "series"),
    volume=("volume",),
    issue=("number", "issue"),
    first_page=("pages",),
    doi=("doi", "url", "ee", "note"),
    pmid=("pmid",),
    abstract=("abstract",),
    language=("language", "langid"),
    names=_names,
)
_by_meaning = understood_by(_MEANING)


def understood(record: Record) -> Record:
    """The record understood with its LaTeX read as plain text; the raw fields stay as they were written."""
    plain = tuple(
        item if item.tag in ("doi", "url", "ee") else item._replace(value=unescaped(item.value))
        for item in record.fields
    )
    known = _by_meaning(replace(record, fields=plain))
    return replace(known, fields=record.fields, pages=normalize.pages(known.pages.replace("--", "-")))


BIBTEX = Format(
    "bibtex",
    "BibTeX",
    lambda text: bool(re.search(r"(?m)^\s*@\s*[A-Za-z]+\s*[{(]", text)),
    entries,
    understood,
)
