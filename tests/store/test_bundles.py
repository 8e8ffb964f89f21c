"""Bundles as zips: the same bytes for the same files, and a stranger's zip does nothing."""

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewkit import limits
from reviewkit.bundle_format import CRATE, FILE, Bundle, as_json
from reviewkit.errors import ReviewkitError
from reviewkit.manifest import Manifest, shortened, withheld
from reviewkit.store import bundles
from reviewkit.store.bundles import (
    bundle_in,
    chain_problems,
    files_below,
    folder_of,
    line_problems,
    odd_files,
    packed,
    shortened_lines,
    unread_lines,
)
from tests.folders import begin

CORPUS = Path(__file__).parents[1] / "faults" / "corpus"

EMPTY = Bundle(Manifest((), ()), (), "0.3.0", "en")
MANIFEST = as_json(EMPTY).encode()


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(FILE, MANIFEST)
        for entry, data in entries:
            archive.writestr(entry, data)
    return path


def test_the_same_files_give_the_same_bytes_in_whatever_order() -> None:
    one = packed({"a": b"1", "b/c": b"2"})
    assert one == packed({"b/c": b"2", "a": b"1"})
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["a", "b/c"]
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_a_zip_is_unpacked_for_as_long_as_it_is_needed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("screening/a.jsonl", b"{}\n"), ("__MACOSX/x", b""), (".DS_Store", b""))
    with folder_of(path) as root:
        assert files_below(root) == (FILE, "screening/a.jsonl")
        assert bundle_in(root) == EMPTY
    assert not root.exists()


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    with folder_of(tmp_path) as root:
        assert root == tmp_path
        assert bundle_in(root) is None


def _link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    "name",
    [
        "../outside.yaml",
        "searches/../../outside",
        "/etc/outside",
        "C:/outside",
        "..\\outside",
        "a/./b",
        "a//b",
        "a/ /b",
        "new\nline",
        "\x1b]0;x",
        "x" * 600,
        _link("review.yaml"),
    ],
)
def test_a_path_that_leads_out_and_a_link_are_refused(tmp_path: Path, name: str | zipfile.ZipInfo) -> None:
    path = zipped(tmp_path / "x.zip", (name, b"/etc/passwd"))
    before = set(tmp_path.rglob("*"))
    with pytest.raises(ReviewkitError, match="in this zip is not what a bundle has"), folder_of(path):
        pass
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a/" * limits.BUNDLE_DEPTH + "f"], "it is in too many folders"),
        (["a/" * (limits.BUNDLE_DEPTH + 1)], "it is in too many folders"),
        ([f"{n}/f" for n in range(limits.BUNDLE_FOLDERS)], "there are too many folders"),
        (["x/../y"], "its path leads out"),
        (["y", "Y"], "twice"),
    ],
)
def test_nothing_of_a_zip_is_written_before_all_of_it_was_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], said: str
) -> None:
    path = zipped(tmp_path / "x.zip", *((name, b"") for name in ["review.yaml", *names]))
    monkeypatch.setattr(bundles, "write_new", lambda path, data: pytest.fail(f"{path} was written"))
    with pytest.raises(ReviewkitError, match=said), folder_of(path):
        pass


def test_the_folders_of_a_large_review_are_let_in(tmp_path: Path) -> None:
    names = ["a/" * (limits.BUNDLE_DEPTH - 1) + "f", *(f"searches/source-{n}/x.ris" for n in range(200))]
    with folder_of(zipped(tmp_path / "x.zip", *((name, b"") for name in names))) as root:
        assert len(files_below(root)) == 202


def test_links_and_names_that_are_one_on_other_disks_are_named(tmp_path: Path) -> None:
    for name in ("å.jsonl", "a\u030a.jsonl", "b.jsonl", "c.jsonl", ".hidden"):
        (tmp_path / name).write_bytes(b"")
    if len(list(tmp_path.iterdir())) < 5:
        pytest.skip("this disk takes the two names for one")
    assert [str(one.place) for one in odd_files(tmp_path)] == ["å.jsonl"]
    (tmp_path / "B.JSONL").write_bytes(b"")
    (tmp_path / "link.jsonl").symlink_to("c.jsonl")
    (tmp_path / "nowhere").symlink_to("gone")
    (tmp_path / "folder").symlink_to(tmp_path)
    (tmp_path / ".git").symlink_to("gone")
    found = [str(one.place) for one in odd_files(tmp_path)]
    assert sorted(found) == sorted(["b.jsonl", "folder", "link.jsonl", "nowhere", "å.jsonl"])


def test_a_file_without_a_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes((CORPUS / "bundles" / "was-file-without-a-name.zip").read_bytes())
    with pytest.raises(ReviewkitError, match="its path leads out"), folder_of(tmp_path / "x.zip"):
        pass


def test_a_file_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("review.yaml", b"a"), ("Review.yaml", b"b"))
    with pytest.raises(ReviewkitError, match="twice"), folder_of(path):
        pass


@pytest.mark.parametrize("names", [("a", "a/b"), ("a/b", "a"), ("A/b/c", "a/B"), ("results", "Results/flow.svg")])
def test_a_name_that_is_a_file_and_a_folder_is_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    path = zipped(tmp_path / "x.zip", *((name, b"") for name in names))
    with pytest.raises(ReviewkitError, match=r"x\.zip: .* twice"), folder_of(path):
        pass


@pytest.mark.parametrize("name", ["x" * 256, "æ" * 200, f"searches/{'x' * 300}/y.ris"])
def test_a_name_that_no_disk_can_hold_is_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "x.zip", (name, b""))
    with pytest.raises(ReviewkitError, match=r"x\.zip: .* its name is too long"), folder_of(path):
        pass


def _gone(manifest: Path) -> None:
    manifest.unlink()


def _as_link(manifest: Path) -> None:
    manifest.rename(manifest.parent.parent / FILE)
    manifest.symlink_to(manifest.parent.parent / FILE)


def _as_own_link(manifest: Path) -> None:
    manifest.rename(manifest.with_name("x.json"))
    manifest.symlink_to("x.json")


def _as_folder(manifest: Path) -> None:
    manifest.unlink()
    manifest.mkdir()


def _in_capitals(manifest: Path) -> None:
    manifest.rename(manifest.with_name("MANIFEST.JSON"))


@pytest.mark.parametrize("change", [_gone, _as_link, _as_own_link, _as_folder, _in_capitals])
def test_a_bundle_whose_manifest_is_no_plain_file_is_no_review_folder(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    root = tmp_path / "review"
    root.mkdir()
    (root / CRATE).write_text("{}")
    (root / FILE).write_bytes(MANIFEST)
    assert bundle_in(root) == EMPTY
    change(root / FILE)
    with pytest.raises(ReviewkitError, match=r"this is a bundle, but its manifest\.json is not here"):
        bundle_in(root)


def test_a_manifest_in_another_encoding_is_named_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(packed({FILE: MANIFEST.decode().encode("utf-16")}))
    with (
        folder_of(path) as root,
        pytest.raises(ReviewkitError, match=r"^manifest\.json: this is not the manifest"),
    ):
        bundle_in(root)


@pytest.mark.parametrize("name", ["MANIFEST.JSON", "Manifest.json", "manife\u017ft.json", "x/manifest.json"])
def test_a_manifest_under_another_name_is_none(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(packed({"review.yaml": b"a", name: MANIFEST}))
    with pytest.raises(ReviewkitError, match=r"there is no manifest\.json in this zip"), folder_of(path):
        pass


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    data = b"\0" * (limits.RATIO_FROM + 1)
    path = tmp_path / "x.zip"
    path.write_bytes(packed({FILE: MANIFEST, "results/flow.svg": data}))
    with pytest.raises(ReviewkitError, match="too large when it is unpacked"), folder_of(path):
        pass


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMBERS", 3)
    path = zipped(tmp_path / "x.zip", *((f"{n}.yaml", b"") for n in range(4)))
    with pytest.raises(ReviewkitError, match="there are 5 files"), folder_of(path):
        pass


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"no zip"), "this is not a zip, or it is damaged"),
        (lambda path: path.write_bytes(packed({"a": b""})), "so it is not a bundle"),
        (lambda path: None, "there is no such file"),
    ],
)
def test_what_is_no_bundle_is_refused(tmp_path: Path, make: Callable[[Path], object], said: str) -> None:
    make(tmp_path / "x.zip")
    with pytest.raises(ReviewkitError, match=said), folder_of(tmp_path / "x.zip"):
        pass


# --- chains


def test_a_shortened_line_breaks_no_chain_and_a_removed_one_does(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    log = (
        next((folder.root / "agreements").glob("*.jsonl"), None)
        or folder.root / "searches" / "imports" / "a.jsonl"
    )
    lines = log.read_bytes().splitlines()
    assert chain_problems(folder.root) == ()
    less = [shortened(line, lambda said: {**said, "by": withheld(said["by"])}) for line in lines]
    log.write_bytes(b"\n".join(less) + b"\n")
    assert chain_problems(folder.root) == ()
    assert shortened_lines(folder.root) == len(lines)
    log.write_bytes(b"\n".join([*less[:-1], less[-1].replace(b'"at": "2', b'"at": "3')]) + b"\n")
    assert chain_problems(folder.root) == ()  # of what it says now, the hash of the review tells
    log.unlink()
    assert [one.code for one in chain_problems(folder.root)] == ["chain"]


# --- lines that may say something else under the same hash


def test_a_line_in_two_forms_is_named_and_a_copy_of_it_is_not(tmp_path: Path) -> None:
    line = b'{"id": "a-1", "quote": {"exact": "They", "prefix": "trust her"}}'

    def less(*keys: str) -> bytes:
        def change(said: dict[str, Any]) -> dict[str, Any]:
            return {**said, "quote": {key: withheld(x) if key in keys else x for key, x in said["quote"].items()}}

        return shortened(line, change)

    (tmp_path / "coding").mkdir()
    log = tmp_path / "coding" / "a.jsonl"
    log.write_bytes(less("exact") + b"\n" + less("exact") + b"\r\n")
    (tmp_path / "coding" / "a (1).jsonl").write_bytes(less("exact") + b"\n")
    assert line_problems(tmp_path, {}, replaces_names=False) == ()
    log.write_bytes(less("exact") + b"\n" + less("exact", "prefix") + b"\n")
    (found,) = line_problems(tmp_path, {}, replaces_names=False)
    assert (str(found.place), "in another form" in found.message) == ("coding/a.jsonl:2", True)
    log.write_bytes(line.replace(b"}}", b'}, "withheld_from": "' + b"0" * 32 + b'"}') + b"\n")
    assert "names the hash of another" in line_problems(tmp_path, {}, replaces_names=False)[0].message
    assert line_problems(tmp_path, {}, replaces_names=True) == ()


def test_lines_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "screening").mkdir()
    entry = '{"id": "a-1", "at": "2026-01-31T09:30:00Z"}\n'
    (tmp_path / "screening" / "a.jsonl").write_bytes(entry.encode() + entry.encode("utf-8-sig") + b"{")
    (tmp_path / "screening" / "b.jsonl").write_bytes(entry.encode())
    assert [str(one.place) for one in unread_lines(tmp_path)] == ["screening/a.jsonl:2", "screening/a.jsonl:3"]
