"""A manuscript beside the review, in the page."""

import io
from pathlib import Path

import docx
import pytest

from reviewkit.locales import languages
from tests.page.conftest import HOME, Opened, Page
from tests.render.comments.documents import said

PAPER = (
    b"We included 15 studies.\n\nSixteen studies were included, <b>all</b> of them.\n\nNurses walked 12 rounds.\n"
)


@pytest.fixture
def page(example: Path, opened: Opened) -> Page:
    found = opened(example, "a")
    found.sitting.language = "en"
    return found


def gives(page: Page, data: bytes = PAPER, name: str = "paper.txt", status: int = 200) -> str:
    """What the page shows when a manuscript was chosen."""
    answer = page.client.post(
        "/manuscript",
        data={"form_secret": page.access.form_secret},
        files={"file": (name, data)},
        headers={"origin": HOME},
    )
    assert answer.status_code == status, answer.text
    return answer.text


def test_what_disagrees_is_listed_with_links_to_what_is_behind_it(page: Page) -> None:
    assert "/manuscript" in page.shows("/figures")
    assert "<ol" not in page.shows("/manuscript")
    text = gives(page)
    assert '<mark class="quoted">Sixteen</mark> studies were included, &lt;b&gt;all&lt;/b&gt; of them.' in text
    assert "line 3" in text
    assert 'href="/box/new.studies"' in text
    assert '<mark class="quoted">15</mark>' not in text
    assert '<mark class="quoted">15</mark>' in page.shows("/manuscript?all=1")


def test_what_is_right_is_confirmed_with_a_reason_and_can_be_undone(page: Page, example: Path) -> None:
    gives(page)
    text = page.sends("/manuscript/confirm", number="2", words="Sixteen", why="one came late")
    assert "“Sixteen” is confirmed." in text
    assert "Nothing in the manuscript disagrees with the review." in text
    assert "a confirmed this: one came late" in page.shows("/manuscript?all=1")
    assert (example / "manuscripts" / "a.jsonl").exists()
    (act,) = page.sitting.review.facts.confirmed_claims
    page.sends("/undo", events=act.id, note="not so")
    assert '<mark class="quoted">Sixteen</mark>' in page.shows("/manuscript")


@pytest.mark.parametrize("values", [{"number": "x"}, {"number": "99"}, {"number": "1"}, {"number": "²"}])
def test_a_claim_that_is_no_more_the_one_that_was_shown_is_not_confirmed(
    page: Page, values: dict[str, str]
) -> None:
    gives(page)
    page.sends("/manuscript/confirm", status=400, words="Sixteen", why="late", **values)
    assert page.sitting.review.facts.confirmed_claims == ()


def test_the_word_document_has_the_comments(page: Page) -> None:
    gives(page)
    answer = page.client.get("/manuscript/nb/checked.docx")
    assert "paper-checked.docx" in answer.headers["content-disposition"]
    assert [words for words, _ in said(answer.content)] == ["Sixteen"]
    assert docx.Document(io.BytesIO(answer.content)).paragraphs


def test_the_manuscript_stays_in_memory_alone_until_it_is_taken_away(page: Page, example: Path) -> None:
    before = {path for path in example.rglob("*") if ".reviewkit" not in path.parts}
    gives(page)
    assert {path for path in example.rglob("*") if ".reviewkit" not in path.parts} == before
    assert "no longer in memory" in page.sends("/manuscript/take-away")
    assert page.client.get("/manuscript/nb/checked.docx").status_code == 404
    assert page.client.get("/manuscript/xx/checked.docx").status_code == 404


@pytest.mark.parametrize(("data", "name"), [(b"", "paper.txt"), (b"PK", "paper.docx"), (b"a", "paper.exe")])
def test_a_file_that_is_no_manuscript_is_said_with_its_name(page: Page, data: bytes, name: str) -> None:
    assert name in gives(page, data, name, status=422)


@pytest.mark.parametrize("language", languages())
def test_the_page_is_in_every_language(page: Page, language: str) -> None:
    gives(page)
    page.sitting.language = language
    said = {"en": "This is right, because", "nb": "Dette er rett, fordi", "nn": "Dette er rett, fordi"}
    assert said[language] in page.shows("/manuscript")
