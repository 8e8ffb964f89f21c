"""dedupe: find the records that are the same report, in a review or in any files."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Force, Json, Language, Output
from reviewkit.words import Verdict

Pair = tuple[str, str]
_NONE: Pair = ("", "")


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

    out = output or []
    jobs: dict[str, tuple[object, Callable[[], None]]] = {
        "--review": (review_queue, lambda: asking.ask(folder, as_, part)),
        "--queue": (queue, lambda: asking.queue(folder, part, out, force, as_json)),
        "--answers": (answers, lambda: asking.read_answers(folder, as_, answers or HERE, as_json)),
        "--same": (same, lambda: changing.answer(folder, as_, same or _NONE, Verdict.SAME, note)),
        "--different": (
            different,
            lambda: changing.answer(folder, as_, different or _NONE, Verdict.DIFFERENT, note),
        ),
        "--undo": (undo, lambda: changing.undo(folder, as_, undo)),
        "--show": (show, lambda: telling.show(folder, show or _NONE)),
        "--explain": (explain, lambda: telling.explain(folder, explain or _NONE, as_json)),
        "--related": (related, lambda: telling.related(folder, as_json)),
        "--sources": (sources, lambda: telling.sources(folder, out, language, force, as_json)),
        "--origin": (origin, lambda: telling.origin(folder, origin, as_json)),
        "--audit-blocking": (audit, lambda: telling.audit(folder, as_json)),
        "--preview": (preview, lambda: changing.preview(folder, as_, False, as_json)),
        "--update": (update, lambda: changing.preview(folder, as_, True, as_json)),
    }
    outside_jobs: dict[str, Callable[[], None]] = {
        "": lambda: outside.run(files or [], groups, out, policy or [], force, as_json),
        "--explain": lambda: outside.explain(files or [], explain or _NONE, policy or [], as_json),
        "--audit-blocking": lambda: outside.audit(files or [], policy or [], as_json),
    }
    asked = [name for name, (given, _) in jobs.items() if given] or [""]
    if len(asked) > 1:
        raise typer.BadParameter(f"{' and '.join(asked)} cannot go together; ask for one at a time")
    name = asked[0]
    if files:
        if name not in outside_jobs:
            raise typer.BadParameter(f"{name} works in a review folder, not on FILES")
        outside_jobs[name]()
        return
    if groups or policy:
        raise typer.BadParameter(
            "--groups and --policy go with FILES; a review works its groups out each time, by its review.yaml"
        )
    if output and name not in ("--queue", "--sources"):
        raise typer.BadParameter("--output goes with FILES, --queue or --sources")
    if name:
        jobs[name][1]()
    else:
        changing.run(folder, as_, as_json)
