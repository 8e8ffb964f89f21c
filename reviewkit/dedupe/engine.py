"""The machine's answers on a set of records: which pairs are the same, related, or to be read by a person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from reviewkit.dedupe import compare
from reviewkit.dedupe.blocking import candidate_pairs
from reviewkit.dedupe.columns import Columns, columns
from reviewkit.dedupe.explain import Statement, statements
from reviewkit.dedupe.gc_pause import gc_paused
from reviewkit.dedupe.rules import Answer, answer, conflict
from reviewkit.model import Policies, Record
from reviewkit.words import Relation, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST_CHAIN = 60  # longer ones are the same row many times over


@dataclass(frozen=True, slots=True)
class Match:
    """The machine's answer on one pair: positions in the records, verdict, rule in words, score from 0 to 100."""

    left: int
    right: int
    verdict: Verdict
    rule: str
    score: float
    relation: Relation | None = None


@gc_paused()
def matches(
    records: Iterable[Record] | Columns,
    policies: Policies | None = None,
    new: "NDArray[np.bool_] | None" = None,
    joined: Iterable[tuple[int, int]] = (),
) -> tuple[Match, ...]:
    """Every pair that is the same, related or doubtful, best first. Pairs that are not named are different.

    With `new` (one truth value a record) only pairs with at least one new record are looked at; `joined` are the
    pairs that earlier runs joined.
    """
    table = records if isinstance(records, Columns) else columns(records)
    known = compare.corpus_facts(table)
    pairs = compare.evidence(table, *candidate_pairs(table, new), known)
    found = [
        match_of(left, right, pair, given) for left, right, pair in pairs if (given := answer(pair, policies))
    ]
    found += _conflicts(table, found, joined, known, policies)
    return tuple(sorted(found, key=lambda item: (-item.score, item.left, item.right)))


def match_of(left: int, right: int, pair: compare.Evidence, given: Answer) -> Match:
    """The answer on one pair as a match."""
    return Match(left, right, given.verdict, given.rule, score(pair), given.relation)


def _conflicts(
    table: Columns,
    found: list[Match],
    joined: Iterable[tuple[int, int]],
    known: compare.CorpusFacts,
    policies: Policies | None,
) -> list[Match]:
    """Pairs that a chain of joins would bring together though they are distinct: A is B, B is C, but A is not C.

    groups.py then leaves out the weakest join of the chain.
    """
    earlier = {(min(pair), max(pair)) for pair in joined}
    same = {(item.left, item.right) for item in found if item.verdict is Verdict.SAME}
    answered = {(item.left, item.right) for item in found} | earlier
    return [
        match_of(left, right, pair, given)
        for chain in _chains(same | earlier)
        for left, right in combinations(chain, 2)
        if (left, right) not in answered
        for pair in [compare.evidence_on(table, left, right, known)]
        if (given := conflict(pair, policies))
    ]


def _chains(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The positions of three to LONGEST_CHAIN records that joins bring together."""
    joins = defaultdict(list)
    for left, right in sorted(pairs):
        joins[left].append(right)
        joins[right].append(left)
    chains: list[list[int]] = []
    seen: set[int] = set()
    for start in joins:
        if start in seen:
            continue
        chain, ahead = {start}, [start]
        while ahead:
            ahead = list({other for one in ahead for other in joins[one]} - chain)
            chain.update(ahead)
        seen |= chain
        if 2 < len(chain) <= LONGEST_CHAIN:
            chains.append(sorted(chain))
    return chains


@dataclass(frozen=True, slots=True)
class Explanation:
    """What speaks for and against one report, and what followed."""

    evidence: tuple[Statement, ...]
    verdict: Verdict
    rule: str
    relation: Relation | None = None


def explanation(table: Columns, first: int, second: int, policies: Policies | None = None) -> Explanation:
    """The evidence on the records at two positions in words, and the machine's answer."""
    pair = compare.evidence_on(table, first, second, compare.corpus_facts(table))
    given = answer(pair, policies)
    if given is None:
        return Explanation(statements(pair), Verdict.DIFFERENT, "no rule joins them, and none finds them doubtful")
    return Explanation(statements(pair), given.verdict, given.rule, given.relation)


def score(pair: compare.Evidence) -> float:
    """One number to put pairs in order, never to decide: agreement in per cent, title and abstract by likeness."""
    if pair.identical:
        return 100.0
    parts = [pair.title, pair.title, pair.abstract]
    for agreed in (
        pair.authors,
        pair.journal,
        pair.volume,
        pair.first_page,
        pair.last_page,
        pair.doi,
        pair.pmid,
    ):
        parts.append(None if agreed is None else 100.0 * agreed)
    parts.append(None if pair.year is None else max(0.0, 100.0 - 50.0 * pair.year))
    known = [part for part in parts if part is not None]
    return round(sum(known) / len(known), 1)
