"""Which exports have been compared with which: two copies of a folder may each have compared only their own."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from reviewkit.model import DedupeRun, Export


def never_compared(exports: Sequence[Export], runs: Iterable[DedupeRun]) -> tuple[Export, ...]:
    """The exports whose records have to be compared with all others, so that every pair of exports has been compared.

    Of two exports that were never in the same run, the one with fewer records is returned, because comparing it again
    is less work; of equal ones the later.
    """
    together = [run.exports for run in runs]
    alone = {export.sha256 for export in exports if not any(export.sha256 in known for known in together)}
    for first, second in combinations(exports, 2):
        pair = {first.sha256, second.sha256}
        if not pair & alone and not any(pair <= known for known in together):
            alone.add((second if second.records <= first.records else first).sha256)
    return tuple(export for export in exports if export.sha256 in alone)
