"""In which order a reviewer gets the reports that wait for them: all of one stage before the next stage's."""

import bisect
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from operator import itemgetter

from reviewkit.model import Protocol, Record
from reviewkit.normalize import folded
from reviewkit.words import Order, Stage

Item = tuple[str, Stage]
Rank = tuple[int | str, int]
Ranks = Mapping[str, Rank]


def ranks(order: Order, reviewer: str, seed: int, reports: Iterable[str], records: Mapping[str, Record]) -> Ranks:
    """The place of every report in an order; `reports` are in that of their sources, which decides where all else is
    equal. Texts are read only for the orders that need them."""
    by: dict[Order, Callable[[str], int | str]] = {
        Order.RANDOM: lambda report: _drawn(seed, reviewer, report),
        Order.SOURCE: lambda report: 0,
        Order.YEAR: lambda report: _newest_first(records[report].year),
        Order.TITLE: lambda report: folded(records[report].title),
    }
    of = by[order]
    return {report: (of(report), number) for number, report in enumerate(reports)}


def _drawn(seed: int, reviewer: str, report: str) -> int:
    """A number that every computer draws alike for a reviewer and a report, whatever else is in the review."""
    return int.from_bytes(blake2b(f"{seed} {reviewer} {report}".encode(), digest_size=8).digest())


def _newest_first(year: int | None) -> int:
    """A year as a rank; where it is not known the report comes last."""
    return -year if year else 1


def ordered(waiting: Iterable[Item], protocol: Protocol, ranks: Ranks) -> tuple[Item, ...]:
    """What waits for a reviewer, stage by stage, each in the order of the ranks."""
    return tuple(sorted(waiting, key=_place(protocol.stage_list(), ranks)))


def after(
    queue: Sequence[Item], changed: Collection[str], waiting: Iterable[Item], protocol: Protocol, ranks: Ranks
) -> tuple[Item, ...]:
    """A queue after some reports changed; `waiting` are those of them that wait now. Nothing is sorted again."""
    place = _place(protocol.stage_list(), ranks)
    kept = [item for item in queue if item[0] not in changed]
    for item in waiting:
        bisect.insort(kept, item, key=place)
    return tuple(kept)


def _place(stages: Sequence[Stage], ranks: Ranks) -> Callable[[Item], tuple[int, Rank]]:
    number_of = {stage: number for number, stage in enumerate(stages)}
    return lambda item: (number_of[item[1]], ranks[item[0]])


def at_stage(queue: Iterable[Item], stage: Stage | None) -> tuple[Item, ...]:
    """The part of a queue at one stage; all of it where none is named."""
    return tuple(item for item in queue if stage is None or item[1] == stage)


def counts(queue: Iterable[Item]) -> dict[Stage, int]:
    """How many reports wait at each stage."""
    return dict(Counter(map(itemgetter(1), queue)))
