"""Which included reports belong to one study (PRISMA 2020: a study has one or more reports)."""

from collections.abc import Mapping, Sequence

from reviewkit.errors import Level, Place, Problem
from reviewkit.model import Outcome, Study
from reviewkit.words import State

NO_RECORD = "no record"


def state_of(study: Study, report_of: Mapping[str, str], outcome_of: Mapping[str, Outcome]) -> str:
    """The state of a study: included if any of its reports is, else the state of its first report."""
    states = [outcome_of[report_of[record]].state for record in study.records if record in report_of]
    return State.INCLUDED if State.INCLUDED in states else (states[0] if states else NO_RECORD)


def problems(
    studies: Sequence[Study], report_of: Mapping[str, str], outcome_of: Mapping[str, Outcome]
) -> list[Problem]:
    """Studies whose records are missing or not included, and included reports that belong to no study."""
    found = []
    for study in studies:
        found += [
            Problem(
                study.place,
                f"{study.key}: {record!r} is not a record in this review. Correct the id; ids look like cinahl-0017",
                Level.ERROR,
                "unknown-record",
            )
            for record in study.records
            if record not in report_of
        ]
        state = state_of(study, report_of, outcome_of)
        if state != State.INCLUDED:
            message = (
                f"{study.key}: no report of this study is included (its state is {state}). Check the decisions, or "
                "remove the study"
            )
            found.append(Problem(study.place, message, Level.ERROR, "study-not-included"))
    named = {report_of.get(record) for study in studies for record in study.records}
    found += [
        Problem(
            Place("studies.yaml"),
            f"{report} is included, but belongs to no study, so it counts as a study of its own. Add it to a study",
            Level.WARNING,
            "unnamed-study",
        )
        for report, outcome in outcome_of.items()
        if outcome.state is State.INCLUDED and report not in named
    ]
    return found
