"""How a figure looks, and where it goes: into files, in the format of their extension."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import ending_of, write_output
from reviewkit.errors import ReviewkitError
from reviewkit.render.figures.write import FORMATS

if TYPE_CHECKING:
    from reviewkit.render.figures.drawing import Drawing
    from reviewkit.themes import Theme

ENDINGS = tuple(f".{name}" for name in FORMATS)
ThemeName = Annotated[
    str, typer.Option("--theme", help="How it looks: classic, greyscale, journal, or a theme file (.yaml).")
]


def theme_for(word: str, output: Sequence[Path] | None, endings: Sequence[str] = ENDINGS) -> "Theme":
    """The theme of this name or in this file, classic for "". `endings` are those of files with a figure in them.

    Raises a usage error where none of the files is one, and ReviewkitError for a theme that cannot be read.
    """
    from reviewkit.store.theme_files import theme_of

    if word and not any(path.suffix.casefold() in endings for path in output or ()):
        raise typer.BadParameter(
            f"--theme is how a figure looks; name a file for the figure with -o, which ends with {either(endings)}"
        )
    return theme_of(word)


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
