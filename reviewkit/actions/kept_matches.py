"""What was found in files outside a review, kept on this computer by their names and the checksums of their bytes.

The same files in the same order under the same policies have the same duplicates, so a second run compares nothing, and
reads of the files only what their checksums need.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from reviewkit.errors import Problem
from reviewkit.gc_pause import gc_paused
from reviewkit.matching import Match
from reviewkit.matching.answers import as_columns, from_columns
from reviewkit.model import Policies
from reviewkit.store import cache, made_by
from reviewkit.store.records import kept_problem, problem_of

_KIND = "matches"
_UNIQUE = "unique"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in files: the number of records in each, what is wrong with them, and the matches."""

    counts: tuple[int, ...]
    problems: tuple[Problem, ...]
    matches: tuple[Match, ...]


def key_of(paths: Sequence[Path], checksums: Sequence[str], policies: Policies) -> str:
    """The name under which is kept what is found in files; "" where one of them has no checksum (a pipe)."""
    if not all(checksums):
        return ""
    origin = [list(map(str, paths)), list(checksums), astuple(policies), made_by.version()]
    return hashlib.sha256(json.dumps(origin).encode("ascii")).hexdigest()


@gc_paused()
def kept(key: str) -> Found | None:
    """What an earlier run found in these very files; None where none did."""
    known = cache.read_sealed(_KIND, key) if key else None
    if known is None:
        return None
    counts, problems, found = known
    return Found(tuple(counts), tuple(problem_of("", entry) for entry in problems), tuple(from_columns(found)))


def keep(key: str, found: Found) -> None:
    """Keep what was found for the next time."""
    if key:
        problems = [kept_problem(problem, "") for problem in found.problems]
        cache.write_sealed(_KIND, key, [found.counts, problems, as_columns(found.matches)])


def kept_unique(key: str) -> bytes | None:
    """The unique records of these very files as they were written; None where they were not."""
    return cache.read_sealed_bytes(_UNIQUE, key) if key else None


def keep_unique(key: str, written: bytes) -> None:
    """Keep the unique records of files as they were written."""
    if key:
        cache.write_sealed_bytes(_UNIQUE, key, written)
