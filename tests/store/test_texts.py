"""Files in texts/: kept under names of our own, checked by size and checksum, and never read from elsewhere."""

import os
from pathlib import Path

import pytest

from reviewkit.errors import Level, ReviewkitError
from reviewkit.formats.documents import Document
from reviewkit.model import Text
from reviewkit.store import texts
from reviewkit.store.files import sha256
from reviewkit.store.texts import TextState
from tests.formats.test_documents import PDF

DIGEST = sha256(PDF)
NAME = f"texts/s-0001-{DIGEST[:8]}.pdf"
TEXT = Text("a", "s-0001", NAME, DIGEST, len(PDF), "Berg.pdf", id="a-k3f9q-1")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    texts.keep(tmp_path, NAME, PDF)
    return tmp_path


def codes(root: Path, *attached: Text, detached: tuple[Text, ...] = ()) -> list[tuple[str, str, Level]]:
    return [(one.place.path, one.code, one.level) for one in texts.problems(root, attached, detached)]


def test_a_name_of_our_own_has_report_checksum_and_the_ending_of_its_kind() -> None:
    assert texts.path_for("s-0001", DIGEST, Document.PDF) == NAME
    assert texts.path_for("../s/nul", "ab" * 32, Document.HTML).count("/") == 1


def test_what_is_kept_is_read_back(kept: Path) -> None:
    assert texts.bytes_of(kept, TEXT) == PDF
    assert texts.state_of(kept, TEXT) is TextState.HERE
    assert codes(kept, TEXT) == []


def test_the_same_bytes_again_leave_the_file_as_it_is(kept: Path) -> None:
    os.utime(kept / NAME, (1, 1))
    texts.keep(kept, NAME, PDF)
    assert (kept / NAME).stat().st_mtime == 1


def test_a_file_in_which_somebody_wrote_is_not_overwritten(kept: Path) -> None:
    (kept / NAME).write_bytes(PDF + b"notes")
    with pytest.raises(ReviewkitError, match="was changed after it was attached"):
        texts.keep(kept, NAME, PDF)
    assert (kept / NAME).read_bytes() == PDF + b"notes"


def test_a_missing_file_is_a_warning_that_says_who_has_it(kept: Path) -> None:
    (kept / NAME).unlink()
    assert codes(kept, TEXT) == [(NAME, "text-missing", Level.WARNING)]
    assert texts.state_of(kept, TEXT) is TextState.MISSING
    with pytest.raises(ReviewkitError, match=r"is not on this computer.*get the file from a"):
        texts.bytes_of(kept, TEXT)


def test_a_file_of_another_size_is_a_warning_and_one_of_the_same_size_is_found_when_it_is_read(kept: Path) -> None:
    (kept / NAME).write_bytes(PDF.replace(b"1.4", b"1.7"))
    assert codes(kept, TEXT) == []
    assert texts.state_of(kept, TEXT) is TextState.CHANGED
    with pytest.raises(ReviewkitError, match="its checksum differs"):
        texts.bytes_of(kept, TEXT)
    (kept / NAME).write_bytes(PDF + b"more")
    assert codes(kept, TEXT) == [(NAME, "text-changed", Level.WARNING)]
    assert texts.state_of(kept, TEXT) is TextState.CHANGED


def test_a_file_that_nobody_attached_is_named_and_hidden_ones_are_not(kept: Path) -> None:
    (kept / "texts" / "Berg (2).pdf").write_bytes(PDF)
    (kept / "texts" / ".DS_Store").write_bytes(b"x")
    (kept / "texts" / "below").mkdir()
    (kept / "texts" / "below" / "x.pdf").write_bytes(PDF)
    assert codes(kept, TEXT) == [
        ("texts/Berg (2).pdf", "text-unlisted", Level.WARNING),
        ("texts/below/x.pdf", "text-unlisted", Level.WARNING),
    ]


def test_a_file_whose_attaching_was_undone_is_a_note(kept: Path) -> None:
    assert codes(kept, detached=(TEXT,)) == [(NAME, "text-unlisted", Level.NOTE)]
    assert codes(kept, TEXT, detached=(TEXT,)) == []


def test_no_folder_is_no_problem(tmp_path: Path) -> None:
    assert codes(tmp_path) == []


def test_a_link_that_leads_out_is_neither_read_nor_written(tmp_path: Path) -> None:
    root, outside = tmp_path / "review", tmp_path / "outside"
    (root / "texts").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(PDF)
    (root / NAME).symlink_to(outside / "secret.pdf")
    assert codes(root, TEXT) == [(NAME, "link", Level.ERROR)]
    with pytest.raises(ReviewkitError, match="points out of the review folder"):
        texts.bytes_of(root, TEXT)
    with pytest.raises(ReviewkitError, match="points out of the review folder"):
        texts.keep(root, NAME, PDF)


def test_a_folder_that_is_a_link_is_not_written_into(tmp_path: Path) -> None:
    root, outside = tmp_path / "review", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "texts").symlink_to(outside)
    for work in (lambda: texts.keep(root, NAME, PDF), lambda: texts.keep_out_of_git(root)):
        with pytest.raises(ReviewkitError, match="points out of the review folder"):
            work()
    assert list(outside.iterdir()) == []
    assert [one[:2] for one in codes(root)] == [("texts", "link")]


@pytest.mark.parametrize("line", ["texts/", "/texts/", "texts", " texts/* "])
def test_a_gitignore_at_the_top_that_names_texts_is_enough(tmp_path: Path, line: str) -> None:
    (tmp_path / ".gitignore").write_text(f"*.log\n{line}\n", encoding="utf-8")
    texts.keep_out_of_git(tmp_path)
    assert not (tmp_path / "texts").exists()


@pytest.mark.parametrize("above", [None, "*.log\nnotes/texts/\n"])
def test_without_one_texts_gets_its_own_which_says_how_to_change_it(tmp_path: Path, above: str | None) -> None:
    if above:
        (tmp_path / ".gitignore").write_text(above, encoding="utf-8")
    texts.keep_out_of_git(tmp_path)
    own = tmp_path / "texts" / ".gitignore"
    lines = own.read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "*"
    assert any("To keep them in Git" in line for line in lines)
    own.write_text("# *\n", encoding="utf-8")
    texts.keep_out_of_git(tmp_path)
    assert own.read_text(encoding="utf-8") == "# *\n"


def test_a_file_to_attach_must_be_a_file_and_not_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.pdf").write_bytes(PDF)
    assert texts.read_given(tmp_path / "x.pdf") == PDF
    os.mkfifo(tmp_path / "pipe")
    for name, why in (("pipe", "a pipe or a device"), ("none", "no such file"), ("", "this is a folder")):
        with pytest.raises(ReviewkitError, match=why):
            texts.read_given(tmp_path / name)
    monkeypatch.setattr(texts, "LARGEST", len(PDF) - 1)
    with pytest.raises(ReviewkitError, match="has more than"):
        texts.read_given(tmp_path / "x.pdf")
