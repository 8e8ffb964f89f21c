"""The fixed choices, whose values are written in files and typed at the command line; numbers with their nouns, and
which of several languages is shown."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar


class Arm(StrEnum):
    """The column of the PRISMA 2020 flow diagram that a source belongs to."""

    DATABASES = "databases"
    REGISTERS = "registers"
    OTHER = "other"


class OtherArm(StrEnum):
    """What happens to records from other methods: pooled with the databases before deduplication, or kept separate."""

    POOLED = "pooled"
    SEPARATE = "separate"


class Stage(str):
    """Where a decision was made: the id of a screening stage of review.yaml, or `before-screening`.

    A review with one stage has SCREENING, one with two has TITLE_ABSTRACT and FULL_TEXT; others name their own.
    """

    __slots__ = ()
    BEFORE: ClassVar["Stage"]
    SCREENING: ClassVar["Stage"]
    TITLE_ABSTRACT: ClassVar["Stage"]
    FULL_TEXT: ClassVar["Stage"]


Stage.BEFORE = Stage("before-screening")
Stage.SCREENING = Stage("screening")
Stage.TITLE_ABSTRACT = Stage("title-abstract")
Stage.FULL_TEXT = Stage("full-text")


class Consensus(StrEnum):
    """When the decisions of several people become the result of a stage.

    ALL: everybody decided alike. ONE_INCLUDE: one include goes on, all must exclude. MAJORITY: more than half of the
    people who decide on each record (2 of 3).
    """

    ALL = "all"
    ONE_INCLUDE = "one-include"
    MAJORITY = "majority"


class Maybe(StrEnum):
    """What a maybe counts as when the decisions of a stage are put together: something to discuss, or an include."""

    DISCUSS = "discuss"
    INCLUDE = "include"


class Role(StrEnum):
    """What a reviewer does in the review."""

    SCREENS = "screens"
    SETTLES = "settles"
    CHARTS = "charts"
    CODES = "codes"
    WATCHES = "watches"


class Choice(StrEnum):
    """What one person decided about one record."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"


class Order(StrEnum):
    """In which order a reviewer gets the reports of a stage.

    RANDOM: an own order for each reviewer, the same on every computer, so that tiredness does not meet the same
    reports twice. SOURCE: as they were imported. YEAR: the newest first. TITLE: by the alphabet.
    """

    RANDOM = "random"
    SOURCE = "source"
    YEAR = "year"
    TITLE = "title"


class Verdict(StrEnum):
    """Whether two records are one report."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Relation(StrEnum):
    """How two distinct reports may be related."""

    ERRATUM = "erratum"
    RETRACTION = "retraction"
    REPLY = "reply"
    COMMENT = "comment"
    PART = "part"
    VERSION = "version"
    PREPRINT = "preprint"
    PROTOCOL = "protocol"
    ABSTRACT = "abstract"
    DISSERTATION = "dissertation"
    REPRINT = "reprint"


class Policy(StrEnum):
    """What happens to two related reports: kept separate, joined, or shown to a person."""

    SEPARATE = "separate"
    JOIN = "join"
    ASK = "ask"


class ReviewerKind(StrEnum):
    """A person, an automation tool, or the publication itself (for a published review that is re-created)."""

    PERSON = "person"
    TOOL = "tool"
    PUBLICATION = "publication"


class State(StrEnum):
    """How far a report has come; each report is in exactly one state."""

    REMOVED = "removed"  # before screening, for a reason other than being a duplicate
    WAITING = "waiting"  # somebody still has to decide
    CONFLICT = "conflict"  # the decisions differ and nobody has settled the conflict
    EXCLUDED = "excluded"
    SOUGHT = "sought"  # the full text has not been retrieved yet
    NOT_RETRIEVED = "not-retrieved"
    INCLUDED = "included"


class Column(StrEnum):
    """The columns of the flow: databases and registers, and other methods where these are kept separate."""

    MAIN = "main"
    OTHER = "other"


class BoxId(StrEnum):
    """The boxes of the flow, in PRISMA order; those of other methods are used where these are kept separate.

    The parts of a box (its sources, its reasons) have ids of their own, which prisma.part_id makes, and so have the
    boxes of stages that PRISMA 2020 does not draw (prisma.stage_boxes).
    """

    FROM_DATABASES = "id.databases"
    FROM_REGISTERS = "id.registers"
    FROM_OTHER = "id.other"
    IDENTIFIED = "id"
    OTHER_IDENTIFIED = "other.identified"
    REMOVED = "rm"
    DUPLICATES = "rm.duplicates"
    AUTOMATION = "rm.automation"
    REMOVED_OTHERWISE = "rm.other"
    SCREENED = "screened"
    EXCLUDED = "excluded"
    EXCLUDED_BY_HUMAN = "excluded_by.human"
    EXCLUDED_BY_TOOL = "excluded_by.tool"
    WAITING_SCREENING = "waiting.screening"
    WAITING_TITLE_ABSTRACT = "waiting.title-abstract"
    SOUGHT = "sought"
    NOT_RETRIEVED = "not_retrieved"
    WAITING_RETRIEVAL = "waiting.retrieval"
    ASSESSED = "assessed"
    REPORTS_EXCLUDED = "reports_excluded"
    REPORTS_EXCLUDED_BY_HUMAN = "reports_excluded_by.human"
    REPORTS_EXCLUDED_BY_TOOL = "reports_excluded_by.tool"
    WAITING_FULL_TEXT = "waiting.full-text"
    OTHER_REMOVED = "other.rm"
    OTHER_DUPLICATES = "other.rm.duplicates"
    OTHER_REMOVED_OTHERWISE = "other.rm.other"
    OTHER_SCREENED = "other.screened"
    OTHER_EXCLUDED = "other.excluded"
    OTHER_EXCLUDED_BY_HUMAN = "other.excluded_by.human"
    OTHER_EXCLUDED_BY_TOOL = "other.excluded_by.tool"
    WAITING_OTHER = "waiting.other"
    OTHER_SOUGHT = "other.sought"
    OTHER_NOT_RETRIEVED = "other.not_retrieved"
    WAITING_OTHER_RETRIEVAL = "waiting.other-retrieval"
    OTHER_ASSESSED = "other.assessed"
    OTHER_REPORTS_EXCLUDED = "other.reports_excluded"
    OTHER_REPORTS_EXCLUDED_BY_HUMAN = "other.reports_excluded_by.human"
    OTHER_REPORTS_EXCLUDED_BY_TOOL = "other.reports_excluded_by.tool"
    WAITING_OTHER_FULL_TEXT = "waiting.other-full-text"
    ONGOING = "ongoing"
    AWAITING = "awaiting"
    NEW_STUDIES = "new.studies"
    NEW_REPORTS = "new.reports"
    PREVIOUS_STUDIES = "prev.studies"
    PREVIOUS_REPORTS = "prev.reports"
    TOTAL_STUDIES = "total.studies"
    TOTAL_REPORTS = "total.reports"

    def of(self, column: Column) -> "BoxId":
        """The same box in this column of the flow, such as the reports sought there."""
        if column is Column.MAIN:
            return self
        head, dot, name = self.partition(".")
        return BoxId(f"{head}.other-{name}" if head == "waiting" and dot else f"other.{self}")


# The boxes whose parts are reasons: what people and tools excluded.
EXCLUDED_BOXES = (
    BoxId.EXCLUDED,
    BoxId.REPORTS_EXCLUDED,
    BoxId.OTHER_EXCLUDED,
    BoxId.OTHER_REPORTS_EXCLUDED,
)


class Layout(StrEnum):
    """`list`: one column per theme with its citations. `grid`: one row per study, with a mark for each theme found."""

    LIST = "list"
    GRID = "grid"


class Tool(StrEnum):
    """Where an export goes."""

    RAYYAN = "rayyan"
    COVIDENCE = "covidence"
    ASREVIEW = "asreview"
    ENDNOTE = "endnote"
    ZOTERO = "zotero"
    CSV = "csv"
    RIS = "ris"
    EXCEL = "excel"


# Columns of a reviewer's sheet for Excel that say, in every language, what a row is about, which decision it showed,
# and whose sheet it is.
SHEET_CHECK, SHEET_SEEN, SHEET_REVIEWER = "reviewkit", "seen", "reviewer"

# As much for the conflicts: the report and its stage, and a fingerprint of what had been decided.
CONFLICT_REPORT, CONFLICT_STAGE, CONFLICT_SEEN = "report", "at stage", "seen"

# How far a coder has come with a study, and how a quote relates to a code: words in coding files and logs.
CODING_STATES = ("not-started", "in-progress", "done", "done-nothing-found")
FINISHED_STATES = ("done", "done-nothing-found")
RELATIONS = ("supports", "qualifies", "contradicts")


_NEAREST = {"nn": "nb", "nb": "nn"}  # who reads one written form of Norwegian reads the other


def nearest_language(texts: Mapping[str, str], language: str) -> str:
    """Of the languages that have a text, the one to show: this one, else the other written form of Norwegian, else
    English, else the first; "" where none has."""
    wanted = (language, _NEAREST.get(language, language), "en", *texts)
    return next((one for one in wanted if texts.get(one)), "")


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in the nearest language that has one; "" where none has."""
    return texts.get(nearest_language(texts, language), "")


def number_of(n: int, singular: str, plural: str = "") -> str:
    """A number with its noun: "1 record", "2 records", "0 studies".

    `plural` is needed where it is not the singular with an s. Either may be a phrase with a verb, since the verb
    changes too: number_of(n, "record is", "records are").
    """
    return f"{n} {singular if n == 1 else plural or f'{singular}s'}"
