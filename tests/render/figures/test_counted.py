"""What figures of charted studies share: names without hidden signs, notes in numbers, colours that can be read."""

import xml.etree.ElementTree as ET

import pytest

from reviewkit.charting_counts import Axis, Category, Kind
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.model import Missing
from reviewkit.render.figures.bars import bar_drawing
from reviewkit.render.figures.bubbles import bubble_drawing
from reviewkit.render.figures.counted import Counted, draft_notes, named, notes_of, shown
from reviewkit.render.figures.heat_map import heat_map_drawing
from reviewkit.render.figures.svg import as_svg
from tests.counted import HOSTILE_NAME, ONE, THREE, TWO, axis_of


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("  two\n lines\t", "two lines"),
        ("a\u202eb", "a b"),
        ("zero\u200bwidth", "zero width"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\x1b[31mred", "[31mred"),
        ("Åsgård – 12 %", "Åsgård – 12 %"),
    ],
)
def test_a_name_has_no_sign_that_is_not_seen(written: str, seen: str) -> None:
    assert shown(written) == seen


def test_letters_that_the_font_lacks_are_named() -> None:
    with pytest.raises(ReviewkitError, match=r"中 \(U\+4E2D\)"):
        named(Category("x", Kind.ANSWER, labels={"en": "中"}), labels("en"))


def test_the_title_names_the_fields() -> None:
    assert ONE.title(labels("en")) == "Design: number of studies"
    assert TWO.title(labels("en")) == "Design by Topic: number of studies"
    assert THREE.title(labels("nb")) == "Design og Tema for studien, delt etter Deltakere: antall studier"


def test_what_a_draft_waits_for_is_said_in_numbers() -> None:
    missing = Missing(waiting=3, not_coded=("A",), studies=12, errors=1, not_charted=("A", "B"))
    assert draft_notes(missing, labels("en")) == [
        "Not charted to the end: 2 of 12 studies.",
        "Not coded to the end: 1 of 12 studies.",
        "Not decided yet (records or reports): 3.",
        "Problems that affect the numbers: 1 (reviewkit check).",
    ]
    assert draft_notes(Missing(studies=3), labels("en")) == []
    gaps = Missing(studies=3, left_out=("Berg (2024): aim, n",), not_settled=("Berg (2024): n", "Dahl (2025): n"))
    assert draft_notes(gaps, labels("en")) == [
        "Without an answer although charted to the end: 1 of 3 studies.",
        "Differences not settled yet: 2 of 3 studies.",
    ]
    assert draft_notes(Missing(), labels("nn")) == ["Ingen studie er inkludert enno."]


def test_a_country_that_was_spelt_in_several_ways_is_told() -> None:
    norway = Category("Norway", Kind.ANSWER, ("s1", "s2"), spellings=("Norway", "norway", "NORWAY"))
    once = Category("Denmark", Kind.ANSWER, ("s3",), spellings=("Denmark",))
    figure = Counted(Axis("country", (norway, once), {"en": "Country"}), studies=3)
    assert notes_of(figure, labels("en")) == [
        "3 studies in all.",
        "Counted as one, though spelt in more than one way: Norway (norway, NORWAY).",
    ]


@pytest.mark.parametrize("draw", [bar_drawing, heat_map_drawing, bubble_drawing])
def test_a_name_that_strangers_wrote_is_never_markup(draw: object) -> None:
    axis = axis_of([HOSTILE_NAME, 'a" onload="x'], [2, 1])
    drawing = draw(Counted(axis, axis, studies=2), labels("en"))  # type: ignore[operator]
    svg = as_svg(drawing)
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "tspan", "path", "circle", "g"}
    assert not {name for element in ET.fromstring(svg).iter() for name in element.attrib if name.startswith("on")}
    assert "\u202e" not in svg
