"""What a file shows that was made from a review: the boxes of a flow by their ids, and all of its words."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reviewkit.errors import ReviewkitError
from reviewkit.extract import kept_boxes
from reviewkit.extract.documents import decoded, read, read_text
from reviewkit.extract.edited import EditedBox, boxes_of, cells_of
from reviewkit.extract.xml import local, named, recovered
from reviewkit.words import message

if TYPE_CHECKING:
    from lxml import etree

_EDITED = ("pptx", "docx", "drawio")
FIGURES = ("svg", "html", *_EDITED, "pdf", "png", "mmd")  # endings of files that can hold boxes with their ids
_READ = {"html": "html", "htm": "html", "docx": "docx", "pptx": "pptx", "pdf": "pdf"}
_PLAIN = ("md", "txt", "csv", "tsv", "tex", "mmd")
ENDINGS = tuple(dict.fromkeys((*FIGURES, "htm", *_PLAIN)))
_BOX = "box-"
_NUMBER = re.compile(r"\(n\W")
_DRAWN = re.compile(rb"<svg[\s>].*?(?:</svg>|\Z)", re.DOTALL)


def boxes_in(data: bytes, name: str, ending: str) -> tuple[EditedBox, ...]:
    """The boxes of a flow in a figure, or in a web page with one; none in a file of another kind or a damaged one."""
    try:
        if ending in ("svg", "html"):
            drawings = (drawn for drawn in _DRAWN.findall(data) if drawn.endswith(b"</svg>"))
            return tuple(box for drawn in drawings for box in _of_svg(drawn))
        if ending == "png":
            return tuple(_kept(kept_boxes.in_png(data) or ()))
        if ending == "pdf":
            return tuple(_kept(kept_boxes.in_pdf(data)))
        if ending == "mmd":
            return kept_boxes.in_mermaid(decoded(data))
        return boxes_of(data, name, ending) if ending in _EDITED else ()
    except ReviewkitError:
        return ()


def words_in(data: bytes, name: str, ending: str) -> tuple[str, ...]:
    """All words of a file, piece by piece. Raises ReviewkitError where it cannot be read."""
    if ending == "svg":
        root = _parsed(data)
        return tuple("".join(map(str, one.itertext())) for one in named(root, "text")) if root is not None else ()
    if ending == "drawio":
        return tuple(line for cell in cells_of(data, name) for line in cell.lines)
    if ending == "png":
        return _words_of_png(data, name)
    if ending in _PLAIN:
        return read_text(data, name).parts
    return read(data, _READ[ending], name).parts


def _words_of_png(data: bytes, name: str) -> tuple[str, ...]:
    boxes = kept_boxes.in_png(data)
    if boxes is None:
        raise ReviewkitError(
            message(
                "{path}: this picture does not say what it shows: reviewkit did not write it, or another program "
                "took its texts out. Trace the figure in another format, such as SVG.",
                path=name,
            )
        )
    return tuple(line for box in boxes for line in box.lines)


def _kept(boxes: Iterable[EditedBox]) -> Iterator[EditedBox]:
    """The boxes that have a name, with their lines as they were before they were wrapped."""
    return (EditedBox(box.name, tuple(_whole(box.lines))) for box in boxes if box.name)


def _of_svg(data: bytes) -> Iterator[EditedBox]:
    for group in named(_parsed(data), "g"):
        name = group.get("id") or ""
        if name.startswith(_BOX):
            printed = ("".join(map(str, text.itertext())) for text in _lines(group))
            yield EditedBox(name.removeprefix(_BOX), tuple(_whole(filter(str.strip, printed))))


def _whole(printed: Iterable[str]) -> Iterator[str]:
    """Lines as they were before they were wrapped: a number ends each."""
    before: list[str] = []
    for line in printed:
        before.append(line)
        said = line.rstrip()
        if said.endswith(")") and _NUMBER.search(said[:-1]):
            yield " ".join(before)
            before = []
    yield from before


def _lines(group: "etree._Element") -> Iterator["etree._Element"]:
    """The printed lines of a box: those of its paragraph, or its texts."""
    for text in named(group, "text"):
        printed = [one for one in text if local(one) == "tspan"]
        yield from printed or [text]


def _parsed(data: bytes) -> "etree._Element | None":
    return recovered(data) if data.strip() else None
