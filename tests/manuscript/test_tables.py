"""The cells of tables."""

import pytest

from tests.manuscript.checked import few, wrong

STUDIES = """# Paper

| Study | Country | Design | Participants |
| --- | --- | --- | --- |
| Berg and Moe (2018) | Norway | Interviews | 12 |
| Dahl and Moe (2020) | Norway | Survey | 230 |
| Lindqvist and Moe (2023) | Sweden | Interviews | 9 |
"""
MARKS = """# Paper

| Study | Broken nights and days | Alone on the shift |
| --- | --- | --- |
| Berg and Moe (2018) | x |  |
| Dahl and Moe (2020) | x |  |
| Lindqvist and Moe (2023) |  | x |
"""
SOURCES = """# Paper

| Database | Platform | Date | Hits |
| --- | --- | --- | --- |
| MEDLINE | Ovid | 13 February 2024 | 25 |
| CINAHL | EBSCOhost | 12 February 2024 | 20 |
"""
CODES = """# Paper

| Theme | Codes | Studies |
| --- | --- | --- |
| Broken nights and days | Waking and wandering | 2 |
| Alone on the shift | Long roads | 1 |
| Sensors and alarms | | 1 |
"""
LISTED = """# Paper

| Broken nights and days | Alone on the shift |
| --- | --- |
| Berg and Moe (2018) | Lindqvist and Moe (2023) |
| Dahl and Moe (2020) | |
"""


@pytest.mark.parametrize("table", [STUDIES, MARKS, SOURCES, CODES, LISTED])
def test_a_table_of_the_folder_agrees(table: str) -> None:
    assert wrong(table, few()) == []


@pytest.mark.parametrize(
    ("table", "right", "other"),
    [
        (STUDIES, "| Sweden |", "| Norway |"),
        (STUDIES, "| Survey |", "| Interviews |"),
        (STUDIES, "| 230 |", "| 203 |"),
        (MARKS, "| Dahl and Moe (2020) | x |", "| Dahl and Moe (2020) |  |"),
        (CODES, "| Waking and wandering | 2 |", "| Waking and wandering | 3 |"),
    ],
)
def test_one_other_cell_is_noticed(table: str, right: str, other: str) -> None:
    assert len(wrong(table.replace(right, other), few())) == 1


def test_a_column_that_mostly_says_other_things_is_not_called_wrong() -> None:
    table = STUDIES.replace("| 12 |", "| 3 |").replace("| 230 |", "| 4 |").replace("| 9 |", "| 5 |")
    assert wrong(table, few()) == []


def test_a_citation_under_the_wrong_theme_is_noticed() -> None:
    text = LISTED.replace("| Dahl and Moe (2020) | |", "| Dahl and Moe (2020) | |\n| Lindqvist and Moe (2023) | |")
    assert wrong(text, few()) == ["Lindqvist and Moe (2023)"]


CROSSED = """# Paper

| Design | Norway | Sweden |
| --- | --- | --- |
| Interviews | 1 | 1 |
| Survey | 1 | 0 |
"""
TOTALS = """# Paper

| Study | Broken nights and days | Alone on the shift |
| --- | --- | --- |
| Berg and Moe (2018) | x |  |
| Dahl and Moe (2020) | x |  |
| Lindqvist and Moe (2023) |  | x |
| Number of studies | 2 | 1 |
"""
SUMMED = """# Paper

| Database | Hits |
| --- | --- |
| MEDLINE | 25 |
| CINAHL | 20 |
| Total | 45 |
"""
BY_THEME = """# Paper

| Theme | Studies | Which |
| --- | --- | --- |
| Broken nights and days | 2 | Berg and Moe (2018); Dahl and Moe (2020) |
| Alone on the shift | 1 | Lindqvist and Moe (2023) |
| Broken nights and days | 2 | Berg and Moe (2018); Dahl and Moe (2020) |
"""


@pytest.mark.parametrize("table", [CROSSED, TOTALS, SUMMED, BY_THEME])
def test_tables_of_counts_agree(table: str) -> None:
    assert wrong(table, few()) == []


@pytest.mark.parametrize(
    ("table", "right", "other", "words"),
    [
        (CROSSED, "| Survey | 1 | 0 |", "| Survey | 1 | 3 |", "3"),
        (CROSSED, "| Survey | 1 | 0 |", "| Survey | 2 | 0 |", "2"),
        (TOTALS, "| Number of studies | 2 | 1 |", "| Number of studies | 12 | 1 |", "12"),
        (SUMMED, "| Total | 45 |", "| Total | 54 |", "54"),
        (
            BY_THEME,
            "| 2 | Berg and Moe (2018); Dahl and Moe (2020) |\n| Alone",
            "| 2 | Dahl and Moe (2020) |\n| Alone",
            "Dahl and Moe (2020)",
        ),
    ],
)
def test_one_other_number_is_noticed(table: str, right: str, other: str, words: str) -> None:
    assert wrong(table.replace(right, other), few()) == [words]


def test_a_total_of_studies_that_are_in_several_rows_is_left_alone() -> None:
    assert wrong(SUMMED.replace("| Total | 45 |", "| Total | 40 |"), few()) == []  # 40 were screened


def test_a_row_of_another_study_is_none_of_the_country_in_its_second_cell() -> None:
    other = STUDIES + "| Braun (2006) | Norway | Survey | 99 |\n"
    assert wrong(other, few()) == []


def test_the_one_row_of_a_table_of_themes_that_is_none() -> None:
    row = "| Sensors and alarms | | 1 |"
    assert wrong(CODES.replace(row, "| Bells and gardens | | 1 |"), few()) == ["Bells and gardens"]
    assert wrong(CODES.replace(row, "| In total | | 3 |"), few()) == []
    assert wrong(CODES.replace(row, f"{row}\n| Not coded | | 0 |"), few()) == []
