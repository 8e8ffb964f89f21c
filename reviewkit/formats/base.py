"""What readers share: bytes to text, what a reader returns, and how raw fields are understood."""

import codecs
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import BinaryIO, Protocol

from reviewkit import limits, normalize
from reviewkit.encodings import (
    AS_WINDOWS,
    LOOK,
    MARK,
    UTF_32,
    eight_bits,
    is_shifted,
    spellings,
    utf_16_of,
    whole_letters_less_faults,
)
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats import identifiers
from reviewkit.formats.accessions import accessions
from reviewkit.formats.editions import edition
from reviewkit.formats.preprints import preprints
from reviewkit.model import Field, Record
from reviewkit.words import message, number_of

_PIECE = 1 << 20  # bytes that are decoded at a time
PDF, ZIP = b"%PDF", b"PK\x03\x04"
# A byte-order mark read as Windows-1252, and Ctrl-Z, which `copy a.ris+b.ris both.ris` of Windows ends a file with.
_AT_STARTS = re.compile("^(?:ï»¿|\x1a)+", re.MULTILINE)
_LINES = 10_000  # that are put together at a time
_HALF = re.compile("[\ud800-\udfff]")
Values = Mapping[str, Sequence[str]]
Fields = list[Field]


class RefusedError(ReviewkitError):
    """A reader stops at what no export needs; who opened the file adds its path."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Records in the order of the file, and the problems that were found. Nothing is dropped in silence."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()
    format: str = "ris"


class Note(Protocol):
    """How a reader reports a problem: line, sentence, stable code, level."""

    def __call__(self, line: int, message: str, code: str, level: Level = Level.NOTE) -> None: ...


class Notes:
    """A note-taker that adds to a list of problems: of each kind the first, and then how many more there are."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems
        self._counts: Counter[str] = Counter()
        self._left_out: dict[str, tuple[int, Level]] = {}  # where the first is that was not listed

    def __call__(self, line: int, message: str, code: str, level: Level = Level.NOTE) -> None:
        """Add a problem, where there are not too many of its kind."""
        self._counts[code] += 1
        if self._counts[code] <= limits.OF_ONE_KIND:
            self.problems.append(Problem(Place(self.path, line), message, level, code))
        else:
            self._left_out.setdefault(code, (line, level))

    def count_the_rest(self) -> None:
        """Add how many more there are of each kind of which there are too many."""
        for code, (line, level) in self._left_out.items():
            more = self._counts[code] - limits.OF_ONE_KIND
            said = message(
                "{problems} of this kind, from here on, are not listed", problems=number_of(more, "more problem")
            )
            self.problems.append(Problem(Place(self.path, line), said, level, code))


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which tags of a format hold what, the first that has a value first.

    `accession` is a PubMed id where `database` is MEDLINE, and the number of another database otherwise.
    `registry`, `isbn` and `number` may hold the numbers of formats/identifiers.py: of a trial registry, a book, a
    report. `names` takes the names of authors apart where `split_names` would not.
    """

    kind: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    journal: tuple[str, ...] = ()
    volume: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    first_page: tuple[str, ...] = ()
    last_page: tuple[str, ...] = ()
    doi: tuple[str, ...] = ()
    pmid: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    accession: tuple[str, ...] = ()
    database: tuple[str, ...] = ()
    registry: tuple[str, ...] = ()
    isbn: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    edition: tuple[str, ...] = ()
    names: Callable[[Sequence[Field]], Iterable[str]] | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, how its text begins, how its lines become records, and what its tags mean.

    `entries` yields the raw fields of one record after the other, from lines without their ends. `columns` are the
    names of the columns that are understood, where the format is a table.
    """

    name: str
    about: str
    recognises: Callable[[str], bool]
    entries: Callable[[Iterable[str], Note], Iterator[Fields]]
    understood: Callable[[Record], Record]
    columns: frozenset[str] = frozenset()


def _no_text(path: str) -> ReviewkitError:
    return ReviewkitError(
        message("{path}: this is not a text file. Export it from the database again.", path=path)
    )


def decoded(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of an export, its lines ended by newlines: byte-order mark, else UTF-8, else what an XML file says of
    itself, else Windows-1252, all of it or only what is no UTF-8.

    A file is read the same way in one piece and line by line (`encoding_of`). Raises ReviewkitError for an empty file,
    a PDF, a zip and other binary data.
    """
    problems: list[Problem] = []
    spelling, errors = encoding_of(io.BytesIO(data), data[:LOOK], path, problems)
    return without_marks(with_newlines(data.decode(spelling, errors))), tuple(problems)


def text_lines(file: BinaryIO, start: bytes, path: str, problems: list[Problem]) -> Iterator[str]:
    """The lines of an export, with their ends as newlines and with their marks, decoded as `decoded` does.

    `start` are the first bytes of the file. Raises ReviewkitError at once for what is no text.
    """
    return _lines(file, *encoding_of(file, start, path, problems))


def _lines(file: BinaryIO, spelling: str, errors: str) -> Iterator[str]:
    file.seek(0)
    text = io.TextIOWrapper(file, spelling, errors, newline=None)
    try:
        yield from text
    finally:
        if not file.closed:
            text.detach()


def decoded_start(start: bytes, path: str) -> str:
    """As `decoded`, for the first bytes of a file, which may end within a letter."""
    _refuse_what_is_no_text(start, path)
    spelling, errors = utf_16_of(start), "ignore"
    if not spelling and is_shifted(start, eight_bits(start)):
        spelling = eight_bits(start)
    if not spelling:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(start)
            spelling = "utf-8"
        except UnicodeDecodeError:
            spelling, errors = _spelling_of(start), "replace"
            if spelling == "cp1252" and _is_mostly_utf_8(io.BytesIO(start)):
                spelling, errors = "utf-8", AS_WINDOWS
    return without_marks(start.decode(spelling, errors))


def _spelling_of(start: bytes) -> str:
    """The encoding of the start of a file that is no UTF-8: of two with one name the first that has its letters."""
    *fewer, most = spellings(eight_bits(start))
    for one in fewer:
        try:
            _decoder(one).decode(start)
        except UnicodeDecodeError:
            continue
        return one
    return most


def without_marks(text: str) -> str:
    """The text without byte-order marks, and without those at the start of lines that were read as Windows-1252.

    Files that were put together have them within, and at the start of a line the sign of Windows for the end of a file.
    """
    text = text.replace(MARK, "")
    return _AT_STARTS.sub("", text) if "ï»¿" in text or "\x1a" in text else text


def _refuse_what_is_no_text(data: bytes, path: str) -> None:
    if not data.strip():
        raise ReviewkitError(message("{path}: the file is empty. Export it again from the database.", path=path))
    if data.lstrip()[:4] == PDF:
        raise ReviewkitError(
            message("{path}: this is a PDF, not an export. Choose RIS in the database's export menu.", path=path)
        )
    if data.startswith(UTF_32):
        raise _no_text(path)
    if data[:4] == ZIP:
        raise ReviewkitError(
            message(
                "{path}: this is a zip (or an Office file), where an export was expected. Unpack it, and give the "
                "files in it.",
                path=path,
            )
        )


def _not_utf_8(place: Place, spelling: str) -> Problem:
    if spelling == "cp1252":
        said = message("not UTF-8 from here on; read as Windows-1252, so look at the accented letters")
    else:
        said = message("not UTF-8 from here on; read as {encoding}, as the file says", encoding=spelling)
    return Problem(place, said, Level.NOTE, "encoding")


def _partly_utf_8(place: Place) -> Problem:
    said = message(
        "a letter here, and perhaps others below, is not UTF-8 as the rest is, and was read as Windows-1252; look at "
        "the accented letters"
    )
    return Problem(place, said, Level.NOTE, "encoding")


def _unknown_letter(path: str, line: int, spelling: str) -> Problem:
    said = message(
        "a byte here is no letter in {encoding} and was replaced by \ufffd; so were all such bytes below. Save the "
        "export as UTF-8",
        encoding="Windows-1252" if spelling == "cp1252" else spelling,
    )
    return Problem(Place(path, line), said, Level.WARNING, "encoding")


# What says that another encoding begins: half of a letter of UTF-16; and in UTF-16 its byte-order mark the other way
# round, or a line end of 8 bits that became one letter, which no alphabet has.
_ODD = re.compile("\0")
_ODD_IN_UTF_16 = re.compile("[\0\ufffe\u0a0d]")


def encoding_of(file: BinaryIO, start: bytes, path: str, problems: list[Problem]) -> tuple[str, str]:
    """The encoding of a file and how to treat what it cannot decode, without holding the file in memory.

    `start` are the first bytes of the file, which is read from its beginning. What is not UTF-8 is noted as a problem
    at its line, and so is what no letter is in the other encoding. Raises ReviewkitError for what is no text.
    """
    _refuse_what_is_no_text(start, path)
    utf_16 = utf_16_of(start)
    if not utf_16 and is_shifted(start, eight_bits(start)):
        return _of_neither(file, start, Place(path, 1), problems)
    try:
        odd = _read_through(file, _decoder(utf_16 or "utf-8"), _ODD_IN_UTF_16 if utf_16 else _ODD)
    except _UndecodableError as error:
        if utf_16 or b"\0" in start[:4096]:
            raise _no_text(path) from None
        return _of_neither(file, start, Place(path, error.line), problems)
    problems += _other_encoding(path, odd)
    if utf_16:
        return utf_16, "strict"
    return ("utf-8-sig", "strict") if start.startswith(codecs.BOM_UTF8) else ("utf-8", "strict")


def _of_neither(file: BinaryIO, start: bytes, place: Place, problems: list[Problem]) -> tuple[str, str]:
    """How to decode a file that is no UTF-16 and not all UTF-8; `place` is where it first is not."""
    spelling = eight_bits(start)
    if spelling == "cp1252" and _is_mostly_utf_8(file):
        problems.append(_partly_utf_8(place))
        spelling = "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"
        problems += _other_encoding(place.path, _read_through(file, _decoder(spelling, AS_WINDOWS)))
        return spelling, AS_WINDOWS
    problems.append(_not_utf_8(place, spelling))
    unknown = place.line
    for one in spellings(spelling):
        spelling = one
        try:
            problems += _other_encoding(place.path, _read_through(file, _decoder(spelling)))
        except _UndecodableError as error:
            unknown = error.line
        else:
            return spelling, "replace"
    problems.append(_unknown_letter(place.path, unknown, spelling))
    problems += _other_encoding(place.path, _read_through(file, _decoder(spelling, "replace")))
    return spelling, "replace"


def _decoder(spelling: str, errors: str = "strict") -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(spelling)(errors)


def _is_mostly_utf_8(file: BinaryIO) -> bool:
    decoder, more = _decoder("utf-8", "replace"), 0
    file.seek(0)
    while piece := file.read(_PIECE):
        more += whole_letters_less_faults(decoder.decode(piece))
    return more + whole_letters_less_faults(decoder.decode(b"", final=True)) > 0


def _other_encoding(path: str, line: int) -> list[Problem]:
    """What is said of the first line with a sign that no text has; nothing where the line is 0."""
    if not line:
        return []
    said = message(
        "something from here on is damaged or in another encoding, as where two files were put together, and may be "
        "lost. Export it again, or import the files one by one"
    )
    return [Problem(Place(path, line), said, Level.WARNING, "two-encodings")]


class _UndecodableError(Exception):
    """A byte that is no letter, and its line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _read_through(file: BinaryIO, decoder: codecs.IncrementalDecoder, odd_signs: re.Pattern[str] = _ODD) -> int:
    """Decode a whole file. The first line with a sign that no text has, or 0. Raises _UndecodableError."""
    line, odd = 1, 0
    file.seek(0)
    try:
        while piece := file.read(_PIECE):
            text = decoder.decode(piece)
            if not odd and (found := odd_signs.search(text)):
                odd = line + text.count("\n", 0, found.start())
            line += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _UndecodableError(line + error.object[: error.start].count(b"\n")) from None
    return odd


def without_halves(fields: Fields, line: int, note: Note) -> Fields:
    """The fields without halves of letters (`whole_letters`), with a note where one was replaced."""
    if not any(_HALF.search(part) for item in fields for part in (item.tag, item.value)):
        return fields
    note(line, "half of a letter (\\ud800 to \\udfff) was replaced by \ufffd", "signs")
    return [Field(whole_letters(item.tag), whole_letters(item.value), item.line) for item in fields]


def whole_letters(text: str) -> str:
    """A text with U+FFFD for halves of letters, which JSON can write (`\\ud800`) and no file can hold."""
    return _HALF.sub("\ufffd", text)


def with_newlines(text: str) -> str:
    """The text with every line end as a newline: CRLF, CR and LF are line ends, and nothing else.

    U+2028, VT, FF and NEL occur inside values.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends; after the end of the last there is no further one."""
    return with_newlines(text).removesuffix("\n").split("\n")


def joined(lines: Iterable[str]) -> str:
    """A text from its lines without their ends; some thousand are held at a time, since each takes much room."""
    rest = iter(lines)
    parts = iter(lambda: list(islice(rest, _LINES)), [])
    return "\n".join(["\n".join(part) for part in parts])


def values_of(fields: Iterable[Field]) -> dict[str, list[str]]:
    """The values of each tag, in their order, without those that mean nothing is known (UNKNOWN, n/a)."""
    values: dict[str, list[str]] = {}
    for tag, value, _ in fields:
        if value and (len(value) > _LONGEST_FILLER or value.casefold() not in _FILLERS):
            if tag in values:
                values[tag].append(value)
            else:
                values[tag] = [value]
    return values


def understood_by(meaning: Meaning) -> Callable[[Record], Record]:
    """The function that understands a record of a format with this meaning of tags."""

    def understood(record: Record) -> Record:
        values = values_of(record.fields)

        def first(tags: Sequence[str]) -> str:
            return next((values[tag][0] for tag in tags if tag in values), "")

        def every(tags: Sequence[str]) -> list[str]:
            return [value for tag in tags for value in values.get(tag, ())]

        kind = first(meaning.kind)
        volume, issue = normalize.volume_and_issue(first(meaning.volume), first(meaning.issue))
        doi = first_found(normalize.doi, values, meaning.doi)
        pmid = first_found(normalize.bare_pmid, values, meaning.pmid)
        if not pmid and MEDLINE.search(" ".join(every(meaning.database))):
            pmid = first_found(normalize.bare_pmid, values, meaning.accession)
        return replace(
            record,
            kind=kind,
            title=normalize.readable(first(meaning.title)),
            authors=identifiers.names(_names(record.fields, meaning, values)),
            year=next((year for tag in meaning.year if (year := normalize.year(first([tag])))), None),
            journal=normalize.readable(first(meaning.journal)),
            volume=volume,
            issue=issue,
            pages=normalize.pages(first(meaning.first_page), first(meaning.last_page)),
            doi=doi,
            pmid=pmid,
            abstract=normalize.readable(first(meaning.abstract)),
            language=first(meaning.language),
            identifiers=(
                *identifiers.own_identifiers(
                    kind,
                    bool(doi or pmid or volume),
                    every((*meaning.registry, *meaning.accession, *meaning.doi)),
                    every(meaning.isbn),
                    every(meaning.number),
                ),
                *accessions(every(meaning.accession), every(meaning.doi), every(meaning.database)),
                *preprints((*every((*meaning.doi, *meaning.journal)), *_eprints(meaning, every))),
                *filter(None, [edition(kind, first(meaning.edition))]),
            ),
        )

    return understood


def _eprints(meaning: Meaning, every: Callable[[Sequence[str]], list[str]]) -> list[str]:
    """The numbers of arXiv, which BibTeX writes apart from the name of the archive."""
    of_arxiv = any("arxiv" in name.casefold() for name in every(meaning.database))
    return [f"arXiv:{number}" for number in every(meaning.accession)] if of_arxiv else []


def _names(fields: Sequence[Field], meaning: Meaning, values: Values) -> Iterable[str]:
    if meaning.names:
        return meaning.names(fields)
    tag = next((tag for tag in meaning.authors if tag in values), "")
    return [name for value in values.get(tag, ()) for name in split_names(value)]


def split_names(text: str) -> list[str]:
    """The names in one value: `A; B`, `A and B`, `A|B`, a line each, a list of Python, or with commas.

    Commas separate names that have initials: `Lim SM, Shiau CW`, `Berg, N., Dahl, P.`.

    `Lim, Su Mei` and `van Dijk, Per Olav` are one name each.
    """
    if _LIST.fullmatch(text):
        return [one or other for one, other in _QUOTED.findall(text)]
    if ";" in text:
        return joined_names(text)
    for mark in ("|", "\n", " and "):
        if mark in text:
            return [part.strip() for part in text.split(mark) if part.strip()]
    parts = _parts_of_names(text)
    surnames, initials = parts[::2], parts[1::2]
    if len(parts) > 2 and len(parts) % 2 == 0 and all(map(_is_initials, initials)):
        return [f"{surname}, {given}" for surname, given in zip(surnames, initials, strict=True)]
    if len(parts) > 2 and any(map(_is_dotted, parts[1:])) and not any(map(_is_dotted, parts[:1])):
        return _with_groups(parts)
    if len(parts) > 2 or (len(parts) == 2 and _has_initials(parts[0]) and " " in parts[1]):
        return parts
    return [text.strip()] if text.strip() else []


def joined_names(text: str) -> list[str]:
    """The names in a value that should hold one: `Six, Johan; Elliott, E. T.`, `Lollino, G and Manconi, A`."""
    parts = (normalize.readable(text) if "&" in text else text).split(";")
    return [name.strip() for part in parts for name in _at_and(part) if name.strip()]


def _at_and(text: str) -> list[str]:
    """The names that `and` joins; a group such as `Institute for Work and Health` is one name."""
    parts = text.split(" and ")
    return parts if all("," in part for part in parts) else [text]


def _is_dotted(part: str) -> bool:
    return part.endswith(".") and _is_initials(part)


def _with_groups(parts: Sequence[str]) -> list[str]:
    """Surnames with the initials after them, and between them groups without: `Berg, N., WHO, Dahl, P.`."""
    names: list[list[str]] = []
    for number, part in enumerate(parts):
        if number and _is_dotted(part) and not _is_dotted(parts[number - 1]):
            names[-1].append(part)
        else:
            names.append([part])
    return [", ".join(name) for name in names]


def _parts_of_names(text: str) -> list[str]:
    """The parts between commas; `Jr.` stays with the part before it."""
    parts: list[list[str]] = []
    for part in filter(None, map(str.strip, text.split(","))):
        if parts and is_suffix(part):
            parts[-1].append(part)
        else:
            parts.append([part])
    return [", ".join(name) for name in parts]


def is_suffix(text: str) -> bool:
    """Whether a part of a name comes after the given names: `Jr.`, `III`."""
    return text.casefold().rstrip(".") in _SUFFIXES


def _is_initials(text: str, most: int = 4) -> bool:
    letters = text.replace(".", "").replace("-", "").replace(" ", "")
    return 0 < len(letters) <= most and letters.isalpha() and letters.isupper()


def _has_initials(name: str) -> bool:
    """Whether a name has its initials in it (`Lim SM`, `K. Lunde`), so that a comma after it begins another name."""
    words = name.split()
    most = 2 if name.isupper() else 3  # in GARCÍA GIL every word is in capitals
    return len(words) > 1 and any(
        _is_initials(word, most) and word.casefold() not in normalize.PARTICLES for word in words
    )


def first_found(find: Callable[[str], str], values: Values, tags: Iterable[str]) -> str:
    """What `find` finds in the first value that has it."""
    return next((found for tag in tags for value in values.get(tag, ()) if (found := find(value))), "")


_LIST = re.compile(r"""\s*\[\s*['"].*['"]\s*\]\s*""", re.DOTALL)
_QUOTED = re.compile(r"""(?<![\w\\])'((?:[^'\\]|\\.|'(?=\w))*+)'(?=\s*[,\]])|"([^"]*)"(?=\s*[,\]])""")
# How MEDLINE is named in exports, also by the codes that EBSCOhost gives it.
MEDLINE = re.compile(r"pubmed|medline|\bnlm\b|\b(?:mdc|mnh|cmedm|mdl)\b", re.IGNORECASE)
_FILLERS = frozenset(
    (
        "unknown",
        "na",
        "n/a",
        "nan",
        "null",
        "none",
        "#name?",
        "[no title available]",
        "not available",
        "not applicable",
        "[no abstract available]",
        "no abstract available",
        "no abstract available.",
    )
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_LONGEST_FILLER = max(map(len, _FILLERS))
