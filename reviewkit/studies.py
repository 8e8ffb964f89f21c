"""Which included reports belong to one study (PRISMA 2020: a study has one or more reports)."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase

from reviewkit import normalize
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats.reference import is_institution
from reviewkit.model import Outcome, Record, Study
from reviewkit.words import State, message

NO_RECORD = message("no record")
_BETWEEN_IDS = re.compile(r"[;,\s]+|\bog\b|\band\b")
LONGEST_KEY = 40  # letters of a key before the year; institutions have long names
_DASH = re.compile("[‐‑‒–—―−]")


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
    return tuple(_told_apart(found, named))


def _told_apart(new: Sequence[Study], named: Sequence[Study]) -> list[Study]:
    """New studies that no other is cited like: 2021a and 2021b, as APA has it; what people wrote stays."""
    citations = Counter(normalize.letters(study.citation) for study in new)
    taken = {normalize.letters(study.citation) for study in named}
    found = []
    for study in new:
        wanted = normalize.letters(study.citation)
        if wanted in taken or citations[wanted] > 1:
            letters = ascii_lowercase[1:] if wanted in taken else ascii_lowercase
            choices = (_with_letter(study.citation, letter) for letter in letters)
            free = (one for one in choices if normalize.letters(one) not in taken)
            study = replace(study, citation=next(free, study.citation))
        taken.add(normalize.letters(study.citation))
        found.append(study)
    return found


def _with_letter(citation: str, letter: str) -> str:
    """`Holm (2021)` as `Holm (2021a)`."""
    return f"{citation[:-1]}{letter})" if citation.endswith(")") else f"{citation} ({letter})"


def chosen(included: Sequence[Study], set_name: str, keys: Sequence[str]) -> tuple[Study, ...]:
    """The included studies of a set of studies.yaml, or those with these keys; all where neither is named.

    `Core` and `core` are one set, so that no study is left out for a capital.
    Raises ReviewkitError for a set or a key that no included study has.
    """
    if set_name:
        wanted = normalize.letters(set_name)
        found = tuple(study for study in included if wanted in map(normalize.letters, study.sets))
        if not found:
            sets = ", ".join(dict.fromkeys(name for study in included for name in study.sets))
            raise ReviewkitError(
                message(
                    "no included study is in a set {set_name!r}; there are: {sets}. A study is put into one by "
                    "`sets: [{set_name}]` in studies.yaml.",
                    set_name=set_name,
                    sets=sets or message("(none yet)"),
                )
            )
        return found
    known = {study.key: study for study in included}
    for key in keys:
        if key not in known:
            raise ReviewkitError(
                message(
                    "there is no included study {key!r}; there are: {known}",
                    key=key,
                    known=", ".join(known) or message("(none yet)"),
                )
            )
    return tuple(known[key] for key in dict.fromkeys(keys)) if keys else tuple(included)


def cited_alike(included: Sequence[Study]) -> list[Problem]:
    """Studies that are cited like another, so that nobody can tell their rows of a table apart."""
    found = []
    first: dict[str, Study] = {}
    for study in included:
        other = first.setdefault(normalize.letters(study.citation), study)
        if other is not study:
            said = message(
                "{first} and {second} are both cited {citation!r}, so nobody can tell them apart in a "
                "table. Add letters to the years, such as 2021a and 2021b",
                first=other.key,
                second=study.key,
                citation=study.citation,
            )
            found.append(Problem(study.place, said, Level.WARNING, "same-name"))
    return found


def _free_key(authors: Sequence[str], year: int | None, report: str, taken: Iterable[str]) -> str:
    """A key such as holm2021, with a letter behind where it is taken; the report's id where no author is known."""
    first = authors[0] if authors else ""
    name = normalize.folded(first) if is_institution(first) else normalize.surname(first)
    surname = "".join(letter for letter in name if letter.isalnum())[:LONGEST_KEY]
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
    """The surname as it is written: of `Førland, Oddvar`, or the last word of `Oddvar Førland` that is no initials.

    An institution has one name (`Senter for omsorgsforskning`).
    """
    if is_institution(author):
        return author.strip()
    surname, comma, _ = author.partition(",")
    words = surname.split()
    if comma or len(words) < 2:
        return surname.strip()
    names = [word for word in words if len(word.rstrip(".")) > 2 or not word.rstrip(".").isupper()]
    return names[-1] if names else words[0]


def _hint_for(record: str, known: Mapping[str, str]) -> str:
    """A hint where Word made a dash of the hyphen in an id, or several ids are written as one."""
    meant = _DASH.sub("-", record).strip()
    if meant != record and meant in known:
        return message("; did you mean {meant!r}, with a hyphen?", meant=meant)
    several = [part for part in _BETWEEN_IDS.split(record) if part]
    if len(several) > 1 and all(part in known for part in several):
        return message(". Several ids belong in brackets, with commas: [{ids}]", ids=", ".join(several))
    return message(". Correct the id; ids look like cinahl-0017")


def _not_included(study: Study, state: str) -> str:
    if not study.records:
        return message(
            "{key}: no report of this study is included (it names no records). Add `records: [...]`, such as "
            "cinahl-0017, or remove the study",
            key=study.key,
        )
    return message(
        "{key}: no report of this study is included (its state is {state}). Check the decisions, or remove the study",
        key=study.key,
        state=state,
    )


def problems(
    studies: Sequence[Study],
    report_of: Mapping[str, str],
    outcome_of: Mapping[str, Outcome],
    unread: Collection[str] = (),
) -> list[Problem]:
    """Studies whose records are missing or not included, and included reports that belong to no study.

    What becomes of a study with `unread` records, those of an export that cannot be read, is not known.
    """
    found = []
    for study in studies:
        found += [
            Problem(
                study.place,
                message(
                    "{key}: {record!r} is not a record in this review{hint}",
                    key=study.key,
                    record=record,
                    hint=_hint_for(record, report_of),
                ),
                Level.ERROR,
                "unknown-record",
            )
            for record in study.records
            if record not in report_of and record not in unread
        ]
        state = state_of(study, report_of, outcome_of)
        if state != State.INCLUDED and not any(record in unread for record in study.records):
            found.append(Problem(study.place, _not_included(study, state), Level.ERROR, "study-not-included"))
    named = {report_of.get(record) for study in studies for record in study.records}
    found += [
        Problem(
            Place("studies.yaml"),
            message(
                "{report} is included, but belongs to no study, so it counts as a study of its own. To write "
                "such studies into studies.yaml: reviewkit studies --write",
                report=report,
            ),
            Level.NOTE,
            "unnamed-study",
        )
        for report, outcome in outcome_of.items()
        if outcome.state is State.INCLUDED and report not in named
    ]
    return found
