"""How far people agree who coded independently; where that says nothing, what a second person's review came to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reviewkit.actions.codebook import chosen
from reviewkit.blind import coding_closed_to, codings_shown
from reviewkit.coding_agreement import CodingAgreement, Compared, agreement, coded_apart, differ
from reviewkit.coding_reviews import ReviewCounts, ReviewedQuote, adjusted, counts, counts_by_code, segments_of
from reviewkit.logged_codings import from_acts
from reviewkit.model import Codebook
from reviewkit.review import Review
from reviewkit.words import MatrixLevel, Message, Team, message


@dataclass(frozen=True, slots=True)
class AgreementOnCodings:
    """What can be said of how people agree on codings.

    `independent` is there only where the team codes independently; else `why_not` says why a coefficient means nothing,
    and `differ` sets side by side what several people found. `hidden` disagreements may not be shown to the person yet,
    `not_compared` included studies that were not coded apart by enough people, `in_files` those with a coding in a
    file, which has no time. `reviewed` counts what came of reviewing, `by_code` too, and `adjusted` are the quotes to
    which somebody else gave other codes.
    """

    codebook: Codebook
    level: MatrixLevel
    team: Team | None
    independent: CodingAgreement | None
    why_not: Message | None
    hidden: int
    not_compared: tuple[str, ...]
    in_files: tuple[str, ...]
    differ: tuple[Compared, ...]
    reviewed: ReviewCounts
    by_code: Mapping[str, ReviewCounts]
    adjusted: tuple[ReviewedQuote, ...]


def agreement_on_codings(
    review: Review, person: str, book: str = "", level: MatrixLevel = MatrixLevel.THEME
) -> AgreementOnCodings:
    """How far people agree on what they coded in the included studies, as a person may see it.

    Raises ReviewkitError without a codebook, or where several are and none is named.
    """
    codebook = chosen(review, book)
    shown = [one for one in codings_shown(review, person) if one.codebook in ("", codebook.name)]
    keys = {study.key for study in review.included_studies}
    segments = segments_of(one for one in shown if one.study in keys)
    is_apart = review.protocol.team is Team.INDEPENDENT
    found = _independent(review, codebook, level) if is_apart else None
    closed = coding_closed_to(review, person)
    hidden = [one for one in found.disagreements if one.study.key in closed] if found else []
    if found and hidden:
        seen = tuple(one for one in found.disagreements if one.study.key not in closed)
        found = replace(found, disagreements=seen)
    compared = {study.key for study in found.studies} if found else set()
    return AgreementOnCodings(
        codebook,
        level,
        review.protocol.team,
        found,
        None if is_apart else _why_not(review.protocol.team),
        len(hidden),
        tuple(study.key for study in review.included_studies if is_apart and study.key not in compared),
        tuple(dict.fromkeys(one.study for one in review.facts.codings if not one.events and one.study in keys)),
        () if is_apart else differ(codebook, shown, review.included_studies, level),
        counts(segments),
        counts_by_code(segments),
        adjusted(segments),
    )


def _independent(review: Review, codebook: Codebook, level: MatrixLevel) -> CodingAgreement:
    """The agreement of what was coded before it was shown to others, in the included studies."""
    facts = review.facts
    apart = coded_apart(facts.coding_acts, facts.taken_back, review.protocol.coders, facts.reviews)
    codings = [coding for one in apart for coding in from_acts(one.acts)]
    return agreement(codebook, codings, review.included_studies, level)


def _why_not(team: Team | None) -> Message:
    """Why a coefficient of agreement means nothing for a team that does not code independently."""
    ways = {
        Team.SEQUENTIAL: message("one person codes and others review what they see"),
        Team.COLLABORATIVE: message("people code together"),
        None: message("review.yaml does not say that people code independently (`team: independent`)"),
    }
    return message(
        "No coefficient of agreement: {how}, so what they share does not show how well they agree by themselves. A "
        "second coder is there to see more, and not to be the same (Braun & Clarke 2021, doi "
        "10.1080/14780887.2020.1769238). Shown is what came of it",
        how=ways[team],
    )
