"""The keys of the prompt of `screen`, and how they are read: one key on a terminal, a line where input is piped."""

import sys
from collections.abc import Mapping

from reviewkit.commands.shared import ask, ask_key
from reviewkit.store.preferences import USUAL, keys_of

__all__ = ("ESCAPE", "USUAL", "key", "keys_of", "line", "named", "on_terminal")

ESCAPE = "\x1b"


def named(keys: Mapping[str, str], actions: Mapping[str, str]) -> str:
    """The keys as the prompt shows them: "y = include, n = exclude"."""
    return ", ".join(f"{keys[action]} = {words}" for action, words in actions.items())


def on_terminal() -> bool:
    """Whether a person sits at a terminal, so that single keys can be read."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def key(prompt: str, default: str = "") -> str:
    """One key in small letters, without Enter on a terminal; elsewhere a line. Enter alone is the default.

    Raises KeyboardInterrupt, EOFError or typer.Abort where the person or the input ends it.
    """
    if not on_terminal():
        return ask(prompt, default or None, show_default=False).casefold()
    pressed = ask_key(prompt)
    return default if pressed in ("\r", "\n") else pressed


def line(prompt: str, default: str = "") -> str:
    """A line of text; the default where it is empty."""
    return ask(prompt, default)
