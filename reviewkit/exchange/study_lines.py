"""What a coded quote says beyond its words and codes, in the description of a selection, where other programs show it.

Each thing is a line that people can read, below the note: `[page] 4`, `[relation trust] contradicts`.
"""

import re
from collections.abc import Mapping

_KEYS = "study|sha256|page|section|construct|relation|note"
_LINE = re.compile(rf"\[((?:{_KEYS})(?: [^\]\s]+)?)\] (.*)\Z")


def described(note: str, said: Mapping[str, str]) -> str:
    """A note, and a line for each thing that is said; what is empty is left out."""
    lines = [f"[{key}] {' '.join(text.split())}" for key, text in said.items() if text.strip()]
    if note and not _is_free(note):
        return "\n".join([*lines, f"[note] {' '.join(note.split())}"])
    return "\n".join([*([note] if note else []), *lines])


def read_back(description: str) -> tuple[str, dict[str, str]]:
    """The note in a description, and what its lines say."""
    note: list[str] = []
    said: dict[str, str] = {}
    for line in description.replace("\r\n", "\n").split("\n"):
        if found := _LINE.match(line):
            said.setdefault(found[1], found[2])
        else:
            note.append(line)
    return said.pop("note", "") or "\n".join(note).strip("\n"), said


def _is_free(note: str) -> bool:
    """Whether a note can stand as it is: it is not taken for our lines, and has no blank lines at its ends."""
    lines = note.split("\n")
    return "\r" not in note and lines[0] != "" and lines[-1] != "" and not any(map(_LINE.match, lines))
