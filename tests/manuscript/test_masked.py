"""Numbers that count nothing."""

import pytest

from reviewkit.manuscript.lexicon import lexicon
from reviewkit.manuscript.masked import masked
from reviewkit.manuscript.numbers import numbers


@pytest.mark.parametrize(
    "text",
    [
        "see Table 3 and figures 1, 2",
        "https://doi.org/10.1186/s12913-022-07543-z",
        "ISBN 978-82-8340-137-0",
        "Meld. St. 15 (2017–2018)",
        "(p < 0.05, 95 % CI)",
        "on 12 February 2024",
        "p. 7",
        "2. Method",
        "Reason 2: wrong population",
        "√(16), 10^(n) and x_(12)",
        "10³ or 1/2",
    ],
)
def test_what_is_no_count_is_hidden(text: str) -> None:
    hidden = masked(text, lexicon("en"), is_heading=False)
    left = [one for one in numbers(text, lexicon("en")) if not any(a <= one.start < b for a, b in hidden)]
    assert left == []


def test_a_count_at_the_beginning_is_no_list() -> None:
    hidden = masked("9 av de 15 studiene", lexicon("nb"), is_heading=False)
    assert not any(start == 0 for start, _ in hidden)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We did (1) this and (2) that.", 0),
        ("(1) this, (2) that", 0),
        ("Survey (7), trial (4) and case (2) it is.", 3),
    ],
)
def test_numbers_of_items_begin_with_one(text: str, left: int) -> None:
    hidden = masked(text, lexicon("en"), is_heading=False)
    found = [one for one in numbers(text, lexicon("en")) if not any(a <= one.start < b for a, b in hidden)]
    assert len(found) == left
