"""Texts as 64-bit codes that are the same in every process, in every run and on every machine.

Python's own hash() differs from process to process, so that work could not be shared between them.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from xxhash import xxh3_64_intdigest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]

_SIGN = 1 << 63


def code(text: str) -> int:
    """The code of one text, from -2**63; 0 for ""."""
    return (_digest(text) ^ _SIGN) - _SIGN if text else 0


def coded(texts: Sequence[str]) -> "Codes":
    """The code of each text."""
    try:
        return _codes(map(xxh3_64_intdigest, map(str.encode, texts)), len(texts))
    except UnicodeEncodeError:
        return _codes(map(_digest, texts), len(texts))


def coded_rows(columns: Iterable[Iterable[str]], rows: int) -> "Codes":
    """One code for each row of several columns."""
    return _codes(map(_digest, map("\x1f".join, zip(*columns, strict=True))), rows)


def _digest(text: str) -> int:
    # A title may hold half a surrogate pair, which an export was cut in.
    return xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"))


_OF_NOTHING = _digest("")


def _codes(digests: Iterable[int], count: int) -> "Codes":
    import numpy as np

    found = np.fromiter(digests, np.uint64, count)
    found[found == _OF_NOTHING] = 0
    return found.view(np.int64)


def joined(*parts: "Codes") -> "Codes":
    """One code out of several; 0 where any of them is 0. Overflow wraps around, as a hash may."""
    import numpy as np

    total = np.zeros(len(parts[0]), dtype=np.uint64)
    known = np.ones(len(parts[0]), dtype=bool)
    for part in parts:
        # Odd and near the golden ratio of 2**64, so that close codes end far apart; 29 brings high bits down.
        total = (total ^ part.view(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        total ^= total >> np.uint64(29)
        known &= part != 0
    return np.asarray(np.where(known, total, np.uint64(0)).view(np.int64))
