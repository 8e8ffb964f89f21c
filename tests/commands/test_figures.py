"""How a figure looks, and where it goes: into a file by its ending, and never over one that exists."""

from pathlib import Path

import pytest

from reviewkit.commands.figures import ENDINGS, write_figure
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.figures.overlap import overlap_drawing
from tests.conftest import Command
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


DRAWING = {
    "prisma": "svg",
    "sources": "svg",
    "matrix": "svg",
    "code cooccur": "svg",
    "codebook lineage": "svg",
    "chart figure country": "svg",
    "chart figure country theme": "svg",
    "chart figure country theme --look bubbles": "svg",
    "report flow": "html",
}


@pytest.mark.parametrize("command", DRAWING)
def test_a_theme_changes_how_every_figure_looks(example: Path, rk: Command, command: str) -> None:
    ending, words = DRAWING[command], command.split()
    assert rk(*words, "-o", f"usual.{ending}").status == 0
    for theme in ("classic", "greyscale", "journal"):
        assert rk(*words, "-o", f"{theme}.{ending}", "--theme", theme).status == 0
    usual, classic, grey, journal = (
        Path(f"{name}.{ending}").read_bytes() for name in ("usual", "classic", "greyscale", "journal")
    )
    assert usual == classic
    assert len({classic, grey, journal}) == 3


@pytest.mark.parametrize("command", [name for name in DRAWING if name != "codebook lineage"])
def test_a_theme_that_would_change_nothing_is_refused(example: Path, rk: Command, command: str) -> None:
    """The lineage of a codebook is a figure in any case."""
    table = ["-o", "table.csv"] if command.startswith(("prisma", "sources", "matrix", "code cooccur")) else []
    ran = rk(*command.split(), *table, "--theme", "greyscale")
    assert ran.status == 2
    assert "--theme is how a figure looks; name a file for the figure with -o" in " ".join(
        ran.err.replace("│", " ").split()
    )
    assert not Path("table.csv").exists()


@pytest.mark.parametrize("command", DRAWING)
def test_a_theme_that_cannot_be_read_is_told_with_its_line_and_nothing_is_written(
    example: Path, rk: Command, command: str
) -> None:
    Path("theme.yaml").write_text('size: 9\nmark: "#dddddd"\ncolor: red\n', encoding="utf-8")
    ran = rk(*command.split(), "-o", f"figure.{DRAWING[command]}", "--theme", "theme.yaml")
    assert ran.status == 1
    assert "theme.yaml:3: unknown key 'color'" in ran.err
    assert not Path(f"figure.{DRAWING[command]}").exists()
