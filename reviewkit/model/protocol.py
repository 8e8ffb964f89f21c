"""What the team agreed beforehand (review.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from reviewkit.errors import Place
from reviewkit.model.question import Definition, Framework, Registration

if TYPE_CHECKING:
    from reviewkit.model.numbers import Counts
from reviewkit.words import (
    Analysis,
    ChartingMode,
    Consensus,
    Maybe,
    OtherArm,
    Policy,
    Relation,
    ReviewerKind,
    Role,
    Stage,
    Team,
    in_language,
)

WORKS = frozenset(Role) - {Role.WATCHES}  # what a reviewer does where review.yaml names no roles


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Someone who decides or codes; `id` is what the logs carry.

    `roles` are what they do, from the day `since` to the day `until`; None is open. `earlier_ids` are what the logs
    call them from before their id changed. `model` and `version` name an automation tool.
    """

    id: str
    name: str = ""
    kind: ReviewerKind = ReviewerKind.PERSON
    addresses: tuple[str, ...] = ()
    roles: frozenset[Role] = WORKS
    since: date | None = None
    until: date | None = None
    earlier_ids: tuple[str, ...] = ()
    model: str = ""
    version: str = ""

    def is_here(self, day: date | None) -> bool:
        """Whether they take part in the review on a day (None: on any day)."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def does(self, role: Role, day: date | None = None) -> bool:
        """Whether this is a person who has a role, on a day if one is given."""
        return self.kind is ReviewerKind.PERSON and role in self.roles and self.is_here(day)

    @property
    def described(self) -> str:
        """The name with what a tool is: "ASReview (ELAS u4, version 2.1)"."""
        version = f"version {self.version}" if self.version else ""
        details = ", ".join(part for part in (self.model, version) if part)
        return f"{self.name or self.id} ({details})" if details else self.name or self.id


@dataclass(frozen=True, slots=True)
class ExclusionReason:
    """One entry of the protocol's list; `aliases` are the words that other tools or older decisions use for it.

    `counts_as` is "" for an exclusion; "ongoing" and "awaiting" leave a report out without excluding it (an ongoing
    study, a report that awaits classification), and the flow counts these apart.
    """

    id: str
    labels: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    counts_as: str = ""

    def label(self, language: str) -> str:
        """The label in a language or the nearest there is (words.in_language), or the id."""
        return in_language(self.labels, language) or self.id


@dataclass(frozen=True, slots=True)
class Criteria:
    """What makes a report eligible and what does not: sentences, each by language."""

    include: tuple[Mapping[str, str], ...] = ()
    exclude: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words to mark in titles and abstracts: those that speak for including a report, and those against it.

    A `*` at the end of a word stands for any ending.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def with_also(self, own: "Highlight") -> "Highlight":
        """These words and somebody's own."""
        return Highlight((*self.include, *own.include), (*self.exclude, *own.exclude))


@dataclass(frozen=True, slots=True)
class ScreeningStage:
    """One screening stage, and the rule by which the decisions of people become its result.

    `people` decide on each record of the `share` (0 to 1) that several people screen, one person on the others.
    `full_text` says that people read the full text there; `reasons` that an exclusion needs one main reason (PRISMA
    2020 item 16 asks for reasons at full text alone).
    """

    id: Stage
    labels: Mapping[str, str] = field(default_factory=dict)
    full_text: bool = False
    people: int = 2
    share: float = 1.0
    consensus: Consensus = Consensus.ALL
    maybe: Maybe = Maybe.DISCUSS
    reasons: bool = True

    def people_for(self, report: str) -> int:
        """How many people decide on a report. Which share several people screen is drawn by the report's id, so that
        every computer draws alike and a new import changes nothing that was drawn."""
        if self.share >= 1:
            return self.people
        drawn = int.from_bytes(blake2b(f"{self.id} {report}".encode(), digest_size=8).digest()) / 2**64
        return self.people if drawn < self.share else 1

    def label(self, language: str) -> str:
        """The name in a language or the nearest there is (words.in_language), or the id."""
        return in_language(self.labels, language) or self.id


def one_stage(people: int = 2) -> tuple[ScreeningStage, ...]:
    """`stages: one`: each record is read once, with reasons."""
    return (ScreeningStage(Stage.SCREENING, people=people),)


def two_stages(people: int = 2) -> tuple[ScreeningStage, ...]:
    """`stages: two`, as in PRISMA 2020: titles and abstracts without reasons, then full texts with reasons."""
    return (
        ScreeningStage(Stage.TITLE_ABSTRACT, people=people, reasons=False),
        ScreeningStage(Stage.FULL_TEXT, full_text=True, people=people),
    )


@dataclass(frozen=True, slots=True)
class Previous:
    """Studies and reports of the review that this one updates; None is not stated."""

    studies: int | None
    reports: int | None = None
    place: Place = field(default=Place("review.yaml"), compare=False)


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
class Charting:
    """How studies are charted (`charting` in review.yaml): by how many people, and whether the second one charts too or
    checks what the first one charted."""

    people: int = 1
    mode: ChartingMode = ChartingMode.INDEPENDENT

    @property
    def is_blind(self) -> bool:
        """Whether people chart a study before they see what others charted."""
        return self.people > 1 and self.mode is ChartingMode.INDEPENDENT


@dataclass(frozen=True, slots=True)
class Protocol:
    """What the team agreed beforehand (review.yaml). `coders` is how many people code each study to the end; `seed` is
    what the random orders of reports are drawn with. `questions` are the research questions, each by language.
    `analysis` and `team` say how studies are coded; None where the team has not said. `aim` and `target_group` (whom
    the review is for) are by language, as are the `methods` that it follows.

    `tools_at` are the automation tools that take part in a stage; review.yaml does not say which, but decisions do.
    """

    title: str
    reviewers: tuple[Reviewer, ...] = ()
    reasons: tuple[ExclusionReason, ...] = ()
    stages: tuple[ScreeningStage, ...] = two_stages()
    aim: Mapping[str, str] = field(default_factory=dict)
    target_group: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[dict[str, str], ...] = ()
    framework: Framework | None = None
    definitions: tuple[Definition, ...] = ()
    methods: tuple[Mapping[str, str], ...] = ()
    registration: Registration | None = None
    criteria: Criteria = Criteria()
    highlight: Highlight = Highlight()
    other_arm: OtherArm = OtherArm.SEPARATE
    language: str = "en"
    previous: Previous | None = None
    duplicates: Policies = Policies()
    format: int = 1
    coders: int = 1
    charting: Charting = Charting()
    analysis: Analysis | None = None
    team: Team | None = None
    seed: int = 0
    numbers: "Counts | None" = None
    place: Place = Place("review.yaml")
    tools_at: Mapping[Stage, frozenset[str]] = field(default_factory=dict)
    tools: frozenset[str] = field(init=False, compare=False, repr=False)  # ids of the automation tools
    _stage_by_id: Mapping[Stage, ScreeningStage] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        tools = frozenset(reviewer.id for reviewer in self.reviewers if reviewer.kind is ReviewerKind.TOOL)
        object.__setattr__(self, "tools", tools)
        object.__setattr__(self, "_stage_by_id", {stage.id: stage for stage in reversed(self.stages)})

    def stage_list(self) -> tuple[Stage, ...]:
        """The ids of the screening stages in their order."""
        return tuple(stage.id for stage in self.stages)

    def stage(self, stage_id: Stage) -> ScreeningStage | None:
        """The screening stage with this id."""
        return self._stage_by_id.get(stage_id)

    @property
    def reads_full_texts(self) -> bool:
        """Whether any stage is about full texts."""
        return any(stage.full_text for stage in self.stages)

    def reviewer(self, reviewer_id: str) -> Reviewer | None:
        """The reviewer with this id, or who had it earlier."""
        return next(
            (one for one in self.reviewers if one.id == reviewer_id or reviewer_id in one.earlier_ids), None
        )

    def id_of(self, reviewer_id: str) -> str:
        """The id that a reviewer has now."""
        found = self.reviewer(reviewer_id)
        return found.id if found else reviewer_id

    def have(self, role: Role, day: date | None = None) -> tuple[Reviewer, ...]:
        """The people who have a role, on a day if one is given."""
        return tuple(reviewer for reviewer in self.reviewers if reviewer.does(role, day))
