"""What follows from the facts follows from nothing else, whatever was worked out before."""

import weakref
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import queue
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.model import (
    Code,
    Codebook,
    Coding,
    ConflictsOpened,
    Counts,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Export,
    Mark,
    Number,
    Retrieval,
    Reviewer,
    Segment,
    Source,
    Stamp,
    Study,
    one_stage,
)
from reviewkit.review import Facts, Review
from reviewkit.words import Arm, Order, OtherArm, Relation, Stage, State
from tests.builders import Stages, decision, moment, protocol, record, records, verdict

IDS = [f"{source}-{n:04d}" for source in ("medline", "web") for n in range(1, 4)]
M1, M2, M3, W1, W2, W3 = IDS
SOURCES = (Source("medline", "MEDLINE", hits=3), Source("web", "Websites", Arm.OTHER, hits=3))
RECORDS = records(*map(record, IDS))


def review(*decisions: Decision, stages: Stages = Stages.ONE, people: int = 1, **facts: Any) -> Review:
    plan = facts.pop("protocol", protocol(stages, people=people))
    return Review(Facts(plan, SOURCES, records=RECORDS, decisions=tuple(decisions), **facts))


# From records to reports


def test_a_report_is_called_by_its_first_record() -> None:
    found = review(verdicts=(verdict(M2, W1, "same"), verdict(W1, W3, "same")))
    assert found.reports == {M1: (M1,), M2: (M2, W1, W3), M3: (M3,), W2: (W2,)}
    assert found.report_of == {M1: M1, M2: M2, W1: M2, W3: M2, M3: M3, W2: W2}
    assert [group.kept for group in found.groups] == [M1, M2, M3, W2]


def test_a_report_knows_the_verdicts_that_make_it_one() -> None:
    found = review(verdicts=(verdict(M2, W1, "same"), verdict(M1, M3, "different")))
    assert [(one.first, one.second) for one in found.verdicts_of(M2)] == [(M2, W1)]
    assert found.verdicts_of(M1) == found.verdicts_of(W1) == found.verdicts_of("nothing") == ()


def test_pairs_that_wait_for_a_person_stand_best_first() -> None:
    found = review(
        verdicts=(
            verdict(M1, M2, "unsure", "0.1", score=80),
            verdict(M3, W1, "unsure", "0.1", score=95),
            verdict(M1, M3, "unsure", "0.1", score=80),
            verdict(W2, W3, "unsure", "0.1", score=99),
            verdict(W2, W3, "different", at="2"),
        )
    )
    assert [(pair.first, pair.second) for pair in found.possible_duplicates] == [(M3, W1), (M1, M2), (M1, M3)]


def test_a_pair_of_one_report_waits_for_nobody() -> None:
    found = review(
        verdicts=(verdict(M1, M2, "same"), verdict(M2, M3, "same"), verdict(M1, M3, "unsure", "0.1", at="2"))
    )
    assert found.possible_duplicates == ()


def test_a_pair_with_a_record_that_is_gone_waits_for_nobody() -> None:
    assert review(verdicts=(verdict(M1, "gone-0001", "unsure", "0.1"),)).possible_duplicates == ()


def related(first: str, second: str, relation: Relation) -> DuplicateVerdict:
    return replace(verdict(first, second, "different", "0.1"), relation=relation)


def test_reports_that_belong_together_are_found_by_how() -> None:
    found = review(
        verdicts=(
            related(M1, M3, Relation.PREPRINT),
            related(M2, M3, Relation.ERRATUM),
            related(M1, M2, Relation.ERRATUM),
            verdict(W1, W2, "different", "0.1"),
            replace(verdict(W2, W3, "same", "0.1"), relation=Relation.REPRINT),
            replace(verdict(M1, W1, "unsure", "0.1"), relation=Relation.ERRATUM),
        )
    )
    assert [(pair.first, pair.second, pair.relation) for pair in found.related] == [
        (M1, M2, Relation.ERRATUM),
        (M2, M3, Relation.ERRATUM),
        (M1, M3, Relation.PREPRINT),
    ]


def test_sources_are_told_apart_and_what_they_share() -> None:
    found = review(verdicts=(verdict(M1, W1, "same"), verdict(M2, M3, "same")))
    assert [(one.source, one.records, one.reports, one.only_here) for one in found.shares] == [
        ("medline", 3, 2, 1),
        ("web", 3, 3, 2),
    ]
    assert {one.sources: one.reports for one in found.overlaps} == {
        ("medline",): 1,
        ("web",): 2,
        ("medline", "web"): 1,
    }


def test_the_source_of_a_record_is_what_the_facts_say_else_what_the_record_says() -> None:
    assert review().source_of == {one: one.rpartition("-")[0] for one in IDS}
    renamed = dict.fromkeys(IDS, "embase")
    assert review(source_of=renamed).source_of == renamed


def test_exports_that_no_run_compared_are_found() -> None:
    exports = (Export("medline", "x", "ab"), Export("web", "y", "cd"))
    found = review(exports=exports, runs=(DedupeRun("0.1", frozenset({"ab"})),))
    assert found.never_compared == exports[1:]


def test_records_whose_import_was_taken_back_are_known() -> None:
    gone = Export("old", "x", "ab", ids="old", first=3, records=2)
    assert review(withdrawn=(gone,)).withdrawn == {"old-0003", "old-0004"}
    assert review().withdrawn == frozenset()


def test_a_report_has_the_fields_of_all_its_records_and_where_they_came_from() -> None:
    one = record("a-0001", title="Trust", year=2019)
    other = record("b-0001", title="TRUST", abstract="An abstract")
    found = Review(Facts(protocol(), records=records(one, other), verdicts=(verdict("a-0001", "b-0001", "same"),)))
    assert found.merged("a-0001").id == "a-0001"
    assert found.merged("b-0001").title == "TRUST", "a record that is not the kept one stands for itself"
    assert {(row.field, row.records) for row in found.field_origins("a-0001")} == {
        ("title", ("a-0001", "b-0001")),
        ("year", ("a-0001",)),
        ("abstract", ("b-0001",)),
    }


# From decisions to outcomes


def test_other_methods_that_are_kept_apart_go_straight_to_their_full_texts() -> None:
    apart = protocol(Stages.TWO, OtherArm.SEPARATE, people=1)
    found = review(protocol=apart, verdicts=(verdict(M1, W1, "same"),))
    assert found.skips_title_abstract == {W2, W3}
    assert {report: outcome.state for report, outcome in found.outcomes.items()} == {
        M1: State.WAITING,
        M2: State.WAITING,
        M3: State.WAITING,
        W2: State.SOUGHT,
        W3: State.SOUGHT,
    }
    assert review(stages=Stages.TWO).skips_title_abstract == frozenset()


def test_studies_with_an_included_report_are_included() -> None:
    studies = tuple(Study(key, key, (one,)) for key, one in (("berg", M1), ("aas", M2), ("oden", "gone-0001")))
    found = review(decision("a", M1, "include"), decision("a", M2, "exclude"), studies=studies)
    assert [study.key for study in found.included_studies] == ["berg"]


def test_conflicts_and_decisions_are_shown_once_everybody_has_decided_at_the_stage() -> None:
    conflict = [decision("a", M1, "include"), decision("b", M1, "exclude")]
    found = review(*conflict, decision("a", M2, "include"), people=2)
    assert found.conflicts_for("a") == ()
    assert found.conflicts_closed_to("a") == {Stage.SCREENING: 1}
    assert [one.by for one in found.decisions_shown_to("a", M1)] == ["a"]
    assert [one.by for one in found.all_decisions_shown_to("a", M1)] == ["a"]
    rest = [decision(who, one, "include") for one in RECORDS if one != M1 for who in "ab"]
    found = review(*conflict, *rest, people=2)
    (shown,) = found.conflicts_for("a")
    assert (shown.report, len(shown.decisions or ())) == (M1, 2)
    assert found.conflicts_closed_to("a") == {}
    assert len(found.decisions_shown_to("a", M1)) == len(found.all_decisions_shown_to("a", M1)) == 2


def test_conflicts_that_were_opened_are_shown_except_to_who_still_has_to_decide() -> None:
    known = [decision("a", M1, "include"), decision("b", M1, "exclude"), decision("a", M2, "include")]
    opened = (ConflictsOpened("a", Stage.SCREENING, "we meet"),)
    found = review(*known, people=2, openings=opened)
    (conflict,) = found.conflicts_for("b")
    assert (conflict.report, len(conflict.decisions or ())) == (M1, 2)
    assert len(found.decisions_shown_to("b", M1)) == 2
    assert found.decisions_shown_to("b", M2) == ()
    assert found.conflicts_for("") == ()
    other_stage = (ConflictsOpened("a", Stage.FULL_TEXT, "we meet"),)
    assert review(*known, people=2, openings=other_stage).conflicts_for("b") == ()


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 5), st.sampled_from(["include", "exclude", "maybe"])))
)
def test_a_queue_that_is_taken_over_is_the_queue_worked_out_anew(said: list[tuple[str, int, str]]) -> None:
    """As the page does it: each decision makes a new review from the one before."""
    names = list(RECORDS)
    plan = protocol(Stages.TWO, people=2)
    facts = Facts(plan, records=RECORDS, retrievals=RETRIEVALS)
    found = Review(facts)
    found.queue_of("a"), found.queue_of("b", Order.TITLE), found.last_own_decisions_of("a")
    for number, (who, place, choice) in enumerate(said):
        stage = found.outcomes[names[place % len(names)]].stage
        one = decision(who, names[place % len(names)], choice, stage, at=str(number))
        facts = replace(facts, decisions=(*facts.decisions, one))
        found = Review(facts, before=found)
        anew = Review(facts)
        assert found.queue_of("a") == anew.queue_of("a")
        assert found.queue_of("b", Order.TITLE) == anew.queue_of("b", Order.TITLE)
        assert found.own_decisions_of("a") == anew.own_decisions_of("a")
        last = found.last_own_decisions_of("a")
        assert list(last.items()) == list(anew.last_own_decisions_of("a").items())


def test_a_queue_of_another_day_is_worked_out_anew() -> None:
    """Somebody who left gets nothing more, though no decision was made since."""
    plan = replace(protocol(), reviewers=(Reviewer("a", until=date(2026, 1, 31)), Reviewer("b")))
    facts = Facts(plan, records=RECORDS, today=date(2026, 1, 31))
    before = Review(facts)
    assert len(before.queue_of("a")) == len(RECORDS)
    before.outcomes  # noqa: B018 - as an open folder has them
    assert Review(replace(facts, today=date(2026, 2, 1)), before=before).queue_of("a") == ()


def test_orders_of_the_same_reports_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = Facts(protocol(), records=RECORDS)
    found = Review(facts)
    found.queue_of("a")
    monkeypatch.setattr(queue, "ranks", None)
    later = Review(replace(facts, decisions=(decision("a", M1, "include"),)), before=found)
    assert len(later.queue_of("a")) == len(RECORDS) - 1


def test_records_of_one_report_that_were_decided_on_differently_are_found() -> None:
    votes = (decision("a", M1, "include"), decision("a", M2, "exclude"))
    assert review(*votes).decided_differently == frozenset()
    assert review(*votes, verdicts=(verdict(M1, M2, "same"),)).decided_differently == {M1}


BOOK = Codebook("themes", "Themes", "1", "en", (Code("trust", "theme", {"en": "Trust"}),))


def coded(study: str, code: str = "trust") -> Coding:
    return Coding(
        "a", study, "done", (Segment("words", "", (Mark(code),)),), (), Place(f"coding/a/{study}.yaml", 1)
    )


def test_a_matrix_is_of_the_included_studies() -> None:
    studies = (Study("berg", "Berg", (M1,)), Study("aas", "Aas", (M2,)))
    found = review(
        decision("a", M1, "include"),
        decision("a", M2, "exclude"),
        studies=studies,
        codebooks=(BOOK, replace(BOOK, name="other")),
        codings=(coded("berg"), coded("aas")),
    )
    assert list(found.matrices) == ["themes", "other"]
    assert [study.key for study in found.matrices["themes"].studies] == ["berg"]
    assert found.matrices["themes"].marks == 1
    assert any("is not included (its state is excluded)" in problem.message for problem in found.coding_problems)


def test_the_matrices_of_one_coder_are_of_their_own_codings() -> None:
    found = review(
        decision("a", M1, "include"),
        studies=(Study("berg", "Berg", (M1,)),),
        codebooks=(BOOK,),
        codings=(coded("berg"), replace(coded("berg"), coder="b", segments=())),
    )
    assert [found.matrices_of(coder)["themes"].marks for coder in ("a", "b")] == [1, 0]
    with pytest.raises(ReviewkitError, match=r"'c' has not coded anything\. Coders are: a, b$"):
        found.matrices_of("c")
    with pytest.raises(ReviewkitError, match=r"Coders are: \(nobody yet\)"):
        review().matrices_of("a")


# Problems


def test_problems_of_every_stage_are_gathered_sorted_and_once() -> None:
    odd = Problem(Place("a file", 3), "odd", Level.NOTE, "odd")
    found = review(
        decision("a", M1, "include"),
        decision("zoe", M2, "include"),
        exports=(Export("medline", "searches/medline/x.ris", "ab"),),
        verdicts=(verdict(M1, "gone-0001", "same"),),
        studies=(Study("berg", "Berg", (M3,)),),
        codebooks=(BOOK,),
        codings=(coded("berg"), coded("nobody", "trsut")),
        problems=(odd, odd),
        protocol=replace(protocol(people=1), reviewers=protocol().reviewers[:1]),
    )
    assert {problem.code for problem in found.problems} == {
        "odd",
        "unknown-reviewer",
        "not-deduplicated",
        "unknown-record",
        "study-not-included",
        "unnamed-study",
        "unknown-study",
        "unknown-code",
    }
    assert list(found.problems) == sorted(set(found.problems))
    assert found.problems.count(odd) == 1
    assert {problem.code for problem in found.coding_problems} == {
        "study-not-included",
        "unknown-study",
        "unknown-code",
    }


def test_hits_of_the_search_log_are_held_against_the_records() -> None:
    found = Review(Facts(protocol(), (Source("medline", "M", hits=9),), records=records(record(M1))))
    assert [problem.code for problem in found.problems] == ["hits"]
    assert [(source.name, count) for source, count in found.sources_with_counts()] == [("medline", 1)]


def test_acts_on_records_whose_import_was_taken_back_are_no_error() -> None:
    gone = Export("old", "x", "ab", ids="old", records=1)
    found = review(
        decision("a", "old-0001", "include"), verdicts=(verdict(M1, "old-0001", "same"),), withdrawn=(gone,)
    )
    assert [problem.code for problem in found.problems] == ["withdrawn-record"]


def test_facts_without_a_flaw_have_no_problem() -> None:
    assert review(decision("a", M1, "exclude", reason="outcome")).problems == ()


def test_numbers_that_leave_a_sum_open_are_to_be_corrected_where_they_are_written() -> None:
    numbers = Counts(
        Place("review.yaml", 9), stages=one_stage(), identified={"databases": Number(5)}, excluded={}, screened={}
    )
    plan = replace(protocol(), numbers=numbers)
    (problem,) = [one for one in Review(Facts(plan)).problems if one.code == "A2"]
    assert problem.place == Place("review.yaml", 9)
    assert problem.message.endswith("5 are not accounted for. Correct `numbers` in review.yaml")


def test_a_flow_that_did_not_add_up_would_be_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from reviewkit import balance
    from reviewkit.balance import BalanceCheck

    wrong = [BalanceCheck("A4", "2 = 3", 2, 3), BalanceCheck("A1", "2 = 2", 2, 2)]
    monkeypatch.setattr(balance, "checks", lambda flow: wrong)
    assert review().problems == (
        Problem(
            Place("review.yaml"),
            "A4 does not add up: 2 = 3, but the left side is 2: 1 too many. Please report this as an error in "
            "reviewkit",
            Level.ERROR,
            "A4",
        ),
    )


# What was worked out before


def test_facts_given_as_a_function_are_read_once_and_when_they_are_needed() -> None:
    read = []

    def facts() -> Facts:
        read.append(True)
        return Facts(protocol(), SOURCES, records=RECORDS)

    found = Review(facts)
    assert read == []
    assert len(found.reports) == len(found.records) == 6
    assert found.flow.n("screened") == 6
    assert read == [True]


decisions = st.lists(
    st.builds(
        decision,
        st.sampled_from(["a", "b", "robot"]),
        st.sampled_from([*IDS, "gone-0001"]),
        st.sampled_from(["include", "exclude", "maybe"]),
        st.sampled_from(["title-abstract", "full-text", "screening", "before-screening"]),
        st.sampled_from(["", "population"]),
        st.sampled_from("123456789"),
        st.booleans(),
    ),
    max_size=14,
    unique_by=lambda one: one.id,
)
plans = st.builds(protocol, st.sampled_from(Stages), st.sampled_from(OtherArm), st.sampled_from([1, 2]))
RETRIEVALS = tuple(
    Retrieval("a", one, had, at=moment("1"), id=one, stamp=Stamp(moment("1"), "a"))
    for one, had in ((M1, True), (M2, False), (W1, True))
)


def all_of(found: Review) -> list[Any]:
    """What follows from decisions and what does not."""
    return [
        found.outcomes,
        found.flow,
        found.problems,
        found.groups,
        found.shares,
        found.overlaps,
        found.skips_title_abstract,
        found.decided_differently,
        found.conflicts_for("a"),
    ]


def test_what_read_the_facts_is_let_go_of_once_they_are_read() -> None:
    """It keeps files open, which would otherwise stay open for as long as the two hold each other."""

    class Reader:
        def __call__(self) -> Facts:
            return Facts(protocol())

    reader = Reader()
    gone = weakref.ref(reader)
    found = Review(reader)
    assert found.facts.protocol == protocol()
    del reader
    assert gone() is None


@given(plans, decisions, st.data())
def test_a_review_that_goes_on_from_an_earlier_one_says_what_one_made_anew_says(
    plan: Any, given_: list[Decision], data: st.DataObject
) -> None:
    """A few decisions more; some taken back; other verdicts, retrievals or studies: whatever became of the facts."""
    first = Facts(plan, SOURCES, records=RECORDS, retrievals=RETRIEVALS, verdicts=(verdict(M1, W1, "same"),))
    kept = data.draw(st.integers(0, len(given_)))
    before = Review(replace(first, decisions=tuple(given_[:kept])))
    if data.draw(st.booleans()):
        all_of(before)
    change = data.draw(
        st.sampled_from(["more", "others", "verdicts", "retrievals", "studies", "protocol", "records"])
    )
    now = replace(first, decisions=tuple(given_))
    if change == "others":
        now = replace(now, decisions=tuple(data.draw(decisions)))
    elif change == "verdicts":
        now = replace(now, verdicts=(verdict(M2, M3, "same"),))
    elif change == "retrievals":
        now = replace(now, retrievals=RETRIEVALS[1:])
    elif change == "studies":
        now = replace(now, studies=(Study("berg", "Berg", (M1, W1)),))
    elif change == "protocol":
        now = replace(now, protocol=protocol(people=1))
    elif change == "records":
        now = replace(now, records=records(*map(record, IDS[:5])))
    assert all_of(Review(now, before=before)) == all_of(Review(now))


def test_a_few_decisions_leave_the_outcomes_of_other_reports_as_they_are() -> None:
    facts = Facts(protocol(people=1), SOURCES, records=RECORDS, decisions=(decision("a", M1, "include"),))
    before = Review(facts)
    all_of(before)
    now = Review(replace(facts, decisions=(*facts.decisions, decision("a", M2, "include"))), before=before)
    assert now.outcomes[M2].state is State.INCLUDED
    assert all(now.outcomes[one] is before.outcomes[one] for one in IDS if one != M2)
    assert now.reports is before.reports
    assert now.flow.n("new.reports") == 2


def test_outcomes_are_in_the_order_of_the_reports_after_decisions_too() -> None:
    facts = Facts(protocol(people=1), SOURCES, records=RECORDS)
    before = Review(facts)
    all_of(before)
    now = Review(
        replace(facts, decisions=(decision("a", W3, "include"), decision("a", M1, "include"))), before=before
    )
    assert list(now.outcomes) == list(now.reports) == IDS


def test_a_stage_that_is_none_of_the_review_moves_nothing() -> None:
    found = review(decision("a", M1, "exclude", "full-text"))
    assert found.outcomes[M1].state is State.WAITING
    assert found.outcomes[M1].stage == Stage.SCREENING


def test_decisions_of_a_stage_are_shown_when_nobody_decides_there_any_more() -> None:
    decisions = (
        decision("a", "s-0001", "include", "title-abstract", at="1"),
        decision("b", "s-0001", "include", "title-abstract", at="2"),
        decision("a", "s-0001", "exclude", "full-text", at="3"),
        decision("b", "s-0002", "exclude", "full-text", at="4"),
    )
    rest = tuple(decision(who, "s-0002", "exclude", "title-abstract", at="5") for who in "ab")

    def shown(who: str, report: str, decisions: tuple[Decision, ...]) -> list[tuple[str, str]]:
        records = {name: record(name) for name in ("s-0001", "s-0002")}
        review = Review(Facts(protocol(Stages.TWO), records=records, decisions=decisions))
        return [(one.by, one.stage) for one in review.all_decisions_shown_to(who, report)]

    assert shown("a", "s-0001", decisions) == [("a", "title-abstract"), ("a", "full-text")]
    assert shown("", "s-0001", decisions) == []
    assert shown("b", "s-0002", decisions) == [("b", "full-text")]
    first_stage = [("a", "title-abstract"), ("b", "title-abstract")]
    assert shown("a", "s-0001", (*decisions, *rest)) == [*first_stage, ("a", "full-text")]
    assert shown("b", "s-0001", (*decisions, *rest)) == shown("", "s-0001", (*decisions, *rest)) == first_stage


def test_what_builds_on_an_export_that_cannot_be_read_is_no_further_problem() -> None:
    """The export is the problem; nobody is to undo decisions, or to remove a study, because of it."""
    missing = Export("medline", "searches/medline/x.ris", "ab", ids="gone", unread=2)
    found = review(
        decision("a", "gone-0001", "include"),
        exports=(missing,),
        runs=(DedupeRun("0.3", frozenset({"ab"})),),
        verdicts=(verdict(M1, "gone-0002", "same"),),
        studies=(Study("berg", "Berg", ("gone-0001",)),),
        codebooks=(BOOK,),
        codings=(coded("berg"),),
    )
    assert found.problems == ()
    assert {problem.code for problem in replaced(found, "gone-0003")} == {"unknown-record", "study-not-included"}


def replaced(found: Review, record: str) -> tuple[Problem, ...]:
    """The problems with a study of another record."""
    study = replace(found.facts.studies[0], records=(record,))
    return Review(replace(found.facts, studies=(study,), codings=())).problems
