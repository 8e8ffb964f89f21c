"""Word documents as manuscripts: what is seen of them, and in which element each letter is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from reviewkit import limits
from reviewkit.extract.equations import signs_of
from reviewkit.extract.manuscripts.letters import Letter, Where, text_of, tidied_letters
from reviewkit.extract.manuscripts.pieces import Piece, too_long
from reviewkit.extract.manuscripts.word_styles import Styles, is_on, property_of
from reviewkit.extract.prose import raised
from reviewkit.extract.symbols import OBJECT, OBJECTS, symbol_of
from reviewkit.extract.word_parts import check_whole, is_deleted, main_part, paragraphs_in, part_beside, shown
from reviewkit.extract.xml import Parts, local, named
from reviewkit.model.passages import Cell, Role, Turn
from reviewkit.normalize import whole_number

if TYPE_CHECKING:
    from lxml import etree

NOTES: Final = ("footnote", "endnote")
_BLANK: Final = frozenset(("tab", "br", "cr", "ptab"))
# What is in the file and not on the page: text that was deleted, instructions of fields, second copies of text boxes.
_UNSEEN: Final = frozenset(
    ("del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "tblPr", "trPr", "tcPr")
)
_AROUND: Final = frozenset(("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"))
MOST_COLUMNS: Final = 1_000  # that one cell may take; Word has 63
LONGEST_HEADING: Final = 120  # letters of a bold paragraph that is a heading


@dataclass(frozen=True, slots=True)
class WordPiece:
    """A text of the document with its letters. `note` is the id of the note it is in, `kind` what kind of note."""

    piece: Piece
    letters: tuple[Letter, ...]
    note: str = ""
    kind: str = ""


def read_word(data: bytes, name: str) -> Iterator[Piece]:
    """The texts of a Word document: paragraphs, cells and text boxes in their order, then the notes.

    Raises ReviewkitError for a damaged document.
    """
    return (one.piece for one in word_pieces(Parts(data, name)))


def word_pieces(parts: Parts) -> Iterator[WordPiece]:
    """The same with their letters."""
    main = main_part(parts)
    root = parts.root(main)
    check_whole(root, parts.name)
    if root is None:
        raise parts.damaged()
    _check_length(root, parts.name)
    styles = Styles(parts.root(part_beside(parts, main, "styles")))
    yield from pieces_in(root, styles)
    for kind in NOTES:
        yield from _notes(parts.root(part_beside(parts, main, f"{kind}s")), kind, styles)


def _check_length(root: "etree._Element", name: str) -> None:
    """Raises ReviewkitError for more text than any manuscript has, before each letter of it gets its place."""
    if sum(len(letters) for text in named(root, "t") for letters in text.itertext()) > limits.MANUSCRIPT_LETTERS:
        raise too_long(name)


def pieces_in(root: "etree._Element", styles: Styles) -> Iterator[WordPiece]:
    """The texts of the main part of a document."""
    has_pages = next(named(root, "lastRenderedPageBreak"), None) is not None
    yield from _Reading(styles, 1 if has_pages else None).inside(root)


def _notes(root: "etree._Element | None", kind: str, styles: Styles) -> Iterator[WordPiece]:
    for note in named(root, kind):
        if property_of(note, "type") in ("", "normal"):
            letters = tidied_letters(_of_paragraphs(note, styles))
            number = property_of(note, "id")
            yield WordPiece(Piece(text_of(letters), Role.FOOTNOTE), letters, number, kind)


def _of_paragraphs(element: "etree._Element", styles: Styles) -> Iterator[Letter]:
    """The letters of all paragraphs in an element, with a blank between two."""
    for paragraph in [*named(element, "p")] or [element]:
        yield from letters_of(paragraph, styles)
        yield Letter("\t", None)


@dataclass(slots=True)
class _Reading:
    """What is counted while a document is read."""

    styles: Styles
    page: int | None  # as Word last set it
    tables: int = 0
    boxes: int = 0  # text boxes around what is being read

    def inside(self, element: "etree._Element") -> Iterator[WordPiece]:
        """The texts in a part of the document, in their order."""
        for child in paragraphs_in(element):
            if isinstance(child, list):
                yield from self._loose(child)
                continue
            match local(child):
                case "p":
                    yield from self._paragraph(child)
                case "tbl":
                    yield from self._table(child)
                case name if name not in _UNSEEN:
                    yield from self.inside(child)

    def _paragraph(self, paragraph: "etree._Element") -> Iterator[WordPiece]:
        letters, begins, turns = self._read(paragraph)
        role, level = self._role(paragraph, letters)
        piece = Piece(text_of(letters), role, None, begins, None, level, turns)
        is_contents = self.styles.is_contents(paragraph) or _is_link(paragraph, self.styles)
        yield WordPiece(replace(piece, is_contents=is_contents), letters)
        yield from self._in_boxes(_boxes(paragraph))

    def _loose(self, runs: "Sequence[etree._Element]") -> Iterator[WordPiece]:
        """What is in no paragraph, as some programs write it, and Word shows it."""
        letters, begins, turns = self._read(runs)
        if letters:
            yield WordPiece(Piece(text_of(letters), Role.BODY, None, begins, None, None, turns), letters)
        yield from self._in_boxes(_boxes(runs))

    def _read(
        self, paragraph: "Iterable[etree._Element]"
    ) -> tuple[tuple[Letter, ...], int | None, tuple[Turn, ...]]:
        """The letters of a paragraph, the page on which it begins, and where pages begin in it."""
        begins = self.page
        turns: list[tuple[int, int]] = []
        found: list[Letter] = []
        for letter in letters_of(paragraph, self.styles, with_breaks=True):
            if letter.text:
                found.append(letter)
            elif self.page is not None:
                self.page += 1
                turns.append((len(found), self.page))
        letters = tidied_letters(found)
        if turns and turns[0][0] == 0:
            begins = turns.pop(0)[1]
        return letters, begins, _turns(letters, found, turns)

    def _in_boxes(self, boxes: "Iterable[etree._Element]") -> Iterator[WordPiece]:
        self.boxes += 1
        for box in boxes:
            yield from self.inside(box)
        self.boxes -= 1

    def _role(self, paragraph: "etree._Element", letters: tuple[Letter, ...]) -> tuple[Role, int | None]:
        role, level = self.styles.role_of(paragraph)
        text = text_of(letters)
        is_short = len(text) <= LONGEST_HEADING and not text.endswith((".", ":", ",", ";"))
        if role is Role.BODY and not self.boxes and is_short and text and _is_bold(paragraph, self.styles):
            return Role.HEADING, None
        return role, level

    def _table(self, table: "etree._Element") -> Iterator[WordPiece]:
        self.tables += 1
        number = self.tables
        rows = [row for row in _children(table, "tr") if not is_deleted(row)]
        for at, row in enumerate(rows, 1):
            column = 1 + _span(row, "gridBefore")
            for cell in _children(row, "tc"):
                yield from self._cell(cell, Cell(number, at, column))
                column += max(1, _span(cell, "gridSpan"))

    def _cell(self, cell: "etree._Element", place: Cell) -> Iterator[WordPiece]:
        """A cell as one text; tables and text boxes in it come after it."""
        found: list[Letter] = []
        begins = self.page
        within: list[etree._Element] = []
        for paragraph in _own_paragraphs(cell):
            found += [
                letter for letter in letters_of(paragraph, self.styles, with_breaks=True) if self._counted(letter)
            ]
            found.append(Letter("\t", None))
            within += _boxes(paragraph)
        letters = tidied_letters(found) or tuple(_object_in(cell))
        yield WordPiece(Piece(text_of(letters), Role.CELL, None, begins, place), letters)
        yield from self._in_boxes(within)
        for table in _children(cell, "tbl"):
            yield from self._table(table)

    def _counted(self, letter: Letter) -> bool:
        if not letter.text and self.page is not None:
            self.page += 1
        return bool(letter.text)


def _turns(
    letters: Sequence[Letter], found: Sequence[Letter], pages: Sequence[tuple[int, int]]
) -> tuple[Turn, ...]:
    """Where pages begin among the tidied letters: each at the first one that is left of those found after its break."""
    left = {id(letter.where): place for place, letter in reversed(list(enumerate(letters)))} if pages else {}
    turns = []
    for at, page in pages:
        after = next((found[one] for one in range(at, len(found)) if id(found[one].where) in left), None)
        if after is not None:
            turns.append(Turn(left[id(after.where)], None, page))
    return tuple(turns)


def letters_of(element: "Iterable[etree._Element]", styles: Styles, with_breaks: bool = False) -> Iterator[Letter]:
    """The letters of a paragraph, without those of text boxes in it; a break of the page, where asked for, is an empty
    one."""
    for child in element:
        name = local(child)
        if name in _UNSEEN or name in ("p", "txbxContent"):
            continue
        if name == "t":
            yield from _of_text(child)
        elif name in _BLANK:
            yield Letter("\t", Where(child, 0))
        elif name == "noBreakHyphen":
            yield Letter("-", Where(child, 0))
        elif name == "sym":
            yield Letter(symbol_of(child), Where(child, 0))
        elif name == "lastRenderedPageBreak":
            if with_breaks:
                yield Letter("", Where(child, 0))
        elif name == "r":
            yield from _of_run(child, styles, with_breaks)
        else:
            yield from _of_part(child, styles, with_breaks)


def _of_part(part: "etree._Element", styles: Styles, with_breaks: bool) -> Iterator[Letter]:
    """The letters of what is in a paragraph and no run, with the signs that a part of an equation has around it."""
    signs = signs_of(part)
    letters = letters_of(shown(part), styles, with_breaks)
    yield from (Letter(sign, Where(part, 0)) for sign in signs.before)
    yield from _raised(letters) if signs.is_raised else letters
    yield from (Letter(sign, Where(part, 0)) for sign in signs.after)


def _raised(letters: Iterable[Letter]) -> Iterator[Letter]:
    return (Letter(raised(letter.text), letter.where) for letter in letters)


def _object_in(cell: "etree._Element") -> Iterator[Letter]:
    """A picture or another object in a cell without words: it may be a mark, so the cell is not empty."""
    for paragraph in _own_paragraphs(cell):
        found = _first_object(paragraph)
        if found is not None:
            yield Letter(OBJECT, Where(found, 0))
            return


def _first_object(element: "Iterable[etree._Element]") -> "etree._Element | None":
    for child in element:
        name = local(child)
        if name in OBJECTS:
            return child
        found = None if name in _UNSEEN else _first_object(child)
        if found is not None:
            return found
    return None


def _of_text(element: "etree._Element") -> Iterator[Letter]:
    """The letters of a text. No element belongs into one; the letters in and after such are at its end."""
    own = len(element.text or "")
    letters = "".join(map(str, element.itertext()))
    return (Letter(letter, Where(element, min(at, own))) for at, letter in enumerate(letters))


def _of_run(run: "etree._Element", styles: Styles, with_breaks: bool) -> Iterator[Letter]:
    look = styles.look_of(run)
    if look.is_hidden:
        return
    letters = letters_of(run, styles, with_breaks)
    yield from _raised(letters) if look.is_raised else letters


def _is_link(paragraph: "etree._Element", styles: Styles) -> bool:
    """Whether a paragraph is nothing but a link to a place in the document, as the lines of a table of contents are."""
    links = [one for one in paragraph if local(one) == "hyperlink" and property_of(one, "anchor")]
    return bool(links) and not any(
        local(one) in ("r", "ins", "fldSimple", "sdt")
        and any(letter.text.strip() for letter in letters_of((one,), styles))
        for one in paragraph
    )


def _is_bold(paragraph: "etree._Element", styles: Styles) -> bool:
    """Whether every word of a paragraph is set bold by hand."""
    runs = [run for run in named(paragraph, "r") if text_of(letters_of(run, styles)).strip()]
    return bool(runs) and all(
        (properties := next(_children(run, "rPr"), None)) is not None and _is_on(properties, "b") for run in runs
    )


def _is_on(properties: "etree._Element", name: str) -> bool:
    found = next(_children(properties, name), None)
    return found is not None and is_on(found)


def _span(element: "etree._Element", name: str) -> int:
    for properties in _children(element, "trPr" if name == "gridBefore" else "tcPr"):
        for found in _children(properties, name):
            value = property_of(found, "val")
            return min(whole_number(value) or 0, MOST_COLUMNS)
    return 0


def _children(element: "etree._Element", name: str) -> Iterator["etree._Element"]:
    """The children of this name, also those in a content control or an insertion."""
    for child in element:
        found = local(child)
        if found == name:
            yield child
        elif found in _AROUND:
            yield from _children(child, name)


def _own_paragraphs(element: "etree._Element") -> "Iterator[Iterable[etree._Element]]":
    """The paragraphs of a cell, with what is in it and in none."""
    for child in paragraphs_in(element):
        if isinstance(child, list) or local(child) == "p":
            yield child
        elif local(child) in _AROUND:
            yield from _own_paragraphs(child)


def _boxes(paragraph: "Iterable[etree._Element]") -> Iterator["etree._Element"]:
    """The text boxes that hang on a paragraph, each once; those in a text box belong to its own paragraphs."""
    for child in paragraph:
        name = local(child)
        if name == "txbxContent":
            yield child
        elif name not in _UNSEEN and name != "p":
            yield from _boxes(shown(child))
