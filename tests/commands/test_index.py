"""The index names every command with the first words of its help, and loads one where it is run."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand
from typer.main import get_command

from reviewkit.cli import COMMANDS, app
from reviewkit.commands.index import Entry, index_of, loaded
from tests.commands.reviews import HOSTILE
from tests.conftest import Command
from tests.faults.hostile import on_a_terminal
from tests.opened import steering


@pytest.mark.parametrize("name", COMMANDS)
def test_the_index_says_what_the_command_says_of_itself(name: str) -> None:
    first = (loaded(name, COMMANDS[name]).help or "").split("\n\n")[0]
    assert COMMANDS[name].help == " ".join(first.split())


def test_the_commands_are_those_of_the_index_in_its_order() -> None:
    group = get_command(app)
    commands = group.commands  # type: ignore[attr-defined]
    assert list(commands) == list(COMMANDS) == [name for name, _ in commands.items()]
    assert len(commands) == len(COMMANDS) == len(commands.values())
    assert "status" in commands
    assert "nothing" not in commands
    assert commands.get("nothing") is None
    assert isinstance(commands.get("status"), TyperCommand)


@pytest.mark.parametrize(
    ("words", "imported"), [("--help", []), ("--version", []), ("merge --help", ["groups", "shared", "undo"])]
)
def test_only_the_command_that_is_run_is_imported(words: str, imported: list[str]) -> None:
    code = (
        "import sys, contextlib, io\n"
        "from reviewkit.cli import app\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    app({words.split()!r})\n"
        "print(*sorted(name[19:] for name in sys.modules if name.startswith('reviewkit.commands.')))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(ran.stdout.split()) - {"index"} <= set(imported)


def test_a_command_that_is_not_there_is_named_with_the_nearest_one(rk: Command) -> None:
    ran = rk("stat")
    assert ran.status == 2
    assert "Did you mean 'status'?" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        (HOSTILE,),
        (f"--{HOSTILE}",),
        ("screen", "decide", "x", "-d", HOSTILE),
        ("sources", "--separator", HOSTILE),
        ("protocol", "reviewer", "a", "--role", HOSTILE),
        ("dedupe", "review", "--as", "a", "--part", HOSTILE),
    ],
)
def test_what_was_typed_does_not_act_in_an_error_of_usage(root: Path, words: tuple[str, ...]) -> None:
    ran = on_a_terminal(*words)
    assert ran.status == 2
    assert "markup" in ran.err
    assert steering(ran.err) == []


def test_a_usage_error_of_our_own_is_made_harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    """typer makes its own harmless from 0.29 on; what our commands say in one, and older versions, need us."""

    def refuse(word: str) -> str:
        raise typer.BadParameter(f"not {word}")

    monkeypatch.setattr("reviewkit.commands.show.sources", refuse, raising=True)
    group = index_of({"say": Entry("show:sources", "x")})
    with pytest.raises(typer.BadParameter) as said:
        group(name="x").main(["say", "\x1b]0;gone\x07"], standalone_mode=False)
    assert said.value.message == "not \ufffd]0;gone\ufffd"
