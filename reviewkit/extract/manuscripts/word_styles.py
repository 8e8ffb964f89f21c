"""What the styles of a Word document say of its paragraphs: which are headings, captions, or entries of a list."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reviewkit.extract.xml import local, named
from reviewkit.model.passages import Role
from reviewkit.normalize import whole_number

if TYPE_CHECKING:
    from lxml import etree

_HEADING = re.compile(r"heading ([1-9])")
_ROLES: Final = {
    "title": Role.TITLE,
    "caption": Role.CAPTION,
    "footnote text": Role.FOOTNOTE,
    "endnote text": Role.FOOTNOTE,
    "bibliography": Role.REFERENCE,
    "endnote bibliography": Role.REFERENCE,
    "abstract": Role.ABSTRACT,
}
_OUTLINE_LEVELS: Final = 9  # Word counts them from 0; with 9 it says that a paragraph is no heading
_LONGEST_CHAIN: Final = 20  # styles that each rest on the next one


@dataclass(frozen=True, slots=True)
class Look:
    """Whether letters are set above the line, and whether they are hidden; None where nothing is said of it."""

    is_raised: bool | None = None
    is_hidden: bool | None = None

    def over(self, other: "Look") -> "Look":
        """What this says, and what the other says where this says nothing."""
        return Look(
            other.is_raised if self.is_raised is None else self.is_raised,
            other.is_hidden if self.is_hidden is None else self.is_hidden,
        )


PLAIN: Final = Look()


class Styles:
    """The styles of a document by their ids. Word names those it brings along in English in every language."""

    def __init__(self, root: "etree._Element | None") -> None:
        self._styles = {property_of(style, "styleId"): style for style in named(root, "style")}
        self._looks: dict[str, Look] = {}

    def is_contents(self, paragraph: "etree._Element") -> bool:
        """Whether a paragraph is a line of a table of contents."""
        properties = next((child for child in paragraph if local(child) == "pPr"), None)
        style = self._styles.get(_value(properties, "pStyle"))
        return _value(style, "name").casefold().startswith("toc ")

    def look_of(self, run: "etree._Element") -> "Look":
        """How the letters of a run look: as it says, else as its character style or one that this is based on."""
        properties = next((child for child in run if local(child) == "rPr"), None)
        if properties is None:
            return PLAIN
        own = _look(properties)
        style = _value(properties, "rStyle")
        if style and style not in self._looks:
            self._looks[style] = self._look_of_style(style)
        return own.over(self._looks.get(style, PLAIN))

    def _look_of_style(self, style: str) -> "Look":
        look = PLAIN
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(style)
            if found is None:
                break
            properties = next((child for child in found if local(child) == "rPr"), None)
            look = look.over(_look(properties) if properties is not None else PLAIN)
            style = _value(found, "basedOn")
        return look

    def role_of(self, paragraph: "etree._Element") -> tuple[Role, int | None]:
        """The role of a paragraph, with the level where it is a heading; what no style says is the body."""
        properties = next((child for child in paragraph if local(child) == "pPr"), None)
        style = _value(properties, "pStyle")
        level = _level(properties)
        if level is not None:
            return Role.HEADING, level
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(style)
            if found is None:
                break
            said = _said(found)
            if said is not None:
                return said
            style = _value(found, "basedOn")
        return Role.BODY, None


def _look(properties: "etree._Element") -> Look:
    raised = next((one for one in properties if local(one) == "vertAlign"), None)
    hidden = next((one for one in properties if local(one) == "vanish"), None)
    return Look(
        None if raised is None else property_of(raised, "val") == "superscript",
        None if hidden is None else is_on(hidden),
    )


def is_on(element: "etree._Element") -> bool:
    """Whether a property that is there is not switched off."""
    return property_of(element, "val") not in ("0", "false", "off")


def _said(style: "etree._Element") -> tuple[Role, int | None] | None:
    name = _value(style, "name").casefold()
    heading = _HEADING.match(name)
    if heading:
        return Role.HEADING, int(heading[1])
    if name in _ROLES:
        return _ROLES[name], None
    properties = next((child for child in style if local(child) == "pPr"), None)
    level = _level(properties)
    return (Role.HEADING, level) if level is not None else None


def _level(properties: "etree._Element | None") -> int | None:
    """The level of a heading by its outline, from 1; None where it has none, or one that Word has not."""
    level = whole_number(_value(properties, "outlineLvl"))
    return level + 1 if level is not None and level < _OUTLINE_LEVELS else None


def _value(element: "etree._Element | None", name: str) -> str:
    """What a child says as its value; nothing where there is none."""
    for child in element if element is not None else ():
        if local(child) == name:
            return property_of(child, "val")
    return ""


def property_of(element: "etree._Element", name: str) -> str:
    """An attribute by its name without namespace; nothing where there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
