"""The glossary: every noun that two rooms share, in the words of PRISMA 2020 (Page et al. 2021, BMJ 372:n71).

A source is one search in one database; a record is one reference in one export; a report is a document (a group
of duplicate records); a study is one or more reports.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from reviewkit.errors import Place
from reviewkit.words import Arm, Choice, OtherArm, Policy, Relation, ReviewerKind, Stage, Stages, State, Verdict


class Field(NamedTuple):
    """One tag of an export with its value as the database wrote it, and the line it began on.

    A tuple, because a review holds hundreds of thousands of them and they are made three times as fast.
    """

    tag: str
    value: str
    line: int


# What is understood of a record, in the order in which people read it.
UNDERSTOOD = (
    "title",
    "authors",
    "year",
    "journal",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "language",
    "kind",
    "abstract",
)


@dataclass(frozen=True, slots=True)
class Record:
    """One reference in one export: the raw fields, and how they are understood.

    `id` is the source and the position in its exports (`cinahl-0017`); it is "" where the record is in no review.
    `format` is the format of the export (a name of formats/registry.py), which says what the tags of the fields mean.
    """

    id: str
    source: str
    place: Place
    fields: tuple[Field, ...] = ()
    kind: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    abstract: str = ""
    language: str = ""
    format: str = "ris"


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
    """What a review does with reports that are related (`duplicates` in review.yaml): keeps them apart, joins, asks."""

    preprints: Policy = Policy.SEPARATE
    cochrane_updates: Policy = Policy.SEPARATE
    conference_abstracts: Policy = Policy.SEPARATE
    dissertations: Policy = Policy.SEPARATE

    def of(self, relation: Relation) -> Policy:
        """What to do with two reports of this relation; those that no policy names stay apart."""
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


@dataclass(frozen=True, slots=True)
class QueryLine:
    """One line of a search strategy with its hits."""

    step: str
    query: str = ""
    hits: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One search in one database, as the search log tells it (PRISMA-S items 1, 8, 9, 13, 15)."""

    name: str
    database: str
    arm: Arm = Arm.DATABASES
    kind: str = ""
    platform: str = ""
    date: str = ""
    searcher: str = ""
    limits: str = ""
    lines: tuple[QueryLine, ...] = ()
    hits: int | None = None
    difference: str = ""
    place: Place = Place("searches.yaml")


class Stamp(NamedTuple):
    """The place of an act in the one order of all acts: when it was done, whose log it is in, on which line.

    `at` is no later than that of any act done in knowledge of this one, so a clock that was wrong wins nothing.
    """

    at: datetime
    writer: str = ""
    number: int = 0


NEVER = datetime.min.replace(tzinfo=UTC)
NO_STAMP = Stamp(NEVER)
AFTER_ALL = Stamp(datetime.max.replace(tzinfo=UTC))  # of an act that would be the last, were it logged


Act = TypeVar("Act", bound="AnyAct | Undo")


def in_order(acts: Iterable[Act]) -> list[Act]:
    """Acts from the first to the last."""
    return sorted(acts, key=lambda act: (act.stamp, act.id))


@dataclass(frozen=True, slots=True)
class Import:
    """One export taken into a source: the file as the database gave it, with the checksum of its bytes.

    `first` is the position of its first record in the source's ids (from 1), 0 where the log does not say (0.2);
    `records` is their number, -1 where the log does not say. `format` is the one named or recognised at import.
    """

    source: str
    number: int
    path: str
    sha256: str
    format: str = ""
    first: int = 0
    records: int = -1
    by: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class SourceRename:
    """An import counts for another source from now on; its records keep their ids."""

    imported: str
    source: str
    by: str = ""
    note: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Export:
    """One imported file that counts, and the ids that its records have: `ids` is what stands before the position.

    The n-th record (from 0) of the file is called `{ids}-{first + n:04d}`.
    """

    source: str
    path: str
    sha256: str
    format: str = ""
    ids: str = ""
    first: int = 1
    records: int = 0
    imported: str = ""
    place: Place = Place("")

    def record_ids(self) -> tuple[str, ...]:
        """The ids of its records, in the order of the file."""
        return tuple(f"{self.ids}-{number:04d}" for number in range(self.first, self.first + self.records))


@dataclass(frozen=True, slots=True)
class DuplicateVerdict:
    """One answer to: are these two records one report? `machine` is the version of reviewkit that answered.

    `relation` is what two distinct reports are to each other (an erratum and its article), where it is known; `update`
    says that the machine was told to replace its earlier answer. `fingerprints` say which records of which exports
    were compared, whatever their ids.
    """

    by: str
    first: str
    second: str
    verdict: Verdict
    rule: str = ""
    score: float = 0.0
    machine: str = ""
    note: str = ""
    relation: Relation | None = None
    update: bool = False
    origin: str = ""
    fingerprints: tuple[str, str] = ("", "")
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class DedupeRun:
    """One run of the machine: its version, and the checksums of the exports it compared."""

    version: str
    exports: frozenset[str]
    by: str = "reviewkit"
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's decision about one record at one stage; `final` settles a conflict.

    `origin` is the file that it was imported from; `fingerprint` says which record of which export was looked at,
    whatever its id.
    """

    by: str
    stage: Stage
    record: str
    choice: Choice
    reason: str = ""
    note: str = ""
    final: bool = False
    origin: str = ""
    fingerprint: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Whether the full text of a record could be had."""

    by: str
    record: str
    retrieved: bool
    note: str = ""
    fingerprint: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Undo:
    """An earlier act is taken back: `event` is its id. An undo can itself be taken back."""

    event: str
    by: str
    note: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An act that does not count any more, and the undo that says so. It stays in the facts: the past can be shown."""

    act: "AnyAct"
    undo: Undo


@dataclass(frozen=True, slots=True)
class AgreementChange:
    """A file of agreements (review.yaml, a codebook, ...) as it was first seen after a change.

    `before` and `after` are checksums of its bytes, "" where there was no file; `difference` is a unified diff.
    """

    file: str
    before: str
    after: str
    difference: str
    by: str
    why: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class CodedSegment:
    """A quote of a study with its codes, as a coder logged it."""

    by: str
    study: str
    quote: str
    marks: "tuple[Mark, ...]"
    page: str = ""
    section: str = ""
    construct: str = ""
    note: str = ""
    codebook: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class StudyMark:
    """A code on a study as a whole, without a quote, and why."""

    by: str
    study: str
    mark: "Mark"
    why: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class StudyCoded:
    """How far a coder is with a study: in-progress, done or done-nothing-found."""

    by: str
    study: str
    state: str
    note: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


AnyAct = (
    Import
    | SourceRename
    | DuplicateVerdict
    | DedupeRun
    | Decision
    | Retrieval
    | AgreementChange
    | CodedSegment
    | StudyMark
    | StudyCoded
)


@dataclass(frozen=True, slots=True)
class Study:
    """One investigation: how it is cited, which records report it, and what is known of it."""

    key: str
    citation: str
    records: tuple[str, ...]
    characteristics: dict[str, str] = field(default_factory=dict)
    place: Place = Place("studies.yaml")


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a codebook. `kind` is code, category, theme or subtheme; the id never changes."""

    id: str
    kind: str
    labels: dict[str, str]
    parent: str = ""
    definition: str = ""
    status: str = "active"
    aliases: tuple[str, ...] = ()
    place: Place = Place("")

    def label(self, language: str) -> str:
        """The label in a language, in English, in any language, or the id."""
        return self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()), self.id)


@dataclass(frozen=True, slots=True)
class Codebook:
    """A list of themes and codes, in the order of the file."""

    name: str
    title: str
    version: str
    language: str
    codes: tuple[Code, ...]
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Mark:
    """One code on one segment, or on a study as a whole: it supports, qualifies or contradicts."""

    code: str
    relation: str = "supports"


@dataclass(frozen=True, slots=True)
class Segment:
    """A quote from a report, with its page, and what it was coded as; `event` is the act that logged it."""

    quote: str
    page: str
    marks: tuple[Mark, ...]
    note: str = ""
    event: str = ""
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder found in one study. `state` is not-started, in-progress, done or done-nothing-found."""

    coder: str
    study: str
    state: str
    segments: tuple[Segment, ...]
    study_marks: tuple[Mark, ...]
    place: Place

    def codes(self) -> frozenset[str]:
        """The codes that the coder used, on quotes and on the study as a whole."""
        quoted = (mark for segment in self.segments for mark in segment.marks)
        return frozenset(mark.code for mark in (*quoted, *self.study_marks))


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """The records of one report. `kept` is the first of them, in the order of the sources."""

    kept: str
    records: tuple[str, ...]


class Share(NamedTuple):
    """One source: its records, the reports they make, and how many of these stand in no other source."""

    source: str
    records: int
    reports: int
    only_here: int

    @property
    def within(self) -> int:
        """Records that repeat another record of the same source."""
        return self.records - self.reports

    @property
    def shared(self) -> int:
        """Reports that another source has as well."""
        return self.reports - self.only_here


class Overlap(NamedTuple):
    """How many reports stand in exactly these sources."""

    sources: tuple[str, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What all decisions on a report amount to: its state, at which stage, and the main reason where excluded.

    `reason` is "" where none was recorded or the reviewers' reasons differ (`reasons_differ`). `by_tool` is true
    where an automation tool decided. `passed` are the stages whose decision was to include. `decisions` are all that
    were made on the report at any stage, in order, and `retrieval` the last word on its full text.
    """

    report: str
    state: State
    stage: Stage
    reason: str = ""
    reasons_differ: bool = False
    by_tool: bool = False
    passed: frozenset[Stage] = frozenset()
    decisions: tuple[Decision, ...] = ()
    retrieval: Retrieval | None = None

    def at_its_stage(self) -> tuple[Decision, ...]:
        """The decisions at the stage where the report is."""
        return tuple(decision for decision in self.decisions if decision.stage is self.stage)
