"""A text of as many paragraphs and letters as any has is read, and one of more is refused."""

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.sizes import check_letters, check_paragraphs, few_enough


def test_what_any_text_has_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PARAGRAPHS", 2)
    monkeypatch.setattr(limits, "LETTERS", 5)
    assert list(few_enough(["abc", "de"], "x")) == ["abc", "de"]
    with pytest.raises(
        ReviewkitError, match=r"^x: there are more than 2 paragraphs in it, which no text has; .* files\."
    ):
        list(few_enough(["a", "b", "c"], "x"))
    with pytest.raises(
        ReviewkitError, match=r"^x: there are more than 5 letters in it, which no text has; .* files\."
    ):
        list(few_enough(["abc", "def"], "x"))


def test_the_number_in_the_sentence_is_that_of_the_limit() -> None:
    check_paragraphs(limits.PARAGRAPHS, "x")
    check_letters(limits.LETTERS, "x")
    with pytest.raises(ReviewkitError, match="more than 500,000 paragraphs"):
        check_paragraphs(limits.PARAGRAPHS + 1, "x")
    with pytest.raises(ReviewkitError, match="more than 20,000,000 letters"):
        check_letters(limits.LETTERS + 1, "x")
