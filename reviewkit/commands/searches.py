"""import and searches: exports into the folder, and the search log beside them."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    Language,
    Output,
    echo,
    echo_json,
    now,
    person,
    report_problems,
    terminal_width,
    warn,
    with_spinner,
)
from reviewkit.errors import Level, ReviewkitError

_SOURCE = re.compile(r"^[a-z0-9][a-z0-9_-]{0,40}$")

if TYPE_CHECKING:
    from reviewkit.model import Source
    from reviewkit.review import Review


def import_exports(
    files: Annotated[list[Path], typer.Argument(help="Files as the database exported them.")],
    source: Annotated[
        str, typer.Option("--source", "-s", help="The name of the search: small letters, such as cinahl.")
    ],
    input_format: Annotated[
        str, typer.Option("--format", help="The format of the files; otherwise it is recognised.")
    ] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Take exports into the review. They are kept byte for byte; the same file twice changes nothing."""
    from functools import partial

    from reviewkit.store import searches
    from reviewkit.store.folder import read, root_of

    if not _SOURCE.match(source):
        raise ReviewkitError(
            f"{source!r} cannot name a source: use small letters a-z, digits, - and _, such as cinahl."
        )
    root = root_of(folder)
    review = read(root)
    writer = person(review.protocol, as_)
    known = review.facts.exports
    done, failed = [], []
    for file in files:
        try:
            work = partial(searches.import_file, root, file, source, writer, now(), known, input_format)
            imported, export = with_spinner(f"importing {file}", work)
        except ReviewkitError as error:
            failed.append(str(error))
            continue
        known = (*known, export) if export else known
        done.append(imported)
    if as_json:
        echo_json(
            {
                "imported": [
                    {"file": item.file, "source": item.source, "records": item.records, "already": item.already}
                    for item in done
                ],
                "failed": failed,
            }
        )
    for item in done if not as_json else []:
        if item.already:
            echo(f"{item.file}: the same bytes are here already as {item.already}; nothing was changed")
        else:
            origin = f" (written by {item.producer})" if item.producer else ""
            echo(f"{item.file}: {item.records} records into {item.source}{origin}")
            notes = [problem for problem in item.problems if problem.level is Level.NOTE]
            for problem in notes[:5]:
                warn(f"note: {problem}")
            if len(notes) > 5:
                warn(f"note: ... and {len(notes) - 5} more: reviewkit check --notes")
    _hint_search_log(read(root), source, as_json)
    if failed:
        raise ReviewkitError("\n".join(failed))


def _hint_search_log(review: "Review", source: str, as_json: bool) -> None:
    """Say what the search log lacks on this source, with lines to paste."""
    n = sum(record.source == source for record in review.facts.records)
    entry = next((item for item in review.facts.sources if item.name == source), None)
    if entry is None and n and not as_json:
        warn(
            f"searches.yaml has no entry for {source} yet; paste this and fill it in:\n\n"
            f"{source}:\n  database: {source}\n  platform:\n  arm: databases\n  date:\n  hits: {n}\n"
        )
    report_problems(
        [
            problem
            for problem in review.problems
            if problem.code == "hits" and entry and problem.place == entry.place
        ]
    )


def searches(
    folder: Folder = HERE,
    output: Output = None,
    force: Force = False,
    language: Language = "",
    as_json: Json = False,
) -> None:
    """The search log as a table: database, platform, date, hits, imported records (PRISMA-S)."""
    from reviewkit.commands.tables import write_table
    from reviewkit.render.tables.searches import searches_table
    from reviewkit.store.folder import read

    told = _told(read(folder))
    if as_json:
        echo_json([_as_json(source, records) for source, records in told])
    else:
        write_table(searches_table(told, language or "en"), output, force, terminal_width())


def _told(review: "Review") -> "list[tuple[Source, int]]":
    """Every source with the number of its records; those that the search log lacks come last."""
    from collections import Counter

    from reviewkit.model import Source

    counted = Counter(record.source for record in review.facts.records)
    logged = {source.name for source in review.facts.sources}
    lacking = [Source(name, "(not in searches.yaml)") for name in counted if name not in logged]
    return [(source, counted[source.name]) for source in (*review.facts.sources, *lacking)]


def _as_json(source: "Source", records: int) -> dict[str, object]:
    return {
        "source": source.name,
        "database": source.database,
        "platform": source.platform,
        "arm": source.arm,
        "date": source.date,
        "searcher": source.searcher,
        "limits": source.limits,
        "hits": source.hits,
        "records": records,
        "lines": [{"step": line.step, "query": line.query, "hits": line.hits} for line in source.lines],
    }
