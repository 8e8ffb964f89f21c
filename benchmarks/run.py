"""Measure: how well duplicates are found, how fast, in how much memory, and what starting costs. `make bench`

Every figure comes from a process of its own, so that its memory is its own; times that are compared are taken in turn,
and the least of several is shown as a ratio. Labelled sets and real exports lie in ../shared; without them only the
parts that need none are run.
"""

import contextlib
import gzip
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
EXAMPLE = REPOSITORY / "data" / "trygg-i-eget-hjem"
SHARED = REPOSITORY.parent / "shared"
SETS = (
    "sra_copper",
    "stroke",
    "diabetes",
    "cytology_screening",
    "neuroimaging",
    "digital_work",
    "dblp_acm",
    "srsr",
)
EMPTY_APP = """
import typer
app = typer.Typer()
@app.command()
def one(): "First."
@app.command()
def two(): "Second."
app()
"""


def main() -> None:
    if len(sys.argv) > 1:
        print(
            json.dumps(
                {"dedupe": dedupe_set, "fields": read_fields, "read": read_ris, "rispy": read_rispy}[sys.argv[1]](
                    Path(sys.argv[2])
                )
            )
        )
        return
    starting()
    reading()
    deduplication()


def starting() -> None:
    """What `--help` and `--version` cost beside an empty Typer app."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY_APP, encoding="utf-8")
        reviewkit = str(Path(sys.executable).parent / "reviewkit")
        commands = {
            "an empty Typer app, --help": [sys.executable, str(empty), "--help"],
            "reviewkit --help": [reviewkit, "--help"],
            "reviewkit --version": [reviewkit, "--version"],
            "reviewkit prisma (the example)": [
                reviewkit,
                "prisma",
                "-C",
                str(REPOSITORY / "data" / "trygg-i-eget-hjem"),
            ],
        }
        best = dict.fromkeys(commands, float("inf"))
        for _ in range(9):
            for name, command in commands.items():
                began = time.perf_counter()
                subprocess.run(command, capture_output=True, check=False)
                best[name] = min(best[name], time.perf_counter() - began)
    first = next(iter(best.values()))
    print("\n| command | ratio | seconds |\n|---|---|---|")
    for name, seconds in best.items():
        print(f"| {name} | {seconds / first:.2f} | {seconds:.2f} |")


def reading() -> None:
    """RIS in, beside rispy, on the same text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.ris"
        example = EXAMPLE / "searches" / "wos" / "wos.ris"
        path.write_text(example.read_text(encoding="utf-8-sig") * 114, encoding="utf-8")
        found = {name: child(name, path) for name in ("fields", "read", "rispy")}
    print("\n| reader | records | s | MB |\n|---|---|---|---|")
    print("".join(reader_row(name, result) for name, result in found.items()), end="")


def reader_row(name: str, result: dict[str, float]) -> str:
    label = {"fields": "reviewkit, raw fields", "read": "reviewkit, understood", "rispy": "rispy"}[name]
    return f"| {label} | {result['records']} | {result['seconds']:.2f} | {result['megabytes']:.0f} |\n"


def deduplication() -> None:
    """Every labelled set: removed-records level (Hair et al. 2023), the queue, time and memory of the whole process."""
    if not SHARED.is_dir():
        print("\nno labelled sets beside the project; deduplication was not measured")
        return
    head = "set | records | sensitivity | works lost | left | queue | real in queue | with the queue answered | s | MB"
    print(f"\n| {head} |\n|---|---|---|---|---|---|---|---|---|---|")
    for name in SETS:
        found = child("dedupe", SHARED / "dedupe" / name)
        print(
            f"| {name} | {found['records']} | {found['sensitivity']:.4f} | {found['lost']} | {found['left']} "
            f"| {found['queue']} ({found['queue'] / found['records']:.1%}) | {found['real']} "
            f"| {found['answered']:.4f} | {found['seconds']:.1f} | {found['megabytes']:.0f} |",
            flush=True,
        )


def child(what: str, path: Path) -> dict[str, float]:
    """Run one measurement in a process of its own."""
    ran = subprocess.run([sys.executable, __file__, what, str(path)], capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(ran.stdout)
    return result


def dedupe_set(folder: Path) -> dict[str, float]:
    """From the RIS text to groups, scored."""
    from reviewkit import dedupe
    from reviewkit.formats import ris
    from reviewkit.model import DuplicateVerdict
    from reviewkit.words import Verdict

    began = time.perf_counter()
    with gzip.open(folder / "records.ris.gz", "rt", encoding="utf-8") as lines:
        records = ris.read(lines.read(), folder.name).records
    ids = [str(number) for number in range(1, len(records) + 1)]
    verdicts = [
        DuplicateVerdict("", "", "", ids[f.left], ids[f.right], f.verdict, f.rule, f.score, "x")
        for f in dedupe.findings(records)
    ]
    groups = dedupe.groups(ids, verdicts)
    seconds = time.perf_counter() - began
    megabytes = peak()
    score = scorer()
    truth = score.truth(folder)
    label = {record: group.kept for group in groups for record in group.records}
    queue = [v for v in verdicts if v.verdict is Verdict.UNSURE and label[v.first] != label[v.second]]
    real = [v for v in queue if truth[int(v.first)] == truth[int(v.second)]]
    answers = [DuplicateVerdict("", "2", "a", v.first, v.second, Verdict.SAME) for v in real]
    result = score.score(truth, {int(record): kept for record, kept in label.items()})
    answered = dedupe.groups(ids, [*verdicts, *answers])
    asked = score.score(truth, {int(record): group.kept for group in answered for record in group.records})
    return {
        "records": len(records),
        "sensitivity": result["removed_sensitivity"],
        "lost": result["studies_lost"],
        "left": result["duplicates_left"],
        "queue": len(queue),
        "real": len(real),
        "answered": asked["removed_sensitivity"],
        "seconds": seconds,
        "megabytes": megabytes,
    }


def scorer():  # type: ignore[no-untyped-def]
    """The scoring program that comes with the labelled sets."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "dedupe" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_fields(path: Path) -> dict[str, float]:
    """What rispy does too: tags and values of each record; one record after the other."""
    from reviewkit.store import exports

    began = time.perf_counter()
    return measured(sum(1 for _ in exports.stream(path, [], raw=True)), began)


def read_ris(path: Path) -> dict[str, float]:
    """Besides, what each record means: title, DOI, year and so on."""
    from reviewkit.store import exports

    began = time.perf_counter()
    return measured(sum(1 for _ in exports.stream(path, [])), began)


def read_rispy(path: Path) -> dict[str, float]:
    import rispy

    began = time.perf_counter()
    with path.open(encoding="utf-8") as lines:
        records = rispy.load(lines)
    return measured(len(records), began)


def measured(records: int, began: float) -> dict[str, float]:
    seconds = time.perf_counter() - began
    return {
        "records": records,
        "seconds": seconds,
        "megabytes": peak(),
    }


def peak() -> float:
    """The most memory this process held, in MB. Linux also counts the parent's in ru_maxrss, so VmHWM comes first."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
