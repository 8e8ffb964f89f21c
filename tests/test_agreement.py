"""Coefficients of agreement against the published examples, and against their definitions worked out another way."""

import random
from collections import Counter
from fractions import Fraction
from itertools import permutations
from statistics import mean, quantiles, variance

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import agreement
from reviewkit.agreement import Agreement, Measure, of_group, of_pair, wilson
from tests.growth import LINEAR, growth


def columns(*rows: str) -> list[list[str]]:
    """The ratings of each unit, from a row per person in which a dot is a gap."""
    return [[rating for rating in unit if rating != "."] for unit in zip(*map(str.split, rows), strict=True)]


FOUR_BY_TWELVE = columns(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
THREE_BY_FIFTEEN = columns(
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
COHEN_1960 = [(88, 14, 18), (10, 40, 10), (2, 6, 12)]
FLEISS_1971 = [
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
]


def pairs_of(table: list[tuple[int, ...]]) -> list[tuple[str, str]]:
    """The pairs of ratings behind a table of two people."""
    return [(str(i), str(j)) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]


def units_of(counts: list[tuple[int, ...]]) -> list[list[str]]:
    """The ratings of units, from how often each category was given."""
    return [[str(category) for category, n in enumerate(row) for _ in range(n)] for row in counts]


def value(found: Agreement, measure: Measure) -> float | None:
    one = found.of(measure)
    assert one is not None
    return one.value


def interval(found: Agreement, measure: Measure) -> tuple[float, float] | None:
    one = found.of(measure)
    assert one is not None
    return one.interval


# --- published examples -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("units", "measure", "published"),
    [
        (FOUR_BY_TWELVE, Measure.KRIPPENDORFF, 0.743),  # Krippendorff 2011, section C
        (FOUR_BY_TWELVE, Measure.ORDINAL, 0.815),
        (THREE_BY_FIFTEEN, Measure.KRIPPENDORFF, 0.691),
        (FOUR_BY_TWELVE, Measure.GWET, 0.77544),  # the package irrCAC, table raw4raters
        (units_of(FLEISS_1971), Measure.FLEISS, 0.2099),
    ],
)
def test_published_coefficients_of_groups(units: list[list[str]], measure: Measure, published: float) -> None:
    places = len(str(published)) - 2
    found = value(of_group(units, ordinal=True), measure)
    assert found is not None
    assert round(found, places) == published


def test_cohen_s_own_example() -> None:
    found = of_pair(pairs_of(COHEN_1960))
    assert value(found, Measure.COHEN) == pytest.approx(0.4915, abs=5e-5)
    assert value(found, Measure.RAW) == pytest.approx(0.70)
    assert (found.units, found.alike) == (200, 140)
    assert found.prevalence == {"0": 0.55, "1": 0.3, "2": 0.15}


def test_the_interval_of_cohen_s_example_is_near_that_of_large_samples() -> None:
    """Cohen 1960 gives the standard error 0.055 for this table."""
    low, high = interval(of_pair(pairs_of(COHEN_1960)), Measure.COHEN) or (0, 0)
    assert (low, high) == (
        pytest.approx(0.4915 - 1.96 * 0.055, abs=0.015),
        pytest.approx(0.4915 + 1.96 * 0.055, abs=0.015),
    )


def test_wilson_s_interval() -> None:
    """Newcombe 1998 (doi 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E), table I."""
    assert wilson(81 / 263, 263) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
    assert wilson(0, 20) == (0, pytest.approx(0.1611, abs=5e-5))
    assert wilson(1, 29) == (pytest.approx(1 - 0.1170, abs=5e-5), 1)


# --- the definitions, worked out another way --------------------------------------------------------------------------

ratings = st.sampled_from(["exclude", "include", "maybe"])
groups = st.lists(st.lists(ratings, min_size=1, max_size=4), min_size=1, max_size=12)
pairs = st.lists(st.tuples(ratings, ratings), min_size=1, max_size=12)
SCALE = ("exclude", "maybe", "include")


def alpha(units: list[list[str]], order: tuple[str, ...] = ()) -> Fraction | None:
    """Krippendorff's alpha from every ordered pair of ratings within units, and of all of them: no table of counts."""
    kept = [unit for unit in units if len(unit) > 1]
    everything = [rating for unit in kept for rating in unit]
    used = Counter(everything)

    def distance(one: str, other: str) -> Fraction:
        if not order:
            return Fraction(one != other)
        low, high = sorted((order.index(one), order.index(other)))
        between = sum(used[category] for category in order[low : high + 1])
        return (between - Fraction(used[one] + used[other], 2)) ** 2 if one != other else Fraction(0)

    within = sum(
        (distance(*pair) / (len(unit) - 1) for unit in kept for pair in permutations(unit, 2)), Fraction(0)
    )
    across = sum((distance(*pair) for pair in permutations(everything, 2)), Fraction(0))
    n = len(everything)
    return 1 - (within / n) / (across / (n * (n - 1))) if across else None


@given(groups)
@settings(max_examples=60)
def test_alpha_is_that_of_all_pairs_of_ratings(units: list[list[str]]) -> None:
    found = of_group(units, SCALE, ordinal=True)
    for measure, order in ((Measure.KRIPPENDORFF, ()), (Measure.ORDINAL, SCALE)):
        wanted = alpha(units, order)
        assert value(found, measure) == (None if wanted is None else pytest.approx(float(wanted)))


@given(pairs)
@settings(max_examples=60)
def test_kappa_is_what_is_left_of_agreement_without_that_of_strangers(given_: list[tuple[str, str]]) -> None:
    """Agreement by chance is that of the first person on one unit with the second on any unit."""
    n = len(given_)
    observed = Fraction(sum(left == right for left, right in given_), n)
    strangers = Fraction(sum(left == right for left, _ in given_ for _, right in given_), n * n)
    wanted = None if strangers == 1 else float((observed - strangers) / (1 - strangers))
    assert value(of_pair(given_), Measure.COHEN) == (None if wanted is None else pytest.approx(wanted))


@given(st.lists(st.lists(ratings, min_size=3, max_size=3), min_size=1, max_size=12))
@settings(max_examples=60)
def test_fleiss_and_gwet_differ_in_what_chance_gives(units: list[list[str]]) -> None:
    found = of_group(units)
    everything = [rating for unit in units for rating in unit]
    share = {one: Fraction(everything.count(one), len(everything)) for one in set(everything)}
    observed = Fraction(
        sum(left == right for unit in units for left, right in permutations(unit, 2)), 6 * len(units)
    )
    if len(share) == 1:
        assert value(found, Measure.FLEISS) is value(found, Measure.GWET) is None
        return
    by_fleiss = sum(p * p for p in share.values())
    by_gwet = sum(p * (1 - p) for p in share.values()) / (len(share) - 1)
    assert value(found, Measure.FLEISS) == pytest.approx(float((observed - by_fleiss) / (1 - by_fleiss)))
    assert value(found, Measure.GWET) == pytest.approx(float((observed - by_gwet) / (1 - by_gwet)))
    assert value(found, Measure.RAW) == pytest.approx(float(observed))


@given(pairs)
@settings(max_examples=40)
def test_two_people_are_a_group_of_two(given_: list[tuple[str, str]]) -> None:
    pair, group = of_pair(given_), of_group(given_)
    assert (pair.units, pair.alike, pair.prevalence) == (group.units, group.alike, group.prevalence)
    for measure in (Measure.RAW, Measure.GWET):
        assert value(pair, measure) == pytest.approx(value(group, measure))


@given(groups, st.randoms())
@settings(max_examples=30)
def test_the_order_of_units_and_of_ratings_makes_no_difference(
    units: list[list[str]], chance: random.Random
) -> None:
    shuffled = [chance.sample(unit, len(unit)) for unit in units]
    chance.shuffle(shuffled)
    one, other = of_group(units), of_group(shuffled)
    assert [(found.measure, pytest.approx(found.value)) for found in one.coefficients] == [
        (found.measure, found.value) for found in other.coefficients
    ]


# --- what is undefined ------------------------------------------------------------------------------------------------


def test_with_one_category_everything_beyond_chance_is_undefined() -> None:
    pair, group = of_pair([("exclude", "exclude")] * 50), of_group([["exclude"] * 3] * 50)
    for found, measures in (
        (pair, (Measure.COHEN, Measure.GWET)),
        (group, (Measure.FLEISS, Measure.KRIPPENDORFF, Measure.GWET)),
    ):
        assert value(found, Measure.RAW) == 1
        assert [(value(found, one), interval(found, one)) for one in measures] == [(None, None)] * len(measures)


def test_one_person_who_never_varies_is_no_better_than_chance() -> None:
    found = of_pair([("exclude", "exclude")] * 9 + [("exclude", "include")])
    assert value(found, Measure.COHEN) == 0
    assert interval(found, Measure.COHEN) is None, "0 to 0 would look certain"


@pytest.mark.parametrize("found", [of_pair([]), of_group([]), of_group([["include"], ["exclude"], []])])
def test_without_a_unit_that_two_people_rated_nothing_is_known(found: Agreement) -> None:
    assert (found.units, found.alike, found.prevalence) == (0, 0, {})
    assert {one.value for one in found.coefficients} == {None}


def test_fleiss_is_left_out_where_units_have_gaps() -> None:
    assert of_group([["a", "b", "a"], ["a", "b"]]).of(Measure.FLEISS) is None
    assert of_group([["a", "b", "a"], ["a", "b", "b"]]).of(Measure.FLEISS) is not None


def test_where_nobody_differed_only_raw_agreement_of_two_has_an_interval() -> None:
    """Resampling units that are all alike gives 1 to 1, which would look certain."""
    found = of_pair([("include", "include")] * 5 + [("exclude", "exclude")] * 45)
    assert value(found, Measure.COHEN) == 1
    assert interval(found, Measure.COHEN) is None
    assert interval(found, Measure.RAW) == (pytest.approx(0.9287, abs=1e-4), 1)


def test_a_category_that_resampling_often_loses_leaves_no_interval() -> None:
    rare = of_pair([("include", "exclude")] + [("exclude", "exclude")] * 49)
    assert value(rare, Measure.COHEN) == 0
    assert interval(rare, Measure.COHEN) is None
    common = of_pair([("include", "exclude")] * 4 + [("include", "include")] * 4 + [("exclude", "exclude")] * 42)
    assert interval(common, Measure.COHEN) is not None


# --- intervals --------------------------------------------------------------------------------------------------------


def test_the_interval_is_that_of_drawing_units_one_by_one() -> None:
    chance = random.Random(7)
    units = [chance.choices(("exclude", "include", "maybe"), (80, 15, 5), k=2) for _ in range(150)]
    units = [[one, one] if chance.random() < 0.8 else [one, other] for one, other in units]
    drawn = [value(_plain(chance.choices(units, k=len(units))), Measure.KRIPPENDORFF) for _ in range(1500)]
    cuts = quantiles([one for one in drawn if one is not None], n=40)
    low, high = interval(of_group(units), Measure.KRIPPENDORFF) or (0, 0)
    assert (low, high) == (pytest.approx(cuts[0], abs=0.03), pytest.approx(cuts[-1], abs=0.03))


def _plain(units: list[list[str]]) -> Agreement:
    """Alpha alone, without the cost of an interval."""
    found = alpha_of(units)
    return Agreement(len(units), 0, {}, (agreement.Coefficient(Measure.KRIPPENDORFF, found),))


def alpha_of(units: list[list[str]]) -> float | None:
    kinds = ("exclude", "include", "maybe")
    table = Counter(tuple(unit.count(kind) for kind in kinds) for unit in units)
    return agreement.krippendorff(list(table), list(table.values()))


def test_the_same_ratings_give_the_same_interval() -> None:
    ratings_ = pairs_of(COHEN_1960)
    assert of_pair(ratings_) == of_pair(ratings_)


@pytest.mark.parametrize(("n", "p"), [(5, 0.3), (40, 0.1), (200, 0.04), (100, 0.5), (1000, 0.3), (90_000, 0.97)])
def test_a_binomial_has_its_mean_and_its_variance(n: int, p: float) -> None:
    chance = random.Random(3)
    drawn = [agreement._binomial(chance, n, p) for _ in range(4000)]
    assert min(drawn) >= 0
    assert max(drawn) <= n
    assert mean(drawn) == pytest.approx(n * p, abs=4 * (n * p * (1 - p) / 4000) ** 0.5)
    assert variance(drawn) == pytest.approx(n * p * (1 - p), rel=0.12)


@pytest.mark.parametrize(("p", "drawn"), [(0.0, 0), (1.0, 50)])
def test_a_binomial_that_cannot_vary(p: float, drawn: int) -> None:
    assert {agreement._binomial(random.Random(1), 50, p) for _ in range(20)} == {drawn}


def test_a_replicate_has_as_many_units() -> None:
    counts = (900, 60, 3, 0, 37)
    drawn = list(agreement._resampled(counts, 200))
    assert {sum(one) for one in drawn} == {1000}
    assert {one[3] for one in drawn} == {0}
    for place, count in enumerate(counts):
        assert mean(one[place] for one in drawn) == pytest.approx(count, abs=0.02 * 1000)


def test_the_time_of_many_ratings_grows_with_their_number_alone() -> None:
    chance = random.Random(5)

    def compare(count: int) -> None:
        ratings_ = [
            (one, one if chance.random() < 0.9 else "maybe")
            for one in chance.choices(("exclude", "include", "maybe"), (90, 8, 2), k=count)
        ]
        assert of_pair(ratings_).units == count

    assert growth(compare, 10_000) < LINEAR
