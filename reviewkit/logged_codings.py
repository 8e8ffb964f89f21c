"""The codings that follow from what coders logged: the latest state and the latest codes count."""

from collections.abc import Iterable
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
from reviewkit.segment_reviews import by_segment, reviewed


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
    )
