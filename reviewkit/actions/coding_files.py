"""A file of codings (coding/CODER/STUDY.yaml) taken into the log of its coder. The file can stay: what both say counts
once (logged_codings)."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reviewkit.actions.coding import NewQuote, given_quote, segment_of, start, study_of
from reviewkit.actions.marks import ImportedMarks, must_have_none
from reviewkit.actions.quoting import place_quote, texts_of
from reviewkit.actions.readings import ReadText
from reviewkit.actions.studies import write_proposed
from reviewkit.actions.who import Acting, acting
from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.logged_codings import same_quote
from reviewkit.model import CodedSegment, Coding, StudyCoded, StudyMark
from reviewkit.store import codings, ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import FINISHED_STATES, message


def import_file(
    folder: OpenReview, as_: str, path: Path, keep_lost: bool = False, dry_run: bool = False
) -> ImportedMarks:
    """Log what a file of codings says, all of it or nothing. What the log has already is not logged again.

    Raises ReviewkitError where the file is somebody else's, or says what is not understood.
    """
    with acting(folder, as_) as act:
        coding = _read(act, path)
        if act.id_of(coding.coder) != act.who:
            raise ReviewkitError(
                message(
                    "{path}: this is coding by {coder}, which only {coder} can log. Nothing was imported.",
                    path=path,
                    coder=coding.coder,
                )
            )
        start(act, coding.study, sorted(coding.codes()))
        study = study_of(act, coding.study)
        read = texts_of(folder, study, keep_lost)
        logged = [one for one in act.review.facts.codings if one.events and _is_same(one, act.who, coding.study)]
        segments, notices, already = _segments(act, path, coding, logged, read, keep_lost)
        marks, known = _marks(act, path, coding, logged)
        states = _states(act, path, coding, logged)
        ids: tuple[str, ...] = ()
        if not dry_run:
            write_proposed(act, [coding.study])
            ids = act.log([*segments, *marks, *states])
        finished = (coding.study,) if coding.state in FINISHED_STATES else ()
        return ImportedMarks(
            ids,
            len(marks),
            already + known,
            finished,
            () if finished else (coding.study,),
            (),
            len(segments),
            tuple(notices),
            dry_run,
            of_quotes=True,
        )


def _read(act: Acting, path: Path) -> Coding:
    problems: list[Problem] = []
    coding = codings.read(path, str(path), problems)
    must_have_none([str(one) for one in problems if one.level is Level.ERROR])
    return coding


def _is_same(coding: Coding, coder: str, study: str) -> bool:
    return (coding.coder, coding.study) == (coder, study)


def _segments(
    act: Acting,
    path: Path,
    coding: Coding,
    logged: Sequence[Coding],
    read: Sequence[ReadText],
    keep_lost: bool,
) -> tuple[list[CodedSegment], list[str], int]:
    """The quotes that the log does not have, what to know about them, and how many it has."""
    known = {same_quote(one) for each in logged for one in each.segments}
    found: list[CodedSegment] = []
    notices: list[str] = []
    refused: list[str] = []
    for segment in coding.segments:
        if same_quote(segment) in known:
            continue
        new = NewQuote(coding.study, segment.quote, segment.marks, segment.page, segment.construct, segment.note)
        try:
            placed = place_quote(study_of(act, coding.study), read, given_quote(new), keep_lost)
        except ReviewkitError as error:
            refused.append(f"{segment.place}: {error}")
            continue
        if placed.notice and placed.match is not None:
            notices.append(f"{segment.place}: {placed.notice}")
        found.append(replace(segment_of(act, new, placed), section=segment.section))
    must_have_none(refused)
    return found, notices, len(coding.segments) - len(found)


def _marks(act: Acting, path: Path, coding: Coding, logged: Sequence[Coding]) -> tuple[list[StudyMark], int]:
    known = {mark for one in logged for mark in one.study_marks}
    new = [mark for mark in coding.study_marks if mark not in known]
    made = [StudyMark(act.who, coding.study, mark, path.name, at=ledger.now()) for mark in new]
    return made, len(coding.study_marks) - len(new)


def _states(act: Acting, path: Path, coding: Coding, logged: Sequence[Coding]) -> list[StudyCoded]:
    """That the study is finished, where only the file says it."""
    if coding.state not in FINISHED_STATES or any(one.state == coding.state for one in logged):
        return []
    return [StudyCoded(act.who, coding.study, coding.state, path.name, at=ledger.now())]
