"""Logs only grow, belong to one writer, and merge without conflict."""

from pathlib import Path

import pytest

from reviewkit.errors import Problem, ReviewkitError
from reviewkit.store import logs

EVENT = {"do": "decide", "at": "1", "by": "a", "stage": "screening", "record": "s-0001", "decision": "include"}


def test_an_event_s_id_is_its_writer_and_its_number(tmp_path: Path) -> None:
    assert logs.append(tmp_path, logs.SCREENING, "a", [EVENT, EVENT]) == ["a-1", "a-2"]
    assert logs.append(tmp_path, logs.SCREENING, "a", [EVENT]) == ["a-3"]
    assert logs.append(tmp_path, logs.SCREENING, "b", [EVENT]) == ["b-1"]
    assert sorted(path.name for path in (tmp_path / "screening").iterdir()) == ["a.jsonl", "b.jsonl"]


def test_what_was_written_is_never_changed(tmp_path: Path) -> None:
    logs.append(tmp_path, logs.SCREENING, "a", [EVENT])
    before = (tmp_path / "screening" / "a.jsonl").read_bytes()
    logs.append(tmp_path, logs.SCREENING, "a", [{"do": "undo", "at": "2", "by": "a", "event": "a-1"}])
    assert (tmp_path / "screening" / "a.jsonl").read_bytes().startswith(before)


def test_undo_takes_an_event_back_and_redo_is_a_new_event(tmp_path: Path) -> None:
    logs.append(tmp_path, logs.SCREENING, "a", [EVENT])
    logs.append(tmp_path, logs.SCREENING, "b", [{"do": "undo", "at": "2", "by": "b", "event": "a-1"}])
    assert logs.events(tmp_path, logs.SCREENING, []) == []
    logs.append(tmp_path, logs.SCREENING, "a", [EVENT])
    assert [event.id for event in logs.events(tmp_path, logs.SCREENING, [])] == ["a-2"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "this line is not JSON"),
        ("[]", "this line is not JSON"),
        ('{"id": "a-9", "do": "dance", "at": "1"}', "unknown event 'dance'"),
        ('{"id": "a-9", "do": "decide", "at": "1"}', "not understood"),
        ('{"id": "a-9", "do": "decide", "stage": "screening", "decision": "perhaps"}', "perhaps"),
        ('{"id": "a-9", "do": "decide", "stage": 3, "decision": "include"}', "should be text"),
    ],
)
def test_a_line_that_is_not_understood_is_told_and_the_rest_is_read(tmp_path: Path, line: str, said: str) -> None:
    logs.append(tmp_path, logs.SCREENING, "a", [EVENT])
    with (tmp_path / "screening" / "a.jsonl").open("a", encoding="utf-8") as log:
        log.write(line + "\n")
    logs.append(tmp_path, logs.SCREENING, "a", [{**EVENT, "record": "s-0002"}])
    problems: list[Problem] = []
    found = logs.decisions(logs.events(tmp_path, logs.SCREENING, problems), problems)
    assert [decision.record for decision in found] == ["s-0001", "s-0002"]
    assert [problem.place.line for problem in problems] == [2]
    assert said in problems[0].message


def test_a_torn_last_line_is_told(tmp_path: Path) -> None:
    logs.append(tmp_path, logs.SCREENING, "a", [EVENT])
    with (tmp_path / "screening" / "a.jsonl").open("a", encoding="utf-8") as log:
        log.write('{"id": "a-2", "do": "dec')
    problems: list[Problem] = []
    assert len(logs.events(tmp_path, logs.SCREENING, problems)) == 1
    assert "the last line is not whole" in problems[0].message


def test_a_conflicted_copy_is_read_and_told(tmp_path: Path) -> None:
    logs.append(tmp_path, logs.SCREENING, "a", [EVENT])
    copy = tmp_path / "screening" / "a (conflicted copy 2023-05-02).jsonl"
    copy.write_bytes((tmp_path / "screening" / "a.jsonl").read_bytes())
    problems: list[Problem] = []
    assert len(logs.events(tmp_path, logs.SCREENING, problems)) == 1
    assert "conflicted copy" in problems[0].message


@pytest.mark.parametrize("name", ["", "../a", "A B", "a/b", "x" * 40])
def test_a_reviewer_s_id_can_be_a_file_name(name: str) -> None:
    with pytest.raises(ReviewkitError, match="cannot be a reviewer's id"):
        logs.writer_name(name)


def test_with_a_run_go_the_verdicts_of_the_machine_and_not_what_a_person_said_next(tmp_path: Path) -> None:
    machine = {"at": "1", "by": "reviewkit", "version": "1"}
    verdict = {"do": "verdict", "records": ["s-1", "s-2"], "verdict": "unsure"}
    logs.append(tmp_path, logs.DUPLICATES, "a", [{"do": "run", **machine}, {**verdict, **machine}])
    logs.append(tmp_path, logs.DUPLICATES, "a", [{**verdict, "at": "1", "by": "a", "verdict": "same"}])
    kept = logs.events(tmp_path, logs.DUPLICATES, [])
    assert [event.id for event in logs.of_run(kept, "a-1")] == ["a-1", "a-2"]
    assert [event.id for event in logs.of_run(kept, "a-3")] == ["a-3"]
