"""Journal, volume, issue and pages, out of the ways in which databases write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.matching.publication import Publication, publication_of
from tests.builders import record


def publication(**known: object) -> Publication:
    return publication_of(record(**known))


def short(known: Publication) -> tuple[str, str, str, str, str]:
    return known.journal, known.volume, known.issue, known.first_page, known.last_page


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"journal": "Pain", "volume": "33", "issue": "2", "pages": "169-172"}, ("pain", "33", "2", "169", "172")),
        ({"journal": "Pain", "pages": "vii-xiii"}, ("pain", "", "", "vii", "xiii")),
        ({"journal": "Pain", "pages": "Mixed-civil"}, ("pain", "", "", "", "")),
        (
            {
                "journal": "Pain.33 (2) ()(pp 169-172) 1988.Date of Publication: 1988.",
                "issue": "2",
                "pages": "169-172",
            },
            ("pain", "33", "2", "169", "172"),
        ),
        (
            {"journal": "Sports medicine (Auckland N.Z.).19 (2) ()(pp 81-85) 1995.", "issue": "Auckland N.Z."},
            ("sports medicine auckland n z", "19", "2", "81", "85"),
        ),
        ({"journal": "Pain", "volume": "11 (1) (no pagination)", "issue": "13"}, ("pain", "11", "1", "13", "")),
        (
            {"journal": "Pain", "volume": "12 (4) (no pagination)(e0176621)"},
            ("pain", "12", "4", "e176621", ""),
        ),
        ({"journal": "Pain", "volume": "4 (DEC) (no pagination)(Article 178)"}, ("pain", "4", "", "178", "")),
        (
            {"journal": "Pain", "volume": "19(pp S214)", "pages": "2009", "year": 2009},
            ("pain", "19", "", "s214", ""),
        ),
        (
            {"journal": "Pain", "volume": "152 (5 Supplement 1)", "pages": "S498"},
            ("pain", "152", "1 5", "s498", ""),
        ),
        ({"journal": "Pain", "volume": "3)", "pages": "S300-S301"}, ("pain", "", "", "s300", "s301")),
        ({"journal": "Pain", "volume": "2014", "year": 2014, "pages": "786463"}, ("pain", "", "", "786463", "")),
        (
            {"journal": "Pain", "volume": "21", "issue": "24 Suppl", "pages": "62s-68s"},
            ("pain", "21", "24", "s62", "s68"),
        ),
        ({"journal": "Pain", "volume": "5", "issue": "3-Feb", "pages": "6-10"}, ("pain", "5", "2 3", "6", "10")),
        ({"journal": "Pain", "volume": "5", "pages": "September"}, ("pain", "5", "", "", "")),
        ({"journal": "Pain", "volume": "5", "pages": "P63 [tp 104]"}, ("pain", "5", "", "p63", "")),
    ],
)
def test_every_spelling_of_a_place_is_one_place(
    known: dict[str, object], expected: tuple[str, str, str, str, str]
) -> None:
    assert short(publication(**known)) == expected


def test_a_congress_is_known_by_its_journal() -> None:
    known = publication(
        journal="Diabetes. Conference: 70th Scientific Sessions. Conference Start: 20100625", year=2010
    )
    assert known.journal == "diabetes"
    assert known.supplement


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_place_is_understood(journal: str, volume: str, issue: str, pages: str) -> None:
    publication(journal=journal, volume=volume, issue=issue, pages=pages, year=2020)


@pytest.mark.parametrize(
    ("journal", "folded"),
    [
        ("The Journal of Care", "the journal of care"),
        ("Pain. Date of Publication: 1988", "pain"),
        ("Diabetes. Conference Start: 20100625", "diabetes"),
        ("Pain (Varpagings)", "pain"),
        ("Pain. 33 (2) (pp 1-2)", "pain"),
        ("Pain & Care", "pain care"),
    ],
)
def test_a_journal_is_what_stands_before_the_rest_of_its_source(journal: str, folded: str) -> None:
    assert publication(journal=journal).journal == folded


@pytest.mark.parametrize(
    ("volume", "year", "number"),
    [
        ("33", 2020, "33"),
        ("Vol. 33", 2020, "33"),
        ("volume 033", 2020, "33"),
        ("33 Suppl 1", 2020, "33"),
        ("Pt 33", 2020, "33"),
        ("2020", 2020, ""),  # a year is no volume
        ("2020", 2019, "2020"),
        ("Suppl 1)", 2020, ""),  # the end of another volume
        ("spring", 2020, ""),
        ("", 2020, ""),
    ],
)
def test_a_volume_is_the_number_it_begins_with(volume: str, year: int, number: str) -> None:
    assert publication(journal="Pain", volume=volume, year=year).volume == number


@pytest.mark.parametrize(
    ("issue", "numbers"),
    [
        ("2", "2"),
        ("02", "2"),
        ("2-3", "2 3"),
        ("3-Feb", "2 3"),
        ("5 Suppl 2", "2 5"),
        ("Suppl", ""),
        ("Dec", ""),
        ("", ""),
    ],
)
def test_an_issue_is_its_numbers_in_one_order(issue: str, numbers: str) -> None:
    assert publication(journal="Pain", volume="3", issue=issue).issue == numbers


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [
        ("7-9", "7", "9"),
        ("007", "7", ""),
        ("S62", "s62", ""),
        ("62s", "s62", ""),
        ("e0012-e0019", "e12", "e19"),
        ("xxi-xxxix", "xxi", "xxxix"),
        ("xl", "", ""),
        ("2020", "", ""),  # the year
        ("December", "", ""),
        ("12 p", "12", ""),
        ("P63 [tp 104]", "p63", ""),
        ("a1b2c3", "a1b2c3", ""),
    ],
)
def test_a_page_is_its_letter_and_its_number(pages: str, first: str, last: str) -> None:
    known = publication(journal="Pain", volume="3", pages=pages, year=2020)
    assert (known.first_page, known.last_page) == (first, last)


@pytest.mark.parametrize(
    ("known", "supplement"),
    [
        ({"volume": "3 (Suppl 1)"}, True),
        ({"issue": "Supplement"}, True),
        ({"journal": "Annual meeting of nurses"}, True),
        ({"journal": "Congress of care"}, True),
        ({"journal": "Gastroenterology abstracts"}, True),
        ({"journal": "Dissertation Abstracts International"}, False),
        ({"journal": "Abstractsia"}, False),
        ({"journal": "Pain", "volume": "3", "issue": "2", "pages": "7"}, False),
    ],
)
def test_a_supplement_or_a_congress_is_known_by_a_word_in_any_field(
    known: dict[str, object], supplement: bool
) -> None:
    assert publication(**known).supplement is supplement


@pytest.mark.parametrize(
    ("volume", "issue", "expected"),
    [
        ("33 (2)", "", ("33", "2", "", "")),
        ("33 (pp 7-9)", "", ("33", "", "7", "9")),
        ("33 (2) (7-9)", "", ("33", "2", "7", "9")),
        ("33 (Article 12)", "", ("33", "", "12", "")),
        ("33", "2 (Suppl)", ("33", "2", "", "")),
    ],
)
def test_brackets_in_volume_or_issue_hold_issue_and_pages(
    volume: str, issue: str, expected: tuple[str, str, str, str]
) -> None:
    known = publication(journal="Pain", volume=volume, issue=issue)
    assert (known.volume, known.issue, known.first_page, known.last_page) == expected


def test_pages_of_their_own_field_come_before_those_in_brackets() -> None:
    known = publication(journal="Pain", volume="33 (pp 7-9)", pages="17-19")
    assert (known.first_page, known.last_page) == ("17", "19")
