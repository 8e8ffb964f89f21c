"""The check of a manuscript against the folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewkit import limits
from reviewkit.blind import as_coder_sees, chart_view
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.locales import labels
from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.judged import judged
from reviewkit.manuscript.known import Known, known
from reviewkit.model.passages import Manuscript, Passage
from reviewkit.store.files import read_bytes
from reviewkit.store.open_review import OpenReview


@dataclass(frozen=True, slots=True)
class CheckedManuscript:
    """A manuscript with its claims in the order of reading, each with its answer."""

    manuscript: Manuscript
    claims: tuple[CheckedClaim, ...]

    @property
    def counts(self) -> Mapping[Answer, int]:
        """How many claims have each answer."""
        return {answer: sum(one.answer is answer for one in self.claims) for answer in Answer}

    @property
    def wrong(self) -> tuple[CheckedClaim, ...]:
        """The claims that disagree with the folder or with each other."""
        return tuple(one for one in self.claims if one.answer in (Answer.DISAGREES, Answer.PARTS_DISAGREE))

    def passage_of(self, one: CheckedClaim) -> Passage:
        """The passage that a claim is in."""
        return self.manuscript.passages[one.claim.passage - 1]


def what_is_known(opened: OpenReview) -> Known:
    """What the folder shows to everybody."""
    review = as_coder_sees(opened.review, "")
    view = chart_view(review, "") if review.facts.form is not None else None
    return known(review, view, labels(review.protocol.language))


def check(opened: OpenReview, data: bytes, name: str) -> CheckedManuscript:
    """The claims of a manuscript, held against the folder. Raises ReviewkitError for a file that cannot be read."""
    manuscript = read_manuscript(data, name)
    return CheckedManuscript(manuscript, judged(manuscript, what_is_known(opened)))


def check_file(opened: OpenReview, path: Path) -> CheckedManuscript:
    """The same of a file. Raises ReviewkitError where there is none."""
    return check(opened, read_bytes(path, limits.TEXT), str(path))
