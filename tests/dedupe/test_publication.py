"""Journal, volume, issue and pages, out of the ways in which databases write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.dedupe.publication import Publication, publication_of
from tests.builders import record


def place(**known: object) -> Publication:
    return publication_of(record(**known))


def short(found: Publication) -> tuple[str, str, str, str, str]:
    return found.journal, found.volume, found.issue, found.first_page, found.last_page


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
    assert short(place(**known)) == expected


def test_a_congress_is_known_by_its_journal() -> None:
    found = place(journal="Diabetes. Conference: 70th Scientific Sessions. Conference Start: 20100625", year=2010)
    assert found.journal == "diabetes"
    assert found.supplement


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_place_is_understood(journal: str, volume: str, issue: str, pages: str) -> None:
    place(journal=journal, volume=volume, issue=issue, pages=pages, year=2020)
