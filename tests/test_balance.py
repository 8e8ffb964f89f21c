"""Every sum of a flow that must hold is checked, said in words with its numbers, and found where it does not hold."""

from typing import Any

import pytest

from reviewkit import balance
from reviewkit.balance import BalanceCheck
from reviewkit.model import ScreeningStage
from reviewkit.prisma import OPEN, Box, Flow, PartId, Unit
from reviewkit.words import OtherArm, Stage
from tests.builders import Stages, stages_of


def flow(stages: Stages, **counts: int) -> Flow:
    """A flow with these numbers; `__` in a name stands for a dot, `_9_` for a hyphen."""
    boxes = {}
    for word, n in counts.items():
        name = word.replace("__", ".").replace("_9_", "-")
        names = {"en": "MEDLINE"} if name == "id.databases.medline" else {}
        unit = Unit.REPORTS if name in OPEN else Unit.RECORDS
        boxes[name] = Box(name, n, unit, names=names)
    return Flow(boxes, OtherArm.SEPARATE, stages_of(stages))


def checks(stages: Stages, **counts: int) -> dict[str, list[BalanceCheck]]:
    found: dict[str, list[BalanceCheck]] = {}
    for check in balance.checks(flow(stages, **counts)):
        found.setdefault(check.code, []).append(check)
    return found


def test_a_stage_is_called_by_its_name_where_it_has_one() -> None:
    stages = (
        ScreeningStage(Stage("stage-3"), {"en": "Titles again"}),
        ScreeningStage(Stage("abstract"), {"nb": "Sammendrag"}),
        ScreeningStage(Stage("brief")),
    )
    boxes = {
        name: Box(PartId(name), 4, Unit.RECORDS) for name in ("screened", "abstract.screened", "brief.screened")
    }
    found = balance.checks(Flow(dict(boxes), OtherArm.SEPARATE, stages))
    assert [check.sentence for check in found] == [
        "screened (Sammendrag) 4 are at most screened 4",
        "screened (brief) 4 are at most screened (Sammendrag) 4",
    ]


# A review in which everything adds up, with every box that there can be.
ONE: dict[str, int] = {
    "id__databases": 120,
    "id__databases__medline": 70,
    "id__databases__cinahl": 50,
    "id__registers": 10,
    "id__registers__trials": 10,
    "id__other": 5,
    "id__other__web": 5,
    "id": 135,
    "id__all": 135,
    "rm": 30,
    "rm__duplicates": 20,
    "rm__automation": 6,
    "rm__other": 4,
    "screened": 105,
    "excluded": 90,
    "excluded_by__human": 80,
    "excluded_by__tool": 10,
    "excluded__population": 60,
    "excluded__unrecorded": 30,
    "waiting__screening": 3,
    "other__identified": 20,
    "other__identified__letters": 20,
    "other__rm__duplicates": 2,
    "other__rm__other": 1,
    "other__assessed": 17,
    "other__reports_excluded": 9,
    "other__reports_excluded__outcome": 9,
    "waiting__other": 1,
    "new__studies": 18,
    "new__reports": 19,
    "prev__studies": 4,
    "prev__reports": 5,
    "total__studies": 22,
    "total__reports": 24,
}
TWO: dict[str, int] = {
    "id__databases": 120,
    "id__databases__medline": 120,
    "rm": 20,
    "rm__duplicates": 20,
    "screened": 100,
    "excluded": 70,
    "waiting__title_9_abstract": 5,
    "sought": 25,
    "not_retrieved": 3,
    "waiting__retrieval": 2,
    "assessed": 20,
    "reports_excluded": 8,
    "reports_excluded_by__human": 7,
    "reports_excluded_by__tool": 1,
    "reports_excluded__outcome": 8,
    "waiting__full_9_text": 1,
    "other__identified": 30,
    "other__identified__web": 30,
    "other__rm__duplicates": 4,
    "other__rm__other": 2,
    "other__excluded": 3,
    "other__excluded__outcome": 3,
    "waiting__other": 1,
    "other__sought": 20,
    "other__not_retrieved": 2,
    "waiting__other_9_retrieval": 3,
    "other__assessed": 15,
    "other__reports_excluded": 6,
    "other__reports_excluded__outcome": 6,
    "waiting__other_9_full_9_text": 2,
    "new__studies": 18,
    "new__reports": 18,
}

SAID_ONE = {
    "A1": [
        "MEDLINE 70 + cinahl 50 = from databases 120",
        "trials 10 = from registers 10",
        "web 5 = from other methods 5",
        "letters 20 = identified by other methods 20",
        "from databases 120 + from registers 10 + from other methods 5 + all 135 = identified 135",
    ],
    "A2": ["from databases 120 + from registers 10 + from other methods 5 - removed 30 = screened 105"],
    "A3": ["duplicates 20 + removed by automation tools 6 + removed for other reasons 4 = removed 30"],
    "A4": [
        "identified by other methods 20 - duplicates (other methods) 2 - removed for other reasons (other methods) 1 "
        "= reports assessed (other methods) 17",
        "screened 105 + reports assessed (other methods) 17 - excluded 90 - waiting (screening) 3 - reports excluded "
        "(other methods) 9 - waiting (other) 1 = included reports 19",
    ],
    "A7": [
        "population 60 + reason not recorded 30 = excluded 90",
        "outcome 9 = reports excluded (other methods) 9",
    ],
    "A8": ["excluded by people 80 + excluded by automation tools 10 = excluded 90"],
    "A10": [
        "previous studies 4 + included studies 18 = studies in total 22",
        "previous reports 5 + included reports 19 = reports in total 24",
    ],
}
SAID_TWO = {
    "A1": ["MEDLINE 120 = from databases 120", "web 30 = identified by other methods 30"],
    "A2": ["from databases 120 - removed 20 = screened 100"],
    "A4": [
        "screened 100 - excluded 70 - waiting (title-abstract) 5 = reports sought 25",
        "identified by other methods 30 - duplicates (other methods) 4 - removed for other reasons (other methods) 2 - "
        f"{balance.in_words('other.excluded')} 3 - waiting (other) 1 = reports sought (other methods) 20",
    ],
    "A5": [
        "reports sought 25 - not retrieved 3 - waiting (retrieval) 2 = reports assessed 20",
        "reports sought (other methods) 20 - not retrieved (other methods) 2 - waiting (other-retrieval) 3 = reports "
        "assessed (other methods) 15",
    ],
    "A6": [
        "reports assessed 20 + reports assessed (other methods) 15 - reports excluded 8 - waiting (full-text) 1 - "
        "reports excluded (other methods) 6 - waiting (other-full-text) 2 = included reports 18"
    ],
    "A7": [
        "outcome 8 = reports excluded 8",
        f"outcome 3 = {balance.in_words('other.excluded')} 3",
        "outcome 6 = reports excluded (other methods) 6",
    ],
    "A8": [
        f"{balance.in_words('reports_excluded_by.human')} 7 + {balance.in_words('reports_excluded_by.tool')} 1 = "
        "reports excluded 8"
    ],
}


@pytest.mark.parametrize(
    ("stages", "counts", "said"), [(Stages.ONE, ONE, SAID_ONE), (Stages.TWO, TWO, SAID_TWO)], ids=["one", "two"]
)
def test_every_sum_is_said_in_words_with_its_numbers(
    stages: Stages, counts: dict[str, int], said: dict[str, list[str]]
) -> None:
    if stages is Stages.ONE:
        counts = {name: n for name, n in counts.items() if name != "id__all"}
        said = {**said, "A1": [one.replace(" + all 135", "") for one in said["A1"]]}
    found = checks(stages, **counts)
    assert {code: [check.sentence for check in group] for code, group in found.items()} == said
    assert [check for group in found.values() for check in group if not check.holds] == []


# Which sums a box stands in: where its number is wrong, these and no others do not hold.
WRONG_ONE = {
    "id__databases": {"A1", "A2"},
    "id__databases__medline": {"A1"},
    "id__registers": {"A1", "A2"},
    "id__other": {"A1", "A2"},
    "id": {"A1"},
    "rm": {"A2", "A3"},
    "rm__duplicates": {"A3"},
    "rm__automation": {"A3"},
    "rm__other": {"A3"},
    "screened": {"A2", "A4"},
    "excluded": {"A4", "A7", "A8"},
    "excluded_by__human": {"A8"},
    "excluded_by__tool": {"A8"},
    "excluded__population": {"A7"},
    "excluded__unrecorded": {"A7"},
    "waiting__screening": {"A4"},
    "other__identified": {"A1", "A4"},
    "other__rm__duplicates": {"A4"},
    "other__rm__other": {"A4"},
    "other__assessed": {"A4"},
    "other__reports_excluded": {"A4", "A7"},
    "waiting__other": {"A4"},
    "new__studies": {"A10"},
    "new__reports": {"A4", "A10"},
    "prev__studies": {"A10"},
    "prev__reports": {"A10"},
    "total__studies": {"A10"},
    "total__reports": {"A10"},
}
WRONG_TWO = {
    "screened": {"A2", "A4"},
    "excluded": {"A4"},
    "waiting__title_9_abstract": {"A4"},
    "sought": {"A4", "A5"},
    "not_retrieved": {"A5"},
    "waiting__retrieval": {"A5"},
    "assessed": {"A5", "A6"},
    "reports_excluded": {"A6", "A7", "A8"},
    "waiting__full_9_text": {"A6"},
    "other__rm__duplicates": {"A4"},
    "other__rm__other": {"A4"},
    "other__excluded": {"A4", "A7"},
    "waiting__other": {"A4"},
    "other__sought": {"A4", "A5"},
    "other__not_retrieved": {"A5"},
    "waiting__other_9_retrieval": {"A5"},
    "other__assessed": {"A5", "A6"},
    "other__reports_excluded": {"A6", "A7"},
    "waiting__other_9_full_9_text": {"A6"},
    "new__reports": {"A6"},
}


@pytest.mark.parametrize(
    ("stages", "counts", "box", "codes"),
    [
        *(pytest.param(Stages.ONE, ONE, box, codes, id=f"one {box}") for box, codes in WRONG_ONE.items()),
        *(pytest.param(Stages.TWO, TWO, box, codes, id=f"two {box}") for box, codes in WRONG_TWO.items()),
    ],
)
def test_a_number_that_is_wrong_breaks_the_sums_it_stands_in_and_no_others(
    stages: Stages, counts: dict[str, int], box: str, codes: set[str]
) -> None:
    counts = {name: n for name, n in counts.items() if name != "id__all"}
    found = checks(stages, **{**counts, box: counts[box] + 1})
    assert {code for code, group in found.items() if not all(check.holds for check in group)} == codes


def test_more_studies_than_reports_are_no_wrong_sum() -> None:
    """One report may tell of several studies: 121 studies in 115 articles is a published figure."""
    assert "A9" not in checks(Stages.TWO, new__studies=121, new__reports=115)


def test_what_both_sides_come_to_is_there() -> None:
    (check,) = checks(Stages.ONE, id__databases=9, rm=2, screened=6)["A2"]
    assert (check.left, check.right, check.holds) == (7, 6, False)


@pytest.mark.parametrize(
    ("stages", "counts", "codes"),
    [
        (Stages.ONE, {}, set()),
        (Stages.ONE, {"id__databases": 1}, set()),
        (Stages.ONE, {"id__databases": 1, "id__databases__medline": 1}, {"A1"}),
        (Stages.ONE, {"rm__duplicates": 1, "rm": 1}, set()),
        (Stages.ONE, {"rm__duplicates": 1, "rm__automation": 1, "rm": 2}, {"A3"}),
        (Stages.ONE, {"rm__duplicates": 1, "rm__other": 1, "rm": 2}, {"A3"}),
        (Stages.TWO, {"rm__other": 1, "rm__other__language": 1, "rm": 1}, {"A3"}),
        (Stages.ONE, {"id__databases": 1, "screened": 1}, {"A2"}),
        (Stages.ONE, {"id__databases": 1, "rm": 0}, {"A2"}),
        (Stages.ONE, {"rm": 0, "screened": 1}, set()),
        (Stages.ONE, {"screened": 1}, set()),
        (Stages.ONE, {"excluded": 1}, set()),
        (Stages.ONE, {"screened": 1, "excluded": 1}, {"A4"}),
        (Stages.ONE, {"screened": 1, "excluded": 1, "new__studies": 0}, {"A4"}),
        (Stages.TWO, {"screened": 1, "excluded": 1}, {"A4"}),
        (Stages.TWO, {"screened": 1, "excluded": 1, "sought": 0}, {"A4"}),
        (Stages.TWO, {"screened": 1, "excluded": 1, "assessed": 0}, {"A4"}),
        (Stages.TWO, {"screened": 1, "sought": 0}, {"A4"}),
        (Stages.TWO, {"screened": 1, "new__studies": 0}, {"A6"}),
        (Stages.TWO, {"sought": 1}, set()),
        (Stages.TWO, {"assessed": 1}, set()),
        (Stages.TWO, {"sought": 1, "assessed": 1}, {"A5"}),
        (Stages.TWO, {"assessed": 1, "new__reports": 1}, {"A6"}),
        (Stages.TWO, {"assessed": 1, "new__studies": 1}, {"A6"}),
        (Stages.TWO, {"new__studies": 1}, set()),
        (Stages.TWO, {"new__reports": 1}, set()),
        (Stages.TWO, {"new__reports": 1, "new__studies": 1}, set()),
        (Stages.TWO, {"other__sought": 1, "other__assessed": 1}, {"A5"}),
        (Stages.ONE, {"other__identified": 1}, set()),
        (Stages.TWO, {"other__identified": 1, "other__assessed": 1}, {"A4"}),
        (Stages.ONE, {"other__identified": 1, "other__assessed": 1}, {"A4"}),
        (Stages.TWO, {"other__identified": 1, "other__sought": 1}, {"A4"}),
        (Stages.TWO, {"other__identified": 1, "other__sought": 1, "other__assessed": 1}, {"A4", "A5"}),
        (Stages.ONE, {"excluded_by__human": 1, "excluded": 1}, {"A8"}),
        (Stages.TWO, {"not_retrieved": 1, "not_retrieved__lost": 1}, {"A7"}),
        (Stages.ONE, {"total__studies": 1, "prev__studies": 1, "new__studies": 0}, {"A10"}),
        (Stages.ONE, {"total__reports": 1, "prev__reports": 1}, {"A10"}),
    ],
)
def test_a_sum_is_checked_where_its_boxes_are_there(
    stages: Stages, counts: dict[str, Any], codes: set[str]
) -> None:
    """Counts that a person entered may lack boxes."""
    assert set(checks(stages, **counts)) == codes


@pytest.mark.parametrize("head", ["excluded", "reports_excluded", "other__excluded", "other__reports_excluded"])
def test_what_people_and_tools_excluded_is_what_was_excluded(head: str) -> None:
    by = {f"{head}_by__human": 2, f"{head}_by__tool": 3}
    assert [check.holds for check in checks(Stages.TWO, **{head: 5}, **by)["A8"]] == [True]
    assert [check.holds for check in checks(Stages.TWO, **{head: 6}, **by)["A8"]] == [False]


def test_included_are_what_both_arms_come_to() -> None:
    """One stage: 10 - 7 of the databases, and 12 - 5 - 1 by other methods."""
    (*_, check) = checks(
        Stages.ONE,
        screened=10,
        excluded=7,
        other__identified=12,
        other__assessed=12,
        other__reports_excluded=5,
        waiting__other=1,
        new__reports=9,
    )["A4"]
    assert (check.left, check.right, check.box) == (9, 9, "new.reports")


@pytest.mark.parametrize(
    ("counts", "left", "right"),
    [
        ({"screened": 100, "excluded": 60, "not_retrieved": 5, "assessed": 30}, 35, 30),
        ({"id__databases": 100, "rm": 10, "excluded": 10, "sought": 70}, 80, 70),
        ({"sought": 80, "not_retrieved": 5, "waiting__full_9_text": 3, "assessed": 70}, 75, 70),
    ],
)
def test_a_sum_goes_across_boxes_that_are_not_there(counts: dict[str, int], left: int, right: int) -> None:
    checked = [check for found in checks(Stages.TWO, **counts).values() for check in found]
    assert (checked[0].left, checked[0].right) == (left, right)


def test_where_neither_a_box_nor_what_leaves_it_was_stated_any_smaller_number_can_be_right() -> None:
    counts = {"id__databases": 100, "rm": 10, "sought": 80}
    assert all(check.holds for found in checks(Stages.TWO, **counts).values() for check in found)
    assert not all(check.holds for check in checks(Stages.TWO, **counts | {"sought": 91})["A2"])


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"screened": 100, "excluded": 150}, "excluded 150 are at most screened 100: 50 too many"),
        ({"sought": 10, "not_retrieved": 12}, "not retrieved 12 are at most reports sought 10: 2 too many"),
        (
            {"other__assessed": 5, "other__reports_excluded": 8},
            "reports excluded (other methods) 8 are at most reports assessed (other methods) 5: 3 too many",
        ),
        (
            {"sought": 86, "not_retrieved": 10, "new__reports": 80},
            "included reports 80 are at most reports sought 86 - not retrieved 10: 4 too many",
        ),
    ],
)
def test_no_more_can_leave_a_box_than_came_into_it(counts: dict[str, int], said: str) -> None:
    (check,) = [check for found in checks(Stages.TWO, **counts).values() for check in found if not check.holds]
    assert check.failure == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"id__databases": 500, "id__databases__a": 400}, "100 are not accounted for"),
        ({"id__databases": 500, "id__databases__a": 600}, "100 too many"),
        ({"rm": 50, "rm__duplicates": 30, "rm__other": 10}, "10 are not accounted for"),
        ({"excluded": 300, "excluded_by__human": 250, "excluded_by__tool": 60}, "10 too many"),
    ],
)
def test_parts_that_come_to_less_leave_something_out(counts: dict[str, int], said: str) -> None:
    (check,) = [check for found in checks(Stages.TWO, **counts).values() for check in found if not check.holds]
    assert check.failure.endswith(said)


def test_what_people_did_alone_is_no_sum() -> None:
    counts = {"excluded": 204, "excluded_by__human": 190}
    assert all(check.holds for check in checks(Stages.TWO, **counts)["A8"])
    assert not all(check.holds for check in checks(Stages.TWO, **counts | {"excluded": 180})["A8"])


def test_more_open_studies_than_reports_are_left_are_too_many() -> None:
    counts = {"assessed": 20, "reports_excluded": 10, "awaiting": 5, "new__reports": 8}
    (check,) = checks(Stages.TWO, **counts)["A6"]
    assert "- awaiting classification 5 = included reports 8, but the left side is 5: 3 too many" in check.failure
    (check,) = checks(Stages.TWO, **counts | {"awaiting": 0})["A6"]
    assert not check.holds


def test_open_studies_leave_the_reports_that_are_theirs() -> None:
    counts = {"assessed": 15, "reports_excluded": 0, "new__studies": 11, "new__reports": 11}
    assert not checks(Stages.TWO, **counts)["A6"][0].holds
    assert checks(Stages.TWO, **counts, ongoing=3, awaiting=1)["A6"][0].holds


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        (5, 4, "but the left side is 5: 1 is not accounted for"),
        (6, 4, "6: 2 are not accounted for"),
        (4, 6, "4: 2 too many"),
    ],
)
def test_what_is_wrong_with_a_sum_is_said_with_its_gap(left: int, right: int, said: str) -> None:
    assert said in BalanceCheck("A1", "x", left, right).failure


def test_where_only_studies_were_entered_each_is_one_report() -> None:
    (check,) = checks(Stages.TWO, assessed=5, reports_excluded=2, new__studies=3)["A6"]
    assert (check.left, check.right, check.holds) == (3, 3, True)


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ("id", "identified"),
        ("rm", "removed"),
        ("other.not_retrieved", "not retrieved (other methods)"),
        ("waiting.title-abstract", "waiting (title-abstract)"),
        ("reports_excluded.unrecorded", "reason not recorded"),
        ("excluded.population", "population"),
        ("other.excluded.population", "population"),
        ("screened", "screened"),
        ("other.unheard", "unheard"),
        ("later.id", "id"),
    ],
)
def test_a_box_is_called_by_words_that_people_use(box: str, words: str) -> None:
    assert balance.in_words(box) == words


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ("other.excluded", "excluded (other methods)"),
        ("reports_excluded_by.human", "reports excluded by people"),
        ("reports_excluded_by.tool", "reports excluded by automation tools"),
    ],
)
def test_boxes_of_full_texts_and_other_methods_are_called_like_the_others(box: str, words: str) -> None:
    assert balance.in_words(box) == words
