"""A review folder is found from within, and a new one can be worked in at once."""

from pathlib import Path

import pytest

from reviewkit.errors import Level, ReviewkitError
from reviewkit.store import folder, texts
from reviewkit.store import format as formats
from reviewkit.store.open_review import open_review
from tests.folders import files_of


def test_the_folder_that_a_path_lies_in_is_found(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_text("title: A\n")
    inside = tmp_path / "searches" / "cinahl"
    inside.mkdir(parents=True)
    assert [folder.root_of(path) for path in (tmp_path, inside)] == [tmp_path.resolve()] * 2


def test_the_nearest_folder_counts(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "inner"):
        root.mkdir(exist_ok=True)
        (root / "review.yaml").write_text("title: A\n")
    assert folder.root_of(tmp_path / "inner") == (tmp_path / "inner").resolve()


def test_a_folder_without_review_yaml_is_none(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").mkdir()
    with pytest.raises(ReviewkitError, match=r"this is not a review folder.*reviewkit init"):
        folder.root_of(tmp_path)


def test_a_new_folder_has_no_problem_and_names_its_reviewers(tmp_path: Path) -> None:
    made = folder.create(tmp_path, "Trygg: på «åsgård» #1", ["a", "kari-n"])
    review = open_review(tmp_path).review
    assert review.protocol.title == "Trygg: på «åsgård» #1"
    assert [reviewer.id for reviewer in review.protocol.reviewers] == ["a", "kari-n"]
    assert review.protocol.format == formats.FORMAT
    assert [problem for problem in review.problems if problem.level is not Level.NOTE] == []
    assert {path.relative_to(tmp_path).as_posix() for path in made} == {
        "review.yaml",
        "searches.yaml",
        "studies.yaml",
        "codebooks/themes.yaml",
        ".gitattributes",
        ".gitignore",
    }
    assert (tmp_path / formats.MARK).exists()


@pytest.mark.parametrize("title", ['"', "\\", "a: b", "{reviewers}", "{title}", "- x", "", "a\nb\x07c", "'#", "𝕒"])
def test_any_title_reads_back(tmp_path: Path, title: str) -> None:
    folder.create(tmp_path, title, ["a"])
    review = open_review(tmp_path).review
    assert review.protocol.title == "".join(letter if letter.isprintable() else " " for letter in title)
    assert [reviewer.id for reviewer in review.protocol.reviewers] == ["a"]


def test_a_review_that_stands_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_text("title: Mine\n")
    with pytest.raises(ReviewkitError, match=r"this folder already has a review\. Nothing was changed"):
        folder.create(tmp_path, "A", ["a"])
    assert files_of(tmp_path) == {"review.yaml": b"title: Mine\n"}


def test_other_files_that_stand_there_are_left_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "studies.yaml").write_text("berg: {citation: Berg, records: []}\n")
    made = folder.create(tmp_path, "A", ["a"])
    assert "studies.yaml" not in [path.name for path in made]
    assert (tmp_path / "studies.yaml").read_text() == "berg: {citation: Berg, records: []}\n"


@pytest.mark.parametrize("reviewer", ["Ann Smith", "con", "any"])
def test_a_reviewer_who_can_be_no_file_or_means_several_makes_no_folder(tmp_path: Path, reviewer: str) -> None:
    with pytest.raises(ReviewkitError, match="cannot be a reviewer's id"):
        folder.create(tmp_path / "new", "A", ["a", reviewer])
    assert not (tmp_path / "new").exists()


def test_full_texts_are_kept_out_of_git(tmp_path: Path) -> None:
    folder.create(tmp_path, "A", ["a"])
    assert "texts/" in (tmp_path / ".gitignore").read_text().splitlines()
    texts.keep_out_of_git(tmp_path)
    assert not (tmp_path / "texts").exists()


def test_two_copies_of_a_log_are_joined_by_git(tmp_path: Path) -> None:
    folder.create(tmp_path, "A", ["a"])
    rules = (tmp_path / ".gitattributes").read_text().splitlines()
    assert any("*.jsonl" in rule and "merge=union" in rule for rule in rules)


def test_the_protocol_of_a_new_review_can_be_changed_before_it_is_written(tmp_path: Path) -> None:
    folder.create(tmp_path, "A", ["a"], lambda text: text.replace("stages: two", "stages: one"))
    assert "\nstages: one  " in (tmp_path / "review.yaml").read_text()
    assert "stages" not in (tmp_path / "studies.yaml").read_text()


def test_each_new_review_has_a_seed_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([7, 471102])
    monkeypatch.setattr(folder.secrets, "randbelow", lambda limit: next(drawn))
    for name in ("one", "two"):
        folder.create(tmp_path / name, "A", ["a"])
    assert "seed: 000007 " in (tmp_path / "one" / "review.yaml").read_text(encoding="utf-8")
    assert [open_review(tmp_path / name).review.protocol.seed for name in ("one", "two")] == [7, 471102]
