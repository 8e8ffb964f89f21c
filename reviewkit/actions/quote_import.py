"""Coded quotes from a table: each is found again in the texts of its study, and all of them are logged, or none."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reviewkit.actions.codebook import chosen
from reviewkit.actions.coding import NewQuote, given_quote, segment_of, study_of
from reviewkit.actions.marks import ImportedMarks, codes_by_name, import_marks, must_have_none
from reviewkit.actions.quoting import place_quote, texts_of
from reviewkit.actions.readings import ReadText
from reviewkit.actions.studies import write_proposed
from reviewkit.actions.who import Acting, acting
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.marks import names_of_studies
from reviewkit.exchange.quote_rows import (
    QuoteRow,
    QuoteTable,
    has_words,
    is_export,
    is_quote_table,
    quotes_of_export,
    quotes_of_table,
)
from reviewkit.model import CodedSegment, Mark, StudyMark
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.store.spreadsheets import table
from reviewkit.words import Role, message


def import_table(
    folder: OpenReview,
    as_: str,
    file: Path,
    codebook: str = "",
    empty_not_found: bool = False,
    keep_lost: bool = False,
    dry_run: bool = False,
) -> ImportedMarks:
    """Log a table of coded quotes, or of marks in columns for themes, whichever its first row says it is."""
    if is_quote_table(table(file)[1]):
        return import_quotes(folder, as_, file, codebook, keep_lost, dry_run)
    return import_marks(folder, as_, file, codebook, empty_not_found, dry_run)


def import_quotes(
    folder: OpenReview, as_: str, file: Path, codebook: str = "", keep_lost: bool = False, dry_run: bool = False
) -> ImportedMarks:
    """Log the quotes of a table as those of one coder, all or none, in one append that one undo takes back.

    A quote that is logged already with the same page and codes is not logged again; `dry_run` logs nothing. Raises
    ReviewkitError with each row that is not understood, or whose quote none of the texts has (unless `keep_lost`).
    """
    line, head, rows = table(file, has_words)
    with acting(folder, as_) as act:
        act.needs_new_format(message("coding"))
        act.must(Role.CODES)
        book = chosen(act.review, codebook)
        studies = names_of_studies(act.review.included_studies)
        codes = codes_by_name(book)
        if is_export(head):
            read = quotes_of_export(str(file), rows, studies, codes, act.who)
        else:
            read = quotes_of_table(str(file), (line, head), rows, studies, codes)
        refused = list(map(str, read.problems))
        if not (read.rows or read.marks or refused):
            refused = [message("{file}:{line}: this table has no quote", file=file, line=line)]
        must_have_none(refused)
        return _log(act, read, keep_lost, dry_run)


def _log(act: Acting, read: QuoteTable, keep_lost: bool, dry_run: bool) -> ImportedMarks:
    """Log what is new in the table."""
    rows = read.rows
    texts = {
        key: texts_of(act.folder, study_of(act, key), keep_lost)
        for key in dict.fromkeys(row.study for row in rows)
    }
    new: dict[NewQuote, CodedSegment] = {}
    refused, notices, already = [], [], 0
    logged = set(_logged(act))
    for row in rows:
        quote = NewQuote(row.study, row.quote, row.marks, row.page, row.construct, row.note)
        if quote in new or (quote.study, quote.quote, quote.page, quote.marks) in logged:
            already += 1
            continue
        try:
            new[quote], notice = _placed(act, row, quote, texts, keep_lost)
        except ReviewkitError as error:
            refused.append(f"{row.place}: {error}")
            continue
        notices += [f"{row.place}: {notice}"] if notice else []
    must_have_none(refused)
    marks = list(_new_marks(act, read.marks))
    already += sum(len(row.marks) for row in read.marks) - len(marks)
    ids: tuple[str, ...] = ()
    if not dry_run:
        write_proposed(act, list(dict.fromkeys((*texts, *(mark.study for mark in marks)))))
        ids = act.log([*new.values(), *marks])
    left_out = tuple(map(str, read.left_out))
    return ImportedMarks(
        ids, len(marks), already, (), (), left_out, len(new), tuple(notices), dry_run, of_quotes=True
    )


def _logged(act: Acting) -> Iterator[tuple[str, str, str, tuple[Mark, ...]]]:
    """The quotes of the person at work that are logged, by study, words, page and codes."""
    for coding in act.review.facts.codings:
        for one in coding.segments if coding.coder == act.who else ():
            if one.event:
                yield coding.study, one.quote, one.page, one.marks


def _new_marks(act: Acting, rows: Sequence[QuoteRow]) -> Iterator[StudyMark]:
    """The codes on whole studies that the person at work has not logged yet."""
    own = (one for one in act.review.facts.codings if one.coder == act.who)
    logged = {(coding.study, mark.code, mark.relation) for coding in own for mark in coding.study_marks}
    for row in rows:
        for mark in row.marks:
            if (row.study, mark.code, mark.relation) not in logged:
                why = f"{Path(row.place.path).name}, row {row.place.line}"
                yield StudyMark(act.who, row.study, mark, why, at=ledger.now())


def _placed(
    act: Acting, row: QuoteRow, quote: NewQuote, texts: Mapping[str, Sequence[ReadText]], keep_lost: bool
) -> tuple[CodedSegment, str]:
    """A quote with its place in the texts, and what to know about it; "" where no text was there to be searched."""
    placed = place_quote(study_of(act, row.study), texts[row.study], given_quote(quote), keep_lost)
    notice = placed.notice if placed.notice and placed.match is not None else ""
    return segment_of(act, quote, placed), notice
