"""How far people who coded the same studies without seeing each other's codings agree, and on what they differ.

A unit is a study and a theme (or a code): found, found and contradicted, or not found. Only what was coded before the
study was open to the others is independent. In reflexive and codebook thematic analysis, and where one person codes and
others review, a coefficient means nothing (Braun & Clarke 2021, doi 10.1080/14780887.2020.1769238); differ() sets what
people found side by side instead.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewkit.agreement import Agreement, of_group, of_pair
from reviewkit.coding import Cell, Evidence, Matrix, matrix
from reviewkit.model import (
    AnyAct,
    Code,
    Codebook,
    CodedSegment,
    Coding,
    SegmentRecoded,
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


def coded_apart(acts: Iterable[AnyAct], taken_back: Iterable[TakenBack], coders: int) -> tuple[Apart, ...]:
    """The studies that as many people as code each study had finished at one moment, and what counted then.

    An act that was undone later counts, and one that came later does not, whoever logged it.
    """
    undone = [entry for entry in taken_back if isinstance(entry.act, _OF_CODERS)]
    until = {entry.act.id: entry.undo.stamp for entry in undone}
    logged = [act for act in (*acts, *(entry.act for entry in undone)) if isinstance(act, _OF_CODERS)]
    studies = {act.id: act.study for act in logged if isinstance(act, CodedSegment)}
    of_study: dict[str, list[AnyAct]] = {}
    for act in in_order(logged):
        study = studies.get(act.segment, "") if isinstance(act, SegmentRecoded) else act.study
        of_study.setdefault(study, []).append(act)
    found = (_apart(study, known, until, coders) for study, known in of_study.items() if study)
    return tuple(one for one in found if one)


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

    @property
    def is_alike(self) -> bool:
        """Whether everybody found the same."""
        return len(set(self.said.values())) == 1


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
    units = compared(codebook, codings, studies, level)
    by_theme: dict[str, list[Compared]] = {}
    for unit in units:
        by_theme.setdefault(unit.theme.id, []).append(unit)
    people = tuple(sorted({person for unit in units for person in unit.said}))
    keys = {unit.study.key: unit.study for unit in units}
    return CodingAgreement(
        people,
        tuple(keys.values()),
        tuple(unit for unit in units if not unit.is_alike),
        _of(units),
        tuple(ThemeAgreement(found[0].theme, _of(found)) for found in by_theme.values()),
    )


def _of(units: Sequence[Compared]) -> Agreement:
    """The agreement on units: of two people where these are the same everywhere, else of a group."""
    said = [[unit.said[person] for person in sorted(unit.said)] for unit in units]
    people = {tuple(sorted(unit.said)) for unit in units}
    if len(people) == 1 and all(len(one) == 2 for one in said):
        return of_pair([(first, second) for first, second in said], _SCALE)
    return of_group(said, _SCALE)


def compared(
    codebook: Codebook, codings: Sequence[Coding], studies: Sequence[Study], level: MatrixLevel = MatrixLevel.THEME
) -> tuple[Compared, ...]:
    """What each person found of each theme in the studies of which several people have a coding, study by study."""
    of_book = [one for one in codings if one.codebook in ("", codebook.name)]
    people = sorted({one.coder for one in of_book})
    alone = {
        who: matrix(codebook, [one for one in of_book if one.coder == who], studies, 1, level) for who in people
    }
    coders: dict[str, set[str]] = {}
    for one in of_book:
        coders.setdefault(one.study, set()).add(one.coder)
    whole = matrix(codebook, of_book, studies, 1, level)
    return tuple(
        _compared(study, theme, {who: alone[who] for who in people if who in coders[study.key]})
        for study in whole.studies
        if len(coders.get(study.key, ())) > 1
        for theme in whole.themes
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
    return tuple(unit for unit in compared(codebook, codings, studies, level) if _differ(set(unit.said.values())))


def _differ(said: Collection[Cell]) -> bool:
    return len({*said} - {Cell.NOT_ASSESSED}) > 1
