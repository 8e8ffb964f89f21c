"""How the sources overlap, as SVG and PNG: a row for each combination of sources, dots for its members, a bar for n.

The form is that of an UpSet plot (Lex et al. 2014, doi 10.1109/TVCG.2014.2346248), lying on its side. The same counts
give the same bytes; every number stands as text.
"""

from collections.abc import Sequence
from html import escape

from reviewkit import fonts
from reviewkit.locales import Labels
from reviewkit.model import Overlap, Share
from reviewkit.render.svg_text import as_png, attribute, check_letters, number

SIZE, ROW, DOT, COLUMN, MARGIN, BAR = 13.0, 24.0, 6.0, 26.0, 16.0, 260.0
INK, EMPTY, FILL = "#1a1a1a", "#d5d5d5", "#3b6ea5"


def svg(overlaps: Sequence[Overlap], shares: Sequence[Share], labels: Labels) -> str:
    """The figure as an SVG text. Raises ReviewkitError for letters that the font lacks."""
    names = [share.source for share in shares]
    for name in names:
        check_letters(name)
    slant = max((fonts.width(_head(share), SIZE) for share in shares), default=0.0) * 0.72 + 14
    top = MARGIN + 26 + slant
    left = MARGIN
    bars = left + len(names) * COLUMN + 18
    right = max((fonts.width(_head(share), SIZE) * 0.72 for share in shares), default=0.0)
    width = max(bars + BAR + 60 + MARGIN, left + len(names) * COLUMN + right + MARGIN)
    height = top + len(overlaps) * ROW + MARGIN
    title = labels.text("overlap.title")
    told = "; ".join(f"{', '.join(one.sources)}: {one.reports}" for one in overlaps)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(height)}" '
        f'viewBox="0 0 {number(width)} {number(height)}" role="img" aria-labelledby="overlap-title overlap-desc" '
        f'font-family={attribute(fonts.FAMILY)} font-size="{number(SIZE)}" fill="{INK}">',
        f'<title id="overlap-title">{escape(title)}</title>',
        f'<desc id="overlap-desc">{escape(told)}</desc>',
        f'<rect width="{number(width)}" height="{number(height)}" fill="#ffffff"/>',
        f'<text x="{number(MARGIN)}" y="{number(MARGIN + 12)}" font-weight="bold">{escape(title)}</text>',
    ]
    for place, share in enumerate(shares):
        x = left + place * COLUMN + COLUMN / 2
        parts.append(
            f'<text transform="translate({number(x)} {number(top - 10)}) rotate(-45)">{escape(_head(share))}</text>'
        )
    most = max((one.reports for one in overlaps), default=1)
    for row, one in enumerate(overlaps):
        parts += _row(one, names, left, bars, top + row * ROW + ROW / 2, most, labels)
    return "\n".join([*parts, "</svg>", ""])


def png(overlaps: Sequence[Overlap], shares: Sequence[Share], labels: Labels) -> bytes:
    """The figure as a PNG of 300 dots per inch."""
    return as_png(svg(overlaps, shares, labels), 300)


def _head(share: Share) -> str:
    return f"{share.source} ({share.reports})"


def _row(
    one: Overlap, names: list[str], left: float, bars: float, y: float, most: int, labels: Labels
) -> list[str]:
    """The dots of a combination, joined by a line, and its bar."""
    at = {name: left + place * COLUMN + COLUMN / 2 for place, name in enumerate(names)}
    parts = []
    members = [at[name] for name in one.sources]
    if len(members) > 1:
        parts.append(
            f'<path d="M{number(min(members))},{number(y)} L{number(max(members))},{number(y)}" '
            f'stroke="{INK}" stroke-width="2"/>'
        )
    for name, x in at.items():
        fill = INK if name in one.sources else EMPTY
        parts.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(DOT)}" fill="{fill}"/>')
    length = max(1.0, BAR * one.reports / most)
    parts.append(
        f'<rect x="{number(bars)}" y="{number(y - 8)}" width="{number(length)}" height="16" fill="{FILL}"/>'
        f'<text x="{number(bars + length + 6)}" y="{number(y + 4.5)}">{labels.number(one.reports)}</text>'
    )
    return parts
