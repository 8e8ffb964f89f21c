"""A check of the blocking: every title is compared with every other, to find likely pairs that no key proposed."""

from collections.abc import Callable
from dataclasses import dataclass

from reviewkit.matching import compare
from reviewkit.matching.blocking import candidate_pairs
from reviewkit.matching.columns import Columns
from reviewkit.matching.corpus import corpus_facts
from reviewkit.matching.engine import Match, match_of
from reviewkit.matching.rules import answer
from reviewkit.model import Policies
from reviewkit.words import Verdict

# Title likeness (0 to 100) from which two records are a likely pair. Lower, most pairs are two reports of one
# field and the share of them that the blocking proposes says nothing; higher, cut titles and subtitles are not
# audited. Titles whose words are in another order are not likely by this measure, whatever the number is.
MIN_RATIO = 90
_ROWS = 500  # titles compared with all others at a time: 500 x 53,000 bytes are 27 MB


@dataclass(frozen=True, slots=True)
class Audit:
    """How many title pairs were compared, how many are likely, and which of them the blocking had not proposed.

    `missed` are those of them that would have been joined or shown to a person.
    """

    compared: int
    likely: int
    proposed: int
    missed: tuple[Match, ...]
    likely_from: int = MIN_RATIO


def audit(
    table: Columns, policies: Policies | None = None, progress: Callable[[int], None] = lambda rows: None
) -> Audit:
    """Compare every title with every other; `progress` is called with the number of titles that were just compared."""
    import numpy as np
    from rapidfuzz import fuzz, process

    size = len(table)
    left, right = candidate_pairs(table)
    proposed = left * size + right
    likely, unproposed = 0, []
    for start in range(0, size, _ROWS):
        rows = table.title[start : start + _ROWS]
        likeness = process.cdist(
            rows, table.title[start:], scorer=fuzz.ratio, score_cutoff=MIN_RATIO, dtype=np.uint8, workers=-1
        )
        # Above the diagonal is each pair once, and no title with itself; two unknown titles are not alike.
        left, right = (positions.astype(np.int64) + start for positions in np.nonzero(np.triu(likeness, 1)))
        known = np.fromiter((bool(table.title[i]) for i in left), bool, len(left))
        packed = left[known] * size + right[known]
        likely += len(packed)
        unproposed.append(np.setdiff1d(packed, proposed))
        progress(len(rows))
    not_proposed = np.concatenate(unproposed) if size else np.empty(0, dtype=np.int64)
    corpus = corpus_facts(table)
    missed = []
    for i, j in (divmod(pair, size) for pair in not_proposed.tolist()):
        evidence = compare.compare_pair(table, i, j, corpus)
        given = answer(evidence, policies)
        if given and given.verdict is not Verdict.DIFFERENT:
            missed.append(match_of(i, j, evidence, given))
    return Audit(size * (size - 1) // 2, likely, likely - len(not_proposed), tuple(missed))
