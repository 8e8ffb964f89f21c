"""What is different between two reviews, as JSON."""

from typing import Any

from reviewkit.coding import Evidence
from reviewkit.diff import BookDifference, BoxDifference, Cause, CellDifference, Difference, StudyDifference
from reviewkit.model import Study
from reviewkit.normalize import written_moment
from reviewkit.render.json_codebook import step
from reviewkit.render.json_past import past
from reviewkit.timeline import Then

Shape = dict[str, Any]


def differences(found: Difference, asked: tuple[str, str], thens: tuple[Then | None, Then | None]) -> Shape:
    """Both sides as they were asked for, with their moments, and every difference."""
    return {
        "before": {"asked": asked[0], "past": past(thens[0])},
        "after": {"asked": asked[1], "past": past(thens[1])},
        "flow": [_box(one) for one in found.flow],
        "studies": [_study(one) for one in found.studies],
        "codebooks": [_book(one) for one in found.codebooks],
    }


def _box(one: BoxDifference) -> Shape:
    return {
        "id": one.id,
        "unit": one.unit,
        "names": dict(one.names),
        "before": one.before,
        "after": one.after,
        "came": list(one.came),
        "went": list(one.went),
        "acts": [_cause(cause) for cause in one.causes],
    }


def _cause(one: Cause) -> Shape:
    return {"event": one.event, "kind": one.kind, "by": one.by, "at": written_moment(one.at)}


def _study(one: StudyDifference) -> Shape:
    return {"key": one.key, "before": _said(one.before), "after": _said(one.after)}


def _said(study: Study | None) -> Shape | None:
    if study is None:
        return None
    return {
        "citation": study.citation,
        "records": list(study.records),
        "characteristics": dict(study.characteristics),
        "sets": list(study.sets),
    }


def _book(one: BookDifference) -> Shape:
    return {
        "codebook": one.codebook,
        "steps": [step(made) for made in one.steps],
        "cells": [_cell(cell) for cell in one.cells],
    }


def _cell(one: CellDifference) -> Shape:
    return {
        "theme": one.theme,
        "study": one.study,
        "before": one.before,
        "after": one.after,
        "came": [_mark(mark) for mark in one.came],
        "went": [_mark(mark) for mark in one.went],
    }


def _mark(one: Evidence) -> Shape:
    return {
        "event": one.event or None,
        "coder": one.coder,
        "code": one.mark.code,
        "quote": one.quote or None,
        "page": one.page or None,
    }
