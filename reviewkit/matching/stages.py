"""Four steps from sources to answers, each a function that any process on any machine may run.

    shelve      the records of one source as rows of normalized values, and what they can be found by
    pair        the candidate pairs of one bucket of keys, and what the records of the bucket show together
    compare     the answers on the pairs of one range of records
    contradict  the answers that cut chains of joins

A step takes a small task and leaves its result in an exchange, as a file that is named by a hash of all that it
follows from. So a step that was done before is not done again: a run goes on where another stopped, and it makes no
difference in which order, how often or by how many the steps are run. Buckets and ranges only say how the work is
divided: a key is in one bucket with all records that have it, and a pair is in the range of its first record.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.gc_pause import gc_paused
from reviewkit.matching import blocking, compare
from reviewkit.matching.answers import as_columns, from_columns
from reviewkit.matching.codes import coded, joined
from reviewkit.matching.columns import Columns
from reviewkit.matching.corpus import CorpusFacts, Listed, Listings, PartFacts, listings, part_facts, together
from reviewkit.matching.earlier import changed_records, known_pairs
from reviewkit.matching.engine import Match, chain_answers, match_of, open_pairs
from reviewkit.matching.rules import answer
from reviewkit.model import Policies
from reviewkit.words import message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reviewkit.matching.codes import Codes

# What the form of the files here is; another number, and no file of another form is read.
_FORM = "3"
_KEYS, _WHOLE = 0, 1
_SECTIONS = 6  # the keys of pairs, codes of whole records, and four listings of the corpus


class Exchange(Protocol):
    """Where steps leave what they made: files that all who work on a run can read, named by the caller."""

    def read(self, name: str) -> memoryview | None:
        """The bytes under a name, or None where there are none (yet); a file is seen whole or not at all."""

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        """Keep bytes under a name."""

    def __hash__(self) -> int:
        """Two exchanges at one place are one."""


class Source(Protocol):
    """Records that are read in one go: a file, or a piece of one."""

    def digest(self) -> str:
        """A hash of the bytes, and of all else that says what records they make."""

    def columns(self) -> tuple[Columns, list[Problem]]:
        """The records as columns, and what was wrong with them."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What `shelve` made of one source: its name in the exchange, how many records it has, and its digest."""

    name: str
    records: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Shelving:
    """The task of `shelve`."""

    source: Source
    exchange: Exchange
    buckets: int
    version: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """The task of `pair`."""

    bucket: int
    shelves: tuple[Shelf, ...]
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Earlier:
    """A run on the first of the shelves: how many records these have, its pairs, and its answers by range."""

    records: int
    pairs: tuple[str, ...]
    answers: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Comparing:
    """The task of `compare_range`: the pairs whose first record is from `start` to before `end`.

    What an `earlier` run answered is taken from it, which changes no answer.
    """

    start: int
    end: int
    shelves: tuple[Shelf, ...]
    pairs: tuple[str, ...]
    exchange: Exchange
    policies: Policies
    version: str
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Contradicting:
    """The task of `contradict`: chains of records, and the answers on pairs of them."""

    chains: tuple[tuple[int, ...], ...]
    answers: tuple[Match, ...]
    shelves: tuple[Shelf, ...]
    pairs: tuple[str, ...]
    exchange: Exchange
    policies: Policies
    version: str


@gc_paused()
def shelve(task: Shelving) -> Shelf:
    """Read a source and keep its rows, its keys by bucket, and its problems."""
    digest = task.source.digest()
    name = hash_of("shelf", task.version, digest, task.buckets)
    done = task.exchange.read(f"{name}.shelf")
    if done is not None and _are_there(task.exchange, f"{name}.rows", f"{name}.keys", f"{name}.asked"):
        return Shelf(name, int(json.loads(bytes(done))["records"]), digest)
    table, problems = task.source.columns()
    task.exchange.write(f"{name}.rows", _rows(table))
    task.exchange.write(f"{name}.keys", _by_bucket(_sections(table), task.buckets))
    task.exchange.write(f"{name}.asked", [_asked(table).tobytes()])
    told = {"records": len(table), "problems": [_problem_told(problem) for problem in problems]}
    task.exchange.write(f"{name}.shelf", [json.dumps(told).encode("ascii")])
    return Shelf(name, len(table), digest)


def problems_of(shelf: Shelf, exchange: Exchange) -> list[Problem]:
    """What was wrong with the records of a shelf."""
    told = json.loads(bytes(_there(exchange, f"{shelf.name}.shelf")))["problems"]
    return [Problem(Place(path, line), said, Level(level), code) for path, line, said, level, code in told]


@gc_paused()
def pair(task: Pairing) -> str:
    """Keep the candidate pairs of a bucket, and what its listings show; return the name of both."""
    import numpy as np

    name = hash_of("pairs", task.bucket, *(shelf.name for shelf in task.shelves))
    if _are_there(task.exchange, f"{name}.facts", f"{name}.pairs"):
        return name
    size = sum(shelf.records for shelf in task.shelves)
    keys, whole, *listed = _gathered(task)
    packed = blocking.unique_pairs(
        [
            blocking.block_pairs(keys.thing, keys.listed_with, size),
            blocking.neighbours(whole.thing, whole.listed_with, size),
        ]
    )
    task.exchange.write(f"{name}.pairs", [packed.tobytes()])
    shown = part_facts(Listings(*listed))
    journals = np.array([(*pair, titles) for pair, titles in sorted(shown.journals.items())], dtype=np.int64)
    parts = [np.array(sorted(codes), dtype=np.int64) for codes in (shown.recurring, shown.containers)]
    counts = np.array([len(parts[0]), len(parts[1]), len(journals)], dtype=np.int64)
    task.exchange.write(f"{name}.facts", [part.tobytes() for part in (counts, *parts, journals)])
    return name


@gc_paused()
def compare_range(task: Comparing) -> str:
    """Keep the answers on the pairs of a range of records; return their name."""
    import numpy as np

    name = hash_of("answers", task.version, task.start, task.end, *task.pairs, *asdict(task.policies).values())
    if task.exchange.read(f"{name}.answers") is not None:
        return name
    size = sum(shelf.records for shelf in task.shelves)
    packed = pairs_of_range(task.exchange, task.pairs, (task.start, task.end), size)
    found: list[Match] = []
    if task.earlier is not None:
        known = _known(task, task.earlier, packed, size)
        found += _answered(task, task.earlier, packed[known], size)
        packed = packed[~known]
    left, right = packed // size, packed % size
    needed = np.unique(np.concatenate([left, right]))
    table = _table(needed, task.shelves, task.exchange)
    rows = compare.compare_pairs(
        table, np.searchsorted(needed, left), np.searchsorted(needed, right), facts_of(task.pairs, task.exchange)
    )
    at = needed.tolist()
    found += [
        match_of(at[i], at[j], evidence, given)
        for i, j, evidence in rows
        if (given := answer(evidence, task.policies))
    ]
    found.sort(key=lambda match: (match.left, match.right))
    task.exchange.write(f"{name}.answers", [_told(found)])
    return name


@gc_paused()
def contradict(task: Contradicting) -> str:
    """Keep the answers on pairs of chains that are not one report, though joins bring them together."""
    import numpy as np

    told = [task.version, *task.pairs, *asdict(task.policies).values(), task.chains, _told(task.answers)]
    name = hash_of("chains", *told)
    if task.exchange.read(f"{name}.answers") is not None:
        return name
    answers = {(match.left, match.right): match for match in task.answers}
    asked = {record for chain in task.chains for pair in open_pairs(chain, answers) for record in pair}
    needed = np.array(sorted(asked), dtype=np.int64)
    table = _table(needed, task.shelves, task.exchange)
    row = {record: n for n, record in enumerate(needed.tolist())}
    facts = facts_of(task.pairs, task.exchange)

    def compared(left: int, right: int) -> compare.Evidence:
        return compare.compare_pair(table, row[left], row[right], facts)

    found = [
        match for chain in task.chains for match in chain_answers(chain, answers, (), compared, task.policies)
    ]
    task.exchange.write(f"{name}.answers", [_told(found)])
    return name


def answers_of(name: str, exchange: Exchange) -> Iterator[Match]:
    """The answers under a name."""
    return from_columns(json.loads(bytes(_there(exchange, f"{name}.answers"))))


@lru_cache(maxsize=2)
def facts_of(pairs: tuple[str, ...], exchange: Exchange) -> CorpusFacts:
    """What all records show together, out of what each bucket shows."""
    return together(_part(_there(exchange, f"{name}.facts")) for name in pairs)


def _part(told: memoryview) -> PartFacts:
    import numpy as np

    numbers = np.frombuffer(told, dtype=np.int64)
    recurring, containers, journals = numbers[:3].tolist()
    titles, dois = numbers[3 : 3 + recurring], numbers[3 + recurring : 3 + recurring + containers]
    named = numbers[3 + recurring + containers :].reshape(journals, 3).tolist()
    return PartFacts(
        frozenset(titles.tolist()),
        frozenset(dois.tolist()),
        Counter({(one, other): titles_of_both for one, other, titles_of_both in named}),
    )


def hash_of(*parts: object) -> str:
    """A name for what follows from these parts."""
    return blake2b(json.dumps([_FORM, *map(str, parts)]).encode("ascii"), digest_size=20).hexdigest()


def _are_there(exchange: Exchange, *names: str) -> bool:
    return all(exchange.read(name) is not None for name in names)


def _there(exchange: Exchange, name: str) -> memoryview:
    """What a step before has left. Raises ReviewkitError where it has gone."""
    data = exchange.read(name)
    if data is None:
        raise ReviewkitError(
            message(
                "{name}: this file has gone from the folder for what is half done, or was changed. Give the same "
                "command again; let nobody change that folder meanwhile.",
                name=name,
            )
        )
    return data


def _problem_told(problem: Problem) -> list[object]:
    place = problem.place
    return [place.path, place.line, str(problem.message), problem.level.value, problem.code]


def _told(found: Iterable[Match]) -> bytes:
    return json.dumps(as_columns(found), separators=(",", ":")).encode("ascii")


def _rows(table: Columns) -> Iterator[bytes]:
    """The number of records, where each begins (and the last ends), and each as a line of JSON."""
    import numpy as np

    encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
    columns = [getattr(table, field.name) for field in fields(table)]
    lines = [encode(row).encode("ascii") for row in zip(*columns, strict=True)]
    ends = np.cumsum([0, *map(len, lines)], dtype=np.int64)
    yield np.array([len(lines)], dtype=np.int64).tobytes()
    yield ends.tobytes()
    yield b"".join(lines)


def _table(needed: "Codes", shelves: Sequence[Shelf], exchange: Exchange) -> Columns:
    """The records at some positions among all, which are in order."""
    import numpy as np

    starts = np.cumsum([0, *(shelf.records for shelf in shelves)])
    cuts = np.searchsorted(needed, starts)
    rows: list[list[object]] = []
    for shelf, start, first, last in zip(shelves, starts[:-1], cuts[:-1], cuts[1:], strict=True):
        if first < last:
            rows += _some_rows(_there(exchange, f"{shelf.name}.rows"), needed[first:last] - start)
    return Columns(*map(list, zip(*rows, strict=True))) if rows else Columns(*([] for _ in fields(Columns)))


def _some_rows(data: memoryview, wanted: "Codes") -> list[list[object]]:
    import numpy as np

    count = int(np.frombuffer(data, dtype=np.int64, count=1)[0])
    ends = np.frombuffer(data, dtype=np.int64, count=count + 1, offset=8)
    text = data[8 * (count + 2) :]
    begins, stops = ends[wanted].tolist(), ends[wanted + 1].tolist()
    return [json.loads(bytes(text[begin:stop])) for begin, stop in zip(begins, stops, strict=True)]


def _sections(table: Columns) -> list[Listed]:
    """Everything that records of other shelves are found by: a code, and the row or what the code is listed with."""
    import numpy as np

    rows = np.arange(len(table), dtype=np.int64)
    keys = [
        joined(codes, np.full(len(codes), number, dtype=np.int64))
        for number, codes in enumerate(blocking.keys(table), start=1)
    ]
    codes = np.concatenate(keys)
    positions = np.tile(rows, len(keys))
    known = codes != 0
    pairs = Listed(codes[known], positions[known])
    return [pairs, Listed(blocking.whole_records(table), rows), *listings(table)]


def _by_bucket(sections: Sequence[Listed], buckets: int) -> Iterator[bytes]:
    """Where each bucket of each section begins, and all sections as pairs of numbers, sorted by bucket."""
    import numpy as np

    starts, sorted_sections, before = [], [], 0
    for section in sections:
        bucket = section.thing.view(np.uint64) % np.uint64(buckets)
        order = np.argsort(bucket, kind="stable")
        starts.append(before + np.searchsorted(bucket[order], np.arange(buckets + 1, dtype=np.uint64)))
        sorted_sections.append(np.column_stack((section.thing[order], section.listed_with[order])))
        before += len(order)
    yield np.array([buckets], dtype=np.int64).tobytes()
    yield np.array(starts, dtype=np.int64).tobytes()
    for numbers in sorted_sections:
        yield np.ascontiguousarray(numbers, dtype=np.int64).tobytes()


def _gathered(task: Pairing) -> list[Listed]:
    """Each section of one bucket from all shelves; rows become positions among all records."""
    import numpy as np

    parts: list[list[NDArray[np.int64]]] = [[np.empty((0, 2), dtype=np.int64)] for _ in range(_SECTIONS)]
    before = 0
    for shelf in task.shelves:
        data = _there(task.exchange, f"{shelf.name}.keys")
        for section in range(_SECTIONS):
            of_rows = section in (_KEYS, _WHOLE)
            # The sum is a copy, so that not thousands of files are held open at once, which no system allows.
            parts[section].append(_bucket(data, section, task.bucket) + np.array([0, before if of_rows else 0]))
        before += shelf.records
    numbers = map(np.concatenate, parts)
    return [Listed(both[:, 0].copy(), both[:, 1].copy()) for both in numbers]


def _bucket(data: memoryview, section: int, bucket: int) -> "NDArray[np.int64]":
    import numpy as np

    numbers = np.frombuffer(data, dtype=np.int64)
    width = int(numbers[0]) + 1
    index = numbers[1 + section * width :]
    start, end = int(index[bucket]), int(index[bucket + 1])
    first = 1 + _SECTIONS * width
    return numbers[first + 2 * start : first + 2 * end].reshape(-1, 2)


def keep_run(told: Sequence[object], shelves: Sequence[Shelf], run: Earlier, exchange: Exchange) -> None:
    """Keep where the answers of a run are; `told` is all else that they follow from."""
    name = _run_of(told, shelves)
    if exchange.read(name) is None:
        exchange.write(name, [json.dumps([run.records, run.pairs, run.answers]).encode("ascii")])


def earlier_run(told: Sequence[object], shelves: Sequence[Shelf], exchange: Exchange) -> Earlier | None:
    """The run on the most of the first shelves, though not on all, of which everything is still there."""
    for count in range(len(shelves) - 1, 0, -1):
        data = exchange.read(_run_of(told, shelves[:count]))
        if data is not None:
            records, pairs, answers = json.loads(bytes(data))
            run = Earlier(records, tuple(pairs), tuple((start, end, name) for start, end, name in answers))
            if all(exchange.read(name) is not None for name in _files_of(run)):
                return run
    return None


def _run_of(told: Sequence[object], shelves: Sequence[Shelf]) -> str:
    return hash_of("run", *told, *(shelf.name for shelf in shelves)) + ".run"


def _files_of(run: Earlier) -> Iterator[str]:
    for name in run.pairs:
        yield from (f"{name}.pairs", f"{name}.facts")
    yield from (f"{name}.answers" for _, _, name in run.answers)


def _known(task: Comparing, run: Earlier, packed: "Codes", size: int) -> "NDArray[np.bool_]":
    """Which of the pairs of a task the earlier run has compared, with nothing changed since."""
    then = pairs_of_range(task.exchange, run.pairs, (task.start, task.end), run.records)
    changed = _changed(run, task.shelves, task.pairs, task.exchange)
    return known_pairs(packed, size, then, run.records, changed)


@lru_cache(maxsize=2)
def _changed(
    run: Earlier, shelves: tuple[Shelf, ...], pairs: tuple[str, ...], exchange: Exchange
) -> "NDArray[np.bool_]":
    """Of which records of an earlier run the corpus may say something else now."""
    asked = _asked_of(shelves, exchange)[: run.records]
    return changed_records(facts_of(run.pairs, exchange), facts_of(pairs, exchange), asked)


def _answered(task: Comparing, run: Earlier, known: "Codes", size: int) -> Iterator[Match]:
    """The answers of the earlier run on some of the pairs of a task."""
    wanted = set(known.tolist())
    for start, end, name in run.answers:
        if start < task.end and task.start < end:
            for match in answers_of(name, task.exchange):
                if match.left * size + match.right in wanted:
                    yield match


def pairs_of_range(exchange: Exchange, names: Sequence[str], within: tuple[int, int], size: int) -> "Codes":
    """The pairs of all buckets whose first record is in a range, each once, in order."""
    return blocking.unique_pairs([_of_range(exchange, name, within, size) for name in names])


def _of_range(exchange: Exchange, name: str, within: tuple[int, int], size: int) -> "Codes":
    import numpy as np

    packed = np.frombuffer(_there(exchange, f"{name}.pairs"), dtype=np.int64)
    start, end = np.searchsorted(packed, [within[0] * size, within[1] * size])
    return packed[start:end].copy()  # a view would hold the file open


def _asked(table: Columns) -> "Codes":
    """The codes of all that the corpus is asked about in comparing each record: one row for each."""
    import numpy as np

    return np.column_stack([coded(texts) for texts in compare.asked(table)])


def _asked_of(shelves: Sequence[Shelf], exchange: Exchange) -> "Codes":
    """The codes of all that the corpus is asked about in comparing the records of some shelves: one row for each."""
    import numpy as np

    # Each is copied; views would hold all files open.
    found = [np.frombuffer(_there(exchange, f"{shelf.name}.asked"), dtype=np.int64).copy() for shelf in shelves]
    return np.concatenate(
        [codes.reshape(shelf.records, -1) for codes, shelf in zip(found, shelves, strict=True) if shelf.records]
    )
