"""What lies at a path is recognised, or refused with what it is."""

from pathlib import Path

import pytest

from reviewkit.actions.foreign_projects import project_at
from reviewkit.errors import ReviewkitError
from tests import foreign

TEXT = "One line.\nAnother."


def test_what_is_no_project_is_left_to_others(tmp_path: Path) -> None:
    for name, text in (("a.csv", "study;quote;code\n"), ("a.yaml", "coder: kari\n"), ("a.yml", "- x\n")):
        (tmp_path / name).write_text(text)
        assert project_at(tmp_path / name) is None
    assert project_at(tmp_path / "gone.csv") is None


def test_a_folder_of_no_program_a_codebook_and_a_strange_database_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="holds no project that is known"):
        project_at(tmp_path)
    with pytest.raises(ReviewkitError, match=r'reviewkit codebook import "b\.qdc"'):
        project_at(tmp_path / "b.qdc")
    strange = foreign.database(tmp_path / "x.db", "CREATE TABLE a (id INTEGER);")
    with pytest.raises(ReviewkitError, match="of no program that is known"):
        project_at(strange)


def test_a_project_of_qualitative_coding_by_its_database(tmp_path: Path) -> None:
    folder = foreign.qc(tmp_path / "p", "a.txt", TEXT, (0, "Trust"))
    (folder / "qc.sqlite3").rename(folder / "qualitative_coding.sqlite3")
    found = project_at(folder / "qualitative_coding.sqlite3")
    assert found is not None
    assert [one.words for one in found.quotes] == ["One line."]


def test_one_from_before_its_database_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("qc_version: 0.2.3\ncorpus_dir: corpus\ncodes_dir: codes\n")
    with pytest.raises(ReviewkitError, match="qc upgrade"):
        project_at(tmp_path)


@pytest.mark.parametrize("key", ["corpus_dir", "database", "codebook"])
def test_settings_that_lead_out_of_the_project_are_refused(tmp_path: Path, key: str) -> None:
    folder = foreign.qc(tmp_path / "p", "a.txt", TEXT, (0, "Trust"))
    settings = {"corpus_dir": "corpus", "database": "qc.sqlite3", "codebook": "codebook.yaml", key: "../.."}
    (folder / "settings.yaml").write_text("".join(f"{name}: {said}\n" for name, said in settings.items()))
    with pytest.raises(ReviewkitError, match="lies outside of the project"):
        project_at(folder)


def test_the_database_of_qualcoder_and_its_folder_are_one_project(tmp_path: Path) -> None:
    folder = foreign.qualcoder(tmp_path / "Care.qda", "a.txt", TEXT, ("One", 1, "kari"))
    assert project_at(folder) == project_at(folder / "data.qda")
