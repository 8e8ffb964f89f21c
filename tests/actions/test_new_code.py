"""A code that is made while coding comes with its quote, or neither comes; a codebook is begun where there is none."""

from pathlib import Path

import pytest

from reviewkit.actions import new_code
from reviewkit.actions.coding import NewQuote
from reviewkit.actions.new_code import NewCode
from reviewkit.errors import ReviewkitError
from reviewkit.model import Mark
from reviewkit.store.open_review import OpenReview
from tests.folders import begin, files_of
from tests.page.coded import begun


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begun(tmp_path / "review")


def quote(words: str = "Nobody asked the leaders.", *marks: Mark) -> NewQuote:
    return NewQuote("berg", words, marks)


def test_a_quote_gets_the_code_that_is_made_for_it_beside_its_others(folder: OpenReview) -> None:
    made = NewCode("Far from leaders!", "nothing says this yet", "trust", relation="contradicts")
    done = new_code.add_with_new_code(folder, "a", quote("Nobody asked the leaders.", Mark("time")), made)
    (coding,) = folder.review.facts.codings
    assert coding.segments[0].marks == (Mark("time"), Mark("far_from_leaders", "contradicts"))
    assert (done.code, done.coded.id) == ("far_from_leaders", coding.segments[0].event)
    act = folder.review.facts.codebook_acts[-1]
    assert (act.op, act.ids, act.why, act.phase) == ("create", ("far_from_leaders",), "nothing says this yet", 2)
    assert folder.review.facts.codebooks[0].codes[-1].parent == "trust"


@pytest.mark.parametrize(
    ("words", "made", "said"),
    [
        ("Words that nobody wrote anywhere here", NewCode("New", "why"), "None of the full texts"),
        ("", NewCode("New", "why"), "quote is empty"),
        ("Nobody asked the leaders.", NewCode("New", " "), "Say why"),
        ("Nobody asked the leaders.", NewCode("New", "why", parent="gone"), "is not in the codebook"),
        ("Nobody asked the leaders.", NewCode("New", "why", book="others"), "there is no codebook"),
    ],
)
def test_neither_is_made_where_one_cannot_be(folder: OpenReview, words: str, made: NewCode, said: str) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said):
        new_code.add_with_new_code(folder, "a", quote(words), made)
    assert files_of(folder.root) == before


def test_a_codebook_that_was_changed_by_hand_takes_no_code_and_the_quote_waits(folder: OpenReview) -> None:
    new_code.add_with_new_code(folder, "a", quote(), NewCode("First", "why"))
    file = folder.root / "codebooks" / "themes.yaml"
    file.write_text(file.read_text("utf-8") + "  more: More\n", "utf-8")
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match="changed by hand"):
        new_code.add_with_new_code(folder, "a", quote("Trust came slowly."), NewCode("Second", "why"))
    assert files_of(folder.root) == before


def test_a_label_that_is_an_alias_of_another_code_gets_an_id_of_its_own(folder: OpenReview) -> None:
    assert new_code.add_with_new_code(folder, "a", quote(), NewCode("Confidence", "why")).code == "confidence_2"


def test_a_codebook_is_begun_in_the_language_of_the_review_and_takes_codes(tmp_path: Path) -> None:
    folder = begun(tmp_path / "review")
    (folder.root / new_code.FILE).unlink()
    plan = folder.root / "review.yaml"
    plan.write_text(plan.read_text("utf-8").replace("language: en", "language: nb"), "utf-8")
    folder.refresh()
    assert new_code.begin(folder, "a")
    (book,) = folder.review.facts.codebooks
    assert (book.codes, book.language) == ((), folder.review.protocol.language)
    assert new_code.add_with_new_code(folder, "a", quote(), NewCode("Ny", "trengs")).code == "ny"


def test_a_codebook_that_is_there_is_not_begun_anew(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1)
    (folder.root / new_code.FILE).write_text("codes:\n  a: A\n", "utf-8")
    folder.refresh()
    with pytest.raises(ReviewkitError, match="There is a codebook already"):
        new_code.begin(folder, "a")
    assert (folder.root / new_code.FILE).read_text("utf-8") == "codes:\n  a: A\n"
