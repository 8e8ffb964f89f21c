"""Coding: quotes with their codes, codes on a study as a whole, and how far a coder has come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewkit.actions.codebook import relations_kept
from reviewkit.actions.quoting import GivenQuote, PlacedQuote, place_quote, texts_of
from reviewkit.actions.studies import write_proposed
from reviewkit.actions.undo import undo
from reviewkit.actions.who import Acting, acting
from reviewkit.codebook_history import of_book, split_codes
from reviewkit.coding import current_ids
from reviewkit.errors import ReviewkitError
from reviewkit.model import (
    CameFrom,
    CodedSegment,
    Coding,
    Mark,
    Segment,
    SegmentRecoded,
    Study,
    StudyCoded,
    StudyMark,
)
from reviewkit.quotes import Match
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Message, Role, message

LONG_QUOTE = 5000  # characters: about two pages, which is hardly what somebody meant to select


@dataclass(frozen=True, slots=True)
class Coded:
    """What was logged about a study; `notices` say what to know about the quote.

    `already` means that it had been logged before, so nothing was added.
    """

    id: str
    study: str
    coder: str
    already: bool = False
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class NewQuote:
    """A quote from a study with its codes, as somebody gives it; `page` is as they write it.

    Words that were selected in a full text have its checksum, the part that they begin in and where that is.
    """

    study: str
    quote: str
    marks: tuple[Mark, ...]
    page: str = ""
    construct: str = ""
    note: str = ""
    text: str = ""
    part: int = 0
    start: int = -1
    came_from: CameFrom | None = None


def add_quote(
    folder: OpenReview,
    as_: str,
    study: str,
    quote: str,
    codes: Sequence[str],
    page: str = "",
    note: str = "",
    relation: str = "supports",
    construct: str = "",
    keep_lost: bool = False,
) -> Coded:
    """Log a quote from a study with its codes and its place in the full texts. Blank space around it is removed.

    The same quote with the same page and codes is logged once, so that a command can safely be repeated after a crash.

    Raises ReviewkitError for an unknown study or code, an empty quote, and one that none of the full texts has (unless
    `keep_lost`).
    """
    marks = tuple(Mark(code, relation) for code in dict.fromkeys(codes))
    return add(folder, as_, NewQuote(study, quote.strip(), marks, page.strip(), construct, note), keep_lost)


def add(folder: OpenReview, as_: str, new: NewQuote, keep_lost: bool = False) -> Coded:
    """As add_quote, with a relation for each code. Raises ReviewkitError without a code too."""
    with acting(folder, as_) as act:
        start(act, new.study, [mark.code for mark in new.marks])
        if not new.marks:
            raise ReviewkitError(_NO_CODE)
        if known := logged_already(act, new):
            return Coded(known, new.study, act.who, already=True)
        _must_be_in_use(act.review, [mark.code for mark in new.marks])
        placed = placed_in_texts(act, new, keep_lost)
        write_proposed(act, [new.study])
        made = act.log([segment_of(act, new, placed)])[0]
        notices = [placed.notice] if placed.notice else []
        if len(new.quote) > LONG_QUOTE:
            notices.append(
                message(
                    "This quote has {n} characters. If that is more than you meant: reviewkit undo {event}",
                    n=len(new.quote),
                    event=made,
                )
            )
        notices += _of_split_codes(act, new.marks, made)
        return Coded(made, new.study, act.who, notices=tuple(notices))


_NO_CODE = message("Give the quote at least one code. Nothing was logged.")


def placed_in_texts(act: Acting, new: NewQuote, keep_lost: bool) -> PlacedQuote:
    """A quote with its place in the full texts. Raises ReviewkitError without words, and where none of the texts has
    them (unless `keep_lost`)."""
    if not new.quote:
        raise ReviewkitError(message("The quote is empty. Give the exact words of the report after --quote."))
    study = study_of(act, new.study)
    return place_quote(study, texts_of(act.folder, study, keep_lost), given_quote(new), keep_lost)


def recode(
    folder: OpenReview, as_: str, segment: str, codes: Sequence[str], why: str, relation: str = ""
) -> Coded:
    """Give other codes to a quote that the person has coded. Those that it had stay in the log.

    Without a `relation`, a code that it had keeps its own, and so does one that such a code was split into. Raises
    ReviewkitError for a quote that is not theirs, an unknown code, and without a reason.
    """
    with acting(folder, as_) as act:
        known = _own_segment(act, segment)[1]
        kept = relations_kept(act.review, known.marks)
    marks = tuple(Mark(code, relation or kept.get(code, "supports")) for code in dict.fromkeys(codes))
    return recode_as(folder, as_, segment, marks, why)


def recode_as(
    folder: OpenReview, as_: str, segment: str, marks: tuple[Mark, ...], why: str, seen: str = ""
) -> Coded:
    """As recode, with a relation for each code. `seen` is the act that gave the quote the codes that the person had
    before them, "" where that is not known.

    Raises ReviewkitError without a code too, and where the quote has other codes by now than were seen.
    """
    with acting(folder, as_) as act:
        coding, known = _own_segment(act, segment)
        must_be_as_seen(known, seen)
        start(act, coding.study, [mark.code for mark in marks])
        if not marks:
            raise ReviewkitError(_NO_CODE)
        reason = why.strip()
        if not reason:
            raise ReviewkitError(message("Say why the quote gets other codes: --why REASON. Nothing was changed."))
        if known.marks == marks:
            return Coded(known.given_by, coding.study, act.who, already=True)
        had = {mark.code for mark in known.marks}
        _must_be_in_use(act.review, [mark.code for mark in marks if mark.code not in had])
        done = SegmentRecoded(act.who, segment, marks, reason, at=ledger.now())
        notices = _of_split_codes(act, marks, segment)
        return Coded(act.log([done])[0], coding.study, act.who, notices=notices)


def _must_be_in_use(review: Review, codes: Sequence[str]) -> None:
    """Raises ReviewkitError for a code that is retired, for which nothing would count; one that was merged is in use as
    what it became."""
    for book in review.facts.codebooks:
        current, retired = current_ids(book.codes), {one.id for one in book.codes if one.status == "retired"}
        for code in codes:
            if current.get(code) in retired:
                raise ReviewkitError(
                    message(
                        "{code} is retired. To use it again: reviewkit codebook restore {code} --why WHY",
                        code=code,
                    )
                )


def _of_split_codes(act: Acting, marks: Sequence[Mark], event: str) -> tuple[Message, ...]:
    """What is said of a quote with a code that was split: that one of the new codes is to be chosen."""
    found: dict[str, tuple[str, ...]] = {}
    for book in act.review.facts.codebooks:
        split = split_codes(of_book(act.review.facts.codebook_acts, book.name), book.said)
        current = current_ids(book.codes)
        found |= {code: split[code] for mark in marks if (code := current.get(mark.code, "")) in split}
    return tuple(
        message(
            "{codes} was split into {into}. Choose one of these for the quote: reviewkit code recode {event} "
            "--code CODE --why WHY",
            codes=code,
            into=", ".join(into),
            event=event,
        )
        for code, into in found.items()
    )


def must_be_as_seen(segment: Segment, seen: str) -> None:
    """Raises ReviewkitError where a quote got other codes while somebody looked at it."""
    if seen not in ("", segment.given_by):
        raise ReviewkitError(
            message(
                "The quote got other codes while you looked at it. Nothing was logged. Look at it as it is now, and "
                "answer again."
            )
        )


def remove(folder: OpenReview, as_: str, segment: str, why: str = "") -> Coded:
    """Take back a coded quote, or a code on a study as a whole. It stays in the log, and can be restored by undo.

    Raises ReviewkitError for one that is not the person's.
    """
    with acting(folder, as_) as act:
        own = [one for one in act.review.facts.codings if one.coder == act.who]
        found = [one for one in own if segment in _events_of(one)]
        if not found:
            raise _not_theirs(act, segment)
    return Coded(undo(folder, as_, [segment], why).ids[0], found[0].study, act.who)


def _events_of(coding: Coding) -> set[str]:
    behind = (*(one.event for one in coding.segments), *(one.event for one in coding.study_marks))
    return {event for event in behind if event}


def _own_segment(act: Acting, event: str) -> tuple[Coding, Segment]:
    """A quote that the person at work has coded, by the act that logged it."""
    for coding in act.review.facts.codings:
        for segment in coding.segments:
            if segment.event == event and event and coding.coder == act.who:
                return coding, segment
    raise _not_theirs(act, event)


def _not_theirs(act: Acting, event: str) -> ReviewkitError:
    for coding in act.review.facts.codings:
        if event and event in _events_of(coding):
            return ReviewkitError(
                message(
                    "{event} is coding by {by}, which only {by} can change. Nothing was changed.",
                    event=event,
                    by=coding.coder,
                )
            )
    return ReviewkitError(
        message(
            "No coded quote has the id {event!r}. The ids are in `reviewkit code quotes --json`; a quote in a file "
            "under coding/ is corrected there. Nothing was changed.",
            event=event,
        )
    )


def mark_study(
    folder: OpenReview, as_: str, study: str, code: str, why: str = "", relation: str = "supports"
) -> Coded:
    """Log a code on a study as a whole, without a quote; the same again is logged once."""
    with acting(folder, as_) as act:
        start(act, study, [code])
        for coding in act.review.facts.codings:
            if (coding.coder, coding.study) == (act.who, study):
                for known in coding.study_marks:
                    if known.event and known == Mark(code, relation):
                        return Coded(known.event, study, act.who, already=True)
        _must_be_in_use(act.review, [code])
        write_proposed(act, [study])
        mark = StudyMark(act.who, study, Mark(code, relation), why, at=ledger.now())
        return Coded(act.log([mark])[0], study, act.who)


def finish_study(folder: OpenReview, as_: str, study: str, state: str, note: str = "") -> Coded:
    """Log how far the coder has come with a study: done, done-nothing-found, or in-progress again.

    Raises ReviewkitError for done-nothing-found where the coder has used codes.
    """
    with acting(folder, as_) as act:
        start(act, study, [])
        mine = [entry for entry in act.review.facts.codings if entry.coder == act.who and entry.study == study]
        if state == "done-nothing-found" and any(entry.segments or entry.study_marks for entry in mine):
            raise ReviewkitError(
                message(
                    "You have used codes in {study}, so --nothing-found cannot be right. Leave it out, or undo "
                    "the codes first.",
                    study=study,
                )
            )
        write_proposed(act, [study])
        return Coded(act.log([StudyCoded(act.who, study, state, note, at=ledger.now())])[0], study, act.who)


def start(act: Acting, study: str, codes: Sequence[str]) -> None:
    """Check that the person codes, and the study and the codes are known. Raises ReviewkitError otherwise."""
    act.needs_new_format(message("coding"))
    act.must(Role.CODES)
    keys = [entry.key for entry in act.review.facts.studies]
    unusable = [
        problem
        for entry in act.review.facts.studies
        for problem in act.review.facts.problems
        if entry.key == study and problem.place == entry.place and problem.code == "yaml"
    ]
    if unusable:
        raise ReviewkitError(message("{unusable}. Nothing was logged.", unusable=unusable[0]))
    if study not in (*keys, *_included(act.review)):
        raise ReviewkitError(
            message(
                "There is no study {key!r}. The studies are: {known}",
                key=study,
                known=", ".join(dict.fromkeys((*keys, *_included(act.review)))) or message("(none yet)"),
            )
        )
    known = {entry.id for book in act.review.facts.codebooks for entry in book.codes}
    act.review.reads_codebooks()
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


def study_of(act: Acting, key: str) -> Study:
    """A study by its key."""
    return next(one for one in (*act.review.included_studies, *act.review.facts.studies) if one.key == key)


def logged_already(act: Acting, new: NewQuote) -> str:
    """The act that logged the same quote with the same page and codes for this person; "" where none did."""
    codings = act.review.facts.codings
    mine = (coding for coding in codings if (coding.coder, coding.study) == (act.who, new.study))
    for segment in (segment for coding in mine for segment in coding.segments):
        same = (segment.quote, segment.page, segment.marks) == (new.quote, new.page, new.marks)
        if same and _same_place(segment, new):
            return segment.event
    return ""


def _same_place(segment: Segment, new: NewQuote) -> bool:
    """Whether a quote is where the same words were selected; a study says some words more than once."""
    if new.start < 0 or segment.found is None or segment.found.start < 0:
        return True
    return segment.found.text == new.text and abs(segment.found.start - new.start) < len(new.quote)


def given_quote(new: NewQuote) -> GivenQuote:
    """A quote to be looked for; a page that is no number is only a label."""
    if new.part:
        return GivenQuote(new.quote, new.part, new.text, strict=False, start=new.start)
    number = new.page.removeprefix("p.").strip()
    return GivenQuote(new.quote, int(number) if number.isdecimal() and len(number) < 6 else 0, strict=False)


def segment_of(act: Acting, new: NewQuote, placed: PlacedQuote) -> CodedSegment:
    """A coded quote to be logged, with its place in a full text where it has one.

    Where the text has other words, the text and page are kept and no place in it.
    """
    found = replace(placed.quoted, quote=new.quote) if placed.quoted.text else None
    if found and placed.match is Match.CHANGED:
        found = replace(found, prefix="", suffix="", start=-1)
    return CodedSegment(
        act.who,
        new.study,
        new.quote,
        new.marks,
        new.page,
        construct=new.construct,
        note=new.note,
        codebook=_books(act.review),
        at=ledger.now(),
        found=found,
        came_from=new.came_from,
    )


def _books(review: Review) -> str:
    """The codebooks in use with their versions, as they are named in a coding."""
    return ", ".join(f"{book.name} {book.version}" for book in review.facts.codebooks)
