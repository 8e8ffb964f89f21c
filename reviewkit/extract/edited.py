"""The boxes of a figure that somebody has edited: their names and their lines, from PowerPoint, Word or draw.io.

What our writers name is found by its name: a box of the flow by its id. Boxes that people added have other names.
"""

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.word_parts import main_part
from reviewkit.extract.xml import Parts, local, named, well_formed
from reviewkit.normalize import with_letters
from reviewkit.words import message

if TYPE_CHECKING:
    from lxml import etree

_NO_BOX = re.compile(r"text|bar|dot|line|shape-\d+")  # how our writers name what is no box
_LINE_ENDS = re.compile(r"<br\s*/?>|</(?:div|p|li|h\d)\s*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class EditedBox:
    """A box with words: its name in the file, and its lines."""

    name: str
    lines: tuple[str, ...]


def boxes_of(data: bytes, name: str, ending: str) -> tuple[EditedBox, ...]:
    """The boxes of a file that ends with `.pptx`, `.docx` or `.drawio`, in its order. Raises ReviewkitError for a
    damaged one."""
    found = _drawio(data, name) if ending == "drawio" else _office(Parts(data, name), ending)
    return tuple(box for box in found if box.lines and not _NO_BOX.fullmatch(box.name))


def cells_of(data: bytes, name: str) -> tuple[EditedBox, ...]:
    """Every shape of draw.io that has words: boxes, titles and notes. Raises ReviewkitError for a damaged file."""
    return tuple(cell for cell in _drawio(data, name) if cell.lines)


def table_of(data: bytes, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the largest table in a Word document; none where it has no table. Raises ReviewkitError."""
    parts = Parts(data, name)
    root = parts.root(main_part(parts))
    tables = [
        tuple(tuple(_cell(cell) for cell in named(row, "tc")) for row in named(table, "tr"))
        for table in named(root, "tbl")
    ]
    return max(tables, key=lambda rows: sum(map(len, rows)), default=())


def _cell(cell: "etree._Element") -> str:
    return "\n".join("".join(_words(paragraph)) for paragraph in named(cell, "p"))


def _office(parts: Parts, ending: str) -> Iterator[EditedBox]:
    pages = [part for part in parts.names() if re.fullmatch(r"ppt/slides/slide\d+\.xml", part)]
    for part in [main_part(parts)] if ending == "docx" else sorted(pages):
        for shape in named(parts.root(part), "sp", "wsp"):
            title = next((one.get("name") or "" for one in named(shape, "cNvPr")), "")
            if next(named(shape, "ph"), None) is None:
                yield EditedBox(title, tuple(_lines(shape)))


def _lines(shape: "etree._Element") -> Iterator[str]:
    for paragraph in named(shape, "p"):
        yield from filter(str.strip, "".join(_words(paragraph)).split("\n"))


def _words(paragraph: "etree._Element") -> Iterator[str]:
    for element in paragraph.iter():
        name = local(element)
        if name == "t":
            yield element.text or ""
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "tab":
            yield " "


def _drawio(data: bytes, name: str) -> Iterator[EditedBox]:
    root = _parsed(data, name)
    models = [root] if local(root) == "mxGraphModel" else list(_models(root, name))
    for model in models:
        for cell in named(model, "mxCell", "UserObject", "object"):
            label = cell.get("value") or cell.get("label") or ""
            lines = with_letters(_MARKUP.sub("", _LINE_ENDS.sub("\n", label))).split("\n")
            title = cell.get("id") or ""
            yield EditedBox(title.removeprefix("box-"), tuple(filter(str.strip, lines)))


def _models(root: "etree._Element", name: str) -> Iterator["etree._Element"]:
    """The diagrams of a file; draw.io packs those of some files."""
    for diagram in named(root, "diagram"):
        inside = next(named(diagram, "mxGraphModel"), None)
        if inside is not None:
            yield inside
        elif diagram.text and diagram.text.strip():
            try:
                unpacking = zlib.decompressobj(-15)
                unpacked = unpacking.decompress(base64.b64decode(diagram.text), limits.DIAGRAM)
            except (ValueError, zlib.error):
                raise _damaged(name) from None
            if unpacking.unconsumed_tail:
                raise ReviewkitError(message("{path}: a diagram in it is larger than any figure.", path=name))
            yield _parsed(unquote(unpacked.decode("utf-8", "replace")).encode(), name)


def _parsed(data: bytes, name: str) -> "etree._Element":
    from lxml import etree

    try:
        return well_formed(data)
    except etree.XMLSyntaxError:
        raise _damaged(name) from None


def _damaged(name: str) -> ReviewkitError:
    return ReviewkitError(f"{name}: this is no figure of draw.io, or it is damaged. Save it again.")
