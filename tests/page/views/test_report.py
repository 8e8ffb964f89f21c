"""The report in the page: every format and language, marked where it is not finished."""

from pathlib import Path

import pytest

from reviewkit.render.document_files import FORMATS
from tests.page.conftest import Opened, Page
from tests.page.themed import begun


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    return opened(begun(tmp_path / "review").root)


@pytest.mark.parametrize("ending", FORMATS)
def test_it_is_downloaded_in_each_format(ending: str, page: Page) -> None:
    answer = page.client.get(f"/report/nb/report.{ending}")
    assert answer.status_code == 200
    assert f"report-nb.{ending}" in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]


def test_the_page_of_figures_leads_to_it_in_the_language_chosen(page: Page) -> None:
    assert 'href="/report/nn/report.docx?look=classic"' in page.shows("/figures?in=nn")


def test_what_is_not_finished_is_marked(page: Page) -> None:
    assert page.client.get("/report/en/report.md").text.startswith("# DRAFT")


def test_what_is_not_there_is_not_there(page: Page) -> None:
    for address in ("/report/nb/report.exe", "/report/tlh/report.docx"):
        assert page.client.get(address).status_code == 404


def test_the_example_says_what_the_command_says(example: Path, opened: Opened) -> None:
    text = opened(example).client.get("/report/en/report.md").text
    assert "67 conflicts settled (Screening)" in text
    assert "1270 of them excluded" in text
