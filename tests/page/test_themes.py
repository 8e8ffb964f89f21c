"""The board in a real browser: by mouse, by keyboard alone, without script, and for everybody (axe)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reviewkit.store.open_review import OpenReview, open_review
from tests.page.browser import Served, browsers, needs_browser, served
from tests.page.themed import begun

pytestmark = needs_browser


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begun(tmp_path / "review")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


@contextmanager
def board_of(
    root: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch, **more: object
) -> Iterator[tuple[Served, Page]]:
    with served(root, "a", monkeypatch) as server:
        page = browser.new_context(**more).new_page()  # type: ignore[arg-type]
        server.enter(page)
        page.goto(f"{server.address}themes")
        yield server, page
        page.context.close()


def parent_of(root: Path, code: str) -> object:
    return open_review(root).review.facts.codebooks[0].said[code].get("parent")


def test_a_card_is_dragged_to_its_theme_and_moves_once_it_is_said_why(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with board_of(folder.root, browser, monkeypatch) as (_, page):
        page.locator(".codecard", has_text="Haste").drag_to(page.locator(".column.candidate"))
        expect(page.locator(".moving input[name=why]")).to_be_focused()
        expect(page.locator(".moving select[name=to]")).to_have_value("theme:calm")
        assert parent_of(folder.root, "haste") is None
        page.keyboard.type("haste is what calm is not")
        page.keyboard.press("Enter")
        expect(page.locator("#notices")).to_contain_text("Haste was moved.")
        expect(page.locator(".column.candidate .codecard")).to_have_count(1)
    assert parent_of(folder.root, "haste") == "calm"


def test_a_candidate_is_made_and_a_code_moved_to_it_by_keyboard_alone(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with board_of(folder.root, browser, monkeypatch) as (_, page):
        key = page.keyboard
        key.press("c")
        expect(page.locator(".new-theme input[name=label]")).to_be_focused()
        key.type("Too little of everything")
        key.press("Tab")
        key.type("two codes are about it")
        key.press("Enter")
        expect(page.locator("#notices")).to_contain_text("Too little of everything is a candidate theme now.")
        page.locator("input[name=code]").first.focus()
        key.press("Space")
        expect(page.locator(".chosen-code")).to_have_text("Haste")
        key.press("m")
        expect(page.locator("#to")).to_be_focused()
        key.type("Too")
        key.press("Tab")
        key.type("it is the first of them")
        key.press("Enter")
        expect(page.locator("#notices")).to_contain_text("Haste was moved.")
    assert parent_of(folder.root, "haste") == "too_little_of_everything"


def test_the_board_works_without_script(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with board_of(folder.root, browser, monkeypatch, java_script_enabled=False) as (_, page):
        page.get_by_label("Haste").check()
        page.select_option("#to", "parked")
        page.fill(".moving input[name=why]", "one study alone")
        page.click(".moving button")
        assert "Haste was moved." in page.locator("#notices").inner_text()
        page.click("text=Relying on each other")
        assert page.locator(".extract").count() == 3


@pytest.mark.thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_the_board(
    scheme: str, width: int, folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    with board_of(folder.root, browser, monkeypatch, **more) as (server, page):
        for address in ("themes", "themes?theme=relying", "themes?theme=calm", "phases"):
            page.goto(f"{server.address}{address}")
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
