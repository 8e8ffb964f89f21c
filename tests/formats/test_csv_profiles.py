"""The CSV of each producer is known by its head, and its columns mean what that producer means by them."""

import csv
import io

import pytest

from reviewkit.formats import registry
from reviewkit.formats.csv_profiles import GENERAL, PROFILES, column, is_head, profile_of
from reviewkit.formats.producers import producer_of
from reviewkit.model import Record
from tests.conftest import shared

# Format, producer, the cells of one row by their columns, and what is understood of them.
CASES: list[tuple[str, str, dict[str, str], dict[str, object]]] = [
    (
        "csv-zotero",
        "Zotero",
        {
            "Key": "AB12",
            "Item Type": "book",
            "Publication Year": "2021",
            "Author": "Berg, Nora; Dahl, Per",
            "Title": "A",
            "Publication Title": "",
            "ISBN": "978-82-00-00000-0",
            "Url": "https://example.org/1",
            "Abstract Note": "Words.",
            "Date": "2021-05",
            "Extra": "PMID: 34000001",
        },
        {
            "authors": ("Berg, Nora", "Dahl, Per"),
            "year": 2021,
            "abstract": "Words.",
            "pmid": "34000001",
            "journal": "",
            "identifiers": ("isbn:9788200000000",),
        },
    ),
    (
        "csv-lens",
        "Lens",
        {
            "Lens ID": "000-1",
            "Title": "A",
            "Date Published": "2021-05-04",
            "Publication Year": "2021",
            "Publication Type": "journal article",
            "Source Title": "Nordic Care",
            "Author/s": "Nora Berg; Per Dahl",
            "Abstract": "Words.",
            "Volume": "14",
            "Issue Number": "2",
            "Start Page": "101",
            "End Page": "110",
            "PMID": "34000001",
            "DOI": "10.5555/a",
        },
        {
            "authors": ("Nora Berg", "Per Dahl"),
            "journal": "Nordic Care",
            "issue": "2",
            "pages": "101-110",
            "pmid": "34000001",
        },
    ),
    (
        "csv-dimensions",
        "Dimensions",
        {
            "Rank": "500",
            "Publication ID": "pub.1",
            "DOI": "10.5555/a",
            "Title": "A",
            "Source title": "",
            "Anthology title": "A handbook",
            "Publication date": "2020-12-31",
            "PubYear": "2021",
            "Pagination": "55-70",
            "Authors": "Berg, Nora; Dahl, Per",
        },
        {"authors": ("Berg, Nora", "Dahl, Per"), "journal": "A handbook", "pages": "55-70", "year": 2021},
    ),
    (
        "csv-openalex",
        "OpenAlex",
        {
            "id": "https://openalex.org/W1",
            "doi": "https://doi.org/10.5555/a",
            "display_name": "A",
            "publication_date": "2021-05-04",
            "authorships.author.display_name": "Berg, Nora|Per Dahl",
            "primary_location.source.display_name": "Nordic Care|An archive",
            "biblio.volume": "14",
            "biblio.issue": "2",
            "biblio.first_page": "101",
            "biblio.last_page": "110",
            "ids.pmid": "https://pubmed.ncbi.nlm.nih.gov/34000001",
            "abstract": "Words.",
        },
        {
            "authors": ("Berg, Nora", "Per Dahl"),
            "year": 2021,
            "journal": "Nordic Care",
            "pages": "101-110",
            "pmid": "34000001",
            "doi": "10.5555/a",
        },
    ),
    (
        "csv-openalex",
        "OpenAlex",
        {"Work ID": "W1", "Title": "A", "Author": "Nora Berg|Per Dahl", "Year": "2021", "Source": "Nordic Care"},
        {"authors": ("Nora Berg", "Per Dahl"), "year": 2021, "journal": "Nordic Care"},
    ),
    (
        "csv-diva",
        "DiVA",
        {
            "PID": "1",
            "Name": "Berg, Nora [nobe] [0000-0001] (A university [12], Care (Nursing));Dahl, Per",
            "Title": "A",
            "PublicationType": "Artikel i tidskrift",
            "Language": "eng",
            "Journal": "Nordic Care",
            "Volume": "14",
            "Issue": "2",
            "StartPage": "101",
            "EndPage": "110",
            "Year": "2021",
            "Pages": "10",
            "DOI": "10.5555/a",
        },
        {"authors": ("Berg, Nora", "Dahl, Per"), "pages": "101-110", "journal": "Nordic Care", "year": 2021},
    ),
    (
        "csv-eric",
        "ERIC",
        {
            "Title": "A",
            "Author(s)": "Berg, Nora; Dahl, Per",
            "Publication Date": "2021",
            "Source": "Rural Care",
            "Abstract": "Words.",
            "ERIC Number": "EJ100001",
        },
        {"authors": ("Berg, Nora", "Dahl, Per"), "year": 2021, "journal": "Rural Care"},
    ),
    (
        "csv-eric",
        "ERIC",
        {
            "id": "EJ1",
            "title": "A",
            "author": "Berg, Nora",
            "description": "Words.",
            "source": "Rural Care",
            "publicationdateyear": "2021",
        },
        {"authors": ("Berg, Nora",), "year": 2021, "abstract": "Words."},
    ),
    (
        "csv-ebsco",
        "EBSCOhost",
        {
            "Article Title": "A",
            "Author": "Berg, Nora; Dahl, Per",
            "Journal Title": "Nordic Care",
            "Publication Date": "May2021",
            "Volume": "14",
            "Issue": "2",
            "First Page": "101",
            "Page Count": "10",
            "Accession Number": "34000001",
            "DOI": "10.5555/a",
            "Doctype": "Article",
        },
        {"authors": ("Berg, Nora", "Dahl, Per"), "year": 2021, "pages": "101", "pmid": "", "volume": "14"},
    ),
    (
        "csv-ebsco-new",
        "EBSCOhost",
        {
            "an": "34000001",
            "source": "Nordic Care",
            "longDBName": "A database",
            "title": "A",
            "contributors": "Berg, Nora; Dahl, Per",
            "abstract": "Words.",
            "docTypes": "Article",
            "publicationDate": "20210504",
            "doi": "10.5555/a",
        },
        {"authors": ("Berg, Nora", "Dahl, Per"), "year": 2021, "journal": "Nordic Care", "pmid": ""},
    ),
    (
        "csv-springer",
        "SpringerLink",
        {
            "Item Title": "A",
            "Publication Title": "Nordic Care",
            "Book Series Title": "",
            "Journal Volume": "14",
            "Journal Issue": "2",
            "Item DOI": "10.5555/a",
            "Authors": "Nora BergRonald McDonaldPer A. DeVriesÅse Ås",
            "Publication Year": "2021",
        },
        {
            "authors": ("Nora Berg", "Ronald McDonald", "Per A. DeVries", "Åse Ås"),
            "volume": "14",
            "issue": "2",
            "doi": "10.5555/a",
        },
    ),
    (
        "csv-grey",
        "",
        {
            "Title": "A",
            "Institution": "Centre for Care Research",
            "Type": "Report",
            "Date": "2023-03-14",
            "Address": "https://example.org/safe",
            "Access date": "2024-05-02",
            "Date read": "2024-05-03",
        },
        {"authors": ("Centre for Care Research",), "year": 2023, "doi": "", "kind": "Report"},
    ),
    (
        "csv-grey",
        "",
        {"Tittel": "A", "Institusjon": "Helsedirektoratet", "Forfattere": "Berg, Nora", "Dato": "14.03.2023"},
        {"authors": ("Berg, Nora",), "year": 2023},
    ),
    (
        "csv-scopus",
        "Scopus",
        {
            "Authors": "Berg N.; Dahl P.",
            "Title": "A",
            "Year": "2021",
            "Source title": "",
            "Art. No.": "e0123",
            "Page start": "",
            "PubMed ID": "34000001",
            "Source": "Scopus",
            "EID": "2-s2.0-1",
        },
        {"authors": ("Berg N.", "Dahl P."), "journal": "", "pages": "e0123", "pmid": "34000001"},
    ),
    (
        "csv-scopus",
        "Scopus",
        {
            "Authors": "Berg, N.A., van Dahl, P.",
            "Title": "A",
            "Year": "2021",
            "Source title": "J",
            "EID": "2-s2.0-1",
        },
        {"authors": ("Berg, N.A.", "van Dahl, P."), "journal": "J"},
    ),
    (
        "csv-clinicaltrials",
        "ClinicalTrials.gov",
        {
            "NCT Number": "NCT00000001",
            "Study Title": "A",
            "Study Status": "COMPLETED",
            "Brief Summary": "Words.",
            "Sponsor": "A hospital",
            "Start Date": "2018-01-01",
            "First Posted": "2019-02-10",
        },
        {"year": 2019, "abstract": "Words.", "identifiers": ("trial:NCT00000001",), "authors": (), "journal": ""},
    ),
    (
        "csv-clinicaltrials",
        "ClinicalTrials.gov",
        {
            "Rank": "1",
            "NCT Number": "NCT00000001",
            "Title": "A",
            "Conditions": "Stroke",
            "First Posted": "February 10, 2019",
            "URL": "https://ClinicalTrials.gov/show/NCT00000001",
        },
        {"year": 2019, "identifiers": ("trial:NCT00000001",)},
    ),
    (
        "csv-ictrp",
        "ICTRP",
        {
            "TrialID": "ISRCTN00000001",
            "Public title": "A",
            "Date registration": "12/03/2019",
            "Primary sponsor": "B",
        },
        {"year": 2019, "identifiers": ("trial:ISRCTN00000001",), "authors": ()},
    ),
    (
        "csv-pubmed",
        "PubMed",
        {
            "PMID": "34000001",
            "Title": "A",
            "Authors": "Berg N, Dahl PA.",
            "Journal/Book": "Nord Care",
            "Publication Year": "2021",
            "DOI": "10.5555/a",
        },
        {"authors": ("Berg N", "Dahl PA"), "pmid": "34000001", "journal": "Nord Care"},
    ),
    (
        "csv-rayyan",
        "Rayyan",
        {
            "key": "rayyan-200000001",
            "title": "A",
            "year": "2021",
            "month": "5",
            "journal": "Nordic Care",
            "volume": "14",
            "issue": "2",
            "pages": "101-110",
            "authors": "Berg, Nora and Dahl, Per",
            "abstract": "Words.",
            "notes": 'reviewkit:s-0001\nDOI: 10.5555/a\nPMID: 34000001 | RAYYAN-INCLUSION: {"Kari"=>"Included"}',
            "pubmed_id": "",
        },
        {"authors": ("Berg, Nora", "Dahl, Per"), "pages": "101-110", "doi": "10.5555/a", "pmid": "34000001"},
    ),
    (
        "csv-rispy",
        "ASReview",
        {
            "": "0",
            "type_of_reference": "JOUR",
            "title": "A",
            "authors": "Berg, Nora;Dahl, Per",
            "year": "2021",
            "secondary_title": "Nordic Care",
            "volume": "14",
            "number": "2",
            "start_page": "101",
            "end_page": "110",
            "accession_number": "34000001",
            "name_of_database": "PubMed",
            "urls": "https://example.org/a;https://example.org/b",
            "asreview_label": "1",
        },
        {
            "kind": "JOUR",
            "authors": ("Berg, Nora", "Dahl, Per"),
            "journal": "Nordic Care",
            "issue": "2",
            "pages": "101-110",
            "pmid": "34000001",
        },
    ),
    (
        "csv-rispy",
        "ASReview",
        {
            "type_of_reference": "JOUR",
            "title": "A",
            "authors": "Berg, Nora",
            "year": "2021",
            "accession_number": "34000001",
            "name_of_database": "CINAHL",
        },
        {"authors": ("Berg, Nora",), "pmid": ""},
    ),
    (
        "csv-embase",
        "Embase.com",
        {
            "Title": "A",
            "Original Title": "",
            "Author Names": "Berg N., Dahl P.",
            "Source": "Nordic Care (2014) 3:2 (152-60). Date of Publication: 2014",
        },
        {"journal": "Nordic Care", "year": 2014, "volume": "3", "issue": "2", "pages": "152-160"},
    ),
    (
        "csv-embase",
        "Embase.com",
        {
            "Title": "A",
            "Author Names": "Berg N.",
            "Source": "Nordic Care (2014) 3 Article Number: e12. Date of Publication: 2014",
            "Emtree Drug Index Terms": "x",
        },
        {"journal": "Nordic Care", "year": 2014, "volume": "3", "pages": "e12"},
    ),
    (
        "csv-embase",
        "Embase.com",
        {
            "Title": "A",
            "Author Names": "Berg N.; Dahl P.",
            "Source title": "Nordic Care",
            "Publication Year": "2014",
            "First Page": "3",
            "Last Page": "9",
            "Embase Accession ID": "630000001",
            "Medline PMID": "34000001",
        },
        {"journal": "Nordic Care", "year": 2014, "pages": "3-9", "pmid": "34000001"},
    ),
    (
        "csv",
        "",
        {"Tittel": "A", "Forfattere": "Berg, Nora; Dahl, Per", "År": "2021", "Tidsskrift": "J", "Årgang": "3"}
        | {"Hefte": "2", "Sider": "s. 4-9", "Sammendrag": "Ord."},
        {
            "title": "A",
            "authors": ("Berg, Nora", "Dahl, Per"),
            "year": 2021,
            "journal": "J",
            "volume": "3",
            "issue": "2",
            "pages": "4-9",
            "abstract": "Ord.",
        },
    ),
    (
        "csv",
        "",
        {"Titel": "A", "Autor(en)": "Berg, Nora; Dahl, Per", "Erscheinungsjahr": "2021", "Zeitschrift": "J"}
        | {"Jahrgang": "3", "Heft": "2", "Seiten": "4-9", "Zusammenfassung": "W."},
        {"title": "A", "authors": ("Berg, Nora", "Dahl, Per"), "year": 2021, "journal": "J", "pages": "4-9"},
    ),
    (
        "csv",
        "",
        {"Titre": "A", "Auteur(s)": "Berg, Nora", "Année": "2021", "Revue": "J", "Numéro": "2", "Résumé": "M."},
        {"title": "A", "authors": ("Berg, Nora",), "year": 2021, "journal": "J", "issue": "2", "abstract": "M."},
    ),
    (
        "csv",
        "",
        {"Título": "A", "Autores": "Berg, Nora", "Año": "2021", "Revista": "J", "Páginas": "4-9", "Resumen": "P."},
        {"title": "A", "authors": ("Berg, Nora",), "year": 2021, "journal": "J", "pages": "4-9", "abstract": "P."},
    ),
    (
        "csv",
        "",
        {"Title": "A", "Authors": "B", "Source.title": "J", "publication_year": "2021", "Art..No.": "e7"},
        {"journal": "J", "year": 2021, "pages": "e7"},
    ),
]


def read(cells: dict[str, str]) -> Record:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(cells)
    writer.writerow(cells.values())
    (record,) = registry.read(out.getvalue().encode(), "x.csv").records
    return record


@pytest.mark.parametrize(("name", "producer", "cells", "known"), CASES, ids=lambda value: str(value)[:20])
def test_each_producer_is_known_by_its_head_and_understood(
    name: str, producer: str, cells: dict[str, str], known: dict[str, object]
) -> None:
    record = read(cells)
    assert (record.format, producer_of([record]), record.title) == (name, producer, "A")
    assert {field: getattr(record, field) for field in known} == known


def test_every_profile_has_a_case() -> None:
    assert {profile.name for profile in (GENERAL, *PROFILES)} == {name for name, *_ in CASES}


def test_each_head_is_that_of_its_own_profile() -> None:
    """No producer's columns are taken for another's, whichever row of the table comes first."""
    for profile in PROFILES:
        for head in profile.heads:
            assert profile_of(head).name == profile.name
            assert is_head(head)


def test_names_of_columns_are_compared_without_case_and_signs() -> None:
    assert {column(name) for name in ("Author(s)", "author.s", "AUTHOR_S", " Author/s ")} == {"author s"}
    assert column("\ufeffÅrstall") == "arstall"


def test_columns_that_no_one_knows_are_no_head() -> None:
    assert not is_head(["Colour", "Taste"])
    assert not is_head(["Title", "Authors"], telling=3)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("embase-csv/asreview__embase.csv", "csv-embase"),
        ("embase-csv/asreview__embase_newpage.csv", "csv-embase"),
        ("pubmed-csv/colrev__pubmed-chatbot.csv", "csv-pubmed"),
        ("scopus-csv/bibliometrix__scopus_sample.csv", "csv-scopus"),
        ("pop-csv/bibliotobler__PoPCites.csv", "csv"),
        ("ieee-csv/colrev__ieee_csv.csv", "csv"),
        ("rayyan-csv/pharmacovigilance-scoping-review__articles.csv", "csv-rayyan"),
        ("asreview-csv/asreview__generic_semicolon.csv", "csv-rispy"),
        ("citesource-ris/CiteSource__citesource_benchmark_export.csv", "csv"),
    ],
)
def test_real_exports_are_known_by_their_heads_and_have_their_years(file: str, name: str) -> None:
    reading = registry.read(shared("exports", file).read_bytes(), file)
    assert reading.format == name
    assert (
        sum(record.year is not None for record in reading.records) >= 0.9 * len(reading.records) or "ieee" in file
    )


def test_our_own_table_reads_back_with_its_identifiers() -> None:
    """What `convert` writes as CSV is read by the columns that it has."""
    text = (
        "id,title,authors,pmid,identifiers,kind\nx-1,A,Berg N,,isbn:9788200000000,BOOK\n,B,,,trial:NCT00000001,\n"
    )
    book, trial = registry.read(text.encode(), "x.csv").records
    assert (book.identifiers, trial.identifiers) == (("isbn:9788200000000",), ("trial:NCT00000001",))


def test_the_profile_is_logged_by_its_name_and_read_with_it_again() -> None:
    text = "Lens ID,Title,Author/s,Issue Number\n1,A,Nora Berg,7\n"
    first = registry.read(text.encode(), "x.csv")
    again = registry.read(text.encode(), "x.csv", "", first.format)
    assert (first.format, again.records) == ("csv-lens", first.records)
    assert registry.read(text.encode(), "x.csv", "", "csv").records == first.records
