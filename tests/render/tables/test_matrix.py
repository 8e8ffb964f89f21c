"""Themes and studies as a table: a grid of marks with totals, or citations under each theme."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.coding import Cell, matrix
from reviewkit.locales import labels, languages
from reviewkit.render.tables.matrix import CELL_MARKS, NUMBERS, matrix_table
from reviewkit.words import Layout
from tests.render.samples import GRID, LIST, MATRIX
from tests.test_coding import BOOK, STUDIES, coded


def test_the_grid_has_marks_and_totals() -> None:
    assert GRID.head == ("Studie", "Tillit", "Time", "Sum")
    assert GRID.rows == (
        ("Berg (2020)", "●", "●", "2"),
        ("Ödén (2018)", "?", "?", "0"),
        ("Åås (2019)", "◐", "–", "1"),
    )
    assert GRID.foot == ("Sum", "2", "1", "3")


def test_programs_get_numbers_in_the_same_places() -> None:
    assert GRID.plain_rows == (
        ("Berg (2020)", "1", "1", "2"),
        ("Ödén (2018)", "NA", "NA", "0"),
        ("Åås (2019)", "1", "0", "1"),
    )
    assert GRID.plain_notes == (labels("nb").text("table.numbers"),)


def test_the_list_has_the_citations_under_each_theme() -> None:
    assert LIST.head == ("Trust", "Time")
    assert LIST.rows == (("Berg (2020)", "Berg (2020)"), ("Åås (2019)", ""))
    assert LIST.foot == ("n = 2", "n = 1")


def test_every_cell_of_a_matrix_has_a_mark_and_a_number_of_its_own_in_both() -> None:
    assert CELL_MARKS.keys() == NUMBERS.keys() == set(Cell)
    assert len(set(CELL_MARKS.values())) == len(CELL_MARKS)
    assert NUMBERS[Cell.NOT_FOUND] != NUMBERS[Cell.NOT_ASSESSED]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("layout", list(Layout))
def test_captions_and_notes_are_in_the_language(language: str, layout: Layout) -> None:
    table = matrix_table(MATRIX, layout, labels(language))
    assert table.language == language
    assert table.caption == labels(language).text("table.caption")
    assert all(mark in table.notes[0] for mark in (CELL_MARKS.values() if layout is Layout.GRID else ["n ="]))


codings = st.lists(
    st.builds(
        lambda study, code, relation, state: coded(study, code, relation=relation, state=state),
        st.sampled_from([study.key for study in STUDIES]),
        st.sampled_from(["trust", "time", "open-door", "hours"]),
        st.sampled_from(["supports", "contradicts", "qualifies"]),
        st.sampled_from(["done", "in-progress"]),
    ),
    max_size=8,
)


@given(codings)
def test_totals_are_the_marks_that_stand_in_the_table(given_codings: list) -> None:  # type: ignore[type-arg]
    made = matrix(BOOK, given_codings, STUDIES)
    table = matrix_table(made, Layout.GRID, labels("en"))
    for row in table.rows:
        assert int(row[-1]) == sum(mark in "●◐" for mark in row[1:-1])
    for column in range(1, len(table.head) - 1):
        assert int(table.foot[column]) == sum(row[column] in "●◐" for row in table.rows)
    assert int(table.foot[-1]) == sum(map(int, table.foot[1:-1]))
    listed = matrix_table(made, Layout.LIST, labels("en"))
    assert [foot.removeprefix("n = ") for foot in listed.foot] == list(table.foot[1:-1])
    for column, foot in enumerate(listed.foot):
        assert int(foot.removeprefix("n = ")) == sum(bool(row[column]) for row in listed.rows)
