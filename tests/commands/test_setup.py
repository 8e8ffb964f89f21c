"""init and upgrade: how a review begins, and how one of an older version goes on."""

import json
from pathlib import Path

import pytest

from tests.builders import review_folder
from tests.commands.reviews import contents
from tests.conftest import Command


def test_init_makes_a_review_without_problems_and_says_what_is_next(tmp_path: Path, rk: Command) -> None:
    new = tmp_path / "a" / "new"
    ran = rk("init", new, "--title", "Care at home", "-r", "anna", "-r", "berit")
    assert ran.status == 0
    assert ran.out.startswith(f"created {new / 'review.yaml'}\ncreated {new / 'searches.yaml'}\n")
    assert ran.out.endswith("Fill in review.yaml, then: reviewkit import FILE --source NAME\n")
    assert json.loads(rk("status", "--json", "-C", new).out)["title"] == "Care at home"
    assert "use one of: anna, berit" in rk("screen", "--as", "zoe", "-C", new).err
    assert rk("check", "-C", new).status == 0


def test_a_review_without_a_title_is_called_after_its_folder_and_has_two_reviewers(
    tmp_path: Path, rk: Command
) -> None:
    rk("init", tmp_path / "care")
    assert rk("status", "-C", tmp_path / "care").out.startswith("care\n")
    assert "use one of: a, b" in rk("screen", "--as", "zoe", "-C", tmp_path / "care").err


def test_init_leaves_an_existing_review_alone(ready: Path, rk: Command) -> None:
    before = contents(ready)
    ran = rk("init", ready)
    assert ran.status == 1
    assert "this folder already has a review" in ran.err
    assert contents(ready) == before


def test_init_adds_what_is_missing_beside_files_that_are_there(tmp_path: Path, rk: Command) -> None:
    (tmp_path / "studies.yaml").write_text("# mine\n", encoding="utf-8")
    ran = rk("init", tmp_path)
    assert ran.status == 0
    assert "studies.yaml" not in ran.out
    assert (tmp_path / "studies.yaml").read_text(encoding="utf-8") == "# mine\n"


def test_a_title_cannot_break_the_new_protocol(tmp_path: Path, rk: Command) -> None:
    title = 'Care: "safe" \\ at home # [really] {now} å'
    assert rk("init", tmp_path / "new", "--title", title, "-r", "a").status == 0
    assert json.loads(rk("status", "--json", "-C", tmp_path / "new").out)["title"] == title
    assert rk("check", "-C", tmp_path / "new").status == 0


def test_a_new_review_says_all_that_was_asked_for(tmp_path: Path, rk: Command) -> None:
    words = ["-r", "kari=Kari Berg:screens,settles", "-r", "ola", "-l", "nb", "--stages", "one"]
    words += ["--reason", "Feil utvalg", "--reason", "x=Feil: x", "--include", "Voksne", "--exclude", "Sykehus"]
    assert rk("init", tmp_path / "new", *words).status == 0
    said = json.loads(rk("protocol", "--json", "-C", tmp_path / "new").out)
    kari, ola = said["reviewers"]
    assert (kari["name"], kari["roles"], ola["id"]) == ("Kari Berg", ["screens", "settles"], "ola")
    assert (said["language"], [stage["id"] for stage in said["stages"]]) == ("nb", ["screening"])
    assert {one["id"]: one["labels"] for one in said["reasons"]} == {
        "feil-utvalg": {"nb": "Feil utvalg"},
        "x": {"nb": "Feil: x"},
    }
    assert said["criteria"] == {"include": [{"nb": "Voksne"}], "exclude": [{"nb": "Sykehus"}]}


def test_a_role_that_is_none_is_refused(tmp_path: Path, rk: Command) -> None:
    ran = rk("init", tmp_path / "new", "-r", "kari=Kari:boss")
    assert ran.status == 2
    assert "'boss' is not a role" in ran.err
    assert not (tmp_path / "new").exists()


def test_control_characters_of_a_title_do_not_reach_the_protocol(tmp_path: Path, rk: Command) -> None:
    assert rk("init", tmp_path / "new", "--title", "a\x1b]0;b\x07\nc").status == 0
    assert json.loads(rk("status", "--json", "-C", tmp_path / "new").out)["title"] == "a ]0;b  c"


@pytest.mark.parametrize("reviewer", ["A B", "Å", "../x", "", "con/x"])
def test_a_reviewer_whose_id_cannot_be_a_file_name_is_refused(tmp_path: Path, rk: Command, reviewer: str) -> None:
    ran = rk("init", tmp_path / "new", "-r", reviewer)
    assert ran.status == 1
    assert f"{reviewer!r} cannot be a reviewer's id" in ran.err
    assert not (tmp_path / "new").exists()


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path, rk: Command) -> None:
    (tmp_path / "new").write_text("mine", encoding="utf-8")
    ran = rk("init", tmp_path / "new")
    assert (ran.status, (tmp_path / "new").read_text(encoding="utf-8")) == (1, "mine")
    assert "there is a file where a folder is needed" in ran.err


def test_upgrade_says_first_what_it_would_do_and_changes_nothing(tmp_path: Path, rk: Command) -> None:
    root = review_folder(tmp_path / "r")
    before = contents(root)
    ran = rk("upgrade", "--dry-run", "-C", root)
    assert ran.status == 0
    assert "the line `format: 2` is added to review.yaml; nothing else in it changes" in ran.out
    assert ran.out.endswith("To upgrade: reviewkit upgrade\n")
    assert contents(root) == before


def test_upgrade_adds_one_line_and_once_only(tmp_path: Path, rk: Command) -> None:
    root = review_folder(tmp_path / "r")
    before = (root / "review.yaml").read_text(encoding="utf-8")
    assert rk("upgrade", "--as", "a", "-C", root).out.endswith("the review is now in format 2\n")
    lines = (root / "review.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("format: 2")] == before.splitlines()
    after = contents(root)
    ran = rk("upgrade", "--as", "a", "-C", root)
    assert (ran.status, ran.out) == (0, "this review is already in format 2; nothing was changed\n")
    assert contents(root) == after


def test_upgrade_as_json_tells_the_formats_and_whether_it_was_done(tmp_path: Path, rk: Command) -> None:
    root = review_folder(tmp_path / "r")
    planned = json.loads(rk("upgrade", "--dry-run", "--json", "-C", root).out)
    assert (planned["before"], planned["after"], len(planned["changes"]), planned["done"]) == (1, 2, 2, False)
    made = json.loads(rk("upgrade", "--json", "--as", "b", "-C", root).out)
    assert made == {**planned, "done": True}
    assert json.loads(rk("upgrade", "--json", "--as", "b", "-C", root).out)["changes"] == []


def test_an_upgrade_is_somebody_s(tmp_path: Path, rk: Command) -> None:
    root = review_folder(tmp_path / "r")
    before = contents(root)
    for args in ([], ["--as", "zoe"]):
        assert rk("upgrade", *args, "-C", root).status == 1
    assert contents(root) == before


def test_a_review_of_a_newer_format_is_left_alone(tmp_path: Path, rk: Command) -> None:
    root = review_folder(tmp_path / "r")
    (root / "review.yaml").write_text(
        "format: 99\n" + (root / "review.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    before = contents(root)
    ran = rk("upgrade", "--as", "a", "-C", root)
    assert ran.status == 1
    assert "99" in ran.err
    assert contents(root) == before
