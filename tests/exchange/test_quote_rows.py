"""Tables of quotes are read in any order of columns, in English or Norwegian; what is wrong is named by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.exchange.quote_rows import NAMES, QuoteTable, has_words, is_quote_table, quotes_of_table
from reviewkit.model import Mark

STUDIES = {"berg": "berg", "berg2024": "berg", "aas": "aas", "twice": ""}
CODES = {"trust": "trust", "tillit": "trust", "time": "time", "both": ""}


def read(head: list[str], *rows: list[str]) -> QuoteTable:
    cells = [(line, dict(zip(head, row, strict=True))) for line, row in enumerate(rows, start=2)]
    return quotes_of_table("q.csv", (1, head), cells, STUDIES, CODES)


def test_a_row_is_a_quote_with_its_codes() -> None:
    head = ["quote", "study", "code", "page", "relation", "construct", "note"]
    (row,) = read(
        head, [" No time ", "Berg (2024)", "time; Tillit;time", "4.0", "contradicts", "result", "n"]
    ).rows
    assert (row.study, row.quote, row.page, row.note) == ("berg", "No time", "4", "n")
    assert row.marks == (Mark("time", "contradicts"), Mark("trust", "contradicts"))
    assert (row.construct, str(row.place)) == ("result", "q.csv:2")


@pytest.mark.parametrize(
    "head",
    [
        ["studie", "sitat", "kode", "side", "relasjon", "konstrukt", "merknad"],
        ["kjelde", "utdrag", "kodar", "sidetal", "relasjon", "konstrukt", "kommentar"],
        ["study", "extract", "themes", "pages", "relation", "kind", "comment"],
    ],
)
def test_columns_have_norwegian_names_too(head: list[str]) -> None:
    assert is_quote_table(head)
    table = read(head, ["berg", "Ingen tid", "tillit", "4", "motsier", "deltaker", "n"])
    (row,) = table.rows
    assert table.problems == ()
    assert (row.marks, row.construct, row.page) == ((Mark("trust", "contradicts"),), "participant", "4")


@pytest.mark.parametrize("head", [["study", "trust", "time"], ["studie", "tid"], [], ["trust", "quote"]])
def test_a_table_of_marks_is_none_of_quotes(head: list[str]) -> None:
    assert not is_quote_table(head)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "q", "time", ""], "q.csv:2: column 'study': is empty; name the study by its key or citation"),
        (["brg", "q", "time", ""], "q.csv:2: column 'study': 'brg' is no included study"),
        (
            ["twice", "q", "time", ""],
            "q.csv:2: column 'study': 'twice' is how several studies are cited; write its key",
        ),
        (["berg", "", "time", ""], "q.csv:2: column 'sitat': is empty; give the exact words of the report"),
        (["berg", "q", " ; ", ""], "q.csv:2: column 'code': is empty; name at least one code"),
        (
            ["berg", "q", "time; tme", ""],
            "q.csv:2: column 'code': 'tme' is no code of the codebook; add it first: reviewkit codebook create",
        ),
        (["berg", "q", "both", ""], "q.csv:2: column 'code': 'both' could mean several codes; use an id"),
        (
            ["berg", "q", "time", "denies"],
            "q.csv:2: column 'relation': 'denies' is not one of supports / qualifies / contradicts",
        ),
    ],
)
def test_what_is_wrong_is_named_with_row_and_column(row: list[str], said: str) -> None:
    (problem,) = read(["study", "sitat", "code", "relation"], row).problems
    assert f"{problem.place}: {problem.message}" == said


def test_everything_that_is_wrong_is_named() -> None:
    table = read(
        ["study", "quote", "code"], ["brg", "", "tme"], ["", "", ""], ["aas", "q", "time"], ["x", "q", "time"]
    )
    assert [problem.place.line for problem in table.problems] == [2, 2, 2, 5]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (["study", "quote"], "a column for the code is missing"),
        (["study", "quote", "code", "colour"], "the column 'colour' is not understood"),
        (["study", "quote", "sitat", "code"], "the columns 'quote' and 'sitat' mean the same"),
    ],
)
def test_columns_that_are_missing_or_not_understood_are_refused(head: list[str], said: str) -> None:
    (problem,) = read(head).problems
    assert problem.message.startswith(said)


def test_no_name_of_a_column_means_two_things() -> None:
    names = [name for names in NAMES.values() for name in names]
    assert len(names) == len(set(names))


@given(st.permutations(["study", "quote", "codes", "page", "note"]))
def test_the_order_of_columns_changes_nothing(order: list[str]) -> None:
    cells = {"study": "aas", "quote": "q", "codes": "time", "page": "3", "note": "n"}
    (row,) = read(order, [cells[name] for name in order]).rows
    assert (row.study, row.quote, row.marks, row.page, row.note) == ("aas", "q", (Mark("time"),), "3", "n")


def test_what_is_written_in_a_column_without_a_heading_is_named() -> None:
    head = ["study", "quote", "code", ""]
    (problem,) = read(head, ["berg", "q", "time", ""], ["berg", "r", "time", "12"]).problems
    assert str(problem).startswith("q.csv:3: something is written here in a column without a heading")
    assert read(head, ["berg", "q", "time", ""]).problems == ()


def test_columns_with_words_are_those_of_quotes_but_for_notes() -> None:
    assert all(map(has_words, ("page", "sidetall", "quote", "kode", "study")))
    assert not any(map(has_words, ("note", "merknad", "at", "")))
