"""Whole reviews from the command line: every number that a paper would print comes from the folder alone.

What each review should come to is worked out here in plain Python from what the people and tools of the story said.
"""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.builders import papers
from tests.conftest import Command

AGREED = """\
title: Care at home, updated
stages:
  - {id: title, label: {en: Titles}, reviewers_per_record: 1}
  - {id: abstract, label: {en: Abstracts}, doubly_screened: 10%, consensus: one-include, maybe_counts_as: include}
  - {id: full-text}
other_arm: separate
previous: {studies: 31}
reviewers:
  - {id: kari, name: Kari}
  - {id: ola, name: Ola, roles: [screens]}
  - {id: siv, name: Siv, roles: [settles]}
  - {id: elas, name: ASReview, kind: tool, model: ELAS u4, version: 2.1}
  - {id: chat, name: Chatter, kind: tool, model: large, version: "7"}
exclusion_reasons:
  - {id: population, label: Wrong population}
  - {id: running, label: Still running, counts_as: ongoing}
"""
SEARCHED = """\
cinahl: {database: CINAHL, date: 2025-01-31, hits: 40}
cinahl-2026: {database: CINAHL (updated), date: 2026-01-31, hits: 30}
hand: {database: Reference lists, arm: other, date: 2026-02, hits: 4}
"""


def flow(rk: Command) -> dict[str, int]:
    """The numbers of the flow, and that none of them is doubtful."""
    found = json.loads(rk("prisma", "--json").out)
    assert [check["sentence"] for check in found["balance"] if not check["holds"]] == []
    return {name: box["n"] for name, box in found["boxes"].items()}


def table(stage: str, decisions: Iterable[tuple[str, str, str, str]]) -> str:
    """A table of decisions: record, reviewer, decision, reason."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["record", "reviewer", "decision", "reason", "stage"])
    rows.writerows([*decision, stage] for decision in decisions)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review of three stages, two tools, three people and an updated search, imported and compared."""
    root = tmp_path / "review"
    assert rk("init", root, "--title", "x", "--reviewer", "kari").status == 0
    monkeypatch.chdir(root)
    stated = (root / "review.yaml").read_text(encoding="utf-8")
    mark = next(line for line in stated.splitlines() if line.startswith("format:"))
    (root / "review.yaml").write_text(f"{AGREED}{mark}\n", encoding="utf-8")
    (root / "searches.yaml").write_text(SEARCHED, encoding="utf-8")
    for source, count, start in (("cinahl", 40, 1), ("cinahl-2026", 30, 31), ("hand", 4, 201)):
        (tmp_path / f"{source}.ris").write_text(papers(count, start), encoding="utf-8")
        assert rk("import", tmp_path / f"{source}.ris", "-s", source, "--as", "kari").status == 0
    assert rk("dedupe", "--as", "kari").status == 0
    return root


def test_three_stages_two_tools_and_an_updated_search(folder: Path, rk: Command, tmp_path: Path) -> None:
    """40 + 30 records, 10 of them twice. Both tools exclude 20 reports and differ on 5; Kari reads 5 and 35 more."""

    def bring(stage: str, decisions: Iterable[tuple[str, str, str, str]]) -> None:
        path = tmp_path / f"{stage}-{len(list(tmp_path.iterdir()))}.csv"
        path.write_text(table(stage, decisions), encoding="utf-8")
        ran = rk("screen", "import", path, "--as", "kari")
        assert ran.status == 0, ran.err

    reports = [f"cinahl-{n:04d}" for n in range(1, 41)] + [f"cinahl-2026-{n:04d}" for n in range(11, 31)]
    both_no, differ, rest = reports[:20], reports[20:25], reports[25:]
    bring("title", [(one, tool, "exclude", "") for one in both_no for tool in ("elas", "chat")])
    bring(
        "title",
        [(one, "elas", "exclude", "") for one in differ] + [(one, "chat", "include", "") for one in differ],
    )
    kari_no, kari_yes = differ, rest
    bring(
        "title", [(one, "kari", "exclude", "") for one in kari_no] + [(one, "kari", "include", "") for one in rest]
    )

    # Abstracts: one person, two for a tenth; one include or maybe goes on.
    waiting = json.loads(rk("prisma", "--list", "waiting.abstract", "--json").out)["members"]
    assert sorted(waiting) == sorted(kari_yes)
    bring("abstract", [(one, "kari", "maybe" if n < 3 else "include", "") for n, one in enumerate(kari_yes[:12])])
    bring("abstract", [(one, "kari", "exclude", "") for one in kari_yes[12:]])
    doubly = json.loads(rk("prisma", "--list", "waiting.abstract", "--json").out)["members"] if _waits(rk) else []
    if doubly:
        bring("abstract", [(one, "ola", "exclude", "") for one in doubly])

    assert rk("screen", "retrieved", *kari_yes[:11], "--as", "kari").status == 0
    assert rk("screen", "retrieved", kari_yes[11], "--not", "--as", "kari").status == 0
    read = kari_yes[:11]
    for who in ("kari", "ola"):
        bring("full-text", [(one, who, "include", "") for one in read[:6]])
        bring("full-text", [(one, who, "exclude", "population") for one in read[6:9]])
        bring("full-text", [(read[9], who, "exclude", "running")])
    bring("full-text", [(read[10], "kari", "include", ""), (read[10], "ola", "exclude", "population")])
    assert "nothing is left to decide for siv" in rk("screen", "next", "--as", "siv").out
    assert rk("status", "--json").out.count('"siv"') == 0
    assert rk("screen", "settle", read[10], "-d", "exclude", "-r", "population", "--as", "ola").status == 1
    assert rk("screen", "settle", read[10], "-d", "exclude", "-r", "population", "--as", "siv").status == 0
    hand = [f"hand-{n:04d}" for n in range(1, 5)]
    assert rk("screen", "retrieved", *hand, "--as", "ola").status == 0
    for who in ("kari", "ola"):
        bring("full-text", [(one, who, "exclude", "population") for one in hand[:3]])
        bring("full-text", [(hand[3], who, "include", "")])

    numbers = flow(rk)
    assert {name: numbers[name] for name in sorted(numbers)} == dict(
        sorted(
            {
                "id.databases": 70,
                "id.databases.cinahl": 40,
                "id.databases.cinahl-2026": 30,
                "other.identified": 4,
                "other.identified.hand": 4,
                "rm": 10,
                "rm.duplicates": 10,
                "screened": 60,
                "excluded": 25,
                "excluded_by.human": 5,
                "excluded_by.tool": 20,
                "abstract.screened": 35,
                "abstract.excluded": 23,
                "sought": 12,
                "not_retrieved": 1,
                "assessed": 11,
                "reports_excluded": 4,
                "reports_excluded.population": 4,
                "other.rm.duplicates": 0,
                "other.sought": 4,
                "other.not_retrieved": 0,
                "other.assessed": 4,
                "other.reports_excluded": 3,
                "other.reports_excluded.population": 3,
                "ongoing": 1,
                "new.studies": 7,
                "new.reports": 7,
                "prev.studies": 31,
                "total.studies": 38,
            }.items()
        )
    )

    drawn = " ".join(rk("prisma").out.replace("│", " ").split())
    for words in (
        "Automation tools: ASReview (ELAS u4, version 2.1) (n = 20); Chatter (large, version 7) (n = 20).",
        "Records screened (Abstracts) (n = 35)",
        "Reports of ongoing studies (n = 1)",
        "Total studies included in review (n = 38)",
    ):
        assert words in drawn.replace("\u00a0", " ")
    assert rk("prisma", "-o", "flow.svg").status == 0

    status = json.loads(rk("status", "--json").out)
    assert (status["included_reports"], status["studies"], status["conflicts"]) == (7, 7, 0)
    assert status["waiting"] == {}
    assert len(json.loads(rk("studies", "--json").out)) == 7
    assert json.loads(rk("screen", "conflicts", "--json").out) == []


def _waits(rk: Command) -> bool:
    return "waiting.abstract" in json.loads(rk("prisma", "--json").out)["boxes"]


def test_a_review_that_has_lists_instead_of_decisions(
    tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two databases of 30 records share 6. Of the team there are three lists: what stayed after titles and abstracts,
    which full texts were had, and what was included; and a table of why full texts were excluded."""
    root = tmp_path / "review"
    assert rk("init", root, "--title", "Lists", "--reviewer", "kari", "--reviewer", "ola").status == 0
    monkeypatch.chdir(root)
    (root / "searches.yaml").write_text(
        "cinahl: {database: CINAHL, date: 2026-01-31, hits: 30}\n"
        "medline: {database: MEDLINE, date: 2026-01-31, hits: 30}\n",
        encoding="utf-8",
    )
    for source, start in (("cinahl", 1), ("medline", 25)):
        (tmp_path / f"{source}.ris").write_text(papers(30, start), encoding="utf-8")
        assert rk("import", tmp_path / f"{source}.ris", "-s", source, "--as", "kari").status == 0
    assert rk("dedupe", "--as", "kari").status == 0

    # As other programs export them: records without our ids.
    (tmp_path / "stayed.ris").write_text(papers(12, 20), encoding="utf-8")
    (tmp_path / "included.ris").write_text(papers(5, 22), encoding="utf-8")

    def bring(*words: str | Path) -> str:
        ran = rk("screen", "import", *words, "--as", "kari")
        assert ran.status == 0, ran.err
        return ran.out

    planned = bring(tmp_path / "stayed.ris", "--kept", "--team", "--stage", "title-abstract", "--dry-run")
    assert not (root / "screening").exists()
    assert "54" in planned
    bring(tmp_path / "stayed.ris", "--kept", "--team", "--stage", "title-abstract")
    sought = json.loads(rk("prisma", "--list", "sought", "--json").out)["members"]
    assert len(sought) == 12
    assert rk("screen", "retrieved", *sought[:10], "--as", "kari").status == 0
    assert rk("screen", "retrieved", *sought[10:], "--not", "--as", "kari").status == 0
    why = [(one, "population") for one in (sought[0], sought[1], sought[7], sought[8])] + [(sought[9], "concept")]
    (tmp_path / "why.csv").write_text(
        "post;konsensus;årsak;trinn\n" + "".join(f"{one};ekskluder;{reason};full-text\n" for one, reason in why),
        encoding="utf-8",
    )
    bring(tmp_path / "why.csv")
    bring(tmp_path / "included.ris", "--kept", "--team", "--stage", "full-text")

    numbers = flow(rk)
    assert numbers == {
        "id.databases": 60,
        "id.databases.cinahl": 30,
        "id.databases.medline": 30,
        "rm": 6,
        "rm.duplicates": 6,
        "screened": 54,
        "excluded": 42,
        "sought": 12,
        "not_retrieved": 2,
        "assessed": 10,
        "reports_excluded": 5,
        "reports_excluded.concept": 1,
        "reports_excluded.population": 4,
        "new.studies": 5,
        "new.reports": 5,
    }
    assert rk("prisma", "-o", "flow.svg").status == 0
    status = json.loads(rk("status", "--json").out)
    assert (status["waiting"], status["conflicts"], status["studies"]) == ({}, 0, 5)
    assert rk("studies", "--write", "--as", "kari").status == 0
    assert flow(rk)["new.studies"] == 5
    assert rk("prisma", "--list", "reports_excluded", "-o", "excluded.csv").status == 0
    with (root / "excluded.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Reason"] for row in rows].count("Wrong population") == 4
