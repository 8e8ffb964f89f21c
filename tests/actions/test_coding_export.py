"""All codings go out with their texts and places; what a file cannot hold is said."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from reviewkit.actions import coding, texts
from reviewkit.actions.codebook import chosen
from reviewkit.actions.coding_export import all_codings, codebook_file, placed_segments, project_file
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.refi_read import read_codebook, read_project
from reviewkit.store.open_review import OpenReview
from reviewkit.store.readings import reading_of
from tests.exchange.refi import assert_valid, assert_valid_project
from tests.folders import afresh, begin, decide, ready_to_code

SAID = "We trust each other on the ward."
HTML = f"<html><p>🙂 Naïve words come first.</p><p>{SAID}</p><p>And again: {SAID}</p></html>"


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg", "aas", "dahl")
    for record, choice in ((1, "y"), (2, "y"), (3, "n")):
        decide(made, "a", record, choice, "" if choice == "y" else "population")
    texts.attach(made, "a", "cinahl-0001", "berg.html", HTML.encode())
    first = coding.add_quote(made, "a", "berg", SAID, ["trust"], "4", "a note", "contradicts", "participant")
    coding.recode(made, "a", first.id, ["trust", "time"], "both", "contradicts")
    coding.add_quote(made, "b", "aas", "Words without a text", ["time"])
    coding.mark_study(made, "a", "aas", "trust", "it is the aim")
    return made


def test_a_project_holds_every_quote_where_it_is(folder: OpenReview) -> None:
    made = project_file(folder)
    assert_valid_project(made.data)
    read = read_project(made.data, "p.qdpx")
    (source,) = read.sources
    assert source.text == reading_of(folder.root, folder.review.facts.texts[0]).text
    placed = [one for one in read.quotes if one.start >= 0]
    assert [(one.words, source.text[one.start : one.end]) for one in placed] == [(SAID, SAID)]
    assert placed[0].note.split("\n") == [
        "a note",
        "[study] berg",
        "[page] 4",
        "[construct] participant",
        "[relation trust] contradicts",
        "[relation time] contradicts",
    ]
    assert [one.words for one in read.quotes if one.start < 0] == ["Words without a text"]
    assert [(one.id, one.name) for one in read.users] == [("a", "a"), ("b", "Berit")]
    assert [(one.name, len(one.codes), len(one.sources)) for one in read.cases] == [
        ("Study 1", 0, 1),
        ("Study 2", 1, 0),
    ]
    assert (made.studies, made.texts, made.codings) == (2, 1, 3)


def test_what_a_project_cannot_hold_is_said(folder: OpenReview) -> None:
    assert project_file(folder).losses == (
        "codes on whole studies (1): the file does not say whose, nor why",
        "quotes that are in no text (1): in the file as coded notes",
        "quotes that had other codes before (1): the file has those of today",
        "aas: has no full text that can be read",
        "left out: who has finished which study, what was undone, the history of the codebook",
    )


def test_the_same_review_is_always_the_same_file(folder: OpenReview) -> None:
    assert project_file(folder).data == project_file(OpenReview(folder.root)).data


def test_the_codings_of_one_person(folder: OpenReview) -> None:
    read = read_project(project_file(folder, coder="b").data, "p.qdpx")
    assert ([one.id for one in read.users], len(read.quotes)) == (["b"], 1)
    assert [one.codes for one in read.cases] == [(), ()]


def test_codings_have_their_places_and_times(folder: OpenReview) -> None:
    book = chosen(folder.review, "")
    first, second = placed_segments(folder, book)
    assert (first.words, first.coder, first.at.tzinfo is not None) == (SAID, "a", True)
    assert (second.text, second.start) == (None, -1)
    assert [one.segment.quote for one in all_codings(folder, book)] == [SAID, "Words without a text", ""]


def test_the_codebook_is_valid_and_says_what_is_left_out(folder: OpenReview) -> None:
    made = codebook_file(folder.review)
    assert_valid(made.text)
    assert [one.name for one in read_codebook(made.text.encode(), "b.qdc").codes] == ["Trust", "Time"]
    assert made.losses == ("left out: the title of the codebook and its version (1)",)
    (folder.root / "codebooks" / "themes.yaml").write_text("codes:\n", encoding="utf-8")
    with pytest.raises(ReviewkitError, match="has no codes yet"):
        codebook_file(afresh(folder))


def test_a_quote_with_other_words_in_the_text_has_those_of_the_text(folder: OpenReview) -> None:
    coding.add_quote(folder, "a", "berg", "We trust each other on the wards.", ["time"])
    made = project_file(folder)
    assert "quotes with other words in the text (1): the file has those of the text" in made.losses
    with zipfile.ZipFile(BytesIO(made.data)) as archive:
        assert b"on the wards" not in archive.read("project.qde")
