"""Decisions of another tool beside those made here: what is new, what is known, what must not count; lists."""

from pathlib import Path

import pytest

from reviewkit.actions import duplicates, screening
from reviewkit.actions.screening import Given, ImportedDecisions
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.finding import How
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Choice, Stage, State, Verdict
from tests.builders import papers
from tests.folders import begin, decide, files_of

INCLUDE, EXCLUDE = Choice.INCLUDE, Choice.EXCLUDE


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review")


@pytest.fixture
def two_stages(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review", stages="two")


def state(folder: OpenReview, record: int) -> State:
    return folder.review.outcomes[f"cinahl-{record:04d}"].state


def conflict(folder: OpenReview) -> None:
    decide(folder, "a", 1, "y")
    decide(folder, "b", 1, "n", "outcome")


def table(folder: OpenReview, *rows: str, columns: str) -> Path:
    file = folder.root.parent / "decisions.csv"
    file.write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
    return file


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
        ("cinahl-0001", "b", None, INCLUDE),
    ]
    assert files_of(folder.root) == before


def test_what_others_decided_here_is_shown_to_who_imports_once_everybody_has_decided(folder: OpenReview) -> None:
    for record in range(1, 5):
        decide(folder, "a", record, "y")
        decide(folder, "b", record, "n", "outcome")
    (change,) = incoming(folder, "cinahl-0001,b,include").would_change
    assert (change.by, change.here, change.given) == ("b", EXCLUDE, INCLUDE)


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


def test_the_same_file_exported_again_may_change_what_it_said(folder: OpenReview) -> None:
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


def test_votes_of_somebody_who_only_settles_are_named(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8").replace("{id: b, ", "{id: b, roles: [settles], ")
    path.write_text(text, encoding="utf-8")
    assert incoming(folder, "cinahl-0001,a,include", dry_run=True).not_screening == ()
    assert incoming(folder, "cinahl-0001,a,include", "cinahl-0001,b,include").not_screening == ("b",)
    assert state(folder, 1) is State.INCLUDED  # as before: which is why it is said


def test_votes_and_their_consensus_come_in_together_and_once(folder: OpenReview) -> None:
    rows = ("cinahl-0001,a,include,", "cinahl-0001,b,exclude,include")
    assert len(incoming(folder, *rows, columns=CONSENSUS).ids) == 3
    assert state(folder, 1) is State.INCLUDED
    assert incoming(folder, *rows, columns=CONSENSUS).already == 3


def test_a_consensus_without_a_time_does_not_overturn_what_people_agreed_on_here(folder: OpenReview) -> None:
    for who in "ab":
        decide(folder, who, 1, "y")
    (change,) = incoming(folder, "cinahl-0001,,,exclude", columns=CONSENSUS).would_change
    assert (change.by, change.here, change.given) == (
        "",
        None,
        EXCLUDE,
    )  # others still decide, so nobody is shown it
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


def test_removals_may_come_with_their_stage_beside_the_table(folder: OpenReview) -> None:
    incoming(folder, "cinahl-0001,a,exclude", stage=Stage.BEFORE)
    assert state(folder, 1) is State.REMOVED
    with pytest.raises(ReviewkitError, match="does not say why the others were removed before screening"):
        incoming(folder, "cinahl-0002,a,include", kept=True, stage=Stage.BEFORE)


def test_what_each_row_repeats_is_one_decision(folder: OpenReview) -> None:
    rows = [f"cinahl-0001,{who},{choice},exclude" for who, choice in (("a", "include"), ("b", "exclude"))]
    done = incoming(folder, *rows, columns="record,reviewer,decision,consensus")
    assert [(one.by, one.choice.value) for one in done.decisions if one.final] == [("a", "exclude")]
    assert len(done.ids) == 3


def test_a_consensus_with_a_time_is_later_than_what_was_decided_here_before(folder: OpenReview) -> None:
    for who in "ab":
        decide(folder, who, 1, "n", "outcome")
    done = incoming(folder, "cinahl-0001,include,2099-01-31", columns="record,consensus,at")
    assert (len(done.ids), done.would_change, state(folder, 1)) == (1, (), State.INCLUDED)
