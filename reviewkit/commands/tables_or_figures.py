"""Where an answer goes that is a table and a figure: the ending of a file says which; the terminal gets the table."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit.commands.figures import ENDINGS, write_figure
from reviewkit.commands.shared import terminal_width
from reviewkit.commands.tables import check_finished, write_table
from reviewkit.render.tables.write import FORMATS as TABLES

if TYPE_CHECKING:
    from reviewkit.locales import Labels
    from reviewkit.model import Missing
    from reviewkit.render.figures.drawing import Drawing
    from reviewkit.render.tables.table import Table

FIGURES = tuple(
    ending for ending in ENDINGS if ending.removeprefix(".") not in TABLES
)  # .docx is that of a table here


def check_may_be_written(missing: "Missing", output: list[Path] | None, draft: bool) -> None:
    """Return where it may go into files: it is finished, or a draft was asked for. Raises ReviewkitError otherwise."""
    check_finished(missing, output, draft, FIGURES)


def write_table_or_figure(
    table: "Table",
    draw: "Callable[[], Drawing]",
    output: Sequence[Path] | None,
    force: bool,
    note: str = "",
    separator: str = "",
) -> None:
    """Write each file as a figure or as a table, by its ending; print the table where no file is named."""
    figures = [path for path in output or () if path.suffix.casefold() in FIGURES]
    tables = [path for path in output or () if path not in figures]
    for path in figures:
        write_figure(draw(), path, force)
    if tables or not figures:
        write_table(table, tables, force, terminal_width(), note, separator)


def notes_of_figure(missing: "Missing", part: str, note: str, words: "Labels") -> list[str]:
    """What is said below a figure: that it shows a part of the studies, what it waits for, and a digest."""
    from reviewkit.render.figures.counted import draft_notes

    return [one for one in (part, *draft_notes(missing, words), note) if one]
