"""From verdicts on pairs to groups of records, never joining what a person called different."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reviewkit.gc_pause import gc_paused
from reviewkit.model import DuplicateGroup, DuplicateVerdict, in_order
from reviewkit.words import Relation, Verdict

Pair = tuple[str, str]  # two ids, in the order of the alphabet


def standing(verdicts: Iterable[DuplicateVerdict]) -> dict[Pair, DuplicateVerdict]:
    """The verdict that counts for each pair: a person's latest, or where no person has answered, reviewkit's first.

    reviewkit's first answer stays in effect, so that a later version does not change a published number by itself, only
    when somebody asks for it (`update`).
    """
    chosen: dict[Pair, DuplicateVerdict] = {}
    for verdict in in_order(verdicts):
        first, second = verdict.first, verdict.second
        pair = (first, second) if first <= second else (second, first)
        before = chosen.get(pair)
        if before is None or not verdict.tool_version or (verdict.update and before.tool_version):
            chosen[pair] = verdict
    return chosen


@gc_paused()
def groups(order: Sequence[str], verdicts: Iterable[DuplicateVerdict]) -> tuple[DuplicateGroup, ...]:
    """As groups_joined, of all verdicts that were given."""
    return groups_joined(order, standing(verdicts))


@gc_paused()
def groups_joined(order: Sequence[str], counting: Mapping[Pair, DuplicateVerdict]) -> tuple[DuplicateGroup, ...]:
    """Every record in exactly one group, groups and their records in the order given; `counting` are the verdicts that
    are standing.

    Joins by people come first, then reviewkit's, from the highest score down. A join is left out where it would bring
    together two records that a person called different, directly or through others; one of reviewkit's also where
    reviewkit itself called two of them different (an erratum and its article).
    """
    rank = {record: position for position, record in enumerate(order)}
    here = [(pair, verdict) for pair, verdict in counting.items() if pair[0] in rank and pair[1] in rank]
    by_people = [
        pair for pair, verdict in here if not verdict.tool_version and verdict.verdict is Verdict.DIFFERENT
    ]
    separate_by_people = _separate(by_people)
    separate_by_anyone = _separate(
        [*by_people, *(pair for pair, verdict in here if verdict.tool_version and _separates_chains(verdict))]
    )
    joins = [(pair, verdict) for pair, verdict in here if verdict.verdict is Verdict.SAME]
    # Most records are in no join: each is a report of its own, and nothing is held of it.
    group_of = {record: record for pair, _ in joins for record in pair}
    members = {record: [record] for record in group_of}
    for pair, verdict in sorted(joins, key=lambda join: (bool(join[1].tool_version), -join[1].score, join[0])):
        larger, smaller = group_of[pair[0]], group_of[pair[1]]
        separate = separate_by_anyone if verdict.tool_version else separate_by_people
        if larger == smaller or _any_separate(members[larger], members[smaller], separate):
            continue
        # The smaller is moved into the larger, or a million records in one group would be moved a million times.
        if len(members[larger]) < len(members[smaller]):
            larger, smaller = smaller, larger
        for record in members[smaller]:
            group_of[record] = larger
        members[larger].extend(members.pop(smaller))
    reasons: dict[str, list[DuplicateVerdict]] = defaultdict(list)
    for pair, verdict in joins:
        if group_of[pair[0]] == group_of[pair[1]]:
            reasons[group_of[pair[0]]].append(verdict)
    return tuple(_in_order_of_first(rank, group_of, members, reasons))


def _in_order_of_first(
    rank: Mapping[str, int],
    group_of: Mapping[str, str],
    members: dict[str, list[str]],
    reasons: Mapping[str, Sequence[DuplicateVerdict]],
) -> Iterator[DuplicateGroup]:
    """The groups in the order of their first records, which `rank` has; `members` are taken out as they are met."""
    for record in rank:
        name = group_of.get(record)
        if name is None:
            yield DuplicateGroup(record, (record,))
        elif records := members.pop(name, None):
            yield DuplicateGroup(
                record, tuple(sorted(records, key=rank.__getitem__)), tuple(reasons.get(name, ()))
            )


def disputed(verdicts: Iterable[DuplicateVerdict]) -> tuple[tuple[DuplicateVerdict, DuplicateVerdict], ...]:
    """Pairs on which two people's latest answers differ: the person who answered first, and each who disagrees."""
    latest: dict[Pair, dict[str, DuplicateVerdict]] = defaultdict(dict)
    for verdict in in_order(verdict for verdict in verdicts if not verdict.tool_version):
        latest[_pair(verdict)][verdict.by] = verdict
    return tuple(
        (first, other)
        for by_person in latest.values()
        for first, *others in [by_person.values()]
        for other in others
        if other.verdict is not first.verdict
    )


def _pair(verdict: DuplicateVerdict) -> Pair:
    return min(verdict.first, verdict.second), max(verdict.first, verdict.second)


def _separates_chains(verdict: DuplicateVerdict) -> bool:
    """Whether an answer of reviewkit applies to a whole chain; "in another place" may be a mistyped page.

    A rule of chains (C) was asked about the whole chain, also where a person should look at the pair.
    """
    by_itself = verdict.verdict is Verdict.DIFFERENT and verdict.relation is not Relation.REPRINT
    return by_itself or (verdict.rule.startswith("C0") and verdict.verdict is not Verdict.SAME)


def _separate(pairs: Iterable[Pair]) -> Mapping[str, set[str]]:
    """For each record, those that must not be in the same group."""
    separate: dict[str, set[str]] = defaultdict(set)
    for left, right in pairs:
        separate[left].add(right)
        separate[right].add(left)
    return separate


def _any_separate(left: list[str], right: list[str], separate: Mapping[str, set[str]]) -> bool:
    """Whether any record of one group must not be joined with any of the other."""
    return bool(separate) and any(not separate.get(record, set()).isdisjoint(right) for record in left)
