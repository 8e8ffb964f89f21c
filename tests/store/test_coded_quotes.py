"""Only quotes that may be gone are looked for; those of a text that is still attached are there."""

from pathlib import Path

import pytest

from reviewkit.actions import coding, texts
from reviewkit.errors import Level
from reviewkit.store import coded_quotes
from reviewkit.store.open_review import OpenReview
from tests.extract.pages import LOREM
from tests.folders import begin, decide, joined_by, ready_to_code

SAID = "We asked 12 nurses in home care."


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg", "aas")
    for record in (1, 2):
        decide(folder, "a", record, "y")
    texts.attach(folder, "a", "cinahl-0001", "berg.html", f"<html><p>{SAID}</p><p>{LOREM}</p></html>".encode())
    return folder


def by_hand(folder: OpenReview, *quotes: str) -> None:
    """A file of version 0.2, whose quotes were never looked for."""
    path = folder.root / "coding" / "b" / "berg.yaml"
    path.parent.mkdir(parents=True)
    entries = "".join(f"  - {{quote: '{quote}', codes: [trust]}}\n" for quote in quotes)
    path.write_text(f"segments:\n{entries}", encoding="utf-8")
    folder.refresh()


def test_quotes_of_a_file_are_looked_for_and_the_line_is_named(folder: OpenReview) -> None:
    by_hand(folder, SAID, "Nobody has ever written this sentence", SAID.replace("12", "13"))
    lost, changed = coded_quotes.problems(folder.root, folder.review)
    assert (str(lost.place), lost.code, lost.level) == ("coding/b/berg.yaml:3", "quote-lost", Level.WARNING)
    assert lost.message.endswith("If it is wrong, correct the file")
    assert (str(changed.place), changed.code) == ("coding/b/berg.yaml:4", "quote-changed")


def test_the_words_of_a_quote_are_not_told_before_the_study_is_open_to_everybody(folder: OpenReview) -> None:
    joined_by(folder, "b")
    with (folder.root / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("team: independent\ncoders_per_study: 2\n")
    folder.refresh()
    made = coding.add_quote(folder, "a", "berg", "Nobody has ever written this", ["trust"], keep_lost=True)
    (lost,) = coded_quotes.problems(folder.root, folder.review)
    assert "Nobody has ever" not in lost.message
    assert made.id in lost.message
    for who in ("a", "b"):
        coding.finish_study(folder, who, "berg", "done")
    (lost,) = coded_quotes.problems(folder.root, folder.review)
    assert "Nobody has ever written this" in lost.message


def test_nothing_is_read_where_every_quote_has_its_place(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    coding.add_quote(folder, "a", "berg", SAID, ["trust"])
    monkeypatch.setattr(coded_quotes, "reading_of", lambda *_: pytest.fail("read"))
    assert coded_quotes.problems(folder.root, folder.review) == ()


def test_a_long_quote_is_shortened_and_the_act_is_named(folder: OpenReview) -> None:
    done = coding.add_quote(folder, "a", "berg", "Nobody wrote this. " * 20, ["trust"], keep_lost=True)
    (problem,) = coded_quotes.problems(folder.root, folder.review)
    assert problem.message == (
        "none of the full texts of berg has the coded quote 'Nobody wrote this. Nobody wrote this. Nobody wrote this."
        f" Nob...'. If it is wrong: reviewkit code remove {done.id}"
    )


def test_quotes_of_studies_without_a_text_are_not_looked_for(folder: OpenReview) -> None:
    coding.add_quote(folder, "a", "aas", "Nobody has ever written this sentence", ["trust"])
    assert coded_quotes.problems(folder.root, folder.review) == ()
