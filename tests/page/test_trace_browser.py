"""A trace in a real browser: from a box of the figure to lines of an export by links alone, for everybody (axe)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.page.browser import browsers, needs_browser, served

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


def test_from_a_box_to_raw_lines_by_links_alone(
    example: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(example, "a", monkeypatch) as server:
        page = browser.new_page(viewport={"width": 1100, "height": 1400})
        server.enter(page)
        page.goto(f"{server.address}box/new.studies")
        page.click("main a[href^='/trace?what=box:new.studies']")
        page.click("text=study:assander2022")
        page.click("text=searches/medline/medline.ris:1877")
        raw = page.locator("pre.raw").first.inner_text()
        assert raw.startswith("1877  TY  - JOUR")
        lines = (example / "searches" / "medline" / "medline.ris").read_text(encoding="utf-8").splitlines()
        assert lines[1876] == "TY  - JOUR"
        result = Axe().run(page)
        assert [one["id"] for one in result.response["violations"]] == []
        page.context.close()
