"""Lists of retracted articles: what each row says, whatever is written in it."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Place, ReviewkitError
from reviewkit.formats import registry
from reviewkit.formats.base import lines_of
from reviewkit.formats.retraction_list import (
    ListKind,
    articles_of_row,
    columns_of,
    completed,
    day,
    head_in,
    nature_of,
    notices_of_line,
    notices_of_record,
    rows_of,
)
from reviewkit.model import Record
from reviewkit.model.retractions import Nature, Notice
from tests.retraction_lists import HEAD, retraction_watch


def read(text: str) -> list[Notice]:
    """Every notice of a table, with all that its row says."""
    lines = lines_of(text)
    head = head_in(lines)
    assert head
    return [
        completed(article, cells, head.columns)
        for line, cells in rows_of(lines, head, "x.csv")
        for article in articles_of_row(line, cells, head.columns)
    ]


def test_a_row_of_retraction_watch_is_a_notice() -> None:
    (notice,) = read(
        retraction_watch(
            {
                "Title": "Trust in home care",
                "Author": "Nora Berg;Per Dahl",
                "Journal": "Care",
                "RetractionDOI": "10.1155/2023/9804945",
                "RetractionPubMedID": "37000001",
                "OriginalPaperDOI": "https://doi.org/10.1155/2021/ABC",
                "OriginalPaperPubMedID": "34000001",
            }
        )
    )
    assert notice == Notice(
        2,
        Nature.RETRACTION,
        "2023-08-16",
        "10.1155/2021/abc",
        "34000001",
        "Trust in home care",
        ("Nora Berg", "Per Dahl"),
        2021,
        "Care",
        "Concerns/Issues About Data; Unreliable Results",
        "10.1155/2023/9804945",
        "37000001",
    )


def test_what_is_not_available_is_not_known() -> None:
    rows = [{"OriginalPaperDOI": doi, "OriginalPaperPubMedID": "0"} for doi in ("unavailable", "Unavailable", "")]
    assert {(one.doi, one.pmid, one.notice_doi, one.notice_pmid) for one in read(retraction_watch(*rows))} == {
        ("", "", "", "")
    }


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("8/16/2023 0:00", "2023-08-16"),
        ("1/13/2011 12:00:00 AM", "2011-01-13"),
        ("16/8/2023", "2023-08-16"),
        ("16.08.2023 00:00", "2023-08-16"),
        ("2023-08-16 00:00:00", "2023-08-16"),
        ("2023-08-16", "2023-08-16"),
        ("2/30/2023 0:00", ""),
        ("0/0/0000", ""),
        ("8/16/23", ""),
        ("", ""),
        ("unavailable", ""),
    ],
)
def test_a_day_in_every_form(written: str, known: str) -> None:
    assert day(written) == known


@pytest.mark.parametrize(
    ("written", "nature"),
    [
        ("Retraction", Nature.RETRACTION),
        ("Expression of concern", Nature.CONCERN),
        ("Expression of Concern", Nature.CONCERN),
        ("Correction", Nature.CORRECTION),
        ("Reinstatement", Nature.REINSTATEMENT),
        ("", Nature.RETRACTION),
        ("anything", Nature.RETRACTION),
    ],
)
def test_what_a_notice_says(written: str, nature: Nature) -> None:
    assert nature_of(written) is nature


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ("doi", {"doi"}),
        ("DOI;Kommentar", {"doi"}),
        (
            "PMID,Title,Authors,Journal/Book,Publication Year,DOI",
            {"doi", "pmid", "title", "authors", "journal", "year"},
        ),
        ("Original Paper DOI\tRetraction Date", {"doi", "date"}),
        ("sep=;\nx;PubMed ID", {"pmid"}),
    ],
)
def test_columns_are_known_by_their_names(head: str, known: set[str]) -> None:
    found = head_in(head.split("\n"))
    assert found
    assert set(found.columns) == known
    assert found.kind is ListKind.TABLE


def test_the_head_of_retraction_watch_is_known_with_its_comma_too_many_or_without() -> None:
    for head in (HEAD, HEAD.rstrip(",")):
        found = head_in([head])
        assert found
        assert found.kind is ListKind.RETRACTION_WATCH


@pytest.mark.parametrize("head", ["Title,Author", "TY  - JOUR", "10.1000/x", "", "name,notes", '"'])
def test_a_table_without_dois_and_pubmed_ids_has_no_head(head: str) -> None:
    assert head_in([head]) is None
    assert not columns_of([head])


@pytest.mark.parametrize(
    ("line", "doi", "pmid"),
    [
        ("10.1000/Care.1", "10.1000/care.1", ""),
        (" https://doi.org/10.1000/care.1 ", "10.1000/care.1", ""),
        ("doi:10.1000/care.1,", "10.1000/care.1", ""),
        ("34000001", "", "34000001"),
        ("PMID: 34000001", "", "34000001"),
        ("https://pubmed.ncbi.nlm.nih.gov/34000001/", "", "34000001"),
    ],
)
def test_a_line_with_a_number(line: str, doi: str, pmid: str) -> None:
    assert notices_of_line(3, line) == [Notice(3, doi=doi, pmid=pmid)]


SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        (f"10.1000/zzz{between}10.1000/alpha", [("10.1000/zzz", ""), ("10.1000/alpha", "")])
        for between in (
            ", ",
            ",",
            "; ",
            ";",
            " ",
            "\t",
            " | ",
            " and https://doi.org/",
            ",https://doi.org/",
            "<br>",
        )
    ]
    + [
        (f"{SICI}; {SICI}x; 10.1000/a,b;c", [(SICI, ""), (f"{SICI}x", ""), ("10.1000/a,b", "")]),
        ("10.1000/a <https://doi.org/10.1000/A>", [("10.1000/a", "")]),
        ("https://proxy.example.org/x?a=1&url=https://doi.org/10.1000/a&b=2", [("10.1000/a", "")]),
        ("doi: 10.1000/a PMID: 31234567", [("10.1000/a", "31234567")]),
        ("10.1000/a 10.1000/b PMID: 31234567", [("10.1000/a", ""), ("10.1000/b", ""), ("", "31234567")]),
        (f"{'Berg, N. ' * 54}https://doi.org/10.1000/care.2021.1 PMID: 7", [("10.1000/care.2021.1", "")]),
        ("34000001, 34000002.0", [("", "34000001"), ("", "34000002")]),
        ("PMID: 34000001, 34000002; pmid 34000003", [("", f"3400000{number}") for number in (1, 2, 3)]),
        ("34 000 001", []),
    ],
)
def test_a_line_with_several_numbers(line: str, numbers: list[tuple[str, str]]) -> None:
    assert [(one.doi, one.pmid) for one in notices_of_line(3, line)] == numbers


@pytest.mark.parametrize(
    "rows",
    [
        'title,doi\nTrust,"10.1000/zzz; 10.1000/a,b"\n',
        "doi\n10.1000/zzz, 10.1000/a,b\n",
        'doi\n"10.1000/zzz, 10.1000/a,b"\n',
    ],
)
def test_a_cell_with_several_numbers(rows: str) -> None:
    assert [(one.line, one.doi) for one in read(rows)] == [(2, "10.1000/zzz"), (2, "10.1000/a,b")]


def test_a_row_with_several_pubmed_ids_says_the_same_of_each() -> None:
    row = {"OriginalPaperDOI": "10.1000/care.1", "OriginalPaperPubMedID": "34000001;34000002", "Title": "Trust"}
    found = read(retraction_watch(row))
    assert [(one.doi, one.pmid) for one in found] == [("10.1000/care.1", ""), ("", "34000001"), ("", "34000002")]
    assert {(one.title, one.date) for one in found} == {("Trust", "2023-08-16")}


@pytest.mark.parametrize("line", ["", "0", "Trust in home care", "unavailable"])
def test_a_line_without_a_number(line: str) -> None:
    assert notices_of_line(3, line) == []


def test_a_quotation_mark_that_is_not_closed_is_named() -> None:
    text = retraction_watch({"OriginalPaperDOI": "10.1000/care.1"}) + '50001,"Trust\n50002,Time\n'
    with pytest.raises(ReviewkitError, match=r"x.csv:3: a quotation mark in this row is not closed"):
        read(text)


def test_a_quotation_mark_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewkit.formats.retraction_list.LARGEST_ROW", 1000)
    fed = 0

    def lines() -> "object":
        nonlocal fed
        yield from retraction_watch({"OriginalPaperDOI": "10.1000/care.1"}).splitlines()
        yield '50001,"Trust'
        while True:
            fed += 1
            yield "more" * 10

    head = head_in([HEAD])
    assert head
    with pytest.raises(ReviewkitError, match="is not closed"):
        list(rows_of(lines(), head, "x.csv"))  # type: ignore[arg-type]
    assert fed < 100


NBIB = """\
PMID- 34000001
TI  - Trust in home care.
FAU - Berg, Nora
DP  - 2021
LID - 10.1000/care.1 [doi]
PT  - Journal Article
PT  - Retracted Publication
RIN - Care. 2023 Aug 16:1. doi: 10.1000/notice.1. PMID: 37000001

PMID- 37000002
TI  - Retraction notice to: Time in home care.
PT  - Retraction of Publication
LID - 10.1000/notice.2 [doi]
ROF - Care. 2020. doi: 10.1000/care.2. PMID: 34000002
ROF - Care. 2020. PMID: 34000003

PMID- 37000004
TI  - Expression of concern: Calm.
PT  - Expression of Concern
ECF - Care. 2020. PMID: 34000004
"""


def test_what_pubmed_exports() -> None:
    records = registry.read(NBIB.encode(), "x.nbib").records
    found = [notice for record in records for notice in notices_of_record(record)]
    assert [(one.nature, one.doi, one.pmid, one.notice_doi, one.notice_pmid) for one in found] == [
        (Nature.RETRACTION, "10.1000/care.1", "34000001", "10.1000/notice.1", "37000001"),
        (Nature.RETRACTION, "10.1000/care.2", "34000002", "10.1000/notice.2", "37000002"),
        (Nature.RETRACTION, "", "34000003", "10.1000/notice.2", "37000002"),
        (Nature.CONCERN, "", "34000004", "", "37000004"),
    ]
    assert found[0].title == "Trust in home care."


XML = """\
<?xml version="1.0"?>
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>37000002</PMID><Article><ArticleTitle>Retraction</ArticleTitle>
<PublicationTypeList><PublicationType>Retraction Notice</PublicationType></PublicationTypeList></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="Cites"><PMID>1</PMID></CommentsCorrections>
<CommentsCorrections RefType="RetractionOf"><RefSource>Care</RefSource><PMID>34000002</PMID></CommentsCorrections>
</CommentsCorrectionsList></MedlineCitation></PubmedArticle></PubmedArticleSet>
"""


def test_what_pubmed_exports_as_xml() -> None:
    (record,) = registry.read(XML.encode(), "x.xml").records
    assert [(one.pmid, one.notice_pmid) for one in notices_of_record(record)] == [("34000002", "37000002")]


def test_a_record_of_another_export_is_a_retracted_article() -> None:
    record = Record("", "", Place("x.ris", 4), title="Trust", doi="10.1000/care.1", year=2020)
    assert notices_of_record(record) == [Notice(4, doi="10.1000/care.1", title="Trust", year=2020)]


CELL = st.text(max_size=60) | st.sampled_from(
    [
        "10.1000/care.1",
        "unavailable",
        "0",
        '"',
        "=1+1",
        "\x00",
        "8/16/2023 0:00",
        "<b>x</b>",
        "+a;+b;",
        "Reinstatement",
    ]
)


@given(st.lists(st.lists(CELL, max_size=24), max_size=6), st.sampled_from(",;\t"))
def test_no_table_is_too_odd_to_be_read(rows: list[list[str]], delimiter: str) -> None:
    """Rows that are written as tables are: each is a notice on its line, whatever is in its cells."""
    head = head_in([HEAD.replace(",", delimiter)])
    assert head
    lines = [HEAD.replace(",", delimiter)]
    for row in rows:
        cells = [cell.replace("\n", " ").replace("\r", " ") for cell in row]
        quoted = (f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells)
        lines.append(delimiter.join(quoted))
    filled = [number for number, row in enumerate(rows, start=2) if any(cell.strip() for cell in row)]
    found = list(rows_of(lines, head, "x.csv"))
    assert [line for line, _ in found] == filled
    for line, cells in found:
        for article in articles_of_row(line, cells, head.columns):
            notice = completed(article, cells, head.columns)
            assert notice.line == line
            assert notice.nature in Nature


@given(st.text(max_size=400))
def test_no_text_is_too_odd_to_be_looked_at(text: str) -> None:
    notices_of_line(1, text)
    said = "x.csv:"
    if head_in(lines_of(text)):
        try:
            read(text)
        except ReviewkitError as error:
            said = str(error)
    assert said.startswith("x.csv:")


@pytest.mark.parametrize("letters", [")", "10.1000/", "&", "a;", "%25", "+", "<b>"])
def test_a_cell_of_a_hundred_thousand_letters_is_cut(letters: str) -> None:
    columns = [
        name for name in HEAD.split(",") if name.startswith(("Orig", "Retr", "Title", "Auth", "Jour", "Rea"))
    ]
    (notice,) = read(retraction_watch(dict.fromkeys(columns, letters * (100_000 // len(letters)))))
    assert len(notice.title) <= 2_000
    assert len(notice.reason) <= 4_000


def test_the_sample_is_what_csv_reads() -> None:
    (row,) = csv.DictReader(retraction_watch({"Title": "Trust, and time"}).splitlines())
    assert row["Title"] == "Trust, and time"
