"""Where comments begin and end in the XML of a Word document: runs are divided there, and nothing else changes."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from reviewkit.extract.manuscripts.letters import Letter, Where
from reviewkit.extract.xml import local

if TYPE_CHECKING:
    from lxml import etree

_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_WHOLE: Final = frozenset(
    ("r", "oMath", "oMathPara", "AlternateContent")
)  # the outermost of these may get one around it


@dataclass(frozen=True, slots=True)
class Range:
    """From before one letter to after another."""

    first: Where
    last: Where


def range_of(letters: Sequence[Letter]) -> Range:
    """The range of these letters, of which one at least is in the document."""
    places = [letter.where for letter in letters if letter.where is not None]
    return Range(places[0], places[-1])


def mark(root: "etree._Element", ranges: Sequence[Range], first: int) -> None:
    """Put the marks of comments into a document: the comment of the first range has the number `first`."""
    order = {element: at for at, element in enumerate(root.iter())}
    points: dict[_Point, list[int]] = {}
    for number, one in enumerate(ranges, first):
        points.setdefault(_Point(one.first.element, one.first.at, True), []).append(number)
        points.setdefault(_Point(one.last.element, one.last.at + 1, False), []).append(number)
    # From the last to the first, so that the letters before a place are still where they were.
    ordered = sorted(points, key=lambda point: (order[point.element], point.at, point.begins), reverse=True)
    properties: _Properties = {}
    for slot, point in [(_slot(point, properties), point) for point in ordered]:
        for number in points[point]:
            for made in _begin(slot, number) if point.begins else _end(slot, number):
                slot.addprevious(made)
        _take_away(slot)


# What each run says of its letters. It is looked for once, since a run with many texts is divided many times.
_Properties: TypeAlias = "dict[etree._Element, etree._Element | None]"


class _Point(NamedTuple):
    """A place before a letter of an element, where comments begin, or end."""

    element: "etree._Element"
    at: int
    begins: bool


def _begin(near: "etree._Element", number: int) -> Iterator["etree._Element"]:
    yield _made(near, "commentRangeStart", number)


def _end(near: "etree._Element", number: int) -> Iterator["etree._Element"]:
    yield _made(near, "commentRangeEnd", number)
    run = near.makeelement(_name(near, "r"))
    run.append(_made(near, "commentReference", number))
    yield run


def _made(near: "etree._Element", name: str, number: int) -> "etree._Element":
    return near.makeelement(_name(near, name), {_name(near, "id"): str(number)})


def _name(near: "etree._Element", name: str) -> str:
    """A name in the namespace of the document."""
    return near.tag[: near.tag.index("}") + 1] + name


def _slot(point: _Point, properties: _Properties) -> "etree._Element":
    """An element of no meaning in a place; the run there is divided. What cannot be divided has it beside it."""
    whole = _outermost(point.element)
    made = whole.makeelement(_name(_main(whole), "slot"))
    if whole is not point.element.getparent() or local(whole) != "r":
        (whole.addprevious if point.begins else whole.addnext)(made)
    elif point.at == 0 and _is_first(point.element):
        whole.addprevious(made)
    else:
        rest = _divided(whole, point, _properties_of(whole, properties))
        whole.addnext(made)
        if rest is not None:
            made.addnext(rest)
    return made


def _main(element: "etree._Element") -> "etree._Element":
    """The root of the document, whose namespace is that of its words."""
    return element.getroottree().getroot()


def _outermost(element: "etree._Element") -> "etree._Element":
    """What of the paragraph that an element is in gets the mark of a comment beside it: the element itself where it is
    in no run, as some programs write texts and marks of notes."""
    chain = [element, *element.iterancestors()]
    return next((one for one in reversed(chain) if local(one) in _WHOLE), element)


def _is_first(element: "etree._Element") -> bool:
    """Whether an element is the first in its run, behind its properties."""
    return all(local(one) == "rPr" for one in element.itersiblings(preceding=True))


def _properties_of(run: "etree._Element", known: _Properties) -> "etree._Element | None":
    if run not in known:
        known[run] = next((child for child in run if local(child) == "rPr"), None)
    found = known[run]
    return found if found is not None and found.getparent() is run else None


def _divided(run: "etree._Element", point: _Point, properties: "etree._Element | None") -> "etree._Element | None":
    """What of a run comes after a place, as a run of its own; None where nothing does."""
    element, at = point.element, point.at
    text = element.text or ""
    after = list(element.itersiblings())
    moves = [element] if at == 0 else []
    if at and at < len(text):
        moves.append(_cut(element, text, at))
    moves += after
    if not moves:
        return None
    rest = run.makeelement(run.tag, _attributes(run))
    if properties is not None:
        rest.append(deepcopy(properties))
    rest.extend(moves)
    return rest


def _cut(element: "etree._Element", text: str, at: int) -> "etree._Element":
    """The letters of an element from a place on, as an element of its own."""
    rest = element.makeelement(element.tag, _attributes(element))
    element.text, rest.text = text[:at], text[at:]
    rest.extend(list(element))  # what is in it comes after its own letters
    for one in (element, rest):
        one.set(_XML_SPACE, "preserve")
    return rest


def _attributes(element: "etree._Element") -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _take_away(element: "etree._Element") -> None:
    """Remove an element and leave the white space after it."""
    before, parent = element.getprevious(), element.getparent()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    if parent is not None:
        parent.remove(element)
