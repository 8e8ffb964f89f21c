"""Numbers of studies with one or two themes, said in other words than the names of the themes."""

import pytest

from tests.manuscript.checked import ten, wrong

HOPE = "# Paper\n\n## Hope from peers\n\n"


@pytest.mark.parametrize(
    ("text", "right", "other"),
    [
        ("{} of the studies are about both hope and heavy stories.", "Two", "Five"),
        ("{} studier handler både om håp og om historier som tynger.", "To", "Fem"),
        (
            "Hope and heavy stories are described, the former in {} studies and the latter in three.",
            "six",
            "seven",
        ),
        ("Hope and heavy stories are described, the former in six studies and the latter in {}.", "three", "five"),
        (
            "Det handler om håp og om tunge historier: seks studier har med det første og {} det andre.",
            "tre",
            "fire",
        ),
        ("{} studies are about hope that peers give.", "Six", "Eight"),
        ("Most studies (60%) are about hope, and {} deal with stories that are too heavy.", "three", "four"),
        ("Stories that are heavy are a theme in {} of the studies.", "30%", "40%"),
        ("Half of the studies, or {}, are from Sweden.", "six", "six"),
    ],
)
def test_a_number_is_that_of_the_theme_or_of_both(text: str, right: str, other: str) -> None:
    assert wrong(f"# Paper\n\n{text.format(right)}\n", ten()) == []
    assert wrong(f"# Paper\n\n{text.format(other)}\n", ten()) == ([other] if right != other else [])


@pytest.mark.parametrize(
    ("text", "right", "other"),
    [
        ("What helps? The theme is present in {} studies.", "six", "seven"),
        ("It was found in 6 of {} studies.", "10", "12"),
        ("It was found in six studies, and {} of these are also about heavy stories.", "two", "five"),
        ("I {} av dem er også de tunge historiene et tema.", "to", "fem"),
    ],
)
def test_a_section_about_a_theme_says_which_one_it_is(text: str, right: str, other: str) -> None:
    assert wrong(HOPE + text.format(right), ten()) == []
    assert wrong(HOPE + text.format(other), ten()) == [other]


@pytest.mark.parametrize(
    "text",
    [
        "Two studies described that hope grows.",
        "Five other studies are about hope.",
        "Eight studies (Author1, 2011; Author2, 2012) deal with hope in hospitals.",
        "In one review, three of 42 studies were about people like these.",
        "Nine nurses were asked about hope.",
    ],
)
def test_some_of_the_studies_are_not_all_with_the_theme(text: str) -> None:
    assert wrong(f"# Paper\n\n{text}\n", ten()) == []
    assert wrong(HOPE + "Peers give hope. They also give time. " + text, ten()) == []
