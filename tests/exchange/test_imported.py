"""What all readers of decisions need: rows with their lines, our id in a note, and the words for a decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.imported import WORDS, about, choice_of, rows_of, time_of
from reviewkit.words import Choice

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=12)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_recognised_by_the_first_line(delimiter: str) -> None:
    text = delimiter.join(("Title", " Notes ", "DOI")) + "\n" + delimiter.join(("A", "b", "10.1/x")) + "\n"
    assert rows_of(text) == [(2, {"title": "A", "notes": "b", "doi": "10.1/x"})]


def test_names_are_small_and_cells_are_stripped() -> None:
    assert rows_of("TITLE,Covidence #\n  A title ,#1\n") == [(2, {"title": "A title", "covidence #": "#1"})]


def test_every_row_knows_its_line_whatever_is_between() -> None:
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
    assert (found.record, found.place) == ("cinahl-0017", Place("x", 3))
    assert (found.reviewer, found.reasons, found.final, found.later_stage) == ("", (), False, False)


@pytest.mark.parametrize("name", ["year", "published year", "publication_year"])
def test_the_year_has_many_names(name: str) -> None:
    assert about({name: "2019"}, Place("x")).year == 2019


def test_the_doi_may_hide_in_the_address() -> None:
    assert about({"url": "http://dx.doi.org/10.1000/y"}, Place("x")).doi == "10.1000/y"
    assert about({"doi": "10.1000/x", "url": "http://dx.doi.org/10.1000/y"}, Place("x")).doi == "10.1000/x"


def test_an_empty_row_says_nothing() -> None:
    found = about({}, Place("x"))
    assert (found.record, found.other_ids, found.doi, found.title, found.year) == ("", (), "", "", None)


@pytest.mark.parametrize(
    ("note", "record"),
    [
        ("reviewkit:cinahl-0017", "cinahl-0017"),
        ("x reviewkit:web-of-science_2-12345; y", "web-of-science_2-12345"),
        ("reviewkit:cinahl-17", ""),
        ("reviewkit: cinahl-0017", ""),
        ("cinahl-0017", "cinahl-0017"),
        ("see cinahl-0017", ""),
        ("", ""),
    ],
)
def test_our_id_is_found_in_a_note(note: str, record: str) -> None:
    assert about({"note": note}, Place("x")).record == record


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        ("Included", Choice.INCLUDE),
        (" yes ", Choice.INCLUDE),
        ("1", Choice.INCLUDE),
        ("Inkluder", Choice.INCLUDE),
        ("JA", Choice.INCLUDE),
        ("excluded", Choice.EXCLUDE),
        ("-1", Choice.EXCLUDE),
        ("ekskludert", Choice.EXCLUDE),
        ("nei", Choice.EXCLUDE),
        ("Maybe", Choice.MAYBE),
        ("kanskje", Choice.MAYBE),
        ("usikker", Choice.MAYBE),
        ("0", None),
        ("perhaps", None),
        ("", None),
    ],
)
def test_words_for_decisions_are_english_or_norwegian_and_0_has_no_meaning_of_its_own(
    word: str, choice: Choice | None
) -> None:
    assert choice_of(word) is choice
    assert "0" not in WORDS


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-01-31T09:30:00Z", "2026-01-31T09:30:00+00:00"),
        ("2026-01-31 09:30:00 UTC", "2026-01-31T09:30:00+00:00"),
        ("31.01.2026", "2026-01-31T00:00:00+00:00"),
        ("1.2.2026 kl. 9.05", "2026-02-01T09:05:00+00:00"),
        ("31.01.2026 09:30:15", "2026-01-31T09:30:15+00:00"),
        ("31.02.2026", ""),
        ("01/02/2026", ""),
        ("yesterday", ""),
    ],
)
def test_times_are_iso_or_norwegian(text: str, written: str) -> None:
    at = time_of(text)
    assert (at.isoformat() if at else "") == written


@pytest.mark.parametrize("column", ["record", "record_id", "id", "Custom 3", "tags", "keywords"])
def test_our_id_may_be_in_any_column(column: str) -> None:
    ((_, row),) = rows_of(f"title,{column}\nA title,cinahl-0017\n")
    assert about(row, Place("x")).record == "cinahl-0017"


def test_an_id_in_a_column_for_it_comes_before_others_in_the_line() -> None:
    found = about({"issn": "1234-5678", "notes": "reviewkit:wos-0002", "id": "cinahl-0017"}, Place("x"))
    assert (found.record, found.other_ids) == ("cinahl-0017", ("wos-0002", "1234-5678"))


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "sep=|"])
def test_the_line_of_excel_that_names_the_separator_is_no_row(line: str) -> None:
    delimiter = line.strip('"')[-1]
    text = f"{line}\na{delimiter}b\n1{delimiter}2,5\n"
    assert rows_of(text) == [(3, {"a": "1", "b": "2,5"})]
    with pytest.raises(ReviewkitError, match=r"x\.csv:3: a quotation mark"):
        rows_of(f'{line}\na{delimiter}b\n"1{delimiter}2\n', "x.csv")


def test_a_number_that_a_table_program_made_a_fraction_is_whole() -> None:
    found = about({"volume": "12.0", "pages": "201.0", "pmid": "123456.0", "year": "2020.0"}, Place("x"))
    assert (found.volume, found.pages, found.pmid, found.year) == ("12", "201", "123456", 2020)


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


@pytest.mark.parametrize(
    "cell", ["34000017", "34000017.0", "PMID: 34000017", "https://pubmed.ncbi.nlm.nih.gov/34000017/"]
)
def test_a_pubmed_id_is_known_however_it_is_written(cell: str) -> None:
    assert about({"pmid": cell}, Place("x", 1)).pmid == "34000017"


def test_a_table_of_decisions_has_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewkit.limits.DECISIONS", 3)
    monkeypatch.setattr("reviewkit.limits.COLUMNS", 4)
    assert len(rows_of("title,decision\na,include\nb,exclude\n")) == 2
    with pytest.raises(ReviewkitError, match="this table has more than 3 rows, so it was not read"):
        rows_of("title,decision\na,include\nb,exclude\nc,exclude\n")
    with pytest.raises(ReviewkitError, match="this table has more than 4 columns"):
        rows_of("title,a,b,c,d\n")
