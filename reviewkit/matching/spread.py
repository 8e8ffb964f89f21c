"""The answers on records that are too many for one process, by several on one machine or on many.

The work is divided as stages.py says; here it is handed out, and what comes back is put together. The answers are
those of engine.matches, however the work was divided and by whom it was done.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Self, TypeVar

from reviewkit.errors import Problem
from reviewkit.gc_pause import gc_paused
from reviewkit.matching import stages
from reviewkit.matching.engine import Match, chains, most_likely_first
from reviewkit.matching.stages import Exchange, Shelf, Source
from reviewkit.model import Policies
from reviewkit.words import Verdict

# Times that a step is handed out again because a process was killed. What was done stays done, so that another try
# takes up what is left; a step that kills its process each time must not go on for ever.
TRIES = 4
# Seconds of processor time from which work is handed out to processes, which take about 0.5 each to start.
PAYS = 1.0
# Records of one task that compares pairs, so that two processes have as much to do with 50,000. SRSR has two pairs for
# each record; a task holds the rows of all that are in them.
RANGE = 10_000
# Records in chains of one task. A chain of 60 has 1,770 pairs.
_CHAINED = 5_000

Task = TypeVar("Task")
Result = TypeVar("Result")
Advanced = Callable[[str, int, int], None]


def nothing(step: str, done: int, of: int) -> None:
    """Where nobody wants to know how far the work is."""


class Crew:
    """Those who do the steps: an executor, which is started anew when one of its processes was killed.

    Without a way to start one, all is done here. With `patient`, steps are done here until it shows that starting one
    pays: most steps of a run on files that were compared before only find what that run has left.
    """

    def __init__(self, start: Callable[[], Executor] | None = None, patient: bool = False) -> None:
        self._start = start
        self._patient = patient
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None)

    def map(self, step: Callable[[Task], Result], tasks: list[Task], done: Callable[[int], None]) -> list[Result]:
        """The results of a step on each task, in order; `done` is told how many there are so far."""
        if self._start is None:
            return _counted(map(step, tasks), done)
        here: list[Result] = []
        if self._patient and self._executor is None:
            here = _until_it_pays(step, tasks, done)
            tasks = tasks[len(here) :]
        if not tasks:
            return here
        for left in reversed(range(TRIES)):
            try:
                if self._executor is None:
                    self._executor = self._start()
                return here + _counted(self._executor.map(step, tasks), lambda number: done(len(here) + number))
            except BrokenExecutor:
                self._executor = None
                if not left:
                    raise
        raise AssertionError("a try returns or raises")


def _until_it_pays(step: Callable[[Task], Result], tasks: list[Task], done: Callable[[int], None]) -> list[Result]:
    """The results of the first tasks, done here, until two take so long that the others should be handed out.

    One alone may only have taken long because it was the first.
    """
    found: list[Result] = []
    before = 0.0
    for left, task in zip(reversed(range(len(tasks))), tasks, strict=True):
        began = time.process_time()
        found.append(step(task))
        done(len(found))
        took = time.process_time() - began
        if left * min(before, took) > PAYS:
            break
        before = took
    return found


def _counted(results: Iterable[Result], done: Callable[[int], None]) -> list[Result]:
    found = []
    for number, result in enumerate(results, start=1):
        found.append(result)
        done(number)
    return found


@dataclass(frozen=True, slots=True)
class Spread:
    """How many records each source has, its digest, the problems met in reading them, and the answers on all pairs.

    Positions in `matches` go through the sources in order, from 0.
    """

    records: tuple[int, ...]
    digests: tuple[str, ...]
    problems: tuple[Problem, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """How the work is divided; it changes no answer. `range` is a number of records."""

    buckets: int = 4
    range: int = RANGE


@gc_paused()
def spread_matches(
    sources: Sequence[Source],
    exchange: Exchange,
    crew: Crew,
    policies: Policies | None = None,
    division: Division = Division(),
    version: str = "",
    advanced: Advanced = nothing,
) -> Spread:
    """The answers on all records of the sources, most likely first.

    `version` names the code that the steps are done with; what other code has left in the exchange is not used.
    """
    shelving = [stages.Shelving(source, exchange, division.buckets, version) for source in sources]
    shelves = tuple(crew.map(stages.shelve, shelving, lambda done: advanced("reading", done, len(shelving))))
    pairing = [stages.Pairing(bucket, shelves, exchange) for bucket in range(division.buckets)]
    pairs = tuple(crew.map(stages.pair, pairing, lambda done: advanced("finding pairs", done, len(pairing))))
    size = sum(shelf.records for shelf in shelves)
    agreed = policies or Policies()
    told = version, *asdict(agreed).values()
    before = stages.earlier_run(told, shelves, exchange)
    comparing = [
        stages.Comparing(
            start, min(start + division.range, size), shelves, pairs, exchange, agreed, version, before
        )
        for start in range(0, size, division.range)
    ]
    names = crew.map(stages.compare_range, comparing, lambda done: advanced("comparing", done, len(comparing)))
    answers = [(task.start, task.end, name) for task, name in zip(comparing, names, strict=True)]
    stages.keep_run(told, shelves, stages.Earlier(size, pairs, tuple(answers)), exchange)
    matched = [match for name in names for match in stages.answers_of(name, exchange)]
    cutting = [
        stages.Contradicting(several, among, shelves, pairs, exchange, agreed, version)
        for several, among in _chains_of(matched)
    ]
    names = crew.map(stages.contradict, cutting, lambda done: advanced("checking chains", done, len(cutting)))
    cut = {(match.left, match.right): match for name in names for match in stages.answers_of(name, exchange)}
    matched = [match for match in matched if (match.left, match.right) not in cut]
    matched += cut.values()
    problems = tuple(problem for shelf in shelves for problem in stages.problems_of(shelf, exchange))
    digests = tuple(shelf.digest for shelf in shelves)
    return Spread(_records(shelves), digests, problems, most_likely_first(matched))


def _records(shelves: Iterable[Shelf]) -> tuple[int, ...]:
    return tuple(shelf.records for shelf in shelves)


def _chains_of(matched: list[Match]) -> Iterator[tuple[tuple[tuple[int, ...], ...], tuple[Match, ...]]]:
    """Chains of joins, so many at a time, and the answers on pairs inside each."""
    found = chains((match.left, match.right) for match in matched if match.verdict is Verdict.SAME)
    batches: list[list[tuple[int, ...]]] = [[]]
    held = 0
    for chain in found:
        if held >= _CHAINED:
            batches.append([])
            held = 0
        batches[-1].append(tuple(chain))
        held += len(chain)
    chain_of = {record: chain for batch in batches for chain in batch for record in chain}
    batch_of = {chain: number for number, batch in enumerate(batches) for chain in batch}
    among: list[list[Match]] = [[] for _ in batches]
    for match in matched:
        chain_of_left = chain_of.get(match.left)
        if chain_of_left is not None and chain_of_left == chain_of.get(match.right):
            among[batch_of[chain_of_left]].append(match)
    for batch, answers in zip(batches, among, strict=True):
        if batch:
            yield tuple(batch), tuple(answers)
