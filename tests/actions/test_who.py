"""Who acts is known before anything is written, and what is checked still holds when it is logged."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reviewkit.actions import screening, studies, undo
from reviewkit.actions.who import acting, known_records, person, person_or_nobody
from reviewkit.errors import ReviewkitError
from reviewkit.model import Protocol, Retrieval, Reviewer
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Choice, ReviewerKind, State
from tests.builders import protocol
from tests.conftest import REPOSITORY
from tests.folders import afresh, begin, decide, files_of

PLAN = protocol()


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review")


def test_who_is_named_counts_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWKIT_REVIEWER", "b")
    assert person(PLAN, "a") == "a"
    assert person(PLAN, "") == "b"


def test_the_only_person_of_a_review_need_not_say_who_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWKIT_REVIEWER", raising=False)
    alone = Protocol("A", (Reviewer("robot", kind=ReviewerKind.TOOL), Reviewer("a")))
    assert person(alone, "") == "a"


def test_where_there_is_only_one_person_nobody_else_is_taken_for_them() -> None:
    alone = Protocol("A", (Reviewer("robot", kind=ReviewerKind.TOOL), Reviewer("a")))
    assert person(alone, "robot") == "robot"
    with pytest.raises(ReviewkitError, match="'b' is not a reviewer"):
        person(alone, "b")


def test_one_of_several_has_to_say_who_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWKIT_REVIEWER", raising=False)
    with pytest.raises(ReviewkitError, match=r"^Say who you are with --as ID\. Use one of: a, b$"):
        person(PLAN, "")
    with pytest.raises(ReviewkitError, match="add reviewers to"):
        person(Protocol("A", (Reviewer("robot", kind=ReviewerKind.TOOL),)), "")


def test_who_only_looks_may_be_nobody_but_no_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWKIT_REVIEWER", raising=False)
    assert person_or_nobody(PLAN, "") == ""
    assert person_or_nobody(PLAN, "a") == "a"
    monkeypatch.setenv("REVIEWKIT_REVIEWER", "b")
    assert person_or_nobody(PLAN, "") == "b"
    monkeypatch.setenv("REVIEWKIT_REVIEWER", "zoe")
    with pytest.raises(ReviewkitError, match="'zoe' is not a reviewer"):
        person_or_nobody(PLAN, "")


@pytest.mark.parametrize("is_typed", [True, False])
def test_somebody_who_is_no_reviewer_is_refused(monkeypatch: pytest.MonkeyPatch, is_typed: bool) -> None:
    monkeypatch.setenv("REVIEWKIT_REVIEWER", "zoe")
    with pytest.raises(ReviewkitError, match=r"'zoe' is not a reviewer in this review.*use one of: a, b$"):
        person(PLAN, "zoe" if is_typed else "")


def test_who_is_no_reviewer_writes_nothing(folder: OpenReview) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError), acting(folder, "zoe"):
        pytest.fail("somebody acts who is not a reviewer")
    assert files_of(folder.root) == before
    assert not (folder.root / "agreements" / "zoe.jsonl").exists()


def test_who_acts_sees_the_folder_as_it_is_now(folder: OpenReview) -> None:
    made = decide(open_review(folder.root), "b", 1, "y")
    with acting(folder, "a") as act:
        assert [decision.id for decision in act.review.facts.decisions] == [made]


def test_while_one_acts_no_other_process_may(folder: OpenReview) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom reviewkit.errors import ReviewkitError\n"
        "from reviewkit.store import ledger\nledger.LOCK_SECONDS = 0.05\n"
        "try:\n    ledger.append(Path(sys.argv[1]), 'screening', 'b', [{'do': 'x'}])\n"
        "except ReviewkitError:\n    sys.exit(3)\n"
    )
    with acting(folder, "a"):
        ran = subprocess.run(
            [sys.executable, "-c", code, str(folder.root)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            check=False,
        )
    assert ran.returncode == 3
    assert not (folder.root / "screening").exists()


def test_what_is_logged_while_one_acts_is_seen_at_once(folder: OpenReview) -> None:
    with acting(folder, "a") as act:
        assert act.root == folder.root
        ids = act.log([Retrieval("a", "cinahl-0001", True, at=ledger.now())])
        assert [one.id for one in act.review.facts.retrievals] == list(ids)


def test_a_change_of_the_agreements_is_noted_before_the_act(folder: OpenReview) -> None:
    (folder.root / "studies.yaml").write_text("berg: {citation: Berg, records: []}\n", encoding="utf-8")
    with acting(folder, "b") as act:
        assert act.review.facts.agreements[-1].file == "studies.yaml"
        assert act.review.facts.agreements[-1].by == "b"


def test_a_record_has_the_fingerprint_of_its_export(folder: OpenReview) -> None:
    with acting(folder, "a") as act:
        assert act.fingerprint("cinahl-0003") == f"{act.review.facts.exports[0].sha256[:8]}.3"
        assert act.fingerprint("nothing-0001") == ""


def test_an_act_that_0_2_would_pass_over_is_refused_in_its_folders(folder: OpenReview) -> None:
    with acting(folder, "a") as act:
        act.needs_new_format("coding")
    path = folder.root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("format: 2", "format: 1"), encoding="utf-8")
    with (
        acting(folder, "a") as act,
        pytest.raises(ReviewkitError, match=r": coding needs the folder's new format"),
    ):
        act.needs_new_format("coding")


def test_records_that_are_named_are_records_of_the_review(folder: OpenReview) -> None:
    known_records(folder.review, [])
    known_records(folder.review, ["cinahl-0001", "cinahl-0004"])
    with pytest.raises(ReviewkitError, match=r"^'cinahl-0005' is not a record in this review"):
        known_records(folder.review, ["cinahl-0001", "cinahl-0005"])


def test_a_record_that_is_named_twice_is_refused(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match=r"^'cinahl-0001' was named twice"):
        known_records(folder.review, ["cinahl-0001", "cinahl-0001"])


def test_the_record_that_is_named_twice_is_the_one_that_is_reported(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="'cinahl-0002' was named twice"):
        known_records(folder.review, ["cinahl-0001", "cinahl-0002", "cinahl-0002"])


# Roles, and people who come and go


def agreed(folder: OpenReview, reviewers: str) -> OpenReview:
    """The folder with other reviewers in review.yaml, as a process that opens it now sees it."""
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("reviewers:"), text.index("exclusion_reasons:")
    path.write_text(f"{text[:start]}reviewers: {reviewers}\n{text[end:]}", encoding="utf-8")
    return open_review(folder.root)


@pytest.mark.parametrize(
    ("reviewer", "said"),
    [
        ("{id: c, roles: [settles]}", "c does not have the role `screens` in review.yaml"),
        ("{id: c, roles: [watches]}", "c only watches in this review"),
        ("{id: c, roles: [watches, codes]}", "c does not have the role `screens` in review.yaml"),
        ("{id: c, until: 2020-01-31}", "c takes part in this review until 2020-01-31, which today is not"),
        ("{id: c, from: 2999-01-31}", "c takes part in this review from 2999-01-31, which today is not"),
    ],
)
def test_who_does_not_screen_today_cannot_decide_and_is_not_waited_for(
    tmp_path: Path, reviewer: str, said: str
) -> None:
    folder = agreed(begin(tmp_path / "review"), f"[{{id: a}}, {{id: b}}, {reviewer}]")
    with pytest.raises(ReviewkitError, match=re.escape(said)):
        decide(folder, "c", 1, "y")
    assert set(folder.answers().progress.waiting) == {"a", "b"}


def test_who_only_watches_changes_nothing(tmp_path: Path) -> None:
    folder = agreed(begin(tmp_path / "review", people=1), "[{id: a}, {id: w, roles: [watches]}]")
    decide(folder, "a", 1, "y")
    studies.propose(folder, "a")
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match="w only watches in this review"):
        studies.change(folder, "w", next(iter(folder.review.included_studies)).key, citation="Another (2001)")
    with pytest.raises(ReviewkitError, match="w only watches in this review"):
        undo.undo(folder, "w", [folder.review.facts.decisions[0].id])
    assert files_of(folder.root) == before


def test_what_somebody_decided_before_they_left_stays(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    decide(folder, "b", 1, "y")
    folder = agreed(folder, "[{id: a}, {id: b, until: 2020-01-31}, {id: c}]")
    decide(folder, "a", 1, "y")
    assert folder.review.outcomes["cinahl-0001"].state is State.INCLUDED
    assert set(folder.answers().progress.waiting) == {"a", "c"}


def test_who_settles_alone_settles(tmp_path: Path) -> None:
    folder = agreed(begin(tmp_path / "review"), "[{id: a, roles: [screens]}, {id: b}, {id: c, roles: [settles]}]")
    decide(folder, "a", 1, "y")
    decide(folder, "b", 1, "n", "outcome")
    with pytest.raises(
        ReviewkitError, match=r"a does not have the role `settles` in review\.yaml .*who has it: b, c"
    ):
        screening.settle(folder, "a", "cinahl-0001", Choice.INCLUDE)
    screening.settle(folder, "c", "cinahl-0001", Choice.INCLUDE)
    assert folder.review.outcomes["cinahl-0001"].state is State.INCLUDED
    assert folder.review.problems == afresh(folder).problems
    assert not [problem for problem in folder.review.problems if problem.code == "settled-without-conflict"]


def test_an_id_that_changed_keeps_its_decisions_and_its_right_to_undo_them(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    made = decide(folder, "a", 1, "y")
    folder = agreed(folder, "[{id: anna, earlier_ids: [a]}, {id: b}]")
    assert [decision.by for decision in folder.review.facts.decisions] == ["anna"]
    assert folder.answers().progress.waiting == {"anna": 3, "b": 4}
    assert not [problem for problem in folder.review.problems if problem.code == "unknown-log"]
    decide(folder, "anna", 2, "y")
    undo.undo(folder, "anna", [made])
    assert [decision.record for decision in folder.review.facts.decisions] == ["cinahl-0002"]
    assert person(folder.review.protocol, "a") == "anna"


def test_a_reason_that_was_renamed_keeps_its_decisions(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    for by in ("a", "b"):
        decide(folder, by, 1, "n", "outcome")
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{id: outcome,", "{id: result, aliases: [outcome],"), encoding="utf-8")
    review = folder.refresh()
    assert review.outcomes["cinahl-0001"].reason == "result"
    assert not [problem for problem in review.problems if problem.code == "unknown-reason"]
