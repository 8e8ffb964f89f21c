"""init, upgrade: begin a review, and bring one of an older version to this one's format."""

from pathlib import Path
from typing import Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened


def init(
    folder: Annotated[
        Path, typer.Argument(help="The folder of the new review; it is made where it is not there.")
    ] = HERE,
    title: Annotated[str, typer.Option(help="The title of the review.")] = "",
    reviewer: Annotated[
        list[str] | None,
        typer.Option("--reviewer", "-r", help="A reviewer's id (small letters); give it for each."),
    ] = None,
) -> None:
    """Begin a review: make its folder with the files you fill in."""
    from reviewkit.actions.protocol import create_review

    made = create_review(folder, title or folder.resolve().name, reviewer or ["a", "b"])
    for path in made:
        echo(f"made {path}")
    echo("\nFill in review.yaml, then: reviewkit import FILE --source NAME")


def upgrade(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Bring a review of an older version to the format of this one. Logs and exports stay as they are."""
    from reviewkit.actions import protocol

    review = opened(folder)
    plan = protocol.plan_upgrade(review) if dry_run else protocol.upgrade(review, as_)
    if as_json:
        echo_json({"before": plan.before, "after": plan.after, "changes": list(plan.changes), "done": not dry_run})
        return
    if not plan.changes:
        echo(f"this review is in format {plan.after} already; nothing was changed")
        return
    for change in plan.changes:
        echo(change)
    if dry_run:
        echo(
            "nothing was changed yet. Everybody who works in this folder needs reviewkit 0.3 or newer afterwards. "
            "To do it: reviewkit upgrade"
        )
    else:
        echo(f"the review is in format {plan.after} now")
