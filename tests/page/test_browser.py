"""The page in a real browser: by keyboard alone, without script, with texts of strangers, for everybody."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.builders import papers
from tests.conftest import Command
from tests.page.browser import Served, browsers, elsewhere, needs_browser, served

pytestmark = needs_browser

VIEWS = (
    "",
    "who",
    "import",
    "duplicates",
    "screen",
    "screen/mine",
    "screen/report/cinahl-0001",
    "screen/excel",
    "screen/preferences",
    "conflicts",
    "agreement",
    "texts",
    "texts?all=yes",
    "studies",
    "figures",
    "setup",
    "box/screened",
    "record/cinahl-0001",
    "no/such/page",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


@pytest.fixture
def at(ready: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Served, Page]]:
    """A small review, compared, in the browser of reviewer a."""
    with served(ready, "a", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        page.goto(server.address)
        yield server, page
        page.context.close()


def test_the_code_from_the_terminal_opens_the_page(
    ready: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(ready, "a", monkeypatch) as server:
        page = browser.new_page()
        page.goto(server.address)
        expect(page.get_by_label("Code")).to_be_visible()
        page.get_by_label("Code").fill(server.access.code)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("A small review")
        page.context.close()


def test_one_key_is_one_decision_and_u_undoes_it(at: tuple[Served, Page]) -> None:
    server, page = at
    page.goto(f"{server.address}screen")
    page.keyboard.press("y")
    expect(page.get_by_text("5 left, 1 decided")).to_be_visible()
    page.keyboard.press("m")
    expect(page.get_by_text("4 left, 2 decided")).to_be_visible()
    skipped = page.locator(".id").inner_text()
    page.keyboard.press("s")
    expect(page.locator(".id")).not_to_have_text(skipped)
    assert [one.choice for one in server.sitting.review.facts.decisions] == ["include", "maybe"]
    page.keyboard.press("y")
    expect(page.get_by_text("3 left, 3 decided")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("This was undone.")).to_be_visible()
    assert len(server.sitting.review.facts.decisions) == 2


def test_an_exclusion_takes_a_reason_by_its_number(at: tuple[Served, Page]) -> None:
    server, page = at
    page.goto(f"{server.address}screen")
    page.keyboard.press("2")
    page.keyboard.press("n")
    expect(page.get_by_text("5 left, 1 decided")).to_be_visible()
    (decision,) = server.sitting.review.facts.decisions
    assert (decision.choice, decision.reason) == ("exclude", server.sitting.review.protocol.reasons[1].id)


def test_keys_typed_into_a_field_are_text(at: tuple[Served, Page]) -> None:
    server, page = at
    page.goto(f"{server.address}screen")
    page.keyboard.press("t")
    page.keyboard.type("my nurse")
    assert server.sitting.review.facts.decisions == ()
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    expect(page.get_by_text("5 left, 1 decided")).to_be_visible()
    assert server.sitting.review.facts.decisions[0].note == "my nurse"


@pytest.mark.parametrize("held", ["Control", "Alt", "Meta"])
def test_a_key_of_the_browser_is_left_to_it(at: tuple[Served, Page], held: str) -> None:
    server, page = at
    page.goto(f"{server.address}screen")
    page.keyboard.press(f"{held}+y")
    page.wait_for_timeout(200)
    assert server.sitting.review.facts.decisions == ()


def test_the_page_works_without_script(ready: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(ready, "a", monkeypatch) as server:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        server.enter(page)
        page.goto(f"{server.address}screen")
        page.get_by_role("button", name=re.compile("Include")).click()
        expect(page.get_by_text("5 left, 1 decided")).to_be_visible()
        page.get_by_label("Language").select_option("nb")
        page.get_by_role("button", name="Choose").click()
        expect(page.get_by_text("5 gjenstår, 1 avgjort")).to_be_visible()
        context.close()


def test_a_review_from_nothing_by_keyboard(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.ris").write_text(papers(4), encoding="utf-8")
    (tmp_path / "two.ris").write_text(papers(4, start=3), encoding="utf-8")
    folder = tmp_path / "review"
    folder.mkdir()
    with served(folder, "", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        page.goto(server.address)
        page.get_by_label("Title of the review").focus()
        page.keyboard.type("Safety at home")
        page.keyboard.press("Tab")
        page.keyboard.type("kari")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("The review was started.")).to_be_visible()
        for name in ("one", "two"):
            page.goto(f"{server.address}import")
            page.get_by_label("Exports").set_input_files(tmp_path / f"{name}.ris")
            page.get_by_label("Name of the search").focus()
            page.keyboard.type(name)
            page.keyboard.press("Enter")
            expect(page.get_by_text(f"4 records were imported into {name}.")).to_be_visible()
        page.goto(f"{server.address}duplicates")
        page.get_by_role("button", name="Find duplicates").press("Enter")
        expect(page.get_by_text("2 duplicates were removed.")).to_be_visible()
        page.goto(f"{server.address}screen")
        for left in range(5, 0, -1):
            page.keyboard.press("y")
            expect(page.get_by_text(f"{left} left")).to_be_visible()
        assert len(server.sitting.review.facts.decisions) == 5
        page.context.close()


def test_a_choice_in_a_form_sends_nothing_before_its_button(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(tmp_path, "", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        page.goto(server.address)
        page.get_by_label("Title of the review").fill("Safety at home")
        page.get_by_label("Who takes part").fill("kari")
        page.get_by_label("Language of figures and tables").select_option("nb")
        page.wait_for_timeout(300)
        assert not (tmp_path / "review.yaml").exists()
        page.context.close()


def test_nothing_is_asked_of_any_other_place(at: tuple[Served, Page]) -> None:
    server, page = at
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for view in VIEWS:
        page.goto(server.address + view)
    assert asked
    assert elsewhere(asked, server.address) == []


@pytest.mark.thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_violation_of_wcag(
    ready: Path, rk: Command, browser: Browser, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    for who, choice in (("a", "include"), ("b", "exclude")):
        assert rk("screen", "decide", "cinahl-0001", "-d", choice, "--as", who).status == 0
    with served(ready, "a", monkeypatch) as server:
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        server.enter(page)
        found = {}
        for view in VIEWS:
            page.goto(server.address + view)
            result = Axe().run(page)
            if result.violations_count:
                found[view] = [(one["id"], one["nodes"][0]["html"]) for one in result.response["violations"]]
        assert found == {}
        context.close()


@pytest.mark.thorough
def test_the_views_of_a_finished_review_have_no_violation_of_wcag(
    example: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(example, "a", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        page.goto(f"{server.address}figures")
        cell = page.locator("table.matrix a").first.get_attribute("href")
        assert cell
        found = {}
        coded = ("matrix", "matrix?layout=list&level=code", "matrix/quotes")
        for view in ("", "figures", cell.lstrip("/"), *coded, "studies", "agreement", "box/new.studies"):
            page.goto(server.address + view)
            result = Axe().run(page)
            if result.violations_count:
                found[view] = [(one["id"], one["nodes"][0]["html"]) for one in result.response["violations"]]
        assert found == {}
        page.context.close()


def test_no_text_of_a_stranger_acts(
    root: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    evil = "<img src=x onerror=\"document.title='acted'\"><script>document.title='acted'</script>"
    tags = ("TI", "AU", "AB", "T2", "KW", "DO", "UR", "N1")
    text = "TY  - JOUR\n" + "".join(f"{tag}  - {evil}\n" for tag in tags) + "ER  - \n"
    (tmp_path / "evil.ris").write_text(text, encoding="utf-8")
    with served(root, "a", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        said: list[str] = []
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(f"{server.address}import")
        page.get_by_label("Exports").set_input_files(tmp_path / "evil.ris")
        page.get_by_label("Name of the search").fill("cinahl")
        page.keyboard.press("Enter")
        expect(page.get_by_text("1 record was imported")).to_be_visible()
        for view in ("screen", "record/cinahl-0001", "", "box/screened"):
            page.goto(server.address + view)
            assert page.title() != "acted"
            assert page.locator("main img, main script").count() == 0
        assert said == []
        page.context.close()


def test_a_change_underneath_is_said(at: tuple[Served, Page], rk: Command) -> None:
    server, page = at
    page.goto(f"{server.address}screen")
    expect(page.locator("#changed")).to_be_hidden()
    assert rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "b").status == 0
    page.evaluate("look()")
    expect(page.locator("#changed")).to_be_visible()


def test_a_server_that_is_gone_is_said_and_no_decision_is_pretended(
    ready: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(ready, "a", monkeypatch) as server:
        page = browser.new_page()
        server.enter(page)
        page.goto(f"{server.address}screen")
        page.context.set_offline(True)
        page.keyboard.press("y")
        expect(page.locator("#lost")).to_be_visible()
        expect(page.get_by_text("6 left, 0 decided")).to_be_visible()
        page.context.set_offline(False)
        page.keyboard.press("y")
        expect(page.get_by_text("5 left, 1 decided")).to_be_visible()
        page.context.close()
