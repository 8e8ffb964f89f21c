"""Measure: `dedupe FILE...` on more records than a computer holds at once, such as ten million.

    python benchmarks/many.py 10000000 FOLDER

The records are those of the largest labelled set in ../shared, copied with other words, DOIs and volumes in each copy,
and dealt out one by one to files of 100,000, so that two records of one report are hardly ever in one file. They are
written into FOLDER, which takes 1.7 GB for each million; the command is run on them by two processes. If it is stopped,
the same words go on: files that are there are not written again, and the command does not do again what it has done.
FOLDER is left; delete it.
"""

import csv
import gzip
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, suppress
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

SET = Path(__file__).parent.parent.parent / "shared" / "dedupe" / "srsr" / "records.ris.gz"
REVIEWKIT = (sys.executable, "-m", "reviewkit")
PROCESSES = 2
PER_FILE = 100_000
_EVERY = 1.0  # seconds between two looks at the processes
_TAGS = ("TI", "AU", "PY", "T2", "VL", "IS", "SP", "DO", "AB")

Row = tuple[Any, ...]


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if not SET.exists():
        print("\nno labelled sets beside the project; many records were not measured")
        return
    size, folder = int(sys.argv[1]), Path(sys.argv[2])
    told = deduplicated(write(SET, size, folder / "files"), folder)
    print(f"\n| {' | '.join(Stage._fields).replace('_', ' ')} |\n|{'---|' * len(Stage._fields)}")
    for stage in stages_of(looks_in(folder / "looks.csv"), ends_in(folder / "exchange")):
        print(f"| {stage.stage} | {' | '.join(f'{number:.0f}' for number in stage[1:])} |")
    print(
        f"\nMB of files {megabytes_in(folder / 'files'):.0f}, of the exchange {megabytes_in(folder / 'exchange'):.0f}"
    )
    if told is None:
        sys.exit("the command was stopped; the same words go on")
    print(f"{told['records']} records, {told['unique']} unique, checksum {told['checksum']}")


# The records


def rows(
    source: Path, size: int, wanted: Callable[[int], bool] = lambda number: True
) -> Iterator[tuple[int, Row]]:
    """The number (from 0) and the values of each wanted record, the same each time: title, authors, year, journal,
    volume, issue, pages, DOI, start of the abstract.

    What is a duplicate inside a copy stays one; records of two copies share nothing but journal, year and pages.
    """
    from reviewkit.formats import ris

    with gzip.open(source, "rt", encoding="utf-8") as lines:
        records = ris.read(lines.read(), str(source)).records
    words = sorted({word for record in records for word in (record.title + " " + record.abstract[:480]).split()})
    names = sorted(
        {word for record in records for name in record.authors for word in name.split() if len(word) > 3}
    )
    for copy, first in enumerate(range(0, size, len(records))):
        other, other_name = shuffled(words, copy), shuffled(names, copy)
        for number, record in enumerate(records[: size - first], start=first):
            if wanted(number):
                yield number, _row(record, copy, other, other_name)


def _row(record: Any, copy: int, other: dict[str, str], other_name: dict[str, str]) -> Row:
    number = record.volume.split(" ")[0]
    return (
        _said(record.title, other),
        tuple(_said(name, other_name) for name in record.authors),
        record.year,
        record.journal,
        str(int(number) + 500 * copy) if number.isascii() and number.isdigit() else record.volume,
        record.issue,
        record.pages,
        f"{record.doi}.c{copy}" if record.doi else "",
        _said(record.abstract[:480], other),
    )


def _said(text: str, other: dict[str, str]) -> str:
    return " ".join(other.get(word, word) for word in text.split())


def shuffled(words: Sequence[str], seed: int) -> dict[str, str]:
    """Another word for each word; with 0 each stays as it is."""
    others = list(words)
    if seed:
        random.Random(seed).shuffle(others)
    return dict(zip(words, others, strict=True))


def ris_of(row: Row) -> str:
    """A record as RIS."""
    lines = ["TY  - JOUR"]
    for tag, value in zip(_TAGS, row, strict=True):
        lines += [f"{tag}  - {one}" for one in (value if isinstance(value, tuple) else (value,)) if one]
    return "\n".join([*lines, "ER  - ", "", ""])


def write(source: Path, size: int, folder: Path) -> list[Path]:
    """So many records in files; those that are there are not written again."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:04}.ris" for number in range(max(1, size // PER_FILE))]
    missing = [number for number, path in enumerate(paths) if not path.exists()]
    shares = [share for start in range(PROCESSES) if (share := missing[start::PROCESSES])]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(_write_some, source, size, paths, share) for share in shares]:
            done.result()
    return paths


def _write_some(source: Path, size: int, paths: Sequence[Path], mine: Sequence[int]) -> None:
    """Write some of the files, all at once: every so many-th record is in one file."""
    half_done = {number: paths[number].with_suffix(".writing") for number in mine}
    with ExitStack() as opened:
        files = {
            number: opened.enter_context(path.open("w", encoding="utf-8")) for number, path in half_done.items()
        }
        for number, row in rows(source, size, lambda number: number % len(paths) in files):
            files[number % len(paths)].write(ris_of(row))
    for number, path in half_done.items():
        path.rename(paths[number])


# The command, and what it takes


class Look(NamedTuple):
    """What the command and its processes had taken at one moment: processor time since it began, and memory then."""

    at: float
    processor: float
    megabytes: float
    of_the_first: float


class Stage(NamedTuple):
    """What one stage took: seconds by the clock and of the processor, and the most memory of all processes
    together and of the first of them."""

    stage: str
    s: float
    processor_s: float
    MB: float
    MB_of_the_first: float


def deduplicated(files: Sequence[Path], folder: Path) -> dict[str, Any] | None:
    """What the command says of the files, None where it was stopped. What it takes is added to looks.csv."""
    command = [*REVIEWKIT, "dedupe", *map(str, files), "--processes", str(PROCESSES)]
    command += ["--exchange", str(folder / "exchange"), "--json"]
    environment = {**os.environ, "REVIEWKIT_HOME": str(folder / "home")}
    with (folder / "said.json").open("w+", encoding="utf-8") as said:
        with (
            (folder / "looks.csv").open("a", encoding="utf-8", newline="") as file,
            subprocess.Popen(command, stdout=said, env=environment) as running,
        ):
            _look(running, csv.writer(file).writerow)
        said.seek(0)
        told: dict[str, Any] | None = None if running.returncode else json.load(said)
    return told


def _look(running: "subprocess.Popen[bytes]", keep: Callable[[Look], object]) -> None:
    """Look at a command until it ends; Ctrl-C, which it is told as well, ends it."""
    while running.poll() is None:
        with suppress(KeyboardInterrupt):
            keep(looked_at(running.pid))
            time.sleep(_EVERY)


def looked_at(process: int) -> Look:
    """What a process and those that it started have taken."""
    found = [_of_one(one) for one in _tree(process)] or [(0.0, 0.0)]
    return Look(time.time(), sum(cpu for cpu, _ in found), sum(held for _, held in found), found[0][1])


def _tree(process: int) -> list[int]:
    """A process and all that it started, the first first; none where /proc does not say."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [process, *(one for child in children for one in _tree(int(child)))]


def _of_one(process: int) -> tuple[float, float]:
    """Seconds of processor (with those of children that have ended) and MB; 0 where it has ended."""
    try:
        words = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    return sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK"), int(words[21]) * os.sysconf(
        "SC_PAGE_SIZE"
    ) / 2**20


def looks_in(path: Path) -> list[Look]:
    """The looks at all runs on a folder."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Look(*map(float, row)) for row in csv.reader(file)]


def ends_in(exchange: Path) -> dict[str, float]:
    """When each stage was done or, the last that has begun, how far it had come, by the files that it left."""
    last = {
        kind: max((path.stat().st_mtime for path in exchange.glob(f"*/*.{kind}")), default=0.0)
        for kind in ("shelf", "facts", "run", "answers")
    }
    return {
        "shelve": last["shelf"],
        "pair": last["facts"],
        "compare": last["run"] or last["answers"],
        "contradict": last["answers"],
    }


def stages_of(looks: Sequence[Look], ends: dict[str, float]) -> Iterator[Stage]:
    """What each stage took, and all of them; the time between two runs is that of none."""
    began = looks[0].at
    for stage, end in {**ends, "the rest": looks[-1].at}.items():
        if end > began:
            yield _stage(stage, looks, began, end)
            began = end
    yield _stage("all", looks, looks[0].at, looks[-1].at)


def _stage(stage: str, looks: Sequence[Look], began: float, ended: float) -> Stage:
    seconds = processor = 0.0
    for before, look in pairwise(looks):
        # Which part of the time between two looks is in the stage.
        part = max(0.0, min(look.at, ended) - max(before.at, began)) / (look.at - before.at)
        if look.processor >= before.processor:  # less is that of another run, which began from nothing
            seconds += part * (look.at - before.at)
            processor += part * (look.processor - before.processor)
    # A stage of less than a second may have no look in it.
    within = [look for look in looks if began <= look.at <= ended] or [
        min(looks, key=lambda look: abs(look.at - ended))
    ]
    most = max(look.megabytes for look in within), max(look.of_the_first for look in within)
    return Stage(stage, seconds, processor, *most)


def megabytes_in(folder: Path) -> float:
    """The room that the files of a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


if __name__ == "__main__":
    main()
