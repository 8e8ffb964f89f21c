"""The look of figures on the command line: with every command that draws one."""

from pathlib import Path

import pytest

from tests.conftest import Command

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


@pytest.mark.thorough
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
