"""Saying that a claim of a manuscript is right, although the folder or another part of the manuscript differs."""

from dataclasses import dataclass

from reviewkit.actions.manuscript import CheckedManuscript
from reviewkit.actions.who import acting
from reviewkit.errors import ReviewkitError
from reviewkit.manuscript.confirmed import DISAGREEING, ClaimKey, key_of, said_against
from reviewkit.model import ClaimConfirmed
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import message


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmation that was logged; `already` means that the same had been, so nothing was added."""

    act: ClaimConfirmed
    already: bool = False


def confirm(folder: OpenReview, as_: str, checked: CheckedManuscript, number: int, why: str) -> Confirmed:
    """Log that the claim with a number, as the check lists it, is right.

    Raises ReviewkitError for a number that no claim has, a claim that disagrees with nothing, and without a reason.
    """
    why = " ".join(why.split())
    if not why:
        raise ReviewkitError(message("Say why the claim is right: --why. Nothing was logged."))
    key, said = _disagreeing(checked, number)
    with acting(folder, as_) as act:
        new = ClaimConfirmed(act.who, *key, said, why, at=ledger.now())
        for one in act.review.facts.confirmed_claims:
            known = (one.by, one.kind, one.words, one.passage, one.start, one.said, one.why)
            if known == (act.who, *key, said, why):
                return Confirmed(one, already=True)
        made = act.log([new])[0]
        return Confirmed(next(one for one in act.review.facts.confirmed_claims if one.id == made))


def _disagreeing(checked: CheckedManuscript, number: int) -> tuple[ClaimKey, str]:
    """What a claim is known by, and what it disagrees with."""
    if not 1 <= number <= len(checked.claims):
        raise ReviewkitError(
            message(
                "There is no claim {number}; {file} has {n}. Check the file again for their numbers. Nothing was "
                "logged.",
                number=number,
                file=checked.manuscript.name,
                n=len(checked.claims),
            )
        )
    one = checked.claims[number - 1]
    if one.answer not in DISAGREEING:
        raise ReviewkitError(
            message(
                "Claim {number}, “{words}”, disagrees with nothing, so there is nothing to confirm. Nothing was "
                "logged.",
                number=number,
                words=one.claim.words,
            )
        )
    return key_of(one.claim, checked.passage_of(one)), said_against(one)
