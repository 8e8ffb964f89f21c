"""An invented review folder of any size, written straight to disk in the format of reviewkit 0.2.0.

Nobody and nothing in it is real. The same sizes and seed give the same bytes. Two people, a and b, screened titles and
abstracts (most reports both, some one of them, the last ones nobody), asked for the full texts of what they included,
and screened most of those. Run by hand: `python benchmarks/invented.py FOLDER --records 1000`.
"""

import argparse
import hashlib
import itertools
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

SOURCES = ("medline", "embase", "cinahl", "psycinfo", "wos")
VERSION = "0.2.0"
Event = dict[str, Any]

OPENINGS = (
    "Experiences of|Attitudes towards|Barriers to|Factors associated with|Effects of|Perceptions of|Predictors of|"
    "Implementation of|Adherence to|Costs of|Outcomes of|Inequalities in|Facilitators of|Trends in|Access to|"
    "Quality of|Evaluation of|Development of|Satisfaction with|Knowledge of"
).split("|")
TOPICS = (
    "night visits|medication review|fall prevention|oral health care|palliative care|remote monitoring|advance care "
    "planning|wound treatment|pain assessment|nutritional screening|respite care|hospital discharge|telephone "
    "follow-up|physical training|family meetings|shared decision making|electronic records|safety alarms|delirium "
    "screening|continence care|infection control|music therapy|peer support|home modification|staff supervision|"
    "skill mix|volunteer visits|sleep hygiene|stroke rehabilitation|insulin management|dementia care|cancer "
    "survivorship|social prescribing|occupational therapy|vaccination|hearing aids|foot care|sensor technology|"
    "emergency admissions|case management"
).split("|")
PEOPLE = (
    "older adults|nurses|family carers|care assistants|general practitioners|people with dementia|people with heart "
    "failure|migrant workers|rural residents|veterans|physiotherapists|pharmacists|people living alone|stroke "
    "survivors|nursing students|ward managers|people with diabetes|bereaved spouses|cancer patients|social workers|"
    "dietitians|home helpers|adolescents|women over sixty|community midwives|people with chronic pain|paramedics|"
    "prisoners|people with epilepsy|deaf adults"
).split("|")
PLACES = (
    "Norway|Sweden|Denmark|Finland|Iceland|Scotland|Wales|Ireland|Portugal|Spain|Italy|Austria|Poland|Estonia|Latvia|"
    "Greece|Turkey|Japan|Taiwan|Australia|Canada|Brazil|Chile|Kenya|Ghana|India|Nepal|Malaysia|Singapore|Switzerland"
).split("|")
DESIGNS = (
    "a qualitative study|a cross-sectional survey|a cohort study|a randomised trial|a mixed-methods study|a scoping "
    "review|a register-based study|a case study|an interview study|a pilot study|an action research project|a "
    "focus group study|a protocol|a before-and-after study|a discourse analysis"
).split("|")
FAMILIES = (
    "Berg|Lund|Haug|Moen|Dahl|Lien|Strand|Solberg|Eide|Bakke|Holm|Vik|Ness|Foss|Ruud|Krogh|Falk|Lindqvist|Ekman|Nyman|"
    "Sand|Thorn|Winter|Marsh|Field|Hart|Stone|Brook|Wood|Lake|Rossi|Costa|Silva|Moreau|Petit|Novak|Horvat|Kowal|Tanaka|"
    "Sato|Mori|Chen|Lin|Okoro|Mensah|Patel|Sharma|Rahman|Yilmaz|Demir"
).split("|")
GIVEN = (
    "Kari|Ola|Ingrid|Per|Anna|Nils|Sofia|Lars|Emma|Jonas|Maria|Peter|Laura|David|Julia|Mark|Helen|Simon|Clara|Paul"
).split("|")
JOURNALS = tuple(
    f"{kind} {field}"
    for kind in ("Journal of", "Annals of", "Archives of", "International Review of", "Letters on")
    for field in (
        "Imagined Home Care|Invented Nursing|Fictional Gerontology|Supposed Public Health|Pretended Rehabilitation|"
        "Assumed Primary Care|Made-up Medicine|Presumed Social Work|Conceived Health Services"
    ).split("|")
)
SENTENCES = (
    "{n} {people} in {place} took part and answered questions on {topic} and {other}.",
    "Little is known of {topic} among {people}, although it is common in {place}.",
    "The aim was to describe {topic} and how it relates to {other} among {people}.",
    "Interviews with {n} {people} were read several times and sorted into categories.",
    "Of {n} questionnaires {m} were returned, and {topic} was named in most of them.",
    "{People} spoke of {topic} as something that takes time and that nobody plans for.",
    "There was no difference between the groups in {topic} after {m} weeks of {other}.",
    "The findings suggest that {topic} should be seen together with {other}.",
    "More work on {topic} among {people} in {place} is needed before anything is changed.",
)
REASONS = ("population", "concept", "context", "publication-type", "study-design", "language")
THEMES = ("trust", "time", "competence", "technology", "family")


@dataclass(frozen=True)
class Sizes:
    """How large a review is: records, how many of them are duplicates, screening decisions, full texts asked for."""

    records: int
    duplicates: int
    decisions: int
    retrievals: int

    @classmethod
    def of(cls, records: int) -> "Sizes":
        """The shares of a large scoping review, for any number of records."""
        return cls(records, records // 5, records * 3 // 2, records // 50)


class Report(NamedTuple):
    """One invented publication."""

    title: str
    authors: tuple[tuple[str, str], ...]
    year: int
    journal: str
    volume: int
    issue: int
    page: int
    doi: str
    keywords: tuple[str, ...]
    abstract: str


class Dialect(NamedTuple):
    """The tags that a database writes, and how it writes names and titles."""

    title: str
    year: str
    journal: str
    abstract: str
    initials: bool = False
    dot: bool = False


DIALECTS = dict(
    zip(
        SOURCES,
        (
            Dialect("T1", "Y1", "JO", "N2", initials=True, dot=True),
            Dialect("TI", "PY", "T2", "AB"),
            Dialect("T1", "Y1", "JF", "AB", dot=True),
            Dialect("TI", "PY", "JF", "AB"),
            Dialect("TI", "PY", "T2", "AB", initials=True),
        ),
        strict=True,
    )
)


@dataclass(frozen=True)
class Made:
    """What was written: the publications, the record ids of each (the first is the one that is kept), and who is where.

    `undecided` are reports of which nobody has said anything; `studies` are the keys of studies.yaml.
    """

    sizes: Sizes
    reports: list[Report]
    ids: list[tuple[str, ...]]
    undecided: list[str]
    studies: list[str]


def write(root: Path, sizes: Sizes, seed: int = 1) -> Made:
    """Write a review folder; the same sizes and seed give the same bytes."""
    rng = random.Random(seed)
    reports = list(itertools.islice(publications(rng), sizes.records - sizes.duplicates))
    dealt = _dealt(rng, sizes)
    ids = _ids(dealt, len(reports))
    digests = {source: _write_export(root, source, [reports[n] for n in dealt[source]]) for source in SOURCES}
    _write_lines(root / "searches/imports/a.jsonl", "a", _imports(digests))
    _write_lines(root / "duplicates/a.jsonl", "a", _verdicts(rng, digests, ids))
    order = sorted(ids, key=lambda records: _rank(records[0]))
    screening = _Screening(rng, sizes, [records[0] for records in order])
    for who in ("a", "b"):
        _write_lines(root / f"screening/{who}.jsonl", who, screening.of(who))
    _write_lines(root / "retrieval/a.jsonl", "a", screening.retrievals())
    included = set(screening.included)
    studies = _studies([(reports[n], records) for n, records in enumerate(ids) if records[0] in included])
    _write_pages(root, {source: len(dealt[source]) for source in SOURCES}, studies)
    return Made(sizes, reports, ids, screening.undecided, list(studies))


def publications(rng: random.Random) -> Iterator[Report]:
    """Invented publications without end; no two have one title or DOI."""
    titles: set[str] = set()
    sentences = [_sentence(rng) for _ in range(5_000)]
    prefix = rng.randrange(1_000, 9_999)
    for number in itertools.count(1):
        title = _title(rng)
        while title in titles:
            title = _title(rng)
        titles.add(title)
        people = {rng.choice(FAMILIES): rng.choice(GIVEN) for _ in range(rng.randint(2, 6))}
        yield Report(
            title=title,
            authors=tuple(people.items()),
            year=rng.randint(2000, 2025),
            journal=rng.choice(JOURNALS),
            volume=rng.randint(1, 80),
            issue=rng.randint(1, 12),
            page=rng.randint(1, 2_000),
            doi=f"10.{prefix}/invented.{number:07d}",
            keywords=tuple(rng.sample(TOPICS, 4)),
            abstract=_abstract(rng, sentences),
        )


def _title(rng: random.Random) -> str:
    first, second = rng.sample(TOPICS, 2)
    people, place, design = rng.choice(PEOPLE), rng.choice(PLACES), rng.choice(DESIGNS)
    return f"{rng.choice(OPENINGS)} {first} and {second} among {people} in {place}: {design}"


def _sentence(rng: random.Random) -> str:
    topic, other = rng.sample(TOPICS, 2)
    people = rng.choice(PEOPLE)
    return rng.choice(SENTENCES).format(
        n=rng.randint(40, 9_000),
        m=rng.randint(4, 39),
        people=people,
        People=people[0].upper() + people[1:],
        place=rng.choice(PLACES),
        topic=topic,
        other=other,
    )


def _abstract(rng: random.Random, sentences: list[str]) -> str:
    """About 1,000 letters."""
    text = "Invented abstract."
    while len(text) < 960:
        text += " " + rng.choice(sentences)
    return text


def _dealt(rng: random.Random, sizes: Sizes) -> dict[str, list[int]]:
    """The numbers of the publications that each source holds, in its order; copies of one lie in different sources."""
    thrice = sizes.duplicates * 3 // 20
    copies = [3] * thrice + [2] * (sizes.duplicates - 2 * thrice)
    copies += [1] * (sizes.records - sizes.duplicates - len(copies))
    cards = [number for number, times in enumerate(copies) for _ in range(times)]
    dealt = {source: cards[place :: len(SOURCES)] for place, source in enumerate(SOURCES)}
    for held in dealt.values():
        rng.shuffle(held)
    return dealt


def _ids(dealt: dict[str, list[int]], reports: int) -> list[tuple[str, ...]]:
    """The record ids of each publication, in the order of the sources."""
    found: list[tuple[str, ...]] = [()] * reports
    for source, held in dealt.items():
        for position, number in enumerate(held, start=1):
            found[number] += (f"{source}-{position:04d}",)
    return found


def _rank(record: str) -> tuple[int, int]:
    source, _, position = record.rpartition("-")
    return SOURCES.index(source), int(position)


def ris(report: Report, dialect: Dialect, number: int) -> str:
    """A publication as a database exports it."""
    lines = ["TY  - JOUR", f"ID  - {150_000_000 + number}"]
    lines.append(f"{dialect.title}  - {report.title}{'.' if dialect.dot else ''}")
    lines += [
        f"AU  - {family}, {given[0] + '.' if dialect.initials else given}" for family, given in report.authors
    ]
    lines += [
        f"{dialect.year}  - {report.year}{'//' if dialect.year == 'Y1' else ''}",
        f"{dialect.journal}  - {report.journal}",
        f"VL  - {report.volume}",
        f"IS  - {report.issue}",
        f"SP  - {report.page}",
        f"EP  - {report.page + 9}",
        f"DO  - {report.doi}",
        f"SN  - {1000 + report.volume}-{2000 + report.issue}",
    ]
    lines += [f"KW  - {keyword}" for keyword in report.keywords]
    lines += [f"{dialect.abstract}  - {report.abstract}", "LA  - English", "ER  - ", ""]
    return "\n".join(lines) + "\n"


def _write_export(root: Path, source: str, reports: list[Report]) -> str:
    """Write an export; its checksum."""
    path = root / "searches" / source / f"{source}.ris"
    path.parent.mkdir(parents=True)
    dialect = DIALECTS[source]
    digest = hashlib.sha256()
    with path.open("wb") as out:
        for number, report in enumerate(reports, start=1):
            piece = ris(report, dialect, number).encode("utf-8")
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()


def _write_lines(path: Path, writer: str, events: Iterable[Event]) -> None:
    """A log, with the ids that reviewkit gives."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for number, event in enumerate(events, start=1):
            out.write(json.dumps({"id": f"{writer}-{number}", **event}, ensure_ascii=False) + "\n")


def _at(month: int, seconds: int) -> str:
    """A time so long after the beginning of a month of 2025."""
    return (datetime(2025, month, 1) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _imports(digests: dict[str, str]) -> Iterator[Event]:
    for source, digest in digests.items():
        said = {"source": source, "number": 1, "file": f"searches/{source}/{source}.ris"}
        yield {"do": "import", "at": _at(1, 0), "by": "a", **said, "sha256": digest, "format": "ris"}


def _verdicts(rng: random.Random, digests: dict[str, str], ids: list[tuple[str, ...]]) -> Iterator[Event]:
    """One run of the machine: all pairs of each group, and a few pairs that are in doubt or belong together."""
    common = {"at": _at(2, 0), "by": "reviewkit", "version": VERSION}
    yield {"do": "run", **common, "exports": sorted(digests.values())}

    def verdict(records: tuple[str, str], word: str, rule: str, score: float) -> Event:
        said = {"records": list(records), "verdict": word, "rule": rule, "score": score}
        return {"do": "verdict", **common, **said}

    for records in ids:
        for pair in itertools.combinations(records, 2):
            yield verdict(pair, "same", "same DOI, and the titles agree", 100.0)
    for _ in range(len(ids) // 400):
        one, other = (records[0] for records in rng.sample(ids, 2))
        yield verdict((one, other), "unsure", "titles agree for the most part", 84.0)
        one, other = (records[0] for records in rng.sample(ids, 2))
        yield {**verdict((one, other), "different", "an erratum and its article", 90.0), "relation": "erratum"}


class _Screening:
    """Who decided what on which report, in the order of the reports; settlements count among the decisions."""

    def __init__(self, rng: random.Random, sizes: Sizes, order: list[str]) -> None:
        conflicts = len(order) // 100
        full_text = sizes.retrievals * 3 // 4
        first_stage = sizes.decisions - 2 * full_text
        settled = min(conflicts // 2, first_stage)
        both = (first_stage - settled - len(order) // 80) // 2
        alone = first_stage - settled - 2 * both
        if both + alone > len(order):
            raise SystemExit(f"{sizes.decisions} decisions are too many for {len(order)} reports")
        self.rng = rng
        self.both = order[:both]
        self.alone = {"a": order[both : both + alone // 2], "b": order[both + alone // 2 : both + alone]}
        self.undecided = order[both + alone :]
        mixed = rng.sample(self.both, min(both, sizes.retrievals * 11 // 10 + conflicts + conflicts // 4))
        wanted, rest = mixed[: sizes.retrievals * 11 // 10], mixed[sizes.retrievals * 11 // 10 :]
        self.sought = wanted[: sizes.retrievals]
        self.missing = set(self.sought[: len(self.sought) // 20])
        self.full_text = self.sought[len(self.sought) // 20 :][:full_text]
        self.included = self.full_text[: len(self.full_text) // 5]
        self.settled = rest[:settled]
        self.first = self._votes(set(wanted), set(rest[:conflicts]), set(rest[conflicts:]))
        self.second = self._full_text_votes()

    def _votes(self, wanted: set[str], conflicts: set[str], maybe: set[str]) -> dict[str, dict[str, Event]]:
        """Both people's decisions on titles and abstracts; most exclude, two in three with a reason."""
        found: dict[str, dict[str, Event]] = {"a": {}, "b": {}}
        for report in self.both:
            if report in wanted or report in maybe:
                vote = {"decision": "include" if report in wanted else "maybe"}
                found["a"][report] = found["b"][report] = vote
                continue
            found["a"][report] = found["b"][report] = self._exclusion(2 / 3)
            if report in conflicts:
                found[self.rng.choice("ab")][report] = {"decision": self.rng.choice(("include", "maybe"))}
            elif self.rng.random() < 0.005:
                found["b"][report] = self._exclusion(1)
        for who, reports in self.alone.items():
            found[who] |= {report: self._exclusion(2 / 3) for report in reports}
        return found

    def _full_text_votes(self) -> dict[str, dict[str, Event]]:
        found: dict[str, dict[str, Event]] = {"a": {}, "b": {}}
        included = set(self.included)
        for report in self.full_text:
            vote = {"decision": "include"} if report in included else self._exclusion(1)
            found["a"][report] = found["b"][report] = vote
            if report not in included and self.rng.random() < 0.03:
                found["b"][report] = {"decision": "include"}
        return found

    def _exclusion(self, share: float) -> Event:
        reason = {"reason": self.rng.choice(REASONS)} if self.rng.random() < share else {}
        return {"decision": "exclude", **reason}

    def of(self, who: str) -> Iterator[Event]:
        """One person's log: titles and abstracts, what a settled, full texts."""
        yield from self._logged("decide", 3, who, "title-abstract", self.first[who])
        if who == "a":
            settled = {report: {"decision": "exclude", "reason": "concept"} for report in self.settled}
            yield from self._logged("resolve", 8, who, "title-abstract", settled)
        yield from self._logged("decide", 10, who, "full-text", self.second[who])

    @staticmethod
    def _logged(do: str, month: int, who: str, stage: str, votes: dict[str, Event]) -> Iterator[Event]:
        for number, (report, vote) in enumerate(votes.items()):
            yield {"do": do, "at": _at(month, 60 * number), "by": who, "stage": stage, "record": report, **vote}

    def retrievals(self) -> Iterator[Event]:
        """a's log of the full texts that were asked for."""
        for number, report in enumerate(self.sought):
            result = "not-retrieved" if report in self.missing else "retrieved"
            yield {"do": "retrieval", "at": _at(9, 60 * number), "by": "a", "record": report, "result": result}


def _studies(included: list[tuple[Report, tuple[str, ...]]]) -> dict[str, str]:
    """The entries of studies.yaml by key; one study in six has two reports."""
    twice = len(included) // 7
    parts = [included[2 * n : 2 * n + 2] for n in range(twice)] + [[one] for one in included[2 * twice :]]
    found = {}
    for number, part in enumerate(parts, start=1):
        report = part[0][0]
        family = report.authors[0][0]
        records = ", ".join(record for _, ids in part for record in ids)
        key = f"{family.casefold()}{report.year}-{number}"
        found[key] = (
            f"{key}:\n  citation: {family} et al. ({report.year})\n  records: [{records}]\n"
            f"  characteristics: {{country: {PLACES[number % len(PLACES)]}, participants: {10 + number} persons}}\n"
        )
    return found


def _write_pages(root: Path, hits: dict[str, int], studies: dict[str, str]) -> None:
    """What people write themselves: the protocol, the search log, the studies, a codebook."""
    reasons = "".join(
        f"  - id: {reason}\n    label: {{en: Wrong {reason.replace('-', ' ')}}}\n" for reason in REASONS
    )
    themes = "".join(f"  {theme}:\n    kind: theme\n    label: {{en: {theme.capitalize()}}}\n" for theme in THEMES)
    entries = "".join(
        f"{source}:\n  database: {source.upper()}\n  platform: Invented\n  arm: databases\n"
        f"  date: 2025-01-01\n  searcher: a\n  hits: {number}\n\n"
        for source, number in hits.items()
    )
    pages = {
        "review.yaml": "title: An invented review\nlanguage: en\nstages: two\nother_arm: separate\n"
        "reviewers_per_record: 2\n\nreviewers:\n  - {id: a, name: Invented reviewer a}\n"
        f"  - {{id: b, name: Invented reviewer b}}\n\nexclusion_reasons:\n{reasons}",
        "searches.yaml": entries,
        "studies.yaml": "".join(studies.values()) or "# none yet\n",
        "codebooks/themes.yaml": f'title: Themes\nlanguage: en\nversion: "1"\ncodes:\n{themes}',
    }
    for name, text in pages.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Write a folder, and print what is in it as JSON."""
    parser = argparse.ArgumentParser(description="Write an invented review folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = write(given.folder, Sizes.of(given.records), given.seed)
    about = {**vars(made.sizes), "reports": len(made.reports), "undecided": made.undecided[:1]}
    print(json.dumps(about))


if __name__ == "__main__":
    main()
