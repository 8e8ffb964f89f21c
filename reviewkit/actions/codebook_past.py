"""What has become of a codebook: its acts with their reasons, the difference between two moments, and where it is."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.actions.codebook import ToReassign, chosen, to_reassign
from reviewkit.codebook_history import Step, acts_not_in_file, amounts_to, moment_of, of_book, replayed
from reviewkit.codebook_lineage import Lineage
from reviewkit.codebook_lineage import lineage as of_acts
from reviewkit.coding import current_ids
from reviewkit.errors import ReviewkitError
from reviewkit.model import AFTER_ALL, Code, Codebook, CodebookAct, Stamp, Undo
from reviewkit.normalize import folded
from reviewkit.review import Review
from reviewkit.timeline import acts_at
from reviewkit.words import message

_LONGEST_NAME = 100  # letters of a name that is compared with others: that takes the square of its length


@dataclass(frozen=True, slots=True)
class PastAct:
    """An act on a codebook; `undo` is what took it back, None where it counts."""

    act: CodebookAct
    undo: Undo | None = None


@dataclass(frozen=True, slots=True)
class BookStatus:
    """A codebook, the number of acts in its history, what was changed by hand since, and the marks on split codes."""

    book: Codebook
    acts: int
    edits: tuple[Step, ...]
    to_reassign: tuple[ToReassign, ...]
    not_in_file: tuple[CodebookAct, ...] = ()


@dataclass(frozen=True, slots=True)
class BookDifference:
    """What lies between two moments of a codebook, as the steps that it amounts to; "" is the beginning, and now."""

    book: str
    since: str
    until: str
    steps: tuple[Step, ...]


def history(review: Review, code: str = "", book: str = "") -> tuple[PastAct, ...]:
    """The acts on a codebook, or those that one of its codes has a part in, from the first to the last.

    Raises ReviewkitError for what neither is nor was a code.
    """
    found = chosen(review, book)
    past = _all_acts(review, found.name)
    if not code:
        return past
    own = tuple(one for one in past if code in (*one.act.ids, *one.act.into, *(it.code for it in one.act.changes)))
    if not own and code not in current_ids(found.codes):
        raise ReviewkitError(
            message(
                "The codebook {book} has no code {code!r}{hint}",
                book=found.name,
                code=code,
                hint=_meant(code, found.codes),
            )
        )
    return own


def _meant(text: str, codes: Sequence[Code]) -> str:
    """Which code somebody may mean who gives its label, other letters or one too few; else which ones there are."""
    by_name = {
        folded(name[:_LONGEST_NAME]): code.id
        for code in reversed(codes)
        for name in (*code.labels.values(), code.id)
    }
    near = difflib.get_close_matches(folded(text[:_LONGEST_NAME]), by_name, 1)
    if near:
        return message("; did you mean {near!r}?", near=by_name[near[0]])
    return message(". Known codes: {known}", known=", ".join(code.id for code in codes) or message("(none yet)"))


def difference(review: Review, since: str = "", until: str = "", book: str = "") -> BookDifference:
    """What lies between two versions, days or acts of a codebook. Raises ReviewkitError for a name that is none."""
    found = chosen(review, book)
    everything = [past.act for past in _all_acts(review, found.name)]
    beginning = everything[0].stamp if everything else AFTER_ALL
    first = moment_of(everything, since) if since else beginning
    last = moment_of(everything, until, end_of_day=True) if until else AFTER_ALL
    before, after = (replayed(_acts_then(review, found.name, moment)) for moment in (first, last))
    return BookDifference(found.name, since, until, tuple(amounts_to(before, after)))


def _acts_then(review: Review, name: str, moment: Stamp) -> list[CodebookAct]:
    """The acts on a codebook that counted at a moment, also those that were undone later."""
    then = acts_at(review.facts, moment).counting
    return of_book((act for act in then if isinstance(act, CodebookAct)), name)


def lineage(review: Review, book: str = "") -> tuple[Codebook, Lineage]:
    """A codebook, and which of its codes became which by the acts that count."""
    found = chosen(review, book)
    return found, of_acts(of_book(review.facts.codebook_acts, found.name))


def status(review: Review) -> tuple[BookStatus, ...]:
    """Each codebook: how long its history is, and what waits for a person. Raises ReviewkitError where none of those
    that are there can be read."""
    review.reads_codebooks()
    found = []
    for book in review.facts.codebooks:
        acts = of_book(review.facts.codebook_acts, book.name)
        edits = amounts_to(replayed(acts), book.said) if acts else []
        away = acts_not_in_file(edits, acts)
        found.append(BookStatus(book, len(acts), tuple(edits), to_reassign(review, book), away))
    return tuple(found)


def _all_acts(review: Review, name: str) -> tuple[PastAct, ...]:
    """The acts on a codebook in their order, also those that were undone."""
    undone = [
        PastAct(entry.act, entry.undo) for entry in review.facts.taken_back if isinstance(entry.act, CodebookAct)
    ]
    past = [*map(PastAct, review.facts.codebook_acts), *undone]
    own = (one for one in past if one.act.book == name)
    return tuple(sorted(own, key=lambda one: (one.act.stamp, one.act.id)))
