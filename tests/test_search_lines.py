"""The lines of a search are held against each other."""

import pytest

from reviewkit.errors import Level, Place
from reviewkit.model import Element, Framework, QueryLine, Source
from reviewkit.search_lines import is_narrowed, problems
from tests.growth import is_linear

PCC = Framework("PCC", (Element("population"), Element("concept")))


def line(query: str, hits: int | None = None, **known: object) -> QueryLine:
    return QueryLine("", query, hits, **known)  # type: ignore[arg-type]


def said(
    *lines: QueryLine, hits: int | None = None, platform: str = "", framework: Framework | None = None
) -> list[str]:
    return [
        one.message
        for one in problems([Source("cinahl", "CINAHL", lines=lines, hits=hits, platform=platform)], framework)
    ]


def test_lines_that_fit_are_no_problem() -> None:
    assert said(line("nurse*", 100), line("home", 50), line("S1 AND S2", 7), line("S1 OR S2", 143), hits=143) == []


def test_a_line_with_more_hits_than_its_parts_is_reported_at_its_place() -> None:
    place = Place("searches.yaml", 9)
    source = Source("cinahl", "CINAHL", lines=(line("a", 5), line("b", 9), line("S1 AND S2", 6, place=place)))
    (problem,) = problems([source])
    assert problem.message == (
        "cinahl: line 3 has 6 hits, but the lines that it joins or narrows allow at most 5. Compare both with the "
        "search history"
    )
    assert (problem.place, problem.level, problem.code) == (place, Level.WARNING, "search-line")


def test_a_line_with_fewer_hits_than_one_of_its_parts_is_reported() -> None:
    assert said(line("a", 5), line("b", 9), line("S1 OR S2", 8)) == [
        "cinahl: line 3 has 8 hits, but the lines that it joins have at least 9. Compare both with the search history"
    ]


@pytest.mark.parametrize(
    ("limits", "count"),
    [("Published Date 2018-", 0), ("Search modes - Boolean", 1), ("Expanders - x; Limiters - y", 0)],
)
def test_a_line_with_limits_of_its_own_may_have_fewer(limits: str, count: int) -> None:
    assert len(said(line("a", 5), line("b", 9), line("S1 OR S2", 8, limits=limits))) == count
    assert is_narrowed(line("", limits=limits)) is not bool(count)


def test_a_line_that_names_one_below_it_is_reported() -> None:
    assert said(
        line("S2 AND x", 1, number="S1"), line("a", 5, number="S2"), line("S1 AND S2", 1, number="S3")
    ) == ["cinahl: line S1 names line 2, which is not above it"]


def test_lines_are_called_by_their_numbers_else_by_their_place() -> None:
    lines = (line("a", 5, number="S4"), line("b", 9), line("S4 AND S2", 6))
    assert said(*lines)[0].startswith("cinahl: line 3 has 6 hits")
    assert said(line("a", number="S1"), line("b", number="#1")) == ["cinahl: two lines have the number 1"]


def test_lines_whose_hits_nobody_states_allow_any() -> None:
    assert said(line("a"), line("b", 9), line("S1 OR S2", 99), line("S1 AND S2")) == []


def test_numbers_alone_are_lines_in_ovid() -> None:
    lines = (line("exp Nurses/", 5), line("1 and english.lg.", 9))
    assert said(*lines) == []
    assert len(said(*lines, platform="Ovid")) == 1


def test_lines_that_the_log_names_count_where_the_query_does_not() -> None:
    assert said(line("OR", 5), line("AND", 3, of=("1",)), line("Europe", 4, of=("2",))) == [
        "cinahl: line 3 has 4 hits, but the lines that it joins or narrows allow at most 3. Compare both with the "
        "search history"
    ]


def test_the_last_line_has_the_hits_of_the_search() -> None:
    assert said(line("a", 5), line("b", 9), hits=8) == [
        "cinahl: the search has 8 hits, but its last line has 9. Leave out lines that were run after the exported one, "
        "or correct `hits`"
    ]
    assert said(line("a", 5), line("b"), hits=8) == []


def test_an_element_that_the_framework_does_not_have_is_reported() -> None:
    source = Source("cinahl", "CINAHL", lines=(line("a", element="population"), line("b", element="context")))
    (problem,) = problems([source], PCC)
    assert problem.code == "search-element"
    assert problem.message == (
        "cinahl: the framework in review.yaml has no element 'context'. It has: population, concept"
    )
    assert len(problems([source])) == 2


def test_the_time_grows_with_the_number_of_lines() -> None:
    def checked(size: int) -> None:
        assert said(*(line(f"nurse{n}" if n % 9 else "#1 AND #2", 5) for n in range(size)), hits=5) == [
            "cinahl: line 1 names line 1, which is not above it",
            "cinahl: line 1 names line 2, which is not above it",
        ]

    assert is_linear(checked, 1_000, done=0.02)
