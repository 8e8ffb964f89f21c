"""How far people who judged the same things agree, beyond what chance would give.

Raw agreement, Cohen's kappa (two people), Fleiss' kappa (as many on each unit), Krippendorff's alpha (any number, with
gaps) and Gwet's AC1, each with a 95% interval. Kappa is low where one category is rare, as includes are in screening,
however well people agree (Feinstein & Cicchetti 1990, doi 10.1016/0895-4356(90)90158-L); so raw agreement, prevalence
and AC1 always stand beside it.

Intervals come from a percentile bootstrap of the units, as Zapf et al. 2016 recommend for nominal data (doi
10.1186/s12874-016-0200-9); that of the raw agreement of two people is Wilson's (1927, doi
10.1080/01621459.1927.10502953). The bootstrap draws the table of counts (a multinomial) and not unit by unit, which
gives the same distribution in a thousandth of the time. Its seed is fixed: the same ratings give the same numbers.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

REPLICATES = 1000
_SEED = 1
_Z = 1.959963984540054  # of a 95% interval
_MOST_UNDEFINED = 0.05  # of the replicates; with more, too little varies to say how sure a number is


Unit = TypeVar("Unit", bound=tuple[str, ...])


class Measure(StrEnum):
    """What is measured."""

    RAW = "raw"
    COHEN = "cohen"
    FLEISS = "fleiss"
    KRIPPENDORFF = "krippendorff"
    ORDINAL = "krippendorff-ordinal"
    GWET = "gwet"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A measure with its 95% interval. `value` is None where it is undefined: there is only one category, so nothing
    varies. The interval is None where resampling cannot tell: nobody differed, a category is too rare, or somebody
    never varied."""

    measure: Measure
    value: float | None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far ratings agree. `units` have at least two ratings each; on `alike` of them all ratings are the same.

    `prevalence` is the share of each category among the ratings of these units.
    """

    units: int
    alike: int
    prevalence: Mapping[str, float]
    coefficients: tuple[Coefficient, ...]

    def of(self, measure: Measure) -> Coefficient | None:
        """The coefficient of a measure, if it applies here."""
        return next((one for one in self.coefficients if one.measure is measure), None)


def of_pair(ratings: Iterable[tuple[str, str]], scale: Sequence[str] = ()) -> Agreement:
    """The agreement of two people, from what each said of every unit.

    `scale` puts the categories in order; those that are not in it come after it.
    """
    table = _rarest_first(Counter(ratings))
    categories = _categories(table, scale)
    place = {category: number for number, category in enumerate(categories)}
    pairs = [(place[first], place[second]) for first, second in table]
    patterns = [_counted(pair, len(categories)) for pair in pairs]
    sample = _Sample(patterns, tuple(table.values()))
    found = (
        _raw_of_pairs(sample),
        sample.coefficient(Measure.COHEN, lambda counts: cohen(pairs, counts)),
        sample.coefficient(Measure.GWET, lambda counts: gwet(patterns, counts)),
    )
    return _agreement(sample, categories, found)


def of_group(ratings: Iterable[Collection[str]], scale: Sequence[str] = (), ordinal: bool = False) -> Agreement:
    """The agreement of any number of people, from the ratings that each unit got; who gave which makes no difference.

    Fleiss' kappa is there only where each unit got as many ratings. With `ordinal`, alpha also comes with the distances
    of `scale` as an order.
    """
    table = _rarest_first(Counter(tuple(sorted(unit)) for unit in ratings if unit))
    categories = _categories(table, scale)
    place = {category: number for number, category in enumerate(categories)}
    patterns = [_counted([place[rating] for rating in unit], len(categories)) for unit in table]
    sample = _Sample(patterns, tuple(table.values()))
    found = [sample.coefficient(Measure.RAW, lambda counts: raw(patterns, counts))]
    if len({sum(pattern) for pattern in patterns}) == 1:
        found.append(sample.coefficient(Measure.FLEISS, lambda counts: fleiss(patterns, counts)))
    found.append(sample.coefficient(Measure.KRIPPENDORFF, lambda counts: krippendorff(patterns, counts)))
    if ordinal:
        found.append(sample.coefficient(Measure.ORDINAL, lambda counts: krippendorff(patterns, counts, True)))
    found.append(sample.coefficient(Measure.GWET, lambda counts: gwet(patterns, counts)))
    return _agreement(sample, categories, tuple(found))


def _rarest_first(table: Mapping[Unit, int]) -> dict[Unit, int]:
    """A table of counts in an order that is the same for the same counts, so that samples of one size can share what
    chance makes of them."""
    return dict(sorted(table.items(), key=lambda entry: (entry[1], entry[0])))


def _categories(units: Iterable[Iterable[str]], scale: Sequence[str]) -> list[str]:
    """The categories that were used: those of the scale in its order, then others."""
    used = {rating for unit in units for rating in unit}
    return [one for one in scale if one in used] + sorted(used - set(scale))


Pattern = tuple[int, ...]  # how many ratings of each category a unit got


def _counted(ratings: Iterable[int], categories: int) -> Pattern:
    counts = Counter(ratings)
    return tuple(counts[number] for number in range(categories))


def _agreement(sample: "_Sample", categories: Sequence[str], found: tuple[Coefficient, ...]) -> Agreement:
    totals = [0] * len(categories)
    for pattern, count in sample.comparable():
        for number, ratings in enumerate(pattern):
            totals[number] += ratings * count
    everything = sum(totals)
    return Agreement(
        units=sum(count for _, count in sample.comparable()),
        alike=sum(count for pattern, count in sample.comparable() if max(pattern) == sum(pattern)),
        prevalence={
            category: total / everything
            for category, total in zip(categories, totals, strict=True)
            if everything and total
        },
        coefficients=found,
    )


def _raw_of_pairs(sample: "_Sample") -> Coefficient:
    """The raw agreement of two people, with Wilson's interval."""
    value = raw(sample.patterns, sample.counts)
    units = sum(sample.counts)
    return Coefficient(Measure.RAW, value, None if value is None else wilson(value, units))


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95% score interval of a share of n (Wilson 1927)."""
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return max(0.0, middle - half), min(1.0, middle + half)


# --- the coefficients: of the patterns of units, and how many units have each pattern ---------------------------------


def raw(patterns: Sequence[Pattern], counts: Sequence[int]) -> float | None:
    """The share of pairs of ratings of one unit that are alike, averaged over units; None where no unit has two."""
    units = agreeing = 0.0
    for pattern, count in zip(patterns, counts, strict=True):
        ratings = sum(pattern)
        if ratings > 1:
            units += count
            agreeing += count * sum(n * (n - 1) for n in pattern) / (ratings * (ratings - 1))
    return agreeing / units if units else None


def cohen(pairs: Sequence[tuple[int, int]], counts: Sequence[int]) -> float | None:
    """Cohen's kappa of two people (Cohen 1960, doi 10.1177/001316446002000104), from the category that each gave."""
    units = sum(counts)
    if not units:
        return None
    size = 1 + max(max(pair) for pair in pairs)
    first, second = [0] * size, [0] * size
    alike = 0
    for (left, right), count in zip(pairs, counts, strict=True):
        first[left] += count
        second[right] += count
        alike += count if left == right else 0
    by_chance = sum(left * right for left, right in zip(first, second, strict=True))
    return _beyond(alike * units, by_chance, units * units)


def fleiss(patterns: Sequence[Pattern], counts: Sequence[int]) -> float | None:
    """Fleiss' kappa (Fleiss 1971, doi 10.1037/h0031619), where each unit got as many ratings."""
    observed = raw(patterns, counts)
    shares = _shares(patterns, counts)
    if observed is None or sum(share > 0 for share in shares) < 2:
        return None
    return _beyond(observed, sum(share**2 for share in shares), 1)


def gwet(patterns: Sequence[Pattern], counts: Sequence[int]) -> float | None:
    """Gwet's AC1 (Gwet 2008, doi 10.1348/000711006X126600), with gaps as in Gwet 2014, chapter 2.

    A unit with one rating counts for the prevalence alone. Categories are those that anybody used.
    """
    observed = raw(patterns, counts)
    shares = _shares(patterns, counts)
    if observed is None or sum(share > 0 for share in shares) < 2:
        return None
    return _beyond(observed, sum(share * (1 - share) for share in shares) / (len(shares) - 1), 1)


def krippendorff(patterns: Sequence[Pattern], counts: Sequence[int], ordinal: bool = False) -> float | None:
    """Krippendorff's alpha from the coincidences of ratings (Krippendorff 2011, "Computing Krippendorff's
    alpha-reliability"), nominal, or ordinal with the categories in their order."""
    size = len(patterns[0]) if patterns else 0
    coincidences = [[0.0] * size for _ in range(size)]
    for pattern, count in zip(patterns, counts, strict=True):
        ratings = sum(pattern)
        if ratings < 2 or not count:
            continue
        for left, n in enumerate(pattern):
            for right, m in enumerate(pattern):
                coincidences[left][right] += count * n * (m - (left == right)) / (ratings - 1)
    totals = [sum(row) for row in coincidences]
    differing = expected = 0.0
    for left in range(size):
        for right in range(left):
            distance = _ordinal_distance(totals, right, left) if ordinal else 1.0
            differing += coincidences[left][right] * distance
            expected += totals[left] * totals[right] * distance
    return 1 - (sum(totals) - 1) * differing / expected if expected else None


def _ordinal_distance(totals: Sequence[float], low: int, high: int) -> float:
    """How far two categories of an order are apart: by the ratings that lie between them, squared."""
    return (sum(totals[low : high + 1]) - (totals[low] + totals[high]) / 2) ** 2


def _shares(patterns: Sequence[Pattern], counts: Sequence[int]) -> list[float]:
    """The share of each category: within each unit, averaged over units."""
    units = sum(count for pattern, count in zip(patterns, counts, strict=True) if any(pattern))
    totals = [0.0] * (len(patterns[0]) if patterns else 0)
    for pattern, count in zip(patterns, counts, strict=True):
        ratings = sum(pattern)
        for number, n in enumerate(pattern):
            if n:
                totals[number] += count * n / ratings
    return [total / units for total in totals] if units else totals


def _beyond(observed: float, by_chance: float, whole: float) -> float | None:
    """The part of what chance leaves that people agreed on; None where chance leaves nothing."""
    return (observed - by_chance) / (whole - by_chance) if by_chance < whole else None


# --- intervals ------------------------------------------------------------------------------------------------------


class _Sample:
    """The patterns of units, how many units have each, and what chance makes of these counts."""

    def __init__(self, patterns: Sequence[Pattern], counts: tuple[int, ...]) -> None:
        self.patterns, self.counts = patterns, counts

    def comparable(self) -> Iterator[tuple[Pattern, int]]:
        """The patterns with two ratings or more."""
        return ((one, count) for one, count in zip(self.patterns, self.counts, strict=True) if sum(one) > 1)

    def coefficient(self, measure: Measure, statistic: Callable[[Sequence[int]], float | None]) -> Coefficient:
        """A measure of the counts, with its bootstrap interval."""
        value = statistic(self.counts)
        if value is None or all(max(one) == sum(one) for one in self.patterns):
            return Coefficient(measure, value)
        replicates = _replicates(self.counts)
        found = [(statistic(counts), times) for counts, times in replicates.items()]
        return Coefficient(measure, value, _middle([(one, times) for one, times in found if one is not None]))


def _middle(values: list[tuple[float, int]]) -> tuple[float, float] | None:
    """The middle 95% of values, each with how often it came; None where too many replicates had none, or all the same
    one."""
    ordered = [value for value, times in sorted(values) for _ in range(times)]
    if len(ordered) < REPLICATES * (1 - _MOST_UNDEFINED):
        return None
    low, high = _quantile(ordered, 0.025), _quantile(ordered, 0.975)
    return (low, high) if low < high else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    return ordered[low] + (ordered[min(low + 1, len(ordered) - 1)] - ordered[low]) * (place - low)


@lru_cache(maxsize=64)  # the measures of one sample; and blocks of 100 units often have the same counts
def _replicates(counts: tuple[int, ...]) -> Counter[tuple[int, ...]]:
    """What counts can become by chance, and how often each came."""
    return Counter(_resampled(counts, REPLICATES))


def _resampled(counts: Sequence[int], times: int) -> Iterator[tuple[int, ...]]:
    """The counts of as many units drawn with replacement, this many times: a multinomial, one binomial at a time."""
    chance = random.Random(_SEED)
    for _ in range(times):
        left, units = sum(counts), sum(counts)
        drawn = []
        for count in counts:
            n = left if count == units else _binomial(chance, left, count / units)
            drawn.append(n)
            left, units = left - n, units - count
        yield tuple(drawn)


def _binomial(chance: random.Random, n: int, p: float) -> int:
    """How many of n succeed, each with probability p: exact, by waiting times where few do, else by BTRS (Hörmann 1993,
    doi 10.1080/00949659308811496). Python has this from 3.12 on."""
    if p > 0.5:
        return n - _binomial(chance, n, 1 - p)
    return _few(chance, n, p) if n * p < 10 else _many(chance, n, p)


def _few(chance: random.Random, n: int, p: float) -> int:
    successes = tried = 0
    scale = math.log2(1 - p) if p else 0.0
    while scale:
        tried += math.floor(math.log2(1 - chance.random()) / scale) + 1
        if tried > n:
            break
        successes += 1
    return successes


def _many(chance: random.Random, n: int, p: float) -> int:
    spread = math.sqrt(n * p * (1 - p))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * p
    alpha = (2.83 + 5.1 / b) * spread
    mode = math.floor((n + 1) * p)
    height = math.lgamma(mode + 1) + math.lgamma(n - mode + 1)
    while True:
        u = chance.random() - 0.5
        room = 0.5 - abs(u)
        if room == 0:
            continue
        k = math.floor((2 * a / room + b) * u + n * p + 0.5)
        v = chance.random()
        if not 0 <= k <= n:
            continue
        if room >= 0.07 and v <= 0.92 - 4.2 / b:
            return k
        likely = height - math.lgamma(k + 1) - math.lgamma(n - k + 1) + (k - mode) * math.log(p / (1 - p))
        if math.log(v * alpha / (a / room**2 + b) or 5e-324) <= likely:
            return k
