"""The sheets of a workbook of Excel, cell by cell, as far as tables need them: values, number formats, merged cells.

Workbooks come from strangers. Only what a table needs is read of one: nothing is made of links, conditional formats,
pictures or the cells of a merged area, so that none of these can fill the memory. A part is given to the parser as a
whole, because expat reads what has not ended from its beginning for each piece that comes.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from xml.parsers import expat

from reviewkit import limits
from reviewkit.archives import Archive
from reviewkit.encodings import text_of
from reviewkit.words import Message, message

_DEEPEST = 100  # elements within each other; a cell with formatted text has eight
_NAMES = 20_000  # names of elements and attributes in a part, of which the parser keeps each; a sheet has some 200
_STRETCH = 500_000  # bytes without an element in them; a cell has 32,767 letters, each of which may take ten bytes

_SHEETS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # of a workbook that was saved as "Strict Open XML"
)
_PACKAGE = (
    "http://schemas.openxmlformats.org/package/2006/content-types",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)
_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_WORKBOOK = re.compile(
    r"application/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.(?:sheet|template)"
    r"|ms-excel\.(?:sheet|template)\.macroEnabled)\.main\+xml"
)
_UTF_8 = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']utf-8|<(?!\?xml|\0))", re.I
)
_LONGEST_FORMAT = 255  # letters of a number format that Excel takes
_LONGEST_NUMBER = 400  # letters of a number; the largest has 309 digits
_IS_NUMBER = re.compile(r"\s*+[+-]?[0-9]*+\.?[0-9]*+(?:[eE][+-]?[0-9]++)?\s*+")
_WHOLE = 1e15  # below this every whole number has its digits
_LONGEST_NAME = 12  # letters of the name of a cell ($XFD$1048576)


class XlsxCell(NamedTuple):
    """A cell that is written in a sheet.

    `value` is None where nothing is in it, or the formula in it has no result. `is_error` says that the value is an
    error such as #N/A, `is_text` that the result of its formula is a text, which may be empty.
    """

    value: object
    number_format: str
    is_error: bool
    has_formula: bool
    is_text: bool


Take = Callable[[int, int, XlsxCell], None]
Begins = Mapping[str, Callable[[Mapping[str, str]], None]]
Ends = Mapping[str, Callable[[str], None]]


class XlsxSheet(NamedTuple):
    """The name of a sheet, the part of the workbook that it is in, and whether Excel hides it."""

    name: str
    part: str
    is_hidden: bool


class XlsxArea(NamedTuple):
    """How far down a sheet goes, also where nothing is in its last rows, and its first merged areas, such as C4:C5."""

    last_row: int
    merged: tuple[str, ...]


class XlsxBook:
    """A workbook. What is wrong with it is a ReviewkitError of its archive, or an error that `said_of` tells."""

    def __init__(self, archive: Archive, most: int) -> None:
        """`most` is how many bytes all its parts may have."""
        if sum(entry.file_size for entry in archive.infolist()) > most:
            raise ValueError(message("it is larger than any table"))
        self._archive, self._most = archive, most
        self._parts = {entry.filename.casefold(): entry for entry in archive.infolist()}
        self._book = self._main_part()
        self._related = self._relations(self._book)
        self._strings = self._shared_strings()
        self._styles = self._read_styles()
        self._epoch, self.sheets = self._read_book()

    @property
    def has_macros(self) -> bool:
        """Whether there are macros in it."""
        return any(name.endswith("vbaproject.bin") for name in self._parts)

    def read(self, sheet: XlsxSheet, take: Take) -> XlsxArea:
        """Give every cell that is written in a sheet to `take`, by row and column from 1.

        Raises whatever the parser, or `take`, raises.
        """
        reader = _SheetReader(take, self._strings, self._styles, self._epoch)
        _walk(self._bytes_of(sheet.part), reader.begins, reader.ends)
        return XlsxArea(reader.last_row, tuple(reader.merged))

    def _bytes_of(self, part: str) -> bytes:
        return self._archive.unpacked(self._parts[part.casefold()], self._most, self._most)

    def _main_part(self) -> str:
        found: list[str] = []

        def override(attributes: Mapping[str, str]) -> None:
            if _WORKBOOK.fullmatch(attributes.get("ContentType", "")):
                found.append(attributes.get("PartName", "").removeprefix("/"))

        def default(attributes: Mapping[str, str]) -> None:
            if _WORKBOOK.fullmatch(attributes.get("ContentType", "")):
                found.append("xl/workbook.xml")

        _walk(self._bytes_of("[Content_Types].xml"), {"Override": override, "Default": default}, {})
        return found[0]

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part names: the kind of each by its id, and the part that it is; "" for what is not in the file."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def relation(attributes: Mapping[str, str]) -> None:
            is_outside = attributes.get("TargetMode") == "External"
            target = "" if is_outside else posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            found[attributes.get("Id", "")] = (
                attributes.get("Type", "").rpartition("/")[2],
                target.removeprefix("/"),
            )

        _walk(self._bytes_of(posixpath.join(folder, "_rels", f"{name}.rels")), {"Relationship": relation}, {})
        return found

    def _part_of_kind(self, kind: str) -> bytes | None:
        """The part of a kind that the workbook names, or that is where Excel puts it; None where there is none."""
        named = [part for of, part in self._related.values() if of == kind]
        part = next((one for one in (*named, f"xl/{kind}.xml") if one.casefold() in self._parts), "")
        return self._bytes_of(part) if part else None

    def _shared_strings(self) -> list[str]:
        strings: list[str] = []
        pieces: list[str] = []

        def end(_text: str) -> None:
            if len(strings) >= limits.CELLS:
                raise ValueError(message("more than {n} cells", n=limits.CELLS))
            strings.append("".join(pieces).replace("x005F_", ""))
            pieces.clear()

        if data := self._part_of_kind("sharedStrings"):
            _walk(data, {}, {"si": end, "si/t": pieces.append, "si/r/t": pieces.append})
        return strings

    def _read_styles(self) -> list[str]:
        """The number format of each style."""
        own: dict[int, str] = {}
        styles: list[int] = []

        def number_format(attributes: Mapping[str, str]) -> None:
            if len(own) >= limits.NUMBER_FORMATS:
                raise ValueError(message("more than {n} cell formats", n=limits.NUMBER_FORMATS))
            own[int(attributes["numFmtId"])] = attributes["formatCode"][:_LONGEST_FORMAT]

        def style(attributes: Mapping[str, str]) -> None:
            if len(styles) >= limits.STYLES:
                raise ValueError(message("more than {n} cell formats", n=limits.STYLES))
            styles.append(int(attributes.get("numFmtId", "0")))

        if data := self._part_of_kind("styles"):
            _walk(data, {"numFmts/numFmt": number_format, "cellXfs/xf": style}, {})
        return [own.get(one) or _builtin_format(one) for one in styles]

    def _read_book(self) -> tuple[datetime, tuple[XlsxSheet, ...]]:
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

        found: list[XlsxSheet] = []
        epoch = [WINDOWS_EPOCH]

        def properties(attributes: Mapping[str, str]) -> None:
            if attributes.get("date1904") in ("1", "true", "on"):
                epoch[0] = MAC_EPOCH

        def sheet(attributes: Mapping[str, str]) -> None:
            named = next((attributes[name] for name in _ID if attributes.get(name)), "")
            if not named:  # older programs leave such elements behind
                return
            kind, part = self._related[named]
            if len(found) >= limits.SHEETS:
                raise ValueError(message("more than {n} sheets", n=limits.SHEETS))
            if kind != "chartsheet":
                is_hidden = attributes.get("state", "visible") != "visible"
                found.append(XlsxSheet(attributes["name"], part, is_hidden))

        _walk(self._bytes_of(self._book), {"workbookPr": properties, "sheets/sheet": sheet}, {})
        names, parts = ({one.name.lower() for one in found}, {one.part.lower() for one in found})
        if min(len(names), len(parts)) < len(found):
            raise ValueError(message("two of its sheets are one"))
        return epoch[0], tuple(found)


class _SheetReader:
    """Reads the cells of a sheet as the parser goes through it."""

    def __init__(self, take: Take, strings: list[str], styles: list[str], epoch: datetime) -> None:
        self._take, self._strings, self._styles, self._epoch = take, strings, styles, epoch
        self.merged: list[str] = []
        self.last_row = self._row = self._column = 0
        self._kind, self._style = "n", ""
        self._value: str | None = None
        self._has_formula = False
        self._letters = 0
        self._inline: list[str] = []
        self.begins = {
            "sheetData/row": self._row_begins,
            "sheetData/row/c": self._cell_begins,
            "sheetData/row/c/f": self._formula_begins,
            "mergeCells/mergeCell": self._merged_area,
        }
        self.ends = {
            "sheetData/row/c": self._cell_ends,
            "sheetData/row/c/v": self._value_ends,
            "sheetData/row/c/is/t": self._inline.append,
            "sheetData/row/c/is/r/t": self._inline.append,
        }

    def _row_begins(self, attributes: Mapping[str, str]) -> None:
        self._row = _row_number(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        self.last_row = max(self.last_row, self._row)

    def _cell_begins(self, attributes: Mapping[str, str]) -> None:
        if named := attributes.get("r"):
            self._row, self._column = _place(named)
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._style = self._format_of(attributes.get("s", "0"))
        self._value, self._has_formula = None, False
        if self._inline:
            self._inline.clear()

    def _format_of(self, style: str) -> str:
        place = int(style) if len(style) < _LONGEST_NAME else -1
        return self._styles[place] if 0 <= place < len(self._styles) else "General"

    def _formula_begins(self, _attributes: Mapping[str, str]) -> None:
        self._has_formula = True

    def _value_ends(self, text: str) -> None:
        self._value = self._value or text

    def _cell_ends(self, _text: str) -> None:
        value, is_error = self._worked_out()
        is_text = self._kind == "str"
        if isinstance(value, str):
            self._count(len(value))
        cell = XlsxCell(value, self._style, is_error, self._has_formula, is_text)
        self._take(self._row, self._column, cell)

    def _count(self, letters: int) -> None:
        """Raises ValueError where the texts of the cells, of which many may share one, are more than any table has."""
        self._letters += letters
        if letters > limits.CELL_LETTERS:
            raise ValueError(message("a cell has more than {n} letters", n=limits.CELL_LETTERS))
        if self._letters > limits.SHEET_LETTERS:
            raise ValueError(message("its cells have more than {n} letters", n=limits.SHEET_LETTERS))

    def _worked_out(self) -> tuple[object, bool]:
        """The value of the cell, and whether it is an error. Raises ValueError or IndexError where it is damaged."""
        kind, text = self._kind, self._value
        if kind == "inlineStr":
            return "".join(self._inline) if self._inline else None, False
        if not text:
            return None, False
        if kind == "s":
            return self._strings[_index(text)], False
        if kind == "n":
            return _number(text, self._style, self._epoch)
        if kind == "b":
            return bool(int(text)), False
        if kind == "d":
            from openpyxl.utils.datetime import from_ISO8601

            return from_ISO8601(text), False
        return text, kind == "e"

    def _merged_area(self, attributes: Mapping[str, str]) -> None:
        if len(self.merged) >= limits.MERGED:
            return
        corners = [_place(corner) for corner in attributes["ref"].split(":", 1)]
        self.merged.append(":".join(dict.fromkeys(f"{_letters(column)}{row}" for row, column in corners)))


# -- values


def _index(text: str) -> int:
    """The place in a list that counts from 0; one below it is none. Raises ValueError."""
    place = int(text)
    if place < 0:
        raise ValueError(text)
    return place


def _number(text: str, number_format: str, epoch: datetime) -> tuple[object, bool]:
    """A number, or the date that it is by its format; and whether it is an error. Raises ValueError."""
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(message("it is damaged"))
    if not _IS_NUMBER.fullmatch(text):
        raise ValueError(message("it is damaged"))
    number = float(text) if "." in text or "E" in text or "e" in text else int(text)
    if abs(number) < _WHOLE and number == int(number):
        number = int(number)  # some programs write 5 as 5.0
    is_date, is_duration = _is_moment(number_format)
    return _moment(number, epoch, is_duration) if is_date else (number, False)


def _moment(number: float, epoch: datetime, is_duration: bool) -> tuple[object, bool]:
    """A date, a time or a duration; an error where it is outside of what Excel has."""
    from openpyxl.utils.datetime import from_excel

    try:
        return from_excel(number, epoch, timedelta=is_duration), False
    except (OverflowError, ValueError):
        return "#VALUE!", True


@lru_cache(maxsize=1_000)
def _is_moment(number_format: str) -> tuple[bool, bool]:
    """Whether numbers of a format are dates or times, and whether they are durations."""
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format

    return is_date_format(number_format), is_timedelta_format(number_format)


def _builtin_format(number: int) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return str(BUILTIN_FORMATS.get(number, "General"))


# -- names of cells


class Corner(NamedTuple):
    """A cell by its row and its column, from 1."""

    row: int
    column: int


def corners_of(area: str) -> tuple[Corner, Corner]:
    """The first and the last cell of an area, such as C4:C5. Raises ValueError."""
    rows, columns = zip(*(_place(corner) for corner in area.split(":", 1)), strict=True)
    return Corner(min(rows), min(columns)), Corner(max(rows), max(columns))


def _place(name: str) -> tuple[int, int]:
    """The row and the column of a cell by its name. Raises ValueError."""
    plain = name.replace("$", "")
    letters = plain.rstrip("0123456789")
    if len(name) > _LONGEST_NAME:
        raise ValueError(name)
    return _row_number(plain[len(letters) :]), _column(letters)


def _row_number(text: str) -> int:
    row = int(text) if len(text) < _LONGEST_NAME else 0
    if row < 1:
        raise ValueError(text)
    return row


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    from openpyxl.utils.cell import column_index_from_string

    return int(column_index_from_string(letters))


def _letters(column: int) -> str:
    from openpyxl.utils.cell import get_column_letter

    return str(get_column_letter(column))


# -- XML


def _walk(data: bytes, begins: Begins, ends: Ends) -> None:
    """Call what is to be done where elements begin and end, by their paths below the root, as `sheetData/row/c`.

    What ends gets the text in the element. Raises ValueError or ExpatError for what is no part of a workbook.
    """
    text = _as_utf_8(data)
    _refuse_long_stretches(text)
    parser = _parser_for(begins, ends)
    parser.Parse(text, True)


def _as_utf_8(data: bytes) -> bytes:
    return data if _UTF_8.match(data) else text_of(data).encode("utf-8", "replace")


def _refuse_long_stretches(data: bytes) -> None:
    """Raises ValueError for a long part without `<`: a text, a comment, or an element with a million attributes."""
    for at in range(0, len(data) - _STRETCH, _STRETCH):
        if data.find(b"<", at, at + _STRETCH) < 0:
            raise ValueError(message("there is more in one place of it than any cell holds"))


def _parser_for(begins: Begins, ends: Ends) -> expat.XMLParserType:
    """A parser that knows where in the part it is. It has no class, because a large sheet has some 10 million calls."""
    steps = _steps({*begins, *ends})
    path: str | None = None
    around: list[str | None] = []
    texts: list[str] = []
    # Everything is UTF-8 by now, whatever the part says.
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    known: Any = parser.intern

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal path
        found = steps.get((path, name)) if around else ""
        around.append(path)
        if len(known) > _NAMES or (found is None and len(around) > _DEEPEST):
            raise ValueError(message("it is damaged"))
        path = found
        if texts:
            texts.clear()
        begin = begins.get(path) if path else None
        if begin:
            begin(attributes)

    def end(_name: str) -> None:
        nonlocal path
        finish = ends.get(path) if path else None
        if finish:
            finish(texts[0] if len(texts) == 1 else "".join(texts))
        if texts:
            texts.clear()
        path = around.pop()

    def refuse(*_declared: object) -> None:
        raise ValueError(message("it declares entities of its own"))

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _steps(paths: Iterable[str]) -> dict[tuple[str | None, str], str]:
    """The paths by the path around each and the name of the element, with its namespace."""
    found: dict[tuple[str | None, str], str] = {}
    for path in paths:
        names = path.split("/")
        for count, name in enumerate(names, start=1):
            for space in (*_SHEETS, *_PACKAGE):
                found["/".join(names[: count - 1]), f"{space} {name}"] = "/".join(names[:count])
    return found


# -- what is wrong


def said_of(error: Exception) -> str:
    """What is wrong with a workbook in our words: what parsers say of a damaged file helps nobody."""
    return error.args[0] if error.args and isinstance(error.args[0], Message) else message("it is damaged")
