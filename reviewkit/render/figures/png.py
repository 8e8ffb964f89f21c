"""A drawing as PNG, drawn from its SVG by resvg with the font that comes with reviewkit, so it needs no system font."""

from reviewkit import fonts
from reviewkit.errors import ReviewkitError
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.svg import as_svg

LOWEST_DPI, HIGHEST_DPI = 36, 1200


def as_png(drawing: Drawing, dpi: int = 300) -> bytes:
    """The drawing as a PNG of so many dots per inch. Raises ReviewkitError for a resolution that nobody can use."""
    import resvg_py

    if not LOWEST_DPI <= dpi <= HIGHEST_DPI:
        raise ReviewkitError(
            f"{dpi} dots per inch is not possible. Choose a number from {LOWEST_DPI} to {HIGHEST_DPI} (journals ask "
            "for 300 to 600)."
        )
    width = round(drawing.width, 2)  # as in the SVG
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=as_svg(drawing),
            width=round(width * dpi / 96),
            skip_system_fonts=True,
            font_files=fonts.files(),
            sans_serif_family="Arimo",
        )
    )
