"""A passage with all that is known in it."""

from tests.manuscript.checked import example, passages


def test_each_passage_has_its_language_heading_and_words() -> None:
    text = (
        "# En oversikt\n\n## Tillitsbasert ledelse\n\nI 7 av 15 studier berøres ledelse.\n\n"
        "The searches were run in MEDLINE and the rest.\n"
    )
    _, heading, first, second = passages(text, example())
    assert [one.name.id for one in heading.names] == ["theme:trust_based_leadership"]
    assert first.heading_names == heading.names
    assert first.sentences[0].is_first
    assert [str(one.value) for one in first.sentences[0].numbers] == ["7", "15"]
    assert (first.lexicon.language, second.lexicon.language) == ("nb", "en")
    assert not second.sentences[0].is_first


def test_names_within_citations_are_no_names() -> None:
    (one,) = passages("Wake up (McCurry & Ancoli-Norway, 2003) at night in Sweden and in the North.", example())
    assert [each.name.id for each in one.names] == ["country:SE"]


def test_of_a_sentence_full_of_numbers_none_is_looked_at() -> None:
    of_100, of_101 = (
        passages(f"There were {', '.join(f'{n} studies' for n in range(3, 3 + count))}.", example())[0]
        for count in (100, 101)
    )
    assert len(of_100.sentences[0].numbers) == 100
    assert of_101.sentences[0].numbers == ()
