"""What a citation style asks for, found before it is used: macros that each call the next one twice make a style of
2,000 letters set millions of texts, and citeproc-py looks through all macros and terms for each one that is called.

The style is refused where it asks for several times what the largest of the project's 2,767 styles with a reference
list asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.words import Message, message

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
# citeproc-py looks these values up in an expression in which a quotation mark would end them.
_LOOKED_UP = ("macro", "term", "form", "variable", "name")
# Of these the library knows at once that they set something; of the others it asks all parts within them.
_SURE = frozenset(("group", "names", "date", "number"))
_PIECES = frozenset(("text", "number", "names", "label", "date", "date-part"))


@dataclass(frozen=True, slots=True)
class _Work:
    """What a part asks for, with all within it: the texts that are set, the parts that are gone through for that, those
    that are asked whether they set anything, and how deep they lie in each other."""

    pieces: int = 0
    steps: int = 0
    asked: int = 0
    height: int = 0


def checked(root: Any) -> None:
    """Raise ReviewkitError for a style, as lxml has read it, that asks for more than any style of a journal does."""
    parts = list(root.iter("*"))
    if len(parts) > limits.STYLE_PARTS:
        raise _too_much(message("it has more than {most} parts", most=limits.STYLE_PARTS))
    for part in parts:
        _check_part(part)
    layout = root.find(f"{_NAMESPACE}bibliography/{_NAMESPACE}layout")
    if layout is not None:
        _check_work(_Counter(_macros(root)).of(layout, 0))


def _check_part(part: Any) -> None:
    name, line = _name(part), part.sourceline
    if len(part) > limits.STYLE_BESIDE:
        raise _too_much(
            message(
                "{name!r} (line {line}) has more than {most} parts", name=name, line=line, most=limits.STYLE_BESIDE
            )
        )
    if any(len(value) > limits.STYLE_TEXT for value in part.attrib.values()) or _is_long_term(part):
        raise _too_much(
            message(
                "{name!r} (line {line}) has a text of more than {most} letters",
                name=name,
                line=line,
                most=limits.STYLE_TEXT,
            )
        )
    if any(mark in part.get(key, "") for key in _LOOKED_UP for mark in "'\""):
        raise ReviewkitError(
            message(
                "This CSL style was not used: {name!r} (line {line}) has a quotation mark in a name. Take it out.",
                name=name,
                line=line,
            )
        )


def _is_long_term(part: Any) -> bool:
    return _name(part) == "term" and sum(map(len, part.itertext())) > limits.STYLE_TEXT


def _check_work(work: _Work) -> None:
    if work.pieces > limits.STYLE_PIECES:
        raise _too_much(message("it sets more than {most} texts for each work", most=limits.STYLE_PIECES))
    if work.steps > limits.STYLE_STEPS:
        raise _too_much(
            message("more than {most} of its parts are gone through for each work", most=limits.STYLE_STEPS)
        )


def _too_much(reason: Message) -> ReviewkitError:
    return ReviewkitError(
        message(
            "This CSL style was not used: {reason}, which is several times what the largest style of a journal has.",
            reason=reason,
        )
    )


def _name(part: Any) -> str:
    return str(part.tag).removeprefix(_NAMESPACE)


def _macros(root: Any) -> dict[str, Any]:
    """The macros by name; of two with one name the library uses the first."""
    found: dict[str, Any] = {}
    for macro in root.iterfind(f"{_NAMESPACE}macro"):
        found.setdefault(macro.get("name", ""), macro)
    return found


@dataclass(slots=True)
class _Counter:
    """Counts the work of each part once, however often it is called."""

    macros: dict[str, Any]
    known: dict[Any, _Work] = field(default_factory=dict)

    def of(self, part: Any, depth: int) -> _Work:
        """The work of a part that lies so deep in others. Raises ReviewkitError where a macro calls itself, or parts
        lie deeper in each other than in any style."""
        if part in self.known:
            work = self.known[part]
        else:
            inner = () if depth > limits.STYLE_DEEPEST else [self.of(one, depth + 1) for one in self._within(part)]
            work = _work(_name(part), inner, self._looked_through(part))
        if depth + work.height > limits.STYLE_DEEPEST:
            raise ReviewkitError(
                message(
                    "This CSL style was not used: a macro of it calls itself, or its parts lie in each other more than "
                    "{deepest} deep.",
                    deepest=limits.STYLE_DEEPEST,
                )
            )
        self.known[part] = work
        return work

    def _looked_through(self, part: Any) -> int:
        """How many macros are looked through to find the one that a part calls; 0 where it calls none."""
        return len(self.macros) if _name(part) == "text" and part.get("macro", "") in self.macros else 0

    def _within(self, part: Any) -> Sequence[Any]:
        called = self.macros.get(part.get("macro", "")) if _name(part) == "text" else None
        return list(part.iterchildren("*")) if called is None else [called]


_MACROS_A_STEP = 50  # macros are looked through in the time that one part takes


def _work(name: str, inner: Sequence[_Work], macros: int) -> _Work:
    here = 1 + macros // _MACROS_A_STEP
    asked = sum(one.asked for one in inner)
    if name == "choose":  # one of its branches is set
        pieces = max((one.pieces for one in inner), default=0)
        steps = len(inner) + max((one.steps for one in inner), default=0)
    else:
        pieces = sum(one.pieces for one in inner) + (name in _PIECES and not macros)
        steps = sum(one.steps for one in inner)
    if name == "group":  # it asks each part within it twice
        steps += 2 * asked
    height = 1 + max((one.height for one in inner), default=0)
    return _Work(pieces, here + steps, 1 if name in _SURE else here + asked, height)
