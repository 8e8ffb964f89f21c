"""Names: databases that were not searched, countries of studies, lists, names that are nearly right."""

import pytest

from tests.manuscript.checked import few, wrong


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
    ],
)
def test_names_in_sentences(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", few()) == words


def test_a_section_about_a_theme_lists_its_codes() -> None:
    text = "# Paper\n\n## Broken nights and days\n\nIts code is “{}”, one of the codes.\n"
    assert wrong(text.format("Waking and wandering"), few()) == []
    assert wrong(text.format("Long roads"), few()) == ["Long roads"]


def test_a_theme_that_two_sections_have_while_another_has_none() -> None:
    heads = ["Broken nights and days", "Alone on the shift", "Alone on the shift"]
    text = "# Paper\n\n" + "\n\n".join(f"## {head}\n\nMuch was said." for head in heads)
    assert wrong(text, few()) == ["Alone on the shift"] * 2
