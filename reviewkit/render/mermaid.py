"""A flow diagram as Mermaid text, which GitHub, GitLab, Obsidian and Quarto draw.

The phases are left out: frames around boxes tear the columns apart, because Mermaid places the frames first. Boxes
have numbers for ids, and what people wrote is in quotation marks with everything but letters, digits and spaces as
codes, so that a name can neither end its box nor begin something new.
"""

import re

from reviewkit import fonts
from reviewkit.render.figures.flow import DiagramBox, Grid
from reviewkit.safe import xml_characters

_SAFE = re.compile(r"[^\w ,.()=:–-]|_")
_NEVER_IN_WORDS = re.compile(r"[^\w ,.()=:–-]+")
_ID = re.compile(r"[\w.:-]{1,200}")  # of a box, which a comment says of each node, so that the file can be traced
_BREAKS = re.compile(r"[^\S\u00a0]+")
_INDENT = "\u00a0\u00a0"  # before a source or a reason, for each level


def as_mermaid(diagram: Grid) -> str:
    """The diagram as the text of an .mmd file. The same diagram gives the same text."""
    name = {box.id: f"n{number}" for number, box in enumerate(diagram.boxes, start=1)}
    title = f"{diagram.draft} – {diagram.title}" if diagram.draft else diagram.title
    return "\n".join(
        [
            "flowchart TD",
            f"accTitle: {_plain(title)}",
            f"accDescr: {_plain(diagram.description)}",
            *([f"draft[{_quoted(diagram.draft)}]:::note"] if diagram.draft else []),
            *(f"{name[box.id]}[{_words(box)}]" for box in diagram.boxes),
            *(f"{name[start]} --> {name[end]}" for start, end in diagram.arrows),
            *(f"%% {name[box.id]} = {box.id}" for box in diagram.boxes if _ID.fullmatch(box.id)),
            *(f"note{number}[{_quoted(note)}]:::note" for number, note in enumerate(diagram.notes, start=1)),
            "classDef default fill:#ffffff,stroke:#5a5a5a,color:#1a1a1a",
            "classDef note fill:none,stroke:none",
            "",
        ]
    )


def _words(box: DiagramBox) -> str:
    """The lines of a box, as one text in quotation marks."""
    return '"' + "<br/>".join(_INDENT * line.indent + _coded(line.text) for line in box.lines) + '"'


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
