"""Numbers by which databases know a record, as they stand in exports."""

import pytest

from reviewkit.formats import ris
from reviewkit.formats.accessions import accessions


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        ("WOS:000337252800006", ("wos:000337252800006",)),
        ("ISI:000337252800006", ("wos:000337252800006",)),
        ("WOS:A1989T215100021", ("wos:A1989T215100021",)),
        ("INSPEC:8863438", ("inspec:8863438",)),
        ("MEDLINE:34000017", ()),
        ("2-s2.0-85012345678", ("scopus:2-s2.0-85012345678",)),
        ("L373791783", ("embase:373791783",)),
        ("CN-01234567", ("central:CN-01234567",)),
        ("2890043708; EJ1386645", ("eric:EJ1386645",)),
        ("ED123456", ("eric:ED123456",)),
        ("2023-15354-001", ("psycinfo:2023-15354-001",)),
        ("pub.1149029839", ("dimensions:pub.1149029839",)),
        ("000-454-299-663-96X", ("lens:000-454-299-663-96X",)),
        ("W4285655284", ("openalex:W4285655284",)),
        ("PMC9359172 [PMCID]", ("pmcid:PMC9359172",)),
        ("PUBMED 34000017,EMBASE 2011111111", ("embase:2011111111",)),  # as CENTRAL writes it
        ("EMBASE 2011111111", ("embase:2011111111",)),
        ("Iowa State University", ()),
        ("rayyan-229697632", ()),
        ("369", ()),
        ("key1", ()),
        ("", ()),
    ],
)
def test_most_numbers_show_whose_they_are(value: str, numbers: tuple[str, ...]) -> None:
    assert accessions([value]) == numbers


@pytest.mark.parametrize(
    ("number", "databases", "found"),
    [
        ("147887838", ["ccm"], ("cinahl:147887838",)),
        ("147887838", ["CINAHL Complete"], ("cinahl:147887838",)),
        ("Accession Number: 147887838. Language: English.", ["CINAHL"], ("cinahl:147887838",)),
        ("2019123456", ["Embase <1974 to 2020>"], ("embase:2019123456",)),
        ("20203152553", ["CAB Abstracts <1990 to 2020>"], ("cab-abstracts:20203152553",)),
        ("102591955", ["8gh"], ("8gh:102591955",)),
        ("34000017", ["Ovid MEDLINE(R) <2023>"], ()),
        ("147887838", ["CINAHL", "AMED"], ()),
        ("147887838", [], ()),
        ("147887838", ["search 1"], ()),
        ("12", ["CINAHL"], ()),
    ],
)
def test_digits_count_where_one_database_is_named(
    number: str, databases: list[str], found: tuple[str, ...]
) -> None:
    assert accessions([number], (), databases) == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://www.scopus.com/inward/record.uri?eid=2-s2.0-85012345678&doi=10.1", "scopus:2-s2.0-85012345678"),
        (
            "http://www.embase.com/search/results?subaction=viewrecord&from=export&id=L373791783",
            "embase:373791783",
        ),
        ("https://search.ebscohost.com/login.aspx?direct=true&db=ccm&AN=147887838&site=x", "cinahl:147887838"),
        (
            "https://search.ebscohost.com/login.aspx?direct=true&db=psyh&AN=2023-15354-001",
            "psycinfo:2023-15354-001",
        ),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC123456/", "pmcid:PMC123456"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123456/", "pmcid:PMC123456"),
        ("https://www.cochranelibrary.com/central/doi/10.1002/central/CN-01234567/full", "central:CN-01234567"),
        ("http://eric.ed.gov/?id=EJ1131633", "eric:EJ1131633"),
        ("https://openalex.org/W4285655284", "openalex:W4285655284"),
        ("https://search.ebscohost.com/login.aspx?direct=true&db=mdc&AN=34000017", ""),
        ("https://example.org/1234567", ""),
    ],
)
def test_addresses_of_databases_hold_the_number(address: str, found: str) -> None:
    assert accessions([], [address]) == ((found,) if found else ())


def test_an_article_has_the_numbers_of_its_databases() -> None:
    text = "TY  - JOUR\nTI  - Home care\nVL  - 3\nDO  - 10.1/a\nAN  - WOS:000337252800006\nID  - 4202\nER  - \n"
    assert ris.read(text, "x").records[0].identifiers == ("wos:000337252800006",)


def test_digits_in_the_fields_for_notes_are_no_numbers_of_the_database() -> None:
    text = "TY  - JOUR\nTI  - Home care\nDB  - Embase\nC2  - 34000017\nU2  - L2011111111\nER  - \n"
    assert ris.read(text, "x").records[0].identifiers == ("embase:2011111111",)
