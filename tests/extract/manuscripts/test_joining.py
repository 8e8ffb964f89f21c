"""Lines put together, each place with its line."""

import pytest

from reviewkit.extract.manuscripts.joining import Line, paragraph
from reviewkit.model.passages import Turn


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("two", "words", "two words"),
        ("hel-", "sepersonell", "helsepersonell"),
        ("helse-", "og omsorg", "helse- og omsorg"),
        ("COVID-", "19", "COVID-19"),
        ("Anglo-", "Saxon", "Anglo-Saxon"),
        ("2018–", "2023", "2018–2023"),
    ],
)
def test_two_lines_become_one_text(first: str, second: str, wanted: str) -> None:
    piece = paragraph(Line(first, 1), Line(second, 2)).piece()
    assert piece.text == wanted
    assert piece.text[piece.turns[0].at :] == second


def test_words_are_not_joined_where_lines_are_not_set() -> None:
    assert (
        paragraph(Line("hel-", 1), Line("sepersonell", 2), divides_words=False).piece().text == "hel- sepersonell"
    )


def test_each_line_after_the_first_is_a_turn() -> None:
    piece = paragraph(Line("a b", 4, 1), Line("  ", 5, 1), Line("c", 6, 2)).piece()
    assert (piece.line, piece.page, piece.turns) == (4, 1, (Turn(4, 6, 2),))
