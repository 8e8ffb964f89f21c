"""import and searches: import exports into the folder, and show the search log."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands import histories
from reviewkit.commands.groups import group
from reviewkit.commands.shared import (
    HERE,
    As,
    Digest,
    Folder,
    Force,
    Json,
    Language,
    Output,
    Separator,
    Why,
    digest_line,
    echo,
    echo_json,
    one_answer,
    opened,
    report_problems,
    say_changed,
    terminal_width,
    warn,
    with_spinner,
)
from reviewkit.errors import Level, ReviewkitError
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.imports import Imported
    from reviewkit.store.open_review import OpenReview

app = group("The search log: sources, their hits, and what was imported.", "show")


def import_exports(
    files: Annotated[list[Path], typer.Argument(help="Files as the database exported them, unchanged.")],
    source: Annotated[
        str, typer.Option("--source", "-s", help="A name for the search, in lower case, such as cinahl.")
    ],
    input_format: Annotated[
        str, typer.Option("--format", help="The format of the files; detected if not given.")
    ] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Import exports into the review. They are kept unchanged; importing the same file twice does no harm."""
    from functools import partial

    from reviewkit.actions.imports import import_file

    review = opened(folder)
    done: list[Imported] = []
    failed = []
    for file in files:
        try:
            work = partial(import_file, review, as_, file, source, input_format)
            done.append(with_spinner(f"importing {in_line(file)}", work))
        except ReviewkitError as error:
            failed.append(str(error))
    for item in done:
        report_problems(item.problems)
    if as_json:
        echo_json({"imported": [_as_json(item) for item in done], "failed": failed})
    else:
        for item in done:
            _print(item)
        _hint_search_log(review, source)
    if failed:
        raise ReviewkitError("\n".join(failed))


def _as_json(item: "Imported") -> dict[str, object]:
    return {
        "file": item.file,
        "source": item.source,
        "records": item.records,
        "already": item.already,
        "put_back": item.put_back,
        "producer": item.producer,
        "event": item.id or None,
        "filled": item.coverage.filled if item.coverage else None,
        "columns_not_understood": list(item.coverage.columns) if item.coverage else None,
    }


def _print(item: "Imported") -> None:
    if item.put_back:
        echo(f"{in_line(item.file)}: this file was imported before, but was missing; it is back as {item.already}")
        return
    if item.already:
        echo(f"{in_line(item.file)}: this file has already been imported, as {item.already}; nothing was changed")
        return
    origin = f" (written by {item.producer})" if item.producer else ""
    echo(
        f"{in_line(item.file)}: {number_of(item.records, 'record')} imported into {item.source}{origin}; "
        f"to undo this: reviewkit undo {item.id}"
    )
    for line in item.coverage.lines() if item.coverage else ():
        echo(f"  {line}")
    notes = [problem for problem in item.problems if problem.level is Level.NOTE]
    for problem in notes[:5]:
        warn(f"note: {problem}")
    if len(notes) > 5:
        warn(f"note: ... and {len(notes) - 5} more: reviewkit check --notes")


def _hint_search_log(folder: "OpenReview", source: str) -> None:
    """Say what is missing from the search log about this source, with lines to paste."""
    review = folder.review
    imported = any(export.source == source for export in review.facts.exports)
    entry = next((item for item in review.facts.sources if item.name == source), None)
    if entry is None and imported:
        warn(
            f"searches.yaml has no entry for {source} yet. Paste this into it and fill it in (or: reviewkit searches "
            f"describe {source}); hits is the number that the database showed:\n\n{source}:\n  database: {source}\n"
            "  platform:\n  arm: databases\n  date:\n  hits:\n"
        )
    report_problems(
        [
            problem
            for problem in review.search_problems
            if problem.code == "hits" and entry and problem.place == entry.place
        ]
    )


@app.command("show")
def searches(
    output: Output = None,
    folder: Folder = HERE,
    force: Force = False,
    language: Language = "",
    separator: Separator = "",
    digest: Digest = False,
    as_json: Json = False,
) -> None:
    """Show the search log as a table: database, platform, date, hits, imported records (PRISMA-S)."""
    from reviewkit.commands.tables import write_table
    from reviewkit.render import json

    one_answer(as_json, digest, output)
    work = opened(folder)
    review = work.review
    rows = review.sources_with_counts()
    if as_json:
        echo_json([json.source(source, records) for source, records in rows])
    else:
        from reviewkit.locales import labels
        from reviewkit.render.tables.searches import searches_table

        words = labels(language or review.protocol.language)
        note = digest_line(work, words) if digest else ""
        write_table(searches_table(rows, words), output, force, terminal_width(), note, separator)


@app.command("describe")
def describe(
    name: Annotated[str, typer.Argument(help="The name of the source, such as cinahl.")],
    database: Annotated[str | None, typer.Option(help="The database, such as CINAHL.")] = None,
    platform: Annotated[str | None, typer.Option(help="The platform, such as EBSCOhost.")] = None,
    arm: Annotated[str | None, typer.Option(help="databases, registers or other (other methods).")] = None,
    date: Annotated[str | None, typer.Option(help="The day of the search, as 2026-01-31.")] = None,
    hits: Annotated[str | None, typer.Option(help="The number of hits that the database showed.")] = None,
    difference: Annotated[
        str | None, typer.Option(help="Why another number of records was imported than there were hits.")
    ] = None,
    further: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=TEXT",
            help="kind, searcher, limits, note, rerun_of (the search that this one repeats), press (who reviewed the "
            "strategy), press_date, press_note, or explained (for how many records --difference says why); repeat it.",
        ),
    ] = None,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Write what is known of a search into searches.yaml. What you do not name stays; '' removes it."""
    from reviewkit.actions.searches import SourceEntry, describe_source

    entry = SourceEntry(database, platform=platform, arm=arm, date=date, hits=hits, difference=difference)
    entry = replace(entry, **_further(further or []))
    if entry == SourceEntry():
        raise typer.BadParameter("say what is known of the search, such as --database CINAHL --hits 113")
    say_changed("searches.yaml", describe_source(opened(folder), as_, name, entry, note), as_json)


_FURTHER = (
    "kind",
    "searcher",
    "limits",
    "note",
    "rerun_of",
    "press",
    "press_date",
    "press_note",
    "explained",
)


def _further(texts: list[str]) -> dict[str, str]:
    """Keys and texts from `KEY=TEXT`. Raises a usage error for a key that is not known."""
    found = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or key not in _FURTHER:
            raise typer.BadParameter(f"--set {text!r}: write KEY=TEXT; the keys are {', '.join(_FURTHER)}")
        found[key] = value
    return found


histories.add_to(app)


@app.command("rename")
def rename(
    old: Annotated[str, typer.Argument(help="The present name of the source.")],
    new: Annotated[str, typer.Argument(help="The new name, in lower case, such as cinahl.")],
    note: Annotated[str, typer.Option(help="Why, for the log.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Rename a source. Its records keep their ids, so that every decision stays with its record."""
    from reviewkit.actions.imports import rename_source

    renamed = rename_source(opened(folder), as_, old, new, note)
    if as_json:
        echo_json({"source": new, "records": renamed.records, "events": list(renamed.ids)})
        return
    echo(
        f"{old} is now called {new}; its {number_of(renamed.records, 'record keeps its id', 'records keep their ids')}"
    )
    echo(f"to undo this: reviewkit undo {' '.join(renamed.ids)}")
