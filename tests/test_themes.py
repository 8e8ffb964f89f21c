"""The looks of figures: each can be read, and the steps of its heat maps can be told apart."""

import re
from dataclasses import fields, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.themes import CLASSIC, THEMES, Theme, contrast, ink_on, mixed, shade, unreadable

COLOURS = [field.name for field in fields(Theme) if isinstance(getattr(CLASSIC, field.name), str)]


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_can_be_read(name: str) -> None:
    assert list(unreadable(THEMES[name])) == []
    for colour in COLOURS:
        assert re.fullmatch("#[0-9a-f]{6}", getattr(THEMES[name], colour))
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in THEMES[name].colours)


@pytest.mark.parametrize("name", ["greyscale", "journal"])
def test_a_theme_without_colour_has_none(name: str) -> None:
    for colour in COLOURS:
        value = getattr(THEMES[name], colour)
        assert value[1:3] == value[3:5] == value[5:7], colour
    assert all(value[1:3] == value[3:5] == value[5:7] for value in THEMES[name].colours)


@pytest.mark.parametrize("name", THEMES)
def test_five_steps_of_a_scale_are_told_apart_in_grey_too(name: str) -> None:
    """Contrast is of lightness alone; the nearest steps of the usual blue have 1.49 to 1."""
    steps = [shade(THEMES[name], share / 5) for share in range(6)]
    assert all(contrast(one, other) >= 1.45 for one, other in pairwise(steps))
    assert [contrast("#ffffff", step) for step in steps] == sorted(contrast("#ffffff", step) for step in steps)
    assert ink_on(steps[-1]) == "#ffffff"


@pytest.mark.parametrize("name", THEMES)
def test_colours_beside_each_other_in_a_legend_differ(name: str) -> None:
    colours = THEMES[name].colours
    assert len(set(colours)) == len(colours) == 8
    if name != "classic":
        assert all(contrast(one, other) >= 1.5 for one, other in pairwise(colours))


@pytest.mark.parametrize(
    ("theme", "key"),
    [
        (replace(CLASSIC, ink="#777777", fill="#eeeeee"), "ink"),
        (replace(CLASSIC, bar="#333333"), "bar_ink"),
        (replace(CLASSIC, draft="#ff9999"), "draft"),
        (replace(CLASSIC, frame="#cccccc"), "frame"),
        (replace(CLASSIC, mark="#aacfff"), "mark"),
        (replace(CLASSIC, quiet="#999999"), "quiet"),
        (replace(CLASSIC, few="#5577aa"), "many"),
        (replace(CLASSIC, colours=("#000000", "#eeeeee")), "colours"),
        (replace(CLASSIC, size=32.0), "box_width"),
    ],
)
def test_what_cannot_be_read_is_named(theme: Theme, key: str) -> None:
    assert {found for found, _ in unreadable(theme)} == {key}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize("name", THEMES)
@given(share=st.floats(0, 1))
def test_black_or_white_can_be_read_on_every_shade(name: str, share: float) -> None:
    fill = shade(THEMES[name], share)
    assert contrast(ink_on(fill), fill) >= 4.5


def test_nothing_is_of_the_colour_of_the_paper() -> None:
    assert shade(replace(CLASSIC, paper="#fff8e7"), 0) == "#fff8e7"
    assert shade(CLASSIC, 1) == CLASSIC.many
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_the_sentence_says_how_much_is_missing() -> None:
    ((_, said),) = unreadable(replace(CLASSIC, frame="#cccccc"))
    assert said.startswith("frame #cccccc on paper #ffffff has a contrast of 1.6 to 1; WCAG 2.2 AA asks for 3.0")
