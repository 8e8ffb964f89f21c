"""What the logs show of the six phases of thematic analysis (Braun & Clarke 2006): counts and lists, and nothing that
was not logged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reviewkit.codebook_history import ITSELF, is_beginning
from reviewkit.codebook_lists import BookLists, in_words, lists, text_of
from reviewkit.coding import Cell, matrix
from reviewkit.model import (
    NEVER,
    Code,
    Codebook,
    CodebookAct,
    Coding,
    Consulted,
    Finding,
    Segment,
    SegmentReviewed,
    Study,
    StudyRead,
    Undo,
)
from reviewkit.words import FINISHED_STATES, REVIEW_ACTIONS, Analysis, Team

PastChange = tuple[CodebookAct, Undo | None]  # a change to a codebook, and what took it back
SEARCHING, REVIEWING, REPORTING = 3, 4, 6


@dataclass(frozen=True, slots=True)
class Logged:
    """What the phases are counted from, as the one who asks may see it. `at` says when each act on codings was done;
    `closed` are how many studies people still code without seeing each other's work. `analysis` and `team` are as the
    protocol says; None where it does not."""

    book: Codebook
    codings: Sequence[Coding]
    studies: Sequence[Study]
    coders_wanted: int = 1
    at: Mapping[str, datetime] = field(default_factory=dict)
    readings: Sequence[tuple[StudyRead, bool]] = ()
    changes: Sequence[PastChange] = ()
    reviews: Sequence[SegmentReviewed] = ()
    consultations: Sequence[Consulted] = ()
    findings: Sequence[Finding] = ()
    closed: int = 0
    analysis: Analysis | None = None
    team: Team | None = None


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """Who logged reading a study, when, how many full texts it had, and whether it has others now."""

    by: str
    study: Study
    at: datetime
    texts: int
    other_texts_now: bool
    memo: str


@dataclass(frozen=True, slots=True)
class CoderRow:
    """What one person coded of the included studies. `first` and `last` are the days of their coded quotes and marks;
    None where these are in files alone, which have no date."""

    coder: str
    quotes: int
    study_marks: int
    studies: int
    finished: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class CreatedRow:
    """How many codes and themes one person added in a phase (0: not said), and from when to when."""

    by: str
    phase: int
    codes: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with what the codebook says of it now."""

    theme: Code
    definition: str
    central_concept: str


@dataclass(frozen=True, slots=True)
class Phases:
    """What is logged, phase by phase; of a codebook also what it says now.

    `begun_with` is the act that recorded the codebook as it was found, None where it has no history. `changes` are all
    others, also those that were undone; `ops` and `in_phase` count those in effect. `undated` quotes and marks are in
    files, which have no date. `finished_by` says by how many people each finished study was coded to the end. What
    others coded in the `closed` studies is in no count.
    """

    book: Codebook
    studies: int
    readings: tuple[ReadingRow, ...]
    read: int
    coders: tuple[CoderRow, ...]
    quotes: int
    study_marks: int
    undated: int
    coded_studies: int
    quoted_studies: int
    codes_used: int
    recoded: int
    unfinished: int
    finished_by: tuple[int, ...]
    begun_with: CodebookAct | None
    created: tuple[CreatedRow, ...]
    changes: tuple[PastChange, ...]
    ops: Mapping[str, int]
    in_phase: Mapping[int, int]
    candidates_made: int
    candidates_promoted: int
    reviews: Mapping[str, Mapping[str, int]]
    reviewed: int
    consultations: tuple[Consulted, ...]
    themes: tuple[ThemeRow, ...]
    cells: Mapping[Cell, int]
    findings: int
    lists: BookLists
    last: datetime | None
    closed: int
    open_reviews: int
    analysis: Analysis | None
    team: Team | None

    def is_shown(self, phase: int) -> bool:
        """Whether anything is logged of a phase. What a codebook or coding file says is in no log."""
        other = {
            1: bool(self.readings),
            2: bool(self.created or any(row.first for row in self.coders)),
            SEARCHING: bool(self.candidates_made or self.ops.get("park")),
            REVIEWING: bool(self.reviews or self.recoded or self.consultations),
            REPORTING: bool(self.findings),
        }
        return bool(self.in_phase.get(phase)) or other.get(phase, False)

    @property
    def defined(self) -> int:
        """How many themes have a definition."""
        return sum(bool(row.definition) for row in self.themes)

    @property
    def with_concept(self) -> int:
        """How many themes have a central concept."""
        return sum(bool(row.central_concept) for row in self.themes)


def phases(logged: Logged) -> Phases:
    """What is logged of each phase, of the included studies."""
    book, of_key = logged.book, {study.key: study for study in logged.studies}
    own = [one for one in logged.codings if one.study in of_key and one.codebook in ("", book.name)]
    changes = tuple(one for one in logged.changes if not is_beginning(one[0]))
    in_effect = [act for act, undo in changes if undo is None]
    found, made = lists(book, own, logged.studies), matrix(book, own, logged.studies, logged.coders_wanted)
    coders = _coders(own, logged.at)
    coder_of = {segment.event: one.coder for one in own for segment in one.segments if segment.event}
    reviews = [one for one in logged.reviews if coder_of.get(one.segment, one.by) != one.by]  # never one's own
    readings = _readings(logged, of_key)
    return Phases(
        book=book,
        studies=len(logged.studies),
        readings=readings,
        read=len({row.study.key for row in readings}),
        coders=coders,
        quotes=sum(row.quotes for row in coders),
        study_marks=sum(row.study_marks for row in coders),
        undated=sum(event not in logged.at for one in own for event in _events(one)),
        coded_studies=len({one.study for one in own if one.segments or one.study_marks}),
        quoted_studies=len({one.study for one in own if one.segments}),
        codes_used=sum(use.is_used for use in found.uses.values()),
        recoded=sum(_is_recoded(segment) for one in own for segment in one.segments),
        unfinished=len(made.unfinished),
        finished_by=_finished_by(own, logged.coders_wanted),
        begun_with=next((act for act, undo in logged.changes if is_beginning(act) and undo is None), None),
        created=_created(in_effect),
        changes=changes,
        ops=Counter(act.op for act in in_effect),
        in_phase=Counter(act.phase for act in in_effect),
        candidates_made=sum(_makes_a_candidate(act) for act in in_effect),
        candidates_promoted=sum(_promotes_a_candidate(act) for act in in_effect),
        reviews=_reviews(reviews),
        reviewed=len({one.segment for one in reviews}),
        consultations=tuple(logged.consultations),
        themes=_themes(found),
        cells=Counter(made.cells.values()),
        findings=len({one.key for one in logged.findings}),
        lists=found,
        last=_last(logged, reviews, marks_at=_at(own, logged.at)),
        closed=logged.closed,
        open_reviews=sum(review.is_open for one in own for segment in one.segments for review in segment.reviews),
        analysis=logged.analysis,
        team=logged.team,
    )


def _readings(logged: Logged, of_key: Mapping[str, Study]) -> tuple[ReadingRow, ...]:
    return tuple(
        ReadingRow(act.by, of_key[act.study], act.at, len(act.texts), other, act.memo)
        for act, other in logged.readings
        if act.study in of_key
    )


def _themes(found: BookLists) -> tuple[ThemeRow, ...]:
    return tuple(
        ThemeRow(use.code, use.code.definition, text_of(found.book, use.code.id, "central_concept"))
        for use in found.themes
        if use.code.kind == "theme"
    )


def _is_recoded(segment: Segment) -> bool:
    """Whether whoever coded a quote has given it other codes."""
    return any(one.action == "recode" for one in segment.recoded)


def _coders(codings: Iterable[Coding], at: Mapping[str, datetime]) -> tuple[CoderRow, ...]:
    by_person: dict[str, list[Coding]] = {}
    for one in codings:
        by_person.setdefault(one.coder, []).append(one)
    return tuple(_coder(person, made, at) for person, made in by_person.items())


def _coder(person: str, made: Sequence[Coding], at: Mapping[str, datetime]) -> CoderRow:
    days = _at(made, at)
    return CoderRow(
        person,
        sum(len(one.segments) for one in made),
        sum(len(one.study_marks) for one in made),
        len({one.study for one in made}),
        len({one.study for one in made if one.state in FINISHED_STATES}),
        min(days, default=None),
        max(days, default=None),
    )


def _events(coding: Coding) -> list[str]:
    return [*(one.event for one in coding.segments), *(one.event for one in coding.study_marks)]


def _at(codings: Iterable[Coding], at: Mapping[str, datetime]) -> list[datetime]:
    return [at[event] for one in codings for event in _events(one) if event in at]


def _finished_by(codings: Iterable[Coding], wanted: int) -> tuple[int, ...]:
    people: dict[str, set[str]] = {}
    for one in codings:
        if one.state in FINISHED_STATES:
            people.setdefault(one.study, set()).add(one.coder)
    return tuple(sorted(len(who) for who in people.values() if len(who) >= wanted))


def _created(acts: Iterable[CodebookAct]) -> tuple[CreatedRow, ...]:
    made: dict[tuple[str, int], list[tuple[int, datetime]]] = {}
    for act in acts:
        count = len(act.ids) if act.op == "create" else len(act.into) if act.op == "split" else 0
        if count:
            made.setdefault((act.by, act.phase), []).append((count, act.at))
    return tuple(
        CreatedRow(by, phase, sum(n for n, _ in some), min(at for _, at in some), max(at for _, at in some))
        for (by, phase), some in sorted(made.items(), key=lambda one: one[0])
    )


def _makes_a_candidate(act: CodebookAct) -> bool:
    said = {change.key: change.after for change in act.changes if change.code in act.ids}
    return act.op == "create" and said.get("kind") == "theme" and said.get("status") == "candidate"


def _promotes_a_candidate(act: CodebookAct) -> bool:
    """Whether a candidate is one no longer, and still in use."""
    return any(
        one.key == "status" and one.before == "candidate" and one.after in (None, "active") for one in act.changes
    )


def _reviews(acts: Iterable[SegmentReviewed]) -> dict[str, dict[str, int]]:
    """How often each person did what in reviews of coded quotes."""
    found: dict[str, dict[str, int]] = {}
    for act in acts:
        found.setdefault(act.by, dict.fromkeys(REVIEW_ACTIONS, 0))[act.action] += 1
    return found


def _last(logged: Logged, reviews: Iterable[SegmentReviewed], marks_at: Iterable[datetime]) -> datetime | None:
    """When the last of all that is counted was done."""
    days = [
        *marks_at,
        *(act.at for act, _ in logged.readings),
        *(act.at for act, _ in logged.changes),
        *(one.at for one in reviews),
        *(one.at for one in logged.consultations),
        *(one.at for one in logged.findings),
    ]
    return max((day for day in days if day > NEVER), default=None)


def labelled(found: Phases, language: str) -> Iterator[tuple[CodebookAct, Undo | None, Mapping[str, str]]]:
    """Each change to the codebook, with what codes were called just before it; new ones as they were called first."""
    labels = _labels([found.begun_with] if found.begun_with else [], language)
    for act, undo in found.changes:
        yield act, undo, {**_labels([act], language), **labels}
        if undo is None:
            labels |= _labels([act], language)


def _labels(acts: Iterable[CodebookAct], language: str) -> dict[str, str]:
    """What codes are called after these acts, where they say so."""
    changes = (change for act in acts for change in act.changes)
    return {
        one.code: in_words(one.after, language) for one in changes if one.key == "label" and one.code != ITSELF
    }


def label_change(act: CodebookAct, language: str) -> tuple[str, str] | None:
    """What a code was called before and after a change, where it got another label."""
    for change in act.changes:
        if change.key == "label" and change.code != ITSELF and change.before is not None:
            return in_words(change.before, language), in_words(change.after, language)
    return None
