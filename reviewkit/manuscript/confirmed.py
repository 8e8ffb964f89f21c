"""What people said of claims: that they are right although the folder, or another part of the manuscript, differs.

A claim is known again by its words and by the text of its passage, wherever that is now. What was said of it holds as
long as what it disagrees with says the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim
from reviewkit.model import ClaimConfirmed
from reviewkit.model.passages import Manuscript, Passage

DISAGREEING = (Answer.DISAGREES, Answer.PARTS_DISAGREE)


class ClaimKey(NamedTuple):
    """What a claim is known by: its kind and words, the checksum of its passage, and its place in it."""

    kind: str
    words: str
    passage: str
    start: int


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What somebody said of a claim, and whether that holds: not where the folder says something else since then."""

    act: ClaimConfirmed
    holds: bool


def key_of(claim: Claim, passage: Passage) -> ClaimKey:
    """What a claim in a passage is known by."""
    return ClaimKey(claim.kind, claim.words, sha256(passage.text.encode()).hexdigest()[:24], claim.start)


def said_against(one: CheckedClaim) -> str:
    """What a claim disagrees with, in English: what the folder says, or the words in another place."""
    other = f" [{one.other.words}]" if one.other else ""
    return f"{one.says or ''}{other}"


def confirmations(
    manuscript: Manuscript, claims: Sequence[CheckedClaim], acts: Iterable[ClaimConfirmed]
) -> Mapping[int, Confirmation]:
    """What was said last of each claim that disagrees, by the number of the claim, from 1."""
    last = {ClaimKey(act.kind, act.words, act.passage, act.start): act for act in acts}
    if not last:
        return {}
    found: dict[int, Confirmation] = {}
    for number, one in enumerate(claims, 1):
        if one.answer in DISAGREEING:
            act = last.get(key_of(one.claim, manuscript.passages[one.claim.passage - 1]))
            if act is not None:
                found[number] = Confirmation(act, act.said == said_against(one))
    return found
