"""Paragraphs that were written after the rules, about the worked example: nothing right is called wrong, and errors are
found. `[15|16]` is a right number with a wrong one."""

import re
from pathlib import Path

import pytest

from tests.manuscript.checked import example, wrong

HERE = Path(__file__).parent / "paragraphs"
_CHANGE = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
LANGUAGES = ("en", "nb", "nn")


def _text(language: str, changed: int = -1) -> str:
    """The paragraphs of a language, with the wrong number at one of the places."""
    places = iter(range(1000))
    return _CHANGE.sub(lambda match: match[1 + (next(places) == changed)], _marked(language))


def _marked(language: str) -> str:
    return "# Paper\n\n" + (HERE / f"{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_right_is_called_wrong(language: str) -> None:
    assert wrong(_text(language), example()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_errors_are_found(language: str) -> None:
    right = set(wrong(_text(language), example()))
    changes = _CHANGE.findall(_marked(language))
    missed = [
        (one, other)
        for place, (one, other) in enumerate(changes)
        if not set(wrong(_text(language, place), example())) - right
    ]
    assert len(missed) <= MISSED * len(changes), missed


MISSED = 0.1  # of the errors of a language
