"""Figures and tables in the page: shown, and downloaded in every format and language."""

import html
import re
from pathlib import Path

import pytest

from reviewkit.locales import languages
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.figures import FIGURES, TABLES, drawn, flow
from reviewkit.render.figures import write as figures
from reviewkit.render.tables.write import FORMATS
from tests.conftest import Command
from tests.page.conftest import Opened

STARTS = {"svg": b"<svg", "png": b"\x89PNG", "xlsx": b"PK", "docx": b"PK", "pptx": b"PK", "drawio": b"<mxfile"}


@pytest.mark.thorough
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("ending", figures.FORMATS)
def test_every_figure_is_downloaded(example: Path, opened: Opened, name: str, language: str, ending: str) -> None:
    answer = opened(example).client.get(f"/figures/{language}/{name}.{ending}")
    assert answer.content.startswith(STARTS.get(ending, b"%PDF"))
    assert f"{name}-{language}.{ending}" in answer.headers["content-disposition"]


@pytest.mark.thorough
@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("ending", FORMATS)
def test_every_table_is_downloaded(example: Path, opened: Opened, name: str, ending: str) -> None:
    answer = opened(example).client.get(f"/tables/nb/{name}.{ending}")
    assert answer.status_code == 200
    assert answer.content.startswith(STARTS.get(ending, answer.content[:1]))
    assert answer.headers["content-disposition"].startswith("attachment")


def test_the_table_of_studies_has_what_was_charted(example: Path, opened: Opened, rk: Command) -> None:
    assert rk("chart", "table", "-o", "characteristics.csv").status == 0
    answer = opened(example).client.get("/tables/nb/studies.csv")
    assert answer.content == (example / "characteristics.csv").read_bytes()


@pytest.mark.thorough
def test_the_table_of_studies_is_blinded(example: Path, opened: Opened) -> None:
    assert "Norge" in opened(example, "a").shows("/tables/nb/studies.csv")
    with (example / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("charting: {people: 2}\n")
    assert "Norge" not in opened(example, "a").shows("/tables/nb/studies.csv")
    assert "Norge" in opened(example, "published").shows("/tables/nb/studies.csv")


def test_how_studies_were_charted_is_there_to_be_copied_and_counted(
    example: Path, opened: Opened, rk: Command
) -> None:
    shown = opened(example).shows("/figures?in=nb")
    assert rk("chart", "methods").out.strip() in html.unescape(shown)
    assert rk("chart", "summary", "-o", "summary.csv").status == 0
    assert opened(example).client.get("/tables/nb/summary.csv").content == (example / "summary.csv").read_bytes()


def test_without_a_form_nothing_of_charting_is_offered(ready: Path, opened: Opened) -> None:
    shown = opened(ready).shows("/figures")
    assert "summary.csv" not in shown
    assert "methods section" not in shown


def test_the_look_that_is_chosen_is_shown_and_goes_along_with_every_download(
    example: Path, opened: Opened, rk: Command
) -> None:
    page = opened(example)
    assert "#dbe6f1" in page.shows("/figures?in=en")
    shown = page.shows("/figures?in=en&look=greyscale")
    assert "#dbe6f1" not in shown
    assert '<a href="?in=en&amp;look=greyscale" aria-current="true">Gråtoner</a>' in shown
    assert rk("sources", "-o", "sources.svg", "--theme", "greyscale", "-l", "en").status == 0
    for address in re.findall(r'href="((?:/figures|/report)/en/[^"]+)"', shown):
        assert address.endswith("?look=greyscale")
    assert (
        page.client.get("/figures/en/overlap.svg").content
        != page.client.get("/figures/en/overlap.svg?look=journal").content
    )
    assert "#3d3d3d" in page.shows("/figures/en/overlap.svg?look=greyscale")
    assert "#e4e4e4" in page.shows("/report/en/report.html?look=greyscale")
    assert page.client.get("/figures?look=/etc/passwd").status_code == 400


def test_what_is_no_figure_is_told(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    for address in (
        "/figures/nb/none.svg",
        "/figures/nb/flow.exe",
        "/tables/nb/flow.docx",
        "/tables/nb/table1.exe",
    ):
        assert page.client.get(address).status_code == 404


def test_an_unfinished_figure_says_so(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    page.sitting.language = "nb"
    assert "UTKAST" in page.shows("/figures")
    assert "DRAFT" in page.shows("/figures?in=en")


def test_only_boxes_with_records_are_links(ready: Path) -> None:
    sitting = Sitting(ready)
    sitting.open("a")
    figure = flow(sitting, sitting.words)
    assert "<a " not in drawn(figure, ())
    assert drawn(figure, ("screened",)).count("<a ") == 1
