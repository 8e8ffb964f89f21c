"""Where a table goes: to the terminal, or into the files that were named."""

from pathlib import Path

from reviewkit.commands.shared import echo, write_output
from reviewkit.errors import ReviewkitError
from reviewkit.render import terminal
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes


def write_table(table: Table, output: list[Path] | None, force: bool, width: int, note: str = "") -> None:
    """Write the table, with one more note if there is one, into each file in the format of its extension, or print
    it."""
    for path in output or []:
        if path.suffix.lstrip(".") not in FORMATS:
            raise ReviewkitError(
                f"{path}: a table cannot be written as {path.suffix or 'a file without an extension'}. "
                f"The file name must end with one of: {', '.join('.' + name for name in FORMATS)}"
            )
        if note and path.suffix == ".csv":
            raise ReviewkitError(f"{path}: a CSV holds no notes, so no digest; leave --digest out, or write .xlsx")
    table = table.with_note(note) if note else table
    for path in output or []:
        write_output(path, as_bytes(table, path.suffix.lstrip(".")), force)
    if not output:
        echo(terminal.table(table, width))
