"""codebook: what is printed of changes to a codebook, and of its history."""

import json
from pathlib import Path

import pytest

from tests.codebooks import BOOK
from tests.conftest import Command
from tests.folders import begin, decide, ready_to_code


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An included study and the codebook, as the current folder."""
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg")
    decide(folder, "a", 1, "y")
    (folder.root / "codebooks" / "themes.yaml").write_text(BOOK, encoding="utf-8")
    monkeypatch.chdir(folder.root)
    return folder.root


def done(rk: Command, *words: str, by: str = "a") -> str:
    ran = rk("codebook", *words, "--why", "because we agreed", "--as", by)
    assert ran.status == 0, ran.err
    return str(ran.out)


def test_one_command_says_why_two_themes_were_merged(root: Path, rk: Command) -> None:
    done(rk, "rename", "time", "Haste")
    said = done(rk, "merge", "closeness", "--into", "trust", "--phase", "4", by="b")
    assert "merge closeness into trust" in said
    out = rk("codebook", "history", "closeness").out
    assert "b  merge closeness into trust (phase 4)" in out
    assert "why: because we agreed" in out
    assert "closeness status: retired" in out
    assert "trust aliases: confidence -> confidence, closeness" in out
    assert "the codebook as it was found: 5 codes" in out
    assert "rename time" not in out
    assert "rename time" in rk("codebook", "history").out


def test_every_change_is_a_command(root: Path, rk: Command) -> None:
    for words in (
        ("create", "calm", "A calm home", "--kind", "theme", "--definition", "No haste"),
        ("rename", "trust", "Tiltru", "-l", "nn"),
        ("redefine", "trust", "--set", "memo=Was called confidence", "--set", "definition="),
        ("move", "knows_me", "calm"),
        ("split", "time", "--into", "haste=Haste", "--into", "slowness=Time enough"),
        ("retire", "same_face"),
        ("restore", "same_face"),
        ("promote", "knows_me"),
        ("demote", "knows_me", "--parent", "trust"),
        ("merge", "calm", "closeness", "--into", "trust"),
        ("version", "2"),
    ):
        done(rk, *words)
    past = json.loads(rk("codebook", "history", "--json").out)
    assert [one["op"] for one in past] == (
        "version create rename redefine move split retire restore promote demote merge version".split()
    )
    assert {one["why"] for one in past[1:]} == {"because we agreed"}
    assert "codebooks/" not in rk("check").out
    assert "nothing is different" in rk("codebook", "diff", "2").out
    out = rk("codebook", "diff").out
    assert "create calm" in out
    assert "merge closeness into trust" in out
    between = json.loads(rk("codebook", "diff", past[1]["event"], past[2]["event"], "--json").out)
    assert [(step["op"], step["codes"]) for step in between["steps"]] == [("rename", ["trust"])]


def test_a_change_by_hand_is_listed_and_accepted(root: Path, rk: Command) -> None:
    assert "history: none yet" in rk("codebook").out
    done(rk, "accept")
    path = root / "codebooks" / "themes.yaml"
    path.write_text(BOOK.replace("She knows me", "Knows me"), encoding="utf-8")
    out = rk("codebook").out
    assert "changed by hand" in out
    assert "knows_me label: She knows me -> Knows me" in out
    assert "codebook accept" in rk("check").out
    assert "rename knows_me" in done(rk, "accept", by="b")
    assert "changed by hand" not in rk("codebook").out


def test_status_lists_the_quotes_of_a_split_code_and_undo_takes_the_split_back(root: Path, rk: Command) -> None:
    assert rk("code", "add", "berg", "-c", "time", "-q", "No time at all", "--as", "a").status == 0
    said = done(rk, "split", "time", "--into", "haste=Haste", "--into", "calm=Calm")
    assert "history of the codebook themes begins here" in said
    out = rk("codebook").out
    assert 'time was split into haste, calm. To give to one of them, by a: berg, "No time at all"' in out
    name = said.split("reviewkit undo ")[1].split()[0]
    assert rk("undo", name, "--as", "b", "--note", "not needed").status == 0
    assert (root / "codebooks" / "themes.yaml").read_text(encoding="utf-8") == BOOK
    assert "undone by b" in rk("codebook", "history", "time").out


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("split", "time", "--into", "haste", "--into", "calm=Calm", "--why", "w"), 2, "KEY=TEXT"),
        (("redefine", "time", "--set", "colour=red", "--why", "w"), 2, "is not one of"),
        (("create", "calm", "Calm", "--kind", "thing", "--why", "w"), 2, "is not one of"),
        (("retire", "time"), 2, "--why"),
        (("retire", "nobody", "--why", "w"), 1, "No codebook has the code"),
        (("diff", "yesterday"), 1, "is no version of the codebook"),
    ],
)
def test_what_is_typed_wrongly_changes_nothing(
    words: tuple[str, ...], status: int, said: str, root: Path, rk: Command
) -> None:
    ran = rk("codebook", *words, *(("--as", "a") if words[0] != "diff" else ()))
    assert ran.status == status
    assert said in ran.err
    assert (root / "codebooks" / "themes.yaml").read_text(encoding="utf-8") == BOOK


def test_a_folder_without_a_codebook_says_so(root: Path, rk: Command) -> None:
    (root / "codebooks" / "themes.yaml").unlink()
    assert "no codebook yet" in rk("codebook").out
    assert rk("codebook", "retire", "time", "--why", "w", "--as", "a").status == 1


def test_lineage_is_drawn_once_something_was_merged_or_split(root: Path, rk: Command) -> None:
    assert "nothing to draw" in rk("codebook", "lineage", "-o", "lineage.svg").err
    done(rk, "merge", "closeness", "--into", "trust")
    assert rk("codebook", "lineage", "-o", "lineage.gif").status == 2
    assert rk("codebook", "lineage", "-o", "lineage.svg", "-o", "lineage.png", "-l", "nb").status == 0
    assert "slått sammen av a" in (root / "lineage.svg").read_text(encoding="utf-8")
    assert (root / "lineage.png").read_bytes().startswith(b"\x89PNG")
    assert rk("codebook", "lineage", "-o", "lineage.html").status == 0
    assert rk("codebook", "lineage", "-o", "lineage.mmd").status == 0
    assert (root / "lineage.mmd").read_text(encoding="utf-8").startswith("flowchart LR\n")
    assert 'href="#part-1"><g id="box-node1">' in (root / "lineage.html").read_text(encoding="utf-8")


def test_a_change_that_came_without_its_file_is_not_said_to_be_made_by_hand_alone(root: Path, rk: Command) -> None:
    file = root / "codebooks" / "themes.yaml"
    assert rk("codebook", "rename", "time", "Hours", "--why", "clearer", "--as", "a").status == 0
    renamed = file.read_bytes()
    file.write_text(file.read_text("utf-8").replace("Hours", "Time"), "utf-8")
    shown = rk("codebook").out
    assert "in the history, and not in this file: rename time (by a)" in shown
    assert "reviewkit codebook reject" in shown
    assert rk("codebook", "reject", "--why", "it came later", "--as", "a").status == 0
    assert file.read_bytes() == renamed
    file.write_text(file.read_text("utf-8").replace("Hours", "Minutes"), "utf-8")
    assert "not in this file" not in rk("codebook").out


def test_a_codebook_that_cannot_be_read_is_not_said_to_be_none(root: Path, rk: Command) -> None:
    (root / "codebooks" / "themes.yaml").write_text("codes:\n\ttrust: x\n", encoding="utf-8")
    for words in (["codebook", "status"], ["code", "mark", "berg", "-c", "trust", "--as", "a"]):
        ran = rk(*words)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith("reviewkit: no codebook could be read:\ncodebooks/themes.yaml:2: ")
    (root / "codebooks" / "themes.yaml").unlink()
    assert rk("codebook", "status").out == "There is no codebook yet. Write one: codebooks/themes.yaml\n"
