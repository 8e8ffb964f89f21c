"""Groups of commands with a default command: `reviewkit dedupe` means `reviewkit dedupe run`.

Old forms of a command keep working until version 1.0: they are replaced by the new form before they are parsed, and the
new form is printed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import typer
from typer.core import TyperGroup


@dataclass(frozen=True, slots=True)
class OldForm:
    """What replaces a flag of version 0.2: the new words, and how many values follow the flag.

    `now` is the command that people should type, where that is not one of this group.
    """

    words: tuple[str, ...]
    values: int = 0
    now: str = ""


def group(help_text: str, default: str, old: Mapping[str, OldForm] | None = None) -> typer.Typer:
    """A group of commands; `default` runs where the first word is not one of them."""
    forms = old or {}

    class Group(TyperGroup):
        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            return super().parse_args(ctx, with_command(self, args, default, forms, ctx.command_path))

    return typer.Typer(
        cls=Group,
        help=help_text,
        no_args_is_help=False,
        invoke_without_command=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def with_command(
    commands: TyperGroup, args: Sequence[str], default: str, old: Mapping[str, OldForm], path: str
) -> list[str]:
    """The words with the command first: old flags replaced, options moved from before the command to after it."""
    words = _in_new_form(list(args), old, path)
    if words and words[0] in ("-h", "--help"):
        return words
    if words and words[0] in commands.commands:
        return words
    place = _first_that_is_no_option(words, _flags(commands))
    if 0 < place < len(words) and words[place] in commands.commands:
        return [words[place], *words[:place], *words[place + 1 :]]
    return [default, *words]


def _flags(commands: TyperGroup) -> set[str]:
    """The options of a group's commands that take no value."""
    return {
        name
        for command in commands.commands.values()
        for option in command.params
        if getattr(option, "is_flag", False)
        for name in option.opts
    }


def _first_that_is_no_option(words: Sequence[str], flags: set[str]) -> int:
    """The place of the first word that is neither an option nor the value of one."""
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 1 if words[place] in flags or "=" in words[place] else 2
    return place


def _in_new_form(words: list[str], old: Mapping[str, OldForm], path: str) -> list[str]:
    for place, word in enumerate(words):
        flag, equals, value = word.partition("=")
        if flag not in old:
            continue
        form = old[flag]
        values = [value] if equals else words[place + 1 : place + 1 + form.values]
        rest = [*words[:place], *words[place + 1 + (0 if equals else form.values) :]]
        now = form.now or " ".join([path, *form.words])
        say_new_form(f"{path} {flag}", " ".join([now, *values]))
        return [*form.words, *values, *rest]
    return words


def say_new_form(old: str, new: str) -> None:
    """How a command of version 0.2 is written now."""
    from reviewkit.commands.shared import warn

    warn(f"note: {old} is now written {new}")
