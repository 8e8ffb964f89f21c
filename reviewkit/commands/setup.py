"""init, upgrade: start a review, and convert one from an older version of reviewkit."""

from pathlib import Path
from typing import Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened


def init(
    folder: Annotated[
        Path, typer.Argument(help="The folder of the new review; it is created if it does not exist.")
    ] = HERE,
    title: Annotated[str, typer.Option(help="The title of the review.")] = "",
    reviewer: Annotated[
        list[str] | None,
        typer.Option("--reviewer", "-r", help="A reviewer's id, in lower case; repeat for each reviewer."),
    ] = None,
) -> None:
    """Start a review: create its folder, with the files to fill in."""
    from reviewkit.actions.protocol import create_review

    made = create_review(folder, title or folder.resolve().name, reviewer or ["a", "b"])
    for path in made:
        echo(f"created {path}")
    echo("\nFill in review.yaml, then: reviewkit import FILE --source NAME")


def upgrade(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Convert a review made with an older version to the current format. Logs and exports stay unchanged."""
    from reviewkit.actions import protocol

    review = opened(folder)
    plan = protocol.plan_upgrade(review) if dry_run else protocol.upgrade(review, as_)
    if as_json:
        echo_json({"before": plan.before, "after": plan.after, "changes": list(plan.changes), "done": not dry_run})
        return
    if not plan.changes:
        echo(f"this review is already in format {plan.after}; nothing was changed")
        return
    for change in plan.changes:
        echo(change)
    if dry_run:
        echo(
            "Nothing has been changed yet. After the upgrade, everybody who works in this folder needs reviewkit 0.3 "
            "or newer. To upgrade: reviewkit upgrade"
        )
    else:
        echo(f"the review is now in format {plan.after}")
