"""The works of a reference list, and the style that they are cited in."""

from pathlib import Path

import pytest

from reviewkit import styles
from reviewkit.actions.references import included, style_text
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.report.references import listed
from reviewkit.store.open_review import open_review
from tests.conftest import EXAMPLE


def test_every_included_study_of_the_example_is_cited_once() -> None:
    review = open_review(EXAMPLE).review
    works = included(review)
    assert [work.key for work in works] == [study.key for study in review.included_studies]
    made = listed(works, style_text("", "nb"), labels("nb"))
    assert sorted(one.key for one in made) == sorted(study.key for study in review.included_studies)
    texts = {one.key: one.text for one in made}
    assert texts["danielsen2018"].startswith("Danielsen, B. V., Sand, A. M., Rosland, J. H. & Førland, O. (2018).")
    assert [one.key for one in made][-1] == "sorly2019"


def test_a_style_is_named_or_a_file(tmp_path: Path) -> None:
    own = tmp_path / "own.csl"
    own.write_text(styles.text("vancouver"), encoding="utf-8")
    assert style_text("", "nb") == styles.text("norsk-apa")
    assert style_text("vancouver", "nb") == style_text(str(own), "nb")
    with pytest.raises(ReviewkitError, match=r"no style 'apa6'. Use one of apa, harvard, norsk-apa, vancouver"):
        style_text("apa6", "nb")
