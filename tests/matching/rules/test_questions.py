"""What several rules ask: unknown is neither agreement nor difference."""

import pytest

from reviewkit.matching.columns import Kind
from reviewkit.matching.rules import questions
from tests.builders import evidence


def test_one_identifier_that_is_shared_outweighs_another_that_differs() -> None:
    assert questions.shares_identifier(evidence(doi=True))
    assert questions.shares_identifier(evidence(pmid=True))
    assert not questions.shares_identifier(evidence())
    assert questions.identifiers_differ(evidence(doi=False))
    assert not questions.identifiers_differ(evidence(doi=False, pmid=True))
    assert not questions.identifiers_differ(evidence())


def test_only_places_that_are_known_to_agree_are_counted() -> None:
    assert questions.places_agreeing(evidence(volume=True, issue=None, first_page=True, last_page=False)) == 2
    assert questions.places_agreeing(evidence()) == 0


@pytest.mark.parametrize("part", ["volume", "first_page"])
def test_a_place_differs_where_volume_or_first_page_do(part: str) -> None:
    assert questions.place_differs(evidence(**{part: False}))
    assert not questions.place_differs(evidence(**{part: None}))
    assert not questions.place_differs(evidence(issue=False, last_page=False))


@pytest.mark.parametrize(("year", "within"), [(None, True), (0, True), (1, True), (2, False)])
def test_years_are_one_apart_at_most(year: int | None, within: bool) -> None:
    assert questions.years_within(evidence(year=year)) is within


def test_unknown_abstracts_are_not_alike() -> None:
    assert questions.abstracts(evidence(abstract=85.0), 85)
    assert not questions.abstracts(evidence(abstract=84.0), 85)
    assert not questions.abstracts(evidence(abstract=None), 0)
    assert questions.abstracts(evidence(abstract=0.0), 0)


def test_a_range_of_pages_needs_both_ends_and_nothing_against_it() -> None:
    pages = {"first_page": True, "last_page": True}
    assert questions.same_page_range(evidence(**pages))
    for against in ({"volume": False}, {"issue": False}, {"last_page": None}, {"first_page": None}):
        assert not questions.same_page_range(evidence(**{**pages, **against}))


def test_two_congress_abstracts_without_text_may_be_two() -> None:
    assert questions.may_be_two_abstracts(evidence(both=Kind.ABSTRACT))
    assert not questions.may_be_two_abstracts(evidence())
    assert questions.may_be_two_abstracts(evidence(abstract=79.0))
    assert not questions.may_be_two_abstracts(evidence(abstract=80.0, both=Kind.ABSTRACT))


def test_of_every_pair() -> None:
    assert questions.always(evidence())
