"""How far a review is, and what is to be done next."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reviewkit import codebook_changes as changes
from reviewkit import progress
from reviewkit.actions import charting, codebook, coding, duplicates, retrieval, screening, undo
from reviewkit.actions.codebook import Noted
from reviewkit.errors import Level, Place, Problem
from reviewkit.model import (
    Decision,
    DedupeRun,
    Export,
    Import,
    Pilot,
    SourceRename,
    Stamp,
    TakenBack,
    Undo,
)
from reviewkit.progress import Answers
from reviewkit.review import Facts, Review
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Stage, Verdict
from tests.builders import Stages, decision, moment, protocol, record, records, verdict
from tests.chart_forms import FORM
from tests.folders import begin, bring, charted_by, decide, ready_to_code, with_form

IDS = [f"s-{n:04d}" for n in range(1, 4)]


def review(*decisions: Decision, people: int = 2, **facts: Any) -> Review:
    return Review(
        Facts(protocol(people=people), records=records(*map(record, IDS)), decisions=tuple(decisions), **facts)
    )


def test_who_has_how_much_left() -> None:
    found = review(decision("a", IDS[0], "include"), decision("robot", IDS[1], "exclude"))
    assert progress.left(found) == {"a": 1, "b": 2}


def test_who_has_nothing_left_and_who_is_a_tool_is_not_named() -> None:
    found = review(*(decision("a", one, "include") for one in IDS))
    assert progress.left(found) == {"b": 3}
    done = review(*(decision(who, one, "include") for who in "ab" for one in IDS))
    assert progress.left(done) == {}


def test_everything_is_counted() -> None:
    found = review(
        decision("a", IDS[0], "include"),
        decision("b", IDS[0], "include"),
        decision("a", IDS[2], "include"),
        decision("b", IDS[2], "exclude"),
        verdicts=(verdict(IDS[0], IDS[1], "same"), verdict(IDS[0], IDS[2], "unsure", "0.1", at="2")),
        exports=(Export("s", "x.ris", "ab"),),
    )
    now = progress.progress(found, "0123")
    assert (now.title, now.language, now.digest) == ("A review", "en", "0123")
    assert (now.exports, now.records, now.reports, now.possible_duplicates) == (1, 3, 2, 1)
    assert (now.waiting, now.conflicts, now.included_reports, now.included_studies) == ({}, 1, 1, 1)


def test_answers_are_of_one_review() -> None:
    found = review()
    made = progress.answers(found, "x")
    assert (made.flow, made.problems, made.progress) == (found.flow, found.problems, progress.progress(found, "x"))


def test_only_notes_are_not_serious() -> None:
    problems = tuple(Problem(Place("x"), level.value, level) for level in Level)
    made = replace(progress.answers(review()), problems=problems)
    assert isinstance(made, Answers)
    assert [problem.level for problem in made.serious] == [Level.WARNING, Level.ERROR]


# The next step, from the first to the last


def next_of(folder: OpenReview) -> str:
    review = folder.refresh()
    return progress.next_step(review, progress.left(review))


def test_with_a_form_charting_comes_before_coding_and_its_differences_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_form(monkeypatch, FORM)
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg")
    for number in range(1, 5):
        decide(folder, "a", number, "y" if number == 1 else "n")
    charted_by(folder, 2)
    for who in "ab":
        assert next_of(folder) == "reviewkit chart"
        charting.set_value(folder, who, "berg", "aim", f"to learn, says {who}")
        charting.finish(folder, who, "berg")
    assert next_of(folder) == "reviewkit chart differences"
    charting.settle(folder, "a", "berg", "aim", "to learn")
    assert next_of(folder).startswith("reviewkit code add")


def test_each_step_leads_to_the_next(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", records=0)
    assert next_of(folder) == "reviewkit import FILE --source NAME"
    bring(folder, "cinahl", 3)
    assert next_of(folder) == "reviewkit dedupe"
    duplicates.run(folder, "a")
    duplicates.answer(folder, "a", ("cinahl-0002", "cinahl-0003"), Verdict.UNSURE)
    assert next_of(folder) == "reviewkit dedupe review"
    duplicates.answer(folder, "a", ("cinahl-0002", "cinahl-0003"), Verdict.DIFFERENT)
    assert next_of(folder) == "reviewkit screen --as a"
    for number in (1, 2, 3):
        decide(folder, "a", number, "y")
    assert next_of(folder) == "reviewkit screen --as b"
    for number, choice in enumerate("ynn", start=1):
        decide(folder, "b", number, choice)
    assert next_of(folder) == "reviewkit screen conflicts"
    for number in (2, 3):
        screening.settle(folder, "a", f"cinahl-{number:04d}", Choice.EXCLUDE, "outcome")
    assert next_of(folder) == "reviewkit studies --write"
    ready_to_code(folder, "berg")
    assert next_of(folder) == "reviewkit code add STUDY --code CODE --quote '...'"
    coding.add_quote(folder, "a", "berg", "words", ["trust"])
    assert next_of(folder) == "reviewkit code"
    coding.finish_study(folder, "a", "berg", "done")
    calm = changes.create("calm", "Calm", "theme", {"status": "candidate"})
    codebook.change(folder, "a", calm, Noted("seen"))
    assert next_of(folder) == "reviewkit code lists no-theme"
    codebook.change(folder, "a", changes.move("trust", "calm"), Noted("it is about it"))
    assert next_of(folder) == "reviewkit code lists candidates"
    codebook.change(folder, "a", changes.promote("calm"), Noted("we agreed"))
    assert next_of(folder) == "reviewkit prisma -o flow.svg; reviewkit matrix -o table1.docx"


def test_full_texts_are_decided_on_before_studies_are_written(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", stages="two", people=1, records=1)
    decide(folder, "a", 1, "y")
    assert next_of(folder) == "reviewkit screen --as a"
    decide(folder, "a", 1, "y")
    assert next_of(folder) == "reviewkit studies --write"


def test_a_full_text_that_nobody_waits_for_is_still_sought() -> None:
    passed = [decision("a", one, "include", "title-abstract") for one in IDS]
    plan = protocol(Stages.TWO, people=1)
    found = Review(
        Facts(
            plan,
            records=records(*map(record, IDS)),
            decisions=tuple(passed),
            exports=(Export("s", "x.ris", "ab", records=3),),
            runs=(DedupeRun("0", frozenset({"ab"})),),
        )
    )
    assert progress.next_step(found, {}) == "reviewkit screen sought --open"


def test_a_report_that_waits_for_nobody_is_a_problem_to_look_at() -> None:
    found = review(
        *(decision(who, one, "include") for who in "ab" for one in IDS),
        people=3,
        exports=(Export("s", "x.ris", "ab", records=3),),
        runs=(DedupeRun("0", frozenset({"ab"})),),
    )
    assert progress.next_step(found, progress.left(found)) == "reviewkit check"
    assert "nobody-left" in {problem.code for problem in found.problems}


# What was undone lately


def back(act: Any, by: str, note: str = "", day: str = "1") -> TakenBack:
    at = moment(day)
    return TakenBack(act, Undo(act.id, by, note, at=at, id=f"u-{act.id}", stamp=Stamp(at, by)))


AN_IMPORT = Import("cinahl", 1, "searches/cinahl/x.ris", "ab", by="a", id="i")


def said(*entries: TakenBack) -> tuple[str, ...]:
    return progress.progress(review(taken_back=entries)).taken_back


def test_imports_runs_and_renames_are_named_whoever_took_them_back() -> None:
    entries = (
        back(AN_IMPORT, "a", "the wrong search"),
        back(DedupeRun("0.3", frozenset(), by="reviewkit", id="r"), "b", day="2"),
        back(SourceRename("i", "x", "b", id="s"), "b", day="3"),
    )
    assert said(*entries) == (
        "a undid the import of searches/cinahl/x.ris on 2026-01-02: the wrong search",
        "b undid a dedupe run on 2026-01-03",
        "b undid the renaming of a source on 2026-01-04",
    )


def test_of_other_acts_those_are_named_that_somebody_else_took_back() -> None:
    settled = decision("a", IDS[0], "include", final=True)
    assert said(back(settled, "a")) == ()
    assert said(back(settled, "b", "no")) == (f"b undid {settled.id} on 2026-01-02: no",)


def test_verdicts_that_went_with_their_run_are_not_named() -> None:
    machine = verdict(IDS[0], IDS[1], "same", "0.3", by="reviewkit")
    assert said(back(machine, "b")) == ()


def test_the_last_five_are_named_in_their_order() -> None:
    entries = [back(replace(AN_IMPORT, path=f"{n}.ris", id=str(n)), "a", day=str(n)) for n in range(7)]
    found = said(*reversed(entries))
    assert [one.split()[5].removesuffix(".ris") for one in found] == ["2", "3", "4", "5", "6"]


def test_what_is_counted_tells_nothing_of_who_decided_what(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    for number, choice in enumerate("ynyn", start=1):
        decide(folder, "a", number, choice)
    one = progress.progress(folder.review)
    other = begin(tmp_path / "other")
    for number, choice in enumerate("nyny", start=1):
        decide(other, "a", number, choice)
    assert one == progress.progress(other.review)


def test_an_undo_in_a_folder_is_told(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1)
    (made,) = retrieval.record_retrieval(folder, "a", ["cinahl-0001"], False)
    undo.undo(folder, "b", [made], "the library has it")
    (line,) = progress.progress(folder.review).taken_back
    assert line.startswith(f"b undid {made} on ")
    assert line.endswith(": the library has it")


@pytest.mark.parametrize("people", [1, 2, 3])
def test_as_many_are_awaited_as_the_protocol_asks_for(people: int) -> None:
    found = review(decision("a", IDS[0], "include"), people=people)
    assert progress.left(found).get("b", 0) == (2 if people == 1 else 3)


def test_in_a_pilot_the_next_step_is_that_of_who_is_still_to_finish() -> None:
    drawn = Pilot("a", Stage.SCREENING, 1, ("a", "b"), (IDS[0],), id="p")
    run = DedupeRun("0.3.0", frozenset({"ab"}))
    begun = review(
        decision("a", IDS[0], "include"), pilots=(drawn,), exports=(Export("s", "s.ris", "ab"),), runs=(run,)
    )
    found = progress.progress(begun)
    assert (found.waiting, found.next_step) == ({"b": 1}, "reviewkit screen --as b")
    assert [(state.event, dict(state.left)) for state in found.pilots] == [("p", {"b": 1})]


def test_a_pilot_that_was_undone_is_told() -> None:
    drawn = Pilot("a", Stage.SCREENING, 1, ("a", "b"), (IDS[0],), at=moment("1"), id="p")
    undone = TakenBack(drawn, Undo("p", "b", "too early", at=moment("2")))
    assert progress.progress(review(taken_back=(undone,))).taken_back == (
        "b undid a pilot on 2026-01-03: too early",
    )


@pytest.mark.parametrize(("coders", "coded"), [(1, [0, 1, 1, 2]), (2, [0, 0, 1, 1])])
def test_a_study_is_coded_once_as_many_people_as_the_protocol_asks_for_are_done(
    tmp_path: Path, coders: int, coded: list[int]
) -> None:
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg", "aas")
    plan = folder.root / "review.yaml"
    plan.write_text(f"{plan.read_text('utf-8')}coders_per_study: {coders}\n", "utf-8")
    for number in (1, 2):
        decide(folder, "a", number, "y")
    counts = [progress.coded_studies(folder.refresh())]
    for who, study in (("a", "berg"), ("b", "berg"), ("a", "aas")):
        coding.finish_study(folder, who, study, "done-nothing-found")
        counts.append(progress.coded_studies(folder.review))
    assert counts == coded
