"""init, status, check: begin a review, see where it stands, see what is wrong."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, Folder, Json, echo, echo_json
from reviewkit.errors import Level

if TYPE_CHECKING:
    from reviewkit.review import Review


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
    from reviewkit.store.folder import create

    made = create(folder, title or folder.resolve().name, reviewer or ["a", "b"])
    for path in made:
        echo(f"made {path}")
    echo("\nFill in review.yaml, then: reviewkit import FILE --source NAME")


def status(folder: Folder = HERE, as_json: Json = False) -> None:
    """Where the review stands, who has what left, and the next command to type."""
    from reviewkit.store.folder import read

    review = read(folder)
    flow, problems = review.flow, review.problems
    left = _left(review)
    serious = [problem for problem in problems if problem.level is not Level.NOTE]
    following = _next(review, left)
    if as_json:
        echo_json(
            {
                "title": review.protocol.title,
                "records": len(review.records),
                "reports": len(review.reports),
                "doubtful_pairs": len(review.doubtful),
                "waiting": left,
                "unfinished": {box.id: box.n for box in flow.unfinished},
                "included_reports": flow.n("new.reports"),
                "studies": len(review.included_studies),
                "problems": len(serious),
                "next": following,
            }
        )
        return
    echo(review.protocol.title)
    echo()
    echo(f"records        {len(review.records)} in {len(review.facts.exports)} exports")
    echo(
        f"reports        {len(review.reports)} ({flow.n('rm.duplicates') + flow.n('other.rm.duplicates')} duplicates)"
    )
    if review.doubtful:
        echo(f"doubtful pairs {len(review.doubtful)}")
    echo(f"excluded       {flow.n('excluded') + flow.n('reports_excluded') + flow.n('other.reports_excluded')}")
    echo(f"included       {flow.n('new.reports')} reports, {flow.n('new.studies')} studies")
    for reviewer, count in left.items():
        echo(f"left for {reviewer:<5} {count}")
    conflicts = sum(outcome.state == "conflict" for outcome in review.outcomes.values())
    if conflicts:
        echo(f"conflicts      {conflicts}")
    echo(f"problems       {len(serious)}" + (" (reviewkit check)" if serious else ""))
    echo()
    echo(f"next: {following}")


def _left(review: "Review") -> dict[str, int]:
    """How many reports each person still has to decide on."""
    from reviewkit.screening import waiting_for
    from reviewkit.words import ReviewerKind

    found = {
        reviewer.id: len(
            waiting_for(reviewer.id, review.outcomes, review.reports, review.facts.decisions, review.protocol)
        )
        for reviewer in review.protocol.reviewers
        if reviewer.kind is ReviewerKind.PERSON
    }
    return {reviewer: count for reviewer, count in found.items() if count}


def _next(review: "Review", left: dict[str, int]) -> str:
    """The next command to type."""
    states = {outcome.state.value for outcome in review.outcomes.values()}
    if not review.facts.exports:
        return "reviewkit import FILE --source NAME"
    if review.never_compared:
        return "reviewkit dedupe"
    if review.doubtful:
        return "reviewkit dedupe --review"
    if left:
        return f"reviewkit screen --as {next(iter(left))}"
    if "conflict" in states or "waiting" in states:
        return "reviewkit screen conflicts"
    if "sought" in states:
        return "reviewkit screen retrieved RECORD (or --not)"
    if not review.included_studies:
        return "write the included studies into studies.yaml (reviewkit prisma --list new.reports)"
    if not review.facts.codings:
        return "reviewkit code add STUDY --code CODE --quote '...'"
    return "reviewkit prisma -o flow.svg; reviewkit matrix -o table1.docx"


def check(
    folder: Folder = HERE,
    notes: Annotated[bool, typer.Option("--notes", help="Also what is only worth knowing.")] = False,
    as_json: Json = False,
) -> None:
    """Every problem of the review, one a line, with file and line. Exit status 1 where there is one."""
    from reviewkit.store.folder import read

    problems = read(folder).problems
    shown = [problem for problem in problems if notes or problem.level is not Level.NOTE]
    if as_json:
        echo_json(
            [
                {
                    "path": problem.place.path,
                    "line": problem.place.line,
                    "level": problem.level,
                    "code": problem.code,
                    "message": problem.message,
                }
                for problem in shown
            ]
        )
    else:
        for problem in shown:
            echo(f"{problem.place}: {problem.level}: {problem.message}")
        hidden = len(problems) - len(shown)
        echo(f"{len(shown)} problems" + (f", {hidden} notes (--notes shows them)" if hidden else ""))
    if any(problem.level is not Level.NOTE for problem in problems):
        raise typer.Exit(1)
