"""The proof that a flow adds up: each sum is found, said in words, and breaks where one number is off."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.balance import BalanceCheck, checks, spoken
from reviewkit.prisma import Box, Flow, Unit
from reviewkit.words import OtherArm, Stages

ONE = {
    "id.databases": 10,
    "id.databases.cinahl": 6,
    "id.databases.wos": 4,
    "id.other": 2,
    "id": 12,
    "rm": 3,
    "rm.duplicates": 2,
    "rm.automation": 1,
    "screened": 9,
    "excluded": 6,
    "excluded_by.human": 4,
    "excluded_by.tool": 2,
    "excluded.population": 5,
    "excluded.unrecorded": 1,
    "waiting.screening": 1,
    "new.studies": 1,
    "new.reports": 2,
}
TWO = {
    "id.databases": 10,
    "other.identified": 7,
    "other.identified.web": 7,
    "rm": 1,
    "screened": 9,
    "excluded": 3,
    "waiting.title-abstract": 1,
    "sought": 5,
    "not_retrieved": 1,
    "waiting.retrieval": 1,
    "assessed": 3,
    "reports_excluded": 1,
    "reports_excluded.outcome": 1,
    "waiting.full-text": 1,
    "other.rm.duplicates": 1,
    "other.rm.other": 1,
    "other.excluded": 1,
    "waiting.other": 1,
    "other.sought": 3,
    "other.not_retrieved": 1,
    "waiting.other-retrieval": 1,
    "other.assessed": 1,
    "other.reports_excluded": 0,
    "new.studies": 2,
    "new.reports": 2,
    "prev.studies": 4,
    "total.studies": 6,
    "prev.reports": 5,
    "total.reports": 7,
}


def flow(
    boxes: Mapping[str, int], stages: Stages = Stages.ONE, arm: OtherArm = OtherArm.POOLED, **names: str
) -> Flow:
    """A flow of these numbers."""
    return Flow(
        {
            name: Box(name, n, Unit.RECORDS, None, {"en": names[name]} if name in names else {})
            for name, n in boxes.items()
        },
        arm,
        stages,
    )


def one(**changed: int) -> Flow:
    return flow({**ONE, **changed})


def two(**changed: int) -> Flow:
    return flow({**TWO, **changed}, Stages.TWO, OtherArm.SEPARATE)


def broken(the_flow: Flow) -> set[str]:
    """The codes of the sums that do not hold."""
    return {check.code for check in checks(the_flow) if not check.holds}


def test_every_sum_of_a_flow_of_one_stage_is_found_and_holds() -> None:
    found = checks(one())
    assert {check.code for check in found} == {"A1", "A2", "A3", "A4", "A7", "A8", "A9"}
    assert broken(one()) == set()


def test_every_sum_of_a_flow_of_two_stages_is_found_and_holds() -> None:
    found = checks(two())
    assert {check.code for check in found} == {"A1", "A2", "A4", "A5", "A6", "A7", "A9", "A10"}
    assert [check.code for check in found].count("A5") == 2
    assert [check.code for check in found].count("A10") == 2
    assert broken(two()) == set()


@pytest.mark.parametrize("box", [box for box in ONE if box != "new.studies"])  # these are at most the reports
@pytest.mark.parametrize("off", [-1, 1])
def test_one_number_that_is_off_breaks_a_sum_of_one_stage(box: str, off: int) -> None:
    assert broken(one(**{box: ONE[box] + off})), box


@pytest.mark.parametrize("box", TWO)
@pytest.mark.parametrize("off", [-1, 1])
def test_one_number_that_is_off_breaks_a_sum_of_two_stages(box: str, off: int) -> None:
    assert broken(two(**{box: TWO[box] + off})), box


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"id.databases.wos": 5}, {"A1"}),
        ({"rm.automation": 2}, {"A3"}),
        ({"excluded_by.tool": 3}, {"A8"}),
        ({"excluded.population": 6}, {"A7"}),
        ({"new.studies": 3}, {"A9"}),
        ({"waiting.screening": 2}, {"A4"}),
    ],
)
def test_the_sum_that_breaks_is_the_one_the_number_is_in(changed: dict[str, int], codes: set[str]) -> None:
    assert broken(one(**changed)) == codes


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"waiting.retrieval": 2}, {"A5"}),
        ({"other.not_retrieved": 2}, {"A5"}),
        ({"waiting.other": 2}, {"A4"}),
        ({"other.rm.other": 0}, {"A4"}),
        ({"waiting.full-text": 2}, {"A6"}),
        ({"prev.reports": 6}, {"A10"}),
    ],
)
def test_the_same_with_two_stages_and_two_arms(changed: dict[str, int], codes: set[str]) -> None:
    assert broken(two(**changed)) == codes


def test_a_sum_is_said_in_words_with_its_numbers() -> None:
    said = {check.code: check.sentence for check in checks(one())}
    assert said["A2"] == "from databases 10 + from other methods 2 - removed 3 = screened 9"
    assert said["A3"] == "duplicates 2 + removed by automation tools 1 = removed 3"
    assert said["A4"] == "screened 9 - excluded 6 - waiting (screening) 1 = included 2"
    assert said["A8"] == "excluded by people 4 + excluded by automation tools 2 = excluded 6"
    assert said["A9"] == "studies 1 are at most reports 2"


def test_sources_and_reasons_are_called_by_their_names() -> None:
    named = flow(ONE, **{"id.databases.cinahl": "CINAHL Plus", "excluded.population": "Wrong population"})
    said = [check.sentence for check in checks(named)]
    assert "CINAHL Plus 6 + wos 4 = from databases 10" in said
    assert "Wrong population 5 + reason not recorded 1 = excluded 6" in said


def test_a_sum_that_does_not_hold_says_both_sides() -> None:
    (check,) = [check for check in checks(one(**{"rm.duplicates": 5})) if not check.holds]
    assert (check.left, check.right) == (6, 3)
    assert check == BalanceCheck("A3", "duplicates 5 + removed by automation tools 1 = removed 3", 6, 3)


def test_without_boxes_nothing_is_to_be_proved() -> None:
    assert checks(flow({})) == ()
    assert checks(flow({"screened": 4})) == ()
    assert checks(flow({"screened": 4, "excluded": 1}, Stages.TWO)) == ()


def test_studies_stand_for_reports_where_nobody_counted_reports() -> None:
    assert broken(flow({"screened": 4, "excluded": 1, "new.studies": 3})) == set()
    assert broken(flow({"screened": 4, "excluded": 1, "new.studies": 2})) == {"A4"}


def test_with_one_stage_other_methods_are_assessed_at_once() -> None:
    boxes = {"screened": 4, "excluded": 3, "other.identified": 5, "other.rm.duplicates": 1, "other.assessed": 4}
    boxes |= {"other.reports_excluded": 2, "waiting.other": 1, "new.reports": 2}
    assert broken(flow(boxes, arm=OtherArm.SEPARATE)) == set()
    assert broken(flow({**boxes, "other.assessed": 3}, arm=OtherArm.SEPARATE)) == {"A4"}


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ("screened", "screened"),
        ("id", "identified"),
        ("other.sought", "reports sought (other methods)"),
        ("other.rm.duplicates", "duplicates (other methods)"),
        ("other.identified", "identified by other methods"),
        ("waiting.other-full-text", "waiting (other-full-text)"),
        ("id.databases.cinahl", "cinahl"),
        ("other.excluded", "excluded"),
    ],
)
def test_a_box_is_said_in_words(box: str, words: str) -> None:
    assert spoken(box) == words


@given(st.dictionaries(st.sampled_from(sorted({*ONE, *TWO})), st.integers(0, 9)), st.sampled_from(Stages))
def test_any_boxes_can_be_held_against_each_other(boxes: dict[str, int], stages: Stages) -> None:
    for check in checks(flow(boxes, stages)):
        assert check.holds == (check.left == check.right)
        assert str(check.right) in check.sentence or check.code == "A9"
