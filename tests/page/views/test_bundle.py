"""A finished review can be downloaded as a bundle; one that is not finished shows nobody what others decided."""

from pathlib import Path

import pytest

from reviewkit.actions.verify import verify
from reviewkit.locales import languages
from tests.page.conftest import Opened


@pytest.mark.thorough
@pytest.mark.parametrize("language", languages())
def test_the_bundle_has_the_hash_that_the_page_shows(
    example: Path, opened: Opened, language: str, tmp_path: Path
) -> None:
    page = opened(example)
    shown = page.shows(f"/bundle?in={language}")
    answer = page.client.get(f"/bundle/{language}/review.zip")
    assert answer.headers["content-disposition"].startswith("attachment")
    (tmp_path / "review.zip").write_bytes(answer.content)
    found = verify(tmp_path / "review.zip")
    assert found.holds
    assert found.bundle is not None
    assert found.bundle.language == language
    assert f"<code>{found.hash}</code>" in shown
    assert f'href="/bundle/{language}/review.zip"' in shown


def test_figures_lead_to_it(example: Path, opened: Opened) -> None:
    assert 'href="/bundle?in=nb"' in opened(example).shows("/figures?in=nb")


def test_there_is_none_of_an_unfinished_review(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    shown = page.shows("/bundle")
    assert "<code>" not in shown
    assert "review.zip" not in shown
    answer = page.client.get("/bundle/en/review.zip")
    assert answer.status_code != 200 or b"not finished" in answer.content
    assert not answer.content.startswith(b"PK")


def test_there_is_none_in_a_language_without_labels(example: Path, opened: Opened) -> None:
    assert opened(example).client.get("/bundle/tlh/review.zip").status_code == 404
