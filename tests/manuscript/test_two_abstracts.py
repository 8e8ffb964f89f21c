"""An abstract in a second language beside the first."""

import pytest

from reviewkit.manuscript.two_abstracts import checked_abstracts
from tests.manuscript.checked import few, passages

TEXT = """# Trygge netter

## Sammendrag

Vi fant 1 502 treff i fire databaser og tok med 15 studier. Seks temaer går igjen i dem. Sju studier (47 %) er norske.

## Abstract

We found {found} records in four databases and included {studies} studies. {themes} themes recur in them. Seven of the
studies ({share}) are from Norway.

## Innledning

Det er 3 av oss.
"""
RIGHT = {"found": "1,502", "studies": "15", "themes": "Six", "share": "47%"}


def odd(**other: str) -> list[tuple[str, str]]:
    found = checked_abstracts(passages(TEXT.format(**{**RIGHT, **other}), few()))
    return [(one.claim.words, one.other.words if one.other else "") for one in found]


def test_the_same_numbers_agree() -> None:
    assert odd() == []


@pytest.mark.parametrize(
    ("name", "other", "right"),
    [("found", "1,520", "1 502"), ("studies", "16", "15"), ("themes", "Five", "Seks"), ("share", "74%", "47 %")],
)
def test_another_number_names_both_places(name: str, other: str, right: str) -> None:
    assert odd(**{name: other}) == [(other, right)]


def test_abstracts_that_tell_of_other_things_are_left_alone() -> None:
    assert odd(found="3", studies="4", themes="Nine", share="9%") == []


def test_one_abstract_is_beside_nothing() -> None:
    assert list(checked_abstracts(passages("# Paper\n\n## Abstract\n\nWe found 1, 2, 3, 4 and 5.\n", few()))) == []
