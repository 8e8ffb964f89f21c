"""Tables that were read line by line."""

from dataclasses import replace

import pytest

from reviewkit.manuscript.known import Known
from tests.manuscript.checked import checked, few, wrong

STUDIES = """Included studies

Berg & Moe (2018)

Norway

To describe the nights of relatives

12 relatives

Interviews

2.
Dahl & Moe (2020)

Norway

To see how sensors are used

200 nurses and 30 leaders (of 90)

3.
Lindqvist & Moe (2023)

Sweden

9 nurses
"""
SEARCHES = """Terms, database, hits

P CINAHL OR 1 200

C 800

AND 20

P MEDLINE OR 2 400

C 900

AND 25
"""


def _with_lines() -> Known:
    known = few()
    medline, cinahl = known.sources
    return replace(
        known,
        sources=(
            replace(medline, numbers=frozenset({25, 900, 2400})),
            replace(cinahl, numbers=frozenset({20, 800, 1200})),
        ),
    )


def test_lines_that_are_right_agree() -> None:
    assert wrong(STUDIES, few(), "paper.txt") == []
    assert [one.claim.words for one in checked(STUDIES, few(), "paper.txt") if one.claim.kind == "cell"] == [
        "Norway",
        "12",
        "Norway",
        "200",
        "Sweden",
        "9",
    ]


@pytest.mark.parametrize(
    ("right", "other", "words"),
    [("Sweden", "Finland", ["Finland"]), ("12 relatives", "21 relatives", ["21"]), ("200", "210", ["210"])],
)
def test_one_other_line_is_noticed(right: str, other: str, words: list[str]) -> None:
    assert wrong(STUDIES.replace(right, other), few(), "paper.txt") == words


def test_lines_that_mostly_say_other_things_are_left_alone() -> None:
    other = STUDIES.replace("12 relatives", "4 wards").replace("200", "3").replace("30", "1")
    assert wrong(other, few(), "paper.txt") == []


@pytest.mark.parametrize(
    ("right", "other", "words"),
    [("AND 20", "AND 20", []), ("C 800", "C 80", ["80"]), ("2 400", "2 040", ["2 040"])],
)
def test_hits_of_the_lines_of_a_search(right: str, other: str, words: list[str]) -> None:
    assert wrong(SEARCHES.replace(right, other), _with_lines(), "paper.txt") == words


def test_a_text_about_one_study_is_no_table() -> None:
    assert wrong("Berg & Moe (2018)\n\nSweden\n\n99 relatives\n", few(), "paper.txt") == []


@pytest.mark.parametrize("number", ["9" * 5_000, "1" + "0" * 30])
def test_a_line_with_more_digits_than_a_number_has_is_wrong(number: str) -> None:
    assert wrong(STUDIES, few(), "paper.txt") == []
    assert wrong(STUDIES.replace("12 relatives", f"{number} relatives"), few(), "paper.txt") == [number]
