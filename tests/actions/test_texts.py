"""Attaching a full text copies it, logs it, and logs that it was retrieved: all or none."""

import dataclasses
from pathlib import Path

import pytest

from reviewkit.actions import duplicates, texts
from reviewkit.actions.retrieval import record_retrieval
from reviewkit.actions.undo import common_name, undo
from reviewkit.errors import ReviewkitError
from reviewkit.store.files import sha256
from reviewkit.store.open_review import OpenReview
from reviewkit.store.texts import TextState
from reviewkit.words import State, Verdict
from tests.builders import review_folder
from tests.folders import afresh, begin, bring, decide, files_of
from tests.formats.test_documents import HTML, PDF


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two reports whose full texts are sought."""
    made = begin(tmp_path / "review", stages="two", people=1)
    for record in (1, 2):
        decide(made, "a", record, "y")
    return made


def state(folder: OpenReview, number: int = 1) -> State:
    return folder.review.outcomes[f"cinahl-{number:04d}"].state


def codes(folder: OpenReview) -> list[str]:
    """The problems of texts, as they are now."""
    return [one.code for one in folder.refresh().problems if one.code.startswith("text-")]


def test_a_text_is_copied_logged_and_retrieved_in_one_append(folder: OpenReview) -> None:
    done = texts.attach(folder, "b", "cinahl-0001", "C:\\Users\\kari\\Berg 2024.pdf", PDF, "accepted version")
    (text,) = folder.review.facts.texts
    assert done.path == f"texts/cinahl-0001-{sha256(PDF)[:8]}.pdf"
    assert (folder.root / done.path).read_bytes() == PDF
    assert dataclasses.astuple(text)[:7] == (
        "b",
        "cinahl-0001",
        done.path,
        sha256(PDF),
        len(PDF),
        "Berg 2024.pdf",
        "accepted version",
    )
    assert text.fingerprint == folder.fingerprints()["cinahl-0001"]
    assert done.retrieved
    assert len(done.ids) == 2
    assert common_name(done.ids) == done.ids[0].rpartition("-")[0]
    assert state(folder) is State.WAITING
    assert afresh(folder).texts_of == {"cinahl-0001": (text,)}


def test_what_was_retrieved_already_is_not_logged_again(folder: OpenReview) -> None:
    record_retrieval(folder, "a", ["cinahl-0001"], True)
    done = texts.attach(folder, "a", "cinahl-0001", "x.pdf", PDF)
    assert (done.retrieved, len(done.ids)) == (False, 1)


def test_a_text_that_was_given_up_is_retrieved_after_all(folder: OpenReview) -> None:
    record_retrieval(folder, "a", ["cinahl-0001"], False)
    assert texts.attach(folder, "a", "cinahl-0001", "x.pdf", PDF).retrieved
    assert state(folder) is State.WAITING


def test_the_same_file_twice_changes_nothing_and_puts_back_what_is_missing(folder: OpenReview) -> None:
    done = texts.attach(folder, "a", "cinahl-0001", "x.pdf", PDF)
    before = files_of(folder.root)
    again = texts.attach(folder, "b", "cinahl-0001", "other.pdf", PDF)
    assert (again.ids, again.path) == ((), done.path)
    (folder.root / done.path).unlink()
    assert texts.attach(folder, "b", "cinahl-0001", "x.pdf", PDF).ids == ()
    assert files_of(folder.root) == before


def test_a_report_can_have_several_whichever_of_its_records_is_named(folder: OpenReview) -> None:
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0004"), Verdict.SAME)
    texts.attach(folder, "a", "cinahl-0001", "x.pdf", PDF)
    done = texts.attach(folder, "a", "cinahl-0004", "supplement.html", HTML, "supplement")
    assert (done.report, done.retrieved) == ("cinahl-0001", False)
    assert [text.note for text in folder.review.texts_of["cinahl-0001"]] == ["", "supplement"]


def test_the_same_file_of_another_report_is_said(folder: OpenReview) -> None:
    assert texts.attach(folder, "a", "cinahl-0001", "x.pdf", PDF).also_of == ()
    assert texts.attach(folder, "a", "cinahl-0002", "x.pdf", PDF).also_of == ("cinahl-0001",)


@pytest.mark.parametrize(
    ("record", "data"), [("nothing-0001", PDF), ("cinahl-0001", b""), ("cinahl-0001", PDF[:30])]
)
def test_nothing_is_kept_of_what_is_refused(folder: OpenReview, record: str, data: bytes) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError):
        texts.attach(folder, "a", record, "x.pdf", data)
    assert files_of(folder.root) == before


def test_a_folder_of_version_0_2_is_upgraded_first(tmp_path: Path) -> None:
    from reviewkit.store.open_review import open_review

    old = open_review(review_folder(tmp_path / "old"))
    bring(old, "cinahl", 1)
    with pytest.raises(ReviewkitError, match="attaching a full text needs the folder's new format"):
        texts.attach(old, "a", "cinahl-0001", "x.pdf", PDF)
    assert not (old.root / "texts").exists()


def test_undone_the_text_and_the_retrieval_go_and_the_file_stays_as_a_note(folder: OpenReview) -> None:
    done = texts.attach(folder, "a", "cinahl-0001", "x.pdf", PDF)
    undone = undo(folder, "a", [common_name(done.ids)])
    assert "is a full text of cinahl-0001, attached by a" in undone.plan.what[0]
    assert (folder.review.texts_of, state(folder)) == ({}, State.SOUGHT)
    assert (folder.root / done.path).read_bytes() == PDF
    assert [one.code for one in folder.review.facts.problems] == ["text-unlisted"]
    assert len(texts.attach(folder, "a", "cinahl-0001", "x.pdf", PDF).ids) == 2


def test_a_missing_or_changed_file_is_a_problem_of_the_review_at_once(folder: OpenReview) -> None:
    done = texts.attach(folder, "a", "cinahl-0001", "x.pdf", PDF)
    revision = folder.revision
    (folder.root / done.path).unlink()
    assert codes(folder) == ["text-missing"]
    assert folder.revision != revision
    (folder.root / done.path).write_bytes(PDF + b"x")
    assert codes(folder) == ["text-changed"]
    (folder.root / done.path).write_bytes(PDF)
    assert codes(folder) == []


def test_texts_are_kept_out_of_git_at_the_first_only(folder: OpenReview) -> None:
    texts.attach(folder, "a", "cinahl-0001", "x.pdf", PDF)
    ignore = folder.root / "texts" / ".gitignore"
    assert ignore.read_text(encoding="utf-8").splitlines()[-1] == "*"
    ignore.unlink()
    texts.attach(folder, "a", "cinahl-0001", "y.html", HTML)
    assert not ignore.exists()


def test_texts_are_listed_by_report_with_what_their_files_are(folder: OpenReview) -> None:
    texts.attach(folder, "a", "cinahl-0002", "x.pdf", PDF)
    gone = texts.attach(folder, "a", "cinahl-0001", "y.html", HTML)
    (folder.root / gone.path).unlink()
    assert [(one.report, one.state) for one in texts.listed(folder)] == [
        ("cinahl-0001", TextState.MISSING),
        ("cinahl-0002", TextState.HERE),
    ]
    assert [one.report for one in texts.listed(folder, "cinahl-0002")] == ["cinahl-0002"]
    assert texts.listed(folder, "cinahl-0003") == ()


def test_a_text_is_opened_by_its_checksum_with_its_bytes_checked(folder: OpenReview) -> None:
    done = texts.attach(folder, "a", "cinahl-0001", "x.pdf", PDF)
    opened = texts.open_text(folder, done.sha256)
    assert (opened.data, opened.kind, opened.text.record) == (PDF, "pdf", "cinahl-0001")
    with pytest.raises(ReviewkitError, match="no full text with this checksum"):
        texts.open_text(folder, "0" * 64)
    (folder.root / done.path).write_bytes(PDF.replace(b"1.4", b"1.5"))
    with pytest.raises(ReviewkitError, match="its checksum differs"):
        texts.open_text(folder, done.sha256)
    texts.attach(folder, "a", "cinahl-0002", "x.pdf", PDF)
    assert texts.open_text(folder, done.sha256).text.record == "cinahl-0002"
