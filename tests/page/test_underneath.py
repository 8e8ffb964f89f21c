"""A record is open in the browser while another computer changes the folder, as sync programs bring it: file by file.

An answer goes to the record that was shown, or nowhere, and the page says so.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from reviewkit.actions import duplicates, screening
from reviewkit.actions.undo import undo
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Choice, Verdict
from tests.folders import begin, bring
from tests.page.browser import Served, browsers, needs_browser, served

pytestmark = needs_browser


class Case(NamedTuple):
    """What the other computer does to the record that is open here, whether the answer counts, and what is said."""

    does: Callable[[OpenReview, str], object]
    counts: bool
    said: str


def _other_than(folder: OpenReview, report: str) -> str:
    return next(one for one in folder.review.reports if one != report)


def another_person_decides(folder: OpenReview, report: str) -> None:
    screening.decide(folder, "b", report, Choice.EXCLUDE)


def the_same_person_decides(folder: OpenReview, report: str) -> None:
    screening.decide(folder, "a", report, Choice.MAYBE)


def it_becomes_a_duplicate(folder: OpenReview, report: str) -> None:
    """Whichever of two records came first is kept, so the one shown may be either."""
    duplicates.answer(folder, "b", (report, _other_than(folder, report)), Verdict.SAME)


def its_import_is_undone(folder: OpenReview, report: str) -> None:
    undo(folder, "a", [folder.review.facts.imports[0].id])


def more_records_come(folder: OpenReview, report: str) -> None:
    bring(folder, "embase", 3, start=40, by="b")
    duplicates.run(folder, "b")


def the_title_of_the_review_changes(folder: OpenReview, report: str) -> None:
    file = folder.root / "review.yaml"
    file.write_text(file.read_text("utf-8").replace("title: ", "title: Another "), "utf-8")


CASES = {
    "another person decides on it": Case(another_person_decides, True, "5 left, 1 decided"),
    "the same person decides on it": Case(the_same_person_decides, False, "5 left, 1 decided"),
    "its import is undone": Case(its_import_is_undone, False, "Nothing"),
    "more records come": Case(more_records_come, True, "8 left, 1 decided"),
    "the title changes": Case(the_title_of_the_review_changes, True, "5 left, 1 decided"),
}


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """Six records of two people, compared."""
    return begin(tmp_path / "review", records=6).root


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


def synced(there: Path, here: Path) -> None:
    """Bring every file that differs, as a sync program does: each one whole, in no order that anybody promised."""
    for path in sorted(there.rglob("*"), reverse=True):
        name = path.relative_to(there)
        if path.is_file() and name.parts[0] != ".reviewkit":
            target = here / name
            if not target.exists() or target.read_bytes() != path.read_bytes():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)


def changed_elsewhere(server: Served, ready: Path, does: Callable[[OpenReview, str], object], report: str) -> None:
    """What another computer does with its own copy of the folder, and what comes of it here."""
    there = ready.parent / "another-computer"
    shutil.copytree(ready, there, ignore=shutil.ignore_patterns(".reviewkit"))
    does(open_review(there), report)
    synced(there, ready)


def shown(page: Page) -> str:
    return str(page.locator("input[name=report]").first.input_value())


@pytest.mark.thorough
@pytest.mark.parametrize("name", CASES)
def test_an_answer_goes_to_the_record_that_was_shown_or_nowhere(
    ready: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = CASES[name]
    with served(ready, "a", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        page.goto(f"{server.address}screen")
        report = shown(page)
        changed_elsewhere(server, ready, case.does, report)
        page.keyboard.press("y")
        expect(page.locator("main")).to_contain_text(case.said)
        own = [one for one in open_review(ready).review.facts.decisions if one.by == "a"]
        answered = [one.record for one in own if one.choice is Choice.INCLUDE]
        assert answered == ([report] if case.counts else [])
        if not case.counts:
            expect(page.locator("#notices .error")).to_be_visible()
        page.context.close()


def test_an_answer_on_what_became_a_duplicate_is_one_on_the_report_that_was_shown(
    ready: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(ready, "a", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        page.goto(f"{server.address}screen")
        report = shown(page)
        changed_elsewhere(server, ready, it_becomes_a_duplicate, report)
        page.keyboard.press("y")
        expect(page.locator("#notices .notice")).to_be_visible()
        found = open_review(ready).review
        own = [one.record for one in found.facts.decisions if one.by == "a"]
        assert own == ([report] if report in found.reports else [])
        page.context.close()


def test_while_review_yaml_cannot_be_read_nothing_is_logged_and_nothing_is_lost(
    ready: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync program may have brought half of the file."""
    file = ready / "review.yaml"
    whole = file.read_bytes()
    with served(ready, "a", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        page.goto(f"{server.address}screen")
        report = shown(page)
        file.write_bytes(b"title: [half\n")
        page.keyboard.press("y")
        expect(page.locator("body")).to_contain_text("review.yaml:")
        file.write_bytes(whole)
        assert open_review(ready).review.facts.decisions == ()
        page.goto(f"{server.address}screen")
        assert shown(page) == report
        page.keyboard.press("y")
        expect(page.locator("main")).to_contain_text("5 left, 1 decided")
        page.context.close()
