"""What all readers of decisions need: rows with their lines, our id in a note, and the words for a decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.imported import OUR_ID, WORDS, about, rows_of
from reviewkit.words import Choice

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=12)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_told_from_the_first_line(delimiter: str) -> None:
    text = delimiter.join(("Title", " Notes ", "DOI")) + "\n" + delimiter.join(("A", "b", "10.1/x")) + "\n"
    assert rows_of(text) == [(2, {"title": "A", "notes": "b", "doi": "10.1/x"})]


def test_names_are_small_and_cells_are_stripped() -> None:
    assert rows_of("TITLE,Covidence #\n  A title ,#1\n") == [(2, {"title": "A title", "covidence #": "#1"})]


def test_every_row_knows_its_line_whatever_stands_between() -> None:
    rows = rows_of('a,b\n1,2\n\n,\n"two\nlines",3\n4,5\n')
    assert [(line, row["b"]) for line, row in rows] == [(2, "2"), (6, "3"), (7, "5")]


def test_cells_without_a_column_are_left_out_and_missing_ones_are_empty() -> None:
    assert rows_of("a,b\n1,2,3,4\n5\n") == [(2, {"a": "1", "b": "2"}), (3, {"a": "5", "b": ""})]


@pytest.mark.parametrize("text", ["", "\n", "a,b\n", "a,b\n\n,\n"])
def test_a_table_without_rows_has_none(text: str) -> None:
    assert rows_of(text) == []


def test_a_cell_of_a_megabyte_is_read() -> None:
    assert len(rows_of(f"a,b\n{'x' * 1_000_000},1\n")[0][1]["a"]) == 1_000_000


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.sampled_from(",;\t"))
def test_any_cells_come_back_as_they_were_written(cells: list[tuple[str, str]], delimiter: str) -> None:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in cells]
    text = "\n".join([delimiter.join(("one", "two")), *map(delimiter.join, quoted)])
    kept = [(one.strip(), two.strip()) for one, two in cells if one or two]
    assert [(row["one"], row["two"]) for _, row in rows_of(text)] == kept


def test_what_a_row_says_of_its_record_is_kept_in_one_spelling() -> None:
    row = {
        "title": "A title",
        "doi": "https://doi.org/10.1000/X",
        "pubmed_id": "123",
        "year": "May 2020",
        "notes": "ours: reviewkit:cinahl-0017 | more",
    }
    found = about(row, Place("x", 3))
    assert (found.title, found.doi, found.pmid, found.year) == ("A title", "10.1000/x", "123", 2020)
    assert (found.record, found.from_note, found.place) == ("cinahl-0017", True, Place("x", 3))
    assert (found.reviewer, found.reasons, found.final, found.later_stage) == ("", (), False, False)


@pytest.mark.parametrize("name", ["year", "published year", "publication_year"])
def test_the_year_stands_under_many_names(name: str) -> None:
    assert about({name: "2019"}, Place("x")).year == 2019


def test_the_doi_may_hide_in_the_address() -> None:
    assert about({"url": "http://dx.doi.org/10.1000/y"}, Place("x")).doi == "10.1000/y"
    assert about({"doi": "10.1000/x", "url": "http://dx.doi.org/10.1000/y"}, Place("x")).doi == "10.1000/x"


def test_an_empty_row_says_nothing() -> None:
    found = about({}, Place("x"))
    assert (found.record, found.from_note, found.doi, found.title, found.year) == ("", False, "", "", None)


@pytest.mark.parametrize(
    ("note", "record"),
    [
        ("reviewkit:cinahl-0017", "cinahl-0017"),
        ("x reviewkit:web-of-science_2-12345; y", "web-of-science_2-12345"),
        ("reviewkit:cinahl-17", ""),
        ("reviewkit: cinahl-0017", ""),
        ("cinahl-0017", ""),
        ("", ""),
    ],
)
def test_our_id_is_found_in_a_note(note: str, record: str) -> None:
    found = OUR_ID.search(note)
    assert (found.group(1) if found else "") == record
    assert about({"note": note}, Place("x")).record == record


def test_the_words_of_other_tools_are_ours() -> None:
    assert {word: choice.value for word, choice in WORDS.items()} == {
        **dict.fromkeys(("include", "included", "yes", "1"), Choice.INCLUDE),
        **dict.fromkeys(("exclude", "excluded", "no", "-1"), Choice.EXCLUDE),
        **dict.fromkeys(("maybe", "undecided", "0"), Choice.MAYBE),
    }


@pytest.mark.parametrize("text", ['a,b\n1,2\n"3,4\n5,6\n', 'a,b\n1,2\n"3,4\n5,"6"\n', 'a,b\n1,2\n3,"4'])
def test_a_row_whose_quote_is_never_closed_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(ReviewkitError, match=r"x\.csv:3: a quotation mark in this row is not closed"):
        rows_of(text, "x.csv")


def test_a_column_that_is_there_twice_may_not_say_two_things() -> None:
    assert rows_of("a,b,A\n1,2,\n,3,4\n5,6,5\n") == [
        (2, {"a": "1", "b": "2"}),
        (3, {"a": "4", "b": "3"}),
        (4, {"a": "5", "b": "6"}),
    ]
    with pytest.raises(ReviewkitError, match=r"x\.csv:3: the column 'a' is there twice, with '1' and '2'"):
        rows_of("a,A\n1,1\n1,2\n", "x.csv")


def test_the_first_row_that_is_not_blank_names_the_columns() -> None:
    assert rows_of("\n\na,b\n1,2\n") == [(4, {"a": "1", "b": "2"})]
