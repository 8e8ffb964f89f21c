"""Measure: what `dedupe` costs the first time, again with nothing changed, and with some new records. `make bench`

Whole commands, of files outside a review and in a review folder; each in a process of its own, with a cache that begins
empty. The seconds are those of the processor, of all processes of a command together, because a clock also counts what
else the computer does. Alone on a computer, a command takes about as long by the clock, or less where several processes
share its work. Records are those of the largest labelled set in ../shared, or of the file named; without them nothing
is measured. Where they are too few, each comes once more with other letters and digits, as a record of another report.
"""

import gzip
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

SET = Path(__file__).parent.parent.parent / "shared" / "dedupe" / "srsr" / "records.ris.gz"
REVIEWKIT = [sys.executable, "-m", "reviewkit"]
RECORDS = 100_000
FILES = 5
NEW = 1000
LETTERS = str.maketrans("aeiouAEIOUnrstlNRSTL", "eiouaEIOUArstlnRSTLN")
DIGITS = str.maketrans("0123456789", "9876543210")


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SET
    if not source.exists():
        print("\nno labelled sets beside the project; second runs were not measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        os.environ["REVIEWKIT_HOME"] = str(here / "home")
        old, new, count = split(source, here)
        rows = files_again(old, new, here)
        os.environ["REVIEWKIT_HOME"] = str(here / "other-home")
        rows |= review_again(old, new, here / "review")
    print(
        f"\n| {count} records in {FILES} files, then {NEW} more | first, s | again | with the new ones | again |"
    )
    print("|---|---|---|---|---|")
    for name, seconds in rows.items():
        print(f"| {name} | " + " | ".join("" if one is None else f"{one:.1f}" for one in seconds) + " |")


def split(source: Path, here: Path) -> tuple[list[Path], Path, int]:
    """The old records in files of one size, the new ones in a file of their own: every so many-th, so that they have
    duplicates among the others. And how many the old ones are."""
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        records = [text for text in re.split(r"(?m)^ER  -.*\n+", lines.read()) if text.strip()]
    if len(records) < RECORDS + NEW:
        records += list(map(of_another_report, records))
    records = records[: RECORDS + NEW]
    step = max(2, len(records) // NEW)
    new = [record for n, record in enumerate(records) if n % step == 0][:NEW]
    old = [record for n, record in enumerate(records) if n % step or n // step >= NEW]
    size = -(-len(old) // FILES)
    parts = [old[start : start + size] for start in range(0, len(old), size)]
    paths = [here / f"part{n}.ris" for n in range(len(parts))]
    for path, part in zip([*paths, here / "new.ris"], [*parts, new], strict=True):
        path.write_text("".join(f"{record.rstrip()}\nER  - \n\n" for record in part), encoding="utf-8")
    return paths, here / "new.ris", len(old)


def of_another_report(record: str) -> str:
    """A record with other letters in its titles, names and abstract, and other digits in its identifiers."""
    return "\n".join(
        line[:6] + line[6:].translate(DIGITS if line[:2] in ("DO", "AN", "SN", "UR") else LETTERS)
        if line[:2] not in ("TY", "PY", "VL", "IS", "SP", "EP")
        else line
        for line in record.split("\n")
    )


Row = Sequence[float | None]


def files_again(old: list[Path], new: Path, here: Path) -> dict[str, Row]:
    """Seconds for files outside a review: to compare them, and then to write their unique records."""
    output = ["-o", str(here / "unique.ris"), "--force"]
    rounds = (old, old, [*old, new], [*old, new])
    found, written = [], []
    for paths in rounds:
        found.append(spent(["dedupe", *map(str, paths)]))
        written.append(spent(["dedupe", *map(str, paths), *output]))
    return {"`dedupe FILE...`": found, "`dedupe FILE... -o unique.ris` after it": written}


def review_again(old: list[Path], new: Path, root: Path) -> dict[str, Row]:
    """Seconds in a review folder."""
    spent(["init", str(root), "--reviewer", "a"])
    here = ["-C", str(root), "--as", "a"]
    first = sum(spent(["import", str(path), "--source", path.stem, *here]) for path in old)
    found = [spent(["dedupe", *here]), spent(["dedupe", *here])]
    more = spent(["import", str(new), "--source", "new", *here])
    found += [spent(["dedupe", *here]), spent(["dedupe", *here])]
    return {"in a review: `import`": (first, None, more, None), "in a review: `dedupe`": found}


def spent(arguments: list[str]) -> float:
    """The processor time of a command, of the system for it too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*REVIEWKIT, *arguments], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
