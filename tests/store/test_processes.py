"""A second process says what it has until it ends itself, or is given up."""

import subprocess
import sys

import pytest

from reviewkit.store import processes


def test_what_a_process_said_is_kept_where_it_takes_too_much() -> None:
    code = (
        "from reviewkit.store.processes import end_when\nimport time\nprint('one', flush=True)\n"
        "end_when(lambda: time.process_time() > 0.5)\nwhile True: pass"
    )
    ran = subprocess.run([sys.executable, "-c", code], timeout=60, check=False, stdout=subprocess.PIPE)
    assert (ran.stdout.strip(), ran.returncode) == (b"one", processes.ENDED)


def test_a_module_answers_and_comes_to_its_end() -> None:
    said, is_whole = processes.answer_of("json.tool", b"[1]", 60)
    assert (said.split(), is_whole) == ([b"[", b"1", b"]"], True)


def test_a_module_that_fails_does_not() -> None:
    assert processes.answer_of("json.tool", b"[", 60) == (b"", False)


def test_a_process_is_given_up_after_its_time() -> None:
    assert processes.answer_of("json.tool", b"[1]", 0.001) == (b"", False)


def test_where_none_can_be_started_that_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/none/python")
    with pytest.raises(OSError, match="/none/python"):
        processes.answer_of("json.tool", b"[1]", 60)
