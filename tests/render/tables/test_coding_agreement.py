"""Agreement on codings as tables: a row per theme, what each person found, and what came of reviewing."""

import pytest

from reviewkit.coding_agreement import agreement, differ
from reviewkit.coding_reviews import ReviewCounts
from reviewkit.locales import labels
from reviewkit.render.tables.coding_agreement import coding_agreement_table, reviews_table, side_by_side_table
from reviewkit.render.tables.table import Table
from tests.test_coding import BOOK, STUDIES, coded

CODINGS = [
    coded("berg", "open-door"),
    coded("berg", "trust", "time", coder="b"),
    coded("aas", "time"),
    coded("aas", "time", relation="contradicts", coder="b"),
    coded("oden", state="done-nothing-found"),
    coded("oden", "time", coder="c"),
]


def test_the_table_of_agreement_has_a_row_per_theme_and_one_for_all() -> None:
    table = coding_agreement_table(agreement(BOOK, CODINGS[:4], STUDIES), labels("en"))
    assert table.head == ("Theme", "Studies", "Coded alike", "Raw agreement", "Cohen's κ", "Gwet's AC1", "Found")
    assert [row[:3] for row in (*table.rows, table.foot)] == [
        ("Trust", "2", "2"),
        ("Time", "2", "0"),
        ("All themes", "4", "2"),
    ]
    assert table.rows[0][-1] == "found 50%, not found 50%"
    assert "a, b had coded" in table.notes[0]


def test_what_does_not_vary_is_undefined_and_said_to_be() -> None:
    table = coding_agreement_table(
        agreement(BOOK, [coded("berg", "trust"), coded("berg", "trust", coder="b")], STUDIES), labels("en")
    )
    assert table.rows[0][4] == "undefined (no variation)"
    assert "A coefficient is undefined where everybody always made the same decision." in table.notes


def test_side_by_side_names_what_each_person_found_with_their_quotes() -> None:
    table = side_by_side_table(differ(BOOK, CODINGS, STUDIES), labels("en"))
    assert table.head == ("Study", "Theme", "a", "b", "c")
    assert table.rows == (
        ("Berg (2020)", "Time", "not found", "found: “words” (1)", ""),
        ("Ödén (2018)", "Time", "not found", "", "found: “words” (1)"),
        ("Åås (2019)", "Time", "found: “words” (1)", "found, also contradicted: “words” (1)", ""),
    )


def test_reviews_are_counted_by_code_in_the_order_of_the_codebook() -> None:
    by_code = {"time": ReviewCounts(2, 1, 1), "gone": ReviewCounts(1), "trust": ReviewCounts(1, 1, 0, 1)}
    table = reviews_table(BOOK, by_code, ReviewCounts(4, 2, 1, 1), labels("nn"))
    assert [row[:5] for row in (*table.rows, table.foot)] == [
        ("Tillit", "1", "1", "0", "1"),
        ("Time", "2", "1", "1", "0"),
        ("gone", "1", "0", "0", "0"),
        ("Alle sitat", "4", "2", "1", "1"),
    ]
    assert table.head[:3] == ("Kode", "Sitat", "Gjennomgått")


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_every_table_is_in_every_language(language: str) -> None:
    words = labels(language)
    tables: list[Table] = [
        coding_agreement_table(agreement(BOOK, CODINGS, STUDIES), words),
        side_by_side_table(differ(BOOK, CODINGS, STUDIES), words),
        reviews_table(BOOK, {}, ReviewCounts(), words),
    ]
    assert len({table.caption for table in tables}) == 3
    assert all(table.language == language for table in tables)
