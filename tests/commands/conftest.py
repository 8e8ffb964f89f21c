"""Small reviews that commands work in, each as the current folder."""

from pathlib import Path

import pytest

from tests.builders import papers, review_folder
from tests.conftest import Command


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small review with two exports beside it that share two reports; nothing is imported yet."""
    folder = review_folder(tmp_path / "review")
    (folder / "searches.yaml").write_text("cinahl: {hits: 4}\nmedline: {hits: 4}\n", encoding="utf-8")
    (tmp_path / "cinahl.ris").write_text(papers(4), encoding="utf-8")
    (tmp_path / "medline.ris").write_text(papers(4, start=3), encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def ready(root: Path, rk: Command) -> Path:
    """The same, imported and deduplicated: eight records, six reports."""
    for source in ("cinahl", "medline"):
        assert rk("import", root.parent / f"{source}.ris", "--source", source, "--as", "a").status == 0
    assert rk("dedupe", "--as", "a").status == 0
    return root


@pytest.fixture
def coded(ready: Path, rk: Command) -> Path:
    """The same with one included study, a codebook of two codes, in the format of this version."""
    for who in "ab":
        assert rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", who).status == 0
    (ready / "studies.yaml").write_text(
        "berg: {citation: Berg (2024), records: [cinahl-0001], characteristics: {country: NO}}\n", encoding="utf-8"
    )
    (ready / "codebooks").mkdir()
    (ready / "codebooks" / "themes.yaml").write_text("codes:\n  trust: Trust\n  time: Time\n", encoding="utf-8")
    assert rk("upgrade", "--as", "a").status == 0
    return ready
