"""The tables of docs/deduplication.md and docs/disagreements.md, from one run of both tools on the labelled sets.

`python benchmarks/run.py disagreements --write` makes them again, between the marks in the two pages.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import disagreements
from benchmarks.adversary.counts import upper_bound
from benchmarks.disagreements import (
    REASONS,
    Answers,
    Pair,
    Row,
    against_labels,
    changed,
    constellations,
    corrected,
    differing,
    read,
)

DOCS = Path(__file__).parent.parent / "docs"
REVIEW_SETS_NOT = (
    "dblp_acm",
)  # computer science, only title, authors, venue and year: never pooled with the others
AGREED = (
    ("joined", "joined"),
    ("apart", "apart"),
    ("apart", "linked"),
)  # labels, reviewkit: what need not be read
Score = Callable[[dict[int, str], dict[int, object]], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Said:
    """One set: its labels, and by tool what it says, how many seconds of processor and how many MB it took."""

    name: str
    labels: dict[int, str]
    answers: Mapping[str, Answers]
    processor: Mapping[str, float]
    megabytes: Mapping[str, float]

    def differing(self) -> dict[Pair, tuple[str, str, str]]:
        return differing(Answers(self.labels), self.answers["reviewkit"], self.answers["bib-dedupe"])


def said(name: str, labels: dict[int, str], told: Mapping[str, Mapping[str, Any]]) -> Said:
    """What the tools told as JSON; bib-dedupe calls its doubtful pairs `maybe`, and links nothing."""
    return Said(
        name,
        labels,
        {
            tool: Answers(
                {int(record): group for record, group in answer["groups"].items()},
                _pairs(answer.get("asked", answer.get("maybe", ()))),
                _pairs(answer.get("linked", ())),
            )
            for tool, answer in told.items()
        },
        {tool: answer["processor"] for tool, answer in told.items()},
        {tool: answer["megabytes"] for tool, answer in told.items()},
    )


def _pairs(pairs: Iterable[Sequence[int]]) -> frozenset[Pair]:
    return frozenset((min(pair), max(pair)) for pair in pairs)


@dataclass(frozen=True, slots=True)
class Scored:
    """One tool on one set, counted by removed records (Hair et al. 2023), or on several sets together."""

    records: int
    duplicates: int  # records that should be removed
    lost: int
    left: int
    linked: int  # of those left, those that only a link says to be related
    queue: int
    real: int
    left_answered: int

    @property
    def sensitivity(self) -> float:
        return 1 - self.left / self.duplicates

    @property
    def answered(self) -> float:
        return 1 - self.left_answered / self.duplicates

    @property
    def removed(self) -> int:
        return self.duplicates - self.left + self.lost


def scored(labels: dict[int, str], answers: Answers, score: Score) -> Scored:
    """What a tool finds by itself, and what is left when a person answers its queue as the labels do."""
    label = {record: answers.group(record) for record in labels}
    queue = [pair for pair in answers.asked if label[pair[0]] != label[pair[1]]]
    real = [pair for pair in queue if labels[pair[0]] == labels[pair[1]]]
    linked = [pair for pair in answers.linked if labels[pair[0]] == labels[pair[1]]]
    alone = score(labels, label)
    left = int(alone["duplicates_left"])
    return Scored(
        len(labels),
        int(alone["duplicates"]),
        int(alone["studies_lost"]),
        left,
        left - int(score(labels, _joined(label, linked))["duplicates_left"]),
        len(queue),
        len(real),
        int(score(labels, _joined(label, real))["duplicates_left"]),
    )


def _joined(label: Mapping[int, object], pairs: Iterable[Pair]) -> dict[int, object]:
    """The groups after these pairs are joined."""
    name = {group: group for group in label.values()}

    def first(group: object) -> object:
        while name[group] != group:
            group = name[group]
        return group

    for one, other in pairs:
        name[first(label[other])] = first(label[one])
    return {record: first(group) for record, group in label.items()}


def together(rows: Sequence[Scored]) -> Scored:
    """Several sets as one."""
    names = ("records", "duplicates", "lost", "left", "linked", "queue", "real", "left_answered")
    return Scored(**{name: sum(getattr(row, name) for row in rows) for name in names})


def report(sets: Sequence[Said], score: Score, *, write: bool) -> None:
    """Print the tables, and which answers changed; with `write`, put the tables in docs and the answers in the file."""
    before = read()
    rows = refreshed(before, sets)
    tables = {
        "deduplication.md": {"by label": by_label(sets, score), "as read": as_read(sets, rows, score)},
        "disagreements.md": {
            "who is right": who_is_right(rows),
            "kinds": kinds(sets, rows),
            "reasons": reasons(rows),
        },
    }
    for page, made in tables.items():
        for name, table in made.items():
            print(f"\n{page}, {name}\n\n{table}")
        if write:
            path = DOCS / page
            path.write_text(between_marks(path.read_text(encoding="utf-8"), made), encoding="utf-8")
    print("\n" + changes(sets, before))
    if write:
        disagreements.write(rows)


def refreshed(rows: Iterable[Row], sets: Sequence[Said]) -> list[Row]:
    """The pairs that were read with what the tools answer now; what is right, and why, stays."""
    now = {one.name: one.answers for one in sets}
    return [
        row._replace(
            reviewkit=now[row.set]["reviewkit"].says(row.pair),
            bib_dedupe=now[row.set]["bib-dedupe"].says(row.pair).replace("asked", "maybe"),
        )
        if row.set in now
        else row
        for row in rows
    ]


def between_marks(page: str, tables: Mapping[str, str]) -> str:
    """The page with each table between its two marks. Raises ValueError where a mark is not there."""
    for name, table in tables.items():
        start, end = f"<!-- measured: {name} -->\n", f"<!-- end of {name} -->"
        before, found, rest = page.partition(start)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"the page has no marks {start.strip()} and {end}")
        page = f"{before}{start}\n{table}\n\n{end}{after}"
    return page


def by_label(sets: Sequence[Said], score: Score) -> str:
    """One row for each set and tool, and one for all review sets."""
    head = "set (records) | tool | sensitivity | lost | left | linked | queue | real in queue | answered | s | MB"
    lines = [f"| {head} |", "|---" * 11 + "|"]
    pooled: dict[str, list[Scored]] = {}
    for one in sets:
        for tool, answers in one.answers.items():
            found = scored(one.labels, answers, score)
            if one.name not in REVIEW_SETS_NOT:
                pooled.setdefault(tool, []).append(found)
            lines.append(
                f"| {one.name} ({found.records:,}) | {tool} | {_figures(found, tool)} "
                f"| {one.processor[tool]:.1f} | {one.megabytes[tool]:.0f} |"
            )
    for tool, some in pooled.items():
        seconds = sum(one.processor[tool] for one in sets if one.name not in REVIEW_SETS_NOT)
        found = together(some)
        lines.append(
            f"| all review sets ({found.records:,}) | {tool} | {_figures(found, tool)} | {seconds:.0f} | |"
        )
    if pooled:
        lines += ["", without_linked(pooled["reviewkit"])]
    return "\n".join(lines)


def without_linked(rows: Sequence[Scored]) -> str:
    """The sensitivities without the duplicates by label that are linked: a link says that there are two reports."""

    def sensitivity(some: Sequence[Scored], left: str) -> float:
        found = together(some)
        return 1 - (int(getattr(found, left)) - found.linked) / (found.duplicates - found.linked)

    return (
        f"Without the duplicates by label that reviewkit links, its sensitivity in the review sets is "
        f"{sensitivity(rows, 'left'):.4f} (in the worst set {min(sensitivity([row], 'left') for row in rows):.4f}), "
        f"and {sensitivity(rows, 'left_answered'):.4f} when the queue is answered."
    )


def _figures(found: Scored, tool: str) -> str:
    linked = f"{found.linked}" if tool == "reviewkit" else ""
    share = f"{found.queue:,} ({found.queue / found.records:.1%})"
    return (
        f"{found.sensitivity:.4f} | {found.lost} | {found.left} | {linked} "
        f"| {share} | {found.real} | {found.answered:.4f}"
    )


def as_read(sets: Sequence[Said], rows: Sequence[Row], score: Score) -> str:
    """The same counts with the labels corrected by the pairs that were read, and how many may be lost at most."""
    lines = [
        "| set | duplicates by label, as read | tool | sensitivity | lost, at most | left, after answers | answered |",
        "|---" * 7 + "|",
    ]
    pooled: dict[str, list[Scored]] = {}
    labelled = 0
    for one in sets:
        labels = corrected(one.labels, [row for row in rows if row.set == one.name])
        by_label = len(one.labels) - len(set(one.labels.values()))
        labelled += by_label if one.name not in REVIEW_SETS_NOT else 0
        for tool, answers in one.answers.items():
            found = scored(labels, answers, score)
            if one.name not in REVIEW_SETS_NOT:
                pooled.setdefault(tool, []).append(found)
            lines.append(f"| {one.name} | {by_label:,}, {found.duplicates:,} | {tool} | {_corrected(found)} |")
    for tool, some in pooled.items():
        found = together(some)
        lines.append(f"| all review sets | {labelled:,}, {found.duplicates:,} | {tool} | {_corrected(found)} |")
    return "\n".join(lines)


def _corrected(found: Scored) -> str:
    at_most = upper_bound(found.lost, found.removed)
    return (
        f"{found.sensitivity:.4f} | {found.lost} of {found.removed:,}, {at_most:.2%} "
        f"| {found.left}, {found.left_answered} | {found.answered:.4f}"
    )


def who_is_right(rows: Sequence[Row]) -> str:
    """Where a tool decides otherwise than the labels: who is right."""
    lines = [
        "| sets | tool | decides otherwise than the labels | the tool is right | the labels are right | undecidable |",
        "|---" * 6 + "|",
    ]
    for title, some in (
        ("review sets", [row for row in rows if row.set not in REVIEW_SETS_NOT]),
        ("dblp_acm", [row for row in rows if row.set in REVIEW_SETS_NOT]),
    ):
        for tool, name in (("reviewkit", "reviewkit"), ("bib_dedupe", "bib-dedupe")):
            n = against_labels(some, tool)
            counts = f"{n.total():,} | {n[tool]:,} | {n['labels']:,} | {n['undecidable']:,}"
            lines.append(f"| {title} | {name} | {counts} |")
    return "\n".join(lines)


def kinds(sets: Sequence[Said], rows: Sequence[Row]) -> str:
    """Each kind of disagreement: pairs in this run, and of those that were read, how many are one report or two."""
    lines = [
        "| sets | labels | reviewkit | bib-dedupe | pairs | read | one report | two | undecidable |",
        "|---" * 9 + "|",
    ]
    for title, names in (
        ("review sets", [one.name for one in sets if one.name not in REVIEW_SETS_NOT]),
        ("dblp_acm", [one.name for one in sets if one.name in REVIEW_SETS_NOT]),
    ):
        pairs: Counter[tuple[str, str, str]] = Counter()
        for one in sets:
            if one.name in names:
                pairs += constellations(one.differing())
        right = Counter((row[3:6], row.right) for row in rows if row.set in names)
        for kind in sorted(pairs):
            n = [right[kind, word] for word in ("same", "different", "undecidable")]
            counts = " | ".join(f"{count:,}" for count in (pairs[kind], sum(n), *n))
            lines.append(f"| {title} | {' | '.join(kind)} | {counts} |")
    return "\n".join(lines)


def reasons(rows: Sequence[Row]) -> str:
    """How often each reason was given."""
    n = Counter((row.right, row.reason) for row in rows)
    lines = ["| right | reason | pairs |", "|---|---|---|"]
    lines += [f"| {right} | {why} | {n[right, why]:,} |" for right, some in REASONS.items() for why in some]
    return "\n".join(lines)


def changes(sets: Sequence[Said], rows: Sequence[Row]) -> str:
    """What reviewkit answers otherwise than when the pairs were read, and disagreements that nobody has read."""
    now = {one.name: one.answers["reviewkit"] for one in sets}
    found = changed(rows, now)
    lines = [
        f"{word}: {row.set} {row.first} {row.second}, {row.reviewkit} before, {says} now; {row.right} ({row.reason})"
        for row, says, word in found
    ]
    n = Counter(word for _, _, word in found)
    lines.append(f"{n['better']} answers became better, {n['worse']} worse, {n['neither']} neither")
    known = {(row.set, row.pair) for row in rows}
    unread = [
        (one.name, pair)
        for one in sets
        for pair, (label, reviewkit, _) in one.differing().items()
        if (one.name, pair) not in known and (label, reviewkit) not in AGREED
    ]
    lines += [f"not read: {name} {first} {second}" for name, (first, second) in unread]
    return "\n".join(lines)
