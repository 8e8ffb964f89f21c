"""Where a figure goes: into files, in the format of their extension."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit.commands.shared import ending_of, write_output
from reviewkit.errors import ReviewkitError
from reviewkit.render.figures.write import FORMATS
from reviewkit.words import in_line

if TYPE_CHECKING:
    from reviewkit.render.figure_page import Frame, Part
    from reviewkit.render.figures.drawing import Drawing
    from reviewkit.render.tables.table import Table

ENDINGS = tuple(f".{name}" for name in FORMATS)
PAGE = ".html"
MERMAID = ".mmd"


def check_endings(output: Sequence[Path], endings: Sequence[str] = ENDINGS) -> None:
    """Return if each file has one of these endings. Raises ReviewkitError otherwise."""
    for path in output:
        if path.suffix.casefold() not in endings:
            raise ReviewkitError(f"{in_line(path)}: the file name must end with {either(endings)}.")


def either(endings: Sequence[str]) -> str:
    """The endings as they are said: `.svg, .png or .pdf`."""
    *most, last = endings
    return f"{', '.join(most)} or {last}" if most else last


def write_figure(drawing: "Drawing", path: Path, force: bool, dpi: int = 300) -> None:
    """Write the figure in the format of the file's extension, which is one of ENDINGS; `dpi` is for PNG."""
    from reviewkit.render.figures.write import as_bytes

    write_output(path, as_bytes(drawing, ending_of(path), dpi), force)


def write_page(
    drawing: "Drawing",
    parts: "Sequence[Part]",
    frame: "Frame",
    path: Path,
    force: bool,
    table: "Table | None" = None,
) -> None:
    """Write the figure as a page with what is behind its parts, and a table between them where there is one."""
    from reviewkit.render.figure_page import figure_page

    write_output(path, figure_page(drawing, parts, frame, table), force)
