"""Changes to what the team agreed: review.yaml, searches.yaml, studies.yaml, codebooks and forms.

These files are edited by hand and by command. A change is logged when it is first noticed, with the difference, so that
the next edit does not erase the history of a review.
"""

import difflib
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from reviewkit.errors import ReviewkitError
from reviewkit.manifest import Mask, plain_text
from reviewkit.manifest_changes import first_difference
from reviewkit.model import AgreementChange
from reviewkit.store import ledger
from reviewkit.store.files import files_in, is_own_file, read_bytes, sha256
from reviewkit.store.format import is_format_mark
from reviewkit.store.open_review import OpenReview

_FILES = ("review.yaml", "searches.yaml", "studies.yaml")
_FOLDERS = ("codebooks", "charting")
_MOST_COMPARED = 2_000  # lines; the time grows with their square: 30,000 of 200 sorts took 5 s


def notice(folder: OpenReview, who: str, why: str = "") -> tuple[str, ...]:
    """Log what has changed in these files since the last logged change; returns the ids. Call while holding the
    lock."""
    changes = []
    for name, before, text in _changed(folder):
        old = text_of(folder.review.facts.agreements, name) if before else None
        after = "" if text is None else checksum(text)
        changes.append(
            AgreementChange(name, before, after, _difference(old, text), by=who, why=why, at=ledger.now())
        )
    return folder.log(who, changes)


def not_in_digest(folder: OpenReview) -> tuple[str, ...]:
    """The files that count although no log knows their state, so that the digest does not say what is in them.

    These are agreements that changed after the last act of anybody, and codings written by hand.
    """
    by_hand = [coding.place.path for coding in folder.review.facts.codings if coding.place.path.endswith(".yaml")]
    return (*(name for name, _, _ in _changed(folder)), *by_hand)


def unlogged_lines(folder: OpenReview) -> Iterator[tuple[str, int]]:
    """The files of agreements that are not as they were last logged, each with the first line that is another."""
    for name, before, text in _changed(folder):
        old = _lines(text_of(folder.review.facts.agreements, name) if before else None)
        pairs = enumerate(zip(old, _lines(text), strict=False), start=1)
        shorter = min(len(old), len(_lines(text)))
        yield name, next((line for line, (was, now) in pairs if was != now), shorter + 1)


def renamed_lines(root: Path, changes: Iterable[AgreementChange], mask: Mask) -> Iterator[tuple[str, int]]:
    """The files in which nothing differs from what was last logged but people's names and their ids, each with the
    first such line. A hash does not tell these apart, since it is the same for a bundle without names."""
    changes = tuple(changes)
    for name in dict.fromkeys(change.file for change in changes):
        logged, path = text_of(changes, name), root / name
        if logged is None or not is_own_file(root, path):
            continue
        old, now = plain_text(logged.encode("utf-8", "replace")), plain_text(read_bytes(path))
        if old != now and mask(old) == mask(now):
            yield name, first_difference(old.split("\n"), now.split("\n"))


def _changed(folder: OpenReview) -> Iterator[tuple[str, str, str | None]]:
    """Each file of agreements that is not as it was last logged: its name, its checksum then, its text now."""
    known = {change.file: change.after for change in folder.review.facts.agreements}
    texts = _texts(folder.root)
    for name in dict.fromkeys((*texts, *known)):
        text = texts.get(name)
        if text is None and (folder.root / name).exists():
            continue  # it exists but cannot be read: reported as a problem, and logged once it can be read
        before = known.get(name, "")
        if before != ("" if text is None else checksum(text)):
            yield name, before, text


def checksum(text: str) -> str:
    """The checksum that identifies the content of a file."""
    return sha256(text.encode("utf-8"))


def _texts(root: Path) -> dict[str, str]:
    """The texts of those files that can be read, by their path in the folder."""
    paths = [root / name for name in _FILES]
    paths += [
        path for name in _FOLDERS for path in files_in(root, name, (".yaml",), []) if not is_format_mark(path.name)
    ]
    texts = {}
    for path in paths:
        try:
            if is_own_file(root, path):
                texts[path.relative_to(root).as_posix()] = read_bytes(path).decode("utf-8-sig")
        except (ReviewkitError, UnicodeDecodeError):
            continue  # reported as a problem; it is logged once it can be read
    return texts


def _lines(text: str | None) -> list[str]:
    """The lines of a text; none where there is no file."""
    return [] if text is None else text.split("\n")


def _difference(old: str | None, new: str | None) -> str:
    """What changed, as a unified diff without context and without the two lines that name files.

    Between the first and the last line that changed, more lines than anybody edits at once are one change.
    """
    before, after = _lines(old), _lines(new)
    first = _same(before, after)
    last = _same(reversed(before[first:]), reversed(after[first:]))
    before_part, after_part = before[first : len(before) - last], after[first : len(after) - last]
    return "\n".join(
        line
        for begin, end, new_begin, new_end in _changes(before_part, after_part)
        for line in (
            f"@@ -{_range(first + begin, end - begin)} +{_range(first + new_begin, new_end - new_begin)} @@",
            *(f"-{line}" for line in before_part[begin:end]),
            *(f"+{line}" for line in after_part[new_begin:new_end]),
        )
    )


def _same(some: Iterable[str], others: Iterable[str]) -> int:
    """How many lines at the beginning of two texts are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The lines that changed: from where to where in the old text, and in the new one."""
    if max(len(old), len(new)) > _MOST_COMPARED:
        yield 0, len(old), 0, len(new)
        return
    for what, *places in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if what != "equal":
            begin, end, new_begin, new_end = places
            yield begin, end, new_begin, new_end


def _range(begin: int, count: int) -> str:
    """Lines as a unified diff names them: the first, counted from 1, and how many; before none the line before them."""
    if count == 1:
        return str(begin + 1)
    return f"{begin + 1 if count else begin},{count}"


def text_of(changes: Iterable[AgreementChange], name: str, until: str = "") -> str | None:
    """The text of a file after its last logged change, or after the change with the id `until`.

    None where there was no file.
    """
    text: str | None = None
    for change in changes:
        if change.file != name:
            continue
        if change.before != ("" if text is None else checksum(text)):
            if change.before:
                continue  # made in another copy of the folder, from a text that this history does not contain
            text = None  # somebody else saw the file for the first time here
        lines = _applied(_lines(text), change.difference)
        text = "\n".join(lines) if change.after else None
        if change.id == until:
            break
    return text


def _applied(old: list[str], difference: str) -> list[str]:
    """Lines after a unified diff without context."""
    new: list[str] = []
    at = 0
    for line in difference.split("\n") if difference else []:
        if line.startswith("@@"):
            start, _, count = line.split(" ")[1][1:].partition(",")
            begin = int(start) - (0 if count == "0" else 1)
            new += old[at:begin]
            at = begin
        elif line.startswith("-"):
            at += 1
        elif line.startswith("+"):
            new.append(line[1:])
    return new + old[at:]
