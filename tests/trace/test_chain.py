"""Every number of figure and tables reaches lines of exports, lines of logs, or a line of YAML; nothing else does."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.blind import chart_view
from reviewkit.charting_counts import Kind as Category
from reviewkit.charting_counts import categories
from reviewkit.coding import Cell
from reviewkit.errors import Place, ReviewkitError
from reviewkit.model import (
    Answer,
    ChartedValue,
    CodebookAct,
    CodedSegment,
    Coding,
    Counts,
    Decision,
    DuplicateVerdict,
    Facts,
    Mark,
    Number,
    Previous,
    Protocol,
    Record,
    Retrieval,
    Segment,
    Stamp,
    Study,
    TakenBack,
    Undo,
)
from reviewkit.prisma import Box, Unit
from reviewkit.review import Review
from reviewkit.trace import Document, Kind, Seen
from reviewkit.trace.chain import as_searched
from reviewkit.words import NotCharted
from tests.builders import decision, moment, protocol, record, records, verdict
from tests.chart_forms import FORM, of_form
from tests.growth import LINEAR, growth
from tests.test_coding import BOOK
from tests.test_prisma import IDS, SOURCES, fetched, pairs, plans, review, votes
from tests.trace.walked import before, lines_before, traced

DUPLICATES = {"rm", "rm.duplicates", "other.rm", "other.rm.duplicates"}
LINE = {one: number for number, one in enumerate(IDS, start=1)}


def shown_members(found: Review, box: Box) -> set[str]:
    """The members of a box of which everything that was decided may be seen by nobody in particular."""
    seen = Seen(found, "")
    members = set(box.members or ())
    if box.id.startswith(("id", "other.identified", "rm.duplicates", "other.rm.duplicates")):
        return members
    if box.unit is Unit.STUDIES:
        reports = {one.key: found.reports_of_study(one) for one in found.included_studies}
        return {one for one in members if not any(map(seen.is_hidden, reports[one]))}
    return {one for one in members if one not in found.outcomes or not seen.is_hidden(one)}


@given(plans, votes, pairs, fetched)
def test_every_number_of_the_flow_reaches_the_lines_of_its_records(
    plan: Protocol, decisions: list[Decision], verdicts: list[DuplicateVerdict], retrievals: list[Retrieval]
) -> None:
    found = review(plan, decisions, verdicts, retrievals)
    for box in found.flow.boxes.values():
        trace = traced(found, f"box:{box.id}")
        reached = lines_before(trace, f"box:{box.id}")
        members = shown_members(found, box)
        studies = found.included_studies if box.unit is Unit.STUDIES else ()
        records_of = {study.key: study.records for study in studies}
        wanted = {LINE[one] for member in members for one in records_of.get(member, (member,))}
        own_reports = {found.report_of[one] for member in members for one in records_of.get(member, (member,))}
        allowed = {LINE[one] for report in own_reports for one in found.reports[report]}
        assert wanted <= reached <= allowed, box.id
        assert trace.hidden == len(set(box.members or ()) - members)


@given(plans, votes, pairs, fetched, st.sampled_from(["", "a", "b"]))
def test_nothing_of_what_others_decided_is_in_a_trace_before_it_may_be_seen(
    plan: Protocol,
    decisions: list[Decision],
    verdicts: list[DuplicateVerdict],
    retrievals: list[Retrieval],
    who: str,
) -> None:
    found = review(plan, decisions, verdicts, retrievals)
    for report, outcome in found.outcomes.items():
        trace = traced(found, f"record:{report}", who=who)
        allowed = {one.id for one in found.all_decisions_shown_to(who, report)}
        assert {step.id for step in trace.of(Kind.DECISION)} <= allowed
        if len(allowed) < len(outcome.decisions):
            assert not trace.of(Kind.OUTCOME)
            boxes = {step.id for step in trace.of(Kind.BOX)}
            assert {box for box in boxes if not box.startswith(("id", "other.identified"))} <= DUPLICATES


def test_a_number_that_was_entered_reaches_its_line_in_review_yaml() -> None:
    numbers = Counts(
        Place("review.yaml", 20),
        identified={"databases": Number(None, {"Embase": 7})},
        duplicates=Number(2),
        places={"id.databases": Place("review.yaml", 22)},
    )
    plan = replace(protocol(), numbers=numbers, previous=Previous(10, 12, Place("review.yaml", 5)))
    said = dict.fromkeys(IDS, "exclude") | {"medline-0001": "include"}
    found = review(plan, [decision(who, record, it) for record, it in said.items() for who in ("a", "b")], [], [])
    for box in found.flow.boxes.values():
        entered = box.n - len(box.members or ())
        steps = [
            one for one in before(traced(found, f"box:{box.id}"), f"box:{box.id}") if one.kind is Kind.ENTERED
        ]
        assert bool(steps) == bool(entered), box.id
        assert all(step.place and step.place.line for step in steps)
    of_total = traced(found, "box:total.studies")
    assert lines_before(of_total, "box:total.studies") == {LINE["medline-0001"]}
    assert [step.place for step in of_total.of(Kind.ENTERED)] == [Place("review.yaml", 5)]


def test_of_many_members_some_are_followed_and_the_others_counted() -> None:
    found = review(protocol(), [], [], [])
    trace = traced(found, "box:id", most=5)
    assert len(trace.of(Kind.RECORD)) == 5
    assert trace.left_out == {Kind.RECORD: len(IDS) - 5}


# -- the table of themes and studies

STUDIES = (
    Study("berg", "Berg (2020)", ("medline-0001",)),
    Study("aas", "Aas (2019)", ("medline-0002", "web-0001")),
)


def coded_review(*codings: Coding, acts: tuple[CodebookAct, ...] = (), **more: Any) -> Review:
    """Two included studies of three records, and what was coded of them."""
    said = {record: "exclude" for record in IDS if record != "web-0001"}
    said |= {"medline-0001": "include", "medline-0002": "include"}
    decisions = [decision(who, record, choice) for record, choice in said.items() for who in ("a", "b")]
    return Review(
        Facts(
            protocol(),
            SOURCES,
            records=records(*map(record, IDS)),
            verdicts=(verdict("medline-0002", "web-0001", "same"),),
            decisions=tuple(decisions),
            studies=STUDIES,
            codebooks=(BOOK,),
            codings=codings,
            codebook_acts=acts,
            **more,
        )
    )


marks = st.builds(
    Mark, st.sampled_from(["trust", "time", "hours", "open-door"]), st.sampled_from(["supports", "contradicts"])
)


@st.composite
def codings(draw: st.DrawFn) -> tuple[Coding, ...]:
    """What two coders found in two studies, in files with a line for each quote."""
    found = []
    for coder in ("a", "b"):
        for study in STUDIES:
            path = f"coding/{coder}/{study.key}.yaml"
            given_marks = draw(st.lists(st.lists(marks, min_size=1, max_size=2), max_size=3))
            segments = tuple(
                Segment(f"words {n}", str(n), tuple(of), place=Place(path, n + 1))
                for n, of in enumerate(given_marks, start=1)
            )
            state = draw(st.sampled_from(["done", "in-progress"]))
            found.append(Coding(coder, study.key, state, segments, (), Place(path, 1)))
    return tuple(found)


@given(codings())
def test_every_cell_reaches_the_line_of_each_quote_behind_it_and_those_of_its_study(
    found: tuple[Coding, ...],
) -> None:
    coded = coded_review(*found)
    matrix = coded.matrices["themes"]
    for theme, study in matrix.cells:
        name = f"cell:themes/{theme}/{study}"
        trace = traced(coded, name)
        steps = before(trace, name)
        quotes = {str(step.place) for step in steps if step.kind is Kind.QUOTE}
        behind = {
            str(segment.place)
            for coding in found
            if coding.study == study
            for segment in coding.segments
            if any(
                {"hours": "time", "open-door": "trust"}.get(one.code, one.code) == theme for one in segment.marks
            )
        }
        assert quotes == behind
        records_of = {one.key: one.records for one in STUDIES}[study]
        assert lines_before(trace, name) == {LINE[one] for one in records_of}


def test_a_quote_leads_through_the_merge_of_its_code_to_theme_and_cell() -> None:
    """`hours` was merged into `time`, so what was coded as hours counts for it, and the trace says who merged them."""
    merge = CodebookAct(
        "a",
        "themes",
        "merge",
        ("hours",),
        (),
        ("time",),
        "the same",
        id="a-1",
        place=Place("codebooks/history/a.jsonl", 1),
    )
    segment = Segment("nobody has time", "4", (Mark("hours"),), event="b-1")
    act = CodedSegment(
        "b", "berg", "nobody has time", (Mark("hours"),), "4", id="b-1", place=Place("coding/b.jsonl", 1)
    )
    coding = Coding("b", "berg", "done", (segment,), (), Place("coding/b.jsonl", 1))
    coded = coded_review(coding, acts=(merge,), coding_acts=(act,))
    trace = traced(coded, "event:coding/b-1")
    names = {step.name for step in before(trace, "cell:themes/time/berg")}
    assert {"event:coding/b-1", "code:themes/hours", "event:codebooks/history/a-1", "theme:themes/time"} <= names
    (quote,) = trace.of(Kind.QUOTE)
    assert quote.said == "“nobody has time”, page 4"
    (merged,) = trace.of(Kind.CODE_CHANGE)
    assert (merged.by, merged.why) == ("a", "the same")


def test_what_a_cell_says_is_said() -> None:
    coding = Coding("a", "berg", "done", (), (), Place("coding/a/berg.yaml", 1))
    trace = traced(coded_review(coding), "cell:themes/trust/berg")
    (cell,) = trace.of(Kind.CELL)
    assert coded_review(coding).matrices["themes"].cells["trust", "berg"] is Cell.NOT_FOUND
    assert cell.said == "the study was coded to the end without the theme"


def test_an_undone_decision_of_somebody_else_stays_hidden_until_its_stage_is_open() -> None:
    undone = replace(decision("b", "medline-0001", "exclude"), id="b-1", place=Place("screening/b.jsonl", 1))
    undo = Undo("b-1", "b", id="b-2", stamp=Stamp(moment("2"), "b"), place=Place("screening/b.jsonl", 2))
    found = coded_review(taken_back=(TakenBack(undone, undo),), undos=(undo,))
    plan = Review(replace(found.facts, decisions=(), studies=()))
    for name in ("event:screening/b-1", "event:screening/b-2"):
        with pytest.raises(ReviewkitError, match="is not shown to you"):
            traced(plan, name, who="a")
    assert traced(plan, "event:screening/b-1", who="b").of(Kind.ACT)


# -- what was charted

FIELDS = ("aim", "n", "country", "designs")
ANSWERS = {
    "aim": st.sampled_from(["to listen", "to learn"]),
    "n": st.sampled_from([12, 1502]),
    "country": st.sampled_from(["Norway", "Sweden"]),
    "designs": st.sampled_from([("trial",), ("trial", "cohort")]),
}


@st.composite
def charted(draw: st.DrawFn) -> tuple[ChartedValue, ...]:
    """What two people charted of two studies, in a log with a line for each answer."""
    found = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        field = draw(st.sampled_from(FIELDS))
        missing = draw(st.sampled_from([None, None, NotCharted.NR]))
        answer = Answer(None, missing) if missing else Answer(draw(ANSWERS[field]))
        who, study = draw(st.sampled_from("ab")), draw(st.sampled_from(["berg", "aas"]))
        at = Stamp(moment(str(number)), who, number)
        place = Place(f"charting/{who}.jsonl", number)
        found.append(ChartedValue(who, study, field, answer, id=f"{who}-{number}", stamp=at, place=place))
    return tuple(found)


@given(charted())
def test_every_number_of_a_summary_reaches_a_line_of_a_log_for_each_of_its_studies(
    values: tuple[ChartedValue, ...],
) -> None:
    """A number of a summary is the studies with one answer; each study's answer is a line that somebody logged."""
    review = Review(replace(coded_review().facts, form=FORM, charted=values))
    view = chart_view(review, "a")
    for field_id in FIELDS:
        trace = traced(review, f"field:{field_id}")
        for one in categories(view, of_form(field_id)):
            if one.kind not in (Category.ANSWER, Category.NR, Category.CHARTED, Category.NOT_SETTLED):
                continue
            for study in one.studies:
                steps = before(trace, f"value:{study}/{field_id}")
                lines = {str(step.place) for step in steps if step.kind is Kind.ANSWER}
                last = {value.by: value for value in values if (value.study, value.field) == (study, field_id)}
                assert lines == {str(value.place) for value in last.values()}
                assert lines_before(trace, f"value:{study}/{field_id}")


# -- documents


def test_a_document_is_found_by_the_boxes_and_the_words_that_it_has() -> None:
    segment = Segment("we trust  each other", "2", (Mark("trust"),), place=Place("coding/a/berg.yaml", 3))
    coded = coded_review(Coding("a", "berg", "done", (segment,), (), Place("coding/a/berg.yaml", 1)))
    table = Document("table.md", as_searched("Tillit: Berg (2020). “We trust each other”"))
    figure = Document("flow.svg", "", {"new.studies": 3}, is_current=False)
    other = Document("other.md", as_searched("nothing of this review"))
    trace = traced(coded, "cell:themes/trust/berg", documents=[table, figure, other])
    (found, drawn) = sorted(trace.of(Kind.DOCUMENT), key=lambda step: step.id, reverse=True)
    assert found.said == "a document that names it"
    assert {step.kind for step in before(trace, "table.md")} >= {Kind.CELL, Kind.THEME, Kind.STUDY, Kind.QUOTE}
    assert drawn.said == (
        "a figure of the flow; the review has other numbers now: new.studies 3 (2); made from the logs as they were "
        "before"
    )


# -- size


def _whole_box(count: int) -> None:
    """All records of a box, with documents that name some of them."""
    ids = [f"medline-{n:06d}" for n in range(count)]
    decisions = tuple(decision(who, one, "exclude") for one in ids for who in ("a", "b"))
    found = Review(Facts(protocol(), SOURCES, records=records(*map(record, ids)), decisions=decisions))
    document = Document("flow.svg", "words " * 100, {"excluded": count})
    assert len(traced(found, "box:excluded", documents=[document] * 3).of(Kind.OUTCOME)) == count


def test_the_time_of_a_trace_grows_with_what_is_in_it_and_no_faster() -> None:
    assert growth(_whole_box, 300) < LINEAR


def test_a_box_of_many_of_which_few_are_wanted_reads_no_more_than_these() -> None:
    """Of 100,000 records, as many are looked up as are printed."""
    ids = [f"medline-{n:06d}" for n in range(1000)]

    class Counted(dict[str, Record]):
        read = 0

        def __getitem__(self, key: str) -> Record:
            Counted.read += 1
            return super().__getitem__(key)

    known = Counted(records(*map(record, ids)))
    found = Review(Facts(protocol(), SOURCES, records=known))
    found.flow  # noqa: B018
    Counted.read = 0
    traced(found, "box:id.databases", most=20)
    assert Counted.read <= 3 * 20
