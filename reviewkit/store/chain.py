"""Hash chains: whether a log still says what it said when it was written.

Each copy of a review folder on a computer has a random id, and each writer's log one chain for each copy: every line
carries the hash of the line before it in its chain (`prev`). So two chains that a merge interleaves raise no alarm, but
a line that was changed, removed or moved does. The first line of a chain seals the lines of version 0.2 above it, and
lines name the last line that their writer saw in the other logs (`seen`), so that a log that disappears is noticed.
docs/logs.md says what this proves and what it cannot.
"""

import contextlib
import hashlib
import io
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from reviewkit.errors import Level, Place, Problem
from reviewkit.json_line import object_in
from reviewkit.store.local import key_of, made_private, state_folder
from reviewkit.words import message

_PIECE = 1 << 14
_COPY_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"


class Link(NamedTuple):
    """What the chain knows about a line: its number and hash, and, for a line of this version, what it says of
    others."""

    number: int
    hash: str
    id: str = ""
    copy: str = ""
    prev: str = ""
    seal: tuple[int, str] | None = None
    seen: Mapping[str, str] | None = None
    is_whole: bool = True


def hash_of(line: bytes) -> str:
    """The hash of a line without its end: 128 bits of SHA-256 in hexadecimal."""
    return hashlib.sha256(line).hexdigest()[:32]


_SUM = b', "sum": "'


def summed(line: bytes) -> bytes:
    """A line with a checksum of itself as its last key: an edit of the last line of a log is noticed too."""
    body = line[:-1]
    return body + _SUM + hash_of(body)[:8].encode("ascii") + b'"}'


def _fits_its_sum(line: bytes, is_chained: bool) -> bool:
    """Whether a line is as it was written. A line of version 0.2 has no checksum, and no key of a chain."""
    body, mark, rest = line.rpartition(_SUM)
    if mark:
        return is_chained and rest == hash_of(body)[:8].encode("ascii") + b'"}'
    return not is_chained and b'"prev": "' not in line


def link_of(number: int, line: bytes, values: Mapping[str, Any]) -> Link:
    """The link of a line that was read."""
    digest = hash_of(line)
    copy = values.get("copy")
    event_id = values["id"] if isinstance(values["id"], str) else ""
    if not isinstance(copy, str):
        return Link(number, digest, event_id, is_whole=_fits_its_sum(line, False))
    seal = values.get("seal")
    seen = values.get("seen")
    return Link(
        number,
        digest,
        event_id,
        copy,
        str(values.get("prev", "")),
        (seal["lines"], str(seal.get("hash")))
        if isinstance(seal, dict) and isinstance(seal.get("lines"), int)
        else None,
        seen if isinstance(seen, dict) else None,
        _fits_its_sum(line, True),
    )


def last_lines(log: BinaryIO, count: int) -> list[bytes]:
    """The last lines of a file with their ends, without reading all of it."""
    end = log.seek(0, os.SEEK_END)
    data = b""
    while end and data.count(b"\n") <= count:
        start = max(0, end - _PIECE)
        log.seek(start)
        data = log.read(end - start) + data
        end = start
    return data.splitlines(keepends=True)[-count:] if b"\r" not in data else _lines(data)[-count:]


def _lines(data: bytes) -> list[bytes]:
    return list(io.BytesIO(data))


@dataclass(slots=True)
class OwnChain:
    """The chain that the next lines of a log continue. `lines` is the number in the id of the last line."""

    log: str
    copy: str
    state: dict[str, Any]
    file: Path
    lines: int = 0
    prev: str = ""
    seal: tuple[int, str] | None = None
    seen: dict[str, str] = field(default_factory=dict)

    def next_link(self) -> dict[str, object]:
        """The keys that attach the next line to the chain."""
        link: dict[str, object] = {"copy": self.copy, "prev": self.prev}
        if self.seal:
            link["seal"] = {"lines": self.seal[0], "hash": self.seal[1]}
        if self.seen:
            link["seen"] = self.seen
        return link

    def follow(self, event_id: str, line: bytes) -> None:
        """A line was added."""
        self.prev, self.seal = hash_of(line), None
        self.state["own"][self.log] = event_id
        self.state["seen"].setdefault(self.log, {}).update(self.seen)
        self.seen = {}

    def remember(self) -> None:
        """Remember the end of the chain on this computer; if that fails, the next append looks it up in the log."""
        with contextlib.suppress(OSError):
            made_private(self.file.parent)
            self.file.write_text(json.dumps(self.state), encoding="utf-8")


def before_append(root: Path, kind: str, writer: str, path: Path, heads: Mapping[str, bytes]) -> OwnChain:
    """The end of this folder copy's chain in a log. Call while holding the folder's lock."""
    log = f"{kind}/{writer}"
    file = state_folder() / f"{key_of(root)}.json"
    state = _state(file)
    last = quick_link(0, heads[log]) if log in heads else None
    if last and last.copy == state["copy"] and last.id == state["own"].get(log):
        own = OwnChain(log, state["copy"], state, file, _number([last]), last.hash)
    else:
        own = _looked_up(log, _links(path), state, file)
    named = own.state["seen"].get(log, {})
    is_own_last = last is not None and last.copy == own.copy
    others = {name: _seen(line) for name, line in heads.items() if name != log or not is_own_last}
    own.seen = {name: seen for name, seen in others.items() if seen and named.get(name) != seen}
    return own


def _looked_up(log: str, links: "list[Link]", state: dict[str, Any], file: Path) -> OwnChain:
    """The end of the chain in a log whose last line was not written by this copy."""
    own = [link for link in links if link.copy == state["copy"]]
    last_known = state["own"].get(log)
    if last_known and not any(link.id == last_known for link in own):
        state = _new_state()  # the folder was restored to an earlier day, so this is another copy from now on
        own = []
    unchained = [link for link in links if not link.copy]
    sealed = max((link.seal[0] for link in own if link.seal), default=0)
    seal = (len(unchained), _rolled(unchained)[-1]) if len(unchained) > sealed else None
    return OwnChain(log, state["copy"], state, file, _number(links), own[-1].hash if own else "", seal)


def _links(path: Path) -> list[Link]:
    """The links of a log, read again from the start."""
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if line.strip():
            found.append(quick_link(number, line.rstrip(b"\r")))
    return found


def quick_link(number: int, line: bytes) -> Link:
    """The link of a line that is read alone; of what is no entry of a log only its hash."""
    values = object_in(line)
    return link_of(number, line, values) if values and "id" in values else Link(number, hash_of(line))


def _number(links: list[Link]) -> int:
    """The highest number in the ids of a log."""
    tails = (link.id.rpartition("-")[2] for link in links)
    return max(
        [len(links), *(int(tail) for tail in tails if tail.isascii() and tail.isdigit() and len(tail) < 12)]
    )


def _seen(line: bytes) -> str:
    """How a line of another log is named: its id and the beginning of its hash."""
    link = quick_link(0, line)
    return f"{link.id} {link.hash[:8]}" if link.id else ""


def _state(file: Path) -> dict[str, Any]:
    try:
        state = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(state["copy"], str) and isinstance(state["own"], dict) and isinstance(state["seen"], dict):
            return dict(state)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return _new_state()


def _new_state() -> dict[str, Any]:
    return {"copy": "".join(secrets.choice(_COPY_LETTERS) for _ in range(8)), "own": {}, "seen": {}}


def _rolled(links: Iterable[Link]) -> list[str]:
    """The hash over the first line, the first two, and so on."""
    rolled, before = [], ""
    for link in links:
        before = hash_of((before + link.hash).encode("ascii"))
        rolled.append(before)
    return rolled


def broken(shown: str, links: Iterable[Link]) -> list[Problem]:
    """The lines of a log that do not follow the lines that were above them when they were written."""
    links = list(links)
    rolled = _rolled(link for link in links if not link.copy)
    last: dict[str, Link] = {}
    problems = []
    for link in links:
        if not link.copy:
            if not link.is_whole:
                problems.append(_changed(shown, link))
            continue
        before = last.get(link.copy)
        if before and before.hash == link.hash:
            problems.append(
                _problem(shown, link, message("this line is in the log twice; it counts once"), Level.WARNING)
            )
            continue
        if not link.is_whole:
            problems.append(_changed(shown, link))
        if link.prev != (before.hash if before else ""):
            where = message("line {n}", n=before.number) if before else message("the start of the file")
            problems.append(
                _problem(
                    shown,
                    link,
                    message(
                        "a line between {where} and this line was changed, removed or moved by hand. Compare the "
                        "file with a backup or an earlier version. The lines that are here count",
                        where=where,
                    ),
                )
            )
        if link.seal and not (0 < link.seal[0] <= len(rolled) and rolled[link.seal[0] - 1] == link.seal[1]):
            problems.append(
                _problem(
                    shown,
                    link,
                    message(
                        "one of the first {n} lines, which version 0.2 wrote, was changed, removed or moved after "
                        "this line was written. Compare the file with a backup. The lines that are here count",
                        n=link.seal[0],
                    ),
                )
            )
        last[link.copy] = link
    return problems


def _changed(shown: str, link: Link) -> Problem:
    return _problem(
        shown,
        link,
        message(
            "this line was changed by hand after it was written. It counts as it is now. Compare it with "
            "a backup or an earlier version; if it is wrong, undo it: reviewkit undo {event}",
            event=link.id,
        ),
    )


def missing(logs: Mapping[str, Iterable[Link]]) -> list[Problem]:
    """Events that other logs say they saw but that are no longer in any log of their kind, once per log.

    `logs` holds the links of every log by kind and file name (`screening/b`).
    """
    known: dict[str, dict[str, set[str]]] = {}
    for name, links in logs.items():
        ids = known.setdefault(name.rpartition("/")[0], {})
        for link in links:
            ids.setdefault(link.id, set()).add(link.hash[:8])
    problems: dict[str, Problem] = {}
    for name, links in logs.items():
        for link in links:
            for other, seen in (link.seen or {}).items():
                event_id, _, digest = str(seen).partition(" ")
                hashes = known.get(other.rpartition("/")[0], {}).get(event_id)
                if hashes and digest in hashes:
                    continue
                place = Place(f"{name}.jsonl", link.number)
                problems[other] = _vanished(place, other, event_id, bool(hashes), other in logs)
    return list(problems.values())


def _vanished(place: Place, log: str, event_id: str, is_changed: bool, is_present: bool) -> Problem:
    writer = log.rpartition("/")[2]
    what = (
        message(
            "{event_id} in {log}.jsonl has been changed since this line was written", event_id=event_id, log=log
        )
        if is_changed
        else message(
            "{event_id} is missing from {log}.jsonl, but was in it when this line was written",
            event_id=event_id,
            log=log,
        )
        if is_present
        else message(
            "{log}.jsonl, the log of {writer}, is missing; {event_id} was in it when this line was written",
            log=log,
            writer=writer,
            event_id=event_id,
        )
    )
    return Problem(
        place,
        message(
            "{what}. Wait until the folder has been synchronised, or restore the file from a backup or "
            "{writer}'s computer",
            what=what,
            writer=writer,
        ),
        Level.ERROR,
        "chain",
    )


def _problem(shown: str, link: Link, message: str, level: Level = Level.ERROR) -> Problem:
    return Problem(Place(shown, link.number), message, level, "chain")


_BYTES = 16  # of one hash


def packed(links: Iterable[Link]) -> bytes:
    """The hashes of lines, one after the other."""
    return bytes.fromhex("".join(link.hash for link in links))


def unpacked(hashes: bytes) -> list[bytes]:
    """The hashes that were packed."""
    return [hashes[start : start + _BYTES] for start in range(0, len(hashes), _BYTES)]


def whole_hash(logs: Iterable[bytes]) -> str:
    """One hash of all lines of all logs, whatever their order; a line that is in a copy too counts once."""
    return hash_of(b"".join(sorted({line for hashes in logs for line in unpacked(hashes)})))
