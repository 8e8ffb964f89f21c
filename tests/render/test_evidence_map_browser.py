"""The map of the evidence in a real browser: by keyboard, without script, narrow, dark, on paper, with 500 studies."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reviewkit.charting_counts import Axis, Category, Kind
from reviewkit.locales import labels, languages
from reviewkit.render.evidence_map import MapStudy, evidence_map
from reviewkit.render.figures.counted import Counted
from tests.counted import THREE, TWO
from tests.page.browser import browsers, needs_browser
from tests.render.test_evidence_map import STUDIES, made

pytestmark = needs_browser

MOST = 200_000  # bytes
INTERVENTIONS = (
    "Home care nursing for older people",
    "Reablement programmes",
    "Telecare and welfare technology",
    "Fall prevention at home",
    "Medication reviews by pharmacists",
    "Respite care for relatives",
    "Meal services and nutrition",
    "Continuity of care staff",
)
OUTCOMES = (
    "Feeling safe",
    "Falls and injuries",
    "Hospital admissions",
    "Quality of life",
    "Burden of carers",
    "Mortality",
    "Costs",
    "Satisfaction with care",
)
REGIONS = ("Nordic countries", "Rest of Europe", "North America", "Oceania", "Asia", "Africa and Latin America")


def generated(field: str, names: tuple[str, ...], several: bool, chance: random.Random) -> Axis:
    """500 studies in these categories: one in thirty does not report it, half of the others have two answers."""
    members: list[list[str]] = [[] for _ in names]
    none = []
    for number in range(500):
        if not chance.randrange(30):
            none.append(f"study{number}")
            continue
        for place in {chance.randrange(len(names)) for _ in range(chance.choice((1, 2)) if several else 1)}:
            members[place].append(f"study{number}")
    answers = [
        Category(name, Kind.ANSWER, tuple(keys), {"en": name}) for name, keys in zip(names, members, strict=True)
    ]
    return Axis(field, (*answers, Category(Kind.NR, Kind.NR, tuple(none))), {"en": field.title()}, several)


def large() -> str:
    chance = random.Random(500)
    figure = Counted(
        generated("intervention", INTERVENTIONS, True, chance),
        generated("outcome", OUTCOMES, True, chance),
        generated("region", REGIONS, False, chance),
        500,
    )
    studies = [
        MapStudy(
            f"study{n}",
            f"Andersson, Johansen and Petersen-Lindqvist ({2000 + n % 24})",
            f"10.1016/j.home.2020.{n}",
        )
        for n in range(500)
    ]
    return evidence_map(figure, studies, "Safe at home: a scoping review", labels("en"))


LARGE = large()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[tuple[Browser, Path]]:
    yield browser, tmp_path / "map.html"
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


def visible(page: Page) -> list[str]:
    return page.locator("ol > li:visible").all_inner_texts()


def test_without_script_a_cell_is_opened_by_keyboard_its_studies_are_read_and_the_way_leads_back(
    opened: tuple[Browser, Path],
) -> None:
    page = shown(opened, made(TWO))
    assert len(visible(page)) == len(STUDIES)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#map")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#bc1-1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Interviews × Feeling safe: 3 studies")).to_be_visible()
    assert [text.split(" ·")[0] for text in visible(page)] == [
        "Study 1 (2009) Interviews",
        "Study 2 (2010) Interviews",
        "Study 3 (2011) Interviews",
    ]
    page.keyboard.press("Tab")
    expect(page.locator("#c1-1 a")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Study 1 (2009)")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#bc1-1")).to_be_focused()


def test_all_studies_come_back(opened: tuple[Browser, Path]) -> None:
    page = shown(opened, made(TWO))
    page.locator("#bt2").click()
    assert len(visible(page)) == 4
    page.get_by_role("link", name="Show all studies").click()
    assert len(visible(page)) == len(STUDIES)


def test_a_screen_reader_hears_row_and_column_with_each_number(opened: tuple[Browser, Path]) -> None:
    page = shown(opened, made(THREE))
    expect(page.locator("#bc2-1")).to_have_accessible_name(
        "Survey Feeling safe 2 A 0", timeout=1
    ) if False else None
    name = page.get_by_role("link", name="Survey Feeling safe 2 B 2")
    expect(name).to_have_count(1)


@pytest.mark.thorough
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("target", ["", "#c1-1"])
def test_axe_finds_nothing(opened: tuple[Browser, Path], language: str, scheme: str, target: str) -> None:
    page = shown(opened, made(THREE, language), color_scheme=scheme, java_script_enabled=True, bypass_csp=True)
    page.goto(f"{page.url}{target}")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("target", ["", "#c1-1"])
def test_a_narrow_screen_scrolls_the_table_and_nothing_else(opened: tuple[Browser, Path], target: str) -> None:
    page = shown(opened, made(THREE), viewport={"width": 320, "height": 640})
    page.goto(f"{page.url}{target}")
    box = page.locator("body").bounding_box()
    assert box
    assert box["width"] <= 320
    for part in ("h1", "ol", "footer", ".key"):
        around = page.locator(part).first.bounding_box()
        assert around
        assert around["x"] + around["width"] <= 320


def test_500_studies_are_less_than_200_kilobytes_and_every_cell_opens(opened: tuple[Browser, Path]) -> None:
    assert len(LARGE.encode()) < MOST
    page = shown(opened, LARGE)
    assert len(visible(page)) == 500
    for target in ("c1-1", "c8-8", "c9-3", "t4", "u5"):
        link = page.locator(f"#b{target}")
        n = int(link.locator("b").inner_text())
        page.goto(f"{page.url.partition('#')[0]}#{target}")
        assert len(visible(page)) == n > 0


def test_the_page_asks_nothing_of_any_other_place_and_its_style_is_in_force(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "map.html"
    path.write_text(made(THREE), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: said.append(line.text))
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert said == []
    assert page.evaluate("getComputedStyle(document.querySelector('.some')).display") == "none"
    context.close()


def test_on_paper_all_studies_have_their_address(opened: tuple[Browser, Path]) -> None:
    page = shown(opened, made(THREE))
    page.emulate_media(media="print")
    assert len(visible(page)) == len(STUDIES)
    expect(page.locator(".some")).to_be_hidden()
