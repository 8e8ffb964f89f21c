"""What is known of each language, and in which language a text is."""

import pytest

from reviewkit.manuscript.lexicon import language_of, languages, lexicon


def test_each_language_has_the_same_groups_and_names() -> None:
    names = {language: set(lexicon(language).patterns) for language in languages()}
    assert set(names) == {"en", "nb", "nn"}
    assert names["en"] == names["nb"] == names["nn"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The searches were run by a librarian and the records were screened", "en"),
        ("Søkene ble kjørt av en bibliotekar, og treffene ble vurdert", "nb"),
        ("Søka vart køyrde av ein bibliotekar, og dei vart vurderte frå dag til dag", "nn"),
        ("MEDLINE 113", "nb"),
    ],
)
def test_the_language_of_a_text_is_known_by_its_frequent_words(text: str, language: str) -> None:
    assert language_of(text, "nb") == language


def test_words_are_found_with_their_meaning_the_longest_first() -> None:
    found = [(one.group, one.name) for one in lexicon("en").words("duplicate records") if one.start == 0]
    assert found[0] == ("noun", "duplicate")
    assert ("act", "excluded") in {(one.group, one.name) for one in lexicon("nb").words("ble ekskludert")}
    assert lexicon("en").words("unexcludedly") == []


def test_a_language_uses_the_words_of_its_family() -> None:
    assert any(one.name == "record" for one in lexicon("nn").words("treff og referanser"))
