"""What the report is made of."""

from pathlib import Path

import pytest

from reviewkit.actions.reporting import given
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.store.open_review import open_review
from tests.conftest import EXAMPLE


def test_the_example_has_a_chart_and_a_matrix() -> None:
    found = given(open_review(EXAMPLE), "", labels("en"))
    assert found.matrix is not None
    assert found.matrix.marks == 42
    assert found.view is not None
    assert found.closed == ()


def test_a_review_without_a_form_and_a_codebook_has_neither(ready: Path) -> None:
    found = given(open_review(ready), "", labels("en"))
    assert (found.matrix, found.view) == (None, None)


def test_a_codebook_that_is_not_there_is_refused() -> None:
    with pytest.raises(ReviewkitError, match="there is no codebook 'x'"):
        given(open_review(EXAMPLE), "", labels("en"), "x")
