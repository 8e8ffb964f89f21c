"""Inputs made by atheris, which sees the code that they reach and goes on from those that reach more.

`python -m benchmarks.fuzz.guided FAMILY SEED SECONDS KEPT FOLDER`. KEPT gets inputs that reached new code; FOLDER gets
report.json (inputs, seconds) and input-*, one for each kind of failure, besides the input that is being read, which
is left there where it ends the process.
"""

import json
import os
import signal
import sys
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["reviewkit"], enable_loader_override=False):
    from benchmarks.fuzz.families import CORPUS, FAMILIES
    from benchmarks.fuzz.mutate import LARGEST, mutated
    from benchmarks.fuzz.tried import tried
    from benchmarks.fuzz.watched import SECONDS, limited

if TYPE_CHECKING:
    from benchmarks.fuzz.families import Family

_REPORTED = 500  # inputs between two reports
_OWN = 0.7  # how many inputs are changed our way; the others as atheris does
_SLOWER = 3  # the code that atheris watches takes longer


class Guided:
    """The inputs to one family, counted."""

    def __init__(self, family: "Family", folder: Path) -> None:
        self.family, self.folder = family, folder
        self.corpus = family.corpus
        self.executions, self.seconds, self.slowest = 0, 0.0, 0.0
        self.known: set[tuple[str, str]] = set()
        self.scratch = Path(tempfile.mkdtemp())

    def read(self, data: bytes) -> None:
        """Read one input; atheris calls this."""
        now = self.folder / "input-now"
        now.write_bytes(data)
        began = process_time()
        signal.setitimer(signal.ITIMER_PROF, _SLOWER * SECONDS)
        failure = tried(self.family, data, self.scratch)
        signal.setitimer(signal.ITIMER_PROF, 0)
        took = process_time() - began
        self.executions += 1
        self.seconds += took
        self.slowest = max(self.slowest, took)
        if failure and (failure.kind, failure.where) not in self.known:
            self.known.add((failure.kind, failure.where))
            (self.folder / f"input-{len(self.known)}").write_bytes(data)
        now.unlink()
        if self.executions % _REPORTED == 1:
            self.report()

    def changed(self, data: bytes, most: int, seed: int) -> bytes:
        """The next input from one that is kept."""
        random = Random(seed)
        if random.random() < _OWN:
            return mutated(random, data, self.corpus, self.family.tokens)[:most]
        with suppress(Exception):
            return bytes(atheris.Mutate(data, most))
        return data

    def report(self) -> None:
        """Write how many inputs there were so far."""
        said = {"executions": self.executions, "seconds": self.seconds, "slowest": self.slowest}
        (self.folder / "report.json").write_text(json.dumps(said), encoding="utf-8")


def main() -> None:
    """Fuzz until the time is up."""
    name, seed, seconds, kept, folder = sys.argv[1:6]
    sys.stdout = sys.stderr
    warnings.simplefilter("error")
    os.environ["REVIEWKIT_HOME"] = tempfile.mkdtemp()
    guided = Guided(FAMILIES[name], Path(folder))
    limited()
    number = Random(seed).randrange(1, 2**31)
    options = [
        f"-max_total_time={seconds}",
        f"-seed={number}",
        f"-max_len={LARGEST}",
        "-rss_limit_mb=0",
        "-timeout=600",
        f"-artifact_prefix={folder}/",  # else what took long is left where the command was given
    ]
    options += ["-print_final_stats=0", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, kept, str(CORPUS / name)], guided.read, custom_mutator=guided.changed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
