"""The report as HTML in a real browser: no fault that axe knows, no script, links that lead to their places."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from reviewkit.locales import languages
from reviewkit.render.document_files import as_html
from reviewkit.render.report.report import report
from tests.conftest import EXAMPLE
from tests.page.browser import browsers, needs_browser
from tests.render.report.given import given_of

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


@pytest.mark.thorough
@pytest.mark.parametrize("language", languages())
def test_axe_finds_nothing_and_every_part_can_be_reached(language: str, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(as_html(report(given_of(EXAMPLE, language), []).document), encoding="utf-8")
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    page.goto(path.as_uri())
    found = Axe().run(page)
    assert [one["id"] for one in found.response["violations"]] == []
    links = page.locator("nav a").all()
    assert len(links) > 16
    for link in links:
        assert page.locator(str(link.get_attribute("href"))).count() == 1
    assert page.locator("script").count() == 0
    context.close()
