"""searches history and reruns: a saved history is read, and a search that was run again is shown beside the first."""

import json
import sys
from pathlib import Path

import pytest

from reviewkit import limits
from reviewkit.cli import main
from tests.commands.reviews import HOSTILE, imported, is_harmless
from tests.conftest import Command
from tests.exchange import histories


def test_a_history_is_read_from_a_file(root: Path, rk: Command) -> None:
    file = root.parent / "history.txt"
    file.write_text(histories.EBSCO_TABS, encoding="utf-8")
    ran = rk("searches", "history", file, "--source", "cinahl", "--as", "a")
    assert ran.status == 0
    assert ran.out.startswith(
        "cinahl: 4 lines of a search history of EBSCOhost, the last with 113 hits; to undo this: reviewkit undo a-"
    )
    again = rk("searches", "history", file, "--source", "cinahl", "--as", "a")
    assert again.out == "searches.yaml says so already; nothing was changed\n"


def test_what_is_wrong_with_a_history_names_its_file(root: Path, rk: Command) -> None:
    file = root.parent / "history.txt"
    file.write_text("S1  covid 19 345\n", encoding="utf-8")
    ran = rk("searches", "history", file, "--source", "cinahl", "--as", "a")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(f"reviewkit: {file}: line 1 (S1): the hits can be 345 or 19345: ")
    pasted = rk("searches", "history", "-", "--source", "cinahl", "--as", "a", typed="S1  covid 19 345\n")
    assert pasted.err.startswith("reviewkit: line 1 (S1): ")


def test_a_history_is_pasted_and_its_problems_are_shown(root: Path, rk: Command) -> None:
    pasted = "S1\tnurse*\t5\nS2\tS1 AND home\t9\n"
    ran = rk("searches", "history", "-", "--source", "other", "--as", "a", "--json", typed=pasted)
    told = json.loads(ran.out)
    assert (told["lines"], told["hits"], told["platform"], told["date"]) == (2, 9, "", None)
    assert "line S2 has 9 hits" in ran.err
    assert "search-line" in {problem["code"] for problem in told["problems"]}


def test_a_pasted_history_in_windows_1252_keeps_its_letters(
    root: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = root.parent / "history.txt"
    file.write_bytes("S1\tjordmødre\t5\n".encode("cp1252"))
    with file.open(encoding="utf-8", errors="replace") as pasted:
        monkeypatch.setattr("reviewkit.commands.histories.sys.stdin", pasted)
        monkeypatch.setattr(sys, "argv", ["reviewkit", *"searches history - --source x --as a".split()])
        with pytest.raises(SystemExit):
            main()
    assert "jordmødre" in (root / "searches.yaml").read_text(encoding="utf-8")


def test_a_last_line_without_hits_is_said(root: Path, rk: Command) -> None:
    file = root.parent / "history.txt"
    file.write_text("S1\tnurse*\n", encoding="utf-8")
    ran = rk("searches", "history", file, "--source", "other", "--as", "a")
    assert ran.out.startswith("other: 1 line of a search history, the last with no hits shown; to undo")


def test_a_history_cannot_steer_the_terminal(root: Path, rk: Command) -> None:
    file = root.parent / "history.txt"
    file.write_text(f"S1\t{HOSTILE}\t5\nS2\tS1 AND {HOSTILE}\t9\n", encoding="utf-8")
    assert is_harmless(rk("searches", "history", file, "--source", "other", "--as", "a"))
    assert is_harmless(rk("check", "--notes"))


def test_a_search_that_was_run_again_is_shown_beside_the_first(root: Path, rk: Command) -> None:
    assert rk("searches", "reruns").out.startswith("No search was run again.")
    imported(root, rk, first=[{"TI": "One report"}], again=[{"TI": "Another report"}, {"TI": "A third report"}])
    rk("searches", "describe", "first", "--hits", "1", "--date", "2026-01-31", "--as", "a")
    rk("searches", "describe", "again", "--set", "rerun_of=first", "--as", "a")
    assert rk("searches", "reruns").out == (
        "again (no date): hits not stated, 2 records imported, 2 reports not in an earlier run\n"
        "  first (2026-01-31): 1 hit, 1 imported\n"
    )
    (told,) = json.loads(rk("searches", "reruns", "--json").out)
    assert (told["source"], told["rerun_of"], told["new_reports"]) == ("again", "first", 2)


def test_who_reviewed_a_strategy_is_described_and_removed(root: Path, rk: Command) -> None:
    rk("searches", "describe", "x", "--database", "X", "--as", "a")
    rk("searches", "describe", "x", "--set", "press=Grete", "--set", "press_date=2026-01-20", "--as", "a")

    def press() -> object:
        return next(one for one in json.loads(rk("searches", "--json").out) if one["source"] == "x")["press"]

    assert press() == {"by": "Grete", "date": "2026-01-20", "note": ""}
    rk("searches", "describe", "x", "--set", "press_note=two terms", "--as", "a")
    assert press() == {"by": "Grete", "date": "2026-01-20", "note": "two terms"}
    rk("searches", "describe", "x", "--set", "press=", "--as", "a")
    assert press() is None


def test_queries_are_checked_and_remarks_have_their_place(root: Path, rk: Command) -> None:
    pytest.importorskip("search_query", reason="search-query is an extra")
    rk("searches", "history", "-", "--source", "x", "--as", "a", typed="S1\t(nurse*\t5\nS2\tS1 AND home\t4\n")
    rk("searches", "describe", "x", "--platform", "EBSCOhost", "--as", "a")
    ran = rk("searches", "lint", "x")
    assert ran.status == 0
    assert ": error: x, line S1: Unbalanced opening parenthesis (unbalanced-parentheses)\n" in ran.out
    assert ran.out.endswith("1 line checked, 1 remark\n")
    (told,) = json.loads(rk("searches", "lint", "x", "--json").out)["findings"]
    assert (told["number"], told["serious"], told["code"]) == ("S1", True, "PARSE_0002")


def test_a_line_that_is_too_long_is_told_as_not_checked(
    root: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "QUERY", 10)
    rk("searches", "history", "-", "--source", "x", "--as", "a", typed="S1\tnurse* OR home\t5\n")
    rk("searches", "describe", "x", "--platform", "EBSCOhost", "--as", "a")
    ran = rk("searches", "lint", "x")
    assert ": note: x, line S1: this line was not checked: it has more than 10 letters (not-checked)\n" in ran.out
    assert ran.out.endswith("0 lines checked, 1 remark\n")
    linted = json.loads(rk("searches", "lint", "x", "--json").out)
    assert linted["lines"] == 0
    (told,) = linted["findings"]
    assert (told["number"], told["serious"], told["code"]) == ("S1", False, "not-checked")
