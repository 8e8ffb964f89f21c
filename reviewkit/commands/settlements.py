"""screen settlements, and the table of screen conflicts: what a team agreed on in its meeting, through Excel."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Json,
    confirm,
    echo,
    echo_json,
    ending_of,
    opened,
    separator_of,
    warn,
    write_output,
)
from reviewkit.errors import ReviewkitError
from reviewkit.safe import in_command
from reviewkit.words import Stage, in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.settlements import ConflictsForm, Settled, Settlement
    from reviewkit.review import Review


def write_conflicts(
    review: "Review", as_: str, output: list[Path], language: str, separator: str, force: bool
) -> None:
    """Write the conflicts that a person may see as tables to fill in."""
    from reviewkit.actions.settlements import conflicts_to_settle
    from reviewkit.render.tables.form_xlsx import as_form_xlsx
    from reviewkit.render.tables.write import as_bytes

    for path in output:
        if ending_of(path) not in ("xlsx", "csv"):
            raise ReviewkitError(
                f"{in_line(path)}: the table to fill in is a spreadsheet; the file name must end with .xlsx or .csv"
            )
    made = conflicts_to_settle(review, as_, language)
    for path in output:
        is_excel = ending_of(path) == "xlsx"
        form = made.form
        write_output(
            path, as_form_xlsx(form) if is_excel else as_bytes(form.table, "csv", separator_of(separator)), force
        )
    warn_of_closed(made.closed)
    echo(_what_is_in(made, output[0]))


def warn_of_closed(closed: Mapping[Stage, int]) -> None:
    """Say which conflicts are not shown because somebody still has to decide, and how to open them."""
    for stage, number in closed.items():
        warn(
            f"{number_of(number, 'conflict is', 'conflicts are')} not shown until everybody has decided at {stage}. "
            "To open them earlier, which is logged: reviewkit screen conflicts --open --note WHY"
        )


def _what_is_in(made: "ConflictsForm", file: Path) -> str:
    """How many conflicts are in the table, and what comes next; without any, that it is empty."""
    shown = f"{number_of(made.conflicts, 'conflict')}{' shown' if made.hidden else ''}"
    hidden = ""
    if made.undecided:
        hidden = f"; {number_of(made.undecided, 'is', 'are')} hidden until you have decided yourself"
    if not made.conflicts:
        return f"{shown}{hidden}; the table has no rows to fill in"
    command = f"reviewkit screen settlements {in_command(str(file))} --dry-run"
    return f"{shown}{hidden}. Fill in what you agree on, then: {command}"


def settlements(
    file: Annotated[Path, typer.Argument(help="The table that screen conflicts -o wrote, filled in.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be settled.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Settle without asking.")] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Settle conflicts with what you wrote into their table: shows every settlement, asks, and logs all or none."""
    from reviewkit.actions.settlements import settle_from_table

    review = opened(folder)
    done = settle_from_table(review, as_, file, dry_run=True)
    if not as_json:
        _show(done)
    if done.settlements and not dry_run and (yes or _agreed(done)):
        done = settle_from_table(review, as_, file)
    if as_json:
        echo_json(_as_json(done))
    else:
        _say_what_was_done(done)


def _agreed(done: "Settled") -> bool:
    """Whether the person says yes. Raises ReviewkitError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise ReviewkitError(
            "Nothing was settled yet. Add --yes to settle these conflicts, or --dry-run to only look."
        )
    return confirm(f"Settle {number_of(len(done.settlements), 'conflict')}?")


def _show(done: "Settled") -> None:
    for problem in done.left_out:
        warn(f"left out: {problem}")
    for one in done.settlements:
        echo(_in_words(one))


def _in_words(one: "Settlement") -> str:
    from reviewkit.render.terminal import decision

    reason = f" ({one.reason})" if one.reason else ""
    decided = "; ".join(map(decision, one.decisions))
    return f"{one.report}: {one.choice.value}{reason} at {one.stage}; was: {decided}"


def _say_what_was_done(done: "Settled") -> None:
    from reviewkit.actions.undo import common_name

    already = f", {done.already} already settled so" if done.already else ""
    left_out = f", {len(done.left_out)} left out because they changed" if done.left_out else ""
    rest = f"{already}{left_out}, {number_of(done.empty, 'row')} without a settlement"
    if done.ids:
        undo = f"to undo this: reviewkit undo {common_name(done.ids)}"
        echo(f"{number_of(len(done.ids), 'conflict')} settled{rest}; {undo}")
    elif done.settlements:
        echo(f"{number_of(len(done.settlements), 'conflict')} would be settled{rest}; nothing was logged yet")
    else:
        echo(f"0 conflicts settled{rest}")


def _as_json(done: "Settled") -> dict[str, Any]:
    return {
        "settled": len(done.ids),
        "would_settle": 0 if done.ids else len(done.settlements),
        "already": done.already,
        "empty": done.empty,
        "settlements": [
            {
                "report": one.report,
                "stage": one.stage,
                "decision": one.choice,
                "reason": one.reason or None,
                "note": one.note or None,
            }
            for one in done.settlements
        ],
        "left_out": [str(problem) for problem in done.left_out],
        "events": list(done.ids),
    }
