"""A table of studies x themes is understood cell by cell, and what is not understood is named with its row."""

import pytest

from reviewkit.exchange.marks import (
    CONTRADICTED,
    NOT_ASSESSED,
    NOT_FOUND,
    PRESENT,
    MarksTable,
    marks_of_table,
    names_of,
    names_of_codes,
    names_of_studies,
)
from reviewkit.model import Mark, Study

STUDIES = (Study("berg", "Berg (2020)", ()), Study("aas", "Aas & Dahl (2019)", ()), Study("ny", "Ny (2021)", ()))
CODES = {"trust": "trust", "time": "time", "tid": "time"}


def understood(*rows: str, head: str = "study,trust,time", empty_not_found: bool = False) -> MarksTable:
    names = head.split(",")
    cells = [(line, dict(zip(names, row.split(","), strict=False))) for line, row in enumerate(rows, start=2)]
    return marks_of_table("t.csv", (1, names), cells, names_of_studies(STUDIES), CODES, empty_not_found)


@pytest.mark.parametrize("cell", ["1", "x", "X", "●", "Yes", "ja"])
def test_a_mark_is_read_as_people_and_reviewkit_write_it(cell: str) -> None:
    (row,) = understood(f"berg,{cell},0").rows
    assert (row.study, row.marks, row.not_found) == ("berg", (Mark("trust"),), ("time",))


def test_a_contradicted_theme_is_a_mark_that_contradicts() -> None:
    (row,) = understood("berg,◐,qualifies").rows
    assert row.marks == (Mark("trust", "contradicts"), Mark("time", "qualifies"))


@pytest.mark.parametrize("cell", ["", "NA", "?", "not assessed"])
def test_what_a_cell_does_not_say_is_never_not_found(cell: str) -> None:
    table = understood(f"berg,1,{cell}")
    assert [(row.marks, row.not_found) for row in table.rows] == [((Mark("trust"),), ())]
    assert table.problems == ()


def test_an_empty_cell_means_not_found_where_the_import_says_so() -> None:
    (row,) = understood("berg,1,", empty_not_found=True).rows
    assert (row.marks, row.not_found) == ((Mark("trust"),), ("time",))


def test_a_column_with_a_minus_is_about_another_theme() -> None:
    table = understood("berg,1", head="study,trust (-)")
    assert [str(one) for one in table.problems] == [
        "t.csv:1: the column 'trust (-)' is no theme or code of the codebook"
    ]
    assert names_of_codes([("Trust (+)", "one"), ("Trust (-)", "two")]) == {"trust+": "one", "trust-": "two"}


def test_no_word_means_two_things() -> None:
    words = [*PRESENT, *CONTRADICTED, *NOT_FOUND, *NOT_ASSESSED]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", ["berg", "BERG", "Berg (2020)", "Berg, 2020"])
def test_a_study_is_known_by_its_key_or_its_citation(name: str) -> None:
    rows = [(2, {"study": name, "trust": "1"})]
    table = marks_of_table("t.csv", (1, ["study", "trust"]), rows, names_of_studies(STUDIES), CODES)
    assert [row.study for row in table.rows] == ["berg"]


def test_columns_and_rows_of_totals_and_notes_are_left_out_and_notes_are_named() -> None:
    table = understood("berg,1,0,1", "Total,1,0,1", "n = number,,,", head="study,trust,time,total")
    assert [row.study for row in table.rows] == ["berg"]
    assert table.problems == ()
    assert [str(one) for one in table.left_out] == [
        "t.csv:4: 'n = number' is no study and has no mark; the row was left out"
    ]


@pytest.mark.parametrize(
    ("rows", "head", "said"),
    [
        (["berg,3,0"], "study,trust,time", "t.csv:2: '3' under trust is not understood"),
        (["brg,1,0"], "study,trust,time", "t.csv:2: 'brg' is no included study"),
        ([",1,0"], "study,trust,time", "t.csv:2: the row has marks and names no study"),
        (["berg,1,0", "Berg (2020),1,1"], "study,trust,time", "t.csv:3: berg is in row 2 already"),
        (["berg,1,0"], "study,trust,tine", "t.csv:1: the column 'tine' is no theme or code"),
        (["berg,1,0"], "study,time,tid", "t.csv:1: two columns are about time"),
        (["berg"], "study", "t.csv:1: no column is about a theme"),
    ],
)
def test_what_is_not_understood_is_named_with_its_row(rows: list[str], head: str, said: str) -> None:
    assert str(understood(*rows, head=head).problems[0]).startswith(said)


def test_a_name_of_several_things_is_none_of_them() -> None:
    assert names_of([("Time", "time"), ("time", "hours"), ("Trust", "trust")]) == {"time": "", "trust": "trust"}
    two = names_of_studies((Study("a", "Holm (2021)", ()), Study("b", "Holm (2021)", ())))
    rows = [(2, {"study": "Holm (2021)", "trust": "1"})]
    table = marks_of_table("t.csv", (1, ["study", "trust"]), rows, two, CODES)
    assert "several studies are cited" in table.problems[0].message


def test_a_mark_in_a_column_without_a_heading_is_named_and_an_empty_column_or_no_name_of_studies_is_fine() -> None:
    found = understood("aas,,0,", "berg,1,0,", "ny,,1,0", head="study,,trust,time")
    assert [str(one) for one in found.problems] == [
        "t.csv:3: something is written here in a column without a heading. Give the column a heading, or clear the cell"
    ]
    assert understood("berg,,1,0", head="study,,trust,time").problems == ()
    assert [row.study for row in understood("berg,1,0", head=",trust,time").rows] == ["berg"]
