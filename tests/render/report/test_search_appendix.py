"""The searches line by line."""

from pathlib import Path

from reviewkit.render.report.search_appendix import searches
from tests.conftest import EXAMPLE, Command
from tests.render.report.given import given_of, rows_of, words_of


def test_each_search_has_a_row_and_a_table_of_its_lines() -> None:
    made = searches(given_of(EXAMPLE, "nb"))
    rows = rows_of(made.section)
    assert ["cinahl", "CINAHL", "", "", "2018-2023", "113", "113"] in rows
    assert ["limit", "65+", "2\u00a0342"] in rows
    assert made.numbers["wos.hits"] == made.numbers["wos.records"] == 879
    assert "Oversikten har 6 søk." in words_of(made.section)


def test_a_review_without_searches_says_so(root: Path, rk: Command) -> None:
    (root / "searches.yaml").unlink()
    made = searches(given_of(root))
    assert words_of(made.section) == "Search strategies\nNo search is logged."
    assert made.numbers == {}


def test_hits_that_nobody_stated_are_no_number(ready: Path) -> None:
    (ready / "searches.yaml").write_text("cinahl: {lines: [{step: 1, query: a}]}\nmedline: {}\n", encoding="utf-8")
    made = searches(given_of(ready))
    assert "cinahl.hits" not in made.numbers
    assert ["1", "a", ""] in rows_of(made.section)
