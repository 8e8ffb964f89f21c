"""A figure in the format that was asked for by name, which is also the ending of its file."""

from collections.abc import Callable

from reviewkit.errors import ReviewkitError
from reviewkit.render.figures.docx import as_docx
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.drawio import as_drawio
from reviewkit.render.figures.pdf import as_pdf
from reviewkit.render.figures.png import as_png
from reviewkit.render.figures.pptx import as_pptx
from reviewkit.render.figures.svg import as_svg

PRINT_DPI = 300  # what journals ask for at least

_WRITERS: dict[str, Callable[[Drawing], str | bytes]] = {
    "svg": as_svg,
    "png": as_png,
    "pdf": as_pdf,
    "pptx": as_pptx,
    "docx": as_docx,
    "drawio": as_drawio,
}
FORMATS = tuple(_WRITERS)


def as_bytes(drawing: Drawing, format_name: str, dpi: int = PRINT_DPI) -> bytes:
    """The figure as the bytes of a file in one of FORMATS. The same drawing gives the same bytes.

    `dpi` are the dots per inch of a picture that is made of dots. Raises ReviewkitError for a resolution that nobody
    can use.
    """
    if format_name not in _WRITERS:
        raise ReviewkitError(f"a figure cannot be written as {format_name!r}; there are: {', '.join(FORMATS)}")
    content = as_png(drawing, dpi) if format_name == "png" else _WRITERS[format_name](drawing)
    return content.encode("utf-8") if isinstance(content, str) else content
