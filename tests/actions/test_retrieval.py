"""Whether full texts could be had is logged per record, all of them or none."""

from pathlib import Path

import pytest

from reviewkit.actions import duplicates
from reviewkit.actions.retrieval import record_retrieval
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from reviewkit.words import State, Verdict
from tests.folders import begin, decide, files_of


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two reports whose full texts are sought."""
    made = begin(tmp_path / "review", stages="two", people=1)
    for record in (1, 2):
        decide(made, "a", record, "y")
    return made


def states(folder: OpenReview) -> list[State]:
    return [folder.review.outcomes[f"cinahl-{number:04d}"].state for number in (1, 2)]


def test_a_full_text_that_could_not_be_had_ends_the_way_of_its_report(folder: OpenReview) -> None:
    (event,) = record_retrieval(folder, "b", ["cinahl-0001"], False, "asked the library")
    assert states(folder) == [State.NOT_RETRIEVED, State.SOUGHT]
    (logged,) = folder.review.facts.retrievals
    assert (logged.id, logged.by, logged.record, logged.retrieved, logged.note) == (
        event,
        "b",
        "cinahl-0001",
        False,
        "asked the library",
    )
    assert logged.fingerprint == folder.fingerprints()["cinahl-0001"]


def test_the_last_word_counts(folder: OpenReview) -> None:
    record_retrieval(folder, "a", ["cinahl-0001", "cinahl-0002"], False)
    record_retrieval(folder, "b", ["cinahl-0001"], True)
    assert states(folder) == [State.WAITING, State.NOT_RETRIEVED]
    record_retrieval(folder, "a", ["cinahl-0001"], False)
    assert states(folder)[0] is State.NOT_RETRIEVED


def test_several_records_have_an_event_each_of_one_append(folder: OpenReview) -> None:
    ids = record_retrieval(folder, "a", ["cinahl-0002", "cinahl-0001"], True)
    assert len(set(ids)) == 2
    assert len({name.rpartition("-")[0] for name in ids}) == 1
    assert [one.record for one in folder.review.facts.retrievals] == ["cinahl-0002", "cinahl-0001"]


@pytest.mark.parametrize("records", [["cinahl-0001", "nothing-0001"], ["cinahl-0001", "cinahl-0001"], [""]])
def test_one_record_that_is_none_or_named_twice_lets_none_in(folder: OpenReview, records: list[str]) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError):
        record_retrieval(folder, "a", records, True)
    assert files_of(folder.root) == before


def test_no_record_is_no_event(folder: OpenReview) -> None:
    assert record_retrieval(folder, "a", [], True) == ()
    assert not (folder.root / "retrieval").exists()


def test_the_full_text_of_any_record_is_that_of_the_report(folder: OpenReview) -> None:
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0004"), Verdict.SAME)
    record_retrieval(folder, "a", ["cinahl-0004"], False)
    assert states(folder)[0] is State.NOT_RETRIEVED
