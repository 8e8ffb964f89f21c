"""What a passage is, by its headings."""

import pytest

from reviewkit.extract.manuscripts.pieces import Piece
from reviewkit.extract.manuscripts.sections import is_caption, is_heading, passages_of
from reviewkit.model.passages import Role


@pytest.mark.parametrize("text", ["References", "7. Referanser", "METODE OG MATERIALE", "3 Results:", "Samandrag"])
def test_the_name_of_a_section_is_a_heading(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize("text", ["We report the results", "Methods were many", "2018", ""])
def test_a_text_that_names_one_is_none(text: str) -> None:
    assert not is_heading(text)


@pytest.mark.parametrize(
    "text", ["Table 1. Studies", "Figur 2 Flytskjema", "Table S1: More", "Tabell 3", "Fig. 1 A"]
)
def test_captions(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize("text", ["Table 1 shows", "Figures show", "Tabell", "see Table 1"])
def test_texts_about_tables_are_no_captions(text: str) -> None:
    assert not is_caption(text)


def roles(*pieces: Piece) -> list[Role]:
    return [one.role for one in passages_of(pieces)]


def heading(text: str, level: int | None = None) -> Piece:
    return Piece(text, Role.HEADING, level=level)


def test_the_parts_of_an_abstract_belong_to_it_where_levels_say_so() -> None:
    title, text = Piece("A review", Role.TITLE), Piece("We found 15.")
    assert roles(title, heading("Abstract", 1), heading("Methods", 2), text)[-1] is Role.ABSTRACT
    assert roles(title, heading("Abstract", 2), text, heading("Methods", 2), text)[-1] is Role.BODY


def test_an_abstract_may_begin_within_its_paragraph() -> None:
    assert roles(Piece("A review", Role.TITLE), Piece("Abstract: We found 15."), Piece("More."))[1:] == [
        Role.ABSTRACT,
        Role.BODY,
    ]


def test_appendices_come_after_the_references() -> None:
    found = roles(
        heading("A review"), heading("References"), Piece("Berg A."), Piece("Vedlegg 1 Søk"), Piece("Text")
    )
    assert found == [Role.TITLE, Role.HEADING, Role.REFERENCE, Role.HEADING, Role.BODY]


def test_a_line_of_the_contents_opens_no_section() -> None:
    found = roles(Piece("A review"), Piece("References ........ 12"), Piece("We found 15."))
    assert found == [Role.TITLE, Role.HEADING, Role.BODY]


def test_what_has_no_letter_is_no_passage_and_a_mark_in_a_cell_is() -> None:
    assert roles(Piece("A review"), Piece("* * *"), Piece("●", Role.CELL), Piece("", Role.CELL)) == [
        Role.TITLE,
        Role.CELL,
    ]
