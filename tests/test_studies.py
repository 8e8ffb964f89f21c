"""Included reports are studies, and studies are of included reports."""

import pytest

from reviewkit import studies
from reviewkit.errors import Level, Place
from reviewkit.model import Outcome, Study
from reviewkit.words import Stage, State

REPORT_OF = {"s-0001": "s-0001", "s-0002": "s-0001", "s-0003": "s-0003", "s-0004": "s-0004"}


def outcomes(**states: State) -> dict[str, Outcome]:
    """What became of the reports s-0001, s-0003 and s-0004."""
    known = {"one": "s-0001", "three": "s-0003", "four": "s-0004"}
    return {
        report: Outcome(report, states.get(word, State.EXCLUDED), Stage.SCREENING)
        for word, report in known.items()
    }


def study(*records: str, key: str = "berg") -> Study:
    return Study(key, "Berg (2020)", records, place=Place("studies.yaml", 2))


@pytest.mark.parametrize(
    ("records", "state"),
    [
        (("s-0001",), State.INCLUDED),
        (("s-0002",), State.INCLUDED),
        (("s-0003", "s-0002"), State.INCLUDED),
        (("s-0003",), State.WAITING),
        (("s-0004", "s-0003"), State.EXCLUDED),
        (("s-0003", "s-0004"), State.WAITING),
        (("s-0009", "s-0003"), State.WAITING),
        (("s-0009",), "no record"),
        ((), "no record"),
    ],
)
def test_a_study_is_included_where_any_of_its_reports_is(records: tuple[str, ...], state: str) -> None:
    found = outcomes(one=State.INCLUDED, three=State.WAITING)
    assert studies.state_of(study(*records), REPORT_OF, found) == state


def test_a_study_of_included_reports_is_no_problem() -> None:
    found = outcomes(one=State.INCLUDED, four=State.INCLUDED)
    assert studies.problems([study("s-0002", "s-0004")], REPORT_OF, found) == []


def test_a_record_that_is_not_there_is_named() -> None:
    found = studies.problems([study("s-0001", "s-0009", "x")], REPORT_OF, outcomes(one=State.INCLUDED))
    assert [problem.message for problem in found] == [
        "berg: 's-0009' is not a record in this review. Correct the id; ids look like cinahl-0017",
        "berg: 'x' is not a record in this review. Correct the id; ids look like cinahl-0017",
    ]
    assert {(problem.place, problem.level, problem.code) for problem in found} == {
        (Place("studies.yaml", 2), Level.ERROR, "unknown-record")
    }


def test_a_study_without_an_included_report_is_an_error_with_what_became_of_it() -> None:
    (problem,) = studies.problems([study("s-0003")], REPORT_OF, outcomes())
    assert (
        problem.message
        == "berg: no report of this study is included (its state is excluded). Check the decisions, or remove the study"
    )
    assert (problem.place, problem.level, problem.code) == (
        Place("studies.yaml", 2),
        Level.ERROR,
        "study-not-included",
    )


def test_an_included_report_that_no_study_names_is_a_study_of_its_own() -> None:
    found = studies.problems([study("s-0001")], REPORT_OF, outcomes(one=State.INCLUDED, four=State.INCLUDED))
    (problem,) = found
    assert problem.message == (
        "s-0004 is included, but belongs to no study, so it counts as a study of its own. To write such "
        "studies into studies.yaml: reviewkit studies --write"
    )
    assert (problem.place, problem.level, problem.code) == (Place("studies.yaml"), Level.NOTE, "unnamed-study")


def test_a_report_is_named_by_any_of_its_records() -> None:
    assert studies.problems([study("s-0002")], REPORT_OF, outcomes(one=State.INCLUDED)) == []


def test_a_study_without_records_is_an_error() -> None:
    (problem,) = studies.problems([study()], REPORT_OF, outcomes())
    assert "(its state is no record)" in problem.message


def test_a_review_without_studies_has_only_reports_to_name() -> None:
    assert studies.problems([], REPORT_OF, outcomes()) == []
    assert len(studies.problems([], REPORT_OF, outcomes(one=State.INCLUDED))) == 1
