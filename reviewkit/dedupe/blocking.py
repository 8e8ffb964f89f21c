"""Which pairs are worth comparing? Records that share a key; every key that is too common is left out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewkit.dedupe.columns import Columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST_BLOCK = 60


def candidate_pairs(table: Columns) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Positions (left, right), left < right, of every pair that shares at least one key; each pair once."""
    import numpy as np
    import pandas as pd

    size = len(table)
    packed = [_block_pairs(pd.factorize(pd.Series(keys, dtype="object"))[0], size) for keys in _keys(table)]
    pairs = np.unique(np.concatenate(packed)) if packed else np.empty(0, dtype=np.int64)
    return pairs // size if size else pairs, pairs % size if size else pairs


def _block_pairs(codes: "NDArray[np.intp]", size: int) -> "NDArray[np.int64]":
    """All pairs inside each block, packed as left * size + right. Code -1 is an empty key."""
    import numpy as np

    order = np.argsort(codes, kind="stable").astype(np.int64)
    order = order[codes[order] >= 0]
    ordered = codes[order]
    counts = np.bincount(ordered)[ordered] if len(ordered) else ordered
    order, ordered = order[counts <= LARGEST_BLOCK], ordered[counts <= LARGEST_BLOCK]
    found = []
    for step in range(1, LARGEST_BLOCK):
        same = ordered[:-step] == ordered[step:]
        if not same.any():
            break
        left, right = order[:-step][same], order[step:][same]
        found.append(np.minimum(left, right) * size + np.maximum(left, right))
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _keys(table: Columns) -> Iterator[list[str | None]]:
    """The keys of all records, rule by rule; None keeps a record out of that rule."""
    words = [title.split() for title in table.title]
    bare = [title.replace(" ", "") for title in table.title]
    long_words = [sorted((word for word in title if len(word) > 4), key=len, reverse=True) for title in words]

    def joined(*parts: list[str]) -> list[str | None]:
        return ["|".join(row) if all(row) else None for row in zip(*parts, strict=True)]

    year = [str(value) if value else "" for value in table.year]
    yield [value or None for value in table.doi]
    yield [value or None for value in table.pmid]
    yield [title[:300] or None for title in bare]
    yield [title[:28] if len(title) >= 28 else None for title in bare]
    yield [title[-28:] if len(title) >= 28 else None for title in bare]
    yield [" ".join(sorted(title[:4])) if len(title) >= 4 else None for title in long_words]
    yield [" ".join(sorted(title)[:6]) if len(title) >= 6 else None for title in words]
    yield [" ".join(sorted(title)[-5:]) if len(title) >= 5 else None for title in words]
    yield [abstract[20:90] if len(abstract) >= 90 else None for abstract in table.abstract]
    yield [abstract[120:190] if len(abstract) >= 190 else None for abstract in table.abstract]
    yield joined(table.volume, table.first_page, year)
    yield joined(table.volume, table.first_page, table.first_author)
    yield joined(table.first_page, table.last_page, table.first_author)
    yield joined(table.volume, table.issue, table.first_author, year)
    yield joined([title[:8] for title in bare], table.volume, table.first_page)
    yield joined([title[0] if title else "" for title in long_words], table.first_author, year)
    yield joined([" ".join(title[1:3]) for title in long_words], table.first_author)
    yield joined([" ".join(title[:3]) for title in words], year)
    yield joined([" ".join(sorted(names)[:4]) if len(names) > 2 else "" for names in table.names], year)
