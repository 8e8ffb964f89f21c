"""Tries among many others: which source is changed in which way, and what matching makes of it.

The tries of a batch are of all kinds and no source is in it twice, so that each is matched among thousands of other
records, as in a review, and no kind meets itself more often than a report of its sort would.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from random import Random

from benchmarks.adversary.citation import Citation
from benchmarks.adversary.databases import WRITERS
from benchmarks.adversary.kinds import Kind, Made
from benchmarks.adversary.sources import Source
from benchmarks.adversary.written import read_back
from reviewkit import duplicates, matching
from reviewkit.matching.columns import Columns, extend, no_columns
from reviewkit.model import DuplicateVerdict
from reviewkit.words import Verdict

SEED = 14
BATCH = 3000  # tries of a batch, where it is not given by the number of kinds


class Outcome(IntEnum):
    """What became of the first and the last record of a try."""

    JOINED = 0
    ASKED = 1
    LINKED = 2
    APART = 3


@dataclass(frozen=True, slots=True)
class Try:
    """One kind and one source, by their positions."""

    kind: int
    source: int


@dataclass(frozen=True, slots=True)
class Result:
    """A try, what became of it, and the rules that spoke in it."""

    made: Try
    outcome: Outcome
    rules: tuple[str, ...]


def made(kind: Kind, source: Source) -> Made:
    """The citations of one try, always the same ones."""
    return kind.make(source.citation, Random(f"{SEED} {kind.name} {source.key}"))


def suitable(kind: Kind, sources: Sequence[Source], most: int) -> list[int]:
    """The positions of the sources that a kind is tried on: so many of those that suit it, drawn by the seed."""
    order = list(range(len(sources)))
    Random(f"{SEED} {kind.name}").shuffle(order)
    found: list[int] = []
    for position in order:
        if len(found) == most:
            break
        if made(kind, sources[position]):
            found.append(position)
    return sorted(found)


def batches(plan: Sequence[Sequence[int]]) -> list[list[Try]]:
    """All tries, so that each source is in a batch once and each kind in all batches; `plan` has sources by kind."""
    count = max(len(plan), -(-sum(map(len, plan)) // BATCH), 1)
    found: list[list[Try]] = [[] for _ in range(count)]
    for kind, sources in enumerate(plan):
        for source in sources:
            found[(source + kind) % count].append(Try(kind, source))
    return found


def run(
    tries: Iterable[Try], kinds: Sequence[Kind], sources: Sequence[Source], background: Columns | None = None
) -> list[Result]:
    """The results of the tries of one batch, among each other and the records of the background."""
    wanted = list(tries)
    citations: list[Citation] = []
    places: list[range] = []
    for one in wanted:
        found = made(kinds[one.kind], sources[one.source]) or ()
        places.append(range(len(citations), len(citations) + len(found)))
        citations += found
    table = no_columns()
    extend(table, matching.columns(read_back(citations, WRITERS)))
    if background is not None:
        extend(table, background)
    judged = _Judged(table)
    return [
        Result(one, judged.outcome(place), judged.rules(place)) for one, place in zip(wanted, places, strict=True)
    ]


class _Judged:
    """What matching makes of a table."""

    def __init__(self, table: Columns) -> None:
        ids = [str(number) for number in range(len(table))]
        self.matches = {(match.left, match.right): match for match in matching.matches(table)}
        verdicts: Sequence[DuplicateVerdict] = duplicates.verdicts(ids, tuple(self.matches.values()))
        self.group = {
            int(record): number
            for number, group in enumerate(duplicates.groups(ids, verdicts))
            for record in group.records
        }

    def outcome(self, place: range) -> Outcome:
        """Whether the first and the last record are in one group, or what is said of the records between them."""
        if self.group[place[0]] == self.group[place[-1]]:
            return Outcome.JOINED
        apart = [match for match in self._among(place) if self.group[match.left] != self.group[match.right]]
        if any(match.verdict is Verdict.UNSURE for match in apart):
            return Outcome.ASKED
        return Outcome.LINKED if any(match.relation for match in apart) else Outcome.APART

    def rules(self, place: range) -> tuple[str, ...]:
        """The rules that spoke on the records of a try."""
        return tuple(match.rule for match in self._among(place))

    def _among(self, place: range) -> list[matching.Match]:
        pairs = ((left, right) for left in place for right in place if left < right)
        return [self.matches[pair] for pair in pairs if pair in self.matches]


def background_positions(count: int, size: int) -> list[int]:
    """The positions of the sources that a single try is matched among, drawn by the seed out of so many."""
    return sorted(Random(f"{SEED} background").sample(range(count), min(size, count)))


def background(sources: Sequence[Source], size: int) -> Columns:
    """So many sources as they are."""
    chosen = [sources[position].citation for position in background_positions(len(sources), size)]
    return matching.columns(read_back(chosen, WRITERS))


def changed(citations: Sequence[Citation]) -> tuple[str, ...]:
    """The names of the fields in which the first and the last citation differ."""
    first, last = citations[0], citations[-1]
    names = ("kind", "title", "authors", "year", "journal", "volume", "issue", "pages", "doi", "pmid", "abstract")
    found = [name for name in names if getattr(first, name) != getattr(last, name)]
    tags = sorted({tag for tag, _ in set(first.more) ^ set(last.more)})
    form = [f"written as {last.form}"] if first.form != last.form else []
    return (*found, *tags, *form)
