"""A document of grey literature becomes a record with its text, cited by its institution."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from reviewkit.actions import undo
from reviewkit.actions.grey import GreyDocument, add_document, reference_of
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from tests.folders import afresh, begin, decide, files_of

SAFE = GreyDocument(
    "Trygg hjemme",
    "Senter for omsorgsforskning",
    "",
    "Rapport",
    "14.03.2023",
    "https://example.org/a",
    "2024-05-02",
)


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review", people=1)


def test_a_document_is_a_record_with_its_text_and_its_reference(folder: OpenReview) -> None:
    done = add_document(folder, "a", "websites", SAFE, "safe.html", b"<html><p>Safe at home.</p></html>")
    assert (done.record, done.source) == ("websites-0001", "websites")
    assert done.text is not None
    review = afresh(folder)
    record = review.records["websites-0001"]
    assert (record.title, record.authors, record.year) == ("Trygg hjemme", ("Senter for omsorgsforskning",), 2023)
    assert [one.path for one in review.texts_of["websites-0001"]] == [done.text.path]
    assert reference_of(review, "websites-0001", "nb").startswith("Senter for omsorgsforskning. (2023, 14. mars).")
    assert reference_of(review, "cinahl-0001", "nb") == ""


def test_its_study_is_cited_by_the_whole_name_of_the_institution(folder: OpenReview) -> None:
    add_document(folder, "a", "websites", SAFE)
    decide(folder, "a", "websites-0001", "y")
    (study,) = folder.review.included_studies
    assert (study.key, study.citation) == ("senterforomsorgsforskning2023", "Senter for omsorgsforskning (2023)")


def test_the_same_document_again_is_not_added_again_and_an_undo_takes_it_away(folder: OpenReview) -> None:
    done = add_document(folder, "a", "websites", SAFE)
    again = add_document(folder, "b", "websites", SAFE)
    assert (again.record, again.id) == (done.record, "")
    other = add_document(folder, "a", "websites", GreyDocument("Another", "A ministry"))
    assert other.record == "websites-0002"
    undo.undo(folder, "a", [done.id])
    assert "websites-0001" not in folder.review.records


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (GreyDocument(" ", "A ministry"), "has no title"),
        (GreyDocument("Safe"), "Say who wrote the document"),
        (GreyDocument("Safe", "A", date="31.02.2023"), "'31.02.2023' is no date"),
        (GreyDocument("Safe", "A", date="in spring"), "is no date. Write it as 2024, 2024-01"),
        (GreyDocument("Safe", "A", date="13.2017"), "'13.2017' is no date"),
        (GreyDocument("Safe", "A", date="ma 2017x"), "is no date"),
        (GreyDocument("Safe", "A", date="2999-01"), "is in the future|is no date"),
        (GreyDocument("Safe", "A", accessed="2024-05"), "'2024-05' is no date"),
        (GreyDocument("Safe", "A", accessed="2024"), "'2024' is no date"),
        (GreyDocument("Safe", "A", read=(date.today() + timedelta(9)).isoformat()), "is in the future"),
        (GreyDocument("Safe", "A", address="javascript:alert(1)"), "is no address"),
        (GreyDocument("Safe", "A", address="example.org"), "begins with https://"),
    ],
)
def test_what_is_not_understood_is_refused_and_nothing_is_added(
    folder: OpenReview, document: GreyDocument, said: str
) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said):
        add_document(folder, "a", "websites", document)
    assert files_of(folder.root) == before


def test_a_title_of_a_stranger_is_text(folder: OpenReview) -> None:
    title = "=cmd|' /C calc'!A1 {{ 7 * 7 }}"
    done = add_document(folder, "a", "websites", GreyDocument(title, "A ministry"))
    assert folder.review.records[done.record].title.lstrip("'") == title
    assert Path(done.path).name.isascii()


def test_a_text_that_is_no_document_stops_it_before_anything_is_added(folder: OpenReview) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError):
        add_document(folder, "a", "websites", SAFE, "safe.pdf", b"%P")
    assert files_of(folder.root) == before


@pytest.mark.parametrize(
    "written", ["2017-12", "12.2017", "12/2017", "desember 2017", "December 2017", "des. 2017"]
)
def test_a_month_of_publication_is_enough(folder: OpenReview, written: str) -> None:
    document = GreyDocument("Trygg hjemme", "Senter for omsorgsforskning", date=written)
    add_document(folder, "a", "websites", document)
    review = afresh(folder)
    assert review.records["websites-0001"].year == 2017
    assert "(2017, desember)" in reference_of(review, "websites-0001", "nb")
