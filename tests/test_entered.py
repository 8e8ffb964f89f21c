"""Numbers that a person entered: what follows from them, what in them cannot be, and that none stops the drawing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import balance
from reviewkit.entered import counted, with_numbers
from reviewkit.errors import Level, Place
from reviewkit.model import Counts, Number, ScreeningStage, one_stage, two_stages
from reviewkit.prisma import Box, Flow, PartId, Unit
from reviewkit.words import BoxId, OtherArm, Stage
from tests.builders import Stages, entered, protocol

PUBLISHED: dict[str, Any] = {
    "other_arm": OtherArm.POOLED,
    "stages": Stages.ONE,
    "identified": {
        "databases": {"CINAHL": 113, "MEDLINE": 273, "ERIC": 29, "Web of Science": 879},
        "other": {"GS": 96, "PQ": 112},
    },
    "duplicates": 1502,
    "screened": 1285,
    "excluded": 1270,
    "reasons": {"population": 1192, "type": 30, "design": 20, "language": 3, "outcome": 1},
    "studies": 15,
}


def test_published_counts_are_held_against_themselves() -> None:
    flow, problems = counted(entered(**PUBLISHED))
    assert [(problem.level, problem.message) for problem in problems] == [
        (
            Level.ERROR,
            "1502 duplicates removed is impossible: 1502 identified - 1285 screened leaves 217: 1285 too many. "
            "Write 217, or correct the other numbers",
        ),
        (
            Level.WARNING,
            "excluded: the reasons add up to 1246 of 1270; 24 have no reason. Give the missing reasons",
        ),
    ]
    assert flow.n("excluded.unrecorded") == 24
    assert flow.n("rm.duplicates") == 1502


def test_what_follows_from_typed_counts_is_worked_out() -> None:
    flow, problems = counted(entered(**PUBLISHED | {"duplicates": None}))
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
    _, problems = counted(entered(**PUBLISHED | {"duplicates": 217} | change))
    assert said in {problem.code for problem in problems if problem.level is Level.ERROR}


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_typed_counts_never_stop_the_drawing(databases: int, duplicates: int, screened: int) -> None:
    typed = entered(identified={"databases": {"X": databases}}, duplicates=duplicates, screened=screened)
    flow, problems = counted(typed)
    assert (databases - duplicates == screened) == (not problems)
    assert flow.n("screened") == screened


def test_names_that_look_alike_are_told_apart() -> None:
    both = entered(identified={"databases": {"数据库": 1, "资料库": 2, "Other": 4}}, screened=7)
    flow, problems = counted(both)
    assert flow.n("id.databases") == sum(part.n for part in flow.parts("id.databases")) == 7
    assert problems == ()


def test_a_typed_reason_called_unrecorded_does_not_hide_the_rest() -> None:
    typed = entered(screened=9, excluded=9, reasons={"Unrecorded": 2, "Wrong pop.": 3})
    flow, _ = counted(typed)
    assert [part.n for part in flow.parts("excluded")] == [2, 3, 4]


# --- what follows ---------------------------------------------------------------------------------------------------

TWO_STAGES: dict[str, Any] = {
    "identified": {"databases": {"CINAHL": 100}, "other": {"Websites": 20}},
    "duplicates": 10,
    "screened": 90,
    "excluded": 60,
    "sought": 30,
    "not_retrieved": 2,
    "assessed": 28,
    "reports_excluded": 20,
    "report_reasons": {"Wrong population": 20},
    "studies": 9,
    "reports": 11,
    "other": entered(sought=20, not_retrieved=5, assessed=15, reports_excluded=12),
}


def told(counts: Counts) -> list[str]:
    """The codes of what cannot be."""
    return [problem.code for problem in counted(counts)[1]]


def test_a_flow_of_two_stages_and_two_arms_is_drawn_as_stated() -> None:
    flow, problems = counted(entered(**TWO_STAGES))
    assert problems == ()
    assert flow.entered
    assert {name: box.n for name, box in flow.boxes.items()} == {
        "id.databases": 100,
        "id.databases.cinahl": 100,
        "other.identified": 20,
        "other.identified.websites": 20,
        "rm": 10,
        "rm.duplicates": 10,
        "screened": 90,
        "excluded": 60,
        "sought": 30,
        "not_retrieved": 2,
        "assessed": 28,
        "reports_excluded": 20,
        "reports_excluded.wrong-population": 20,
        "other.sought": 20,
        "other.not_retrieved": 5,
        "other.assessed": 15,
        "other.reports_excluded": 12,
        "new.studies": 9,
        "new.reports": 11,
    }
    assert all(box.members is None for box in flow.boxes.values())


def test_sources_and_reasons_keep_the_names_that_were_typed() -> None:
    boxes = counted(entered(**TWO_STAGES))[0].boxes
    assert boxes["id.databases.cinahl"].names == {"en": "CINAHL"}
    assert boxes["reports_excluded.wrong-population"].names == {"en": "Wrong population"}


def test_boxes_count_records_then_reports_then_studies() -> None:
    units = {name: box.unit for name, box in counted(entered(**TWO_STAGES))[0].boxes.items()}
    assert (units["screened"], units["excluded"]) == (Unit.RECORDS, Unit.RECORDS)
    assert (units["sought"], units["reports_excluded"], units["new.reports"]) == (Unit.REPORTS,) * 3
    assert units["new.studies"] is Unit.STUDIES


def test_where_nobody_said_how_many_were_screened_it_follows() -> None:
    every_kind = {"duplicates": 7, "automation": 0, "removed_other": {"Retracted": 3}}
    flow, problems = counted(entered(**TWO_STAGES | every_kind | {"screened": None}))
    assert (flow.n("rm"), flow.n("screened"), problems) == (10, 90, ())


@pytest.mark.parametrize(
    ("stated", "missing"),
    [
        ({"duplicates": 10}, "`automation` and `other`"),
        ({"duplicates": 10, "automation": 0}, "`other`"),
        ({"duplicates": None, "automation": 5}, "`duplicates` and `other`"),
        ({"duplicates": None, "removed_other": {"Retracted": 4}}, "`duplicates` and `automation`"),
    ],
)
def test_a_kind_of_removal_that_was_not_stated_is_not_none(stated: dict[str, Any], missing: str) -> None:
    flow, (problem,) = counted(entered(**TWO_STAGES | stated | {"screened": None}))
    assert not {BoxId.REMOVED, BoxId.SCREENED} & flow.boxes.keys()
    assert [flow.boxes[box].n for box in flow.boxes if box.startswith("rm.") and box.count(".") == 1] == [
        n if isinstance(n, int) else sum(n.values()) for n in stated.values() if n is not None
    ]
    assert (problem.code, f"Add {missing} (0 if there were none), or `total`" in problem.message) == (
        "removed",
        True,
    )


def test_all_that_was_removed_is_unknown_where_numbers_leave_out_a_kind() -> None:
    flow, wrong = added(duplicates=9)
    assert (BoxId.REMOVED in flow.boxes, flow.n(BoxId.DUPLICATES)) == (False, 9)
    assert wrong[0].startswith("how many records were removed in all is not known")


def test_where_nobody_said_how_many_duplicates_there_were_it_follows_from_the_rest() -> None:
    known = entered(
        **TWO_STAGES | {"duplicates": None, "automation": 3, "removed_other": {"Retracted": 2}, "screened": 90}
    )
    flow, problems = counted(known)
    assert (flow.n("rm.duplicates"), flow.n("rm.automation"), flow.n("rm.other"), flow.n("rm")) == (5, 3, 2, 10)
    assert problems == ()


def test_more_removed_than_identified_is_reported_and_no_number_follows_from_it() -> None:
    flow, problems = counted(entered(identified={"databases": {"X": 5}}, duplicates=10))
    assert [problem.message for problem in problems] == [
        "10 records removed is impossible: only 5 were identified, 5 fewer. Is a source missing? Correct one of these "
        "numbers"
    ]
    assert "screened" not in flow.boxes


def test_more_removed_for_other_reasons_than_identified_is_reported_with_both_kinds() -> None:
    counts = entered(identified={"databases": {"X": 5}}, duplicates=2, automation=4)
    (problem,) = counted(counts)[1]
    assert problem.message.startswith(
        "6 records removed (2 duplicates, 4 for other reasons) is impossible: only 5"
    )


def test_more_screened_than_identified_is_reported_and_no_duplicates_follow_from_it() -> None:
    counts = entered(identified={"databases": {"X": 5}}, automation=1, screened=9)
    flow, problems = counted(counts)
    assert [problem.message for problem in problems] == [
        "more records were screened (9) than were left (5 identified - 1 removed for other reasons): 5 too many. Is a "
        "source missing? Correct one of these numbers"
    ]
    assert "rm.duplicates" not in flow.boxes


def test_nobody_is_advised_to_write_a_number_below_nothing() -> None:
    counts = entered(identified={"databases": {"X": 5}}, duplicates=2, screened=9)
    (problem,) = counted(counts)[1]
    assert problem.message == (
        "more records were screened (9) than identified (5): 4 too many. Is a source missing? Correct one of these "
        "numbers"
    )


NUMBERS = st.none() | st.integers(0, 30)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_no_box_is_ever_below_nothing(
    identified: int | None, duplicates: int | None, automation: int | None, screened: int | None
) -> None:
    sources = {"databases": {"X": identified}} if identified is not None else {}
    counts = entered(identified=sources, duplicates=duplicates, automation=automation, screened=screened)
    assert all(box.n >= 0 for box in counted(counts)[0].boxes.values())


@pytest.mark.parametrize("removed", [{}, {"automation": 5}, {"removed_other": {"Retracted": 4}}])
def test_where_duplicates_were_not_stated_nobody_knows_how_many_were_screened(removed: dict[str, Any]) -> None:
    flow, problems = counted(entered(identified={"databases": {"X": 100}}, sought=20, **removed))
    assert ("screened" in flow.boxes, [problem.code for problem in problems]) == (
        False,
        ["removed"] * len(removed),
    )


def test_a_bare_total_of_removals_says_how_many_were_screened() -> None:
    known = replace(entered(identified={"databases": {"X": 100}}), removed=40)
    assert counted(known)[0].n(BoxId.SCREENED) == 60
    ((problem,),) = [counted(replace(known, removed=140))[1]]
    assert problem.message.startswith("140 records removed is impossible: only 100 were identified")


def test_without_sources_nothing_follows() -> None:
    flow, problems = counted(entered(duplicates=4, automation=0, removed_other={"Retracted": 0}))
    assert "screened" not in flow.boxes
    assert (flow.n("rm"), problems) == (4, ())


def test_pooled_methods_are_identified_with_the_databases() -> None:
    flow, _ = counted(entered(**TWO_STAGES | {"other_arm": OtherArm.POOLED, "screened": 110, "excluded": 80}))
    assert (flow.n("id"), flow.n("id.other"), flow.n("screened")) == (120, 20, 110)
    assert not [name for name in flow.boxes if name.startswith("other.")]


def test_a_report_without_a_stated_number_of_excluded_is_the_sum_of_its_reasons() -> None:
    flow, problems = counted(entered(screened=9, reasons={"Age": 2, "Place": 3}))
    assert (flow.n("excluded"), problems) == (5, ())


def test_an_update_adds_the_previous_version() -> None:
    flow, problems = counted(entered(**TWO_STAGES | {"previous": (40, 50)}))
    assert (flow.n("prev.studies"), flow.n("total.studies"), flow.n("total.reports")) == (40, 49, 61)
    assert problems == ()
    flow, _ = counted(entered(**TWO_STAGES | {"previous": (40, 50), "reports": None}))
    assert (flow.n("total.studies"), flow.n("prev.reports")) == (49, 50)
    assert "total.reports" not in flow.boxes


# --- what cannot be -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"duplicates": 11}, "duplicates"),
        ({"excluded": 61}, "A4"),
        ({"sought": 31}, "A4"),
        ({"not_retrieved": 3}, "A5"),
        ({"assessed": 27}, "A5"),
        ({"reports_excluded": 21}, "A6"),
        ({"reports": 12}, "A6"),
        ({"studies": 12}, "more-studies"),
        ({"report_reasons": {"Wrong population": 21}}, "reports_excluded"),
        ({"other": entered(sought=19, assessed=15, not_retrieved=4, reports_excluded=12)}, "A4"),
        ({"other": entered(sought=20, assessed=16, not_retrieved=5, reports_excluded=13)}, "A5"),
        ({"other": entered(sought=20, assessed=15, not_retrieved=5, reports_excluded=11)}, "A6"),
    ],
)
def test_one_number_that_is_off_is_named_by_the_sum_that_breaks(change: dict[str, object], code: str) -> None:
    assert code in told(entered(**TWO_STAGES | change))  # type: ignore[arg-type]


def test_what_was_told_in_better_words_is_not_told_again() -> None:
    _, problems = counted(entered(**TWO_STAGES | {"duplicates": 11}))
    assert [problem.code for problem in problems] == ["duplicates"]


def test_other_removals_are_named_where_the_duplicates_cannot_be() -> None:
    _, (problem, *_) = counted(entered(**TWO_STAGES | {"automation": 4}))
    assert (
        "100 identified - 4 removed for other reasons - 90 screened leaves 6: 4 too many. Write 6"
        in problem.message
    )


def test_a_problem_stands_at_the_line_of_its_number() -> None:
    places = {"rm.duplicates": Place("counts.yaml", 7)}
    _, problems = counted(entered(**TWO_STAGES | {"duplicates": 11, "studies": 12, "places": places}))
    assert [(problem.code, problem.place.line) for problem in problems] == [("duplicates", 7), ("more-studies", 0)]


NUMBERS = st.none() | st.integers(0, 60)
NAMED = st.dictionaries(
    st.sampled_from(["A", "a", "Å", "Unrecorded", "x.y", "", "数"]), st.integers(0, 30), max_size=4
)
STAGES = st.sampled_from([one_stage(), two_stages(), (*one_stage(), *two_stages())])
PARTED = st.builds(Number, NUMBERS, NAMED, NUMBERS, NUMBERS)


@st.composite
def counts_of(draw: st.DrawFn) -> Counts:
    """Any numbers that a person may enter."""
    stages = draw(STAGES)
    records = [stage.id for stage in stages if not stage.full_text]
    texts = [stage.id for stage in stages if stage.full_text]

    def arm() -> dict[str, Any]:
        return {
            "stages": stages,
            "duplicates": draw(PARTED),
            "automation": draw(PARTED),
            "removed_other": draw(PARTED),
            "screened": {stage: draw(NUMBERS) or 0 for stage in records},
            "excluded": {stage: draw(PARTED) for stage in records},
            "sought": draw(NUMBERS),
            "not_retrieved": draw(PARTED),
            "assessed": {stage: draw(NUMBERS) or 0 for stage in texts},
            "reports_excluded": {stage: draw(PARTED) for stage in texts},
        }

    arms = ("databases", "registers", "other")
    return Counts(
        Place("c"),
        draw(st.sampled_from(OtherArm)),
        identified=draw(st.fixed_dictionaries({}, optional=dict.fromkeys(arms, PARTED))),
        removed=draw(NUMBERS),
        studies=draw(NUMBERS),
        reports=draw(NUMBERS),
        ongoing=draw(NUMBERS),
        awaiting=draw(NUMBERS),
        previous=draw(st.none() | st.tuples(NUMBERS, NUMBERS)),
        other=draw(st.just(None)) if draw(st.booleans()) else Counts(Place("c"), **arm()),
        **arm(),
    )


@given(counts_of())
def test_no_numbers_stop_the_drawing_and_every_stated_one_is_drawn(counts: Counts) -> None:
    flow, problems = counted(counts)
    assert all(problem.message for problem in problems)
    stated = {
        "sought": counts.sought,
        "not_retrieved": counts.not_retrieved.n,
        "new.studies": counts.studies,
        "new.reports": counts.reports,
        "ongoing": counts.ongoing,
        "awaiting": counts.awaiting,
        **(
            {
                f"prev.{unit}": n
                for unit, n in zip(("studies", "reports"), counts.previous or (None, None), strict=False)
            }
        ),
    }
    for place in flow.stage_boxes():
        by_stage = counts.assessed if place.stage.full_text else counts.screened
        excluded = counts.reports_excluded if place.stage.full_text else counts.excluded
        stated |= {place.box: by_stage[place.stage.id], place.excluded: excluded[place.stage.id].n}
    assert {name: flow.boxes[name].n if name in flow.boxes else None for name in stated} == stated
    assert all(box.n >= 0 for box in flow.boxes.values())


# --- kinds of numbers -----------------------------------------------------------------------------------------------


def said(**numbers: Any) -> list[str]:
    return [problem.message for problem in counted(entered(**numbers))[1]]


def test_a_gap_is_found_across_a_box_that_was_left_out() -> None:
    known: dict[str, Any] = {
        "screened": 198,
        "excluded": 54,
        "assessed": 139,
        "reports_excluded": 12,
        "studies": 127,
    }
    (message,) = said(**known)
    assert message.endswith("= reports assessed 139, but the left side is 144: 5 are not accounted for")
    assert said(**known | {"not_retrieved": 5}) == []


def test_a_later_box_holds_no_more_than_an_earlier_one_also_where_what_leaves_was_not_stated() -> None:
    assert said(screened=100, sought=90) == []
    (message,) = said(screened=100, sought=110)
    assert "reports sought 110 are at most screened 100" in message


def test_more_studies_than_reports_are_a_note() -> None:
    flow, (problem,) = counted(entered(assessed=120, reports_excluded=5, studies=121, reports=115))
    assert problem.level is Level.NOTE
    assert (flow.n("new.studies"), flow.n("new.reports")) == (121, 115)


def test_what_was_not_stated_of_the_version_before_is_not_drawn() -> None:
    flow, problems = counted(entered(studies=15, reports=16, previous=(31, None)))
    assert problems == ()
    assert {name: box.n for name, box in flow.boxes.items()} == {
        "new.studies": 15,
        "new.reports": 16,
        "prev.studies": 31,
        "total.studies": 46,
    }


def test_a_total_without_parts_is_a_number() -> None:
    counts = Counts(
        Place("c"), identified={"databases": Number(564)}, removed=127, screened={"title-abstract": 437}
    )
    flow, problems = counted(counts)
    assert (flow.n("id.databases"), flow.parts("id.databases"), flow.n("rm"), problems) == (564, (), 127, ())


def test_other_methods_have_duplicates_and_exclusions_of_their_own() -> None:
    other = entered(duplicates=300, screened=112, excluded=90, sought=22, not_retrieved=2, assessed=20)
    known: dict[str, Any] = {"identified": {"other": {"Citation searching": 412}}}
    assert said(**known, other=other) == []
    messages = said(**known, other=replace(other, screened={"title-abstract": 113}))
    assert all("screened (other methods) 113" in message for message in messages)
    assert len(messages) == 2


def test_ongoing_and_awaiting_studies_may_be_part_of_the_reports_or_beside_them() -> None:
    known: dict[str, Any] = {"assessed": 60, "reports_excluded": 45, "ongoing": 3, "awaiting": 1}
    assert said(**known, studies=11, reports=15) == []
    assert said(**known, studies=11, reports=11) == []
    assert said(**known, studies=11, reports=12)


def test_by_people_and_by_tools_is_what_was_excluded() -> None:
    counts = replace(entered(screened=700), excluded={"title-abstract": Number(640, human=600, tool=40)})
    flow, problems = counted(counts)
    assert (flow.n("excluded_by.human"), flow.n("excluded_by.tool"), problems) == (600, 40, ())
    (problem,) = counted(replace(counts, excluded={"title-abstract": Number(640, human=600, tool=41)}))[1]
    assert problem.code == "A8"


def test_a_third_stage_has_boxes_of_its_own() -> None:
    stages = (*two_stages()[:1], ScreeningStage(Stage("abstract"), {"en": "Abstracts"}), *two_stages()[1:])
    counts = replace(
        entered(screened=100, excluded=60, sought=30, assessed=30),
        stages=stages,
        screened={"title-abstract": 100, "abstract": 40},
        excluded={"title-abstract": Number(60), "abstract": Number(10)},
    )
    flow, problems = counted(counts)
    assert (flow.n("abstract.screened"), flow.n("abstract.excluded"), problems) == (40, 10, ())
    assert counted(replace(counts, screened={"title-abstract": 100, "abstract": 41}))[1]


# --- beside records that are known one by one -----------------------------------------------------------------------

KNOWN = Flow(
    {
        box.id: box
        for box in (
            Box(BoxId.FROM_DATABASES, 2, Unit.RECORDS, ("a-0001", "a-0002")),
            Box(PartId("id.databases.a"), 2, Unit.RECORDS, ("a-0001", "a-0002"), {"en": "CINAHL"}),
            Box(BoxId.REMOVED, 0, Unit.RECORDS, ()),
            Box(BoxId.DUPLICATES, 0, Unit.RECORDS, ()),
            Box(BoxId.SCREENED, 2, Unit.RECORDS, ("a-0001", "a-0002")),
            Box(BoxId.EXCLUDED, 2, Unit.RECORDS, ("a-0001", "a-0002")),
            Box(PartId("excluded.population"), 1, Unit.RECORDS, ("a-0001",), {"en": "Wrong population"}),
            Box(PartId("excluded.unrecorded"), 1, Unit.RECORDS, ("a-0002",)),
            Box(BoxId.NEW_STUDIES, 0, Unit.STUDIES, ()),
            Box(BoxId.NEW_REPORTS, 0, Unit.REPORTS, ()),
        )
    },
    OtherArm.SEPARATE,
    one_stage(),
)
PLAN = protocol()


def added(**numbers: Any) -> tuple[Flow, list[str]]:
    counts = entered(stages=Stages.ONE, **numbers)
    flow, problems = with_numbers(KNOWN, counts, PLAN)
    broken = [check.sentence for check in balance.checks(flow) if not check.holds]
    return flow, [*(problem.message for problem in problems), *broken]


def test_numbers_are_added_to_what_is_known_one_by_one_and_the_members_stay() -> None:
    flow, wrong = added(
        identified={"databases": {"CINAHL": 10, "ERIC": 5}},
        duplicates=3,
        screened=12,
        excluded=12,
        reasons={"wrong population": 7, "Other": 5},
    )
    assert wrong == []
    assert {name: box.n for name, box in flow.boxes.items()} == {
        "id.databases": 17,
        "id.databases.a": 12,
        "id.databases.eric": 5,
        "rm": 3,
        "rm.duplicates": 3,
        "screened": 14,
        "excluded": 14,
        "excluded.population": 8,
        "excluded.other": 5,
        "excluded.unrecorded": 1,
        "new.studies": 0,
        "new.reports": 0,
    }
    assert list(flow.boxes)[:3] == ["id.databases", "id.databases.a", "id.databases.eric"]
    assert flow.boxes[BoxId.SCREENED].members == ("a-0001", "a-0002")


@pytest.mark.parametrize(("duplicates", "unnamed"), [(None, 10), (8, 2)])
def test_removals_whose_kind_nobody_entered_are_a_part_beside_those_that_are_known(
    duplicates: int | None, unnamed: int
) -> None:
    retracted = Box(BoxId.REMOVED_OTHERWISE, 1, Unit.RECORDS, ("a-0003",))
    boxes = dict(KNOWN.boxes) | {
        BoxId.FROM_DATABASES: replace(KNOWN.boxes[BoxId.FROM_DATABASES], n=3),
        PartId("id.databases.a"): replace(KNOWN.boxes[PartId("id.databases.a")], n=3),
        BoxId.REMOVED: replace(KNOWN.boxes[BoxId.REMOVED], n=1),
        BoxId.REMOVED_OTHERWISE: retracted,
    }
    numbers = {"identified": {"databases": {"ERIC": 30}}, "screened": 20, "excluded": 20}
    counts = entered(stages=Stages.ONE, removed=10, duplicates=duplicates, **numbers)  # type: ignore[arg-type]
    flow, _ = with_numbers(replace(KNOWN, boxes=boxes), counts, PLAN)
    assert [check.sentence for check in balance.checks(flow) if not check.holds] == []
    assert (flow.n(BoxId.REMOVED), flow.n(PartId("rm.unrecorded"))) == (11, unnamed)


def test_what_other_methods_removed_can_be_a_number_alone() -> None:
    counts = entered(
        identified={"other": {"Web": 10}},
        other=entered(removed=3, sought=7),
    )
    flow, problems = counted(counts)
    assert (flow.n(BoxId.OTHER_REMOVED), problems) == (3, ())
    wrong, _ = counted(replace(counts, other=entered(removed=4, sought=7)))
    assert [check.sentence for check in balance.checks(wrong) if not check.holds] == [
        "identified by other methods 10 - removed (other methods) 4 = reports sought (other methods) 7"
    ]


def test_a_number_of_what_other_methods_removed_is_added_to_what_is_known_by_kind() -> None:
    known = Flow(
        {
            box.id: box
            for box in (
                Box(BoxId.OTHER_IDENTIFIED, 2, Unit.RECORDS, ("w-0001", "w-0002")),
                Box(BoxId.OTHER_DUPLICATES, 1, Unit.RECORDS, ("w-0002",)),
                Box(BoxId.OTHER_SOUGHT, 1, Unit.REPORTS, ("w-0001",)),
            )
        },
        OtherArm.SEPARATE,
        two_stages(),
    )
    counts = entered(identified={"other": {"Web": 10}}, other=entered(removed=3, sought=7))
    flow, _ = with_numbers(known, counts, PLAN)
    assert [check.sentence for check in balance.checks(flow) if not check.holds] == []
    removed = (BoxId.OTHER_REMOVED, BoxId.OTHER_DUPLICATES, PartId("other.rm.unrecorded"))
    assert [flow.n(box) for box in removed] == [4, 1, 3]


def test_numbers_that_leave_something_open_break_a_sum() -> None:
    _, wrong = added(identified={"databases": {"ERIC": 5}})
    assert wrong == ["from databases 7 - removed 0 = screened 2"]


@pytest.mark.parametrize(
    ("numbers", "box", "n"),
    [
        ({"screened": 9, "excluded": 9}, "excluded.unrecorded", 10),
        ({"identified": {"databases": Number(40)}, "duplicates": 40}, "id.databases.unrecorded", 40),
    ],
)
def test_what_numbers_leave_without_a_name_is_a_part_of_its_own(numbers: dict[str, Any], box: str, n: int) -> None:
    counts = entered(stages=Stages.ONE, **{name: one for name, one in numbers.items() if name != "identified"})
    counts = replace(counts, identified=numbers.get("identified", {"databases": Number(9, {"CINAHL": 9})}))
    flow, _ = with_numbers(KNOWN, counts, PLAN)
    assert (flow.n(PartId(box)), [check for check in balance.checks(flow) if not check.holds]) == (n, [])


def test_what_has_no_reason_here_is_a_part_where_numbers_have_reasons() -> None:
    known = replace(KNOWN, boxes={name: box for name, box in KNOWN.boxes.items() if "excluded." not in name})
    counts = entered(stages=Stages.ONE, identified={"databases": {"X": 9}}, screened=9, reasons={"Age": 9})
    flow, _ = with_numbers(known, counts, PLAN)
    part = flow.boxes[PartId("excluded.unrecorded")]
    assert (part.n, part.members) == (2, ("a-0001", "a-0002"))


def test_where_numbers_tell_people_and_tools_apart_people_did_what_is_known() -> None:
    counts = entered(stages=Stages.ONE, identified={"databases": {"X": 9}}, screened=9)
    counts = replace(counts, excluded={"screening": Number(None, {}, human=4, tool=5)})
    flow, _ = with_numbers(KNOWN, counts, PLAN)
    assert (flow.n(BoxId.EXCLUDED_BY_HUMAN), flow.n(BoxId.EXCLUDED_BY_TOOL)) == (6, 5)


def test_studies_that_were_added_to_reports_are_a_problem_at_their_line() -> None:
    known = replace(KNOWN, boxes={**KNOWN.boxes, BoxId.ONGOING: Box(BoxId.ONGOING, 2, Unit.REPORTS)})
    counts = entered(stages=Stages.ONE, ongoing=3, awaiting=1, places={BoxId.ONGOING: Place("review.yaml", 7)})
    flow, (problem,) = with_numbers(known, counts, PLAN)
    assert (flow.n(BoxId.ONGOING), flow.n(BoxId.AWAITING), problem.code) == (5, 1, "units")
    assert str(problem).startswith("review.yaml:7: 3 studies in `ongoing` were added to 2 reports of this review")
    assert with_numbers(known, replace(counts, ongoing=0), PLAN)[1] == ()


def test_totals_hold_what_numbers_add() -> None:
    updated = {BoxId.PREVIOUS_STUDIES: 5, BoxId.TOTAL_STUDIES: 5}
    known = replace(KNOWN, boxes={**KNOWN.boxes, **{box: Box(box, n, Unit.STUDIES) for box, n in updated.items()}})
    flow, _ = with_numbers(known, entered(stages=Stages.ONE, studies=2, reports=3), PLAN)
    assert (flow.n(BoxId.TOTAL_STUDIES), BoxId.TOTAL_REPORTS in flow.boxes) == (7, False)


def test_reports_that_were_not_stated_are_not_counted_as_none() -> None:
    flow, _ = with_numbers(KNOWN, entered(stages=Stages.ONE, studies=2), PLAN)
    assert (flow.n(BoxId.NEW_STUDIES), BoxId.NEW_REPORTS in flow.boxes) == (2, False)


def test_all_that_is_pooled_counts_both() -> None:
    pooled = replace(KNOWN, boxes={**KNOWN.boxes, BoxId.IDENTIFIED: Box(BoxId.IDENTIFIED, 2, Unit.RECORDS)})
    flow, _ = with_numbers(pooled, entered(stages=Stages.ONE, identified={"databases": {"ERIC": 5}}), PLAN)
    assert flow.n(BoxId.IDENTIFIED) == 7


def test_what_cannot_be_in_the_numbers_is_reported() -> None:
    _, wrong = added(identified={"databases": {"ERIC": 5}}, duplicates=9, excluded=0)
    assert wrong[0].startswith("9 records removed is impossible: only 5 were identified")


def test_a_reason_is_found_by_its_id_as_well_as_by_its_label() -> None:
    flow, _ = added(screened=9, excluded=9, reasons={"population": 9})
    assert (flow.n(PartId("excluded.population")), len(flow.parts(BoxId.EXCLUDED))) == (10, 2)


# --- borders --------------------------------------------------------------------------------------------------------


def test_where_all_that_was_identified_was_screened_there_were_no_duplicates() -> None:
    flow, problems = counted(entered(identified={"databases": {"X": 5}}, screened=5))
    assert (flow.boxes[BoxId.DUPLICATES].n, problems) == (0, ())


def test_in_one_stage_reports_of_other_methods_are_assessed_at_once() -> None:
    other = replace(
        entered(stages=Stages.ONE),
        assessed={"screening": 5},
        reports_excluded={"screening": Number(4, {"Age": 4})},
    )
    known: dict[str, Any] = {"identified": {"other": {"Web": 5}}, "screened": 9, "excluded": 8, "studies": 2}
    flow, problems = counted(entered(stages=Stages.ONE, **known, other=other))
    assert (flow.n(BoxId.OTHER_ASSESSED), flow.n(BoxId.OTHER_REPORTS_EXCLUDED), problems) == (5, 4, ())
    assert [part.n for part in flow.parts(BoxId.OTHER_REPORTS_EXCLUDED)] == [4]
    two, _ = counted(entered(identified={"other": {"Web": 5}}, other=entered(assessed=5)))
    assert BoxId.OTHER_REPORTS_EXCLUDED not in two.boxes


def test_records_of_other_methods_are_excluded_once_however_many_stages_read_records() -> None:
    stages = (*two_stages()[:1], ScreeningStage(Stage("abstract")), *two_stages()[1:])
    excluded = dict.fromkeys(("title-abstract", "abstract"), Number(3, {"Age": 3}))
    counts = replace(
        entered(identified={"other": {"Web": 9}}, other=replace(entered(sought=6), excluded=excluded)),
        stages=stages,
    )
    flow, _ = counted(counts)
    assert [part.n for part in flow.parts(BoxId.OTHER_EXCLUDED)] == [3]


def test_a_box_that_comes_before_all_others_is_put_there() -> None:
    known = replace(KNOWN, boxes={BoxId.EXCLUDED: KNOWN.boxes[BoxId.EXCLUDED]})
    flow, _ = with_numbers(known, entered(stages=Stages.ONE, identified={"databases": {"ERIC": 5}}), PLAN)
    assert list(flow.boxes)[:2] == ["id.databases", "id.databases.eric"]
