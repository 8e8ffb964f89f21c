"""Acts that were kept are those that reading all logs from the beginning gives, whatever was done to the logs."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.errors import ReviewkitError
from reviewkit.model import AnyAct, Decision, DedupeRun, DuplicateVerdict, Undo
from reviewkit.store import cache, events, kept_acts, ledger, made_by
from reviewkit.store.acts import Acts
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Relation, Stage, Verdict

START = datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_acts, "MANY", 3)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "review.yaml").write_text("title: x\n", encoding="utf-8")
    return tmp_path


def logged(root: Path, by: str, *acts: AnyAct | Undo) -> tuple[str, ...]:
    with ledger.locked(root):
        return ledger.append(root, ledger.DUPLICATES, by, [events.line_of(act) for act in acts])


def run(root: Path, *numbers: int) -> tuple[str, ...]:
    now = ledger.now()
    found = [
        DuplicateVerdict(
            "reviewkit",
            "s-0001",
            f"s-{number:04d}",
            list(Verdict)[number % 3],
            "I01 æ",
            number / 3,
            "0.3.0",
            relation=Relation.ERRATUM if number % 2 else None,
            fingerprints=("0a1b2c3d.1", f"0a1b2c3d.{number}"),
            at=now,
        )
        for number in numbers
    ]
    return logged(root, "a", DedupeRun("0.3.0", frozenset(("x", "y")), at=now), *found)


def answer(root: Path, by: str, number: int, origin: str = "") -> tuple[str, ...]:
    return logged(
        root, by, DuplicateVerdict(by, "s-0001", f"s-{number:04d}", Verdict.SAME, origin=origin, at=ledger.now())
    )


def now_read(root: Path) -> dict[str, Acts]:
    """The acts as a command reads them."""
    return OpenReview(root)._all_acts()


def from_the_beginning(root: Path) -> dict[str, Acts]:
    """The acts as a command reads them that finds nothing kept, and keeps nothing."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept_acts, "read", lambda root: None)
        patched.setattr(kept_acts, "keep", lambda root, found: None)
        return OpenReview(root)._all_acts()


@pytest.fixture
def understood(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines are understood at a time, from now on."""
    counted: list[int] = []
    acts_of = events.acts_of

    def noted(log: Sequence[ledger.Event], problems: list[object]) -> object:
        counted.extend([len(list(log))] if log else [])
        return acts_of(log, problems)  # type: ignore[arg-type]

    monkeypatch.setattr(events, "acts_of", noted)
    return counted


def test_lines_are_understood_once(root: Path, understood: list[int]) -> None:
    run(root, 2, 3, 4, 5)
    first = now_read(root)
    assert understood == [5]
    assert now_read(root) == first == from_the_beginning(root)
    assert understood == [5, 5]  # the second time by from_the_beginning


def test_of_a_log_that_grew_only_the_new_lines_are_understood(root: Path, understood: list[int]) -> None:
    with ledger.dated(START):
        run(root, 2, 3, 4, 5)
    now_read(root)
    with ledger.dated(START + timedelta(hours=1)):
        answer(root, "b", 2)
    assert now_read(root) == from_the_beginning(root)
    assert understood == [5, 1, 6]


def test_what_is_behind_is_kept_too_once_it_is_much(root: Path, understood: list[int]) -> None:
    with ledger.dated(START):
        run(root, 2, 3, 4, 5)
    now_read(root)
    with ledger.dated(START + timedelta(hours=1)):
        run(root, 6, 7, 8)
    for _ in range(2):
        assert now_read(root) == from_the_beginning(root)
    assert understood == [5, 4, 9, 9]


def test_what_one_command_logs_is_kept_by_it(root: Path, understood: list[int]) -> None:
    folder = OpenReview(root)
    with folder.writing():
        folder.log("a", [DuplicateVerdict("a", "s-1", f"s-{n}", Verdict.SAME, at=ledger.now()) for n in range(4)])
    understood.clear()
    now_read(root)
    assert understood == []


def test_many_lines_of_another_kind_are_read_no_second_time(root: Path, understood: list[int]) -> None:
    folder = OpenReview(root)
    with folder.writing():
        decisions = [Decision("a", Stage.SCREENING, f"s-{n}", Choice.INCLUDE, at=ledger.now()) for n in range(4)]
        folder.log("a", decisions)
    assert sum(understood) == 4


def test_few_lines_are_not_kept(root: Path) -> None:
    answer(root, "a", 2)
    now_read(root)
    assert not cache.path_of("acts", "x").parent.exists()


def test_another_program_reads_anew(root: Path, understood: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    run(root, 2, 3, 4, 5)
    now_read(root)
    monkeypatch.setattr(made_by, "version_of_logs", lambda: "another")
    now_read(root)
    assert understood == [5, 5]


@pytest.mark.parametrize(
    "broken", [lambda data: data[:-9], lambda data: b"", lambda data: data.replace(b"s-", b"t-")]
)
def test_what_is_broken_is_read_anew(root: Path, broken: Callable[[bytes], bytes], understood: list[int]) -> None:
    run(root, 2, 3, 4, 5)
    now_read(root)
    (path,) = cache.path_of("acts", "x").parent.iterdir()
    path.write_bytes(broken(path.read_bytes()))
    assert now_read(root) == from_the_beginning(root)
    assert understood == [5, 5, 5]


def test_every_changed_byte_is_noticed(root: Path) -> None:
    run(root, 2, 3, 4)
    now_read(root)
    path = ledger.log_path(root, ledger.DUPLICATES, "a")
    data = path.read_bytes()
    for place in range(0, len(data), 7):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert kept_acts.read(root) is None, place


def test_bytes_with_the_same_short_checksum_are_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(root, 2, 3, 4)
    now_read(root)
    path = ledger.log_path(root, ledger.DUPLICATES, "a")
    path.write_bytes(path.read_bytes().replace(b"s-0002", b"s-0009"))
    monkeypatch.setattr(ledger.zlib, "crc32", lambda data, before=0: 0)  # type: ignore[attr-defined]
    assert kept_acts.read(root) is None


def test_a_clock_that_was_put_back_since_makes_lines_of_the_future(root: Path) -> None:
    with ledger.dated(START):
        run(root, 2, 3, 4)
        now_read(root)
    with ledger.dated(START - timedelta(days=9)):
        assert now_read(root) == from_the_beginning(root)
        assert now_read(root)[ledger.DUPLICATES].problems


# Whatever is done to the logs

Step = Callable[[Path, int], object]


def some_log(root: Path, n: int) -> Path | None:
    logs = sorted((root / ledger.DUPLICATES).glob("*.jsonl"))
    return logs[n % len(logs)] if logs else None


def lines_of(root: Path, n: int, change: Callable[[list[bytes], int], object]) -> None:
    """Change the lines of a log by hand."""
    if log := some_log(root, n):
        lines = log.read_bytes().splitlines(keepends=True)
        if lines:
            change(lines, n // 3 % len(lines))
            log.write_bytes(b"".join(lines))


def step_undo(root: Path, n: int) -> None:
    acts = now_read(root)[ledger.DUPLICATES]
    every = [*acts.counting, *acts.undos]
    if every:
        logged(root, "ab"[n % 2], Undo(every[n % len(every)].id, "a", at=ledger.now()))


def step_copy(root: Path, n: int) -> None:
    if log := some_log(root, n):
        log.with_name("c.jsonl").write_bytes(log.read_bytes())


def step_remove(root: Path, n: int) -> None:
    if log := some_log(root, n):
        log.unlink()


def step_unfinished(root: Path, n: int) -> None:
    if log := some_log(root, n):
        log.write_bytes(log.read_bytes()[: -1 - n % 40])


STEPS: dict[str, Step] = {
    "run": lambda root, n: run(root, *range(2, 3 + n % 5)),
    "answer": lambda root, n: answer(root, "ab"[n % 2], n % 9),
    "from a table": lambda root, n: answer(root, "ab"[n % 2], n % 9, "queue.csv"),
    "undo": step_undo,
    "a copy of a log": step_copy,
    "a log is removed": step_remove,
    "the end is missing": step_unfinished,
    "a line is removed": lambda root, n: lines_of(root, n, lambda lines, at: lines.pop(at)),
    "a line stands twice": lambda root, n: lines_of(root, n, lambda lines, at: lines.append(lines[at])),
    "no line": lambda root, n: lines_of(root, n, lambda lines, at: lines.append(b"{nothing\n")),
    "a blank line": lambda root, n: lines_of(root, n, lambda lines, at: lines.append(b"\n")),
    "a line is changed": lambda root, n: lines_of(
        root, n, lambda lines, at: lines.__setitem__(at, lines[at].replace(b"same", b"unsure"))
    ),
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 40), st.integers(-1, 3)), max_size=8))
def test_what_is_kept_is_what_is_read_from_the_beginning(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    root = tmp_path_factory.mktemp("kept")
    (root / "review.yaml").write_text("title: x\n", encoding="utf-8")
    at = START
    for name, number, seconds in [("run", 4, 1), ("answer", 3, 2), *steps]:
        at += timedelta(seconds=seconds)
        with ledger.dated(at), suppress(ReviewkitError):
            STEPS[name](root, number)
        with ledger.dated(at):
            assert now_read(root) == from_the_beginning(root), name
