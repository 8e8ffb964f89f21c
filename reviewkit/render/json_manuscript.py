"""The claims of a manuscript as JSON. docs/json.md describes it."""

from collections import Counter
from collections.abc import Sequence

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim
from reviewkit.model.passages import Manuscript, Passage
from reviewkit.render.json import Shape


def checked_manuscript(manuscript: Manuscript, claims: Sequence[CheckedClaim]) -> Shape:
    """How many claims have each answer, and every claim with its place and what the folder says."""
    counts = Counter(one.answer for one in claims)
    return {
        "file": manuscript.name,
        **{str(answer): counts[answer] for answer in Answer},
        "claims": [_checked(manuscript.passages, one) for one in claims],
    }


def _checked(passages: Sequence[Passage], one: CheckedClaim) -> Shape:
    return {
        "answer": one.answer,
        "claim": _claim(passages, one.claim),
        "says": one.says,
        "sources": list(one.sources),
        "other": _claim(passages, one.other) if one.other else None,
    }


def _claim(passages: Sequence[Passage], claim: Claim) -> Shape:
    passage = passages[claim.passage - 1]
    return {
        "kind": claim.kind,
        "words": claim.words,
        "passage": claim.passage,
        "start": claim.start,
        "end": claim.end,
        "line": passage.line_at(claim.start),
        "page": passage.page,
        "text": passage.text,
    }
