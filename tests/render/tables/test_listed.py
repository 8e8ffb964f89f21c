"""The reports behind a box: who, when, what, where, and why excluded."""

from reviewkit.locales import labels
from reviewkit.render.tables.listed import Listed, listed_table
from tests.builders import record

BERG = record("s-0001", title="Trust", authors=("Berg, K", "Aas, T"), year=2020, journal="J", doi="10.1/a")


def test_a_row_has_what_is_known_of_a_report_and_its_reason() -> None:
    table = listed_table("Reports excluded", [Listed("s-0001", BERG, "Wrong population")], labels("en"))
    assert table.head == ("Record", "Authors", "Year", "Title", "Journal", "DOI", "Reason")
    assert table.rows == (("s-0001", "Berg, K; Aas, T", "2020", "Trust", "J", "10.1/a", "Wrong population"),)


def test_where_nothing_was_excluded_there_is_no_column_of_reasons() -> None:
    table = listed_table("Screened", [Listed("s-0001", BERG)], labels("nb"))
    assert table.head == ("Treff", "Forfattere", "År", "Tittel", "Tidsskrift", "DOI")


def test_a_study_is_named_by_its_key_and_citation() -> None:
    table = listed_table("Studies", [Listed("berg", None, citation="Berg (2020)")], labels("en"))
    assert table.rows == (("berg", "Berg (2020)", "", "", "", ""),)


def test_what_is_not_known_of_a_record_is_empty() -> None:
    table = listed_table("Screened", [Listed("s-0002", record("s-0002"))], labels("en"))
    assert table.rows == (("s-0002", "", "", "", "", ""),)
