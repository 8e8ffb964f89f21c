"""Which program made derived data: one checksum over the source of all that it follows from.

Nobody has to remember to raise a number: where a line of these modules changes, what an earlier program kept is
computed again. A test follows their imports, so that none can be forgotten.
"""

import hashlib
import sys
from functools import cache
from pathlib import Path

import reviewkit

# What reads exports, normalizes records and compares them, as folders and files of the package.
SOURCES = (
    "errors.py",
    "formats",
    "gc_pause.py",
    "matching",
    "model",
    "normalize.py",
    "store/exports.py",
    "store/files.py",
    "words.py",
)


@cache
def version() -> str:
    """The checksum of the source, and of the version of Python, whose tables say what a letter is."""
    return checksum(Path(reviewkit.__file__).parent)


def checksum(package: Path) -> str:
    """The checksum of the modules in a package folder."""
    total = hashlib.blake2b(repr(sys.version_info[:3]).encode(), digest_size=12)
    for name in SOURCES:
        here = package / name
        for path in sorted(here.rglob("*.py")) if here.is_dir() else [here]:
            total.update(path.relative_to(package).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()
