"""YAML of people: values stay text, and what is not understood is a problem with its line."""

import pytest

from reviewkit.errors import Problem, ReviewkitError
from reviewkit.store.yaml_section import Section, parse_section
from reviewkit.words import Stages


def parsed(text: str) -> tuple[Section, list[Problem]]:
    problems: list[Problem] = []
    return parse_section(text, "x.yaml", problems), problems


def test_norway_stays_norway_and_versions_keep_their_zero() -> None:
    top, problems = parsed("country: NO\nversion: 1.10\non: yes\ndate: 2023-05-02\nempty:\nnothing: null\n")
    assert [top.text(key) for key in ("country", "version", "on", "date", "empty", "nothing")] == [
        "NO",
        "1.10",
        "yes",
        "2023-05-02",
        "",
        "",
    ]
    assert problems == []


def test_a_misspelt_key_is_told_with_its_line_and_a_suggestion() -> None:
    top, problems = parsed("title: x\nstagse: two\n")
    top.text("title"), top.text("stages")
    top.done()
    assert str(problems[0]) == "x.yaml:2: unknown key 'stagse'; did you mean 'stages'?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stages: three\n", "x.yaml:1: stages is 'three'; it can be: one, two"),
        ("stages: [one]\n", "x.yaml:1: stages should be one value, not a list or a mapping"),
    ],
)
def test_a_wrong_word_is_told_with_the_right_ones(text: str, said: str) -> None:
    top, problems = parsed(text)
    assert top.choice("stages", Stages, Stages.TWO) is Stages.TWO
    assert [str(problem) for problem in problems] == [said]


@pytest.mark.parametrize(("written", "number"), [("1502", 1502), ("1 502", 1502), ("1,502", 1502), ("0", 0)])
def test_numbers_are_read_as_people_write_them(written: str, number: int) -> None:
    assert parsed(f"n: '{written}'\n")[0].integer("n") == number


@pytest.mark.parametrize("written", ["-3", "1.5", "many", "1e3", "²"])
def test_what_is_no_whole_number_is_a_problem(written: str) -> None:
    top, problems = parsed(f"n: '{written}'\n")
    assert top.integer("n") is None
    assert "whole number" in problems[0].message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1\n", "x.yaml:2: this is not YAML"),
        ("\tb: 1\n", "x.yaml:1: this is not YAML"),
        ("- a\n", "the file should be a mapping"),
        ("a: &x 1\nb: *x\n", "aliases"),
        ("a: &x [*x]\n", "aliases"),
    ],
)
def test_what_is_no_yaml_stops_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ReviewkitError, match=said.replace("(", r"\(").replace("*", r"\*")):
        parsed(text)


def test_a_key_that_stands_twice_is_a_problem() -> None:
    _, problems = parsed("a: 1\na: 2\n")
    assert str(problems[0]) == "x.yaml:2: the key 'a' stands twice; only the first is read"


def test_nested_problems_name_the_path_of_the_key() -> None:
    top, problems = parsed("search:\n  hits: lots\n")
    section = top.section("search")
    assert section is not None
    section.integer("hits")
    assert str(problems[0]) == "x.yaml:2: search.hits should be a whole number, not 'lots'"


def test_billions_of_laughs_are_not_laughed() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
    )
    with pytest.raises(ReviewkitError, match="aliases"):
        parsed(bomb)
