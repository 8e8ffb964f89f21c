"""From verdicts on pairs to groups of records, without ever joining what a person called different."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reviewkit.dedupe.bulk import uncollected
from reviewkit.model import DuplicateGroup, DuplicateVerdict, in_order
from reviewkit.words import Relation, Verdict

Pair = tuple[str, str]


def standing(verdicts: Iterable[DuplicateVerdict]) -> dict[Pair, DuplicateVerdict]:
    """The verdict that counts for each pair: a person's before the machine's, a person's latest, the machine's first.

    The machine's first answer stays, so that a later version of reviewkit changes no published number by itself, until
    it is told to (`update`).
    """
    chosen: dict[Pair, DuplicateVerdict] = {}
    for verdict in in_order(verdicts):
        pair = (min(verdict.first, verdict.second), max(verdict.first, verdict.second))
        before = chosen.get(pair)
        if before is None or not verdict.machine or (verdict.update and before.machine):
            chosen[pair] = verdict
    return chosen


@uncollected()
def groups(order: Sequence[str], verdicts: Iterable[DuplicateVerdict]) -> tuple[DuplicateGroup, ...]:
    """Every record in exactly one group, groups and their records in the order given.

    Persons' joins come first, then the machine's from the strongest down. A join is left out where it would bring
    together two records that a person called different, directly or through others; one of the machine's also where
    the machine itself called two of them different (an erratum and its article).
    """
    rank = {record: position for position, record in enumerate(order)}
    known = {
        pair: verdict
        for pair, verdict in standing(verdicts).items()
        if pair[0] in rank and pair[1] in rank and verdict.verdict is not Verdict.UNSURE
    }
    different = [(pair, verdict) for pair, verdict in known.items() if verdict.verdict is Verdict.DIFFERENT]
    by_people = _apart(pair for pair, verdict in different if not verdict.machine)
    by_anyone = _apart(pair for pair, verdict in different if not verdict.machine or _keeps_apart(verdict))
    member = {record: record for record in order}
    together = {record: [record] for record in order}
    joins = [(pair, verdict) for pair, verdict in known.items() if verdict.verdict is Verdict.SAME]
    for pair, verdict in sorted(joins, key=lambda item: (bool(item[1].machine), -item[1].score, item[0])):
        one, other = member[pair[0]], member[pair[1]]
        apart = by_anyone if verdict.machine else by_people
        if one == other or _forbidden(together[one], together[other], apart):
            continue
        if len(together[one]) < len(together[other]):
            one, other = other, one
        for record in together[other]:
            member[record] = one
        together[one].extend(together.pop(other))
    found = [tuple(sorted(records, key=rank.__getitem__)) for records in together.values()]
    return tuple(
        DuplicateGroup(records[0], records) for records in sorted(found, key=lambda records: rank[records[0]])
    )


def _keeps_apart(verdict: DuplicateVerdict) -> bool:
    """Whether the machine's "different" holds for a whole chain; "in another place" may be a mistyped page."""
    return verdict.relation is not Relation.REPRINT


def disputed(verdicts: Iterable[DuplicateVerdict]) -> tuple[tuple[DuplicateVerdict, DuplicateVerdict], ...]:
    """Pairs on which two persons' last words differ."""
    last: dict[Pair, dict[str, DuplicateVerdict]] = defaultdict(dict)
    for verdict in in_order(verdicts):
        if not verdict.machine:
            last[min(verdict.first, verdict.second), max(verdict.first, verdict.second)][verdict.by] = verdict
    return tuple(
        (found[0], other)
        for voices in last.values()
        for found in [list(voices.values())]
        for other in found[1:]
        if other.verdict is not found[0].verdict
    )


def _apart(pairs: Iterable[Pair]) -> Mapping[str, set[str]]:
    apart: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        apart[one].add(other)
        apart[other].add(one)
    return apart


def _forbidden(one: list[str], other: list[str], apart: Mapping[str, set[str]]) -> bool:
    return bool(apart) and any(not apart.get(record, set()).isdisjoint(other) for record in one)
