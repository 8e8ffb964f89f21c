"""How figures look: colours, size of letters, width of boxes, lines; and whether they can be read so.

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
_SCALE = 5.0  # contrast of the ends of a scale: its five steps then have about 1.5 to 1 from each to the next


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of every figure.

    `ink` is the colour of words, on `fill` in boxes and on `paper` around them; `frame` that of the outlines and
    arrows; `bar` and `bar_ink` those of the phases of the flow; `draft` that of the mark of a draft. `mark` is the
    colour of what shows a number: bars and circles; `quiet` that of a nought and of studies without an answer. Cells
    of a heat map go from `few` to `many`. `colours` tell the answers in a third field apart. `bold` is whether the
    names of boxes and titles are.
    """

    ink: str = "#1a1a1a"
    paper: str = "#ffffff"
    fill: str = "#ffffff"
    frame: str = "#5a5a5a"
    bar: str = "#dbe6f1"
    bar_ink: str = "#1a1a1a"
    draft: str = "#b00020"
    mark: str = "#3b6ea5"
    quiet: str = "#6e6e6e"
    few: str = "#e9f1f9"
    many: str = "#0b3c6f"
    # As far from each other in lightness as white letters on them allow. Letters say the same, for print in grey.
    colours: tuple[str, ...] = (
        *("#00538f", "#b34700", "#00755a", "#a3296b"),
        *("#5b3a8e", "#6b5900", "#1f1f1f", "#a32b2b"),
    )
    size: float = 13.0
    box_width: float = 270.0
    stroke: float = 1.2
    corner: float = 0.0
    bold: bool = True


CLASSIC = Theme()
# Even steps of lightness, dark and light in turn, so that those beside each other differ most.
_GREYS = (
    *("#000000", "#929292", "#3e3e3e", "#7c7c7c"),
    *("#191919", "#676767", "#2c2c2c", "#525252"),
)
THEMES = {
    "classic": CLASSIC,
    "greyscale": Theme(
        frame="#404040",
        bar="#e4e4e4",
        draft="#1a1a1a",
        mark="#3d3d3d",
        quiet="#737373",
        few="#f0f0f0",
        many="#262626",
        colours=_GREYS,
    ),
    "journal": Theme(
        ink="#000000",
        frame="#000000",
        bar="#ffffff",
        bar_ink="#000000",
        draft="#000000",
        mark="#262626",
        quiet="#737373",
        few="#f0f0f0",
        many="#1a1a1a",
        colours=_GREYS,
        size=8 * POINT,
        box_width=54 * MILLIMETRE,
        stroke=0.75 * POINT,
    ),
}


def unreadable(theme: Theme) -> Iterator[tuple[str, Message]]:
    """What of a theme cannot be read, each with the name of the value to change."""
    for name, colour, behind, ground, least in _pairs(theme):
        ratio = contrast(colour, ground)
        if ratio < least:
            yield (
                name,
                message(
                    "{first} {one} on {second} {other} has a contrast of {ratio} to 1; WCAG 2.2 AA asks for {least}. "
                    "Choose a darker or a lighter colour for one of them",
                    first=name,
                    one=colour,
                    second=behind,
                    other=ground,
                    ratio=f"{ratio:.1f}",
                    least=f"{least:.1f}",
                ),
            )
    ratio = contrast(theme.few, theme.many)
    if ratio < _SCALE:
        yield (
            "many",
            message(
                "few {few} and many {many} have a contrast of {ratio} to 1; the steps of a heat map can be told apart "
                "from {least} on. Choose a darker or a lighter colour for one of them",
                few=theme.few,
                many=theme.many,
                ratio=f"{ratio:.1f}",
                least=f"{_SCALE:.1f}",
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


def _pairs(theme: Theme) -> Iterator[tuple[str, str, str, str, float]]:
    """What is seen on what, each by its name and colour, and the contrast that it needs."""
    for first, second, least in (
        ("ink", "fill", READABLE),
        ("ink", "paper", READABLE),
        ("bar_ink", "bar", READABLE),
        ("draft", "paper", READABLE),
        ("quiet", "paper", READABLE),
        ("frame", "paper", VISIBLE),
        ("mark", "paper", VISIBLE),
    ):
        yield first, getattr(theme, first), second, getattr(theme, second), least
    for colour in theme.colours:
        yield "colours", colour, "paper", theme.paper, VISIBLE


def shade(theme: Theme, share: float) -> str:
    """The colour of a cell of a heat map: the paper for 0, else from `few` to `many` the larger the share, up to 1."""
    return mixed(theme.few, theme.many, share) if share > 0 else theme.paper


def mixed(first: str, second: str, share: float) -> str:
    """The colour between two: the first for a share of 0, the second for 1."""
    pairs = zip(_parts(first), _parts(second), strict=True)
    return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one, other in pairs)


def ink_on(fill: str) -> str:
    """Black or white, whichever is easier to read on a colour; the worst case has a contrast of 4.58 to 1."""
    return "#000000" if contrast("#000000", fill) >= contrast("#ffffff", fill) else "#ffffff"


def contrast(first: str, second: str) -> float:
    """The contrast of two colours by WCAG 2.2: 1 (none) to 21."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, ...]:
    """Red, green and blue, each up to 255."""
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
