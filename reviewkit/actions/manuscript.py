"""The check of a manuscript against the folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from reviewkit import limits
from reviewkit.blind import as_coder_sees, chart_view
from reviewkit.errors import ReviewkitError
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.extract.reading import Unit
from reviewkit.locales import labels
from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.confirmed import DISAGREEING, Confirmation, confirmations
from reviewkit.manuscript.judged import judged
from reviewkit.manuscript.known import Known, KnownText, known
from reviewkit.manuscript.quoted_texts import printed_page
from reviewkit.model.passages import Manuscript, Passage
from reviewkit.store.files import read_bytes, sha256
from reviewkit.store.open_review import OpenReview
from reviewkit.store.readings import read_once, reading_of


@dataclass(frozen=True, slots=True)
class CheckedManuscript:
    """A manuscript with its claims in the order of reading, each with its answer.

    A claim has the number of its place in `claims`, from 1; `confirmed` is what people said of some, by their number.
    `data` is the file as it was read.
    """

    manuscript: Manuscript
    claims: tuple[CheckedClaim, ...]
    confirmed: Mapping[int, Confirmation] = field(default_factory=dict)
    data: bytes = field(default=b"", repr=False)

    @property
    def counts(self) -> Mapping[Answer, int]:
        """How many claims have each answer."""
        return {answer: sum(one.answer is answer for one in self.claims) for answer in Answer}

    @property
    def wrong(self) -> tuple[CheckedClaim, ...]:
        """The claims that disagree with the folder or with each other, and that nobody said are right."""
        return tuple(one for _, one in self.numbered(everything=False) if one.answer in DISAGREEING)

    def numbered(self, everything: bool) -> Iterator[tuple[int, CheckedClaim]]:
        """The claims with their numbers: all of them, or those that somebody should look at."""
        for number, one in enumerate(self.claims, 1):
            is_wrong = one.answer in DISAGREEING and not self._is_settled(number)
            if everything or is_wrong or (one.answer is Answer.CANNOT_BE_CHECKED and one.says):
                yield number, one

    def _is_settled(self, number: int) -> bool:
        return number in self.confirmed and self.confirmed[number].holds

    def passage_of(self, one: CheckedClaim) -> Passage:
        """The passage that a claim is in."""
        return self.manuscript.passages[one.claim.passage - 1]


def what_is_known(opened: OpenReview) -> Known:
    """What the folder shows to everybody."""
    review = as_coder_sees(opened.review, "")
    view = chart_view(review, "") if review.facts.form is not None else None
    return known(review, view, labels(review.protocol.language))


def _texts_of(opened: OpenReview, key: str) -> Iterator[KnownText]:
    """The full texts of a study that can be read."""
    review = opened.review
    for study in (one for one in review.included_studies if one.key == key):
        for report in review.reports_of_study(study):
            for text in review.texts_of.get(report, ()):
                try:
                    reading = reading_of(opened.root, text)
                except ReviewkitError:
                    continue  # its file is missing or damaged; check says so
                has_pages = reading.unit is Unit.PAGE
                printed = printed_page(review.records[report].pages, len(reading.parts)) if has_pages else 0
                yield KnownText(reading.text, reading.starts if has_pages else (), printed)


def check(opened: OpenReview, data: bytes, name: str) -> CheckedManuscript:
    """The claims of a manuscript, held against the folder. Raises ReviewkitError for a file that cannot be read."""
    if name.casefold().endswith(".pdf") and len(data) <= limits.MANUSCRIPT:
        read_once(data, sha256(data), "pdf", name)  # refuses what would end this process, before it is read in it
    manuscript = read_manuscript(data, name)
    texts_of = cache(lambda study: tuple(_texts_of(opened, study)))
    claims = judged(manuscript, replace(what_is_known(opened), texts_of=texts_of))
    confirmed = confirmations(manuscript, claims, opened.review.facts.confirmed_claims)
    return CheckedManuscript(manuscript, claims, confirmed, data)


def checked_again(opened: OpenReview, checked: CheckedManuscript) -> CheckedManuscript:
    """The same check with what people have said since of its claims."""
    acts = opened.review.facts.confirmed_claims
    return replace(checked, confirmed=confirmations(checked.manuscript, checked.claims, acts))


def check_file(opened: OpenReview, path: Path) -> CheckedManuscript:
    """The same of a file. Raises ReviewkitError where there is none."""
    return check(opened, read_bytes(path, limits.MANUSCRIPT), str(path))
