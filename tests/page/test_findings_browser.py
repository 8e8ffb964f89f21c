"""Findings in a real browser: added and judged by keyboard alone, and read by everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from reviewkit.actions import coding
from tests.folders import afresh, begin, decide, ready_to_code
from tests.page.browser import browsers, needs_browser, served

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


def test_a_finding_is_added_and_judged_by_keyboard(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begin(tmp_path / "review", people=1, records=1)
    ready_to_code(folder, "berg")
    decide(folder, "a", 1, "y")
    coding.add_quote(folder, "a", "berg", "We trust each other", ["trust"])
    coding.add_quote(folder, "b", "berg", "We do not", ["trust"], relation="contradicts")
    with served(folder.root, "a", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        page.goto(f"{server.address}findings")
        page.locator("#text").focus()
        page.keyboard.type("Families trust staff who stay.")
        page.keyboard.press("Tab")
        page.keyboard.type("stay")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # opens the codes
        page.keyboard.press("Tab")
        page.keyboard.press("Space")  # the first code
        page.locator("#key").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/findings/of/stay")
        assert page.locator("h1").inner_text() == "Families trust staff who stay."
        form = page.locator("form.judging").nth(1)
        form.locator("select").focus()
        page.keyboard.type("Minor")
        page.keyboard.press("Tab")
        page.keyboard.type("one contradicts")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=The judgement was saved.")
        for view in ("findings", "findings/of/stay"):
            page.goto(server.address + view)
            page.eval_on_selector_all("details", "every => every.forEach(one => one.open = true)")
            result = Axe().run(page)
            assert [one["id"] for one in result.response["violations"]] == []
        page.context.close()
    (one,) = afresh(folder).current_findings
    assert one.finding.codes == ("trust",)
    assert {name: held.judgement.level for name, held in one.judged.items()} == {"coherence": "minor"}
