"""dedupe: find the records that are the same report, in a review or in any files."""

from pathlib import Path
from typing import Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Force, Json, Language, Output
from reviewkit.words import Verdict

Pair = tuple[str, str]


def dedupe(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Exports of any format, to work outside a review.")
    ] = None,
    groups: Annotated[Path | None, typer.Option(help="With FILES: write file, position, group as CSV.")] = None,
    output: Output = None,
    policy: Annotated[
        list[str] | None,
        typer.Option(help="With FILES: preprints, cochrane_updates, conference_abstracts or dissertations =join."),
    ] = None,
    review_queue: Annotated[
        bool, typer.Option("--review", help="Decide on the doubtful pairs, one by one.")
    ] = False,
    queue: Annotated[
        bool, typer.Option("--queue", help="List the doubtful pairs; -o queue.xlsx for a table.")
    ] = False,
    part: Annotated[str, typer.Option(help="1/2 or 2/2: your half of the queue, where two people share it.")] = "",
    answers: Annotated[Path | None, typer.Option(help="Read the answers of a filled-in queue table.")] = None,
    same: Annotated[Pair | None, typer.Option(help="Say that two records are one report.")] = None,
    different: Annotated[Pair | None, typer.Option(help="Say that two records are different.")] = None,
    undo: Annotated[str, typer.Option(help="Take back a verdict or a run by its id (such as a-12).")] = "",
    note: Annotated[str, typer.Option(help="Why, for --same and --different.")] = "",
    show: Annotated[Pair | None, typer.Option(help="Show two records side by side.")] = None,
    explain: Annotated[
        Pair | None, typer.Option(help="Say in words what speaks for and against one report.")
    ] = None,
    related: Annotated[
        bool, typer.Option("--related", help="List distinct reports that belong together.")
    ] = False,
    sources: Annotated[
        bool,
        typer.Option("--sources", help="What each source brought, and brought alone; -o for tables, figures."),
    ] = False,
    origin: Annotated[str, typer.Option(help="Which source gave which field of a report.")] = "",
    audit: Annotated[
        bool, typer.Option("--audit-blocking", help="Compare all titles with all: which likely pairs were missed?")
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="What this version and review.yaml would change in earlier verdicts.")
    ] = False,
    update: Annotated[bool, typer.Option("--update", help="Make the changes that --preview shows.")] = False,
    language: Language = "",
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Find duplicates: certain pairs are joined, doubtful ones wait for a person, and every verdict is logged."""
    from reviewkit.commands.dedupe import asking, changing, outside, telling

    _one_thing(
        {
            "--review": review_queue,
            "--queue": queue,
            "--answers": answers,
            "--same": same,
            "--different": different,
            "--undo": undo,
            "--show": show,
            "--explain": explain,
            "--related": related,
            "--sources": sources,
            "--origin": origin,
            "--audit-blocking": audit,
            "--preview": preview,
            "--update": update,
        },
        ("--explain", "--audit-blocking") if files else (),
    )
    if files:
        if explain:
            outside.explain(files, explain, policy or [], as_json)
        elif audit:
            outside.audit(files, policy or [], as_json)
        else:
            outside.run(files, groups, output or [], policy or [], force, as_json)
    elif groups or policy:
        raise typer.BadParameter(
            "--groups and --policy go with FILES; a review works its groups out each time, by its review.yaml"
        )
    elif output and not (queue or sources):
        raise typer.BadParameter("--output goes with FILES, --queue or --sources")
    elif same or different:
        changing.answer(
            folder, as_, same or different or ("", ""), Verdict.SAME if same else Verdict.DIFFERENT, note
        )
    elif undo:
        changing.undo(folder, as_, undo)
    elif answers:
        asking.read_answers(folder, as_, answers, as_json)
    elif review_queue:
        asking.ask(folder, as_, part)
    elif queue:
        asking.queue(folder, part, output or [], force, as_json)
    elif show:
        telling.show(folder, show)
    elif explain:
        telling.explain(folder, explain, as_json)
    elif related:
        telling.related(folder, as_json)
    elif sources:
        telling.sources(folder, output or [], language, force, as_json)
    elif origin:
        telling.origin(folder, origin, as_json)
    elif audit:
        telling.audit(folder, as_json)
    elif preview or update:
        changing.preview(folder, as_, update, as_json)
    else:
        changing.run(folder, as_, as_json)


def _one_thing(asked: dict[str, object], with_files: tuple[str, ...]) -> None:
    """Return where at most one thing is asked for, and with FILES one that goes with them."""
    named = [name for name, given in asked.items() if given]
    if len(named) > 1:
        raise typer.BadParameter(f"{' and '.join(named)} cannot go together; ask for one at a time")
    if with_files and named and named[0] not in with_files:
        raise typer.BadParameter(f"{named[0]} works in a review folder, not on FILES")
