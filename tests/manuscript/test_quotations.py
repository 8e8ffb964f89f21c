"""Quotations and their pages."""

import pytest

from tests.manuscript.checked import few, wrong

QUOTE = "I sleep with one ear open, and in the morning I am tired"


@pytest.mark.parametrize(
    ("text", "n"),
    [
        (f"One said: “{QUOTE}” (Berg & Moe, 2018, p. 106).", 0),
        ("One said: «I sleep with one ear open» (Berg & Moe, 2018, p. 106).", 0),
        ("One said: “I sleep with one ear open … in the morning I am tired” (Berg & Moe, 2018, p. 106).", 0),
        (f"One said: “{QUOTE.replace('tired', 'happy')}” (Berg & Moe, 2018, p. 106).", 1),
        (f"One said: “{QUOTE.replace('ear ', '')}” (Berg & Moe, 2018, p. 106).", 1),
        (f"One said: “{QUOTE}” (Berg & Moe, 2018, p. 107).", 1),
        (f"One said: “{QUOTE}” (Berg & Moe, 2018, s. 107).", 1),
        ("One said: “something that is in no quote of the folder at all” (Berg & Moe, 2018, p. 3).", 0),
        ("They sleep with one ear open, and in the morning they are tired, as most people would be.", 0),
    ],
)
def test_words_and_pages(text: str, n: int) -> None:
    assert len(wrong(f"# Paper\n\n{text}\n", few())) == n


def test_a_block_quotation_needs_no_marks() -> None:
    text = f"# Paper\n\nOne relative said:\n\n> {QUOTE} (Berg & Moe, 2018, p. 106)\n"
    assert wrong(text, few()) == []
    assert len(wrong(text.replace("one ear", "one eye"), few())) == 1
