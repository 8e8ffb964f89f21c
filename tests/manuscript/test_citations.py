"""Citations in a text."""

import pytest

from reviewkit.manuscript.citations import citations
from reviewkit.manuscript.lexicon import lexicon


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Johannessen et al. (2020) viser", [(("Johannessen",), "2020", True)]),
        ("(Berg, 2020; Dahl & Moe, 2021a)", [(("Berg",), "2020", False), (("Dahl", "Moe"), "2021a", False)]),
        ("Ree og Wiig (2019) beskriver", [(("Ree", "Wiig"), "2019", False)]),
        ("(Berg mfl., 2020; 2021)", [(("Berg",), "2020", True), (("Berg",), "2021", True)]),
        ("(Peters et al. 2020)", [(("Peters",), "2020", True)]),
        ("Braun og Clarkes (2006) modell", [(("Braun", "Clarkes"), "2006", False)]),
        ("in March 2020 and PRISMA 2020, before 2019", []),
        ("Table (2020) lists", []),
        ("In Norway, Berg et al. (2019) saw", [(("Berg",), "2019", True)]),
        ("Norway, Berg et al. (2019)", [(("Norway", "Berg"), "2019", True)]),
        ("eRe og Wiig (2019)", [(("eRe", "Wiig"), "2019", False)]),
        ("eHealth (2019)", []),
    ],
)
def test_authors_and_years(text: str, found: list[tuple[tuple[str, ...], str, bool]]) -> None:
    assert [(one.surnames, one.year, one.is_short) for one in citations(text, lexicon("nb"))] == found


def test_a_bare_year_belongs_to_an_author_in_brackets_and_in_cells_only() -> None:
    assert not list(citations("Okafor 2023; more", lexicon("en")))
    assert [one.year for one in citations("Okafor 2023; more", lexicon("en"), is_cell=True)] == ["2023"]


def test_a_citation_behind_a_place_begins_with_its_author() -> None:
    text = "In Norway, Berg et al. (2019) saw"
    (one,) = citations(text, lexicon("en"))
    assert text[one.start : one.end] == "Berg et al. (2019)"
