"""Reviews with duplicates."""

from pathlib import Path

import pytest

from tests.builders import review_folder
from tests.commands.dedupe.pairs import doubtful
from tests.commands.reviews import imported
from tests.conftest import Command, Once


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review without records, as the current folder."""
    folder = review_folder(tmp_path / "review")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def asked(root: Path, rk: Command, once: Once) -> Path:
    """A review with six doubtful pairs."""

    def make() -> None:
        pairs = [doubtful(n) for n in range(6)]
        imported(root, rk, cinahl=[one for one, _ in pairs], medline=[other for _, other in pairs])
        assert rk("dedupe", "--as", "a").status == 0

    once("asked", root.parent, make)
    return root
