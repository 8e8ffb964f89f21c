"""What all commands share: printing that cannot act, files that are not replaced unasked, signs of work."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewkit.commands import shared
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.safe import plain
from tests.builders import review_folder
from tests.commands.reviews import HOSTILE
from tests.opened import steering

Captured = pytest.CaptureFixture[str]


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, *streams: str) -> None:
    """Let these streams say that they are a terminal."""
    for stream in streams:
        monkeypatch.setattr(getattr(sys, stream), "isatty", lambda: True, raising=False)


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_printed_acts(capsys: Captured, text: str) -> None:
    shared.echo(text)
    shared.warn(text)
    said = capsys.readouterr()
    assert said.out == said.err == plain(text) + "\n"


def test_json_is_ascii_and_reads_back(capsys: Captured) -> None:
    shared.echo_json({"title": HOSTILE})
    out = capsys.readouterr().out
    assert out.isascii()
    assert "\x1b" not in out
    assert json.loads(out) == {"title": HOSTILE}


def test_a_folder_in_a_review_is_that_review(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "review")
    (root / "searches" / "cinahl").mkdir(parents=True)
    assert shared.opened(root / "searches" / "cinahl").root == root
    with pytest.raises(ReviewkitError, match=r"there is no review\.yaml in it or above it"):
        shared.opened(tmp_path)


def test_the_width_is_the_terminal_s_and_120_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda stream: os.terminal_size((77, 20)))
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1)
    assert shared.terminal_width() == 77

    def none(stream: int) -> os.terminal_size:
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", none)
    assert shared.terminal_width() == 120


def test_options_that_cannot_go_together_are_named() -> None:
    shared.not_together(json=True, output=[], list="")
    with pytest.raises(typer.BadParameter, match="--dry-run and --output cannot be used together"):
        shared.not_together(dry_run=True, output=[Path("x")], json=False)


def test_a_file_that_is_there_is_replaced_with_force_only_where_nobody_can_be_asked(tmp_path: Path) -> None:
    path = tmp_path / "x"
    shared.may_replace(path, False)
    path.write_text("mine", encoding="utf-8")
    shared.may_replace(path, True)
    with pytest.raises(ReviewkitError, match="already exists and was not replaced"):
        shared.may_replace(path, False)


@pytest.mark.parametrize("answer", [True, False])
def test_at_a_terminal_the_person_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
    path = tmp_path / "x"
    path.write_text("mine", encoding="utf-8")
    on_a_terminal(monkeypatch, "stdin")
    asked: list[str] = []

    def confirm(text: str) -> bool:
        asked.append(text)
        return answer

    monkeypatch.setattr(typer, "confirm", confirm)
    if answer:
        shared.write_output(path, "new", False)
    else:
        with pytest.raises(ReviewkitError, match="was not replaced"):
            shared.write_output(path, "new", False)
    assert asked == [f"{path} already exists. Replace it?"]
    assert path.read_text(encoding="utf-8") == ("new" if answer else "mine")


def test_what_was_written_is_told_on_standard_error(tmp_path: Path, capsys: Captured) -> None:
    shared.write_output(tmp_path / "new" / "x", b"\x00\xff", False)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"wrote {tmp_path / 'new' / 'x'}\n")
    assert (tmp_path / "new" / "x").read_bytes() == b"\x00\xff"


def test_work_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert shared.with_spinner("thinking", lambda: 5) == 5
    with shared.progress("counting", 10) as moved:
        moved(3)
    assert capsys.readouterr() == ("", "")
    on_a_terminal(monkeypatch, "stderr")
    monkeypatch.setenv("TERM", "xterm")
    assert shared.with_spinner("thinking", lambda: 6) == 6
    with shared.progress("counting", 10) as moved:
        moved(10)
    said = capsys.readouterr()
    assert said.out == ""
    assert "thinking" in said.err
    assert "counting" in said.err


def test_a_file_name_is_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch, "stderr")
    assert shared.with_spinner("importing x[/y].ris", lambda: 5) == 5


def test_a_file_name_does_not_act_while_work_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    on_a_terminal(monkeypatch, "stderr")
    monkeypatch.setenv("TERM", "xterm")
    shared.with_spinner("importing x\u202e.ris", lambda: 5)
    assert "\u202e" not in capsys.readouterr().err


@pytest.mark.parametrize("ask", [shared.confirm, shared.ask, shared.ask_key], ids=["confirm", "ask", "ask_key"])
def test_no_question_acts(ask: Callable[[str], object], monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    on_a_terminal(monkeypatch, "stdout")
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    monkeypatch.setattr(typer, "getchar", lambda: "y")
    ask(HOSTILE)
    said = capsys.readouterr()
    assert "markup" in said.out + said.err
    assert steering(said.out + said.err) == []


def test_what_is_proposed_as_an_answer_does_not_act(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    on_a_terminal(monkeypatch, "stdout")
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert shared.ask("Note", HOSTILE) == plain(HOSTILE)
    assert steering(capsys.readouterr().out) == []


def test_no_step_of_work_acts_and_none_is_markup(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    on_a_terminal(monkeypatch, "stderr")
    monkeypatch.setenv("TERM", "xterm")
    with shared.steps() as advanced:
        advanced(f"reading {HOSTILE}[/b].ris", 1, 2)
    with shared.progress(f"comparing {HOSTILE}[/b]", 2) as moved:
        moved(1)
    shown = capsys.readouterr().err
    assert "[bold]markup[/bold] <b>[/b].ris" in shown.replace("\n", "")
    assert steering(shown) == []


def problems(count: int, level: Level = Level.WARNING) -> list[Problem]:
    return [Problem(Place("x", n), f"odd\x07 {n}", level) for n in range(1, count + 1)]


def test_the_first_problems_are_printed_and_the_rest_counted_without_notes(capsys: Captured) -> None:
    shared.report_problems([*problems(2, Level.NOTE), *problems(4), *problems(3, Level.ERROR)])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "x:1: odd\ufffd 1"
    assert len(lines) == 6
    assert lines[-1] == "... and 2 more: reviewkit check"
    shared.report_problems(tuple(problems(2)), most=2)
    assert len(capsys.readouterr().err.splitlines()) == 2
    shared.report_problems(problems(9, Level.NOTE))
    assert capsys.readouterr() == ("", "")
