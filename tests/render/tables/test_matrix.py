"""Themes and studies as a table: a grid of marks with totals, or citations under each theme."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.coding import Cell, Matrix, matrix
from reviewkit.locales import labels, languages
from reviewkit.render.tables.matrix import CELL_MARKS, NUMBERS, matrix_table, with_robustness
from reviewkit.words import Layout, MatrixLevel
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
        ("Åås (2019)", "contradicted", "0", "1"),
    )
    assert GRID.plain_notes == (labels("nb").text("table.numbers_contradicted"),)


def test_the_list_has_the_citations_under_each_theme() -> None:
    assert LIST.head == ("Trust", "Time")
    assert LIST.rows == (("Berg (2020)", "Berg (2020)"), ("Åås (2019) ◐", ""))
    assert LIST.foot == ("n = 2", "n = 1")


def test_every_cell_of_a_matrix_has_a_mark_and_a_number_of_its_own_in_both() -> None:
    assert CELL_MARKS.keys() == NUMBERS.keys() == set(Cell)
    assert len(set(CELL_MARKS.values())) == len(CELL_MARKS)
    assert len(set(NUMBERS.values())) == len(NUMBERS)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("layout", list(Layout))
def test_captions_and_notes_are_in_the_language(language: str, layout: Layout) -> None:
    table = matrix_table(MATRIX, layout, labels(language))
    assert table.language == language
    said = labels(language).text("table.of_any")
    assert table.caption == said.format(caption=labels(language).text("table.caption"), coders="a, b")
    assert all(mark in table.notes[0] for mark in (CELL_MARKS.values() if layout is Layout.GRID else ["n ="]))


def test_the_list_says_what_is_contradicted_and_which_studies_are_not_assessed() -> None:
    assert LIST.notes[1:] == ("◐ also contradicted.", "Not assessed where not named: Ödén (2018).")
    nothing = matrix_table(matrix(BOOK, [], STUDIES), Layout.LIST, labels("en"))
    assert nothing.notes[1].startswith("No study is assessed to the end")
    whole = matrix(BOOK, [coded(study.key, "trust", state="done") for study in STUDIES], STUDIES)
    assert len(matrix_table(whole, Layout.LIST, labels("en")).notes) == 1


@pytest.mark.parametrize("layout", list(Layout))
def test_the_caption_says_whose_coding_it_is_and_of_what(layout: Layout) -> None:
    def caption(made: Matrix) -> str:
        return matrix_table(made, layout, labels("en")).caption

    alone = matrix(BOOK, [coded("berg", "trust")], STUDIES)
    assert caption(alone) == "Themes and the studies in which they were found"
    assert caption(replace(alone, whose="a")) == "Themes and the studies in which they were found, as coded by a"
    assert caption(replace(MATRIX, whose="agreed")).endswith("by all of a, b who coded the study")
    assert caption(replace(alone, level=MatrixLevel.CODE)) == "Codes and the studies in which they were found"


def test_robustness_names_what_rests_on_one_study_or_one_coder() -> None:
    table = with_robustness(GRID, MATRIX, labels("en"))
    assert table.notes[-2:] == ("Rests on one study: Time (Berg (2020)).", "Rests on one coder: Time (a).")
    alone = matrix(BOOK, [coded("berg", "trust"), coded("aas", "trust")], STUDIES)
    assert with_robustness(GRID, alone, labels("en")).notes[-1] == "Rests on one study: none."


def test_where_coders_differ_the_table_says_in_how_many_cells() -> None:
    table = matrix_table(replace(MATRIX, differ=(("trust", "aas"),)), Layout.GRID, labels("en"))
    assert table.everywhere == ("Coders differ in 1 cell, shown as not assessed.",)


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
