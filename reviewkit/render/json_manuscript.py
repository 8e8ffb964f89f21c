"""The claims of a manuscript as JSON. docs/json.md describes it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim
from reviewkit.manuscript.confirmed import Confirmation
from reviewkit.model.passages import Manuscript, Passage
from reviewkit.normalize import written_moment
from reviewkit.render.json import Shape


def checked_manuscript(
    manuscript: Manuscript, claims: Sequence[CheckedClaim], confirmed: Mapping[int, Confirmation]
) -> Shape:
    """How many claims have each answer, and every claim with its place, what the folder says, and what people said."""
    counts = Counter(one.answer for one in claims)
    return {
        "file": manuscript.name,
        **{str(answer): counts[answer] for answer in Answer},
        "claims": [
            _checked(manuscript.passages, number, one, confirmed.get(number))
            for number, one in enumerate(claims, 1)
        ],
    }


def _checked(passages: Sequence[Passage], number: int, one: CheckedClaim, said: Confirmation | None) -> Shape:
    return {
        "number": number,
        "answer": one.answer,
        "claim": _claim(passages, one.claim),
        "says": one.says,
        "sources": list(one.sources),
        "other": _claim(passages, one.other) if one.other else None,
        "confirmed": _confirmed(said) if said else None,
    }


def _confirmed(said: Confirmation) -> Shape:
    act = said.act
    return {"by": act.by, "at": written_moment(act.at), "why": act.why, "said": act.said, "holds": said.holds}


def _claim(passages: Sequence[Passage], claim: Claim) -> Shape:
    passage = passages[claim.passage - 1]
    return {
        "kind": claim.kind,
        "words": claim.words,
        "passage": claim.passage,
        "start": claim.start,
        "end": claim.end,
        "line": passage.line_at(claim.start),
        "page": passage.page_at(claim.start),
        "text": passage.text,
    }
