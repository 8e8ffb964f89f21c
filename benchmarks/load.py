"""Measure reviewkit on a large review: 100,000 records, 20,000 of them duplicates, 150,000 decisions. `make bench`

Every figure is of a whole process, from start to exit: the median of its seconds and of those that it computed, and
the most memory that one process held. The folder is invented (invented.py) and copied before each first call, so that
a first call finds nothing that an earlier one kept; its files are in the memory of the system then, so the disk does
not count. Two versions take turns in the same run. No absolute time decides anything: times are shown beside `--help`
of the same version, and beside the other version where `--against` names one. On a busy computer the seconds that were
computed (CPU s) say more: what others do at the time lengthens all seconds, but hardly these.

    python benchmarks/load.py
    python benchmarks/load.py --records 10000 --against ANOTHER/bin/reviewkit
    python benchmarks/load.py --process
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

INVENTED = Path(__file__).parent / "invented.py"
AGAIN = 3
FLOW = "prisma --json"
SITTING = 200
PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes on a Mac, KB elsewhere


class Step(NamedTuple):
    """One command of a round: the row of the table it counts in, its words, and whether the folder is copied anew."""

    row: str
    words: tuple[str, ...]
    anew: bool = False


def steps(record: str) -> tuple[Step, ...]:
    """A round, in its order; `record` is one that nobody decided on."""
    return (
        Step("--help", ("--help",)),
        Step("status, first", ("status",), anew=True),
        *(Step("status, again", ("status",)) for _ in range(AGAIN)),
        Step("prisma, first", ("prisma",), anew=True),
        *(Step("prisma, again", ("prisma",)) for _ in range(AGAIN)),
        Step(FLOW, ("prisma", "--json")),
        Step("screen decide", ("screen", "decide", record, "-d", "exclude", "--as", "a")),
        Step("status after it", ("status",)),
    )


class Ran(NamedTuple):
    """One process that ended: what it said, how long it took, how much of that it computed, the most memory it held."""

    status: int
    out: str
    err: str
    seconds: float
    computed: float
    megabytes: float


@dataclass(frozen=True)
class Tool:
    """A reviewkit to measure. Its environment leads it to no module of another one."""

    label: str
    command: tuple[str, ...]
    environment: dict[str, str]

    def run(self, *words: str, folder: Path | None = None, keep: Path | None = None) -> Ran:
        """Run one command to its end, in a review folder where one is given.

        What it prints goes into the file `keep` where one is named: Linux counts the memory of a parent in the peak of
        the children that it starts, so this process must stay small while it measures.
        """
        where = ("-C", str(folder)) if folder else ()
        with keep.open("w+b") if keep else tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            began = time.perf_counter()
            child = subprocess.Popen(
                [*self.command, *words, *where],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=self.environment,
            )
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - began
            child.returncode = os.waitstatus_to_exitcode(status)
            said = "" if keep else text(out)
            computed = usage.ru_utime + usage.ru_stime
            return Ran(child.returncode, said, text(err), seconds, computed, usage.ru_maxrss / PER_MB)

    def must(self, *words: str, folder: Path | None = None, keep: Path | None = None) -> Ran:
        """As run; stops where the command did not succeed."""
        ran = self.run(*words, folder=folder, keep=keep)
        if ran.status:
            raise SystemExit(
                f"{self.label}: reviewkit {' '.join(words)} ended with {ran.status}:\n{ran.err[-2000:]}"
            )
        return ran

    def keeping(self, cache: Path) -> "Tool":
        """The same, with what it keeps between calls in a folder of ours."""
        return replace(self, environment={**self.environment, "XDG_CACHE_HOME": str(cache)})


def text(file: BinaryIO) -> str:
    """What a process wrote into a file."""
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def tool(path: str, label: str) -> Tool:
    """The reviewkit at a path; "" is that of the running interpreter."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    if not path:
        return Tool(label, (sys.executable, "-m", "reviewkit"), environment)
    environment.pop("PYTHONPATH", None)  # it would lead the other version to our modules
    return Tool(label, (str(Path(path).absolute()),), environment)


def version(measured: Tool) -> str:
    return measured.must("--version").out.strip()


def main() -> None:
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        place = Path(folder)
        made = make(place / "made", given.records, given.seed)
        if given.process:
            report_sitting(place / "made")
            return
        tools = [tool(given.reviewkit, "this"), *([tool(given.against, "other")] if given.against else [])]
        about = "; ".join(f"{one.label}: {version(one)}" for one in tools)
        print(
            f"\n{made['records']} records, {made['duplicates']} of them duplicates; {made['decisions']} decisions; "
            f"{made['retrievals']} full texts asked for\n{about}; median of {given.runs} rounds\n",
            flush=True,
        )
        found = measure(tools, place, made["undecided"][0], given.runs)
        print("\n".join(table(found)))
        print("\n".join(differences(place, found, made)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure reviewkit on a large, invented review.")
    parser.add_argument("--records", type=int, default=100_000, help="How many records; all else goes with it.")
    parser.add_argument("--runs", type=int, default=3, help="How many rounds.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reviewkit", default="", help="The executable; otherwise that of this interpreter.")
    parser.add_argument("--against", default="", help="Another executable, measured in turn.")
    parser.add_argument(
        "--process", action="store_true", help="From a decision to the next record, in one process."
    )
    return parser.parse_args()


def make(root: Path, records: int, seed: int) -> dict[str, Any]:
    """Make the review, in a process of its own so that this one stays small."""
    command = [sys.executable, str(INVENTED), str(root), "--records", str(records), "--seed", str(seed)]
    made: dict[str, Any] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    if not made["undecided"]:
        raise SystemExit("so few records leave nothing to decide; take some hundreds")
    return made


class Figures:
    """What was measured of one tool, by the rows of the table."""

    def __init__(self) -> None:
        self.runs: dict[str, list[Ran]] = defaultdict(list)

    def seconds(self, row: str) -> float:
        return statistics.median(ran.seconds for ran in self.runs[row])

    def cells(self, row: str) -> list[str]:
        """A row of the table: seconds, those computed, how many times as long as --help, memory."""
        computed = statistics.median(ran.computed for ran in self.runs[row])
        megabytes = max(ran.megabytes for ran in self.runs[row])
        ratio = self.seconds(row) / self.seconds("--help")
        return [f"{self.seconds(row):.2f}", f"{computed:.2f}", f"{ratio:.1f}", f"{megabytes:.0f}"]


def measure(tools: list[Tool], place: Path, record: str, rounds: int) -> dict[str, Figures]:
    """All rounds, command by command in turn; who begins changes with the round."""
    found = {one.label: Figures() for one in tools}
    for one in tools:
        one.must("--help")  # the very first start compiles modules
    for number in range(1, rounds + 1):
        began = time.perf_counter()
        for step in steps(record):
            for one in tools if number % 2 else reversed(tools):
                found[one.label].runs[step.row].append(take(one, step, place))
        for figures in found.values():
            figures.runs["decide, then status"].append(together(figures))
        print(f"round {number} of {rounds}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return found


def together(figures: Figures) -> Ran:
    """What one change costs: the decision and the status after it, of the latest round."""
    decided, after = (figures.runs[row][-1] for row in ("screen decide", "status after it"))
    seconds, computed = decided.seconds + after.seconds, decided.computed + after.computed
    return Ran(0, "", "", seconds, computed, max(decided.megabytes, after.megabytes))


def take(one: Tool, step: Step, place: Path) -> Ran:
    """One command on this tool's copy of the folder."""
    own = place / one.label
    if step.anew:
        shutil.rmtree(own, ignore_errors=True)
        shutil.copytree(place / "made", own / "review")
    folder = None if step.row == "--help" else own / "review"
    keep = place / f"{one.label}.json" if step.row == FLOW else None
    return one.keeping(own / "cache").must(*step.words, folder=folder, keep=keep)


def table(found: dict[str, Figures]) -> Iterator[str]:
    """The figures, a row a command; with two tools also how many times as long the other takes."""
    ours, *others = found.values()
    head = ["command", *(f"{label}: {what}" for label in found for what in ("s", "CPU s", "x --help", "MB"))]
    yield _row([*head, *("other / this" for _ in others)])
    yield _row(["---"] * (len(head) + len(others)))
    for row in ours.runs:
        cells = [cell for figures in found.values() for cell in figures.cells(row)]
        yield _row([row, *cells, *(f"{other.seconds(row) / ours.seconds(row):.2f}" for other in others)])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def differences(place: Path, labels: Iterable[str], made: dict[str, Any]) -> Iterator[str]:
    """What tells that the folder was read as it was made, and alike by both."""
    flows = {label: flow(place / f"{label}.json") for label in labels}
    for label, boxes in flows.items():
        for box, wanted in (("id.databases", made["records"]), ("rm.duplicates", made["duplicates"])):
            if boxes.get(box) != wanted:
                yield f"{label} counts {boxes.get(box)} in {box}, but {wanted} were made"
    ours, *others = flows.values()
    for other in others:
        unlike = [box for box in {**ours, **other} if ours.get(box) != other.get(box)]
        yield f"\nboxes of the flow that differ between the two: {', '.join(unlike) or 'none'}"


def flow(printed: Path) -> dict[str, int]:
    """The numbers of the flow that prisma --json printed."""
    boxes = json.loads(printed.read_text(encoding="utf-8"))["boxes"]
    return {name: box["n"] for name, box in boxes.items()}


def report_sitting(root: Path) -> None:
    """Print what one person waits for between two records, in one running process."""
    took = decide_and_next(root)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / PER_MB
    print("\n| decisions in one process | median, ms | worst, ms | MB |\n|---|---|---|---|")
    print(
        _row([f"{len(took)}", f"{1000 * statistics.median(took):.1f}", f"{1000 * max(took):.1f}", f"{peak:.0f}"])
    )


def decide_and_next(root: Path) -> list[float]:
    """Seconds from each of 200 decisions until the next record is known; opening the review does not count."""
    step = sitting(root, "a")
    took = []
    for _ in range(SITTING):
        began = time.perf_counter()
        step()
        took.append(time.perf_counter() - began)
    return took


# ------------------------------------------------------------------------------------------------- the adapter
# All that the measurement within one process needs to know of reviewkit's insides stands in this one function.


def sitting(root: Path, who: str) -> Callable[[], object]:
    """Open a review for one person; a function that decides on the record at hand and returns the next one."""
    from reviewkit.actions.screening import decide
    from reviewkit.blind import blind_view
    from reviewkit.store.open_review import open_review
    from reviewkit.words import Choice

    folder = open_review(root)
    view = blind_view(folder.review, who)
    waiting = [report for report, _ in view.queue] or list(view.reports)
    left = iter(waiting * (1 + SITTING // len(waiting)))

    def step() -> object:
        decide(folder, who, next(left), Choice.EXCLUDE)
        after = blind_view(folder.review, who)
        return after.records[after.queue[0][0] if after.queue else waiting[0]]

    return step


if __name__ == "__main__":
    main()
