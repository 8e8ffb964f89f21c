"""A table of studies x themes that people filled in, or another tool wrote, read as marks without quotes.

The first column names the study, every other a theme; a cell says whether the theme is in the study.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewkit.errors import Level, Place, Problem
from reviewkit.model import Mark, Study
from reviewkit.normalize import letters, letters_and_signs
from reviewkit.words import message

# The words in cells, as `matrix` writes them and as people do.
PRESENT = frozenset(("1", "1.0", "x", "✓", "✔", "●", "+", "yes", "y", "ja", "j", "true", "present", "supports"))
CONTRADICTED = frozenset(("◐", "contradicted", "contradicts"))
NOT_FOUND = frozenset(("0", "0.0", "–", "-", "—", "−", "no", "n", "nei", "false", "not-found", "not found"))
NOT_ASSESSED = frozenset(("?", "na", "n/a", "not-assessed", "not assessed"))
_TOTALS = frozenset(("total", "sum", "totalt"))
_AMBIGUOUS = ""

Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class StudyRow:
    """The row of a study: its marks, and the codes that were not found. Of the others it says nothing."""

    line: int
    study: str
    marks: tuple[Mark, ...]
    not_found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarksTable:
    """The marks of a table; `left_out` are rows without a study and without a mark, such as notes."""

    rows: tuple[StudyRow, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[Problem, ...]


def names_of(named: Iterable[tuple[str, str]], spelt: Callable[[str], str] = letters) -> dict[str, str]:
    """The ids by their names without case and punctuation; "" where several ids have the same name."""
    found: dict[str, str] = {}
    for name, meant in named:
        if name and found.setdefault(spelt(name), meant) != meant:
            found[spelt(name)] = _AMBIGUOUS
    return found


def names_of_codes(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """As names_of, for codes: a plus or minus at the end of a name is part of it."""
    return names_of(named, letters_and_signs)


def names_of_studies(studies: Sequence[Study]) -> dict[str, str]:
    """The keys and citations of studies; a key wins over a citation that reads like it."""
    keys = names_of((study.key, study.key) for study in studies)
    return {**names_of((study.citation, study.key) for study in studies), **keys}


def marks_of_table(
    shown: str,
    head: tuple[int, Sequence[str]],
    rows: Sequence[Row],
    studies: Mapping[str, str],
    codes: Mapping[str, str],
    empty_not_found: bool = False,
) -> MarksTable:
    """Read a table as marks. `head` is the line and the names of the columns; each row comes with its line.

    `studies` and `codes` are the ids by name that names_of_studies and names_of_codes return. An empty cell means
    "not assessed", or "not found" with `empty_not_found`.
    """
    problems: list[Problem] = []
    columns = _columns(shown, head, codes, problems)
    first = head[1][0] if head[1] else ""
    problems += under_no_heading(shown, rows) if first else []
    found, left_out = [], []
    lines: dict[str, int] = {}
    for line, cells in rows:
        place, name = Place(shown, line), cells.get(first, "").strip()
        said = {column: cells.get(column, "").strip() for column in columns}
        study = studies.get(letters(name)) if name else None
        if study is None and (letters(name) in _TOTALS or not any(said.values())):
            if name and letters(name) not in _TOTALS:
                why = message("{name!r} is no study and has no mark; the row was left out", name=name[:60])
                left_out.append(Problem(place, why, Level.NOTE, "unknown-study"))
            continue
        if not study:
            problems.append(Problem(place, _no_study(name, study), Level.ERROR, "unknown-study"))
            continue
        if lines.setdefault(study, line) != line:
            why = message(
                "{study} is in row {lines} already; put the two rows together", study=study, lines=lines[study]
            )
            problems.append(Problem(place, why, Level.ERROR, "unknown-study"))
        found.append(
            _study_row(
                place, study, {columns[column]: cell for column, cell in said.items()}, empty_not_found, problems
            )
        )
    return MarksTable(tuple(found), tuple(problems), tuple(left_out))


def under_no_heading(shown: str, rows: Sequence[Row]) -> list[Problem]:
    """A problem for the first row with something in a column without a heading, which would be lost; [] for none."""
    line = next((line for line, cells in rows if cells.get("", "").strip()), 0)
    said = message(
        "something is written here in a column without a heading. Give the column a heading, or clear the cell"
    )
    return [Problem(Place(shown, line), said, Level.ERROR, "cells")] if line else []


def _columns(
    shown: str, head: tuple[int, Sequence[str]], codes: Mapping[str, str], problems: list[Problem]
) -> dict[str, str]:
    """The code that each column is about, by the column's name."""
    line, names = head
    found: dict[str, str] = {}
    for name in names[1:]:
        code = codes.get(letters_and_signs(name)) if name else None
        if not name or (code is None and letters(name) in _TOTALS):
            continue
        if not code:
            what = (
                message("stands for several codes; use an id")
                if code == _AMBIGUOUS
                else message("is no theme or code of the codebook")
            )
            problems.append(
                Problem(
                    Place(shown, line),
                    message("the column {name!r} {what}", name=name, what=what),
                    Level.ERROR,
                    "unknown-code",
                )
            )
        elif code in found.values():
            said = message("two columns are about {code}; put them together", code=code)
            problems.append(Problem(Place(shown, line), said, Level.ERROR, "unknown-code"))
        else:
            found[name] = code
    if not found and not problems:
        said = message("no column is about a theme; the first column names the study, every other one a theme")
        problems.append(Problem(Place(shown, line), said, Level.ERROR, "unknown-code"))
    return found


def _no_study(name: str, study: str | None) -> str:
    if not name:
        return message("the row has marks and names no study in its first column")
    if study == _AMBIGUOUS:
        return message(
            "{name!r} is how several studies are cited; write the key of the one that is meant", name=name[:60]
        )
    return message(
        "{name!r} is no included study; write its key or its citation as in studies.yaml", name=name[:60]
    )


def _study_row(
    place: Place, study: str, cells: Mapping[str, str], empty_not_found: bool, problems: list[Problem]
) -> StudyRow:
    marks, not_found = [], []
    for code, cell in cells.items():
        word = cell.casefold()
        if word in PRESENT:
            marks.append(Mark(code))
        elif word in CONTRADICTED:
            marks.append(Mark(code, "contradicts"))
        elif word == "qualifies":
            marks.append(Mark(code, word))
        elif word in NOT_FOUND or (not word and empty_not_found):
            not_found.append(code)
        elif word and word not in NOT_ASSESSED:
            said = message(
                "{cell!r} under {code} is not understood; write 1 (found), 0 (not found), NA (not assessed)",
                cell=cell[:40],
                code=code,
            )
            problems.append(Problem(place, said, Level.ERROR, "decision"))
    return StudyRow(place.line, study, tuple(marks), tuple(not_found))
