"""Where sentences end."""

import pytest

from reviewkit.manuscript.sentences import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["We found 15. ", "Then it ended. ", "Yes."],
        ["Sju av studiene (Ambugo et al., 2022) er norske. ", "Johannessen et al. (2020) viser mer."],
        ["Se f.eks. Berg mfl. (2020). ", "Vedlegg 1 viser søk."],
        ["See Fig. 2 of the paper."],
        ["1. Trust and safety"],
    ],
)
def test_a_short_form_ends_no_sentence(parts: list[str]) -> None:
    text = "".join(parts)
    assert [text[start:end] for start, end in sentences(text)] == parts
