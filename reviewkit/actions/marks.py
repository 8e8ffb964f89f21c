"""Marks without quotes from a table of studies x themes: all of them are logged, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewkit.actions.codebook import chosen
from reviewkit.actions.studies import write_proposed
from reviewkit.actions.who import Acting, acting
from reviewkit.coding import current_ids, evidence_of, themes_by_code, themes_of
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.marks import MarksTable, StudyRow, marks_of_table, names_of_codes, names_of_studies
from reviewkit.model import Codebook, Coding, StudyCoded, StudyMark
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.store.spreadsheets import table
from reviewkit.words import FINISHED_STATES, Role, message, together

_MOST = 20  # problems that a refusal names


@dataclass(frozen=True, slots=True)
class ImportedMarks:
    """The result of an import of marks or quotes.

    `ids` are those of the new events, `marks` and `quotes` the numbers of new ones and `already` of those that were
    logged before; `left_out` are the rows that were left out, and `notices` what to know about quotes, in words.
    `created` are the codes that were made for it, by the acts `created_ids`.
    `dry_run` says that nothing was logged.
    """

    ids: tuple[str, ...]
    marks: int
    already: int
    finished: tuple[str, ...]
    unfinished: tuple[str, ...]
    left_out: tuple[str, ...]
    quotes: int = 0
    notices: tuple[str, ...] = ()
    dry_run: bool = False
    of_quotes: bool = False
    created: tuple[str, ...] = ()
    created_ids: tuple[str, ...] = ()

    @property
    def undo(self) -> str:
        """The name under which all of it is undone; "" where nothing was logged."""
        ids = (*self.created_ids, *self.ids)
        return " ".join(dict.fromkeys(ledger.token_of(one) for one in ids))


def import_marks(
    folder: OpenReview,
    as_: str,
    file: Path,
    codebook: str = "",
    empty_not_found: bool = False,
    dry_run: bool = False,
) -> ImportedMarks:
    """Log the marks of a table as those of one coder, all or none, in one append that one undo takes back.
    `dry_run` logs nothing.

    A study is finished where its row says for every theme whether it was found. A mark that is logged already is not
    logged again. Raises ReviewkitError with each line that is not understood, or contradicts what the coder logged.
    """
    line, head, rows = table(file)
    with acting(folder, as_) as act:
        act.needs_new_format(message("coding"))
        act.must(Role.CODES)
        book = chosen(act.review, codebook)
        studies = names_of_studies(act.review.included_studies)
        read = marks_of_table(str(file), (line, head), rows, studies, codes_by_name(book), empty_not_found)
        refused = [*map(str, read.problems), *_contradictions(act, file, book, read.rows)]
        if not read.rows and not refused:
            refused = [
                message("{file}:{line}: no row of this table names an included study", file=file, line=line)
            ]
        must_have_none(refused)
        return _log(act, file, book, read, dry_run)


def must_have_none(refused: Sequence[str]) -> None:
    """Raises ReviewkitError where rows were refused, with the first of them."""
    if refused:
        more = [message("... and {n} more", n=len(refused) - _MOST)] if len(refused) > _MOST else []
        raise ReviewkitError(together([*refused[:_MOST], *more, message("Nothing was imported.")]))


def codes_by_name(book: Codebook) -> Mapping[str, str]:
    """The codes in use by id, alias and label; a label that a theme shares with another code is the theme's."""
    current = current_ids(book.codes)
    in_use = [code for code in book.codes if code.status != "retired"]
    labels = names_of_codes((label, code.id) for code in in_use for label in code.labels.values())
    themes = names_of_codes((label, code.id) for code in themes_of(book) for label in code.labels.values())
    known = {code.id for code in in_use}
    ids = names_of_codes((name, code) for name, code in current.items() if code in known)
    return {**labels, **themes, **ids}


def _own(act: Acting, study: str) -> list[Coding]:
    """What the person at work has coded of a study, as files and as events."""
    return [one for one in act.review.facts.codings if (one.coder, one.study) == (act.who, study)]


def _contradictions(act: Acting, file: Path, book: Codebook, rows: Sequence[StudyRow]) -> list[str]:
    """A message for each row that contradicts what the coder logged, such as "not found" for a code they used."""
    found: list[str] = []
    current, theme_of = current_ids(book.codes), themes_by_code(book, themes_of(book))
    for row in rows:
        own = _own(act, row.study)
        used = [entry.mark.code for coding in own for entry in evidence_of(coding)]
        logged = {name for code in used for name in (current.get(code, code), theme_of.get(code, ""))}
        for code in row.not_found:
            if code in logged:
                found.append(
                    message(
                        "{file}:{line}: says that {code} was not found in {study}, and {who} has coded it there. "
                        "Correct the cell, or take the code back",
                        file=file,
                        line=row.line,
                        code=code,
                        study=row.study,
                        who=act.who,
                    )
                )
        if row.marks and any(coding.state == "done-nothing-found" for coding in own):
            found.append(
                message(
                    "{file}:{line}: has marks, and {who} has said that nothing was found in {study}. If that is no "
                    "longer so: reviewkit code done {study} --not-yet",
                    file=file,
                    line=row.line,
                    who=act.who,
                    study=row.study,
                )
            )
    return found


def _log(act: Acting, file: Path, book: Codebook, read: MarksTable, dry_run: bool) -> ImportedMarks:
    """Log what is new in the table."""
    themes = {theme.id for theme in themes_of(book)}
    new: list[StudyMark | StudyCoded] = []
    already, finished, unfinished = 0, [], []
    for row in read.rows:
        own = _own(act, row.study)
        logged = {entry.mark for coding in own for entry in evidence_of(coding)}
        marks = [mark for mark in row.marks if mark not in logged]
        already += len(row.marks) - len(marks)
        why = f"{file.name}, row {row.line}"
        new += [StudyMark(act.who, row.study, mark, why, at=ledger.now()) for mark in marks]
        if not themes <= {*row.not_found, *(mark.code for mark in row.marks)}:
            unfinished.append(row.study)
            continue
        finished.append(row.study)
        if not any(coding.state in FINISHED_STATES for coding in own):
            state = "done" if logged or row.marks else "done-nothing-found"
            new.append(StudyCoded(act.who, row.study, state, why, at=ledger.now()))
    ids: tuple[str, ...] = ()
    if not dry_run:
        write_proposed(act, [row.study for row in read.rows])
        ids = act.log(new)
    count = sum(isinstance(one, StudyMark) for one in new)
    left_out = tuple(map(str, read.left_out))
    return ImportedMarks(ids, count, already, tuple(finished), tuple(unfinished), left_out, dry_run=dry_run)
