"""Read a guide of docs/guide: its sections, their numbered steps, and what a reader does in each.

In a step, **bold** is a word of the page, `code` is what the reader types, or a name that is their own, <kbd>y</kbd> is
a key, and *italic* is what the page then says. A picture in a step shows the page after it.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

GUIDES = Path(__file__).parent.parent / "docs" / "guide"
Kind = Literal["label", "own", "key", "says"]
_SECTION = re.compile(r"^## ", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
_ACT = re.compile(r"\*\*(?P<label>.+?)\*\*|`(?P<own>[^`]+)`|<kbd>(?P<key>[^<]+)</kbd>|\*(?P<says>[^*]+)\*")
_BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing in a step: a word of the page, something of the reader's own, a key, or what the page says."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step. `picture` is the name of the picture in it, or ""."""

    number: int
    acts: tuple[Act, ...]
    picture: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a guide that is done in one go."""

    title: str
    steps: tuple[Step, ...]


def sections(text: str) -> tuple[Section, ...]:
    """The sections of a guide in their order; what comes before the first is no section."""
    parts = _SECTION.split(text)[1:]
    found = (part.partition("\n") for part in parts)
    return tuple(Section(title, _steps(rest)) for title, _, rest in found)


def acts(text: str) -> tuple[Act, ...]:
    """What is marked in a text, in its order."""
    found = _ACT.finditer(_BLOCK.sub("", text))
    return tuple(Act(one.lastgroup, _one_line(one[one.lastgroup])) for one in found if one.lastgroup)  # type: ignore[arg-type]


def pictures(text: str) -> tuple[str, ...]:
    """The pictures that a guide shows, as they are linked."""
    return tuple(_PICTURE.findall(text))


def blocks(text: str) -> tuple[tuple[str, str], ...]:
    """The blocks of code in a guide: their language ("" for commands) and their text."""
    return tuple((language, code) for _, language, code in _BLOCK.findall(text))


def _steps(text: str) -> tuple[Step, ...]:
    lines: list[list[str]] = []
    for line in _BLOCK.sub("", text).splitlines():
        if re.match(r"\d+\. ", line):
            lines.append([line])
        elif lines and line.startswith("   "):
            lines[-1].append(line)
    return tuple(_step("\n".join(one)) for one in lines)


def _step(text: str) -> Step:
    shown = _PICTURE.search(text)
    number, _, words = text.partition(". ")
    return Step(int(number), acts(_PICTURE.sub("", words)), Path(shown[1]).stem if shown else "")


def _one_line(text: str) -> str:
    return " ".join(text.split())
