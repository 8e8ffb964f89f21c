"""Preprints by their addresses."""

import pytest

from reviewkit.formats import ris
from reviewkit.formats.preprints import preprints


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://arxiv.org/abs/2101.01234v2", "10.48550/arxiv.2101.01234v2"),
        ("arXiv preprint arXiv:2101.01234", "10.48550/arxiv.2101.01234"),
        ("http://arxiv.org/pdf/hep-th/9901001v3", "10.48550/arxiv.hep-th/9901001v3"),
        (
            "https://www.medrxiv.org/content/10.1101/2021.01.01.21249999v2.full.pdf",
            "10.1101/2021.01.01.21249999v2",
        ),
        ("https://osf.io/preprints/psyarxiv/abcde_v2", "osf.io/abcde_v2"),
        ("https://osf.io/preprints/abcde", "osf.io/abcde"),
        ("https://www.researchsquare.com/article/rs-123456/v2", "10.21203/rs.3.rs-123456/v2"),
        ("https://www.preprints.org/manuscript/202101.0123/v2", "10.20944/preprints202101.0123.v2"),
        ("https://preprints.scielo.org/index.php/scielo/preprint/view/1/version/2", "10.1590/scielopreprints.1v2"),
        ("https://f1000research.com/articles/9-123/v2", "f1000research.com/articles/9-123/v2"),
        (
            "https://open-research-europe.ec.europa.eu/articles/1-23/v2",
            "open-research-europe.ec.europa.eu/articles/1-23/v2",
        ),
        ("https://osf.io/abcde", ""),  # a project
        ("https://arxiv.org/list/cs", ""),
        ("Archives of Internal Medicine", ""),
    ],
)
def test_an_address_names_the_preprint_and_its_version(address: str, found: str) -> None:
    assert preprints([address]) == ((f"preprint:{found}",) if found else ())


def test_the_address_of_a_record_is_read() -> None:
    text = "TY  - JOUR\nTI  - Home care\nUR  - https://arxiv.org/abs/2101.01234v2\nER  - \n"
    assert ris.read(text, "x").records[0].identifiers == ("preprint:10.48550/arxiv.2101.01234v2",)
