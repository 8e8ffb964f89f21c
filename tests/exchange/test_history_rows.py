"""Rows of a search history: days and numbers as databases write them, and which lines begin a row."""

import pytest

from reviewkit.exchange.history_rows import called, day_of, digits_of, rows_of, whole
from tests.growth import LINEAR, growth


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31 Jan 2026", "2026-01-31"),
        ("Wed Jan 31 2024 09:12:33 GMT+0100", "2024-01-31"),
        ("Wednesday, January 31, 2024 8:14:33 AM", "2024-01-31"),
        ("2026-01-31", "2026-01-31"),
        ("31/01/2026 08:00:00", "2026-01-31"),
        ("31.1.2026", "2026-01-31"),
        ("01/31/2026", "2026-01-31"),
        ("05/05/2026", "2026-05-05"),
        ("01/02/2026", ""),  # the first of February or the second of January
        ("31 Foo 2026", ""),
        ("2026", ""),
    ],
)
def test_a_day_is_read_where_it_can_mean_one_day_only(text: str, day: str) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("1,039", 1039),
        ("1 039", 1039),
        ("1\u202f175\u00a0495", 1175495),
        ("29°", 29),
        ("4887*", 4887),
        ("View Results (93)", 93),
        ("1,039 document results", 1039),
        ("1 document", 1),
        ("12 34", None),
        ("1,5", None),
        ("nurse* 12", None),
        ("", None),
    ],
)
def test_hits_are_read_as_databases_write_them(text: str, hits: int | None) -> None:
    assert whole(text) == hits


def test_a_line_is_called_as_others_call_it() -> None:
    assert [called(text) for text in ("s 3", "# 3", "3.", "#3)")] == ["S3", "#3", "3", "#3"]
    assert [digits_of(text) for text in ("S3", "#3", "3", "")] == [3, 3, 3, 0]


def test_lines_of_a_query_that_begin_with_a_number_are_no_rows() -> None:
    (first, second) = rows_of("1\tnurse* within\n90 days\t7\n2\thome\t9\n")
    assert (first.query, first.hits, second.number) == ("nurse* within\n90 days", 7, "2")


def test_lines_that_were_deleted_leave_a_gap() -> None:
    assert [line.number for line in rows_of("S9\tc\t1\nS4\tb\t2\nS1\ta\t3\n")] == ["S1", "S4", "S9"][::-1]


def test_a_year_at_the_end_of_a_query_is_no_number_of_hits_where_no_hits_are_shown() -> None:
    lines = rows_of("S1 nurse*\nS2 home care\nS3 published in 2018\n")
    assert [(line.query, line.hits) for line in lines] == [
        ("nurse*", None),
        ("home care", None),
        ("published in 2018", None),
    ]


def test_what_is_below_an_empty_line_is_of_the_page() -> None:
    (first, second) = rows_of("S1 nurse* 9\n\nS2 home\n\ncare 4\n\n(c) The publisher\n")
    assert (first.query, first.hits) == ("nurse*", 9)
    assert (second.query, second.hits) == ("home\n\ncare 4\n\n(c) The publisher", None)


@pytest.mark.parametrize("words", ["narrow by ", "Limiters - y ", "nurse* OR 'x ", "   ", "Search: x Filters: "])
def test_the_time_of_a_very_long_row_grows_with_its_length_alone(words: str) -> None:
    def read(size: int) -> None:
        (line,) = rows_of(f"S1 x {words * size}9\n")
        assert line.hits == 9

    assert growth(read, 5_000) < LINEAR
