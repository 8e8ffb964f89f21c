"""Changes to a codebook: written into its YAML file, and logged with their reason in its history."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewkit import codebook_changes
from reviewkit.actions import agreements, rewriting
from reviewkit.actions.who import Acting, acting
from reviewkit.codebook_changes import Change
from reviewkit.codebook_history import (
    ITSELF,
    Step,
    amounts_to,
    continued,
    differences,
    edits_by_hand,
    is_beginning,
    of_book,
    replayed,
    split_codes,
)
from reviewkit.coding import Evidence, current_ids, evidence_of
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.model import BookState, Codebook, CodebookAct, Mark
from reviewkit.review import Review
from reviewkit.store import codebooks, ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Role, message


@dataclass(frozen=True, slots=True)
class Noted:
    """What is said of a change: why, in which phase of thematic analysis (0: not said), of which codebook."""

    why: str
    phase: int = 0
    book: str = ""


@dataclass(frozen=True, slots=True)
class ChangedBook:
    """What was logged of a codebook; `begun` means that its history begins here, with the codebook as it was found."""

    book: str
    acts: tuple[CodebookAct, ...]
    ids: tuple[str, ...]
    begun: bool


def change(folder: OpenReview, as_: str, make: Change, noted: Noted) -> ChangedBook:
    """Change a codebook and log it. Raises ReviewkitError, with nothing changed, where the change cannot be made, no
    reason is given, or somebody has changed the file by hand and not accepted that yet."""
    return _changed(folder, as_, lambda act, book: make, noted)


def split(folder: OpenReview, as_: str, code: str, new: Mapping[str, str], noted: Noted) -> ChangedBook:
    """Split a code into new ones, by id with their labels. Where somebody has used it, it stays until they have given
    each of its marks to one of the new codes; then it can be retired."""
    return _changed(
        folder,
        as_,
        lambda act, book: codebook_changes.split(code, new, is_in_use(act.review, book, code)),
        noted,
    )


def _changed(
    folder: OpenReview, as_: str, make: Callable[[Acting, Codebook], Change], noted: Noted
) -> ChangedBook:
    with acting(folder, as_) as act:
        return change_within(act, lambda book: [make(act, book)], noted)


def change_within(act: Acting, makes: Callable[[Codebook], Sequence[Change]], noted: Noted) -> ChangedBook:
    """Change a codebook by several steps, all of them or none, while somebody is acting. Raises as `change` does.

    Where the file says already what these steps lead to, and its history does not, they are logged: a crash came
    between the two.
    """
    book = _start(act, noted)
    is_edited = bool(edits_by_hand(book, act.review.facts.codebook_acts))
    state, steps = replayed(_beginning(act, book)), []
    try:
        for make in makes(book):
            step = make(state, book.language)
            if step.changes:
                steps.append(step)
                state = continued(state, _act(act, book, step, noted))
    except ReviewkitError:
        if is_edited:
            raise ReviewkitError(_by_hand_first(book)) from None
        raise
    if is_edited and differences(state, book.said):
        raise ReviewkitError(_by_hand_first(book))
    if not steps:
        raise ReviewkitError(message("The codebook says so already, so nothing was changed."))
    return _log(act, book, steps, noted, state)


def accept(folder: OpenReview, as_: str, noted: Noted) -> ChangedBook:
    """Log what somebody changed in the file of a codebook by hand, as the acts that it amounts to."""
    with acting(folder, as_) as act:
        book = _start(act, noted)
        before = replayed(of_book(act.review.facts.codebook_acts, book.name))
        steps = amounts_to(before, book.said) if before else []
        if before and not steps:
            raise ReviewkitError(message("The codebook says so already, so nothing was changed."))
        return _log(act, book, steps, noted, book.said)


def reject(folder: OpenReview, as_: str, noted: Noted) -> tuple[str, ...]:
    """Write into the file of a codebook what its history says, so that what was changed by hand is gone, or what
    somebody did in another copy of the folder is there; returns what `undo` calls it."""
    with acting(folder, as_) as act:
        book = _start(act, noted)
        acts = of_book(act.review.facts.codebook_acts, book.name)
        if not edits_by_hand(book, acts):
            raise ReviewkitError(message("The codebook says so already, so nothing was changed."))
        file = codebooks.file_of(book.name)
        before = rewriting.text_now(act.folder, file)
        after = codebooks.rewritten(before, file, replayed(acts))
        rewriting.read_back(lambda text, found: _read(text, file, found), before, after)
        return rewriting.write(act, file, after, noted.why)


def chosen(review: Review, name: str) -> Codebook:
    """The codebook that was named, or the only one. Raises ReviewkitError otherwise."""
    review.needs_a_codebook()
    books = {book.name: book for book in review.facts.codebooks}
    if name and name not in books:
        raise ReviewkitError(
            message("there is no codebook {codebook!r}; there are: {books}", codebook=name, books=", ".join(books))
        )
    if not name and len(books) > 1:
        raise ReviewkitError(message("say which codebook with --codebook: {books}", books=", ".join(books)))
    return books[name] if name else next(iter(books.values()))


@dataclass(frozen=True, slots=True)
class ToReassign:
    """A mark on a code that was split: whose it is, in which study, and what the code was split into."""

    code: str
    into: tuple[str, ...]
    study: str
    evidence: Evidence


def to_reassign(review: Review, book: Codebook) -> tuple[ToReassign, ...]:
    """The marks on codes that were split, each of which its coder gives to one of the new codes."""
    split = split_codes(of_book(review.facts.codebook_acts, book.name), book.said)
    if not split:
        return ()
    current = current_ids(book.codes)
    return tuple(
        ToReassign(code, split[code], coding.study, evidence)
        for coding in review.facts.codings
        if coding.codebook in ("", book.name)
        for evidence in evidence_of(coding)
        if (code := current.get(evidence.mark.code, "")) in split
    )


def relations_kept(review: Review, marks: Iterable[Mark]) -> dict[str, str]:
    """By code, the relation that a quote with these codes keeps when it gets others: to a code that it has already, and
    to each that one of its codes was split into."""
    own: dict[str, str] = {}
    inherited: dict[str, str] = {}
    for book in review.facts.codebooks:
        split = split_codes(of_book(review.facts.codebook_acts, book.name), book.said)
        current = current_ids(book.codes)
        for mark in marks:
            if (code := current.get(mark.code)) is not None:
                own[code] = mark.relation
                inherited |= dict.fromkeys(split.get(code, ()), mark.relation)
    return inherited | own | {mark.code: mark.relation for mark in marks}


def is_in_use(review: Review, book: Codebook, code: str) -> bool:
    """Whether somebody has used a code, or another code is below it."""
    current = current_ids(book.codes)
    below = any(current.get(one.parent, one.parent) == code for one in book.codes)
    return below or code in _used(review, book)


def _used(review: Review, book: Codebook, without: frozenset[str] = frozenset()) -> set[str]:
    """The codes that somebody has used, as they are called now; `without` are acts that do not count."""
    current = current_ids(book.codes)
    return {
        current.get(one.mark.code, one.mark.code)
        for coding in review.facts.codings
        if coding.codebook in ("", book.name)
        for one in evidence_of(coding)
        if one.event not in without
    }


@dataclass(frozen=True, slots=True)
class BookPutBack:
    """The file of a codebook, and its text once acts no longer count, or count again."""

    file: str
    text: str


def put_back(
    act: Acting, gone: Sequence[CodebookAct], again: Sequence[CodebookAct], without: frozenset[str] = frozenset()
) -> list[BookPutBack]:
    """The files of codebooks without some acts, and with others that count again. `without` are acts of coding that no
    longer count either.

    Raises ReviewkitError where a later act builds on one of them, or the file was changed by hand since.
    """
    return [
        new
        for name in dict.fromkeys(one.book for one in (*gone, *again))
        if (new := _without(act, name, of_book(gone, name), of_book(again, name), without))
    ]


def _without(
    act: Acting,
    name: str,
    gone: Sequence[CodebookAct],
    again: Sequence[CodebookAct],
    without: frozenset[str],
) -> BookPutBack | None:
    book = next((one for one in act.review.facts.codebooks if one.name == name), None)
    if book is None:
        return None
    acts = of_book(act.review.facts.codebook_acts, name)
    if edits_by_hand(book, acts):
        raise ReviewkitError(_by_hand_first(book))
    ids = {one.id for one in gone}
    left = of_book([*(one for one in acts if one.id not in ids), *again], name)
    for one in (*gone, *again):
        _nothing_builds_on(one, [later for later in left if later.stamp > one.stamp])
    begins = any(map(is_beginning, left))
    begun = (
        [] if begins else [one for one in acts if is_beginning(one)]
    )  # its state is where the file goes back to
    file = codebooks.file_of(name)
    text = rewriting.text_now(act.folder, file)
    wanted = replayed(of_book([*begun, *left], name)) or book.said
    lost = sorted((set(book.said) - set(wanted)) & _used(act.review, book, without))
    if lost:
        raise ReviewkitError(
            message(
                "{codes} would no longer be in the codebook, and studies are coded with it. Merge it into another "
                "code, or undo the codings first.",
                codes=", ".join(lost),
            )
        )
    return BookPutBack(file, _as_it_was(act, file, text, [*gone, *again], wanted))


def _as_it_was(act: Acting, file: str, text: str, acts: Iterable[CodebookAct], wanted: BookState) -> str:
    """The text that says what is wanted: to the last byte the one before these acts, where nothing came after."""
    now = agreements.checksum(text)
    changes = act.review.facts.agreements
    known = {change.after: change.id for change in changes if change.file == file}
    for one in acts:
        other = one.was if one.now == now else one.now if one.was == now else ""
        earlier = agreements.text_of(changes, file, known[other]) if other in known else None
        if earlier is not None and codebooks.of_text(earlier, file, []).said == wanted:
            return earlier
    return codebooks.rewritten(text, file, wanted)


def _nothing_builds_on(one: CodebookAct, later: Sequence[CodebookAct]) -> None:
    """Raises ReviewkitError where a later act changed what this one did; on the beginning, every later one builds."""
    keys = {(change.code, change.key) for change in one.changes}
    made = {change.code for change in one.changes if one.op == "create" or is_beginning(one)}
    made |= set(one.into) if one.op == "split" else set()
    for other in reversed(later):
        touched = {(change.code, change.key) for change in other.changes}
        named = {change.code for change in other.changes} | {str(change.after) for change in other.changes}
        if is_beginning(one) or touched & keys or named & made:
            raise ReviewkitError(
                message(
                    "{later} ({op}) was done after {event} and builds on it. Undo it first: reviewkit undo {later}",
                    later=other.id,
                    op=other.op,
                    event=one.id,
                )
            )


def _start(act: Acting, noted: Noted) -> Codebook:
    """The codebook that is meant. Raises ReviewkitError where the person may not change it, or does not say why."""
    act.needs_new_format(message("the history of a codebook"))
    act.must(Role.CODES)
    if not noted.why.strip():
        raise ReviewkitError(message("Say why the codebook is changed: --why WHY. Nothing was changed."))
    return chosen(act.review, noted.book)


def _by_hand_first(book: Codebook) -> str:
    return message(
        "{file} was changed by hand since its history was last written. Nothing was changed. Look at what was "
        "changed: reviewkit codebook status. Put it into the history: reviewkit codebook accept --why WHY. Or take it "
        "out of the file again: reviewkit codebook reject --why WHY",
        file=book.place.path,
    )


def _beginning(act: Acting, book: Codebook) -> list[CodebookAct]:
    """The acts of a codebook; where there are none, the one that records it as it was found."""
    known = of_book(act.review.facts.codebook_acts, book.name)
    if known:
        return known
    found = differences({}, book.said)
    ids = tuple(code for code in book.said if code != ITSELF)
    return [CodebookAct(act.who, book.name, "version", ids, found, at=ledger.now())]


def _act(act: Acting, book: Codebook, step: Step, noted: Noted, was: str = "", now: str = "") -> CodebookAct:
    return CodebookAct(
        act.who,
        book.name,
        step.op,
        step.ids,
        step.changes,
        step.into,
        " ".join(noted.why.split()),
        noted.phase,
        was,
        now,
        at=ledger.now(),
    )


def _log(act: Acting, book: Codebook, steps: Sequence[Step], noted: Noted, new: BookState) -> ChangedBook:
    """Write the file so that it says what is new, and log the steps to it; where nothing is to be written, only log."""
    file = codebooks.file_of(book.name)
    before = rewriting.text_now(act.folder, file)
    after = codebooks.rewritten(before, file, new)
    if after != before:
        rewriting.read_back(lambda text, found: _read(text, file, found), before, after)
    begins = not of_book(act.review.facts.codebook_acts, book.name)
    beginning = _beginning(act, book) if begins else []
    was, now = (agreements.checksum(text) for text in (before, after))
    rewriting.write(act, file, after, noted.why)
    acts = [*beginning, *(_act(act, book, step, noted, was, now) for step in steps)]
    ids = act.log(acts)
    return ChangedBook(book.name, tuple(acts), ids, begins)


def _read(text: str, file: str, found: list[Problem]) -> Codebook:
    return codebooks.of_text(text, file, found)
