"""A review in which everything has happened: every state of a report, every kind of act, problems of every level."""

import json
from pathlib import Path

from reviewkit.store.format import write_mark
from tests.builders import papers, ris
from tests.commands.dedupe.pairs import doubtful
from tests.conftest import Command

PROTOCOL = """\
title: A review in which everything has happened
format: 2
stages: two
other_arm: separate
reviewers:
  - id: a
  - {id: b, name: Berit}
  - {id: robot, kind: tool}
exclusion_reasons:
  - {id: population, label: {en: Wrong population, nb: Feil populasjon}}
  - {id: outcome, label: Wrong outcome}
previous: {studies: 3, reports: 4}
"""
SEARCHES = """\
cinahl:
  database: CINAHL
  platform: EBSCO
  date: 2026-01-31
  searcher: Kari
  limits: 2010-
  hits: 13
  difference: one could not be exported
  lines: [{step: 1, query: trust, hits: 900}, {step: 2, query: home care}]
trials: {database: A register, arm: registers, hits: 1, rerun_of: cinahl, press: {by: Grete}}
websites: {arm: other}
"""
ARTICLE = {
    "TI": "Trust between nurses and families in home care: a study",
    "AU": ["Berg, Nora", "Dahl, Per"],
    "PY": "2020",
    "JF": "Nordic Journal of Care",
}
PREPRINT = {**ARTICLE, "JF": "medRxiv", "DO": "10.1101/2020.01.02.1234"}
ERRATUM = {**ARTICLE, "TI": f"Erratum to: {ARTICLE['TI']}"}
CODEBOOK = """\
codes:
  trust: {label: {en: Trust, nb: Tillit}}
  time: Time
"""
CODED_BY_HAND = (
    "segments:\n  - {quote: by hand, codes: [trust, nonsense]}\nstudy_codes: [{id: time, relation: qualifies}]\n"
)


def make(root: Path, rk: Command) -> None:
    """Make the review in an empty folder, which is the current one."""
    (root / "review.yaml").write_text(PROTOCOL, encoding="utf-8")
    (root / "searches.yaml").write_text(SEARCHES, encoding="utf-8")
    write_mark(root)

    def do(*words: str, by: str = "a") -> None:
        ran = rk(*words, "--as", by)
        assert ran.status == 0, (words, ran.err)

    def decide(record: str, a: str, b: str = "", *more: str) -> None:
        for who, decision in (("a", a), ("b", b)):
            if decision:
                do("screen", "decide", record, "-d", decision, *more, by=who)

    _import(root, do)
    do("dedupe")
    do("dedupe", "different", "cinahl-0001", "cinahl-0002", "--note", "read both")
    _screen(root, do, decide)
    _code(root, do)
    do("undo", last_id(root / "screening" / "b.jsonl"), "--note", "by mistake", by="b")
    (root / "coding" / "a" / "unreadable.yaml").write_text("segments: [", encoding="utf-8")
    (root / "retrieval" / "b.jsonl").write_text("this is no line of a log\n", encoding="utf-8")


def _import(root: Path, do: Command) -> None:
    """Four sources that share reports, a possible duplicate, an erratum, a preprint; one import was taken back."""
    one, other = doubtful(1)
    exports = {
        "cinahl": papers(10) + ris(ARTICLE, one),
        "medline": papers(4, start=9) + ris(ERRATUM, other, PREPRINT),
        "trials": papers(1, start=40),
        "websites": papers(3, start=50),
        "embase": papers(2, start=60),
    }
    for source, text in exports.items():
        file = root.parent / f"{source}.ris"
        file.write_text(text, encoding="utf-8")
        do("import", str(file), "-s", source)
    do("undo", last_id(root / "searches" / "imports" / "a.jsonl"))


def _attach(root: Path, do: Command) -> None:
    """A full text of a report, which is retrieved with it."""
    text = root.parent / "berg.html"
    text.write_text("<html>Nurses lack time. They trust her. No time was left for words.</html>", encoding="utf-8")
    do("text", "add", "cinahl-0001", str(text), "--note", "accepted version")


def _screen(root: Path, do: Command, decide: Command) -> None:
    """A report in every state, and decisions of every kind."""
    for record in ("cinahl-0001", "cinahl-0002", "cinahl-0003", "cinahl-0008"):
        decide(record, "include", "include")
    do("screen", "requested", "cinahl-0001", "cinahl-0008", "--note", "the library")
    do("screen", "retrieved", "cinahl-0003", "websites-0001")
    _attach(root, do)
    do("screen", "retrieved", "cinahl-0002", "--not", "--note", "asked twice")
    decide("cinahl-0001", "include", "include")
    decide("cinahl-0003", "exclude", "exclude", "-r", "outcome", "--note", "no outcome of ours")
    decide("cinahl-0004", "include", "exclude")
    decide("cinahl-0005", "include", "exclude")
    do("screen", "settle", "cinahl-0005", "-d", "exclude", "-r", "population")
    decide("cinahl-0006", "exclude", "exclude", "-r", "population")
    decide("cinahl-0007", "maybe", "", "--label", "rural", "--label", "ask Kari")
    do("screen", "conflicts", "--open", "--stage", "title-abstract", "--note", "we meet on Friday")
    decide("websites-0001", "exclude", "exclude")
    decide("medline-0004", "include", "include")
    do("screen", "decide", "trials-0001", "-d", "exclude", "--stage", "before-screening", by="robot")


def _code(root: Path, do: Command) -> None:
    """A study with quotes and codes of two coders, one of them by hand and with an unknown code."""
    (root / "studies.yaml").write_text(
        "berg: {citation: Berg (2024), records: [cinahl-0001], characteristics: {country: NO}}\n"
        "aas: {citation: Aas (2023), records: [cinahl-0003]}\n",
        encoding="utf-8",
    )
    (root / "codebooks").mkdir(exist_ok=True)
    (root / "codebooks" / "themes.yaml").write_text(CODEBOOK, encoding="utf-8")
    do("code", "add", "berg", "-c", "trust", "-q", "They trust her", "-p", "4", "--note", "see also p. 5")
    do("code", "add", "berg", "-c", "trust", "-c", "time", "-q", "No time", "--relation", "contradicts")
    do("code", "mark", "berg", "-c", "time", "--why", "throughout")
    do("code", "done", "berg")
    for coder, study in (("a", "unreadable"), ("b", "berg")):
        path = root / "coding" / coder / f"{study}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CODED_BY_HAND, encoding="utf-8")


def last_id(log: Path) -> str:
    """The id of the last act in a log."""
    return str(json.loads(log.read_text(encoding="utf-8").splitlines()[-1])["id"])
