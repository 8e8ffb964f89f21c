"""A manuscript as a Word document with comments."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx

from reviewkit.actions.confirming import confirm
from reviewkit.actions.manuscript import CheckedManuscript, check, checked_again
from reviewkit.actions.manuscript_comments import commented
from reviewkit.store.open_review import OpenReview, open_review
from tests.render.comments.documents import said

PAPER = b"We included 15 studies.\n\nSixteen studies were included.\n"


def of_word(folder: OpenReview) -> CheckedManuscript:
    document = docx.Document()
    for text in ("We included 15 studies.", "Sixteen studies were included."):
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return check(folder, out.getvalue(), "paper.docx")


def test_what_disagrees_has_a_comment_in_a_copy_of_the_document(example: Path) -> None:
    ((words, text),) = said(commented(of_word(open_review(example)), False, "en"))
    assert words == "Sixteen"
    assert text.startswith("2. Disagrees with the review folder\n")
    assert "15" in text
    assert "\nFrom: " in text


def test_everything_has_a_comment_where_that_is_asked_for(example: Path) -> None:
    found = said(commented(of_word(open_review(example)), True, "nb"))
    assert [words for words, _ in found] == ["15", "Sixteen"]
    assert found[0][1].startswith("1. Stemmer med oversiktens mappe")


def test_a_text_becomes_a_document_with_the_same_comments(example: Path) -> None:
    ((words, text),) = said(commented(check(open_review(example), PAPER, "paper.txt"), False, "nn"))
    assert words == "Sixteen"
    assert text.startswith("2. Stemmer ikkje med mappa til oversikta")


def test_what_somebody_confirmed_has_a_comment_again_when_the_number_changes(example: Path) -> None:
    folder = open_review(example)
    found = of_word(folder)
    confirm(folder, "a", found, 2, "one came late")
    found = checked_again(folder, found)
    assert commented(found, False, "en") == found.data
    assert "a said that this is right: one came late" in said(commented(found, True, "en"))[1][1]
    before = {number: replace(one, holds=False) for number, one in found.confirmed.items()}
    ((_, text),) = said(commented(replace(found, confirmed=before), False, "en"))
    assert "a said that this is right (one came late), but what it disagrees with has changed since." in text
