"""Which included reports are one study (PRISMA 2020: a study is one or more reports)."""

from collections.abc import Mapping, Sequence

from reviewkit.errors import Level, Place, Problem
from reviewkit.model import Outcome, Study
from reviewkit.words import State

NO_RECORD = "no record"


def state_of(study: Study, report_of: Mapping[str, str], outcome_of: Mapping[str, Outcome]) -> str:
    """What became of a study: included where any of its reports is, else what its first report is."""
    states = [outcome_of[report_of[record]].state for record in study.records if record in report_of]
    return State.INCLUDED if State.INCLUDED in states else (states[0] if states else NO_RECORD)


def problems(
    studies: Sequence[Study], report_of: Mapping[str, str], outcome_of: Mapping[str, Outcome]
) -> list[Problem]:
    """Studies of records that are not there or not included, and included reports that no study names."""
    found = []
    for study in studies:
        found += [
            Problem(
                study.place, f"{study.key}: {record!r} is no record of this review", Level.ERROR, "unknown-record"
            )
            for record in study.records
            if record not in report_of
        ]
        state = state_of(study, report_of, outcome_of)
        if state != State.INCLUDED:
            message = f"{study.key}: no report of this study is included (it is: {state})"
            found.append(Problem(study.place, message, Level.ERROR, "study-not-included"))
    named = {report_of.get(record) for study in studies for record in study.records}
    found += [
        Problem(
            Place("studies.yaml"),
            f"{report} is included, but no study names it; it counts as a study of its own",
            Level.WARNING,
            "unnamed-study",
        )
        for report, outcome in outcome_of.items()
        if outcome.state is State.INCLUDED and report not in named
    ]
    return found
