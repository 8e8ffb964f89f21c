"""Make docs/gallery.md and its pictures anew, from the worked example: what reviewkit draws, and the command that does.

    python -m tools.make_gallery

The same folder gives the same pictures. They are of 96 dots per inch and few colours, so that they are small.
"""

import io
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

REPOSITORY = Path(__file__).resolve().parents[1]
EXAMPLE = REPOSITORY / "data" / "trygg-i-eget-hjem"
PAGE = REPOSITORY / "docs" / "gallery.md"
PICTURES = REPOSITORY / "docs" / "gallery"
COLOURS = 64
WIDEST = 1100  # px


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, the command that makes it (with FILE for the name), and what it shows."""

    name: str
    command: str
    shows: str


GALLERY = (
    Picture(
        "flow-nb",
        "prisma -l nb -o FILE",
        "The flow of the worked example, in bokmål.",
    ),
    Picture("flow-greyscale", "prisma -l en --theme greyscale -o FILE", "The same in English, without colours."),
    Picture(
        "flow-journal", "prisma -l nn --theme journal -o FILE", "In nynorsk, as narrow as a column of a journal."
    ),
    Picture("sources", "sources -l en -o FILE", "What the sources share, and what only one of them found."),
    Picture("themes", "matrix -l nb -o FILE", "Themes and studies as a heat map, with the number of quotes."),
    Picture(
        "themes-greyscale",
        "matrix -l nn --theme greyscale -o FILE",
        "The same in nynorsk, for print without colours.",
    ),
    Picture("together", "code cooccur --by study -l nb -o FILE", "Which themes are found in the same studies."),
    Picture("countries", "chart figure country -l en -o FILE", "Studies counted by a charted field."),
    Picture(
        "lineage", "codebook lineage -l en -o FILE", "Which codes became which (invented, as the example says)."
    ),
)


def main() -> None:
    """Make every picture, and the page that shows them."""
    PICTURES.mkdir(exist_ok=True)
    for path in PICTURES.glob("*.png"):
        path.unlink()
    with tempfile.TemporaryDirectory() as place:
        for one in GALLERY:
            (PICTURES / f"{one.name}.png").write_bytes(picture(one, Path(place)))
    PAGE.write_text(page(), encoding="utf-8")


def picture(one: Picture, place: Path) -> bytes:
    """The picture that a command makes, smaller."""
    made = place / f"{one.name}.png"
    words = [str(made) if word == "FILE" else word for word in shlex.split(one.command)]
    subprocess.run([sys.executable, "-m", "reviewkit", *words, "-C", str(EXAMPLE)], check=True)
    drawn = Image.open(made).convert("RGB")
    drawn.thumbnail((WIDEST, WIDEST * 4))
    out = io.BytesIO()
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def page() -> str:
    """The page, with the command of each picture."""
    parts = [
        "# Gallery",
        "",
        "What reviewkit draws of the worked example (`reviewkit demo`), with the command for each picture. Each can be",
        "written as SVG, PDF, PowerPoint and draw.io as well ([figures](figures.md)). `make gallery` makes this anew.",
        "",
    ]
    for one in GALLERY:
        command = one.command.replace("FILE", f"{one.name}.png")
        parts += [f"## {one.shows}", "", "```", f"reviewkit {command}", "```", ""]
        parts += [f"![{one.shows}](gallery/{one.name}.png)", ""]
    return "\n".join(parts)


if __name__ == "__main__":
    main()
