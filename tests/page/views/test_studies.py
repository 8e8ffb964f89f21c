"""Studies in the page: proposed, joined, split."""

from pathlib import Path

from tests.folders import begin, decide
from tests.page.conftest import Opened


def test_studies_are_written_joined_and_split(tmp_path: Path, opened: Opened) -> None:
    folder = begin(tmp_path / "review", people=1, records=3)
    for number in (1, 2):
        decide(folder, "a", number, "y")
    page = opened(folder.root)
    assert "proposes one for each" in page.shows("/studies")
    page.sends("/studies", do="write")
    first, second = (study.key for study in page.sitting.review.included_studies)
    page.sends("/studies", do="join", key=[first, second])
    (study,) = page.sitting.review.included_studies
    assert len(study.records) == 2
    page.sends("/studies", do="split", key=study.key, record="cinahl-0002")
    assert len(page.sitting.review.included_studies) == 2


def test_one_study_cannot_be_joined_alone(tmp_path: Path, opened: Opened) -> None:
    folder = begin(tmp_path / "review", people=1, records=1)
    decide(folder, "a", 1, "y")
    page = opened(folder.root)
    page.sends("/studies", do="write")
    key = page.sitting.review.included_studies[0].key
    assert "at least two studies" in page.sends("/studies", 422, do="join", key=key)
