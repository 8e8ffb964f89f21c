"""Full texts are read once, and quotes are found in the one that has them most exactly."""

from pathlib import Path

import pytest

from reviewkit.actions import texts
from reviewkit.actions.readings import find_quote, must_have_part, read_texts
from reviewkit.errors import ReviewkitError
from reviewkit.quotes import Match, Quote
from reviewkit.store import readings
from reviewkit.store.open_review import OpenReview
from tests.extract.pages import LOREM, running_head
from tests.folders import begin

SUPPLEMENT = f"<html><p>A supplement.</p><p>{LOREM.replace('planned', 'arranged')}</p></html>".encode()


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    folder = begin(tmp_path / "review", records=2)
    texts.attach(folder, "a", "cinahl-0001", "supplement.html", SUPPLEMENT)
    texts.attach(folder, "a", "cinahl-0001", "article.pdf", running_head())
    return folder


def test_every_text_of_a_report_is_read(folder: OpenReview) -> None:
    read = read_texts(folder, "cinahl-0001")
    assert [(one.reading.unit.value, len(one.reading.parts)) for one in read] == [("paragraph", 2), ("page", 2)]


def test_a_text_is_read_once(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_texts(folder, "cinahl-0001")
    monkeypatch.setattr(readings, "read", lambda *_: pytest.fail("read again"))
    assert read_texts(folder, "cinahl-0001") == before


def test_a_text_that_was_changed_is_not_read_from_memory(folder: OpenReview) -> None:
    read_texts(folder, "cinahl-0001")
    path = folder.root / folder.review.texts_of["cinahl-0001"][0].path
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ReviewkitError, match="no longer the file that a attached"):
        read_texts(folder, "cinahl-0001")


@pytest.mark.parametrize(
    ("words", "unit"), [("every minute was planned", "page"), ("every minute was arranged", "paragraph")]
)
def test_the_text_that_has_the_words_is_named(folder: OpenReview, words: str, unit: str) -> None:
    found = find_quote(read_texts(folder, "cinahl-0001"), Quote(words))
    assert (found.passage.match, found.unit, found.words.casefold()) == (Match.FOUND, unit, words)


def test_words_that_are_in_none_have_no_place(folder: OpenReview) -> None:
    found = find_quote(read_texts(folder, "cinahl-0001"), Quote("nobody has ever written this sentence"))
    assert (found.passage.match, found.text, found.part) == (Match.LOST, None, 0)


def test_a_report_without_texts_and_a_page_that_is_not_there(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="cinahl-0002 has no full text yet"):
        read_texts(folder, "cinahl-0002")
    read = read_texts(folder, "cinahl-0001")
    must_have_part(read, 2)
    with pytest.raises(ReviewkitError, match="the last is"):
        must_have_part(read, 3)
