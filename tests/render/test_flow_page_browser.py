"""The page of the flow in a real browser: by keyboard, without script, narrow, dark and on paper."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.page.browser import browsers, needs_browser
from tests.render.test_flow_page import made

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[tuple[Browser, Path]]:
    yield browser, tmp_path / "flow.html"
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


def test_without_script_a_box_is_chosen_by_keyboard_and_its_records_are_opened(
    opened: tuple[Browser, Path],
) -> None:
    page = shown(opened, made())
    listed = page.locator("details", has=page.locator("#list-screened"))
    expect(listed.locator("ol")).to_be_hidden()
    for _ in range(3):  # the link to the numbers, the figure, its first box that has records
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#list-screened$"))
    expect(page.locator("#list-screened")).to_be_in_viewport()
    page.locator("#list-screened").press("Enter")
    expect(listed.locator("ol")).to_be_visible()
    expect(listed.locator("li").first).to_contain_text("cinahl-0001")


@pytest.mark.thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "nn"])
def test_axe_finds_nothing(opened: tuple[Browser, Path], language: str, scheme: str) -> None:
    text = made(language=language, draft=True).replace("<details ", "<details open ")
    page = shown(opened, text, color_scheme=scheme, java_script_enabled=True, bypass_csp=True)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_entered_numbers_are_without_fault_too(opened: tuple[Browser, Path]) -> None:
    page = shown(opened, made(behind={}), java_script_enabled=True, bypass_csp=True)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_screen_reader_is_told_every_number_outside_the_picture(opened: tuple[Browser, Path]) -> None:
    page = shown(opened, made(behind={}))
    heard = page.locator("#records").aria_snapshot()
    for number in ("1285", "1199", "86", "84", "69", "17", "18", "27", "30"):
        assert f"{number})" in heard.replace("\u00a0", " ")


def test_a_narrow_screen_scrolls_the_figure_and_nothing_else(opened: tuple[Browser, Path]) -> None:
    page = shown(opened, made(), viewport={"width": 320, "height": 640})
    for part in ("body", "h1", "#records", "footer"):
        around = page.locator(part).first.bounding_box()
        assert around
        assert around["x"] + around["width"] <= 320


def test_the_page_asks_nothing_of_any_other_place_and_its_style_is_in_force(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "flow.html"
    path.write_text(made(), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: said.append(line.text))
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert said == []
    assert page.evaluate("getComputedStyle(document.querySelector('.box')).borderLeftWidth") == "4px"
    context.close()
