"""What the report is made of."""

from pathlib import Path

import pytest

from reviewkit.actions import coding
from reviewkit.actions.reporting import given
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.report.report import report
from reviewkit.store.open_review import open_review
from tests.conftest import EXAMPLE
from tests.folders import begin, decide, ready_to_code
from tests.render.report.given import words_of


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


def test_what_others_code_is_in_no_part_before_the_study_is_open(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1)
    path = folder.root / "review.yaml"
    path.write_text(
        f"{path.read_text(encoding='utf-8')}coders_per_study: 2\nteam: independent\n", encoding="utf-8"
    )
    folder = open_review(folder.root)
    ready_to_code(folder, "berg", "aas")
    for record, choice in ((1, "y"), (2, "y"), (3, "n"), (4, "n")):
        decide(folder, "a", record, choice)
    coding.add_quote(folder, "a", "berg", "A secret of theirs", ["trust"], note="a note")

    def words(person: str) -> str:
        made = report(given(open_review(folder.root), person, labels("en")), [])
        return "\n".join([*made.document.introduction, *map(words_of, made.document.sections)])

    for person in ("", "b"):
        assert "A secret" not in words(person)
        assert "1 quote coded" not in words(person)
        assert "What others coded in 1 study is left out" in words(person)
    assert "A secret of theirs" in words("a")
    assert "is left out" not in words("a")
