"""A drawing as PNG, drawn from its SVG by resvg with the font that comes with reviewkit, so it needs no system font.

Its title, its description and its boxes are texts in the file (chunks iTXt of ISO/IEC 15948), so that a picture can be
traced, and said to people who do not see it.
"""

import struct
import zlib

from reviewkit import fonts, limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.kept_boxes import KEYWORD
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.kept_boxes import as_lines
from reviewkit.render.figures.svg import as_svg
from reviewkit.safe import xml_characters

LOWEST_DPI, HIGHEST_DPI = 36, 1200
_HEAD = 33  # bytes of a PNG before its first other chunk: the signature, and the size of the picture


def as_png(drawing: Drawing, dpi: int = 300) -> bytes:
    """The drawing as a PNG of so many dots per inch. Raises ReviewkitError for a resolution that nobody can use."""
    import resvg_py

    if not LOWEST_DPI <= dpi <= HIGHEST_DPI:
        raise ReviewkitError(
            f"{dpi} dots per inch is not possible. Choose a number from {LOWEST_DPI} to {HIGHEST_DPI} (journals ask "
            "for 300 to 600)."
        )
    width = round(drawing.width, 2)  # as in the SVG
    dots = width * drawing.height * (dpi / 96) ** 2
    if dots > limits.DOTS:
        raise ReviewkitError(
            f"As PNG the figure would have {dots / 1_000_000:,.0f} million dots, and no more than "
            f"{limits.DOTS / 1_000_000:,.0f} million are drawn. Write it as SVG or PDF, or with fewer dots per inch "
            "(--dpi)."
        )
    picture = bytes(
        resvg_py.svg_to_bytes(
            svg_string=as_svg(drawing),
            width=round(width * dpi / 96),
            skip_system_fonts=True,
            font_files=fonts.files(),
            sans_serif_family="Arimo",
        )
    )
    texts = {"Title": drawing.title, "Description": drawing.description, KEYWORD: as_lines(drawing)}
    return picture[:_HEAD] + b"".join(_text(name, text) for name, text in texts.items()) + picture[_HEAD:]


def _text(keyword: str, text: str) -> bytes:
    """A text of a PNG, in UTF-8 and not packed: packed bytes differ between computers."""
    body = b"iTXt" + keyword.encode("ascii") + b"\0" * 5 + xml_characters(text).encode("utf-8")
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
