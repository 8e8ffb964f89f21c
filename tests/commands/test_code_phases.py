"""code read, readings and lists on the command line."""

import json
from pathlib import Path

import pytest

from tests.commands.reviews import HOSTILE, is_harmless
from tests.conftest import Command
from tests.folders import begin, decide, ready_to_code

BOOK = """\
codes:
  relying: {kind: theme, label: Relying on each other, definition: That each relies on the other}
  calm: {kind: theme, label: Calm, status: candidate}
  trust: {label: Trust, parent: relying}
  haste: Haste
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two included studies and a codebook with a theme and a candidate, as the current folder."""
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg", "aas")
    for record in (1, 2):
        decide(folder, "a", record, "y")
    (folder.root / "codebooks" / "themes.yaml").write_text(BOOK, encoding="utf-8")
    monkeypatch.chdir(folder.root)
    return folder.root


def did(rk: Command, *words: str, by: str = "a") -> str:
    ran = rk(*words, "--as", by)
    assert ran.status == 0, ran.err
    return str(ran.out)


def test_a_reading_is_logged_listed_and_taken_back(root: Path, rk: Command) -> None:
    assert "berg                 nobody has logged reading it" in rk("code", "readings").out
    ran = rk("code", "read", "berg", "--memo", "They rely on her", "--as", "a")
    assert "berg is logged as read by a" in ran.out
    assert "no full text here" in ran.err
    out = rk("code", "readings").out
    assert "no full text" in out
    assert "They rely on her" in out
    assert "aas                  nobody has logged reading it" in out
    assert rk("undo", ran.out.split("reviewkit undo ")[1].split()[0], "--as", "a").status == 0
    assert json.loads(rk("code", "readings", "--json").out) == {"readings": [], "unread": ["berg", "aas"]}


def test_each_list_says_how_long_it_is_and_what_is_in_it(root: Path, rk: Command) -> None:
    did(
        rk,
        "code",
        "add",
        "berg",
        "-c",
        "trust",
        "-c",
        "haste",
        "-q",
        "No time to trust",
        "--relation",
        "contradicts",
    )
    did(rk, "code", "done", "aas", "--nothing-found")
    out = rk("code", "lists").out
    assert "no-theme (codes that count for no theme): 1\n    haste  Haste: 1 quote in 1 study, by a" in out
    assert "aas  Study 2: coded to the end by a" in out
    assert 'relying / trust, berg, a: "No time to trust"' in out
    assert "calm  Calm: no definition; no central concept; its name is one word" in out
    assert "parked (codes that are parked): none" in out
    only = rk("code", "lists", "candidates").out
    assert only == "candidates (candidate themes): 1\n    calm  Calm: 0 quotes in 0 studies\n"


def test_a_parked_code_leaves_the_list_of_codes_without_a_theme_and_comes_back(root: Path, rk: Command) -> None:
    did(rk, "code", "add", "berg", "-c", "haste", "-q", "No time")
    assert "haste is used in 1 study and counts for no theme" in rk("check").out
    did(rk, "codebook", "park", "haste", "--why", "we wait for more studies")
    assert "counts for no theme" not in rk("check").out
    assert "parked (codes that are parked): 1" in rk("code", "lists").out
    assert "no-theme (codes that count for no theme): none" in rk("code", "lists").out
    assert "park haste" in rk("codebook", "history").out
    did(rk, "codebook", "restore", "haste", "--why", "there are more now")
    assert "no-theme (codes that count for no theme): 1" in rk("code", "lists").out


def test_a_candidate_is_made_and_promoted(root: Path, rk: Command) -> None:
    did(rk, "codebook", "create", "near", "Being near", "--kind", "theme", "--candidate", "--why", "seen twice")
    assert "near  Being near" in rk("code", "lists", "candidates").out
    did(rk, "codebook", "promote", "near", "--why", "we agreed", "--phase", "4")
    assert "near" not in rk("code", "lists", "candidates").out


def test_a_list_that_is_none_is_a_usage_error(root: Path, rk: Command) -> None:
    ran = rk("code", "lists", "everything")
    assert (ran.status, "is not one of no-theme" in ran.err) == (2, True)


def test_nothing_acts_in_what_is_printed(root: Path, rk: Command) -> None:
    did(rk, "code", "read", "berg", "--memo", HOSTILE)
    did(rk, "code", "add", "berg", "-c", "trust", "-q", HOSTILE, "--relation", "contradicts")
    for words in (("readings",), ("lists",)):
        assert is_harmless(rk("code", *words))
