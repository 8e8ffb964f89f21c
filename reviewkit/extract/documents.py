"""Read the text of a document of any kind that is understood."""

from collections.abc import Callable

from reviewkit.encodings import MARK, text_of
from reviewkit.errors import ReviewkitError
from reviewkit.extract.prose import tidied
from reviewkit.extract.reading import Reading, Unit


def read_text(data: bytes, name: str) -> Reading:
    """The paragraphs of a plain text in any encoding that is known (encodings); blank lines separate them."""
    lines = decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return Reading(Unit.PARAGRAPH, tuple(text for lines in found if (text := tidied(" ".join(lines)))))


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
