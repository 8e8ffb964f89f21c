"""Each box of the flow holds the records that belong there, in its unit, and is called by an id that stays."""

from typing import Any

import pytest

from reviewkit import prisma
from reviewkit.model import (
    Decision,
    DuplicateVerdict,
    ExclusionReason,
    Facts,
    Previous,
    Protocol,
    Retrieval,
    Reviewer,
    Source,
    Stamp,
    Study,
    two_stages,
)
from reviewkit.prisma import Box, Flow, Unit
from reviewkit.review import Review
from reviewkit.words import Arm, OtherArm, ReviewerKind
from tests.builders import Stages, decision, moment, record, records, stages_of, verdict

D1, D2, D3, D4, D5, R1, W1, W2, W3 = IDS = [
    *(f"medline-{n:04d}" for n in range(1, 6)),
    "trials-0001",
    *(f"web-{n:04d}" for n in range(1, 4)),
]
SOURCES = (
    Source("web", "Websites", Arm.OTHER),
    Source("trials", "A register", Arm.REGISTERS),
    Source("medline", "MEDLINE"),
    Source("empty", "ERIC"),
)
REASONS = (
    ExclusionReason("population", {"en": "Wrong population", "nb": "Feil utvalg"}),
    ExclusionReason("outcome"),
)


def flow(*acts: Any, stages: Stages = Stages.ONE, other_arm: OtherArm = OtherArm.POOLED, **more: Any) -> Flow:
    """The flow of nine records after these decisions, verdicts and retrievals; one person decides."""
    plan = Protocol(
        "A",
        (Reviewer("a"), Reviewer("robot", kind=ReviewerKind.TOOL)),
        REASONS,
        stages_of(stages, 1),
        other_arm=other_arm,
        previous=more.pop("previous", None),
    )
    return Review(
        Facts(
            plan,
            more.pop("sources", SOURCES),
            records=records(*map(record, more.pop("ids", IDS))),
            decisions=tuple(act for act in acts if isinstance(act, Decision)),
            verdicts=tuple(act for act in acts if isinstance(act, DuplicateVerdict)),
            retrievals=tuple(act for act in acts if isinstance(act, Retrieval)),
            **more,
        )
    ).flow


def no(of: str, reason: str = "", stage: str = "screening", by: str = "a") -> Decision:
    return decision(by, of, "exclude", stage, reason)


def yes(of: str, stage: str = "screening") -> Decision:
    return decision("a", of, "include", stage)


def fetched(of: str, had: bool) -> Retrieval:
    return Retrieval("a", of, had, at=moment("1"), id=of, stamp=Stamp(moment("1"), "a"))


def members(found: Flow) -> dict[str, tuple[str, ...]]:
    return {name: box.members or () for name, box in found.boxes.items()}


# Identification


def test_each_arm_holds_the_records_of_its_sources() -> None:
    found = flow()
    assert {name: ids for name, ids in members(found).items() if name.startswith("id")} == {
        "id.databases": (D1, D2, D3, D4, D5),
        "id.databases.medline": (D1, D2, D3, D4, D5),
        "id.databases.empty": (),
        "id.registers": (R1,),
        "id.registers.trials": (R1,),
        "id.other": (W1, W2, W3),
        "id.other.web": (W1, W2, W3),
        "id": tuple(IDS),
    }
    assert list(found.boxes)[:8] == [
        "id.databases",
        "id.databases.medline",
        "id.databases.empty",
        "id.registers",
        "id.registers.trials",
        "id.other",
        "id.other.web",
        "id",
    ]
    assert found.boxes["id.databases.medline"].names == {"en": "MEDLINE"}
    assert found.boxes["id.databases"].names == {}


def test_other_methods_that_are_kept_apart_have_boxes_of_their_own() -> None:
    found = flow(other_arm=OtherArm.SEPARATE)
    assert members(found)["other.identified"] == members(found)["other.identified.web"] == (W1, W2, W3)
    assert "id.other" not in found.boxes
    assert "id" not in found.boxes
    assert members(found)["screened"] == (D1, D2, D3, D4, D5, R1)


def test_without_other_methods_there_is_no_box_of_all() -> None:
    found = flow(sources=SOURCES[1:3], ids=[D1, R1])
    assert list(found.boxes)[:5] == [
        "id.databases",
        "id.databases.medline",
        "id.registers",
        "id.registers.trials",
        "rm",
    ]


def test_sources_that_the_search_log_lacks_are_databases_and_last() -> None:
    found = flow(sources=SOURCES[:1], ids=[W1, "b-0001", "a-0001"])
    assert list(found.boxes)[:3] == ["id.databases", "id.databases.b", "id.databases.a"]
    assert found.boxes["id.databases.b"].names == {"en": "b"}
    assert members(found)["id.databases"] == ("b-0001", "a-0001")


def test_an_arm_without_sources_has_no_box() -> None:
    assert not {"id.registers", "id.other", "other.identified"} & set(flow(sources=(), ids=[D1]).boxes)


# Removal and screening


def test_removed_are_duplicates_and_what_people_and_tools_took_out() -> None:
    found = flow(
        verdict(D1, D2, "same"),
        verdict(D1, W1, "same"),
        no(D3, "retracted", "before-screening"),
        no(D4, "language filter", "before-screening", by="robot"),
        no(R1, "Retracted", "before-screening"),
        no(W2, "", "before-screening"),
    )
    by_box = members(found)
    assert by_box["rm.duplicates"] == (D2, W1)
    assert by_box["rm.automation"] == (D4,)
    assert by_box["rm.other"] == (D3, R1, W2)
    assert by_box["rm"] == (D2, W1, D3, D4, R1, W2)
    assert by_box["screened"] == (D1, D5, W3)
    parts = {box.id: (box.members, box.names) for box in found.parts("rm.other")}
    assert parts == {
        "rm.other.unrecorded": ((W2,), {}),
        "rm.other.retracted": ((R1,), {"en": "Retracted"}),
        "rm.other.retracted-2": ((D3,), {"en": "retracted"}),
    }


def test_where_nothing_was_taken_out_only_duplicates_have_a_box() -> None:
    found = flow()
    assert (found.n("rm"), found.n("rm.duplicates")) == (0, 0)
    assert not {"rm.automation", "rm.other"} & set(found.boxes)


def test_excluded_have_a_box_for_each_reason_in_the_order_of_the_protocol() -> None:
    found = flow(no(D1, "outcome"), no(D2, "zeal"), no(D3, "population"), no(D4, "apathy"), no(D5), yes(R1))
    assert [(box.id, box.members, box.names) for box in found.parts("excluded")] == [
        ("excluded.population", (D3,), {"en": "Wrong population", "nb": "Feil utvalg"}),
        ("excluded.outcome", (D1,), {"en": "outcome"}),
        ("excluded.apathy", (D4,), {"en": "apathy"}),
        ("excluded.zeal", (D2,), {"en": "zeal"}),
        ("excluded.unrecorded", (D5,), {}),
    ]
    assert members(found)["excluded"] == (D1, D2, D3, D4, D5)
    assert members(found)["new.reports"] == (R1,)
    assert members(found)["waiting.screening"] == (W1, W2, W3)


def test_where_no_reason_was_given_excluded_are_not_taken_apart() -> None:
    assert flow(no(D1), no(D2)).parts("excluded") == ()


def test_where_every_reason_was_given_none_is_unrecorded() -> None:
    assert [box.id for box in flow(no(D1, "outcome")).parts("excluded")] == ["excluded.outcome"]


def test_what_people_and_tools_excluded_has_boxes_where_a_tool_did() -> None:
    found = flow(no(D1, "outcome"), no(D2, by="robot"), no(D3, by="robot"))
    assert members(found)["excluded_by.human"] == (D1,)
    assert members(found)["excluded_by.tool"] == (D2, D3)
    assert not any("_by" in name for name in flow(no(D1)).boxes)


def test_nobody_waits_where_all_was_decided() -> None:
    assert not any(name.startswith("waiting") for name in flow(*map(yes, IDS)).boxes)
    assert flow(*map(yes, IDS)).unfinished == ()


# Two stages


TA, FT = "title-abstract", "full-text"


def test_two_stages_lead_over_the_full_texts() -> None:
    found = flow(
        no(D1, "outcome", TA),
        *(yes(one, TA) for one in (D2, D3, D4, D5, R1)),
        fetched(D2, False),
        fetched(D3, True),
        no(D4, "population", FT),
        yes(D5, FT),
        stages=Stages.TWO,
    )
    by_box = members(found)
    assert by_box["excluded"] == by_box["excluded.outcome"] == (D1,)
    assert by_box["waiting.title-abstract"] == (W1, W2, W3)
    assert by_box["sought"] == (D2, D3, D4, D5, R1)
    assert by_box["not_retrieved"] == (D2,)
    assert by_box["waiting.retrieval"] == (R1,)
    assert by_box["assessed"] == (D3, D4, D5)
    assert by_box["reports_excluded"] == by_box["reports_excluded.population"] == (D4,)
    assert by_box["waiting.full-text"] == (D3,)
    assert by_box["new.reports"] == (D5,)
    assert [box.id for box in found.unfinished] == [
        "waiting.title-abstract",
        "waiting.retrieval",
        "waiting.full-text",
    ]


def test_other_methods_kept_apart_go_their_own_way_in_two_stages() -> None:
    found = flow(
        verdict(D1, W1, "same"),
        verdict(W2, W3, "different"),
        no(W2, "outcome", FT),
        stages=Stages.TWO,
        other_arm=OtherArm.SEPARATE,
    )
    by_box = members(found)
    assert by_box["other.rm.duplicates"] == (W1,)
    assert by_box["rm.duplicates"] == ()
    assert by_box["other.sought"] == (W2, W3)
    assert by_box["other.not_retrieved"] == ()
    assert by_box["waiting.other-retrieval"] == (W3,)
    assert by_box["other.assessed"] == by_box["other.reports_excluded"] == (W2,)
    assert "other.excluded" not in by_box, "nobody decided on titles there"
    assert "other.rm.other" not in by_box
    assert "waiting.other" not in by_box


def test_a_decision_on_a_title_of_other_methods_counts_there() -> None:
    found = flow(
        no(W1, "outcome", TA),
        decision("a", W2, "maybe", TA),
        no(W3, "late", "before-screening"),
        stages=Stages.TWO,
        other_arm=OtherArm.SEPARATE,
    )
    by_box = members(found)
    assert by_box["other.excluded"] == by_box["other.excluded.outcome"] == (W1,)
    assert by_box["waiting.other"] == (W2,)
    assert by_box["other.rm.other"] == (W3,)
    assert by_box["other.sought"] == ()


def test_what_was_removed_from_other_methods_is_not_assessed() -> None:
    found = flow(no(W3, "late", "before-screening"), yes(W1), other_arm=OtherArm.SEPARATE)
    assert members(found)["other.assessed"] == (W1, W2)
    assert members(found)["other.rm.other"] == (W3,)


def test_other_methods_kept_apart_are_assessed_at_once_in_one_stage() -> None:
    found = flow(no(W1, "outcome"), yes(W2), no(D1, "population"), other_arm=OtherArm.SEPARATE, stages=Stages.ONE)
    by_box = members(found)
    assert by_box["other.assessed"] == (W1, W2, W3)
    assert by_box["other.reports_excluded"] == by_box["other.reports_excluded.outcome"] == (W1,)
    assert by_box["waiting.other"] == (W3,)
    assert by_box["excluded"] == (D1,)
    assert by_box["new.reports"] == (W2,)
    assert not {"other.sought", "sought", "assessed"} & set(by_box)


# Units


def test_records_are_screened_reports_assessed_and_studies_included() -> None:
    two = flow(
        *(yes(one, TA) for one in (D1, D2)),
        no(D1, "outcome", FT),
        stages=Stages.TWO,
        other_arm=OtherArm.SEPARATE,
    )
    one = flow(no(W1, "outcome"), other_arm=OtherArm.SEPARATE)
    units = {name: box.unit for found in (two, one) for name, box in found.boxes.items()}
    records_ = {name for name, unit in units.items() if unit is Unit.RECORDS}
    assert records_ >= {
        "id.databases",
        "id.databases.medline",
        "other.identified",
        "rm",
        "rm.duplicates",
        "screened",
        "excluded",
        "other.rm.duplicates",
        "waiting.title-abstract",
    }
    assert {name for name, unit in units.items() if unit is Unit.REPORTS} >= {
        "sought",
        "not_retrieved",
        "waiting.retrieval",
        "assessed",
        "reports_excluded",
        "reports_excluded.outcome",
        "other.sought",
        "other.not_retrieved",
        "waiting.other-retrieval",
        "other.assessed",
        "other.reports_excluded",
        "other.reports_excluded.outcome",
        "new.reports",
    }
    assert [name for name, unit in units.items() if unit is Unit.STUDIES] == ["new.studies"]
    assert [unit.value for unit in Unit] == ["records", "reports", "studies"]


def test_removed_and_excluded_of_other_methods_are_records() -> None:
    found = flow(
        no(W1, "outcome", TA),
        no(W2, "late", "before-screening"),
        no(D1, "x", "before-screening"),
        no(D2, "y", "before-screening", by="robot"),
        stages=Stages.TWO,
        other_arm=OtherArm.SEPARATE,
    )
    for name in ("other.excluded", "other.rm.other", "rm.other", "rm.automation", "rm.other.x"):
        assert found.boxes[name].unit is Unit.RECORDS, name
    assert flow().boxes["id"].unit is Unit.RECORDS


# Inclusion


def test_reports_of_one_study_are_one_and_those_of_no_study_each_one() -> None:
    studies = (
        Study("berg", "Berg", (D1, D2)),
        Study("aas", "Aas", (D4, "gone-0001")),
        Study("oden", "Oden", (D5,)),
    )
    found = flow(*map(yes, (D1, D2, D3, D4)), studies=studies)
    assert members(found)["new.reports"] == (D1, D2, D3, D4)
    assert members(found)["new.studies"] == ("berg", "aas", D3)


def test_a_study_is_named_by_any_record_of_a_report() -> None:
    found = flow(verdict(D1, D2, "same"), yes(D1), studies=(Study("berg", "Berg", (D2,)),))
    assert members(found)["new.studies"] == ("berg",)


def test_an_update_adds_what_was_there_before() -> None:
    found = flow(*map(yes, (D1, D2)), previous=Previous(10, 12))
    assert {name: box.n for name, box in found.boxes.items() if name.startswith(("prev", "total"))} == {
        "prev.studies": 10,
        "prev.reports": 12,
        "total.studies": 12,
        "total.reports": 14,
    }
    for name, unit in (("prev", Unit.STUDIES), ("total", Unit.STUDIES)):
        assert found.boxes[f"{name}.studies"].unit is unit
        assert found.boxes[f"{name}.reports"].unit is Unit.REPORTS
        assert found.boxes[f"{name}.studies"].members is None
        assert found.boxes[f"{name}.studies"].id == f"{name}.studies"
        assert found.boxes[f"{name}.reports"].id == f"{name}.reports"
    assert not any(name.startswith(("prev", "total")) for name in flow().boxes)


# Asking a flow


def test_a_box_that_is_not_there_holds_nothing() -> None:
    assert flow().n("sought") == 0
    assert flow().n("screened") == 9


def test_parts_are_one_level_below() -> None:
    made = Flow(
        {name: Box(name, 1, Unit.RECORDS) for name in ("a", "a.b", "a.b.c", "a.d", "ab.c")},
        OtherArm.POOLED,
        Stages.ONE,
    )
    assert [box.id for box in made.parts("a")] == ["a.b", "a.d"]
    assert [box.id for box in made.parts("a.b")] == ["a.b.c"]
    assert made.parts("x") == ()


def test_included_are_reports_and_studies_where_only_these_are_known() -> None:
    def of(**counts: int) -> int:
        boxes = {f"new.{name}": Box(f"new.{name}", n, Unit.REPORTS) for name, n in counts.items()}
        return Flow(boxes, OtherArm.POOLED, Stages.ONE).included

    assert (of(reports=3, studies=2), of(studies=2), of(), of(reports=0, studies=2)) == (3, 2, 0, 0)


def test_unfinished_are_boxes_of_those_who_wait_with_somebody_in_them() -> None:
    boxes = {
        name: Box(name, n, Unit.RECORDS) for name, n in (("waiting.x", 1), ("waiting.y", 0), ("x.waiting.z", 1))
    }
    assert [box.id for box in Flow(boxes, OtherArm.POOLED, Stages.ONE).unfinished] == ["waiting.x"]


def test_a_flow_knows_its_variant() -> None:
    found = flow(stages=Stages.TWO, other_arm=OtherArm.SEPARATE)
    assert (found.stages, found.other_arm, found.entered) == (two_stages(1), OtherArm.SEPARATE, False)
    assert (found.one_stage, flow(stages=Stages.ONE).one_stage) == (False, True)


# Names


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("Web of Science", "web-of-science"),
        ("Ærlig Åse (Ø)", "ærlig-åse-ø"),
        ("  --x--  ", "x"),
        ("PsycINFO 2020", "psycinfo-2020"),
        ("数据库", "other"),
        ("", "other"),
        ("a.b", "a-b"),
    ],
)
def test_a_name_becomes_a_piece_of_an_id(name: str, piece: str) -> None:
    assert prisma.slug(name) == piece


def test_the_id_of_a_part_is_nobody_else_s() -> None:
    assert prisma.part_id("excluded", "x", ()) == "excluded.x"
    assert prisma.part_id("excluded", "a.b", ()) == "excluded.a-b"
    assert prisma.part_id("excluded", "x", ("excluded.x",)) == "excluded.x-2"
    assert prisma.part_id("excluded", "x", ("excluded.x", "excluded.x-2")) == "excluded.x-3"
    assert prisma.part_id("excluded", "unrecorded", ()) == "excluded.unrecorded-2"
    assert prisma.UNRECORDED == "unrecorded"
