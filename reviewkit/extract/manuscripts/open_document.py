"""Texts of LibreOffice (ODT) as manuscripts: what is seen of them, without what was deleted and without comments."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from reviewkit import limits
from reviewkit.extract.manuscripts.pieces import Piece, too_long
from reviewkit.extract.prose import raised, tidied_columns
from reviewkit.extract.symbols import OBJECT
from reviewkit.extract.xml import Parts, local, named
from reviewkit.model.passages import Cell, Role, Turn
from reviewkit.normalize import whole_number

if TYPE_CHECKING:
    from lxml import etree

_CONTENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_UNSEEN: Final = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "ruby-text", "title", "desc")
)
_CONTENTS: Final = frozenset(("table-of-content", "illustration-index", "table-index"))
_BOXED: Final = frozenset(("p", "h", "list", "table", "text-box"))  # in a paragraph: of a box that hangs on it
_PICTURES: Final = ("image", "object", "object-ole", "custom-shape")
_CAPTIONS: Final = frozenset(("caption", "illustration", "figure", "table", "drawing"))
MOST_BLANKS: Final = 1_000  # that one element may stand for
LONGEST_CHAIN: Final = 20  # styles that each rest on the next one
_LEVELS: Final = 10  # of headings that LibreOffice has
_COLUMNS: Final = 1_000  # that one cell may stand for; a page has room for 30


def read_open_document(data: bytes, name: str) -> Iterator[Piece]:
    """The texts of an ODT in their order, then its notes. Raises ReviewkitError for a damaged one."""
    parts = Parts(data, name)
    root = parts.root(_CONTENT)
    office = next(named(root, "body"), None)
    body = next((one for one in office if local(one) == "text"), None) if office is not None else None
    if root is None or body is None:
        raise parts.damaged()
    if len("".join(map(str, body.itertext()))) > limits.MANUSCRIPT_LETTERS:
        raise too_long(name)
    has_pages = next(named(body, "soft-page-break"), None) is not None
    reading = _Reading(_Styles(root, parts.root(_STYLES)), 1 if has_pages else None)
    yield from reading.inside(body)
    yield from reading.notes


class _Styles:
    """The styles of a document, automatic ones with those they rest on."""

    def __init__(self, *roots: "etree._Element | None") -> None:
        self._styles = {_attribute(one, "name"): one for root in reversed(roots) for one in named(root, "style")}

    def role_of(self, element: "etree._Element") -> tuple[Role, int | None]:
        """The role of a paragraph by its style, with the level where it is a heading."""
        name = _attribute(element, "style-name")
        for _ in range(LONGEST_CHAIN):
            role = _said(name)
            if role is not None:
                return role
            style = self._styles.get(name)
            if style is None:
                break
            name = _attribute(style, "parent-style-name")
        return Role.BODY, None

    def is_raised(self, element: "etree._Element") -> bool:
        """Whether a span is set above the line."""
        style = self._styles.get(_attribute(element, "style-name"))
        places = (_attribute(one, "text-position") for one in named(style, "text-properties"))
        return any(
            place.startswith("super") or (place[:1].isdigit() and not place.startswith("0")) for place in places
        )


def _said(name: str) -> tuple[Role, int | None] | None:
    """What the name of a style says; LibreOffice writes a blank in it as _20_."""
    plain = name.replace("_20_", " ").casefold()
    if plain.startswith("heading ") and plain[8:9].isdecimal():
        return Role.HEADING, int(plain[8])
    if plain == "title":
        return Role.TITLE, None
    if plain in _CAPTIONS:
        return Role.CAPTION, None
    return (Role.REFERENCE, None) if plain.startswith("bibliography ") and plain[13:14].isdigit() else None


@dataclass(slots=True)
class _Reading:
    """What is counted while a document is read, and its notes."""

    styles: _Styles
    page: int | None
    tables: int = 0
    notes: list[Piece] = field(default_factory=list)

    def inside(self, elements: "Iterable[etree._Element]", is_contents: bool = False) -> Iterator[Piece]:
        """The texts in a part of the document, in their order."""
        for child in elements:
            name = local(child)
            if name in ("p", "h"):
                yield from self._paragraph(child, is_contents)
            elif name == "table":
                yield from self._table(child)
            elif name == "soft-page-break":
                self._turn()
            elif name and name not in _UNSEEN:
                yield from self.inside(child, is_contents or name in _CONTENTS)

    def _turn(self) -> None:
        self.page = self.page + 1 if self.page is not None else None

    def _paragraph(self, element: "etree._Element", is_contents: bool) -> Iterator[Piece]:
        begins = self.page
        said = _Text(self)
        said.add(element)
        text, turns = said.text()
        role, level = self.styles.role_of(element)
        if local(element) == "h":
            outline = whole_number(_attribute(element, "outline-level"))
            role, level = Role.HEADING, level if outline is None else min(outline, _LEVELS)
        yield Piece(text, role, None, begins, None, level, turns, is_contents)
        for box in said.boxes:
            yield from self.inside((box,))

    def _table(self, table: "etree._Element") -> Iterator[Piece]:
        self.tables += 1
        number = self.tables
        at = 0
        for row in _rows(table):
            if local(row) == "soft-page-break":
                self._turn()
                continue
            at += 1
            column = 1
            for cell in row:
                if local(cell) in ("table-cell", "covered-table-cell"):
                    yield from self._cell(cell, Cell(number, at, column))
                    column += _times(cell, "number-columns-repeated", _COLUMNS)

    def _cell(self, cell: "etree._Element", place: Cell) -> Iterator[Piece]:
        begins = self.page
        said = _Text(self)
        within: list[etree._Element] = []
        self._say(cell, said, within)
        text, turns = said.text()
        if not text and not within and next(named(cell, *_PICTURES), None) is not None:
            text = OBJECT  # it may be a mark, so the cell is not empty
        yield Piece(text, Role.CELL, None, begins, place, None, turns)
        for box in said.boxes:
            yield from self.inside((box,))
        yield from self.inside(within)

    def _say(self, element: "etree._Element", said: "_Text", within: "list[etree._Element]") -> None:
        """Add the paragraphs of a cell to its text, also those in lists and sections; what is on its own in it, such as
        a table, is kept for afterwards."""
        for child in element:
            name = local(child)
            if name in ("p", "h"):
                said.add(child)
                said.blank()
            elif name in ("table", "text-box"):
                within.append(child)
            elif name and name not in _UNSEEN:
                self._say(child, said, within)

    def note(self, note: "etree._Element") -> None:
        """Keep a note for the end."""
        said = _Text(self)
        for body in named(note, "note-body"):
            for paragraph in named(body, "p"):
                said.add(paragraph)
                said.blank()
        self.notes.append(Piece(said.text()[0], Role.FOOTNOTE, None, self.page))


class _Text:
    """The text of a paragraph as it is put together, without the text boxes in it."""

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading
        self._runs: list[str] = []
        self._turns: list[tuple[int, int]] = []  # after so many runs, this page
        self.boxes: list[etree._Element] = []

    def add(self, element: "etree._Element") -> None:
        """The text of an element and of what is in it."""
        self._runs.append(element.text or "")
        for child in element:
            self._child(child)
            self._runs.append(child.tail or "")

    def _child(self, child: "etree._Element") -> None:
        name = local(child)
        if name == "s":
            self._runs.append(" " * _times(child, "c", MOST_BLANKS))
        elif name in ("tab", "line-break"):
            self.blank()
        elif name == "note":
            self._reading.note(child)
        elif name == "soft-page-break":
            self._reading._turn()
            if self._reading.page is not None:
                self._turns.append((len(self._runs), self._reading.page))
        elif name in _BOXED:
            self.boxes.append(child)
        elif name == "span" and self._reading.styles.is_raised(child):
            before = len(self._runs)
            self.add(child)
            self._runs[before:] = [raised(run) for run in self._runs[before:]]
        elif name and name not in _UNSEEN:
            self.add(child)

    def blank(self) -> None:
        """A tab, or the end of a line or paragraph."""
        self._runs.append("\t")

    def text(self) -> tuple[str, tuple[Turn, ...]]:
        """The text as it is read, and where pages begin in it."""
        pages = dict(self._turns)
        found: list[str] = []
        turns: list[Turn] = []
        length = 0
        begin = 0
        was_apart = False  # whether white space comes before the page
        for cut in [*sorted(pages), len(self._runs)]:
            runs = "".join(self._runs[begin:cut])
            text = tidied_columns(runs)
            if text and found and (runs[:1].isspace() or was_apart):
                text = f" {text}"
            was_apart = runs[-1:].isspace()
            if begin in pages:
                turns.append(Turn(length + text.startswith(" "), None, pages[begin]))
            found.append(text)
            length += len(text)
            begin = cut
        return "".join(found), tuple(turns)


def _rows(table: "etree._Element") -> Iterator["etree._Element"]:
    """The rows of a table and the breaks of the page between them, also those of its head and of groups; not those of
    tables in its cells."""
    for child in table:
        name = local(child)
        if name in ("table-row", "soft-page-break"):
            yield child
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child)


def _times(element: "etree._Element", name: str, most: int) -> int:
    times = whole_number(_attribute(element, name))
    return 1 if times is None else min(times, most)


def _attribute(element: "etree._Element", name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
