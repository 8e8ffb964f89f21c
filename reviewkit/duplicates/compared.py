"""Which exports have been compared with which: two copies of a folder may each have compared only their own."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from reviewkit.model import DedupeRun, Export


def never_compared(exports: Sequence[Export], runs: Iterable[DedupeRun]) -> tuple[Export, ...]:
    """The exports whose records have to be compared with all others, so that every pair of exports has been compared.

    Of two exports that were never in the same run, the one with fewer records is returned, because comparing it again
    is less work; of equal ones the later. What counts is the file as it is now: a run that read it changed, or could
    not read it, did not compare its records.
    """
    together = [run.exports for run in runs]
    alone = {_file(export) for export in exports if not any(_file(export) in known for known in together)}
    for first, second in combinations(exports, 2):
        pair = {_file(first), _file(second)}
        if not pair & alone and not any(pair <= known for known in together):
            alone.add(_file(second if second.records <= first.records else first))
    return tuple(export for export in exports if _file(export) in alone)


def _file(export: Export) -> str:
    """The checksum of an export's file: as it is now, or of one that cannot be read, as it was imported."""
    return export.content or export.sha256
