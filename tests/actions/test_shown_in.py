"""Documents of the folder: which are read, what they show, and whether their numbers are those of the review."""

from pathlib import Path

import pytest

from reviewkit.actions import shown_in
from reviewkit.actions.shown_in import document, documents
from reviewkit.errors import ReviewkitError
from reviewkit.extract.shown import FIGURES
from reviewkit.store.open_review import OpenReview
from tests.conftest import Command
from tests.folders import afresh, begin, bring, decide


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenReview:
    found = begin(tmp_path / "review", people=1)
    monkeypatch.chdir(found.root)
    return found


def test_a_figure_says_which_of_its_numbers_have_changed_and_of_which_logs_it_was_made(
    folder: OpenReview, rk: Command
) -> None:
    (folder.root / "out").mkdir()
    endings = FIGURES
    names = [f"out/flow.{ending}" for ending in endings]
    assert rk("prisma", "--draft", "--digest", *(part for name in names for part in ("-o", name))).status == 0
    found = documents(folder)
    assert sorted(one.path for one in found) == sorted(names)
    assert {(one.boxes["screened"], one.boxes["id.databases.cinahl"], one.is_current) for one in found} == {
        (4, 4, True)
    }
    bring(folder, "cinahl", 2, start=20)
    decide(folder, "a", 1, "y")
    assert {(one.boxes["screened"], one.is_current) for one in documents(folder)} == {(4, False)}
    assert afresh(folder).flow.named("screened").n == 6


def test_what_the_review_reads_is_no_document(folder: OpenReview) -> None:
    for name in ("texts/berg.html", "screening/notes.md", ".hidden/x.md", "searches/x/x.txt", "out/.x.md"):
        (folder.root / name).parent.mkdir(parents=True, exist_ok=True)
        (folder.root / name).write_text("words", encoding="utf-8")
    (folder.root / "article.md").write_text("A manuscript", encoding="utf-8")
    (folder.root / "data.json").write_text("{}", encoding="utf-8")
    (folder.root / "broken.docx").write_bytes(b"PK\x03\x04 no document")
    assert [(one.path, one.text, dict(one.boxes)) for one in documents(folder)] == [
        ("article.md", "a manuscript", {})
    ]


def test_a_link_out_of_the_folder_is_not_followed(folder: OpenReview, tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("not of this review", encoding="utf-8")
    (folder.root / "link.md").symlink_to(outside)
    (folder.root / "out").mkdir()
    (folder.root / "out" / "link.md").symlink_to(outside)
    assert documents(folder) == ()


def test_no_more_than_a_number_of_documents_is_read(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown_in, "MOST", 2)
    for number in range(4):
        (folder.root / f"{number}.md").write_text("words", encoding="utf-8")
    assert len(documents(folder)) == 2


def test_a_file_of_another_kind_is_refused_in_words(folder: OpenReview) -> None:
    path = folder.root / "photo.gif"
    path.write_bytes(b"GIF89a")
    with pytest.raises(ReviewkitError, match=r"a file to trace ends with one of: \.svg"):
        document(folder, path)


def test_a_picture_of_another_program_is_refused_with_what_to_do(folder: OpenReview) -> None:
    path = folder.root / "photo.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(ReviewkitError, match="Trace the figure in another format, such as SVG"):
        document(folder, path)
    assert documents(folder) == ()
