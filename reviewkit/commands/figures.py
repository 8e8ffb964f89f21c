"""Where a figure goes: into files, in the format of their extension."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit.commands.shared import ending_of, write_output
from reviewkit.errors import ReviewkitError
from reviewkit.render.figures.write import FORMATS

if TYPE_CHECKING:
    from reviewkit.render.figures.drawing import Drawing

ENDINGS = tuple(f".{name}" for name in FORMATS)


def check_endings(output: Sequence[Path], endings: Sequence[str] = ENDINGS) -> None:
    """Return if each file has one of these endings. Raises ReviewkitError otherwise."""
    for path in output:
        if path.suffix.casefold() not in endings:
            raise ReviewkitError(f"{path}: the file name must end with {either(endings)}.")


def either(endings: Sequence[str]) -> str:
    """The endings as they are said: `.svg, .png or .pdf`."""
    *most, last = endings
    return f"{', '.join(most)} or {last}" if most else last


def write_figure(drawing: "Drawing", path: Path, force: bool, dpi: int = 300) -> None:
    """Write the figure in the format of the file's extension, which is one of ENDINGS; `dpi` is for PNG."""
    from reviewkit.render.figures.write import as_bytes

    write_output(path, as_bytes(drawing, ending_of(path), dpi), force)
