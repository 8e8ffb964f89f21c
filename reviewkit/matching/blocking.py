"""Which pairs are worth comparing? Records that share a key; every key that is too common is left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from reviewkit.matching.codes import coded, coded_rows, joined
from reviewkit.matching.columns import Columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reviewkit.matching.codes import Codes

# Records that may share a key. The pairs of a block grow with its square: on SRSR (53,001 records) blocks of up to
# 30 are 73,000 pairs, of 60 114,000, of 200 197,000, and from 60 to 200 no verdict changes. With 30 six replies
# are not linked with the article they are about (a dose-response meta-analysis has a title that many share the
# ends of).
LARGEST_BLOCK = 60
_LOWEST_BITS = 0xFFFF  # of a code
_TITLES = 10_000  # of which the keys are made at a time


def candidate_pairs(
    table: Columns, new: "Sequence[bool] | NDArray[np.bool_] | None" = None
) -> "tuple[Codes, Codes]":
    """As pairs_by_codes, from the records themselves."""
    return pairs_by_codes(keys(table), whole_records(table), new)


def pairs_by_codes(
    shared: "Iterable[Codes]", whole: "Codes", new: "Sequence[bool] | NDArray[np.bool_] | None" = None
) -> "tuple[Codes, Codes]":
    """Positions (left, right), left < right, of every pair that shares at least one key; each pair once, in order.

    With `new` (one truth value per record) only pairs with at least one new record are proposed. Both arrays are of one
    length, the number of pairs. `shared` are the codes of each key, `whole` those of whole records.
    """
    import numpy as np

    size = len(whole)
    if not size:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    fresh = None if new is None else np.asarray(new, dtype=bool)
    rows = np.arange(size, dtype=np.int64)
    found = [block_pairs(*_with_new(codes, rows, fresh), size, fresh) for codes in shared]
    found.append(neighbours(*_with_new(whole, rows, fresh), size, fresh))
    pairs = unique_pairs(found)
    return pairs // size, pairs % size


def _with_new(codes: "Codes", rows: "Codes", new: "NDArray[np.bool_] | None") -> "tuple[Codes, Codes]":
    """The codes that a new record has too, and the positions of their records, which are few where few are new.

    Code 0 is nobody's. Most of the others are ruled out by their lowest bits, which need no sorting.
    """
    import numpy as np

    if new is None or 2 * np.count_nonzero(new) > len(new):
        return codes, rows
    of_new = codes[new]
    of_new = of_new[of_new != 0]
    lowest = np.zeros(_LOWEST_BITS + 1, dtype=bool)
    lowest[of_new & _LOWEST_BITS] = True
    likely = np.flatnonzero(lowest[codes & _LOWEST_BITS] & (codes != 0))
    shared = likely[np.isin(codes[likely], of_new)]
    return codes[shared], rows[shared]


def unique_pairs(found: "Sequence[Codes]") -> "Codes":
    """Each packed pair once, in order."""
    import numpy as np

    if not found:
        return np.empty(0, dtype=np.int64)
    pairs = np.sort(np.concatenate(found))
    first = np.ones(len(pairs), dtype=bool)
    first[1:] = pairs[1:] != pairs[:-1]
    return pairs[first]


def block_pairs(codes: "Codes", rows: "Codes", size: int, new: "NDArray[np.bool_] | None" = None) -> "Codes":
    """All pairs inside each block, packed as left * size + right. Code 0 is an empty key.

    `rows` are the positions of the records that the codes are of, among `size` records; `new` has one truth value for
    each of the `size` records. Records of one code stand together once they are sorted, so shifting the sorted codes by
    one, two, three ... finds every pair of a block without a loop over blocks.
    """
    import numpy as np

    order = np.argsort(codes, kind="stable").astype(np.int64)
    ordered, order = codes[order], rows[order]
    if not len(ordered):
        return np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[starts, len(ordered)])
    wanted = (sizes > 1) & (sizes <= LARGEST_BLOCK) & (ordered[starts] != 0)
    if new is not None:
        wanted &= np.add.reduceat(new[order], starts) > 0
    keep = np.repeat(wanted, sizes)
    order, ordered = order[keep], ordered[keep]
    packed = []
    for step in range(1, LARGEST_BLOCK):
        same = ordered[:-step] == ordered[step:]
        if not same.any():
            break
        left, right = order[:-step][same], order[step:][same]
        if new is not None:
            with_new = new[left] | new[right]
            left, right = left[with_new], right[with_new]
        packed.append(np.minimum(left, right) * size + np.maximum(left, right))
    return np.concatenate(packed) if packed else np.empty(0, dtype=np.int64)


def neighbours(codes: "Codes", rows: "Codes", size: int, new: "NDArray[np.bool_] | None" = None) -> "Codes":
    """Each record with the next of its block only, however large the block, packed as in block_pairs.

    That is enough where all records of a block are identical: they form one chain. `rows` are in order.
    """
    import numpy as np

    order = np.argsort(codes, kind="stable").astype(np.int64)
    same = codes[order][:-1] == codes[order][1:]
    order = rows[order]
    left, right = order[:-1], order[1:]
    if new is not None:
        same &= new[left] | new[right]
    packed: Codes = np.minimum(left[same], right[same]) * size + np.maximum(left[same], right[same])
    return packed


def whole_records(table: Columns) -> "Codes":
    """One code for all that is known of a record; two records of one code are identical."""
    return coded_rows([map(str, getattr(table, field.name)) for field in fields(table)], len(table))


def keys(table: Columns) -> "Iterator[Codes]":
    """The keys of all records as 64-bit codes, one array per rule; 0 keeps a record out of that rule.

    Keys of several fields join records that share all of them, so each database error must leave one key intact: a
    volume taken for an issue leaves pages, a mistyped page leaves volume and author, a missing place leaves the title.
    """
    import numpy as np

    year = np.asarray(table.year, dtype=np.int64)
    volume, issue = coded(table.volume), coded(table.issue)
    first, last = coded(table.first_page), coded(table.last_page)
    author = coded(table.first_author)
    yield coded(table.doi)
    yield coded(table.pmid)
    yield coded(table.numbers)
    yield coded(table.accessions)
    yield coded(table.series)
    yield joined(volume, first, year)
    yield joined(volume, first, author)
    yield joined(first, last, author)
    yield joined(first, last, volume)
    yield joined(volume, issue, author, year)
    yield from _abstract_keys(table)
    head, longest, long_pair, start, *rest = _title_keys(table.title)
    yield joined(head, volume, first)
    yield joined(head, author, year)
    yield joined(longest, author, year)
    yield joined(long_pair, author)
    yield joined(start, year)
    yield from rest
    yield joined(coded([_four_names(names) for names in table.names]), year)


def _abstract_keys(table: Columns) -> "Iterator[Codes]":
    """Two pieces of 70 letters, so that an error in one leaves the other; the first 20 may be a label ("Background").

    From the very start, or with the second piece 30 letters earlier, no verdict of the eight sets changes; with pieces
    of 20 letters six protocols more are linked with their reviews, whose abstracts begin with one phrase.
    """
    yield coded([abstract[20:90] if len(abstract) >= 90 else "" for abstract in table.abstract])
    yield coded([abstract[120:190] if len(abstract) >= 190 else "" for abstract in table.abstract])


def _title_keys(titles: list[str]) -> "list[Codes]":
    """Ten keys out of the words of each title: start and end, longest words, first and last in the alphabet.

    One array per key, each as long as the titles.
    """
    import numpy as np

    parts = [_keys_of_titles(titles[n : n + _TITLES]) for n in range(0, max(len(titles), 1), _TITLES)]
    return list(map(np.concatenate, zip(*parts, strict=True)))


def _keys_of_titles(titles: list[str]) -> "list[Codes]":
    """As _title_keys, of so few titles that ten texts of each fit into memory."""
    keys: list[list[str]] = [[] for _ in range(10)]
    head, longest, long_pair, start, whole, begin, end, four, first, last = (values.append for values in keys)
    for title in titles:
        words = title.split()
        closed = title.replace(" ", "")
        long = _long_words(words)
        count = len(words)
        words.sort()
        # Goes with volume and page or author and year, so few letters do: from 4 to 16 no verdict changes.
        head(closed[:8])
        longest(long[0] if long else "")
        # The second and third, since the longest may be the one that is misspelt. With the first two six congress
        # abstracts are not compared with their papers.
        long_pair(" ".join(long[1:3]) if len(long) > 2 else "")
        # Three words with the year. With six "The Araneus Web-Base" is not compared with "Web-based management
        # system"; with one, five pairs more.
        start(" ".join(title.split(" ", 3)[:3]))
        whole(closed)
        # 28 letters are four or five words. With 45 three reprints and, from the end, 14 pairs in doubt are not
        # compared; with 16 from the end two true pairs more are ("Upsizing from", "form file server"), at the
        # price of blocks of phrases ("a systematic review").
        begin(closed[:28] if len(closed) >= 28 else "")
        end(closed[-28:] if len(closed) >= 28 else "")
        # With three one more pair of doubtful tutorials, with six 15 protocols are not compared with their
        # reviews.
        four(" ".join(sorted(long[:4])) if len(long) >= 4 else "")
        # In the alphabet, for titles whose parts are exchanged. With nine words one protocol, with eight from the
        # end nine protocols are lost; with four and three, one true pair each is gained.
        first(" ".join(words[:6]) if count >= 6 else "")
        last(" ".join(words[-5:]) if count >= 5 else "")
    return list(map(coded, keys))


def _long_words(words: list[str]) -> list[str]:
    """Words of five letters and more, longest first, then in the alphabet.

    From eight letters on, two parts of a series (IL-6 and IL-10) and a true pair ("A vision of", "for management of
    complex models") are not compared; from three on, one link more.
    """
    long = [word for word in words if len(word) > 4]
    long.sort()
    long.sort(key=len, reverse=True)
    return long


def _four_names(names: str) -> str:
    """Up to four names in the alphabet, of three at least: two names and a year are shared by too many.

    With two names of two "An open (abstract-object) storage system" is compared, with eight of six nothing is lost.
    """
    return " ".join(sorted(names.split())[:4]) if names.count(" ") > 1 else ""
