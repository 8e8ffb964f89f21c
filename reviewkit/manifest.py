"""What a review says, as hashes: every line of its logs, every agreement, every export and full text.

From these follows one hash for the paper. It does not depend on the version of reviewkit, on line ends, on the Unicode
form of file names, on the order in which lines of several computers were merged, nor on copies that sync programs make
of logs. It does not depend on what a bundle withholds either: in place of a text is its checksum (`withheld`), and in
place of a person's name the person's id.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reviewkit.json_line import object_in
from reviewkit.unicode_forms import in_form

Mask = Callable[[str], str]

_DIGEST = 32  # hexadecimal digits of the hash of one line: 128 bits, as in the chain of the logs
_LINE = 6  # digits by which a changed line of a text is found; that the text was changed shows its whole hash
_START = 1024  # bytes in which a file that is no text has a zero
_IS_DIGEST = re.compile(rf"[0-9a-f]{{{_DIGEST}}}")
SHORTENED = "withheld_from"  # the key of a line of a bundle that says less than the line of the log
_WITHHELD = re.compile(r"\[withheld sha256:([0-9a-f]{64})\]\Z")
# What the hash of an entry is of: the text itself, as a line that is no entry, must not have the same.
_IS_HASHED = re.compile(rb"[0-9a-f]{32} ")
# The keys of a line in which people write: only there can a name be, and only there is it replaced. `by`,
# `id`, `record`, `decision` and all others that count are hashed as they are: an id is a word too, and whoever put the
# name in its place would have made another reviewer of it under the same hash.
FREE_TEXT = frozenset(
    "note why said led_to whom memo text section construct labels words value quote where evidence from coded_by name "
    "file difference changes".split()
)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of a log: the hash of what it says, and which chain (folder copy) it belongs to; "" for a blank line."""

    digest: str
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A log by its path (`screening/a.jsonl`), line by line."""

    path: str
    lines: tuple[LogLine, ...]

    @property
    def kind(self) -> str:
        """The kind of acts in it, which is its folder."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that is no log: its path, the hash of what it says, and the beginning of the hash of each line.

    The hash of a text is that of its letters, whatever its line ends are; that of an export or a full text that of its
    bytes. `is_withheld` says that only this is known of it. `records` is how many an export holds, where its log, of
    version 0.2, does not say.
    """

    path: str
    digest: str
    lines: tuple[str, ...] = ()
    is_withheld: bool = False
    records: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that the hash of a review is of. `names` is the hash of people's names, which are in no other hash."""

    logs: tuple[Log, ...]
    files: tuple[Listed, ...]
    names: str = ""


def as_they_are(text: str) -> str:
    """The mask of a review in which no name is replaced."""
    return text


def sha256(text: str) -> str:
    """The SHA-256 of a text as UTF-8; half a letter, which JSON may hold, as a question mark."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def withheld(text: str, mask: Mask = as_they_are) -> str:
    """What is in the place of a text that a bundle does not pass on: its checksum, which a copy of it has too."""
    return f"[withheld sha256:{_leaf(text, mask)}]"


def is_withheld(text: str) -> bool:
    """Whether a text is the mark of one that was withheld."""
    return _WITHHELD.match(text) is not None


def nfc(name: str) -> str:
    """A path or a name in the one Unicode form that hashes know; Macs and some zips write å as two characters."""
    return in_form("NFC", name)


# -- what lines and texts say


def log_line(line: bytes, mask: Mask = as_they_are) -> LogLine:
    """A line of a log without its end. What the logs do not read as an object is taken byte by byte.

    The hash is of the line as it was logged and of what it says; a line that was shortened carries the first
    (`withheld_from`), and has the second, because in place of each text is its checksum.
    """
    if not line.strip():
        return LogLine("")
    values = object_in(line)
    try:
        said = None if values is None else json.dumps(_line_hashed(values, mask), sort_keys=True)
    except RecursionError:
        said = None
    if values is None or said is None:
        return LogLine(hashlib.sha256(b"no entry " * bool(_IS_HASHED.match(line)) + line).hexdigest()[:_DIGEST])
    copy = values.get("copy")
    return LogLine(
        sha256(f"{_logged(values) or _raw(line)} {said}")[:_DIGEST], copy if isinstance(copy, str) else ""
    )


def _raw(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()[:_DIGEST]


def _logged(values: Mapping[str, Any]) -> str:
    """The hash that a line says it had before it was shortened; "" where it says none."""
    found = values.get(SHORTENED)
    return found if isinstance(found, str) and _IS_DIGEST.fullmatch(found) else ""


def shortened(line: bytes, change: Callable[[dict[str, Any]], dict[str, Any]]) -> bytes:
    """A line of a log with other texts in it, and with the hash that it has as it was logged; as it is where nothing
    changes, or where it is no JSON object."""
    values = object_in(line)
    if values is None or (new := change(values)) == values:
        return line
    return json.dumps({**new, SHORTENED: _logged(values) or _raw(line)}, ensure_ascii=False).encode(
        "utf-8", "replace"
    )


def logged_hash(line: bytes) -> str:
    """The hash that a shortened line has in its log; "" for any other line."""
    may_say_it = SHORTENED.encode() in line or b"\\u" in line  # JSON can write each letter of a key as a number
    values = object_in(line) if may_say_it else None
    return _logged(values) if values else ""


def _line_hashed(values: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """What a line says, as hashes. That it was shortened, it does not say itself."""
    left_out = SHORTENED if _logged(values) else None
    return {
        key: _hashed(value, mask if key in FREE_TEXT else as_they_are)
        for key, value in values.items()
        if key != left_out
    }


def _hashed(value: Any, mask: Mask) -> Any:
    """A value with each text in it as its hash, so that a text that was withheld has the same."""
    if isinstance(value, str):
        return _leaf(value, mask)
    if isinstance(value, dict):
        return {key: _hashed(one, mask) for key, one in value.items()}
    if isinstance(value, list):
        return [_hashed(one, mask) for one in value]
    return [value]  # a number is not the text of the same digits


def _leaf(text: str, mask: Mask) -> str:
    found = _WITHHELD.match(text)
    return found[1] if found else sha256(mask(text))


def log_lines(data: bytes) -> list[bytes]:
    """The lines of a log without their ends; what is behind the last end is a line too."""
    lines = [line.rstrip(b"\r") for line in data.split(b"\n")]
    return lines if lines[-1] else lines[:-1]


def log(path: str, data: bytes, mask: Mask = as_they_are) -> Log:
    """A log from its bytes."""
    return Log(nfc(path), tuple(log_line(line, mask) for line in log_lines(data)))


def plain_text(data: bytes) -> str:
    """The text of a file whatever its line ends, its byte-order mark and its Unicode form are."""
    text = data.decode("utf-8-sig", "backslashreplace")
    return in_form("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def text_file(path: str, data: bytes, mask: Mask = as_they_are) -> Listed:
    """A file of text from its bytes."""
    text = plain_text(data)
    return Listed(nfc(path), sha256(mask(text)), tuple(sha256(line)[:_LINE] for line in text.split("\n")))


def byte_file(path: str, data: bytes, records: int | None = None) -> Listed:
    """A file of which every byte counts: an export or a full text. A PDF has no lines."""
    whole = hashlib.sha256(data).hexdigest()
    lines = () if b"\0" in data[:_START] else data.split(b"\n")
    hashes = tuple(hashlib.sha256(line).hexdigest()[:_LINE] for line in lines)
    return Listed(nfc(path), whole, hashes, records=records)


def names_hash(names: Mapping[str, str]) -> str:
    """The one hash of all names together with the ids that replace them; "" where there are none."""
    return sha256("\n".join(sorted(f"{word}={name}" for name, word in names.items()))) if names else ""


# -- the hash of the review


def review_hash(manifest: Manifest) -> str:
    """The hash for the paper: SHA-256 over everything that is listed, in an order of its own."""
    return sha256("\n".join(sorted(set(_entries(manifest)))))


def _entries(manifest: Manifest) -> Iterator[str]:
    """What is hashed: each line of a log with the line that it follows in its chain, and each other file."""
    for one in manifest.logs:
        for line, before in in_chains(one):
            yield f"log {one.kind} {before or '-'} {line.digest}"
    for file in manifest.files:
        yield f"file {file.path} {file.digest}"
        if file.records is not None:
            yield f"records {file.path} {file.records}"
    yield f"names {manifest.names or '-'}"


def in_chains(log: Log) -> Iterator[tuple[LogLine, str]]:
    """Each line of a log once, with the hash of the line before it in the same chain, "" for the first.

    Lines of several chains may be merged in any order, and a line that a merge doubled counts once.
    """
    last: dict[str, str] = {}
    seen: set[str] = set()
    for line in log.lines:
        if line.digest and line.digest not in seen:
            seen.add(line.digest)
            yield line, last.get(line.copy, "")
            last[line.copy] = line.digest
