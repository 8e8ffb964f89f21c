"""Searches that were run again (PRISMA-S item 12): each beside the first time, and what is wrong with that."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewkit.errors import Level, Problem
from reviewkit.model import Source
from reviewkit.words import message


@dataclass(frozen=True, slots=True)
class Rerun:
    """A search that was run again, beside the first time: hits and imported records of both.

    `new` is how many reports its records are about that no earlier run of the search found.
    """

    first: Source
    again: Source
    records_first: int
    records: int
    new: int


def reruns(
    sources: Sequence[Source], source_of: Mapping[str, str], report_of: Mapping[str, str]
) -> tuple[Rerun, ...]:
    """Every search that was run again, in the order of the search log.

    `report_of` says which report a record is about, so that one that both runs found is not new.
    """
    if not any(source.rerun_of for source in sources):
        return ()
    counted = Counter(source_of.values())
    reports: dict[str, set[str]] = {}
    for record, name in source_of.items():
        reports.setdefault(name, set()).add(report_of.get(record, record))
    known = {source.name: source for source in sources}
    found = []
    for at, again in enumerate(sources):
        first = known.get(again.rerun_of)
        if first is None or first is again:
            continue
        earlier = [first, *(one for one in sources[:at] if one.rerun_of == first.name)]
        seen = {report for one in earlier for report in reports.get(one.name, ())}
        new = len(reports.get(again.name, set()) - seen)
        found.append(Rerun(first, again, counted[first.name], counted[again.name], new))
    return tuple(found)


def problems(sources: Sequence[Source]) -> list[Problem]:
    """Searches that are said to be another one run again, where there is no such search, or where it was run later."""
    known = {source.name: source for source in sources}
    found = []
    for source in sources:
        first = known.get(source.rerun_of)
        if not source.rerun_of:
            continue
        if first is None or first is source:
            said = message(
                "{source}: rerun_of is {first!r}, which is no other search in searches.yaml",
                source=source.name,
                first=source.rerun_of,
            )
        elif first.rerun_of:
            said = message(
                "{source}: {first} is itself a search that was run again. Name the first one: `rerun_of: {origin}`",
                source=source.name,
                first=first.name,
                origin=first.rerun_of,
            )
        elif source.date and first.date and source.date < first.date:
            said = message(
                "{source} was run on {day}, before {first}, which it repeats ({first_day})",
                source=source.name,
                day=source.date,
                first=first.name,
                first_day=first.date,
            )
        else:
            continue
        found.append(Problem(source.place, said, Level.WARNING, "rerun"))
    return found
