"""Measure: how well duplicates are found, how fast, in how much memory, and what starting costs. `make bench`

Every figure comes from a process of its own, so that its memory is its own; times that are compared are taken in turn,
and the least of several is shown as a ratio. Labelled sets and real exports lie in ../shared, more labelled sets in
the folders of REVIEWKIT_SETS (in the same form); without them only the parts that need none are run. bib-dedupe is
measured on the same files in the same run where its environment is there (`make bench` makes it).
"""

import contextlib
import gzip
import hashlib
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

from benchmarks import many  # noqa: E402

EXAMPLE = REPOSITORY / "data" / "trygg-i-eget-hjem"
SHARED = REPOSITORY.parent / "shared"
BIB_DEDUPE = REPOSITORY / ".venv-bib-dedupe" / "bin" / "python"
BIB_DEDUPE_NOW = tempfile.TemporaryDirectory()  # its answers in this run
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
    parts = {
        "start": starting,
        "read": reading,
        "dedupe": deduplication,
        "rules": rules_by_code,
        "disagreements": disagreements,
        "many": many_records,
    }
    children = {
        "dedupe": dedupe_set,
        "codes": code_counts,
        "answers": answers,
        "fields": read_fields,
        "read": read_ris,
        "rispy": read_rispy,
        "many": dedupe_many,
        "files": dedupe_files,
        "new": dedupe_new,
    }
    if len(sys.argv) > 3 and sys.argv[1] == "write":
        written_many(int(sys.argv[2]), Path(sys.argv[3]))
        return
    if len(sys.argv) > 2 and sys.argv[1] in children:
        print(json.dumps(children[sys.argv[1]](Path(sys.argv[2]))))
        return
    for name, part in parts.items():
        if len(sys.argv) == 1 or sys.argv[1] == name:
            part()


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
    folders = [SHARED / "dedupe" / name for name in SETS if (SHARED / "dedupe" / name).is_dir()]
    folders += [Path(folder) for folder in os.environ.get("REVIEWKIT_SETS", "").split(os.pathsep) if folder]
    if not folders:
        print("\nno labelled sets beside the project; deduplication was not measured")
        return
    head = "set | tool | sensitivity | lost | left | queue | real in queue | answered | linked, labelled same | s | MB"
    print(f"\n| {head} |\n|---|---|---|---|---|---|---|---|---|---|---|")
    in_total: dict[str, list[dict[str, float]]] = {"reviewkit": [], "bib-dedupe": []}
    for folder in folders:
        with tempfile.TemporaryDirectory() as made:
            place = Path(made) / folder.name
            place.mkdir()
            with gzip.open(folder / "records.ris.gz") as packed:
                (place / "records.ris").write_bytes(packed.read())
            (place / "truth.csv.gz").write_bytes((folder / "truth.csv.gz").read_bytes())
            rows = {"reviewkit": child("dedupe", place)}
            if BIB_DEDUPE.exists():
                rows["bib-dedupe"] = scored_bib_dedupe(place, bib_dedupe(place))
        for tool, found in rows.items():
            print_row(folder.name, tool, found)
            if folder.name != "dblp_acm":
                in_total[tool].append(found)
    for tool, found_by_it in in_total.items():
        if found_by_it:
            print(pooled_row(tool, found_by_it))
    if in_total["reviewkit"]:
        print(without_linked(in_total["reviewkit"]))


def rules_by_code() -> None:
    """For each rule: on how many pairs of the labelled sets it answers, and how many of these are one report by label.

    A pair that a rule joins and the labels part is an error of one or of the other; so is one that is kept apart.
    """
    folders = [SHARED / "dedupe" / name for name in SETS if (SHARED / "dedupe" / name).is_dir()]
    if not folders:
        print("\nno labelled sets beside the project; rules were not counted")
        return
    from reviewkit.matching.rules import RULES

    total: dict[str, float] = {}
    for folder in folders:
        for key, n in child("codes", folder).items():
            total[key] = total.get(key, 0) + n
    print("\n| rule | what it does | pairs | one report by label | two reports by label |\n|---|---|---|---|---|")
    for rule in RULES:
        same, other = total.get(f"{rule.code} same", 0), total.get(f"{rule.code} other", 0)
        print(f"| {rule.code} | {rule.verdict.value}: {rule.says} | {same + other} | {same} | {other} |")


def disagreements() -> None:
    """What reviewkit answers now on the pairs that were read, and the tables of docs (measured.py).

    `disagreements --write` writes them there.
    """
    folders = [SHARED / "dedupe" / name for name in SETS if (SHARED / "dedupe" / name).is_dir()]
    if not folders or not BIB_DEDUPE.exists():
        print("\nno labelled sets beside the project, or no bib-dedupe; disagreements were not measured")
        return
    from benchmarks import measured

    said: list[measured.Said] = []
    for folder in folders:
        with tempfile.TemporaryDirectory() as made:
            place = Path(made) / folder.name
            place.mkdir()
            with gzip.open(folder / "records.ris.gz") as packed:
                (place / "records.ris").write_bytes(packed.read())
            told = {"reviewkit": child("answers", place), "bib-dedupe": bib_dedupe(place)}
        said.append(measured.said(folder.name, scorer().truth(folder), told))
    measured.report(said, scorer().score, write="--write" in sys.argv)


def answers(folder: Path) -> dict[str, Any]:
    """What reviewkit says of a set: groups, asked and linked pairs, time and memory of all processes."""
    began = time.perf_counter()
    from reviewkit.actions.matched_files import Workers, matched_files

    with cold(), Watch() as watch:
        found = matched_files([folder / "records.ris"], workers=Workers(os.cpu_count() or 1))
    seconds = time.perf_counter() - began
    used = os.times()
    from reviewkit import duplicates
    from reviewkit.words import Verdict

    ids = [str(number) for number in range(1, sum(found.records) + 1)]
    verdicts = duplicates.verdicts(ids, found.matches)
    groups = duplicates.groups(ids, verdicts)
    return {
        "groups": {record: group.kept for group in groups for record in group.records},
        "asked": [(int(v.first), int(v.second)) for v in verdicts if v.verdict is Verdict.UNSURE],
        "linked": [(int(v.first), int(v.second)) for v in verdicts if v.relation],
        "seconds": seconds,
        "processor": used.user + used.system + used.children_user + used.children_system,
        "megabytes": watch.most,
    }


def code_counts(folder: Path) -> dict[str, float]:
    """By the code of a rule, on how many pairs of one set it answered that are the same, or others, by label."""
    from reviewkit import matching
    from reviewkit.formats import ris

    with gzip.open(folder / "records.ris.gz", "rt", encoding="utf-8") as lines:
        matches = matching.matches(ris.read(lines.read(), folder.name).records)
    truth = scorer().truth(folder)
    counts: dict[str, float] = {}
    for match in matches:
        kind = "same" if truth[match.left + 1] == truth[match.right + 1] else "other"
        key = f"{match.rule.partition(' ')[0]} {kind}"
        counts[key] = counts.get(key, 0) + 1
    return counts


def bib_dedupe(folder: Path) -> dict[str, Any]:
    """What bib-dedupe found in records.ris, run in its own environment.

    It is run once for each set: its answers are the same each time. REVIEWKIT_BIB_DEDUPE names a folder that keeps them
    from one run to the next, one NAME.json for each set.
    """
    kept = Path(os.environ.get("REVIEWKIT_BIB_DEDUPE") or BIB_DEDUPE_NOW.name) / f"{folder.name}.json"
    if not kept.exists():
        kept.write_text(json.dumps(run_bib_dedupe(folder)), encoding="utf-8")
    told: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return told


def run_bib_dedupe(folder: Path) -> dict[str, Any]:
    command = [str(BIB_DEDUPE), str(REPOSITORY / "benchmarks" / "bibdedupe.py"), str(folder)]
    told: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return told


def print_row(name: str, tool: str, found: dict[str, float]) -> None:
    linked = f"{found['linked']}" if "linked" in found else ""
    print(
        f"| {name} ({found['records']}) | {tool} | {found['sensitivity']:.4f} | {found['lost']} | {found['left']} "
        f"| {found['queue']} ({found['queue'] / found['records']:.1%}) | {found['real']} "
        f"| {found['answered']:.4f} | {linked} | {found['seconds']:.1f} | {found['megabytes']:.0f} |",
        flush=True,
    )


def pooled_row(tool: str, rows: list[dict[str, float]]) -> str:
    def total(key: str) -> float:
        return sum(row[key] for row in rows)

    sensitivity = 1 - total("left") / total("duplicates")
    answered = 1 - total("left_answered") / total("duplicates")
    linked = f"{total('linked'):.0f}" if "linked" in rows[0] else ""
    return (
        f"| all review sets ({total('records'):.0f}) | {tool} | {sensitivity:.4f} | {total('lost'):.0f} "
        f"| {total('left'):.0f} | {total('queue'):.0f} ({total('queue') / total('records'):.1%}) "
        f"| {total('real'):.0f} | {answered:.4f} | {linked} | {total('seconds'):.0f} | |"
    )


def without_linked(rows: list[dict[str, float]]) -> str:
    """The sensitivities without the duplicates by label that are linked: a link says that there are two reports."""

    def sensitivity(left: str, some: list[dict[str, float]]) -> float:
        linked, duplicates = sum(row["linked"] for row in some), sum(row["duplicates"] for row in some)
        return 1 - (sum(row[left] for row in some) - linked) / (duplicates - linked)

    return (
        f"\nwithout what is linked: sensitivity {sensitivity('left', rows):.4f}, in the worst set "
        f"{min(sensitivity('left', [row]) for row in rows):.4f}, answered {sensitivity('left_answered', rows):.4f}"
    )


def child(what: str, path: Path) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    ran = subprocess.run([sys.executable, __file__, what, str(path)], capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


def dedupe_set(folder: Path) -> dict[str, float]:
    """From the RIS file to groups, scored. The clock starts before the imports, as it does for bib-dedupe."""
    began = time.perf_counter()
    from reviewkit.actions.matched_files import Workers, matched_files

    with cold(), Watch() as watch:
        found_now = matched_files([folder / "records.ris"], workers=Workers(os.cpu_count() or 1))
    seconds = time.perf_counter() - began
    megabytes = watch.most
    from reviewkit import duplicates
    from reviewkit.model import DuplicateVerdict
    from reviewkit.words import Verdict

    ids = [str(number) for number in range(1, sum(found_now.records) + 1)]
    verdicts = duplicates.verdicts(ids, found_now.matches)
    groups = duplicates.groups(ids, verdicts)
    truth = scorer().truth(folder)
    label = {record: group.kept for group in groups for record in group.records}

    def joined(pairs: list[DuplicateVerdict]) -> dict[int, object]:
        """The groups when a person calls these pairs the same."""
        more = [
            DuplicateVerdict(by="a", first=pair.first, second=pair.second, verdict=Verdict.SAME) for pair in pairs
        ]
        made = duplicates.groups(ids, [*verdicts, *more])
        return {int(record): group.kept for group in made for record in group.records}

    queue = [v for v in verdicts if v.verdict is Verdict.UNSURE and label[v.first] != label[v.second]]
    real = [v for v in queue if truth[int(v.first)] == truth[int(v.second)]]
    linked = [v for v in verdicts if v.relation and truth[int(v.first)] == truth[int(v.second)]]
    found = scored(truth, joined([]), joined(real), len(queue), len(real))
    left = scorer().score(truth, joined(linked))["duplicates_left"]
    return {**found, "linked": found["left"] - left, "seconds": seconds, "megabytes": megabytes}


def scored_bib_dedupe(folder: Path, told: dict[str, Any]) -> dict[str, float]:
    """What bib-dedupe found, scored like ours; its queue answered rightly."""
    truth = scorer().truth(folder)
    group: dict[int, object] = {int(record): ("g", number) for record, number in told["groups"].items()}
    label = {record: group.get(record, ("alone", record)) for record in truth}
    maybe = {tuple(sorted(pair)) for pair in told["maybe"]}
    queue = [pair for pair in maybe if label[pair[0]] != label[pair[1]]]
    real = [pair for pair in queue if truth[pair[0]] == truth[pair[1]]]
    answered = dict(label)
    for one, other in real:
        old, new = answered[other], answered[one]
        answered = {record: new if named == old else named for record, named in answered.items()}
    found = scored(truth, label, answered, len(queue), len(real))
    return {**found, "seconds": told["seconds"], "megabytes": told["megabytes"]}


def scored(
    truth: dict[int, str], label: dict[int, object], answered: dict[int, object], queue: int, real: int
) -> dict[str, float]:
    """The figures of one row: by the machine alone, and after a person answered the queue."""
    score = scorer().score
    alone, asked = score(truth, label), score(truth, answered)
    return {
        "records": alone["records"],
        "duplicates": alone["duplicates"],
        "sensitivity": alone["removed_sensitivity"],
        "lost": alone["studies_lost"],
        "left": alone["duplicates_left"],
        "queue": queue,
        "real": real,
        "left_answered": asked["duplicates_left"],
        "answered": asked["removed_sensitivity"],
    }


def many_records() -> None:
    """100 000 and 1 000 000 records, made of the largest set with other words in each copy; 1 000 new into 53 001."""
    if not (SHARED / "dedupe" / "srsr").is_dir():
        print("\nno labelled sets beside the project; many records were not measured")
        return
    print("\n| records | from | s | ratio | MB |\n|---|---|---|---|---|")
    first: dict[str, float] = {}
    # The small ones twice, because a computer is not equally fast all the time.
    for what, size in (
        *(("many", size) for size in (100_000, 1_000_000, 100_000)),
        *(("files", size) for size in (100_000, 1_000_000, 100_000)),
    ):
        found = child(what, Path(str(size)))
        ratio = found["seconds"] / first.setdefault(what, found["seconds"])
        named = "columns of text" if what == "many" else "a RIS file"
        print(
            f"| {found['records']} | {named} | {found['seconds']:.1f} | {ratio:.1f} | {found['megabytes']:.0f} |",
            flush=True,
        )
    found = child("new", SHARED / "dedupe" / "srsr")
    print(
        f"\n1 000 new records into {found['records'] - 1000}: {found['columns']:.1f} s for the columns of all, "
        f"{found['seconds']:.2f} s to compare the new ones; comparing all takes {found['all']:.1f} s"
    )


@dataclass(frozen=True)
class Rows:
    """So many records in columns of text, as a source (matching/stages.py)."""

    columns_of_text: list[list[Any]]

    def digest(self) -> str:
        """Their hash."""
        return hashlib.blake2b(repr(self.columns_of_text).encode("utf-8", "replace")).hexdigest()

    def columns(self) -> Any:
        """Their normalized columns, and no problems."""
        from reviewkit import matching
        from reviewkit.errors import Place
        from reviewkit.model import Record

        place = Place("x")
        records = (
            Record(
                "", "", place, (), "JOUR", title, authors, year, journal, volume, issue, pages, doi, "", abstract
            )
            for title, authors, year, journal, volume, issue, pages, doi, abstract in zip(
                *self.columns_of_text, strict=True
            )
        )
        return matching.columns(records), []


def dedupe_many(size: Path) -> dict[str, float]:
    """So many records in columns of text, to groups, by all cores. What they are made of is not counted as memory."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from reviewkit.actions.matched_files import reports_of
    from reviewkit.matching.spread import Crew, Division, spread_matches
    from reviewkit.store.exchange import ExchangeFolder

    rows = [list(column) for column in zip(*(row for _, row in many.rows(many.SET, int(str(size)))), strict=True)]
    held = held_by(os.getpid())
    began = time.perf_counter()
    sources = [Rows([column[n : n + _SOURCE] for column in rows]) for n in range(0, int(str(size)), _SOURCE)]
    with (
        tempfile.TemporaryDirectory() as folder,
        Watch() as watch,
        Crew(lambda: ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn"))) as crew,
    ):
        found = spread_matches(
            sources, ExchangeFolder(Path(folder)), crew, division=Division(max(4, int(str(size)) // 25_000))
        )
    reports = reports_of(found.matches)
    done = measured(int(str(size)), began)
    return {**done, "reports": len(reports), "megabytes": watch.most - held}


_SOURCE = 4_000  # records of a source, as many as a piece of a RIS file has


def dedupe_files(size: Path) -> dict[str, float]:
    """So many records in a RIS file, to groups."""
    from reviewkit.actions.matched_files import Workers, matched_files

    with tempfile.TemporaryDirectory() as folder, cold():
        path = Path(folder) / "many.ris"
        write_many(path, int(str(size)))
        began = time.perf_counter()
        with Watch() as watch:
            found = matched_files([path], workers=Workers(os.cpu_count() or 1))
        done = measured(sum(found.records), began)
        return {**done, "reports": len(found.reports), "megabytes": watch.most}


def write_many(path: Path, size: int) -> None:
    """So many records as a RIS file, made in a process of its own, so that its memory is not counted."""
    subprocess.run([sys.executable, __file__, "write", str(size), str(path)], check=True)


def written_many(size: int, path: Path) -> None:
    """The file of write_many."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(many.ris_of(row) for _, row in many.rows(many.SET, size))


@contextlib.contextmanager
def cold() -> Iterator[None]:
    """Nothing is known from earlier runs."""
    with tempfile.TemporaryDirectory() as home:
        before = os.environ.get("REVIEWKIT_HOME")
        os.environ["REVIEWKIT_HOME"] = home
        yield
        os.environ.pop("REVIEWKIT_HOME")
        if before is not None:
            os.environ["REVIEWKIT_HOME"] = before


class Watch:
    """The most memory in MB that this process and all that it starts hold at one time, looked at ten times a second."""

    def __init__(self) -> None:
        self.most = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.1):
            self.most = max(self.most, held_by(os.getpid()))


def held_by(process: int) -> float:
    """The memory of a process and of those that it started, in MB; 0 where /proc does not say."""
    return many.looked_at(process).megabytes


def dedupe_new(folder: Path) -> dict[str, float]:
    """The last 1 000 records of a set as new ones, the others as compared before."""
    import numpy as np

    from reviewkit import matching
    from reviewkit.formats import ris

    with gzip.open(folder / "records.ris.gz", "rt", encoding="utf-8") as lines:
        records = ris.read(lines.read(), folder.name).records
    began = time.perf_counter()
    table = matching.columns(records)
    made = time.perf_counter()
    every = matching.matches(table)
    compared = time.perf_counter()
    new = np.zeros(len(table), dtype=bool)
    new[-1000:] = True
    matching.matches(table, new=new)
    done = time.perf_counter()
    return {
        "records": len(table),
        "columns": made - began,
        "all": compared - made,
        "seconds": done - compared,
        "found": len(every),
    }


def scorer() -> Any:
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
