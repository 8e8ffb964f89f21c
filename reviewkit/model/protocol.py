"""What the team agreed beforehand (review.yaml)."""

from dataclasses import dataclass, field

from reviewkit.errors import Place
from reviewkit.words import OtherArm, Policy, Relation, ReviewerKind, Stage, Stages


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Someone who decides or codes; `id` is what the logs carry."""

    id: str
    name: str = ""
    kind: ReviewerKind = ReviewerKind.PERSON
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExclusionReason:
    """One entry of the protocol's list; `aliases` are the words that other tools use for it."""

    id: str
    labels: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """The label in a language, in English, or the id."""
        return self.labels.get(language) or self.labels.get("en") or self.id


@dataclass(frozen=True, slots=True)
class Previous:
    """Studies and reports of the review that this one updates."""

    studies: int
    reports: int


@dataclass(frozen=True, slots=True)
class Policies:
    """What a review does with reports that are related (`duplicates` in review.yaml): separate, join or ask."""

    preprints: Policy = Policy.SEPARATE
    cochrane_updates: Policy = Policy.SEPARATE
    conference_abstracts: Policy = Policy.SEPARATE
    dissertations: Policy = Policy.SEPARATE

    def of(self, relation: Relation) -> Policy:
        """What to do with two reports of this relation; those without a policy stay separate."""
        return {
            Relation.PREPRINT: self.preprints,
            Relation.VERSION: self.cochrane_updates,
            Relation.ABSTRACT: self.conference_abstracts,
            Relation.DISSERTATION: self.dissertations,
        }.get(relation, Policy.SEPARATE)


@dataclass(frozen=True, slots=True)
class Protocol:
    """What the team agreed beforehand (review.yaml)."""

    title: str
    reviewers: tuple[Reviewer, ...] = ()
    reasons: tuple[ExclusionReason, ...] = ()
    stages: Stages = Stages.TWO
    other_arm: OtherArm = OtherArm.SEPARATE
    reviewers_per_record: int = 2
    language: str = "en"
    previous: Previous | None = None
    duplicates: Policies = Policies()
    format: int = 1
    place: Place = Place("review.yaml")

    def stage_list(self) -> tuple[Stage, ...]:
        """The screening stages in their order."""
        return (Stage.SCREENING,) if self.stages is Stages.ONE else (Stage.TITLE_ABSTRACT, Stage.FULL_TEXT)

    def reviewer(self, reviewer_id: str) -> Reviewer | None:
        """The reviewer with this id."""
        return next((reviewer for reviewer in self.reviewers if reviewer.id == reviewer_id), None)
