"""Quotations beside the full texts of the study that is cited with them."""

from dataclasses import replace

import pytest

from reviewkit.manuscript.claim import ClaimKind
from reviewkit.manuscript.known import Known, KnownText
from reviewkit.manuscript.quoted_texts import printed_page
from tests.manuscript.checked import A, D, N, checked, few

PAGES = (
    "The night is long for those who are awake, and nobody told us how long it would be for the two of us.",
    "We have learned to sleep in turns, and the alarm in the hall is what lets us do so at all.",
)
TEXT = "\n\n".join(PAGES)
WORDS = "We have learned to sleep in turns, and the alarm in the hall is what lets us do so"


def _with_text() -> Known:
    """The few studies, with a full text of the first on the pages 101 and 102."""
    text = KnownText(TEXT, (0, len(PAGES[0]) + 2), 101)
    return replace(few(), texts_of=lambda study: (text,) if study == "berg2018" else ())


def said(text: str, known: Known) -> list[tuple[str, object]]:
    found = checked(f"# Paper\n\n{text}\n", known)
    return [(one.claim.words, one.answer) for one in found if one.claim.kind is ClaimKind.QUOTE]


def test_words_of_a_full_text_agree_with_their_page() -> None:
    assert said(f"“{WORDS}” (Berg & Moe, 2018, p. 102).", _with_text()) == [(WORDS, A), ("102", A)]
    assert said(f"Berg and Moe (2018) write: “{WORDS}” (p. 2).", _with_text()) == [(WORDS, A), ("2", A)]


def test_other_words_and_another_page_disagree() -> None:
    other = WORDS.replace("hall", "garden")
    assert said(f"“{other}” (Berg & Moe, 2018, p. 102).", _with_text()) == [(other, D), ("102", A)]
    assert said(f"“{WORDS}” (Berg & Moe, 2018, p. 103).", _with_text()) == [(WORDS, A), ("103", D)]


@pytest.mark.parametrize(
    ("words", "page", "answer"),
    [
        ("They were never asked what they wanted for the winter that came", ", p. 101", D),
        ("They were never asked what they wanted for the winter that came", "", N),  # it may be the authors' words
        ("Vi ble aldri spurt om hva vi ønsket oss for den vinteren som kom", ", p. 101", N),  # translated
    ],
)
def test_words_that_no_text_has(words: str, page: str, answer: object) -> None:
    assert said(f"“{words}” (Berg & Moe, 2018{page}).", _with_text()) == [(words, answer)]


def test_of_a_study_without_a_text_nothing_is_said() -> None:
    assert said(f"“{WORDS}” (Dahl & Moe, 2020, p. 102).", _with_text()) == [(WORDS, N)]


@pytest.mark.parametrize(
    ("pages", "count", "printed"),
    [
        ("101-112", 12, 101),
        ("101-112", 13, 100),
        ("101-12", 12, 101),
        ("101-112", 30, 0),
        ("e34", 9, 0),
        ("", 2, 0),
    ],
)
def test_the_number_that_is_printed_on_the_first_page(pages: str, count: int, printed: int) -> None:
    assert printed_page(pages, count) == printed
