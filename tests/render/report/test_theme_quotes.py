"""The quotes, theme by theme."""

from dataclasses import replace
from pathlib import Path

from reviewkit.render.report.theme_quotes import quotes
from tests.commands.test_code_phases import did, root
from tests.conftest import EXAMPLE, Command
from tests.render.report.given import given_of, rows_of, words_of

__all__ = ["root"]  # the fixture


def test_each_theme_has_its_quotes_and_columns_that_tell_something() -> None:
    made = quotes(given_of(EXAMPLE, "nb"))
    first = made.section.sections[0]
    assert [one.heading for one in made.section.sections][1] == "Kompetanseutvikling"
    assert len(rows_of(first)[0]) == 3  # study, quote, whose words: one code, no page, each supports
    assert made.numbers["quotes"] == 42
    assert len(made.section.sections) == 5


def test_a_quote_with_two_codes_is_one_quote_and_one_without_a_theme_has_a_section(
    root: Path, rk: Command
) -> None:
    did(rk, "code", "add", "berg", "-c", "trust", "-c", "haste", "-q", "We trust", "-p", "4")
    did(rk, "code", "add", "aas", "-c", "trust", "-q", "No", "--relation", "contradicts")
    did(rk, "code", "mark", "aas", "-c", "trust")
    made = quotes(given_of(root))
    assert made.numbers == {"theme.relying": 2, "no_theme": 1, "quotes": 2, "under_codes": 3, "without_quote": 1}
    words = words_of(made.section)
    assert "2 quotes in all; one with several codes is in the tables once for each, so they have 3 rows." in words
    relying, no_theme = made.section.sections[0], made.section.sections[-1]
    assert "That each relies on the other" in words_of(relying)
    assert ["Trust", "Berg", "We trust", "4", "supports"] in rows_of(relying) or "contradicts" in words_of(relying)
    assert rows_of(no_theme)[0][0] == "Haste"
    assert made.missing.not_coded


def test_without_a_codebook_there_is_none() -> None:
    made = quotes(replace(given_of(EXAMPLE), matrix=None))
    assert (made.numbers, made.section.sections) == ({}, ())
