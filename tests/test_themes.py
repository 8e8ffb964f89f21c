"""The looks of the flow diagram: each can be read."""

import re
from dataclasses import fields, replace

import pytest

from reviewkit.themes import CLASSIC, THEMES, Theme, contrast, unreadable

COLOURS = [field.name for field in fields(Theme) if isinstance(getattr(CLASSIC, field.name), str)]


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_can_be_read(name: str) -> None:
    assert list(unreadable(THEMES[name])) == []
    for colour in COLOURS:
        assert re.fullmatch("#[0-9a-f]{6}", getattr(THEMES[name], colour))


@pytest.mark.parametrize("name", ["greyscale", "journal"])
def test_a_theme_without_colour_has_none(name: str) -> None:
    for colour in COLOURS:
        value = getattr(THEMES[name], colour)
        assert value[1:3] == value[3:5] == value[5:7], colour


@pytest.mark.parametrize(
    ("theme", "key"),
    [
        (replace(CLASSIC, ink="#777777", fill="#eeeeee"), "ink"),
        (replace(CLASSIC, bar="#333333"), "bar_ink"),
        (replace(CLASSIC, draft="#ff9999"), "draft"),
        (replace(CLASSIC, frame="#cccccc"), "frame"),
        (replace(CLASSIC, size=32.0), "box_width"),
    ],
)
def test_what_cannot_be_read_is_named(theme: Theme, key: str) -> None:
    assert {found for found, _ in unreadable(theme)} == {key}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def test_the_sentence_says_how_much_is_missing() -> None:
    ((_, said),) = unreadable(replace(CLASSIC, frame="#cccccc"))
    assert said.startswith("frame #cccccc on paper #ffffff has a contrast of 1.6 to 1; WCAG 2.2 AA asks for 3.0")
