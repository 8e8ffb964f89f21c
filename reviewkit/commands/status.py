"""status, check: how far a review has come, and its problems."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.screening_agreement import in_words
from reviewkit.commands.shared import HERE, Folder, Json, echo, echo_json, not_together, opened
from reviewkit.errors import Level
from reviewkit.words import BoxId, number_of

if TYPE_CHECKING:
    from reviewkit.progress import Answers


def status(folder: Folder = HERE, as_json: Json = False) -> None:
    """Show how far the review has come, what is left for whom, and the next command to type."""
    found = opened(folder).answers()
    if as_json:
        echo_json(_as_json(found))
    else:
        _print(found)


def _as_json(found: "Answers") -> dict[str, object]:
    from reviewkit.render import json

    now = found.progress
    return {
        "title": now.title,
        "records": now.records,
        "reports": now.reports,
        "possible_duplicates": now.possible_duplicates,
        "waiting": dict(now.waiting),
        "conflicts": now.conflicts,
        "reasons_differ": now.reasons_differ,
        "unfinished": {box.id: box.n for box in found.flow.unfinished},
        "included_reports": now.included_reports,
        "studies": found.flow.n(BoxId.NEW_STUDIES),
        "texts": now.texts,
        "problems": len(found.serious),
        "taken_back": list(now.taken_back),
        "opened": list(now.opened),
        "pilots": [json.pilot(state) for state in now.pilots],
        "digest": now.digest,
        "next": now.next_step,
    }


def _print(found: "Answers") -> None:
    now, flow = found.progress, found.flow
    duplicates = flow.n(BoxId.DUPLICATES) + flow.n(BoxId.OTHER_DUPLICATES)
    rows = [
        ("records", f"{now.records} in {number_of(now.exports, 'export')}"),
        ("reports", f"{now.reports} ({number_of(duplicates, 'duplicate')} removed)"),
    ]
    if now.possible_duplicates:
        rows.append(("possible duplicates", str(now.possible_duplicates)))
    excluded = sum(map(flow.n, flow.excluded_boxes()))
    studies = flow.n(BoxId.NEW_STUDIES)
    rows += [
        ("excluded", str(excluded)),
        ("included", f"{number_of(now.included_reports, 'report')}, {number_of(studies, 'study', 'studies')}"),
    ]
    rows += [("pilot", in_words(state).removeprefix("pilot of ")) for state in now.pilots]
    rows += [(f"left for {reviewer}", str(count)) for reviewer, count in now.waiting.items()]
    if now.conflicts:
        rows.append(("conflicts", f"{now.conflicts} (reviewkit screen conflicts)"))
    if now.reasons_differ:
        rows.append(("reasons differ", f"{now.reasons_differ} (reviewkit screen conflicts)"))
    if now.texts:
        rows.append(("full texts", f"{now.texts} (reviewkit text list)"))
    serious = len(found.serious)
    rows.append(("problems", f"{serious} (reviewkit check)" if serious else "0"))
    rows.append(("digest", now.digest))
    echo(now.title)
    echo()
    for name, value in rows:
        echo(f"{name:<19} {value}")
    for line in now.opened:
        echo(f"{'opened early':<19} {line}")
    for line in now.taken_back:
        echo(f"{'undone':<19} {line}")
    echo()
    echo(f"next: {now.next_step}")


def check(
    notes: Annotated[bool, typer.Option("--notes", help="Also show notes, which need no action.")] = False,
    retractions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="List the records that are in this list of retracted articles instead; 1 if an included one is.",
        ),
    ] = None,
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """List every problem in the review, with file and line. The exit status is 1 if there are any."""
    from reviewkit.render import json

    not_together(notes=notes, retractions=retractions)
    if retractions:
        from reviewkit.commands.retractions import print_retractions

        print_retractions(folder, retractions, as_json)
        return
    found = opened(folder).answers()
    shown = found.problems if notes else found.serious
    if as_json:
        echo_json(json.problems(shown))
    else:
        for problem in shown:
            echo(f"{problem.place}: {problem.level}: {problem.message}")
        hidden = len(found.problems) - len(shown)
        echo(
            number_of(len(shown), "problem")
            + (f", {number_of(hidden, 'note')} (shown with --notes)" if hidden else "")
        )
    if any(problem.level is not Level.NOTE for problem in found.problems):
        raise typer.Exit(1)
