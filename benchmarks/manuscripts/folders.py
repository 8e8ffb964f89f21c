"""The folders of the invented reviews: what their teams agreed is written here beside, exports and logs are made.

Each review has a folder: review.yaml, searches.yaml, the charting form and the codebook as they are in a review folder,
`studies.tsv` (its included reports and what was charted of them), `quotes.tsv` and `made.toml` (how many reports had
which fate). The same files give the same bytes on every computer.
"""

import csv
import hashlib
import json
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import yaml

from reviewkit import __version__
from reviewkit.actions.duplicates import new_verdicts
from reviewkit.model import (
    Answer,
    AnyAct,
    ChartedValue,
    ChartingDone,
    CodedSegment,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Import,
    Mark,
    Retrieval,
    StudyCoded,
)
from reviewkit.review import Review
from reviewkit.store.events import line_of
from reviewkit.store.open_review import open_review
from reviewkit.words import Choice, Stage, Verdict

HERE = Path(__file__).parent
REVIEWS = ("night-care", "peer-support", "telecare")
NOT_RETRIEVED = "not retrieved"
CHARTED = ("country", "design", "n", "setting", "disease")  # the columns of studies.tsv that forms ask for

_WHAT = ("Experiences of", "Predictors of", "Costs of", "Trends in", "Attitudes to", "Documentation of", "Gaps in")
_THING = (
    "wound care",
    "oral health",
    "medication reviews",
    "hospital discharge",
    "nutrition",
    "continence",
    "hearing aids",
    "palliative consultations",
    "advance directives",
    "exercise classes",
    "home modification",
    "meal delivery",
)
_WHOM = (
    "cancer survivors",
    "school nurses",
    "pharmacists",
    "veterans",
    "migrants",
    "stroke teams",
    "rural families",
    "ward managers",
    "dental hygienists",
    "patients with asthma",
    "physiotherapy students",
    "volunteers",
)
_WHERE = ("in Alberta", "in Jutland", "in Lapland", "in Bavaria", "in Kent", "in Galicia")
_NAMES = (
    "Abelsen Backlund Corneille Dragset Ettinger Fjeldstad Guldahl Hermansson Ivarsen Jespersgaard Kvalheim Lysaker "
    "Marchetti Nordgaard Oterhals Pritchard Quarles Rimstad Silberberg Thornquist Uppdal Vestergren Wickstrand Yrkesdal"
).split()


@dataclass(eq=False)
class Report:
    """One report: its reference, the sources that found it, and its fate ("" is included, else a reason)."""

    sources: tuple[str, ...]
    title: str
    authors: Sequence[str]
    year: int
    journal: str
    volume: str
    pages: str
    study: str = ""
    fate: str = ""
    records: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What is written here of a review."""

    folder: Path
    made: Mapping[str, Any]
    searches: Mapping[str, Mapping[str, Any]]
    reviewers: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]  # of studies.tsv
    quotes: tuple[Mapping[str, str], ...]
    codes: Mapping[str, tuple[str, ...]]  # of each theme

    @property
    def others(self) -> frozenset[str]:
        """The sources of other methods that are kept apart."""
        if _read(self.folder / "review.yaml")["other_arm"] == "pooled":
            return frozenset()
        return frozenset(name for name, one in self.searches.items() if one["arm"] == "other")


def plan(name: str) -> Plan:
    """What is written here of the review of this name."""
    folder = HERE / name
    book = _read(folder / "codebook.yaml")["codes"]
    themes = [code for code, said in book.items() if said["kind"] == "theme"]
    return Plan(
        folder,
        tomllib.loads((folder / "made.toml").read_text(encoding="utf-8")),
        _read(folder / "searches.yaml"),
        tuple(one["id"] for one in _read(folder / "review.yaml")["reviewers"]),
        _rows(folder / "studies.tsv"),
        _rows(folder / "quotes.tsv"),
        {theme: tuple(code for code, said in book.items() if said.get("parent") == theme) for theme in themes},
    )


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _rows(path: Path) -> tuple[Mapping[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def make(name: str, root: Path) -> Review:
    """Make the folder of a review, and return the review that is in it."""
    what = plan(name)
    reports = _reports(what)
    _write_agreements(what, root)
    _write_exports(what, root, reports)
    _write_duplicates(what, root, reports)
    _write_studies(root, reports)
    _write_decisions(what, root, reports)
    _write_charting(what, root)
    _write_coding(what, root)
    return open_review(root).review


# --- reports ------------------------------------------------------------------------------------------------------


def _reports(what: Plan) -> list[Report]:
    """The included reports and the others, each in its sources, so that each source has as many as its hits."""
    included = [_included(row) for row in what.rows]
    left = {name: one["hits"] - len(_found_by(name, included)) for name, one in what.searches.items()}
    places = [tuple(names.split()) for names, count in what.made["shared"] for _ in range(count)]
    for names in places:
        for name in names:
            left[name] -= 1
    assert min(left.values()) >= 0, left
    places += [(name,) for name, count in left.items() for _ in range(count)]
    rng = Random(what.folder.name)
    rng.shuffle(places)
    invented = list(_invented(rng, places))
    _give_fates(what, invented)
    return [*included, *invented]


def _found_by(source: str, reports: Sequence[Report]) -> list[Report]:
    return [report for report in reports if source in report.sources]


def _included(row: Mapping[str, str]) -> Report:
    authors = row["authors"].split("; ")
    return Report(
        tuple(row["sources"].split()),
        row["title"],
        authors,
        int(row["year"]),
        row["journal"],
        row["volume"],
        row["pages"],
        row["study"],
    )


def _invented(rng: Random, places: Sequence[tuple[str, ...]]) -> Iterator[Report]:
    """Reports about other things, each with a title of its own."""
    titles = [" ".join((a, b, "among", c, d)) for a, b, c, d in product(_WHAT, _THING, _WHOM, _WHERE)]
    for number, (names, title) in enumerate(zip(places, rng.sample(titles, len(places)), strict=True), start=1):
        authors = [f"{name}, {rng.choice('ABCDEFGHIJKL')}" for name in rng.sample(_NAMES, 1 + rng.randrange(4))]
        year, first = 2008 + rng.randrange(17), 1 + rng.randrange(800)
        pages = f"{first}-{first + 9}"
        yield Report(
            names, title, authors, year, f"Invented Letters {number % 9}", str(number), pages, fate="title"
        )


def _give_fates(what: Plan, reports: Sequence[Report]) -> None:
    """Say of the reports that were read in full why they were not included."""
    made = what.made
    for prefix, those in (
        ("", [one for one in reports if not what.others.issuperset(one.sources)]),
        ("other_", [one for one in reports if what.others.issuperset(one.sources)]),
    ):
        fates = [NOT_RETRIEVED] * made[f"{prefix}not_retrieved"]
        fates += [reason for reason, count in made[f"{prefix}reasons"].items() for _ in range(count)]
        for report, fate in zip(those, fates, strict=False):
            report.fate = fate
        assert len(fates) <= len(those), (len(fates), len(those))
    unread = [one for one in reports if one.fate == "title" and what.others.issuperset(one.sources)]
    assert not unread, f"{len(unread)} reports of other methods have no reason"


# --- files of the folder ------------------------------------------------------------------------------------------


def _write_agreements(what: Plan, root: Path) -> None:
    places = {
        "review.yaml": "review.yaml",
        "searches.yaml": "searches.yaml",
        "charting.yaml": "charting/form.yaml",
        "codebook.yaml": "codebooks/themes.yaml",
    }
    for name, place in places.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(what.folder / name, root / place)


def _write_exports(what: Plan, root: Path, reports: Sequence[Report]) -> None:
    acts = []
    for name, search in what.searches.items():
        found = _found_by(name, reports)
        mine = Random(f"{what.folder.name} {name}").sample(found, len(found))
        for number, report in enumerate(mine, start=1):
            report.records.append(f"{name}-{number:04d}")
        data = "".join(_ris(report) for report in mine).encode()
        path = root / "searches" / name / f"{name}.ris"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        at = datetime.combine(search["date"], datetime.min.time(), UTC) + timedelta(hours=12)
        place = path.relative_to(root).as_posix()
        acts.append(Import(name, 1, place, hashlib.sha256(data).hexdigest(), "ris", by=what.reviewers[0], at=at))
    _write_logs(root / "searches" / "imports", acts)


def _ris(report: Report) -> str:
    first, _, last = report.pages.partition("-")
    doi = f"10.5555/{hashlib.sha256(report.title.encode()).hexdigest()[:10]}"
    lines = ["TY  - JOUR", f"TI  - {report.title}", *(f"AU  - {author}" for author in report.authors)]
    lines += [f"PY  - {report.year}", f"JF  - {report.journal}", f"VL  - {report.volume}", f"SP  - {first}"]
    lines += [f"EP  - {last}"] if last else []
    lines += [f"DO  - {doi}", "N1  - Invented record: no such publication exists", "ER  - ", "", ""]
    return "\n".join(lines)


def _write_logs(folder: Path, acts: Iterable[AnyAct], log_of: Mapping[str, str] | None = None) -> None:
    """The logs of those who did these acts, with ids that are counted."""
    folder.mkdir(parents=True, exist_ok=True)
    logs: dict[str, list[str]] = {}
    for act in acts:
        writer = (log_of or {}).get(act.by, act.by)
        log = logs.setdefault(writer, [])
        token = folder.name[:2]
        log.append(json.dumps({"id": f"{writer}-{token}-{len(log) + 1}", **line_of(act)}, ensure_ascii=False))
    for writer, lines in logs.items():
        (folder / f"{writer}.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


def _begins(what: Plan) -> datetime:
    return datetime.combine(what.made["begins"], datetime.min.time(), UTC) + timedelta(hours=8)


def _write_duplicates(what: Plan, root: Path, reports: Sequence[Report]) -> None:
    """reviewkit's verdicts, and a person's on the pairs that it was not sure of."""
    at, person = _begins(what) - timedelta(days=1), what.reviewers[0]
    review = open_review(root).review
    run = DedupeRun(__version__, frozenset(export.sha256 for export in review.facts.exports), at=at)
    tool = {"reviewkit": person}
    acts: list[AnyAct] = [run, *(replace(verdict, at=at) for verdict in new_verdicts(review))]
    _write_logs(root / "duplicates", acts, tool)
    report_of = {record: report for report in reports for record in report.records}
    folder = open_review(root)
    answers = [
        DuplicateVerdict(person, one.first, one.second, _answer(report_of, one.first, one.second), at=at)
        for one in folder.review.possible_duplicates
    ]
    _write_logs(root / "duplicates", [*acts, *answers], tool)
    for group in open_review(root).review.groups:
        assert len({id(report_of[record]) for record in group.records}) == 1, group.records


def _answer(report_of: Mapping[str, Report], first: str, second: str) -> Verdict:
    return Verdict.SAME if report_of[first] is report_of[second] else Verdict.DIFFERENT


def _write_studies(root: Path, reports: Sequence[Report]) -> None:
    studies: dict[str, list[Report]] = {}
    for report in reports:
        if report.study:
            studies.setdefault(report.study, []).append(report)
    lines = []
    for key, own in studies.items():
        records = ", ".join(record for report in own for record in report.records)
        lines += [f"{key}:", f"  citation: {cited(own[0].authors)} ({own[0].year})", f"  records: [{records}]"]
    (root / "studies.yaml").write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


def cited(authors: Sequence[str], joined: str = "&", others: str = "et al.") -> str:
    """The authors of a report as a citation names them."""
    families = [author.partition(",")[0] for author in authors]
    if len(families) > 2:
        return f"{families[0]} {others}"
    return f" {joined} ".join(families)


def _write_decisions(what: Plan, root: Path, reports: Sequence[Report]) -> None:
    """Two people decide on each report; where they differ at first, somebody settles it."""
    folder = open_review(root)
    stages = folder.review.protocol.stages
    rng, at = Random(f"{what.folder.name} decisions"), _begins(what)
    acts: list[AnyAct] = []
    for number, report in enumerate(reports):
        kept = folder.review.report_of[report.records[0]]
        at = _begins(what) + timedelta(minutes=10 * number)
        for stage in stages:
            if kept in folder.review.skips_title_abstract and not stage.full_text:
                continue
            is_last = stage is stages[-1]
            if stage.full_text:
                read = at + timedelta(days=30)
                acts.append(Retrieval(what.reviewers[0], kept, report.fate != NOT_RETRIEVED, at=read))
                if report.fate == NOT_RETRIEVED:
                    break
            choice = Choice.EXCLUDE if report.fate == "title" or (report.fate and is_last) else Choice.INCLUDE
            reason = report.fate if choice is Choice.EXCLUDE and report.fate != "title" else ""
            later = at + timedelta(days=45 if stage.full_text else 0)
            acts += _decisions(
                what, stage.id, kept, choice, reason, later, rng.randrange(100) < what.made["disagreed"]
            )
            if choice is Choice.EXCLUDE:
                break
    _write_logs(root / "retrieval", (act for act in acts if isinstance(act, Retrieval)))
    _write_logs(root / "screening", (act for act in acts if isinstance(act, Decision)))


def _decisions(
    what: Plan, stage: Stage, record: str, choice: Choice, reason: str, at: datetime, differ: bool
) -> Iterator[Decision]:
    first, second = what.reviewers[:2]
    yield Decision(first, stage, record, choice, reason, at=at)
    if not differ:
        yield Decision(second, stage, record, choice, reason, at=at)
        return
    other = Choice.INCLUDE if choice is Choice.EXCLUDE else Choice.EXCLUDE
    given = "" if other is Choice.INCLUDE or stage == Stage.TITLE_ABSTRACT else next(iter(what.made["reasons"]))
    yield Decision(second, stage, record, other, given, at=at)
    settled = at + timedelta(days=100)
    yield Decision(what.made["settles"], stage, record, choice, reason, note="discussed", final=True, at=settled)


def _write_charting(what: Plan, root: Path) -> None:
    version, at, person = _read(what.folder / "charting.yaml")["version"], _begins(what), what.reviewers[0]
    acts: list[AnyAct] = []
    for row in {row["study"]: row for row in reversed(what.rows)}.values():
        later = at + timedelta(days=200)
        for name in CHARTED:
            if value := row.get(name):
                answer = Answer(int(value) if name == "n" else value)
                acts.append(ChartedValue(person, row["study"], name, answer, form=version, at=later))
        acts.append(ChartingDone(person, row["study"], True, at=later))
    _write_logs(root / "charting", acts)


def _write_coding(what: Plan, root: Path) -> None:
    """One coder finds each theme of a study in a quote of it, by one of the codes of the theme."""
    coder, at = what.reviewers[0], _begins(what) + timedelta(days=210)
    acts: list[AnyAct] = []
    used: dict[str, int] = {}
    for row in what.rows:
        for theme in row["themes"].split():
            own = [one for one in what.quotes if (one["study"], one["theme"]) == (row["study"], theme)]
            for quote in own or [{"quote": f"What {row['study']} says of {theme}.", "page": ""}]:
                used[theme] = used.get(theme, 0) + 1
                code = what.codes[theme][used[theme] % len(what.codes[theme])]
                marks = (Mark(code),)
                acts.append(CodedSegment(coder, row["study"], quote["quote"], marks, quote["page"], at=at))
    studies = dict.fromkeys(row["study"] for row in what.rows)
    acts += [StudyCoded(coder, study, "done", at=at + timedelta(hours=1)) for study in studies]
    _write_logs(root / "coding", acts)
