"""Tables and figures of charting show the same studies, grouped in the same way, and refuse the same."""

import json
from pathlib import Path

import pytest

from tests.commands.test_chart_table import charted, put
from tests.conftest import Command

__all__ = ["charted"]  # the fixture

COMMANDS = (("table",), ("summary",), ("cross", "country", "year"), ("figure", "country", "year"))


@pytest.mark.parametrize("command", COMMANDS)
def test_each_refuses_a_set_and_a_study_that_there_are_not(
    command: tuple[str, ...], charted: Path, rk: Command
) -> None:
    for option in ("--studies", "--only"):
        ran = rk("chart", *command, option, "lund1999")
        assert ran.status == 1
        assert "lund1999" in ran.err


@pytest.mark.parametrize("command", ["cross", "figure"])
def test_themes_need_a_codebook(command: str, charted: Path, rk: Command) -> None:
    for path in Path("codebooks").glob("*"):
        path.unlink()
    ran = rk("chart", command, "theme", "country")
    assert ran.status == 1
    assert "codebook" in ran.err


def test_the_table_in_the_terminal_is_the_one_of_cross(charted: Path, rk: Command) -> None:
    crossed = json.loads(put(rk, "a", "cross", "country", "year", "--json"))
    drawn = json.loads(put(rk, "a", "figure", "country", "year", "--json"))
    assert crossed == drawn
    rows = [
        [line.strip() for line in put(rk, "a", command, "country", "year").splitlines() if "All" in line]
        for command in ("cross", "figure")
    ]
    assert rows[0] == rows[1] != []
