"""Read the text of a document of any kind that is understood."""

from collections.abc import Callable, Iterator
from io import StringIO
from itertools import chain

from reviewkit.encodings import MARK, text_of
from reviewkit.errors import ReviewkitError
from reviewkit.extract.prose import tidied
from reviewkit.extract.reading import Reading, Unit
from reviewkit.extract.sizes import check_letters, few_enough


def read_text(data: bytes, name: str) -> Reading:
    """The paragraphs of a plain text in any encoding that is known (encodings); blank lines separate them."""
    text = decoded(data)
    check_letters(len(text), name)
    return Reading(Unit.PARAGRAPH, tuple(few_enough(_paragraphs(text), name)))


def _paragraphs(text: str) -> Iterator[str]:
    """One paragraph after the other: all lines of a text of 20 million letters would take half a gigabyte."""
    paragraph = StringIO()
    for line in chain(StringIO(text.replace("\f", "\n\n"), newline=None), [""]):
        if line.strip():
            paragraph.write(line)
        elif paragraph.tell():
            if shown := tidied(paragraph.getvalue()):
                yield shown
            paragraph = StringIO()


def decoded(data: bytes) -> str:
    """A plain text without its byte-order mark."""
    return text_of(data).removeprefix(MARK)


def read(data: bytes, kind: str, name: str) -> Reading:
    """The text of a document of this kind, which is named by its usual ending. Raises ReviewkitError where it cannot be
    read. The libraries for a kind are imported when a document of it is read."""
    return _reader(kind)(data, name)


def _reader(kind: str) -> Callable[[bytes, str], Reading]:
    match kind:
        case "pdf":
            from reviewkit.extract.pdf import read_pdf

            return read_pdf
        case "docx" | "pptx":
            from reviewkit.extract.office import read_docx, read_pptx

            return read_docx if kind == "docx" else read_pptx
        case "html":
            from reviewkit.extract.web import read_html

            return read_html
        case "epub":
            from reviewkit.extract.books import read_epub

            return read_epub
        case "txt":
            return read_text
    raise ReviewkitError(f"There is no reader for documents of the kind {kind}.")
