"""Small reviews that commands work in, each as the current folder."""

from pathlib import Path

import pytest

from tests.chart_forms import FORM
from tests.conftest import Command, Once
from tests.folders import with_form

SAID = "We asked 12 nurses in home care."


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


@pytest.fixture
def three(coded: Path, rk: Command, once: Once, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three included studies and a form with a field of every type; a has charted some fields of berg, which has a full
    text, and exported chart.xlsx."""
    with_form(monkeypatch, FORM)

    def make() -> None:
        for record in ("cinahl-0002", "cinahl-0003"):
            for who in "ab":
                assert rk("screen", "decide", record, "-d", "include", "--as", who).status == 0
        with (coded / "studies.yaml").open("a", encoding="utf-8") as more:
            more.write("dahl: {citation: Dahl (2020), records: [cinahl-0002]}\n")
            more.write("lund: {citation: Lund (2021), records: [cinahl-0003]}\n")
        (coded.parent / "berg.html").write_text(f"<html><p>{SAID}</p></html>", encoding="utf-8")
        assert rk("text", "add", "cinahl-0001", str(coded.parent / "berg.html"), "--as", "a").status == 0
        for words in (("aim", "to learn"), ("n", "12", "-q", SAID), ("year", "2020"), ("age", "41,5")):
            assert rk("chart", "set", "berg", *words, "--as", "a").status == 0
        assert rk("chart", "export", "-o", "chart.xlsx", "--as", "a").status == 0

    once("three-charted", coded.parent, make)
    return coded
