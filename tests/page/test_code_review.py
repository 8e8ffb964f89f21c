"""The review of coding in a real browser: by keyboard alone, and as people with a screen reader or a phone meet it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from reviewkit.actions import coding, texts
from tests.actions.test_coding_review import ready
from tests.page.browser import browsers, needs_browser, served
from tests.page.charted import AIM, paper


@needs_browser
def test_quotes_are_reviewed_by_keyboard_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ready(tmp_path / "review")
    texts.attach(folder, "a", "cinahl-0001", "paper.pdf", paper())
    first = coding.add_quote(folder, "a", "berg", AIM, ["trust"], "2").id
    second = coding.add_quote(folder, "a", "berg", "We asked 17 nurses in four places.", ["time"], "2").id
    with served(folder.root, "b", monkeypatch) as at, browsers() as browser:
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        at.enter(page)
        page.goto(f"{at.address.rstrip('/')}/code")
        page.keyboard.press("v")
        page.wait_for_selector(f"mark:has-text('{AIM}')")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert Axe().run(page).response["violations"] == []
        page.keyboard.press("q")
        page.wait_for_selector(".notice.error:has-text('Write why')")
        page.keyboard.press("t")
        page.keyboard.type("whose aim?")
        page.keyboard.press("Escape")
        page.keyboard.press("q")
        page.wait_for_selector("mark:has-text('We asked 17 nurses')")
        page.keyboard.press("a")
        page.wait_for_selector(".notice:has-text('You agree')")
    segments = {one.event: one for made in folder.refresh().facts.codings for one in made.segments}
    assert [(one.action, one.why) for one in segments[first].reviews] == [("question", "whose aim?")]
    assert segments[second].reviewers == ("b",)
