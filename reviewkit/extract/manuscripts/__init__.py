"""Manuscripts to passages: the paragraphs, headings, cells and notes of a text, with their places."""

from collections.abc import Callable, Iterable

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.manuscripts.pieces import Piece, too_long
from reviewkit.extract.manuscripts.sections import passages_of
from reviewkit.model.passages import Manuscript, Passage
from reviewkit.words import message

ENDINGS = ("docx", "odt", "md", "tex", "txt", "pdf")


def read_manuscript(data: bytes, name: str) -> Manuscript:
    """The passages of a manuscript, read in the format that the ending of its name says.

    Raises ReviewkitError, with what to do, for a file of another format, an empty, a damaged or a monstrous one.
    """
    reader = _reader(name)
    if len(data) > limits.MANUSCRIPT:
        raise ReviewkitError(
            message(
                "{path}: this file has more than {largest} MB, which no manuscript has. Save it without its pictures.",
                path=name,
                largest=limits.MANUSCRIPT // 1_000_000,
            )
        )
    passages = passages_of(reader(data, name))
    if not passages:
        raise ReviewkitError(message("{path}: there is no text in this file.", path=name))
    if sum(len(passage.text) for passage in passages) > limits.MANUSCRIPT_LETTERS:
        raise too_long(name)
    _check_tables(passages, name)
    return Manuscript(name, passages)


def _check_tables(passages: Iterable[Passage], name: str) -> None:
    """Raises ReviewkitError where a file says of a few cells that they take more room than any table has."""
    sizes: dict[int, tuple[int, int]] = {}
    for cell in (passage.cell for passage in passages if passage.cell):
        rows, columns = sizes.get(cell.table, (0, 0))
        sizes[cell.table] = (max(rows, cell.row), max(columns, cell.column))
    if sum(rows * columns for rows, columns in sizes.values()) > limits.MANUSCRIPT_CELLS:
        raise ReviewkitError(
            message(
                "{path}: the tables in this file have room for more than {most} cells, which no manuscript has; it was "
                "not read. Save it without them.",
                path=name,
                most=limits.MANUSCRIPT_CELLS,
            )
        )


def _reader(name: str) -> Callable[[bytes, str], Iterable[Piece]]:
    match name.rpartition(".")[2].casefold():
        case "txt" | "text":
            from reviewkit.extract.manuscripts.plain import read_plain

            return read_plain
        case "md" | "markdown":
            from reviewkit.extract.manuscripts.markdown import read_markdown

            return read_markdown
        case "pdf":
            from reviewkit.extract.manuscripts.pages import read_pages

            return read_pages
        case "odt":
            from reviewkit.extract.manuscripts.open_document import read_open_document

            return read_open_document
        case "tex" | "latex":
            from reviewkit.extract.manuscripts.latex import read_latex

            return read_latex
        case "docx":
            from reviewkit.extract.manuscripts.word import read_word

            return read_word
    raise ReviewkitError(
        message(
            "{path}: a manuscript can be {endings}. Save it as one of these.",
            path=name,
            endings=", ".join(f".{ending}" for ending in ENDINGS),
        )
    )
