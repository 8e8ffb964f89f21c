"""Tables of coding in the page: every choice, every download, and nothing of strangers that acts."""

import html
import re
from pathlib import Path

import pytest

from reviewkit.page.views.coding_tables import FIGURES, TABLES
from reviewkit.render.tables.write import FORMATS
from reviewkit.words import CountBy, Layout, MatrixLevel
from tests.conftest import Command
from tests.page.conftest import Opened
from tests.page.views.test_figures import STARTS

HOSTILE = "They <b>trust</b> her\u202e"


@pytest.fixture
def two(ready: Path, rk: Command) -> Path:
    """Two included studies that a and b have coded; in Berg only a found time, and b contradicts trust."""
    for record in ("cinahl-0001", "cinahl-0002"):
        for who in "ab":
            assert rk("screen", "decide", record, "-d", "include", "--as", who).status == 0
    (ready / "studies.yaml").write_text(
        "berg: {citation: Berg (2024), records: [cinahl-0001]}\n"
        "dahl: {citation: Dahl (2020), records: [cinahl-0002]}\n",
        encoding="utf-8",
    )
    (ready / "codebooks").mkdir()
    (ready / "codebooks" / "themes.yaml").write_text(
        "codes:\n  trust: {kind: theme, label: {en: Trust, nb: Tillit}}\n  time: {kind: theme, label: Time}\n"
        "  door: {label: Open door, parent: trust}\n  calm: {kind: subtheme, label: Calm, parent: time}\n",
        encoding="utf-8",
    )
    assert rk("upgrade", "--as", "a").status == 0
    for words, who in (
        (("-c", "door", "-c", "calm", "-q", HOSTILE, "-p", "4"), "a"),
        (("-c", "trust", "-q", "words", "--relation", "contradicts"), "b"),
    ):
        assert rk("code", "add", "berg", *words, "--as", who).status == 0
    for who in "ab":
        assert rk("code", "done", "berg", "--as", who).status == 0
    return ready


def cells(shown: str, table: str = "matrix") -> list[list[str]]:
    """The texts of the rows of a table."""
    (found,) = re.findall(rf'<caption id="{table}">.*?<tbody>(.*?)</tbody>', shown, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", found, re.DOTALL)
    return [
        [html.unescape(re.sub("<.*?>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


def test_the_grid_is_shown_as_whoever_is_chosen_coded_it(two: Path, opened: Opened) -> None:
    page = opened(two)
    assert cells(page.shows("/matrix"))[0] == ["Berg (2024)", "◐", "●", "2"]
    assert cells(page.shows("/matrix?whose=a"))[0] == ["Berg (2024)", "●", "●", "2"]
    assert cells(page.shows("/matrix?whose=b"))[0] == ["Berg (2024)", "◐", "–", "1"]
    agreed = page.shows("/matrix?whose=agreed")
    assert cells(agreed) == [["Berg (2024)", "◐", "?", "1"], ["Dahl (2020)", "?", "?", "0"]]
    assert "by all of a, b who coded the study" in agreed
    assert "Coders differ in 1 cell" in agreed


def test_the_list_and_the_levels_are_shown(two: Path, opened: Opened) -> None:
    page = opened(two)
    assert cells(page.shows("/matrix?layout=list")) == [["Berg (2024) ◐", "Berg (2024)"]]
    assert cells(page.shows("/matrix?level=code"))[0] == ["Berg (2024)", "◐", "–", "●", "●", "3"]
    assert cells(page.shows("/matrix?level=subtheme"))[0] == ["Berg (2024)", "◐", "–", "●", "2"]


@pytest.mark.thorough
@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("level", MatrixLevel)
@pytest.mark.parametrize("whose", ["any", "a", "agreed"])
def test_each_cell_that_is_found_opens_its_quotes(
    two: Path, opened: Opened, layout: Layout, level: MatrixLevel, whose: str
) -> None:
    page = opened(two)
    links = re.findall(r'href="(/cell/[^"]+)"', page.shows(f"/matrix?layout={layout}&level={level}&whose={whose}"))
    assert bool(links) is ((whose, level, layout) != ("agreed", MatrixLevel.CODE, Layout.LIST)), (
        "they agree on no code"
    )
    for link in links:
        shown = page.shows(html.unescape(link))
        assert shown.count("<blockquote") >= 1
        if "whose=a&" in html.unescape(link):
            assert "b, " not in shown


def test_what_a_theme_rests_on_is_shown(two: Path, opened: Opened) -> None:
    assert cells(opened(two).shows("/matrix"), "robustness") == [
        ["Trust", "1", "1", "0", "1", "2", "0", "2", "1", "Berg (2024)"],
        ["Time", "1", "0", "0", "1", "1", "0", "1", "0", "Berg (2024); a"],
    ]


@pytest.mark.parametrize(("by", "number"), [(CountBy.QUOTE, "1"), (CountBy.STUDY, "1 ◐")])
def test_what_is_found_together_is_shown(two: Path, opened: Opened, by: CountBy, number: str) -> None:
    assert cells(opened(two).shows(f"/matrix?by={by}"), "together")[0][2] == number


def test_the_quotes_of_each_theme_are_shown_and_do_not_act(two: Path, opened: Opened) -> None:
    page = opened(two)
    shown = page.shows("/matrix/quotes")
    assert [re.sub("<.*?>", "", one) for one in re.findall(r"<h2 .*?</h2>", shown)] == ["Trust", "Time"]
    assert "They &lt;b&gt;trust&lt;/b&gt; her" in shown
    assert "\u202e" not in shown
    assert "Berg (2024), page 4; a" in shown
    alone = page.shows("/matrix/quotes?whose=b")
    assert alone.count("<blockquote") == 1
    assert "by all of a, b who coded the study" in page.shows("/matrix/file/quotes.md?whose=agreed")
    agreed = page.shows("/matrix/quotes?whose=agreed")
    assert [re.sub("<.*?>", "", one) for one in re.findall(r"<h2 .*?</h2>", agreed)] == ["Trust"]


def test_the_look_of_heat_maps_is_chosen(two: Path, opened: Opened) -> None:
    page = opened(two)
    for name in FIGURES:
        usual, grey = (page.shows(f"/matrix/file/{name}.svg{end}") for end in ("", "?look=greyscale"))
        assert usual != grey
    assert "look=greyscale" in page.shows("/matrix?look=greyscale")
    assert '<option value="greyscale" selected>Greyscale</option>' in page.shows("/matrix?look=greyscale")


def test_every_download_that_is_offered_is_there_in_its_language(two: Path, opened: Opened) -> None:
    page = opened(two)
    page.sends("/language", language="nb")
    addresses = {
        html.unescape(one)
        for shown in (page.shows("/matrix?whose=b&layout=list"), page.shows("/matrix/quotes?whose=b"))
        for one in re.findall(r'href="(/matrix/file/[^"]+)"', shown)
    }
    assert len(addresses) == len(TABLES) * len(FORMATS) + 5 * len(FIGURES)
    for address in addresses:
        answer = page.client.get(address)
        ending = address.partition("?")[0].rpartition(".")[2]
        assert answer.status_code == 200, address
        assert answer.content.startswith(STARTS.get(ending, answer.content[:1]))
        assert f"-nb.{ending}" in answer.headers["content-disposition"]
        if ending in ("html", "svg", "md"):
            assert "UTKAST" in answer.text


def test_a_download_is_what_the_command_writes(two: Path, opened: Opened, rk: Command) -> None:
    page = opened(two)
    assert rk("matrix", "--layout", "grid", "--whose", "a", "-o", "t.html", "--draft", "-l", "en").status == 0
    asked = page.client.get("/matrix/file/matrix.html?whose=a&layout=grid")
    assert asked.content == Path("t.html").read_bytes()
    assert rk("code", "robustness", "--level", "code", "-o", "r.csv", "--draft", "-l", "en").status == 0
    assert page.client.get("/matrix/file/robustness.csv?level=code").content == Path("r.csv").read_bytes()
    assert rk("code", "cooccur", "--by", "quote", "-o", "c.csv", "--draft", "-l", "en").status == 0
    assert page.client.get("/matrix/file/together.csv?by=quote").content == Path("c.csv").read_bytes()
    assert rk("code", "quotes", "--whose", "b", "-o", "q.csv", "--draft", "-l", "en").status == 0
    assert page.client.get("/matrix/file/quotes.csv?whose=b").content == Path("q.csv").read_bytes()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/matrix?book=none", 404),
        ("/matrix?whose=nobody", 404),
        ("/matrix?level=x", 400),
        ("/matrix?layout=x", 400),
        ("/matrix?by=x", 400),
        ("/matrix/file/none.csv", 404),
        ("/matrix/file/matrix.exe", 404),
        ("/matrix/file/robustness.svg", 404),
        ("/cell/themes/trust/berg?level=x", 404),
        ("/cell/themes/trust/berg?whose=%3Cscript%3E", 404),
    ],
)
def test_what_is_not_there_is_said(two: Path, opened: Opened, address: str, status: int) -> None:
    answer = opened(two).client.get(address)
    assert answer.status_code == status
    assert "<script>" not in answer.text.replace('<script src="/static/page.js"', "")


def test_without_a_codebook_the_page_says_so(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    for address in ("/matrix", "/matrix/quotes"):
        assert "There is no codebook yet" in page.shows(address)
    assert page.client.get("/matrix/file/matrix.csv").status_code == 404


def test_a_codebook_without_themes_is_shown_and_has_no_heat_map(two: Path, opened: Opened) -> None:
    (two / "codebooks" / "themes.yaml").write_text("codes:\n", encoding="utf-8")
    page = opened(two)
    assert cells(page.shows("/matrix"))[0] == ["Berg (2024)", "0"]
    assert "There are no quotes yet." in page.shows("/matrix/quotes")
    refused = page.client.get("/matrix/file/matrix.svg")
    assert refused.status_code == 404
    assert "nothing to draw yet" in refused.text


def test_the_figures_lead_here(two: Path, opened: Opened) -> None:
    assert 'href="/matrix?book=themes"' in opened(two).shows("/figures")
