"""What a claim is."""

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind


def test_an_answer_alone_says_nothing_more() -> None:
    claim = Claim(ClaimKind.NUMBER, 1, 0, 2, "15")
    checked = CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)
    assert (checked.says, checked.sources, checked.other) == (None, (), None)
