"""A claim of a manuscript, and what the check answers to it."""

from dataclasses import dataclass
from enum import StrEnum

from reviewkit.words import Message


class ClaimKind(StrEnum):
    """What a claim is about."""

    NUMBER = "number"
    PERCENT = "percent"
    YEARS = "years"
    DATE = "date"
    CITATION = "citation"
    REFERENCE = "reference"  # an entry of the reference list
    THEME = "theme"
    CODE = "code"
    DATABASE = "database"
    REASON = "reason"
    COUNTRY = "country"
    DESIGN = "design"
    QUOTE = "quote"
    POINTER = "pointer"  # to a table, a figure or an appendix
    CELL = "cell"  # of a table


class Answer(StrEnum):
    """What the check says of a claim."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    PARTS_DISAGREE = "parts_disagree"
    CANNOT_BE_CHECKED = "cannot_be_checked"


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a passage that say something that a folder may show: from `start` to before `end`, in code points."""

    kind: ClaimKind
    passage: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with its answer.

    `says` is what the folder (or the other part of the manuscript) says, `sources` the boxes, studies, cells or files
    that say it, `other` the claim that it contradicts.
    """

    claim: Claim
    answer: Answer
    says: Message | None = None
    sources: tuple[str, ...] = ()
    other: Claim | None = None
