"""From verdicts on pairs to groups of records, never joining what a person called different."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
    """Every record in exactly one group, groups and their records in the order given; as joined, of all verdicts that
    were given."""
    return with_single(order, joined(order, standing(verdicts)))


@gc_paused()
def with_single(order: Iterable[str], several: Iterable[DuplicateGroup]) -> tuple[DuplicateGroup, ...]:
    """Every record in exactly one group, in the order given: groups of several records, and the records in none."""
    group_of = {record: group for group in several for record in group.records}
    return tuple(
        group or DuplicateGroup(record, (record,))
        for record in order
        if (group := group_of.get(record)) is None or group.kept == record
    )


@gc_paused()
def joined(order: Sequence[str], counting: Mapping[Pair, DuplicateVerdict]) -> tuple[DuplicateGroup, ...]:
    """The groups of several records, groups and their records in the order given; `counting` are the verdicts that are
    standing.

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
    group_of = {record: record for pair, _ in joins for record in pair}
    members = {record: [record] for record in group_of}
    for pair, verdict in sorted(joins, key=lambda join: (bool(join[1].tool_version), -join[1].score, join[0])):
        larger, smaller = group_of[pair[0]], group_of[pair[1]]
        separate = separate_by_anyone if verdict.tool_version else separate_by_people
        # The smaller is moved into the larger, or a million records in one group would be moved a million times.
        if len(members[larger]) < len(members[smaller]):
            larger, smaller = smaller, larger
        apart_from = (other for record in members[smaller] for other in separate.get(record, ()))
        if larger == smaller or any(group_of.get(other) == larger for other in apart_from):
            continue
        for record in members[smaller]:
            group_of[record] = larger
        members[larger].extend(members.pop(smaller))
    reasons: dict[str, list[DuplicateVerdict]] = defaultdict(list)
    for pair, verdict in joins:
        if group_of[pair[0]] == group_of[pair[1]]:
            reasons[group_of[pair[0]]].append(verdict)
    several = (
        (sorted(records, key=rank.__getitem__), reasons[name])
        for name, records in members.items()
        if len(records) > 1
    )
    found = [DuplicateGroup(records[0], tuple(records), tuple(why)) for records, why in several]
    return tuple(sorted(found, key=lambda group: rank[group.kept]))


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
