"""The proof of the blocking: all titles compared with all, to see which likely pairs no key had proposed."""

from collections.abc import Callable
from dataclasses import dataclass

from reviewkit.dedupe import compare
from reviewkit.dedupe.blocking import candidate_pairs
from reviewkit.dedupe.columns import Columns
from reviewkit.dedupe.engine import Finding, finding
from reviewkit.dedupe.rules import answer
from reviewkit.model import Policies
from reviewkit.words import Verdict

LIKELY = 90  # title likeness (0 to 100) from which two records are a likely pair
_ROWS = 500  # titles compared with all others at a time: 500 x 53 000 bytes are 27 MB


@dataclass(frozen=True, slots=True)
class Audit:
    """How many title pairs were compared, how many are likely, and which of them the blocking had not proposed.

    `missed` are those of them that would have been joined or shown to a person.
    """

    compared: int
    likely: int
    proposed: int
    missed: tuple[Finding, ...]
    likely_from: int = LIKELY


def audit(
    table: Columns, policies: Policies | None = None, told: Callable[[int], None] = lambda rows: None
) -> Audit:
    """Compare every title with every other; `told` is called with the number of titles that were just compared."""
    import numpy as np
    from rapidfuzz import fuzz, process

    size = len(table)
    left, right = candidate_pairs(table)
    proposed = left * size + right
    likely, unproposed = 0, []
    for start in range(0, size, _ROWS):
        rows = table.title[start : start + _ROWS]
        alike = process.cdist(
            rows, table.title[start:], scorer=fuzz.ratio, score_cutoff=LIKELY, dtype=np.uint8, workers=-1
        )
        one, other = (found.astype(np.int64) + start for found in np.nonzero(np.triu(alike, 1)))
        known = np.fromiter((bool(table.title[i]) for i in one), bool, len(one))
        packed = one[known] * size + other[known]
        likely += len(packed)
        unproposed.append(np.setdiff1d(packed, proposed))
        told(len(rows))
    strange = np.concatenate(unproposed) if size else np.empty(0, dtype=np.int64)
    surroundings = compare.surroundings(table)
    missed = []
    for i, j in (divmod(one, size) for one in strange.tolist()):
        pair = compare.evidence_on(table, i, j, surroundings)
        given = answer(pair, policies)
        if given and given.verdict is not Verdict.DIFFERENT:
            missed.append(finding(i, j, pair, given))
    return Audit(size * (size - 1) // 2, likely, likely - len(strange), tuple(missed))
