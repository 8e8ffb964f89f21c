"""What cuts a chain; tests/matching/test_rules.py asks `conflict` about each pair of it."""

from reviewkit.matching.rules.chains import CHAINS, elsewhere, nothing_in_common
from tests.builders import evidence


def test_rules_of_chains_keep_apart_and_never_join() -> None:
    assert all(rule.keeps_apart for rule in CHAINS)


def test_another_place_with_another_identifier_cuts_a_chain() -> None:
    other_place = {"volume": False, "first_page": False}
    assert elsewhere.holds(evidence(**other_place, doi=False))
    assert not elsewhere.holds(evidence(**other_place))
    assert not elsewhere.holds(evidence(**other_place, doi=False, abstract=90.0))


def test_other_titles_by_others_cut_a_chain() -> None:
    assert nothing_in_common.holds(evidence(title=59.0, authors=False))
    assert not nothing_in_common.holds(evidence(title=60.0, authors=False))
    assert not nothing_in_common.holds(evidence(title=59.0, authors=None))
