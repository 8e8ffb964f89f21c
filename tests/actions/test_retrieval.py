"""Whether full texts could be had is logged per record, all of them or none."""

from pathlib import Path

import pytest

from reviewkit.actions import duplicates, screening
from reviewkit.actions.retrieval import record_retrieval, request, sought
from reviewkit.actions.undo import undo
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Stage, State, Verdict
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


# --- sought -----------------------------------------------------------------------------------------------------------


def sought_states(folder: OpenReview, only_open: bool = False) -> dict[str, str]:
    return {one.record.id: one.state.value for one in sought(folder.review, only_open)}


def test_each_step_of_the_way_to_a_full_text_is_a_state(folder: OpenReview) -> None:
    assert sought_states(folder) == {"cinahl-0001": "missing", "cinahl-0002": "missing"}
    request(folder, "a", ["cinahl-0001", "cinahl-0002"], "the library")
    assert sought_states(folder) == {"cinahl-0001": "requested", "cinahl-0002": "requested"}
    assert states(folder) == [State.SOUGHT, State.SOUGHT]
    record_retrieval(folder, "b", ["cinahl-0001"], True)
    record_retrieval(folder, "b", ["cinahl-0002"], False, "no reply")
    assert sought_states(folder) == {"cinahl-0001": "retrieved", "cinahl-0002": "not-retrieved"}
    assert sought_states(folder, only_open=True) == {}
    request(folder, "a", ["cinahl-0002"], "the authors")
    assert sought_states(folder, only_open=True) == {"cinahl-0002": "requested"}
    assert states(folder)[1] is State.NOT_RETRIEVED


def test_a_report_decided_on_at_full_text_was_retrieved_although_nobody_logged_it(folder: OpenReview) -> None:
    screening.decide(folder, "a", "cinahl-0001", Choice.EXCLUDE, stage=Stage.FULL_TEXT)
    screening.decide(folder, "a", "cinahl-0002", Choice.INCLUDE, stage=Stage.FULL_TEXT)
    assert sought_states(folder) == {"cinahl-0001": "retrieved", "cinahl-0002": "retrieved"}


def test_who_said_what_last_is_known(folder: OpenReview) -> None:
    assert sought(folder.review)[0].last is None
    request(folder, "a", ["cinahl-0001"], "the library")
    assert sought(folder.review)[0].last == folder.review.facts.text_requests[0]
    record_retrieval(folder, "b", ["cinahl-0001"], False, "no reply")
    assert sought(folder.review)[0].last == folder.review.facts.retrievals[0]
    assert sought(folder.review)[1].last is None


def test_nobody_asks_for_what_is_here(folder: OpenReview) -> None:
    record_retrieval(folder, "a", ["cinahl-0001"], True)
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match="The full text of cinahl-0001 was retrieved already"):
        request(folder, "a", ["cinahl-0002", "cinahl-0001"])
    assert files_of(folder.root) == before


def test_a_request_can_be_undone(folder: OpenReview) -> None:
    (event,) = request(folder, "a", ["cinahl-0001"])
    assert undo(folder, "a", [event]).plan.what == (f"{event}: the full text of cinahl-0001 was asked for, by a",)
    assert sought_states(folder)["cinahl-0001"] == "missing"


def test_a_request_on_any_record_is_one_for_the_report(folder: OpenReview) -> None:
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0004"), Verdict.SAME)
    request(folder, "a", ["cinahl-0004"])
    assert sought_states(folder)["cinahl-0001"] == "requested"


def test_nothing_is_sought_where_no_full_texts_are_read(tmp_path: Path) -> None:
    made = begin(tmp_path / "one", stages="one", people=1)
    decide(made, "a", 1, "y")
    assert sought(made.review) == ()
