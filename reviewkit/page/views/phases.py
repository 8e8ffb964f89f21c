"""The six phases of thematic analysis: what is logged of each, what is left on the way to themes, the reading log."""

from dataclasses import dataclass
from typing import Any

from reviewkit.actions import familiarising
from reviewkit.actions.audit import phases_of
from reviewkit.charting_methods import names_of
from reviewkit.codebook_lists import BookList
from reviewkit.gc_pause import gc_paused
from reviewkit.locales import labels, languages
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, NotThereError, OddValueError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.figures import TYPES
from reviewkit.phases import Phases
from reviewkit.render.audit_trail import audit_trail
from reviewkit.render.coding_methods import methods
from reviewkit.render.document import Document, Section
from reviewkit.render.document_files import as_bytes, formats_here
from reviewkit.words import ReviewerKind

ADDRESS = "/phases"
LISTS = {  # in which phase each list is looked through
    2: (BookList.NOT_CODED, BookList.UNUSED),
    3: (BookList.NO_THEME, BookList.PARKED, BookList.CANDIDATES),
    4: (BookList.CONTRADICTING, BookList.ONE_CODER),
    5: (BookList.UNDEFINED,),
}
SHOWN = 50  # entries of a list; `reviewkit code lists` has all


@dataclass(frozen=True, slots=True)
class ShownPhase:
    """A phase in the page: what is logged of it, and its lists with how long each is."""

    number: int
    section: Section
    lists: tuple[tuple[BookList, tuple[Any, ...], int], ...]


def show(sitting: Sitting, asked: Asked) -> Answer:
    """What is logged of each phase, with the lists that belong to it."""
    books = sitting.review.facts.codebooks
    if not books:
        return Show("phases.html", {"book": None})
    with gc_paused():
        wanted = asked.wanted("book") or asked.text("book")
        name = wanted if wanted in {one.name for one in books} else books[0].name
        found = phases_of(sitting.review, sitting.who, name)
        document = _document(sitting, found)
    review, words = sitting.review, sitting.words
    publications = [one.id for one in review.protocol.reviewers if one.kind is ReviewerKind.PUBLICATION]
    return Show(
        "phases.html",
        {
            "book": found.book,
            "books": books,
            "document": document,
            "phases": shown_phases(found, document),
            "changes": document.sections[-1],
            "formats": formats_here(),
            "studies": review.included_studies,
            "label_of": {code.id: code.label(words.language) for code in found.book.codes},
            "methods": methods(found, names_of(review.protocol), words, publications),
        },
    )


def _document(sitting: Sitting, found: Phases, language: str = "") -> Document:
    words = labels(language) if language else sitting.words
    return audit_trail(found, names_of(sitting.review.protocol), words)


def shown_phases(found: Phases, document: Document) -> tuple[ShownPhase, ...]:
    """The phases with their lists; long ones are cut."""
    return tuple(
        ShownPhase(number, section, tuple(_list(found, name) for name in LISTS.get(number, ())))
        for number, section in enumerate(document.sections[:-1], start=1)
    )


def _list(found: Phases, name: BookList) -> tuple[BookList, tuple[Any, ...], int]:
    entries = getattr(found.lists, name.name.lower())
    return name, entries[:SHOWN], len(entries)


def log_reading(sitting: Sitting, asked: Asked) -> Answer:
    """Log that somebody has read a study."""
    if asked.text("do") != "read":
        raise OddValueError("do")
    done = familiarising.log_reading(sitting.opened, sitting.who, asked.text("study"), asked.text("memo"))
    for notice in done.notices:
        sitting.say(notice)
    return GoTo(f"{ADDRESS}#phase-1", "page.phases.read_done", {"study": done.study}, done.id)


def download(sitting: Sitting, asked: Asked) -> Answer:
    """The audit trail as a file, in a language."""
    language, book, ending = asked.path["language"], asked.path["book"], asked.path["ending"]
    known = {one.name for one in sitting.review.facts.codebooks}
    if ending not in formats_here() or language not in languages() or book not in known:
        raise NotThereError
    document = _document(sitting, phases_of(sitting.review, sitting.who, book), language)
    return Content(as_bytes(document, ending), TYPES[ending], f"audit-trail.{ending}")


ADDRESSES = (
    Address(ADDRESS, show, log_reading),
    Address("/phases/{book}/{language}/audit-trail.{ending}", download),
)
