"""Editions of books."""

import pytest

from reviewkit.formats import ris
from reviewkit.formats.editions import edition


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2", "edition:2"),
        ("2nd ed.", "edition:2"),
        ("3. utgave", "edition:3"),
        ("3. utg.", "edition:3"),
        ("1st ed. 2023.", "edition:1"),
        ("2., überarb. Aufl.", "edition:2"),
        ("Second revised edition", "edition:2"),
        ("Tredje utgåva", "edition:3"),
        ("2014 Edition", "edition:2014"),
        ("2011/05/11", ""),  # what EndNote writes there of an article
        ("0.0.3", ""),
        ("25. mai 11", ""),
        ("Final Report", ""),
        ("0", ""),
        ("", ""),
    ],
)
def test_a_number_or_a_year_is_an_edition(text: str, found: str) -> None:
    assert edition("BOOK", text) == found


def test_books_have_editions_and_articles_have_none() -> None:
    assert [kind for kind in ("BOOK", "CHAP", "RPRT", "JOUR", "") if edition(kind, "2")] == [
        "BOOK",
        "CHAP",
        "RPRT",
    ]


def test_the_edition_of_a_record_is_read() -> None:
    text = "TY  - BOOK\nTI  - Home care\nET  - 2nd ed.\nER  - \n"
    assert ris.read(text, "x").records[0].identifiers == ("edition:2",)
