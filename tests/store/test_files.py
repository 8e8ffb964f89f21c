"""Nothing is lost when something breaks."""

import os
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Problem, ReviewkitError
from reviewkit.store import files
from tests.conftest import is_root


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "review.yaml"
    files.write_whole(path, "old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(ReviewkitError, match="No space left on device"):
        files.write_whole(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["review.yaml"]


@pytest.mark.skipif(is_root(), reason="file permissions do not bind the root user")
def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ReviewkitError, match="you are not allowed to write here, so nothing was changed"):
            files.write_whole(tmp_path / "x", "y")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("x" * 120 + ".ris", "x" * 96 + ".ris"),
        ("a" + "." * 3 + "b" * 99, "b" * 99),
        ("\nx\ty.ris", "_x_y.ris"),
        ("CINAHL export.ris", "CINAHL export.ris"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a:b*c?.ris", "a_b_c_.ris"),
        ("con.ris", "_con.ris"),
        ("  .ris", "ris"),
        ("", "export"),
        ("søk på norsk.ris", "søk på norsk.ris"),
    ],
)
def test_file_names_mean_no_folder_and_work_everywhere(name: str, safe: str) -> None:
    assert files.safe_name(name) == safe


# --- reading --------------------------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        files.read_bytes(tmp_path / "none")
    with pytest.raises(ReviewkitError, match=r"this is a folder\. Name a file in it"):
        files.read_bytes(tmp_path)

    def fail(error: OSError) -> None:
        def opened(self: Path, mode: str = "r") -> None:
            raise error

        monkeypatch.setattr(Path, "open", opened)

    (tmp_path / "x").write_bytes(b"x")
    fail(PermissionError(13, "Permission denied"))
    with pytest.raises(ReviewkitError, match="you are not allowed to read this file"):
        files.read_bytes(tmp_path / "x")
    fail(OSError(5, "Input/output error"))
    with pytest.raises(ReviewkitError, match=r"x: this could not be read \(Input/output error\)"):
        files.read_bytes(tmp_path / "x")


def test_text_is_utf_8_with_or_without_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes("\ufeffpå\r\n".encode())
    assert files.read_text(path) == "på\r\n"
    path.write_bytes("på\nÅsen".encode("cp1252"))
    with pytest.raises(ReviewkitError, match="x:1: this is not UTF-8 text"):
        files.read_text(path)
    path.write_bytes("på\n".encode("utf-16"))
    with pytest.raises(ReviewkitError, match="x:1: this is UTF-16 text"):
        files.read_text(path)
    path.write_bytes(b"a\nb\n\xff")
    with pytest.raises(ReviewkitError, match="x:3: this is not UTF-8"):
        files.read_text(path)


def test_a_checksum_is_that_of_sha256sum() -> None:
    assert files.sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        (".DS_Store", True),
        ("~$list.xlsx", True),
        ("Thumbs.db", True),
        ("desktop.INI", True),
        ("Icon\r", True),
        ("@eaDir", True),
        ("a.jsonl", False),
    ],
)
def test_files_of_systems_and_editors_are_not_the_review_s(name: str, hidden: bool) -> None:
    assert files.is_hidden(name) is hidden


# --- the files of a folder ------------------------------------------------------------------------------------------


def listed(root: Path, endings: tuple[str, ...] = (".yaml",)) -> tuple[list[str], list[tuple[str, str]]]:
    """The names of the files in `in`, and place and code of what cannot be read."""
    problems: list[Problem] = []
    found = files.files_in(root, "in", endings, problems)
    return [path.name for path in found], [(problem.place.path, problem.code) for problem in problems]


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """A folder `in` with two files."""
    (tmp_path / "in").mkdir()
    for name in ("b.yaml", "a.yaml"):
        (tmp_path / "in" / name).write_text("x", encoding="utf-8")
    return tmp_path


def test_files_are_given_by_name_and_by_their_ending(inside: Path) -> None:
    for name in ("c.txt", ".hidden.yaml", "~$a.yaml", "yaml"):
        (inside / "in" / name).write_text("x", encoding="utf-8")
    assert listed(inside) == (["a.yaml", "b.yaml"], [])
    assert listed(inside, (".txt", ".yaml")) == (["a.yaml", "b.yaml", "c.txt"], [])


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert listed(tmp_path) == ([], [])


def test_a_folder_where_a_file_belongs_is_told_unless_all_files_are_wanted(inside: Path) -> None:
    (inside / "in" / "c.yaml").mkdir()
    assert listed(inside) == (["a.yaml", "b.yaml"], [("in/c.yaml", "no-file")])
    assert listed(inside, ("",)) == (["a.yaml", "b.yaml"], [])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_told_and_not_waited_for(inside: Path) -> None:
    os.mkfifo(inside / "in" / "c.yaml")
    assert listed(inside) == (["a.yaml", "b.yaml"], [("in/c.yaml", "no-file")])


def test_a_link_that_leads_out_is_told_and_one_that_stays_is_followed(
    inside: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.yaml"
    secret.write_text("x", encoding="utf-8")
    try:
        (inside / "in" / "c.yaml").symlink_to(secret)
    except OSError:
        pytest.skip("links cannot be made here")
    (inside / "in" / "d.yaml").symlink_to(inside / "in" / "a.yaml")
    (inside / "in" / "e.yaml").symlink_to(inside / "none")
    names, problems = listed(inside)
    assert names == ["a.yaml", "b.yaml", "d.yaml"]
    assert problems == [("in/c.yaml", "link"), ("in/e.yaml", "unreadable")]
    with pytest.raises(ReviewkitError, match="points out of the review folder"):
        files.stay_inside(inside, inside / "in" / "c.yaml")
    assert files.stay_inside(inside, inside / "in" / "d.yaml") == inside / "in" / "d.yaml"
    assert [problem.code for problem in files.link_problems(inside, inside / "in" / "c.yaml")] == ["link"]
    assert files.link_problems(inside, inside / "in" / "a.yaml") == []


def test_a_folder_that_is_a_link_out_is_not_read(inside: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("review")
    try:
        (root / "in").symlink_to(inside / "in", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    assert listed(root) == ([], [("in", "link")])


def test_dots_in_a_path_do_not_leave_the_review(inside: Path) -> None:
    with pytest.raises(ReviewkitError, match="points out of the review folder"):
        files.stay_inside(inside / "in", inside / "in" / ".." / "x")
    assert files.stay_inside(inside, inside / "in" / ".." / "x")


def test_what_icloud_keeps_elsewhere_is_told(inside: Path) -> None:
    (inside / "in" / ".c.yaml.icloud").write_bytes(b"bplist")
    (inside / "in" / ".d.txt.icloud").write_bytes(b"bplist")
    assert listed(inside) == (["a.yaml", "b.yaml"], [("in/.c.yaml.icloud", "not-downloaded")])


def test_a_file_that_cannot_be_looked_at_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    assert files.is_file(tmp_path / "x")
    assert not files.is_file(tmp_path)

    def refuse(self: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    assert not files.is_file(tmp_path / "x")


def test_a_name_is_found_however_its_letters_are_composed(tmp_path: Path) -> None:
    composed, apart = tmp_path / "på.ris", tmp_path / "pa\u030a.ris"
    apart.write_text("x", encoding="utf-8")
    assert files.as_written(composed).read_text(encoding="utf-8") == "x"
    assert files.as_written(tmp_path / "none.ris") == tmp_path / "none.ris"
    assert files.as_written(tmp_path / "none" / "x") == tmp_path / "none" / "x"


# --- writing --------------------------------------------------------------------------------------------------------


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x"
    files.write_whole(path, "på\r\n")
    assert path.read_bytes() == "på\r\n".encode()
    files.write_whole(path, b"\x00")
    assert path.read_bytes() == b"\x00"
    assert [entry.name for entry in path.parent.iterdir()] == ["x"]


def test_what_exists_is_left_where_nobody_said_to_replace_it(tmp_path: Path) -> None:
    files.write_whole(tmp_path / "x", "old")
    with pytest.raises(ReviewkitError, match="already exists and was not replaced"):
        files.write_whole(tmp_path / "x", "new", overwrite=False)
    assert (tmp_path / "x").read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x"]


def test_half_written_files_of_processes_that_were_killed_go_after_an_hour(tmp_path: Path) -> None:
    for name, age in ((".writing-old", 4000), (".writing-new", 10)):
        (tmp_path / name).write_text("half", encoding="utf-8")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    files.write_whole(tmp_path / "x", "whole")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".writing-new", "x"]


def test_half_written_files_anywhere_in_a_review_go_and_those_behind_a_link_out_stay(tmp_path: Path) -> None:
    root, outside = tmp_path / "review", tmp_path / "outside"
    places = [root, root / "codebooks", root / "searches" / "cinahl", outside]
    for place in places:
        place.mkdir(parents=True, exist_ok=True)
        (place / ".writing-x").write_text("half", encoding="utf-8")
        os.utime(place / ".writing-x", (time.time() - 4000,) * 2)
    (root / "coding").symlink_to(outside)
    (root / "searches" / "eric").symlink_to(outside)
    files.remove_left_behind(root, ["codebooks", "searches", "coding", "retrieval"])
    assert [(place / ".writing-x").exists() for place in places] == [False, False, False, True]


def test_a_file_where_a_folder_is_needed_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    with pytest.raises(ReviewkitError, match="there is a file where a folder is needed"):
        files.write_whole(tmp_path / "x" / "y", "z")
    assert (tmp_path / "x").read_text() == "mine"


def test_a_file_or_a_folder_with_all_in_it_is_copied(tmp_path: Path) -> None:
    (tmp_path / "a" / "deep").mkdir(parents=True)
    (tmp_path / "a" / "deep" / "x").write_bytes(b"1")
    (tmp_path / "a" / "y").write_bytes(b"2")
    files.copy(tmp_path / "a", tmp_path / "b")
    files.copy(tmp_path / "a" / "y", tmp_path / "c" / "z")
    assert (tmp_path / "b" / "deep" / "x").read_bytes() == b"1"
    assert (tmp_path / "b" / "y").read_bytes() == (tmp_path / "c" / "z").read_bytes() == b"2"


@pytest.mark.parametrize(
    "name", ["con.a.ris", "nul.tar.gz", "LPT9 .ris", "con .ris", "COM¹.ris", "Aux", "prn. .x"]
)
def test_a_device_of_windows_is_none_whatever_stands_behind_it(name: str) -> None:
    assert files.safe_name(name) == f"_{name}"


@given(st.text())
def test_any_name_becomes_one_that_every_system_takes(name: str) -> None:
    safe = files.safe_name(name)
    assert 0 < len(safe) <= 101
    assert files.safe_name(safe) == safe
    assert not set(safe) & set('/\\:*?"<>|\0\n\r\t')
    assert not safe.startswith((".", " "))
    assert safe.partition(".")[0].casefold() not in ("con", "nul", "aux", "prn", "com1", "lpt9")


def test_what_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x" * 10)
    assert files.read_bytes(tmp_path / "x", 10) == b"x" * 10
    with pytest.raises(ReviewkitError, match=r"x: this file has more than 9e-06 MB, so it was not read"):
        files.read_bytes(tmp_path / "x", 9)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such devices and pipes")
def test_devices_and_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zeros.csv").symlink_to("/dev/zero")
    for path in (tmp_path / "pipe", tmp_path / "zeros.csv", Path("/dev/zero")):
        for read in (files.read_bytes, files.read_text, files.open_bytes):
            with pytest.raises(ReviewkitError, match="this is a pipe or a device, not a file"):
                read(path)


def test_a_file_is_read_without_the_memory_of_the_largest_that_may_be(tmp_path: Path) -> None:
    """To ask for a gigabyte and one byte at once would take them, however small the file is."""
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    tracemalloc.start()
    assert files.read_bytes(path) == b"abc"
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 100_000_000
    with pytest.raises(ReviewkitError, match="more than"):
        files.read_bytes(path, 2)


def test_a_copy_has_the_bytes_of_its_file_and_replaces_none(tmp_path: Path) -> None:
    source, target = tmp_path / "x", tmp_path / "new" / "y"
    source.write_bytes(b"one" * 1000)
    assert files.sha256_of(source) == files.sha256(b"one" * 1000)
    files.write_copy(source, target, files.sha256_of(source))
    assert target.read_bytes() == source.read_bytes()
    with pytest.raises(ReviewkitError, match="already exists and was not replaced"):
        files.write_copy(source, target, files.sha256_of(source))


def test_a_file_that_changed_since_its_checksum_was_taken_is_not_copied(tmp_path: Path) -> None:
    source, target = tmp_path / "x", tmp_path / "new" / "y"
    source.write_bytes(b"one")
    digest = files.sha256_of(source)
    source.write_bytes(b"two")
    with pytest.raises(ReviewkitError, match=r"x: the file was changed while it was read. Run the command again"):
        files.write_copy(source, target, digest)
    assert list(target.parent.iterdir()) == []


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x" * 10)
    with files.open_bytes(tmp_path / "x", 10) as file:
        assert file.read() == b"x" * 10
    with pytest.raises(ReviewkitError, match="x: this file has more than 9e-06 MB, so it was not read"):
        files.open_bytes(tmp_path / "x", 9)


@pytest.mark.parametrize(
    ("one", "other", "is_one_file"),
    [
        ("Export.RIS", "export.ris", True),
        ("S\u00d8K.ris", "s\u00f8k.ris", True),
        ("A\u030arstall.ris", "\u00e5rstall.ris", True),
        ("STRASSE.ris", "stra\u00dfe.ris", True),
        ("export.ris", "export2.ris", False),
        ("sok.ris", "s\u00f8k.ris", False),
    ],
)
def test_which_names_windows_and_macs_take_for_one(one: str, other: str, is_one_file: bool) -> None:
    assert (files.on_any_disk(one) == files.on_any_disk(other)) is is_one_file


def test_a_file_is_found_as_it_is_spelt_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "S\u00f8k.ris").write_text("x")
    for asked, found in (
        ("s\u00d8k.RIS", "S\u00f8k.ris"),
        ("other.ris", "other.ris"),
        ("S\u00f8k.ris", "S\u00f8k.ris"),
    ):
        assert files.spelt_as(tmp_path / asked).name == found
    assert files.spelt_as(tmp_path / "none" / "x.ris") == tmp_path / "none" / "x.ris"
