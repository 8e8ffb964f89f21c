"""What all figures share: numbers and attributes in SVG, letters that the font has, and PNG out of SVG."""

import re
from html import escape

from reviewkit import fonts
from reviewkit.errors import ReviewkitError

_WIDTH = re.compile(r'<svg [^>]*?width="([\d.]+)"')


def number(value: float) -> str:
    """A number without needless digits, so that the same figure has the same bytes."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def attribute(text: str) -> str:
    """The text as a quoted XML attribute."""
    return '"' + escape(text, quote=True) + '"'


def check_letters(text: str) -> None:
    """Return where the font has every letter. Raises ReviewkitError with the letters that it lacks."""
    if letters := fonts.missing(text):
        named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters)
        raise ReviewkitError(
            f"the font of the figure has no {named}, which stands in: {text}. "
            "Write that name with Latin, Greek or Cyrillic letters in searches.yaml or review.yaml."
        )


def as_png(svg: str, dpi: int) -> bytes:
    """A figure as a PNG, drawn from the SVG with the font that comes with reviewkit (96 px are one inch)."""
    import resvg_py

    if not 36 <= dpi <= 1200:
        raise ReviewkitError(
            f"{dpi} dots per inch cannot be drawn; choose from 36 to 1200 (journals ask for 300 to 600)"
        )
    found = _WIDTH.match(svg)
    drawn: bytes = bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=round(float(found[1] if found else 800) * dpi / 96),
            skip_system_fonts=True,
            font_files=fonts.files(),
            sans_serif_family="Arimo",
        )
    )
    return drawn
