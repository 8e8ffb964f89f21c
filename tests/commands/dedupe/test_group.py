"""dedupe as a group: the command that runs where none is named, and the old ways to write one."""

from pathlib import Path

import pytest

from tests.commands.reviews import contents, said
from tests.conftest import Command

PAIR = ["cinahl-0001", "medline-0001"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["--queue"], ["queue"]),
        (["--queue", "--json"], ["queue", "--json"]),
        (["--queue", "--part", "1/2"], ["queue", "--part", "1/2"]),
        (["--explain", *PAIR], ["explain", *PAIR]),
        (["--related"], ["related"]),
        (["--audit-blocking"], ["audit"]),
        (["--preview"], ["update", "--dry-run"]),
        (["--show", *PAIR], ["show", *PAIR]),
        (["--origin", "cinahl-0001"], ["show", "cinahl-0001"]),
        (["--sources"], ["sources"]),
        (["--sources", "--json"], ["sources", "--json"]),
    ],
)
def test_an_old_way_to_ask_answers_as_the_new_and_names_it(
    asked: Path, rk: Command, old: list[str], new: list[str]
) -> None:
    before = contents(asked)
    ran = rk("dedupe", *old)
    assert (ran.status, ran.out) == (0, rk("dedupe", *new).out)
    path = ["reviewkit"] if new[0] in ("show", "sources") else ["reviewkit", "dedupe"]
    words = [word for word in new if word not in ("--json", "--part", "1/2")]
    assert f"note: reviewkit dedupe {old[0]} is now written {' '.join([*path, *words])}\n" in ran.err
    assert contents(asked) == before


@pytest.mark.parametrize("args", [["show", *PAIR], ["show", "cinahl-0001"], ["sources"], ["sources", "--json"]])
def test_what_moved_out_of_the_group_answers_in_it_as_outside(asked: Path, rk: Command, args: list[str]) -> None:
    assert rk("dedupe", *args).out == rk(*args).out != ""


@pytest.mark.parametrize(("old", "answer"), [("--same", "the same report"), ("--different", "different reports")])
def test_the_old_form_of_an_answer_works(asked: Path, rk: Command, old: str, answer: str) -> None:
    ran = rk("dedupe", old, *PAIR, "--as", "b")
    assert ran.status == 0
    assert ran.out.startswith(f"cinahl-0001 and medline-0001 are {answer}; ")
    assert f"is now written reviewkit dedupe {old[2:]} cinahl-0001 medline-0001" in ran.err


def test_where_no_command_is_named_the_machine_compares(asked: Path, rk: Command) -> None:
    assert rk("dedupe", "--as", "a").out == rk("dedupe", "run", "--as", "a").out
    assert rk("dedupe", "--json", "--as", "a").out == rk("dedupe", "run", "--json", "--as", "a").out


def test_options_may_stand_before_the_command(asked: Path, rk: Command) -> None:
    assert rk("dedupe", "--json", "queue").out == rk("dedupe", "queue", "--json").out


def test_the_help_lists_the_commands_and_not_the_old_ones(rk: Command) -> None:
    ran = rk("dedupe", "--help")
    assert ran.status == 0
    for command in (
        "run",
        "review",
        "queue",
        "answers",
        "same",
        "different",
        "explain",
        "related",
        "audit",
        "update",
    ):
        assert f" {command} " in ran.out
    for hidden in ("undo", "show", "sources"):
        assert f" {hidden} " not in ran.out


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["--same"], "Missing argument"),
        (["--explain", "cinahl-0001"], "Missing argument"),
        (["--frobnicate"], "No such option"),
        (["queue", "--frobnicate"], "No such option"),
    ],
)
def test_what_is_mistyped_is_a_usage_error(asked: Path, rk: Command, args: list[str], why: str) -> None:
    before = contents(asked)
    ran = rk("dedupe", *args)
    assert ran.status == 2
    assert why in said(ran)
    assert contents(asked) == before
