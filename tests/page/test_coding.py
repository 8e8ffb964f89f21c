"""Coding in a real browser: a study by keyboard alone, without script, with hostile texts, through a killed server."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reviewkit.actions import codebook, coding, texts
from reviewkit.actions.codebook import Noted
from reviewkit.actions.undo import undo
from reviewkit.model import Mark, Segment
from reviewkit.store.open_review import OpenReview, open_review
from tests.page.browser import Served, browsers, needs_browser, served
from tests.page.coded import BOOK, TEXT, begun

pytestmark = needs_browser

SHIFT = "Time was short on every shift."


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begun(tmp_path / "review")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


@contextmanager
def coding_as(
    root: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch, study: str = "berg", **more: object
) -> Iterator[tuple[Served, Page]]:
    with served(root, "a", monkeypatch) as server:
        page = browser.new_context(**more).new_page()  # type: ignore[arg-type]
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        server.enter(page)
        page.goto(f"{server.address}code/{study}")
        yield server, page
        page.context.close()
        assert failures == []


def segments(root: Path, study: str = "berg") -> list[Segment]:
    """What a has coded in a study, in the order of the log."""
    codings = open_review(root).review.facts.codings
    return [one for coding in codings if coding.study == study for one in coding.segments]


def said(page: Page, text: str) -> None:
    expect(page.locator("#notices")).to_contain_text(text)


def selected(page: Page) -> str:
    return str(page.evaluate("String(getSelection())"))


def select(page: Page, words: str) -> None:
    """Go through the text by keyboard, sentence by sentence, to one that has these words."""
    if page.evaluate("!document.activeElement.closest('.parts')"):
        page.keyboard.press("Escape")
        page.keyboard.press("x")
    for _ in range(30):
        if words in selected(page):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the text does not have {words!r} after here")


def test_a_whole_study_by_keyboard_alone(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with coding_as(folder.root, browser, monkeypatch) as (_, page):
        key = page.keyboard
        select(page, "trusted each other")
        key.press("Enter")
        expect(page.locator("#find")).to_be_focused()
        expect(page.locator("#quote-words")).to_have_value("The nurses trusted each other.")
        key.type("co")  # an alias of the first code
        expect(page.locator("#found")).to_have_text("Trust")
        key.press("Enter")
        key.type("ti")
        expect(page.locator("#found")).to_have_text("Time")
        key.press("Enter")
        expect(page.locator("#chosen")).to_have_text("Chosen: Trust, Time")
        key.press("Enter")
        said(page, "Saved.")
        expect(page.locator(".parts mark.coded")).to_have_text("The nurses trusted each other.")

        key.press("w")  # the next paragraph without a quote
        expect(page.locator(".parts")).to_be_focused()
        assert selected(page) == SHIFT
        key.press("Shift+ArrowDown")
        key.press("q")
        key.type("short of everything")
        key.press("Enter")  # no code is called that
        expect(page.locator("#new-why")).to_be_focused()
        expect(page.locator("#new-label")).to_have_value("short of everything")
        key.type("nothing says this yet")
        key.press("Enter")
        said(page, "The code short of everything is in the codebook now.")
        expect(page.locator("#segments .segment")).to_have_count(2)

        select(page, "Nobody asked")
        key.press("q")
        key.type("kn")
        key.press("Enter")
        page.locator("select[name='relation:knows_me']").focus()
        key.press("c")  # contradicts
        page.locator("select[name=construct]").focus()
        key.press("a")  # A participant's words
        key.press("Escape")
        key.press("t")
        key.type("look again")
        key.press("Enter")
        expect(page.locator("#segments .segment")).to_have_count(3)

        key.press("Escape")
        key.press("p")
        expect(page.locator(".segment.current .number")).to_have_text("2")
        expect(page.locator(".parts mark.here").first).to_contain_text("Time was short")
        key.press("n")
        expect(page.locator(".segment.current .number")).to_have_text("3")
        key.press("e")
        expect(page.locator("#coder-title")).to_have_text("Change the codes of quote 3")
        key.type("ti")
        key.press("Enter")
        page.locator("#coder-reason").focus()
        key.type("time as well")
        key.press("Enter")
        said(page, "The quote has other codes now.")
        key.press("u")
        said(page, "This was undone.")
        expect(page.locator("#segments .segment")).to_have_count(3)
        key.press("d")
        said(page, "You are done with Study 1.")
    first, second, third = segments(folder.root)
    assert first.marks == (Mark("trust"), Mark("time"))
    assert (second.quote, second.marks) == (
        f"{SHIFT} They said so often, and they laughed.",
        (Mark("short_of_everything"),),
    )
    assert (third.marks, third.construct, third.note) == (
        (Mark("knows_me", "contradicts"),),
        "participant",
        "look again",
    )
    assert [one.found.start for one in (first, second, third) if one.found] == [
        TEXT.index(one) for one in ("The nurses", SHIFT, "Nobody asked")
    ]
    (mine,) = open_review(folder.root).review.facts.codings
    assert mine.state == "done"


def test_words_selected_with_the_mouse_are_the_quote_at_once_and_their_place_is_kept(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with coding_as(folder.root, browser, monkeypatch) as (_, page):
        page.get_by_text("Trust came slowly.").click(click_count=3)
        expect(page.locator("#quote-words")).to_have_value(f"Trust came slowly. {SHIFT}")
        page.get_by_label("Time", exact=True).check()
        page.get_by_text("The nurses trusted").click(click_count=3)  # only to look: what is begun stays
        page.wait_for_timeout(300)
        expect(page.locator("#quote-words")).to_have_value(f"Trust came slowly. {SHIFT}")
        page.get_by_role("button", name="Save").click()
        said(page, "Saved.")
    (only,) = segments(folder.root)
    assert only.found is not None
    assert (only.found.start, only.found.part) == (TEXT.index("Trust came"), 4)


def test_letters_outside_the_first_plane_before_a_quote_do_not_move_it(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"𝔘𝔘 🙂🙂 before {SHIFT}\n\n{SHIFT} And 🙂 again: {SHIFT}\n"
    root = begun(tmp_path / "review", text=text).root
    with coding_as(root, browser, monkeypatch) as (_, page):
        for number in (1, 2, 3):
            page.evaluate(
                """([words, number]) => {
                  const parts = document.querySelector(".parts");
                  const walk = document.createTreeWalker(parts, NodeFilter.SHOW_TEXT);
                  let left = number;
                  for (let node = walk.nextNode(); node; node = walk.nextNode())
                    for (let at = node.data.indexOf(words); at >= 0; at = node.data.indexOf(words, at + 1)) {
                      left -= 1;
                      if (left) continue;
                      const range = document.createRange();
                      range.setStart(node, at);
                      range.setEnd(node, at + words.length);
                      getSelection().removeAllRanges();
                      getSelection().addRange(range);
                      return;
                    }
                }""",
                [SHIFT, number],
            )
            page.wait_for_timeout(50)
            page.keyboard.press("q")
            page.keyboard.type("ti")
            page.keyboard.press("Enter")
            page.keyboard.press("Enter")
            expect(page.locator("#segments .segment")).to_have_count(number)
        expect(page.locator(".parts mark.coded")).to_have_text([SHIFT] * 3)
    assert [one.found.start for one in segments(root) if one.found] == [
        one.start() for one in re.finditer(SHIFT, text)
    ]


def test_quotes_that_overlap_and_go_over_paragraphs_are_marked_by_script_as_by_the_server(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with coding_as(folder.root, browser, monkeypatch) as (_, page):
        for first, more in (("We trust each other", 2), ("Nobody asked", 1), ("They said so", 3)):
            page.goto(page.url)
            select(page, first)
            for _ in range(more):
                page.keyboard.press("Shift+ArrowDown")
            page.keyboard.press("q")
            page.keyboard.type("ti")
            page.keyboard.press("Enter")
            page.keyboard.press("Enter")
            said(page, "Saved.")
            marks = "[...document.querySelectorAll('.parts p')].map((p) => p.innerHTML.replaceAll(' here', ''))"
            by_script = page.evaluate(marks)
            page.reload()
            assert page.evaluate(marks) == by_script
        assert page.locator("mark.coded.deep").count() > 0
    assert len(segments(folder.root)) == 3


def test_a_study_is_coded_without_script(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with coding_as(folder.root, browser, monkeypatch, java_script_enabled=False) as (_, page):
        page.get_by_role("textbox", name="Quote").fill("Nobody asked the leaders.")
        page.get_by_role("checkbox", name="Trust theme").check()
        page.get_by_label("How it relates to the code: Trust").select_option("qualifies")
        page.get_by_label("Note").fill("by hand")
        page.get_by_role("button", name="Save").click()
        said(page, "Saved.")
        expect(page.locator("mark.coded")).to_have_text("Nobody asked the leaders.")
        page.get_by_role("link", name="Change or remove").click()
        page.get_by_role("checkbox", name="Time").check()
        page.get_by_role("button", name="Give it these codes").click()
        expect(page.get_by_text("Say why the quote gets other codes.")).to_be_visible()
        page.locator("#coder-reason").fill("and time")
        page.get_by_role("button", name="Give it these codes").click()
        said(page, "other codes now")
        page.get_by_role("button", name="Done").click()
        said(page, "You are done with Study 1.")
    (only,) = segments(folder.root)
    assert (only.marks, only.note) == ((Mark("trust", "qualifies"), Mark("time")), "by hand")


def test_a_quote_that_could_not_be_saved_stays_in_the_form_and_the_text_where_it_was(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with coding_as(folder.root, browser, monkeypatch) as (_, page):
        select(page, "Nobody asked")
        page.keyboard.press("q")
        page.keyboard.press("Enter")
        expect(page.locator("#coder-why")).to_contain_text("at least one code")
        expect(page.locator("#quote-words")).to_have_value("Nobody asked the leaders.")
        page.route("**/code/berg", lambda route: route.abort())
        page.keyboard.type("ti")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator("#lost")).to_be_in_viewport()
        page.unroute("**/code/berg")
        page.keyboard.press("Enter")
        said(page, "Saved.")
        expect(page.locator("#lost")).to_be_hidden()
    assert [one.marks for one in segments(folder.root)] == [(Mark("time"),)]


@contextmanager
def killed_at_last(root: Path) -> Iterator[tuple["subprocess.Popen[str]", str, str]]:
    """`reviewkit open` as a process of its own, which is gone at the end; where it answers, and the code."""
    command = [sys.executable, "-m", "reviewkit", "open", str(root), "--as", "a", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        found = re.match(r"(http://127\.0\.0\.1:\d+/)\s+code: (\S+)", process.stdout.readline())
        assert found
        try:
            yield process, found[1], found[2]
        finally:
            process.kill()


def come_in(page: Page, address: str, code: str) -> None:
    """Come in with the code that the terminal shows."""
    page.goto(address)
    page.get_by_label("Code").fill(code)
    page.keyboard.press("Enter")
    expect(page.locator("nav").get_by_role("link", name="Coding")).to_be_visible()


@pytest.mark.thorough
def test_every_saved_quote_and_what_was_typed_are_there_after_the_server_was_killed(
    folder: OpenReview, browser: Browser
) -> None:
    page = browser.new_context().new_page()
    with killed_at_last(folder.root) as (process, address, code):
        come_in(page, address, code)
        page.goto(f"{address}code/berg")
        for words in ("The nurses", "Nobody asked"):
            select(page, words)
            page.keyboard.press("q")
            page.keyboard.type("ti")
            page.keyboard.press("Enter")
            page.keyboard.press("Enter")
            expect(page.locator("#quote-words")).to_have_value("")
        select(page, "Trust came")
        page.keyboard.press("q")
        page.keyboard.type("tr")
        page.keyboard.press("Enter")
        page.locator("[name=note]").fill("half a")
        with page.expect_response("**/draft"):
            page.locator("[name=note]").press_sequentially(" thought")
        page.wait_for_timeout(1200)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        page.keyboard.press("Enter")
        expect(page.locator("#lost")).to_be_visible()
    page.context.close()
    assert [one.quote for one in segments(folder.root)] == [
        "The nurses trusted each other.",
        "Nobody asked the leaders.",
    ]
    page = browser.new_context().new_page()
    with killed_at_last(folder.root) as (_, address, code):
        come_in(page, address, code)
        page.goto(f"{address}code/berg")
        expect(page.locator("#segments .segment")).to_have_count(2)
        expect(page.locator("#quote-words")).to_have_value("Trust came slowly.")
        expect(page.locator("[name=note]")).to_have_value("half a thought")
        expect(page.locator("#chosen")).to_have_text("Chosen: Trust")
        page.get_by_role("button", name="Save").click()
        said(page, "Saved.")
        page.context.close()
    last = segments(folder.root)[-1]
    assert (last.quote, last.marks, last.note) == ("Trust came slowly.", (Mark("trust"),), "half a thought")
    lines = (folder.root / "coding" / "a.jsonl").read_text("utf-8").splitlines()
    assert len([json.loads(line) for line in lines]) == 3


EVIL = "<img src=x onerror=\"document.title='acted'\"><script>document.title='acted'</script>"


def test_no_script_in_a_text_a_code_a_quote_or_a_note_acts(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    quoted = json.dumps(EVIL)
    book = BOOK.replace("She knows me", quoted).replace("That each relies on the other.", quoted)
    root = begun(tmp_path / "review", book, f"{EVIL} {SHIFT}\n\nMore words.\n").root
    folder = open_review(root)
    coding.add_quote(folder, "a", "berg", f"{EVIL} {SHIFT}", ["knows_me"], page=EVIL, note=EVIL, keep_lost=True)
    with coding_as(root, browser, monkeypatch) as (server, page):
        select(page, "More words")
        page.keyboard.press("q")
        page.keyboard.type(EVIL[:20] + " zz")
        page.keyboard.press("Enter")
        page.locator("#new-label").fill(f"{EVIL} once more")
        page.locator("#new-why").fill(EVIL)
        page.locator("[name=note]").fill(EVIL)
        page.keyboard.press("Enter")
        said(page, "is in the codebook now")
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.keyboard.press("e")
        expect(page.locator("#coder-title")).to_contain_text("Change the codes")
        for view in ("code/berg", "code", "codebook", "codebook?code=knows_me", "codebook?of=knows_me"):
            page.goto(server.address + view)
            assert page.title() != "acted"
            assert page.locator("main img, main script").count() == 0
    assert len(segments(root)) == 2


def test_a_study_without_a_text_is_coded_from_paper(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    undo(folder, "a", [text.id for text in folder.review.facts.texts])
    with coding_as(folder.root, browser, monkeypatch) as (_, page):
        for key in "xqnpw":
            page.keyboard.press(key)
            page.keyboard.press("Escape")
        page.get_by_role("textbox", name="Quote").fill("Words on paper")
        page.get_by_role("textbox", name="Page").fill("12")
        page.locator("#find").focus()
        page.keyboard.type("ti")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        said(page, "there is no full text of berg that can be read")
        expect(page.locator("#segments .segment")).to_contain_text("page 12")
    (only,) = segments(folder.root)
    assert (only.quote, only.page, only.found) == ("Words on paper", "12", None)


def test_a_long_way_between_quotes_is_a_jump_within_the_page(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is asked of the server, so that it takes no time."""
    folder = begun(tmp_path / "review", text="".join(f"Sentence {n} about something.\n\n" for n in range(200)))
    for n in (3, 150, 90):
        coding.add_quote(folder, "a", "berg", f"Sentence {n} about something.", ["time"])
    with coding_as(folder.root, browser, monkeypatch) as (_, page):
        asked: list[str] = []
        page.on(
            "request", lambda one: asked.append(one.url) if one.resource_type in ("fetch", "document") else None
        )
        for sentence in (3, 90, 150):
            page.keyboard.press("n")
            mark = page.locator("mark.here")
            expect(mark).to_have_text(f"Sentence {sentence} about something.")
            expect(mark).to_be_in_viewport()
        assert [url for url in asked if "/changed" not in url] == []


@pytest.mark.thorough
@pytest.mark.parametrize(("language", "scheme"), [("en-GB", "light"), ("nb-NO", "dark"), ("nn-NO", "light")])
def test_no_page_of_coding_has_a_violation_of_wcag(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch, language: str, scheme: str
) -> None:
    done = coding.add_quote(folder, "a", "berg", f"{SHIFT} They said so often", ["time", "trust"], note="a note")
    coding.add_quote(folder, "a", "berg", "They said so often, and they laughed. We trust", ["trust"])
    coding.add_quote(folder, "a", "berg", "words that the text does not have", ["time"], keep_lost=True)
    coding.mark_study(folder, "a", "berg", "time")
    coding.recode(folder, "a", done.id, ["time"], "only that")
    codebook.split(folder, "a", "time", {"days": "Days", "hours": "Hours"}, Noted("two things", 4))
    file = folder.root / "codebooks" / "themes.yaml"
    file.write_text(file.read_text("utf-8").replace("Hours", "Minutes"), "utf-8")
    views = ["code", "code/berg", f"code/berg?edit={done.id}", "code/aas", "codebook", "codebook?code=knows_me"]
    with coding_as(folder.root, browser, monkeypatch, locale=language, color_scheme=scheme) as (server, page):
        found = {}
        for view in views:
            page.goto(server.address + view)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            result = Axe().run(page)
            if result.violations_count:
                found[view] = [(one["id"], one["nodes"][0]["html"]) for one in result.response["violations"]]
        assert found == {}


def test_the_page_without_a_codebook_has_no_violation_of_wcag_and_begins_one(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.root / "codebooks" / "themes.yaml").unlink()
    with served(folder.root, "a", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        page.goto(f"{server.address}code")
        assert Axe().run(page).violations_count == 0
        page.get_by_role("button", name="Begin an empty codebook").click()
        said(page, "The codebook is in codebooks/themes.yaml now.")
        page.goto(f"{server.address}code/berg")
        select(page, "trusted each other")
        page.keyboard.press("q")
        page.keyboard.type("relying")
        page.keyboard.press("Enter")
        page.keyboard.type("the first code")
        page.keyboard.press("Enter")
        said(page, "The code relying is in the codebook now.")
        page.context.close()
    assert [one.marks for one in segments(folder.root)] == [(Mark("relying"),)]


@pytest.mark.parametrize("width", [390, 640])
def test_nothing_is_wider_than_a_small_screen(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """640 is a screen of 1280 at 200 per cent."""
    coding.add_quote(folder, "a", "berg", SHIFT, ["time"])
    size = {"width": width, "height": 700}
    with coding_as(folder.root, browser, monkeypatch, viewport=size) as (server, page):
        for view in ("code/berg", "code", "codebook?code=time"):
            page.goto(server.address + view)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_text_that_was_replaced_names_the_quotes_that_it_no_longer_has(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    coding.add_quote(folder, "a", "berg", SHIFT, ["time"])
    (old,) = folder.review.texts_of["cinahl-0001"]
    texts.attach(folder, "a", "cinahl-0001", "new.txt", b"Another paper.")
    undo(folder, "a", [old.id])
    with coding_as(folder.root, browser, monkeypatch) as (_, page):
        expect(page.locator("#gone")).to_contain_text(SHIFT)
        expect(page.locator("mark.coded")).to_have_count(0)
