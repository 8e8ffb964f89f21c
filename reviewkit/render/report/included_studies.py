"""The included studies, numbered, each with its reports."""

from reviewkit.model import Record, Study
from reviewkit.normalize import alphabetical
from reviewkit.render.document import Section
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.table import Table
from reviewkit.words import State

_COLUMNS = ("number", "study", "title", "journal", "year", "doi")


def included(given: Given) -> Made:
    """One row per study, with the first report; further reports of a study get a line each in its cells."""
    labels, studies = given.labels, in_order(given)
    rows = tuple(_row(number, study, given) for number, study in enumerate(studies, start=1))
    head = tuple(given.say(f"included_{name}") for name in _COLUMNS)
    table = Table(given.say("included_caption"), head, rows, language=labels.language)
    reports = sum(len(reports_of(study, given)) for study in studies)
    said = given.say("included", n=len(studies), reports=reports) if studies else given.say("none_included")
    section = Section(given.say("heading_included"), (said,), (table,) if rows else ())
    return Made(section, {"studies": len(studies), "reports": reports}, given.of_studies())


def in_order(given: Given) -> tuple[Study, ...]:
    """The included studies in the order of every table of the report, which is that of their citations."""
    return tuple(sorted(given.review.included_studies, key=lambda one: (alphabetical(one.citation), one.key)))


def reports_of(study: Study, given: Given) -> tuple[Record, ...]:
    """The included reports of a study, each as its first record."""
    review = given.review
    return tuple(
        review.records[report]
        for report in review.reports_of_study(study)
        if review.outcomes[report].state is State.INCLUDED
    )


def _row(number: int, study: Study, given: Given) -> tuple[str, ...]:
    found = reports_of(study, given)
    columns = (
        [one.title for one in found],
        [one.journal for one in found],
        [str(one.year or "") for one in found],
        [one.doi for one in found],
    )
    return (str(number), study.citation, *("\n".join(column) for column in columns))
