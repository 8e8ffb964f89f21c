"""What was read, and the lists on the way to themes, as JSON: one shape for each noun."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reviewkit.normalize import written_moment

if TYPE_CHECKING:
    from reviewkit.actions.familiarising import LoggedReading, ReadStudy
    from reviewkit.codebook_lists import BookLists, CodeCounts
    from reviewkit.model import Study
    from reviewkit.phases import CoderRow, Phases

Shape = dict[str, Any]


def logged_reading(done: "ReadStudy") -> Shape:
    """A reading that was just logged."""
    return {
        "event": done.id,
        "study": done.study,
        "reader": done.reader,
        "texts": done.texts,
        "notices": list(done.notices),
    }


def readings(found: "Iterable[LoggedReading]", unread: "Iterable[Study]") -> Shape:
    """Who read what, and the studies that nobody has logged as read."""
    return {"readings": list(map(_reading, found)), "unread": [study.key for study in unread]}


def _reading(one: "LoggedReading") -> Shape:
    return {
        "event": one.act.id,
        "study": one.act.study,
        "reader": one.act.by,
        "at": written_moment(one.act.at),
        "texts": list(one.act.texts),
        "new_texts": one.new_texts,
        "gone_texts": one.gone_texts,
        "memo": one.act.memo or None,
    }


def lists(found: "BookLists") -> Shape:
    """All lists of a codebook."""
    uses = {name: [code_use(one) for one in getattr(found, name)] for name in ("no_theme", "unused", "parked")}
    return {
        "codebook": found.book.name,
        "version": found.book.version,
        "coders": list(found.coders),
        **uses,
        "not_coded": [
            {"study": one.study.key, "citation": one.study.citation, "finished": list(one.finished)}
            for one in found.not_coded
        ],
        "candidates": [code_use(one) for one in found.candidates],
        "contradicting": [
            {
                "theme": one.theme.id if one.theme else None,
                "code": one.code.id,
                "study": one.study.key,
                "coder": one.coder,
                "quote": one.segment.quote,
                "event": one.segment.event or None,
            }
            for one in found.contradicting
        ],
        "undefined": [
            {
                "theme": one.theme.id,
                "definition": one.definition,
                "central_concept": one.central_concept,
                "bare_topic": one.bare_topic,
            }
            for one in found.undefined
        ],
        "one_coder": [code_use(one) for one in found.one_coder],
    }


def code_use(one: "CodeCounts") -> Shape:
    """A code or theme with how often it is used."""
    return {
        "code": one.code.id,
        "labels": dict(one.code.labels),
        "status": one.code.status,
        "quotes": one.quotes,
        "study_marks": one.study_marks,
        "studies": list(one.studies),
        "coders": list(one.coders),
    }


def phases(found: "Phases") -> Shape:
    """What the logs show of each phase, in counts; the changes themselves are those of `codebook history`."""
    return {
        "codebook": found.book.name,
        "version": found.book.version,
        "analysis": found.analysis,
        "team": found.team,
        "shown": [phase for phase in range(1, 7) if found.is_shown(phase)],
        "included_studies": found.studies,
        "unfinished_studies": found.unfinished,
        "read_studies": found.read,
        "coded_studies": found.coded_studies,
        "coders": list(map(_coder, found.coders)),
        "quotes": found.quotes,
        "study_marks": found.study_marks,
        "undated": found.undated,
        "codes_used": found.codes_used,
        "recoded": found.recoded,
        "created": [{"person": row.by, "phase": row.phase or None, "codes": row.codes} for row in found.created],
        "changes": {op: n for op, n in found.ops.items() if n},
        "changes_in_phase": [
            {"phase": phase or None, "changes": n} for phase, n in sorted(found.in_phase.items())
        ],
        "candidates_made": found.candidates_made,
        "candidates_promoted": found.candidates_promoted,
        "candidates": len(found.lists.candidates),
        "parked": len(found.lists.parked),
        "reviews": [{"person": who, **counts} for who, counts in found.reviews.items()],
        "reviewed_quotes": found.reviewed,
        "open_reviews": found.open_reviews,
        "consultations": len(found.consultations),
        "themes": len(found.themes),
        "defined": found.defined,
        "with_central_concept": found.with_concept,
        "cells": {cell.value: n for cell, n in found.cells.items()},
        "findings": found.findings,
        "closed_studies": found.closed,
    }


def _coder(row: "CoderRow") -> Shape:
    return {
        "person": row.coder,
        "quotes": row.quotes,
        "study_marks": row.study_marks,
        "studies": row.studies,
        "finished": row.finished,
        "first": written_moment(row.first) if row.first else None,
        "last": written_moment(row.last) if row.last else None,
    }


def methods(found: "Phases", said: "Iterable[str]") -> Shape:
    """Sentences for the methods section."""
    return {"codebook": found.book.name, "version": found.book.version, "sentences": list(said)}
