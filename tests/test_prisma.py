"""The flow balances for any decisions, and every number is the length of its list."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import balance, entered, prisma
from reviewkit.errors import Level, Place
from reviewkit.model import (
    Decision,
    DuplicateVerdict,
    Facts,
    Previous,
    Protocol,
    Retrieval,
    Source,
    Study,
)
from reviewkit.review import Review
from reviewkit.words import Arm, OtherArm, Stages
from tests.builders import decision, protocol, record, records, verdict

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


plans = st.builds(protocol, st.sampled_from(Stages), st.sampled_from(OtherArm), st.sampled_from([1, 2]))
votes = st.lists(
    st.builds(
        decision,
        st.sampled_from(["a", "b", "robot"]),
        st.sampled_from(IDS),
        st.sampled_from(["include", "exclude"]),
        st.sampled_from(["screening", "title-abstract", "full-text", "before-screening"]),
        st.sampled_from(["", "population", "outcome", "not in the protocol", "e.g. a", "e-g- a", "unrecorded"]),
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
    assert {"A1", "A2", "A9"} <= {proof.code for proof in sums}
    assert [proof for proof in sums if not proof.holds] == []


@given(plans, votes, pairs, fetched)
def test_every_box_is_the_length_of_its_list_and_no_record_is_lost(
    plan: Protocol, decisions: list[Decision], verdicts: list[DuplicateVerdict], retrievals: list[Retrieval]
) -> None:
    """R1: each record is in exactly one final box; R3: none is in a later stage without the earlier."""
    found = review(plan, decisions, verdicts, retrievals)
    boxes = found.flow.boxes
    for box in boxes.values():
        assert box.members is not None
        assert box.n == len(box.members) == len(set(box.members))
    final = [
        member
        for name, box in boxes.items()
        if name.startswith("waiting.")
        or name
        in (
            "rm",
            "excluded",
            "not_retrieved",
            "reports_excluded",
            "other.rm.duplicates",
            "other.rm.other",
            "other.excluded",
            "other.not_retrieved",
            "other.reports_excluded",
            "new.reports",
        )
        for member in box.members or ()
    ]
    assert sorted(final) == sorted(IDS)
    if "sought" in boxes:
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
    assert any(proof.code == "A8" and proof.holds for proof in balance.checks(flow))


def test_two_reports_of_one_study_are_one_study() -> None:
    votes_ = [decision(who, one, "include") for who in "ab" for one in IDS[:2]]
    found = review(protocol(), votes_, [], [], (Study("berg", "Berg (2020)", (IDS[0], IDS[1])),))
    assert (found.flow.n("new.reports"), found.flow.n("new.studies")) == (2, 1)


def test_an_updated_review_adds_the_previous_version() -> None:
    plan = protocol()
    plan = Protocol(
        plan.title, plan.reviewers, plan.reasons, plan.stages, plan.other_arm, 2, "en", Previous(10, 12)
    )
    flow = review(plan, [decision(who, IDS[0], "include") for who in "ab"], [], []).flow
    assert (flow.n("total.studies"), flow.n("total.reports")) == (11, 13)
    assert any(proof.code == "A10" for proof in balance.checks(flow))


PUBLISHED = entered.Counts(
    Place("counts.yaml"),
    OtherArm.POOLED,
    Stages.ONE,
    {
        "databases": {"CINAHL": 113, "MEDLINE": 273, "ERIC": 29, "Web of Science": 879},
        "other": {"GS": 96, "PQ": 112},
    },
    duplicates=1502,
    screened=1285,
    excluded=1270,
    reasons={"population": 1192, "type": 30, "design": 20, "language": 3, "outcome": 1},
    studies=15,
)


def test_published_counts_are_held_against_themselves() -> None:
    flow, problems = entered.counted(PUBLISHED)
    assert [(problem.level, problem.message) for problem in problems] == [
        (
            Level.ERROR,
            "1502 duplicates removed cannot be: 1502 identified - 1285 screened leaves 217. "
            "Write 217, or mend the other numbers",
        ),
        (Level.WARNING, "the reasons add up to 1246 of 1270 excluded: 24 have no reason"),
    ]
    assert flow.n("excluded.unrecorded") == 24
    assert flow.n("rm.duplicates") == 1502


def test_what_follows_from_typed_counts_is_worked_out() -> None:
    import dataclasses

    flow, problems = entered.counted(dataclasses.replace(PUBLISHED, duplicates=None))
    assert flow.n("rm.duplicates") == 217
    assert [problem.level for problem in problems] == [Level.WARNING]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"studies": 14}, "A4"),
        ({"reasons": {"population": 2000}}, "excluded"),
        ({"screened": 1300, "duplicates": 202}, "A4"),
    ],
)
def test_typed_counts_that_do_not_add_up_are_named(change: dict[str, object], said: str) -> None:
    import dataclasses

    base = dataclasses.replace(PUBLISHED, duplicates=217)
    _, problems = entered.counted(dataclasses.replace(base, **change))  # type: ignore[arg-type]
    assert said in {problem.code for problem in problems if problem.level is Level.ERROR}


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_typed_counts_never_stop_the_drawing(databases: int, duplicates: int, screened: int) -> None:
    typed = entered.Counts(
        Place("c"), identified={"databases": {"X": databases}}, duplicates=duplicates, screened=screened
    )
    flow, problems = entered.counted(typed)
    assert (databases - duplicates == screened) == (not problems)
    assert flow.n("screened") == screened


def test_names_that_look_alike_are_told_apart() -> None:
    both = entered.Counts(Place("c"), identified={"databases": {"数据库": 1, "资料库": 2, "Other": 4}}, screened=7)
    flow, problems = entered.counted(both)
    assert flow.n("id.databases") == sum(part.n for part in flow.parts("id.databases")) == 7
    assert problems == ()


def test_a_typed_reason_called_unrecorded_does_not_hide_the_rest() -> None:
    typed = entered.Counts(Place("c"), screened=9, excluded=9, reasons={"Unrecorded": 2, "Wrong pop.": 3})
    flow, _ = entered.counted(typed)
    assert [part.n for part in flow.parts("excluded")] == [2, 3, 4]


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
