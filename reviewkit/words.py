"""The fixed choices, whose values are written in files and typed at the command line; and numbers with their nouns."""

from enum import StrEnum


class Arm(StrEnum):
    """The column of the PRISMA 2020 flow diagram that a source belongs to."""

    DATABASES = "databases"
    REGISTERS = "registers"
    OTHER = "other"


class OtherArm(StrEnum):
    """What happens to records from other methods: pooled with the databases before deduplication, or kept separate."""

    POOLED = "pooled"
    SEPARATE = "separate"


class Stages(StrEnum):
    """One screening stage, or title-abstract followed by full text."""

    ONE = "one"
    TWO = "two"


class Stage(StrEnum):
    """Where a decision was made. `screening` is the only stage of a review with one stage."""

    BEFORE = "before-screening"
    SCREENING = "screening"
    TITLE_ABSTRACT = "title-abstract"
    FULL_TEXT = "full-text"


class Choice(StrEnum):
    """What one person decided about one record."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"


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


# How far a coder has come with a study, and how a quote relates to a code: words in coding files and logs.
CODING_STATES = ("not-started", "in-progress", "done", "done-nothing-found")
RELATIONS = ("supports", "qualifies", "contradicts")


def number_of(n: int, singular: str, plural: str = "") -> str:
    """A number with its noun: "1 record", "2 records", "0 studies".

    `plural` is needed where it is not the singular with an s. Either may be a phrase with a verb, since the verb
    changes too: number_of(n, "record is", "records are").
    """
    return f"{n} {singular if n == 1 else plural or f'{singular}s'}"
