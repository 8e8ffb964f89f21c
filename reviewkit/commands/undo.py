"""undo, merge: undo what was logged, and merge a conflicted copy of a log."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, confirm, echo, echo_json, opened, warn
from reviewkit.errors import ReviewkitError
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.undo import UndoPlan


def undo(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Ids as printed by other commands, such as a-7k3fq-17.")
    ],
    since: Annotated[bool, typer.Option("--since", help="Also undo everything that you logged after it.")] = False,
    note: Annotated[str, typer.Option(help="Why; required if somebody else did it on behalf of the team.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be undone.")] = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Annotated[
        bool, typer.Option("--force", help="Undo without asking, even if something else depends on it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Undo decisions, imports, dedupe runs, verdicts, codings and so on. Nothing is deleted; an undo can be undone."""
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
        if sys.stdin.isatty() and not force and not confirm("Undo it?"):
            raise ReviewkitError("nothing was undone.")
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
        echo("nothing was undone (--dry-run)" if plan.acts else "nothing was undone")
        return
    for line in plan.what:
        echo(f"undone: {line}")
    echo(f"to undo the undo: reviewkit undo {' '.join(undone) if len(undone) < 4 else _common(undone)}")


def _common(ids: tuple[str, ...]) -> str:
    """The common name of undos that were logged together."""
    from reviewkit.actions.undo import common_name

    return common_name(ids)


def _print(plan: "UndoPlan") -> None:
    for line in plan.what:
        echo(f"would be undone: {line}")
    for line in plan.builds_on_it:
        echo(f"    {line}")


def merge(
    file: Annotated[Path, typer.Argument(help="The copy that a sync program made, such as 'a (1).jsonl'.")],
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Merge a conflicted copy of a log, entry by entry. Nothing is lost, and merging twice does no harm."""
    from reviewkit.actions.merge import merge as merge_log

    merged = merge_log(opened(folder), as_, file)
    if as_json:
        differently = [{"by": by, "report": report, "stage": stage} for by, report, stage in merged.differently]
        echo_json(
            {"log": merged.log, "added": merged.added, "already": merged.already, "differently": differently}
        )
        return
    echo(
        f"{number_of(merged.added, 'entry', 'entries')} added to {in_line(merged.log)}; "
        f"{number_of(merged.already, 'was', 'were')} already in it"
    )
    for by, report, stage in merged.differently:
        warn(
            f"{by} decided on {report} at {stage} in both, but not alike; the later decision counts. To see it: "
            f"reviewkit screen mine --as {by}"
        )
    echo(f"{in_line(file)} was not changed; you may delete it now")
