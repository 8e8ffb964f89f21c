"""Which theme was found in which study: the theme x study matrix (Braun & Clarke 2006, phase 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reviewkit import normalize
from reviewkit.errors import Level, Problem
from reviewkit.model import Code, Codebook, Coding, Mark, Study

# The codes of problems that affect the matrix.
ABOUT_CODING = frozenset(
    (
        "yaml",
        "unreadable",
        "codebook",
        "unknown-study",
        "study-not-included",
        "unknown-code",
        "retired-code",
        "state",
    )
)


class Cell(StrEnum):
    """What a matrix cell says. "Not found" and "not assessed" are never the same."""

    PRESENT = "present"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not-found"
    NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mark behind a cell: whose it is, which code, and the quote with its page if there is one."""

    coder: str
    mark: Mark
    quote: str = ""
    page: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Themes in the order of the codebook, studies by citation; one cell for every pair of theme and study.

    `evidence` holds the marks behind each cell that is not empty.
    """

    codebook: Codebook
    themes: tuple[Code, ...]
    studies: tuple[Study, ...]
    cells: Mapping[tuple[str, str], Cell]
    evidence: Mapping[tuple[str, str], tuple[Evidence, ...]] = field(default_factory=dict)

    def cell(self, theme: Code, study: Study) -> Cell:
        """The cell of a theme and a study."""
        return self.cells[theme.id, study.key]

    def holds(self, theme: Code, study: Study) -> bool:
        """Whether the theme was found in the study: present, or present and contradicted."""
        return self.cell(theme, study) in (Cell.PRESENT, Cell.CONTRADICTED)

    def studies_with(self, theme: Code) -> tuple[Study, ...]:
        """The studies in which the theme was found."""
        return tuple(study for study in self.studies if self.holds(theme, study))

    def themes_of(self, study: Study) -> tuple[Code, ...]:
        """The themes that were found in the study."""
        return tuple(theme for theme in self.themes if self.holds(theme, study))

    @property
    def marks(self) -> int:
        """How many cells hold a theme."""
        return sum(len(self.studies_with(theme)) for theme in self.themes)


def themes_of(codebook: Codebook) -> tuple[Code, ...]:
    """The rows of the matrix: the themes that are not retired, or the top-level codes where there are no themes yet."""
    active = [code for code in codebook.codes if code.status != "retired"]
    themes = [code for code in active if code.kind == "theme"]
    return tuple(themes or [code for code in active if not code.parent])


def matrix(codebook: Codebook, codings: Iterable[Coding], studies: Sequence[Study]) -> Matrix:
    """The matrix of all coders' codings; a code counts for the theme above it.

    A cell is contradicted if any mark contradicts the theme, present if a mark supports or qualifies it, not found if
    a coder finished the study without it, and not assessed otherwise.
    """
    themes = themes_of(codebook)
    theme_of = _theme_of(codebook, themes)
    evidence: dict[tuple[str, str], list[Evidence]] = {}
    finished: set[str] = set()
    for coding in codings:
        if coding.state in ("done", "done-nothing-found"):
            finished.add(coding.study)
        for mark in evidence_of(coding):
            if theme := theme_of.get(mark.mark.code):
                evidence.setdefault((theme, coding.study), []).append(mark)
    ordered = tuple(sorted(studies, key=lambda study: (normalize.alphabetical(study.citation), study.key)))
    cells = {
        (theme.id, study.key): _cell(evidence.get((theme.id, study.key), ()), study.key in finished)
        for theme in themes
        for study in ordered
    }
    return Matrix(codebook, themes, ordered, cells, {key: tuple(marks) for key, marks in evidence.items()})


def evidence_of(coding: Coding) -> list[Evidence]:
    """All marks of a coding with their quotes; those on quotes first, then those on the study as a whole."""
    quoted = [
        Evidence(coding.coder, mark, segment.quote, segment.page, segment.event)
        for segment in coding.segments
        for mark in segment.marks
    ]
    return [*quoted, *(Evidence(coding.coder, mark) for mark in coding.study_marks)]


def marks_of(coding: Coding) -> tuple[Mark, ...]:
    """All marks of a coding: on quotes, and on the study as a whole."""
    return (*(mark for segment in coding.segments for mark in segment.marks), *coding.study_marks)


def _cell(evidence: Sequence[Evidence], finished: bool) -> Cell:
    if evidence:
        contradicted = any(entry.mark.relation == "contradicts" for entry in evidence)
        return Cell.CONTRADICTED if contradicted else Cell.PRESENT
    return Cell.NOT_FOUND if finished else Cell.NOT_ASSESSED


def _theme_of(codebook: Codebook, themes: tuple[Code, ...]) -> dict[str, str]:
    """The theme that each code and alias counts for."""
    parents = {code.id: code.parent for code in codebook.codes}
    rows = {theme.id for theme in themes}
    found: dict[str, str] = {}
    for code in codebook.codes:
        above, steps = code.id, 0
        while above and above not in rows and steps < len(parents):
            above, steps = parents.get(above, ""), steps + 1
        if above in rows:
            for name in (code.id, *code.aliases):
                found[name] = above
    return found


def problems(
    codebooks: Sequence[Codebook],
    codings: Sequence[Coding],
    studies: Sequence[Study],
    included: frozenset[str] | set[str],
    excluded_studies: Mapping[str, str],
) -> list[Problem]:
    """Codings of studies that are missing or were not included, and codes that no codebook has.

    `included` are the keys of the included studies; `excluded_studies` says what became of the others.
    """
    known = {name for book in codebooks for code in book.codes for name in (code.id, *code.aliases)}
    retired = {code.id for book in codebooks for code in book.codes if code.status == "retired"}
    keys = {study.key for study in studies}
    found = []
    for coding in codings:
        if coding.study not in keys:
            message = f"there is no study {coding.study!r} in studies.yaml. Add it there, or correct the coding"
            found.append(Problem(coding.place, message, Level.ERROR, "unknown-study"))
        elif coding.study not in included:
            why = excluded_studies.get(coding.study, "is not included")
            found.append(_not_included(coding, why))
        found += _about_codes(coding, known, retired)
        if coding.state == "done-nothing-found" and marks_of(coding):
            message = f"the coding says done-nothing-found, but has codes: reviewkit code done {coding.study}"
            found.append(Problem(coding.place, message, Level.WARNING, "state"))
    return found


def _not_included(coding: Coding, why: str) -> Problem:
    message = (
        f"the study {coding.study!r} {why}, so its coding does not count. Correct the decision, or move the file out "
        "of the folder"
    )
    return Problem(coding.place, message, Level.ERROR, "study-not-included")


def _about_codes(coding: Coding, known: set[str], retired: set[str]) -> list[Problem]:
    """Problems with the codes of a coding that no codebook has, or that are retired."""
    found = []
    for mark in marks_of(coding):
        if mark.code not in known:
            message = f"no codebook has the code {mark.code!r}{_nearest(mark.code, known)}"
            found.append(Problem(coding.place, message, Level.ERROR, "unknown-code"))
        elif mark.code in retired:
            message = f"the code {mark.code!r} is retired. Use another code, or bring it back in the codebook"
            found.append(Problem(coding.place, message, Level.WARNING, "retired-code"))
    return found


def _nearest(word: str, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ". Add it to a codebook, or correct the coding"
