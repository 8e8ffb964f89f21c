"""The flow balances for any decisions, and every number is the length of its list."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import balance, prisma
from reviewkit.errors import Place, ReviewkitError
from reviewkit.model import (
    Decision,
    DuplicateVerdict,
    Facts,
    Previous,
    Protocol,
    Retrieval,
    ScreeningStage,
    Source,
    Study,
)
from reviewkit.review import Review
from reviewkit.words import Arm, BoxId, Column, Consensus, Maybe, OtherArm, Stage
from tests.builders import Stages, decision, protocol, record, records, verdict

IDS = [f"{source}-{n:04d}" for source in ("medline", "register", "web") for n in range(1, 5)]
SOURCES = (
    Source("medline", "MEDLINE", hits=4),
    Source("register", "A register", Arm.REGISTERS, hits=4),
    Source("web", "Websites", Arm.OTHER, hits=4),
)


def review(
    plan: Protocol,
    decisions: list[Decision],
    verdicts: list[DuplicateVerdict],
    retrievals: list[Retrieval],
    studies: tuple[Study, ...] = (),
) -> Review:
    return Review(
        Facts(
            plan,
            SOURCES,
            records=records(*map(record, IDS)),
            verdicts=tuple(verdicts),
            decisions=tuple(decisions),
            retrievals=tuple(retrievals),
            studies=studies,
        )
    )


OWN_STAGES = ("title", "abstract", "full-text", "second-reading")


@st.composite
def stages_of_one_s_own(draw: st.DrawFn) -> tuple[ScreeningStage, ...]:
    """Two to four stages in their order, each with a rule of its own."""
    names = draw(st.lists(st.sampled_from(OWN_STAGES), min_size=2, unique=True))
    return tuple(
        ScreeningStage(
            Stage(name),
            full_text=OWN_STAGES.index(name) > 1,
            people=draw(st.sampled_from([1, 2, 3])),
            share=draw(st.sampled_from([0.0, 0.5, 1.0])),
            consensus=draw(st.sampled_from(Consensus)),
            maybe=draw(st.sampled_from(Maybe)),
            reasons=draw(st.booleans()),
        )
        for name in sorted(names, key=OWN_STAGES.index)
    )


usual = st.builds(
    protocol, st.sampled_from(Stages), st.sampled_from(OtherArm), st.sampled_from([1, 2]), st.booleans()
)
plans = usual | st.builds(lambda plan, stages: replace(plan, stages=stages), usual, stages_of_one_s_own())
votes = st.lists(
    st.builds(
        decision,
        st.sampled_from(["a", "b", "robot"]),
        st.sampled_from(IDS),
        st.sampled_from(["include", "exclude", "maybe"]),
        st.sampled_from(["screening", "title-abstract", "full-text", "before-screening", *OWN_STAGES]),
        st.sampled_from(
            ["", "population", "outcome", "ongoing", "not in the protocol", "e.g. a", "e-g- a", "unrecorded"]
        ),
        st.sampled_from("1234"),
        st.booleans(),
    ),
    max_size=60,
    unique_by=lambda one: one.id,
)
pairs = st.lists(
    st.builds(
        verdict,
        st.sampled_from(IDS),
        st.sampled_from(IDS),
        st.sampled_from(["same", "different"]),
        st.sampled_from(["", "0.1.0"]),
    ),
    max_size=10,
    unique_by=lambda one: one.id,
).map(lambda found: [one for one in found if one.first != one.second])
fetched = st.lists(
    st.builds(
        lambda one, had: Retrieval("a", one, had, place=Place("log")),
        st.sampled_from(IDS),
        st.booleans(),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(plans, votes, pairs, fetched)
def test_the_flow_balances_at_every_level_for_any_decisions(
    plan: Protocol, decisions: list[Decision], verdicts: list[DuplicateVerdict], retrievals: list[Retrieval]
) -> None:
    """A1 to A10 of ARCHITECTURE.md hold, whatever people did."""
    flow = review(plan, decisions, verdicts, retrievals).flow
    sums = balance.checks(flow)
    assert {"A1", "A2"} <= {proof.code for proof in sums}
    assert [proof for proof in sums if not proof.holds] == []


@given(plans, votes, pairs, fetched)
def test_every_box_is_the_length_of_its_list_and_no_record_is_lost(
    plan: Protocol, decisions: list[Decision], verdicts: list[DuplicateVerdict], retrievals: list[Retrieval]
) -> None:
    """R1: each record is in exactly one final box; R3: none is in a later stage without the earlier."""
    found = review(plan, decisions, verdicts, retrievals)
    boxes = found.flow.boxes
    for name, box in boxes.items():
        assert name == box.id == prisma.box_id(str(name))
        assert isinstance(name, BoxId) or prisma.box_id(name.rpartition(".")[0])
        assert box.members is not None
        assert box.n == len(box.members) == len(set(box.members))
    ends = {
        "rm",
        "not_retrieved",
        "other.rm.duplicates",
        "other.rm.other",
        "other.not_retrieved",
        "ongoing",
        "awaiting",
        "new.reports",
        *found.flow.excluded_boxes(),
    }
    final = [
        member
        for name, box in boxes.items()
        if name.startswith("waiting.") or name in ends
        for member in box.members or ()
    ]
    assert sorted(final) == sorted(IDS)
    if "sought" in boxes and "screened" in boxes and "assessed" in boxes:
        assert set(members(boxes, "assessed")) <= set(members(boxes, "sought")) <= set(members(boxes, "screened"))


def members(boxes: Mapping[str, prisma.Box], name: str) -> tuple[str, ...]:
    return (boxes[name].members or ()) if name in boxes else ()


def test_box_ids_stay() -> None:
    """The ids of --json and --list are a contract."""
    votes_ = [decision(who, one, "include", "title-abstract") for who in "ab" for one in IDS[:3]]
    votes_ += [decision(who, IDS[3], "exclude", "title-abstract") for who in "ab"]
    votes_ += [decision(who, IDS[0], "include", "full-text") for who in "ab"]
    votes_ += [decision(who, IDS[1], "exclude", "full-text", "outcome") for who in "ab"]
    flow = review(protocol(Stages.TWO, OtherArm.SEPARATE), votes_, [], []).flow
    assert list(flow.boxes) == [
        "id.databases",
        "id.databases.medline",
        "id.registers",
        "id.registers.register",
        "other.identified",
        "other.identified.web",
        "rm",
        "rm.duplicates",
        "screened",
        "excluded",
        "waiting.title-abstract",
        "sought",
        "not_retrieved",
        "waiting.retrieval",
        "assessed",
        "reports_excluded",
        "reports_excluded.outcome",
        "other.rm.duplicates",
        "other.sought",
        "other.not_retrieved",
        "waiting.other-retrieval",
        "other.assessed",
        "other.reports_excluded",
        "new.studies",
        "new.reports",
    ]
    assert flow.boxes["reports_excluded.outcome"].members == (IDS[1],)
    assert flow.boxes["new.reports"].members == (IDS[0],)


def test_what_people_and_tools_excluded_is_told_apart() -> None:
    votes_ = [decision(who, IDS[0], "exclude", reason="outcome") for who in "ab"]
    votes_ += [decision("robot", one, "exclude") for one in IDS[1:3]]
    flow = review(protocol(), votes_, [], []).flow
    assert (flow.n("excluded"), flow.n("excluded_by.human"), flow.n("excluded_by.tool")) == (3, 1, 2)
    assert flow.tools == (("robot", 2),)
    assert any(proof.code == "A8" and proof.holds for proof in balance.checks(flow))


def test_two_reports_of_one_study_are_one_study() -> None:
    votes_ = [decision(who, one, "include") for who in "ab" for one in IDS[:2]]
    found = review(protocol(), votes_, [], [], (Study("berg", "Berg (2020)", (IDS[0], IDS[1])),))
    assert (found.flow.n("new.reports"), found.flow.n("new.studies")) == (2, 1)


def test_an_updated_review_adds_the_previous_version() -> None:
    plan = protocol()
    plan = replace(plan, previous=Previous(10, 12))
    flow = review(plan, [decision(who, IDS[0], "include") for who in "ab"], [], []).flow
    assert (flow.n("total.studies"), flow.n("total.reports")) == (11, 13)
    assert any(proof.code == "A10" for proof in balance.checks(flow))


@pytest.mark.parametrize("stage", ["screening", "before-screening"])
def test_every_reason_has_a_box_of_its_own_whatever_is_in_its_name(stage: str) -> None:
    reasons = ["Wrong pop.", "Wrong pop-", "a.b", "a-b", "a b", "unrecorded", ""]
    votes = [
        decision(by, one, "exclude", stage, reason)
        for one, reason in zip(IDS, reasons, strict=False)
        for by in ("a", "b")
    ]
    flow = review(protocol(), votes, [], []).flow
    parts = flow.parts("excluded" if stage == "screening" else "rm.other")
    assert sorted(part.names.get("en", "") for part in parts) == sorted(reasons)
    assert [part.n for part in parts] == [1] * len(reasons)


def test_records_without_an_entry_in_the_search_log_are_counted_as_a_database() -> None:
    found = Review(Facts(protocol(), records=records(record("new-0001"))))
    assert found.flow.n("id.databases.new") == 1


def test_a_reason_that_leaves_a_report_open_does_so_at_the_last_stage_alone() -> None:
    plan = protocol(Stages.TWO, OtherArm.POOLED, 1, ongoing=True)
    decided = [
        decision("a", IDS[0], "exclude", "title-abstract", "ongoing"),
        decision("a", IDS[1], "include", "title-abstract"),
        decision("a", IDS[1], "exclude", "full-text", "ongoing"),
    ]
    flow = review(plan, decided, [], []).flow
    assert members(flow.boxes, "ongoing") == (IDS[1],)
    assert members(flow.boxes, "excluded") == (IDS[0],)
    assert members(flow.boxes, "reports_excluded") == ()


@pytest.mark.parametrize(
    ("reasons", "parts"),
    [
        (("", ""), []),
        (("late", "late"), ["rm.other.late"]),
        (("late", ""), ["rm.other.late", "rm.other.unrecorded"]),
    ],
)
def test_records_removed_without_a_reason_have_a_line_beside_those_with_one(
    reasons: tuple[str, str], parts: list[str]
) -> None:
    decided = [
        decision("a", one, "exclude", "before-screening", reason)
        for one, reason in zip(IDS, reasons, strict=False)
    ]
    flow = review(protocol(), decided, [], []).flow
    assert flow.n("rm.other") == 2
    assert [part.id for part in flow.parts("rm.other")] == parts


def test_a_box_that_is_not_there_is_refused_with_those_that_are() -> None:
    flow = review(protocol(), [], [], []).flow
    with pytest.raises(ReviewkitError, match=r"nobox.*screened"):
        flow.named("nobox")
    assert flow.named("screened").n == len(IDS)


def test_the_first_stage_of_each_kind_has_the_boxes_of_prisma_and_further_ones_have_their_own() -> None:
    stages = tuple(ScreeningStage(Stage(name), full_text=OWN_STAGES.index(name) > 1) for name in OWN_STAGES)
    main, other = (prisma.stage_boxes(stages, column) for column in Column)
    assert [(place.box, place.excluded, place.waiting, place.is_further) for place in main] == [
        ("screened", "excluded", "waiting.title", False),
        ("abstract.screened", "abstract.excluded", "waiting.abstract", True),
        ("assessed", "reports_excluded", "waiting.full-text", False),
        ("second-reading.assessed", "second-reading.reports_excluded", "waiting.second-reading", True),
    ]
    assert [(place.box, place.excluded, place.waiting, place.is_further) for place in other] == [
        (None, "other.excluded", "waiting.other", False),
        (None, "other.excluded", "waiting.other", False),
        ("other.assessed", "other.reports_excluded", "waiting.other-full-text", False),
        (
            "other.second-reading.assessed",
            "other.second-reading.reports_excluded",
            "waiting.other-second-reading",
            True,
        ),
    ]


def test_a_tool_is_named_only_for_what_it_excluded_without_people() -> None:
    votes_ = [decision("robot", one, "exclude") for one in IDS[:2]]
    votes_ += [decision(who, IDS[0], "exclude", reason="outcome") for who in "ab"]
    assert review(protocol(), votes_, [], []).flow.tools == (("robot", 1),)
