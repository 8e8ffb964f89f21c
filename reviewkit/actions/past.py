"""A review as it was: at the end of a day, right after a version of a codebook was set, or right after an act.

What people logged says timeline.py. What review.yaml, studies.yaml and the other agreements said then is in the log of
their changes, if it goes back so far; what is in no log is named.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from reviewkit.actions import agreements
from reviewkit.actions.codebook import chosen
from reviewkit.codebook_history import ITSELF, moment_of, of_book
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.model import (
    AnyAct,
    Codebook,
    CodebookAct,
    Export,
    Facts,
    Record,
    Stamp,
    Undo,
    in_order,
)
from reviewkit.review import Review
from reviewkit.store import codebooks, forms, protocol, searches, studies
from reviewkit.store.open_review import OpenReview
from reviewkit.timeline import Gap, NotKnown, Then, acts_at, facts_at, gaps, under
from reviewkit.words import message

_READERS: Mapping[str, tuple[str, Callable[[str, list[Problem]], Any]]] = {
    protocol.FILE: ("protocol", protocol.of_text),
    studies.FILE: ("studies", studies.of_text),
    searches.FILE: ("sources", searches.log_of_text),
    forms.FILE: ("form", forms.of_text),
}
_IN_A_TABLE = (protocol.FILE, studies.FILE)  # files on which the table of themes and studies depends


@dataclass(frozen=True, slots=True)
class Past:
    """A review as it was at a moment, and which moment that is."""

    review: Review
    then: Then


def as_of(folder: OpenReview, asked: str, book: str = "") -> Past:
    """The review as it was then. Raises ReviewkitError for a name that is no day, no version and no act."""
    review = folder.review
    moment, is_day = moment_named(review, asked, book)
    facts = facts_at(review.facts, moment, lambda exports: _records(folder, exports))
    facts, known = _with_agreements(review.facts, facts)
    missing = [
        Gap(NotKnown.FILE, tuple(name for name in _IN_A_TABLE if _is_there(facts, name) and name not in known))
    ]
    missing += [_without(gap, known) for gap in gaps(review.facts, moment)]
    found = tuple(gap for gap in missing if gap.files)
    return Past(Review(facts), Then(asked, moment, is_day, changes=_changes(facts, book), gaps=found))


def under_version(review: Review, asked: str, book: str = "") -> Past:
    """The review of now with the codebook as it was then. Raises ReviewkitError as `as_of` does."""
    moment, is_day = moment_named(review, asked, book)
    name = chosen(review, book).name
    then = facts_at(review.facts, moment, lambda exports: {})
    (old,) = (one for one in then.codebooks if one.name == name)
    facts, later = under(review.facts, old)
    of_it = tuple(
        Gap(gap.what, (old.place.path,))
        for gap in gaps(review.facts, moment)
        if gap.what is NotKnown.CODEBOOK and old.place.path in gap.files
    )
    return Past(Review(facts), Then(asked, moment, is_day, True, _changes(then, book), of_it, later))


def moment_named(review: Review, asked: str, book: str = "") -> tuple[Stamp, bool]:
    """The moment that a name means, and whether it is the end of a day.

    Raises ReviewkitError where it means none, or several.
    """
    named = [act for act in _everything(review.facts) if act.id == asked]
    if len(named) > 1:
        places = ", ".join(str(act.place) for act in named)
        said = message(
            "{asked} is the id of {n} acts ({places}), from version 0.2. Name a day (2026-01-31) or a version instead.",
            asked=asked,
            n=len(named),
            places=places,
        )
        raise ReviewkitError(said)
    if named:
        return named[0].stamp, False
    is_day = _is_day(asked)
    history = [] if is_day and not book else _history(review.facts, chosen(review, book).name)
    moment = moment_of(history, asked, end_of_day=True)
    if moment in {act.stamp for act in history}:
        return moment, False
    if date.fromisoformat(asked) > datetime.now(UTC).date():
        raise ReviewkitError(message("{asked} is in the future.", asked=asked))
    return moment, True


def _is_day(asked: str) -> bool:
    try:
        return bool(date.fromisoformat(asked))
    except ValueError:
        return False


def _everything(facts: Facts) -> Iterator[AnyAct | Undo]:
    """Every act and undo."""
    whole = acts_at(facts, Stamp(datetime.max.replace(tzinfo=UTC)))
    yield from whole.counting
    yield from (entry.act for entry in whole.taken_back)
    yield from whole.undos


def _history(facts: Facts, book: str) -> list[CodebookAct]:
    """The acts on a codebook, also those that were undone."""
    return of_book((act for act in _everything(facts) if isinstance(act, CodebookAct)), book)


def _changes(facts: Facts, book: str) -> int:
    """How many acts changed the codebook since its version was set; 0 where there are several and none is named."""
    names = {one.name for one in facts.codebooks}
    name = book or (names.pop() if len(names) == 1 else "")
    count = 0
    for act in of_book(facts.codebook_acts, name):
        sets_version = any(change.code == ITSELF for change in act.changes)
        count = 0 if sets_version else count + 1
    return count


def _records(folder: OpenReview, exports: Sequence[Export]) -> Mapping[str, Record]:
    from reviewkit.store.records import FolderRecords

    return FolderRecords(folder.root, tuple(exports))


def _is_there(facts: Facts, name: str) -> bool:
    return name != studies.FILE or bool(facts.studies)


def _without(gap: Gap, known: frozenset[str]) -> Gap:
    """A gap without codebooks whose text of then is in a log after all."""
    return (
        gap if gap.what is NotKnown.CODINGS else replace(gap, files=tuple(f for f in gap.files if f not in known))
    )


def _with_agreements(now: Facts, then: Facts) -> tuple[Facts, frozenset[str]]:
    """The facts with what agreements said then, and the files of which a log says it.

    Where a file was noticed for the first time later, it is as it was then; where it never was, as it is now.
    """
    known, found = set(), dict[str, Any]()
    for name, (field, read) in _READERS.items():
        text = agreements.text_of(then.agreements, name)
        if text is not None:
            known.add(name)
        elif first := next((change for change in in_order(now.agreements) if change.file == name), None):
            text = agreements.text_of((first,), name)
        if text is not None and (said := _read(read, text)) is not None:
            found[field] = said
    books = _books_without_history(then)
    whole = {one.place.path: one for one in then.codebooks} | books
    return replace(then, **found, codebooks=tuple(whole.values())), frozenset((*known, *books))


def _books_without_history(then: Facts) -> dict[str, Codebook]:
    """The codebooks that had no history then, as their files were last noticed, by their files."""
    replayed = {codebooks.file_of(act.book) for act in then.codebook_acts}
    files = dict.fromkeys(change.file for change in then.agreements)
    texts = {
        file: agreements.text_of(then.agreements, file)
        for file in files
        if file.startswith(f"{codebooks.FOLDER}/") and file not in replayed
    }
    read = {file: _read(_reader(file), text) for file, text in texts.items() if text is not None}
    return {file: book for file, book in read.items() if book is not None}


def _reader(file: str) -> Callable[[str, list[Problem]], Codebook]:
    """What reads the text of the codebook in a file."""
    return lambda text, problems: codebooks.of_text(text, file, problems)


def _read(read: Callable[[str, list[Problem]], Any], text: str) -> Any:
    """What an earlier text of a file says; None where it could not be read then."""
    try:
        return read(text, [])
    except ReviewkitError:
        return None
