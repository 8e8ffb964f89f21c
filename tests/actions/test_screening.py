"""Decisions are checked before they are logged; settling needs something to settle; imports are all or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.actions import duplicates, screening
from reviewkit.actions.screening import DecidedMeanwhileError, Given, ImportedDecisions
from reviewkit.actions.undo import common_name, undo
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.finding import How
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Choice, Stage, State, Verdict
from tests.builders import moment, papers
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


def test_an_interface_that_shows_an_undecided_report_logs_no_second_decision(folder: OpenReview) -> None:
    screening.decide(folder, "a", "cinahl-0001", INCLUDE, only_first=True)
    decide(folder, "b", 1, "y")
    before = files_of(folder.root)
    with pytest.raises(DecidedMeanwhileError, match=r"in another window \(include\)"):
        screening.decide(open_review(folder.root), "a", "cinahl-0001", EXCLUDE, only_first=True)
    assert files_of(folder.root) == before


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


# Decisions of another tool beside those made here


def incoming(
    folder: OpenReview, *rows: str, columns: str = "record,reviewer,decision", by: str = "a", **named: object
) -> ImportedDecisions:
    given = Given(**{key: named.pop(key) for key in ("kept", "stage", "team") if key in named})  # type: ignore[arg-type]
    return screening.import_decisions(folder, by, table(folder, *rows, columns=columns), given, **named)  # type: ignore[arg-type]


def test_a_file_without_times_changes_nothing_that_was_decided_here(folder: OpenReview) -> None:
    decide(folder, "a", 1, "y")
    decide(folder, "b", 1, "n", "outcome")
    before = files_of(folder.root)
    done = incoming(folder, "cinahl-0001,a,exclude", "cinahl-0001,b,include")
    assert done.ids == ()
    assert [(one.report, one.by, one.here, one.given) for one in done.would_change] == [
        ("cinahl-0001", "a", INCLUDE, EXCLUDE),
        ("cinahl-0001", "b", EXCLUDE, INCLUDE),
    ]
    assert files_of(folder.root) == before


def test_what_another_decided_here_is_not_shown_to_who_imports_before_they_have_decided(
    folder: OpenReview,
) -> None:
    decide(folder, "b", 1, "n", "outcome")
    (change,) = incoming(folder, "cinahl-0001,b,include").would_change
    assert (change.by, change.here, change.given) == ("b", None, INCLUDE)


def test_a_file_with_times_changes_what_is_older(folder: OpenReview) -> None:
    decide(folder, "a", 1, "y")
    columns = "record,reviewer,decision,at"
    assert incoming(folder, "cinahl-0001,a,exclude,2020-01-01", columns=columns).would_change == ()
    assert folder.review.outcomes["cinahl-0001"].decisions[-1].choice is INCLUDE
    assert len(incoming(folder, "cinahl-0001,a,exclude,2062-01-01", columns=columns).ids) == 1
    assert folder.review.outcomes["cinahl-0001"].decisions[-1].choice is EXCLUDE


def test_the_same_file_exported_anew_may_change_what_it_said(folder: OpenReview) -> None:
    incoming(folder, "cinahl-0001,a,include")
    done = incoming(folder, "cinahl-0001,a,exclude")
    assert (len(done.ids), done.would_change) == (1, ())


CONSENSUS = "record,reviewer,decision,consensus"


@pytest.mark.parametrize("final", ["include", "exclude"])
def test_a_consensus_settles_a_conflict_also_where_the_importer_had_voted_the_same(
    folder: OpenReview, final: str
) -> None:
    decide(folder, "a", 1, "y")
    decide(folder, "b", 1, "n", "outcome")
    done = incoming(folder, f"cinahl-0001,,,{final}", columns=CONSENSUS)
    assert [(one.final, one.by) for one in done.decisions] == [(True, "a")]
    assert state(folder, 1) is (State.INCLUDED if final == "include" else State.EXCLUDED)
    again = incoming(folder, f"cinahl-0001,,,{final}", columns=CONSENSUS)
    assert (again.ids, again.already) == ((), 1)


def test_votes_and_their_consensus_come_in_together_and_once(folder: OpenReview) -> None:
    rows = ("cinahl-0001,a,include,", "cinahl-0001,b,exclude,include")
    assert len(incoming(folder, *rows, columns=CONSENSUS).ids) == 3
    assert state(folder, 1) is State.INCLUDED
    assert incoming(folder, *rows, columns=CONSENSUS).already == 3


def test_a_consensus_without_a_time_does_not_overturn_what_people_agreed_on_here(folder: OpenReview) -> None:
    for who in "ab":
        decide(folder, who, 1, "y")
    (change,) = incoming(folder, "cinahl-0001,,,exclude", columns=CONSENSUS).would_change
    assert (change.by, change.here, change.given) == ("", INCLUDE, EXCLUDE)
    assert state(folder, 1) is State.INCLUDED


def test_a_settlement_made_here_is_not_overturned(folder: OpenReview) -> None:
    conflict(folder)
    screening.settle(folder, "b", "cinahl-0001", INCLUDE)
    done = incoming(folder, "cinahl-0001,,,exclude", columns=CONSENSUS)
    assert (done.ids, len(done.would_change)) == ((), 1)
    assert state(folder, 1) is State.INCLUDED


def test_two_lines_that_say_two_things_of_one_report_are_refused(folder: OpenReview) -> None:
    rows = ("10.1000/x.1,a,include", "10.1000/x.1,a,exclude", "10.1000/x.2,a,include")
    columns = "doi,reviewer,decision"
    with pytest.raises(
        ReviewkitError, match="this line and line 2 are both about cinahl-0001 and say include and"
    ):
        incoming(folder, *rows, columns=columns)
    assert [one.record for one in incoming(folder, *rows, columns=columns, skip_unmatched=True).decisions] == [
        "cinahl-0002"
    ]
    with pytest.raises(ReviewkitError, match="both about cinahl-0001"):
        incoming(folder, "cinahl-0001,,,exclude", "cinahl-0001,,,include", columns=CONSENSUS)


def test_an_imported_decision_on_a_duplicate_is_one_on_its_report(folder: OpenReview) -> None:
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    decide(folder, "b", 1, "y")
    done = incoming(folder, "cinahl-0002,a,include", "cinahl-0002,b,include")
    assert [one.record for one in done.decisions] == ["cinahl-0001"]
    assert (done.already, done.duplicates) == (1, {"cinahl-0002": "cinahl-0001"})
    assert state(folder, 1) is State.INCLUDED


def test_two_decisions_of_one_person_on_two_records_of_one_report_are_a_conflict(folder: OpenReview) -> None:
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    incoming(folder, "cinahl-0001,a,include", "cinahl-0002,a,exclude")
    assert state(folder, 1) is State.CONFLICT


def test_several_reasons_and_labels_are_kept(folder: OpenReview) -> None:
    incoming(
        folder,
        'cinahl-0001,a,exclude,outcome; population,"rural, nurses"',
        columns="record,reviewer,decision,reason,labels",
    )
    (logged,) = open_review(folder.root).review.facts.decisions
    assert (logged.reason, logged.other_reasons, logged.labels) == (
        "outcome",
        ("population",),
        ("rural", "nurses"),
    )


def test_what_was_matched_by_what_is_counted(folder: OpenReview) -> None:
    title = folder.review.records["cinahl-0003"].title
    year = (folder.review.records["cinahl-0003"].year or 0) + 1
    done = incoming(
        folder,
        "cinahl-0001,a,include,,,",
        ",a,include,10.1000/x.2,,",
        f",a,include,,{title},{year}",
        columns="record,reviewer,decision,doi,title,year",
    )
    assert done.matched_by == {How.ID: 1, How.DOI: 1, How.NEAR_YEAR: 1}


def test_a_dry_run_says_what_would_be_logged_and_logs_nothing(folder: OpenReview) -> None:
    before = files_of(folder.root)
    done = incoming(folder, "cinahl-0001,a,include", dry_run=True)
    assert (done.ids, len(done.decisions), done.dry_run) == ((), 1, True)
    assert files_of(folder.root) == before
    assert len(incoming(folder, "cinahl-0001,a,include").ids) == 1


# Lists


def test_a_list_of_what_stayed_excludes_the_rest_for_one_person(folder: OpenReview) -> None:
    decide(folder, "b", 4, "y")
    done = incoming(folder, "cinahl-0001", "cinahl-0003", columns="record", kept=True)
    assert {one.record: one.choice for one in done.decisions} == {
        "cinahl-0001": INCLUDE,
        "cinahl-0003": INCLUDE,
        "cinahl-0002": EXCLUDE,
        "cinahl-0004": EXCLUDE,
    }
    assert {(one.by, one.final) for one in done.decisions} == {("a", False)}
    assert state(folder, 4) is State.CONFLICT
    assert incoming(folder, "cinahl-0001", "cinahl-0003", columns="record", kept=True).already == 4


def test_a_list_of_the_team_is_final(folder: OpenReview) -> None:
    done = incoming(folder, "cinahl-0001", columns="record", kept=True, team=True)
    assert all(one.final for one in done.decisions)
    assert [state(folder, n) for n in (1, 2, 3, 4)] == [State.INCLUDED] + [State.EXCLUDED] * 3


def test_a_list_in_any_format_is_matched_as_decisions_are(folder: OpenReview, tmp_path: Path) -> None:
    file = tmp_path / "included.ris"
    file.write_text(papers(2, 2), encoding="utf-8")
    done = screening.import_decisions(folder, "a", file, Given(kept=True))
    assert [one.record for one in done.decisions if one.choice is INCLUDE] == ["cinahl-0002", "cinahl-0003"]
    assert done.matched_by == {How.DOI: 2}


def test_a_list_with_records_of_no_match_is_refused_and_one_of_nothing_else_always(folder: OpenReview) -> None:
    rows = ("cinahl-0001", "cinahl-0099")
    before = files_of(folder.root)
    for asked in ({}, {"skip_unmatched": True}):
        with pytest.raises(ReviewkitError, match="no record of the review matches 'cinahl-0099'"):
            incoming(folder, *(rows if not asked else rows[1:]), columns="record", kept=True, **asked)
    assert files_of(folder.root) == before
    assert len(incoming(folder, *rows, columns="record", kept=True, skip_unmatched=True).ids) == 4


def test_a_list_is_of_one_stage_and_of_the_reports_that_were_there(two_stages: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="--stage title-abstract or full-text"):
        incoming(two_stages, "cinahl-0001", columns="record", kept=True)
    incoming(
        two_stages,
        "cinahl-0001",
        "cinahl-0002",
        columns="record",
        kept=True,
        stage=Stage.TITLE_ABSTRACT,
        team=True,
    )
    with pytest.raises(
        ReviewkitError, match=r"cinahl-0003 is in the list, but is not screened at full-text \(it is: exc"
    ):
        incoming(
            two_stages, "cinahl-0001", "cinahl-0003", columns="record", kept=True, stage=Stage.FULL_TEXT, team=True
        )
    done = incoming(two_stages, "cinahl-0001", columns="record", kept=True, stage=Stage.FULL_TEXT, team=True)
    assert {one.record: one.choice for one in done.decisions} == {"cinahl-0001": INCLUDE, "cinahl-0002": EXCLUDE}
    assert state(two_stages, 1) is State.INCLUDED


def test_a_list_leaves_alone_what_was_decided_here_otherwise(folder: OpenReview) -> None:
    decide(folder, "a", 2, "y")
    done = incoming(folder, "cinahl-0001", columns="record", kept=True)
    assert [(one.report, one.here, one.given) for one in done.would_change] == [("cinahl-0002", INCLUDE, EXCLUDE)]


def test_decisions_with_names_are_not_the_team_s(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="the decisions in this file have names"):
        incoming(folder, "cinahl-0001,a,include", team=True)


def test_removals_before_screening_come_in_a_table_with_reasons_of_their_own(folder: OpenReview) -> None:
    columns = "record,reviewer,decision,reason,stage"
    incoming(folder, "cinahl-0001,a,exclude,Not in English,before-screening", columns=columns)
    assert state(folder, 1) is State.REMOVED
    assert folder.review.outcomes["cinahl-0001"].reason == "Not in English"
    screening.decide(folder, "a", "cinahl-0002", EXCLUDE, "Not in English", Stage.BEFORE)
    assert "rm.other.not-in-english" in folder.review.flow.boxes
    assert not [one for one in folder.review.problems if one.code == "unknown-reason"]
