"""CSV of databases and screening tools: every column is kept, and what it holds is told from its name."""

import csv as standard
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Level, Problem
from reviewkit.formats import csv, registry
from reviewkit.formats.base import Notes, Reading
from reviewkit.model import Record

# Without what a reader drops: marks, and Ctrl-Z at the start of a line.
CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r\ufeff\x00\x1a"), max_size=15
)


def read(text: str) -> Reading:
    return registry.read(text.encode("utf-8"), "x.csv", "", "csv")


def one(head: str, row: str) -> Record:
    (record,) = read(f"{head}\n{row}\n").records
    return record


def rows(text: str) -> list[list[tuple[str, str]]]:
    return [[(item.tag, item.value) for item in record.fields] for record in read(text).records]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_recognised_by_the_first_line(delimiter: str) -> None:
    text = f"Title{delimiter}Year\nA{delimiter}2020\n"
    assert rows(text) == [[("Title", "A"), ("Year", "2020")]]


def test_every_column_is_kept_under_its_name_as_written_and_twice_where_it_is_there_twice() -> None:
    assert rows(" Title ,My Column,Title\n A , b ,c\n") == [[("Title", "A"), ("My Column", "b"), ("Title", "c")]]


def test_empty_cells_and_rows_are_no_fields_and_no_records() -> None:
    assert rows("Title,Year,Note\nA,,x\n,,\n\nB\n") == [[("Title", "A"), ("Note", "x")], [("Title", "B")]]


def test_cells_may_hold_separators_quotes_and_line_ends() -> None:
    assert rows('Title,Abstract\n"A, b","two\nlines ""quoted"""\n') == [
        [("Title", "A, b"), ("Abstract", 'two\nlines "quoted"')]
    ]


def test_a_record_knows_the_line_on_which_its_row_begins() -> None:
    reading = read('Title,Abstract\nA,x\n"B","two\nlines"\nC,y\n')
    assert [record.place.line for record in reading.records] == [2, 3, 5]


def test_blank_lines_before_the_head_count_as_lines() -> None:
    assert [record.place.line for record in read("\n\nTitle,Year\nA,2020\n").records] == [4]


def test_cells_beyond_the_head_are_kept_without_a_name_and_reported() -> None:
    reading = read("Title,Year\nA,2020,x,y\nB,2021\n")
    assert [(item.tag, item.value) for item in reading.records[0].fields][2:] == [("", "x"), ("", "y")]
    assert [(str(problem.place), problem.code) for problem in reading.problems] == [("x.csv:2", "cells")]
    assert "2 cells more than columns" in reading.problems[0].message


def test_a_quote_that_is_never_closed_is_reported() -> None:
    reading = read('Title,Authors,Year\n"A,B,2020\nC,D,2021\nE,F,2022\n')
    assert len(reading.records) == 1
    (problem,) = reading.problems
    assert (str(problem.place), problem.code) == ("x.csv:2", "quote")
    assert "lines 2 to 4 were read as one record" in problem.message


def test_a_table_that_is_cut_off_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    before = standard.field_size_limit(10)
    try:
        problems: list[Problem] = []
        lines = ["Title,Year", "A,2020", f"{'x' * 20},2021"]
        found = list(csv.entries(lines, Notes("x.csv", problems)))
    finally:
        standard.field_size_limit(before)
    assert [fields[0].value for fields in found] == ["A"]
    assert [(str(problem.place), problem.code) for problem in problems] == [("x.csv:3", "csv")]


def test_a_cell_of_a_megabyte_is_read() -> None:
    assert len(one("Title,Abstract", f"A,{'x' * 1_000_000}").abstract) == 1_000_000


@pytest.mark.parametrize("text", ["Title,Year\n", "Title,Year"])
def test_a_head_without_rows_is_reported(text: str) -> None:
    assert [problem.code for problem in read(text).problems] == ["no-records"]


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_what_the_standard_library_writes_is_read(cells: list[tuple[str, str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    writer = standard.writer(out, delimiter=delimiter)
    writer.writerow(("Title", "Abstract"))
    writer.writerows(cells)
    wanted = [(title.strip(), abstract.strip()) for title, abstract in cells if title.strip() or abstract.strip()]
    found = [(dict(row).get("Title", ""), dict(row).get("Abstract", "")) for row in rows(out.getvalue())]
    assert found == wanted


@pytest.mark.parametrize(
    ("head", "row", "known"),
    [
        (
            "Article Title,Author Full Names,Publication Year",
            'A,"Berg, N; Dahl, P",2020',
            {"title": "A", "year": 2020},
        ),
        ("TITLE,AUTHORS", 'A,"Berg, N; Dahl, P"', {"authors": ("Berg, N", "Dahl, P")}),
        ("Title,Source title,Volume,Issue,Art. No.", "A,J,3,4,e5", {"journal": "J", "issue": "4", "pages": "e5"}),
        ("Title,Page start,Page end", "A,457,60", {"pages": "457-460"}),
        ("Title,StartPage,EndPage", "A,7,9", {"pages": "7-9"}),
        ("Title,Pages", "A,06-Oct", {"pages": "6-10"}),
        ("Title,Link", "A,https://doi.org/10.1000/X", {"doi": "10.1000/x"}),
        ("Title,DOI,Link", "A,none,https://doi.org/10.1000/X", {"doi": "10.1000/x"}),
        ("Title,PubMed ID", "A,123456", {"pmid": "123456"}),
        (
            "primary_title,first_authors,notes_abstract",
            "A,B,C",
            {"title": "A", "authors": ("B",), "abstract": "C"},
        ),
        (
            "Title,Document Type,Language of Original Document",
            "A,Review,Norwegian",
            {"kind": "Review", "language": "Norwegian"},
        ),
        ("Title,Published Year", "A,May 2019", {"year": 2019}),
        (
            "PMID,Title,Authors,Journal/Book,Publication Year",
            "123456,A,B,J,2019",
            {"journal": "J", "pmid": "123456"},
        ),
        (
            "Title,Authors,Source,Year,ArticleURL",
            "A,B,J,2019,https://doi.org/10.1000/x",
            {"journal": "J", "doi": "10.1000/x"},
        ),
        (
            "Title,Author,Publication Title,Item Type",
            "A,B,J,Article",
            {"authors": ("B",), "journal": "J", "kind": "Article"},
        ),
        ("Title,Author Names,Journal", "A,B,J", {"authors": ("B",), "journal": "J"}),
        (
            "title,first_authors,secondary_title,number",
            "A,B,J,4",
            {"authors": ("B",), "journal": "J", "issue": "4"},
        ),
        (
            "Document Title,Authors,Publication Title,Start Page,End Page",
            "A,B,J,7,9",
            {"title": "A", "pages": "7-9"},
        ),
        (
            "Titles,Creators,Publication,Vol",
            "A,B,J,3",
            {"title": "A", "authors": ("B",), "journal": "J", "volume": "3"},
        ),
        ("Title,Authors", "A,[No title available]", {"authors": ()}),
    ],
)
def test_columns_are_understood_by_their_names(head: str, row: str, known: dict[str, object]) -> None:
    record = one(head, row)
    assert {name: getattr(record, name) for name in known} == known


def test_the_fields_keep_the_names_that_the_file_gives_them() -> None:
    assert [item.tag for item in one("TITLE,Source Title", "A,J").fields] == ["TITLE", "Source Title"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Title,Authors,Year\n", True),
        ('"Title";"DOI"\n', True),
        ('"Title","Colour","Abstract"\n', True),
        ("title\tabstract\n", True),
        ("\n\n Title,Year\n", True),
        ("Title,Colour\n", False),
        ("Name,Year,DOI\n", False),
        ("Title\n", False),
        ("[Title,Year\n", False),
        ("<Title,Year>\n", False),
        ("%Title,Year\n", False),
        ("{title,year\n", False),
        ("", False),
        ("The title, the year\n", False),
    ],
)
def test_a_table_of_references_is_known_by_two_of_its_columns(text: str, is_one: bool) -> None:
    assert csv.recognises(text) is is_one


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('Title,Year\n"A,2020\nC,2021\n', ["2 to 3"]),
        ('Title,Year\nA,2020\n"B,2021\n"C",2022\nD,2023\n', ["3 to 4"]),
        ('Title,Year\nA,"2020\n', ["2 to 2"]),
        ('Title;Abstract\n"A";"two\nlines"\n"B";"three\nC;x\n', ["4 to 5"]),
        ('Title,Year\n\n"A\n\nB,2020\n', ["3 to 5"]),
    ],
)
def test_the_lines_that_an_open_quote_swallowed_are_named(text: str, lines: list[str]) -> None:
    problems = [problem for problem in read(text).problems if problem.code == "quote"]
    assert [problem.message.partition("so lines ")[2].partition(" were")[0] for problem in problems] == lines
    assert {problem.level for problem in problems} == {Level.ERROR}


@pytest.mark.parametrize(
    "row", ['5" tube,2020', 'The "best" care,2020', '"He said ""no""",2020', '"A "good" title",2020']
)
def test_a_quote_within_one_row_is_no_fault(row: str) -> None:
    reading = read(f"Title,Year\n{row}\nB,2021\n")
    assert (len(reading.records), reading.problems) == (2, ())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "\"About the data: exported on Oct 02, 2026. Criteria: 'x' in title\"\nTitle,Authors,Year\nA,B,2020\n",
            [1],
        ),
        ("sep=;\nTitle;Authors;Year\nA;B;2020\n", [1]),
        ("Search,home care\nDate,2026-01-01\n\nTitle,Authors,Year\nA,B,2020\n", [1, 2]),
    ],
)
def test_lines_above_the_head_are_noted_and_no_records(text: str, lines: list[int]) -> None:
    reading = registry.read(text.encode(), "x.csv")
    assert [(record.title, record.authors, record.year) for record in reading.records] == [("A", ("B",), 2020)]
    assert [(problem.place.line, problem.code) for problem in reading.problems] == [(n, "outside") for n in lines]
    assert reading.records[0].place.line == text.count("\n")


def test_the_sep_line_of_excel_separates_the_cells() -> None:
    (record,) = registry.read(b"sep=;\nTitle, or name;Title;Authors;Year\nx,y;A;B;2020\n", "x.csv").records
    assert (record.title, record.authors) == ("A", ("B",))


def test_a_row_with_more_cells_than_columns_is_a_warning() -> None:
    (problem,) = read("Title;Authors\nA;Berg, N; Dahl, P\n").problems
    assert (problem.level, problem.place.line) == (Level.WARNING, 2)
    assert problem.message.startswith("1 cell more than columns")


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Nora Berg|Per Dahl", ("Nora Berg", "Per Dahl")),
        ("['Berg, Nora', 'Dahl, Per']", ("Berg, Nora", "Dahl, Per")),
        ("N Berg, P Dahl, et al.", ("N Berg", "P Dahl")),
        ("N Berg, P Dahl…", ("N Berg", "P Dahl")),
        ("['O'Brien, Nora', \"D'Arc, Per\"]", ("O'Brien, Nora", "D'Arc, Per")),
    ],
)
def test_names_are_taken_apart(authors: str, names: tuple[str, ...]) -> None:
    cell = authors.replace('"', '""')
    assert one("Title,Authors,Year", f'A,"{cell}",2020').authors == names


def test_names_of_columns_within_a_table_are_told() -> None:
    """It stays a record, because records have their ids by their place in the file."""
    data = b"title,doi\nOne,10.5555/a\n\xef\xbb\xbftitle,doi\nTwo,10.5555/b\n"
    reading = registry.read(data, "x.csv")
    assert [record.title for record in reading.records] == ["One", "title", "Two"]
    assert [(one.place.line, one.code) for one in reading.problems] == [(3, "head-again")]
