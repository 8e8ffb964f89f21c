"""What reference lists need of a record, whatever format it came in."""

import pytest

from reviewkit.formats import registry
from reviewkit.formats.kinds import Kind
from reviewkit.formats.reference import Person, Reference, is_group, left_over, person, reference

CHAPTER = {
    "ris": "TY  - CHAP\nTI  - Trust\nAU  - Berg, Nora\nA2  - Dahl, Per\nT2  - Care at home\nPY  - 2020\n"
    "DA  - 2020/05/17\n"
    ""
    "SP  - 11\nEP  - 29\nPB  - Fjord\nCY  - Oslo\nSN  - 978-82-15-00000-0\nET  - 2\nUR  - https://example.org/x\n"
    "KW  - Aged, 80 and over\nKW  - trust\nER  - \n",
    "bibtex": "@incollection{x, editor = {Dahl, Per}, author = {Berg, Nora}, title = {Trust}, "
    "booktitle = {Care at home},\nyear = 2020, date = {2020-05-17}, pages = {11--29}, "
    "publisher = {Fj{\\o}rd}, address = {Oslo}, edition = {2},\n"
    "isbn = {978-82-15-00000-0}, url = {https://example.org/x}, keywords = {trust, age}}\n",
    "csl-json": '[{"type": "chapter", "title": "Trust", "author": [{"family": "Berg", "given": "Nora"}], "editor": '
    '[{"family": "Dahl", "given": "Per"}], "container-title": "Care at home", '
    '"issued": {"date-parts": [[2020, 5, 17]]}, '
    '"page": "11-29", "publisher": "Fjord", "publisher-place": "Oslo", "edition": "2", "ISBN": "978-82-15-00000-0", '
    '"URL": "https://example.org/x", "keyword": "trust, age"}]\n',
    "enw": "%0 Book Section\n%T Trust\n%A Berg, Nora\n%E Dahl, Per\n%D 2020\n%8 2020/05/17\n%B Care at home\n%P 11-29\n"
    "%I Fjord\n%C Oslo\n%7 2\n%@ 978-82-15-00000-0\n%U https://example.org/x\n%K trust\n",
    "csv": "Title,Authors,Editors,Publication Title,Year,Date,Pages,Publisher,Place,Edition,ISBN,Url,Manual Tags,"
    "Item Type\n"
    'Trust,"Berg, Nora","Dahl, Per",Care at home,2020,2020-05-17,11-29,Fjord,Oslo,2,978-82-15-00000-0,'
    "https://example.org/x,trust; age,bookSection\n",
}


def of(name: str, text: str) -> Reference:
    (found,) = registry.read(text.encode(), "x", "", name).records
    return reference(found)


@pytest.mark.parametrize("name", CHAPTER)
def test_a_chapter_has_its_book_editors_publisher_and_isbn_in_every_format(name: str) -> None:
    one = of(name, CHAPTER[name])
    assert (one.kind, one.record.authors, one.editors) == (Kind.CHAPTER, ("Berg, Nora",), ("Dahl, Per",))
    assert (one.record.journal, one.record.pages) == ("Care at home", "11-29")
    assert (one.publisher, one.place, one.edition) == ("Fjørd" if name == "bibtex" else "Fjord", "Oslo", "2")
    assert (one.isbn, one.issn, one.url) == (("978-82-15-00000-0",), (), "https://example.org/x")
    assert one.date == (2020, 5, 17)
    assert "trust" in one.keywords
    assert left_over(one) == []


def test_a_comma_parts_keywords_only_where_a_format_says_so() -> None:
    assert of("ris", CHAPTER["ris"]).keywords == ("Aged, 80 and over", "trust")
    assert of("bibtex", CHAPTER["bibtex"]).keywords == ("trust", "age")


@pytest.mark.parametrize(
    ("value", "isbn", "issn"),
    [
        ("1234-5678", (), ("1234-5678",)),
        ("0022-1899 (Print) 1537-6613 (Electronic)", (), ("0022-1899", "1537-6613")),
        ("00221899", (), ("00221899",)),
        ("978 82 15 00000 0", ("978 82 15 00000 0",), ()),
        ("82-15-00000-0; 9788215000000", ("82-15-00000-0", "9788215000000"), ()),
        ("IS-2345", (), ()),
        ("1234-567X", (), ("1234-567X",)),
    ],
)
def test_numbers_are_isbn_or_issn_by_their_length(value: str, isbn: object, issn: object) -> None:
    one = of("ris", f"TY  - BOOK\nTI  - A\nSN  - {value}\nER  - \n")
    assert (one.isbn, one.issn) == (isbn, issn)


def test_a_column_without_a_name_holds_no_editors() -> None:
    """R and pandas write the number of each row so."""
    assert of("csv", ",title,authors,year\n17,Trust,Nora Berg,2020\n").editors == ()


def test_the_names_that_rispy_gives_to_the_tags_of_ris_are_understood() -> None:
    one = of(
        "csv-rispy",
        "type_of_reference,title,authors,secondary_authors,tertiary_title,place_published,urls,issn,type_of_work\n"
        'THES,Trust,"Berg, N","Dahl, P;Vik, A",A series,Oslo,https://example.org/a;https://example.org/b,1234-5678,PhD\n',
    )
    assert (one.editors, one.series, one.place) == (("Dahl, P", "Vik, A"), "A series", "Oslo")
    assert (one.url, one.issn, one.genre) == ("https://example.org/a", ("1234-5678",), "PhD")


def test_a_number_of_a_report_is_left_over_and_not_lost() -> None:
    one = of("ris", "TY  - RPRT\nTI  - A\nSN  - IS-2345\nER  - \n")
    assert [item.value for item in left_over(one)] == ["IS-2345"]


def test_what_another_spelling_says_is_not_left_over() -> None:
    text = (
        "TY  - JOUR\nTI  - Trust\nT1  - TRUST.\nAU  - Berg, Nora\nA1  - Berg, N\nPY  - 2020///\nDO  - 10.1000/X\n"
        "UR  - u\nL3  - https://doi.org/10.1000/x\nSP  - 7-9\nAD  - Bergen\nER  - \n"
    )
    assert [item.tag for item in left_over(of("ris", text))] == ["AD"]


@pytest.mark.parametrize(
    ("name", "others", "group"),
    [
        ("Berg, Nora", (), False),
        ("N Berg", (), False),
        ("Nora Berg", (), False),
        ("Nora Berg", ("Dahl, Per",), True),
        ("WHO", (), True),
        ("Norwegian Directorate of Health", (), True),
        ("WHO & Partners", (), True),
        ("Universitetet i Bergen", (), True),
        ("Oslo kommune", (), True),
    ],
)
def test_a_group_is_not_taken_for_a_person(name: str, others: tuple[str, ...], group: bool) -> None:
    assert is_group(name, (name, *others)) is group


def test_names_are_taken_apart_with_their_suffix() -> None:
    assert person("Berg, Nora") == Person("Berg", "Nora")
    assert person("Smith, John, Jr.") == Person("Smith", "John", "Jr.")
    assert person("van Dijk, Per Olav") == Person("van Dijk", "Per Olav")
    assert person("WHO") is person("Dahl,") is None
