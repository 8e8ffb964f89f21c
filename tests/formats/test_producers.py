"""Which database or tool wrote a record, told from what it leaves in the fields."""

import contextlib

import pytest

from reviewkit.errors import Place, ReviewkitError
from reviewkit.formats import registry
from reviewkit.formats.producers import producer, producer_of
from reviewkit.model import Field, Record
from tests.conftest import shared


def record(*fields: tuple[str, str]) -> Record:
    return Record("", "", Place("x", 1), tuple(Field(tag, value, 1) for tag, value in fields))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("DP  - EBSCOhost", "EBSCOhost"),
        ("UR  - http://www.embase.com/search/results?id=L373791783", "Embase.com"),
        ("AN  - WOS:000123", "Web of Science"),
        ("UR  - https://www.scopus.com/inward/record.uri?eid=2-s2.0-1", "Scopus"),
        ("M1  - Query date: 2022-03-14 10:23:13", "Publish or Perish"),
        ("DB  - ProQuest Dissertations & Theses Global", "ProQuest"),
        ("AN  - rayyan-14431", "Rayyan"),
        ("N1  - nothing special", ""),
    ],
)
def test_the_producer_is_recognised_by_what_it_writes(line: str, name: str) -> None:
    text = f"TY  - JOUR\nTI  - A title\n{line}\nER  - \n"
    assert producer_of(registry.read(text.encode(), "x").records) == name


@pytest.mark.parametrize(
    ("tag", "value", "name"),
    [
        ("key", "rayyan-1", "Rayyan"),
        ("N1", "ASReview_relevant", "ASReview"),
        ("Covidence #", "#12", "Covidence"),
        ("UR", "https://search.ebscohost.com/login.aspx?x", "EBSCOhost"),
        ("N1", "Accession Number: 123", "EBSCOhost"),
        ("U2", "L12345", "Embase.com"),
        ("UR", "http://ovidsp.ovid.com/ovidweb.cgi", "Ovid"),
        ("UT", "WOS:000123", "Web of Science"),
        ("UT", "MEDLINE:123", "Web of Science"),
        ("DB", "Scopus", "Scopus"),
        ("Link", "https://www.scopus.com/x", "Scopus"),
        ("UR", "https://search.proquest.com/docview/1", "ProQuest"),
        ("QueryDate", "2022-03-14", "Publish or Perish"),
        ("UR", "https://app.dimensions.ai/details/x", "Dimensions"),
        ("UR", "https://lens.org/012-345", "Lens"),
        ("OWN", "NLM", "PubMed"),
        ("PMID", "123", "PubMed"),
        ("MedlineCitation/PMID", "123", "PubMed"),
        ("OWN", "ERIC", "ERIC"),
        ("source-app@name", "EndNote 20", "EndNote"),
        ("source-app@name", "JabRef", "JabRef"),
        ("L1", "files/12/x.pdf", "Zotero"),
        ("N1", "<p>note</p>", "Zotero"),
    ],
)
def test_each_leaves_its_sign(tag: str, value: str, name: str) -> None:
    assert producer(record(("TI", "A title"), (tag, value))) == name


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("TI", "rayyan-14431"),
        ("N1", "my Accession Number: 5"),
        ("UR", "https://example.org/?q=scopus"),
        ("DB", "Scopus and others"),
        ("PMID", "none"),
        ("UR", "https://lens.org/about"),
        ("OWN", "me"),
    ],
)
def test_what_only_looks_like_a_sign_is_none(tag: str, value: str) -> None:
    assert producer(record((tag, value))) == ""


def test_the_tool_that_wrote_last_hides_the_database_before_it() -> None:
    assert producer(record(("UR", "https://www.scopus.com/x"), ("AN", "rayyan-5"))) == "Rayyan"
    assert producer(record(("PMID", "1"), ("N1", "ASReview_irrelevant"))) == "ASReview"


def test_any_value_of_a_tag_can_be_the_sign() -> None:
    assert producer(record(("N1", "a note"), ("N1", "Accession Number: 5"))) == "EBSCOhost"


def test_most_records_say_who_wrote_a_file() -> None:
    scopus, pubmed, nobody = record(("DB", "Scopus")), record(("PMID", "1")), record(("TI", "x"))
    assert producer_of([pubmed, scopus, nobody, nobody, nobody, scopus]) == "Scopus"
    assert producer_of([nobody]) == producer_of([]) == ""


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("scopus-ris", "Scopus"),
        ("pubmed-nbib", "PubMed"),
        ("wos-tagged", "Web of Science"),
        ("rayyan-ris", "Rayyan"),
        ("pubmed-xml", "PubMed"),
        ("lens-ris", "Lens"),
    ],
)
def test_most_real_files_are_recognised_as_their_producer_s(folder: str, name: str) -> None:
    told = []
    for path in shared("exports", folder).iterdir():
        with contextlib.suppress(ReviewkitError):  # some hold no record
            told.append(producer_of(registry.read(path.read_bytes(), path.name).records))
    assert told.count(name) * 2 > len(told), told
