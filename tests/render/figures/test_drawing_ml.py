"""Where shapes are and how connectors bend, followed as Office follows them."""

from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reviewkit.render.figures.drawing import Point
from reviewkit.render.figures.drawing_ml import NAMESPACE, block_xml, connector_xml
from reviewkit.render.figures.office import Block, Connector

A = f"{{{NAMESPACE}}}"
PLACES = st.integers(-400, 400).map(float)


def parsed(xml: str) -> etree._Element:
    return etree.fromstring(f'<x xmlns:a="{NAMESPACE}">{xml}</x>')


def followed(points: tuple[Point, ...]) -> list[Point]:
    """The corners of a connector as Office draws it: the form in its box, mirrored, then turned around the middle."""
    tree = parsed(connector_xml(Connector("c", points, "#000000", 1)))
    place = tree[0]
    x, y = (int(place[0].get(axis) or 0) / 9525 for axis in "xy")
    wide, high = (int(place[1].get(axis) or 0) / 9525 for axis in ("cx", "cy"))
    form = tree[1].get("prst")
    share = (
        int((tree[1].find(f".//{A}gd").get("fmla") or "").split()[1]) / 100_000 if form == "bentConnector3" else 0
    )  # type: ignore[union-attr]
    inside = {
        "straightConnector1": [(0.0, 0.0), (1.0, 1.0)],
        "bentConnector2": [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)],
        "bentConnector3": [(0.0, 0.0), (share, 0.0), (share, 1.0), (1.0, 1.0)],
    }[form or ""]
    turn = radians(int(place.get("rot") or 0) / 60_000)
    found = []
    for across, down in inside:
        dx = (across - 0.5) * wide * (-1 if place.get("flipH") else 1)
        dy = (down - 0.5) * high * (-1 if place.get("flipV") else 1)
        found.append(
            (x + wide / 2 + dx * cos(turn) - dy * sin(turn), y + high / 2 + dx * sin(turn) + dy * cos(turn))
        )
    return found


def near(points: tuple[Point, ...]) -> list[object]:
    return [pytest.approx(point, abs=0.02) for point in points]


@given(PLACES, PLACES, PLACES, PLACES)
def test_a_straight_connector_is_where_it_was_drawn(x1: float, y1: float, x2: float, y2: float) -> None:
    points = ((x1, y1), (x2, y2))
    assert followed(points) == near(points)


@given(PLACES, PLACES, PLACES, PLACES, st.booleans())
def test_a_connector_with_one_bend_is_where_it_was_drawn(
    x1: float, y1: float, x2: float, y2: float, level: bool
) -> None:
    if x1 == x2 or y1 == y2:
        return
    points = ((x1, y1), (x2, y1) if level else (x1, y2), (x2, y2))
    assert followed(points) == near(points)


@given(PLACES, PLACES, PLACES, PLACES, PLACES, st.booleans())
def test_a_connector_with_two_bends_is_where_it_was_drawn(
    x1: float, y1: float, x2: float, y2: float, bend: float, level: bool
) -> None:
    if x1 == x2 or y1 == y2 or bend in (x1, x2, y1, y2):
        return
    turns = ((bend, y1), (bend, y2)) if level else ((x1, bend), (x2, bend))
    points = ((x1, y1), *turns, (x2, y2))
    found = followed(points)
    assert found == [pytest.approx(point, abs=0.02 + 800 / 100_000) for point in points]


def test_a_connector_with_more_bends_is_drawn_as_it_is() -> None:
    points = ((10.0, 10.0), (10.0, 50.0), (80.0, 50.0), (80.0, 30.0), (120.0, 30.0))
    tree = parsed(connector_xml(Connector("c", points, "#000000", 1)))
    corners = [
        (int(pt.get("x") or 0) / 9525 + 10, int(pt.get("y") or 0) / 9525 + 10) for pt in tree.iter(f"{A}pt")
    ]
    assert corners == list(points)


def test_a_box_has_a_place_for_glue_in_each_middle_and_where_arrows_touch_it_and_they_move_with_its_size() -> None:
    box = Block("b", 0, 0, 200, 100, "#ffffff", sites=((0.0, 0.25), (1.0, 0.8)))
    tree = parsed(block_xml(box))
    assert [guide.get("fmla") for guide in tree.iter(f"{A}gd")] == [
        "*/ w 0 100000",
        "*/ h 25000 100000",
        "*/ w 100000 100000",
        "*/ h 80000 100000",
    ]
    assert [(one[0].get("x"), one[0].get("y"), one.get("ang")) for one in tree.iter(f"{A}cxn")] == [
        ("hc", "t", "16200000"),
        ("l", "vc", "10800000"),
        ("hc", "b", "5400000"),
        ("r", "vc", "0"),
        ("x0", "y0", "10800000"),
        ("x1", "y1", "0"),
    ]


def test_colours_thickness_and_corners_are_those_of_the_drawing() -> None:
    tree = parsed(block_xml(Block("b", 1, 2, 40, 20, "#dbe6f1", "#5a5a5a", 1.2, corner=5)))
    assert [one.get("val") for one in tree.iter(f"{A}srgbClr")] == ["DBE6F1", "5A5A5A"]
    assert tree.find(f"{A}ln").get("w") == "11430"  # type: ignore[union-attr]
    assert tree.find(f".//{A}gd").get("fmla") == "val 25000"  # type: ignore[union-attr]
    bare = parsed(block_xml(Block("b", 1, 2, 40, 20)))
    assert len(list(bare.iter(f"{A}noFill"))) == 2
