"""The search log compared with what was imported (PRISMA-S, Rethlefsen et al. 2021, items 1, 8, 9, 13, 15)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reviewkit.errors import Level, Place, Problem
from reviewkit.model import NOT_LOGGED, Export, Source
from reviewkit.words import message, number_of


def sources_with_counts(sources: Sequence[Source], source_of: Mapping[str, str]) -> list[tuple[Source, int]]:
    """Every source with the number of its records; those missing from the search log come last."""
    counted = Counter(source_of.values())
    logged = {source.name for source in sources}
    missing = [Source(name, NOT_LOGGED) for name in counted if name not in logged]
    return [(source, counted[source.name]) for source in (*sources, *missing)]


def problems(sources: Sequence[Source], exports: Iterable[Export], source_of: Mapping[str, str]) -> list[Problem]:
    """Sources without an entry in the search log, and differences between hits and imported records."""
    counted = Counter(source_of.values())
    known = {source.name for source in sources}
    return [
        *_without_entry(exports, known),
        *(problem for source in sources for problem in _hits(source, counted[source.name])),
    ]


def _without_entry(exports: Iterable[Export], known: set[str]) -> list[Problem]:
    missing = dict.fromkeys(export.source for export in exports if export.source not in known)
    return [
        Problem(
            Place("searches.yaml"),
            message(
                "there is no entry for {name!r}. Add one with its database, date, searcher and hits", name=name
            ),
            Level.WARNING,
            "search-log",
        )
        for name in missing
    ]


def _hits(source: Source, records: int) -> list[Problem]:
    if source.hits is None:
        said = message(
            "{source}: the number of hits is missing. Add the number that the database showed: `hits: ...`",
            source=source.name,
        )
    elif source.hits != records and source.difference and source.explained not in (None, records):
        said = message(
            "{source}: the difference was explained for {records}, but {counted} imported now. Correct "
            "`difference: {{records: {n}, why: ...}}`",
            source=source.name,
            records=number_of(source.explained, "record"),
            counted=number_of(records, "is", "are"),
            n=records,
        )
    elif source.hits != records and not source.difference:
        next_step = (
            message("Import the rest")
            if records < source.hits
            else message("Look for records that were imported twice")
        )
        said = message(
            "{source}: the search log says {hits}, but {records} imported. {next_step}, or explain the "
            "difference: `difference: {{records: {n}, why: ...}}`",
            source=source.name,
            hits=number_of(source.hits, "hit"),
            records=number_of(records, "record was", "records were"),
            next_step=next_step,
            n=records,
        )
    elif source.hits != records and source.explained is None:
        said = message(
            "{source}: say for how many records the difference is explained, so that it is checked when "
            "more are imported: `difference: {{records: {records}, why: ...}}`",
            source=source.name,
            records=records,
        )
        return [Problem(source.place, said, Level.NOTE, "hits")]
    else:
        return []
    return [Problem(source.place, said, Level.WARNING, "hits")]
