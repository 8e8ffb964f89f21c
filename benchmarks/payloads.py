"""Texts of strangers in each field of a review, and what acts: tests/faults/test_payloads.py for every payload.

The review is filled in once for each payload, each time beginning with another one, so that each of them is in each
field once. Every command is run on a terminal, and every file is read for what acts (tests/opened.py).

With `--programs`, the files of the last review are opened in the programs themselves, where they are installed:

- LibreOffice reads each CSV with a comma, a semicolon and a tab between cells, as Excel does in one country or another,
  with formulas evaluated, and each workbook, document and slide; a formula in what it made of them acts;
- Chromium opens each page and drawing; a dialog, a script of a payload that ran, or a request to anywhere acts;
- a terminal (tmux) shows what commands print; a changed title of its window acts.

    python benchmarks/payloads.py --every 10
    python benchmarks/payloads.py --every 95 --programs
    python benchmarks/payloads.py --first 13 --last 40
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from payload_programs import PROGRAMS

from tests.faults.hostile import PAYLOADS, SHOWN, Strangers, ask, fill, on_a_terminal, printed, written
from tests.opened import acts, steering

KEPT = (".yaml", ".txt", ".new", ".jsonl")  # of the files made: what people wrote, and logs


def main() -> None:
    """Fill, run, open, print."""
    options = _options()
    counts: Counter[str] = Counter()
    found: list[str] = []
    starts = range(options.first, min(options.last + 1, len(PAYLOADS)), options.every)
    for start in starts:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as place:
            for what, where in _one(Path(place), start, counts):
                found.append(f"{start:>3}  {what}  {where}")
                print(found[-1], flush=True)
            if options.programs and start == starts[-1]:
                for name, opened in PROGRAMS.items():
                    for what, where in opened(Path(place), counts):
                        found.append(f"{name}: {what}  {where}")
                        print(found[-1], flush=True)
        print(f"{start:>3}  {time.monotonic() - began:.0f} s", flush=True)
    print(f"\n{len(PAYLOADS)} payloads, {len(starts)} reviews")
    for kind, n in sorted(counts.items()):
        print(f"{kind:<24}{n:>7}")
    print(f"{'acted or broke':<24}{len(found):>7}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="Begin with every Nth payload only.")
    parser.add_argument(
        "--first", type=int, default=0, help="The payload to begin with, from 0, so that it can be done in parts."
    )
    parser.add_argument("--last", type=int, default=len(PAYLOADS) - 1, help="The last payload to begin with.")
    parser.add_argument("--programs", action="store_true", help="Also open the files in the programs themselves.")
    return parser.parse_args()


def _one(place: Path, start: int, counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Fill one review and look at all of it: what acted, and where."""
    root, made = place / "review", place / "made"
    root.mkdir()
    made.mkdir()
    os.environ["REVIEWKIT_HOME"] = str(place / "home")
    os.chdir(root)

    def looked(words: str, out: str) -> Iterator[tuple[str, str]]:
        counts["commands"] += 1
        if signs := steering(out):
            yield f"steers the terminal: {signs[:4]}", words
        if "Traceback" in out:
            yield "broke", words

    try:
        for words, said in _filled(root, start):
            yield from looked(words, said)
        for words in SHOWN:
            for name, ran in printed(on_a_terminal, words):
                yield from looked(name, ran.out + ran.err)
            for ending in SHOWN[words]:
                path = made / f"{words.replace(' ', '_').replace('--', '')}.{ending}"
                ran = written(on_a_terminal, words, ending, path)
                yield from looked(f"{words} -o {ending}", ran.err)
                if ran.status:
                    yield f"not written: {ran.err[-200:]!r}", f"{words} -o {ending}"
        shutil.copytree(root, place / "changed")
        os.chdir(place / "changed")
        for words, ran in ask(made, on_a_terminal, Strangers(start)):
            yield from looked(words, ran.out + ran.err)
    except Exception as error:
        yield f"broke: {error!r}"[:600], ""
    for path in made.iterdir():
        if path.is_file() and path.suffix not in KEPT:
            counts[f"files {path.suffix}"] += 1
            yield from _in_file(path)
    os.chdir(place)


def _filled(root: Path, start: int) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []

    def run(*words: str | Path, typed: str = "") -> object:
        ran = on_a_terminal(*words, typed=typed)
        said.append((" ".join(map(str, words)), ran.out + ran.err))
        return ran

    fill(root, run, Strangers(start))  # type: ignore[arg-type]
    return said


def _in_file(path: Path) -> Iterator[tuple[str, str]]:
    try:
        yield from ((what, path.name) for what in acts(path))
    except Exception as error:
        yield f"cannot be read: {error!r}", path.name


if __name__ == "__main__":
    main()
