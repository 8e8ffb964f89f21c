"""The answers are the same however the work was divided, by whom it was done, and what happened meanwhile."""

import os
import signal
import time
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import matching
from reviewkit.matching import blocking, compare
from reviewkit.matching.spread import Crew, Division, nothing, spread_matches
from reviewkit.model import Policies
from reviewkit.store.exchange import ExchangeFolder
from reviewkit.words import Policy
from tests.builders import record
from tests.matching.spreading import ODD, Given, Kept, cut, some_records

RECORDS = some_records(300, seed=4)
ANSWERS = matching.matches(RECORDS)


def test_the_records_of_these_tests_have_chains_that_are_cut() -> None:
    rules = {match.rule.split()[0] for match in ANSWERS}
    assert len(ANSWERS) > 300
    assert len(rules) > 10
    assert any(rule.startswith("C") for rule in rules), rules


@pytest.mark.thorough
@pytest.mark.parametrize("pieces", [1, 2, 8, 64])
@pytest.mark.parametrize("buckets", [1, 7])
@pytest.mark.parametrize("size", [1, 33, 1000])
def test_pieces_buckets_and_ranges_change_nothing(pieces: int, buckets: int, size: int) -> None:
    found = spread_matches(cut(RECORDS, pieces), Kept(), Crew(), division=Division(buckets, size))
    assert found.matches == ANSWERS
    assert sum(found.records) == len(RECORDS)
    assert len(found.records) == pieces


@given(st.integers(0, 40), st.integers(0, 1000), st.integers(1, 5), st.integers(1, 4), st.sampled_from(Policy))
@settings(max_examples=40)
def test_any_records_with_any_policy_have_the_answers_of_one_process(
    number: int, seed: int, pieces: int, buckets: int, policy: Policy
) -> None:
    records, policies = some_records(number, seed), Policies(preprints=policy, conference_abstracts=policy)
    found = spread_matches(cut(records, pieces), Kept(), Crew(), policies, Division(buckets, 7))
    assert found.matches == matching.matches(records, policies)


@given(
    st.integers(2, 60),
    st.integers(0, 1000),
    st.integers(1, 20),
    st.integers(1, 4),
    st.sampled_from((3, 60)),
    st.sampled_from((7, 33)),
)
@settings(max_examples=40)
def test_with_files_added_the_answers_are_those_of_a_first_run(
    number: int, seed: int, new: int, pieces: int, block: int, size: int
) -> None:
    """Titles recur, DOIs become those of books, journals one, and blocks too large, as records are added."""
    records, policies = some_records(number + new, seed), Policies()
    sources = cut(records[:number], pieces)
    exchange = Kept()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocking, "LARGEST_BLOCK", block)
        spread_matches(sources, exchange, Crew(), policies, Division(2, size))
        more = [*sources, *cut(records[number:], 2)]
        for count in (pieces + 1, pieces + 2):
            found = spread_matches(more[:count], exchange, Crew(), policies, Division(2, size))
            every = [record for source in more[:count] for record in source.records]
            assert found.matches == matching.matches(every, policies)


def test_with_a_file_added_only_its_pairs_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    compare_pairs = compare.compare_pairs

    def counted(table: object, left: Sequence[int], right: object, corpus: object) -> object:
        compared.append(len(left))
        return compare_pairs(table, left, right, corpus)  # type: ignore[arg-type]

    exchange = Kept()
    sources = [*cut(RECORDS[:290], 3), Given(tuple(RECORDS[290:]))]
    spread_matches(sources[:3], exchange, Crew(), division=Division(3, 100))
    monkeypatch.setattr(compare, "compare_pairs", counted)
    found = spread_matches(sources, exchange, Crew(), division=Division(3, 100))
    assert found.matches == ANSWERS
    warm = sum(compared)
    compared.clear()
    spread_matches(sources, Kept(), Crew(), division=Division(3, 100))
    assert 0 < warm < sum(compared) / 2


@pytest.mark.parametrize("ending", [".pairs", ".facts", ".answers", ".run"])
def test_where_something_of_the_earlier_run_has_gone_all_is_compared(ending: str) -> None:
    exchange = Kept()
    sources = cut(RECORDS, 3)
    spread_matches(sources[:2], exchange, Crew(), division=Division(3, 100))
    gone = next(name for name in exchange.files if name.endswith(ending))
    del exchange.files[gone]
    assert spread_matches(sources, exchange, Crew(), division=Division(3, 100)).matches == ANSWERS


def test_questions_and_reprints_in_a_chain_are_cut_wherever_they_are_answered() -> None:
    """A copy whose title was cut is like hepatitis A and B; one without year is like the reports of two years."""
    title, by = "Trust between nurses and families in home care: a case study of", ("Berg, Nora", "Dahl, Per")
    placed = {"authors": by, "journal": "Nordic Care"}
    records = [
        record(title=f"{title} hepatitis A", **placed, year=2018, volume="12", pages="1-9"),
        record(title=f"{title} …", authors=by, year=2018),
        record(title=f"{title} hepatitis B", **placed, year=2018, volume="12", pages="20-28"),
        record(title=f"{title} older people", **placed, year=2018, volume="12", pages="31-39"),
        record(title=f"{title} older people", **placed),
        record(title=f"{title} older people", **placed, year=2020, volume="14", pages="34-42"),
    ]
    found = spread_matches(cut(records, 3), Kept(), Crew(), division=Division(2, 2)).matches
    assert found == matching.matches(records)
    rules = {(match.left, match.right): match.rule[:3] for match in found}
    assert (rules[0, 2], rules[3, 5]) == ("C04", "C01")


def test_problems_come_in_the_order_of_the_sources() -> None:
    other = type(ODD)(ODD.place, "odder", code="odd")
    sources = [Given(tuple(RECORDS[:3]), (ODD,)), Given(()), Given(tuple(RECORDS[3:5]), (other,))]
    found = spread_matches(sources, Kept(), Crew())
    assert found.problems == (ODD, other)
    assert found.records == (3, 0, 2)


def test_no_records_have_no_answers() -> None:
    assert spread_matches([], Kept(), Crew()).matches == ()


def test_it_is_told_how_far_the_work_is() -> None:
    told: list[tuple[str, int, int]] = []
    spread_matches(
        cut(RECORDS, 2), Kept(), Crew(), division=Division(3, 200), advanced=lambda *step: told.append(step)
    )
    assert told[:5] == [("reading", 1, 2), ("reading", 2, 2)] + [("finding pairs", n, 3) for n in (1, 2, 3)]
    assert told[-1][0] == "checking chains"
    nothing("reading", 1, 2)


def two_processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


def test_processes_give_the_same_answers(tmp_path: Path) -> None:
    with Crew(two_processes) as crew:
        found = spread_matches(cut(RECORDS, 5), ExchangeFolder(tmp_path), crew, division=Division(3, 50))
    assert found.matches == ANSWERS


def killed_once(place: Path) -> int:
    """Die without a word the first time, as a process does that the system kills."""
    try:
        (place / "was here").touch(exist_ok=False)
    except FileExistsError:
        return 7
    time.sleep(0.1)
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return 0


def test_work_goes_on_after_a_process_was_killed(tmp_path: Path) -> None:
    with Crew(two_processes) as crew:
        assert crew.map(killed_once, [tmp_path, tmp_path, tmp_path], lambda done: None) == [7, 7, 7]


def test_what_kills_every_process_is_not_tried_for_ever() -> None:
    started = []

    class Broken(ThreadPoolExecutor):
        def map(self, *arguments: object, **others: object) -> None:  # type: ignore[override]
            raise BrokenExecutor("killed")

    def start() -> Executor:
        started.append(1)
        return Broken(1)

    with pytest.raises(BrokenExecutor, match="killed"), Crew(start) as crew:
        crew.map(len, ["a"], lambda done: None)
    assert 2 <= len(started) < 10


class Stopping(Kept):
    """An exchange that fails after so many files, as a full disk does."""

    left = 0

    def write(self, name: str, parts: object) -> None:
        if not self.left:
            raise OSError("no space left on device")
        self.left -= 1
        super().write(name, parts)  # type: ignore[arg-type]


def test_a_run_goes_on_where_another_stopped() -> None:
    exchange = Stopping()
    stops = 0
    while True:
        exchange.left = 4  # as many as one step leaves
        try:
            found = spread_matches(cut(RECORDS, 4), exchange, Crew(), division=Division(3, 100))
            break
        except OSError:
            stops += 1
    assert found.matches == ANSWERS
    assert stops > 3
    marks = [name for name in exchange.written if name.endswith((".shelf", ".facts", ".answers"))]
    assert len(marks) == len(set(marks))


def started_patiently(seconds: list[float], monkeypatch: pytest.MonkeyPatch) -> tuple[list[int], list[str]]:
    """What a patient crew tells of tasks that take so long here, and which of them were handed out."""
    clock, told, handed = [0.0], [], []

    class Noted(ThreadPoolExecutor):
        def map(self, step: Any, tasks: Any, **others: object) -> Any:  # type: ignore[override]
            handed.extend(map(str, tasks))
            return map(step, tasks)

    def take(number: int) -> int:
        clock[0] += seconds[number]
        return number

    monkeypatch.setattr(time, "process_time", lambda: clock[0])
    with Crew(lambda: Noted(1), patient=True) as crew:
        assert crew.map(take, list(range(len(seconds))), told.append) == list(range(len(seconds)))
    return told, handed


def test_little_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    assert started_patiently([0.9, 0.0, 0.3, 0.4, 3.0], monkeypatch) == ([1, 2, 3, 4, 5], [])


def test_much_work_is_handed_out_as_soon_as_that_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert started_patiently([0.0, 0.6, 0.6, 0.0, 0.0], monkeypatch) == ([1, 2, 3, 4, 5], ["3", "4"])


def test_more_pieces_than_a_process_may_open_files(tmp_path: Path) -> None:
    """Most systems allow a process 1,024 open files; ten million records are 2,000 pieces."""
    resource = pytest.importorskip("resource")
    sources = cut(RECORDS, 100)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
        first = spread_matches(sources[:90], ExchangeFolder(tmp_path), Crew(), division=Division(70))
        found = spread_matches(sources, ExchangeFolder(tmp_path), Crew(), division=Division(70))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert sum(first.records) < sum(found.records) == len(RECORDS)
    assert found.matches == ANSWERS
