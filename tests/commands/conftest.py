"""Small reviews that commands work in, each as the current folder."""

from pathlib import Path

import pytest

from tests.conftest import Command, Once


@pytest.fixture
def coded(ready: Path, rk: Command, once: Once) -> Path:
    """The small review with one included study, a codebook of two codes, in the format of this version."""

    def make() -> None:
        for who in "ab":
            assert rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", who).status == 0
        (ready / "studies.yaml").write_text(
            "berg: {citation: Berg (2024), records: [cinahl-0001], characteristics: {country: NO}}\n",
            encoding="utf-8",
        )
        (ready / "codebooks").mkdir()
        (ready / "codebooks" / "themes.yaml").write_text(
            "codes:\n  trust: Trust\n  time: Time\n", encoding="utf-8"
        )
        assert rk("upgrade", "--as", "a").status == 0

    once("coded", ready.parent, make)
    return ready
