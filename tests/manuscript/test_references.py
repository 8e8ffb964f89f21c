"""Entries of the reference list beside the records."""

from dataclasses import replace

import pytest

from tests.manuscript.checked import few, wrong

ENTRY = "Berg, A., & Moe, K. (2018). Nights that do not end for relatives. *Nights*, *7*, 101–112. https://doi.org/10.5555/1"
TEXT = "# Paper\n\nBerg and Moe (2018).\n\n## References\n\n{}\n"


def test_an_entry_of_a_record_agrees() -> None:
    assert wrong(TEXT.format(ENTRY), few()) == []


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("(2018)", "(2019)"),
        ("Berg,", "Breg,"),
        ("101–112", "101–121"),
        ("*7*", "*8*"),
        ("10.5555/1", "10.5555/9"),
        ("relatives", "gardens"),
    ],
)
def test_what_differs_from_the_record_is_noticed(right: str, other: str) -> None:
    assert len(wrong(TEXT.format(ENTRY.replace(right, other, 1)), few())) >= 1


def test_entries_of_other_works_are_left_alone() -> None:
    other = "Braun, V., & Clarke, V. (2006). Using thematic analysis in psychology. *Research*, *3*, 77–101."
    assert wrong(TEXT.format(other), few()) == []


def test_a_short_title_is_looked_at_where_the_rest_says_of_which_record_it_is() -> None:
    known = few()
    record = replace(known.records[0], title="The longest hours")
    study = replace(known.studies[0], records=(record,))
    short = replace(known, studies=(study, *known.studies[1:]))
    entry = "Berg, A., & Moe, K. (2018). {}. *Nights*, *7*, 101–112."
    assert wrong(TEXT.format(entry.format("The longest hours")), short) == []
    assert wrong(TEXT.format(entry.format("The music hours")), short) == ["The music hours"]
    assert wrong(TEXT.format(entry.format("The music hours").replace("101–112", "9")), short) == []
