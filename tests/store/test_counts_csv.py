"""PRISMA2020's table read: what the package's users write in it, and what cannot be read is told with its line."""

from pathlib import Path

import openpyxl
import pytest

from reviewkit.entered import counted
from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.model import Counts
from reviewkit.prisma_csv import ROWS
from reviewkit.store import counts_csv
from reviewkit.words import OtherArm, Stage

HEAD = "data,node,box,description,boxtext,tooltips,url,n\n"


def read(tmp_path: Path, text: str, head: str = HEAD) -> tuple[Counts, list[Problem]]:
    path = tmp_path / "PRISMA.csv"
    path.write_text(head + text, encoding="utf-8")
    problems: list[Problem] = []
    return counts_csv.read(path, problems), problems


def row(name: str, n: str, label: str = "NA") -> str:
    return f'{name},NA,NA,NA,{label},NA,NA,"{n}"\n'


def test_sources_and_reasons_are_read_with_their_numbers(tmp_path: Path) -> None:
    counts, problems = read(
        tmp_path,
        row("database_results", "0")
        + row("database_specific_results", "CINAHL, 1,294; MEDLINE, 273 ; Web of Science, 9")
        + row("dbr_excluded", "Wrong population, older, 60;Wrong design,9")
        + row("records_screened", "1 502"),
    )
    assert problems == []
    assert counts.identified["databases"].parts == {"CINAHL": 1294, "MEDLINE": 273, "Web of Science": 9}
    assert counts.identified["databases"].n == 1576
    assert counts.reports_excluded[Stage.FULL_TEXT].parts == {"Wrong population, older": 60, "Wrong design": 9}
    assert counts.screened == {Stage.TITLE_ABSTRACT: 1502}
    assert counts.other_arm is OtherArm.SEPARATE


def test_rows_that_the_template_has_and_nobody_filled_in_are_not_drawn(tmp_path: Path) -> None:
    untouched = "".join(row(one.data or "NA", "Reason1, xxx; Reason2, xxx" if one.lists else "0") for one in ROWS)
    counts, problems = read(tmp_path, untouched)
    assert problems == []
    assert (counts.identified, counts.other, counts.previous) == ({}, None, None)
    assert counts.reports_excluded[Stage.FULL_TEXT].n is None


@pytest.mark.parametrize("n", ["NA", "", "xxx"])
def test_a_number_that_is_missing_is_not_0(tmp_path: Path, n: str) -> None:
    counts, problems = read(tmp_path, row("duplicates", n) + row("dbr_excluded", n))
    assert problems == []
    assert counts.duplicates.n is None
    assert counts.reports_excluded[Stage.FULL_TEXT].n is None


def test_other_methods_have_the_names_that_they_have_in_the_figure(tmp_path: Path) -> None:
    counts, _ = read(
        tmp_path,
        row("website_results", "7", "Google Scholar")
        + row("citations_results", "5")
        + row("other_assessed", "12"),
    )
    assert counts.identified["other"].parts == {"Google Scholar": 7, "Citation searching": 5}
    assert counts.other
    assert counts.other.assessed == {Stage.FULL_TEXT: 12}


def test_a_sum_that_does_not_hold_is_told_with_its_line(tmp_path: Path) -> None:
    counts, _ = read(
        tmp_path,
        row("database_results", "10")
        + row("duplicates", "2")
        + row("records_screened", "9")
        + row("records_excluded", "1"),
    )
    (wrong,) = counted(counts)[1]
    assert wrong.place.line == 3
    assert "10 identified - 9 screened leaves 1" in wrong.message


@pytest.mark.parametrize(
    ("text", "line", "said", "level"),
    [
        (row("duplicates", "many"), 2, "duplicates should be a whole number, not 'many'", Level.ERROR),
        (row("duplicates", "1.5"), 2, "duplicates should be a whole number, not '1.5'", Level.ERROR),
        (row("duplicates", "-3"), 2, "duplicates should be a whole number, not '-3'", Level.ERROR),
        (row("dbr_excluded", "Wrong design 9"), 2, "'Wrong design 9' is no name with its number", Level.ERROR),
        (
            row("records_screened", "5") + row("records_screened", "6"),
            3,
            "records_screened is there twice; the first one counts. Remove one",
            Level.ERROR,
        ),
        (row("records_sceened", "5"), 2, "'records_sceened' is no row that PRISMA2020 has", Level.WARNING),
        (
            row("previous_studies", "3") + row("new_studies", "4") + row("total_studies", "8"),
            4,
            "total_studies is 8, but 3 previous + 4 new = 7; 7 is drawn",
            Level.ERROR,
        ),
        (row("website_results", "few"), 2, "website_results should be a whole number, not 'few'", Level.ERROR),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, said: str, level: Level
) -> None:
    _, problems = read(tmp_path, text)
    (problem,) = problems
    assert said in problem.message
    assert (problem.place.line, problem.level, problem.code) == (line, level, "counts-csv")


@pytest.mark.parametrize(
    ("head", "text", "said"),
    [
        ("name,n\n", "duplicates,4\n", "PRISMA.csv:1: the column 'data' is missing"),
        ("data,number\n", "duplicates,4\n", "PRISMA.csv:1: the column 'n' is missing"),
        ("data,n\n", 'duplicates,"4\n', "PRISMA.csv:2: this table cannot be read: a quotation mark in this row"),
        (
            "data,n\n",
            "duplicates,4\ndbr_excluded,A, 5; B, 6\n",
            "PRISMA.csv:3: this table cannot be read: the row has",
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_its_line(
    tmp_path: Path, head: str, text: str, said: str
) -> None:
    with pytest.raises(ReviewkitError, match=said.replace("(", r"\(")):
        read(tmp_path, text, head)


def test_semicolons_of_a_norwegian_spreadsheet_are_read_too(tmp_path: Path) -> None:
    counts, problems = read(tmp_path, 'duplicates;4\ndbr_excluded;"Feil utvalg, 5; Feil språk, 6"\n', "data;n\n")
    assert problems == []
    assert counts.duplicates.n == 4
    assert counts.reports_excluded[Stage.FULL_TEXT].parts == {"Feil utvalg": 5, "Feil språk": 6}


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for cells in (["data", "boxtext", "n"], ["duplicates", None, 4], ["dbr_excluded", None, "Wrong design, 5"]):
        book.active.append(cells)
    path = tmp_path / "PRISMA.xlsx"
    book.save(path)
    problems: list[Problem] = []
    counts = counts_csv.read(path, problems)
    assert problems == []
    assert counts.duplicates.n == 4
    assert counts.reports_excluded[Stage.FULL_TEXT].parts == {"Wrong design": 5}


@pytest.mark.parametrize("number", ["9" * 5000, "999" + ",999" * 9])
def test_a_number_larger_than_any_is_told_with_its_line(tmp_path: Path, number: str) -> None:
    counts, problems = read(
        tmp_path,
        row("database_specific_results", f"CINAHL, {number}; MEDLINE, 7") + row("records_screened", number),
    )
    assert [one.place.line for one in problems] == [2, 3]
    assert counts.identified["databases"].parts == {"MEDLINE": 7}
    assert counts.screened == {}


def test_the_boxes_of_a_meta_analysis_are_boxes_of_the_review_s_own(tmp_path: Path) -> None:
    counts, problems = read(
        tmp_path,
        row("total_studies_ma", "12", "Total studies included in meta-analysis")
        + row("total_reports_ma", "14", "Reports in the network"),
    )
    assert problems == []
    first, second = counts.additions.boxes
    assert (first.n, first.texts["en"], first.texts["nb"]) == (
        12,
        "Total studies included in meta-analysis",
        "Studier i metaanalysen i alt",
    )
    assert (second.n, dict(second.texts)) == (14, {"en": "Reports in the network"})
    assert read(tmp_path, row("total_studies_ma", "0") + row("total_reports_ma", "NA"))[0].additions.boxes == ()
