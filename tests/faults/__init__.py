"""What must not cost anybody a decision: faults of disks, clocks, sync programs and people.

Everything here goes through the command line and the files on disk. Ids are taken from the logs, never counted.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.builders import papers, review_folder
from tests.conftest import REPOSITORY, Command, Ran

IMPORTS, DUPLICATES, SCREENING, RETRIEVAL = "searches/imports", "duplicates", "screening", "retrieval"
DRIVER = Path(__file__).with_name("driver.py")
NOT_ALLOWED = 77

# How sync programs and people name a second copy of a file, where {} stands for the name without its ending.
COPIES = {
    "OneDrive": "{}-DESKTOP-AB12",
    "Dropbox": "{} (Kari's conflicted copy 2026-01-01)",
    "Dropbox in Norwegian": "{} (Karis motstridende kopi 2026-01-01)",
    "iCloud": "{} 2",
    "Google Drive": "{} (1)",
    "Syncthing": "{}.sync-conflict-20260101-120000-ABCDEFG",
    "Nextcloud": "{} (conflicted copy 2026-01-01 120000)",
    "conflict": "{}_conflict",
    "number": "{}-2",
    "computer": "{}-kari-pc",
}

CODEBOOK = "codes:\n  trust: Trust\n  time: Time\n"


TEMPLATES: list[Path] = []  # the folder in which begin() keeps what it made, set for each session


def begin(rk: Command, folder: Path, people: int = 1, stages: str = "one") -> Path:
    """A review of a, b and c with eight compared records of cinahl; so many people decide on each record."""
    template = TEMPLATES[0] / f"{people}-{stages}" / "review"
    if not template.exists():
        template.parent.mkdir()
        _make(rk, template, people, stages)
    shutil.copytree(template, folder)
    return folder


def _make(rk: Command, folder: Path, people: int, stages: str) -> None:
    assert rk("init", folder, "--title", "A review", "-r", "a", "-r", "b", "-r", "c").status == 0
    protocol = folder / "review.yaml"
    text = protocol.read_text(encoding="utf-8")
    for old, new in (
        ("stages: two", f"stages: {stages}"),
        ("reviewers_per_record: 2", f"reviewers_per_record: {people}"),
    ):
        assert old in text
        text = text.replace(old, new)
    protocol.write_text(text, encoding="utf-8")
    bring(rk, folder, "cinahl", 8)
    assert rk("dedupe", "--as", "a", "-C", folder).status == 0


def incoming(folder: Path, name: str, text: str) -> Path:
    """A file as it was downloaded, beside the review."""
    path = folder.parent / "incoming" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def bring(
    rk: Command, folder: Path, source: str, count: int, start: int = 1, by: str = "a", name: str = ""
) -> None:
    """Import the papers from `start` on into a source."""
    file = incoming(folder, name or f"{source}-{start}.ris", papers(count, start))
    ran = rk("import", file, "--source", source, "--as", by, "-C", folder)
    assert ran.status == 0, ran.err


def decide(
    rk: Command, folder: Path, record: int | str, choice: str = "include", by: str = "a", reason: str = ""
) -> str:
    """Decide on a record (a number stands for one of cinahl); returns the id of the decision."""
    name = f"cinahl-{record:04d}" if isinstance(record, int) else record
    why = ["--reason", reason] if reason else []
    ran = rk("screen", "decide", name, "--decision", choice, *why, "--as", by, "-C", folder)
    assert ran.status == 0, ran.err
    return last_id(folder, SCREENING, by)


def included(rk: Command, folder: Path) -> set[int]:
    """The included papers, known by their titles, so that it shows when a decision lands on another record."""
    listed = rk("prisma", "--list", "new.reports", "-C", folder).out
    return {(int(number) - 13) // 977 for number in re.findall(r"number (\d+) of", listed)}


def status(rk: Command, folder: Path) -> dict[str, Any]:
    ran = rk("status", "--json", "-C", folder)
    assert ran.status == 0, ran.err
    return json.loads(ran.out)


def problems(rk: Command, folder: Path, about: str = "") -> list[dict[str, Any]]:
    """What check says, or what of it names a file or word."""
    wanted = unicodedata.normalize("NFC", about)
    return [
        problem
        for problem in json.loads(rk("check", "--json", "-C", folder).out)
        if wanted in unicodedata.normalize("NFC", f"{problem['path']} {problem['message']}")
    ]


def errors(rk: Command, folder: Path) -> list[dict[str, Any]]:
    return [problem for problem in problems(rk, folder) if problem["level"] == "error"]


def quotes(rk: Command, folder: Path) -> dict[tuple[str, str], int]:
    """How many quotes stand of which study and coder."""
    rows = json.loads(rk("code", "--json", "-C", folder).out)["codings"]
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found[row["study"], row["coder"]] += len(row["quotes"])
    return dict(+found)


def ready_to_code(rk: Command, folder: Path, *keys: str) -> None:
    """A codebook, and included studies of these keys, each on its own record."""
    (folder / "codebooks" / "themes.yaml").write_text(CODEBOOK, encoding="utf-8")
    entries = [
        f"{json.dumps(key)}: {{citation: Study {number}, records: [cinahl-{number:04d}]}}\n"
        for number, key in enumerate(keys, start=1)
    ]
    (folder / "studies.yaml").write_text("".join(entries), encoding="utf-8")
    for number in range(1, len(keys) + 1):
        decide(rk, folder, number)


def code(rk: Command, folder: Path, study: str, quote: str, by: str = "a") -> Ran:
    return rk("code", "add", study, "--code", "trust", "--quote", quote, "--as", by, "-C", folder)


def log(folder: Path, kind: str = SCREENING, who: str = "a") -> Path:
    return folder / kind / f"{who}.jsonl"


def lines(path: Path) -> list[str]:
    """The lines of a log that hold something."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def events(folder: Path, kind: str = SCREENING, who: str = "a") -> list[dict[str, Any]]:
    path = log(folder, kind, who)
    return [json.loads(line) for line in lines(path)] if path.exists() else []


def last_id(folder: Path, kind: str = SCREENING, who: str = "a", do: str = "") -> str:
    """The id of the writer's last event of a kind, or of the last that does something particular."""
    return [event["id"] for event in events(folder, kind, who) if do in ("", event["do"])][-1]


def all_ids(folder: Path) -> set[str]:
    """The ids of all events in all logs but that of agreements."""
    return {
        json.loads(line)["id"]
        for path in folder.glob("**/*.jsonl")
        if not any(part.startswith((".", "agreements")) for part in path.relative_to(folder).parts)
        for line in lines(path)
        if line.startswith("{") and line.endswith("}")
    }


def what_people_wrote(folder: Path) -> dict[str, bytes]:
    """The bytes of every file of the review, without hidden files (locks, caches) and the log of agreements."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.suffix != ".lock"
        and path.relative_to(folder).parts[0] != "agreements"
    }


def old_line(number: int, record: int, choice: str = "include", who: str = "a", **more: str) -> str:
    """A decision as version 0.2.0 wrote it, with an id that is the number of the line."""
    event = {
        "id": f"{who}-{number}",
        "do": "decide",
        "at": f"2026-01-05T10:00:{number:02d}Z",
        "by": who,
        "stage": "screening",
        "record": f"cinahl-{record:04d}",
        "decision": choice,
        **more,
    }
    return json.dumps(event, separators=(", ", ": ")) + "\n"


def write_log(folder: Path, *entries: str, kind: str = SCREENING, who: str = "a") -> Path:
    """A log that holds these lines and nothing else."""
    path = log(folder, kind, who)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(entries), encoding="utf-8")
    return path


def environment() -> dict[str, str]:
    """That of the tests, so that a process of its own runs this copy of reviewkit."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"}


def driver(
    *commands: list[str | Path], limit: int = 0, kill: bool = False, bound: bool = False, wait: bool = False
) -> list[str]:
    """The command line of a process that runs these commands of reviewkit one after the other (see driver.py)."""
    plan = {
        "commands": [[str(word) for word in command] for command in commands],
        "limit": limit,
        "kill": kill,
        "bound": bound,
        "wait": wait,
    }
    return [sys.executable, "-B", str(DRIVER), json.dumps(plan)]


def process(
    *commands: list[str | Path], limit: int = 0, kill: bool = False, bound: bool = False, timeout: float = 30
) -> subprocess.CompletedProcess[str]:
    """Run commands in a process: files may grow to `limit` bytes, then writing fails, or kills with `kill`;
    `bound` makes file permissions bind the root user too."""
    return subprocess.run(
        driver(*commands, limit=limit, kill=kill, bound=bound),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=timeout,
        env=environment(),
    )


def exits(ran: subprocess.CompletedProcess[str]) -> list[int]:
    """With what each command of a process ended."""
    return [int(status) for status in re.findall(r"^exit (\d+)$", ran.stdout, re.MULTILINE)]


def at_once(*programs: list[list[str | Path]]) -> None:
    """Run several lists of commands in processes that begin at the same moment; all of them must succeed."""
    children = [
        subprocess.Popen(
            driver(*commands, wait=True),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment(),
        )
        for commands in programs
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        _, said = child.communicate(timeout=60)
        assert child.returncode == 0, said


def git(folder: Path, *args: str | Path) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


def old_folder(folder: Path) -> Path:
    """A folder as 0.2.0 left it: two sources with two reports in common, a conflict, an undo, a coded study."""
    review_folder(folder)
    imports, exports = [], []
    for number, (source, start) in enumerate((("cinahl", 1), ("medline", 3)), start=1):
        path = folder / "searches" / source / f"{source}.ris"
        path.parent.mkdir(parents=True)
        path.write_bytes(papers(4, start).encode())
        exports.append(sha256(path.read_bytes()).hexdigest())
        event = {
            "id": f"a-{number}",
            "do": "import",
            "at": "2026-01-01T10:00:00Z",
            "by": "a",
            "source": source,
            "number": 1,
            "file": f"searches/{source}/{source}.ris",
            "sha256": exports[-1],
            "format": "ris",
        }
        imports.append(json.dumps(event) + "\n")
    write_log(folder, *imports, kind=IMPORTS)
    machine = {"at": "2026-01-02T10:00:00Z", "by": "reviewkit", "version": "0.2.0"}
    joined = [
        {
            "id": f"a-{number}",
            "do": "verdict",
            **machine,
            "records": [f"cinahl-{number + 1:04d}", f"medline-{number - 1:04d}"],
            "verdict": "same",
            "rule": "same DOI",
            "score": 100.0,
        }
        for number in (2, 3)
    ]
    run = {"id": "a-1", "do": "run", **machine, "exports": sorted(exports)}
    write_log(folder, *(json.dumps(event) + "\n" for event in (run, *joined)), kind=DUPLICATES)
    undo = {"id": "a-4", "do": "undo", "at": "2026-01-05T10:00:04Z", "by": "a", "event": "a-3"}
    write_log(folder, *(old_line(number, number) for number in (1, 2, 3)), json.dumps(undo) + "\n")
    write_log(folder, old_line(1, 1, who="b"), old_line(2, 2, "exclude", who="b", reason="outcome"), who="b")
    (folder / "codebooks").mkdir()
    (folder / "codebooks" / "themes.yaml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "studies.yaml").write_text(
        "berg: {citation: Berg (2024), records: [cinahl-0001]}\n", encoding="utf-8"
    )
    (folder / "searches.yaml").write_text("cinahl: {hits: 4}\nmedline: {hits: 4}\n", encoding="utf-8")
    (folder / "coding" / "a").mkdir(parents=True)
    (folder / "coding" / "a" / "berg.yaml").write_text(
        "# My first reading\ncoder: a\nstudy: berg\nstate: done\nsegments:\n"
        '  - quote: "We trust: each other"\n    page: "4"\n    codes: [trust]\n',
        encoding="utf-8",
    )
    return folder
