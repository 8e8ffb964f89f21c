"""What is not in order with the duplicates of a review."""

from collections.abc import Container, Iterable, Sequence

from reviewkit.dedupe.groups import disputed
from reviewkit.errors import Level, Place, Problem
from reviewkit.model import DuplicateVerdict, Export


def problems(
    never_compared: Iterable[Export],
    verdicts: Sequence[DuplicateVerdict],
    unsure: Sequence[DuplicateVerdict],
    records: Container[str],
    withdrawn: Container[str],
) -> list[Problem]:
    """Exports that nobody compared, verdicts on records that are not there, pairs that wait, pairs in dispute."""
    found = [
        Problem(
            Place(export.path),
            "these records were never compared for duplicates: reviewkit dedupe",
            Level.ERROR,
            "not-deduplicated",
        )
        for export in never_compared
    ]
    found += [
        Problem(verdict.place, f"{record!r} is no record of this review", Level.ERROR, "unknown-record")
        for verdict in verdicts
        for record in (verdict.first, verdict.second)
        if record not in records and record not in withdrawn
    ]
    if unsure:
        found.append(
            Problem(
                unsure[0].place,
                f"{len(unsure)} possible duplicates wait for a person: reviewkit dedupe review",
                Level.WARNING,
                "possible-duplicates",
            )
        )
    found += [
        Problem(
            second.place,
            f"{second.by} says {second.verdict.value}, {first.by} says {first.verdict.value} of {first.first} and "
            f"{first.second}; the later counts. Talk, and one of you answers again",
            Level.WARNING,
            "disputed-pair",
        )
        for first, second in disputed(verdicts)
    ]
    return found
