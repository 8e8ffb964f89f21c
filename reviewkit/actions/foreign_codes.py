"""Codes of other programs: which code of a codebook each of them is, and what becomes of those that are new."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewkit.actions.marks import codes_by_name
from reviewkit.codebook_changes import Change, free_id, ids_of, take_over, unused
from reviewkit.coding import current_ids
from reviewkit.exchange.projects import ProjectCode
from reviewkit.exchange.refi_codes import came_with, guids_of, in_tree_order, said_of
from reviewkit.model import Codebook, Said
from reviewkit.normalize import letters_and_signs
from reviewkit.words import message


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that a codebook gets, with all that is said of it."""

    id: str
    said: Mapping[str, Said]

    @property
    def change(self) -> Change:
        """What makes it."""
        return take_over(self.id, self.said)


@dataclass(frozen=True, slots=True)
class MatchedCodes:
    """The code that each one of another program is, by its GUID, and those that the codebook does not have.

    `ambiguous` are names that several codes have here. `alike` are codes that have one name there, which is all that
    says what they are here; `joined` are names of those that have the name of one that is known otherwise.
    """

    known: Mapping[str, str]
    unknown: tuple[ProjectCode, ...]
    ambiguous: tuple[str, ...] = ()
    alike: tuple[tuple[ProjectCode, ...], ...] = ()
    joined: tuple[str, ...] = ()


def matched(book: Codebook, codes: Sequence[ProjectCode]) -> MatchedCodes:
    """Which code each one is: by GUID, else by the id in its description, else by its name as id, alias or label."""
    current, names, guids = current_ids(book.codes), codes_by_name(book), guids_of(book)
    known: dict[str, str] = {}
    by_name: dict[str, list[ProjectCode]] = {}
    otherwise = set[tuple[str, str]]()
    unknown, ambiguous = [], []
    for code in codes:
        name = letters_and_signs(code.name)
        if own := guids.get(code.guid) or current.get(said_of(code)[0]):
            known[code.guid] = current.get(own, own)
            otherwise.add((name, known[code.guid]))
        elif found := names.get(name):
            known[code.guid] = current.get(found, found)
            by_name.setdefault(name, []).append(code)
        elif name in names:
            ambiguous.append(code.name)
        else:
            unknown.append(code)
    joined = {name: same[0].name for name, same in by_name.items() if (name, known[same[0].guid]) in otherwise}
    alike = tuple(tuple(same) for name, same in by_name.items() if len(same) > 1 and name not in joined)
    return MatchedCodes(known, tuple(unknown), tuple(ambiguous), alike, tuple(joined.values()))


def became_one(name: str) -> str:
    """That codes of one name are one code here."""
    return message("{name}: there are several codes with this name; they became one", name=name)


def with_those_above(wanted: frozenset[str], codes: Sequence[ProjectCode]) -> frozenset[str]:
    """The GUIDs of codes with those of all codes above them."""
    parents = {code.guid: code.parent for code in codes}
    found = set(wanted)
    waiting = list(wanted)
    while waiting:
        above = parents.get(waiting.pop(), "")
        if above and above not in found:
            found.add(above)
            waiting.append(above)
    return frozenset(found)


def made_new(
    book: Codebook, codes: Sequence[ProjectCode], match: MatchedCodes, program: str, losses: list[str]
) -> dict[str, NewCode]:
    """The codes that the codebook does not have, by their GUIDs, ready to be made: those above others first."""
    known = dict(match.known)
    before = frozenset(ids_of(book))
    taken = set(before)
    of_name: dict[str, str] = {}
    unknown = {code.guid for code in match.unknown}
    new: dict[str, NewCode] = {}
    for _, code in in_tree_order(codes):
        if code.guid not in unknown:
            continue
        name = letters_and_signs(code.name)
        if same := of_name.get(name):
            losses.append(became_one(code.name))
            known[code.guid] = same
            continue
        identity, said = said_of(code)
        chosen = unused(identity, taken) if _is_id(identity) else free_id(code.name, taken)
        taken.add(chosen)
        known[code.guid] = of_name[name] = chosen
        new[code.guid] = NewCode(chosen, _said(code, said, known.get(code.parent, ""), program, before))
    return new


def _said(
    code: ProjectCode, said: Mapping[str, Said], parent: str, program: str, taken: frozenset[str]
) -> dict[str, Said]:
    """What a codebook says of a new code, with its parent here."""
    found = {key: _tidy(value) for key, value in said.items() if key not in ("parent",)}
    found["label"] = _one_line(found["label"])
    if isinstance(names := found.get("aliases"), list):
        found["aliases"] = [name for name in names if isinstance(name, str) and name not in taken]
    if parent:
        found["parent"] = parent
    if not program.startswith("reviewkit"):
        found.setdefault("origin", came_with(program, code.guid))
    return {key: value for key, value in found.items() if value not in ("", [], {})}


def _tidy(said: Said) -> Said:
    """Texts without blanks at the ends of lines, which no one can see and YAML writes in a way of its own."""
    if isinstance(said, str):
        return "\n".join(" ".join(line.split()) for line in said.strip().splitlines())
    if isinstance(said, dict):
        return {name: _tidy(text) for name, text in said.items()}
    return [_tidy(one) for one in said]


def _one_line(label: Said) -> Said:
    if isinstance(label, dict):
        return {language: _one_line(text) for language, text in label.items()}
    return " ".join(str(label).split())


def _is_id(name: str) -> bool:
    return bool(re.fullmatch(r"[^\W_][\w-]*", name))
