"""Which part of a Word document is what, and what of it is shown: Word on the web, for one, calls the main part
word/document2.xml."""

import posixpath
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from reviewkit.errors import ReviewkitError
from reviewkit.extract.xml import Parts, local, named
from reviewkit.words import message

if TYPE_CHECKING:
    from lxml import etree

# What says something, also where a damaged document does not declare "w". The parser looks for these names itself: one
# for newer programs can be in another, 110 deep, and at each all below is looked through.
_SAYS: Final = tuple(f"{{*}}{w}{name}" for w in ("", "w:") for name in ("t", "sym", "drawing", "pict", "object"))
_OF_PARAGRAPHS: Final = frozenset(("r", "t", "hyperlink", "fldSimple", "oMath", "oMathPara"))
_MAIN: Final = "word/document.xml"  # where nothing else is said


def check_whole(root: "etree._Element | None", name: str) -> None:
    """Raises ReviewkitError where a Word document holds a file of another kind, as programs write that make it of web
    pages: nobody reads that but Word, which takes it in when it saves the document."""
    if next(named(root, "altChunk"), None) is not None:
        raise ReviewkitError(
            message(
                "{path}: this document holds another file, whose text would be lost. Open it in Word, save it again, "
                "and give that.",
                path=name,
            )
        )


def main_part(parts: Parts) -> str:
    """The part with the text of a Word document."""
    return _named(parts, "_rels/.rels", "", "officeDocument") or _MAIN


def relations_of(part: str) -> str:
    """The part that says what another part refers to."""
    folder, file = posixpath.split(part)
    return f"{folder}/_rels/{file}.rels"


def part_beside(parts: Parts, main: str, kind: str) -> str:
    """The part of this kind that the main part refers to; the one with its usual name where it says nothing."""
    folder = posixpath.dirname(main)
    return _named(parts, relations_of(main), folder, kind) or f"{folder}/{kind}.xml"


def target_in(folder: str, target: str) -> str:
    """The part that a relation of a part in a folder names."""
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))


def shown(element: "etree._Element") -> "Iterable[etree._Element]":
    """What of an element is read: its children. Where one thing is there in several spellings, and those for newer
    programs say nothing, the one for older programs is all there is."""
    if local(element) != "AlternateContent" or any(
        local(child) != "Fallback" and next(child.iter(*_SAYS), None) is not None for child in element
    ):
        return element
    return [one for child in element for one in (child if local(child) == "Fallback" else (child,))]


def is_deleted(row: "etree._Element") -> bool:
    """Whether a row of a table was deleted while changes were tracked."""
    return any(local(mark) == "del" for properties in row if local(properties) == "trPr" for mark in properties)


def paragraphs_in(element: "etree._Element") -> "Iterator[etree._Element | list[etree._Element]]":
    """The children of an element, those that belong into a paragraph and are in none as a list for each group."""
    loose: list[etree._Element] = []
    for child in shown(element):
        if local(child) in _OF_PARAGRAPHS:
            loose.append(child)
            continue
        if loose and len(child):
            yield loose
            loose = []
        yield child
    if loose:
        yield loose


def _named(parts: Parts, relations: str, folder: str, kind: str) -> str:
    """The part of a kind that relations name, where there is such a part; relations that are damaged say nothing."""
    try:
        root = parts.root(relations)
    except ReviewkitError:
        return ""
    names = set(parts.names())
    for entry in named(root, "Relationship"):
        if str(entry.get("Type", "")).endswith(f"/{kind}"):
            path = target_in(folder, str(entry.get("Target", "")))
            if path in names:
                return path
    return ""
