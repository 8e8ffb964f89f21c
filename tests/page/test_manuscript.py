"""The check of a manuscript in a real browser: by keyboard alone, without script, and for everybody (axe)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from reviewkit.locales import languages
from tests.page.browser import browsers, needs_browser, served

pytestmark = needs_browser
PAPER = "We included 15 studies.\n\nSixteen studies were included.\n\nNurses walked 12 rounds.\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


@pytest.mark.parametrize("script", [True, False])
def test_a_manuscript_is_checked_and_a_claim_confirmed(
    example: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: bool
) -> None:
    (tmp_path / "paper.txt").write_text(PAPER, encoding="utf-8")
    with served(example, "a", monkeypatch) as server:
        page = browser.new_context(java_script_enabled=script, locale="en").new_page()
        server.enter(page)
        server.sitting.language = "en"
        page.goto(f"{server.address}manuscript")
        page.get_by_label("The manuscript").set_input_files(tmp_path / "paper.txt")
        page.get_by_role("button", name="Check it").press("Enter")
        expect(page.locator("mark")).to_have_text(["Sixteen"])
        page.locator("summary", has_text="This is right").press("Enter")
        page.get_by_label("Why it is right").fill("one came late")
        page.get_by_label("Why it is right").press("Enter")
        expect(page.get_by_text("Nothing in the manuscript disagrees")).to_be_visible()
        page.context.close()


@pytest.mark.thorough
def test_axe_finds_nothing_in_any_language(
    example: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "paper.txt").write_text(PAPER, encoding="utf-8")
    with served(example, "a", monkeypatch) as server:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        server.enter(page)
        page.goto(f"{server.address}manuscript")
        page.locator("input[type=file]").set_input_files(tmp_path / "paper.txt")
        page.locator("main form button").first.click()
        for language in languages():
            server.sitting.language = language
            page.goto(f"{server.address}manuscript?all=1")
            found = Axe().run(page).response["violations"]
            assert [one["id"] for one in found] == [], language
        page.context.close()
