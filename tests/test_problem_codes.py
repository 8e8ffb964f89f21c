"""Every code says what it means and what to do, in words and for good."""

import re

import pytest

from reviewkit.problem_codes import MEANINGS


@pytest.mark.parametrize("code", MEANINGS)
def test_a_code_is_one_word_with_two_sentences(code: str) -> None:
    meaning, remedy = MEANINGS[code]
    assert re.fullmatch(r"A\d+|[a-z]+([-_][a-z]+)*", code)
    assert meaning.startswith(("reviewkit ", "searches.yaml ")) or meaning[0].isupper()
    assert meaning.endswith(".")
    assert remedy.endswith(".")


def test_codes_that_other_programs_may_filter_by_are_all_there() -> None:
    published = "unreadable link copy torn chain log future export hits not-deduplicated unknown-record not-coded"
    assert set(published.split()) <= set(MEANINGS)
