"""The claim of a name."""

from reviewkit.manuscript.claim import ClaimKind
from reviewkit.manuscript.name_claims import JOINED, name_claim
from tests.manuscript.checked import few, passages


def test_a_claim_has_the_words_of_the_text() -> None:
    (_, one) = passages("# Paper\n\nWe searched Medline.\n", few())
    claim = name_claim(one, one.names[0])
    assert (claim.kind, claim.words) == (ClaimKind.DATABASE, "Medline")


def test_what_is_between_two_names_of_a_list() -> None:
    assert all(map(JOINED.fullmatch, (", ", " and ", ", og ", "” and “")))
    assert JOINED.fullmatch(" in ") is None
