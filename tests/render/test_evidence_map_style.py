"""The style of the map: colours that are seen on light and on dark screens."""

import re

import pytest

from reviewkit.render.evidence_map_style import DARK_COLOURS, DARK_PAPER, DARK_WITHOUT_ANSWER, STYLE
from reviewkit.themes import CLASSIC, contrast


def variables(part: str) -> dict[str, str]:
    """The colours by their names."""
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", part))


LIGHT, DARK = map(variables, STYLE.split("@media (prefers-color-scheme: dark)", 1))


@pytest.mark.parametrize("colour", [*DARK_COLOURS, DARK_WITHOUT_ANSWER])
def test_a_circle_is_seen_on_dark_paper(colour: str) -> None:
    assert contrast(colour, DARK_PAPER) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "link", "draft"])
def test_words_are_read_wherever_they_are(colours: dict[str, str], ink: str) -> None:
    for paper in ("paper", "head", "gap"):
        assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)


def test_light_and_dark_have_the_same_colours_and_every_one_has_a_class() -> None:
    assert LIGHT.keys() == DARK.keys()
    for number in range(len(CLASSIC.colours) + 1):
        assert f"--f{number}" in STYLE
        assert f".f{number} {{ background: var(--f{number}) }}" in STYLE


def test_nothing_is_asked_of_another_place() -> None:
    assert not re.search(r"url\(|@import|@font-face|https?:|expression", STYLE)
