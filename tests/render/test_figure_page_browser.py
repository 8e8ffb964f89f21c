"""The pages of figures in a real browser: by keyboard, without script, narrow and dark."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.page.browser import browsers, needs_browser
from tests.render.test_figure_page import PAGES

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[tuple[Browser, Path]]:
    yield browser, tmp_path / "figure.html"
    for context in browser.contexts:
        context.close()


def shown(opened: tuple[Browser, Path], text: str, **more: object) -> Page:
    """The page as a file on the disk, in a browser that runs no script and cannot reach anything."""
    browser, path = opened
    path.write_text(text, encoding="utf-8")
    context = browser.new_context(**{"java_script_enabled": False, "offline": True, **more})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("name", PAGES)
def test_without_script_a_part_is_chosen_by_keyboard(opened: tuple[Browser, Path], name: str) -> None:
    page = shown(opened, PAGES[name]())
    for _ in range(3):  # the link to the lists, the figure, its first part
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#part-\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_a_list_opens_by_keyboard(opened: tuple[Browser, Path]) -> None:
    page = shown(opened, PAGES["bars"]())
    listed = page.locator("details", has=page.locator("#part-1"))
    expect(listed.locator("ol")).to_be_hidden()
    page.locator("#part-1").press("Enter")
    expect(listed.locator("li").first).to_contain_text("s01")


@pytest.mark.thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(opened: tuple[Browser, Path], name: str, scheme: str) -> None:
    text = PAGES[name]("nn").replace("<details>", "<details open>")
    page = shown(opened, text, color_scheme=scheme, java_script_enabled=True, bypass_csp=True)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_screen_scrolls_the_figure_and_nothing_else(opened: tuple[Browser, Path], name: str) -> None:
    page = shown(opened, PAGES[name](), viewport={"width": 320, "height": 640})
    for part in ("body", "h1", "#records", "footer"):
        around = page.locator(part).first.bounding_box()
        assert around
        assert around["x"] + around["width"] <= 320
