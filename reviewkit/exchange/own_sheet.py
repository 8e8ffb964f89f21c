"""The sheet that `export --for excel` wrote for one reviewer, as they filled it in.

Hidden columns say what each row is about (`reviewkit`), whose sheet it is (`reviewer`) and which decision it showed
(`seen`), so that rows can be sorted and deleted, and a changed cell is newer than what it shows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.exchange.imported import OUR_ID, ImportedDecision, Rows, choice_of, first_names, without_columns
from reviewkit.exchange.tables import by_our_names, decision_in
from reviewkit.words import SHEET_CHECK, SHEET_REVIEWER, SHEET_SEEN, message, together

_READ = ("decision", "reason", "note", "labels", "stage")  # beside the record, which every row is checked for


def is_own(names: set[str]) -> bool:
    """Whether columns with these names are those of such a sheet."""
    return {SHEET_CHECK, SHEET_SEEN, SHEET_REVIEWER} <= names


def from_rows(rows: Rows, path: str) -> tuple[ImportedDecision, ...]:
    """The decisions of the rows that have one.

    Raises ReviewkitError with every row whose decision is not understood, or that no longer says what it is about, and
    where a column is missing.
    """
    names = first_names(rows)
    known = by_our_names(dict.fromkeys(names, ""), path, 1)
    if missing := [f"sheet.{name}" for name in _READ if name not in known]:
        raise without_columns(path, missing, names)
    found: list[ImportedDecision] = []
    wrong: list[str] = []
    for place, row in _named(rows, path):
        word = row.get("decision", "")
        if not word:
            continue
        choice = choice_of(word)
        if choice is None:
            said = message(
                "the decision is {word!r}; choose one from the list of the cell, or leave it empty", word=word
            )
            wrong.append(message("{place}: {said}", place=place, said=said))
        elif why := _lost(row):
            wrong.append(message("{place}: {said}", place=place, said=why))
        else:
            given = decision_in(row, place, choice, final=False)
            found.append(replace(given, labels=_labels(row.get("labels", "")), seen=row[SHEET_SEEN], at=""))
    if wrong:
        raise ReviewkitError(together([*wrong, message("Nothing was imported.")]))
    return tuple(found)


def undecided(rows: Rows, path: str) -> tuple[Problem, ...]:
    """The rows in which something was written or deleted, but that have no decision, which therefore change nothing."""
    found = []
    for place, row in _named(rows, path):
        if row.get("decision"):
            continue
        if row[SHEET_SEEN]:
            why = message(
                "the decision on {record} was deleted here, but it still counts. To take it back: reviewkit "
                "undo {event}",
                record=row["record"],
                event=row[SHEET_SEEN],
            )
            found.append(Problem(place, why, Level.NOTE, "decision"))
        elif written := [name for name in ("reason", "note", "labels") if row.get(name)]:
            why = message(
                "{record} has no decision, so this was not imported: {columns}",
                record=row["record"],
                columns=", ".join(written),
            )
            found.append(Problem(place, why, Level.NOTE, "decision"))
    return tuple(found)


def _named(rows: Rows, path: str) -> Iterator[tuple[Place, dict[str, str]]]:
    """The rows by our names of their columns, whatever language their heads are in, each with its place."""
    for line, row in rows:
        yield Place(path, line), {"record": "", **by_our_names(row, path, line)}


def _lost(row: Mapping[str, str]) -> str:
    """Why it cannot be told what a row is about, in words; "" where it can."""
    marked = OUR_ID.fullmatch(row[SHEET_CHECK])
    if not marked:
        return message(
            "it cannot be told which record this row is about, because its hidden columns are empty. Decide in a row "
            "of the sheet, and write no rows of your own"
        )
    if row["record"] != marked[1]:
        return message(
            "this row is of {record}, but says {written} in the column of ids. If only that cell was changed, put the "
            "id back; if rows were sorted without all columns, export the sheet again",
            record=marked[1],
            written=row["record"] or message("nothing"),
        )
    return ""


def _labels(cell: str) -> tuple[str, ...]:
    """The labels of a cell, with semicolons between them: a label of Rayyan may have a comma in it."""
    return tuple(dict.fromkeys(label for part in cell.split(";") if (label := " ".join(part.split()))))
