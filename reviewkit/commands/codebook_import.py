"""codebook import: codes of other programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened, warn
from reviewkit.words import number_of

if TYPE_CHECKING:
    from reviewkit.actions.codebook_import import ImportedBook
    from reviewkit.model import Said


def import_codebook(
    file: Annotated[
        Path,
        typer.Argument(
            help="A codebook: REFI-QDA (.qdc, or the one in a .qdpx), a table of tags from Taguette, or a table as "
            "`codebook export` writes it (.csv, .xlsx)."
        ),
    ],
    why: Annotated[str, typer.Option("--why", help="Why; the history keeps it.")] = "",
    update: Annotated[
        bool,
        typer.Option("--update", help="Also change what the file says otherwise. Default: it is only listed."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be changed.")] = False,
    phase: Annotated[
        int,
        typer.Option(
            "--phase", help="In which of the six phases of thematic analysis; 0: not said.", min=0, max=6
        ),
    ] = 0,
    book: Annotated[str, typer.Option("--codebook", help="Which codebook, where there are several.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Make the codes of a file that the codebook does not have yet, and list what the file says otherwise."""
    from reviewkit.actions.codebook import Noted
    from reviewkit.actions.codebook_import import import_codebook

    made = import_codebook(opened(folder), as_, file, Noted(why, phase, book), update, dry_run)
    if as_json:
        from reviewkit.render.json_codebook import imported

        echo_json(imported(made))
        return
    _print(made)


def _print(made: "ImportedBook") -> None:
    for loss in made.losses:
        warn(loss)
    for new in made.new:
        parent = f", below {new.said['parent']}" if new.said.get("parent") else ""
        echo(f"{'would be made' if made.dry_run else 'made'}: {new.id}{parent}")
    for one in made.differing:
        done = "would be changed" if made.dry_run and made.updated else "changed" if made.updated else "differs"
        echo(f"{done}: {one.code} {one.key}: here {_shown(one.ours)}, in the file {_shown(one.theirs)}")
    same = number_of(made.same, "code is the same", "codes are the same")
    echo(f"{number_of(len(made.new), 'new code')}, {same}")
    if made.differing and not made.updated:
        echo("To change what differs: the same command with --update")
    if made.undo:
        echo(f"to undo this: reviewkit undo {made.undo}")


def _shown(said: "Said | None") -> str:
    if said is None:
        return "(nothing)"
    if isinstance(said, dict):
        return "; ".join(f"{name}: {_shown(text)}" for name, text in said.items())
    return repr(said) if isinstance(said, str) else ", ".join(map(_shown, said))
