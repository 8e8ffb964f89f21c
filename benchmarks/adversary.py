"""An adversary of matching: real records changed on purpose, kind by kind. Writes docs/adversary.md. `make adversary`

Needs ../shared/exports. `--kind NAME` (again and again) runs only kinds whose names begin so, `--show NAME` lists what
went wrong with a kind by the places of its sources in the exports, `--json FILE` writes the figures as values.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

from benchmarks.adversary import trials  # noqa: E402
from benchmarks.adversary.all_kinds import KINDS  # noqa: E402
from benchmarks.adversary.counts import row  # noqa: E402
from benchmarks.adversary.kinds import Kind, Side  # noqa: E402
from benchmarks.adversary.page import Batching, Figures, as_json, page  # noqa: E402
from benchmarks.adversary.sources import Source, read_sources  # noqa: E402
from benchmarks.adversary.trials import Outcome, Result, Try  # noqa: E402
from reviewkit import __version__  # noqa: E402
from reviewkit.matching import Columns  # noqa: E402

EXPORTS = REPOSITORY.parent / "shared" / "exports"
PAGE = REPOSITORY / "docs" / "adversary.md"
TRIES = 3000
ALONE = 10  # tries of each kind that are also run alone
BACKGROUND = 400  # records that a single try is matched among
SHOWN = 20  # examples that are listed


def main() -> None:
    given = _options()
    if not given.exports.is_dir():
        print("no real exports beside the project; the adversary was not run")
        return
    began = time.perf_counter()
    sources = read_sources(given.exports)
    kinds = _chosen([*given.kind, *given.show])
    with _workers(sources, kinds, given.processes) as pool:
        figures, results = _measured(pool, kinds, sources, given.tries)
    if given.json:
        given.json.write_text(json.dumps(as_json(figures), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if given.show:
        print("\n".join(_examples(kinds, sources, results)))
        return
    print(page(figures))
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    if given.kind or given.tries != TRIES or given.exports != EXPORTS:
        print(
            f"{PAGE.name} stays as it is, because not all kinds were tried {TRIES} times on all exports",
            file=sys.stderr,
        )
        return
    PAGE.write_text(page(figures), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", action="append", default=[], metavar="NAME", help="only kinds that begin so")
    parser.add_argument(
        "--show", action="append", default=[], metavar="NAME", help="list what went wrong with a kind"
    )
    parser.add_argument("--tries", type=int, default=TRIES, help=f"of each kind ({TRIES})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as values")
    parser.add_argument(
        "--exports", type=Path, default=EXPORTS, metavar="FOLDER", help="exports with an INDEX.tsv"
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _chosen(names: Sequence[str]) -> list[Kind]:
    """The kinds whose names begin with one of these, or all."""
    found = [kind for kind in KINDS if not names or kind.name.startswith(tuple(names))]
    if not found:
        raise SystemExit(f"no kind begins with {', '.join(names)}; docs/{PAGE.name} lists all")
    return found


# What each process works on: given once, because the sources are large.


@dataclass(frozen=True)
class _Work:
    sources: Sequence[Source]
    kinds: Sequence[Kind]

    def suitable(self, kind: int, most: int) -> list[int]:
        return trials.suitable(self.kinds[kind], self.sources, most)

    def run(self, batch: Sequence[Try]) -> list[Result]:
        return trials.run(batch, self.kinds, self.sources)

    @cached_property
    def unchanged(self) -> Columns:
        """The records that a single try is matched among."""
        return trials.background(self.sources, BACKGROUND)

    def alone(self, tries: Sequence[Try]) -> list[Outcome]:
        """What becomes of each try where no other try is."""
        return [trials.run([one], self.kinds, self.sources, self.unchanged)[0].outcome for one in tries]


_work: list[_Work] = []


@contextmanager
def _workers(sources: Sequence[Source], kinds: Sequence[Kind], processes: int) -> Iterator[ProcessPoolExecutor]:
    names = [kind.name for kind in kinds]
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(sources, names)) as pool:
        yield pool


def _begin(sources: Sequence[Source], names: Sequence[str]) -> None:
    by_name = {kind.name: kind for kind in KINDS}
    _work[:] = [_Work(sources, [by_name[name] for name in names])]


def _suitable(kind: int, most: int) -> list[int]:
    return _work[0].suitable(kind, most)


def _run(batch: Sequence[Try]) -> list[Result]:
    return _work[0].run(batch)


def _alone(tries: Sequence[Try]) -> list[Outcome]:
    return _work[0].alone(tries)


def _measured(
    pool: ProcessPoolExecutor, kinds: Sequence[Kind], sources: Sequence[Source], most: int
) -> tuple[Figures, list[list[Result]]]:
    """All tries of all kinds; the figures, and the results by kind."""
    plan = list(pool.map(_suitable, range(len(kinds)), [most] * len(kinds)))
    found: list[list[Result]] = [[] for _ in kinds]
    batches = trials.batches(plan)
    for done, results in enumerate(pool.map(_run, batches), start=1):
        if done % 50 == 0:
            print(f"{done} of {len(batches)} batches", file=sys.stderr, flush=True)
        for result in results:
            found[result.made.kind].append(result)
    for results in found:
        results.sort(key=lambda result: result.made.source)
    rows = tuple(
        row(kind, (result.outcome for result in results)) for kind, results in zip(kinds, found, strict=True)
    )
    return Figures(__version__, len(sources), most, rows, _batching(pool, kinds, sources, found)), found


def _batching(
    pool: ProcessPoolExecutor, kinds: Sequence[Kind], sources: Sequence[Source], found: Sequence[Sequence[Result]]
) -> Batching:
    """Some tries of each kind again, each alone among unchanged records."""
    unchanged = set(trials.background_positions(len(sources), BACKGROUND))
    again = [[one for one in results if one.made.source not in unchanged][:ALONE] for results in found]
    alone = list(pool.map(_alone, [[one.made for one in results] for results in again]))
    otherwise = {
        kind.name: count
        for kind, results, outcomes in zip(kinds, again, alone, strict=True)
        if (count := sum(one.outcome is not other for one, other in zip(results, outcomes, strict=True)))
    }
    return Batching(sum(map(len, alone)), otherwise)


def _examples(
    kinds: Sequence[Kind], sources: Sequence[Source], found: Sequence[Sequence[Result]]
) -> Iterator[str]:
    """What went wrong: the place of the source, the fields that were changed, the rules; no text of a record."""
    for kind, results in zip(kinds, found, strict=True):
        wrong = Outcome.JOINED if kind.side is Side.DIFFERENT else Outcome.APART
        bad = [result for result in results if result.outcome is wrong]
        yield f"{kind.name}: {len(bad)} of {len(results)} {wrong.name.lower()} in silence"
        for result in bad[:SHOWN]:
            source = sources[result.made.source]
            fields = ", ".join(trials.changed(trials.made(kind, source) or ()))
            yield f"  {source.key}: {fields} ({'; '.join(result.rules) or 'no rule'})"


if __name__ == "__main__":
    main()
