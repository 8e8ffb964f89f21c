"""Charting in a real browser: by keyboard alone, by two people who settle what differs, without script, in a crash."""

import json
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Keyboard, Page, expect

from reviewkit.actions import charting
from reviewkit.actions.quoting import GivenQuote
from reviewkit.blind import chart_view
from reviewkit.charting import Charted
from reviewkit.store.open_review import OpenReview, open_review
from tests.conftest import Command
from tests.folders import begin
from tests.page.browser import Served, browsers, needs_browser, served
from tests.page.charted import AIM, SIX, answer_of, begun, charted_twice, six

pytestmark = needs_browser


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
    return page.locator(".field.current a.name").inner_text()


def in_field(page: Page, name: str) -> None:
    expect(page.locator(".field.current a.name")).to_have_text(name)


SAID = ("do", "by", "study", "field", "instance", "value", "missing", "evidence", "note", "form", "done", "why")


def acts(root: Path, who: str = "a") -> list[dict[str, object]]:
    """What a person's log of charting says, without ids, times and hashes."""
    lines = (root / "charting" / f"{who}.jsonl").read_text(encoding="utf-8").splitlines()
    return [{key: one for key, one in json.loads(line).items() if key in SAID} for line in lines]


def said(page: Page, text: str) -> None:
    expect(page.locator("#notices")).to_contain_text(text)


def chart_by_keyboard(page: Page, n: str = "17", design: str = "1") -> None:
    """A whole study, with a quote selected in the text, without a mouse."""
    key = page.keyboard
    in_field(page, "Aim")
    expect(page.locator(".field.current textarea[name=value]")).to_be_focused()
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


def logged(rk: Command, *commands: str) -> None:
    """Type these commands of charting, in the folder that is open, as a."""
    for command in commands:
        ran = rk("chart", *shlex.split(command), "--as", "a")
        assert ran.status == 0, ran.err


def test_one_person_charts_a_whole_study_by_keyboard_alone(
    folder: OpenReview, rk: Command, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (_, page):
        page.keyboard.press("n")
        chart_by_keyboard(page)
        page.keyboard.press("Escape")
        page.keyboard.press("d")
        expect(page.get_by_text("You are done with berg.")).to_be_visible()
    by_command = begun(folder.root.parent / "by-command")
    monkeypatch.chdir(by_command.root)
    logged(
        rk,
        f"set berg aim 'To learn what safety is' --quote '{AIM}' --page 2",
        "set berg n 17",
        "set berg design interviews",
        "set berg funded NR",
        "set berg settings home",
        "set berg settings 'home; ward'",
        "set berg age 41,5",
        "done berg",
    )
    assert acts(folder.root) == acts(by_command.root)


def test_a_field_is_asked_as_soon_as_another_one_says_so(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=design")
        expect(page.get_by_text("Which other design")).to_have_count(0)
        page.keyboard.press("3")
        expect(page.get_by_text("Which other design")).to_be_visible()
        page.keyboard.press("n")
        in_field(page, "Which other design")
        page.keyboard.type("diaries")
        page.keyboard.press("Escape")
        said(page, "Saved: Which other design")
        page.keyboard.press("p")
        in_field(page, "Design")
        page.keyboard.press("1")
        said(page, "Saved: Design")
        expect(page.locator("#f-which-1")).to_have_count(
            1
        )  # what was charted there is still seen, and can be undone


def test_a_wrong_value_is_said_at_its_field_and_stays_as_it_was_typed(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=n")
        page.keyboard.type("many")
        page.keyboard.press("Enter")
        in_field(page, "Participants")
        expect(page.locator(".field.current .why")).to_contain_text("a whole number")
        expect(page.locator(".field.current input[name=value]")).to_have_value("many")
        assert open_review(folder.root).review.facts.charted == ()
        page.locator(".field.current input[name=value]").fill("17")
        page.keyboard.press("Enter")
        said(page, "Saved: Participants")


def test_what_is_typed_elsewhere_stays_while_a_field_is_saved(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=n")
        page.route("**/chart/study/berg", lambda route: (page.wait_for_timeout(300), route.continue_()))
        page.keyboard.type("17")
        page.keyboard.press("Enter")
        page.locator("#f-age-1 a.open").click()
        page.locator("#f-age-1 input[name=value]").type("41")
        said(page, "Saved: Participants")
        expect(page.locator("#f-age-1 input[name=value]")).to_have_value("41")
        expect(page.locator("#f-age-1 input[name=value]")).to_be_focused()


@pytest.mark.thorough
def test_an_answer_that_did_not_arrive_is_said_and_sent_again(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=n")
        page.context.set_offline(True)
        page.keyboard.type("17")
        page.keyboard.press("Enter")
        expect(page.locator("#lost")).to_be_visible()
        page.context.set_offline(False)
        said(page, "Saved: Participants")
        expect(page.locator("#lost")).to_be_hidden()
        assert len(open_review(folder.root).review.facts.charted) == 1


@pytest.mark.thorough
def test_what_was_typed_is_there_again_after_browser_and_server_have_died(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=n")
        page.keyboard.type("17")
        page.keyboard.press("Enter")
        said(page, "Saved: Participants")
        page.goto(f"{server.address}chart/study/berg?field=which")
        page.locator("#f-aim-1 a.open").click()
        with page.expect_response("**/draft"):
            page.keyboard.type("To learn what")  # and here the power goes: no key more, no goodbye
    assert [one.field for one in open_review(folder.root).review.facts.charted] == ["n"]
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=aim")
        expect(page.locator("#f-n-1 .summary")).to_have_text("17")
        expect(page.locator(".field.current .why")).to_contain_text("not saved yet")
        expect(page.locator(".field.current textarea[name=value]")).to_have_value("To learn what")
        page.get_by_text(AIM).click(click_count=3)
        page.keyboard.press("q")
        said(page, "Saved: Aim")
        expect(page.locator(".field.current .why")).to_be_hidden()
        page.reload()
        expect(page.locator("#f-aim-1 .why")).to_be_hidden()


def test_half_a_sentence_is_no_answer_when_somebody_looks_at_another_page(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=n")
        page.keyboard.type("1")
        page.goto(f"{server.address}chart")
        page.wait_for_timeout(300)  # what a page sends when it is left is not waited for by anybody
        page.goto(f"{server.address}chart/study/berg?field=n")
        expect(page.locator(".field.current input[name=value]")).to_have_value("1")
        assert open_review(folder.root).review.facts.charted == ()


def test_an_open_list_of_keys_stays_open_while_an_answer_is_saved(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=design")
        page.keyboard.press("h")
        page.keyboard.press("1")
        said(page, "Saved: Design")
        expect(page.get_by_text("Save, next field")).to_be_visible()
        expect(page.locator("#progress")).to_have_text("1 of 7 answered")


def test_a_quote_is_marked_in_the_text_and_removed_and_added_again(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    charting.set_value(folder, "a", "berg", "aim", "To learn", [GivenQuote(AIM, 2), GivenQuote("17 nurses", 2)])
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=aim")
        page.locator("a.jump").first.click()
        expect(page.locator("#quote")).to_be_in_viewport()
        expect(page.locator("#quote")).to_have_text(AIM)
        page.locator(".field.current").get_by_role("button", name="Remove").last.click()
        said(page, "Saved: Aim")
        (quote,) = open_review(folder.root).review.facts.charted[-1].evidence
        assert quote.quote == AIM
        page.keyboard.press("Escape")
        page.keyboard.press("u")
        expect(page.locator(".field.current .quotes li")).to_have_count(2)


def test_words_selected_with_the_mouse_become_a_quote_before_or_after_the_answer(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=aim")
        page.get_by_text("We asked 17 nurses").click(click_count=3)
        page.get_by_role("button", name=re.compile("Use as quote")).click()
        expect(page.locator(".field.current .quotes li")).to_have_count(1)
        assert open_review(folder.root).review.facts.charted == ()
        page.locator(".field.current textarea[name=value]").fill("To learn")
        page.keyboard.press("Control+Enter")
        said(page, "Saved: Aim")
        (value,) = open_review(folder.root).review.facts.charted
        assert [(one.quote, one.part) for one in value.evidence] == [("We asked 17 nurses in four places.", 2)]


def test_an_answer_that_needs_a_quote_waits_for_it(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=aim")
        page.keyboard.type("To learn")
        page.keyboard.press("Escape")
        expect(page.locator(".field.current .state")).to_contain_text("Not saved yet")
        assert open_review(folder.root).review.facts.charted == ()


def test_a_save_does_not_bring_the_text_again(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg?field=n")
        page.keyboard.type("17")
        with page.expect_response(lambda response: response.request.method == "POST") as came:
            page.keyboard.press("Enter")
        assert "Hjemmesykepleierne" not in came.value.text()


def test_files_are_dropped_on_the_form_for_them(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop = """() => {
        const files = new DataTransfer();
        files.items.add(new File(["More about what the nurses said."], "more.txt", { type: "text/plain" }));
        const form = document.querySelector("form.drop");
        form.closest("details").open = true;
        form.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files }));
    }"""
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg")
        page.evaluate(drop)
        expect(page.get_by_role("link", name="more.txt")).to_be_visible()
        page.get_by_role("link", name="more.txt").click()
        expect(page.locator(".parts")).to_contain_text("More about what the nurses said.")


@pytest.mark.thorough
def test_a_study_is_charted_without_script(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch, java_script_enabled=False) as (_, page):
        page.get_by_role("link", name="Go on with").click()
        aim = page.locator("#f-aim-1")
        aim.locator("textarea[name=value]").fill("To learn")
        aim.get_by_role("button", name="Save").click()
        expect(page.locator("#f-aim-1 .why")).to_contain_text("needs the words")
        expect(page.locator("#f-aim-1 textarea[name=value]")).to_have_value("To learn")
        aim.locator("summary").click()
        aim.locator("[name=new_quote]").fill(AIM)
        aim.get_by_label("Page").fill("2")
        aim.get_by_role("button", name="Save").click()
        said(page, "Saved: Aim")
        page.locator("a.jump").click()
        expect(page.locator("#quote")).to_have_text(AIM)
        page.locator("#f-n-1").get_by_role("button", name="Not reported").click()
        page.locator("#f-design-1").get_by_label("Something else").check()
        page.locator("#f-design-1").get_by_role("button", name="Save").click()
        expect(page.locator("#f-which-1")).to_be_visible()
        page.locator("#f-arms-1").get_by_label("Name, 1").fill("care")
        page.locator("#f-arms-1").get_by_label("Size, 1").fill("12")
        page.locator("#f-arms-1").get_by_role("button", name="Save").click()
        said(page, "Saved: Arms")
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_text("You are done with berg.")).to_be_visible()
    assert [(one.field, one.answer.value) for one in open_review(folder.root).review.facts.charted] == [
        ("aim", "To learn"),
        ("n", None),
        ("design", "other"),
        ("arms", ((("name", "care"), ("size", 12)),)),
    ]


def test_what_is_still_required_is_listed_with_its_place(
    folder: OpenReview, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with charting_as(folder.root, "a", browser, monkeypatch) as (server, page):
        page.goto(f"{server.address}chart/study/berg")
        page.keyboard.press("Escape")
        page.keyboard.press("d")
        expect(page.locator("#notices")).to_contain_text("still needs an answer")
        page.locator("#required").get_by_text("3 required fields left").click()
        page.locator("#required").get_by_role("link", name="Design").click()
        in_field(page, "Design")


# --- two people


def settled(root: Path) -> list[tuple[object, ...]]:
    return [
        (one.study, one.field, one.answer.value, one.why.value, one.note)
        for one in open_review(root).review.facts.settled
    ]


def test_two_people_settle_what_differs_by_keyboard(
    tmp_path: Path, rk: Command, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = charted_twice(tmp_path / "review", "independent").root
    with charting_as(root, "a", browser, monkeypatch) as (_, page):
        key = page.keyboard
        key.press("d")
        expect(page.get_by_text("Difference 1 of 3")).to_be_visible()
        page.wait_for_load_state()
        expect(page.locator(".said").first).to_contain_text("To learn, says a")
        expect(page.locator(".said mark").first).to_have_text(AIM)
        key.press("2")
        key.press("d")
        key.press("t")
        key.type("as the report says")
        key.press("Enter")
        said(page, "Aim is settled: To learn, says b")
        key.press("n")
        expect(page.get_by_role("heading", level=2)).to_have_text(["Mean age 1", "Settled in this study"])
        page.wait_for_load_state()
        key.press("p")
        expect(page.get_by_role("heading", level=2).first).to_have_text("Design")
        page.wait_for_load_state()
        key.press("1")
        key.press("s")
        said(page, "Design is settled: Interviews")
        key.press("2")
        page.keyboard.press("Tab")
        key.type("42")
        key.press("Enter")
        said(page, "Mean age is settled: 42")
        expect(page.get_by_role("heading", level=1)).to_have_text("Study 2")
        for number in ("1", "1"):
            key.press(number)
            key.press("Enter")
            said(page, "is settled")
            page.wait_for_timeout(100)
        expect(page.get_by_text("There is nothing to settle.")).to_be_visible()
    assert settled(root) == [
        ("berg", "aim", "To learn, says b", "discussion", "as the report says"),
        ("berg", "design", "interviews", "agreed", ""),
        ("berg", "age", 42, "agreed", ""),
        ("aas", "aim", "To learn, says a", "agreed", ""),
        ("aas", "design", "interviews", "agreed", ""),
    ]
    by_command = charted_twice(tmp_path / "by-command", "independent").root
    monkeypatch.chdir(by_command)
    logged(
        rk,
        "settle berg aim 'To learn, says b' --why discussion --note 'as the report says'",
        "settle berg design Interviews",
        "settle berg age 42",
        "settle aas aim 'To learn, says a'",
        "settle aas design interviews",
    )
    assert acts(root) == acts(by_command)
    again = open_review(root).review.chart.item("berg", "aim")
    assert [one.answer.value for one in again.answers] == ["To learn, says a", "To learn, says b"]


@pytest.mark.thorough
def test_one_person_checks_what_another_one_charted_by_keyboard(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = charted_twice(tmp_path / "review", "verify").root
    with charting_as(root, "a", browser, monkeypatch) as (_, page):
        key = page.keyboard
        expect(page.get_by_role("link", name=re.compile("Go on with"))).to_be_visible()
        key.press("n")
        expect(page.get_by_text("Answer 1 of 4")).to_be_visible()
        page.wait_for_load_state()
        expect(page.locator(".said mark").first).to_have_text(AIM)
        key.press("y")
        said(page, "Aim is settled: To learn, says b")
        key.press("2")
        key.press("Tab")
        key.type("18")
        key.press("Enter")
        said(page, "Participants is settled: 18")
        for left in ("Design", "Mean age"):
            key.press("y")
            said(page, f"{left} is settled")
        expect(page.get_by_role("heading", level=1)).to_have_text("Study 2")
    assert [one[1:4] for one in settled(root)] == [
        ("aim", "To learn, says b", "agreed"),
        ("n", 18, "agreed"),
        ("design", "survey", "agreed"),
        ("age", 41.5, "agreed"),
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("mode", ["independent", "verify"])
def test_six_studies_are_settled_by_keyboard_as_on_the_command_line(
    tmp_path: Path, rk: Command, browser: Browser, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """a's answer holds wherever b charted otherwise; with `verify` a corrects a fifth of what b charted."""
    folder = six(tmp_path / "review", mode)
    left = chart_view(folder.review, "a").to_settle()
    assert len(left) == (6 if mode == "independent" else 30)
    with charting_as(folder.root, "a", browser, monkeypatch) as (_, page):
        key = page.keyboard
        page.goto(page.url.replace("/chart", "/chart/differences"))
        for item in left:
            expect(page.get_by_role("heading", level=1)).to_have_text(f"Study {SIX.index(item.study) + 1}")
            expect(page.locator(f"input[name=field][value={item.field}]")).to_be_attached()
            page.wait_for_load_state()
            settle_as_a(key, item, mode)
            said(page, "is settled")
        expect(page.get_by_text("There is nothing to settle.")).to_be_visible()
    by_command = six(tmp_path / "by-command", mode).root
    monkeypatch.chdir(by_command)
    logged(rk, *(f"settle {one.study} {one.field} '{by_a(one)}'" for one in left))
    assert acts(folder.root) == acts(by_command)
    chart = open_review(folder.root).review.chart
    for item in left:
        now = chart.item(item.study, item.field)
        assert (now.state, [one.answer for one in now.answers]) == (
            "settled",
            [one.answer for one in item.answers],
        )


def by_a(item: Charted) -> str:
    return answer_of("a", SIX.index(item.study), item.field)


def settle_as_a(key: Keyboard, item: Charted, mode: str) -> None:
    """Where b said the same, confirm it; else take a's answer, which is beside b's or written anew."""
    if mode == "independent":
        key.press("1")
        key.press("s")
    elif by_a(item) == answer_of("b", SIX.index(item.study), item.field):
        key.press("y")
    elif item.field in ("design", "funded"):
        key.press("2")
        key.press("Tab")
        key.press("Space")
        key.press("s")
    else:
        key.press("2")
        key.press("Tab")
        key.type(by_a(item))
        key.press("Escape")
        key.press("s")


@pytest.mark.thorough
@pytest.mark.parametrize(("language", "scheme"), [("en-GB", "light"), ("nb-NO", "dark"), ("nn-NO", "light")])
def test_no_page_of_charting_has_a_violation_of_wcag(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch, language: str, scheme: str
) -> None:
    root = charted_twice(tmp_path / "review", "independent").root
    charting.settle(open_review(root), "a", "berg", "aim", "To learn")
    fields = ("aim", "n", "design", "settings", "age", "arms")
    views = [f"chart/study/berg?field={one}" for one in fields]
    views += ["chart", "chart/differences", "chart/differences/berg", "chart/study/aas?as=file", "texts?all=yes"]
    views += ["chart/study/berg?field=aim&quote=The+aim+was&part=2#quote", "chart/study/berg?quote=not+there"]
    with charting_as(root, "a", browser, monkeypatch, locale=language, color_scheme=scheme) as (server, page):
        found = {}
        for view in views:
            page.goto(server.address + view)
            result = Axe().run(page)
            if result.violations_count:
                found[view] = [(one["id"], one["nodes"][0]["html"]) for one in result.response["violations"]]
        assert found == {}


def test_the_page_that_offers_forms_has_no_violation_of_wcag_and_begins_one(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = begin(tmp_path / "review", people=1).root
    with charting_as(root, "a", browser, monkeypatch) as (_, page):
        assert Axe().run(page).violations_count == 0
        page.get_by_role("button", name="Begin with the JBI form").click()
        said(page, "The form is in charting/form.yaml now.")
        expect(page.get_by_role("link", name="Charting")).to_be_visible()
