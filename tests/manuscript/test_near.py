"""Which surnames are one, and which may be misprints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.manuscript.near import distance, is_slip, near_name, same_name


@pytest.mark.parametrize(
    ("first", "second"), [("Sørly", "Sorly"), ("Clarkes", "Clarke"), ("De Roo", "Roo"), ("van Dijk", "Dijk")]
)
def test_spellings_of_one_name(first: str, second: str) -> None:
    assert same_name(first, second)


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("Bødtker", "Bødker", True),
        ("Johannesen", "Johannessen", True),
        ("Lundham", "Lundman", False),
        ("Berg", "Borg", False),
        ("Sundler", "Sundler", False),
        ("Delgado", "Deglado", True),
    ],
)
def test_a_letter_makes_a_misprint_of_longer_names_only(first: str, second: str, near: bool) -> None:
    assert near_name(first, second) is near


def test_a_co_author_allows_two_letters() -> None:
    assert near_name("Lundham", "Lundman", 2)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_the_distance_is_the_same_both_ways_and_none_between_equals(one: str, other: str) -> None:
    assert distance(one, other, 3) == distance(other, one, 3)
    assert (distance(one, other, 3) == 0) is (one == other)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Søly", "Sørly", True),
        ("Boilstin", "Bielsten", True),
        ("Berg", "Borg", True),  # only where the other is written often: is_slip says no more
        ("Ree", "Lee", False),
        ("Moe", "Mo", False),
        ("Sørly", "Sørly", False),
    ],
)
def test_a_slip_of_a_name(one: str, other: str, is_one: bool) -> None:
    assert is_slip(one, other) is is_one
