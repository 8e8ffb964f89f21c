"""Names: databases that were not searched, countries of studies, lists, names that are nearly right."""

import pytest

from tests.manuscript.checked import WRONG, checked, few, wrong


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We searched MEDLINE and CINAHL.", []),
        ("We searched MEDLINE and AMED.", ["AMED"]),
        ("AMED was not searched.", []),
        ("Berg and Moe (2018) describe nights in Norway.", []),
        ("Berg and Moe (2018) describe nights in Sweden.", ["Sweden"]),
        ("The rest are from Sweden (Lindqvist & Moe, 2023) and more.", []),
        ("The rest are from Finland (Lindqvist & Moe, 2023) and more.", ["Finland"]),
        ("Two studies are from Norway and one from Finland.", ["Finland"]),
        ("There was no study from Finland or Sweden.", []),
        ("The themes were broken nights and days, alone on the shift, and sensors and alarms.", []),
        (
            "The themes were broken nights and days, alone on the shift, and music and alarms.",
            ["music and alarms"],
        ),
        ("They slept alone at the shift of seasons.", []),
        ("Two of the studies used interviews, and one used a survey.", []),
        ("Two of the studies used interviews, and one used a case study.", ["case study"]),
        ("Two of the studies used interviews, and five used a case study.", []),
        ("One of the studies used case study material.", []),
        ("SveMed+ (n = 12)", ["SveMed"]),
        ("AMED was added on 13 February 2024.", ["AMED"]),
        ("The strategy for AMED was short.", ["AMED"]),
    ],
)
def test_names_in_sentences(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", few()) == words


def test_a_section_about_a_theme_lists_its_codes() -> None:
    text = "# Paper\n\n## Broken nights and days\n\nIts code is “{}”, one of the codes.\n"
    assert wrong(text.format("Waking and wandering"), few()) == []
    assert wrong(text.format("Long roads"), few()) == ["Long roads"]


def test_both_places_of_a_name_that_a_list_has_twice() -> None:
    text = "# Paper\n\nThe themes were “Alone on the shift” and “Alone on the shift”.\n"
    found = [one for one in checked(text, few()) if one.answer in WRONG]
    assert {(one.claim.words, one.other.words) for one in found if one.other} >= {("Alone on the shift",) * 2}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We searched MEDLINE and in MEDLINE.", ["MEDLINE"]),
        ("Det ble søkt i MEDLINE og i MEDLINE.", ["MEDLINE"]),
        ("For MEDLINE, in MEDLINE we limited to humans.", []),
    ],
)
def test_a_name_is_twice_in_a_list_behind_a_conjunction(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", few()) == words
