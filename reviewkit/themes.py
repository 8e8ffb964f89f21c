"""How the flow diagram looks: colours, size of letters, width of boxes, lines; and whether it can be read so.

Lengths are px, 96 to the inch, as in a Drawing; colours are written #rrggbb.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewkit.words import Message, message

POINT, MILLIMETRE = 96 / 72, 96 / 25.4  # in px
READABLE, VISIBLE = (
    4.5,
    3.0,
)  # contrast that WCAG 2.2 AA asks of text (1.4.3) and of lines that mean something (1.4.11)
_NARROWEST = 14.0  # a box, as a multiple of the size of letters: room for `(n = 10 000 000)` below a reason


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of the flow diagram.

    `ink` is the colour of words, on `fill` in the boxes and on `paper` around them; `frame` that of the outlines and
    arrows; `bar` and `bar_ink` those of the phases; `draft` that of the mark of a draft. `bold` is whether the names of
    boxes are.
    """

    ink: str = "#1a1a1a"
    paper: str = "#ffffff"
    fill: str = "#ffffff"
    frame: str = "#5a5a5a"
    bar: str = "#dbe6f1"
    bar_ink: str = "#1a1a1a"
    draft: str = "#b00020"
    size: float = 13.0
    box_width: float = 270.0
    stroke: float = 1.2
    corner: float = 0.0
    bold: bool = True


CLASSIC = Theme()
THEMES = {
    "classic": CLASSIC,
    "greyscale": Theme(frame="#404040", bar="#e4e4e4", draft="#1a1a1a", fill="#ffffff"),
    "journal": Theme(
        ink="#000000",
        frame="#000000",
        bar="#ffffff",
        bar_ink="#000000",
        draft="#000000",
        size=8 * POINT,
        box_width=54 * MILLIMETRE,
        stroke=0.75 * POINT,
    ),
}


def unreadable(theme: Theme) -> Iterator[tuple[str, Message]]:
    """What of a theme cannot be read, each with the name of the value to change."""
    for first, second, least in (
        ("ink", "fill", READABLE),
        ("ink", "paper", READABLE),
        ("bar_ink", "bar", READABLE),
        ("draft", "paper", READABLE),
        ("frame", "paper", VISIBLE),
    ):
        ratio = contrast(getattr(theme, first), getattr(theme, second))
        if ratio < least:
            yield (
                first,
                message(
                    "{first} {one} on {second} {other} has a contrast of {ratio} to 1; WCAG 2.2 AA asks for {least}. "
                    "Choose a darker or a lighter colour for one of them",
                    first=first,
                    one=getattr(theme, first),
                    second=second,
                    other=getattr(theme, second),
                    ratio=f"{ratio:.1f}",
                    least=f"{least:.1f}",
                ),
            )
    if theme.box_width < _NARROWEST * theme.size:
        least_width = _NARROWEST * theme.size / MILLIMETRE
        yield (
            "box_width",
            message(
                "a box of {width} mm is too narrow for letters of {size} points; it needs {least} mm",
                width=f"{theme.box_width / MILLIMETRE:.0f}",
                size=f"{theme.size / POINT:.1f}",
                least=f"{least_width + 0.5:.0f}",
            ),
        )


def contrast(first: str, second: str) -> float:
    """The contrast of two colours by WCAG 2.2: 1 (none) to 21."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
