"""What a line of a search makes of earlier lines, in the notations of the databases."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.search_expression import Bounds, bounds_of, names_lines

HITS: dict[str, int | None] = {"1": 100, "2": 50, "3": 7, "4": None}
ANY = (0, 10**18)


def bounds(query: str, is_ovid: bool = False, of: tuple[str, ...] = ()) -> tuple[int, int]:
    found, unknown = bounds_of(query, HITS, of, is_ovid)
    assert unknown == ()
    return found.low, found.high


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("S1 AND S2", (0, 50)),
        ("s1 or s2", (100, 150)),
        ("#1 NOT #2", (50, 100)),
        ("#2 NOT #1", (0, 50)),
        ("#1 NOT #2 NOT #3", (0, 100)),
        ("#1 AND #2 NOT #3", (0, 50)),
        ("(S1 OR S2) AND S3", (0, 7)),
        ("((#1) AND (#2))", (0, 50)),
        ("[S1] AND [S2]", (0, 50)),
        ("# 1 AND # 3", (0, 7)),
        ("1 or 2", (100, 150)),
        ("{OR #1-#3}", (100, 157)),
        ("S1", (100, 100)),
        ("S1 OR S4", (100, 10**18)),
        ("S1 AND nurse*", (0, 100)),
        ("S1 OR nurse*", (100, 10**18)),
        ("nurse* NOT S3", ANY),
        ("S1 AND S2 OR S3", ANY),  # which of the two comes first differs between databases
        ('"S9" OR nurse', ANY),
        ("TI ( S9 OR nurse* )", ANY),
        ("(S9 OR nurse*).ti.", ANY),
        ("S9* OR S12a", ANY),
        ("2018", ANY),
        ("AND", ANY),
        ("", ANY),
    ],
)
def test_the_hits_of_a_line_lie_between_those_that_its_operators_allow(
    query: str, expected: tuple[int, int]
) -> None:
    assert bounds(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("or/1-3", (100, 157)),
        ("and/1,3", (0, 7)),
        ("3 and english.lg.", (0, 7)),
        ('limit 3 to yr="2018 - 2023"', (0, 7)),
        ("type 9 or 8 diabetes", ANY),
        ("(8 or 9).ti.", ANY),
    ],
)
def test_numbers_alone_are_lines_in_ovid(query: str, expected: tuple[int, int]) -> None:
    assert bounds(query, is_ovid=True) == expected


def test_lines_from_1000_on_are_named_and_years_are_not() -> None:
    known: dict[str, int | None] = {str(number): number for number in range(1, 1_100)}
    for query, low, high in (
        ("S1005 AND S1", 0, 1),
        ("#1005 OR #3", 1005, 1008),
        ("1005 or 3", 1005, 1008),
        ("limit 1005 to english", 0, 1005),
        ("{OR #1-#1005}", 1005, sum(range(1, 1_006))),
        ("3 and 2018", 0, 3),
        ("3 and 2018-2023", 0, 3),
    ):
        assert bounds_of(query, known, (), is_ovid=True) == (Bounds(low, high), ()), query
    assert bounds_of("S1 AND S1005", HITS)[1] == ("1005",)
    assert bounds_of("3 and 2018", HITS, (), is_ovid=True) == (Bounds(0, 7), ())


@pytest.mark.parametrize(
    ("query", "expected"), [("AND, title", (0, 50)), ("OR", (100, 150)), ("", (0, 50)), ("Europe", (0, 50))]
)
def test_lines_that_the_log_names_are_joined_by_the_word_that_the_query_begins_with(
    query: str, expected: tuple[int, int]
) -> None:
    assert bounds(query, of=("1", "2")) == expected


@pytest.mark.parametrize(
    ("query", "unknown"),
    [("S1 AND S9", ("9",)), ("#9 OR #9 OR #12", ("9", "12")), ("1 or 8", ("8",)), ("limit 9 to english", ("9",))],
)
def test_lines_that_are_not_above_are_named_once(query: str, unknown: tuple[str, ...]) -> None:
    assert bounds_of(query, HITS)[1] == unknown


EXPRESSIONS = st.recursive(
    st.integers(1, 5).map(lambda at: f"S{at}"),
    lambda inner: st.tuples(st.sampled_from(["AND", "OR", "NOT"]), inner, inner).map(
        lambda parts: f"({parts[1]} {parts[0]} {parts[2]})"
    ),
    max_leaves=8,
)


@given(st.lists(st.frozensets(st.integers(0, 30)), min_size=5, max_size=5), EXPRESSIONS)
def test_the_true_number_of_hits_is_always_within_the_bounds(found: list[frozenset[int]], query: str) -> None:
    """Of sets of records, joined as the query says."""
    python = query.replace("AND", "&").replace("OR", "|").replace("NOT", "-")
    python = re.sub(r"S(\d)", lambda match: f"found[{int(match[1]) - 1}]", python)
    truth = len(eval(python, {"found": found}))
    hits = {str(at): len(one) for at, one in enumerate(found, start=1)}
    within, unknown = bounds_of(query, hits)
    assert unknown == ()
    assert within.low <= truth <= within.high


@given(st.text(alphabet="S#123 ()[]{}\"'andorNOT/-*.", max_size=60), st.booleans())
def test_no_query_stops_the_reader(query: str, is_ovid: bool) -> None:
    within, _ = bounds_of(query, HITS, (), is_ovid)
    assert within.low >= 0


def test_a_query_names_lines_or_searches_for_terms_alone() -> None:
    assert names_lines("S1 AND home")
    assert names_lines("1 or 2")
    assert not names_lines("nurse* AND home")
    assert not names_lines("")


@pytest.mark.parametrize(
    ("begin", "one", "between"),
    [("", "#1-#999", " OR "), ("or/", "1-999", ",")],
    ids=["ranges", "a list of ranges"],
)
def test_of_ranges_that_name_millions_of_lines_only_is_said_which_are_not_there(
    begin: str, one: str, between: str
) -> None:
    known = {str(number): 1 for number in range(1, 900)}
    within, unknown = bounds_of(begin + between.join([one] * 3), known)
    assert (within.low, len(unknown)) == (1, 100)
    many = begin + between.join([one] * 5_000)
    assert bounds_of(many, known) == (Bounds(), unknown)
    assert names_lines(many)
