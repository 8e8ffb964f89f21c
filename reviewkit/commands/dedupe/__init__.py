"""dedupe: find the records that are the same report, in a review or in any files."""

import os
from pathlib import Path
from typing import Annotated

import typer

from reviewkit.commands.groups import OldForm, group
from reviewkit.commands.shared import HERE, As, Folder, Force, Json, Language, Output, not_together
from reviewkit.words import Verdict

app = group(
    "Find the records that are the same report, in a review or (dedupe FILE...) in any files.",
    "run",
    {
        "--review": OldForm(("review",)),
        "--queue": OldForm(("queue",)),
        "--answers": OldForm(("answers",), values=1),
        "--same": OldForm(("same",), values=2),
        "--different": OldForm(("different",), values=2),
        "--explain": OldForm(("explain",), values=2),
        "--related": OldForm(("related",)),
        "--audit-blocking": OldForm(("audit",)),
        "--preview": OldForm(("update", "--dry-run")),
        "--update": OldForm(("update",)),
        "--undo": OldForm(("undo",), values=1, now="reviewkit undo"),
        "--show": OldForm(("show",), values=2, now="reviewkit show"),
        "--sources": OldForm(("sources",), now="reviewkit sources"),
        "--origin": OldForm(("show",), values=1, now="reviewkit show"),
    },
)

RecordId = Annotated[str, typer.Argument(help="A record id, such as cinahl-0017.")]
Files = Annotated[list[Path] | None, typer.Argument(help="Exports in any format, to work without a review.")]
Part = Annotated[str, typer.Option(help="1/2 or 2/2: your half of the pairs, if two people share them.")]
Note = Annotated[str, typer.Option(help="Why, for the log.")]
Policies = Annotated[
    list[str] | None,
    typer.Option(
        "--policy",
        help="With FILES: NAME=join, for preprints, cochrane_updates, conference_abstracts or dissertations.",
    ),
]


@app.command()
def run(
    files: Files = None,
    groups: Annotated[
        Path | None, typer.Option(help="With FILES: a CSV file to write, with the columns file, position, group.")
    ] = None,
    output: Output = None,
    policy: Policies = None,
    processes: Annotated[
        int,
        typer.Option(min=0, help="With large FILES: how many processes read and compare; 0 is one for each core."),
    ] = 0,
    scheduler: Annotated[
        str,
        typer.Option(
            help="With FILES: the address of a Dask scheduler, whose workers do it: tcp://192.0.2.7:8786."
        ),
    ] = "",
    exchange: Annotated[
        Path | None,
        typer.Option(
            help="With FILES: a folder for what is half done, so that another run goes on; workers share it."
        ),
    ] = None,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Find duplicates: certain pairs are joined, possible ones are left to a person, and every verdict is logged."""
    from reviewkit.commands.dedupe import files as in_files
    from reviewkit.commands.dedupe import verdicts

    if files:
        from reviewkit.actions.matched_files import Workers

        workers = Workers(processes or os.cpu_count() or 1, scheduler, exchange)
        in_files.run(files, in_files.Written(groups, output or []), policy or [], workers, force, as_json)
        return
    if groups or policy or output or processes or scheduler or exchange:
        raise typer.BadParameter(
            "--groups, --policy, --output, --processes, --scheduler and --exchange can only be used with FILES; a "
            "review follows its review.yaml"
        )
    verdicts.run(folder, as_, as_json)


@app.command()
def review(part: Part = "", folder: Folder = HERE, as_: As = "") -> None:
    """Decide on the possible duplicates one by one, side by side."""
    from reviewkit.commands.dedupe.possible import ask

    ask(folder, as_, part)


@app.command()
def queue(
    part: Part = "",
    output: Output = None,
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """List the possible duplicates; -o queue.xlsx writes them as a table to fill in."""
    from reviewkit.commands.dedupe import possible

    not_together(json=as_json, output=output)
    possible.queue(folder, part, output or [], force, as_json)


@app.command()
def answers(
    file: Annotated[Path, typer.Argument(help="A queue table with its column `answer` filled in.")],
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log the answers in a filled-in queue table: all of them, or none if any cannot be understood."""
    from reviewkit.commands.dedupe.possible import read_answers

    read_answers(folder, as_, file, as_json)


@app.command()
def same(
    first: RecordId,
    second: RecordId,
    note: Note = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log that two records are the same report."""
    from reviewkit.commands.dedupe import verdicts

    verdicts.answer(folder, as_, (first, second), Verdict.SAME, note, as_json)


@app.command()
def different(
    first: RecordId,
    second: RecordId,
    note: Note = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log that two records are different reports."""
    from reviewkit.commands.dedupe import verdicts

    verdicts.answer(folder, as_, (first, second), Verdict.DIFFERENT, note, as_json)


@app.command()
def explain(
    first: Annotated[str, typer.Argument(help="A record id, or with FILES the file and position: cinahl.ris:3.")],
    second: Annotated[str, typer.Argument(help="The other record.")],
    files: Files = None,
    policy: Policies = None,
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Explain what suggests that two records are the same report, and what suggests that they are not."""
    from reviewkit.commands.dedupe import files as in_files
    from reviewkit.commands.dedupe import show

    if files:
        in_files.explain(files, (first, second), policy or [], as_json)
    else:
        show.explain(folder, (first, second), as_json)


@app.command()
def related(folder: Folder = HERE, as_json: Json = False) -> None:
    """List distinct reports that belong together, such as an erratum and its article."""
    from reviewkit.commands.dedupe import show

    show.related(folder, as_json)


@app.command()
def audit(files: Files = None, policy: Policies = None, folder: Folder = HERE, as_json: Json = False) -> None:
    """Compare every title with every other, to find likely pairs that were missed."""
    from reviewkit.commands.dedupe import files as in_files
    from reviewkit.commands.dedupe import show

    if files:
        in_files.audit(files, policy or [], as_json)
    else:
        show.audit(folder, as_json)


@app.command()
def update(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Replace earlier verdicts of reviewkit with those of this version and the present review.yaml."""
    from reviewkit.commands.dedupe import verdicts

    verdicts.update(folder, as_, dry_run, as_json)


@app.command(hidden=True)
def undo(event_id: Annotated[str, typer.Argument(metavar="ID")], folder: Folder = HERE, as_: As = "") -> None:
    """The old form of `reviewkit undo ID`."""
    from reviewkit.commands.dedupe import verdicts

    verdicts.undo(folder, as_, event_id)


@app.command("show", hidden=True)
def old_show(
    ids: Annotated[list[str], typer.Argument(metavar="ID...")], folder: Folder = HERE, as_json: Json = False
) -> None:
    """The old form of `reviewkit show ID [ID]`."""
    from reviewkit.commands.show import show

    show(ids, folder, as_json=as_json)


@app.command("sources", hidden=True)
def old_sources(
    output: Output = None,
    language: Language = "",
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """The old form of `reviewkit sources`."""
    from reviewkit.commands.show import sources

    sources(output, language, folder=folder, force=force, as_json=as_json)
