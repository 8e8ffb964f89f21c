"""Findings of a qualitative evidence synthesis as they are now: what is behind each, and what people judged of it
(GRADE-CERQual, Lewin et al. 2018). Nothing here judges: that is for people."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count
from typing import NamedTuple

from reviewkit.coding import by_citation, current_ids, themes_by_code
from reviewkit.model import (
    NO_STAMP,
    Codebook,
    CodebookAct,
    CodedSegment,
    Coding,
    Facts,
    Finding,
    FindingJudged,
    Mark,
    Segment,
    SegmentRecoded,
    Stamp,
    Study,
    StudyMark,
    in_order,
)
from reviewkit.words import CERQUAL_COMPONENTS, Message, message

# What can be done to a codebook so that quotes count for other codes.
RESHAPING = ("move", "merge", "split", "retire", "restore")


class Component(StrEnum):
    """What is judged of a finding: the four components of CERQual, and the confidence that follows from them."""

    LIMITATIONS = "methodological-limitations"
    COHERENCE = "coherence"
    ADEQUACY = "adequacy"
    RELEVANCE = "relevance"
    CONFIDENCE = "confidence"


class Way(StrEnum):
    """How a study contributes to a finding: it has its codes, the finding names a quote of it, or lists it."""

    CODED = "coded"
    QUOTED = "quoted"
    LISTED = "listed"


class Standing(StrEnum):
    """Whether a judgement is of the finding as it is now: its wording, what is behind it, and, of the confidence, the
    judgements of its components."""

    CURRENT = "current"
    WORDING = "earlier-wording"
    EVIDENCE = "earlier-evidence"
    COMPONENTS = "earlier-components"


@dataclass(frozen=True, slots=True)
class Contributing:
    """A study that contributes to a finding, and how."""

    study: Study
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """A quote, or a mark on a study as a whole (without a quote), that is behind a finding.

    `marks` are those with codes of the finding; `named` says whether the finding names the quote.
    """

    study: str
    coder: str
    quote: str
    page: str
    event: str
    marks: tuple[Mark, ...]
    named: bool = False

    @property
    def contradicts(self) -> bool:
        """Whether it contradicts a code of the finding."""
        return any(mark.relation == "contradicts" for mark in self.marks)

    @property
    def supports(self) -> bool:
        """Whether it supports or qualifies a code of the finding, or is named by it."""
        return self.named or any(mark.relation != "contradicts" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Judged:
    """What people judged of a component last, and whether it is of the finding as it is now."""

    judgement: FindingJudged
    standing: Standing


class Gone(NamedTuple):
    """Something that a finding names and that does not count: what it is, its name, and why."""

    what: Message
    name: str
    why: Message


@dataclass(frozen=True, slots=True)
class CurrentFinding:
    """A finding as it is worded now, with the studies that contribute, what is behind it, and what people judged.

    `contradicting` are quotes and marks that contradict one of its codes, in
    `contradicting_studies`. `wordings` are all that count, the oldest
    first; `twice` are those that somebody added under a key that was there already.
    """

    finding: Finding
    contributing: tuple[Contributing, ...] = ()
    behind: tuple[Behind, ...] = ()
    contradicting: tuple[Behind, ...] = ()
    contradicting_studies: tuple[Study, ...] = ()
    judged: Mapping[str, Judged] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()
    wordings: tuple[Finding, ...] = ()
    twice: tuple[Finding, ...] = ()

    @property
    def studies(self) -> tuple[Study, ...]:
        """The studies that contribute, by citation."""
        return tuple(one.study for one in self.contributing)

    @property
    def only_listed(self) -> tuple[Study, ...]:
        """The studies that the finding lists and in which nothing was coded for it."""
        return tuple(one.study for one in self.contributing if one.ways == (Way.LISTED,))

    @property
    def quotes(self) -> tuple[Behind, ...]:
        """The quotes behind it, without marks on studies as a whole."""
        return tuple(one for one in self.behind if one.quote)

    @property
    def passages(self) -> int:
        """How many quotes are behind it, where the same words of a study count once, whoever coded them."""
        return len({(one.study, " ".join(one.quote.split())) for one in self.quotes})

    @property
    def to_judge(self) -> tuple[str, ...]:
        """The components that nobody has judged of the finding as it is now, in CERQual's order."""
        held = {name for name, one in self.judged.items() if one.standing is Standing.CURRENT}
        return tuple(name for name in CERQUAL_COMPONENTS if name not in held)

    @property
    def is_judged(self) -> bool:
        """Whether everything was judged of it as it is now."""
        return not self.to_judge


def current(facts: Facts, studies: Sequence[Study]) -> tuple[CurrentFinding, ...]:
    """The findings as they are now, in the order in which they were first added; `studies` are the included ones."""
    by_key: dict[str, list[Finding]] = {}
    for one in in_order(facts.findings):
        by_key.setdefault(one.key, []).append(one)
    if not by_key:
        return ()
    known = _Known(facts, studies)
    return tuple(_current(wordings, known) for wordings in by_key.values())


def _current(wordings: Sequence[Finding], known: "_Known") -> CurrentFinding:
    finding = wordings[-1]
    everything = known.behind(finding)
    behind = tuple(one for one in everything if one.supports)
    against = tuple(one for one in everything if one.contradicts)
    ways: dict[str, set[Way]] = {}
    for one in behind:
        ways.setdefault(one.study, set()).update(_ways(one))
    for key in finding.studies:
        if key in known.studies:
            ways.setdefault(key, set()).add(Way.LISTED)
    contributing = tuple(
        Contributing(study, tuple(way for way in Way if way in ways[study.key]))
        for study in by_citation(known.studies[key] for key in ways)
    )
    return CurrentFinding(
        finding,
        contributing,
        behind,
        against,
        by_citation(known.studies[key] for key in {one.study for one in against}),
        _judged(finding, behind, known),
        tuple(known.gone(finding)),
        tuple(wordings),
        tuple(one for one in wordings[1:] if not one.why),
    )


def without(found: CurrentFinding, is_hidden: Callable[[Behind], bool]) -> CurrentFinding:
    """A finding without the quotes and marks that somebody may not see, and without the studies that contribute by
    these alone. What it names and what was judged of it stays."""
    behind = tuple(one for one in found.behind if not is_hidden(one))
    against = tuple(one for one in found.contradicting if not is_hidden(one))
    ways: dict[str, set[Way]] = {}
    for one in behind:
        ways.setdefault(one.study, set()).update(_ways(one))
    contributing = tuple(
        Contributing(one.study, kept)
        for one in found.contributing
        if (kept := tuple(way for way in one.ways if way is Way.LISTED or way in ways.get(one.study.key, ())))
    )
    left = {one.study for one in against}
    return replace(
        found,
        contributing=contributing,
        behind=behind,
        contradicting=against,
        contradicting_studies=tuple(study for study in found.contradicting_studies if study.key in left),
    )


def _ways(one: Behind) -> Iterator[Way]:
    if any(mark.relation != "contradicts" for mark in one.marks):
        yield Way.CODED
    if one.named:
        yield Way.QUOTED


# --- what people judged -----------------------------------------------------------------------------------------------


def _judged(finding: Finding, behind: Sequence[Behind], known: "_Known") -> dict[str, Judged]:
    """The last judgement of each component, in CERQual's order."""
    last = {one.component: one for one in in_order(known.facts.judgements) if one.finding == finding.key}
    if not last:
        return {}
    changes = known.changes(finding, behind)
    found = {
        name: Judged(last[name], _standing(last[name], finding, changes, known))
        for name in CERQUAL_COMPONENTS
        if name in last
    }
    whole = found.get(Component.CONFIDENCE)
    if whole and whole.standing is Standing.CURRENT:
        later = any(one.judgement.stamp > whole.judgement.stamp for one in found.values())
        found[Component.CONFIDENCE] = Judged(whole.judgement, Standing.COMPONENTS) if later else whole
    return found


def _standing(judgement: FindingJudged, finding: Finding, changes: "_Changes", known: "_Known") -> Standing:
    """Whether the wording and what is behind it are still those that were there when somebody judged."""
    then = known.worded_at(finding.key, judgement.stamp)
    if then is None or then.text != finding.text:
        return Standing.WORDING
    if _names(then) != _names(finding) or changes.since(judgement.stamp):
        return Standing.EVIDENCE
    return Standing.CURRENT


def _names(finding: Finding) -> tuple[set[str], set[str], set[str]]:
    return set(finding.codes), set(finding.studies), set(finding.segments)


# --- what is behind them ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Coded:
    """A quote with its codes, or a mark on a study as a whole; `place` is its place among all of them.

    `event` is the act that logged the mark.
    """

    place: tuple[int, int]
    coding: Coding
    segment: Segment | None = None
    event: str = ""


class _Known:
    """The codings by code and by act, looked through once for all findings."""

    def __init__(self, facts: Facts, studies: Sequence[Study]) -> None:
        self.facts = facts
        ordered = by_citation(studies)
        self.studies = {study.key: study for study in ordered}
        self.by_code: dict[str, list[tuple[_Coded, Mark]]] = {}
        self.by_event: dict[str, _Coded] = {}
        self.recoded: list[Segment] = []
        self.coded_at = {act.id: act.stamp for act in (*facts.coding_acts, *facts.reviews)}
        order = {study.key: number for number, study in enumerate(ordered)}
        places = count()
        for coding in facts.codings:
            at = order.get(coding.study, -1)
            for segment in coding.segments:
                self._take(_Coded((at, next(places)), coding, segment), segment.marks)
                if segment.recoded:
                    self.recoded.append(segment)
            for mark in coding.study_marks:
                self._take(_Coded((at, next(places)), coding, event=mark.event), (mark,))

    def _take(self, coded: "_Coded", marks: Iterable[Mark]) -> None:
        if coded.segment and coded.segment.event:
            self.by_event[coded.segment.event] = coded
        if coded.coding.study in self.studies:
            for mark in marks:
                self.by_code.setdefault(mark.code, []).append((coded, mark))

    def behind(self, finding: Finding) -> list[Behind]:
        """Every quote and mark with a code of the finding or below it, and every quote that it names; each once, by
        study and in the order in which they were coded."""
        found: dict[tuple[int, int], tuple[_Coded, list[Mark]]] = {}
        for book in self.facts.codebooks:
            for name in sorted(counting_for(book, finding.codes)):
                for coded, mark in self.by_code.get(name, ()):
                    if coded.coding.codebook in ("", book.name):
                        _, marks = found.setdefault(coded.place, (coded, []))
                        marks += [mark] if mark not in marks else []
        named = set(finding.segments)
        quoted = (self.by_event[event] for event in finding.segments if event in self.by_event)
        for coded in quoted:
            if coded.coding.study in self.studies:
                found.setdefault(coded.place, (coded, []))
        return [_behind(coded, tuple(marks), named) for _, (coded, marks) in sorted(found.items(), key=_place)]

    def gone(self, finding: Finding) -> Iterator[Gone]:
        """What the finding names and what does not count."""
        for code in finding.codes:
            if (why := self._code_gone(code)) is not None:
                yield Gone(message("the code"), code, why)
        for key in finding.studies:
            if key not in self.studies:
                known = any(study.key == key for study in self.facts.studies)
                yield Gone(
                    message("the study"),
                    key,
                    message("is not included") if known else message("is not in studies.yaml"),
                )
        for event in finding.segments:
            if event not in self.by_event:
                yield Gone(message("the quote"), event, message("is in no log, or was removed"))
            elif (study := self.by_event[event].coding.study) not in self.studies:
                yield Gone(
                    message("the quote"), event, message("is from {study}, which is not included", study=study)
                )

    def _code_gone(self, code: str) -> Message | None:
        names = [(book, current_ids(book.codes).get(code)) for book in self.facts.codebooks]
        found = [(book, name) for book, name in names if name is not None]
        if not found:
            return message("is in no codebook")
        statuses = {one.status for book, name in found for one in book.codes if one.id == name}
        return message("is retired") if statuses == {"retired"} else None

    def worded_at(self, key: str, stamp: Stamp) -> Finding | None:
        """The wording that counted at a moment, one that was undone later too; None where there was none."""
        undone = (one for one in self.facts.taken_back if one.undo.stamp > stamp)
        worded = (*self.facts.findings, *(one.act for one in undone if isinstance(one.act, Finding)))
        then = [one for one in worded if one.key == key and one.stamp < stamp]
        return in_order(then)[-1] if then else None

    def changes(self, finding: Finding, behind: Sequence[Behind]) -> "_Changes":
        """When what is behind a finding was logged, given other codes or reshaped in the codebook, and removed."""
        coded_at = self.coded_at
        codes = {*finding.codes}.union(*(counting_for(book, finding.codes) for book in self.facts.codebooks))
        coded = [coded_at[one.event] for one in behind if one.event in coded_at]
        recoded = [
            coded_at[one.event]
            for segment in self.recoded
            for one in segment.recoded
            if one.event in coded_at and {mark.code for mark in (*one.before, *segment.marks)} & codes
        ]
        reshaped = [act.stamp for act in self.facts.codebook_acts if _reshaped(act) & codes]
        removed = [
            (one.act.stamp, one.undo.stamp)
            for one in self.facts.taken_back
            if self._codes_of(one.act) & codes or one.act.id in finding.segments
        ]
        return _Changes(max((*coded, *recoded, *reshaped), default=NO_STAMP), tuple(removed))

    def _codes_of(self, act: object) -> set[str]:
        """The codes that an act that was taken back had to do with."""
        if isinstance(act, CodedSegment):
            return {mark.code for mark in act.marks}
        if isinstance(act, SegmentRecoded):
            coded = self.by_event.get(act.segment)
            now = coded.segment.marks if coded and coded.segment else ()
            return {mark.code for mark in (*act.marks, *now)}
        if isinstance(act, CodebookAct):
            return _reshaped(act)
        return {act.mark.code} if isinstance(act, StudyMark) else set()


@dataclass(frozen=True, slots=True)
class _Changes:
    """When something behind a finding was last logged or changed, and when what was removed was there."""

    last: Stamp
    removed: tuple[tuple[Stamp, Stamp], ...]

    def since(self, stamp: Stamp) -> bool:
        """Whether something else was behind the finding at a moment."""
        return self.last > stamp or any(logged < stamp < undone for logged, undone in self.removed)


def _reshaped(act: CodebookAct) -> set[str]:
    """The codes whose quotes an act on a codebook made count elsewhere; none for a new name or definition."""
    if act.op not in RESHAPING:
        return set()
    parents = {
        str(value) for change in act.changes if change.key == "parent" for value in (change.before, change.after)
    }
    return {*act.ids, *act.into, *parents}


def _place(found: tuple[tuple[int, int], object]) -> tuple[int, int]:
    return found[0]


def _behind(coded: _Coded, marks: tuple[Mark, ...], named: set[str]) -> Behind:
    coding, segment = coded.coding, coded.segment
    if segment is None:
        return Behind(coding.study, coding.coder, "", "", coded.event, marks)
    is_named = bool(segment.event) and segment.event in named
    return Behind(coding.study, coding.coder, segment.quote, segment.page, segment.event, marks, is_named)


def counting_for(book: Codebook, codes: Iterable[str]) -> frozenset[str]:
    """Every id and alias of a codebook that counts for one of these codes: the code itself, what was merged into it,
    and what is below it."""
    now = current_ids(book.codes)
    wanted = {now[code] for code in codes if code in now}
    rows = tuple(code for code in book.codes if code.id in wanted and code.status != "retired")
    return frozenset(themes_by_code(book, rows)) if rows else frozenset()
