"""Duplicates in files are the same whether found here, by several processes, or by the workers of a scheduler."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import duplicates, matching
from reviewkit.actions import matched_files as action
from reviewkit.actions.matched_files import Workers, matched_files
from reviewkit.errors import ReviewkitError
from reviewkit.matching import Match
from reviewkit.model import Policies
from reviewkit.store import cache, exports, made_by
from reviewkit.words import Policy, Relation, Verdict
from tests.matching.spreading import as_ris, some_records

RECORDS = some_records(260, seed=9)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("files")
    paths = []
    for name, some in (("one.ris", RECORDS[:90]), ("two.ris", RECORDS[90:100]), ("three.ris", RECORDS[100:])):
        paths.append(folder / name)
        paths[-1].write_text(as_ris(some), encoding="utf-8", newline="")
    return paths


@pytest.fixture(scope="module")
def here(files: list[Path]) -> action.MatchedFiles:
    return matched_files(files)


def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of some kilobytes count as large."""
    for name in ("matching.pieces", "actions.matched_files"):
        monkeypatch.setattr(f"reviewkit.{name}.LARGE", 10000)
    monkeypatch.setattr("reviewkit.matching.pieces.PIECE", 4000)


def test_reports_are_those_of_all_records_and_verdicts(files: list[Path], here: action.MatchedFiles) -> None:
    ids = [str(n) for n in range(len(RECORDS))]
    groups = duplicates.groups(ids, duplicates.verdicts(ids, here.matches))
    assert here.reports == tuple(tuple(map(int, group.records)) for group in groups if len(group.records) > 1)
    assert here.matches == matching.matches(one for file in files for one in exports.stream(file, []))
    assert here.records == (90, 10, 160)
    assert len(here.reports) > 20


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
        st.tuples(
            st.sampled_from(Verdict), st.sampled_from((60.0, 80.0, 100.0)), st.sampled_from((None, *Relation))
        ),
        max_size=30,
    )
)
def test_each_chain_by_itself_gives_the_reports_of_all_at_once(
    answers: dict[tuple[int, int], tuple[Verdict, float, Relation | None]],
) -> None:
    matches = [
        Match(left, right, verdict, "C01 a rule of chains" if score == 80 else "P01 a rule", score, relation)
        for (left, right), (verdict, score, relation) in answers.items()
    ]
    ids = [str(n) for n in range(12)]
    groups = duplicates.groups(ids, duplicates.verdicts(ids, matches))
    at_once = tuple(tuple(map(int, group.records)) for group in groups if len(group.records) > 1)
    assert action.reports_of(matches) == at_once


def test_what_is_joined_with_two_that_are_different_is_in_one_report(here: action.MatchedFiles) -> None:
    members = [record for report in here.reports for record in report]
    assert len(members) == len(set(members))


@pytest.mark.parametrize("processes", [1, 2])
def test_large_files_are_divided_and_give_the_same(
    processes: int, files: list[Path], here: action.MatchedFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_pieces(monkeypatch)
    divided = matched_files(files, workers=Workers(processes))
    assert divided == here
    assert divided.checksum == here.checksum
    assert not divided.is_known
    assert any(cache.folder_of("matching").iterdir())


def test_the_same_files_are_known_the_second_time_and_changed_ones_are_not(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = [tmp_path / path.name for path in files]
    for path, copy in zip(files, copies, strict=True):
        copy.write_bytes(path.read_bytes())
    first, again = matched_files(copies), matched_files(copies)
    assert (first.is_known, again.is_known) == (False, True)
    assert first == again
    assert first.key == again.key != ""
    assert not matched_files(copies, Policies(preprints=Policy.JOIN)).is_known
    copies[1].write_bytes(copies[1].read_bytes() + b"\n")
    assert not matched_files(copies).is_known


def test_other_policies_and_other_records_have_another_checksum(
    files: list[Path], here: action.MatchedFiles
) -> None:
    joined = matched_files(files, Policies(conference_abstracts=Policy.JOIN, preprints=Policy.JOIN))
    fewer = matched_files(files[:2])
    assert len({here.checksum, fewer.checksum}) == 2
    assert (joined.checksum == here.checksum) == (joined.reports == here.reports)


def test_a_folder_that_is_named_is_used_and_stays(
    tmp_path: Path, files: list[Path], here: action.MatchedFiles
) -> None:
    exchange = tmp_path / "exchange"
    assert matched_files(files, workers=Workers(exchange=exchange)) == here
    kept = {path: path.stat().st_mtime_ns for path in exchange.rglob("*.answers")}
    assert kept
    assert matched_files(files, workers=Workers(exchange=exchange)) == here
    assert {path: path.stat().st_mtime_ns for path in exchange.rglob("*.answers")} == kept


def test_large_files_are_compared_where_nothing_can_be_kept(
    files: list[Path], here: action.MatchedFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_pieces(monkeypatch)

    def refused(kind: str) -> Path:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(cache, "folder_of", refused)
    assert matched_files(files) == here


def test_very_large_files_leave_nothing_on_this_computer(
    tmp_path: Path, files: list[Path], here: action.MatchedFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_pieces(monkeypatch)
    monkeypatch.setattr(action, "_KEPT", 100)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert matched_files(files) == here
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to no single process")
def test_a_process_that_is_stopped_by_ctrl_c_says_nothing(tmp_path: Path) -> None:
    script = tmp_path / "stopped.py"
    script.write_text(
        "import os, signal, time\n"
        "from reviewkit.actions.matched_files import processes\n"
        "if __name__ == '__main__':\n"
        "    with processes(1) as pool:\n"
        "        worker = pool.submit(os.getpid).result()\n"
        "        time.sleep(0.3)\n"
        "        os.kill(worker, signal.SIGINT)\n"
        "        time.sleep(0.3)\n",
        encoding="utf-8",
    )
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="Dask is an extra: pip install '.[cluster]'")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as running:
        yield running


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_workers_of_a_scheduler_give_the_same_also_when_one_is_killed(
    cluster: Any, tmp_path: Path, files: list[Path], here: action.MatchedFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = Workers(scheduler=cluster.scheduler_address, exchange=tmp_path / "exchange")
    assert matched_files(files, workers=workers) == here
    killed = []

    def advanced(step: str, done: int, of: int) -> None:
        if step == "reading" and not killed:
            victim = next(iter(cluster.workers.values())).pid
            killed.append(victim)
            os.kill(victim, getattr(signal, "SIGKILL", signal.SIGTERM))

    again = Workers(scheduler=cluster.scheduler_address, exchange=tmp_path / "again")
    assert matched_files(files, workers=again, advanced=advanced) == here
    assert killed


def test_a_scheduler_needs_a_shared_folder(files: list[Path]) -> None:
    with pytest.raises(ReviewkitError, match="add --exchange FOLDER"):
        matched_files(files, workers=Workers(scheduler="tcp://127.0.0.1:1"))


def test_a_scheduler_that_does_not_answer_is_named(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="Dask is an extra: pip install '.[cluster]'")
    monkeypatch.setattr(action, "_SECONDS", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ReviewkitError, match="no Dask scheduler answers there"):
            matched_files(files, workers=Workers(scheduler=address, exchange=tmp_path))


@pytest.mark.parametrize(
    "address",
    ["rubbish", "tcp://", "http://192.0.2.7:80", "tcp://[x", "::::", "æ", "tcp://x:99999", "tcp://x:y", " "],
)
def test_what_is_no_address_is_told_without_asking_dask(
    address: str, tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is an extra: pip install '.[cluster]'")
    monkeypatch.setattr(distributed, "Client", None)
    with pytest.raises(ReviewkitError, match="no Dask scheduler answers there"):
        matched_files(files, workers=Workers(scheduler=address, exchange=tmp_path))


class Elsewhere:
    """A scheduler whose workers say what they have."""

    def __init__(self, versions: dict[str, str]) -> None:
        self.versions = versions

    def __call__(self, *arguments: object, **others: object) -> "Elsewhere":
        return self

    def run(self, *arguments: object, **others: object) -> dict[str, str]:
        return self.versions

    def close(self) -> None:
        self.versions = {}


class Lost(Elsewhere):
    """A scheduler that is killed when work is handed out."""

    def get_executor(self, **others: object) -> Any:
        from distributed.client import FutureCancelledError

        raise FutureCancelledError("shelve-1", "scheduler-connection-lost")


def test_a_scheduler_that_is_lost_is_told(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is an extra: pip install '.[cluster]'")
    monkeypatch.setattr(distributed, "Client", Lost({"tcp://a": made_by.version()}))
    with pytest.raises(ReviewkitError, match="what was done is not done again"):
        matched_files(files, workers=Workers(scheduler="tcp://a:8786", exchange=tmp_path))


def test_without_dask_it_says_what_to_install(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(ReviewkitError, match=r"pip install 'distributed>="):
        matched_files(files, workers=Workers(scheduler="tcp://127.0.0.1:1", exchange=tmp_path))


@pytest.mark.parametrize(
    ("versions", "told"),
    [({}, "no worker has come"), ({"tcp://a": made_by.version(), "tcp://b": "other"}, "other answers: tcp://b")],
)
def test_workers_with_other_code_are_refused(
    versions: dict[str, str], told: str, tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is an extra: pip install '.[cluster]'")
    there = Elsewhere(versions)
    monkeypatch.setattr(distributed, "Client", there)
    with pytest.raises(ReviewkitError, match=told):
        matched_files(files, workers=Workers(scheduler="tcp://a:8786", exchange=tmp_path))
    assert there.versions == {}
