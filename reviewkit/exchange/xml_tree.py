"""A small XML file of another program as a tree, read without following anything out of it, and written again.

Entities that a file declares are refused, as is what is nested or long beyond any project, so that no file can grow
when it is read. Names are kept without their namespace: programs differ in its version, and some in its prefix.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from reviewkit.errors import ReviewkitError
from reviewkit.words import message

DEEPEST, MOST = 100, 2_000_000  # elements within each other, and in all; a codebook has some five levels
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_VALUE = {**_IN_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


@dataclass(slots=True)
class Node:
    """An element: its name without namespace, its attributes, the text directly in it, and the elements in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: "list[Node]" = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute; "" where there is none."""
        return self.attributes.get(name, "")

    def all(self, *names: str) -> "Iterator[Node]":
        """The elements directly in it that have one of these names."""
        return (child for child in self.children if child.name in names)

    def first(self, name: str) -> "Node | None":
        """The first element directly in it that has this name."""
        return next(self.all(name), None)

    def text_of(self, name: str) -> str:
        """The text of the first element with this name; "" where there is none."""
        found = self.first(name)
        return found.text if found else ""


class _Builder:
    """Builds the tree as the parser goes through the file."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.open: list[Node] = []
        self.texts: list[list[str]] = []
        self.root: Node | None = None
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.refuse  # also without entities: expat would leave out &oslash;

    def refuse(self, *declared: object) -> None:
        raise ReviewkitError(
            message(
                "{path}: the file has a document type (DOCTYPE), which no project has; it was not read.",
                path=self.shown,
            )
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST:
            said = message("{path}: the file is larger than any project; it was not read.", path=self.shown)
            raise ReviewkitError(said)
        if len(self.open) >= DEEPEST:
            raise ReviewkitError(
                message(
                    "{path}: its parts lie in each other more than {deepest} deep (line {line}), deeper than in any "
                    "project; it was not read.",
                    path=self.shown,
                    deepest=DEEPEST,
                    line=self.parser.CurrentLineNumber,
                )
            )
        values: dict[str, str] = {}
        for key, value in attributes.items():
            space, _, plain = key.rpartition(" ")
            if not space or plain not in values:  # an attribute of another namespace means something else
                values[plain] = value
        node = Node(name.rpartition(" ")[2], values)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)
        self.texts.append([])

    def text(self, data: str) -> None:
        self.texts[-1].append(data)

    def end(self, name: str) -> None:
        node, text = self.open.pop(), "".join(self.texts.pop())
        if text.strip() or not node.children:  # not the blanks between elements
            node.text = text


def tree_of(data: bytes, shown: str) -> Node:
    """The root of an XML file. Raises ReviewkitError where it is none, or has a document type."""
    builder = _Builder(shown)
    try:
        builder.parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise ReviewkitError(
            message("{path}: this is no XML that can be read ({error}). Export it again.", path=shown, error=error)
        ) from None
    if builder.root is None:
        raise ReviewkitError(message("{path}: the file is empty. Export it again.", path=shown))
    return builder.root


def readable(text: str) -> str:
    """A text without what no XML can hold; each such sign becomes one other, so that no place in it moves."""
    return _FORBIDDEN.sub("\ufffd", text)


def xml_of(root: Node, namespace: str) -> str:
    """A tree as XML with a line for each element, without a byte-order mark."""
    top = Node(root.name, {"xmlns": namespace, **root.attributes}, root.text, root.children)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "".join(_lines(top))


def _lines(root: Node) -> Iterator[str]:
    """The lines of a tree, however deep it is; each part that waits is an element, or the line that closes one."""
    waiting: list[tuple[Node | str, int]] = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        indent = "  " * min(depth, DEEPEST)
        if isinstance(node, str):
            yield f"{indent}{node}"
            continue
        begin = f"{indent}<{node.name}{_values(node.attributes)}"
        text = _escaped(node.text, _IN_TEXT)
        if not node.children:
            yield f"{begin}>{text}</{node.name}>\n" if text else f"{begin}/>\n"
            continue
        yield f"{begin}>{text}\n"
        waiting.append((f"</{node.name}>\n", depth))
        waiting += [(child, depth + 1) for child in reversed(node.children)]


def _values(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_escaped(value, _IN_VALUE)}"' for name, value in attributes.items())


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in readable(text))


def with_children(tag: str, children: Iterable[Node], /, **attributes: str) -> Node:
    """An element with these in it; attributes that say nothing are left out."""
    return Node(tag, {key: value for key, value in attributes.items() if value}, "", list(children))


def with_text(name: str, text: str) -> list[Node]:
    """An element with a text, none where there is no text."""
    return [Node(name, {}, text)] if text else []
