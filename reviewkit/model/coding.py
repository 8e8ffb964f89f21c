"""Codebooks, and what coders found in studies (Braun & Clarke 2006)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewkit.errors import Place
from reviewkit.model.charting import Quoted
from reviewkit.words import in_language

Said = str | list["Said"] | dict[str, "Said"]  # what a key of a YAML file says
BookState = Mapping[str, Mapping[str, Said]]  # what a codebook says: of each code, and under "" of itself


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
        """The label in a language or the nearest there is (words.in_language), or the id."""
        return in_language(self.labels, language) or self.id


@dataclass(frozen=True, slots=True)
class Codebook:
    """A list of themes and codes, in the order of the file; `said` is all that the file says of each code."""

    name: str
    title: str
    version: str
    language: str
    codes: tuple[Code, ...]
    place: Place = Place("")
    said: BookState = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """One code on one segment, or on a study as a whole: it supports, qualifies or contradicts.

    `event` is the act that logged a mark on a study as a whole; of others, their segment says it.
    """

    code: str
    relation: str = "supports"
    event: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Recoding:
    """The codes that a quote had until somebody gave it others, why, and the act that logged it.

    `action` is recode (its coder did), or adjust or settle (`by` somebody else).
    """

    before: tuple[Mark, ...]
    why: str
    event: str
    by: str = ""
    action: str = "recode"


@dataclass(frozen=True, slots=True)
class CameFrom:
    """The file of another program that a coded quote was imported from, and who coded it there and when, as far as the
    file says; `at` is as it is written there."""

    file: str
    coders: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class SegmentReview:
    """What somebody else than its coder said of a coded quote: `action` is one of REVIEW_ACTIONS.

    `marks` are the codes that they gave or proposed, `after` those that the quote had after it. A question or a
    proposal `is_open` until it is answered (segment_reviews.reviewed).
    """

    by: str
    action: str
    marks: tuple[Mark, ...]
    why: str
    event: str
    after: tuple[Mark, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A quote from a report, with its page and codes; `event` is the act that logged it.

    `page` is what the coder wrote; `found` is where the quote was in a full text, None where it was in none. `section`
    and `construct` (the words of a participant, an interpretation, a result) are as the coder said; `recoded` are the
    codes that it had before, the oldest first, and `reviews` what others said of it, in order; `came_from` is None for
    a quote that was coded here.
    """

    quote: str
    page: str
    marks: tuple[Mark, ...]
    note: str = ""
    event: str = ""
    place: Place = Place("")
    section: str = ""
    construct: str = ""
    found: Quoted | None = None
    recoded: tuple[Recoding, ...] = ()
    reviews: tuple[SegmentReview, ...] = ()
    came_from: CameFrom | None = None

    @property
    def given_by(self) -> str:
        """The act that gave it the codes that it has now; "" for a quote in a file."""
        return self.recoded[-1].event if self.recoded else self.event

    @property
    def open_reviews(self) -> tuple[SegmentReview, ...]:
        """The questions and proposals that nobody has answered yet."""
        return tuple(one for one in self.reviews if one.is_open)

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Who agreed with the codes that the quote has now, or gave it these; not its coder."""
        return tuple(
            dict.fromkeys(
                one.by
                for one in self.reviews
                if one.action in ("agree", "adjust", "settle") and one.after == self.marks
            )
        )


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder found in one study. `state` is not-started, in-progress, done or done-nothing-found.

    `codebook` is the one whose codes are meant; "" where the coding does not say. `events` are the acts that logged it;
    a file that somebody wrote has none.
    """

    coder: str
    study: str
    state: str
    segments: tuple[Segment, ...]
    study_marks: tuple[Mark, ...]
    place: Place
    codebook: str = ""
    events: tuple[str, ...] = ()

    def codes(self) -> frozenset[str]:
        """The codes that the coder used, on quotes and on the study as a whole."""
        quoted = (mark for segment in self.segments for mark in segment.marks)
        return frozenset(mark.code for mark in (*quoted, *self.study_marks))


def circles(above: Mapping[str, str]) -> list[list[str]]:
    """The codes that lie below themselves, circle by circle; `above` is the parent of each code."""
    found: list[list[str]] = []
    seen: set[str] = set()
    for code in above:
        chain: dict[str, None] = {}  # from this code upwards, as far as nobody has gone yet
        step = code
        while step in above and step not in seen and step not in chain:
            chain[step] = None
            step = above[step]
        if step in chain:
            walked = list(chain)
            found.append(walked[walked.index(step) :])
        seen.update(chain)
    return found
