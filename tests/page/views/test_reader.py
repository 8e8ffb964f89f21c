"""A full text in the page: every word of it once, with the words of a quote marked where they are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.actions import texts
from reviewkit.extract.reading import Reading, Unit
from reviewkit.page.views.reader import Place, ShownPart, paragraphs_with, parts
from tests.extract.pages import Put, pdf
from tests.page.charted import AIM, begun
from tests.page.conftest import Opened, Page

PAGES = st.lists(st.text("ab \n", max_size=30), min_size=1, max_size=4)


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    return opened(begun(tmp_path / "review").root)


def words(found: tuple[ShownPart, ...], marked: bool | None = None) -> str:
    """The letters of a text, or those that are marked."""
    return "".join(
        piece.text
        for part in found
        for paragraph in part.paragraphs
        for piece in paragraph.pieces
        if marked in (None, piece.marked)
    )


@given(PAGES, st.data())
def test_nothing_is_left_out_and_what_is_marked_is_the_quote(pages: list[str], data: st.DataObject) -> None:
    reading = Reading(Unit.PAGE, tuple(pages))
    begin = data.draw(st.integers(0, len(reading.text)))
    end = data.draw(st.integers(begin, len(reading.text)))
    found = parts(reading, (begin, end))
    letters = reading.text.replace(" ", "").replace("\n", "")
    assert words(found).replace(" ", "") == letters
    assert words(found, True).replace(" ", "") == reading.text[begin:end].replace(" ", "").replace("\n", "")
    assert [part.number for part in found] == list(range(1, len(pages) + 1))


def test_a_quote_over_two_paragraphs_begins_once() -> None:
    found = parts(Reading(Unit.PAGE, ("one two\nthree four",)), (4, 13))
    pieces = [piece for paragraph in found[0].paragraphs for piece in paragraph.pieces if piece.marked]
    assert [(piece.text, piece.first) for piece in pieces] == [("two", True), ("three", False)]


def test_a_text_has_its_pages_and_a_quote_its_mark(page: Page) -> None:
    shown = page.shows(f"/chart/study/berg?quote={AIM}&part=2")
    assert 'data-part="2"' in shown
    assert 'id="quote">The aim was' in shown
    assert "not in this text" in page.shows("/chart/study/berg?quote=nothing+like+that+anywhere&part=99")


def test_a_study_has_several_texts_and_one_is_chosen(page: Page) -> None:
    more = texts.attach(page.sitting.opened, "a", "cinahl-0001", "more.txt", b"More of what they said.")
    assert "more.txt" in page.shows("/chart/study/berg")
    shown = page.shows(f"/chart/study/berg?text={more.sha256}")
    assert "More of what they said." in shown
    assert '<p data-at="0" data-part="1"' in shown


def test_a_pdf_can_be_seen_as_it_is(page: Page) -> None:
    (text,) = page.sitting.review.texts_of["cinahl-0001"]
    assert f'<iframe class="text" src="/text/{text.sha256}"' in page.shows("/chart/study/berg?as=file")


def test_a_scanned_page_says_so(page: Page) -> None:
    made = texts.attach(page.sitting.opened, "a", "cinahl-0002", "scan.pdf", pdf([Put(60, 700, "")], picture=True))
    assert "This page is a picture" in page.shows(f"/chart/study/aas?text={made.sha256}")


def test_a_document_that_cannot_be_read_says_so_and_the_form_is_there(page: Page) -> None:
    (text,) = page.sitting.review.texts_of["cinahl-0001"]
    (page.sitting.opened.root / text.path).write_bytes(b"%PDF-1.4 another one")
    shown = page.shows("/chart/study/berg")
    assert text.path in shown
    assert 'role="alert"' in shown
    assert 'id="f-aim-1"' in shown


def test_without_a_text_one_is_asked_for(page: Page) -> None:
    (text,) = page.sitting.review.texts_of["cinahl-0001"]
    page.sends("/undo", events=text.id)
    shown = page.shows("/chart/study/berg")
    assert "No full text of this study is attached yet." in shown
    assert '<details class="attach" open>' in shown


SPANS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)).map(sorted), max_size=6)


@given(PAGES, SPANS, st.data())
def test_every_letter_is_marked_for_the_coded_quotes_that_have_it_and_for_no_other(
    pages: list[str], spans: list[list[int]], data: st.DataObject
) -> None:
    reading = Reading(Unit.PAGE, tuple(pages))
    size = len(reading.text)
    places = [
        Place(min(start, size), min(end, size), number, str(number))
        for number, (start, end) in enumerate(spans, start=1)
    ]
    shown = parts(reading, (-1, -1), data.draw(st.permutations(places)))
    for part in shown:
        for paragraph in part.paragraphs:
            at = paragraph.start
            for piece in paragraph.pieces:
                assert piece.text == reading.text[at : at + len(piece.text)]
                for offset in range(at, at + len(piece.text)):
                    having = [one.number for one in places if one.start <= offset < one.end]
                    assert sorted(one.number for one in piece.coded) == having
                assert [one.number for one in piece.begins] == [
                    one.number for one in piece.coded if one.start == at
                ]
                at += len(piece.text)


@given(PAGES, SPANS)
def test_the_paragraphs_of_one_quote_are_those_of_the_whole_text(pages: list[str], spans: list[list[int]]) -> None:
    reading = Reading(Unit.PAGE, tuple(pages))
    size = len(reading.text)
    places = [Place(min(a, size), min(b, size), number) for number, (a, b) in enumerate(spans, start=1)]
    whole = [(part.number, one) for part in parts(reading, coded=places) for one in part.paragraphs]
    for place in places:
        if place.start < place.end:
            wanted = [(number, one) for number, one in whole if any(place in piece.coded for piece in one.pieces)]
            assert list(paragraphs_with(reading, place, places)) == wanted
