"""Logs only grow; what was said to be saved is there, whole and in its order, whatever happened meanwhile."""

import contextlib
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.model import NEVER
from reviewkit.store import chain, ledger
from reviewkit.store.ledger import SCREENING, LogFile
from tests.builders import moment
from tests.conftest import REPOSITORY, is_root
from tests.folders import temporary

WRITERS = 4  # at one time
APPENDS = 100  # of each of them
TOGETHER = 4  # events of each append

ENTRY = {"do": "decide", "at": "2026-01-05T10:00:00Z", "by": "a", "record": "s-0001"}


def entries(*notes: str) -> list[dict[str, Any]]:
    """Entries that can be told apart by their notes."""
    return [{**ENTRY, "note": note} for note in notes]


def log(root: Path, who: str = "a", kind: str = SCREENING) -> Path:
    return root / kind / f"{who}.jsonl"


def read(root: Path, who: str = "a") -> LogFile:
    """A log as it stands on the disk."""
    return ledger.parsed(log(root, who).read_bytes(), SCREENING, f"screening/{who}.jsonl")


def notes(found: LogFile) -> list[str]:
    return [event.values["note"] for event in found.events]


def test_an_id_is_the_writer_a_token_of_the_append_and_the_number_of_the_line(tmp_path: Path) -> None:
    first = ledger.append(tmp_path, SCREENING, "a", entries("1", "2"))
    second = ledger.append(tmp_path, SCREENING, "a", entries("3"))
    assert [name.rpartition("-")[2] for name in (*first, *second)] == ["1", "2", "3"]
    assert ledger.token_of(first[0]) == ledger.token_of(first[1]) != ledger.token_of(second[0])
    assert {ledger.writer_of(name) for name in (*first, *second)} == {"a"}
    assert [event.id for event in read(tmp_path).events] == [*first, *second]


def test_a_number_is_higher_than_any_in_the_log_though_lines_above_were_removed(tmp_path: Path) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1", "2"))
    (last,) = ledger.append(tmp_path, SCREENING, "a", entries("3"))
    log(tmp_path).write_bytes(log(tmp_path).read_bytes().splitlines(keepends=True)[-1])
    (name,) = ledger.append(tmp_path, SCREENING, "a", entries("4"))
    assert int(name.rpartition("-")[2]) == int(last.rpartition("-")[2]) + 1


def test_each_writer_and_kind_has_a_log_of_its_own(tmp_path: Path) -> None:
    for kind in ledger.KINDS:
        for who in ("a", "b"):
            ledger.append(tmp_path, kind, who, [ENTRY])
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.jsonl")}
    assert found == {f"{kind}/{who}.jsonl" for kind in ledger.KINDS for who in ("a", "b")}


def test_nothing_to_append_makes_no_file(tmp_path: Path) -> None:
    assert ledger.append(tmp_path, SCREENING, "a", []) == ()
    ledger.append_lines(tmp_path, SCREENING, "a", [])
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_never_changed(tmp_path: Path) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    before = log(tmp_path).read_bytes()
    ledger.append(tmp_path, SCREENING, "a", entries("2"))
    assert log(tmp_path).read_bytes().startswith(before)


def test_only_what_is_appended_together_says_so(tmp_path: Path) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    ledger.append(tmp_path, SCREENING, "a", entries("2", "3", "4"))
    assert [event.values.get("part") for event in read(tmp_path).events] == [None, "1/3", "2/3", "3/3"]


@pytest.mark.parametrize("name", ["", "A", "ann smith", "../a", "a/b", "-a", "_a", "a.b", "å", "a\n", "x" * 32])
def test_a_name_that_can_be_no_file_everywhere_writes_nothing(tmp_path: Path, name: str) -> None:
    assert not ledger.is_writer_name(name)
    with pytest.raises(ReviewkitError, match="cannot be a reviewer's id"):
        ledger.append(tmp_path, SCREENING, name, [ENTRY])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a", "1", "ann-smith", "ann_smith", "x" * 31])
def test_a_name_of_small_letters_digits_and_dashes_is_a_writer_s(name: str) -> None:
    assert ledger.writer_name(name) == name


@pytest.mark.parametrize(
    ("name", "token", "writer"),
    [
        ("a-7k3fq-17", "a-7k3fq", "a"),
        ("ann-smith-7k3fq-17", "ann-smith-7k3fq", "ann-smith"),
        ("a-17", "a", "a"),
        ("ann-lee-17", "ann-lee", "ann-lee"),
        ("a-17~2", "a", "a"),
    ],
)
def test_an_id_says_which_append_and_whose_log_it_is_of(name: str, token: str, writer: str) -> None:
    assert ledger.token_of(name) == token
    assert ledger.writer_of(name) == writer


def test_an_id_of_0_2_whose_writer_ends_in_five_letters_after_a_dash_is_that_writer_s() -> None:
    assert ledger.writer_of("kari-olsen-17") == "kari-olsen"


# Many at once


def of_one_append(name: int, number: int) -> list[str]:
    return [f"{name} {TOGETHER * number + place}" for place in range(TOGETHER)]


def test_threads_of_one_writer_lose_nothing(tmp_path: Path) -> None:
    def work(name: int) -> None:
        for number in range(APPENDS):
            ledger.append(tmp_path, SCREENING, "a", entries(*of_one_append(name, number)))

    threads = [threading.Thread(target=work, args=(name,)) for name in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    everything_is_there(tmp_path)


PROGRAM = """
import os, sys
from pathlib import Path
from reviewkit.store import ledger
root, name, count, size = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
entry = eval(sys.argv[5])
sys.stdout.write("ready\\n"); sys.stdout.flush(); sys.stdin.readline()
for number in range(count):
    notes = [f"{name} {size * number + place}" for place in range(size)]
    ledger.append(root, ledger.SCREENING, "a", [{**entry, "note": note} for note in notes])
"""


@pytest.mark.thorough
@pytest.mark.parametrize("is_one_computer", [True, False])
def test_processes_of_one_writer_lose_nothing(tmp_path: Path, home: Path, is_one_computer: bool) -> None:
    """On one computer they go on with one chain; on a network disk each computer has a chain of its own."""
    root = tmp_path / "review"
    root.mkdir()
    children = []
    for name in range(WRITERS):
        place = home if is_one_computer else tmp_path / f"computer {name}"
        children.append(
            subprocess.Popen(
                [sys.executable, "-c", PROGRAM, str(root), str(name), str(APPENDS), str(TOGETHER), repr(ENTRY)],
                env={**os.environ, "PYTHONPATH": str(REPOSITORY), "REVIEWKIT_HOME": str(place)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    assert [child.communicate(timeout=60) and child.returncode for child in children] == [0] * WRITERS
    found = everything_is_there(root)
    assert len({link.copy for link in found.links}) == (1 if is_one_computer else WRITERS)


def everything_is_there(root: Path) -> LogFile:
    """All that was appended is read back, each writer's in order; no id is there twice, and the chain holds."""
    found = read(root)
    assert found.problems == ()
    assert chain.broken(found.shown, found.links) == []
    ids = [event.id for event in found.events]
    assert len(set(ids)) == len(ids) == WRITERS * APPENDS * TOGETHER
    assert [int(name.rpartition("-")[2]) for name in ids] == list(range(1, len(ids) + 1))
    for name in range(WRITERS):
        own = [note for note in notes(found) if note.startswith(f"{name} ")]
        assert own == [f"{name} {number}" for number in range(APPENDS * TOGETHER)]
    return found


HOLDER = """
import sys
from pathlib import Path
from reviewkit.store.ledger import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextlib.contextmanager
def another_window(root: Path) -> Iterator[None]:
    """A process that holds the lock of a folder until it is killed."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        yield
    finally:
        holder.kill()
        holder.communicate()


def test_while_another_process_holds_the_lock_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "LOCK_SECONDS", 0.05)
    with another_window(tmp_path), pytest.raises(ReviewkitError):
        ledger.append(tmp_path, SCREENING, "a", [ENTRY])
    assert not log(tmp_path).exists()
    ledger.append(
        tmp_path, SCREENING, "a", [ENTRY]
    )  # the system let go of the lock of the process that was killed
    assert len(read(tmp_path).events) == 1


def test_a_lock_that_another_process_keeps_is_reported_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "LOCK_SECONDS", 0.05)
    with another_window(tmp_path), pytest.raises(ReviewkitError, match="another reviewkit window"):
        ledger.append(tmp_path, SCREENING, "a", [ENTRY])


def test_who_holds_the_lock_may_append(tmp_path: Path) -> None:
    with ledger.locked(tmp_path), ledger.locked(tmp_path):
        ledger.append(tmp_path, SCREENING, "a", [ENTRY])
    ledger.append(tmp_path, SCREENING, "a", [ENTRY])
    assert len(read(tmp_path).events) == 2


def test_the_lock_is_kept_out_of_version_control(tmp_path: Path) -> None:
    with ledger.locked(tmp_path):
        assert (tmp_path / ledger.LOCK_FOLDER / ".gitignore").read_text() == "*\n"


# Disks that fail


class Failing(io.FileIO):
    """A log on a disk that takes so many bytes and then is full."""

    room = 0

    def write(self, data: Any) -> int:
        taken = super().write(bytes(data)[: self.room])
        if taken < len(data):
            raise OSError(28, "No space left on device")
        return taken


class Slow(io.FileIO):
    """A log on a disk that takes a few bytes at a time."""

    def write(self, data: Any) -> int:
        return super().write(bytes(data)[:7])


def with_disk(monkeypatch: pytest.MonkeyPatch, kind: Callable[..., io.FileIO]) -> None:
    """Open logs for appending on a disk of this kind from now on."""
    original = Path.open

    def opened(path: Path, mode: str = "r", buffering: int = -1, *args: Any, **named: Any) -> Any:
        return (
            kind(path, mode) if mode == "ab" and not buffering else original(path, mode, buffering, *args, **named)
        )

    monkeypatch.setattr(Path, "open", opened)


@pytest.mark.parametrize("room", [0, 1, 40, 200, 300, 500])
@pytest.mark.parametrize("before", [[], ["1"], ["1", "2"]])
def test_a_write_that_fails_midway_leaves_the_log_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, before: list[str]
) -> None:
    for note in before:
        ledger.append(tmp_path, SCREENING, "a", entries(note))
    written = log(tmp_path).read_bytes() if before else b""
    with monkeypatch.context() as patched:
        patched.setattr(Failing, "room", room)
        with_disk(patched, Failing)
        with pytest.raises(ReviewkitError, match=r"No space left on device.*Nothing was changed"):
            ledger.append(tmp_path, SCREENING, "a", entries("x", "y", "z"))
    assert (log(tmp_path).read_bytes() == written) if before else not log(tmp_path).exists()
    ledger.append(tmp_path, SCREENING, "a", entries("after"))
    found = read(tmp_path)
    assert notes(found) == [*before, "after"]
    assert chain.broken(found.shown, found.links) == []


def test_what_did_not_reach_the_disk_is_taken_off_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    written = log(tmp_path).read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        with pytest.raises(ReviewkitError, match="Input/output error"):
            ledger.append(tmp_path, SCREENING, "a", entries("2"))
    assert log(tmp_path).read_bytes() == written
    ledger.append(tmp_path, SCREENING, "a", entries("3"))
    assert notes(read(tmp_path)) == ["1", "3"]


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_disk(monkeypatch, Slow)
    ledger.append(tmp_path, SCREENING, "a", entries("1", "2", "3"))
    assert notes(read(tmp_path)) == ["1", "2", "3"]


def test_a_disk_that_fails_and_cannot_be_set_right_leaves_nothing_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of three lines reached the disk, the third half, and the file could not be cut."""
    ledger.append(tmp_path, SCREENING, "a", entries("1"))

    size = log(tmp_path).stat().st_size

    class Stuck(Failing):
        room = 3 * size

        def truncate(self, size: int | None = None) -> int:
            raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        with_disk(patched, Stuck)
        with pytest.raises(ReviewkitError):
            ledger.append(tmp_path, SCREENING, "a", entries("x", "y", "z"))
    assert log(tmp_path).read_bytes().count(b"\n") == 3
    assert notes(read(tmp_path)) == ["1"]
    ledger.append(tmp_path, SCREENING, "a", entries("after"))
    assert notes(read(tmp_path)) == ["1", "after"]


def test_where_the_chain_s_state_cannot_be_kept_the_lines_are_saved_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    monkeypatch.setenv("REVIEWKIT_HOME", str(blocked))
    for note in ("1", "2"):
        ledger.append(tmp_path, SCREENING, "a", entries(note))
    found = read(tmp_path)
    assert notes(found) == ["1", "2"]
    assert chain.broken(found.shown, found.links) == []


# The end of a log


def test_a_whole_last_line_without_its_newline_counts_and_gets_it(tmp_path: Path) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    log(tmp_path).write_bytes(log(tmp_path).read_bytes().rstrip(b"\n"))
    assert (notes(read(tmp_path)), read(tmp_path).problems) == (["1"], ())
    ledger.append(tmp_path, SCREENING, "a", entries("2"))
    assert (notes(read(tmp_path)), read(tmp_path).problems) == (["1", "2"], ())
    assert not log(tmp_path).with_name("a.jsonl.torn").exists()


@pytest.mark.parametrize(
    "torn", [b"{", b'{"id": "a-zzzzz-2", "do": "dec', b"\xf0\x9d", b"[]", b'{"do": "decide"}']
)
def test_a_torn_last_line_is_reported_and_set_aside_before_the_next_append(tmp_path: Path, torn: bytes) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    with log(tmp_path).open("ab") as file:
        file.write(torn)
    found = read(tmp_path)
    assert notes(found) == ["1"]
    assert [(one.place, one.code) for one in found.problems] == [(Place("screening/a.jsonl", 2), "torn")]
    ledger.append(tmp_path, SCREENING, "a", entries("2"))
    assert (notes(read(tmp_path)), read(tmp_path).problems) == (["1", "2"], ())
    assert log(tmp_path).with_name("a.jsonl.torn").read_bytes() == torn + b"\n"


def test_what_was_set_aside_before_stays(tmp_path: Path) -> None:
    for number in range(2):
        ledger.append(tmp_path, SCREENING, "a", entries("1"))
        with log(tmp_path).open("ab") as file:
            file.write(b"{%d" % number)
    ledger.append(tmp_path, SCREENING, "a", entries("2"))
    assert log(tmp_path).with_name("a.jsonl.torn").read_bytes() == b"{0\n{1\n"


@pytest.mark.parametrize("end", [b"", b"{"])
@pytest.mark.parametrize("kept", [1, 2, 3])
@pytest.mark.parametrize("before", [[], ["1"]])
def test_of_an_append_that_was_cut_off_no_line_counts(
    tmp_path: Path, before: list[str], kept: int, end: bytes
) -> None:
    for note in before:
        ledger.append(tmp_path, SCREENING, "a", entries(note))
    ledger.append(tmp_path, SCREENING, "a", entries("w", "x", "y", "z"))
    lines = log(tmp_path).read_bytes().splitlines(keepends=True)[: len(before) + kept]
    log(tmp_path).write_bytes(b"".join(lines) + end)
    found = read(tmp_path)
    assert notes(found) == before
    (cut,) = [one for one in found.problems if one.code == "cut-off"]
    assert (cut.level, f"{kept} of 4 lines" in cut.message) == (Level.WARNING, True)
    ledger.append(tmp_path, SCREENING, "a", entries("after"))
    found = read(tmp_path)
    assert (notes(found), found.problems) == ([*before, "after"], ())
    aside = log(tmp_path).with_name("a.jsonl.torn").read_bytes()
    assert aside == b"".join(lines[len(before) :]) + (end + b"\n" if end else b"")


def test_an_append_with_its_last_line_whole_counts_without_the_newline(tmp_path: Path) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1", "2"))
    log(tmp_path).write_bytes(log(tmp_path).read_bytes()[:-1])
    assert notes(read(tmp_path)) == ["1", "2"]
    ledger.append(tmp_path, SCREENING, "a", entries("3"))
    assert (notes(read(tmp_path)), read(tmp_path).problems) == (["1", "2", "3"], ())


@pytest.mark.parametrize("end", [b"", b'{"id": "a-2'])
def test_line_ends_of_windows_change_nothing(tmp_path: Path, end: bytes) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1", "2"))
    log(tmp_path).write_bytes(log(tmp_path).read_bytes().replace(b"\n", b"\r\n") + end)
    ledger.append(tmp_path, SCREENING, "a", entries("3"))
    found = read(tmp_path)
    assert (notes(found), found.problems) == (["1", "2", "3"], ())
    assert chain.broken(found.shown, found.links) == []
    assert log(tmp_path).with_name("a.jsonl.torn").exists() == bool(end)


@pytest.mark.parametrize(
    ("data", "level", "said"),
    [(b"", Level.WARNING, "empty"), (b"\n\r\n", Level.WARNING, "empty"), (bytes(600), Level.ERROR, "zeros")],
)
def test_a_log_of_which_nothing_is_here_is_reported_and_can_be_gone_on_with(
    tmp_path: Path, data: bytes, level: Level, said: str
) -> None:
    """What a sync program leaves of a file that it keeps elsewhere, or a power cut of one that was just written."""
    log(tmp_path).parent.mkdir()
    log(tmp_path).write_bytes(data)
    found = read(tmp_path)
    assert found.events == ()
    assert [(one.place.path, one.level, one.code) for one in found.problems] == [
        ("screening/a.jsonl", level, "not-downloaded")
    ]
    assert said in found.problems[0].message
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    assert (notes(read(tmp_path)), read(tmp_path).problems) == (["1"], ())


# Reading


NO_EVENTS = ["not json", "[]", "3", "null", "{}", '{"id": 3}', '{"id": "a-9", "score": NaN}', "[" * 100_000, '"']


@pytest.mark.parametrize("line", NO_EVENTS)
def test_a_line_that_holds_no_event_is_reported_and_the_rest_is_read(line: str) -> None:
    data = b"\n".join([old_line("a-1"), line.encode(), old_line("a-2"), b""])
    found = ledger.parsed(data, SCREENING, "screening/a.jsonl")
    assert [event.id for event in found.events] == ["a-1", "a-2"]
    assert [(one.place, one.level) for one in found.problems] == [(Place("screening/a.jsonl", 2), Level.ERROR)]
    assert not ledger.is_event(line.encode())


@pytest.mark.parametrize(
    ("who", "line"),
    [(who, line) for who in ("a", "b") for line in NO_EVENTS if (who, line) != ("a", '{"id": 3}')]
    + [("a", '{"id": 3}')],
)
def test_a_last_line_that_holds_no_event_stops_no_append(tmp_path: Path, who: str, line: str) -> None:
    ledger.append(tmp_path, SCREENING, who, entries("1"))
    with log(tmp_path, who).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    ledger.append(tmp_path, SCREENING, "a", entries("2"))
    assert notes(read(tmp_path))[-1] == "2"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("copy", 3),
        ("prev", [1]),
        ("seen", "b"),
        ("seen", {"screening/b": None}),
        ("seal", 7),
        ("seal", {"lines": "3", "hash": "x"}),
        ("seal", {"lines": 3}),
        ("part", 3),
        ("part", "1/2/3"),
        ("sum", None),
    ],
)
def test_a_link_that_was_damaged_stops_no_reading(tmp_path: Path, key: str, value: object) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    ledger.append(tmp_path, SCREENING, "a", entries("2"))
    first, last = log(tmp_path).read_bytes().splitlines()
    damaged = json.dumps({**json.loads(first), key: value}).encode()
    log(tmp_path).write_bytes(damaged + b"\n" + last + b"\n")
    assert notes(read(tmp_path)) == ["1", "2"]
    assert chain.broken("x", read(tmp_path).links) != []


def test_blank_lines_count_as_lines_and_mean_nothing() -> None:
    found = ledger.parsed(
        b'\n{"id": "a-1", "do": "x", "at": "2026-01-05"}\n \n\r\n', SCREENING, "screening/a.jsonl"
    )
    assert [event.number for event in found.events] == [2]
    assert found.problems == ()


@pytest.mark.parametrize("at", ["", "yesterday", 7, None, "2026-13-01T00:00:00Z"])
def test_a_line_without_a_time_counts_at_the_time_of_the_line_above(at: object) -> None:
    lines = [{"id": "a-1", "at": "2026-01-02T00:00:00Z"}, {"id": "a-2", "at": at}]
    data = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    found = ledger.parsed(data, SCREENING, "screening/a.jsonl")
    assert [event.at for event in found.events] == [moment("1"), moment("1")]
    assert [one.place.line for one in found.problems] == [2]
    first = ledger.parsed(data.splitlines(keepends=True)[1], SCREENING, "screening/a.jsonl")
    assert [event.at for event in first.events] == [NEVER]


def test_an_event_knows_its_log_and_its_place(tmp_path: Path) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    (event,) = read(tmp_path).events
    assert (event.kind, event.log, event.place, event.number) == (SCREENING, "a", Place("screening/a.jsonl", 1), 1)
    assert (event.do, event.text("note"), event.text("nothing")) == ("decide", "1", "")
    assert event.hash == ledger.hash_of(log(tmp_path).read_bytes().rstrip(b"\n"))
    with pytest.raises(ValueError, match="'number' should be text"):
        event._replace(values={"number": 3}).text("number")


def test_every_log_of_a_kind_is_read_and_nothing_else(tmp_path: Path) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    ledger.append(tmp_path, SCREENING, "b", entries("2"))
    ledger.append(tmp_path, ledger.RETRIEVAL, "a", entries("3"))
    (tmp_path / "screening" / "a (1).jsonl").write_bytes(log(tmp_path).read_bytes())
    (tmp_path / "screening" / "a.jsonl.torn").write_text("{\n")
    (tmp_path / "screening" / "notes.txt").write_text("mine")
    problems: list[Problem] = []
    found = ledger.read_logs(tmp_path, SCREENING, problems)
    assert {name: notes(one) for name, one in found.items()} == {
        "a (1).jsonl": ["1"],
        "a.jsonl": ["1"],
        "b.jsonl": ["2"],
    }
    assert problems == []


def test_a_folder_that_is_not_there_has_no_logs(tmp_path: Path) -> None:
    assert ledger.read_logs(tmp_path, SCREENING, []) == {}


@pytest.mark.skipif(is_root(), reason="file permissions do not bind the root user")
def test_a_log_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    for who in ("a", "b"):
        ledger.append(tmp_path, SCREENING, who, entries(who))
    log(tmp_path).chmod(0)
    problems: list[Problem] = []
    assert list(ledger.read_logs(tmp_path, SCREENING, problems)) == ["b.jsonl"]
    assert [one.place.path for one in problems] == ["screening/a.jsonl"]


def test_a_link_that_leads_out_is_neither_read_nor_written(tmp_path: Path) -> None:
    root = tmp_path / "review"
    (root / "screening").mkdir(parents=True)
    outside = tmp_path / "outside.jsonl"
    outside.write_text("")
    log(root).symlink_to(outside)
    problems: list[Problem] = []
    assert ledger.read_logs(root, SCREENING, problems) == {}
    assert [one.place.path for one in problems] == ["screening/a.jsonl"]
    with pytest.raises(ReviewkitError, match="points out of the review folder"):
        ledger.append(root, SCREENING, "a", [ENTRY])
    assert outside.read_text() == ""


# Reading on


def old_line(name: str, at: str = "2026-01-05T10:00:00Z", **more: str) -> bytes:
    return json.dumps({"id": name, "do": "decide", "at": at, **more}).encode()


def test_only_what_was_brought_in_from_elsewhere_says_when_it_was_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line carries the time at which the decision was made there."""
    monkeypatch.setattr(ledger, "now", lambda: moment("9"))
    ledger.append(tmp_path, SCREENING, "a", [{**ENTRY, "from": "rayyan.csv"}, ENTRY])
    assert [event.values.get("logged") for event in read(tmp_path).events] == ["2026-01-10T00:00:00Z", None]


def test_of_a_log_that_grew_only_the_new_lines_are_read() -> None:
    one, two = old_line("a-1") + b"\n", old_line("a-2") + b"\n"
    before = ledger.parsed(one, SCREENING, "screening/a.jsonl")
    found = ledger.parsed(one + two, SCREENING, "screening/a.jsonl", replace(before, events=()))
    assert found.read_on
    assert [(event.id, event.number) for event in found.events] == [("a-2", 2)]
    same = ledger.parsed(one, SCREENING, "screening/a.jsonl", replace(before, events=()))
    assert (same.read_on, same.events) == (True, ())


@pytest.mark.parametrize(
    "data", [b"", b"\n", old_line("a-9") + b"\n", old_line("a-1") + b"\r\n" + old_line("a-2")]
)
def test_a_log_that_begins_otherwise_is_read_from_its_beginning(data: bytes) -> None:
    before = ledger.parsed(old_line("a-1") + b"\n", SCREENING, "screening/a.jsonl")
    found = ledger.parsed(data, SCREENING, "screening/a.jsonl", replace(before, events=()))
    assert not found.read_on
    assert found == ledger.parsed(data, SCREENING, "screening/a.jsonl")


@pytest.fixture
def old_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as old enough to be told apart by their times."""
    monkeypatch.setattr(ledger, "_LATELY", -60.0)


@pytest.mark.usefixtures("old_files")
def test_a_log_that_looks_as_before_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    before = ledger.read_logs(tmp_path, SCREENING, [])
    monkeypatch.setattr(ledger, "read_bytes", lambda path: pytest.fail("the log was read"))
    again = ledger.read_logs(tmp_path, SCREENING, [], before)
    assert again == before
    assert again["a.jsonl"].read_on


@pytest.mark.usefixtures("old_files")
def test_a_log_that_was_changed_in_place_and_dated_back_is_read(tmp_path: Path) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    before = ledger.read_logs(tmp_path, SCREENING, [])
    entry = log(tmp_path).stat()
    log(tmp_path).write_bytes(log(tmp_path).read_bytes().replace(b'"note": "1"', b'"note": "2"'))
    os.utime(log(tmp_path), ns=(entry.st_atime_ns, entry.st_mtime_ns))
    (found,) = ledger.read_logs(tmp_path, SCREENING, [], before).values()
    assert (notes(found), found.read_on) == (["2"], False)


def test_a_log_that_changed_just_now_is_read_again_whatever_it_looks_like(tmp_path: Path) -> None:
    """It can change twice within one tick of the disk's clock."""
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    before = ledger.read_logs(tmp_path, SCREENING, [])
    assert before["a.jsonl"].looks == ()


LINES = st.one_of(
    st.builds(old_line, st.sampled_from(["a-1", "a-2"]), st.sampled_from(["2026-01-05", "2026-01-06", "zz"])),
    st.builds(
        lambda token, part: old_line(f"a-{token}-{part}", part=part),
        st.sampled_from(["aaaaa", "bbbbb"]),
        st.sampled_from(["1/2", "2/2"]),
    ),
    st.sampled_from([b"", b" ", b"not json", b'{"id": "a-9"', b"[]", b"\r", old_line("a-4") + b"\r"]),
)


@given(
    st.lists(LINES, max_size=8, unique_by=lambda line: line.strip() or object()),
    st.lists(st.integers(0, 600), max_size=4),
    st.booleans(),
)
def test_reading_on_gives_what_reading_anew_gives(lines: list[bytes], cuts: list[int], ends: bool) -> None:
    """Wherever the log was cut when it was read before: within a line, within an append, within an end of line."""
    data = b"\n".join(lines) + (b"\n" if ends else b"")
    found = None
    for cut in (*sorted(min(cut, len(data)) for cut in cuts), len(data)):
        found = ledger.parsed(data[:cut], SCREENING, "screening/a.jsonl", found)
    assert found == ledger.parsed(data, SCREENING, "screening/a.jsonl")


def test_a_doubled_line_is_read_on_as_it_is_read_anew() -> None:
    line = old_line("a-1")
    before = ledger.parsed(line + b"\n" + line, SCREENING, "screening/a.jsonl")
    whole = line + b"\n" + line + b"\n"
    assert ledger.parsed(whole, SCREENING, "screening/a.jsonl", before) == ledger.parsed(
        whole, SCREENING, "screening/a.jsonl"
    )


@settings(max_examples=25)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=4), st.data())
def test_a_log_that_grows_by_whole_appends_is_read_on_from_its_end(sizes: list[int], data: st.DataObject) -> None:
    with temporary() as root:
        root.mkdir()
        for size in sizes:
            ledger.append(root, SCREENING, "a", entries(*map(str, range(size))))
        whole = log(root).read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    before = ledger.parsed(whole[:cut], SCREENING, "screening/a.jsonl")
    assert ledger.parsed(whole, SCREENING, "screening/a.jsonl", before) == ledger.parsed(
        whole, SCREENING, "screening/a.jsonl"
    )


def test_a_log_that_was_shortened_or_replaced_is_read_anew() -> None:
    one, two, three = (old_line(f"a-{n}") + b"\n" for n in (1, 2, 3))
    before = ledger.parsed(one + two, SCREENING, "screening/a.jsonl")
    for data in (one, b"", three, two + one, three + one + two, one + three):
        found = ledger.parsed(data, SCREENING, "screening/a.jsonl", before)
        assert found == ledger.parsed(data, SCREENING, "screening/a.jsonl")


def test_a_line_that_was_changed_above_the_last_is_read_anew() -> None:
    """`include` and `exclude` have as many letters, so the log is as long as before."""
    first, last = old_line("a-1", decision="include") + b"\n", old_line("a-2") + b"\n"
    before = ledger.parsed(first + last, SCREENING, "screening/a.jsonl")
    changed = first.replace(b"include", b"exclude") + last
    assert ledger.parsed(changed, SCREENING, "screening/a.jsonl", before) == ledger.parsed(
        changed, SCREENING, "screening/a.jsonl"
    )


# Lines of another copy


def test_lines_of_another_copy_are_added_as_they_are(tmp_path: Path) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    before = log(tmp_path).read_bytes()
    more = [old_line("a-7"), old_line("a-8")]
    with log(tmp_path).open("ab") as file:
        file.write(b"{torn")
    ledger.append_lines(tmp_path, SCREENING, "a", more)
    assert log(tmp_path).read_bytes() == before + b"".join(line + b"\n" for line in more)
    assert log(tmp_path).with_name("a.jsonl.torn").read_bytes() == b"{torn\n"


def test_lines_of_another_copy_are_added_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.append(tmp_path, SCREENING, "a", entries("1"))
    before = log(tmp_path).read_bytes()
    monkeypatch.setattr(Failing, "room", 60)
    with_disk(monkeypatch, Failing)
    with pytest.raises(ReviewkitError):
        ledger.append_lines(tmp_path, SCREENING, "a", [old_line("a-7"), old_line("a-8")])
    assert log(tmp_path).read_bytes() == before


def test_text_of_any_language_is_kept_as_it_is(tmp_path: Path) -> None:
    for note in ("æøå", "a\u2028b\u0085c", "\n\r\t\0", "𝕒", '"\\'):
        ledger.append(tmp_path, SCREENING, "a", entries(note))
    assert notes(read(tmp_path)) == ["æøå", "a\u2028b\u0085c", "\n\r\t\0", "𝕒", '"\\']
    assert "æøå".encode() in log(tmp_path).read_bytes()


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt1"])
def test_a_writer_cannot_be_called_as_windows_calls_a_device(name: str) -> None:
    assert not ledger.is_writer_name(name)
    with pytest.raises(ReviewkitError, match="Windows reserves this name for a device"):
        ledger.writer_name(name)


@pytest.mark.parametrize("name", ["any", "agreed", "all", "reviewkit"])
def test_who_joins_is_not_called_by_a_word_of_commands(name: str) -> None:
    with pytest.raises(ReviewkitError, match="Commands use this word for something else"):
        ledger.new_writer_name(name)
    assert ledger.writer_name(name) == name  # who is called so already can go on
    assert ledger.new_writer_name(f"{name}-1") == f"{name}-1"
