"""`reviewkit dedupe` runs without the name of a command, and old ways to write one go on working."""

from typing import Annotated

import click
import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from reviewkit.commands.groups import OldForm, group, with_command

OLD = {
    "--review": OldForm(("review",)),
    "--same": OldForm(("same",), values=2),
    "--answers": OldForm(("answers",), values=1),
    "--preview": OldForm(("update", "--dry-run")),
}


@pytest.fixture
def app() -> typer.Typer:
    """A group whose commands print what they were given."""
    made = group("Help for the group.", "run", OLD)

    @made.command()
    def run(
        files: Annotated[list[str] | None, typer.Argument()] = None,
        folder: Annotated[str, typer.Option("--folder", "-C")] = "",
        as_: Annotated[str, typer.Option("--as")] = "",
    ) -> None:
        typer.echo(f"run {files or []} {folder} {as_}")

    @made.command()
    def review(
        folder: Annotated[str, typer.Option("--folder", "-C")] = "", as_: Annotated[str, typer.Option("--as")] = ""
    ) -> None:
        typer.echo(f"review {folder} {as_}")

    @made.command()
    def same(first: str, second: str, note: Annotated[str, typer.Option()] = "") -> None:
        typer.echo(f"same {first} {second} {note}")

    @made.command()
    def answers(file: str) -> None:
        typer.echo(f"answers {file}")

    @made.command()
    def update(dry_run: Annotated[bool, typer.Option("--dry-run")] = False) -> None:
        typer.echo(f"update {dry_run}")

    return made


def ran(app: typer.Typer, *words: str) -> tuple[int, str, str]:
    """Exit status, what was printed, and what went to standard error."""
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout.strip(), done.stderr.strip()


def out(app: typer.Typer, *words: str) -> str:
    status, said, wrong = ran(app, *words)
    assert status == 0, wrong
    return said


def test_without_a_command_the_default_runs(app: typer.Typer) -> None:
    assert out(app) == "run []"
    assert out(app, "--as", "a") == "run []  a"
    assert out(app, "x.ris", "y.ris") == "run ['x.ris', 'y.ris']"
    assert out(app, "-C", "folder", "x.ris") == "run ['x.ris'] folder"


def test_a_command_that_is_named_runs(app: typer.Typer) -> None:
    assert out(app, "review", "--as", "a") == "review  a"
    assert out(app, "run") == "run []"


def test_options_before_the_command_are_the_command_s(app: typer.Typer) -> None:
    assert out(app, "--as", "a", "review") == "review  a"
    assert out(app, "-C", "folder", "review", "--as", "a") == "review folder a"
    assert out(app, "--as=a", "review", "-C", "folder") == "review folder a"


def test_an_option_that_no_command_has_is_refused(app: typer.Typer) -> None:
    for words in (["--colour", "red"], ["--colour", "red", "review"], ["review", "--colour"]):
        status, _, wrong = ran(app, *words)
        assert status == 2
        assert "--colour" in wrong


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_that_of_the_group_or_of_the_command(app: typer.Typer, flag: str) -> None:
    of_group, of_command = out(app, flag), out(app, "review", flag)
    assert "Help for the group." in of_group
    assert "answers" in of_group
    assert "Help for the group." not in of_command


@pytest.mark.parametrize(
    "words", [["-C", "review"], ["--as", "a", "-C", "review"], ["--folder", "review", "--as", "a"]]
)
def test_a_folder_that_is_called_like_a_command_is_no_command(app: typer.Typer, words: list[str]) -> None:
    assert out(app, *words).startswith("run [] review")


def test_a_folder_that_is_called_like_a_command_leaves_the_command_that_is_named(app: typer.Typer) -> None:
    assert out(app, "-C", "update", "review") == "review update"


def test_a_file_that_is_called_like_a_command_can_be_named_after_the_command(app: typer.Typer) -> None:
    assert out(app, "run", "review") == "run ['review']"
    assert out(app, "run", "-C", "review") == "run [] review"


# Old ways


@pytest.mark.parametrize(
    ("words", "done", "now"),
    [
        (["--review"], "review", "review"),
        (["--review", "--as", "a"], "review  a", "review"),
        (["--as", "a", "--review"], "review  a", "review"),
        (["--same", "x", "y"], "same x y", "same x y"),
        (["--same", "x", "y", "--note", "z"], "same x y z", "same x y"),
        (["--note", "z", "--same", "x", "y"], "same x y z", "same x y"),
        (["--answers", "q.xlsx"], "answers q.xlsx", "answers q.xlsx"),
        (["--answers=q.xlsx"], "answers q.xlsx", "answers q.xlsx"),
        (["--preview"], "update True", "update --dry-run"),
    ],
)
def test_an_old_flag_does_what_it_did_and_the_new_way_is_printed(
    app: typer.Typer, words: list[str], done: str, now: str
) -> None:
    status, said, note = ran(app, *words)
    assert (status, said) == (0, done)
    flag = next(word.partition("=")[0] for word in words if word.partition("=")[0] in OLD)
    assert note.startswith("note: ")
    assert f"{flag} is now written " in note
    assert note.endswith(f" {now}")


def test_the_new_ways_are_not_remarked_on(app: typer.Typer) -> None:
    for words in ([], ["review"], ["same", "x", "y"], ["update", "--dry-run"]):
        assert ran(app, *words)[2] == ""


def test_an_old_flag_with_a_value_too_few_is_refused(app: typer.Typer) -> None:
    status, _, wrong = ran(app, "--same", "x")
    assert status == 2
    assert "SECOND" in wrong.upper()


def test_two_old_flags_are_refused(app: typer.Typer) -> None:
    assert ran(app, "--review", "--preview")[0] == 2


# The words alone


COMMANDS = TyperGroup(commands={"run": click.Command("run"), "review": click.Command("review")})


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], ["run"]),
        (["-h"], ["-h"]),
        (["--help", "review"], ["--help", "review"]),
        (["review"], ["review"]),
        (["x", "review"], ["run", "x", "review"]),
        (["-C", "y", "review", "-q"], ["review", "-C", "y", "-q"]),
        (["-C", "y"], ["run", "-C", "y"]),
        (["--review"], ["review"]),
    ],
)
def test_the_command_comes_first(words: list[str], wanted: list[str]) -> None:
    given = list(words)
    assert with_command(COMMANDS, words, "run", {"--review": OldForm(("review",))}, "reviewkit dedupe") == wanted
    assert words == given


def test_a_group_without_old_flags_has_none() -> None:
    made = group("Help.", "run")

    @made.command()
    def run() -> None:
        typer.echo("ran")

    @made.command()
    def other() -> None:
        typer.echo("other")

    assert out(made) == "ran"
    assert ran(made, "--review")[0] == 2
