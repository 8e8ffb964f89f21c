"""Themes that a text says in other words than their names."""

import pytest

from reviewkit.manuscript.topics import Overlaps, Topics, are_alike
from tests.manuscript.checked import ten


def _found(text: str, title: str = "") -> list[tuple[str, bool]]:
    return [(one.theme, one.is_all) for one in Topics(ten(), title).find(text, 0, len(text))]


def test_a_theme_is_found_by_words_of_its_name_in_any_form() -> None:
    assert _found("Stories about hoping.") == [("theme:burden", False), ("theme:hope", False)]
    assert _found("Their stories can be heavy.") == [("theme:burden", True)]
    assert _found("Tunge historier som tynget.") == [("theme:burden", True)]
    assert _found("Nothing of this.") == []


def test_a_word_of_the_title_says_nothing_about_one_theme() -> None:
    assert _found("Peers give hope.", "What peers give") == [("theme:hope", True)]
    assert _found("Peers were there.", "What peers give") == []
    assert _found("Peers were there.") == [("theme:hope", False)]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("nurse", "nurses", True),
        ("sykepleiere", "sykepleiernes", True),
        ("arbeid", "arbeidet", True),
        ("relatives", "relatively", False),
        ("hope", "house", False),
    ],
)
def test_forms_of_a_word_are_alike(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike


def test_the_studies_of_two_themes_are_counted() -> None:
    overlaps = Overlaps(ten())
    assert (overlaps.n("theme:hope"), overlaps.n("theme:burden"), overlaps.n("theme:hope", "theme:burden")) == (
        6,
        3,
        2,
    )
    assert overlaps.with_another("theme:hope") == {2}
