"""compare: an edited figure, a published table or entered counts beside the folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, Folder, Json, echo, echo_json, opened, report_problems
from reviewkit.words import number_of

if TYPE_CHECKING:
    from reviewkit.actions.compare import Compared
    from reviewkit.compared import ComparedEntry

_MOST_IDS = 8


def compare(
    file: Annotated[
        Path,
        typer.Argument(help="A flow as .pptx, .docx or .drawio, a counts.yaml, or a table: .csv, .xlsx or .docx."),
    ],
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Put the numbers of an edited figure, a published table or a counts.yaml beside those of the folder."""
    from reviewkit.actions import compare as actions
    from reviewkit.render import json_compared

    found = actions.compare(opened(folder), file)
    if as_json:
        echo_json(json_compared.compared(found.what, found.language, found.entries))
    else:
        _print(found)
        report_problems(found.problems)
    if not found.is_equal:
        raise typer.Exit(1)


def _print(found: "Compared") -> None:
    from reviewkit.compared import Standing

    for entry in found.entries:
        if entry.standing is not Standing.EQUAL:
            echo(_line(entry))
            if ids := _ids(entry):
                echo(f"    {ids}")
    counts = found.counts
    said = [
        f"{number_of(counts[Standing.EQUAL], 'value is', 'values are')} equal",
        *(
            f"{counts[standing]} {words}"
            for standing, words in (
                (Standing.DIFFERS, "differ" if counts[Standing.DIFFERS] != 1 else "differs"),
                (Standing.ONLY_IN_FILE, "only in the file"),
                (Standing.ONLY_IN_FOLDER, "only in the folder"),
            )
            if counts[standing]
        ),
    ]
    echo(f"{', '.join(said)}.")


def _line(entry: "ComparedEntry") -> str:
    """What both sides say, in one line: `Records screened: 1290 in the file, 1285 in the folder (5 more)`."""
    theirs, ours = (
        f"{side.value} in the {where}" if side else f"not in the {where}"
        for side, where in ((entry.theirs, "file"), (entry.ours, "folder"))
    )
    difference = entry.difference
    more = f" ({abs(difference)} {'more' if difference > 0 else 'fewer'} in the file)" if difference else ""
    where = "" if entry.ours is None and not entry.entry.place else f"{entry.entry.place}: "
    label = entry.entry.label
    renamed = entry.theirs and entry.ours and entry.theirs.label != entry.ours.label
    called = f" (in the file: {entry.theirs.label})" if renamed and entry.theirs else ""
    return f"{where}{label}{called}: {theirs}, {ours}{more}"


def _ids(entry: "ComparedEntry") -> str:
    """The ids behind the number of the folder, and the command that lists all of them."""
    ours = entry.ours
    if ours is None or not ours.members:
        return ""
    shown = ", ".join(ours.members[:_MOST_IDS])
    more = len(ours.members) - _MOST_IDS
    rest = f" and {more} more" if more > 0 else ""
    listed = f" (reviewkit prisma --list {ours.of[0]})" if len(ours.of) == 1 else ""
    return f"in the folder: {shown}{rest}{listed}"
