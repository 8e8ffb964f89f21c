"""Which program made derived data: one checksum over the source of all that it follows from.

Nobody has to remember to raise a number: where a line of these modules changes, what an earlier program kept is
computed again. A test follows their imports, so that none can be forgotten.
"""

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import reviewkit

# What reads exports, normalizes records, compares, joins and keeps them, as folders and files of the package.
SOURCES = (
    "actions/kept_codes.py",
    "actions/kept_columns.py",
    "actions/kept_matches.py",
    "actions/kept_pieces.py",
    "actions/unique_records.py",
    "archives.py",
    "duplicates",
    "encodings.py",
    "errors.py",
    "formats",
    "gc_pause.py",
    "limits.py",
    "matching",
    "model",
    "normalize.py",
    "store/cache.py",
    "store/exports.py",
    "store/files.py",
    "store/local.py",
    "store/made_by.py",
    "store/records.py",
    "unicode_forms.py",
    "words.py",
    "xml_letters.py",
)

# What reads the lines of logs and keeps the acts in them.
LOG_SOURCES = (
    "errors.py",
    "gc_pause.py",
    "json_line.py",
    "limits.py",
    "model",
    "normalize.py",
    "store/acts.py",
    "store/cache.py",
    "store/chain.py",
    "store/charting_lines.py",
    "store/coding_lines.py",
    "store/events.py",
    "store/files.py",
    "store/kept_acts.py",
    "store/ledger.py",
    "store/line_values.py",
    "store/local.py",
    "store/made_by.py",
    "store/manuscript_lines.py",
    "store/order.py",
    "unicode_forms.py",
    "words.py",
)


@cache
def version() -> str:
    """The checksum of the source, of the version of Python, whose tables say what a letter is, and of that of
    rapidfuzz, which says how alike two texts are."""
    likeness = find_spec("rapidfuzz")
    others = repr(sys.version_info[:3]).encode()
    if likeness and likeness.origin:
        others += Path(likeness.origin).read_bytes()
    return checksum(Path(reviewkit.__file__).parent, others)


@cache
def version_of_logs() -> str:
    """As version, of what reads logs."""
    return checksum(Path(reviewkit.__file__).parent, repr(sys.version_info[:3]).encode(), LOG_SOURCES)


def checksum(package: Path, others: bytes = b"", sources: Iterable[str] = SOURCES) -> str:
    """The checksum of the modules in a package folder, and of what else decides."""
    total = hashlib.blake2b(others, digest_size=12)
    for name in sources:
        here = package / name
        for path in sorted(here.rglob("*.py")) if here.is_dir() else [here]:
            total.update(path.relative_to(package).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()
