"""Which template of PRISMA 2020 a flow fits, and how it departs from it."""

from dataclasses import replace

import pytest

from reviewkit.entered import counted
from reviewkit.flow_variants import Departure, Template, deviations, template_of
from reviewkit.model import Additions, Counts, EarlierVersion, OwnBox, ScreeningStage, two_stages
from reviewkit.prisma import Flow
from reviewkit.words import OtherArm, Stage
from tests.builders import Stages, entered

WHOLE = {
    "identified": {"databases": {"X": 10}},
    "duplicates": 0,
    "screened": 10,
    "excluded": 5,
    "sought": 5,
    "not_retrieved": 0,
    "assessed": 5,
    "reports_excluded": 3,
    "studies": 2,
}
OTHER = {"sought": 2, "not_retrieved": 0, "assessed": 2, "reports_excluded": 2}


def flow(**change: object) -> Flow:
    return counted(entered(**WHOLE | change))[0]  # type: ignore[arg-type]


def other(**change: object) -> dict[str, object]:
    identified = {"databases": {"X": 10}, "other": {"Websites": 2}}
    return {"identified": identified, "other": entered(**OTHER | change)}  # type: ignore[arg-type]


def departures(found: Flow) -> list[Departure]:
    return [one.departure for one in deviations(found)]


@pytest.mark.parametrize(
    ("change", "template"),
    [
        ({}, Template.NEW),
        (other(), Template.NEW_OTHER),
        ({"previous": (3, None)}, Template.UPDATED),
        ({"previous": (None, 4), **other()}, Template.UPDATED_OTHER),
        ({"other_arm": OtherArm.POOLED, **other()}, Template.NEW_OTHER),
        ({"other_arm": OtherArm.POOLED, "previous": (3, 3), **other()}, Template.UPDATED_OTHER),
    ],
)
def test_a_flow_fits_one_of_four_templates(change: dict[str, object], template: Template) -> None:
    assert template_of(flow(**change)) is template


@pytest.mark.parametrize("change", [{}, other(), {"previous": (3, 3)}, {"previous": (3, 3), **other()}])
def test_the_four_templates_as_they_are_depart_from_nothing(change: dict[str, object]) -> None:
    assert departures(flow(**change)) == []


@pytest.mark.parametrize(
    ("change", "departure"),
    [
        ({"other_arm": OtherArm.POOLED, **other()}, Departure.POOLED),
        ({"stages": Stages.ONE, "sought": None, "assessed": None}, Departure.ONE_STAGE),
        ({"reasons": {"Population": 5}}, Departure.SCREENING_REASONS),
        (other(duplicates=1, sought=1, assessed=1, reports_excluded=1), Departure.OTHER_SCREENING),
        ({"ongoing": 1}, Departure.OPEN),
        ({"sought": None}, Departure.LEFT_OUT),
        ({"additions": Additions(boxes=(OwnBox({"en": "A"}, 1),))}, Departure.OWN_BOXES),
    ],
)
def test_every_departure_is_found_alone(change: dict[str, object], departure: Departure) -> None:
    assert departures(flow(**change)) == [departure]


def test_a_living_review_tells_of_its_versions() -> None:
    versions = (EarlierVersion({"en": "Base"}, "", {"new.studies": 4}),)
    found = flow(additions=Additions(versions=versions))
    assert template_of(found) is Template.UPDATED
    assert departures(found) == [Departure.VERSIONS]


def test_a_further_stage_is_one_more_than_prisma_shows() -> None:
    again = ScreeningStage(Stage("again"), {"en": "Again"})
    counts: Counts = entered(**WHOLE)  # type: ignore[arg-type]
    counts = replace(
        counts, stages=(two_stages()[0], again, two_stages()[1]), screened={"title-abstract": 10, "again": 10}
    )
    assert departures(counted(counts)[0]) == [Departure.MORE_STAGES]


def test_a_box_that_was_left_out_is_named() -> None:
    (one,) = deviations(flow(sought=None, screened=None, duplicates=None))
    assert one.boxes == ("sought",) or one.boxes == ("screened", "sought")


def test_ongoing_studies_that_are_none_are_no_departure() -> None:
    assert departures(flow(ongoing=0, awaiting=0)) == []
