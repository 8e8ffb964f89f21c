"""A codebook as REFI-QDA codes and back.

REFI-QDA knows of a code its name, color and description. What else a codebook says goes into the description, below the
definition, in lines that people can read and that are understood when they come back: `[include] words about trust`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from reviewkit.exchange.projects import ProjectCode, guid_of
from reviewkit.exchange.xml_tree import readable
from reviewkit.model import Codebook, Said
from reviewkit.model.coding import circles
from reviewkit.words import message

KEYS = (
    "id kind label parent definition central_concept include exclude examples origin status applies_to aliases "
    "related color memo language"
).split()
COLOR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\Z")
_LINE = re.compile(rf"\[({'|'.join(KEYS)})(?: ((?:[^\]\\]|\\.)+))?\](?: (.*))?\Z")
_GUID = re.compile(r"\bGUID ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b", re.IGNORECASE)
_LIST, _ANYTHING = "*", "="  # behind the name of a key: one of a list; something else, as JSON
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_UNESCAPED = {"n": "\n", "r": "\r"}

CodeSaid = dict[str, Said]


def codes_of(
    book: Codebook, current: Mapping[str, str], losses: list[str], used: frozenset[str] = frozenset()
) -> tuple[ProjectCode, ...]:
    """The codes of a codebook in its order. `current` is the code that each id and alias names now, `used` are those
    that quotes have; what has no place is added to `losses`."""
    guids = guid_of_each(book)
    above = _without_circles({code.id: current.get(code.parent, "") for code in book.codes})
    found = []
    for code in book.codes:
        said = dict(book.said.get(code.id, {"label": code.label(book.language)}))
        parent = above[code.id]
        if said.get("parent", "") == parent:
            said.pop("parent", None)
        color = said.pop("color") if COLOR.match(str(said.get("color", ""))) else ""
        losses += _not_said(code.id, said)
        name = code.label(book.language)
        found.append(
            ProjectCode(
                guids[code.id],
                readable(name),
                guids.get(parent, ""),
                readable(_description(code.id, said, name)),
                str(color),
                code.kind != "category" or code.id in used,
            )
        )
    return tuple(found)


def guids_of(book: Codebook) -> Mapping[str, str]:
    """The codes of a codebook by their GUIDs: those that they came with, and those that they are written with."""
    own = {guid_of("code", book.name, code.id): code.id for code in book.codes}
    return {**own, **{guid: code for code, guid in guid_of_each(book).items()}}


def guid_of_each(book: Codebook) -> dict[str, str]:
    """The GUID of each code: the one that it came with, unless another code has that already."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code in book.codes:
        came = _GUID.search(str(book.said.get(code.id, {}).get("origin", "")))
        guid = came[1].casefold() if came else ""
        found[code.id] = guid if guid and guid not in taken else guid_of("code", book.name, code.id)
        taken.add(found[code.id])
    return found


def said_of(code: ProjectCode) -> tuple[str, CodeSaid]:
    """The id ("" where the description has none) and what a codebook says of a code, but for its parent."""
    lines, definition = [], []
    for line in code.description.replace("\r\n", "\n").split("\n"):
        found = _LINE.match(line)
        if found:
            lines.append((found[1], found[2] or "", found[3] or ""))
        else:
            definition.append(line)
    said: CodeSaid = {}
    for key, name, text in lines:
        _add(said, key, name, text)
    identity, language = str(said.pop("id", "")), str(said.pop("language", ""))
    if words := "\n".join(definition).strip("\n"):
        said.setdefault("definition", words)
    labels = said.pop("label", None)
    label: Said = {language: code.name, **labels} if language and isinstance(labels, dict) else code.name
    if language and not isinstance(labels, dict):
        label = {language: code.name}
    said = {"label": label, **said}
    if code.color and COLOR.match(code.color):
        said.setdefault("color", code.color)
    if not code.codable:
        said.setdefault("kind", "category")
    return identity, said


def came_with(program: str, guid: str) -> str:
    """What the origin of a code says that came from another program, so that it keeps its GUID when it goes back."""
    return f"imported from {program or 'another program'}; GUID {guid}"


def _without_circles(above: Mapping[str, str]) -> dict[str, str]:
    """The parents, without that of the first code of each circle: XML has one parent for each element."""
    order = {code: number for number, code in enumerate(above)}
    return {**above, **{min(circle, key=order.__getitem__): "" for circle in circles(above)}}


def _not_said(code: str, said: Mapping[str, Said]) -> Iterator[str]:
    for key, value in said.items():
        if key not in KEYS:
            yield message("{code}: {key} is not known in a codebook, so it was not written", code=code, key=key)
        elif readable(text := "".join(_lines(key, value))) != text:
            yield message("{code}: {key} has signs that no XML can hold; each became \ufffd", code=code, key=key)


def _description(identity: str, said: Mapping[str, Said], name: str) -> str:
    """The definition, and a line for each thing else that is said."""
    definition = said.get("definition")
    free = isinstance(definition, str) and _is_free(definition)
    lines = [f"{definition}"] if free else []
    lines.append(f"[id] {_escaped(identity)}")
    for key, value in said.items():
        if key in KEYS and not (key == "definition" and free) and key not in ("id", "language"):
            lines += _label_lines(value, name) if key == "label" else _lines(key, value)
    return "\n".join(lines)


def _is_free(definition: str) -> bool:
    """Whether a definition can stand as it is: it is not taken for one of our lines, and keeps its blank lines."""
    lines = definition.split("\n")
    return "\r" not in definition and lines[0] != "" and lines[-1] != "" and not any(map(_LINE.match, lines))


def _label_lines(label: Said, name: str) -> list[str]:
    """The labels in other languages, and the language of the name."""
    if not isinstance(label, dict):
        return []
    own = next((language for language, text in label.items() if text == name), "")
    others = {language: text for language, text in label.items() if language != own}
    return [*([f"[language] {_escaped(own)}"] if own else []), *(_lines("label", others) if others else [])]


def _lines(key: str, value: Said) -> list[str]:
    if isinstance(value, str):
        return [f"[{key}] {_escaped(value)}"]
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return [f"[{key} {_LIST}] {_escaped(str(one))}" for one in value]
    if isinstance(value, dict) and value and all(map(_is_plain, value.items())):
        return [f"[{key} {_name(name)}] {_escaped(str(text))}" for name, text in value.items()]
    return [f"[{key} {_ANYTHING}] {json.dumps(value, ensure_ascii=False)}"]


def _is_plain(item: tuple[str, Said]) -> bool:
    return bool(item[0]) and item[0] not in (_LIST, _ANYTHING) and isinstance(item[1], str)


def _from_json(text: str) -> Said:
    """What a line says as JSON; the line as text where it is none, or has what no key of a codebook has: a number."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if _is_said(value) else text


def _is_said(value: object, deepest: int = 9) -> TypeGuard[Said]:
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return deepest > 0 and all(_is_said(one, deepest - 1) for one in inside)
    return isinstance(value, str)


def _add(said: CodeSaid, key: str, name: str, text: str) -> None:
    """Put what a line says to what is known; what contradicts an earlier line is left out."""
    known = said.get(key)
    if name == _ANYTHING:
        said.setdefault(key, _from_json(text))
    elif name == _LIST:
        if isinstance(known, list):
            known.append(_unescaped(text))
        elif known is None:
            said[key] = [_unescaped(text)]
    elif name:
        if isinstance(known, dict):
            known.setdefault(_unescaped(name), _unescaped(text))
        elif known is None:
            said[key] = {_unescaped(name): _unescaped(text)}
    else:
        said.setdefault(key, _unescaped(text))


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in text)


def _name(text: str) -> str:
    return _escaped(text).replace("]", "\\]")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _UNESCAPED.get(found[1], found[1]), text)


def in_tree_order(codes: Sequence[ProjectCode]) -> Iterator[tuple[int, ProjectCode]]:
    """The codes as a tree lists them, each with its depth; those whose parent is not there are at the top, as is the
    first of those that lie below each other in a circle."""
    known = {code.guid for code in codes}
    below: dict[str, list[ProjectCode]] = {}
    for code in codes:
        below.setdefault(code.parent if code.parent in known else "", []).append(code)
    seen: set[str] = set()
    for top in (*below.get("", ()), *codes):
        waiting = [(0, top)]
        while waiting:
            depth, code = waiting.pop()
            if code.guid not in seen:
                seen.add(code.guid)
                yield depth, code
                waiting += [(depth + 1, one) for one in reversed(below.get(code.guid, ()))]
