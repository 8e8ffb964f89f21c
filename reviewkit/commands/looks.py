"""How the figures of a command look: the option, and the theme that it names."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reviewkit.themes import Theme

ThemeName = Annotated[
    str, typer.Option("--theme", help="How it looks: classic, greyscale, journal, or a theme file (.yaml).")
]


def theme_for(word: str, output: Sequence[Path] | None, endings: Sequence[str]) -> "Theme":
    """The theme of this name or in this file, classic for "". `endings` are those of files with a figure in them.

    Raises a usage error where none of the files is one, and ReviewkitError for a theme that cannot be read.
    """
    from reviewkit.commands.figures import either
    from reviewkit.store.theme_files import theme_of

    if word and not any(path.suffix.casefold() in endings for path in output or ()):
        raise typer.BadParameter(
            f"--theme is how a figure looks; name a file for the figure with -o, which ends with {either(endings)}"
        )
    return theme_of(word)
