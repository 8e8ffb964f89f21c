"""Table 1 in the report."""

from dataclasses import replace
from pathlib import Path

from reviewkit.render.report.theme_table import themes
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of, rows_of, words_of


def test_few_themes_are_columns_of_citations_and_many_are_marks() -> None:
    given = given_of(EXAMPLE)
    made = themes(given)
    assert len(rows_of(made.section)[0]) == 5
    assert (made.numbers["themes"], made.numbers["marks"], made.numbers["studies"]) == (5, 42, 15)
    assert sum(n for name, n in made.numbers.items() if name.startswith("theme.")) == 42
    assert given.matrix is not None
    more = replace(given.matrix, themes=given.matrix.themes[:1] * 7)
    assert len(rows_of(themes(replace(given, matrix=more)).section)) == 15


def test_a_review_without_codebook_says_so(ready: Path) -> None:
    made = themes(given_of(ready))
    assert "Nothing is coded" in words_of(made.section)
    assert (made.numbers, made.missing.anything) == ({}, False)
