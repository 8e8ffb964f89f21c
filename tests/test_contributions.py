"""Who did what: the same thing counts once, tools are nobody, and every task has a role of CRediT."""

from dataclasses import replace
from datetime import UTC, datetime

from reviewkit.contributions import NOT_LOGGED, ROLE_OF, Credit, Done, Task, contributions
from reviewkit.errors import Place
from reviewkit.model import (
    Coding,
    Consulted,
    Decision,
    DuplicateVerdict,
    Facts,
    Import,
    Mark,
    Press,
    Retrieval,
    Reviewer,
    Segment,
    Source,
    TextRequest,
)
from reviewkit.protocol_differences import Changed
from reviewkit.words import Choice, ReviewerKind, Stage, Verdict
from tests.builders import protocol

PLAN = replace(
    protocol(),
    reviewers=(
        Reviewer("a", "Anne Berg", earlier_ids=("old",)),
        Reviewer("b"),
        Reviewer("robot", kind=ReviewerKind.TOOL),
        Reviewer("published", kind=ReviewerKind.PUBLICATION),
    ),
)


def facts(**known: object) -> Facts:
    return Facts(PLAN, **known)  # type: ignore[arg-type]


def decided(by: str, record: str, final: bool = False) -> Decision:
    return Decision(by, Stage.SCREENING, record, Choice.INCLUDE, final=final)


def test_a_record_that_somebody_decided_on_twice_counts_once_and_a_settlement_apart() -> None:
    found = contributions(
        facts(decisions=(decided("a", "x-1"), decided("a", "x-1"), decided("a", "x-2"), decided("a", "x-1", True)))
    )
    assert found == (
        Done("a", Task.SCREENED, 2, "screening"),
        Done("a", Task.SETTLED, 1, "screening"),
    )


def test_tools_and_publications_are_no_people() -> None:
    assert contributions(facts(decisions=(decided("robot", "x-1"), decided("published", "x-2")))) == ()


def test_verdicts_of_reviewkit_are_nobodys_work() -> None:
    verdicts = (
        DuplicateVerdict("a", "x-1", "x-2", Verdict.SAME, tool_version="1"),
        DuplicateVerdict("b", "x-1", "x-3", Verdict.SAME),
        DuplicateVerdict("b", "x-3", "x-1", Verdict.DIFFERENT),
    )
    assert contributions(facts(verdicts=verdicts)) == (Done("b", Task.COMPARED, 1),)


def test_a_librarian_whom_only_the_search_log_names_comes_last_and_a_reviewer_is_known_by_name() -> None:
    sources = (
        Source("cinahl", "CINAHL", searcher="Zoë Lie; anne berg"),
        Source("eric", "ERIC", searcher="Zoë Lie"),
    )
    found = contributions(facts(sources=sources, imports=(Import("cinahl", 1, "p", "s", by="old", id="i1"),)))
    assert found == (
        Done("a", Task.SEARCHED, 1),
        Done("a", Task.IMPORTED, 1),
        Done("Zoë Lie", Task.SEARCHED, 2),
    )


def test_who_reviewed_a_strategy_before_it_was_run_is_there() -> None:
    sources = (Source("cinahl", "CINAHL", press=Press("Grete")), Source("eric", "ERIC"))
    assert contributions(facts(sources=sources)) == (Done("Grete", Task.REVIEWED_SEARCHES, 1),)


def test_seeking_a_full_text_and_getting_it_is_one_report() -> None:
    found = contributions(
        facts(
            retrievals=(Retrieval("a", "x-1", True),),
            text_requests=(TextRequest("a", "x-1"), TextRequest("a", "x-2")),
        )
    )
    assert found == (Done("a", Task.FOUND_TEXTS, 2),)


def test_quotes_codings_consultations_and_changes_of_the_protocol_count() -> None:
    quotes = tuple(Segment(words, "", (Mark("trust"),)) for words in ("one", "one"))
    found = contributions(
        facts(
            codings=(
                Coding("a", "berg", "done", quotes, (), Place("x")),
                Coding("b", "berg", "in-progress", (), (), Place("y")),
            ),
            consultations=(Consulted("b", "a group", "2026-01-31", "time", id="c1"),),
        ),
        (Changed((), by="b", at=datetime(2026, 1, 1, tzinfo=UTC), event="e1"), Changed((), event="")),
    )
    assert found == (
        Done("a", Task.CODED, 2),
        Done("a", Task.CODED_STUDIES, 1),
        Done("b", Task.CONSULTED, 1),
        Done("b", Task.AGREED, 1),
    )


def test_every_task_has_a_role_and_the_others_are_those_of_no_log() -> None:
    assert set(ROLE_OF) == set(Task)
    assert set(ROLE_OF.values()) | set(NOT_LOGGED) == set(Credit)
    assert len(Credit) == 14  # CRediT has as many
    assert Credit.DRAFT in NOT_LOGGED
