"""Every noun as JSON: the names and shapes are a contract with other programs."""

import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.agreement import Agreement, Coefficient, Measure
from reviewkit.coding import matrix
from reviewkit.errors import Level, Place, Problem
from reviewkit.model import (
    NO_STAMP,
    AgreementChange,
    CameFrom,
    Code,
    Codebook,
    Coding,
    Decision,
    DuplicateVerdict,
    Export,
    Field,
    Mark,
    Missing,
    Outcome,
    Press,
    QueryLine,
    Quoted,
    Recoding,
    Record,
    Retrieval,
    Segment,
    SegmentReview,
    Source,
    Study,
    TakenBack,
    Text,
    TextRequest,
    Undo,
    two_stages,
)
from reviewkit.pilots import PilotState
from reviewkit.prisma import Box, Flow, Unit
from reviewkit.render import json as shapes
from reviewkit.screening_agreement import Comparison, Disagreement, StageAgreement
from reviewkit.words import (
    CODING_STATES,
    RELATIONS,
    REVIEW_ACTIONS,
    Arm,
    Choice,
    OtherArm,
    Relation,
    Stage,
    State,
    Verdict,
)
from tests.builders import moment
from tests.json_schema import misfit
from tests.render.samples import flows

AT = "2026-01-02T00:00:00Z"
PLACE = Place("screening/a.jsonl", 3)
DECISION = Decision(
    "a",
    Stage.SCREENING,
    "s-0001",
    Choice.EXCLUDE,
    "outcome",
    "in Norwegian",
    True,
    "rayyan.csv",
    "ab12.1",
    moment("1"),
    "a-k3f9q-1",
    place=PLACE,
)
BARE_DECISION = Decision("a", Stage.SCREENING, "s-0001", Choice.INCLUDE, at=moment("1"), id="a-k3f9q-1")
REQUEST = TextRequest("a", "s-0001", "the library", at=moment("1"), id="a-k3f9q-3")
TEXT = Text(
    "a", "s-0002", "texts/s-0001-ab.pdf", "ab12", 9, "Berg.pdf", "supplement", at=moment("1"), id="a-k3f9q-4"
)
RETRIEVAL = Retrieval("a", "s-0001", False, "asked", at=moment("1"), id="a-k3f9q-2")
PROBLEM = Problem(PLACE, "odd", Level.ERROR, "log")
PROBLEM_SHAPE = {"path": "screening/a.jsonl", "line": 3, "level": "error", "code": "log", "message": "odd"}


def as_read(value: object) -> Any:
    """A value as another program reads it."""
    return json.loads(shapes.text(value))


def test_a_problem() -> None:
    assert as_read(shapes.problem(PROBLEM)) == PROBLEM_SHAPE
    assert as_read(shapes.problem(Problem(Place("x"), "odd")))["line"] is None
    assert as_read(shapes.problems([PROBLEM, PROBLEM])) == [PROBLEM_SHAPE] * 2


def test_a_record() -> None:
    entry = Record(
        "s-0001",
        "s",
        Place("searches/s/x.ris", 7),
        (Field("TI", "Trust", 8), Field("AU", "Berg, A", 9)),
        "article",
        "Trust",
        ("Berg, A", "Aas, B"),
        2019,
        "Journal",
        "1",
        "2",
        "3-4",
        "10.1/x",
        "123",
        "An abstract",
        "en",
        "ris",
        ("isbn:9788200000000",),
    )
    assert as_read(shapes.record(entry)) == {
        "id": "s-0001",
        "source": "s",
        "path": "searches/s/x.ris",
        "line": 7,
        "format": "ris",
        "kind": "article",
        "title": "Trust",
        "authors": ["Berg, A", "Aas, B"],
        "year": 2019,
        "journal": "Journal",
        "volume": "1",
        "issue": "2",
        "pages": "3-4",
        "doi": "10.1/x",
        "pmid": "123",
        "identifiers": ["isbn:9788200000000"],
        "language": "en",
        "abstract": "An abstract",
        "fields": [{"tag": "TI", "value": "Trust", "line": 8}, {"tag": "AU", "value": "Berg, A", "line": 9}],
    }
    bare = as_read(shapes.record(Record("", "", Place("x"))))
    assert (bare["id"], bare["source"], bare["line"], bare["year"]) == (None, None, None, None)
    assert (bare["title"], bare["authors"], bare["fields"]) == ("", [], [])


NO_LINE = {"number": None, "element": None, "of": [], "limits": "", "date": None}


def test_a_source() -> None:
    entry = Source(
        "cinahl",
        "CINAHL",
        Arm.REGISTERS,
        "kind",
        "EBSCO",
        "2026-01-01",
        "Kari",
        "2010-",
        (QueryLine("1", "trust", 9), QueryLine("2")),
        9,
        "why",
        press=Press("Nina", "2025-12-01", "PRESS"),
        rerun_of="cinahl-1",
        note="a note",
    )
    assert as_read(shapes.source(entry, 7)) == {
        "source": "cinahl",
        "database": "CINAHL",
        "platform": "EBSCO",
        "arm": "registers",
        "date": "2026-01-01",
        "searcher": "Kari",
        "limits": "2010-",
        "hits": 9,
        "difference": "why",
        "records": 7,
        "lines": [
            {**NO_LINE, "step": "1", "query": "trust", "hits": 9},
            {**NO_LINE, "step": "2", "query": "", "hits": None},
        ],
        "press": {"by": "Nina", "date": "2025-12-01", "note": "PRESS"},
        "rerun_of": "cinahl-1",
        "note": "a note",
    }
    bare = as_read(shapes.source(Source("x", "X"), 0))
    assert (bare["hits"], bare["press"], bare["rerun_of"]) == (None, None, None)


def test_an_export() -> None:
    entry = Export("medline", "searches/cinahl/x.ris", "ab12", "ris", "cinahl", 5, 3, "a-k3f9q-1")
    assert as_read(shapes.export(entry)) == {
        "source": "medline",
        "path": "searches/cinahl/x.ris",
        "sha256": "ab12",
        "format": "ris",
        "records": 3,
        "first": "cinahl-0005",
        "last": "cinahl-0007",
        "event": "a-k3f9q-1",
    }
    empty = as_read(shapes.export(replace(entry, records=0)))
    assert (empty["first"], empty["last"]) == (None, None)


def test_a_decision() -> None:
    assert as_read(shapes.decision(DECISION)) == {
        "event": "a-k3f9q-1",
        "at": AT,
        "by": "a",
        "stage": "screening",
        "record": "s-0001",
        "decision": "exclude",
        "reason": "outcome",
        "other_reasons": [],
        "labels": [],
        "note": "in Norwegian",
        "final": True,
        "from": "rayyan.csv",
        "path": "screening/a.jsonl",
        "line": 3,
    }
    bare = as_read(shapes.decision(BARE_DECISION))
    assert [bare[key] for key in ("reason", "note", "final", "from", "line")] == [None, None, False, None, None]


def test_a_retrieval() -> None:
    assert as_read(shapes.retrieval(RETRIEVAL)) == {
        "event": "a-k3f9q-2",
        "at": AT,
        "by": "a",
        "record": "s-0001",
        "retrieved": False,
        "note": "asked",
    }
    assert as_read(shapes.retrieval(replace(RETRIEVAL, note="")))["note"] is None


def test_a_pilot() -> None:
    state = PilotState(
        "a-k3f9q-3", moment("1"), "a", Stage.SCREENING, 7, ("a", "b"), ("s-0001", "s-0002"), {"b": 1}
    )
    assert as_read(shapes.pilot(state)) == {
        "event": "a-k3f9q-3",
        "at": AT,
        "by": "a",
        "stage": "screening",
        "seed": 7,
        "people": ["a", "b"],
        "reports": ["s-0001", "s-0002"],
        "left": {"b": 1},
        "finished": False,
    }
    assert as_read(shapes.pilot(replace(state, left={})))["finished"] is True


def test_an_agreement() -> None:
    found = Agreement(10, 9, {"exclude": 0.9, "include": 0.1}, (Coefficient(Measure.COHEN, 0.5, (0.1, 0.8)),))
    pair = Comparison(("a", "b"), found, moment("1"), None)
    shape = {
        "reviewers": ["a", "b"],
        "reports": 10,
        "alike": 9,
        "prevalence": {"exclude": 0.9, "include": 0.1},
        "coefficients": [{"measure": "cohen", "value": 0.5, "low": 0.1, "high": 0.8}],
        "first": AT,
        "last": None,
    }
    differing = Disagreement("s-0001", True, (BARE_DECISION,))
    stage = StageAgreement(Stage.SCREENING, (differing,), 2, 3, pair, (pair,), (), (), None)
    assert as_read(shapes.stage_agreement(stage)) == {
        "stage": "screening",
        "disagreements": [
            {"report": "s-0001", "only_reasons": True, "decisions": [as_read(shapes.decision(BARE_DECISION))]}
        ],
        "hidden": 2,
        "not_compared": 3,
        "everybody": shape,
        "pairs": [shape],
        "tools": [],
        "blocks": [],
        "reasons": None,
    }


def test_what_is_undefined_is_null() -> None:
    assert as_read(shapes.coefficient(Coefficient(Measure.GWET, None))) == {
        "measure": "gwet",
        "value": None,
        "low": None,
        "high": None,
    }


def test_a_verdict_of_the_machine_and_one_of_a_person() -> None:
    machine = DuplicateVerdict(
        "reviewkit",
        "s-0001",
        "s-0002",
        Verdict.DIFFERENT,
        "an erratum",
        97.5,
        "0.3.0",
        "a note",
        Relation.ERRATUM,
        at=moment("1"),
        id="a-k3f9q-1",
    )
    assert as_read(shapes.verdict(machine)) == {
        "event": "a-k3f9q-1",
        "at": AT,
        "by": "reviewkit",
        "records": ["s-0001", "s-0002"],
        "verdict": "different",
        "relation": "erratum",
        "rule": "an erratum",
        "score": 97.5,
        "tool_version": "0.3.0",
        "note": "a note",
    }
    person = as_read(shapes.verdict(DuplicateVerdict("a", "s-0001", "s-0002", Verdict.SAME, score=90.0)))
    assert [person[key] for key in ("event", "at", "relation", "rule", "score", "tool_version", "note")] == [
        None
    ] * 7
    assert as_read(shapes.verdict(replace(machine, score=0.0)))["score"] == 0.0


def test_an_outcome() -> None:
    entry = Outcome(
        "s-0001",
        State.EXCLUDED,
        Stage.FULL_TEXT,
        "outcome",
        True,
        True,
        frozenset({Stage.TITLE_ABSTRACT, Stage.BEFORE}),
        (DECISION,),
        RETRIEVAL,
    )
    found = as_read(shapes.outcome(entry, ("s-0001", "s-0002")))
    assert found == {
        "report": "s-0001",
        "records": ["s-0001", "s-0002"],
        "state": "excluded",
        "stage": "full-text",
        "reason": "outcome",
        "reasons_differ": True,
        "by_tool": True,
        "passed": ["before-screening", "title-abstract"],
        "decisions": [as_read(shapes.decision(DECISION))],
        "retrieval": as_read(shapes.retrieval(RETRIEVAL)),
    }
    bare = as_read(shapes.outcome(Outcome("s-0001", State.WAITING, Stage.SCREENING), ()))
    assert [bare[key] for key in ("reason", "reasons_differ", "by_tool", "passed", "decisions", "retrieval")] == [
        None,
        False,
        False,
        [],
        [],
        None,
    ]


FLOW = Flow(
    {
        "id.databases": Box("id.databases", 2, Unit.RECORDS, ("s-0001", "s-0002")),
        "id.databases.s": Box("id.databases.s", 2, Unit.RECORDS, ("s-0001", "s-0002"), {"en": "S"}),
        "new.studies": Box("new.studies", 1, Unit.STUDIES),
        "new.reports": Box("new.reports", 2, Unit.REPORTS, ()),
    },
    OtherArm.SEPARATE,
    two_stages(),
    True,
    (("ASReview (version 2)", 4),),
)


_OF_FLOW = ("boxes", "template", "deviations", "additions", "balance", "problems", "past")


def test_a_flow_with_its_boxes_and_its_sums() -> None:
    found = as_read(shapes.flow(FLOW, [PROBLEM]))
    assert list(found) == ["other_arm", "stages", "tools", "entered", *_OF_FLOW]
    assert (found["other_arm"], found["stages"], found["entered"]) == (
        "separate",
        ["title-abstract", "full-text"],
        True,
    )
    assert found["tools"] == [{"name": "ASReview (version 2)", "excluded": 4}]
    assert list(found["boxes"]) == list(FLOW.boxes)
    assert found["boxes"]["id.databases.s"] == {
        "n": 2,
        "unit": "records",
        "names": {"en": "S"},
        "members": ["s-0001", "s-0002"],
    }
    assert found["boxes"]["new.studies"]["members"] is None
    assert found["boxes"]["new.reports"]["members"] == []
    assert found["balance"][0] == {
        "code": "A1",
        "sentence": "S 2 = from databases 2",
        "left": 2,
        "right": 2,
        "holds": True,
    }
    assert found["problems"] == [PROBLEM_SHAPE]


STUDY = Study("berg", "Berg (2020)", ("s-0001",), {"country": "NO"})
BOOK = Codebook(
    "themes",
    "Themes",
    "2",
    "en",
    (Code("trust", "theme", {"en": "Trust"}), Code("time", "theme", {"en": "Time"})),
)
CODING = Coding(
    "a",
    "berg",
    "done",
    (
        Segment("We trust", "4", (Mark("trust", "qualifies"),), "a note", "a-k3f9q-1"),
        Segment("We do", "", (Mark("trust"),)),
    ),
    (Mark("trust", "contradicts"),),
    Place("coding/a/berg.yaml", 1),
)


def test_a_study() -> None:
    assert as_read(shapes.study(STUDY)) == {
        "key": "berg",
        "citation": "Berg (2020)",
        "records": ["s-0001"],
        "characteristics": {"country": "NO"},
        "sets": [],
    }


def test_a_coding() -> None:
    assert as_read(shapes.coding(CODING)) == {
        "study": "berg",
        "coder": "a",
        "state": "done",
        "path": "coding/a/berg.yaml",
        "quotes": [
            {
                "event": "a-k3f9q-1",
                "quote": "We trust",
                "page": "4",
                "note": "a note",
                "codes": [{"code": "trust", "relation": "qualifies"}],
                "section": None,
                "construct": None,
                "found": None,
                "came_from": None,
                "recoded": [],
                "reviews": [],
            },
            {
                "event": None,
                "quote": "We do",
                "page": None,
                "note": None,
                "codes": [{"code": "trust", "relation": "supports"}],
                "section": None,
                "construct": None,
                "found": None,
                "came_from": None,
                "recoded": [],
                "reviews": [],
            },
        ],
        "study_codes": [{"code": "trust", "relation": "contradicts"}],
    }


def test_a_matrix_with_what_each_cell_rests_on() -> None:
    found = as_read(shapes.matrix(matrix(BOOK, [CODING], [STUDY]), [PROBLEM], Missing(studies=1)))
    assert found == {
        "finished": True,
        "missing": {"not_coded": [], "waiting": 0, "errors": 0},
        "set": None,
        "included_studies": 1,
        "codebook": "themes",
        "version": "2",
        "level": "theme",
        "whose": "any",
        "coders": ["a"],
        "themes": {"trust": {"en": "Trust"}, "time": {"en": "Time"}},
        "studies": {"berg": "Berg (2020)"},
        "cells": {"berg": {"trust": "contradicted", "time": "not-found"}},
        "evidence": {
            "berg": {
                "trust": [
                    {
                        "coder": "a",
                        "code": "trust",
                        "relation": "qualifies",
                        "quote": "We trust",
                        "page": "4",
                        "event": "a-k3f9q-1",
                        "construct": None,
                        "found": None,
                    },
                    {
                        "coder": "a",
                        "code": "trust",
                        "relation": "supports",
                        "quote": "We do",
                        "page": None,
                        "event": None,
                        "construct": None,
                        "found": None,
                    },
                    {
                        "coder": "a",
                        "code": "trust",
                        "relation": "contradicts",
                        "quote": None,
                        "page": None,
                        "event": None,
                        "construct": None,
                        "found": None,
                    },
                ],
                "time": [],
            }
        },
        "studies_per_theme": {"trust": 1, "time": 0},
        "marks": 1,
        "differ": [],
        "open": [],
        "on_one_study": {"trust": "berg"},
        "on_one_coder": {},
        "problems": [PROBLEM_SHAPE],
        "past": None,
        "closed": [],
    }


def test_an_act_that_was_taken_back() -> None:
    entry = TakenBack(DECISION, Undo("a-k3f9q-1", "b", "by mistake", moment("1"), "b-zzzzz-1"))
    assert as_read(shapes.taken_back(entry)) == {
        "event": "a-k3f9q-1",
        "by": "a",
        "undo": "b-zzzzz-1",
        "undone_by": "b",
        "undone_at": AT,
        "note": "by mistake",
    }
    assert as_read(shapes.taken_back(replace(entry, undo=replace(entry.undo, note=""))))["note"] is None


def test_a_change_of_an_agreement() -> None:
    entry = AgreementChange("review.yaml", "ab", "cd", "@@", "a", "we agreed", moment("1"), "a-k3f9q-1")
    assert as_read(shapes.agreement(entry)) == {
        "event": "a-k3f9q-1",
        "at": AT,
        "by": "a",
        "file": "review.yaml",
        "before": "ab",
        "after": "cd",
        "difference": "@@",
        "why": "we agreed",
    }
    first = as_read(shapes.agreement(replace(entry, before="", why="")))
    assert (first["before"], first["why"]) == (None, None)


def test_a_full_text_and_who_asked_for_it() -> None:
    assert as_read(shapes.text_request(REQUEST)) == {
        "event": "a-k3f9q-3",
        "at": AT,
        "by": "a",
        "record": "s-0001",
        "note": "the library",
    }
    assert as_read(shapes.full_text(TEXT, "s-0001", "changed")) == {
        "event": "a-k3f9q-4",
        "at": AT,
        "by": "a",
        "report": "s-0001",
        "path": "texts/s-0001-ab.pdf",
        "sha256": "ab12",
        "size": 9,
        "name": "Berg.pdf",
        "note": "supplement",
        "state": "changed",
    }


def test_a_time_is_in_utc() -> None:
    later = replace(DECISION, at=moment("1").replace(microsecond=250_000))
    assert shapes.decision(DECISION)["at"] == AT
    assert shapes.decision(later)["at"] == "2026-01-02T00:00:00.250000Z"


FULL_AND_BARE: dict[str, tuple[Callable[[Any], Any], Any, Any]] = {
    "decision": (shapes.decision, DECISION, BARE_DECISION),
    "retrieval": (shapes.retrieval, RETRIEVAL, replace(RETRIEVAL, note="")),
    "text_request": (shapes.text_request, REQUEST, replace(REQUEST, note="")),
    "full_text": (lambda one: shapes.full_text(one, "s-0001"), TEXT, replace(TEXT, name="", note="")),
    "record": (shapes.record, Record("s-0001", "s", PLACE, title="T", year=2019), Record("", "", Place(""))),
    "export": (shapes.export, Export("s", "x", "ab", records=1), Export("", "", "")),
    "problem": (shapes.problem, PROBLEM, Problem(Place(""), "")),
    "study": (shapes.study, STUDY, Study("", "", ())),
}


@pytest.mark.parametrize("noun", FULL_AND_BARE)
def test_what_is_not_known_is_null_and_never_left_out(noun: str) -> None:
    shape, full, bare = FULL_AND_BARE[noun]
    assert list(as_read(shape(full))) == list(as_read(shape(bare)))


def test_the_names_are_words_of_small_letters() -> None:
    """Names are those of the model; a hyphen or capital would need quoting in other programs."""
    found = [
        *shapes.decision(DECISION),
        *shapes.flow(FLOW, ()),
        *shapes.record(Record("", "", Place(""))),
        *shapes.verdict(DuplicateVerdict("a", "x", "y", Verdict.SAME)),
    ]
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in found)


# The schema

NAMES = st.text(min_size=1, max_size=8)  # of people, records, events: never empty in a review
MOMENTS = st.datetimes(timezones=st.just(UTC))
CODED_RELATIONS = st.sampled_from(RELATIONS)
PLACES = st.builds(Place, st.text(max_size=8), st.integers(0, 9))


def anything(noun: type[Any], **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The noun with any text where a text may be, and so on; `known` are the parts that cannot be anything."""
    own = {field.name for field in fields(noun)}
    always = {name: values for name, values in ALWAYS.items() if name in own}
    return st.builds(noun, **dict.fromkeys(own, ...) | always | known)


STAGES = st.sampled_from([Stage.BEFORE, Stage.TITLE_ABSTRACT, Stage("second-reading")])
ALWAYS = {
    "by": NAMES,
    "id": NAMES,
    "record": NAMES,
    "at": MOMENTS,
    "place": PLACES,
    "stamp": st.just(NO_STAMP),
    "relation": CODED_RELATIONS,
    "score": st.floats(0, 100),
    "stage": STAGES,
    "passed": st.frozensets(STAGES, max_size=2),
}
DECISIONS = anything(Decision)
RETRIEVALS = anything(Retrieval)
MARKS = anything(Mark, code=NAMES)
FOUND = anything(Quoted, text=NAMES, part=st.integers(0, 900), start=st.integers(-1, 900))
GIVEN = st.sampled_from(["recode", "adjust", "settle"])
RECODINGS = st.lists(anything(Recoding, before=st.tuples(MARKS), event=NAMES, action=GIVEN), max_size=2).map(tuple)
REVIEWS = st.lists(
    anything(SegmentReview, event=NAMES, action=st.sampled_from(REVIEW_ACTIONS), marks=st.tuples(MARKS)),
    max_size=2,
).map(tuple)
CAME_FROM = st.builds(CameFrom, NAMES, st.lists(NAMES, max_size=2).map(tuple), st.text(max_size=8))
SEGMENTS = anything(
    Segment,
    marks=st.tuples(MARKS),
    found=st.none() | FOUND,
    recoded=RECODINGS,
    reviews=REVIEWS,
    came_from=st.none() | CAME_FROM,
)
CODINGS = anything(
    Coding,
    study=st.sampled_from(["berg", "aas"]),
    coder=NAMES,
    state=st.sampled_from(CODING_STATES),
    segments=st.lists(SEGMENTS, max_size=2).map(tuple),
    study_marks=st.tuples(MARKS),
)
SHARES = st.floats(-1, 1)
COEFFICIENTS = st.builds(
    Coefficient, st.sampled_from(Measure), st.none() | SHARES, st.none() | st.tuples(SHARES, SHARES)
)
COMPARISONS = st.builds(
    Comparison,
    st.tuples(NAMES, NAMES),
    st.builds(
        Agreement,
        st.integers(0, 9),
        st.integers(0, 9),
        st.dictionaries(NAMES, st.floats(0, 1), max_size=2),
        st.tuples(COEFFICIENTS),
    ),
    st.none() | MOMENTS,
    st.none() | MOMENTS,
)
DISAGREEMENTS = st.builds(Disagreement, NAMES, st.booleans(), st.tuples(DECISIONS, DECISIONS))
NOUNS: dict[str, st.SearchStrategy[Any]] = {
    "problem": anything(Problem, code=NAMES, message=NAMES).map(shapes.problem),
    "record": anything(Record, id=st.text(max_size=8)).map(shapes.record),
    "source": st.builds(
        shapes.source,
        anything(
            Source,
            name=NAMES,
            hits=st.none() | st.integers(0),
            lines=st.tuples(st.builds(QueryLine, NAMES)),
            press=st.none() | st.builds(Press, NAMES, st.sampled_from(["", "2025-12-01"]), NAMES),
        ),
        st.integers(0),
    ),
    "export": anything(Export, source=NAMES, first=st.integers(1, 9), records=st.integers(0, 3)).map(
        shapes.export
    ),
    "decision": DECISIONS.map(shapes.decision),
    "pilot": anything(
        PilotState,
        event=NAMES,
        seed=st.integers(0),
        people=st.tuples(NAMES, NAMES),
        reports=st.tuples(NAMES),
        left=st.dictionaries(NAMES, st.integers(1)),
    ).map(shapes.pilot),
    "retrieval": RETRIEVALS.map(shapes.retrieval),
    "text_request": anything(TextRequest).map(shapes.text_request),
    "full_text": st.builds(
        shapes.full_text,
        anything(Text, size=st.integers(0)),
        NAMES,
        st.none() | st.sampled_from(["here", "missing", "changed"]),
    ),
    "verdict": anything(
        DuplicateVerdict,
        first=NAMES,
        second=NAMES,
        id=st.text(max_size=8),
        relation=st.none() | st.sampled_from(Relation),
    ).map(shapes.verdict),
    "outcome": st.builds(
        shapes.outcome,
        anything(
            Outcome,
            report=NAMES,
            decisions=st.lists(DECISIONS, max_size=2).map(tuple),
            retrieval=st.none() | RETRIEVALS,
        ),
        st.lists(NAMES, max_size=2),
    ),
    "flow": st.builds(shapes.flow, flows(), st.just([PROBLEM])),
    "study": anything(Study, key=NAMES, records=st.lists(NAMES, max_size=2).map(tuple)).map(shapes.study),
    "coding": CODINGS.map(shapes.coding),
    "matrix": st.lists(CODINGS, max_size=2).map(
        lambda codings: shapes.matrix(
            matrix(BOOK, codings, [STUDY, replace(STUDY, key="aas")]), [PROBLEM], Missing(1, (), 2, 1)
        )
    ),
    "coefficient": COEFFICIENTS.map(shapes.coefficient),
    "comparison": COMPARISONS.map(shapes.comparison),
    "disagreement": DISAGREEMENTS.map(shapes.disagreement),
    "stage_agreement": st.builds(
        StageAgreement,
        stage=STAGES,
        disagreements=st.tuples(DISAGREEMENTS),
        hidden=st.integers(0, 9),
        not_compared=st.integers(0, 9),
        everybody=COMPARISONS,
        pairs=st.tuples(COMPARISONS),
        tools=st.just(()),
        blocks=st.tuples(COMPARISONS, COMPARISONS),
        reasons=st.none() | COMPARISONS,
    ).map(shapes.stage_agreement),
    "taken_back": st.builds(TakenBack, DECISIONS, anything(Undo)).map(shapes.taken_back),
    "agreement": anything(AgreementChange, file=NAMES).map(shapes.agreement),
}


@pytest.mark.parametrize("noun", NOUNS)
@given(data=st.data())
@settings(max_examples=40)
def test_whatever_was_written_has_the_shape_of_the_schema(noun: str, data: st.DataObject) -> None:
    assert misfit(as_read(data.draw(NOUNS[noun])), noun) == ""


# Text


@given(st.text(), st.text(max_size=3))
def test_any_text_reads_back_and_none_of_it_can_steer_a_terminal(value: str, key: str) -> None:
    said = shapes.text({key: value})
    assert said.isascii()
    assert all(letter.isprintable() or letter == "\n" for letter in said)
    assert json.loads(said) == {key: value}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_json_does_not_have_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        shapes.text({"score": number})


def test_text_is_indented_and_keeps_its_order() -> None:
    assert shapes.text({"b": [1], "a": "æ"}) == '{\n  "b": [\n    1\n  ],\n  "a": "\\u00e6"\n}'
