"""No input ends a reader: what failed once, and some hundred inputs of each family that no program wrote."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzz import mutate, watched
from benchmarks.fuzz.checked import BrokenError, must
from benchmarks.fuzz.families import CORPUS, FAMILIES, Family
from benchmarks.fuzz.minimise import minimised
from benchmarks.fuzz.tried import Failure, tried
from reviewkit.formats import registry
from tests import foreign

INPUTS = 200
FEWER = {"yaml": 40}  # each goes through every reader of YAML, which takes a sixth of a second
BY_NAME = pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)


@pytest.mark.thorough
@BY_NAME
def test_what_failed_once_and_inputs_that_no_program_wrote_are_read_or_refused_in_words(family: Family) -> None:
    corpus, count = family.corpus, FEWER.get(family.name, INPUTS)
    inputs = [*corpus, *(watched.input_of(family, corpus, "test", number) for number in range(count))]
    found = list(watched.watched(family, inputs))
    assert len(found) == len(inputs)
    assert [one for one in found if one.failure] == []


def test_every_folder_of_the_corpus_is_of_a_family() -> None:
    assert {path.name for path in CORPUS.iterdir() if path.is_dir()} == set(FAMILIES)


def reading(read: Callable[[bytes, Path], None]) -> Family:
    return Family("lines", read)


def test_a_traceback_is_told_by_its_place_and_a_broken_promise_by_its_words(tmp_path: Path) -> None:
    def wrong(data: bytes, folder: Path) -> None:
        (folder / "inner").mkdir()
        must(data != b"a", "no a", 1)
        registry.read(data, "x", name="nothing")

    assert tried(reading(lambda data, folder: None), b"1", tmp_path) is None
    assert tried(reading(wrong), b"a", tmp_path) == Failure("invariant", "no a", "1")
    failure = tried(reading(wrong), b"b", tmp_path)
    assert failure
    assert (failure.kind, failure.where.split(":")[0]) == ("traceback", "ReviewkitError at formats/registry.py")
    assert list(tmp_path.iterdir()) == []


def test_what_ends_the_process_or_takes_too_long_is_told_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The process is one of our own, which dies of some inputs."""
    script = tmp_path / "dies.py"
    script.write_text(
        "import base64, json, os, signal, sys\n"
        "for line in sys.stdin.buffer:\n"
        "    data = base64.b64decode(line)\n"
        "    if data == b'slow': os.kill(os.getpid(), signal.SIGPROF)\n"
        "    if data == b'dies': os._exit(3)\n"
        "    print(json.dumps({'seconds': 0.5, 'failure': None}), flush=True)\n",
        encoding="utf-8",
    )
    import subprocess
    import sys

    def process(family: Family) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    monkeypatch.setattr(watched, "_process", process)
    found = list(watched.watched(FAMILIES["lines"], [b"a", b"slow", b"b", b"dies", b"dies", b"c"]))
    assert [one.number for one in found] == [0, 1, 2, 3, 4, 5]
    assert [one.failure and one.failure.kind for one in found] == [None, "time", None, "died", "died", None]


@BY_NAME
def test_the_same_seed_and_number_give_the_same_input(family: Family) -> None:
    corpus = family.corpus
    first = [watched.input_of(family, corpus, "1", number) for number in range(20)]
    assert first == [watched.input_of(family, corpus, "1", number) for number in range(20)]
    assert first != [watched.input_of(family, corpus, "2", number) for number in range(20)]


@pytest.mark.parametrize("change", dict.fromkeys(mutate.CHANGES), ids=lambda change: change.__name__)
def test_each_change_changes_something_and_takes_an_empty_input(change: mutate.Change) -> None:
    data = b"TY  - JOUR\nPY  - 2020\nER  - \n"
    assert any(change(Random(number), data) != data for number in range(20))
    assert isinstance(change(Random(1), b""), bytes)


def test_zips_and_databases_are_changed_within(tmp_path: Path) -> None:
    zipped = foreign.zipped(**{"a.ris": "TY  - JOUR\n", "b.csv": "Title\nOne\n"})
    of_zip = [mutate.mutated(Random(number), zipped) for number in range(30)]
    assert any(one != zipped and one.startswith(mutate.ZIP) for one in of_zip)
    path = foreign.database(tmp_path / "x.db", "CREATE TABLE a (b TEXT);", a=[("one",)])
    data = path.read_bytes()
    of_database = [mutate.mutated(Random(number), data) for number in range(30)]
    assert any(one != data and one.startswith(mutate.SQLITE) for one in of_database)


def test_an_input_is_made_as_short_as_what_fails() -> None:
    assert minimised(
        b"x" * 500 + b"(" + b"y" * 300 + b")" + b"z" * 99, lambda data: b"(" in data and b")" in data
    ) == (b"()")


def test_an_error_without_words_and_a_broken_promise_are_failures(tmp_path: Path) -> None:
    with pytest.raises(BrokenError):
        must(False, "never")
    assert replace(FAMILIES["lines"], name="x").tokens
