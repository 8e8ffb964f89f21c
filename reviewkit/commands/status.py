"""status, check: where a review is, and what is wrong with it."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, Folder, Json, echo, echo_json, opened
from reviewkit.errors import Level
from reviewkit.words import EXCLUDED_BOXES, BoxId

if TYPE_CHECKING:
    from reviewkit.progress import Answers


def status(folder: Folder = HERE, as_json: Json = False) -> None:
    """Where the review is, who has what left, and the next command to type."""
    found = opened(folder).answers()
    if as_json:
        echo_json(_as_json(found))
    else:
        _print(found)


def _as_json(found: "Answers") -> dict[str, object]:
    now = found.progress
    return {
        "title": now.title,
        "records": now.records,
        "reports": now.reports,
        "possible_duplicates": now.possible_duplicates,
        "waiting": dict(now.waiting),
        "conflicts": now.conflicts,
        "unfinished": {box.id: box.n for box in found.flow.unfinished},
        "included_reports": now.included_reports,
        "studies": found.flow.n(BoxId.NEW_STUDIES),
        "problems": len(found.serious),
        "taken_back": list(now.taken_back),
        "digest": now.digest,
        "next": now.next_step,
    }


def _print(found: "Answers") -> None:
    now, flow = found.progress, found.flow
    duplicates = flow.n(BoxId.DUPLICATES) + flow.n(BoxId.OTHER_DUPLICATES)
    rows = [
        ("records", f"{now.records} in {now.exports} exports"),
        ("reports", f"{now.reports} ({duplicates} duplicates)"),
    ]
    if now.possible_duplicates:
        rows.append(("possible duplicates", str(now.possible_duplicates)))
    excluded = sum(map(flow.n, EXCLUDED_BOXES))
    rows += [
        ("excluded", str(excluded)),
        ("included", f"{now.included_reports} reports, {flow.n(BoxId.NEW_STUDIES)} studies"),
    ]
    rows += [(f"left for {reviewer}", str(count)) for reviewer, count in now.waiting.items()]
    if now.conflicts:
        rows.append(("conflicts", f"{now.conflicts} (reviewkit screen conflicts)"))
    serious = len(found.serious)
    rows.append(("problems", f"{serious} (reviewkit check)" if serious else "0"))
    rows.append(("digest", now.digest))
    echo(now.title)
    echo()
    for name, value in rows:
        echo(f"{name:<19} {value}")
    for line in now.taken_back:
        echo(f"{'taken back':<19} {line}")
    echo()
    echo(f"next: {now.next_step}")


def check(
    notes: Annotated[bool, typer.Option("--notes", help="Also what is only worth knowing.")] = False,
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Every problem of the review, one per line, with file and line. Exit status 1 where there is one."""
    from reviewkit.render import json

    found = opened(folder).answers()
    shown = found.problems if notes else found.serious
    if as_json:
        echo_json(json.problems(shown))
    else:
        for problem in shown:
            echo(f"{problem.place}: {problem.level}: {problem.message}")
        hidden = len(found.problems) - len(shown)
        echo(f"{len(shown)} problems" + (f", {hidden} notes (--notes shows them)" if hidden else ""))
    if any(problem.level is not Level.NOTE for problem in found.problems):
        raise typer.Exit(1)
