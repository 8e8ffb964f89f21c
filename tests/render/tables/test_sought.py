"""The list of full texts that are sought, in every language."""

import pytest

from reviewkit.actions.retrieval import SoughtState
from reviewkit.locales import labels, languages
from reviewkit.render.tables.sought import SoughtRow, sought_table
from reviewkit.render.tables.write import FORMATS, as_bytes
from tests.builders import record

BERG = record(
    "s-0001", title="Trust", authors=("Berg, K", "Aas, T"), year=2020, journal="J", doi="10.1/a<b", pmid="9"
)


def test_a_row_has_links_and_who_said_what_last() -> None:
    row = SoughtRow(BERG, "requested", "a", "2026-01-31", "the library", 2)
    table = sought_table([row], labels("en"))
    assert dict(zip(table.head, table.rows[0], strict=True)) == {
        "Record": "s-0001",
        "Authors": "Berg, K; Aas, T",
        "Year": "2020",
        "Title": "Trust",
        "Journal": "J",
        "DOI": "https://doi.org/10.1/a%3Cb",
        "PubMed": "https://pubmed.ncbi.nlm.nih.gov/9/",
        "State": "asked for",
        "By": "a",
        "On": "2026-01-31",
        "Note": "the library",
        "Files": "2",
    }


def test_what_is_not_known_is_empty() -> None:
    table = sought_table([SoughtRow(record("s-0002"), "missing")], labels("nb"))
    assert table.rows == (("s-0002", "", "", "", "", "", "", "mangler", "", "", "", "0"),)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("state", SoughtState)
def test_every_state_has_a_word_in_every_language_and_format(state: str, language: str) -> None:
    table = sought_table([SoughtRow(BERG, state)], labels(language))
    assert table.rows[0][7] == labels(language).text(f"sought.{state}")
    assert all(as_bytes(table, name) for name in FORMATS)
