"""Quotes are found again in the full texts of a study, whoever looks for them."""

from pathlib import Path

import pytest

from reviewkit.actions import texts
from reviewkit.actions.quoting import GivenQuote, place_quote, placed_in, texts_of
from reviewkit.errors import ReviewkitError
from reviewkit.model import Quoted, Study
from reviewkit.quotes import Match
from reviewkit.store.open_review import OpenReview
from tests.extract.pages import LOREM
from tests.folders import begin, decide, ready_to_code

SAID = "We asked 12 nurses in home care."
TEXT = f"<html><p>{SAID}</p><p>{LOREM}</p></html>".encode()


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg", "aas")
    for record in (1, 2):
        decide(folder, "a", record, "y")
    texts.attach(folder, "a", "cinahl-0001", "berg.html", TEXT)
    return folder


def study(folder: OpenReview, key: str = "berg") -> Study:
    return next(one for one in folder.review.included_studies if one.key == key)


def test_a_quote_gets_its_text_its_place_and_what_is_around_it(folder: OpenReview) -> None:
    (quoted,), notices = placed_in(folder, study(folder), [GivenQuote("12 nurses\nin home", 1)], False)
    (text,) = folder.review.texts_of_study(study(folder))
    assert quoted == Quoted("12 nurses in home", text.sha256, "We asked ", quoted.suffix, 1, 9)
    assert quoted.suffix.startswith(" care.")
    assert notices == ()


def test_a_page_that_no_text_has_is_refused_only_where_pages_are_those_of_the_file(folder: OpenReview) -> None:
    read = texts_of(folder, study(folder), False)
    with pytest.raises(ReviewkitError, match="the last is 2"):
        place_quote(study(folder), read, GivenQuote(SAID, 412), False)
    placed = place_quote(study(folder), read, GivenQuote(SAID, 412, strict=False), False)
    assert (placed.match, placed.quoted.part) == (Match.FOUND, 1)
    assert placed.notice == "the quote was found at number 1, not 412"


def test_without_a_text_nothing_is_looked_for_and_that_is_said(folder: OpenReview) -> None:
    placed = place_quote(
        study(folder, "aas"), texts_of(folder, study(folder, "aas"), False), GivenQuote(SAID), False
    )
    assert (placed.match, placed.quoted) == (None, Quoted(SAID))
    assert placed.notice is not None
    assert placed.notice.startswith("there is no full text of aas that can be read")


def test_a_lost_quote_is_kept_only_where_that_is_asked_for(folder: OpenReview) -> None:
    read, lost = texts_of(folder, study(folder), False), GivenQuote("We asked nobody about anything at all")
    with pytest.raises(ReviewkitError, match="None of the full texts of berg has these words"):
        place_quote(study(folder), read, lost, False)
    assert place_quote(study(folder), read, lost, True).match is Match.LOST


TWICE = (
    "<html><p>Trust is the word.</p><p>Much later in the same text they say again: trust is the word.</p></html>"
)


@pytest.mark.parametrize(
    ("given", "start"),
    [
        (GivenQuote("trust is the word"), 0),
        (GivenQuote("trust is the word", prefix="they say again: "), 64),
        (GivenQuote("trust is the word", suffix=".\n\nMuch later"), 0),
        (GivenQuote("trust is the word", start=64), 64),
    ],
)
def test_what_is_around_a_quote_or_where_it_was_decides_between_two_places(
    folder: OpenReview, given: GivenQuote, start: int
) -> None:
    texts.attach(folder, "a", "cinahl-0002", "aas.html", TWICE.encode())
    read = texts_of(folder, study(folder, "aas"), False)
    assert place_quote(study(folder, "aas"), read, given, False).quoted.start == start
