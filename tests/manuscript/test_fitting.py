"""Which facts a number may state."""

import pytest

from reviewkit.manuscript.fitting import fitting
from tests.manuscript.checked import counted_in, few, passages


def _sure(text: str) -> list[tuple[int, str]]:
    """The numbers of a text with the sources of the facts that they surely are about."""
    (one,) = [
        one for one in passages(f"# Paper\n\n{text}\n", few()) if one.sentences and one.passage.role == "body"
    ]
    return [
        (item.number.whole or 0, fact.source)
        for item in counted_in(text)
        for fact in fitting(item, one.sentences[0], few()).sure
    ]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("We screened 41 records.", ["screened"]),
        ("Two studies were from Norway.", ["chart: country"]),
        ("Two other studies were from Norway.", []),
        ("Of the records 3 were long.", []),
        ("In total 251 participants took part.", ["chart: n"]),
    ],
)
def test_what_the_words_leave_no_doubt_about(text: str, sources: list[str]) -> None:
    assert [source for _, source in _sure(text)] == sources
