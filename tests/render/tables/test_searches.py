"""The search log as a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.locales import labels, languages
from reviewkit.model import NOT_LOGGED, Source
from reviewkit.render.tables.searches import searches_table

CINAHL = Source("cinahl", "CINAHL", platform="EBSCOhost", date="2024-03-01", limits="English", hits=120)
UNLOGGED = Source("website", NOT_LOGGED)


def test_a_source_has_a_row_with_its_items_and_its_records() -> None:
    table = searches_table([(CINAHL, 118), (UNLOGGED, 7)], labels("en"))
    assert table.head == ("Source", "Database", "Platform", "Date", "Limits", "Hits", "Records")
    assert table.rows == (
        ("cinahl", "CINAHL", "EBSCOhost", "2024-03-01", "English", "120", "118"),
        ("website", "(not in searches.yaml)", "", "", "", "", "7"),
    )
    assert table.foot == ("Total", "", "", "", "", "", "125")


@pytest.mark.parametrize(("language", "printed"), [("en", "1502"), ("nb", "1\u00a0502"), ("nn", "1\u00a0502")])
def test_thousands_are_marked_as_the_language_does_and_spreadsheets_get_numbers(
    language: str, printed: str
) -> None:
    table = searches_table([(Source("a", "A", hits=1502), 1502)], labels(language))
    assert table.rows[0][5:] == table.foot[5:] == (printed, printed)
    assert table.plain_body[0][5:] == table.plain_body[1][5:] == ("1502", "1502")
    assert table.of_marks[5:] == (True, True)


def test_no_hits_and_hits_that_nobody_stated_are_not_the_same() -> None:
    table = searches_table([(Source("a", "A", hits=0), 0), (Source("b", "B"), 0)], labels("en"))
    assert [row[5] for row in table.rows] == ["0", ""]


def test_a_sum_of_hits_that_are_not_all_known_is_not_given() -> None:
    assert searches_table([(CINAHL, 118), (UNLOGGED, 7)], labels("en")).foot[5] == ""
    assert searches_table([(CINAHL, 118)], labels("en")).foot[5] == "120"


@pytest.mark.parametrize("language", languages())
def test_head_caption_and_total_are_in_the_language(language: str) -> None:
    table = searches_table([(CINAHL, 118)], labels(language))
    words = labels(language)
    assert (table.caption, table.head[0], table.foot[0]) == (
        words.text("searches.caption"),
        words.text("searches.source"),
        words.text("table.total"),
    )
    assert (table.head[-1] == "Records") is (language == "en")


def test_the_language_is_that_of_the_document() -> None:
    assert searches_table([], labels("nb")).language == "nb"


def test_a_review_without_searches_has_an_empty_table() -> None:
    table = searches_table([], labels("en"))
    assert table.rows == ()
    assert table.foot[-2:] == ("0", "0")


@given(st.lists(st.tuples(st.none() | st.integers(0, 10_000), st.integers(0, 10_000)), max_size=6))
def test_totals_are_the_sums_of_their_columns(numbers: list[tuple[int | None, int]]) -> None:
    table = searches_table(
        [(Source(f"s{n}", "S", hits=hits), k) for n, (hits, k) in enumerate(numbers)], labels("en")
    )
    *rows, foot = table.plain_body
    known = [int(row[5]) for row in rows if row[5]]
    assert foot[5] == (str(sum(known)) if len(known) == len(numbers) else "")
    assert int(foot[6]) == sum(int(row[6]) for row in rows)
    assert {len(row) for row in (*table.rows, table.foot)} == {len(table.head)}


def test_that_a_source_is_not_in_the_search_log_is_said_in_the_language() -> None:
    table = searches_table([(UNLOGGED, 7)], labels("nn"))
    assert table.rows[0][1] == "(ikkje i searches.yaml)"
