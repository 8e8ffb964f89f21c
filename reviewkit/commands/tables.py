"""Where a table goes: to the terminal, or into the files that were named."""

from pathlib import Path

from reviewkit.commands.shared import echo, ending_of, separator_of, write_output
from reviewkit.errors import ReviewkitError
from reviewkit.render import terminal
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes


def write_table(
    table: Table, output: list[Path] | None, force: bool, width: int, note: str = "", separator: str = ""
) -> None:
    """Write the table, with one more note if there is one, into each file in the format of its extension, or print it.

    `separator` is the value of --separator, for files that end with .csv.
    """
    sign = separator_of(separator)
    for path in output or []:
        if ending_of(path) not in FORMATS:
            raise ReviewkitError(
                f"{path}: a table cannot be written as {path.suffix or 'a file without an extension'}. "
                f"The file name must end with one of: {', '.join('.' + name for name in FORMATS)}"
            )
        if note and ending_of(path) == "csv":
            raise ReviewkitError(f"{path}: a CSV holds no notes, so no digest; leave --digest out, or write .xlsx")
    table = table.with_note(note) if note else table
    for path in output or []:
        write_output(path, as_bytes(table, ending_of(path), sign), force)
    if not output:
        echo(terminal.table(table, width))
