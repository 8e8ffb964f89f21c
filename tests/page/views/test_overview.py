"""The overview."""

import re
from pathlib import Path

import pytest

from reviewkit.errors import Place, Problem
from reviewkit.page.views.overview import steps, where_to_look
from tests.conftest import Command
from tests.page.conftest import Opened


def test_the_next_step_is_the_first_with_something_left(root: Path, opened: Opened, rk: Command) -> None:
    page = opened(root)

    def next_step() -> str:
        return next(step.name for step in steps(page.sitting.opened.answers(), "a") if step.next)

    assert next_step() == "import"
    page.brings("cinahl", root.parent / "cinahl.ris")
    page.brings("medline", root.parent / "medline.ris")
    assert next_step() == "duplicates"
    page.sends("/duplicates", run="yes")
    assert next_step() == "screen"


def test_nothing_is_next_for_somebody_who_is_done_while_others_still_screen(
    ready: Path, opened: Opened, rk: Command
) -> None:
    def next_of(who: str) -> list[str]:
        return [step.name for step in steps(opened(ready).sitting.opened.answers(), who) if step.next]

    for record in opened(ready).sitting.review.reports:
        assert rk("screen", "decide", record, "-d", "exclude", "--as", "a").status == 0
    assert next_of("a") == []
    assert next_of("b") == ["screen"]
    for record in opened(ready).sitting.review.reports:
        assert rk("screen", "decide", record, "-d", "exclude", "--as", "b").status == 0
    assert next_of("a") == ["figures"]


def test_the_counts_are_those_of_status(ready: Path, opened: Opened) -> None:
    shown = opened(ready).shows("/")
    assert "8 records" in shown
    assert "6 left for you, of 6" in shown
    assert "2 duplicates removed" in shown


def test_the_boxes_of_the_figure_lead_to_their_records(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    assert '<a href="/box/screened">' in page.shows("/")
    assert page.shows("/box/screened").count('<a href="/record/') == 6


def test_a_problem_is_shown_with_its_place(ready: Path, opened: Opened) -> None:
    (ready / "studies.yaml").write_text("berg: [", encoding="utf-8")
    shown = opened(ready).shows("/")
    assert "studies.yaml" in shown


def test_the_page_hears_of_changes_made_underneath(ready: Path, opened: Opened, rk: Command) -> None:
    page = opened(ready)
    page.shows("/")
    known = page.sitting.opened.revision
    assert page.shows(f"/changed?since={known}") == ""
    assert rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "b").status == 0
    assert page.shows(f"/changed?since={known}") == "changed"


def test_what_a_notice_offers_to_undo_is_undone(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    form = {"report": "cinahl-0001", "stage": "screening", "answer": "1"}
    shown = page.sends("/screen", decision="include", **form)
    event = page.sitting.review.facts.decisions[0].id
    assert f'value="{event}"' in shown
    page.sends("/undo", events=event)
    assert page.sitting.review.facts.decisions == ()


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("review.yaml", "/setup"),
        ("searches.yaml", "/import"),
        ("searches/cinahl/one.ris", "/import"),
        ("screening/a.jsonl", "/conflicts"),
        ("studies.yaml", "/studies"),
        ("coding/a.yaml", "/code"),
        ("codebooks/themes.yaml", "/codebook"),
        ("exports/a.csv", ""),
    ],
)
def test_a_problem_leads_to_the_view_of_its_file(path: str, address: str) -> None:
    assert where_to_look(Problem(Place(path, 3), "wrong")) == address


def test_the_place_of_a_problem_is_a_link(ready: Path, opened: Opened) -> None:
    (ready / "studies.yaml").write_text("berg: [", encoding="utf-8")
    assert re.search(r'<a href="/studies">studies\.yaml:\d+</a>', opened(ready).shows("/"))


def test_a_review_of_an_older_version_is_converted_with_a_button(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    assert 'action="/upgrade"' in page.shows("/")
    assert "The review was converted." in page.sends("/upgrade")
    assert page.sitting.review.protocol.format == 2
    assert 'action="/upgrade"' not in page.shows("/")
