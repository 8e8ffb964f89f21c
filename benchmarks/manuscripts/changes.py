"""One change at a time: which claims of a manuscript are changed, and into what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from random import Random

from benchmarks.manuscripts.filled import Claim, Filled, Kind

MOST = {Kind.NUMBER: 40, Kind.WORDS: 30, Kind.CITATION: 30, Kind.REFERENCE: 30, Kind.CELL: 50}
USUAL = 20  # changes of each other kind


@dataclass(frozen=True)
class Change:
    """A claim, and the wrong words that stand in its place."""

    claim: Claim
    wrong: str

    def made(self, text: str) -> str:
        """The text with the wrong words."""
        return text[: self.claim.start] + self.wrong + text[self.claim.end :]


def changes(manuscript: Filled, most: int | None = None) -> tuple[Change, ...]:
    """The changes of every kind, drawn by a seed: `most` of each, or as many as MOST and USUAL say."""
    found: list[Change] = []
    for kind in Kind:
        claims = [claim for claim in manuscript.claims if claim.kind is kind]
        drawn = _in_turns(claims, Random(f"{manuscript.name} {kind}"))
        number = MOST.get(kind, USUAL) if most is None else most
        found += [change for _, change in zip(range(number), drawn, strict=False)]
    return tuple(found)


def _in_turns(claims: Iterable[Claim], rng: Random) -> Iterator[Change]:
    """A change of each claim before a second one of any, so that few claims with many wrong words do not prevail."""
    of_each = []
    for claim in claims:
        wrong = list(claim.wrong)
        rng.shuffle(wrong)
        of_each.append([Change(claim, words) for words in wrong])
    rng.shuffle(of_each)
    for turn in zip_longest(*of_each):
        yield from (change for change in turn if change)
