"""Charting in a real browser: a whole study by keyboard, two people and what they settle, without script, and crashes."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reviewkit.actions import charting, forms, texts
from reviewkit.actions.charting import GivenQuote
from reviewkit.store.open_review import OpenReview, open_review
from tests.extract.pages import NORSK, Put, pdf
from tests.folders import begin, charted_by, decide, ready_to_code
from tests.page.browser import Served, browsers, needs_browser, served

pytestmark = needs_browser

AIM = "The aim was to learn what nurses call safety."
FORM = """version: "1"
groups:
  - id: study
    label: {en: The study, nb: Studien}
    fields:
      - {id: aim, label: {en: Aim, nb: Hensikt}, type: long-text, required: yes, evidence: required}
      - {id: n, label: Participants, type: integer, required: yes, unit: people}
      - id: design
        label: Design
        type: choice
        required: yes
        choices:
          - {id: interviews, label: Interviews, definition: People were asked}
          - {id: survey, label: Survey}
          - {id: other, label: Something else}
      - {id: which, label: Which other design, when: {field: design, is: [other]}}
      - {id: funded, label: Was it funded, type: yes-no}
      - {id: settings, label: Settings, type: choices, choices: [Home, Ward]}
      - {id: age, label: Mean age, type: number, repeat: yes}
      - id: arms
        label: Arms
        type: table
        columns: [{id: name, label: Name}, {id: size, label: Size, type: integer}]
"""


def paper() -> bytes:
    """Two pages; the aim is on the second."""
    first = [Put(60, 780 - 14 * at, line) for at, line in enumerate(NORSK.split(". "))]
    return pdf(first, [Put(60, 780, AIM), Put(60, 740, "We asked 17 nurses in four places.")])


def begun(root: Path, people: int = 1, mode: str = "independent") -> OpenReview:
    """Two included studies with full texts, and a form."""
    folder = begin(root, people=1)
    ready_to_code(folder, "berg", "aas")
    for record in (1, 2):
        decide(folder, "a", record, "y")
        texts.attach(folder, "a", f"cinahl-{record:04d}", "paper.pdf", paper())
    charted_by(folder, people, mode)
    forms.begin(folder, "a", "jbi")
    (root / forms.FILE).write_text(FORM, encoding="utf-8")
    folder.refresh()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begun(tmp_path / "review")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


@contextmanager
def charting_as(
    root: Path, who: str, browser: Browser, monkeypatch: pytest.MonkeyPatch, **more: object
) -> Iterator[tuple[Served, Page]]:
    with served(root, who, monkeypatch) as server:
        page = browser.new_context(**more).new_page()  # type: ignore[arg-type]
        server.enter(page)
        page.goto(f"{server.address}chart")
        yield server, page
        page.context.close()


def open_field(page: Page) -> str:
    """The label of the field that is open."""
    return page.locator(".field.current .name").inner_text()


def in_field(page: Page, name: str) -> None:
    expect(page.locator(".field.current .name")).to_have_text(name)


def acts(root: Path, who: str = "a") -> list[dict[str, object]]:
    """What a person's log of charting says, without ids, times and hashes."""
    lines = (root / "charting" / f"{who}.jsonl").read_text(encoding="utf-8").splitlines()
    left_out = ("id", "at", "prev", "hash")
    return [{key: one for key, one in json.loads(line).items() if key not in left_out} for line in lines]


def said(page: Page, text: str) -> None:
    expect(page.locator("#notices")).to_contain_text(text)


def chart_by_keyboard(page: Page, n: str = "17", design: str = "1") -> None:
    """A whole study, with a quote selected in the text, without a mouse."""
    key = page.keyboard
    in_field(page, "Aim")
    key.type("To learn what safety is")
    key.press("Escape")
    key.press("x")
    for _ in range(20):
        if AIM in str(page.evaluate("String(getSelection())")):
            break
        key.press("ArrowDown")
    key.press("q")
    said(page, "Saved: Aim")
    key.press("Escape")
    key.press("n")
    in_field(page, "Participants")
    key.type(n)
    key.press("Enter")
    said(page, "Saved: Participants")
    in_field(page, "Design")
    key.press(design)
    said(page, "Saved: Design")
    key.press("n")
    in_field(page, "Was it funded")
    key.press("r")
    said(page, "Saved: Was it funded")
    key.press("n")
    key.press("1")
    said(page, "Saved: Settings")
    key.press("2")
    key.press("n")
    in_field(page, "Mean age 1")
    key.type("41,5")
    key.press("Enter")
    said(page, "Saved: Mean age")


def test_one_person_charts_a_whole_study_by_keyboard_alone(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (_, page):
        page.keyboard.press("n")
        chart_by_keyboard(page)
        page.keyboard.press("Escape")
        page.keyboard.press("d")
        expect(page.get_by_text("You are done with berg.")).to_be_visible()
    by_command = begun(folder.root.parent / "by-command")
    for field, value, quotes in (
        ("aim", "To learn what safety is", [GivenQuote(AIM, 2)]),
        ("n", "17", []),
        ("design", "interviews", []),
        ("funded", "NR", []),
        ("settings", "home", []),
        ("settings", "home; ward", []),
        ("age", "41,5", []),
    ):
        charting.set_value(by_command, "a", "berg", field, value, quotes)
    charting.finish(by_command, "a", "berg")
    assert acts(folder.root) == acts(by_command.root)
