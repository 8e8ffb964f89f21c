"""protocol: what the team agreed is shown, and changed one thing at a time."""

import json
from pathlib import Path

import pytest

from tests.commands.reviews import contents, said
from tests.conftest import Command


def shown(rk: Command) -> dict[str, object]:
    printed: dict[str, object] = json.loads(rk("protocol", "--json").out)
    return printed


def test_the_protocol_is_shown_in_words(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    rk("init", tmp_path, "--title", "Care", "-r", "kari=Kari Berg:screens,settles", "--stages", "one")
    monkeypatch.chdir(tmp_path)
    assert rk("protocol", "reviewer", "kari", "--until", "2030-01-31", "--as", "kari").status == 0
    lines = rk("protocol").out.splitlines()
    assert lines[:4] == [
        "title: Care",
        "language: en",
        "stage screening: 1 per record, consensus all, maybe counts as discuss",
        "reviewer kari: Kari Berg, screens, settles, until 2030-01-31",
    ]
    assert "reason population: Wrong population" in lines
    text = (tmp_path / "review.yaml").read_text(encoding="utf-8")
    text = text.replace("  - id: kari\n", '  - {id: robot, kind: tool, model: ELAS, version: "2"}\n  - id: kari\n')
    (tmp_path / "review.yaml").write_text(text, encoding="utf-8")
    assert "reviewer robot: robot (ELAS, version 2), tool" in rk("protocol").out.splitlines()


def test_single_things_are_set_and_the_change_can_be_undone(ready: Path, rk: Command) -> None:
    before = (ready / "review.yaml").read_text(encoding="utf-8")
    ran = rk(
        "protocol", "set", "--title", "New: title", "--consensus", "one-include", "--as", "a", "--note", "so it is"
    )
    assert ran.status == 0
    assert ran.out.startswith("review.yaml was changed; to undo this: reviewkit undo a-")
    assert shown(rk)["title"] == "New: title"
    assert "so it is" in (ready / "agreements" / "a.jsonl").read_text(encoding="utf-8")
    assert rk("undo", ran.out.split()[-1], "--as", "a").status == 0
    assert (ready / "review.yaml").read_text(encoding="utf-8") == before


def test_what_is_so_already_is_said(ready: Path, rk: Command) -> None:
    title = str(shown(rk)["title"])
    before = contents(ready)
    assert rk("protocol", "set", "--title", title, "--as", "a").out == (
        "review.yaml says so already; nothing was changed\n"
    )
    assert {name for name in contents(ready) if name not in before} <= {ready / "agreements" / "a.jsonl"}


def test_a_reviewer_is_added_changed_and_removed(ready: Path, rk: Command) -> None:
    def people() -> dict[str, dict[str, object]]:
        return {one["id"]: one for one in shown(rk)["reviewers"]}  # type: ignore[attr-defined]

    assert rk("protocol", "reviewer", "zoe", "--name", "Zoë", "--role", "screens", "--as", "a").status == 0
    assert (people()["zoe"]["name"], people()["zoe"]["roles"]) == ("Zoë", ["screens"])
    for day, said_day in (("2026-01-31", "2026-01-31"), ("", None)):
        assert rk("protocol", "reviewer", "zoe", "--from", day, "--as", "a").status == 0
        assert (people()["zoe"]["name"], people()["zoe"]["from"]) == ("Zoë", said_day)
    assert rk("protocol", "reviewer", "zoe", "--remove", "--as", "a").status == 0
    assert "zoe" not in people()


def test_a_reason_is_added_renamed_and_removed(ready: Path, rk: Command) -> None:
    def labels() -> dict[str, dict[str, str]]:
        return {one["id"]: one["labels"] for one in shown(rk)["reasons"]}  # type: ignore[attr-defined]

    for label in ("Wrong age", "Other age"):
        assert rk("protocol", "reason", "age", "--label", label, "--as", "a").status == 0
        assert labels()["age"] == {"en": label}
    assert rk("protocol", "reason", "age", "--remove", "--as", "a").status == 0
    assert "age" not in labels()


def test_questions_are_replaced_and_shown(ready: Path, rk: Command) -> None:
    rk("protocol", "questions", "What helps?", "Whom: nurses?", "--as", "a")
    assert shown(rk)["questions"] == [{"en": "What helps?"}, {"en": "Whom: nurses?"}]
    assert "question: Whom: nurses?" in rk("protocol").out
    rk("protocol", "questions", "", "--as", "a")
    assert shown(rk)["questions"] == []


def test_criteria_are_replaced_list_by_list(ready: Path, rk: Command) -> None:
    rk("protocol", "criteria", "--include", "Adults", "--include", "At home", "--exclude", "Rats", "--as", "a")
    rk("protocol", "criteria", "--exclude", "", "--as", "a")
    assert shown(rk)["criteria"] == {"include": [{"en": "Adults"}, {"en": "At home"}], "exclude": []}


def test_words_to_highlight_are_written(ready: Path, rk: Command) -> None:
    assert rk("protocol", "highlight", "--include", "nurse", "--as", "a").status == 0
    assert (ready / "review.yaml").read_text(encoding="utf-8").endswith("highlight:\n  include: [nurse]\n")
    assert rk("check").status == 0


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["set", "--as", "a"], 2, "say what to change"),
        (["set", "--stages", "three", "--as", "a"], 1, "stages is 'three'. It can be: one, two"),
        (["set", "--title", "x"], 1, "Say who you are"),
        (["set", "--consensus", "some", "--as", "a"], 2, "one-include"),
        (["reviewer", "b", "--role", "boss", "--as", "a"], 2, "'boss' is not a role. It can be: screens"),
        (["reviewer", "b", "--until", "soon", "--as", "a"], 2, "write it as 2026-01-31"),
        (["reviewer", "zoe", "--remove", "--as", "a"], 2, "there is no reviewer 'zoe'; there are: a"),
        (["reviewer", "a", "--remove", "--as", "a"], 1, "has worked in this review"),
        (["reviewer", "A B", "--as", "a"], 1, "cannot be a reviewer's id"),
        (["reason", "x", "--as", "a"], 2, "--label"),
        (["reason", "x", "--remove", "--as", "a"], 2, "there is no reason 'x'"),
        (["criteria", "--as", "a"], 2, "--include or --exclude"),
        (["highlight", "--as", "a"], 2, "--include or --exclude"),
    ],
)
def test_what_cannot_be_changed_is_told_and_nothing_is_written(
    ready: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = (ready / "review.yaml").read_bytes()
    ran = rk("protocol", *args)
    assert ran.status == status
    assert why in said(ran)
    assert (ready / "review.yaml").read_bytes() == before


def test_a_change_as_json_names_the_event(ready: Path, rk: Command) -> None:
    printed = json.loads(rk("protocol", "set", "--title", "x", "--as", "a", "--json").out)
    assert printed["file"] == "review.yaml"
    assert len(printed["events"]) == 1
    assert json.loads(rk("protocol", "set", "--title", "x", "--as", "a", "--json").out)["events"] == []


def test_how_studies_are_coded_is_set_shown_and_taken_out_again(ready: Path, rk: Command) -> None:
    assert shown(rk)["coding"] == {"analysis": None, "team": None, "coders_per_study": 1}
    before = (ready / "review.yaml").read_text(encoding="utf-8")
    coding = ("protocol", "coding", "--as", "a")
    ran = rk(*coding, "--analysis", "reflexive-ta", "--team", "sequential", "--people", "2")
    assert ran.status == 0
    assert "JBI advises scoping reviews against thematic synthesis" in ran.err
    assert shown(rk)["coding"] == {"analysis": "reflexive-ta", "team": "sequential", "coders_per_study": 2}
    lines = rk("protocol").out.splitlines()
    assert {"analysis of what is coded: reflexive-ta", "people who code: sequential, 2 per study"} <= set(lines)
    assert rk(*coding, "--analysis", "", "--team", "").err == ""
    assert (ready / "review.yaml").read_text(encoding="utf-8") == f"{before}coders_per_study: 2\n"


@pytest.mark.parametrize("analysis", ["descriptive-content", "framework"])
def test_an_analysis_that_jbi_has_no_advice_against_gets_none(ready: Path, rk: Command, analysis: str) -> None:
    assert "JBI" not in rk("protocol", "coding", "--analysis", analysis, "--as", "a").err


def test_a_way_of_coding_that_there_is_not_is_refused(ready: Path, rk: Command) -> None:
    before = contents(ready)
    for option, word in (("--team", "alone"), ("--analysis", "grounded")):
        ran = rk("protocol", "coding", option, word, "--as", "a")
        assert ran.status != 0
        assert f"is '{word}'. It can be: " in ran.err
    assert rk("protocol", "coding", "--as", "a").status == 2
    assert {name for name in contents(ready) if contents(ready)[name] != before.get(name)} <= {
        ready / "agreements" / "a.jsonl"
    }
