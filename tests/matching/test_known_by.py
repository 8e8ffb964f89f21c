"""What the identifiers of a record say, and what two records' numbers in databases say of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.matching.agreement import Sign
from reviewkit.matching.known_by import KnownBy, accessions_agree, doi_of_preprint, known_by, preprint_version

NUMBERS = st.lists(
    st.sampled_from(["wos:1", "wos:2", "scopus:1", "lens:1", "lens:2", "eric:EJ1"]), unique=True
).map(lambda found: " ".join(sorted(found)))


def test_identifiers_are_sorted_by_what_they_say() -> None:
    known = known_by(("wos:1", "trial:NCT1", "isbn:978", "report:7", "edition:2", "eric:EJ1", "preprint:10.1/av2"))
    assert known == KnownBy("isbn:978 report:7 trial:NCT1", "eric:EJ1 wos:1", "10.1/av2", "2")
    assert known_by(()) == KnownBy()


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        ("wos:1", "wos:1", Sign.AGREE),
        ("eric:EJ1 wos:1", "wos:1", Sign.AGREE),
        ("wos:1", "wos:2", Sign.DIFFER),
        ("eric:EJ1 wos:1", "scopus:2 wos:2", Sign.DIFFER),
        ("wos:1", "scopus:1", Sign.UNKNOWN),
        ("wos:1", "", Sign.UNKNOWN),
        ("lens:1", "lens:2", Sign.UNKNOWN),  # Lens lists one article under several numbers
        ("openalex:W1", "openalex:W1", Sign.AGREE),
    ],
)
def test_one_number_agrees_and_two_of_one_database_differ(left: str, right: str, sign: Sign) -> None:
    assert accessions_agree(left, right) is sign


@given(NUMBERS, NUMBERS)
def test_it_is_the_same_from_both_sides_and_nothing_known_is_no_agreement(left: str, right: str) -> None:
    assert accessions_agree(left, right) is accessions_agree(right, left)
    assert accessions_agree(left, "") is Sign.UNKNOWN
    assert accessions_agree(left, left) is (Sign.AGREE if left else Sign.UNKNOWN)


@pytest.mark.parametrize(
    ("preprint", "version", "doi"),
    [
        ("10.48550/arxiv.2101.01234v2", ("10.48550/arxiv.2101.01234", "2"), "10.48550/arxiv.2101.01234"),
        ("10.48550/arxiv.2101.01234", ("", ""), "10.48550/arxiv.2101.01234"),
        ("10.21203/rs.3.rs-1/v3", ("10.21203/rs.3.rs-1", "3"), "10.21203/rs.3.rs-1"),
        ("osf.io/abcde_v2", ("osf.io/abcde", "2"), ""),
    ],
)
def test_an_address_names_series_version_and_doi(preprint: str, version: tuple[str, str], doi: str) -> None:
    assert preprint_version(preprint) == version
    assert doi_of_preprint(preprint) == doi
