"""What cuts a chain; tests/matching/test_rules.py asks `conflict` about each pair of it."""

from reviewkit.matching.rules import Answer, cut
from reviewkit.matching.rules.chains import CHAINS, elsewhere, nothing_in_common, other_year
from reviewkit.words import Relation, Verdict
from tests.builders import evidence


def test_rules_of_chains_keep_apart_and_never_join() -> None:
    assert all(rule.keeps_apart for rule in CHAINS)


def test_another_place_with_another_identifier_cuts_a_chain() -> None:
    other_place = {"volume": False, "first_page": False}
    assert elsewhere.holds(evidence(**other_place, doi=False))
    assert not elsewhere.holds(evidence(**other_place))
    assert not elsewhere.holds(evidence(**other_place, doi=False, abstract=90.0))


def test_an_issue_or_a_last_page_beside_another_page_does_not_hold_a_chain_over_the_years() -> None:
    assert not other_year.holds(evidence(year=2, last_page=True))
    assert other_year.holds(evidence(year=2, last_page=True, first_page=False))
    assert not other_year.holds(evidence(year=2, issue=True))
    assert other_year.holds(evidence(year=2, issue=True, volume=False))
    assert not other_year.holds(evidence(year=2, issue=True, volume=False, abstract=90.0))


def test_other_titles_by_others_cut_a_chain() -> None:
    assert nothing_in_common.holds(evidence(title=59.0, authors=False))
    assert not nothing_in_common.holds(evidence(title=60.0, authors=False))
    assert not nothing_in_common.holds(evidence(title=59.0, authors=None))


def test_what_is_asked_or_linked_stays_so_by_the_rule_of_chains() -> None:
    asked = Answer(Verdict.UNSURE, "V02 a letter")
    assert cut(evidence(letters=False), asked) == Answer(
        Verdict.UNSURE, "C04 titles that differ in a letter, a number or a word, and no rule joins them"
    )
    linked = Answer(Verdict.DIFFERENT, "U05 another place", Relation.REPRINT)
    found = cut(evidence(volume=False, first_page=False, doi=False), linked)
    assert found is not None
    assert (found.rule[:3], found.relation) == ("C01", Relation.REPRINT)
    assert cut(evidence(), asked) is None


def test_one_text_with_two_places_is_left_to_what_is_like_both() -> None:
    asked = Answer(Verdict.UNSURE, "D07 two DOIs")
    known = {"doi": False, "title": 100.0, "abstract": 90.0}
    assert cut(evidence(**known), asked) is None
    pages = {"doi": False, "title": 100.0, "first_page": True, "last_page": True, "year": 0}
    assert cut(evidence(**pages), asked) is None
    assert cut(evidence(**{**pages, "last_page": None}), asked) is not None
    for change in ({"abstract": 89.6}, {"title": 96.6}, {"letters": False}, {"own_number": False}):
        assert cut(evidence(**{**known, **change}), asked) is not None
