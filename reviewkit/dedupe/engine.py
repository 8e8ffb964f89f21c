"""The machine's answers on a set of records: which pairs are the same, which a person should read."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.dedupe.blocking import candidate_pairs
from reviewkit.dedupe.columns import columns
from reviewkit.dedupe.compare import Evidence, evidence
from reviewkit.dedupe.rules import answer
from reviewkit.model import Record
from reviewkit.words import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """The machine's answer on one pair: positions in the records, verdict, rule in words, score from 0 to 100."""

    left: int
    right: int
    verdict: Verdict
    rule: str
    score: float


def findings(records: Sequence[Record]) -> tuple[Finding, ...]:
    """Every pair that is the same or doubtful, best first. Pairs that are not named are different."""
    table = columns(records)
    found = [
        Finding(left, right, *verdict, score=score(pair))
        for left, right, pair in evidence(table, *candidate_pairs(table))
        if (verdict := answer(pair))
    ]
    return tuple(sorted(found, key=lambda finding: (-finding.score, finding.left, finding.right)))


def score(pair: Evidence) -> float:
    """One number to put pairs in order, never to decide: agreement in per cent, title and abstract by likeness."""
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
