"""Decisions are checked before they are logged; settling needs something to settle; imports are all or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.actions import duplicates, screening
from reviewkit.actions.shown import Shown
from reviewkit.actions.undo import common_name, undo
from reviewkit.errors import ReviewkitError
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Stage, State, Verdict
from tests.builders import moment
from tests.folders import begin, bring, decide, files_of

INCLUDE, EXCLUDE, MAYBE = Choice.INCLUDE, Choice.EXCLUDE, Choice.MAYBE


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review")


@pytest.fixture
def two_stages(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review", stages="two")


def state(folder: OpenReview, record: int) -> State:
    return folder.review.outcomes[f"cinahl-{record:04d}"].state


# Deciding


def test_a_decision_is_logged_with_all_that_was_said(folder: OpenReview) -> None:
    done = screening.decide(folder, "a", "cinahl-0002", EXCLUDE, "outcome", note="in Norwegian")
    (logged,) = folder.review.facts.decisions
    assert (done.ids[0], done.record, done.stage, done.choice, done.before) == (
        logged.id,
        "cinahl-0002",
        Stage.SCREENING,
        EXCLUDE,
        None,
    )
    assert (logged.by, logged.record, logged.stage, logged.choice, logged.reason, logged.note, logged.final) == (
        "a",
        "cinahl-0002",
        Stage.SCREENING,
        EXCLUDE,
        "outcome",
        "in Norwegian",
        False,
    )
    assert logged.fingerprint == folder.fingerprints()["cinahl-0002"]


def test_a_decision_is_made_at_the_stage_where_the_report_is(two_stages: OpenReview) -> None:
    stages = [screening.decide(two_stages, who, "cinahl-0001", INCLUDE).stage for who in ("a", "b", "a", "b")]
    assert stages == [Stage.TITLE_ABSTRACT] * 2 + [Stage.FULL_TEXT] * 2
    assert state(two_stages, 1) is State.INCLUDED


def test_whoever_has_a_full_text_before_them_gives_a_reason_for_its_exclusion(two_stages: OpenReview) -> None:
    """PRISMA 2020 item 16b. What is typed or imported without one counts, and `check` names it."""
    for who in ("a", "b"):
        screening.decide(two_stages, who, "cinahl-0001", INCLUDE)
    shown = Shown("cinahl-0001", Stage.FULL_TEXT)
    before = files_of(two_stages.root)
    with pytest.raises(ReviewkitError, match="Choose a reason first"):
        screening.decide(two_stages, "a", "cinahl-0001", EXCLUDE, stage=Stage.FULL_TEXT, shown=shown)
    assert files_of(two_stages.root) == before
    for who, seen in (("a", shown), ("b", None)):
        reason = "outcome" if seen else ""
        screening.decide(two_stages, who, "cinahl-0001", EXCLUDE, reason, Stage.FULL_TEXT, shown=seen)
    assert state(two_stages, 1) is State.EXCLUDED


def test_a_stage_can_be_named(two_stages: OpenReview) -> None:
    for stage in (Stage.BEFORE, Stage.FULL_TEXT, Stage.TITLE_ABSTRACT):
        assert screening.decide(two_stages, "a", "cinahl-0001", INCLUDE, stage=stage).stage == stage


def test_what_the_same_person_had_decided_is_told(folder: OpenReview) -> None:
    decide(folder, "b", 1, "n", "outcome")
    assert screening.decide(folder, "a", "cinahl-0001", MAYBE).before is None
    assert screening.decide(folder, "a", "cinahl-0001", INCLUDE).before is MAYBE
    assert screening.decide(folder, "a", "cinahl-0001", INCLUDE).before is INCLUDE


def test_a_decision_on_a_duplicate_is_a_decision_on_its_report(folder: OpenReview) -> None:
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    decide(folder, "a", 1, "y")
    done = screening.decide(folder, "a", "cinahl-0002", EXCLUDE)
    assert (done.report, done.record, done.before) == ("cinahl-0001", "cinahl-0002", INCLUDE)
    assert [entry.record for entry in folder.review.facts.decisions] == ["cinahl-0001"] * 2
    assert state(folder, 1) is State.WAITING  # for the other person: no conflict with oneself


@pytest.mark.parametrize("named", [1, 2])
@pytest.mark.parametrize("choice", [INCLUDE, EXCLUDE])
def test_a_decision_on_a_report_replaces_what_one_decided_on_its_records_before_they_were_one(
    folder: OpenReview, named: int, choice: Choice
) -> None:
    decide(folder, "a", 1, "y")
    decide(folder, "a", 2, "n")
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    assert state(folder, 1) is State.CONFLICT
    done = screening.decide(folder, "a", f"cinahl-000{named}", choice)
    assert state(folder, 1) is State.WAITING
    decide(folder, "b", 1, "y" if choice is INCLUDE else "n")
    assert state(folder, 1) is (State.INCLUDED if choice is INCLUDE else State.EXCLUDED)
    undo(folder, "a", [common_name(done.ids)])
    assert state(folder, 1) is State.CONFLICT


def test_a_settlement_named_by_a_duplicate_settles_the_report(folder: OpenReview) -> None:
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    decide(folder, "a", 1, "y")
    decide(folder, "b", 1, "n")
    assert screening.settle(folder, "a", "cinahl-0002", INCLUDE).report == "cinahl-0001"
    assert state(folder, 1) is State.INCLUDED


def test_what_one_decided_on_another_record_of_the_report_is_told(folder: OpenReview) -> None:
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    decide(folder, "a", 1, "y")
    assert screening.decide(folder, "a", "cinahl-0002", EXCLUDE).before is INCLUDE


def test_at_another_stage_nothing_was_decided_before(two_stages: OpenReview) -> None:
    decide(two_stages, "a", 1, "y")
    assert screening.decide(two_stages, "a", "cinahl-0001", EXCLUDE, stage=Stage.FULL_TEXT).before is None


# Labels and notes


def labels_of(folder: OpenReview) -> tuple[str, ...]:
    return folder.review.facts.decisions[-1].labels


def test_labels_are_logged_with_the_decision_each_once(folder: OpenReview) -> None:
    done = screening.decide(
        folder, "a", "cinahl-0001", INCLUDE, labels=[" rural ", "ask  Kari", "Rural", "", "  "]
    )
    assert labels_of(folder) == done.labels == ("rural", "ask Kari")


def test_labels_stay_when_a_decision_is_changed_unless_others_are_given(folder: OpenReview) -> None:
    screening.decide(folder, "a", "cinahl-0001", INCLUDE, labels=["rural"])
    screening.decide(folder, "b", "cinahl-0001", INCLUDE)
    assert labels_of(folder) == ()
    screening.decide(folder, "a", "cinahl-0001", EXCLUDE)
    assert labels_of(folder) == ("rural",)
    screening.decide(folder, "a", "cinahl-0001", EXCLUDE, labels=[])
    assert labels_of(folder) == ()


def test_a_note_and_labels_are_changed_while_the_decision_stays(folder: OpenReview) -> None:
    screening.decide(folder, "a", "cinahl-0001", EXCLUDE, "outcome", note="hm", labels=["rural", "old"])
    before = folder.review.facts.decisions[-1]
    done = screening.annotate(folder, "a", "cinahl-0001", "asked Kari", add=["new", "RURAL"], remove=["OLD"])
    now = folder.review.facts.decisions[-1]
    assert (done.ids, done.note, done.labels) == ((now.id,), "asked Kari", ("rural", "new"))
    assert (now.note, now.labels) == ("asked Kari", ("rural", "new"))
    same = {"by", "stage", "record", "choice", "reason", "other_reasons", "final", "fingerprint"}
    assert {name: getattr(now, name) for name in same} == {name: getattr(before, name) for name in same}
    undo(folder, "a", done.ids)
    assert folder.review.outcomes["cinahl-0001"].decisions[-1] == before


def test_what_is_not_named_of_note_and_labels_stays(folder: OpenReview) -> None:
    screening.decide(folder, "a", "cinahl-0001", INCLUDE, note="hm", labels=["rural"])
    assert screening.annotate(folder, "a", "cinahl-0001", add=["new"]).note == "hm"
    assert screening.annotate(folder, "a", "cinahl-0001", "").labels == ("rural", "new")
    assert folder.review.facts.decisions[-1].note == ""


def test_a_note_that_changes_nothing_is_not_logged(folder: OpenReview) -> None:
    screening.decide(folder, "a", "cinahl-0001", INCLUDE, note="hm", labels=["rural"])
    before = files_of(folder.root)
    done = screening.annotate(folder, "a", "cinahl-0001", "hm", add=["Rural"], remove=["other"])
    assert (done.ids, files_of(folder.root) == before) == ((), True)


def test_a_note_belongs_to_the_decision_at_the_stage_that_is_named_or_to_the_last(two_stages: OpenReview) -> None:
    for who in ("a", "b", "a"):
        screening.decide(two_stages, who, "cinahl-0001", INCLUDE)
    assert screening.annotate(two_stages, "a", "cinahl-0001", "late").stage == Stage.FULL_TEXT
    early = screening.annotate(two_stages, "a", "cinahl-0001", "early", stage=Stage.TITLE_ABSTRACT)
    assert (early.stage, early.choice) == (Stage.TITLE_ABSTRACT, INCLUDE)
    assert two_stages.review.outcomes["cinahl-0001"].stage == Stage.FULL_TEXT


@pytest.mark.parametrize("stage", [None, Stage.SCREENING])
def test_nobody_can_write_on_a_report_that_they_have_not_decided_on(
    folder: OpenReview, stage: Stage | None
) -> None:
    decide(folder, "b", 1, "y")
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=r"You have not decided on cinahl-0001.* yet"):
        screening.annotate(folder, "a", "cinahl-0001", "mine", stage=stage)
    with pytest.raises(ReviewkitError, match="'cinahl-0099' is not a record"):
        screening.annotate(folder, "a", "cinahl-0099", "mine")
    assert files_of(folder.root) == before


def test_a_settlement_gets_no_note_of_a_reviewer(folder: OpenReview) -> None:
    conflict(folder)
    screening.settle(folder, "a", "cinahl-0001", EXCLUDE, "outcome", note="we talked")
    screening.annotate(folder, "a", "cinahl-0001", "mine")
    (settled,) = [one for one in folder.review.facts.decisions if one.final]
    assert settled.note == "we talked"
    assert folder.review.facts.decisions[-1].choice is INCLUDE
    assert state(folder, 1) is State.EXCLUDED


@pytest.mark.parametrize(
    ("record", "choice", "reason", "stage", "said"),
    [
        ("cinahl-0009", INCLUDE, "", None, "'cinahl-0009' is not a record"),
        ("", INCLUDE, "", None, "'' is not a record"),
        ("cinahl-0001", EXCLUDE, "boredom", None, "The exclusion reason 'boredom' is not in review.yaml"),
        ("cinahl-0001", INCLUDE, "outcome", None, "A reason can only be given with --decision exclude"),
        ("cinahl-0001", MAYBE, "outcome", None, "A reason can only be given with --decision exclude"),
        ("cinahl-0001", INCLUDE, "", Stage.FULL_TEXT, r"has no stage full-text\. Its stages are: screening"),
    ],
)
@pytest.mark.parametrize("act", [screening.decide, screening.settle])
def test_what_the_protocol_lacks_is_refused_and_nothing_is_logged(
    folder: OpenReview,
    act: Callable[..., object],
    record: str,
    choice: Choice,
    reason: str,
    stage: Stage | None,
    said: str,
) -> None:
    decide(folder, "a", 1, "y")
    decide(folder, "b", 1, "n")
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said):
        act(folder, "a", record, choice, reason, stage)
    assert files_of(folder.root) == before


# Settling


def conflict(folder: OpenReview, record: int = 1) -> None:
    decide(folder, "a", record, "y")
    decide(folder, "b", record, "n", "outcome")


def test_a_conflict_is_settled_by_a_last_word(folder: OpenReview) -> None:
    conflict(folder)
    done = screening.settle(folder, "b", "cinahl-0001", EXCLUDE, "population", note="we talked")
    assert state(folder, 1) is State.EXCLUDED
    logged = folder.review.facts.decisions[-1]
    assert (logged.id, logged.final, logged.reason, logged.note) == (done.ids[0], True, "population", "we talked")


def test_what_was_settled_can_be_settled_again(folder: OpenReview) -> None:
    conflict(folder)
    screening.settle(folder, "b", "cinahl-0001", EXCLUDE, "outcome")
    screening.settle(folder, "a", "cinahl-0001", INCLUDE)
    assert state(folder, 1) is State.INCLUDED


@pytest.mark.parametrize(
    ("said", "can"),
    [
        ([], False),
        ([("a", "y", "")], False),
        ([("a", "y", ""), ("b", "y", "")], False),
        ([("a", "n", "outcome"), ("b", "n", "outcome")], False),
        ([("a", "n", "outcome"), ("b", "n", "population")], True),
        ([("a", "n", ""), ("b", "n", "")], True),
        ([("a", "m", ""), ("b", "m", "")], True),
        ([("a", "y", ""), ("b", "m", "")], True),
    ],
)
def test_only_where_people_differ_or_a_reason_is_missing_there_is_something_to_settle(
    folder: OpenReview, said: list[tuple[str, str, str]], can: bool
) -> None:
    for who, choice, reason in said:
        decide(folder, who, 1, choice, reason)
    if can:
        screening.settle(folder, "a", "cinahl-0001", EXCLUDE, "outcome")
        assert folder.review.outcomes["cinahl-0001"].reason == "outcome"
    else:
        with pytest.raises(ReviewkitError, match="no conflict to settle"):
            screening.settle(folder, "a", "cinahl-0001", EXCLUDE, "outcome")


def test_a_conflict_is_settled_at_its_stage(two_stages: OpenReview) -> None:
    conflict(two_stages)
    with pytest.raises(ReviewkitError, match="no conflict to settle on cinahl-0001 at full-text"):
        screening.settle(two_stages, "a", "cinahl-0001", INCLUDE, stage=Stage.FULL_TEXT)
    assert screening.settle(two_stages, "a", "cinahl-0001", INCLUDE).stage == Stage.TITLE_ABSTRACT
    assert state(two_stages, 1) is State.SOUGHT


def test_who_settled_last_counts_though_a_clock_was_ahead(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict(folder)
    monkeypatch.setattr(ledger, "now", lambda: moment("900"))
    screening.settle(folder, "a", "cinahl-0001", INCLUDE)
    monkeypatch.setattr(ledger, "now", lambda: moment("300"))
    screening.settle(folder, "b", "cinahl-0001", EXCLUDE, "outcome")
    assert state(folder, 1) is State.EXCLUDED


def test_who_settled_last_counts_though_the_clock_of_a_later_name_was_ahead(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict(folder)
    monkeypatch.setattr(ledger, "now", lambda: moment("900"))
    screening.settle(folder, "b", "cinahl-0001", INCLUDE)
    monkeypatch.setattr(ledger, "now", lambda: moment("300"))
    screening.settle(folder, "a", "cinahl-0001", EXCLUDE, "outcome")
    assert state(folder, 1) is State.EXCLUDED


# Decisions of another tool


def table(folder: OpenReview, *rows: str, columns: str = "record,reviewer,decision") -> Path:
    file = folder.root.parent / "decisions.csv"
    file.write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
    return file


def take_in(
    folder: OpenReview, *rows: str, columns: str = "record,reviewer,decision", **named: bool
) -> tuple[int, int, int]:
    """How many decisions were new, here already, and of no record."""
    done = screening.import_decisions(folder, "a", table(folder, *rows, columns=columns), **named)
    return len(done.ids), done.already, len(done.unmatched)


def test_imported_decisions_are_those_of_the_people_named(folder: OpenReview) -> None:
    assert take_in(folder, "cinahl-0001,a,include", "cinahl-0001,b,include") == (2, 0, 0)
    assert state(folder, 1) is State.INCLUDED
    assert {(one.by, one.origin) for one in folder.review.facts.decisions} == {
        ("a", "decisions.csv"),
        ("b", "decisions.csv"),
    }
    assert [path.name for path in (folder.root / "screening").glob("*.jsonl")] == ["a.jsonl"]
    prints = folder.fingerprints()
    assert {one.fingerprint for one in folder.review.facts.decisions} == {prints["cinahl-0001"]}


def test_a_decision_without_a_name_is_that_of_who_imports(folder: OpenReview) -> None:
    take_in(folder, "cinahl-0001,,include")
    assert [one.by for one in folder.review.facts.decisions] == ["a"]


def test_an_imported_decision_keeps_its_time(folder: OpenReview) -> None:
    take_in(
        folder,
        "cinahl-0001,a,include,2026-01-03T00:00:00Z",
        "cinahl-0002,a,include,",
        columns="record,reviewer,decision,at",
    )
    early, late = (one.at for one in sorted(folder.review.facts.decisions, key=lambda one: one.record))
    assert early == moment("2")
    assert late > moment("2")


def test_the_same_decisions_twice_change_nothing(folder: OpenReview) -> None:
    rows = ("cinahl-0001,a,include", "cinahl-0002,b,exclude")
    assert take_in(folder, *rows) == (2, 0, 0)
    before = files_of(folder.root)
    assert take_in(folder, *rows) == (0, 2, 0)
    assert files_of(folder.root) == before
    assert take_in(folder, *rows, "cinahl-0003,a,exclude") == (1, 2, 0)


def test_a_table_in_which_somebody_changed_their_mind_changes_nothing_the_second_time(folder: OpenReview) -> None:
    rows = [f"cinahl-0001,{who},{choice}" for who in "ab" for choice in ("exclude", "include")]
    take_in(folder, *rows)
    assert state(folder, 1) is State.INCLUDED
    take_in(folder, *rows)
    assert state(folder, 1) is State.INCLUDED


def test_a_decision_that_differs_from_the_last_in_its_reason_is_new(folder: OpenReview) -> None:
    columns = "record,reviewer,decision,reason"
    assert take_in(folder, "cinahl-0001,a,exclude,outcome", columns=columns) == (1, 0, 0)
    assert take_in(folder, "cinahl-0001,a,exclude,population", columns=columns) == (1, 0, 0)
    assert take_in(folder, "cinahl-0001,a,exclude,Wrong population", columns=columns) == (0, 1, 0)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("cinahl-0001,zoe,include", "the reviewer 'zoe' is not in review.yaml"),
        ("cinahl-0001,a,perhaps", "the decision is 'perhaps'"),
        ("cinahl-0099,a,include", "no record of the review matches 'cinahl-0099'"),
    ],
)
def test_one_row_that_is_not_understood_lets_none_in(folder: OpenReview, row: str, said: str) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said) as stopped:
        take_in(folder, "cinahl-0002,a,include", row)
    assert "decisions.csv:3" in str(stopped.value)
    assert "Nothing was imported" in str(stopped.value)
    assert files_of(folder.root) == before


def test_rows_of_no_record_are_left_out_where_that_is_asked_for(folder: OpenReview) -> None:
    rows = ("cinahl-0002,a,include", "cinahl-0099,a,include")
    with pytest.raises(ReviewkitError, match="Add --skip-unmatched to import the others"):
        take_in(folder, *rows)
    assert take_in(folder, *rows, skip_unmatched=True) == (1, 0, 1)


def test_rows_that_are_wrong_are_not_left_out_with_those_of_no_record(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError) as stopped:
        take_in(folder, "cinahl-0099,a,include", "cinahl-0001,zoe,include", skip_unmatched=True)
    assert "--skip-unmatched" not in str(stopped.value)
    assert folder.review.facts.decisions == ()


def test_a_table_without_decisions_is_refused(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError):
        screening.import_decisions(folder, "a", table(folder))


def test_a_later_decision_counts_though_another_tool_s_clock_was_ahead(folder: OpenReview) -> None:
    take_in(folder, "cinahl-0001,a,exclude,2062-01-03T00:00:00Z", columns="record,reviewer,decision,at")
    for who in "ab":
        decide(folder, who, 1, "y")
    assert state(folder, 1) is State.INCLUDED


def test_one_s_own_later_decision_counts_before_an_earlier_one_that_another_brings_in(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """b decided on day 5; a brings in what b had decided elsewhere on days 1 and 4."""
    monkeypatch.setattr(ledger, "now", lambda: moment("5"))
    decide(folder, "b", 2, "n", "outcome")
    monkeypatch.setattr(ledger, "now", lambda: moment("6"))
    rows = ("cinahl-0001,b,include,2026-01-02T00:00:00Z", "cinahl-0002,b,include,2026-01-05T00:00:00Z")
    take_in(folder, *rows, columns="record,reviewer,decision,at")
    last = folder.review.outcomes["cinahl-0002"].decisions[-1]
    assert last.choice is EXCLUDE


def test_a_line_that_fits_two_reports_is_refused_until_they_are_found_to_be_one(folder: OpenReview) -> None:
    bring(folder, "embase", 2)
    row = ",a,include,10.1000/x.1"
    with pytest.raises(ReviewkitError, match="can be any of 2 records of this review: cinahl-0001, embase-0001"):
        take_in(folder, row, columns="record,reviewer,decision,doi")
    assert take_in(folder, row, columns="record,reviewer,decision,doi", skip_unmatched=True) == (0, 0, 1)
    duplicates.answer(folder, "a", ("cinahl-0001", "embase-0001"), Verdict.SAME)
    assert take_in(folder, row, columns="record,reviewer,decision,doi") == (1, 0, 0)
    assert [one.choice for one in folder.review.outcomes["cinahl-0001"].decisions] == [INCLUDE]
