"""Numbers of search histories: days and hits as databases write them, and what is not a number of hits."""

import pytest

from reviewkit.exchange.history_numbers import (
    begins_like_hits,
    begins_with_a_day,
    called,
    day_of,
    digits_of,
    is_like_a_number,
    is_no_number,
    whole,
)


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


@pytest.mark.parametrize("blank", [",", ".", "'", "’", " ", "\u00a0", "\u2007", "\u2008", "\u2009", "\u202f"])
def test_thousands_are_parted_as_people_and_databases_part_them(blank: str) -> None:
    assert whole(f"1{blank}039") == 1039
    assert whole(f"View Results (1{blank}175{blank}495)") == 1175495
    assert whole(f"1{blank}39") is None


@pytest.mark.parametrize(
    "text", ["1,039.000", "1.039,000", "1'039,000", "-5", "1e5", "1039.0", "~300", "(12", "12)", "9" * 500]
)
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert whole(text) is None
    assert is_no_number(text)


@pytest.mark.parametrize(
    "text", ["1,039", "0", "12.500", "4,887*", "1,039 results", "", "-", "—", "Rerun", "Display", "n/a"]
)
def test_a_number_and_no_number_at_all_are_no_fault(text: str) -> None:
    assert not is_no_number(text)
    assert not is_like_a_number(text)


def test_words_and_days_do_not_look_like_hits() -> None:
    for said in ("-5", "#N/A", "nan", "12.5", "Results: 1e5", "View Results (-3)", "80%"):
        assert is_like_a_number(said), said
    for said in ("ERIC", "Advanced", "31.01.2026", "2026-01-31", "01/02/2026", "2018-2023", "n/a", "05:12", "A12"):
        assert not is_like_a_number(said), said


@pytest.mark.parametrize(
    ("text", "is_hits", "is_day"),
    [
        ("1039 articles", True, False),
        ("n=12", True, False),
        ("12 (31 Jan 2026)", True, False),
        ("31 Jan 2026", False, True),
        ("2026-01-31", False, True),
        ("31.1.2026", False, True),
        ("Wednesday, January 31, 2024", False, True),
        ("2018-2023", False, False),
        ("05:12:33", False, False),
        ("ERIC 1966", False, False),
    ],
)
def test_numbers_of_hits_in_words_are_told_from_days_and_spans(text: str, is_hits: bool, is_day: bool) -> None:
    assert (begins_like_hits(text), begins_with_a_day(text)) == (is_hits, is_day)
