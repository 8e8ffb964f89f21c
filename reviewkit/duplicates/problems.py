"""Problems with the duplicates of a review."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from reviewkit.duplicates.groups import disputed, standing
from reviewkit.errors import Level, Place, Problem
from reviewkit.model import DuplicateVerdict, Export
from reviewkit.words import Verdict, message, number_of


def problems(
    never_compared: Iterable[Export],
    verdicts: Sequence[DuplicateVerdict],
    unsure: Sequence[DuplicateVerdict],
    records: Container[str],
    withdrawn: Container[str],
    report_of: Mapping[str, str],
) -> list[Problem]:
    """Exports that were never compared, verdicts on unknown records, undecided pairs, pairs in dispute, answers without
    effect."""
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
        *map(_without_effect, _kept_apart(verdicts, report_of)),
    ]


def _never_compared(export: Export) -> Problem:
    said = message("these records have not been compared for duplicates: reviewkit dedupe")
    return Problem(Place(export.path), said, Level.ERROR, "not-deduplicated")


def _unknown_record(verdict: DuplicateVerdict, record: str) -> Problem:
    said = message(
        "{record!r} is not a record in this review. Import the export that has the record, or undo "
        "this line: reviewkit undo {verdict}",
        record=record,
        verdict=verdict.id,
    )
    return Problem(verdict.place, said, Level.ERROR, "unknown-record")


def _undecided(unsure: Sequence[DuplicateVerdict]) -> list[Problem]:
    if not unsure:
        return []
    count = number_of(len(unsure), "possible duplicate needs", "possible duplicates need")
    said = message("{count} a decision: reviewkit dedupe review", count=count)
    return [Problem(unsure[0].place, said, Level.WARNING, "possible-duplicates")]


def _kept_apart(verdicts: Iterable[DuplicateVerdict], report_of: Mapping[str, str]) -> Iterator[DuplicateVerdict]:
    """Answers of people that two records are the same report, though these are two because of other answers."""
    for verdict in standing(verdict for verdict in verdicts if not verdict.tool_version).values():
        reports = report_of.get(verdict.first), report_of.get(verdict.second)
        if verdict.verdict is Verdict.SAME and None not in reports and reports[0] != reports[1]:
            yield verdict


def _without_effect(verdict: DuplicateVerdict) -> Problem:
    said = message(
        "{by} answered that {first} and {second} are the same report, but they count as two, because of other answers: "
        "records that are the same as these were called different. See `reviewkit dedupe explain {first} {second}`, "
        "and answer again on the pair that is wrong",
        by=verdict.by,
        first=verdict.first,
        second=verdict.second,
    )
    return Problem(verdict.place, said, Level.WARNING, "answer-without-effect")


def _disputed(first: DuplicateVerdict, second: DuplicateVerdict) -> Problem:
    said = message(
        "{by} answered {verdict} and {other} {earlier} on {first} and {second}; the later "
        "answer counts. Agree, and one of you answers again",
        by=second.by,
        verdict=second.verdict,
        other=first.by,
        earlier=first.verdict,
        first=first.first,
        second=first.second,
    )
    return Problem(second.place, said, Level.WARNING, "disputed-pair")
