"""Kill reviewkit with SIGKILL while it works, and look whether anything is lost.

One invented review (invented.py) lives through all kills. Each kill starts a real command and ends it at a random
moment: half of them anywhere within the time that the command usually takes, half at once or a few milliseconds after
a file of the folder changed, because the time of writing is short. One kill in ten more hits the first deduplication of
a large review, whose log takes longer to write. What the command had said by then is acknowledged.
Afterwards, and once more after the same command was repeated, `status`, `check`, `code` and `chart` (--json) tell what
counts:

- lost: it was acknowledged and does not count, or something older no longer counts;
- torn: half of it counts, or a line of a log is not whole (told: `check` names the place; untold: it does not);
- repeat failed: the same command again neither succeeds nor says that it was done already;
- twice: it counts twice after it was repeated;
- failed: it ended with an error before it was killed.

The moments are drawn by seed; where in the program they fall differs from run to run.

    python benchmarks/kills.py --kills 30
    python benchmarks/kills.py --kills 100 --only "chart set" --minutes 25
"""

import argparse
import contextlib
import json
import math
import os
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import invented
from load import Ran, Tool, text, tool, version

# The words of each command: the first that `reviewkit --help` lists (a subcommand: the help of its group).
WORDS = {
    "import": ("import {file} --source later",),
    "dedupe": ("dedupe",),
    "screen decide": ("screen decide {record} --decision exclude",),
    "screen import": ("screen import {file}", "screen --import {file}"),
    "code add": ("code add {study} --code {code} --quote {quote}",),
    "codebook merge": ("codebook merge {gone} --into {code} --why same",),
    "chart set": ("chart set {study} said {value} --instance {instance}",),
    "undo": ("undo {event}", "screen undo {event}"),
}
FORM = 'version: "1"\ngroups: [{id: all, fields: [{id: said, type: text, repeat: yes}]}]\n'
TABLE, NEW, COPIES = 60, 12, 4  # decisions in a table; records of an export, and how many of them are duplicates
MANY, SIZE_OF_MANY = "dedupe, many", 12_000
CALIBRATED = 3
SOON = 0.01  # seconds after the first change of a file
CHART = ("chart", "status", "--json", "--as", "a")
BOOKS = ("codebook", "status", "--json", "--as", "a")
ASKED = (("status", "--json"), ("check", "--json"), ("code", "--json"), CHART, BOOKS)
ALREADY = "already"
COLUMNS = (
    "before writing",
    "while writing",
    "after acknowledging",
    "ended first",
    "failed",
    "lost",
    "torn, told",
    "torn, untold",
    "repeat failed",
    "twice",
    "unreadable",
)


class State(NamedTuple):
    """What counts in the review, as reviewkit tells it; numbers are enough, because it is known what each step adds."""

    records: int = 0
    reports: int = 0
    waiting: int = 0
    quotes: int = 0
    charted: int = 0
    uncompared: int = 0
    changes: int = 0
    by_hand: int = 0

    def plus(self, change: "State") -> "State":
        return State(*(one + other for one, other in zip(self, change, strict=True)))

    def minus(self, before: "State") -> "State":
        return State(*(one - other for one, other in zip(self, before, strict=True)))


class Seen(NamedTuple):
    """What counts, and the places that `check` names as not readable; None where reviewkit no longer answers."""

    state: State | None
    places: frozenset[str]


class Case(NamedTuple):
    """One command to kill: its words, and what it changes when it is done."""

    words: tuple[str, ...]
    change: State


class Ended(NamedTuple):
    """How a command ended that was to be killed: its status, what it had said, and whether it had begun to write."""

    status: int
    out: str
    err: str
    wrote: bool

    @property
    def acknowledged(self) -> bool:
        return self.status == 0 or self.out.endswith("\n")


@dataclass
class Scene:
    """The review, the commands, and what is left to decide on."""

    reviewkit: Tool
    place: Path
    made: invented.Made
    rng: random.Random
    words: dict[str, str]
    usual: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    odd: list[str] = field(default_factory=list)
    number: int = 0
    charted: int = 0
    known: Seen | None = None  # what counted when it was last looked at, until something was done since

    def __post_init__(self) -> None:
        self.fresh = iter(self.made.undecided)
        self.publications = invented.publications(random.Random(self.rng.random()))

    @property
    def root(self) -> Path:
        return self.place / "review"

    def run(self, words: tuple[str, ...]) -> Ran:
        return self.reviewkit.run(*words, folder=self.root)

    def filled(self, name: str, **values: str) -> tuple[str, ...]:
        """The words of a command with its values, and with who types it."""
        return (*(word.format(**values) for word in self.words[name].split()), "--as", "a")

    def file(self, suffix: str, text: str) -> str:
        """A file outside the review, to be imported."""
        self.number += 1
        path = self.place / f"file-{self.number:04d}{suffix}"
        path.write_text(text, encoding="utf-8")
        return str(path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill reviewkit while it works, and look what is lost.")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reviewkit", default="", help="The executable; otherwise that of this interpreter.")
    parser.add_argument("--minutes", type=float, default=math.inf, help="No kill begins after so many.")
    parser.add_argument("--only", choices=list(WORDS), help="Kill this command alone.")
    given = parser.parse_args()
    names = [given.only] if given.only else list(WORDS)
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        scene = begin(tool(given.reviewkit, "this"), Path(folder), given.kills, given.seed)
        calibrate(scene, names)
        end, done = time.monotonic() + 60 * given.minutes, 0
        many = 0 if given.only else given.kills // 10
        counted: dict[str, Counter[str]] = {name: Counter() for name in (*names, *([MANY] if many else []))}
        for number in range(given.kills):
            if time.monotonic() > end:
                many = 0
                break
            name = names[number % len(names)]
            counted[name].update(kill(scene, name, CASES[name](scene), at_writing=number // len(names) % 2 == 1))
            done += 1
        if many:
            dedupe_many(scene, many, counted[MANY])
        print(f"\n{version(scene.reviewkit)}, {done} kills, and {many} of a large deduplication\n")
        print("\n".join(report(scene, counted)))


def begin(reviewkit: Tool, place: Path, kills: int, seed: int) -> Scene:
    """A review with as many records to decide on as the kills need."""
    needed = (kills // len(WORDS) + 1 + CALIBRATED) * (TABLE + 2)
    sizes = invented.Sizes(records=needed + 500, duplicates=100, decisions=600, retrievals=20)
    made = invented.write(place / "review", sizes, seed)
    if "upgrade" in reviewkit.run("--help").out:
        reviewkit.run("upgrade", "--as", "a", folder=place / "review")
    form = place / "review" / "charting" / "form.yaml"
    form.parent.mkdir()
    form.write_text(FORM, encoding="utf-8")
    words = {name: chosen(reviewkit, ways) for name, ways in WORDS.items()}
    return Scene(reviewkit.keeping(place / "cache"), place, made, random.Random(seed), words)


def chosen(reviewkit: Tool, ways: tuple[str, ...]) -> str:
    """The first way to say it that this reviewkit knows."""
    for way in ways:
        group: list[str] = []
        for word in re.findall(r"^[a-z]+(?: [a-z]+)*", way)[0].split():
            if not re.search(rf"^(?:[│|] |  ){word}\s", reviewkit.run(*group, "--help").out, re.MULTILINE):
                break
            group.append(word)
        else:
            return way
    raise SystemExit(f"this reviewkit lists none of: {'; '.join(ways)}")


def importing(scene: Scene) -> Case:
    """A new export; none of its records was there."""
    file = scene.file(".ris", _export([next(scene.publications) for _ in range(NEW)]))
    return Case(scene.filled("import", file=file), State(records=NEW, reports=NEW, waiting=NEW, uncompared=1))


def deduping(scene: Scene) -> Case:
    """A new export that was imported undisturbed, some of its records for the second time, waits to be compared."""
    old = [scene.made.reports[(COPIES * scene.number + n) % len(scene.made.reports)] for n in range(COPIES)]
    new = [next(scene.publications) for _ in range(NEW - COPIES)]
    _undisturbed(scene, scene.filled("import", file=scene.file(".ris", _export([*old, *new]))))
    waiting = seen(scene).state
    uncompared = waiting.uncompared if waiting else 0
    return Case(scene.filled("dedupe"), State(reports=-COPIES, waiting=-COPIES, uncompared=-uncompared))


def deciding(scene: Scene) -> Case:
    return Case(scene.filled("screen decide", record=next(scene.fresh)), State(waiting=-1))


def importing_decisions(scene: Scene) -> Case:
    """A table of a's decisions."""
    rows = [f"{next(scene.fresh)},a,exclude,{scene.rng.choice(invented.REASONS)}\n" for _ in range(TABLE)]
    file = scene.file(".csv", "record,reviewer,decision,reason\n" + "".join(rows))
    return Case(scene.filled("screen import", file=file), State(waiting=-TABLE))


def coding(scene: Scene) -> Case:
    scene.number += 1
    said = {"study": scene.rng.choice(scene.made.studies), "code": scene.rng.choice(invented.THEMES)}
    words = scene.filled("code add", **said, quote=f"Quote number {scene.number} of nobody.")
    return Case(words, State(quotes=1))


def merging(scene: Scene) -> Case:
    """A code that was made undisturbed becomes one of the themes. A merge writes a log and the codebook; one without
    the other shows as a change that was made by hand."""
    scene.number += 1
    gone = f"code-{scene.number:04d}"
    made = ("codebook", "create", gone, f"Code {scene.number}", "--why", "found", "--as", "a")
    _undisturbed(scene, made)
    into = scene.rng.choice(invented.THEMES)
    return Case(scene.filled("codebook merge", gone=gone, code=into), State(changes=1))


def charting(scene: Scene) -> Case:
    """One more thing that a study says; each has its own number."""
    scene.charted += 1
    study = scene.made.studies[scene.charted % len(scene.made.studies)]
    instance = 1 + scene.charted // len(scene.made.studies)
    words = scene.filled("chart set", study=study, value=f"thing-{scene.charted}", instance=str(instance))
    return Case(words, State(charted=1))


def undoing(scene: Scene) -> Case:
    """The last decision, made undisturbed."""
    said = _undisturbed(scene, deciding(scene).words)
    found = re.search(r"(?:reviewkit|screen) undo (\S+)", said)
    if not found:
        raise SystemExit(f"how to take a decision back was not said: {said}")
    return Case(scene.filled("undo", event=found[1]), State(waiting=1))


CASES: dict[str, Callable[[Scene], Case]] = {
    "import": importing,
    "dedupe": deduping,
    "screen decide": deciding,
    "screen import": importing_decisions,
    "code add": coding,
    "codebook merge": merging,
    "chart set": charting,
    "undo": undoing,
}


def _export(reports: list[invented.Report]) -> str:
    dialect = invented.DIALECTS["wos"]
    return "".join(invented.ris(report, dialect, number) for number, report in enumerate(reports, start=1))


def _undisturbed(scene: Scene, words: tuple[str, ...]) -> str:
    scene.known = None
    return scene.reviewkit.must(*words, folder=scene.root).out


def _size(quotes: int | list[object]) -> int:
    """How many quotes: version 0.2 gave their number, later ones the quotes."""
    return quotes if isinstance(quotes, int) else len(quotes)


def seen(scene: Scene) -> Seen:
    """What reviewkit tells of the review now."""
    asked = [scene.run(words) for words in ASKED]
    try:
        told, problems, coded, charted, books = (json.loads(ran.out) for ran in asked)
    except ValueError:
        scene.odd.append("; ".join(ran.err.strip()[-300:] for ran in asked if ran.err))
        return Seen(None, frozenset())
    state = State(
        records=told["records"],
        reports=told["reports"],
        waiting=told["waiting"].get("a", 0),
        quotes=sum(_size(row["quotes"]) for row in coded["codings"]),
        charted=sum(study["charted"] for study in charted["studies"]),
        uncompared=sum(problem["code"] == "not-deduplicated" for problem in problems),
        changes=sum(book["acts"] for book in books),
        by_hand=sum(len(book["edits"]) for book in books),
    )
    return Seen(state, frozenset(problem["path"] for problem in problems if _unread(problem)))


def _unread(problem: dict[str, str]) -> bool:
    """Whether a problem says that a file of the folder is not whole; there is no other error in this review."""
    return problem["level"] == "error" and problem["code"] != "not-deduplicated"


def calibrate(scene: Scene, names: list[str]) -> None:
    """Run each command a few times to its end: how long it takes, and that it changes what this program expects."""
    for name, case_of in ((name, CASES[name]) for name in names):
        for _ in range(CALIBRATED):
            case = case_of(scene)
            before = seen(scene).state
            ran = scene.reviewkit.must(*case.words, folder=scene.root)
            scene.usual[name].append(ran.seconds)
            after = seen(scene).state
            if not before or after != before.plus(case.change):
                raise SystemExit(
                    f"{name}, undisturbed, should make {before} change by {case.change}, not to {after}"
                )


def dedupe_many(scene: Scene, kills: int, counts: Counter[str]) -> None:
    """The first deduplication of many records, of a fresh folder each time: its log is too large for one instant."""
    original = scene.place / "undeduplicated"
    invented.write(original, invented.Sizes.of(SIZE_OF_MANY))
    shutil.rmtree(original / "duplicates")
    many = replace(scene, place=scene.place / "many")
    case = Case(scene.filled("dedupe"), State())
    for number in range(kills + 1):
        shutil.rmtree(many.root, ignore_errors=True)
        shutil.copytree(original, many.root)
        many.known = None
        if number:
            counts.update(kill(many, MANY, case, at_writing=True))
            continue
        before = seen(many).state
        many.usual[MANY].append(many.reviewkit.must(*case.words, folder=many.root).seconds)
        after = seen(many).state
        if not before or not after or after.uncompared:
            raise SystemExit(f"{MANY}, undisturbed, made {after} of {before}")
        case = Case(case.words, after.minus(before))


def kill(scene: Scene, name: str, case: Case, at_writing: bool) -> Iterator[str]:
    """Kill one command, look, repeat it, look again. Yields the columns of the table that it counts in."""
    (before, named), torn = scene.known or seen(scene), torn_logs(scene.root)
    if not before:
        raise SystemExit("the review cannot be read any more:\n" + "\n".join(scene.odd))
    after, twice = before.plus(case.change), before.plus(case.change).plus(case.change)
    usual = statistics.median(scene.usual[name][-CALIBRATED:])
    ended = killed(scene, case.words, None if at_writing else scene.rng.uniform(0, usual))
    yield "kills"
    yield _when(ended)
    now = seen(scene)
    found = ["failed"] if ended.status > 0 else []
    found += judged(now.state, before, after, ended)
    newly_torn = torn_logs(scene.root) - torn
    if newly_torn or (now.state and now.state not in (before, after)):
        named_now = bool(now.places - named) and newly_torn <= now.places
        found.append("torn, told" if named_now else "torn, untold")
    again = scene.run(case.words)
    scene.usual[name].append(again.seconds)
    if again.status and ALREADY not in again.out + again.err:
        found.append("repeat failed")
    last = scene.known = seen(scene)
    if last.state is None:
        found.append("unreadable")
    elif last.state == twice:
        found.append("twice")
    elif last.state != after and not again.status:
        found.append("lost")
    if found:
        states = "it counts rightly in the end" if last.state == after else _changes(before, now.state, last.state)
        told = (again.err or ended.err).strip().replace("\n", " ")[:200]
        scene.odd.append(
            f"{name} ({_when(ended)}): {', '.join(dict.fromkeys(found))}; {states}; said: {told or 'nothing'}"
        )
    yield from dict.fromkeys(found)


def killed(scene: Scene, words: tuple[str, ...], moment: float | None) -> Ended:
    """Start a command and kill it: after so many seconds, or (None) shortly after a file of the review changed."""
    command = [*scene.reviewkit.command, *words, "-C", str(scene.root)]
    hidden = scene.rng.random() < 0.5
    wait = scene.rng.choice((0.0, scene.rng.uniform(0, SOON)))
    old, facts = files(scene.root, hidden), files(scene.root, hidden=False)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=scene.reviewkit.environment
        )
        while moment is None and child.poll() is None and files(scene.root, hidden) == old:
            pass  # a pause would miss the short time of writing
        time.sleep(wait if moment is None else moment)
        child.kill()
        status = child.wait()
        return Ended(status, text(out), text(err), files(scene.root, hidden=False) != facts)


def files(folder: Path, hidden: bool) -> dict[str, tuple[int, int]]:
    """Size and time of every file, those with a dot before their name (being written, or kept for speed) on demand."""
    found: dict[str, tuple[int, int]] = {}
    for entry in os.scandir(folder):
        if entry.name.startswith(".") and not hidden:
            continue
        with contextlib.suppress(FileNotFoundError):  # it was renamed meanwhile
            if entry.is_dir():
                found |= files(Path(entry.path), hidden)
            else:
                about = entry.stat()
                found[entry.path] = (about.st_size, about.st_mtime_ns)
    return found


def _changes(before: State, now: State | None, last: State | None) -> str:
    """The numbers before, after the kill, and after the repeat, where they changed."""
    if now is None or last is None:
        return "reviewkit no longer answers"
    rows = zip(State._fields, before, now, last, strict=True)
    return ", ".join(f"{name} {' -> '.join(map(str, row))}" for name, *row in rows if len(set(row)) > 1)


def _when(ended: Ended) -> str:
    """The column that tells when a command was killed."""
    if ended.status >= 0:
        return "ended first"
    if ended.acknowledged:
        return "after acknowledging"
    return "while writing" if ended.wrote else "before writing"


def judged(now: State | None, before: State, after: State, ended: Ended) -> list[str]:
    """Whether reviewkit still answers after a kill, and whether all counts that was acknowledged."""
    if now is None:
        return ["unreadable"]
    return ["lost"] if ended.acknowledged and now != after else []


def torn_logs(root: Path) -> frozenset[str]:
    """The logs with a line that is not whole."""
    return frozenset(
        path.relative_to(root).as_posix()
        for path in root.rglob("*.jsonl")
        if not all(_whole(line) for line in path.read_bytes().splitlines(keepends=True))
    )


def _whole(line: bytes) -> bool:
    try:
        return line.endswith(b"\n") and isinstance(json.loads(line), dict)
    except ValueError:
        return False


def report(scene: Scene, counted: dict[str, Counter[str]]) -> Iterator[str]:
    """The table, what was odd, and what the kills left behind."""
    yield f"| command | usual, s | kills | {' | '.join(COLUMNS)} |"
    yield f"|{'---|' * (len(COLUMNS) + 3)}"
    for name, counts in counted.items():
        usual = f"{statistics.median(scene.usual[name]):.2f}"
        yield f"| {name} | {usual} | {counts['kills']} | {' | '.join(str(counts[column]) for column in COLUMNS)} |"
    total: Counter[str] = sum(counted.values(), Counter())
    yield f"| all | | {total['kills']} | {' | '.join(str(total[column]) for column in COLUMNS)} |"
    left = [path for path in scene.root.rglob(".writing-*") if path.is_file()]
    aside = list(scene.root.rglob("*.torn"))
    yield f"\nleft behind: {len(left)} half-written files, {len(aside)} logs with torn lines set aside"
    yield from (f"- {line}" for line in scene.odd)


if __name__ == "__main__":
    main()
