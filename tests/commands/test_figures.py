"""Where a figure goes: into a file by its ending, and never over one that exists."""

from pathlib import Path

import pytest

from reviewkit.commands.figures import ENDINGS, write_figure
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.figures.overlap import overlap_drawing
from tests.render.samples import OVERLAPS, SHARES

FIGURE = overlap_drawing(OVERLAPS, SHARES, labels("en"))
STARTS = {
    ".svg": b"<svg ",
    ".png": b"\x89PNG",
    ".pdf": b"%PDF-",
    ".pptx": b"PK",
    ".docx": b"PK",
    ".drawio": b"<mxfile ",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_figure_is_written_as_its_ending_says_and_once(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"figure{ending}"
    write_figure(FIGURE, path, force=False)
    before = path.read_bytes()
    assert before.startswith(STARTS[ending])
    with pytest.raises(ReviewkitError, match="already exists"):
        write_figure(FIGURE, path, force=False)
    write_figure(FIGURE, path, force=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("ending", [".SVG", ".Png"])
def test_an_ending_counts_in_any_case(ending: str, tmp_path: Path) -> None:
    write_figure(FIGURE, tmp_path / f"figure{ending}", force=False)
    assert (tmp_path / f"figure{ending}").read_bytes().startswith(STARTS[ending.casefold()])


def test_a_png_has_as_many_dots_per_inch_as_were_asked_for(tmp_path: Path) -> None:
    for dpi in (72, 144):
        write_figure(FIGURE, tmp_path / f"{dpi}.png", force=False, dpi=dpi)
    small, large = (int.from_bytes((tmp_path / f"{dpi}.png").read_bytes()[16:20], "big") for dpi in (72, 144))
    assert abs(large - 2 * small) <= 1
