"""A folder that stays open says what one says that was opened now; and nothing is answered out of an old state."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.actions import coding, duplicates, imports, retrieval, screening, undo
from reviewkit.errors import ReviewkitError
from reviewkit.model import Record, Undo
from reviewkit.progress import Answers
from reviewkit.progress import answers as work_out
from reviewkit.review import Review
from reviewkit.store import ledger, open_review
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Stage, Verdict
from tests.builders import papers
from tests.folders import afresh, begin, bring, decide, logged_ids, ready_to_code, temporary

FACTS = (
    "protocol",
    "sources",
    "imports",
    "exports",
    "withdrawn",
    "source_of",
    "verdicts",
    "runs",
    "decisions",
    "retrievals",
    "studies",
    "codebooks",
    "codings",
    "agreements",
    "taken_back",
)


def records_of(review: Review) -> list[Record]:
    """The records of a review; the files of the cache are let go, which else waits for the garbage collector."""
    found = list(review.records.values())
    for texts in review.records._texts:  # type: ignore[attr-defined]
        texts.close()
    return found


def everything(review: Review) -> dict[str, Any]:
    """All that a review comes to."""
    return {
        **{name: getattr(review.facts, name) for name in FACTS},
        "records": records_of(review),
        "groups": review.groups,
        "outcomes": review.outcomes,
        "flow": review.flow,
        "problems": review.problems,
        "answers": work_out(review),
        "matrices": review.matrices,
        "never compared": review.never_compared,
        "possible duplicates": review.possible_duplicates,
        "shares": review.shares,
    }


def as_read_now(folder: OpenReview) -> None:
    """The open folder says what the same folder says to a process that has not seen it before."""
    found, wanted = everything(folder.refresh()), everything(afresh(folder))
    for name, value in wanted.items():
        assert found[name] == value, name
    assert folder.digest() == open_review.open_review(folder.root).digest()


# Whatever is done


class Clock:
    """A clock that goes on by a second at each look, and is off by some hours."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 5, 10, tzinfo=UTC)
        self.off = timedelta()

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at + self.off


def pick(items: Any, number: int) -> Any:
    items = list(items)
    return items[number % len(items)]


def step_decide(folder: OpenReview, who: str, n: int) -> None:
    choice = pick([Choice.INCLUDE, Choice.INCLUDE, Choice.EXCLUDE, Choice.MAYBE], n // 7)
    screening.decide(folder, who, pick(folder.review.records, n), choice, "outcome" if n % 5 == 0 else "")


def step_remove(folder: OpenReview, who: str, n: int) -> None:
    screening.decide(folder, who, pick(folder.review.records, n), Choice.EXCLUDE, stage=Stage.BEFORE)


def step_settle(folder: OpenReview, who: str, n: int) -> None:
    screening.settle(folder, who, pick(folder.review.reports, n), pick(Choice, n // 7))


def step_undo(folder: OpenReview, who: str, n: int) -> None:
    acts = [act for kind in ledger.KINDS for act in folder.acts(kind).counting]
    undo.undo(folder, who, [pick(acts, n).id], note="why")


def step_undo_an_undo(folder: OpenReview, who: str, n: int) -> None:
    undos = [entry.undo for kind in ledger.KINDS for entry in folder.acts(kind).taken_back]
    undo.undo(folder, who, [pick(undos, n).id], note="why")


def step_import(folder: OpenReview, who: str, n: int) -> None:
    bring(folder, pick(["cinahl", "medline"], n), 2, start=pick([1, 3, 40, 60], n // 2), by=who)


def step_dedupe(folder: OpenReview, who: str, n: int) -> None:
    duplicates.run(folder, who)


def step_answer(folder: OpenReview, who: str, n: int) -> None:
    pair = (pick(folder.review.records, n), pick(folder.review.records, n // 5))
    duplicates.answer(folder, who, pair, pick(Verdict, n // 3))


def step_retrieval(folder: OpenReview, who: str, n: int) -> None:
    retrieval.record_retrieval(folder, who, [pick(folder.review.records, n)], bool(n % 2))


def step_rename(folder: OpenReview, who: str, n: int) -> None:
    imports.rename_source(folder, who, pick(["cinahl", "medline"], n), pick(["embase", "medline"], n // 2))


def step_take_in(folder: OpenReview, who: str, n: int) -> None:
    """Decisions of another tool, with its times."""
    rows = ["record,reviewer,decision,at"]
    for number in range(2):
        day = 1 + (n + number) % 8
        rows.append(
            f"{pick(folder.review.records, n + number)},{pick('ab', n)},include,2026-01-{day:02d}T00:00:00Z"
        )
    file = folder.root.parent / "decisions.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    screening.import_decisions(folder, who, file)


def step_code(folder: OpenReview, who: str, n: int) -> None:
    coding.add_quote(folder, who, pick(["berg", "aas"], n), f"words {n}", ["trust"])


def step_edit(folder: OpenReview, who: str, n: int) -> None:
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    old, new = ("reviewers_per_record: 2", "reviewers_per_record: 1")[:: 1 if n % 2 else -1]
    path.write_text(text.replace(old, new), encoding="utf-8")


STEPS: list[Callable[[OpenReview, str, int], None]] = [
    step_decide,
    step_decide,
    step_decide,
    step_remove,
    step_settle,
    step_undo,
    step_undo_an_undo,
    step_import,
    step_dedupe,
    step_answer,
    step_retrieval,
    step_rename,
    step_take_in,
    step_code,
    step_edit,
]
steps = st.lists(
    st.tuples(
        st.sampled_from(STEPS), st.sampled_from("ab"), st.integers(0, 500), st.sampled_from([0] * 6 + [-9, 9, 2])
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=15)
@given(steps, st.sampled_from(["one", "two"]))
def test_reading_on_says_what_reading_anew_says_after_any_acts(
    done: list[tuple[Callable[[OpenReview, str, int], None], str, int, int]], stages: str
) -> None:
    """Two windows on one folder; each acts in turn, and sometimes the clock is off by hours."""
    with temporary() as root, pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr(ledger, "now", clock.now)
        first = begin(root, stages=stages)
        ready_to_code(first, "berg", "aas")
        windows = {"a": first, "b": open_review.open_review(root)}
        given_ids = len(logged_ids(root))
        for step, who, number, hours in done:
            clock.off = timedelta(hours=hours)
            try:
                step(windows[who], who, number)
            except (ReviewkitError, ZeroDivisionError):
                continue  # not allowed here, or nothing to choose from
            for folder in windows.values():
                as_read_now(folder)
        ids = logged_ids(root)
        assert len(set(ids)) == len(ids) >= given_ids


# What another program did


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """A review with a decision of each, open and read."""
    made = begin(tmp_path / "review")
    decide(made, "a", 1, "y")
    decide(made, "b", 1, "y")
    everything(made.review)
    return made


def log_of(folder: OpenReview, who: str = "b") -> Path:
    return folder.root / "screening" / f"{who}.jsonl"


def test_what_another_window_did_is_seen(folder: OpenReview) -> None:
    other = open_review.open_review(folder.root)
    decide(other, "b", 2, "n", "outcome")
    as_read_now(folder)
    bring(other, "medline", 2, start=30, by="b")
    as_read_now(folder)


def test_a_log_that_came_or_went_or_became_shorter_is_read_again(folder: OpenReview) -> None:
    data = log_of(folder).read_bytes()
    for change in (None, data, data[:-20], data):
        if change is None:
            log_of(folder).unlink()
        else:
            log_of(folder).write_bytes(change)
        as_read_now(folder)


def test_an_empty_log_that_grows_is_read_whole(folder: OpenReview) -> None:
    """A disk that was full leaves an empty log behind."""
    (folder.root / "retrieval").mkdir()
    (folder.root / "retrieval" / "a.jsonl").write_bytes(b"")
    as_read_now(folder)
    (made,) = retrieval.record_retrieval(folder, "a", ["cinahl-0001"], True)
    assert len(folder.lines_of(ledger.RETRIEVAL, "a")) == 1
    as_read_now(folder)
    assert [act.id for act in folder.review.facts.retrievals] == [made]


def test_the_lines_of_a_log_are_known_by_their_hashes(folder: OpenReview) -> None:
    lines = log_of(folder).read_bytes().splitlines()
    assert folder.lines_of(ledger.SCREENING, "b") == {ledger.hash_of(line) for line in lines}
    decide(folder, "b", 2, "y")
    lines = log_of(folder).read_bytes().splitlines()
    assert folder.lines_of(ledger.SCREENING, "b") == {ledger.hash_of(line) for line in lines}
    assert folder.lines_of(ledger.SCREENING, "nobody") == frozenset()


def test_a_copy_of_a_log_that_came_is_read(folder: OpenReview) -> None:
    shutil.copy(log_of(folder), log_of(folder, "b (1)"))
    as_read_now(folder)


def test_lines_of_another_day_that_came_are_put_in_their_place(folder: OpenReview) -> None:
    """Somebody worked without a network; their lines are older than what is here."""
    with log_of(folder).open("a", encoding="utf-8") as log:
        log.write(
            '{"id": "b-9", "do": "decide", "at": "2020-01-01T00:00:00Z", "by": "b", "stage": "screening", '
            '"record": "cinahl-0001", "decision": "exclude"}\n'
        )
    as_read_now(folder)


@pytest.mark.parametrize(
    "line", ["not json\n", '{"id": "b-9", "do": "dance"}\n', '{"id": "b-9', '{"id": "b-9", "at": "2097-01-01"}\n']
)
def test_a_damaged_line_that_came_is_reported(folder: OpenReview, line: str) -> None:
    with log_of(folder).open("a", encoding="utf-8") as log:
        log.write(line)
    as_read_now(folder)
    decide(folder, "a", 2, "y")
    as_read_now(folder)


def test_a_line_that_was_changed_in_place_is_read_again(folder: OpenReview) -> None:
    decide(folder, "b", 2, "y")
    log_of(folder).write_bytes(log_of(folder).read_bytes().replace(b"include", b"exclude", 1))
    as_read_now(folder)


def test_a_line_that_came_without_the_one_above_it_is_reported(folder: OpenReview) -> None:
    before = log_of(folder).read_bytes()
    other = open_review.open_review(folder.root)
    decide(other, "b", 2, "y")
    decide(other, "b", 3, "y")
    lines = log_of(folder).read_bytes().splitlines(keepends=True)
    log_of(folder).write_bytes(before + lines[-1])
    as_read_now(folder)


def test_a_line_that_came_twice_counts_once(folder: OpenReview) -> None:
    with log_of(folder).open("ab") as log:
        log.write(log_of(folder).read_bytes().splitlines(keepends=True)[-1])
    as_read_now(folder)


def test_a_line_that_came_before_what_its_writer_had_seen_is_reported(folder: OpenReview) -> None:
    """A sync program brings b's log first and a's later."""
    of_a = log_of(folder, "a").read_bytes()
    other = open_review.open_review(folder.root)
    decide(other, "a", 2, "y")
    decide(other, "b", 3, "y")
    log_of(folder, "a").write_bytes(of_a)
    as_read_now(folder)


def test_a_line_that_came_late_is_missed_no_more(folder: OpenReview) -> None:
    short = log_of(folder, "a").read_bytes()
    other = open_review.open_review(folder.root)
    decide(other, "a", 2, "y")
    whole = log_of(folder, "a").read_bytes()
    duplicates.answer(other, "b", ("cinahl-0003", "cinahl-0004"), Verdict.DIFFERENT)
    log_of(folder, "a").write_bytes(short)
    late = open_review.open_review(folder.root)
    assert any("is missing from" in problem.message for problem in late.review.problems)
    log_of(folder, "a").write_bytes(whole)
    as_read_now(late)


def test_an_agreement_that_cannot_be_read_stops_until_it_can(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("title: [", encoding="utf-8")
    with pytest.raises(ReviewkitError, match=r"review\.yaml"):
        folder.refresh()
    path.write_text(text.replace("A small review", "A larger one"), encoding="utf-8")
    assert folder.refresh().protocol.title == "A larger one"
    as_read_now(folder)


FILES = {
    "searches.yaml": "cinahl: {hits: 4}\n",
    "studies.yaml": "berg: {citation: Berg, records: [cinahl-0001]}\n",
    "codebooks/themes.yaml": "codes: {trust: Trust}\n",
    "coding/a/berg.yaml": "segments: [{quote: words, codes: [trust]}]\n",
    "searches/cinahl/more.ris": papers(1, 70),
    "review (1).yaml": "title: B\n",
    "screening/notes.txt": "mine",
    "duplicates/a.jsonl.torn": "{",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_came_changed_and_went_is_seen(folder: OpenReview, name: str) -> None:
    path = folder.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FILES[name], encoding="utf-8")
    as_read_now(folder)
    path.write_text(FILES[name] + " \n", encoding="utf-8")
    as_read_now(folder)
    path.unlink()
    as_read_now(folder)


def test_an_export_that_was_changed_or_lost_is_seen(folder: OpenReview) -> None:
    export = folder.root / folder.review.facts.exports[0].path
    data = export.read_bytes()
    for change in (data.replace(b"care", b"cure"), data, papers(2).encode(), None):
        export.write_bytes(change) if change else export.unlink()
        as_read_now(folder)


def test_an_export_that_was_changed_and_put_back_is_as_before(folder: OpenReview, home: Path) -> None:
    """On a computer that had not read it before. No problem is reported, and the records are others."""
    before = records_of(folder.review)
    export = folder.root / folder.review.facts.exports[0].path
    data = export.read_bytes()
    shutil.rmtree(home / "cache")
    export.write_text(papers(4, start=50), encoding="utf-8")
    records_of(afresh(folder))
    export.write_bytes(data)
    assert records_of(afresh(folder)) == before


def test_an_import_that_names_a_file_elsewhere_counts_nothing(folder: OpenReview) -> None:
    """A stranger's folder can name a million records, each of which would be in the flow and in memory."""
    path = folder.root / "searches" / "imports" / "b.jsonl"
    path.write_text(
        '{"id": "b-1", "do": "import", "at": "2026-01-05T10:00:00Z", "by": "b", "source": "x", "number": 1, '
        '"file": "../x.ris", "sha256": "ab", "records": 1000}\n',
        encoding="utf-8",
    )
    review = afresh(folder)
    assert len(review.records) == 4
    assert [export.source for export in review.facts.exports] == ["cinahl"]
    assert [one.place.path for one in review.problems if "x.ris" in f"{one.place} {one.message}"] == [
        "searches/imports/b.jsonl"
    ]


def test_where_nothing_changed_nothing_is_read(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    before = folder.refresh()
    monkeypatch.setattr(OpenReview, "_read", lambda self: pytest.fail("the folder was read again"))
    assert folder.refresh() is before


def test_one_s_own_decision_is_added_without_reading_the_logs_anew(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenReview, "_all_acts", lambda self: pytest.fail("the logs were read from the beginning"))
    made = decide(folder, "a", 2, "y")
    assert folder.review.facts.decisions[-1].id == made
    assert folder.refresh().facts.decisions[-1].id == made


def test_codings_of_somebody_who_is_not_in_the_review_are_reported(folder: OpenReview) -> None:
    for who in ("a", "zoe"):
        path = folder.root / "coding" / who / "berg.yaml"
        path.parent.mkdir(parents=True)
        path.write_text("state: done\n", encoding="utf-8")
    (folder.root / "coding" / "liv.jsonl").write_text(
        '{"id": "liv-1", "do": "code-done", "at": "2026-01-05T10:00:00Z", "by": "liv", "study": "berg"}\n',
        encoding="utf-8",
    )
    found = {(problem.place.path, problem.code) for problem in afresh(folder).problems}
    assert {("coding/zoe", "unknown-reviewer"), ("coding/liv.jsonl", "unknown-log")} <= found
    assert "coding/a" not in {path for path, _ in found}


def test_a_file_that_came_into_a_folder_further_down_is_seen(folder: OpenReview) -> None:
    before = folder.revision
    path = folder.root / "searches" / "cinahl" / "old" / "older" / "x.ris"
    path.parent.mkdir(parents=True)
    path.write_text(papers(1, 80), encoding="utf-8")
    as_read_now(folder)
    assert any(problem.place.path.endswith("older/x.ris") for problem in folder.review.problems)
    assert folder.revision != before


def test_a_decision_leaves_what_it_does_not_touch(folder: OpenReview) -> None:
    before = folder.review
    decide(folder, "a", 2, "y")
    after = folder.review
    assert after is not before
    assert after.facts.verdicts is before.facts.verdicts
    assert after.records is before.records
    assert after.reports is before.reports
    assert after.outcomes["cinahl-0003"] is before.outcomes["cinahl-0003"]
    assert after.outcomes["cinahl-0002"] != before.outcomes["cinahl-0002"]


def test_a_log_that_was_missing_and_is_begun_anew_is_held_against_what_others_saw(folder: OpenReview) -> None:
    decide(folder, "b", 3, "y")
    decide(folder, "a", 3, "n")
    (folder.root / "screening" / "b.jsonl").unlink()
    folder.refresh()
    decide(folder, "b", 4, "y")
    as_read_now(folder)


# Answers


@pytest.fixture
def settled(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenReview]:
    """The same folder, whose files count as old enough to be told apart by their times."""
    monkeypatch.setattr(open_review, "_SETTLED", -60.0)
    ready_to_code(folder, "berg")
    return folder


def worked_out(folder: OpenReview) -> Answers:
    other = open_review.open_review(folder.root)
    return work_out(other.review, other.digest())


def asked(folder: OpenReview) -> Answers:
    """The answers that a command gets."""
    return open_review.open_review(folder.root).answers()


def test_answers_out_of_the_cache_are_those_worked_out(
    settled: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = worked_out(settled)
    assert asked(settled) == wanted
    monkeypatch.setattr(OpenReview, "_read", lambda self: pytest.fail("the folder was read"))
    assert asked(settled) == wanted


def test_answers_are_not_kept_of_files_that_changed_just_now(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes twice within the same tick of a disk's clock would look the same."""
    asked(folder)
    monkeypatch.setattr(OpenReview, "_read", lambda self: pytest.fail("read"))
    with pytest.raises(pytest.fail.Exception):
        asked(folder)


def test_answers_are_not_kept_where_a_file_changed_meanwhile(
    settled: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = OpenReview._read

    def slowly(folder: OpenReview) -> Any:
        found = read(folder)
        (folder.root / "studies.yaml").write_text("x: {citation: X, records: []}\n", encoding="utf-8")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(OpenReview, "_read", slowly)
        asked(settled)
    assert asked(settled) == worked_out(settled)


def test_an_open_folder_works_its_answers_out_once_for_each_change(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page asks several times for one view; files of the last seconds are not in the cache yet."""
    before = folder.answers()
    with monkeypatch.context() as patch:
        patch.setattr(open_review, "answers", lambda *_: pytest.fail("worked out again"))
        assert folder.answers() is before
    decide(folder, "a", 1, "n", "outcome")
    assert folder.answers() == worked_out(folder) != before


def every_file(root: Path) -> list[Path]:
    return [
        path
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(root).parts[0] != ledger.LOCK_FOLDER
    ]


def with_one_letter_more(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def with_another_letter(path: Path) -> None:
    """As long as before, and with the time it had."""
    entry = path.stat()
    data = path.read_bytes()
    path.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
    os.utime(path, ns=(entry.st_atime_ns, entry.st_mtime_ns))


def replaced(path: Path) -> None:
    """By a file of the same size and time, as a sync program does."""
    entry = path.stat()
    other = path.with_name("other")
    other.write_bytes(path.read_bytes()[::-1])
    os.utime(other, ns=(entry.st_atime_ns, entry.st_mtime_ns))
    other.replace(path)


CHANGES = [
    with_one_letter_more,
    with_another_letter,
    replaced,
    Path.unlink,
    lambda path: path.rename(f"{path}.old"),
]
NAMES = ["longer", "changed in place", "replaced", "deleted", "renamed"]


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_a_file_that_changed_is_never_answered_out_of_the_cache(
    settled: OpenReview, change: Callable[[Path], object]
) -> None:
    for path in every_file(settled.root):
        if path.name == "review.yaml":
            continue  # tried below, because it must stay readable
        kept = {one: one.read_bytes() for one in every_file(settled.root)}
        before = asked(settled)
        change(path)
        assert asked(settled) == worked_out(settled), path
        for one in every_file(settled.root):
            one.unlink()
        for one, data in kept.items():
            one.write_bytes(data)
        assert asked(settled) == before, path


def test_a_protocol_that_changed_is_never_answered_out_of_the_cache(settled: OpenReview) -> None:
    assert asked(settled).progress.included_reports == 1
    path = settled.root / "review.yaml"
    entry = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("reviewers_per_record: 2", "reviewers_per_record: 3"), encoding="utf-8")
    os.utime(path, ns=(entry.st_atime_ns, entry.st_mtime_ns))
    assert asked(settled).progress.included_reports == 0


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_came_is_never_answered_out_of_the_cache(settled: OpenReview, name: str) -> None:
    asked(settled)
    path = settled.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FILES[name], encoding="utf-8")
    assert asked(settled) == worked_out(settled)


def test_every_act_changes_the_answers(settled: OpenReview) -> None:
    seen = [asked(settled)]
    for number in range(1, 4):
        decide(settled, "a", number, "n", "outcome")
        seen.append(asked(settled))
        assert seen[-1] == worked_out(settled)
    assert len({one.progress.digest for one in seen}) == len(seen)


def test_another_folder_at_the_same_place_is_another(settled: OpenReview, tmp_path: Path) -> None:
    asked(settled)
    settled.root.rename(tmp_path / "old")
    other = begin(settled.root, records=2)
    assert asked(other) == worked_out(other)


# Which hash stands for all


def test_one_hash_stands_for_all_that_was_logged(folder: OpenReview, tmp_path: Path) -> None:
    before = folder.digest()
    assert open_review.open_review(folder.root).digest() == before
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(folder.root, elsewhere)
    assert open_review.open_review(elsewhere).digest() == before
    (elsewhere / "screening" / "b.jsonl").rename(elsewhere / "screening" / "b (1).jsonl")
    assert open_review.open_review(elsewhere).digest() == before, "whatever the files are called"
    decide(folder, "a", 2, "y")
    assert folder.digest() != before


# Writing


def test_what_is_logged_is_seen_at_once(folder: OpenReview) -> None:
    with folder.writing():
        ids = folder.log("a", [Undo(folder.review.facts.decisions[0].id, "a", at=ledger.now())], ledger.SCREENING)
        assert [entry.undo.id for entry in folder.review.facts.taken_back] == list(ids)
        assert folder.log("a", []) == ()


def test_before_writing_the_folder_is_looked_at_again(folder: OpenReview) -> None:
    decide(open_review.open_review(folder.root), "b", 2, "y")
    with folder.writing() as review:
        assert "cinahl-0002" in {decision.record for decision in review.facts.decisions}


def test_a_folder_of_a_newer_format_is_read_and_not_written(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("format: 2", "format: 3"), encoding="utf-8")
    assert len(folder.refresh().facts.decisions) == 2
    with pytest.raises(ReviewkitError, match="has format 3"), folder.writing():
        pytest.fail("the folder can be written")


def test_a_path_outside_a_review_is_none(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="this is not a review folder"):
        open_review.open_review(tmp_path)


# Which record is meant


def test_acts_follow_their_records_where_two_copies_gave_one_id_to_two(tmp_path: Path) -> None:
    """Each copy imported a file into cinahl and worked on it; then their logs and files were brought together."""
    here = begin(tmp_path / "here", people=1, records=0)
    shutil.copytree(here.root, tmp_path / "there")
    there = open_review.open_review(tmp_path / "there")
    for folder, start, who in ((here, 1, "a"), (there, 50, "b")):
        bring(folder, "cinahl", 3, start=start, by=who)
        duplicates.run(folder, who)
        decide(folder, who, 2, "y")
        duplicates.answer(folder, who, ("cinahl-0002", "cinahl-0003"), Verdict.DIFFERENT, "looked at")
        retrieval.record_retrieval(folder, who, ["cinahl-0002"], True)
    titles = {folder.review.records["cinahl-0002"].title for folder in (here, there)}
    shutil.copytree(
        there.root,
        here.root,
        dirs_exist_ok=True,
        ignore=lambda folder, names: [
            name for name in names if (here.root / Path(folder).relative_to(there.root) / name).is_file()
        ],
    )
    review = here.refresh()
    assert len(review.records) == 6
    assert any(problem.code == "ids-twice" for problem in review.problems)
    included = {review.records[report].title for report in review.flow.boxes["new.reports"].members or ()}
    assert included == titles
    for acts in (review.facts.retrievals, review.facts.decisions):
        assert {review.records[act.record].title for act in acts} == titles
    answered = [verdict for verdict in review.facts.verdicts if verdict.note == "looked at"]
    assert {review.records[verdict.first].title for verdict in answered} == titles
    as_read_now(here)


def test_an_act_on_a_record_of_no_export_says_so(folder: OpenReview) -> None:
    shutil.rmtree(folder.root / "searches")
    review = folder.refresh()
    assert len(review.records) == 0
    (record,) = {decision.record for decision in review.facts.decisions}
    assert record.startswith("cinahl-0001 (")
    as_read_now(folder)
