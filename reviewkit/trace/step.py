"""What a trace is made of: steps in the order of a review, from a line of an export to a printed document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from reviewkit.errors import Place


class Kind(StrEnum):
    """What a step is; in the order of the chain."""

    SOURCE = "source"
    IMPORT = "import"
    LINES = "lines"
    RECORD = "record"
    VERDICT = "verdict"
    REPORT = "report"
    DECISION = "decision"
    RETRIEVAL = "retrieval"
    OUTCOME = "outcome"
    STUDY = "study"
    ANSWER = "answer"
    VALUE = "value"
    FIELD = "field"
    QUOTE = "quote"
    CODE_CHANGE = "code-change"
    CODE = "code"
    THEME = "theme"
    CELL = "cell"
    ACT = "act"
    ENTERED = "entered"
    BOX = "box"
    DOCUMENT = "document"


ORDER = {kind: place for place, kind in enumerate(Kind)}
_ACTS = frozenset(
    (Kind.IMPORT, Kind.VERDICT, Kind.DECISION, Kind.RETRIEVAL, Kind.ANSWER, Kind.QUOTE, Kind.CODE_CHANGE, Kind.ACT)
)
_IN_FILES = frozenset((Kind.LINES, Kind.ENTERED, Kind.DOCUMENT))


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of an export, from `first` to `last`, that a record was read from; the lines count from 1.

    `texts` are the lines themselves, where they were asked for.
    """

    path: str
    first: int
    last: int
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file that shows what the review found: its path, its words, and the numbers that it has for boxes of the flow.

    `text` are all words of the file with one blank between them, in small letters; `boxes` is by the id of a box, None
    where there is a box and no number of ours in it. `is_current` says whether it was made from the logs as they are
    now; None where it does not say from which.
    """

    path: str
    text: str
    boxes: Mapping[str, int | None] = field(default_factory=dict)
    is_current: bool | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain.

    `id` is what names it among its kind: the id of a record, a box, an act; `said` is what it says, a message or words
    of the review. `place` is the file and line where it is written, None for what is computed. Of an act, `by`, `at`
    and `why` are who did it, when, and why. `next` are the names of the steps of this trace that follow from it.
    """

    kind: Kind
    id: str
    said: str = ""
    place: Place | None = None
    by: str = ""
    at: datetime | None = None
    why: str = ""
    next: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What can be traced to see this step again: `box:screened`, `event:screening/a-12`, a file and line.

        Logs of version 0.2 give an id once in each kind of log, so the name of an act says which kind it is in.
        """
        if self.kind in _IN_FILES or (self.place and self.id == str(self.place)):
            return self.id
        if self.kind in _ACTS and self.place:
            return act_name(self.place, self.id)
        return f"{self.kind}:{self.id}"


def act_name(place: Place, event: str) -> str:
    """The name of an act that is logged at this place."""
    return f"event:{place.path.rpartition('/')[0]}/{event}"


@dataclass(frozen=True, slots=True)
class Trace:
    """What was asked for, and every step before and after it, in the order of the chain.

    `left_out` says how many more steps of a kind there are than were asked for, `hidden` of how many reports or studies
    something is not shown to this person yet. `texts` are the raw lines of a record, where one alone was traced.
    """

    asked: tuple[str, ...]
    steps: tuple[Step, ...]
    left_out: Mapping[Kind, int] = field(default_factory=dict)
    hidden: int = 0
    texts: tuple[Lines, ...] = ()

    def of(self, kind: Kind) -> tuple[Step, ...]:
        """The steps of a kind."""
        return tuple(step for step in self.steps if step.kind is kind)
