"""Dates of searches: MEDLINE on 13 February, reference lists on 2 May."""

import pytest

from tests.manuscript.checked import few, ten, wrong


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two databases were searched in February 2024.", []),
        ("Two databases were searched in May 2024.", ["May 2024"]),  # when the reference lists were read
        ("In May 2024 we read the reference lists.", []),
        ("In June 2024 we read the reference lists.", ["June 2024"]),
        ("I februar 2024 leste vi referanselistene.", ["februar 2024"]),
        ("The review was started in March 2024.", []),
    ],
)
def test_a_date_is_that_of_the_searches_that_its_sentence_is_about(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", ten()) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On 13 February 2024 we went through all of the hits in MEDLINE.", []),
        ("On 12 February 2024 we went through all of the hits in MEDLINE.", ["12 February 2024"]),
        ("13. februar 2024 gikk vi gjennom de første treffene i CINAHL, og resten senere.", ["13. februar 2024"]),
        ("Until 12 February 2024 we searched, and read what we had found in MEDLINE.", []),
        ("Until 12 February 2024 we read and sorted what was in MEDLINE.", []),
        ("The search was done on 13 February 2024; two reviewers then read all hits from CINAHL.", []),
        ("Searches were run on 13 February 2024 but the results are shown without CINAHL.", []),
        ("All databases were searched on 13 February 2024 except for the one named CINAHL.", []),
        ("On 12 February 2024 titles and abstracts in MEDLINE were searched.", ["12 February 2024"]),
    ],
)
def test_a_date_is_that_of_the_source_behind_it_in_its_clause(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", few()) == words
