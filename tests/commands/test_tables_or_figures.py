"""One answer as a table and as a figure: the ending of a file says which."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.commands.test_matrix import finished, found
from tests.conftest import Command

__all__ = ["finished", "found"]  # the fixtures


@pytest.mark.parametrize("words", ["matrix", "code cooccur", "matrix --level code --whose a"])
def test_a_file_is_a_figure_or_a_table_by_its_ending(words: str, finished: Path, rk: Command) -> None:
    ran = rk(*words.split(), "-o", "t.svg", "-o", "t.CSV", "-o", "t.PNG")
    assert (ran.status, ran.out) == (0, ""), ran.err
    assert Path("t.svg").read_text(encoding="utf-8").startswith("<svg")
    assert Path("t.PNG").read_bytes().startswith(b"\x89PNG")
    assert b"Trust" in Path("t.CSV").read_bytes()


def test_word_gets_the_table_and_powerpoint_the_figure(finished: Path, rk: Command) -> None:
    assert rk("matrix", "-o", "t.docx", "-o", "t.pptx").status == 0
    with zipfile.ZipFile("t.docx") as word, zipfile.ZipFile("t.pptx") as slides:
        assert b"<w:tbl>" in word.read("word/document.xml").replace(b"<w:tbl ", b"<w:tbl>")
        assert b"Trust" in slides.read("ppt/slides/slide1.xml")


@pytest.mark.parametrize("words", ["matrix", "code cooccur"])
def test_a_figure_that_is_not_finished_is_a_draft_and_says_what_it_waits_for(
    words: str, finished: Path, rk: Command
) -> None:
    assert rk("code", "done", "aas", "--not-yet", "--as", "a").status == 0
    refused = rk(*words.split(), "-o", "t.svg")
    assert (refused.status, Path("t.svg").exists()) == (1, False)
    assert "add --draft" in refused.err
    assert rk(*words.split(), "-o", "t.svg", "--draft", "--only", "aas", "--digest").status == 0
    drawn = Path("t.svg").read_text(encoding="utf-8")
    for part in ("DRAFT", "Not coded to the end: 1 of 1 study.", "Only 1 of 2 included studies.", "data as of"):
        assert part in drawn


@pytest.mark.parametrize("words", ["matrix", "code cooccur"])
def test_another_ending_is_refused_with_all_that_there_are(words: str, found: Path, rk: Command) -> None:
    ran = rk(*words.split(), "--draft", "-o", "t.svg", "-o", "t.gif")
    assert ran.status == 1
    assert ".docx, .tex, .svg, .png, .pdf, .pptx, .drawio" in ran.err
    assert not Path("t.svg").exists()


def test_a_heat_map_of_a_moment_says_of_which(found: Path, rk: Command) -> None:
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert rk("matrix", "--as-of", today, "-o", "t.svg", "--draft").status == 0
    assert today in Path("t.svg").read_text(encoding="utf-8")
    assert rk("matrix", "-o", "now.svg", "--draft").status == 0
    assert today not in Path("now.svg").read_text(encoding="utf-8")
