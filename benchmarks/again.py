"""Measure: what `dedupe` costs the first time, again with nothing changed, and with some new records. `make bench`

The whole command in processor time, of files outside a review and in a review folder, as a ratio to the first time;
each in a process of its own, with a cache that begins empty. Records are those of the largest labelled set in
../shared, or of the file named; without them nothing is measured.
"""

import gzip
import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

SET = Path(__file__).parent.parent.parent / "shared" / "dedupe" / "srsr" / "records.ris.gz"
REVIEWKIT = str(Path(sys.executable).parent / "reviewkit")
FILES = 5
NEW = 1000


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SET
    if not source.exists():
        print("\nno labelled sets beside the project; second runs were not measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        os.environ["REVIEWKIT_HOME"] = str(here / "home")
        old, new, count = split(source, here)
        outside = files_again(old, new, here)
        os.environ["REVIEWKIT_HOME"] = str(here / "other-home")
        inside = review_again(old, new, here / "review")
    print(f"\n| {count} records, {NEW} of them new at last | first, s | again | with the new ones | again |")
    print("|---|---|---|---|---|")
    for name, seconds in (("dedupe FILE... -o", outside), ("in a review: import, dedupe", inside)):
        print(
            f"| {name} | {seconds[0]:.1f} | "
            + " | ".join(f"{one:.1f} ({one / seconds[0]:.2f})" for one in seconds[1:])
            + " |"
        )


def split(source: Path, here: Path) -> tuple[list[Path], Path, int]:
    """The records in files of one size, the new ones in a file of their own: every so many-th, so that they have
    duplicates among the others."""
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        records = [text for text in re.split(r"(?m)^ER  -.*\n+", lines.read()) if text.strip()]
    step = max(2, len(records) // NEW)
    new = [record for n, record in enumerate(records) if n % step == 0]
    old = [record for n, record in enumerate(records) if n % step]
    size = -(-len(old) // FILES)
    parts = [old[start : start + size] for start in range(0, len(old), size)]
    paths = [here / f"part{n}.ris" for n in range(len(parts))]
    for path, part in zip([*paths, here / "new.ris"], [*parts, new], strict=True):
        path.write_text("".join(f"{record.rstrip()}\nER  - \n\n" for record in part), encoding="utf-8")
    return paths, here / "new.ris", len(records)


def files_again(old: list[Path], new: Path, here: Path) -> list[float]:
    """Seconds for files outside a review."""
    output = ["-o", str(here / "unique.ris"), "--force"]
    return [spent(["dedupe", *map(str, paths), *output]) for paths in (old, old, [*old, new], [*old, new])]


def review_again(old: list[Path], new: Path, root: Path) -> list[float]:
    """Seconds in a review folder; the first time, and with new records, with their import."""
    spent(["init", str(root), "--reviewer", "a"])
    here = ["-C", str(root), "--as", "a"]
    first = sum(spent(["import", str(path), "--source", path.stem, *here]) for path in old)
    first += spent(["dedupe", *here])
    again = spent(["dedupe", *here])
    with_new = spent(["import", str(new), "--source", "new", *here]) + spent(["dedupe", *here])
    return [first, again, with_new, spent(["dedupe", *here])]


def spent(arguments: list[str]) -> float:
    """The processor time of a command, of the system for it too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([REVIEWKIT, *arguments], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
