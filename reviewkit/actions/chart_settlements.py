"""Differences in charting through Excel: a workbook for the meeting of the team, and what it agreed on logged at once.

A difference on which somebody answered anew after the workbook was written is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reviewkit.actions.chart_sheets import (
    FilledIn,
    must_be_of,
    name_of_review,
    read_given,
    refuse,
    said_of,
)
from reviewkit.actions.charting import SettledValue, field_of, may_settle, settlement_of, study_of, why_settled
from reviewkit.actions.who import Acting, acting, person, person_or_nobody
from reviewkit.blind import chart_view
from reviewkit.charting import Chart, Charted
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.exchange.chart_sheets import (
    DIFFERENCES,
    GivenDifference,
    GivenSheets,
    settling_of,
    settlings,
)
from reviewkit.exchange.sheets import typed_in
from reviewkit.locales import labels, languages
from reviewkit.render.tables.chart_book import differences_book
from reviewkit.render.tables.workbook import Workbook
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import ChartingMode, Settling, message


@dataclass(frozen=True, slots=True)
class DifferencesToSettle:
    """The differences that a person may see, as a workbook, and how many there are.

    `own` counts what only they have charted, so that with verify somebody else checks it.
    """

    book: Workbook
    differences: int
    own: int = 0


def differences_to_settle(review: Review, as_: str, study: str = "", language: str = "") -> DifferencesToSettle:
    """What people differ on in a study, or in all, as far as the person may see it, with cells for what holds."""
    who = person_or_nobody(review.protocol, as_)
    view = chart_view(review, who)
    keys = [study_of(review, study).key] if study else [one.key for one in view.studies]
    every = view.chart.differences(keys)
    found = [one for one in every if not _is_for_others(view.chart, one, who)]
    words = labels(language or review.protocol.language)
    book = differences_book(view, found, name_of_review(review.protocol), words)
    return DifferencesToSettle(book, len(found), len(every) - len(found))


def _is_for_others(chart: Chart, item: Charted, who: str) -> bool:
    """Whether somebody else has to check it: with verify, what a person charted alone."""
    is_verified = chart.agreed_for(item.study).mode is ChartingMode.VERIFY
    return is_verified and all(value.by == who for value in item.answers)


@dataclass(frozen=True, slots=True)
class SettledCell:
    """What a row settles, and the cell that says so."""

    place: Place
    settled: SettledValue


@dataclass(frozen=True, slots=True)
class ImportedSettlements:
    """What a workbook settles, or with `dry_run` would settle.

    `already` counts rows that were settled so before; `left_out` names those on which somebody answered anew meanwhile.
    """

    settlements: tuple[SettledCell, ...] = ()
    already: int = 0
    left_out: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    dry_run: bool = False

    @property
    def undo(self) -> str:
        """The name under which all of it is undone; "" where nothing was logged."""
        made = self.settlements[0].settled.id if self.settlements else ""
        return ledger.token_of(made) if len(self.settlements) > 1 else made


def import_settlements(folder: OpenReview, as_: str, file: FilledIn, dry_run: bool = False) -> ImportedSettlements:
    """Log what a team wrote into its table of differences, all rows or none; nothing with `dry_run`.

    Raises ReviewkitError with every cell that does not fit.
    """
    if dry_run:
        act = Acting(folder, person(folder.refresh().protocol, as_))
        return replace(_plan(act, read_given(act.review, file)), dry_run=True)
    with acting(folder, as_) as act:
        plan = _plan(act, read_given(act.review, file))
        ids = act.log([one.settled.settlement for one in plan.settlements])
        made = tuple(
            replace(
                one, settled=replace(one.settled, id=name, settlement=replace(one.settled.settlement, id=name))
            )
            for one, name in zip(plan.settlements, ids, strict=True)
        )
        return replace(plan, settlements=made)


def _plan(act: Acting, given: GivenSheets) -> ImportedSettlements:
    if DIFFERENCES not in given.kinds and not given.problems:
        raise ReviewkitError(message("This file has answers of one person, and no differences to settle."))
    must_be_of(act.review, given, act.who)
    words = [labels(language) for language in languages()]
    named = settlings((one, [known.text(f"chart_book.{one.value}") for known in words]) for one in Settling)
    problems: list[Problem] = []
    left_out: list[Problem] = []
    found: list[SettledCell] = []
    already = 0
    for study in dict.fromkeys(row.about.study for row in given.differences):
        may_settle(act, study)
    for row in given.differences:
        if why := _changed(act, row):
            left_out.append(Problem(row.holds.place, why, Level.WARNING, "chart-sheet"))
            continue
        settled = _settled(act, row, named, problems)
        if settled is None:
            continue
        if settled.already:
            already += 1
        else:
            found.append(SettledCell(row.holds.place, settled))
    refuse([*given.problems, *problems])
    return ImportedSettlements(tuple(found), already, tuple(left_out), tuple(given.notes))


def _changed(act: Acting, row: GivenDifference) -> str:
    """Why a row is about what is not so any more, in words; "" where it is."""
    item = act.review.chart.item(row.about.study, row.about.field, row.about.number)
    if {one.by: one.id for one in item.answers} == dict(row.about.seen):
        return ""
    return message(
        "{study}: somebody answered {field} anew, or took an answer back, after the file was written. Look at it "
        "again: reviewkit chart differences",
        study=row.about.study,
        field=row.about.field,
    )


def _settled(
    act: Acting, row: GivenDifference, named: Mapping[str, Settling], problems: list[Problem]
) -> SettledValue | None:
    """What a row settles; None where a cell does not fit, which is named."""

    def wrong(place: Place, said: str) -> None:
        problems.append(Problem(place, said, Level.ERROR, "chart-sheet"))

    before = len(problems)
    why = settling_of(row.why.cell.text, named)
    if why is None and row.why.cell.text.strip():
        wrong(
            row.why.place,
            message(
                "it cannot be settled by {word!r}. Choose one of: {known}",
                word=row.why.cell.text.strip()[:60],
                known=", ".join(Settling),
            ),
        )
    if row.holds.cell.is_empty:
        wrong(
            row.holds.place,
            message("this row says why or has a note, but not what holds. Write what holds, or empty the others"),
        )
    if len(problems) > before:
        return None
    about = row.about
    try:
        why_settled(act, act.review.chart.item(about.study, about.field, about.number), why, row.note.cell.text)
    except ReviewkitError as error:
        wrong(row.why.place, said_of(error))
        return None
    try:
        asked = field_of(act.review, about.field, about.number)
        typed = typed_in(row.holds.cell, asked.type)
        return settlement_of(act, about.study, about.field, typed, why, about.number, row.note.cell.text)
    except ReviewkitError as error:
        wrong(row.holds.place, said_of(error))
        return None
