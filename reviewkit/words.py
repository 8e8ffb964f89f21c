"""The fixed choices, whose values are written in files and typed at the command line; which of several languages is
shown; and what is said to people: sentences that can be said in other languages, numbers with their nouns."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, ClassVar, Self


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


class FieldType(StrEnum):
    """What a field of the charting form takes."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    INTEGER = "integer"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"
    COUNTRY = "country"
    CITATION = "citation"
    TABLE = "table"


MOST_INSTANCES = 99  # of an answer that can be repeated in a study: arms, measures or settings


class QuoteRule(StrEnum):
    """Whether a charted value comes with a quote and its page."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class NotCharted(StrEnum):
    """Why a field has no value. None of these is the same as not yet charted.

    NR: not reported. NA: the question does not apply to this study. UNCLEAR: reported so that it cannot be understood.
    """

    NR = "NR"
    NA = "NA"
    UNCLEAR = "UNCLEAR"


class ChartingMode(StrEnum):
    """How two people chart a study: each without seeing the other's answers, or one charts and the other checks."""

    INDEPENDENT = "independent"
    VERIFY = "verify"


class Analysis(StrEnum):
    """How what was coded is analysed, as the protocol says: a descriptive content analysis, a thematic analysis of one
    of three schools (Braun & Clarke 2021), or a framework analysis."""

    CONTENT = "descriptive-content"
    CODEBOOK = "codebook-ta"
    RELIABILITY = "coding-reliability-ta"
    REFLEXIVE = "reflexive-ta"
    FRAMEWORK = "framework"


class Team(StrEnum):
    """How several people code: one after another, each without seeing the others' codings first, or together."""

    SEQUENTIAL = "sequential"
    INDEPENDENT = "independent"
    COLLABORATIVE = "collaborative"


class Settling(StrEnum):
    """How it was settled what holds in a field: agreed on sight, discussed, or decided by a third person."""

    AGREED = "agreed"
    DISCUSSION = "discussion"
    THIRD_PERSON = "third-person"


class ValueState(StrEnum):
    """How far a field of a study has come."""

    NOT_CHARTED = "not-charted"
    ONE = "one"  # one person has charted it
    AGREED = "agreed"  # several people charted the same
    DIFFER = "differ"
    SETTLED = "settled"


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


class MatrixLevel(StrEnum):
    """What a matrix is of: the themes, these and their subthemes, or every code."""

    THEME = "theme"
    SUBTHEME = "subtheme"
    CODE = "code"


class CountBy(StrEnum):
    """What a number of two codes counts: quotes that have both, these and quotes that overlap, or studies."""

    QUOTE = "quote"
    OVERLAP = "overlap"
    STUDY = "study"


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
CODEBOOK_OPS = (
    "version",
    "create",
    "rename",
    "redefine",
    "move",
    "merge",
    "split",
    "retire",
    "park",
    "restore",
    "promote",
    "demote",
)

# What a quote is made of: words of a participant, an interpretation of the authors, a result.
CONSTRUCTS = ("participant", "interpretation", "result")
REVIEW_ACTIONS = ("agree", "adjust", "question", "propose", "settle")
_CONCERNS = ("none", "minor", "moderate", "serious")  # none: no or very minor concerns
CERQUAL_COMPONENTS: Mapping[str, tuple[str, ...]] = {
    "methodological-limitations": _CONCERNS,
    "coherence": _CONCERNS,
    "adequacy": _CONCERNS,
    "relevance": _CONCERNS,
    "confidence": ("high", "moderate", "low", "very-low"),
}


_NEAREST = {"nn": "nb", "nb": "nn"}  # who reads one written form of Norwegian reads the other


def nearest_language(texts: Mapping[str, str], language: str) -> str:
    """Of the languages that have a text, the one to show: this one, else the other written form of Norwegian, else
    English, else the first; "" where none has."""
    wanted = (language, _NEAREST.get(language, language), "en", *texts)
    return next((one for one in wanted if texts.get(one)), "")


LANGUAGE_CODES = {"no": "nb", "NO": "nb", "NB": "nb", "NN": "nn", "EN": "en"}  # of languages, as people write them


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in the nearest language that has one; "" where none has."""
    return texts.get(nearest_language(texts, language), "")


Value = str | int | float  # of a message; a text may be a message itself
_ENDS_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Of files, in a message.
_NAMES = frozenset({"path", "file", "folder", "root", "shown", "log", "where", "filename"})


class Message(str):
    """A sentence for people, in English, that the page can say in another language: it keeps its template and values.

    It is a text like any other, and str() of it is itself, so that it stays translatable wherever it is passed on as
    it is. What is put together with it by an f-string is plain English, so use `message` for that too.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, values: Mapping[str, Value]) -> Self:
        self = super().__new__(cls, str.format(template, **values))
        self.template, self.values = template, values
        return self

    def __str__(self) -> str:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.template, self.values)

    def with_name(self, old: str, new: str) -> Self:
        """The same, with another name for something in its values: what a file was called before it was sent here."""
        return type(self)(self.template, {key: renamed(value, old, new) for key, value in self.values.items()})


def message(template: str, /, **values: object) -> Message:
    """The English sentence of a template with named values: message("There is no study {key!r}.", key="berg2024").

    The template is what the sentence is found by in the other languages (locales, table [message]), so it is always
    written out. Values may be messages themselves.
    """
    return Message(
        template, {key: in_line(one) if _is_name(key, one) else _value(one) for key, one in values.items()}
    )


def _is_name(key: str, given: object) -> bool:
    is_text = isinstance(given, str) and not isinstance(given, Message)
    return hasattr(given, "__fspath__") or (key in _NAMES and is_text)


def in_line(name: object) -> str:
    """The name of a file in a sentence, which then cannot end the line and go on as a message of ours."""
    return _ENDS_LINE.sub("\ufffd", str(name))


def _value(given: object) -> Value:
    """A number as it is; one of our own words as a message, so that it has a label in each language; a text."""
    if isinstance(given, StrEnum | Stage):
        return Message(given.replace("{", "{{").replace("}", "}}"), {})
    return given if isinstance(given, int | float) else str(given)


class Number(Message):
    """A number with its noun, which other languages find by the English singular (locales, table [noun])."""

    __slots__ = ()

    @property
    def n(self) -> int:
        """The number."""
        return int(self.values["n"])

    @property
    def noun(self) -> str:
        """The English noun in the form that goes with the number."""
        return str(self.values["noun"])

    @property
    def singular(self) -> str:
        """The English noun for one."""
        return str(self.values["one"])


def number_of(n: int, singular: str, plural: str = "") -> Number:
    """A number with its noun: "1 record", "2 records", "0 studies".

    `plural` is needed where it is not the singular with an s. Either may be a phrase with a verb, since the verb
    changes too: number_of(n, "record is", "records are").
    """
    noun = singular if n == 1 else plural or f"{singular}s"
    return Number("{n} {noun}", {"n": n, "noun": noun, "one": singular})


def together(parts: Iterable[str], between: str = "\n") -> Message:
    """Sentences or words one after the other, each of which stays translatable, as does what is between them."""
    values: dict[str, Value] = {f"part{place}": part for place, part in enumerate(parts)}
    return Message("{between}".join(f"{{{name}}}" for name in values), {**values, "between": between})


def renamed(value: Value, old: str, new: str) -> Value:
    """A text or message with another name for something in it; a number as it is."""
    if isinstance(value, Message):
        return value.with_name(old, new)
    return value.replace(old, new) if isinstance(value, str) else value


def kept_message(value: Value) -> object:
    """A message as plain JSON; a text or number as it is."""
    if not isinstance(value, Message):
        return value
    return [value.template, {key: kept_message(one) for key, one in value.values.items()}]


def message_of(kept: Any) -> Any:
    """What kept_message made plain. Raises LookupError, TypeError or ValueError for anything else."""
    if not isinstance(kept, list):
        return kept
    template, values = kept[0], dict(kept[1])
    kind = Number if {"n", "noun", "one"} == values.keys() else Message
    return kind(template, {key: message_of(one) for key, one in values.items()})
