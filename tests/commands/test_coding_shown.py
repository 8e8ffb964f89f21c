"""In a team that codes independently nobody sees what others coded of a study before all have finished it."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests import foreign
from tests.commands.reviews import HOSTILE, is_harmless
from tests.conftest import Command, Once


@pytest.fixture
def apart(coded: Path, rk: Command, once: Once) -> Path:
    """A team that codes independently: a has finished berg, b has begun."""

    def make() -> None:
        assert rk("protocol", "coding", "--team", "independent", "--as", "a").status == 0
        assert rk("code", "add", "berg", "-c", "trust", "-q", "words of a", "--as", "a").status == 0
        assert rk("code", "done", "berg", "--as", "a").status == 0
        assert rk("code", "add", "berg", "-c", "time", "-q", "words of b", "--as", "b").status == 0

    once("apart", coded.parent, make)
    return coded


COMMANDS = [("code",), ("code", "quotes"), ("matrix",), ("matrix", "--level", "code"), ("code", "review")]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("who", "hidden"), [("a", ["b"]), ("b", ["a"]), ("", ["a", "b"])])
def test_nothing_of_others_is_in_what_a_coder_is_shown(
    apart: Path, rk: Command, command: tuple[str, ...], who: str, hidden: list[str]
) -> None:
    me = ("--as", who) if who else ()
    for ran in (rk(*command, *me), rk(*command, *me, "--json")):
        assert ran.status in (0, 1)
        assert not [one for one in hidden if f"words of {one}" in ran.out]
        assert "what others coded in this study is shown once 2 people" in ran.err
    assert _closed(rk(*command, *me, "--json").out) == ["berg"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_once_both_have_finished_everybody_sees_everything(
    apart: Path, rk: Command, command: tuple[str, ...]
) -> None:
    assert rk("code", "done", "berg", "--as", "b").status == 0
    for me in (("--as", "a"), ("--as", "b"), ()):
        ran = rk(*command, *me, "--json")
        assert ran.err == ""
        assert _closed(ran.out) == []
    assert "words of a" in rk("code", "quotes", "--as", "b").out


@pytest.mark.parametrize(("who", "quotes"), [("a", ["words of a"]), ("b", []), ("", [])])
def test_a_finding_has_no_quote_of_others_behind_it_before_the_study_is_open(
    apart: Path, rk: Command, who: str, quotes: list[str]
) -> None:
    me = ("--as", who) if who else ()
    assert rk("finding", "add", "They trust each other", "--key", "f", "-c", "trust", "--as", "a").status == 0
    for command in (("finding", "list"), ("finding", "table")):
        ran = rk(*command, *me, "--json")
        (found,) = json.loads(ran.out)["findings"]
        assert [one["quote"] for one in found["behind"]] == quotes
        assert [one["study"] for one in found["contributing"]] == (["berg"] if quotes else [])
        assert "what others coded in this study is shown once 2 people" in ran.err
        assert ("1 quote" in rk(*command, *me).out) is bool(quotes)
    assert _closed(rk("finding", "list", *me, "--json").out) == ["berg"]
    assert json.loads(rk("finding", "table", *me, "--json").out)["missing"]["not_coded"] == ["berg"]


def test_a_contradiction_that_others_found_is_not_told_before_the_study_is_open(apart: Path, rk: Command) -> None:
    against = ("code", "add", "berg", "-c", "trust", "-q", "no trust at all", "--relation", "contradicts")
    assert rk(*against, "--as", "a").status == 0
    assert rk("finding", "add", "They trust each other", "--key", "f", "-c", "trust", "--as", "a").status == 0
    assert "1 quote contradicts what the finding 'f' sums up" in rk("finding", "list", "--as", "a").err
    assert "contradict" not in rk("finding", "list", "--as", "b").err
    assert "contradict" not in rk("check").out
    assert rk("code", "done", "berg", "--as", "b").status == 0
    assert "1 quote contradicts what the finding 'f' sums up" in rk("finding", "list", "--as", "b").err
    assert "1 quote contradicts what the finding 'f' sums up" in rk("check").out


def test_a_matrix_of_hidden_codings_says_not_assessed_and_is_a_draft(apart: Path, rk: Command) -> None:
    found = json.loads(rk("matrix", "--json", "--as", "b").out)
    assert found["cells"] == {"berg": {"trust": "not-assessed", "time": "present"}}
    assert (found["finished"], found["missing"]["not_coded"]) == (False, ["berg"])


def test_a_study_that_others_have_begun_is_not_said_to_be_coded_by_nobody(apart: Path, rk: Command) -> None:
    assert "nobody" not in rk("code").out


def test_marks_on_split_codes_are_shown_to_whoever_may_see_them(apart: Path, rk: Command) -> None:
    split = (
        "codebook",
        "split",
        "trust",
        "--into",
        "faith=Faith",
        "--into",
        "hope=Hope",
        "--why",
        "two things",
        "--as",
        "a",
    )
    assert rk(*split).status == 0
    assert "words of a" in rk("codebook", "--as", "a").out
    assert "words of a" not in rk("codebook", "--as", "b").out
    assert "words of a" not in rk("codebook").out


def test_what_a_coder_wrote_cannot_act_in_the_terminal_of_a_reviewer(coded: Path, rk: Command) -> None:
    assert rk("code", "add", "berg", "-c", "trust", "-q", HOSTILE, "-p", HOSTILE, "--as", "a").status == 0
    (quote,) = json.loads(rk("code", "review", "--as", "b", "--json").out)["waiting"]
    rk("code", "review", quote["event"], "--question", "--why", HOSTILE, "--as", "b")
    assert is_harmless(rk("code", "review", "--as", "b"))


def _closed(printed: str) -> Any:
    return json.loads(printed)["closed"]


def _with_finding(rk: Command) -> str:
    """A finding of a, on a quote of each; that of b contradicts it. The id of the quote of b."""
    assert (
        rk(
            "code", "add", "berg", "-c", "trust", "--relation", "contradicts", "-q", "against, by b", "--as", "b"
        ).status
        == 0
    )
    quotes = json.loads(rk("code", "quotes", "--as", "b", "--json").out)["quotes"]
    (event,) = [one["event"] for one in quotes if one["quote"] == "against, by b"]
    add = ("finding", "add", "They trust.", "--key", "f", "--code", "trust", "--code", "time", "--as", "a")
    assert rk(*add).status == 0
    return str(event)


def _findings(rk: Command, *args: str) -> dict[str, Any]:
    return dict(json.loads(rk("finding", "list", *args, "--json").out))


@pytest.mark.parametrize(("who", "hidden"), [("a", ["b"]), ("b", ["a"]), ("", ["a", "b"])])
@pytest.mark.parametrize("command", [("finding", "list"), ("finding", "table")], ids=" ".join)
def test_a_finding_shows_no_quote_and_no_count_of_others_before_a_study_opens(
    apart: Path, rk: Command, command: tuple[str, ...], who: str, hidden: list[str]
) -> None:
    _with_finding(rk)
    me = ("--as", who) if who else ()
    for ran in (rk(*command, *me), rk(*command, *me, "--json")):
        assert ran.status == 0
        assert not [one for one in hidden if f"words of {one}" in ran.out or f"by {one}" in ran.out]
        assert "what others coded in this study is shown once 2 people" in ran.err
    (one,) = _findings(rk, *me)["findings"]
    assert [each["coder"] for each in (*one["behind"], *one["contradicting"])] == {
        "a": ["a"],
        "b": ["b", "b"],
        "": [],
    }[who]


def test_check_says_nothing_of_a_finding_that_others_may_not_know_yet(apart: Path, rk: Command) -> None:
    event = _with_finding(rk)
    codes = [one["code"] for one in json.loads(rk("check", "--json").out)]
    assert not {"finding-contradicted", "finding-without-evidence", "finding-names"} & set(codes)
    revised = rk("finding", "revise", "f", "-q", event, "--why", "rests on it", "--as", "b")
    assert revised.status == 0
    assert _findings(rk, "--as", "a")["problems"] == []
    assert rk("finding", "revise", "f", "-q", "", "--why", "it does not", "--as", "b").status == 0
    assert rk("code", "done", "berg", "--as", "b").status == 0
    codes = [one["code"] for one in json.loads(rk("check", "--json").out)]
    assert "finding-contradicted" in codes
    (one,) = _findings(rk)["findings"]
    assert len([*one["behind"], *one["contradicting"]]) == 3


def test_a_notebook_has_no_finding_with_what_is_not_open_to_all(apart: Path, rk: Command) -> None:
    from reviewkit.frames import read_review

    _with_finding(rk)
    frame = read_review(apart).findings
    assert "words of" not in str(frame.to_dict())
    assert len(frame) == 1


def test_where_a_quote_came_from_is_shown_to_those_alone_who_may_see_the_quote(
    apart: Path, rk: Command, tmp_path: Path
) -> None:
    there = foreign.qualcoder(
        tmp_path / "hidden.qda", "berg", "Nobody sees this.", ("Nobody sees this.", 1, "kari")
    )
    assert rk("code", "import", str(there), "--keep-lost", "--as", "a").status == 0
    out = tmp_path / "out.qdpx"
    for who, is_shown in (("a", True), ("b", False)):
        for command in (*COMMANDS, ("code", "quotes", "--by", "study"), ("finding", "list"), ("check",)):
            me = () if command == ("check",) else ("--as", who)
            shown = rk(*command, *me).out + rk(*command, *me, "--json").out
            assert is_shown or not any(one in shown for one in ("hidden.qda", "kari", "2026-02-03"))
        assert ("hidden.qda, kari, 2026-02-03" in rk("code", "quotes", "--as", who).out) is is_shown
        assert rk("code", "export", str(out), "--force", "--as", who).status == 0
        assert (b'name="kari"' in ZipFile(out).read("project.qde")) is is_shown
        for kind in ("csv", "xlsx"):
            assert rk("code", "export", str(tmp_path / f"out.{kind}"), "--force", "--as", who).status == 0
        assert "kari" not in (tmp_path / "out.csv").read_text(encoding="utf-8")
