"""The citation styles that come with reviewkit: whole, named, and with their licence."""

from importlib import resources

import pytest

from reviewkit import styles


@pytest.mark.parametrize("name", styles.names())
def test_each_style_names_its_licence_and_is_listed_in_the_notice(name: str) -> None:
    assert "creativecommons.org/licenses/by-sa/3.0/" in styles.text(name)
    notice = resources.files(styles).joinpath("LICENSE-CSL.txt").read_text(encoding="utf-8")
    assert f"{name}.csl" in notice


def test_the_usual_style_is_that_of_the_language() -> None:
    assert [styles.usual(language) for language in ("nb", "nn", "en", "sv")] == [
        "norsk-apa",
        "norsk-apa",
        "apa",
        "apa",
    ]
    assert {styles.usual(language) for language in ("nb", "nn", "en")} <= set(styles.names())
