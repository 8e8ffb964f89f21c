"""A number of a manuscript that the folder contradicts."""

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.numbers import Number
from reviewkit.manuscript.prepared import Prepared
from reviewkit.words import message


def number_claim(one: Prepared, number: Number) -> Claim:
    """The claim that a number of a passage makes."""
    words = one.passage.text[number.start : number.end]
    return Claim(ClaimKind.NUMBER, one.passage.number, number.start, number.end, words)


def wrong_number(one: Prepared, number: Number, what: str, n: int, source: str) -> CheckedClaim:
    """The claim of a number that should be `n`, with what it counts and where the folder has it."""
    says = message("{what}: {n}", what=what, n=n)
    return CheckedClaim(number_claim(one, number), Answer.DISAGREES, says, (source,))
