"""Coding: quotes with their codes, codes on a study as a whole, and how far a coder has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.actions.studies import write_proposed
from reviewkit.actions.who import Acting, acting
from reviewkit.errors import ReviewkitError
from reviewkit.model import CodedSegment, Mark, Segment, StudyCoded, StudyMark
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Role, message


@dataclass(frozen=True, slots=True)
class Coded:
    """What was logged about a study; `already` means that it had been logged before, so nothing was added."""

    id: str
    study: str
    coder: str
    already: bool = False


def add_quote(
    folder: OpenReview,
    as_: str,
    study: str,
    quote: str,
    codes: Sequence[str],
    page: str = "",
    note: str = "",
    relation: str = "supports",
) -> Coded:
    """Log a quote from a study with its codes. Blank space around the quote is removed.

    The same quote with the same page and codes is logged once, so that a command can safely be repeated after a crash.

    Raises ReviewkitError for an unknown study or code, and for an empty quote.
    """
    with acting(folder, as_) as act:
        _start(act, study, codes)
        words = quote.strip()
        if not words:
            raise ReviewkitError(message("The quote is empty. Give the exact words of the report after --quote."))
        marks = tuple(Mark(code, relation) for code in dict.fromkeys(codes))
        for known in _own_quotes(act, study):
            if (known.quote, known.page, known.marks) == (words, page.strip(), marks):
                return Coded(known.event, study, act.who, already=True)
        segment = CodedSegment(
            act.who, study, words, marks, page.strip(), note=note, codebook=_books(act.review), at=ledger.now()
        )
        return Coded(act.log([segment])[0], study, act.who)


def mark_study(
    folder: OpenReview, as_: str, study: str, code: str, why: str = "", relation: str = "supports"
) -> Coded:
    """Log a code on a study as a whole, without a quote."""
    with acting(folder, as_) as act:
        _start(act, study, [code])
        mark = StudyMark(act.who, study, Mark(code, relation), why, at=ledger.now())
        return Coded(act.log([mark])[0], study, act.who)


def finish_study(folder: OpenReview, as_: str, study: str, state: str, note: str = "") -> Coded:
    """Log how far the coder has come with a study: done, done-nothing-found, or in-progress again.

    Raises ReviewkitError for done-nothing-found where the coder has used codes.
    """
    with acting(folder, as_) as act:
        _start(act, study, [])
        mine = [entry for entry in act.review.facts.codings if entry.coder == act.who and entry.study == study]
        if state == "done-nothing-found" and any(entry.segments or entry.study_marks for entry in mine):
            raise ReviewkitError(
                message(
                    "You have used codes in {study}, so --nothing-found cannot be right. Leave it out, or undo "
                    "the codes first.",
                    study=study,
                )
            )
        return Coded(act.log([StudyCoded(act.who, study, state, note, at=ledger.now())])[0], study, act.who)


def _start(act: Acting, study: str, codes: Sequence[str]) -> None:
    """Check that the study and the codes are known. Raises ReviewkitError otherwise."""
    act.needs_new_format(message("coding"))
    act.must(Role.CODES)
    write_proposed(act, [study])
    keys = [entry.key for entry in act.review.facts.studies]
    unusable = [
        problem
        for entry in act.review.facts.studies
        for problem in act.review.facts.problems
        if entry.key == study and problem.place == entry.place and problem.code == "yaml"
    ]
    if unusable:
        raise ReviewkitError(message("{unusable}. Nothing was logged.", unusable=unusable[0]))
    if study not in keys:
        raise ReviewkitError(
            message(
                "There is no study {key!r}. The studies are: {known}",
                key=study,
                known=", ".join(dict.fromkeys((*keys, *_included(act.review)))) or message("(none yet)"),
            )
        )
    known = {entry.id for book in act.review.facts.codebooks for entry in book.codes}
    for code in codes:
        if code not in known:
            raise ReviewkitError(
                message(
                    "No codebook has the code {code!r}. Known codes: {known}",
                    code=code,
                    known=", ".join(sorted(known)) or message("(none yet)"),
                )
            )


def _included(review: Review) -> list[str]:
    return [study.key for study in review.included_studies]


def _own_quotes(act: Acting, study: str) -> list[Segment]:
    """The quotes from a study that this person has coded."""
    codings = act.review.facts.codings
    mine = (coding for coding in codings if (coding.coder, coding.study) == (act.who, study))
    return [segment for coding in mine for segment in coding.segments]


def _books(review: Review) -> str:
    """The codebooks in use with their versions, as they are named in a coding."""
    return ", ".join(f"{book.name} {book.version}" for book in review.facts.codebooks)
