"""Inputs given to a family by a process of its own that has limits: 10 seconds of the processor and 1 GB for each.

`python -m benchmarks.fuzz.watched FAMILY` reads inputs in base64 from standard input, one per line, and answers each
with a line of JSON. Where it dies, it died of the input that it did not answer.
"""

import base64
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from time import process_time

from benchmarks.fuzz.families import FAMILIES, Family
from benchmarks.fuzz.mutate import mutated
from benchmarks.fuzz.tried import Failure, tried

REPOSITORY = Path(__file__).parents[2]
SECONDS, BYTES = 10, 1 << 30
_WAITED = 120  # seconds by the clock, for what waits without working


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of an input: its number, how many seconds of the processor it took, and what is wrong, if anything."""

    number: int
    seconds: float
    failure: Failure | None


def input_of(family: Family, corpus: Sequence[bytes], seed: str, number: int) -> bytes:
    """The input of this number: the same for the same corpus and seed."""
    random = Random(f"{seed}/{family.name}/{number}")
    return mutated(random, random.choice(corpus), corpus, family.tokens)


def watched(family: Family, inputs: Sequence[bytes]) -> Iterator[Tried]:
    """Give inputs to a family in processes with limits, one after the other; a new process where one died."""
    start = 0
    while start < len(inputs):
        last = start - 1
        with _process(family) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            for number in range(start, len(inputs)):
                try:
                    child.stdin.write(base64.b64encode(inputs[number]) + b"\n")
                    child.stdin.flush()
                except BrokenPipeError:
                    break
                line = child.stdout.readline()
                if not line:
                    break
                last = number
                said = json.loads(line)
                yield Tried(number, said["seconds"], Failure(**said["failure"]) if said["failure"] else None)
            child.stdin.close()
            child.wait()
            if last + 1 < len(inputs):
                yield Tried(last + 1, float(SECONDS), _died(child.returncode))
        start = last + 2


def _process(family: Family) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "benchmarks.fuzz.watched", family.name]
    return subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def _died(status: int) -> Failure:
    """What is wrong with an input that ended the process."""
    if status == -signal.SIGPROF:
        return Failure("time", f"over {SECONDS} seconds")
    if status == -signal.SIGALRM:
        return Failure("time", f"waited for {_WAITED} seconds")
    return Failure("died", f"the process ended with {status}")


# -- within the process


def limited() -> None:
    """Let this process have no more than so many bytes beside those that it has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(family: Family, data: bytes, folder: Path) -> dict[str, object]:
    began = process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # nobody handles its signal, which ends the process
    signal.alarm(_WAITED)
    failure = tried(family, data, folder)
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.alarm(0)
    return {"seconds": process_time() - began, "failure": asdict(failure) if failure else None}


def main() -> None:
    """Answer every line of standard input."""
    family = FAMILIES[sys.argv[1]]
    out = sys.stdout
    sys.stdout = sys.stderr
    warnings.simplefilter("error")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home:
        os.environ["REVIEWKIT_HOME"] = home
        tried(family, family.corpus[0], Path(folder))  # which imports what is imported late
        limited()
        for line in sys.stdin.buffer:
            answer = _answer(family, base64.b64decode(line), Path(folder))
            out.write(json.dumps(answer) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
