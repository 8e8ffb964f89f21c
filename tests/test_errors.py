"""A problem is a value with a place; a stop is an exception that is said and nothing else."""

import dataclasses

import pytest

from reviewkit.errors import Level, Place, PlacedError, Problem, ReviewkitError
from reviewkit.words import Message, message


def test_a_place_is_written_as_editors_read_it() -> None:
    assert str(Place("review.yaml", 3)) == "review.yaml:3"
    assert str(Place("review.yaml")) == "review.yaml"


def test_a_file_cannot_be_called_as_we_would_speak() -> None:
    assert str(Place("x\nreview.yaml:1: error", 2)) == "x\ufffdreview.yaml:1: error:2"


def test_a_problem_is_its_place_and_its_sentence() -> None:
    assert str(Problem(Place("a.yaml", 3), "title is missing")) == "a.yaml:3: title is missing"
    assert Problem(Place("a"), "x").level is Level.WARNING


def test_problems_stand_in_the_order_of_files_and_lines() -> None:
    places = [Place("b", 1), Place("a", 10), Place("a", 2), Place("a")]
    problems = [Problem(place, "x") for place in places]
    assert [str(problem.place) for problem in sorted(problems)] == ["a", "a:2", "a:10", "b:1"]


def test_problems_are_values() -> None:
    one, other = (Problem(Place("a", 1), "x", Level.NOTE, "c") for _ in range(2))
    assert one == other
    assert len({one, other}) == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.message = "y"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.place.line = 2  # type: ignore[misc]


def test_the_levels_are_three_words() -> None:
    assert [level.value for level in Level] == ["note", "warning", "error"]
    assert f"{Level.ERROR}: x" == "error: x"


def test_a_stop_says_what_it_was_given() -> None:
    error = ReviewkitError("a.yaml: do this next.")
    assert str(error) == "a.yaml: do this next."
    assert not isinstance(error, OSError)


def test_what_an_error_and_a_problem_say_can_be_said_in_another_language() -> None:
    said = message("title is missing")
    for text in (str(Problem(Place("a.yaml", 3), said)), str(PlacedError(Place("a.yaml", 3), said))):
        assert text == "a.yaml:3: title is missing"
        assert isinstance(text, Message)
        assert isinstance(text.values["said"], Message)
    assert isinstance(str(ReviewkitError(said)), Message)


def test_an_error_at_a_place_keeps_the_place_apart() -> None:
    error = PlacedError(Place("a.yaml", 3), "title is missing")
    assert (error.place, error.said) == (Place("a.yaml", 3), "title is missing")
    assert isinstance(error, ReviewkitError)
