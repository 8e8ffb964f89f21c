"""A document of grey literature is cited by its institution, with what it is, its address, and the day it was got."""

import pytest

from reviewkit.formats import registry
from reviewkit.formats.citation import citation, is_grey, written_date
from reviewkit.formats.kinds import Kind
from reviewkit.formats.reference import Reference, reference
from reviewkit.formats.writers import WRITERS
from reviewkit.locales import labels

HEAD = "title,institution,authors,type,date,address,access date,date read\n"


def of(row: str, head: str = HEAD, name: str = "") -> Reference:
    (found,) = registry.read((head + row).encode(), "x.csv", "", name).records
    return reference(found)


@pytest.mark.parametrize(
    ("row", "language", "cited"),
    [
        (
            "Safe at home,Directorate of Health,,Guideline,2023-03-14,https://example.org/a,2024-05-02,",
            "en",
            "Directorate of Health. (2023, March 14). Safe at home [Guideline]. "
            "Retrieved May 2, 2024, from https://example.org/a",
        ),
        (
            "Trygg hjemme,Helsedirektoratet,,Veileder,14.03.2023,https://example.org/a,02.05.2024,",
            "nb",
            "Helsedirektoratet. (2023, 14. mars). Trygg hjemme [Veileder]. Hentet 2. mai 2024 fra https://example.org/a",
        ),
        (
            "Trygg heime,Helsedirektoratet,,Rettleiar,2023,https://example.org/a,2. 5. 2024,",
            "nn",
            "Helsedirektoratet. (2023). Trygg heime [Rettleiar]. Henta 2. mai 2024 frå https://example.org/a",
        ),
        (
            'Trygg?,NTNU,"Berg, Nora Lie; Dahl, Per",Rapport,,,,',
            "nb",
            "Berg, N. L. & Dahl, P. (u.å.). Trygg? [Rapport]. NTNU.",
        ),
        (
            "Safe,A ministry,,,2020-11,https://example.org/a,,",
            "en",
            "A ministry. (2020, November). Safe. https://example.org/a",
        ),
    ],
)
def test_a_document_is_cited_in_the_words_of_a_language(row: str, language: str, cited: str) -> None:
    one = of(row)
    assert is_grey(one)
    assert citation(one, labels(language)) == cited


def test_norwegian_headings_with_semicolons_are_read_too() -> None:
    one = of(
        "Trygg hjemme;Helsedirektoratet;Veileder;2023;https://example.org/a;02.05.2024;03.05.2024\n",
        "Tittel;Institusjon;Type;Utgitt;Nettadresse;Hentet;Lest\n",
    )
    assert (one.publisher, one.genre, one.url) == ("Helsedirektoratet", "Veileder", "https://example.org/a")
    assert (one.date, one.accessed, one.read) == ((2023,), (2024, 5, 2), (2024, 5, 3))
    assert (one.kind, one.record.authors) == (Kind.REPORT, ("Helsedirektoratet",))


@pytest.mark.parametrize("ending", ["csv", "json", "bib", "enw"])
def test_institution_type_address_and_access_date_go_into_every_format_and_come_back(ending: str) -> None:
    one = of("Safe at home,Directorate of Health,,Report,2023-03-14,https://example.org/a,2024-05-02,2024-05-03")
    written = "".join(WRITERS[ending]([one.record]))
    (again,) = registry.read(written.encode(), f"x.{ending}", "").records
    back = reference(again)
    assert (back.kind, back.publisher, back.genre) == (Kind.REPORT, one.publisher, one.genre)
    assert (back.url, back.accessed) == (one.url, one.accessed)
    assert back.record.authors == ("Directorate of Health",)


def test_an_article_is_no_grey_literature() -> None:
    (found,) = registry.read(b"TY  - JOUR\nTI  - A\nT2  - Care\nPY  - 2020\nER  - \n", "x.ris", "").records
    assert not is_grey(reference(found))


def test_a_date_is_written_as_far_as_it_is_known() -> None:
    for date, written in (
        ((), ""),
        ((2020,), "2020"),
        ((2020, 1), "2020, januar"),
        ((2020, 1, 3), "2020, 3. januar"),
    ):
        assert written_date(date, labels("nb")) == written
