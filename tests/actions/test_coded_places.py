"""A coded quote is where it was selected, also where the same words occur twice; one that is gone has no place."""

from pathlib import Path

import pytest

from reviewkit.actions import coding, texts
from reviewkit.actions.coded_places import PlacedSegment, places
from reviewkit.actions.coding import NewQuote
from reviewkit.actions.undo import undo
from reviewkit.extract.reading import Reading
from reviewkit.model import Mark
from reviewkit.quotes import Match
from reviewkit.store.open_review import OpenReview
from reviewkit.store.readings import reading_of
from tests.page.coded import begun, sha


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begun(tmp_path / "review")


def read(folder: OpenReview) -> Reading:
    study = folder.review.included_studies[0]
    return reading_of(folder.root, folder.review.texts_of_study(study)[0])


def placed(folder: OpenReview) -> tuple[PlacedSegment, ...]:
    study = next(one for one in folder.review.included_studies if one.key == "berg")
    segments = [one for coding in folder.review.facts.codings for one in coding.segments]
    return places(folder, study, segments)


def selected(folder: OpenReview, words: str, start: int) -> None:
    part = read(folder).part_at(start)
    new = NewQuote("berg", words, (Mark("time"),), text=sha(folder), part=part, start=start)
    coding.add(folder, "a", new)


def test_words_that_occur_twice_are_where_they_were_selected(folder: OpenReview) -> None:
    text = read(folder).text
    words = "Time was short on every shift."
    first, second = text.index(words), text.rindex(words)
    assert first < second
    for start in (second, first):
        selected(folder, words, start)
    assert [(one.start, one.end) for one in placed(folder)] == [
        (second, second + len(words)),
        (first, first + len(words)),
    ]


def test_a_quote_over_paragraphs_has_them_all(folder: OpenReview) -> None:
    text = read(folder).text
    start = text.index("know the house")
    selected(folder, "know the house. Nobody asked", start)
    (one,) = placed(folder)
    assert " ".join(text[one.start : one.end].split()) == "know the house. Nobody asked"


def test_a_quote_that_its_text_no_longer_has_is_gone_and_one_that_moved_is_where_it_is_now(
    folder: OpenReview,
) -> None:
    selected(folder, "Nobody asked the leaders.", read(folder).text.index("Nobody asked"))
    selected(folder, "Trust came slowly.", read(folder).text.index("Trust came"))
    (text,) = folder.review.texts_of["cinahl-0001"]
    texts.attach(folder, "a", "cinahl-0001", "other.txt", b"Another beginning.\n\nTrust came slowly.\n")
    undo(folder, "a", [text.id])
    gone, moved = placed(folder)
    assert (gone.is_gone, gone.text, gone.start) == (True, "", -1)
    assert (moved.is_gone, moved.text, moved.match) == (False, sha(folder), Match.FOUND)
    assert read(folder).text[moved.start : moved.end] == "Trust came slowly."


def test_a_quote_is_not_called_gone_while_a_text_that_may_have_it_cannot_be_read(folder: OpenReview) -> None:
    selected(folder, "Trust came slowly.", read(folder).text.index("Trust came"))
    (text,) = folder.review.texts_of["cinahl-0001"]
    texts.attach(folder, "a", "cinahl-0001", "other.txt", b"Another paper.")
    (folder.root / text.path).write_bytes(b"Not the bytes that were attached.")
    (one,) = placed(folder)
    assert (one.match, one.is_gone) == (None, False)


def test_a_quote_of_a_study_without_a_text_is_not_called_gone(folder: OpenReview) -> None:
    for texts_ in list(folder.review.texts_of.values()):
        undo(folder, "a", [one.id for one in texts_])
    coding.add_quote(folder, "a", "berg", "words on paper", ["time"], "4")
    (one,) = placed(folder)
    assert (one.match, one.is_gone, one.text) == (None, False, "")
