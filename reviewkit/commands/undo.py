"""undo, merge: take acts back, and bring a conflicted copy of a log in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Force, Json, echo, echo_json, opened, warn
from reviewkit.errors import ReviewkitError

if TYPE_CHECKING:
    from reviewkit.actions.undo import UndoPlan


def undo(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Ids as they were printed, such as a-7k3fq-17.")
    ],
    since: Annotated[
        bool, typer.Option("--since", help="Also everything that you logged after it, of every kind.")
    ] = False,
    note: Annotated[str, typer.Option(help="Why; needed where it was done by somebody else for all.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken back.")] = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Take back decisions, imports, runs, verdicts, codings, ... Nothing is deleted; an undo can be taken back too."""
    from reviewkit.actions import undo as actions
    from reviewkit.actions.who import person

    review = opened(folder)
    who = person(review.review.protocol, as_) if since or not dry_run else as_
    plan = actions.plan(review, ids, who, since)
    if dry_run:
        _show(plan, as_json, ())
        return
    for line in plan.already:
        warn(line)
    if plan.already and not plan.acts:
        _show(plan, as_json, ())
        return
    if plan.builds_on_it and not as_json:
        _print(plan)
        if sys.stdin.isatty() and not force and not typer.confirm("Take it back?"):
            raise ReviewkitError("nothing was taken back.")
    done = actions.undo(review, who, ids, note, since)
    _show(done.plan, as_json, done.ids)


def _show(plan: "UndoPlan", as_json: bool, undone: tuple[str, ...]) -> None:
    if as_json:
        echo_json(
            {
                "taken_back": [act.id for _, act in plan.acts] if undone else [],
                "would_take_back": [] if undone else [act.id for _, act in plan.acts],
                "what": list(plan.what),
                "builds_on_it": list(plan.builds_on_it),
                "undos": list(undone),
            }
        )
        return
    if not undone:
        _print(plan)
        echo("nothing was taken back yet (--dry-run)" if plan.acts else "nothing was taken back")
        return
    for line in plan.what:
        echo(f"taken back: {line}")
    echo(f"to let it count again: reviewkit undo {' '.join(undone) if len(undone) < 4 else _common(undone)}")


def _common(ids: tuple[str, ...]) -> str:
    """What names all undos of one append; their first where there were several appends."""
    from reviewkit.actions.undo import common_name

    return common_name(ids)


def _print(plan: "UndoPlan") -> None:
    for line in plan.what:
        echo(f"would be taken back: {line}")
    for line in plan.builds_on_it:
        echo(f"    {line}")


def merge(
    file: Annotated[Path, typer.Argument(help="The copy that a sync program made, such as 'a (1).jsonl'.")],
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Bring a conflicted copy of a log in, event by event. Nothing is lost, and twice changes nothing."""
    from reviewkit.actions.merge import merge as bring_in

    merged = bring_in(opened(folder), as_, file)
    if as_json:
        echo_json({"log": merged.log, "added": merged.added, "already": merged.already})
        return
    echo(f"{merged.added} events added to {merged.log}, {merged.already} were there already")
    echo(f"{file} is left as it is; you may delete it now")
