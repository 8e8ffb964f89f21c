"""Cells of a published table beside those of ours, with rows and columns in any order and marks of any kind."""

from reviewkit.compared import Standing, in_each_standing
from reviewkit.compared_tables import OurTable, fit, tables_compared

GRID = OurTable(
    ("Study", "Trust", "Time", "n"),
    (("Aas, 2021", "●", "–", "1"), ("Berg, 2020", "●", "●", "2")),
    members=(("Aas, 2021", ("aas",)), ("Berg, 2020", ("berg",))),
)
LIST = OurTable(("Trust", "Time"), (("Aas, 2021", "Berg, 2020"), ("Berg, 2020", "")), is_list=True)
SOURCES = OurTable(("Source", "Records", "Reports"), (("CINAHL", "1 113", "100"), ("MEDLINE", "5", "4")))


def test_a_table_is_equal_to_itself() -> None:
    for ours in (GRID, LIST, SOURCES):
        found = tables_compared([ours.head, *ours.rows], ours)
        assert {one.standing for one in found} == {Standing.EQUAL}


def test_rows_and_columns_are_found_by_their_names_and_marks_of_any_kind_are_read() -> None:
    theirs = [
        ["Table 1. Themes", "", ""],
        ["Study", "Time", "Trust"],
        ["Berg (2020)", "x", "✓"],
        ["Aas (2021)", "", "Yes"],
    ]
    found = tables_compared(theirs, GRID)
    assert {one.standing for one in found if one.entry.label != "n"} == {Standing.EQUAL}


def test_a_mark_that_is_missing_and_one_too_many_are_named_with_their_study() -> None:
    found = tables_compared([GRID.head, ("Aas, 2021", "", "x", "1"), GRID.rows[1]], GRID)
    said = {(one.entry.place, one.entry.label): one for one in found if one.standing is not Standing.EQUAL}
    assert set(said) == {("Aas, 2021", "Trust"), ("Aas, 2021", "Time")}
    one = said["Aas, 2021", "Trust"]
    assert one.ours is not None
    assert one.ours.members == ("aas",)


def test_numbers_are_compared_as_numbers() -> None:
    found = tables_compared([SOURCES.head, ("CINAHL", "1,114", "100"), ("MEDLINE", "5", "4")], SOURCES)
    assert [one.difference for one in found if one.standing is Standing.DIFFERS] == [1]


def test_a_list_is_compared_study_by_study() -> None:
    theirs = [("Time", "Trust"), ("Berg, 2020; Dahl, 2019", "Aas, 2021"), ("n = 2", "n = 1"), ("A note", "")]
    found = tables_compared(theirs, LIST)
    assert in_each_standing(found) == {
        Standing.EQUAL: 2,
        Standing.DIFFERS: 0,
        Standing.ONLY_IN_FILE: 1,
        Standing.ONLY_IN_FOLDER: 1,
    }


def test_the_table_that_is_meant_fits_best() -> None:
    grid, listed = [GRID.head, *GRID.rows], [LIST.head, *LIST.rows]
    assert fit(grid, GRID) > fit(grid, LIST)
    assert fit(listed, LIST) > fit(listed, GRID)
    assert fit([("Something", "else")], GRID) == fit([], GRID) == 0


def test_a_value_that_is_missing_is_never_taken_from_another_row() -> None:
    theirs = [SOURCES.head, ("CINAHL", "1113", ""), ("MEDLINE", "5", "4"), ("ERIC", "7", "100")]
    found = tables_compared(theirs, SOURCES)
    alone = [(one.entry.place, one.standing) for one in found if one.standing is not Standing.EQUAL]
    assert alone == [
        ("CINAHL", Standing.ONLY_IN_FOLDER),
        ("ERIC", Standing.ONLY_IN_FILE),
        ("ERIC", Standing.ONLY_IN_FILE),
    ]


def test_a_large_table_is_compared_whole() -> None:
    names = tuple(f"Study number {n} of many, {1950 + n % 70}" for n in range(1500))
    ours = OurTable(("Study", *"ABCDEFGH"), tuple((name, *"12345678") for name in names))
    found = tables_compared([ours.head, *((name + " x", *"12345678") for name in names)], ours)
    assert len(found) >= 1500 * 8


def test_no_table_and_numbers_of_5000_digits_are_no_traceback() -> None:
    assert {one.standing for one in tables_compared([], SOURCES)} == {Standing.ONLY_IN_FOLDER}
    theirs = [SOURCES.head, ("CINAHL", "9" * 5000, "100"), SOURCES.rows[1]]
    assert in_each_standing(tables_compared(theirs, SOURCES))[Standing.EQUAL] == 3
