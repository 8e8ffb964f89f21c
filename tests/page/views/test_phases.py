"""The six phases in the page: what is logged, what is left, the reading log and the audit trail."""

import re
from pathlib import Path

import pytest

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook, coding
from reviewkit.actions.codebook import Noted
from tests.page.conftest import Opened, Page
from tests.page.themed import begun
from tests.page.views.test_themes import plain


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    return opened(begun(tmp_path / "review").root)


def section(html: str, phase: int) -> str:
    """What the page says of one phase."""
    (found,) = re.findall(rf'<section class="phase" aria-labelledby="phase-{phase}">(.*?)</section>', html, re.S)
    return plain(found)


def test_each_phase_says_what_is_logged_of_it_and_what_is_not(page: Page) -> None:
    shown = page.shows("/phases")
    assert "Nothing is logged of this phase." in section(shown, 1)
    assert "4 quotes are coded, in 2 of 2 included studies, with 3 codes of the codebook as it is now." in section(
        shown, 2
    )
    assert "Codes that count for no theme (1) Haste 1 quote in 1 study; b" in section(shown, 3)
    assert "Nobody trusts us any more" in section(shown, 4)
    assert "Calm It has no definition yet. It has no central concept yet. Its name is one word" in section(
        shown, 5
    )
    assert "[Say how you made themes out of the codes" in plain(shown)


def test_a_reading_is_logged_with_its_memo_and_taken_back(page: Page) -> None:
    shown = page.sends("/phases", came="/phases", do="read", study="berg", memo="They rely on her")
    assert "It is logged that you have read berg." in plain(shown)
    assert "They rely on her" in section(shown, 1)
    (events,) = re.findall(r'name="events" value="([^"]+)"', shown)
    page.sends("/undo", came="/phases", events=events)
    assert "Nothing is logged of this phase." in section(page.shows("/phases"), 1)


def test_an_unknown_study_is_said_and_the_memo_stays(page: Page) -> None:
    shown = page.sends("/phases", 422, came="/phases", do="read", study="nobody", memo="a thought")
    assert "There is no study" in plain(shown)
    assert "a thought" in shown
    page.sends("/phases", 400, do="dream", study="berg")


@pytest.mark.parametrize("ending", ["docx", "html", "md", "pdf"])
def test_the_audit_trail_is_downloaded_in_each_format_and_language(ending: str, page: Page) -> None:
    for language in ("en", "nb", "nn"):
        answer = page.client.get(f"/phases/themes/{language}/audit-trail.{ending}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
    assert page.client.get(f"/phases/nobody/en/audit-trail.{ending}").status_code == 404
    assert page.client.get("/phases/themes/en/audit-trail.odt").status_code == 404


def test_every_change_is_there_with_its_reason_and_nothing_acts(page: Page) -> None:
    folder, hostile = page.sitting.opened, '<script>alert("x")</script>'
    codebook.change(folder, "a", changes.create("bad", hostile, "theme"), Noted(hostile, 3))
    coding.add_quote(folder, "a", "berg", hostile, ["haste"], relation="contradicts")
    page.sends("/phases", do="read", study="berg", memo=hostile)
    shown = page.shows("/phases")
    assert "Show 1 change" in plain(shown)
    assert "<script>alert" not in shown


def test_the_page_speaks_each_language(page: Page) -> None:
    for language, title in (("nb", "De seks fasene"), ("nn", "Dei seks fasane")):
        page.sends("/language", language=language)
        assert title in page.shows("/phases")


def test_without_a_codebook_it_says_so(page: Page) -> None:
    (page.sitting.opened.root / "codebooks" / "themes.yaml").unlink()
    assert "There is no codebook yet" in page.shows("/phases")
