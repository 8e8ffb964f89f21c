"""Problems with the duplicates of a review."""

from collections.abc import Container, Iterable, Sequence

from reviewkit.dedupe.groups import disputed
from reviewkit.errors import Level, Place, Problem
from reviewkit.model import DuplicateVerdict, Export
from reviewkit.words import number_of


def problems(
    never_compared: Iterable[Export],
    verdicts: Sequence[DuplicateVerdict],
    unsure: Sequence[DuplicateVerdict],
    records: Container[str],
    withdrawn: Container[str],
) -> list[Problem]:
    """Exports that were never compared, verdicts on unknown records, undecided pairs, pairs in dispute."""
    return [
        *map(_never_compared, never_compared),
        *(
            _unknown_record(verdict, record)
            for verdict in verdicts
            for record in (verdict.first, verdict.second)
            if record not in records and record not in withdrawn
        ),
        *_undecided(unsure),
        *(_disputed(first, second) for first, second in disputed(verdicts)),
    ]


def _never_compared(export: Export) -> Problem:
    message = "these records have not been compared for duplicates: reviewkit dedupe"
    return Problem(Place(export.path), message, Level.ERROR, "not-deduplicated")


def _unknown_record(verdict: DuplicateVerdict, record: str) -> Problem:
    message = (
        f"{record!r} is not a record in this review. Import the export that has the record, or undo this line: "
        f"reviewkit undo {verdict.id}"
    )
    return Problem(verdict.place, message, Level.ERROR, "unknown-record")


def _undecided(unsure: Sequence[DuplicateVerdict]) -> list[Problem]:
    if not unsure:
        return []
    count = number_of(len(unsure), "possible duplicate needs", "possible duplicates need")
    message = f"{count} a decision: reviewkit dedupe review"
    return [Problem(unsure[0].place, message, Level.WARNING, "possible-duplicates")]


def _disputed(first: DuplicateVerdict, second: DuplicateVerdict) -> Problem:
    message = (
        f"{second.by} answered {second.verdict.value} and {first.by} {first.verdict.value} on {first.first} and "
        f"{first.second}; the later answer counts. Agree, and one of you answers again"
    )
    return Problem(second.place, message, Level.WARNING, "disputed-pair")
