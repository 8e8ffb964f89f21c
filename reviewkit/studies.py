"""Which included reports belong to one study (PRISMA 2020: a study has one or more reports)."""

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase

from reviewkit import normalize
from reviewkit.errors import Level, Place, Problem
from reviewkit.model import Outcome, Record, Study
from reviewkit.words import State

NO_RECORD = "no record"


def state_of(study: Study, report_of: Mapping[str, str], outcome_of: Mapping[str, Outcome]) -> str:
    """The state of a study: included if any of its reports is, else the state of its first report."""
    states = [outcome_of[report_of[record]].state for record in study.records if record in report_of]
    return State.INCLUDED if State.INCLUDED in states else (states[0] if states else NO_RECORD)


def proposed(
    reports: Mapping[str, Sequence[str]], records: Mapping[str, Record], named: Sequence[Study]
) -> tuple[Study, ...]:
    """A study for each report: named by its first author and year, with all its records.

    `reports` are the included ones that no study names, each with its records; keys of `named` are not given again.
    """
    taken = {study.key.casefold() for study in named}
    found = []
    for report, members in reports.items():
        known = [records[member] for member in members]
        authors = next((record.authors for record in known if record.authors), ())
        year = next((record.year for record in known if record.year), None)
        key = _free_key(authors, year, report, taken)
        taken.add(key)
        found.append(Study(key, _citation(authors, year, report), tuple(members), proposed=True))
    return tuple(found)


def _free_key(authors: Sequence[str], year: int | None, report: str, taken: Iterable[str]) -> str:
    """A key such as holm2021, with a letter behind where it is taken; the report's id where no author is known."""
    surname = "".join(letter for letter in normalize.surname(authors[0]) if letter.isalnum()) if authors else ""
    if not surname:
        return report
    stem = f"{surname}{year or ''}"
    keys = (f"{stem}{letter}" for letter in ("", *ascii_lowercase[1:]))
    return next((key for key in keys if key not in taken), f"{stem}-{report}")


def _citation(authors: Sequence[str], year: int | None, report: str) -> str:
    """How the report is cited: Holm & Lunde (2021), Holm et al. (2021)."""
    names = [written_surname(author) for author in authors]
    if not names:
        return f"{report} ({year})" if year else report
    who = names[0] if len(names) == 1 else f"{names[0]} & {names[1]}" if len(names) == 2 else f"{names[0]} et al."
    return f"{who} ({year})" if year else who


def written_surname(author: str) -> str:
    """The surname as it is written: of `Førland, Oddvar`, or the last word of `Oddvar Førland` that is no initials."""
    surname, comma, _ = author.partition(",")
    words = surname.split()
    if comma or len(words) < 2:
        return surname.strip()
    names = [word for word in words if len(word.rstrip(".")) > 2 or not word.rstrip(".").isupper()]
    return names[-1] if names else words[0]


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
            f"{report} is included, but belongs to no study, so it counts as a study of its own. To write such studies "
            "into studies.yaml: reviewkit studies --write",
            Level.NOTE,
            "unnamed-study",
        )
        for report, outcome in outcome_of.items()
        if outcome.state is State.INCLUDED and report not in named
    ]
    return found
