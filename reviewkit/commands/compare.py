"""compare: an edited figure, a published table or entered counts beside the folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, Folder, Json, echo, echo_json, opened, report_problems, with_spinner
from reviewkit.words import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reviewkit.actions.compare import Compared, Earlier
    from reviewkit.compared import ComparedEntry

_MOST_IDS = 8


def compare(
    file: Annotated[
        Path,
        typer.Argument(help="A flow as .pptx, .docx or .drawio, a counts.yaml, or a table: .csv, .xlsx or .docx."),
    ],
    when: Annotated[
        bool,
        typer.Option("--when", help="Look for the last day on which the folder had each number that differs."),
    ] = False,
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Put the numbers of an edited figure, a published table or a counts.yaml beside those of the folder."""
    from reviewkit.actions import compare as actions
    from reviewkit.render import json_compared

    work = opened(folder)
    found = actions.compare(work, file)
    then = with_spinner("looking at earlier days", lambda: actions.earlier(work, found)) if when else {}
    dates = actions.searched(work.review)
    if as_json:
        echo_json(json_compared.compared(found.what, found.language, dates, found.entries, then))
    else:
        _print(found, then)
        if not found.is_equal:
            _print_limits(found, dates)
        _print_sum(found)
        report_problems(found.problems)
    if not found.is_equal:
        raise typer.Exit(1)


def _print(found: "Compared", then: "Mapping[ComparedEntry, Earlier]") -> None:
    """What differs, with the ids behind the folder's number, and the day on which it had the other one."""
    from reviewkit.compared import Standing

    for entry in found.entries:
        if entry.standing is not Standing.EQUAL:
            echo(_line(entry))
            for said in filter(None, (_ids(entry), _earlier(then.get(entry)))):
                echo(f"    {said}")


def _print_limits(found: "Compared", dates: "Sequence[str]") -> None:
    """What the folder cannot show, and why a difference may be no fault."""
    from reviewkit.compared import Standing

    unknown = [one for one in found.entries if one.standing is Standing.ONLY_IN_FILE]
    typed = [one for one in found.entries if one.ours and one.ours.of and one.ours.members is None]
    for words, some in (("The folder holds nothing on", unknown), ("Typed into the folder, not counted", typed)):
        if some:
            echo(f"{words}: {', '.join(dict.fromkeys(one.entry.label for one in some))}.")
    if found.what in ("matrix", "studies"):
        return
    if dates:
        span = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
        echo(f"The searches of the folder are of {span}; a file of other searches has other numbers.")
    else:
        echo("No search of the folder has a date, so the file may be of other searches than these.")


def _earlier(found: "Earlier | None") -> str:
    """The day on which the folder had the number of the file, and what came and went since."""
    if found is None:
        return ""
    moved = [
        f"{number_of(len(ids), 'record')} {verb} since: {', '.join(ids[:_MOST_IDS])}{' ...' * (len(ids) > _MOST_IDS)}"
        for verb, ids in (("came", found.came), ("went", found.went))
        if ids
    ]
    return f"the folder had this number on {found.day}{'; ' * bool(moved)}{'; '.join(moved)}"


def _print_sum(found: "Compared") -> None:
    from reviewkit.compared import Standing

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
