"""A flow diagram or a lineage of codes as Mermaid text, which GitHub, GitLab, Obsidian and Quarto draw.

The phases are left out: frames around boxes tear the columns apart, because Mermaid places the frames first. Boxes
have numbers for ids, and what people wrote is in quotation marks with everything but letters, digits and spaces as
codes, so that a name can neither end its box nor begin something new.
"""

import re
from collections.abc import Mapping, Sequence

from reviewkit import fonts
from reviewkit.codebook_lineage import Lineage
from reviewkit.locales import Labels
from reviewkit.model import Codebook
from reviewkit.render.figures.flow import Grid
from reviewkit.render.figures.layout import TextLine
from reviewkit.render.figures.lineage import box_of, described, lines_of_node
from reviewkit.safe import xml_characters

_SAFE = re.compile(r"[^\w ,.()=:–-]|_")
_NEVER_IN_WORDS = re.compile(r"[^\w ,.()=:–-]+")
_ID = re.compile(r"[\w.:-]{1,200}")  # of a box, which a comment says of each node, so that the file can be traced
_BREAKS = re.compile(r"[^\S\u00a0]+")
_INDENT = "\u00a0\u00a0"  # before a source or a reason, for each level


def as_mermaid(diagram: Grid) -> str:
    """The diagram as the text of an .mmd file. The same diagram gives the same text."""
    title = f"{diagram.draft} – {diagram.title}" if diagram.draft else diagram.title
    boxes = {box.id: box.lines for box in diagram.boxes}
    return _chart("TD", title, diagram.description, boxes, diagram.arrows, diagram.draft, diagram.notes)


def lineage_as_mermaid(found: Lineage, book: Codebook, words: Labels) -> str:
    """The lineage of a codebook as the text of an .mmd file, time from left to right."""
    names = {code.id: code.label(words.language) for code in book.codes}
    boxes = {box_of(place): lines_of_node(found, place, names, book, words) for place in range(len(found.nodes))}
    arrows = [(box_of(first), box_of(second)) for first, second in found.became]
    title = words.text("lineage.title").format(title=book.title)
    return _chart("LR", title, described(found, names, words), boxes, arrows)


def _chart(
    direction: str,
    title: str,
    description: str,
    boxes: Mapping[str, Sequence[TextLine]],
    arrows: Sequence[tuple[str, str]],
    draft: str = "",
    notes: Sequence[str] = (),
) -> str:
    """A flowchart: the lines of each box by its id, and the ids of the boxes that each arrow joins."""
    name = {box: f"n{number}" for number, box in enumerate(boxes, start=1)}
    return "\n".join(
        [
            f"flowchart {direction}",
            f"accTitle: {_plain(title)}",
            f"accDescr: {_plain(description)}",
            *([f"draft[{_quoted(draft)}]:::note"] if draft else []),
            *(f"{name[box]}[{_words(lines)}]" for box, lines in boxes.items()),
            *(f"{name[start]} --> {name[end]}" for start, end in arrows),
            *(f"%% {name[box]} = {box}" for box in boxes if _ID.fullmatch(box)),
            *(f"note{number}[{_quoted(note)}]:::note" for number, note in enumerate(notes, start=1)),
            "classDef default fill:#ffffff,stroke:#5a5a5a,color:#1a1a1a",
            "classDef note fill:none,stroke:none",
            "",
        ]
    )


def _words(lines: Sequence[TextLine]) -> str:
    """The lines of a box, as one text in quotation marks."""
    return '"' + "<br/>".join(_INDENT * line.indent + _coded(line.text) for line in lines) + '"'


def _quoted(text: str) -> str:
    return f'"{_coded(text)}"'


def _coded(text: str) -> str:
    """A text in which every sign that could mean something is a code."""
    return _SAFE.sub(lambda found: f"#{ord(found[0])};", _letters(text))


def _plain(text: str) -> str:
    """A text for a place that knows no codes, without the signs that could mean something there."""
    return " ".join(_NEVER_IN_WORDS.sub(" ", _letters(text)).split())


def _letters(text: str) -> str:
    """The text on one line; no-break spaces stay, because Mermaid breaks its lines itself."""
    return _BREAKS.sub(" ", xml_characters(fonts.composed(text)))
