"""The keys of the prompt: the usual ones, and those that a reviewer changed."""

import io
import sys

import pytest

from reviewkit.commands import keys


def test_no_two_actions_have_one_key_and_none_is_i_or_r() -> None:
    assert len(set(keys.USUAL.values())) == len(keys.USUAL)
    assert not {"i", "r"} & set(keys.USUAL.values())


@pytest.mark.parametrize(
    ("changed", "differ"),
    [
        ({}, {}),
        ({"include": "j"}, {"include": "j"}),
        ({"include": "Ø"}, {"include": "ø"}),
        ({"include": "n", "exclude": "y"}, {"include": "n", "exclude": "y"}),
        ({"include": "n"}, {}),
        ({"include": "jj"}, {}),
        ({"include": ""}, {}),
        ({"include": " "}, {}),
        ({"include": "\x1b"}, {}),
        ({"dance": "j"}, {}),
        ({"include": "", "exclude": "x"}, {"exclude": "x"}),
    ],
)
def test_a_changed_key_counts_where_it_can_be_pressed_and_is_no_other_s(
    changed: dict[str, str], differ: dict[str, str]
) -> None:
    found = keys.keys_of(changed)
    assert {action: key for action, key in found.items() if key != keys.USUAL[action]} == differ
    assert list(found) == list(keys.USUAL)


def test_keys_are_named_with_what_they_do() -> None:
    assert (
        keys.named({"include": "j", "quit": "q"}, {"include": "take it", "quit": "quit"})
        == "j = take it, q = quit"
    )


def test_piped_input_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(" Y \n\n\n some words \n"))
    assert not keys.on_terminal()
    assert keys.key("Key") == "y"
    assert keys.key("Key", "0") == "0"
    assert keys.line("Line", "as before") == "as before"
    assert keys.line("Line") == "some words"


def test_a_key_of_a_terminal_needs_no_enter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pressed = iter(["Y", "\r", "\n", "\x1b[A"])
    monkeypatch.setattr(keys, "on_terminal", lambda: True)
    monkeypatch.setattr("typer.getchar", lambda: next(pressed))
    assert [keys.key("Key\x07", "0") for _ in range(4)] == ["y", "0", "0", "\x1b[a"]
    shown = capsys.readouterr().out
    assert "Key\ufffd: y\n" in shown
    assert "\x1b" not in shown
