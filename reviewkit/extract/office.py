"""The text of Word documents and PowerPoint slides."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reviewkit.extract.equations import signs_of
from reviewkit.extract.manuscripts.word_styles import Styles
from reviewkit.extract.prose import raised, tidied
from reviewkit.extract.reading import Reading, Unit
from reviewkit.extract.symbols import symbol_of
from reviewkit.extract.word_parts import check_whole, is_deleted, main_part, paragraphs_in, part_beside, shown
from reviewkit.extract.xml import Parts, local, named
from reviewkit.normalize import whole_number

if TYPE_CHECKING:
    from lxml import etree

_BLANK = frozenset(("tab", "br", "cr", "ptab"))
# What is in the file and not on the page: text that was deleted, instructions of fields, the second copy of a text box.
_UNSEEN = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr"))
_NO_STYLES = Styles(None)
_NOTES = ("footnotes", "endnotes")


def read_docx(data: bytes, name: str) -> Reading:
    """The paragraphs of a Word document, with those in tables and text boxes; notes and diagrams (SmartArt) come last.

    Raises ReviewkitError for a damaged document, and for one that holds a file of another kind.
    """
    parts = Parts(data, name)
    main = main_part(parts)
    styles = Styles(parts.root(part_beside(parts, main, "styles")))
    beside = [part_beside(parts, main, kind) for kind in _NOTES]
    roots = [parts.root(part) for part in (main, *beside)]
    check_whole(roots[0], name)
    texts = [
        text
        for root in roots
        for paragraph in _paragraphs(root)
        if (text := tidied("".join(_text(paragraph, styles))))
    ]
    return Reading(Unit.PARAGRAPH, (*texts, *filter(None, _of_diagrams(parts, main))))


def _of_diagrams(parts: Parts, part: str) -> list[str]:
    """The texts of the diagrams (SmartArt) that a part shows."""
    roots = [parts.root(diagram) for diagram in _related(parts, part, "diagramData")]
    return [tidied("".join(_text(one, _NO_STYLES))) for root in roots for one in named(root, "p")]


def read_pptx(data: bytes, name: str) -> Reading:
    """The text of each slide, with what the speaker noted below it. Raises ReviewkitError."""
    parts = Parts(data, name)
    slides = [_slide(parts, part) for part in _slides(parts)]
    pictures = tuple(number for number, (text, shows) in enumerate(slides, 1) if shows and not text)
    return Reading(Unit.SLIDE, tuple(text for text, _ in slides), pictures)


def _slide(parts: Parts, part: str) -> tuple[str, bool]:
    """The text of a slide with its notes and diagrams, and whether there is a picture on it."""
    root = parts.root(part)
    lines = [tidied("".join(_text(one, _NO_STYLES))) for one in _paragraphs(root)]
    for notes in _related(parts, part, "notesSlide"):
        lines += [tidied("".join(_text(one, _NO_STYLES))) for one in _paragraphs(parts.root(notes))]
    lines += _of_diagrams(parts, part)
    return "\n".join(filter(None, lines)), next(named(root, "pic"), None) is not None


def _slides(parts: Parts) -> list[str]:
    """The slides in the order in which they are shown; by their number where that order cannot be read."""
    by_id = _targets(parts, "ppt/presentation.xml", "slide")
    shown = [
        value
        for entry in named(parts.root("ppt/presentation.xml"), "sldId")
        for key, value in entry.attrib.items()
        if str(key).endswith("}id")
    ]
    found = [by_id[one] for one in shown if one in by_id]
    numbered = [part for part in parts.names() if re.fullmatch(r"ppt/slides/slide\d+\.xml", part)]
    return found or sorted(numbered, key=lambda part: whole_number("".join(filter(str.isdecimal, part))) or 0)


def _related(parts: Parts, part: str, kind: str) -> list[str]:
    return list(_targets(parts, part, kind).values())


def _targets(parts: Parts, part: str, kind: str) -> dict[str, str]:
    """The parts that a part refers to as this kind, by the id of the reference."""
    folder, file = posixpath.split(part)
    found = {}
    for entry in named(parts.root(f"{folder}/_rels/{file}.rels"), "Relationship"):
        if str(entry.get("Type", "")).endswith(f"/{kind}"):
            target = str(entry.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[str(entry.get("Id", ""))] = path
    return found


def _paragraphs(root: "etree._Element | None", is_within: bool = False) -> "Iterator[Iterable[etree._Element]]":
    """The paragraphs that are seen, in the order of the document; one in a text box comes after the one it is in.
    `is_within` says that the element is in a paragraph; what is in none is one of its own."""
    name = "" if root is None else local(root)
    if root is None or name in _UNSEEN or (name == "tr" and is_deleted(root)):
        return
    is_paragraph = name == "p"
    if is_paragraph:
        yield root
    for child in shown(root) if is_within or is_paragraph else paragraphs_in(root):
        if not isinstance(child, list):
            yield from _paragraphs(child, is_within or is_paragraph)
            continue
        yield child
        for one in child:
            yield from _paragraphs(one, is_within=True)


def _text(element: "Iterable[etree._Element]", styles: Styles) -> Iterator[str]:
    """The text of a paragraph, without that of paragraphs in it (text boxes)."""
    for child in element:
        name = local(child)
        if name in _UNSEEN or name == "p":
            continue
        if name == "t":
            yield from map(str, child.itertext())
        elif name in _BLANK:
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield symbol_of(child)
        elif name == "r":
            yield _of_run(child, styles)
        else:
            signs = signs_of(child)
            yield signs.before
            texts = _text(shown(child), styles)
            yield from map(raised, texts) if signs.is_raised else texts
            yield signs.after


def _of_run(run: "etree._Element", styles: Styles) -> str:
    """The text of a run; nothing where it is hidden."""
    if styles.look_of(run).is_hidden:
        return ""
    text = "".join(_text(run, styles))
    return raised(text) if _is_raised(run, styles) else text


def _is_raised(run: "etree._Element", styles: Styles) -> bool:
    """Whether a run is set above the line, as the marks of notes are."""
    return bool(styles.look_of(run).is_raised) or any(
        (local(one) == "vertAlign" and "superscript" in one.attrib.values())
        or (local(one) == "rPr" and (whole_number((one.get("baseline") or "").removesuffix("%")) or 0) > 0)
        for one in named(run, "vertAlign", "rPr")
    )
