"""A small review in which one person decides on each record, as the current folder."""

from pathlib import Path

import pytest

from tests.conftest import Command
from tests.faults import TEMPLATES, begin


@pytest.fixture(scope="session", autouse=True)
def templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    TEMPLATES[:] = [tmp_path_factory.mktemp("templates")]


@pytest.fixture
def review(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = begin(rk, tmp_path / "review")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def in_pairs(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, where two people decide on each record."""
    folder = begin(rk, tmp_path / "pairs", people=2)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def two_stages(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, where titles and abstracts are screened before full texts."""
    folder = begin(rk, tmp_path / "stages", stages="two")
    monkeypatch.chdir(folder)
    return folder
