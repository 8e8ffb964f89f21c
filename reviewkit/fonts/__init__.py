"""The font of the figures: Arimo, which is as wide as Arial, and how wide each of its letters is.

A figure is measured with these widths and drawn with these files, so it looks the same on every computer.
"""

import json
from functools import cache
from importlib import resources
from pathlib import Path

from reviewkit.unicode_forms import in_form

FAMILY = "Arimo, Arial, Helvetica, 'Liberation Sans', sans-serif"


def folder() -> str:
    """The path of the folder with the fonts."""
    return str(resources.files(__name__))


def files() -> list[str]:
    """The paths of the regular and the bold font, which figures have; reports as PDF have the italic one too."""
    return [str(Path(folder(), f"Arimo-{weight}.ttf")) for weight in ("Regular", "Bold")]


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is, in the unit of `size`. A letter that the font lacks counts as one em."""
    table = _widths()["bold" if bold else "regular"]
    return sum(table.get(letter, 1000) for letter in composed(text)) * size / 1000


def missing(text: str) -> str:
    """The letters of a text that the font cannot draw, each once."""
    table = _widths()["regular"]
    return "".join(
        dict.fromkeys(letter for letter in composed(text) if letter not in table and not letter.isspace())
    )


def composed(text: str) -> str:
    """The text with each letter and its accent as one sign, as the font has them; macOS writes them as two."""
    return text if text.isascii() else in_form("NFC", text)


@cache
def _widths() -> dict[str, dict[str, int]]:
    text = resources.files(__name__).joinpath("widths.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, int]] = json.loads(text)
    return loaded
