"""Pairs of records of the labelled sets on which the labels, reviewkit and bib-dedupe differ, and who is right.

disagreements.csv holds every such pair that was read: the set, two positions in its records (from 1), what each of the
three says, what is right, and why. It holds no text of any record. docs/disagreements.md tells how it was made.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "disagreements.csv"
COLUMNS = ("set", "first", "second", "labels", "reviewkit", "bib_dedupe", "right", "reason")
LABELS = ("joined", "apart")
REVIEWKIT = ("joined", "asked", "linked", "apart")
BIB_DEDUPE = ("joined", "maybe", "apart")
RIGHT = ("same", "different", "undecidable")
REASONS = {
    "same": (
        "nothing differs",
        "title in other words",
        "title cut",
        "title mistyped",
        "title translated",
        "no title",
        "authors missing",
        "authors of the book reviewed",
        "place mistyped",
        "place written otherwise",
        "identifier mistyped",
        "ahead of print",
        "dissertation listed twice",
        "two languages",
    ),
    "different": (
        "version",
        "erratum",
        "comment",
        "two parts",
        "abstract and paper",
        "paper and article",
        "two congresses",
        "printed twice",
        "two languages",
        "recurring title",
        "another report",
    ),
    "undecidable": ("version", "printed twice", "two languages", "recurring title", "too little known"),
}

Pair = tuple[int, int]  # two positions, the lower first


class Row(NamedTuple):
    """One pair that was read. `right`: same (one report), different (two), or undecidable from what is known."""

    set: str
    first: int
    second: int
    labels: str
    reviewkit: str
    bib_dedupe: str
    right: str
    reason: str

    @property
    def pair(self) -> Pair:
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Answers:
    """What one tool says of a set: its groups, the pairs that it shows to a person, and those that it links.

    Records without a group are alone.
    """

    groups: Mapping[int, object]
    asked: frozenset[Pair] = frozenset()
    linked: frozenset[Pair] = frozenset()
    _between: dict[frozenset[object], str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for word, pairs in (("linked", self.linked), ("asked", self.asked)):
            for first, second in pairs:
                self._between[frozenset((self.group(first), self.group(second)))] = word

    def group(self, record: int) -> object:
        """The group of a record, a name of its own if it is alone."""
        return self.groups.get(record, ("alone", record))

    def says(self, pair: Pair) -> str:
        """Of two records: joined, asked, linked or apart. What is asked or linked holds for the groups of the two."""
        one, other = self.group(pair[0]), self.group(pair[1])
        return "joined" if one == other else self._between.get(frozenset((one, other)), "apart")

    def pairs(self) -> Iterator[Pair]:
        """All pairs that are joined, and all that are asked about."""
        yield from joined(self.groups)
        yield from self.asked


def joined(groups: Mapping[int, object]) -> Iterator[Pair]:
    """Every pair of records in one group."""
    members: dict[object, list[int]] = defaultdict(list)
    for record, group in groups.items():
        members[group].append(record)
    for records in members.values():
        yield from combinations(sorted(records), 2)


def differing(labels: Answers, reviewkit: Answers, bib_dedupe: Answers) -> dict[Pair, tuple[str, str, str]]:
    """The pairs that at least one joins or asks about and on which the three do not agree, with what each says."""
    found = {}
    for pair in sorted({*labels.pairs(), *reviewkit.pairs(), *bib_dedupe.pairs()}):
        said = (labels.says(pair), reviewkit.says(pair), bib_dedupe.says(pair).replace("asked", "maybe"))
        if set(said) != {"joined"} and not set(said) <= {"apart", "linked"}:
            found[pair] = said
    return found


def read(path: Path = FILE) -> list[Row]:
    """The pairs that were read."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        if tuple(next(rows, ())) != COLUMNS:
            raise ValueError(f"{path} does not begin with the columns {', '.join(COLUMNS)}")
        return [Row(name, int(first), int(second), *rest) for name, first, second, *rest in rows]


def write(rows: Iterable[Row], path: Path = FILE) -> None:
    """The pairs that were read, in order."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows(sorted(rows))


def verdict_on(said: str, right: str) -> str:
    """Whether what a tool says is right: right, wrong, or open where it leaves the pair to a person or nobody knows."""
    if right == "undecidable" or said in ("asked", "maybe"):
        return "open"
    return "right" if (said == "joined") == (right == "same") else "wrong"


_BETTER = {"wrong": 0, "open": 1, "right": 2}


def changed(rows: Iterable[Row], now: Mapping[str, Answers]) -> list[tuple[Row, str, str]]:
    """The pairs on which reviewkit answers otherwise than it did: what it says now, and better, worse or neither."""
    found = []
    for row in rows:
        if row.set not in now or (said := now[row.set].says(row.pair)) == row.reviewkit:
            continue
        step = _BETTER[verdict_on(said, row.right)] - _BETTER[verdict_on(row.reviewkit, row.right)]
        found.append((row, said, "better" if step > 0 else "worse" if step < 0 else "neither"))
    return found


def corrected(labels: Mapping[int, str], rows: Iterable[Row]) -> dict[int, str]:
    """The labels of one set after reading: pairs that are two reports are parted, pairs that are one are joined.

    What is undecidable stays as it was labelled. Raises ValueError where this joins what was read as two reports.
    """
    right = {row.pair: row.right for row in rows}
    pairs = [pair for pair in joined(labels) if right.get(pair) != "different"]
    name = dict(zip(labels, labels, strict=True))

    def first(record: int) -> int:
        while name[record] != record:
            record = name[record]
        return record

    for one, other in [*pairs, *(pair for pair, said in right.items() if said == "same")]:
        name[first(other)] = first(one)
    for pair, said in right.items():
        if said == "different" and first(pair[0]) == first(pair[1]):
            raise ValueError(f"{pair} were read as two reports, but other pairs that were read join them")
    return {record: f"r{first(record)}" for record in labels}


def constellations(pairs: Mapping[Pair, tuple[str, str, str]]) -> Counter[tuple[str, str, str]]:
    """How many pairs there are of each kind of disagreement."""
    return Counter(pairs.values())


def against_labels(rows: Iterable[Row], tool: str) -> Counter[str]:
    """Where a tool and the labels decide otherwise (joined against apart or linked): who is right, by pairs."""
    counts: Counter[str] = Counter()
    for row in rows:
        said = getattr(row, tool)
        if said in ("asked", "maybe") or (said == "joined") == (row.labels == "joined"):
            continue
        word = verdict_on(said, row.right)
        counts[{"right": tool, "wrong": "labels", "open": "undecidable"}[word]] += 1
    return counts
