"""What was found in files is kept by their names and bytes; whatever changes, a run says what a first run would say."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.actions import kept_matches
from reviewkit.actions.kept_matches import Found
from reviewkit.errors import Level, Place, Problem
from reviewkit.matching import Match
from reviewkit.model import Policies
from reviewkit.store import cache, made_by
from reviewkit.words import Policy, Relation, Verdict, message

A, B = Path("a.ris"), Path("b.ris")
PROBLEM = Problem(Place("a.ris", 3), message("{n} odd", n=2), Level.WARNING, "odd")
FOUND = Found(
    (3, 2),
    (PROBLEM,),
    (
        Match(0, 3, Verdict.SAME, "identical all is the same", 100.0),
        Match(1, 4, Verdict.DIFFERENT, "notice an erratum", 61.7, Relation.ERRATUM),
        Match(1, 2, Verdict.UNSURE, "alike", 1 / 3),
    ),
)


def key(
    paths: tuple[Path, ...] = (A, B), sums: tuple[str, ...] = ("1", "2"), policies: Policies = Policies()
) -> str:
    return kept_matches.key_of(paths, sums, policies)


def test_what_was_found_is_found_again() -> None:
    kept_matches.keep(key(), FOUND)
    assert kept_matches.kept(key()) == FOUND


def test_the_unique_records_are_written_again() -> None:
    kept_matches.keep_unique(key(), b"TY  - JOUR\r\n\xff")
    assert kept_matches.kept_unique(key()) == b"TY  - JOUR\r\n\xff"


@pytest.mark.parametrize(
    "other",
    [
        lambda: key(sums=("1", "3")),
        lambda: key((B, A)),
        lambda: key((B, A), ("2", "1")),
        lambda: key((A,), ("1",)),
        lambda: key(policies=Policies(preprints=Policy.JOIN)),
        lambda: key(policies=Policies(dissertations=Policy.JOIN)),
    ],
    ids=["bytes", "names", "order", "fewer", "policy", "another policy"],
)
def test_anything_else_is_another_run(other: object) -> None:
    kept_matches.keep(key(), FOUND)
    kept_matches.keep_unique(key(), b"unique")
    changed = other()  # type: ignore[operator]
    assert kept_matches.kept(changed) is None
    assert kept_matches.kept_unique(changed) is None


def test_another_program_compares_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    kept_matches.keep(key(), FOUND)
    monkeypatch.setattr(made_by, "version", lambda: "another")
    assert kept_matches.kept(key()) is None


def test_a_pipe_is_never_known() -> None:
    nameless = key(sums=("1", ""))
    kept_matches.keep(nameless, FOUND)
    kept_matches.keep_unique(nameless, b"unique")
    assert nameless == ""
    assert kept_matches.kept(nameless) is None
    assert kept_matches.kept_unique(nameless) is None


@pytest.mark.parametrize(
    "broken", [lambda data: data[:-1], lambda data: b"", lambda data: data.replace(b"100.0", b"10.0")]
)
def test_a_broken_file_is_as_none(broken: object) -> None:
    kept_matches.keep(key(), FOUND)
    path = cache.path_of("matches", key(), ".sealed")
    assert b"100.0" in path.read_bytes()
    path.write_bytes(broken(path.read_bytes()))  # type: ignore[operator]
    assert kept_matches.kept(key()) is None


@given(st.lists(st.builds(Match._replace, st.sampled_from(FOUND.matches), score=st.floats(0, 100)), max_size=4))
def test_scores_are_the_same_to_the_last_digit(found: list[Match]) -> None:
    kept_matches.keep(key(), replace(FOUND, matches=tuple(found)))
    assert kept_matches.kept(key()) == replace(FOUND, matches=tuple(found))
