"""Included reports are studies, and studies are of included reports."""

from dataclasses import replace

import pytest

from reviewkit import studies
from reviewkit.errors import Level, Place, ReviewkitError
from reviewkit.model import Outcome, Record, Study
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
    assert "(it names no records). Add `records: [...]`, such as cinahl-0017" in problem.message


def test_a_review_without_studies_has_only_reports_to_name() -> None:
    assert studies.problems([], REPORT_OF, outcomes()) == []
    assert len(studies.problems([], REPORT_OF, outcomes(one=State.INCLUDED))) == 1


@pytest.mark.parametrize("dash", "‐‑–—−")
def test_a_dash_that_word_made_of_the_hyphen_in_an_id_is_explained(dash: str) -> None:
    found = studies.problems([study(f"s{dash}0001")], REPORT_OF, outcomes(one=State.INCLUDED))
    assert "did you mean 's-0001', with a hyphen?" in found[0].message


@pytest.mark.parametrize("written", ["s-0001; s-0003", "s-0001, s-0003", "s-0001 og s-0003"])
def test_several_ids_that_are_written_as_one_are_explained(written: str) -> None:
    found = studies.problems([study(written)], REPORT_OF, outcomes(one=State.INCLUDED))
    assert "Several ids belong in brackets, with commas: [s-0001, s-0003]" in found[0].message


# --- studies that nobody can tell apart, and sets of them -----------------------------------------------------------


@pytest.mark.parametrize("citation", ["Berg (2020)", "Berg, 2020", "berg  (2020)"])
def test_two_studies_with_one_citation_are_a_warning(citation: str) -> None:
    two = (study("s-0001"), replace(study("s-0003", key="berg2"), citation=citation))
    (problem,) = studies.cited_alike(two)
    assert (problem.level, problem.code) == (Level.WARNING, "same-name")
    assert "berg and berg2 are both cited" in problem.message
    assert studies.cited_alike((two[0], replace(two[1], citation="Berg (2020b)"))) == []


def test_proposed_studies_with_one_citation_are_told_apart_by_letters() -> None:
    records = {
        name: Record(name, "s", Place("x", 1), authors=("Berg, A",), year=2020) for name in ("s-1", "s-2", "s-3")
    }
    reports = {name: (name,) for name in ("s-1", "s-2")}
    found = studies.proposed(reports, records, ())
    assert [one.citation for one in found] == ["Berg (2020a)", "Berg (2020b)"]
    (alone,) = studies.proposed({"s-3": ("s-3",)}, records, (study("s-0001"),))
    assert alone.citation == "Berg (2020b)"
    assert studies.cited_alike(found) == []


def test_a_set_of_the_included_studies_is_chosen_by_its_name_and_studies_by_their_keys() -> None:
    core = replace(study("s-0001"), sets=("core", "nordic"))
    other = study("s-0003", key="aas")
    assert studies.chosen((core, other), "core", ()) == (core,)
    assert studies.chosen((core, other), "", ("aas", "berg", "aas")) == (other, core)
    assert studies.chosen((core, other), "", ()) == (core, other)


@pytest.mark.parametrize("name", ["core", "Core", "CORE ", "c\u00f6re"])
def test_a_set_is_one_however_its_name_is_written(name: str) -> None:
    two = (replace(study("s-0001"), sets=(name,)), replace(study("s-0003", key="aas"), sets=("core", "Kjerne")))
    assert len(studies.chosen(two, "core", ())) == (1 if name == "c\u00f6re" else 2)


@pytest.mark.parametrize(
    ("set_name", "keys", "said"),
    [
        ("cores", (), "in a set 'cores'; there are: core"),
        ("", ("dahl",), "no included study 'dahl'; there are: berg"),
    ],
)
def test_a_set_or_study_that_there_is_not_is_refused(set_name: str, keys: tuple[str, ...], said: str) -> None:
    with pytest.raises(ReviewkitError, match=said):
        studies.chosen((replace(study("s-0001"), sets=("core",)),), set_name, keys)
