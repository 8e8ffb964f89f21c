"""A record in words, with links that are made here and words that are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.model import Highlight
from reviewkit.page.views.describe import describe, journal_line, links, marked
from tests.builders import record


def test_fields_are_texts() -> None:
    one = record("a-1", authors=("Berg, K", "Lie, O"), year=2020, title="X")
    assert [describe(one, name) for name in ("authors", "year", "title", "doi")] == [
        "Berg, K; Lie, O",
        "2020",
        "X",
        "",
    ]


@pytest.mark.parametrize(
    "doi", ["javascript:alert(1)", '10.1/"><script>', "10.1/x y", "data:text/html,x", "//evil.example/10.1/x"]
)
def test_an_address_leads_to_doi_org_whatever_was_imported(doi: str) -> None:
    for _, address in links(record("a-1", doi=doi)):
        assert address.startswith("https://doi.org/")
        assert not set('"<> ') & set(address)


def test_doi_and_pubmed_are_links() -> None:
    assert links(record("a-1", doi="10.1000/x", pmid="123")) == [
        ("doi.org/10.1000/x", "https://doi.org/10.1000/x"),
        ("PubMed 123", "https://pubmed.ncbi.nlm.nih.gov/123/"),
    ]
    assert links(record("a-1")) == []


def test_the_journal_is_as_in_a_reference_list() -> None:
    whole = record("a-1", journal="Nurs Open", year=2020, volume="7", issue="2", pages="1-9")
    assert journal_line(whole) == "Nurs Open, 2020, 7(2):1-9"
    assert journal_line(record("a-1", journal="Nurs Open")) == "Nurs Open"
    assert journal_line(record("a-1")) == ""


@given(st.text(max_size=60))
def test_marked_pieces_are_the_whole_text(text: str) -> None:
    assert "".join(piece for piece, _ in marked(text, Highlight(("a*", "ø"), ("b",)))) == text


def test_words_are_marked_by_what_they_speak_for() -> None:
    assert marked("Home care, not hospital.", Highlight(("home care",), ("hospital*",))) == [
        ("Home care", "include"),
        (", not ", ""),
        ("hospital", "exclude"),
        (".", ""),
    ]
