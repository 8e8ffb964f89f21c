"""How far people who coded the same studies without seeing each other's codings agree, and on what they differ.

A unit is a study and a theme (or a code): found, found and contradicted, or not found. Only what was coded before the
study was open to the others is independent. In reflexive and codebook thematic analysis, and where one person codes and
others review, a coefficient means nothing (Braun & Clarke 2021, doi 10.1080/14780887.2020.1769238); differ() sets what
people found side by side instead.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewkit.agreement import Agreement, of_group, of_pair
from reviewkit.coding import Cell, Evidence, Matrix, by_citation, matrix, rows_of
from reviewkit.model import (
    AnyAct,
    Code,
    Codebook,
    CodedSegment,
    Coding,
    SegmentRecoded,
    SegmentReviewed,
    Stamp,
    Study,
    StudyCoded,
    StudyMark,
    TakenBack,
    in_order,
)
from reviewkit.words import FINISHED_STATES, MatrixLevel

_SCALE = (Cell.PRESENT, Cell.CONTRADICTED, Cell.NOT_FOUND)
_OF_CODERS = CodedSegment | SegmentRecoded | StudyMark | StudyCoded


# --- what was independent ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Apart:
    """A study that these people coded to the end without seeing each other's codings, and what they had logged of it
    at the moment in which it was opened to them."""

    study: str
    people: tuple[str, ...]
    acts: tuple[AnyAct, ...]


def coded_apart(
    acts: Iterable[AnyAct],
    taken_back: Iterable[TakenBack],
    coders: int,
    reviews: Iterable[SegmentReviewed] = (),
) -> tuple[Apart, ...]:
    """The studies that as many people as code each study had finished at one moment, and what counted then.

    An act that was undone later counts, and one that came later does not, whoever logged it. Not among them is a study
    of which one of these people had reviewed a quote of another by then (one that was undone too): they saw it.
    """
    taken_back = tuple(taken_back)
    undone = [entry for entry in taken_back if isinstance(entry.act, _OF_CODERS)]
    until = {entry.act.id: entry.undo.stamp for entry in undone}
    logged = [act for act in (*acts, *(entry.act for entry in undone)) if isinstance(act, _OF_CODERS)]
    studies = {act.id: act.study for act in logged if isinstance(act, CodedSegment)}
    of_study: dict[str, list[AnyAct]] = {}
    for act in in_order(logged):
        study = studies.get(act.segment, "") if isinstance(act, SegmentRecoded) else act.study
        of_study.setdefault(study, []).append(act)
    found = (_apart(study, known, until, coders) for study, known in of_study.items() if study)
    seen: dict[str, list[SegmentReviewed]] = {}
    for one in (*reviews, *(entry.act for entry in taken_back)):
        if isinstance(one, SegmentReviewed):
            seen.setdefault(studies.get(one.segment, ""), []).append(one)
    return tuple(one for one in found if one and not _had_reviewed(one, seen.get(one.study, ())))


def _had_reviewed(one: Apart, reviews: Iterable[SegmentReviewed]) -> bool:
    """Whether somebody who coded a study had reviewed a quote of it before it opened."""
    last = one.acts[-1].stamp
    return any(review.by in one.people and review.stamp <= last for review in reviews)


def _apart(study: str, acts: Sequence[AnyAct], until: Mapping[str, Stamp], coders: int) -> Apart | None:
    """How a study was coded until it opened; None where it has not, or was not coded by several."""
    for moment in (act.stamp for act in acts if isinstance(act, StudyCoded)):
        then = tuple(act for act in acts if _counted(act, moment, until))
        states = {act.by: act.state for act in then if isinstance(act, StudyCoded)}
        people = sorted(by for by, state in states.items() if state in FINISHED_STATES)
        if len(people) >= coders:
            mine = tuple(act for act in then if act.by in people)
            return Apart(study, tuple(people), mine) if len(people) > 1 else None
    return None


def _counted(act: AnyAct, moment: Stamp, until: Mapping[str, Stamp]) -> bool:
    return act.stamp <= moment and not (act.id in until and until[act.id] <= moment)


# --- comparing --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """What each person found of one theme in one study, and on which quotes and marks that rests."""

    study: Study
    theme: Code
    said: Mapping[str, Cell]
    evidence: Mapping[str, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class ThemeAgreement:
    """How far people agree on one theme, over the studies that they coded apart."""

    theme: Code
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class CodingAgreement:
    """How far people agree: the disagreements, over all themes, and theme by theme. Studies by their citation."""

    people: tuple[str, ...]
    studies: tuple[Study, ...]
    disagreements: tuple[Compared, ...]
    everything: Agreement
    themes: tuple[ThemeAgreement, ...]


def agreement(
    codebook: Codebook, codings: Sequence[Coding], studies: Sequence[Study], level: MatrixLevel = MatrixLevel.THEME
) -> CodingAgreement:
    """The agreement of people who each finished all of their codings here, of which several people have one each."""
    found = _Alone(codebook, codings, studies, level)
    by_theme = {theme.id: [(study, found.said(theme, study)) for study in found.studies] for theme in found.themes}
    everything = [(study, said) for units in by_theme.values() for study, said in units]
    return CodingAgreement(
        tuple(sorted({person for study in found.studies for person in found.coders[study.key]})),
        found.studies,
        found.units(lambda said: len(set(said)) > 1),
        found.agreement(everything),
        tuple(
            ThemeAgreement(theme, found.agreement(by_theme[theme.id])) for theme in found.themes if found.studies
        ),
    )


Said = tuple[Cell, ...]  # what each person who coded a study found of a theme, in the order of the people


class _Alone:
    """What each person found by themselves in the studies of which several people have a coding."""

    def __init__(
        self, codebook: Codebook, codings: Sequence[Coding], studies: Sequence[Study], level: MatrixLevel
    ) -> None:
        of_book = [one for one in codings if one.codebook in ("", codebook.name)]
        coders: dict[str, set[str]] = {}
        for one in of_book:
            coders.setdefault(one.study, set()).add(one.coder)
        self.coders = {study: tuple(sorted(people)) for study, people in coders.items() if len(people) > 1}
        self.studies = by_citation(study for study in studies if study.key in self.coders)
        people = {person for study in self.studies for person in self.coders[study.key]}
        self.matrices = {
            who: matrix(codebook, [one for one in of_book if one.coder == who], self.studies, 1, level)
            for who in sorted(people)
        }
        self.themes = rows_of(codebook, level)

    def said(self, theme: Code, study: Study) -> Said:
        """What each person who coded a study found of a theme."""
        key = (theme.id, study.key)
        return tuple(self.matrices[who].cells[key] for who in self.coders[study.key])

    def agreement(self, units: Sequence[tuple[Study, Said]]) -> Agreement:
        """The agreement on units: of two people where these are the same everywhere, else of a group."""
        people = {self.coders[study.key] for study, _ in units}
        if len(people) == 1 and all(len(one) == 2 for one in people):
            return of_pair([(first, second) for _, (first, second) in units], _SCALE)
        return of_group([said for _, said in units], _SCALE)

    def units(self, wanted: Callable[[Said], bool]) -> tuple[Compared, ...]:
        """The units of which this is so, study by study."""
        return tuple(
            _compared(study, theme, {who: self.matrices[who] for who in self.coders[study.key]})
            for study in self.studies
            for theme in self.themes
            if wanted(self.said(theme, study))
        )


def _compared(study: Study, theme: Code, alone: Mapping[str, Matrix]) -> Compared:
    key = (theme.id, study.key)
    return Compared(
        study,
        theme,
        {who: one.cells[key] for who, one in alone.items()},
        {who: one.evidence[key] for who, one in alone.items() if key in one.evidence},
    )


def differ(
    codebook: Codebook, codings: Sequence[Coding], studies: Sequence[Study], level: MatrixLevel = MatrixLevel.THEME
) -> tuple[Compared, ...]:
    """Side by side: the themes that one person found in a study and another, who has finished it, did not; or that one
    found contradicted."""
    return _Alone(codebook, codings, studies, level).units(lambda said: len(set(said) - {Cell.NOT_ASSESSED}) > 1)
