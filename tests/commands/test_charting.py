"""The group `chart`: without a command it shows how far the charting has come."""

from pathlib import Path

import pytest

from tests.chart_forms import FORM
from tests.conftest import Command
from tests.folders import with_form


def test_without_a_command_the_status_is_shown(coded: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with_form(monkeypatch, FORM)
    assert rk("chart").out == rk("chart", "status").out == f"{'berg':<20} 0 fields charted\n"


def test_every_command_of_charting_is_there(rk: Command) -> None:
    said = rk("chart", "--help").out
    for name in ("status", "show", "set", "done", "differences", "settle"):
        assert f" {name} " in said
