"""Every reader is given inputs that no program wrote, for as long as one likes. `make fuzz OPTIONS="--seconds 600"`

Each family of readers (benchmarks/fuzz/families.py) gets inputs made from its corpus (tests/faults/corpus), in a
process with limits. Wrong is what ends in a traceback, takes over 10 seconds of the processor or 1 GB, or breaks what
must be true of every input; it is made as short as it can be, written to --findings, and named at the end, which is
with status 1. With atheris (pip install atheris), inputs that reach code that none reached before are kept in --kept
and changed further; without it, or with --engine own, the same seed gives the same inputs.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import monotonic

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

from benchmarks.fuzz.families import FAMILIES, Family  # noqa: E402
from benchmarks.fuzz.minimise import minimised  # noqa: E402
from benchmarks.fuzz.tried import Failure, tried  # noqa: E402
from benchmarks.fuzz.watched import Tried, input_of, watched  # noqa: E402

_AT_ONCE = 200  # inputs that one process is given before the clock is looked at
_SECONDS = 600  # a family before a release
_MOST_FINDINGS = 25  # of a family that are made shorter and written


@dataclass(slots=True)
class Campaign:
    """What came of the inputs to a family."""

    family: Family
    executions: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    found: dict[Failure, bytes] = field(default_factory=dict)

    def add(self, one: Tried, data: bytes) -> None:
        """Count an input; of inputs that fail in one way the shortest is kept."""
        self.executions += 1
        self.seconds += one.seconds
        self.slowest = max(self.slowest, one.seconds)
        if one.failure:
            self.fail(one.failure, data)

    def fail(self, failure: Failure, data: bytes) -> None:
        """Keep an input that failed, if it is the shortest of its kind."""
        same = Failure(failure.kind, failure.where)
        if same not in self.found or len(data) < len(self.found[same]):
            self.found[same] = data


def own(family: Family, seed: str, seconds: float, executions: int) -> Campaign:
    """Inputs made of the corpus alone, until the time is up or there were so many."""
    campaign, corpus, end = Campaign(family), family.corpus, monotonic() + seconds
    first = 0
    while (not executions or first < executions) and monotonic() < end:
        count = min(_AT_ONCE, executions - first) if executions else _AT_ONCE
        inputs = [input_of(family, corpus, seed, number) for number in range(first, first + count)]
        for one in watched(family, inputs):
            campaign.add(one, inputs[one.number])
        first += count
    return campaign


def guided(family: Family, seed: str, seconds: float, kept: Path) -> Campaign:
    """Inputs that atheris makes, which sees what code they reach."""
    campaign, end = Campaign(family), monotonic() + seconds
    (kept / family.name).mkdir(parents=True, exist_ok=True)
    while (left := int(end - monotonic())) > 0:
        with tempfile.TemporaryDirectory() as folder:
            command = [
                "-m",
                "benchmarks.fuzz.guided",
                family.name,
                seed,
                str(left),
                str(kept / family.name),
                folder,
            ]
            subprocess.run([sys.executable, *command], cwd=REPOSITORY, stderr=subprocess.DEVNULL, check=False)
            if not _counted(campaign, Path(folder)):
                break
    return campaign


def _counted(campaign: Campaign, folder: Path) -> bool:
    """Add what a run of atheris left in a folder; whether it left anything."""
    report = folder / "report.json"
    if report.exists():
        said = json.loads(report.read_text(encoding="utf-8"))
        campaign.executions += said["executions"]
        campaign.seconds += said["seconds"]
        campaign.slowest = max(campaign.slowest, said["slowest"])
    for path in sorted(folder.glob("input-*")):  # also what ended the run
        for one in watched(campaign.family, [path.read_bytes()]):
            if one.failure:
                campaign.fail(one.failure, path.read_bytes())
    return report.exists()


def shortest(family: Family, failure: Failure, data: bytes) -> bytes:
    """An input without what its failure does not need. What ends a process is left as it is: each try takes one."""
    if failure.kind not in ("traceback", "invariant"):
        return data

    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home:
        os.environ["REVIEWKIT_HOME"] = home

        def fails(shorter: bytes) -> bool:
            found = tried(family, shorter, Path(folder))
            return found is not None and (found.kind, found.where) == (failure.kind, failure.where)

        return minimised(data, fails)


def written(campaign: Campaign, folder: Path) -> Iterator[str]:
    """Write what failed, and say where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for failure, data in list(campaign.found.items())[:_MOST_FINDINGS]:
        short = shortest(campaign.family, failure, data)
        path = folder / f"{campaign.family.name}-{sha256(short).hexdigest()[:10]}"
        path.write_bytes(short)
        yield f"  {failure.kind}: {failure.where}\n    {path} ({len(short)} bytes)"


def main() -> int:
    """Fuzz the families that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--family", action="append", choices=sorted(FAMILIES), help="only this one (again and again)"
    )
    parser.add_argument("--seconds", type=float, default=_SECONDS, help="for each family")
    parser.add_argument("--executions", type=int, default=0, help="at most so many inputs a family (own engine)")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--engine", choices=("own", "atheris"), help="the one that is installed, if not said")
    parser.add_argument("--kept", type=Path, default=Path("fuzz-kept"), help="inputs that reached new code")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    asked = parser.parse_args()
    by_code = (asked.engine or "atheris") == "atheris" and importlib.util.find_spec("atheris") is not None
    failed = False
    for name in asked.family or FAMILIES:
        family = FAMILIES[name]
        campaign = (
            guided(family, asked.seed, asked.seconds, asked.kept)
            if by_code
            else own(family, asked.seed, asked.seconds, asked.executions)
        )
        print(
            f"{name}: {campaign.executions:,} inputs in {campaign.seconds / 60:.1f} minutes of the processor, "
            f"the slowest {campaign.slowest:.1f} s; {len(campaign.found)} kinds of failure",
            flush=True,
        )
        for line in written(campaign, asked.findings):
            print(line, flush=True)
        failed = failed or bool(campaign.found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
