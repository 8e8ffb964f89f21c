"""Every noun that is logged reads back as what it was, and a line that is damaged harms no other."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Level, Place, Problem
from reviewkit.model import (
    NO_STAMP,
    AgreementChange,
    Answer,
    AnyAct,
    CameFrom,
    ChartedValue,
    ChartingDone,
    ChartPilot,
    ChartSettled,
    ClaimConfirmed,
    CodebookAct,
    CodeChange,
    CodedSegment,
    ConflictsOpened,
    Consulted,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Finding,
    FindingJudged,
    Import,
    Mark,
    Pilot,
    Quoted,
    Retrieval,
    SegmentRecoded,
    SegmentReviewed,
    SourceRename,
    StudyCoded,
    StudyMark,
    StudyRead,
    Text,
    TextRequest,
    Undo,
)
from reviewkit.store import events, ledger
from reviewkit.store.ledger import Event
from reviewkit.words import (
    CERQUAL_COMPONENTS,
    CODEBOOK_OPS,
    CODING_STATES,
    RELATIONS,
    REVIEW_ACTIONS,
    Choice,
    NotCharted,
    Relation,
    Settling,
    Stage,
    Verdict,
)
from tests.builders import decision, moment

# Any text but halves of letters, which no file holds.
text = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
words = text.filter(bool)
times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
counts = st.integers(0, 10**9 - 1)
marks = st.builds(Mark, text, st.sampled_from(RELATIONS))
who_and_when = {"by": words, "at": times}

single = words | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
rows = st.dictionaries(words, single, min_size=1, max_size=3).map(lambda row: tuple(row.items()))
answers = st.builds(
    Answer, single | st.lists(words, min_size=1, max_size=3).map(tuple) | st.lists(rows, min_size=1).map(tuple)
) | st.builds(Answer, missing=st.sampled_from(NotCharted))
instances = st.integers(1, 99)
said = st.none() | st.recursive(
    text, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(text, inner, max_size=2), max_leaves=4
)
quotes = st.builds(
    Quoted, quote=text, text=text, prefix=text, suffix=text, part=counts, start=st.just(-1) | counts
)

verdicts_of_people = st.builds(
    DuplicateVerdict,
    first=text,
    second=text,
    verdict=st.sampled_from(Verdict),
    rule=text,
    note=text,
    relation=st.none() | st.sampled_from(Relation),
    update=st.booleans(),
    origin=text,
    fingerprints=st.just(("", "")) | st.tuples(words, words),
    **who_and_when,
)

ACTS: dict[type, st.SearchStrategy[Any]] = {
    Import: st.builds(
        Import,
        source=text,
        number=counts,
        path=text,
        sha256=text,
        format=text,
        first=counts,
        records=st.just(-1) | counts,
        **who_and_when,
    ),
    SourceRename: st.builds(SourceRename, imported=text, source=text, note=text, **who_and_when),
    DuplicateVerdict: verdicts_of_people
    | st.builds(
        lambda verdict, version, score: replace(verdict, tool_version=version, score=score),
        verdicts_of_people,
        words,
        st.floats(0, 100),
    ),
    DedupeRun: st.builds(DedupeRun, version=text, exports=st.frozensets(text, max_size=3), **who_and_when),
    Decision: st.builds(
        Decision,
        stage=st.sampled_from(
            [Stage.BEFORE, Stage.SCREENING, Stage.TITLE_ABSTRACT, Stage.FULL_TEXT, Stage("second-reading")]
        ),
        record=text,
        choice=st.sampled_from(Choice),
        reason=text,
        note=text,
        final=st.booleans(),
        origin=text,
        fingerprint=text,
        other_reasons=st.lists(text, max_size=2).map(tuple),
        labels=st.lists(text, max_size=2).map(tuple),
        **who_and_when,
    ),
    Pilot: st.lists(st.tuples(text, words), max_size=3).flatmap(
        lambda drawn: st.builds(
            Pilot,
            stage=st.sampled_from([Stage.SCREENING, Stage.FULL_TEXT]),
            seed=counts,
            people=st.lists(text, max_size=3).map(tuple),
            records=st.just(tuple(record for record, _ in drawn)),
            fingerprints=st.sampled_from([(), tuple(mark for _, mark in drawn)]),
            **who_and_when,
        )
    ),
    ConflictsOpened: st.builds(
        ConflictsOpened,
        stage=st.sampled_from([Stage.SCREENING, Stage("second-reading")]),
        note=text,
        **who_and_when,
    ),
    Retrieval: st.builds(
        Retrieval, record=text, retrieved=st.booleans(), note=text, fingerprint=text, **who_and_when
    ),
    TextRequest: st.builds(TextRequest, record=text, note=text, fingerprint=text, **who_and_when),
    Text: st.builds(
        Text,
        record=text,
        path=st.sampled_from(["texts/s-0001-ab12cd34.pdf", "texts/å b.html"]),
        sha256=text,
        size=counts,
        name=text,
        note=text,
        fingerprint=text,
        **who_and_when,
    ),
    CodedSegment: st.builds(
        lambda found, quote, **more: CodedSegment(
            quote=quote, found=replace(found, quote=quote) if found and found.text else None, **more
        ),
        found=st.none() | quotes,
        study=text,
        quote=text,
        marks=st.lists(marks, max_size=3).map(tuple),
        page=text,
        section=text,
        construct=text,
        note=text,
        codebook=text,
        came_from=st.none() | st.builds(CameFrom, text.filter(bool), st.lists(text, max_size=2).map(tuple), text),
        **who_and_when,
    ),
    SegmentRecoded: st.builds(
        SegmentRecoded, segment=text, marks=st.lists(marks, max_size=3).map(tuple), why=text, **who_and_when
    ),
    SegmentReviewed: st.builds(
        SegmentReviewed,
        segment=text,
        action=st.sampled_from(REVIEW_ACTIONS),
        marks=st.lists(marks, max_size=2).map(tuple),
        why=text,
        **who_and_when,
    ),
    StudyRead: st.builds(
        StudyRead, study=text, texts=st.lists(text, max_size=2).map(tuple), memo=text, **who_and_when
    ),
    Consulted: st.builds(
        Consulted,
        whom=text,
        day=st.dates().map(str),
        said=text,
        about=st.lists(text, max_size=2).map(tuple),
        led_to=text,
        **who_and_when,
    ),
    ClaimConfirmed: st.builds(
        ClaimConfirmed,
        kind=text,
        words=text,
        passage=text,
        start=st.integers(0, 10**6),
        said=text,
        why=text,
        **who_and_when,
    ),
    Finding: st.builds(
        Finding,
        key=text,
        text=text,
        codes=st.lists(text, max_size=2).map(tuple),
        studies=st.lists(text, max_size=2).map(tuple),
        segments=st.lists(text, max_size=2).map(tuple),
        why=text,
        **who_and_when,
    ),
    FindingJudged: st.sampled_from(
        [(component, level) for component, levels in CERQUAL_COMPONENTS.items() for level in levels]
    ).flatmap(
        lambda one: st.builds(
            FindingJudged, finding=text, component=st.just(one[0]), level=st.just(one[1]), why=text, **who_and_when
        )
    ),
    StudyMark: st.builds(StudyMark, study=text, mark=marks, why=text, **who_and_when),
    StudyCoded: st.builds(StudyCoded, study=text, state=st.sampled_from(CODING_STATES), note=text, **who_and_when),
    ChartedValue: st.builds(
        ChartedValue,
        study=text,
        field=text,
        answer=answers,
        instance=instances,
        evidence=st.lists(quotes, max_size=2).map(tuple),
        note=text,
        form=text,
        **who_and_when,
    ),
    ChartSettled: st.builds(
        ChartSettled,
        study=text,
        field=text,
        answer=answers,
        of=st.lists(text, max_size=2).map(tuple),
        why=st.sampled_from(Settling),
        instance=instances,
        note=text,
        **who_and_when,
    ),
    ChartingDone: st.builds(ChartingDone, study=text, done=st.booleans(), note=text, **who_and_when),
    ChartPilot: st.builds(
        ChartPilot, studies=st.tuples(text, text), people=st.tuples(text, text), note=text, **who_and_when
    ),
    CodebookAct: st.builds(
        CodebookAct,
        book=text,
        op=st.sampled_from(CODEBOOK_OPS),
        ids=st.lists(text, max_size=2).map(tuple),
        changes=st.lists(st.builds(CodeChange, text, text, said, said), max_size=3).map(tuple),
        into=st.lists(text, max_size=2).map(tuple),
        why=text,
        phase=st.integers(0, 6),
        was=text,
        now=text,
        **who_and_when,
    ),
    AgreementChange: st.builds(
        AgreementChange, file=text, before=text, after=text, difference=text, why=text, **who_and_when
    ),
    Undo: st.builds(Undo, event=text, note=text, **who_and_when),
}

# One act of each noun in which every field says something.
AT = moment("1")
FULL: dict[type, Any] = {
    Import: Import("cinahl", 2, "searches/cinahl/x.ris", "ab12", "ris", 5, 7, "a", AT),
    SourceRename: SourceRename("a-k3f9q-1", "medline", "a", "a better name", AT),
    DuplicateVerdict: DuplicateVerdict(
        "reviewkit",
        "s-0001",
        "s-0002",
        Verdict.DIFFERENT,
        "same DOI",
        97.5,
        "0.3.0",
        "a note",
        Relation.ERRATUM,
        True,
        "queue.xlsx",
        ("ab12.1", "ab12.2"),
        AT,
    ),
    DedupeRun: DedupeRun("0.3.0", frozenset({"ab12", "cd34"}), "reviewkit", AT),
    Decision: Decision(
        "b",
        Stage.SCREENING,
        "s-0001",
        Choice.EXCLUDE,
        "population",
        "a note",
        True,
        "rayyan.csv",
        "ab12.1",
        AT,
        other_reasons=("outcome", "design"),
        labels=("rural", "nurses"),
    ),
    Pilot: Pilot("a", Stage.SCREENING, 7, ("a", "b"), ("s-0001", "s-0002"), ("ab12.1", "ab12.2"), AT),
    ConflictsOpened: ConflictsOpened("a", Stage.SCREENING, "we meet today", AT),
    Retrieval: Retrieval("a", "s-0001", False, "asked the library", "ab12.1", AT),
    TextRequest: TextRequest("a", "s-0001", "the library", "ab12.1", AT),
    Text: Text("a", "s-0001", "texts/s-0001-ab12.pdf", "ab12", 9, "Berg.pdf", "supplement", "ab12.1", AT),
    CodedSegment: CodedSegment(
        "a",
        "berg",
        "We trust",
        (Mark("trust", "qualifies"),),
        "4",
        "Results",
        "home",
        "note",
        "themes 1",
        AT,
        found=Quoted("We trust", "ab12", "they said: ", " her", 3, 907),
        came_from=CameFrom("p.qdpx", ("Kari",), "2026-02-03T10:00:00Z"),
    ),
    SegmentReviewed: SegmentReviewed("b", "a-k3f9q-1", "propose", (Mark("time"),), "it is about time", AT),
    StudyRead: StudyRead("a", "berg", ("ab12",), "much about time", AT),
    Consulted: Consulted(
        "a", "six relatives", "2026-01-31", "time matters most", ("time",), "time is a theme", AT
    ),
    ClaimConfirmed: ClaimConfirmed("a", "number", "16", "0f3a", 9, "15 studies", "one came late", AT),
    Finding: Finding("a", "f1", "Trust takes time", ("trust",), ("berg",), ("a-k3f9q-1",), "two themes met", AT),
    FindingJudged: FindingJudged("a", "f1", "adequacy", "serious", "one thin study", AT),
    SegmentRecoded: SegmentRecoded("a", "a-k3f9q-1", (Mark("time"),), "it is about time", AT),
    StudyMark: StudyMark("a", "berg", Mark("trust", "contradicts"), "on the whole", AT),
    StudyCoded: StudyCoded("a", "berg", "done-nothing-found", "twice read", AT),
    ChartedValue: ChartedValue(
        "a",
        "berg",
        "sample",
        Answer(((("age", 41.5), ("kind", "nurses")),)),
        2,
        (Quoted("12 nurses", "ab12", "took part: ", " and", 3, 907),),
        "a note",
        "2",
        AT,
    ),
    ChartSettled: ChartSettled(
        "b",
        "berg",
        "sample",
        Answer(missing=NotCharted.NR),
        ("a-k3f9q-1", "b-k3f9q-1"),
        Settling.DISCUSSION,
        2,
        "a note",
        AT,
    ),
    ChartingDone: ChartingDone("a", "berg", True, "read twice", AT),
    ChartPilot: ChartPilot("a", ("berg", "dahl"), ("a", "b"), "for the meeting", AT),
    CodebookAct: CodebookAct(
        "a",
        "themes",
        "merge",
        ("near",),
        (CodeChange("near", "status", None, "retired"), CodeChange("trust", "aliases", ["x"], ["x", "near"])),
        ("trust",),
        "nobody could tell them apart",
        4,
        "ab12",
        "cd34",
        AT,
    ),
    AgreementChange: AgreementChange("review.yaml", "ab12", "cd34", "@@ -1 +1 @@\n-a\n+b", "a", "we agreed", AT),
    Undo: Undo("a-k3f9q-1", "a", "by mistake", AT),
}


def kind_of(act: Any) -> str:
    """The logs that hold an act; an undo stands in the logs of what it takes back."""
    return ledger.SCREENING if isinstance(act, Undo) else events.kind_of(act)


def event_of(values: dict[str, Any], kind: str) -> Event:
    """The line that these values make, read back from the bytes of a log."""
    line = json.dumps({"id": "x-k3f9q-1", **values}, ensure_ascii=False).encode()
    found = ledger.parsed(line + b"\n", kind, f"{kind}/x.jsonl")
    assert found.problems == ()
    (event,) = found.events
    return event


def read(values: dict[str, Any], kind: str) -> tuple[list[Any], list[Problem]]:
    problems: list[Problem] = []
    return events.acts_of([event_of(values, kind)], problems), problems


def bare(act: Any) -> Any:
    """An act without what the log adds."""
    return replace(act, id="", stamp=NO_STAMP, place=Place(""))


def test_every_noun_is_tried_here() -> None:
    assert set(ACTS) == set(FULL) == {line_format.noun for line_format in events.FORMATS} | {Undo}
    added = {"id", "stamp", "place"}
    for noun, act in FULL.items():
        empty = {field.name for field in fields(noun) if not getattr(act, field.name)}
        assert empty - added <= {"retrieved"}


@given(st.one_of(*ACTS.values()))
def test_an_act_reads_back_from_its_line_as_it_was(act: Any) -> None:
    found, problems = read(events.line_of(act), kind_of(act))
    assert problems == []
    assert [bare(one) for one in found] == [act]


@pytest.mark.parametrize("noun", ACTS, ids=lambda noun: noun.__name__)
def test_every_field_of_an_act_reads_back(noun: type) -> None:
    (found,), problems = read(events.line_of(FULL[noun]), kind_of(FULL[noun]))
    assert (bare(found), problems) == (FULL[noun], [])
    assert (found.id, found.place) == ("x-k3f9q-1", Place(f"{kind_of(found)}/x.jsonl", 1))


@pytest.mark.parametrize("noun", ACTS, ids=lambda noun: noun.__name__)
def test_a_key_that_a_later_version_adds_is_passed_over(noun: type) -> None:
    line = {**events.line_of(FULL[noun]), "colour": "red", "nested": {"by": ["b"]}, "number_of_cats": 3}
    (found,), problems = read(line, kind_of(FULL[noun]))
    assert (bare(found), problems) == (FULL[noun], [])


def damages() -> list[Any]:
    """Each noun with each of its values replaced by one of another type."""
    found = []
    for noun, act in FULL.items():
        for key, value in events.line_of(act).items():
            if key in ("do", "at", "update"):  # another `do` is another noun; a time is the ledger's matter
                continue
            for other in [3, [], {}, None, True] if isinstance(value, str) else ["x", "xy", None, {"a": 1}, {}]:
                if key == "where" and not other:
                    continue  # no page is known
                if (noun, key) == (ChartedValue, "value") and isinstance(other, str):
                    continue  # as good a value as rows
                found.append(pytest.param(act, key, other, id=f"{noun.__name__}-{key}-{other!r}"))
    return found


@pytest.mark.parametrize(("act", "key", "value"), damages())
def test_a_value_of_another_type_is_reported_and_the_other_lines_are_read(act: Any, key: str, value: Any) -> None:
    kind = kind_of(act)
    whole, damaged = events.line_of(act), {**events.line_of(act), key: value}
    problems: list[Problem] = []
    found = events.acts_of([event_of(line, kind) for line in (whole, damaged, whole)], problems)
    assert [bare(one) for one in found] == [act, act]
    (problem,) = problems
    assert (problem.place, problem.level, problem.code) == (Place(f"{kind}/x.jsonl", 1), Level.ERROR, "log")
    assert problem.message.startswith("this line could not be understood and was left out: ")


NEEDED = {
    Import: ["number"],
    DuplicateVerdict: ["records", "verdict"],
    DedupeRun: ["exports"],
    Decision: ["stage", "decision"],
    Pilot: ["stage", "seed", "people", "records"],
    ConflictsOpened: ["stage"],
    Retrieval: ["result"],
    Text: ["file", "size"],
    CodedSegment: ["quote", "codes"],
    SegmentRecoded: ["segment", "codes"],
    SegmentReviewed: ["segment"],
    StudyRead: ["study"],
    Consulted: ["whom", "said"],
    ClaimConfirmed: ["claim", "words", "passage", "start", "said", "why"],
    Finding: ["finding", "text"],
    FindingJudged: ["finding"],
    StudyMark: ["code"],
    StudyCoded: ["state"],
    ChartedValue: ["value"],
    ChartSettled: ["missing", "of", "why"],
    ChartingDone: ["done"],
    ChartPilot: ["studies", "people"],
    CodebookAct: ["ids", "changes"],
}


@pytest.mark.parametrize(
    ("act", "key"),
    [pytest.param(FULL[noun], key, id=f"{noun.__name__}-{key}") for noun in NEEDED for key in NEEDED[noun]],
)
def test_a_value_that_is_needed_and_missing_is_reported(act: Any, key: str) -> None:
    line = events.line_of(act)
    del line[key]
    found, problems = read(line, kind_of(act))
    assert found == []
    assert len(problems) == 1


def test_a_missing_key_is_named() -> None:
    line = events.line_of(FULL[CodedSegment])
    del line["codes"]
    assert (
        read(line, ledger.CODING)[1][0].message
        == "this line could not be understood and was left out: 'codes' is missing"
    )


@pytest.mark.parametrize(
    ("noun", "key", "value"),
    [
        (Decision, "decision", "perhaps"),
        (Decision, "stage", "Third reading!"),
        (ConflictsOpened, "stage", "Third reading!"),
        (DuplicateVerdict, "verdict", "similar"),
        (DuplicateVerdict, "relation", "cousin"),
        (DuplicateVerdict, "records", ["s-0001"]),
        (DuplicateVerdict, "records", ["s-0001", "s-0002", "s-0003"]),
        (DuplicateVerdict, "score", 10**400),
        (Pilot, "stage", "Third reading!"),
        (Pilot, "seed", -1),
        (Pilot, "records", ["s-0001"]),
        (Pilot, "fingerprints", ["ab12.1"]),
        (Retrieval, "result", "lost"),
        (Text, "file", "../review.yaml"),
        (Text, "file", "/etc/passwd"),
        (Text, "file", "texts/../review.yaml"),
        (Text, "file", "texts/.gitignore"),
        (Text, "file", "texts\\x.pdf"),
        (Text, "size", -1),
        (StudyCoded, "state", "finished"),
        (StudyMark, "code", {"id": "trust", "relation": "denies"}),
        (StudyMark, "code", {"relation": "supports"}),
        (CodedSegment, "codes", ["trust"]),
        (CodedSegment, "quote", {"exact": 3}),
        (CodedSegment, "where", {"page": 4}),
        (CodedSegment, "where", {"text": 3}),
        (CodedSegment, "where", {"text": "ab12", "start": "907"}),
        (CodedSegment, "quote", {"exact": "We trust", "prefix": 3}),
        (SegmentRecoded, "codes", ["trust"]),
        (SegmentRecoded, "segment", 3),
        (SegmentReviewed, "action", "burn"),
        (SegmentReviewed, "codes", ["trust"]),
        (StudyRead, "texts", "ab12"),
        (Consulted, "day", "31 January"),
        (Consulted, "about", [1]),
        (ClaimConfirmed, "start", -1),
        (ClaimConfirmed, "start", "9"),
        (Finding, "codes", "trust"),
        (FindingJudged, "component", "style"),
        (FindingJudged, "level", "high"),
        (ChartedValue, "value", ""),
        (ChartedValue, "value", []),
        (ChartedValue, "value", None),
        (ChartedValue, "value", True),
        (ChartedValue, "value", {"age": 4}),
        (ChartedValue, "value", ["trial", 4]),
        (ChartedValue, "value", [{"age": [4]}]),
        (ChartedValue, "missing", "NR"),
        (ChartedValue, "instance", 0),
        (ChartedValue, "evidence", ["12 nurses"]),
        (ChartedValue, "evidence", [{"quote": "12 nurses", "part": -1}]),
        (ChartedValue, "evidence", [{"quote": "12 nurses", "text": 3}]),
        (ChartSettled, "missing", "nothing"),
        (ChartSettled, "why", "tired"),
        (ChartSettled, "of", "a-1"),
        (ChartingDone, "done", "yes"),
        (ChartPilot, "studies", "berg"),
        (ChartPilot, "people", [1]),
        (CodebookAct, "op", "burn"),
        (CodebookAct, "phase", 7),
        (CodebookAct, "changes", [{"code": "near"}]),
        (CodebookAct, "changes", [{"code": "near", "key": "status", "after": 3}]),
        (Import, "number", -1),
        (Import, "number", True),
        (Import, "number", 2.5),
        (Import, "number", 10**9),
        (Import, "first", -1),
        (Import, "records", -2),
    ],
)
def test_a_word_or_number_that_means_nothing_here_is_reported(noun: type, key: str, value: object) -> None:
    found, problems = read({**events.line_of(FULL[noun]), key: value}, kind_of(FULL[noun]))
    assert found == []
    assert [one.code for one in problems] == ["log"]


@pytest.mark.parametrize("prints", [[], ["ab12.1"]])
def test_a_verdict_with_too_few_fingerprints_stops_nothing(prints: list[str]) -> None:
    read({**events.line_of(FULL[DuplicateVerdict]), "fingerprints": prints}, ledger.DUPLICATES)


@pytest.mark.parametrize("do", ["dance", "", "decide-again"])
def test_what_this_version_does_not_know_is_reported_and_left_out(do: str) -> None:
    found, problems = read({**events.line_of(FULL[Decision]), "do": do}, ledger.SCREENING)
    assert found == []
    assert f"unknown entry {do!r}" in problems[0].message
    assert problems[0].level is Level.ERROR


@pytest.mark.parametrize("noun", [noun for noun in ACTS if noun is not Undo], ids=lambda noun: noun.__name__)
def test_an_act_in_a_log_of_another_kind_is_left_out(noun: type) -> None:
    other = ledger.RETRIEVAL if events.kind_of(FULL[noun]) != ledger.RETRIEVAL else ledger.SCREENING
    found, problems = read(events.line_of(FULL[noun]), other)
    assert found == []
    assert "unknown entry" in problems[0].message


@pytest.mark.parametrize("kind", ledger.KINDS)
def test_an_undo_stands_in_the_logs_of_every_kind(kind: str) -> None:
    (found,), problems = read(events.line_of(FULL[Undo]), kind)
    assert (bare(found), problems) == (FULL[Undo], [])


def test_a_line_without_an_author_is_of_the_one_whose_log_it_stands_in() -> None:
    line = events.line_of(FULL[Decision])
    del line["by"]
    (found,), _ = read(line, ledger.SCREENING)
    assert found.by == "x"


def test_what_0_2_did_not_write_has_its_default() -> None:
    line = {"do": "import", "at": "2026-01-02T00:00:00Z", "by": "a", "source": "cinahl", "number": 1}
    (found,), problems = read({**line, "file": "searches/cinahl/x.ris", "sha256": "ab"}, ledger.IMPORTS)
    assert problems == []
    assert (found.first, found.records, found.format) == (0, -1, "")


def test_a_quote_without_a_page_says_nothing_of_where_it_stands() -> None:
    bare = CodedSegment("a", "berg", "We trust", (Mark("trust"),), at=AT)
    assert list(events.line_of(bare)) == ["do", "at", "by", "study", "quote", "codes"]
    assert list(events.line_of(replace(bare, page="4")))[5] == "where"


def test_a_quote_that_was_logged_before_quotes_were_looked_for_is_read_as_it_is() -> None:
    line = {**events.line_of(FULL[CodedSegment]), "quote": {"exact": "We trust"}, "where": {"page": "4"}}
    (found,), problems = read(line, ledger.CODING)
    assert (bare(found), problems) == (replace(FULL[CodedSegment], found=None), [])


def test_a_number_that_is_none_is_no_value() -> None:
    line = b'{"id": "x-k3f9q-1", "do": "chart", "at": "2026-01-02T00:00:00Z", "study": "berg", "field": "n", '
    (event,) = ledger.parsed(line + b'"value": 1e999}\n', ledger.CHARTING, "charting/x.jsonl").events
    problems: list[Problem] = []
    assert events.acts_of([event], problems) == []
    assert [one.code for one in problems] == ["log"]


def test_a_line_says_nothing_that_is_empty() -> None:
    """A line holds what was said; 0.2 wrote and reads these."""
    assert events.line_of(decision("a", "s-0001", "include")) == {
        "do": "decide",
        "at": "2026-01-02T00:00:00Z",
        "by": "a",
        "stage": "screening",
        "record": "s-0001",
        "decision": "include",
    }
    settled = events.line_of(decision("a", "s-0001", "include", final=True))
    assert settled["do"] == "resolve"
    assert "score" not in events.line_of(DuplicateVerdict("a", "s-0001", "s-0002", Verdict.SAME, score=97.0))


@pytest.mark.parametrize("noun", [noun for noun in ACTS if noun is not Undo], ids=lambda noun: noun.__name__)
def test_the_kind_of_log_is_known_from_what_its_lines_do(noun: type) -> None:
    event = event_of(events.line_of(FULL[noun]), events.kind_of(FULL[noun]))
    undo = event_of(events.line_of(FULL[Undo]), ledger.SCREENING)
    assert events.kinds_in([event, undo]) == {events.kind_of(FULL[noun])}


# Each event once


def line(name: str, number: int = 1, log: str = "a", **values: str) -> Event:
    """An event by its id, on a line of a log."""
    place = Place(f"screening/{log}.jsonl", number)
    return Event(name, "decide", AT, {"id": name, **values}, ledger.SCREENING, log, place, "")


def test_an_event_that_a_copy_of_its_log_holds_too_counts_once() -> None:
    problems: list[Problem] = []
    copies = [line("a-1", 1), line("a-1", 4, "a (1)"), line("a-2", 2)]
    assert events.one_of_each(copies, problems) == [copies[0], copies[2]]
    assert problems == []


@pytest.mark.parametrize("key", ["prev", "seal", "seen", "copy", "sum"])
def test_how_a_line_hangs_on_its_chain_makes_no_other_event_of_it(key: str) -> None:
    twins = [line("a-1", 1, **{key: "x"}), line("a-1", 2, **{key: "y"}), line("a-1", 3)]
    assert events.one_of_each(twins, []) == twins[:1]


def test_two_acts_under_one_id_both_count_and_the_later_gets_a_name() -> None:
    problems: list[Problem] = []
    twins = [
        line("a-1", 1, note="x"),
        line("a-1", 2, note="y"),
        line("a-1", 3, note="z"),
        line("a-1", 4, note="y"),
    ]
    found = events.one_of_each(twins, problems)
    assert [(one.id, one.values["note"]) for one in found] == [("a-1", "x"), ("a-1~2", "y"), ("a-1~3", "z")]
    assert [(one.place.line, one.level, one.code) for one in problems] == [
        (2, Level.ERROR, "id-twice"),
        (3, Level.ERROR, "id-twice"),
    ]
    assert "screening/a.jsonl:1" in problems[0].message
    assert "a-1~2" in problems[0].message


# What counts


def done(name: str) -> Decision:
    return replace(decision("a", "s-0001", "include"), id=name)


def undo(name: str, of: str) -> Undo:
    return Undo(of, "b", id=name, place=Place("log", 9))


def standing(*acts: AnyAct | Undo) -> tuple[list[str], dict[str, str], list[str]]:
    """The ids of the acts that count, of those taken back with the undo that did it, and of undos of nothing."""
    counting, back, problems = events.standing(acts)
    return (
        [act.id for act in counting],
        {entry.act.id: entry.undo.id for entry in back},
        [problem.message.split("'")[1] for problem in problems],
    )


def test_an_act_that_was_taken_back_counts_no_more_and_is_kept_apart() -> None:
    assert standing(done("1"), done("2"), undo("u", "1")) == (["2"], {"1": "u"}, [])


def test_an_undo_that_was_taken_back_takes_back_nothing() -> None:
    assert standing(done("1"), undo("u", "1"), undo("v", "u")) == (["1"], {}, [])
    assert standing(done("1"), undo("u", "1"), undo("v", "u"), undo("w", "v")) == ([], {"1": "u"}, [])


def test_an_act_that_two_took_back_counts_only_when_both_are_undone() -> None:
    twice = (done("1"), undo("u", "1"), undo("v", "1"))
    assert standing(*twice)[0] == []
    assert standing(*twice, undo("w", "u"))[0] == []
    assert standing(*twice, undo("w", "v"))[0] == []
    assert standing(*twice, undo("w", "u"), undo("x", "v"))[0] == ["1"]


def test_of_several_undos_of_one_act_the_last_in_effect_is_the_one_that_took_it_back() -> None:
    undone = events.undone_by([undo("u", "1"), undo("v", "1"), undo("w", "1"), undo("x", "w")])
    assert {name: by.id for name, by in undone.items()} == {"w": "x", "1": "v"}


def test_an_undo_of_nothing_is_reported() -> None:
    _, _, problems = events.standing([done("1"), undo("u", "9")])
    assert standing(done("1"), undo("u", "9")) == (["1"], {}, ["9"])
    assert [(one.place, one.level, one.code) for one in problems] == [
        (Place("log", 9), Level.WARNING, "undo-of-nothing")
    ]


def test_an_undo_takes_back_only_what_stands_above_it() -> None:
    """Its own id or one further down is none that anybody could have named."""
    assert standing(undo("u", "u"), done("1"))[0] == ["1"]


chains = st.lists(st.integers(0, 6), max_size=7)


@given(chains)
def test_what_counts_is_what_no_undo_in_effect_names(targets: list[int]) -> None:
    """Undos of acts and of undos, each of one above it, told anew from the last to the first."""
    acts: list[AnyAct | Undo] = [done(str(n)) for n in range(3)]
    for number, target in enumerate(targets, start=3):
        acts.append(undo(str(number), str(target % number)))

    def in_effect(name: str) -> bool:
        later = [act for act in acts if isinstance(act, Undo) and act.event == name]
        return not any(in_effect(act.id) for act in later)

    counting, back, _ = events.standing(acts)
    assert {act.id for act in counting} == {str(n) for n in range(3) if in_effect(str(n))}
    assert all(in_effect(entry.undo.id) and entry.undo.event == entry.act.id for entry in back)
    assert len(counting) + len(back) == 3
