"""init, upgrade: start a review, and convert one from an older version of reviewkit."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened, roles_of
from reviewkit.words import in_line

if TYPE_CHECKING:
    from reviewkit.actions.protocol import NewReason, NewReviewer


def init(
    folder: Annotated[
        Path, typer.Argument(help="The folder of the new review; it is created if it does not exist.")
    ] = HERE,
    title: Annotated[str, typer.Option(help="The title of the review.")] = "",
    reviewer: Annotated[
        list[str] | None,
        typer.Option(
            "--reviewer",
            "-r",
            metavar="ID[=NAME[:ROLES]]",
            help="A reviewer, such as kari or 'kari=Kari Berg:screens,settles'; repeat for each reviewer.",
        ),
    ] = None,
    language: Annotated[
        str, typer.Option("--language", "-l", help="The language of the review: en, nb or nn.")
    ] = "en",
    stages: Annotated[str, typer.Option(help="two (titles and abstracts, then full texts), or one.")] = "two",
    reason: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[ID=]LABEL", help="A reason for exclusion, instead of the usual ones; repeat for each reason."
        ),
    ] = None,
    include: Annotated[list[str] | None, typer.Option(help="A criterion for inclusion; can be repeated.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="A criterion for exclusion; can be repeated.")] = None,
) -> None:
    """Start a review: create its folder, with the files to fill in."""
    from reviewkit.actions.protocol import InAndOut, create_review

    made = create_review(
        folder,
        title or folder.resolve().name,
        [_reviewer(text) for text in reviewer or ["a", "b"]],
        language,
        stages,
        _reasons(reason) if reason else None,
        InAndOut(tuple(include or ()) or None, tuple(exclude or ()) or None),
    )
    for path in made:
        echo(f"created {in_line(path)}")
    echo("\nFill in review.yaml, then: reviewkit import FILE --source NAME")


def _reviewer(text: str) -> "NewReviewer":
    """A reviewer from `ID`, `ID=NAME` or `ID=NAME:ROLE,ROLE`."""
    from reviewkit.actions.protocol import NewReviewer

    reviewer_id, _, rest = text.partition("=")
    name, _, roles = rest.partition(":")
    return NewReviewer(reviewer_id, name, roles_of(roles.split(",")) if roles else ())


def _reasons(texts: list[str]) -> "list[NewReason]":
    """Reasons from `LABEL` or `ID=LABEL`."""
    from reviewkit.actions.protocol import NewReason, propose_reason_id

    found: list[NewReason] = []
    for text in texts:
        reason_id, equals, label = text.partition("=")
        label = label if equals else text
        reason_id = reason_id if equals else propose_reason_id(text, [one.id for one in found])
        found.append(NewReason(reason_id, label))
    return found


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
