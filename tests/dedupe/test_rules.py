"""Pairs as they come in real exports, and what the machine says of them."""

import csv
import gzip
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import dedupe
from reviewkit.formats import ris
from reviewkit.model import DuplicateVerdict, Record
from reviewkit.words import Verdict
from tests.builders import papers, record
from tests.conftest import shared

ARTICLE = {
    "title": "Exploring challenges in quality and safety work in nursing homes and home care: a case study",
    "authors": ("Johannessen, Terese", "Ree, Eline", "Aase, Ingunn"),
    "year": 2020,
    "journal": "BMC Health Services Research",
    "volume": "20",
    "issue": "1",
    "pages": "277-289",
    "doi": "10.1186/s12913-020-05149-x",
    "abstract": "Background: Managers and employees in nursing homes and home care face many challenges in their work "
    "with quality and safety. We explored what these challenges are and how they hang together in practice.",
}


def answer(**changes: object) -> Verdict | None:
    """What the machine says of the article and the same with changes; None is different."""
    one, other = record(**ARTICLE), record(**{**ARTICLE, **changes})
    found = dedupe.findings([one, other])
    return found[0].verdict if found else None


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"doi": "", "journal": "BMC Health Serv. Res."},
        {"title": ARTICLE["title"].upper() + ".", "authors": ("Johannessen T", "Ree E", "Aase I")},
        {"doi": "", "pages": "e277", "issue": ""},
        {"doi": "", "volume": "", "issue": "", "pages": "", "year": 2021},
        {"authors": ("Johannessen, T.", "..."), "doi": "", "abstract": ""},
        {
            "title": "Exploring challenges in quality and safety work in nursing homes and home care",
            "abstract": "",
        },
        {"title": "Utfordringer i kvalitets- og sikkerhetsarbeid: en casestudie"},
        {"doi": "10.1186/S12913-020-05149-X".lower(), "year": None, "volume": "", "pages": ""},
        {"doi": "10.9999/other"},
        {"authors": ("Johannessen TereseRee ElineAase Ingunn",)},
    ],
)
def test_differences_between_databases_are_no_differences(changes: dict[str, object]) -> None:
    assert answer(**changes) is Verdict.SAME


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Correction: " + str(ARTICLE["title"]), "doi": "10.1/c", "pages": "900", "abstract": ""},
        {"title": str(ARTICLE["title"]) + " Reply", "doi": "", "pages": "291", "authors": ("Other, A",)},
        {
            "title": "Exploring challenges in quality and safety work in hospitals: a survey",
            "doi": "",
            "pages": "12",
            "abstract": "Something else altogether is said in the abstract of this other article from the journal.",
        },
        {"authors": ("Somebody, Else",), "doi": "10.1/x", "volume": "3", "pages": "1-9", "abstract": ""},
    ],
)
def test_other_reports_stay_apart(changes: dict[str, object]) -> None:
    assert answer(**changes) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"doi": "10.1/x", "pages": "", "volume": "", "issue": ""},
        {"doi": "", "volume": "", "issue": "", "pages": "", "journal": "", "abstract": ""},
        {"authors": (), "doi": "", "volume": "", "issue": "", "pages": ""},
        {"journal": "Congress abstracts", "doi": "", "volume": "", "issue": "", "pages": "S4", "year": 2019},
    ],
)
def test_doubtful_pairs_go_to_a_person(changes: dict[str, object]) -> None:
    assert answer(**changes) is Verdict.UNSURE


def test_parts_of_a_series_are_different_reports() -> None:
    one = record(**{**ARTICLE, "title": "Safety in home care: part I", "doi": "", "pages": "1-9"})
    other = record(**{**ARTICLE, "title": "Safety in home care: part II", "doi": "", "pages": "10-19"})
    assert dedupe.findings([one, other]) == ()


def test_editorials_with_the_same_title_are_different_reports() -> None:
    found = [
        record(
            title="Editorial", authors=("Berg, Nora",), year=2020, journal="J", volume=str(n), pages=f"{n}-{n + 1}"
        )
        for n in range(1, 30)
    ]
    assert dedupe.findings(found) == ()


def test_recurring_columns_with_the_same_short_title_stay_apart() -> None:
    found = [record(title="Book reviews", authors=("Berg, Nora",), year=2020, journal="J") for _ in range(4)]
    assert all(finding.verdict is not Verdict.SAME for finding in dedupe.findings(found))


def test_remarks_of_databases_behind_a_title_are_no_difference() -> None:
    assert answer(title=f"{ARTICLE['title']} [Review] [53 refs]", doi="", issue="") is Verdict.SAME


def test_a_congress_abstract_in_two_journals_is_two_reports() -> None:
    abstract = {"doi": "", "volume": "", "issue": "", "authors": ("Berg, Nora", "Dahl, Per"), "year": 2012}
    one = record(**{**ARTICLE, **abstract, "journal": "Diabetologia", "pages": "S334"})
    other = record(**{**ARTICLE, **abstract, "journal": "Circulation", "pages": "A254"})
    assert dedupe.findings([one, other]) == ()


def test_a_book_doi_that_many_parts_share_joins_none_of_them() -> None:
    records = ris.read(papers(12), "x.ris").records
    shared_doi = [record(title=r.title, authors=r.authors, year=r.year, doi="10.1000/book") for r in records]
    assert all(finding.verdict is not Verdict.SAME for finding in dedupe.findings(shared_doi))


def test_a_title_alone_never_joins_two_records() -> None:
    bare = [record(title=str(ARTICLE["title"])), record(title=str(ARTICLE["title"]))]
    assert [finding.verdict for finding in dedupe.findings(bare)] == [Verdict.UNSURE]


def test_every_verdict_comes_with_its_rule_in_words() -> None:
    finding = dedupe.findings([record(**ARTICLE), record(**ARTICLE)])[0]
    assert finding.rule == "same DOI, and the titles agree"
    assert finding.score == 100.0


@given(st.permutations(range(14)))
def test_grouping_does_not_depend_on_the_order_of_records(order: list[int]) -> None:
    records = [*ris.read(papers(10), "x.ris").records]
    records += [
        record(title=records[n].title + ".", authors=records[n].authors, year=records[n].year, doi=records[n].doi)
        for n in range(4)
    ]
    named = [record(f"s-{n:04d}", **_known(entry)) for n, entry in enumerate(records)]
    assert _groups([named[n] for n in order]) == _groups(named)


def _known(entry: Record) -> dict[str, object]:
    names = ("title", "authors", "year", "volume", "pages", "doi")
    return {name: getattr(entry, name) for name in names}


def _groups(records: list[Record]) -> set[frozenset[str]]:
    ids = [entry.id for entry in records]
    return {frozenset(group.records) for group in dedupe.groups(ids, _verdicts(records, ids))}


def _verdicts(records: list[Record] | tuple[Record, ...], ids: list[str]) -> list[DuplicateVerdict]:
    return [
        DuplicateVerdict("", "", "", ids[f.left], ids[f.right], f.verdict, f.rule, f.score, "0.1.0")
        for f in dedupe.findings(records)
    ]


def test_a_merged_record_keeps_every_field_of_every_source() -> None:
    text = (
        "TY  - JOUR\nTI  - A title\nKW  - one\nDO  - 10.1/a\nER  - \n\n"
        "TY  - JOUR\nTI  - A TITLE.\nKW  - two\nAB  - Abstract\nAU  - Berg, N\nER  - \n"
    )
    one, other = ris.read(text, "x.ris").records
    merged = dedupe.merged([one, other])
    tags = [(entry.tag, entry.value) for entry in merged.fields]
    assert tags == [
        ("TY", "JOUR"),
        ("TI", "A title"),
        ("KW", "one"),
        ("DO", "10.1/a"),
        ("N1", "x.ris:7: TI A TITLE."),
        ("KW", "two"),
        ("AB", "Abstract"),
        ("AU", "Berg, N"),
        ("N1", "Merged from x.ris:1; x.ris:7"),
    ]


@pytest.mark.parametrize(
    ("name", "sensitivity", "lost"),
    [("sra_copper", 0.999, 0), ("stroke", 0.993, 0), ("diabetes", 0.995, 0), ("cytology_screening", 0.997, 0)],
)
def test_labelled_reviews_lose_no_study(name: str, sensitivity: float, lost: int) -> None:
    """What the first engine reached, as a floor; benchmarks/run.py prints the full table."""
    folder = shared("dedupe", name)
    sys.path.insert(0, str(folder.parent))
    try:
        import score
    finally:
        sys.path.pop(0)
    with gzip.open(folder / "records.ris.gz", "rt", encoding="utf-8") as lines:
        records = ris.read(lines.read(), name).records
    ids = [str(n) for n in range(1, len(records) + 1)]
    made = dedupe.groups(ids, _verdicts(records, ids))
    group_of = {int(one): str(number) for number, group in enumerate(made) for one in group.records}
    result = score.score(score.truth(Path(folder)), group_of)
    assert result["removed_sensitivity"] >= sensitivity
    assert result["studies_lost"] <= lost


def test_groups_csv_is_what_the_scorer_reads(tmp_path: Path, rk) -> None:  # type: ignore[no-untyped-def]
    """file, position, group: the contract of `dedupe FILE... --groups`."""
    one, two = tmp_path / "one.ris", tmp_path / "two.ris"
    one.write_text(papers(5), encoding="utf-8")
    two.write_text(papers(4, start=3), encoding="utf-8")
    ran = rk("dedupe", one, two, "--groups", tmp_path / "groups.csv", "--output", tmp_path / "unique.ris")
    assert ran.status == 0
    assert ran.out.splitlines()[0] == "9 records, 6 unique, 3 duplicates"
    with (tmp_path / "groups.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(Path(row["file"]).name, row["position"], row["group"]) for row in rows] == [
        ("one.ris", "1", "1"),
        ("one.ris", "2", "2"),
        ("one.ris", "3", "3"),
        ("one.ris", "4", "4"),
        ("one.ris", "5", "5"),
        ("two.ris", "1", "3"),
        ("two.ris", "2", "4"),
        ("two.ris", "3", "5"),
        ("two.ris", "4", "6"),
    ]
    assert len(ris.read((tmp_path / "unique.ris").read_text(encoding="utf-8"), "u").records) == 6
