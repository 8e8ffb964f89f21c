"""The steps of the review at the top of each page: one line on a screen, a menu on a phone, with the keyboard alone and
without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from reviewkit.locales import languages
from reviewkit.store.open_review import OpenReview
from tests.page.browser import browsers, needs_browser, served
from tests.page.themed import begun

pytestmark = needs_browser
PHONE = {"width": 390, "height": 844}
FORM = """\
version: 1
fields:
  aim: {label: Aim, type: text}
"""


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    folder = begun(tmp_path / "review")
    (folder.root / "charting").mkdir(exist_ok=True)
    (folder.root / "charting" / "form.yaml").write_text(FORM, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


def test_all_steps_are_in_one_line_on_a_laptop_in_every_language(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(folder.root, "a", monkeypatch) as server:
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        server.enter(page)
        for language in languages():
            page.goto(f"{server.address}findings")
            with page.expect_navigation():
                page.locator("header select").select_option(language)
            links = page.locator(".menu .in-line a")
            expect(links).to_have_count(14)
            tops = links.evaluate_all("all => [...new Set(all.map((one) => one.getBoundingClientRect().top))]")
            assert len(tops) == 1, language
        expect(page.locator(".menu summary")).to_be_hidden()
        page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_steps_are_in_a_menu_that_names_where_one_is(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch, script: bool
) -> None:
    with served(folder.root, "a", monkeypatch) as server:
        page = browser.new_context(viewport=PHONE, java_script_enabled=script, locale="en").new_page()  # type: ignore[arg-type]
        server.enter(page)
        page.goto(f"{server.address}findings")
        menu = page.locator(".menu summary")
        expect(menu).to_have_text("Menu: Findings")
        expect(page.locator(".menu .in-line")).to_be_hidden()
        menu.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator(".menu a:focus").inner_text() == "Overview"
        page.get_by_role("link", name="Themes", exact=True).click()
        expect(menu).to_have_text("Menu: Themes")
        page.context.close()
