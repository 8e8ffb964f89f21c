"""Where a table goes: to the terminal, or into the files that were named."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit.commands.shared import echo, ending_of, separator_of, write_output
from reviewkit.errors import ReviewkitError
from reviewkit.render import terminal
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.model import Missing


def check_finished(missing: "Missing", output: list[Path] | None, draft: bool, also: Sequence[str] = ()) -> None:
    """Return where the table may go into files: it is finished, or a draft was asked for. `also` are endings of figures
    that can be made of it.

    Raises ReviewkitError with what is missing, or for an ending that no table has.
    """
    _check_endings(output or [], also)
    if not output or draft or not missing.anything:
        return
    raise ReviewkitError(
        f"The table was not written: {'; '.join(unfinished(missing))}. Correct this, or add --draft to write it "
        "marked as a draft."
    )


def unfinished(missing: "Missing") -> list[str]:
    """What a table or figure waits for, each with the command that shows it."""
    reasons = []
    if missing.errors:
        affected = number_of(missing.errors, "problem affects", "problems affect")
        reasons.append(f"{affected} its numbers (reviewkit check)")
    if missing.waiting:
        waiting = number_of(missing.waiting, "record or report still needs", "records or reports still need")
        reasons.append(f"{waiting} a decision (reviewkit status)")
    if missing.not_coded:
        verb = "is" if len(missing.not_coded) == 1 else "are"
        which = f"{len(missing.not_coded)} of {missing.studies} studies {verb} not coded to the end"
        reasons.append(f"{which}: {'; '.join(missing.not_coded)} (reviewkit code done STUDY)")
    if missing.not_charted:
        verb = "is" if len(missing.not_charted) == 1 else "are"
        which = f"{len(missing.not_charted)} of {missing.studies} studies {verb} not charted to the end"
        reasons.append(f"{which}: {'; '.join(missing.not_charted)} (reviewkit chart done STUDY)")
    if missing.left_out:
        reasons.append(f"nothing is charted in {'; '.join(missing.left_out)} (reviewkit chart set)")
    if missing.not_settled:
        reasons.append(f"not settled is {'; '.join(missing.not_settled)} (reviewkit chart differences)")
    if missing.not_judged:
        reasons.append(f"not judged is {'; '.join(missing.not_judged)} (reviewkit finding judge)")
    if not missing.studies:
        reasons.append("no study is included yet (reviewkit status)")
    return reasons


def write_table(
    table: Table, output: list[Path] | None, force: bool, width: int, note: str = "", separator: str = ""
) -> None:
    """Write the table, with one more note if there is one, into each file in the format of its extension, or print it.

    `separator` is the value of --separator, for files that end with .csv.
    """
    sign = separator_of(separator)
    _check_endings(output or [])
    for path in output or []:
        if note and ending_of(path) == "csv":
            raise ReviewkitError(
                f"{in_line(path)}: a CSV holds no notes, so no digest; leave --digest out, or write .xlsx"
            )
    table = table.with_note(note) if note else table
    for path in output or []:
        write_output(path, as_bytes(table, ending_of(path), sign), force)
    if not output:
        echo(terminal.table(table, width))


def _check_endings(output: list[Path], also: Sequence[str] = ()) -> None:
    known = [*(f".{name}" for name in FORMATS), *also]
    for path in output:
        if f".{ending_of(path)}" not in known:
            raise ReviewkitError(
                f"{in_line(path)}: a table cannot be written as {path.suffix or 'a file without an extension'}. "
                f"The file name must end with one of: {', '.join(known)}"
            )
