"""The index of the commands: each is imported when it is run, so that starting takes no longer than it must.

The list of commands (reviewkit --help) is shown from the index alone.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


class Entry(NamedTuple):
    """Where a command or a group is (module:name in reviewkit.commands), and the first words of its help."""

    place: str
    help: str


def index_of(entries: Mapping[str, Entry]) -> type[TyperGroup]:
    """A group whose commands are those of the index, in its order."""

    class Index(TyperGroup):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.commands = Commands(entries)  # type: ignore[assignment]

        def parse_args(self, *args: Any) -> list[str]:
            with _harmless_usage():
                return super().parse_args(*args)

        def invoke(self, ctx: Any) -> Any:
            with _harmless_usage():
                return super().invoke(ctx)

        def format_help(self, ctx: Any, formatter: Any) -> None:
            self.commands = {name: TyperCommand(name, help=entry.help) for name, entry in entries.items()}
            super().format_help(ctx, formatter)

    return Index


# Every error of usage: typer names only this kind of it.
_USAGE_ERROR = cast(type[typer.BadParameter], typer.BadParameter.__mro__[1])


@contextmanager
def _harmless_usage() -> Iterator[None]:
    """Make harmless what typer says of wrong usage: it repeats what was typed, or dropped on the terminal."""
    try:
        yield
    except _USAGE_ERROR as error:
        from reviewkit.safe import plain

        error.message = plain(error.message)
        raise


class Commands(Mapping[str, Any]):
    """The commands by name; each is loaded when it is asked for."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries

    def __getitem__(self, name: str) -> Any:
        return loaded(name, self._entries[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


@cache
def loaded(name: str, entry: Entry) -> Any:
    """A command as Typer makes it from its function, or a group from its own app."""
    module, _, attribute = entry.place.partition(":")
    found = getattr(import_module(f"reviewkit.commands.{module}"), attribute)
    alone = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})
    alone.callback()(_nothing)
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name)
    else:
        alone.command(name)(found)
    return get_command(alone).commands[name]  # type: ignore[attr-defined]


def _nothing() -> None:
    """A callback, so that Typer makes a group of a single command too."""
