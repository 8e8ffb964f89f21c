"""What was done can be taken back by who may, and what was undone comes back as it was."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import codebook_changes
from reviewkit.actions import agreements, codebook, coding, duplicates, imports, pilots, retrieval, screening, undo
from reviewkit.actions.merge import merge
from reviewkit.actions.undo import plan
from reviewkit.actions.who import acting
from reviewkit.errors import ReviewkitError
from reviewkit.model import (
    Answer,
    AnyAct,
    ChartedValue,
    ChartingDone,
    ChartPilot,
    ChartSettled,
    ClaimConfirmed,
    Consulted,
    Decision,
    Finding,
    FindingJudged,
    SegmentReviewed,
    StudyRead,
    Undo,
)
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Choice, State, Verdict
from tests.faults import old_folder
from tests.folders import afresh, begin, bring, decide, files_of, flow_text, logged_ids, ready_to_code, temporary


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg")
    return made


def take_back(folder: OpenReview, who: str, *ids: str, note: str = "", since: bool = False) -> tuple[str, ...]:
    return undo.undo(folder, who, ids, note, since).ids


def refused(folder: OpenReview, who: str, *ids: str, note: str = "", said: str = "", since: bool = False) -> None:
    """Nothing is taken back, and nothing is written."""
    before, undos = files_of(folder.root), undos_in(folder.root)
    with pytest.raises(ReviewkitError, match=said or None):
        undo.undo(folder, who, ids, note, since)
    assert files_of(folder.root) == before
    assert undos_in(folder.root) == undos


def undos_in(root: Path) -> int:
    """How many lines of undo stand in all logs."""
    return sum(path.read_text(encoding="utf-8").count('"do": "undo"') for path in root.rglob("*.jsonl"))


def counting(folder: OpenReview) -> set[str]:
    """The ids of the acts that count, without those that only notice how a YAML file was changed."""
    kinds = [kind for kind in ledger.KINDS if kind != ledger.AGREEMENTS]
    return {act.id for kind in kinds for act in folder.acts(kind).counting}


# Acts of every kind. Each is done by b and returns its id; the words are those in which a plan names it.


def a_decision(folder: OpenReview) -> str:
    return decide(folder, "b", 1, "y")


def a_settlement(folder: OpenReview) -> str:
    decide(folder, "a", 1, "n", "outcome")
    decide(folder, "b", 1, "y")
    return screening.settle(folder, "b", "cinahl-0001", Choice.INCLUDE).ids[0]


def a_verdict(folder: OpenReview) -> str:
    return duplicates.answer(folder, "b", ("cinahl-0001", "cinahl-0002"), Verdict.SAME).id


def a_run(folder: OpenReview) -> str:
    bring(folder, "medline", 2, start=3, by="b")
    return duplicates.run(folder, "b").id


def a_pilot(folder: OpenReview) -> str:
    return pilots.draw(folder, "b", 2).state.event


def a_retrieval(folder: OpenReview) -> str:
    return retrieval.record_retrieval(folder, "b", ["cinahl-0001"], False)[0]


def an_import(folder: OpenReview) -> str:
    return bring(folder, "medline", 3, start=30, by="b").id


def a_rename(folder: OpenReview) -> str:
    return imports.rename_source(folder, "b", "cinahl", "embase").ids[0]


def a_quote(folder: OpenReview) -> str:
    return coding.add_quote(folder, "b", "berg", "We trust", ["trust"]).id


def a_code(folder: OpenReview) -> str:
    return coding.mark_study(folder, "b", "berg", "trust").id


def a_state(folder: OpenReview) -> str:
    return coding.finish_study(folder, "b", "berg", "done").id


def logged(folder: OpenReview, act: AnyAct) -> str:
    with acting(folder, "b") as by_b:
        return by_b.log([act])[0]


def a_value(folder: OpenReview) -> str:
    return logged(folder, ChartedValue("b", "berg", "aim", Answer("to learn"), at=ledger.now()))


def a_settled_value(folder: OpenReview) -> str:
    return logged(folder, ChartSettled("b", "berg", "aim", Answer("to learn"), ("a-1",), at=ledger.now()))


def a_charted_study(folder: OpenReview) -> str:
    return logged(folder, ChartingDone("b", "berg", True, at=ledger.now()))


def a_study_charted_further(folder: OpenReview) -> str:
    return logged(folder, ChartingDone("b", "berg", False, at=ledger.now()))


def a_chart_pilot(folder: OpenReview) -> str:
    return logged(folder, ChartPilot("b", ("berg",), ("a", "b"), at=ledger.now()))


def a_review(folder: OpenReview) -> str:
    return logged(folder, SegmentReviewed("b", "a-1", "agree", at=ledger.now()))


def a_read_study(folder: OpenReview) -> str:
    return logged(folder, StudyRead("b", "berg", at=ledger.now()))


def a_consultation(folder: OpenReview) -> str:
    return logged(folder, Consulted("b", "six relatives", "2026-01-31", "time matters", at=ledger.now()))


def a_confirmed_claim(folder: OpenReview) -> str:
    claim = ClaimConfirmed("b", "number", "16", "0f3a", 9, "15 studies", "one came late", at=ledger.now())
    return logged(folder, claim)


def a_finding(folder: OpenReview) -> str:
    return logged(folder, Finding("b", "f1", "Trust takes time", at=ledger.now()))


def a_judgement(folder: OpenReview) -> str:
    return logged(folder, FindingJudged("b", "f1", "adequacy", "serious", "one study", at=ledger.now()))


def a_codebook_change(folder: OpenReview) -> str:
    done = codebook.change(folder, "b", codebook_changes.rename("trust", "Tillit"), codebook.Noted("we agreed"))
    return done.ids[-1]


Act = Callable[[OpenReview], str]
OWN: dict[Act, str] = {
    a_decision: "cinahl-0001 decided: include at screening, by b",
    a_quote: 'berg: "We trust" coded as trust, by b',
    a_code: "berg: trust, by b",
    a_state: "berg: done, by b",
    a_review: "a review of a-1 (agree), by b",
    a_read_study: "berg was read, by b",
    a_value: "berg: aim charted, by b",
    a_charted_study: "berg is charted, by b",
    a_study_charted_further: "berg is not charted to the end after all, by b",
}
FOR_ALL: dict[Act, str] = {
    a_settled_value: "berg: aim settled, by b",
    a_codebook_change: "rename of trust in the codebook themes, by b",
    a_consultation: "a consultation of six relatives, logged by b",
    a_confirmed_claim: "“16” in a manuscript is right, says b",
    a_finding: "the finding f1, worded by b",
    a_judgement: "a judgement of the finding f1 (adequacy), by b",
    a_chart_pilot: "a pilot of charting with berg, by b",
    a_settlement: "cinahl-0001 settled as include at screening, by b",
    a_verdict: "cinahl-0001 and cinahl-0002 are same, answered by b",
    a_run: "a dedupe run by reviewkit",
    a_pilot: "a pilot of 2 reports at screening, drawn by b",
    a_retrieval: "cinahl-0001 not retrieved, by b",
    an_import: "the import of searches/medline/medline-30.ris into medline",
    a_rename: "to embase",
}
EVERY = {**OWN, **FOR_ALL}


def name_of(act: Act) -> str:
    return act.__name__


@pytest.mark.parametrize("act", EVERY, ids=name_of)
def test_who_did_it_takes_it_back_without_a_note(folder: OpenReview, act: Act) -> None:
    made = act(folder)
    done = undo.undo(folder, "b", [made])
    assert made not in counting(folder)
    entries = {entry.act.id: entry.undo for entry in folder.review.facts.taken_back}
    assert entries[made].by == "b"
    assert {entry.id for entry in entries.values()} == set(done.ids)
    assert [name for _, target in done.plan.acts if (name := target.id) == made] == [made]


@pytest.mark.parametrize("act", OWN, ids=name_of)
def test_what_a_person_decided_or_coded_nobody_else_takes_back(folder: OpenReview, act: Act) -> None:
    made = act(folder)
    for note in ("", "I know better"):
        refused(folder, "a", made, note=note, said="which only b can undo. Nothing was changed")


@pytest.mark.parametrize("act", FOR_ALL, ids=name_of)
def test_what_was_done_for_all_anybody_takes_back_and_says_why(folder: OpenReview, act: Act) -> None:
    made = act(folder)
    for note in ("", " ", "\n"):
        refused(folder, "a", made, note=note, said="Say why you undo it: --note WHY")
    take_back(folder, "a", made, note="it was wrong")
    (entry,) = (entry for entry in folder.review.facts.taken_back if entry.act.id == made)
    assert (entry.undo.by, entry.undo.note) == ("a", "it was wrong")


def test_who_imported_a_decision_for_another_may_take_it_back_and_so_may_the_other(folder: OpenReview) -> None:
    file = folder.root.parent / "rows.csv"
    file.write_text("record,reviewer,decision\ncinahl-0001,b,include\ncinahl-0002,b,include\n")
    first, second = screening.import_decisions(folder, "a", file).ids
    take_back(folder, "a", first)
    take_back(folder, "b", second)
    assert folder.review.facts.decisions == ()


@pytest.mark.parametrize("act", EVERY, ids=name_of)
def test_a_plan_says_in_words_what_is_taken_back_and_changes_nothing(folder: OpenReview, act: Act) -> None:
    made = act(folder)
    before = files_of(folder.root)
    found = plan(folder, [made])
    assert found.what[0].startswith(f"{made}: ")
    assert EVERY[act] in found.what[0]
    assert files_of(folder.root) == before


@pytest.mark.parametrize("act", EVERY, ids=name_of)
def test_an_undo_that_is_taken_back_gives_the_review_as_before(folder: OpenReview, act: Act) -> None:
    made = act(folder)
    flow, codings, acts = flow_text(folder.review), folder.review.facts.codings, counting(folder)
    undos = take_back(folder, "b", made)
    take_back(folder, "b", *undos)
    for review in (folder.review, afresh(folder)):
        assert flow_text(review) == flow
        assert review.facts.codings == codings
        assert review.facts.taken_back == ()
    assert counting(folder) == acts


@pytest.mark.parametrize("act", EVERY, ids=name_of)
def test_what_was_taken_back_and_came_back_can_be_taken_back_again(folder: OpenReview, act: Act) -> None:
    made = act(folder)
    for _ in range(2):
        undos = take_back(folder, "b", made)
        assert made not in counting(folder)
        take_back(folder, "b", *undos)
        assert made in counting(folder)


@pytest.mark.parametrize("act", FOR_ALL, ids=name_of)
def test_an_undo_of_another_is_taken_back_with_a_note(folder: OpenReview, act: Act) -> None:
    made = act(folder)
    undos = take_back(folder, "b", made)
    refused(folder, "a", *undos, said="Say why you undo it")
    take_back(folder, "a", *undos, note="it was right")
    assert made in counting(folder)


@pytest.mark.parametrize("act", OWN, ids=name_of)
def test_what_a_person_took_back_of_their_own_nobody_else_lets_count_again(folder: OpenReview, act: Act) -> None:
    """A decision that b withdrew would count again against b's will."""
    undos = take_back(folder, "b", act(folder))
    refused(folder, "a", *undos, note="I know better")


# Which acts


def test_acts_are_taken_back_all_or_none(folder: OpenReview) -> None:
    mine = [decide(folder, "a", record, "y") for record in (1, 2)]
    theirs = decide(folder, "b", 3, "y")
    refused(folder, "a", mine[0], theirs, said="which only b can undo")
    refused(folder, "a", mine[0], "a-zzzzz-9", said="is not the id of anything in effect")
    take_back(folder, "a", *mine)
    assert [decision.id for decision in folder.review.facts.decisions] == [theirs]


def test_acts_of_several_kinds_are_taken_back_together(folder: OpenReview) -> None:
    made = [act(folder) for act in (a_decision, a_verdict, a_retrieval, a_quote)]
    undos = take_back(folder, "b", *made)
    assert len(undos) == 4
    assert counting(folder).isdisjoint(made)


def test_an_act_that_is_named_twice_is_taken_back_once(folder: OpenReview) -> None:
    made = decide(folder, "a", 1, "y")
    assert len(take_back(folder, "a", made, made)) == 1


@pytest.mark.parametrize("name", ["", "a", "a-", "cinahl-0001", "a-zzzzz-1", "screening/", "x/y", "-"])
def test_a_name_of_nothing_is_refused(folder: OpenReview, name: str) -> None:
    decide(folder, "a", 1, "y")
    refused(folder, "a", name, said="is not the id of anything in effect")


def test_what_was_taken_back_already_is_told_with_how_it_comes_back_and_changes_nothing(
    folder: OpenReview,
) -> None:
    """So that a command can be repeated after a crash."""
    made = decide(folder, "a", 1, "y")
    (done,) = take_back(folder, "a", made)
    before = files_of(folder.root)
    again = undo.undo(folder, "a", [made])
    assert (again.ids, again.plan.acts, again.plan.what) == ((), (), ())
    assert again.plan.already == (
        f"{made} has already been undone, by a. To undo the undo: reviewkit undo {done}",
    )
    assert files_of(folder.root) == before


def test_of_several_acts_those_that_count_are_taken_back_and_the_others_told(folder: OpenReview) -> None:
    first, second = decide(folder, "a", 1, "y"), decide(folder, "a", 2, "y")
    take_back(folder, "a", first)
    done = undo.undo(folder, "a", [first, second])
    assert [act.id for _, act in done.plan.acts] == [second]
    assert len(done.plan.already) == 1
    assert folder.review.facts.decisions == ()


def test_what_one_append_wrote_is_told_by_its_common_name_when_nothing_of_it_counts(folder: OpenReview) -> None:
    ids = retrieval.record_retrieval(folder, "a", ["cinahl-0001", "cinahl-0002"], False)
    name = undo.common_name(ids)
    take_back(folder, "a", ids[0])
    assert plan(folder, [name]).already == ()
    assert [act.id for _, act in plan(folder, [name]).acts] == [ids[1]]
    take_back(folder, "a", name)
    assert len(plan(folder, [name]).already) == 1


def test_what_was_taken_back_already_in_one_log_of_0_2_is_told_though_its_id_counts_in_another(
    tmp_path: Path,
) -> None:
    folder = open_review(old_folder(tmp_path / "old"))
    take_back(folder, "a", "screening/a-1")
    assert len(plan(folder, ["screening/a-1"]).already) == 1


def test_an_id_of_0_2_of_which_one_act_was_taken_back_still_needs_the_kind_of_log(tmp_path: Path) -> None:
    """A repeated command must not take back the act of another log that has the same id."""
    folder = open_review(old_folder(tmp_path / "old"))
    take_back(folder, "a", "screening/a-1")
    refused(folder, "a", "a-1", said="a-1 is the id of 3 entries. Say which")
    assert undo.one_of_kinds(folder, "a-1", [ledger.SCREENING]) == "screening/a-1"


def test_acts_of_0_2_that_have_one_id_in_two_logs_are_taken_back_both(tmp_path: Path) -> None:
    folder = open_review(old_folder(tmp_path / "old"))
    found = plan(folder, ["screening/a-1", "duplicates/a-1"], "a")
    assert {kind for kind, _ in found.acts} == {ledger.SCREENING, ledger.DUPLICATES}


def test_a_repeated_undo_of_an_undo_changes_nothing_and_says_so(folder: OpenReview) -> None:
    made = decide(folder, "a", 1, "y")
    (first,) = take_back(folder, "a", made)
    take_back(folder, "a", first)
    before = files_of(folder.root)
    again = undo.undo(folder, "a", [first])
    assert (again.ids, again.plan.acts) == ((), ())
    assert again.plan.already == (
        f"{first} has already been undone, by a, so {made} counts. To undo {made} again: reviewkit undo {made}",
    )
    assert files_of(folder.root) == before
    assert made in counting(folder)


def test_an_undo_of_an_undo_that_is_repeated_after_the_act_was_taken_back_again_says_so(
    folder: OpenReview,
) -> None:
    made = decide(folder, "a", 1, "y")
    (first,) = take_back(folder, "a", made)
    take_back(folder, "a", first)
    (last,) = take_back(folder, "a", made)
    assert plan(folder, [first]).already == (
        f"{first} has already been undone, by a. To restore {made}: reviewkit undo {last}",
    )


@pytest.mark.parametrize("act", EVERY, ids=name_of)
def test_an_undo_of_an_undo_is_taken_back_by_taking_the_act_back(folder: OpenReview, act: Act) -> None:
    made = act(folder)
    first, *_ = take_back(folder, "b", made)
    second, *_ = take_back(folder, "b", first)
    assert sorted(target.id for _, target in plan(folder, [made]).acts) == sorted(
        target.id for _, target in plan(folder, [second]).acts
    )
    third, *_ = take_back(folder, "b", second)
    assert made not in counting(folder)
    assert plan(folder, [second]).already == (
        f"{second} has already been undone, by b. To restore {made}: reviewkit undo {third}",
    )
    take_back(folder, "b", third)
    assert made in counting(folder)


def test_a_run_comes_back_with_its_verdicts_by_the_undo_of_the_run_alone(folder: OpenReview) -> None:
    run = a_run(folder)
    before = counting(folder)
    first, *_ = take_back(folder, "b", run)
    assert len(counting(folder)) < len(before) - 1
    take_back(folder, "b", first)
    assert counting(folder) == before


def test_a_verdict_that_was_taken_back_before_its_run_stays_so_when_the_run_comes_back(folder: OpenReview) -> None:
    run = a_run(folder)
    verdict = next(
        one.id for one in folder.review.facts.verdicts if ledger.token_of(one.id) == ledger.token_of(run)
    )
    take_back(folder, "b", verdict)
    before = counting(folder)
    first, *_ = take_back(folder, "b", run)
    take_back(folder, "b", first)
    assert counting(folder) == before


def test_only_who_decided_takes_back_an_undo_of_an_undo(folder: OpenReview) -> None:
    made = decide(folder, "b", 1, "y")
    (first,) = take_back(folder, "b", made)
    (second,) = take_back(folder, "b", first)
    refused(folder, "a", second, note="why", said="which only b can undo")


def test_a_changed_agreement_goes_with_the_undo_of_its_undo(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    before = path.read_text(encoding="utf-8")
    decide(folder, "a", 1, "y")
    path.write_text(before + "# a change\n", encoding="utf-8")
    decide(folder, "a", 2, "y")
    name = folder.review.facts.agreements[-1].id
    for text in (before, before + "# a change\n", before):
        (name,) = take_back(folder, "a", name)
        assert path.read_text(encoding="utf-8") == text


def test_an_act_that_two_copies_took_back_counts_again_by_one_undo(folder: OpenReview, tmp_path: Path) -> None:
    """Both undos go, so that what the message says of the act is so."""
    made = decide(folder, "a", 1, "y")
    shutil.copytree(folder.root, tmp_path / "copy")
    take_back(folder, "a", made)
    other = open_review(tmp_path / "copy")
    take_back(other, "a", made)
    merge(folder, "a", other.root / "screening" / "a.jsonl")
    entry = folder.review.facts.taken_back[-1]
    done = undo.undo(folder, "a", [entry.undo.id])
    assert len(done.ids) == 2
    assert made in counting(folder)


def test_what_one_append_wrote_is_taken_back_by_its_common_name(folder: OpenReview) -> None:
    ids = retrieval.record_retrieval(folder, "a", ["cinahl-0001", "cinahl-0002"], False)
    other = retrieval.record_retrieval(folder, "a", ["cinahl-0003"], False)
    assert undo.common_name(ids) == ledger.token_of(ids[0])
    take_back(folder, "a", undo.common_name(ids))
    assert counting(folder) & {*ids, *other} == set(other)


def test_several_appends_have_a_name_each(folder: OpenReview) -> None:
    ids = [decide(folder, "a", record, "y") for record in (1, 2, 1)]
    names = undo.common_name([*ids, ids[0]]).split(" ")
    assert names == [ledger.token_of(name) for name in ids]
    take_back(folder, "a", *names)
    assert folder.review.facts.decisions == ()


def test_all_that_one_did_since_an_act_is_taken_back_with_it(folder: OpenReview) -> None:
    first = decide(folder, "a", 1, "y")
    second = decide(folder, "a", 2, "y")
    theirs = a_decision(folder)
    third = duplicates.answer(folder, "a", ("cinahl-0003", "cinahl-0004"), Verdict.SAME).id
    (gone,) = take_back(folder, "a", decide(folder, "a", 3, "y"))
    fourth = coding.add_quote(folder, "a", "berg", "words", ["trust"]).id
    take_back(folder, "a", second, since=True)
    assert counting(folder) & {first, second, theirs, third, fourth} == {first, theirs}
    assert gone in {entry.undo.id for entry in folder.review.facts.taken_back}, "an undo is not undone with them"


def test_what_one_did_since_stays_unless_that_is_asked_for(folder: OpenReview) -> None:
    first, second = decide(folder, "a", 1, "y"), decide(folder, "a", 2, "y")
    undo.undo(folder, "a", [first])
    assert [decision.id for decision in folder.review.facts.decisions] == [second]


def test_since_an_act_the_agreements_stay(folder: OpenReview) -> None:
    first = decide(folder, "a", 1, "y")
    (folder.root / "searches.yaml").write_text("cinahl: {hits: 4}\n")
    decide(folder, "a", 2, "y")
    count = len(folder.review.facts.agreements)
    take_back(folder, "a", first, since=True)
    assert len(folder.review.facts.agreements) == count
    assert (folder.root / "searches.yaml").read_text() == "cinahl: {hits: 4}\n"


def test_since_an_act_of_another_only_one_s_own_would_go_and_so_none_does(folder: OpenReview) -> None:
    theirs = a_decision(folder)
    decide(folder, "a", 2, "y")
    refused(folder, "a", theirs, since=True, said="which only b can undo")


def test_who_is_no_reviewer_takes_nothing_back(folder: OpenReview) -> None:
    refused(folder, "zoe", a_verdict(folder), note="me", said="is not a reviewer")


# Runs


def test_with_a_run_go_its_verdicts_and_no_others(folder: OpenReview) -> None:
    run = a_run(folder)
    answered = a_verdict(folder)
    bring(folder, "wos", 2, start=4)
    later = duplicates.run(folder, "b").id
    belonging = {one.id for one in folder.review.facts.verdicts if ledger.token_of(one.id) == ledger.token_of(run)}
    assert belonging
    found = plan(folder, [run])
    assert {act.id for _, act in found.acts} == {run, *belonging}
    take_back(folder, "b", run)
    assert {answered, later} <= counting(folder)
    assert counting(folder).isdisjoint({run, *belonging})
    assert [verdict.id for verdict in folder.review.facts.verdicts if verdict.tool_version] != []


def test_what_a_run_compared_is_compared_again_after_it_was_taken_back(folder: OpenReview) -> None:
    before = flow_text(folder.review)
    run = a_run(folder)
    compared = flow_text(folder.review)
    assert compared != before
    found = plan(folder, [run])
    assert found.builds_on_it == ("its duplicates become separate reports until the next run: reviewkit dedupe",)
    take_back(folder, "b", run)
    assert [export.source for export in folder.review.never_compared] == ["medline"]
    duplicates.run(folder, "a")
    assert flow_text(folder.review) == compared


def test_many_acts_of_one_kind_are_counted_and_not_named_one_by_one(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", records=0)
    bring(folder, "cinahl", 6)
    bring(folder, "medline", 6, start=2)
    run = duplicates.run(folder, "a").id
    lines = plan(folder, [run]).what
    assert len(lines) == 2
    verdicts = folder.review.facts.verdicts
    assert lines[1].startswith(
        f"{len(verdicts)} entries from {verdicts[0].id} to {verdicts[-1].id}; the first is "
    )
    assert lines[1].endswith(f"{verdicts[0].first} and {verdicts[0].second} are same, answered by reviewkit")


def test_three_acts_of_one_kind_are_named_one_by_one(folder: OpenReview) -> None:
    ids = [decide(folder, "a", record, "y") for record in (1, 2, 3)]
    assert [line.partition(": ")[0] for line in plan(folder, ids).what] == ids


def test_a_long_quote_is_named_by_its_beginning(folder: OpenReview) -> None:
    made = coding.add_quote(folder, "a", "berg", "x" * 60 + "y", ["trust", "time"]).id
    assert plan(folder, [made]).what == (f'{made}: berg: "{"x" * 60}" coded as trust, time, by a',)


# Imports


def worked_on(folder: OpenReview) -> str:
    """An import with decisions, verdicts, retrievals and a study on its records; its id."""
    made = bring(folder, "medline", 3, start=30, by="b").id
    duplicates.run(folder, "a")
    for number in (1, 2):
        decide(folder, "a", f"medline-{number:04d}", "y")
    duplicates.answer(folder, "a", ("medline-0003", "cinahl-0001"), Verdict.SAME)
    retrieval.record_retrieval(folder, "a", ["medline-0001"], True)
    (folder.root / "studies.yaml").write_text(
        "berg: {citation: Berg, records: [cinahl-0001]}\naas: {citation: Aas, records: [medline-0001]}\n"
    )
    folder.refresh()
    return made


def test_a_plan_names_what_builds_on_an_import(folder: OpenReview) -> None:
    found = plan(folder, [worked_on(folder)]).builds_on_it
    assert found == (
        "3 records of medline will not count; their ids will never be used again",
        "2 decisions, 1 verdict on duplicates, 1 retrieval, 1 study on them will stay in the logs, and count again if "
        "the import is restored",
    )


def test_a_plan_for_an_import_that_nothing_builds_on_says_so(folder: OpenReview) -> None:
    found = plan(folder, [an_import(folder)]).builds_on_it
    assert found == ("3 records of medline will not count; their ids will never be used again",)


def test_an_import_that_is_taken_back_and_restored_gives_the_flow_as_before_byte_for_byte(
    folder: OpenReview,
) -> None:
    made = worked_on(folder)
    before, problems = flow_text(folder.review), folder.review.problems
    undos = take_back(folder, "a", made, note="the wrong search")
    assert flow_text(folder.review) != before
    assert {record.rpartition("-")[0] for record in folder.review.records} == {"cinahl"}
    (waiting,) = (one for one in folder.review.problems if one.code == "withdrawn-record")
    assert "3 entries" in waiting.message
    take_back(folder, "a", *undos)
    assert flow_text(folder.review) == flow_text(afresh(folder)) == before
    assert folder.review.problems == problems


def test_ids_of_records_are_never_given_again(folder: OpenReview) -> None:
    seen: set[str] = set(folder.review.records)
    for start in (30, 40, 50):
        made = bring(folder, "cinahl", 3, start=start)
        new = set(folder.review.records) - seen
        assert len(new) == 3
        assert not new & seen
        seen |= new
        take_back(folder, "a", made.id)
        assert set(folder.review.records) == {f"cinahl-{n:04d}" for n in range(1, 5)}


def test_an_import_that_is_restored_after_its_file_came_again_counts_once(folder: OpenReview) -> None:
    first = bring(folder, "medline", 3, start=30).id
    undos = take_back(folder, "a", first)
    bring(folder, "pubmed", 3, start=30)
    take_back(folder, "a", *undos)
    assert len(folder.review.records) == 7
    assert "imported-twice" in {problem.code for problem in folder.review.problems}


def test_in_a_folder_of_0_2_imports_stay_and_decisions_can_be_taken_back(tmp_path: Path) -> None:
    folder = open_review(old_folder(tmp_path / "old"))
    refused(folder, "a", "searches/imports/a-1", said="undoing the import of .* needs the folder's new format")
    take_back(folder, "b", "b-1")
    assert folder.review.outcomes["cinahl-0001"].state is not State.INCLUDED
    refused(folder, "b", folder.review.facts.taken_back[-1].undo.id, said="needs the folder's new format")


def test_an_id_that_0_2_gave_in_several_logs_needs_the_kind_of_log(tmp_path: Path) -> None:
    folder = open_review(old_folder(tmp_path / "old"))
    refused(
        folder,
        "a",
        "a-1",
        said="a-1 is the id of 3 entries. Say which one: searches/imports/a-1 or duplicates/a-1 or scr",
    )
    assert undo.one_of_kinds(folder, "a-1", [ledger.SCREENING]) == "screening/a-1"
    assert undo.one_of_kinds(folder, "a-99", [ledger.SCREENING]) == "a-99"
    take_back(folder, "a", "screening/a-1")
    assert "a-1" not in {decision.id for decision in folder.review.facts.decisions}
    assert len(folder.review.facts.imports) == 2


def test_a_run_of_0_2_goes_with_its_verdicts(tmp_path: Path) -> None:
    folder = open_review(old_folder(tmp_path / "old"))
    found = plan(folder, ["duplicates/a-1"])
    assert sorted(act.id for _, act in found.acts) == ["a-1", "a-2", "a-3"]


def as_reviewer(root: Path, name: str) -> OpenReview:
    """A folder of 0.2 whose reviewer a has another name, and a second run of another day with a verdict."""
    old_folder(root)
    path = root / "review.yaml"
    path.write_text(path.read_text().replace("id: a\n", f"id: {name}\n"))
    for log in root.rglob("a.jsonl"):
        text = log.read_text().replace('"a-', f'"{name}-').replace('"by": "a"', f'"by": "{name}"')
        log.unlink()
        log.with_name(f"{name}.jsonl").write_text(text)
    log = root / "duplicates" / f"{name}.jsonl"
    verdict = (
        log.read_text().splitlines()[-1].replace(f"{name}-3", f"{name}-5").replace("2026-01-02", "2026-02-02")
    )
    run = log.read_text().splitlines()[0].replace(f"{name}-1", f"{name}-4").replace("2026-01-02", "2026-02-02")
    log.write_text(log.read_text() + f"{run}\n{verdict.replace('cinahl-0004', 'cinahl-0001')}\n")
    return open_review(root)


@pytest.mark.parametrize(
    "name",
    [
        "kari",
        "kari-n",
        "kari-olsen",
    ],
)
def test_with_a_run_of_0_2_go_no_verdicts_of_another_run(tmp_path: Path, name: str) -> None:
    folder = as_reviewer(tmp_path / "old", name)
    found = plan(folder, [f"duplicates/{name}-1"])
    assert sorted(act.id for _, act in found.acts) == [f"{name}-1", f"{name}-2", f"{name}-3"]


@pytest.mark.parametrize(
    "name",
    [
        "kari",
        "kari-n",
        "kari-olsen",
    ],
)
def test_the_name_of_a_reviewer_is_the_name_of_no_act(tmp_path: Path, name: str) -> None:
    folder = as_reviewer(tmp_path / "old", name)
    with pytest.raises(ReviewkitError, match="is not the id of anything in effect"):
        plan(folder, [name])


# Agreements


def edit(folder: OpenReview, name: str, text: str) -> str:
    """Change a file of agreements by hand; the id under which that is noticed."""
    (folder.root / name).write_text(text)
    with folder.writing():
        agreements.notice(folder, "b")
    return next(change.id for change in reversed(folder.review.facts.agreements) if change.file == name)


FIRST, SECOND, THIRD = (f"cinahl: {{hits: {n}}}" for n in (4, 5, 6))


def test_a_changed_agreement_that_is_taken_back_reads_as_before(folder: OpenReview) -> None:
    edit(folder, "searches.yaml", FIRST)
    made = edit(folder, "searches.yaml", SECOND)
    take_back(folder, "b", made)
    assert (folder.root / "searches.yaml").read_text() == FIRST
    assert made in {entry.act.id for entry in folder.review.facts.taken_back}
    assert agreements.text_of(folder.review.facts.agreements, "searches.yaml") == FIRST


def test_a_changed_agreement_whose_text_ends_in_a_newline_reads_as_before(folder: OpenReview) -> None:
    edit(folder, "searches.yaml", f"{FIRST}\n")
    made = edit(folder, "searches.yaml", f"{SECOND}\n")
    take_back(folder, "b", made)
    assert (folder.root / "searches.yaml").read_text() == f"{FIRST}\n"


def test_an_agreement_of_another_is_taken_back_with_a_note(folder: OpenReview) -> None:
    edit(folder, "searches.yaml", FIRST)
    made = edit(folder, "searches.yaml", SECOND)
    refused(folder, "a", made, said="Say why you undo it")
    take_back(folder, "a", made, note="the number was right")
    assert (folder.root / "searches.yaml").read_text() == FIRST


def test_an_agreement_that_was_changed_again_is_not_put_back(folder: OpenReview) -> None:
    edit(folder, "searches.yaml", FIRST)
    made = edit(folder, "searches.yaml", SECOND)
    edit(folder, "searches.yaml", THIRD)
    refused(folder, "b", made, said="was changed again after")


def test_changes_of_an_agreement_are_taken_back_from_the_last_on(folder: OpenReview) -> None:
    edit(folder, "searches.yaml", FIRST)
    second = edit(folder, "searches.yaml", SECOND)
    third = edit(folder, "searches.yaml", THIRD)
    take_back(folder, "b", third)
    assert (folder.root / "searches.yaml").read_text() == SECOND
    take_back(folder, "b", second)
    assert (folder.root / "searches.yaml").read_text() == FIRST


def test_the_first_that_is_known_of_a_file_cannot_be_taken_back(folder: OpenReview) -> None:
    refused(folder, "b", edit(folder, "searches.yaml", FIRST), said="searches.yaml")
    assert (folder.root / "searches.yaml").read_text() == FIRST


def test_that_a_text_is_the_first_that_is_known_is_said(folder: OpenReview) -> None:
    made = edit(folder, "searches.yaml", FIRST)
    refused(folder, "b", made, said="is the first known version of searches.yaml")


def test_agreements_are_put_back_all_or_none(folder: OpenReview) -> None:
    edit(folder, "searches.yaml", FIRST)
    fine = edit(folder, "searches.yaml", SECOND)
    edit(folder, "codebooks/b.yaml", "codes: {a: A}")
    stale = edit(folder, "codebooks/b.yaml", "codes: {b: B}")
    edit(folder, "codebooks/b.yaml", "codes: {c: C}")
    refused(folder, "b", fine, stale, said="was changed again after")


def test_an_agreement_whose_undo_is_taken_back_reads_as_changed(folder: OpenReview) -> None:
    edit(folder, "searches.yaml", FIRST)
    made = edit(folder, "searches.yaml", SECOND)
    undos = take_back(folder, "b", made)
    take_back(folder, "b", *undos)
    assert (folder.root / "searches.yaml").read_text() == SECOND


def test_a_plan_names_a_changed_agreement(folder: OpenReview) -> None:
    made = edit(folder, "searches.yaml", FIRST)
    assert plan(folder, [made]).what == (f"{made}: a change to searches.yaml, first noticed by b",)


def test_a_plan_for_an_undo_says_what_counts_again(folder: OpenReview) -> None:
    made = decide(folder, "b", 1, "y")
    (done,) = take_back(folder, "b", made)
    found = plan(folder, [done])
    assert found.what == (f"{done}: the undo of {made}, by b; {made} counts again",)
    assert found.builds_on_it == (f"{made} will count again",)


# Whatever is taken back


@settings(max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 99), st.booleans()), min_size=1, max_size=6))
def test_after_any_undos_and_undos_of_undos_what_counts_is_what_was_done_without_them(
    choices: list[tuple[int, bool]],
) -> None:
    """The flow is that of a folder in which only what counts was ever done."""
    acts: list[tuple[str, int | str, str]] = [
        ("a", 1, "y"),
        ("b", 1, "n"),
        ("a", 2, "y"),
        ("b", 3, "n"),
        ("a", 1, "n"),
    ]
    with temporary() as root, temporary() as other:
        folder = begin(root, people=1)
        made = {decide(folder, *act): act for act in acts}
        for number, is_undo_wanted in choices:
            undos = [entry.undo for entry in folder.review.facts.taken_back]
            decisions = list(folder.review.facts.decisions)
            pool: list[Undo] | list[Decision] = undos if is_undo_wanted and undos else decisions
            if pool:
                target = pool[number % len(pool)]
                take_back(folder, target.by, target.id)
        kept = [made[decision.id] for decision in folder.review.facts.decisions]
        plain = begin(other, people=1)
        for act in kept:
            decide(plain, *act)
        assert flow_text(folder.review) == flow_text(plain.review)
        ids = logged_ids(root)
        assert len(set(ids)) == len(ids) == len(logged_ids(root))
