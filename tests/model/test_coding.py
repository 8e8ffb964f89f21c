"""Codes are called by the reader's language; a coding knows every code in it, and a mark is what it says."""

import pytest

from reviewkit.errors import Place
from reviewkit.model import Code, Coding, Mark, Segment
from reviewkit.model.coding import circles
from tests.growth import LINEAR, growth


@pytest.mark.parametrize(
    ("labels", "language", "label"),
    [
        ({"nb": "Tillit", "en": "Trust"}, "nb", "Tillit"),
        ({"nb": "Tillit", "en": "Trust"}, "nn", "Tillit"),
        ({"nb": "Tillit"}, "en", "Tillit"),
        ({"nb": ""}, "nb", "trust"),
        ({}, "en", "trust"),
    ],
)
def test_a_code_is_called_by_the_nearest_language_or_its_id(
    labels: dict[str, str], language: str, label: str
) -> None:
    assert Code("trust", "theme", labels).label(language) == label


def test_the_codes_of_a_coding_are_those_on_quotes_and_on_the_study() -> None:
    quoted = Segment("words", "4", (Mark("trust"), Mark("time")))
    assert Coding("a", "berg", "done", (quoted,), (Mark("fear"),), Place("")).codes() == {"trust", "time", "fear"}
    assert Coding("a", "berg", "not-started", (), (), Place("")).codes() == frozenset()


def test_two_marks_are_one_whichever_act_logged_them() -> None:
    assert Mark("trust", event="a-1") == Mark("trust", event="b-2")
    assert Mark("trust") != Mark("trust", "contradicts")


def test_circles_of_codes_are_found() -> None:
    above = {"tail": "b", "b": "c", "c": "b", "own": "own", "below": "own", "free": "gone", "top": ""}
    assert circles(above) == [["b", "c"], ["own"]]


@pytest.mark.parametrize("is_circle", [False, True])
def test_a_chain_of_codes_is_walked_in_linear_time(is_circle: bool) -> None:
    def walk(size: int) -> None:
        above = {f"c{n}": f"c{n + 1}" for n in range(size)}
        assert len(circles({**above, f"c{size}": f"c{size - 1}" if is_circle else ""})) == is_circle

    assert growth(walk, 5_000) < LINEAR
