"""The answers on a set of records: which pairs are the same report, related, or to be decided by a person."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain as concatenated
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from reviewkit.gc_pause import gc_paused
from reviewkit.matching import compare
from reviewkit.matching.agreement import Sign
from reviewkit.matching.blocking import candidate_pairs, pairs_by_codes
from reviewkit.matching.columns import Columns, columns
from reviewkit.matching.corpus import CorpusFacts, corpus_facts, facts_listed
from reviewkit.matching.explain import Statement, statements
from reviewkit.matching.findable import Findable
from reviewkit.matching.rules import Answer, answer, conflict, cut, ruling, said
from reviewkit.model import Policies, Record
from reviewkit.words import Relation, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Records of a chain of joins whose pairs are all looked at for a conflict. Longer chains are one row many times
# over, and their pairs grow with the square (1,770 for 60). With 10 and with 500 no verdict of the eight sets
# changes.
LONGEST_CHAIN = 60


class Match(NamedTuple):
    """The answer on one pair: positions in the records, verdict, rule (its code and sentence), score from 0 to 100.

    `relation` is how two distinct reports are related, where that is known.
    """

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
    new: "Sequence[bool] | NDArray[np.bool_] | None" = None,
    joined: Iterable[tuple[int, int]] = (),
    found_by: Findable | None = None,
    by_people: Iterable[tuple[int, int]] = (),
) -> tuple[Match, ...]:
    """Every pair that is the same, related or possibly the same, most likely first. All other pairs are different.

    With `new` (one truth value per record) only pairs with at least one new record are compared; `joined` are the
    pairs that earlier runs joined, `by_people` those that people joined, who may have done so after the last run.
    `found_by` is what the records are found by where that is known.
    """
    table = records if isinstance(records, Columns) else columns(records)
    if found_by is None:
        corpus, proposed = corpus_facts(table), candidate_pairs(table, new)
    else:
        corpus = facts_listed(found_by.listings)
        proposed = pairs_by_codes(found_by.keys, found_by.whole, new)
    pairs = compare.compare_pairs(table, *proposed, corpus)
    matched = [
        match_of(left, right, pair, given) for left, right, pair in pairs if (given := answer(pair, policies))
    ]
    return most_likely_first(_with_conflicts(table, matched, joined, by_people, corpus, policies))


def most_likely_first(matched: Iterable[Match]) -> tuple[Match, ...]:
    """Answers in the order in which they are given."""
    return tuple(sorted(matched, key=lambda match: (-match.score, match.left, match.right)))


def match_of(left: int, right: int, pair: compare.Evidence, given: Answer) -> Match:
    """The answer on one pair, with its score."""
    return Match(left, right, given.verdict, given.rule, score(pair), given.relation)


def _with_conflicts(
    table: Columns,
    matched: list[Match],
    joined: Iterable[tuple[int, int]],
    by_people: Iterable[tuple[int, int]],
    corpus: CorpusFacts,
    policies: Policies | None,
) -> list[Match]:
    """The answers, and pairs that a chain of joins would bring together though they are distinct: A is B, B is C, but A
    is not C. Of a pair that is asked about or linked as a reprint, the rule of chains is told instead of the other.

    groups.py then leaves out the weakest join of the chain.
    """
    people = {(min(pair), max(pair)) for pair in by_people}
    earlier = {(min(pair), max(pair)) for pair in joined} | people
    answers = {(match.left, match.right): match for match in matched}
    same = {pair for pair, match in answers.items() if match.verdict is Verdict.SAME}

    def compared(left: int, right: int) -> compare.Evidence:
        return compare.compare_pair(table, left, right, corpus)

    for chain in chains(same | people, earlier):
        for match in chain_answers(chain, answers, earlier, compared, policies):
            answers[match.left, match.right] = match
    return list(answers.values())


def chain_answers(
    chain: Sequence[int],
    answers: Mapping[tuple[int, int], Match],
    joined: Container[tuple[int, int]],
    compared: Callable[[int, int], compare.Evidence],
    policies: Policies | None,
) -> Iterator[Match]:
    """The pairs of a chain that are distinct, though its joins bring them together; `joined` are not asked about."""
    for left, right in open_pairs(chain, answers, joined):
        before = answers.get((left, right))
        pair = compared(left, right)
        given = conflict(pair, policies) if before is None else cut(pair, before)
        if given:
            yield match_of(left, right, pair, given)


def open_pairs(
    chain: Sequence[int], answers: Mapping[tuple[int, int], Match], joined: Container[tuple[int, int]] = ()
) -> Iterator[tuple[int, int]]:
    """The pairs of a chain that chain_answers compares: those without an answer that holds for the chain too."""
    for pair in combinations(chain, 2):
        before = answers.get(pair)
        if pair not in joined and (before is None or _leaves_chains(before)):
            yield pair


def _leaves_chains(match: Match) -> bool:
    """Whether an answer by itself lets a chain bring two records together: a question, or another place, which may be a
    mistyped page."""
    return match.verdict is Verdict.UNSURE or match.relation is Relation.REPRINT


def chains(pairs: Iterable[tuple[int, int]], earlier: Iterable[tuple[int, int]] = ()) -> list[list[int]]:
    """The positions of three to LONGEST_CHAIN records that joins bring together, each chain in order.

    Chains of nothing but `earlier` joins are left out: they were looked at in the run that made them.
    """
    pairs = sorted(pairs)
    joins = defaultdict(list)
    for left, right in concatenated(pairs, earlier):
        joins[left].append(right)
        joins[right].append(left)
    found: list[list[int]] = []
    seen: set[int] = set()
    for start, _ in pairs:
        if start in seen:
            continue
        chain, ahead = {start}, [start]
        while ahead:
            ahead = list({other for record in ahead for other in joins[record]} - chain)
            chain.update(ahead)
        seen |= chain
        if 2 < len(chain) <= LONGEST_CHAIN:
            found.append(sorted(chain))
    return found


@dataclass(frozen=True, slots=True)
class Explanation:
    """The evidence on a pair, and the answer that follows from it."""

    evidence: tuple[Statement, ...]
    verdict: Verdict
    rule: str
    relation: Relation | None = None


def explanation(table: Columns, left: int, right: int, policies: Policies | None = None) -> Explanation:
    """The evidence on the records at two positions in words, and the answer."""
    pair = compare.compare_pair(table, left, right, corpus_facts(table))
    given = answer(pair, policies)
    if given is not None:
        return Explanation(statements(pair), given.verdict, given.rule, given.relation)
    apart = ruling(pair)
    if apart is not None:
        return Explanation(statements(pair), Verdict.DIFFERENT, said(apart, pair))
    return Explanation(statements(pair), Verdict.DIFFERENT, "no rule joins them or leaves them to a person")


_PER_CENT = {Sign.AGREE: 100.0, Sign.DIFFER: 0.0, Sign.UNKNOWN: None}


def score(pair: compare.Evidence) -> float:
    """One number to put pairs in order, never to decide: agreement in per cent, title and abstract by likeness.

    It is the mean of what is known. A title counts twice, since it says most; a year between them counts 50, two years
    as much as another journal. In the queues of the six clinical sets of the benchmark a real pair comes before
    another with a chance of 0.75; with the title once or three times it is 0.73 and 0.75, with 25 or 100 for a year
    0.73 and 0.76.
    """
    if pair.identical:
        return 100.0
    parts = [pair.title, pair.title, pair.abstract]
    for sign in (
        pair.authors,
        pair.journal,
        pair.volume,
        pair.first_page,
        pair.last_page,
        pair.doi,
        pair.pmid,
    ):
        parts.append(_PER_CENT[sign])
    parts.append(None if pair.year is None else max(0.0, 100.0 - 50.0 * pair.year))
    known = [part for part in parts if part is not None]
    return round(sum(known) / len(known), 1)
