"""Where a table goes: to the terminal, or into the files that were asked for."""

from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit.commands.shared import echo, write_output
from reviewkit.errors import ReviewkitError
from reviewkit.render import terminal
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes

if TYPE_CHECKING:
    from reviewkit.model import Missing


def check_finished(missing: "Missing", output: list[Path] | None, draft: bool) -> None:
    """Return where the table may go into files: it is finished, or a draft was asked for.

    Raises ReviewkitError with what is missing, or for an ending that no table has.
    """
    _check_endings(output or [])
    if not output or draft or not missing.anything:
        return
    reasons = []
    if missing.errors:
        problems = "1 problem touches" if missing.errors == 1 else f"{missing.errors} problems touch"
        reasons.append(f"{problems} its numbers (reviewkit check)")
    if missing.waiting:
        waiting = (
            "1 record or report waits" if missing.waiting == 1 else f"{missing.waiting} records or reports wait"
        )
        reasons.append(f"{waiting} for a decision (reviewkit status)")
    if missing.not_coded:
        verb = "is" if len(missing.not_coded) == 1 else "are"
        of = f"{len(missing.not_coded)} of {missing.studies} studies {verb} not coded to the end"
        reasons.append(f"{of}: {'; '.join(missing.not_coded)} (reviewkit code done STUDY)")
    if not missing.studies:
        reasons.append("no study is included yet (reviewkit status)")
    raise ReviewkitError(
        f"the table was not written: {'; '.join(reasons)}. Finish that, or add --draft to write it with a mark."
    )


def write_table(table: Table, output: list[Path] | None, force: bool, width: int, note: str = "") -> None:
    """Write the table into each file by its ending, or print it where no file is named; with a note more, if any."""
    _check_endings(output or [])
    for path in output or []:
        if note and path.suffix == ".csv":
            raise ReviewkitError(f"{path}: a CSV holds no notes, so no digest; leave --digest out, or write .xlsx")
    table = table.with_note(note) if note else table
    for path in output or []:
        write_output(path, as_bytes(table, path.suffix.lstrip(".")), force)
    if not output:
        echo(terminal.table(table, width))


def _check_endings(output: list[Path]) -> None:
    for path in output:
        if path.suffix.lstrip(".") not in FORMATS:
            raise ReviewkitError(
                f"{path}: cannot write {path.suffix or 'a file without ending'}; "
                f"end the name with one of: {', '.join('.' + name for name in FORMATS)}"
            )
