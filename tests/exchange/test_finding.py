"""Which report a line of another tool's file is about; what can be about two, or contradicts the one, is about none."""

import pytest

from reviewkit.errors import Place
from reviewkit.exchange.finding import Finder, Found, How, titles_fit
from reviewkit.exchange.imported import ImportedDecision
from reviewkit.model import Record
from reviewkit.words import Choice
from tests.builders import record

TRUST = record(
    "s-0001",
    title="Trust between nurses and families at home",
    year=2020,
    doi="10.1000/a",
    pmid="111111",
    authors=("Berg, Nora", "Dahl, Per"),
    journal="Nordic Journal of Care",
    volume="12",
    pages="101-110",
)
EDITORIAL = record(
    "s-0002", title="Editorial", year=2020, authors=("Lie, Ann",), journal="Gait Quarterly", volume="2", pages="1"
)
OTHER_EDITORIAL = record(
    "s-0003", title="Editorial", year=2020, authors=("Moe, Liv",), journal="Dementia Care", volume="8", pages="1"
)
CHAPTER = record("s-0004", title="Reablement at home", year=2019, doi="10.1000/book", authors=("Moe, Liv",))
ALL = (TRUST, EDITORIAL, OTHER_EDITORIAL, CHAPTER)


def find(*records: Record, report_of: dict[str, str] | None = None, **known: object) -> Found:
    finder = Finder({one.id: one for one in records or ALL}, report_of or {})
    return finder.find(ImportedDecision(Place("x.csv", 2), "a", Choice.INCLUDE, **known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "how"),
    [
        ({"record": "s-0001"}, How.ID),
        ({"record": "17", "other_ids": ("s-0001",)}, How.ID),
        ({"doi": "10.1000/a"}, How.DOI),
        ({"pmid": "111111"}, How.PMID),
        ({"title": "Trust between nurses and families at home", "year": 2020}, How.TITLE),
        ({"title": "TRUST between nurses, and families at home.", "year": 2021}, How.NEAR_YEAR),
        ({"title": "Trust between nurses and families at home", "year": 2019}, How.NEAR_YEAR),
    ],
)
def test_the_strongest_key_that_a_line_has_finds_the_report_and_is_named(
    known: dict[str, object], how: How
) -> None:
    found = find(**known)
    assert (found.report, found.how, found.code) == ("s-0001", how, "")


@pytest.mark.parametrize(
    ("known", "report"),
    [
        ({"authors": ("Lie, Ann",)}, "s-0002"),
        ({"authors": ("A Lie",)}, "s-0002"),
        ({"journal": "Dementia Care", "volume": "8"}, "s-0003"),
        ({"journal": "Dement Care"}, "s-0003"),
        ({"volume": "2", "pages": "1-2"}, "s-0002"),
        ({"authors": ("Lie, Ann", "Moe, Liv"), "volume": "8"}, "s-0003"),
        ({"authors": ("Lie, Ann", "Moe, Liv")}, ""),
        ({"pages": "1"}, ""),
        ({}, ""),
        ({"authors": ("Vik, Eva",)}, ""),
    ],
)
def test_author_journal_volume_or_page_tell_editorials_of_one_year_apart(
    known: dict[str, object], report: str
) -> None:
    found = find(title="Editorial", year=2020, **known)
    assert (found.report, found.code) == (report, "" if report else "no-record")


def test_one_editorial_in_the_review_is_not_another_s() -> None:
    found = find(TRUST, EDITORIAL, title="Editorial", year=2020, authors=("Vik, Eva",), journal="Lancet")
    assert (found.report, found.code) == ("", "no-record")
    assert "s-0002 has its title and year, but other authors" in found.why
    assert find(TRUST, EDITORIAL, title="Editorial", year=2020).report == "s-0002"


@pytest.mark.parametrize(
    ("known", "report"),
    [({}, ""), ({"authors": ("Lie, Ann",)}, "s-0002"), ({"authors": ("Vik, Eva",)}, "")],
)
def test_a_short_title_with_the_year_one_off_needs_more_that_agrees(known: dict[str, object], report: str) -> None:
    assert find(TRUST, EDITORIAL, title="Editorial", year=2021, **known).report == report


def test_a_year_that_is_two_off_or_missing_finds_nothing() -> None:
    for year in (2018, 2022, None):
        assert find(title=TRUST.title, year=year).code == "no-record"


@pytest.mark.parametrize(
    ("known", "what"),
    [
        ({"record": "s-0001", "doi": "10.1000/zzz"}, "the DOI is not"),
        ({"record": "s-0001", "doi": "10.1000/zzz", "title": TRUST.title, "year": 2020}, "the DOI is not"),
        ({"record": "s-0001", "title": "Money and its uses"}, "the title is not"),
        ({"record": "s-0001", "title": "Editorial", "year": 2020}, "the title is not"),
        ({"record": "s-0001", "pmid": "999999"}, "the PubMed id is not"),
        ({"doi": "10.1000/book", "title": "Dementia at home", "authors": ("Sand, Tor",)}, "the title is not"),
        ({"doi": "10.1000/book", "title": "Nutrition and its uses"}, "the title is not"),
    ],
)
def test_a_line_that_names_another_work_than_its_key_is_about_none(known: dict[str, object], what: str) -> None:
    found = find(**known)
    assert (found.report, found.code) == ("", "other-record")
    assert what in found.why


@pytest.mark.parametrize(
    "known",
    [
        {"record": "s-0001", "doi": "10.1000/a", "title": "Tillit mellom sykepleiere og familier"},
        {"record": "s-0001", "title": "Trust between nurses and families"},
        {"doi": "10.1000/a", "title": "Tillit i hjemmet", "authors": ("Nora Berg",)},
        {"doi": "10.1000/a", "pmid": "999999"},
    ],
)
def test_a_translated_or_shortened_title_is_no_other_work_where_something_stronger_agrees(
    known: dict[str, object],
) -> None:
    assert find(**known).report == "s-0001"


def test_records_of_one_report_share_their_keys() -> None:
    preprint = record("s-0009", title="Trust at home: a preprint", year=2019, doi="10.1101/x", pmid="")
    joined = {"s-0001": "s-0001", "s-0009": "s-0001"}
    for known in ({"doi": "10.1101/x"}, {"record": "s-0001", "doi": "10.1101/x", "title": preprint.title}):
        assert find(TRUST, preprint, report_of=joined, **known).report == "s-0001"
    apart = find(TRUST, preprint, record="s-0001", doi="10.1101/x")
    assert apart.code == "other-record"


def test_the_record_that_a_line_names_is_kept_beside_its_report() -> None:
    found = find(report_of={"s-0003": "s-0002", "s-0002": "s-0002"}, record="s-0003")
    assert (found.report, found.record) == ("s-0002", "s-0003")


@pytest.mark.parametrize(
    ("title", "other", "fit"),
    [
        ("Trust at home", "Trust at home: a study", True),
        ("Trust at home", "TRUST AT HOME.", True),
        ("", "Trust", True),
        ("Vaccination against hepatitis A in home care", "Vaccination against hepatitis B in home care", False),
        (
            "Ways of knowing what families need at home, part 1",
            "Ways of knowing what families need at home, part 2",
            False,
        ),
        (
            "Ways of knowing what families need at home with nurses",
            "Ways of knowing what families need at home and nurses",
            True,
        ),
        ("Trust at home", "Money and its uses", False),
    ],
)
def test_titles_fit_where_they_can_be_of_one_work(title: str, other: str, fit: bool) -> None:
    assert titles_fit(title, other) is titles_fit(other, title) is fit
