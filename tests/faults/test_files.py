"""Files that are evicted, unreadable, hidden, links, foreign, half saved or changed are reported and stop nothing."""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.builders import papers
from tests.conftest import Command
from tests.faults import (
    IMPORTS,
    NOT_ALLOWED,
    bring,
    code,
    decide,
    errors,
    exits,
    included,
    incoming,
    log,
    old_folder,
    problems,
    process,
    quotes,
    ready_to_code,
    status,
    what_people_wrote,
    write_log,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs the files of Unix")

FILES = {
    "a log of decisions": "screening/b.jsonl",
    "a log of duplicates": "duplicates/b.jsonl",
    "a log of imports": "searches/imports/b.jsonl",
    "a log of full texts": "retrieval/b.jsonl",
    "the search log": "searches.yaml",
    "the studies": "studies.yaml",
    "a codebook": "codebooks/themes.yaml",
    "a coding": "coding/a/berg.yaml",
    "an export": "searches/cinahl/cinahl.ris",
}
FOLDERS = ["screening", "searches/imports", "searches/cinahl", "codebooks", "coding/a"]


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review that has every kind of file."""
    folder = old_folder(tmp_path / "old")
    for kind in ("duplicates", "searches/imports", "retrieval"):
        (folder / kind).mkdir(exist_ok=True)
        (folder / kind / "b.jsonl").write_text("", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def reported_and_nothing_stops(rk: Command, folder: Path, path: str) -> None:
    """check names the path and fails; status and deciding go on."""
    assert rk("status").status == 0
    ran = rk("check", "--json")
    assert ran.status == 1
    assert any(path in f"{one['path']} {one['message']}" for one in json.loads(ran.out))
    assert rk("screen", "decide", "medline-0004", "-d", "include", "--as", "a").status == 0
    assert rk("screen", "--as", "a", typed="q\n").status == 0


# Unreadable

JUNK = {
    "an undecodable byte": b"\xff\n",
    "UTF-16": "title: x\n".encode("utf-16"),
    "nothing but zeros": bytes(512),
    "half a line": b'{"id": "b-1", "do": \n',
    "nested brackets": b"[" * 100_000,
}


@pytest.mark.parametrize("what", JUNK)
@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_cannot_be_understood_is_reported_and_stops_nothing(
    old: Path, rk: Command, kind: str, what: str
) -> None:
    (old / FILES[kind]).write_bytes(JUNK[what])
    reported_and_nothing_stops(rk, old, FILES[kind])


HALF_SAVED = {
    "searches.yaml": "cinahl: {hits: 4}\nmedline: {hits: ",
    "studies.yaml": 'berg:\n  citation: "Berg (20',
    "codebooks/themes.yaml": "codes:\n  trust: Trust\n\ttime: Ti",
    "coding/a/berg.yaml": 'segments:\n  - quote: "We tru',
}


@pytest.mark.parametrize("path", HALF_SAVED)
def test_a_half_saved_yaml_file_is_reported_and_stops_nothing(old: Path, rk: Command, path: str) -> None:
    (old / path).write_text(HALF_SAVED[path], encoding="utf-8")
    reported_and_nothing_stops(rk, old, path)
    assert rk("dedupe", "--as", "a").status == 0
    assert json.loads(rk("prisma", "--json").out)["boxes"]["id.databases"]["n"] == 8


def test_one_coder_s_half_saved_file_hides_no_other_coding(old: Path, rk: Command) -> None:
    other = old / "coding" / "b" / "berg.yaml"
    other.parent.mkdir()
    shutil.copy(old / "coding" / "a" / "berg.yaml", other)
    other.write_text(other.read_text(encoding="utf-8").replace("coder: a", "coder: b"), encoding="utf-8")
    (old / "coding" / "a" / "berg.yaml").write_text(HALF_SAVED["coding/a/berg.yaml"], encoding="utf-8")
    assert quotes(rk, old) == {("berg", "b"): 1}


def test_an_undecodable_byte_in_one_line_leaves_the_other_lines(review: Path, rk: Command) -> None:
    for record in (1, 2, 3):
        decide(rk, review, record, by="b")
    data = log(review, who="b").read_bytes().split(b"\n")
    data[1] = data[1].replace(b"cinahl", b"cin\xffhl")
    log(review, who="b").write_bytes(b"\n".join(data))
    assert included(rk, review) == {1, 3}
    assert 2 in [one["line"] for one in errors(rk, review) if one["path"] == "screening/b.jsonl"]


@pytest.mark.parametrize("text", ["title: x\n\treviewers: []\n", "", "- a\n- b\n"])
def test_an_unreadable_protocol_stops_with_its_name(old: Path, rk: Command, text: str) -> None:
    (old / "review.yaml").write_text(text, encoding="utf-8")
    for command in (["check"], ["screen", "decide", "cinahl-0001", "-d", "include", "--as", "a"]):
        ran = rk(*command)
        assert ran.status == 1
        assert "review.yaml" in ran.out + ran.err
        assert "Traceback" not in ran.err


@pytest.mark.parametrize("kind", FILES)
def test_a_folder_where_a_file_belongs_is_reported_and_stops_nothing(old: Path, rk: Command, kind: str) -> None:
    (old / FILES[kind]).unlink()
    (old / FILES[kind]).mkdir()
    reported_and_nothing_stops(rk, old, FILES[kind])


@pytest.mark.thorough
@posix
@pytest.mark.parametrize("kind", FILES)
def test_a_named_pipe_is_reported_and_holds_nothing_up(old: Path, rk: Command, kind: str) -> None:
    (old / FILES[kind]).unlink()
    os.mkfifo(old / FILES[kind])
    ran = process(["status", "-C", old], ["check", "-C", old], timeout=5)
    assert exits(ran) == [0, 1], ran.stderr
    assert FILES[kind] in ran.stdout


@posix
@pytest.mark.parametrize("path", ["screening/b.jsonl", "codebooks/themes.yaml", "searches.yaml", *FOLDERS])
def test_what_may_not_be_read_is_reported_and_stops_nothing(old: Path, path: str) -> None:
    (old / path).chmod(0)
    try:
        ran = process(["status", "-C", old], ["check", "-C", old], bound=True)
    finally:
        (old / path).chmod(0o755)
    if ran.returncode == NOT_ALLOWED:
        pytest.skip("file permissions do not bind here")
    assert exits(ran) == [0, 1], ran.stderr
    assert any(line.startswith((f"{path}:", f"{path}/")) for line in ran.stdout.splitlines())


@pytest.mark.thorough
@posix
@pytest.mark.parametrize("path", ["coding", "codebooks", "charting", "charting/form.yaml", "searches"])
def test_what_may_not_be_read_in_a_folder_of_this_version_is_reported_and_stops_nothing(
    review: Path, rk: Command, path: str
) -> None:
    assert rk("chart", "init", "--from", "jbi", "--as", "a").status == 0
    (review / "coding").mkdir(exist_ok=True)
    (review / path).chmod(0)
    try:
        ran = process(["status"], ["check"], ["chart"], ["manuscript", "nothing.md"], bound=True)
    finally:
        (review / path).chmod(0o755)
    if ran.returncode == NOT_ALLOWED:
        pytest.skip("file permissions do not bind here")
    assert exits(ran)[:2] == [0, 1], ran.stderr
    assert any(line.startswith((f"{path}:", f"{path}/")) for line in ran.stdout.splitlines())
    if path.startswith("charting"):
        assert "the charting form could not be read" in ran.stderr
    assert "Traceback" not in ran.stderr


# Evicted


@pytest.mark.parametrize("kind", FILES)
def test_a_placeholder_of_icloud_is_reported_and_stops_nothing(old: Path, rk: Command, kind: str) -> None:
    file = old / FILES[kind]
    file.unlink()
    placeholder = file.with_name(f".{file.name}.icloud")
    placeholder.write_bytes(b"bplist00\xd3\x01\x02")
    assert rk("status").status == 0
    ran = rk("check")
    assert ran.status == 1
    assert any("icloud" in line.casefold() and file.name in line for line in ran.out.splitlines())


def test_a_reviewer_who_was_evicted_does_not_look_as_if_they_had_not_decided(in_pairs: Path, rk: Command) -> None:
    for who in "ab":
        decide(rk, in_pairs, 1, by=who)
    file = log(in_pairs, who="b")
    file.rename(file.with_name(".b.jsonl.icloud"))
    assert any(one["path"].startswith("screening") for one in errors(rk, in_pairs))


# Hidden files of systems and programs

HIDDEN = [
    "screening/._a.jsonl",
    "screening/.DS_Store",
    "screening/~$a.jsonl",
    "duplicates/._a.jsonl",
    "retrieval/._a.jsonl",
    "searches/imports/._a.jsonl",
    "searches/cinahl/._cinahl.ris",
    "searches/cinahl/~$cinahl.ris",
    "searches/Thumbs.db",
    "searches/cinahl/Thumbs.db",
    "searches/cinahl/desktop.ini",
    "searches/cinahl/Icon\r",
    "searches/cinahl/@eaDir/cinahl.ris@SynoEAStream",
    "searches/.stfolder/cinahl.ris",
    "searches/cinahl/.DS_Store",
    "searches/._imports",
    "codebooks/._themes.yaml",
    "codebooks/~$themes.yaml",
    "codebooks/.themes.yaml.swp",
    "coding/a/._berg.yaml",
    "coding/._a",
    "._review.yaml",
    "._studies.yaml",
    "Thumbs.db",
]


@pytest.mark.parametrize("path", HIDDEN)
def test_hidden_files_of_systems_and_programs_are_ignored(old: Path, rk: Command, path: str) -> None:
    before, known = status(rk, old), problems(rk, old)
    (old / path).parent.mkdir(exist_ok=True)
    (old / path).write_bytes(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        \xff\xfe")
    assert status(rk, old) == before
    assert problems(rk, old) == known
    assert rk("matrix").status == 0


# Links


@posix
@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("screening/a.jsonl", ["screen", "decide", "cinahl-0001", "-d", "include"]),
        ("duplicates/a.jsonl", ["dedupe", "--same", "cinahl-0001", "cinahl-0002"]),
        ("searches/imports/a.jsonl", ["import", "../incoming/new.ris", "-s", "new"]),
        ("screening", ["screen", "decide", "cinahl-0001", "-d", "include"]),
        ("searches/new", ["import", "../incoming/new.ris", "-s", "new"]),
        ("coding", ["code", "add", "berg", "-c", "trust", "-q", "words"]),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_nothing_is_written_through_a_link_that_leads_out(
    review: Path, rk: Command, tmp_path: Path, path: str, command: list[str]
) -> None:
    ready_to_code(rk, review, "berg")
    incoming(review, "new.ris", papers(2, start=40))
    inside, outside = review / path, tmp_path / "elsewhere" / Path(path).name
    outside.parent.mkdir()
    if inside.exists():
        inside.rename(outside)
    else:
        outside.mkdir()
    inside.symlink_to(outside)
    before = what_people_wrote(outside.parent)
    ran = rk(*command, "--as", "a")
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert what_people_wrote(outside.parent) == before
    assert rk("status").status == 0
    assert any(one["path"].startswith(path) for one in problems(rk, review))


@posix
@pytest.mark.parametrize("kind", [kind for kind in FILES if kind != "a log of full texts"])
def test_a_link_that_leads_out_is_reported_and_stops_nothing(
    old: Path, rk: Command, tmp_path: Path, kind: str
) -> None:
    outside = tmp_path / "elsewhere"
    (old / FILES[kind]).rename(outside)
    (old / FILES[kind]).symlink_to(outside)
    reported_and_nothing_stops(rk, old, FILES[kind])


@posix
@pytest.mark.parametrize("name", ["studies.yaml", "searches.yaml", "codebooks/new.yaml"])
def test_what_a_link_leads_out_to_is_neither_shown_nor_logged(
    review: Path, rk: Command, tmp_path: Path, name: str
) -> None:
    """A folder from a stranger must not bring a file of this computer into what is shared."""
    outside = tmp_path / "private.yaml"
    outside.write_text("secret: {citation: Secret, records: [cinahl-0001], database: Secret}\n", encoding="utf-8")
    (review / name).unlink(missing_ok=True)
    (review / name).symlink_to(outside)
    decide(rk, review, 1)
    for command in (["check"], ["studies"], ["searches"], ["status", "--json"]):
        ran = rk(*command)
        assert "ecret" not in ran.out + ran.err
    kept = [path for path in review.rglob("*") if path.is_file() and not path.is_symlink()]
    assert not any(b"Secret" in path.read_bytes() for path in kept)


@posix
def test_a_protocol_that_is_a_link_out_stops_and_is_not_read(review: Path, rk: Command, tmp_path: Path) -> None:
    outside = (review / "review.yaml").rename(tmp_path / "elsewhere.yaml")
    (review / "review.yaml").symlink_to(outside)
    ran = rk("status")
    assert ran.status == 1
    assert "points out of the review folder" in ran.err


@posix
@pytest.mark.parametrize("kind", ["a log of decisions", "a codebook", "an export", "the studies"])
def test_a_link_that_leads_nowhere_or_to_itself_is_reported_and_stops_nothing(
    old: Path, rk: Command, kind: str
) -> None:
    for target in ("nowhere", Path(FILES[kind]).name):
        (old / FILES[kind]).unlink()
        (old / FILES[kind]).symlink_to(target)
        reported_and_nothing_stops(rk, old, FILES[kind])


@posix
def test_a_review_that_is_reached_by_a_link_works(review: Path, rk: Command, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(review)
    decide(rk, tmp_path / "link", 1)
    assert included(rk, tmp_path / "link") == {1}
    assert errors(rk, tmp_path / "link") == []


@pytest.mark.parametrize(
    "path",
    ["../outside.ris", "searches/../../outside.ris", "{}/outside.ris", "notes.ris", "searches/../notes.ris"],
)
def test_an_import_line_that_names_a_file_outside_is_an_error_and_reads_nothing(
    review: Path, rk: Command, tmp_path: Path, path: str
) -> None:
    outside = tmp_path / "outside.ris"
    outside.write_text(papers(3, start=40), encoding="utf-8")
    shutil.copy(outside, review / "notes.ris")
    event = {
        "id": "b-1",
        "do": "import",
        "at": "2026-01-05T10:00:00Z",
        "by": "b",
        "source": "theirs",
        "number": 1,
        "file": path.format(tmp_path),
        "sha256": sha256(outside.read_bytes()).hexdigest(),
        "format": "ris",
    }
    write_log(review, json.dumps(event) + "\n", kind=IMPORTS, who="b")
    assert status(rk, review)["records"] == 8
    found = [one for one in errors(rk, review) if one["path"] == "searches/imports/b.jsonl"]
    assert [one["line"] for one in found] == [1]


# Exports


def test_an_export_is_read_in_the_format_that_it_was_imported_in(review: Path, rk: Command) -> None:
    odd = incoming(review, "odd.txt", "TI  - Only a title\nAU  - Berg, K\n")
    assert rk("import", odd, "-s", "odd", "--format", "nbib", "--as", "a").status == 0
    assert status(rk, review)["records"] == 9
    assert rk("dedupe", "--as", "a").status == 0
    decide(rk, review, "odd-0001")
    assert rk("prisma", "--list", "new.reports").out.startswith("odd-0001")
    assert errors(rk, review) == []


@pytest.mark.parametrize(
    ("text", "format_name"),
    [
        ("A letter from the library\n\nTY  - JOUR\nTI  - A title\nER  - \n", "ris"),
        ("Tittel;Forfattere;År\nTillit i hjemmet;Berg, K;2020\n", "csv"),
        ("TI  - Only a title\nAU  - Berg, K\n", "nbib"),
    ],
)
def test_an_export_whose_format_had_to_be_named_stops_no_later_command(
    review: Path, rk: Command, text: str, format_name: str
) -> None:
    odd = incoming(review, "odd.txt", text)
    ran = rk("import", odd, "-s", "odd", "--format", format_name, "--as", "a")
    assert ran.status == 0, ran.err
    assert status(rk, review)["records"] == 9
    assert {one["code"] for one in problems(rk, review, "odd.txt")} - {"outside"} == {"not-deduplicated"}
    for command in (
        ["dedupe", "--as", "a"],
        ["screen", "--as", "a"],
        ["searches"],
        ["prisma"],
        ["check", "--json"],
    ):
        assert "odd.txt" not in rk(*command, typed="q\n").err


CHANGES: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "overwritten by a PDF": lambda path: path.write_bytes(b"%PDF-1.7\n%\xe2\xe3"),
    "overwritten by a letter": lambda path: path.write_text("Dear all,\nplease find attached\n"),
    "cut short": lambda path: path.write_text(papers(2), encoding="utf-8"),
    "grown": lambda path: path.write_text(papers(11), encoding="utf-8"),
    "gone": lambda path: path.unlink(),
}


def export_of(folder: Path, source: str) -> Path:
    (path,) = (folder / "searches" / source).glob("*.ris")
    return path


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_export_is_reported_and_stops_nothing(review: Path, rk: Command, change: str) -> None:
    export = export_of(review, "cinahl")
    bring(rk, review, "medline", 4, start=20)
    CHANGES[change](export)
    assert rk("status").status == 0
    ran = rk("check")
    assert ran.status == 1
    assert export.relative_to(review).as_posix() in ran.out
    decide(rk, review, "medline-0001")
    assert included(rk, review) == {20}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_export_moves_no_decision_on_later_files_of_its_source(
    review: Path, rk: Command, change: str
) -> None:
    export = export_of(review, "cinahl")
    bring(rk, review, "cinahl", 4, start=20)
    decide(rk, review, 10)
    assert included(rk, review) == {21}
    CHANGES[change](export)
    assert included(rk, review) == {21}


def test_a_changed_export_that_is_put_back_is_as_before(review: Path, rk: Command) -> None:
    decide(rk, review, 1)
    before, export = status(rk, review), export_of(review, "cinahl")
    data = export.read_bytes()
    export.write_bytes(b"")
    assert status(rk, review) != before
    export.write_bytes(data)
    assert status(rk, review) == before


def test_an_export_whose_name_is_spelled_with_other_bytes_is_the_same(review: Path, rk: Command) -> None:
    """A Mac, or a zip made there, splits å into a and a ring."""
    bring(rk, review, "oria", 3, start=20, name="blåbær ångström.ris")
    rk("dedupe", "--as", "a")
    export = export_of(review, "oria")
    composed, split = (unicodedata.normalize(form, export.name) for form in ("NFC", "NFD"))
    other = split if export.name == composed else composed
    export.rename(export.with_name(other))
    assert status(rk, review)["records"] == 11
    assert problems(rk, review, other) == []


# Keys of studies

BAD_KEYS = ["berg*2024", "berg?2024", "a/b", "con", "berg.", 'berg"', "berg\\2024", "NUL", ".berg"]


@pytest.mark.parametrize("key", BAD_KEYS)
def test_a_study_key_that_cannot_be_a_file_name_is_refused_with_its_line(
    review: Path, rk: Command, key: str
) -> None:
    ready_to_code(rk, review, "holm2021", key)
    assert rk("status").status == 0
    found = [one for one in errors(rk, review) if one["path"] == "studies.yaml"]
    assert [one["line"] for one in found] == [2]
    assert key in found[0]["message"] or repr(key) in found[0]["message"]
    ran = code(rk, review, key, "words")
    assert ran.status == 1
    assert "studies.yaml:2" in ran.err
    assert quotes(rk, review) == {}
    assert code(rk, review, "holm2021", "words").status == 0


LIKE = [("Berg2024", "berg2024"), ("ås2020", unicodedata.normalize("NFD", "ås2020")), ("straße", "STRASSE")]


@pytest.mark.parametrize(("first", "second"), LIKE)
def test_two_study_keys_that_one_file_name_could_stand_for_are_refused(
    review: Path, rk: Command, first: str, second: str
) -> None:
    ready_to_code(rk, review, first, second)
    found = [one for one in errors(rk, review) if one["path"] == "studies.yaml"]
    assert 2 in [one["line"] for one in found]
    ran = code(rk, review, second, "words")
    assert ran.status == 1
    assert "studies.yaml:" in ran.err
    assert quotes(rk, review) == {}


def test_quotes_of_two_studies_with_keys_alike_never_land_on_one(review: Path, rk: Command) -> None:
    ready_to_code(rk, review, "berg*2024", "berg?2024", "holm2021")
    for key in ("berg*2024", "berg?2024", "holm2021"):
        code(rk, review, key, f"words of {key}")
    assert quotes(rk, review) == {("holm2021", "a"): 1}
