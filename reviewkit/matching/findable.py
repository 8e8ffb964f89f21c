"""What records are found by, computed ahead: the codes of their keys, and what they list for the corpus.

Each follows from one record alone, so that of several tables they can be computed apart, kept, and put together.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reviewkit.matching.blocking import keys, whole_records
from reviewkit.matching.columns import Columns
from reviewkit.matching.corpus import Listed, Listings, listings

if TYPE_CHECKING:
    from reviewkit.matching.codes import Codes


class Findable(NamedTuple):
    """One array of codes per key, as long as the table; one of whole records; and what is listed."""

    keys: "tuple[Codes, ...]"
    whole: "Codes"
    listings: Listings


def findable(table: Columns) -> Findable:
    """What the records of a table are found by."""
    return Findable(tuple(keys(table)), whole_records(table), listings(table))


def put_together(parts: Sequence[Findable]) -> Findable:
    """What the records of several tables are found by, where these stand one after the other; of one at least."""
    return from_arrays(list(map(_joined, zip(*map(as_arrays, parts), strict=True))))


def as_arrays(one: Findable) -> "list[Codes]":
    """The arrays one after the other."""
    return [*one.keys, one.whole, *(array for listed in one.listings for array in listed)]


def from_arrays(arrays: "Sequence[Codes]") -> Findable:
    """What as_arrays took apart."""
    numbers = len(arrays) - 2 * len(Listings._fields) - 1
    *shared, whole = arrays[: numbers + 1]
    rest = arrays[numbers + 1 :]
    return Findable(tuple(shared), whole, Listings(*map(Listed, rest[::2], rest[1::2])))


def as_bytes(one: Findable) -> bytes:
    """The number of arrays, the length of each, and all of them: what can be kept."""
    import numpy as np

    arrays = as_arrays(one)
    lengths = np.array([len(arrays), *map(len, arrays)], dtype=np.int64)
    return b"".join(array.tobytes() for array in (lengths, *arrays))


def from_bytes(data: bytes) -> Findable:
    """What as_bytes told; nothing is checked, so it must be just that."""
    import numpy as np

    numbers = np.frombuffer(data, dtype=np.int64)
    count = int(numbers[0])
    ends = count + 1 + np.cumsum(numbers[1 : count + 1])
    return from_arrays([numbers[start:end] for start, end in pairwise([count + 1, *ends.tolist()])])


def _joined(arrays: "Iterable[Codes]") -> "Codes":
    import numpy as np

    return np.concatenate(list(arrays))
