"""The codings that follow from what coders logged: the latest state and the latest codes count."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reviewkit.model import (
    AnyAct,
    CodedSegment,
    Coding,
    Mark,
    Segment,
    StudyCoded,
    StudyMark,
)
from reviewkit.segment_reviews import Later, by_segment, reviewed


def from_acts(acts: Iterable[AnyAct]) -> tuple[Coding, ...]:
    """The codings that coders logged, one for each coder and study; the latest state and the latest codes count, also
    those that a reviewer gave."""
    acts = tuple(acts)
    later = by_segment(acts)
    segments: dict[tuple[str, str], list[Segment]] = {}
    marks: dict[tuple[str, str], list[Mark]] = {}
    states: dict[tuple[str, str], str] = {}
    behind: dict[tuple[str, str], list[AnyAct]] = {}
    for act in acts:
        if not isinstance(act, CodedSegment | StudyMark | StudyCoded):
            continue
        key = (act.by, act.study)
        behind.setdefault(key, []).append(act)
        if isinstance(act, CodedSegment):
            segments.setdefault(key, []).append(reviewed(_segment_of(act), act.by, later.get(act.id, ())))
        elif isinstance(act, StudyMark):
            marks.setdefault(key, []).append(replace(act.mark, event=act.id))
        else:
            states[key] = act.state
    return tuple(
        Coding(
            coder=coder,
            study=study,
            state=states.get((coder, study), "in-progress"),
            segments=tuple(segments.get((coder, study), ())),
            study_marks=tuple(marks.get((coder, study), ())),
            place=logged[0].place,
            events=tuple(act.id for act in logged),
        )
        for (coder, study), logged in behind.items()
    )


def with_added(codings: Sequence[Coding], acts: Sequence[AnyAct], added: Sequence[AnyAct]) -> tuple[Coding, ...]:
    """As from_acts(acts), where `codings` are those without the acts that were `added`: only what these touch is made
    anew, so that whoever codes does not wait for all that was coded before."""
    later = {act.segment for act in added if isinstance(act, Later)}
    touched = {_key(act) for act in added}
    if later:
        touched |= {_key(act) for act in acts if act.id in later and isinstance(act, CodedSegment)}
    own = [act for act in acts if isinstance(act, Later) or _key(act) in touched]
    made = {(one.coder, one.study): one for one in from_acts(own)}
    kept = tuple(made.pop((one.coder, one.study), one) for one in codings)
    return (*kept, *made.values())


def _key(act: AnyAct) -> tuple[str, str] | None:
    """The coder and the study of an act of which a coding is made; None for one of another kind."""
    return (act.by, act.study) if isinstance(act, CodedSegment | StudyMark | StudyCoded) else None


def _segment_of(act: CodedSegment) -> Segment:
    """A quote as its coder logged it."""
    return Segment(
        quote=act.quote,
        page=act.page,
        marks=act.marks,
        note=act.note,
        event=act.id,
        place=act.place,
        section=act.section,
        construct=act.construct,
        found=act.found,
        came_from=act.came_from,
    )


def same_quote(segment: Segment) -> tuple[str, str, frozenset[Mark]]:
    """What is the same of a quote in a file and in the log: its words, page, and the codes that it had at first."""
    marks = segment.recoded[0].before if segment.recoded else segment.marks
    return " ".join(segment.quote.split()), segment.page, frozenset(marks)


def without_logged(written: Iterable[Coding], logged: Iterable[Coding]) -> tuple[Coding, ...]:
    """The codings of files without the quotes and marks that their coder has logged too, so that each counts once."""
    written = tuple(written)
    if not written:
        return ()
    by_study = {(one.coder, one.study): one for one in logged}
    return tuple(_without(one, by_study.get((one.coder, one.study))) for one in written)


def _without(coding: Coding, logged: Coding | None) -> Coding:
    if logged is None:
        return coding
    quotes, marks = {same_quote(one) for one in logged.segments}, set(logged.study_marks)
    return replace(
        coding,
        segments=tuple(one for one in coding.segments if same_quote(one) not in quotes),
        study_marks=tuple(one for one in coding.study_marks if one not in marks),
    )
