"""A record is known by its export's checksum and its position, whatever it is called."""

from dataclasses import replace
from pathlib import Path

import pytest

from reviewkit.model import (
    Answer,
    ChartedValue,
    ChartingDone,
    ChartSettled,
    Decision,
    DedupeRun,
    Pilot,
    Reviewer,
    TakenBack,
    Undo,
)
from reviewkit.store.fingerprints import Ids, fingerprint
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Stage
from tests.folders import begin, bring, decide


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    found = begin(tmp_path / "review")
    decide(found, "a", 1, "y")
    return found


def test_a_fingerprint_says_which_record_of_which_export(folder: OpenReview) -> None:
    bring(folder, "cinahl", 2, start=30)
    first, second = folder.review.facts.exports
    prints = folder.fingerprints()
    assert prints["cinahl-0004"] == f"{first.sha256[:8]}.4"
    assert prints["cinahl-0005"] == f"{second.sha256[:8]}.1"
    for record, found in prints.items():
        assert fingerprint(folder.review.facts.exports, record) == found


@pytest.mark.parametrize(
    "record", ["cinahl-0005", "cinahl-0000", "medline-0001", "cinahl", "cinahl-x", "", "cinahl-²"]
)
def test_what_is_no_record_has_no_fingerprint(folder: OpenReview, record: str) -> None:
    assert fingerprint(folder.review.facts.exports, record) == ""


def test_an_act_on_a_record_that_is_called_otherwise_now_is_on_that_record(folder: OpenReview) -> None:
    (export,) = folder.review.facts.exports
    moved = replace(export, ids="cinahl-7k3fq", first=101)
    (decision,) = folder.review.facts.decisions
    assert Ids([moved], []).decision(decision).record == "cinahl-7k3fq-0101"
    assert Ids([export], []).decision(decision) is decision


def test_an_export_in_effect_comes_before_one_that_was_taken_back(folder: OpenReview) -> None:
    (export,) = folder.review.facts.exports
    withdrawn = replace(export, ids="old")
    mark = f"{export.sha256[:8]}.2"
    assert Ids([export], [withdrawn]).id_of("x", mark) == "cinahl-0002"
    assert Ids([], [withdrawn]).id_of("x", mark) == "old-0002"


@pytest.mark.parametrize("position", ["0", "5", "-1", "x", "", "1.2", "²"])
def test_a_position_that_the_export_has_not_leaves_the_id(folder: OpenReview, position: str) -> None:
    (export,) = folder.review.facts.exports
    assert Ids([export], []).id_of("cinahl-0001", f"{export.sha256[:8]}.{position}") == "cinahl-0001"


def test_a_fingerprint_of_no_export_is_shown_with_the_id(folder: OpenReview) -> None:
    assert Ids(folder.review.facts.exports, []).id_of("cinahl-0001", "00000000.1") == "cinahl-0001 (00000000.1)"
    assert Ids(folder.review.facts.exports, []).id_of("cinahl-0001", "") == "cinahl-0001"


def test_a_pilot_is_of_the_records_that_were_drawn_and_of_people_as_they_are_called_now(
    folder: OpenReview,
) -> None:
    (export,) = folder.review.facts.exports
    moved = replace(export, ids="cinahl-7k3fq", first=101)
    plan = replace(folder.review.protocol, reviewers=(Reviewer("anna", earlier_ids=("a",)), Reviewer("b")))
    marks = tuple(f"{export.sha256[:8]}.{position}" for position in (1, 3))
    drawn = Pilot("a", Stage.SCREENING, 1, ("a", "b"), ("cinahl-0001", "cinahl-0003"), marks)
    found = Ids([moved], [], plan).pilot(drawn)
    assert (found.by, found.people) == ("anna", ("anna", "b"))
    assert found.records == ("cinahl-7k3fq-0101", "cinahl-7k3fq-0103")
    assert Ids([moved], []).pilot(replace(drawn, fingerprints=())).records == drawn.records


def test_an_undone_decision_is_on_the_record_that_it_was_made_on(folder: OpenReview) -> None:
    (export,) = folder.review.facts.exports
    (made,) = folder.review.facts.decisions
    moved = Ids([replace(export, ids="cinahl-7k3fq", first=101)], [])
    entry = moved.taken_back(TakenBack(made, Undo(made.id, "a")))
    assert isinstance(entry.act, Decision)
    assert entry.act.record == "cinahl-7k3fq-0101"
    run = TakenBack(DedupeRun("0.3.0", frozenset()), Undo("x", "a"))
    assert moved.taken_back(run) is run


def test_what_was_charted_is_by_people_as_they_are_called_now(folder: OpenReview) -> None:
    plan = replace(folder.review.protocol, reviewers=(Reviewer("anna", earlier_ids=("a",)), Reviewer("b")))
    ids = Ids(folder.review.facts.exports, (), plan)
    for by, now in (("a", "anna"), ("b", "b")):
        assert ids.acted(ChartedValue(by, "berg", "aim", Answer("x"))).by == now
        assert ids.acted(ChartSettled(by, "berg", "aim", Answer("x"), ())).by == now
        assert ids.acted(ChartingDone(by, "berg", True)).by == now
