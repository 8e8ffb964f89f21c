"""What of an earlier run on the first of some records still holds, so that only what is new is compared.

The answer on a pair follows from its two records, and from what the corpus says of the texts that are asked about in
comparing them (compare.asked). Where both are as they were, so is the answer.
"""

from typing import TYPE_CHECKING

from reviewkit.matching.corpus import CorpusFacts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reviewkit.matching.codes import Codes


def changed_records(then: CorpusFacts, now: CorpusFacts, asked: "Codes") -> "NDArray[np.bool_]":
    """Of which records the corpus may say something else than it said then; `asked` are their codes, row by row."""
    import numpy as np

    journals = {code for names in then.one_journal ^ now.one_journal for code in names}
    codes = (then.recurring ^ now.recurring) | (then.containers ^ now.containers) | journals
    return np.asarray(np.isin(asked, np.array(sorted(codes), dtype=np.int64)).any(axis=1), dtype=np.bool_)


def known_pairs(
    packed: "Codes", size: int, then: "Codes", size_then: int, changed: "NDArray[np.bool_]"
) -> "NDArray[np.bool_]":
    """Which of some packed pairs were compared then, with nothing changed since.

    `then` are the pairs of the earlier run, in order, and `changed` tells of each of its records whether it may have
    another answer now.
    """
    import numpy as np

    left, right = packed // size, packed % size
    known = np.zeros(len(packed), dtype=np.bool_)
    if not len(then):
        return known
    before = left * size_then + right
    place = np.minimum(np.searchsorted(then, before), len(then) - 1)
    known = (right < size_then) & (then[place] == before)
    rows = np.flatnonzero(known)
    known[rows] = ~(changed[left[rows]] | changed[right[rows]])
    return np.asarray(known, dtype=np.bool_)
