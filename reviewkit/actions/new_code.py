"""A code that is made while somebody reads, and the codebook that it is made in where there is none yet."""

from dataclasses import dataclass, replace
from importlib import resources

from reviewkit import codebook_changes
from reviewkit.actions import codebook, coding, rewriting
from reviewkit.actions.codebook import ChangedBook, Noted
from reviewkit.actions.coding import Coded, NewQuote
from reviewkit.actions.who import Acting, acting
from reviewkit.errors import ReviewkitError
from reviewkit.model import Mark
from reviewkit.store import codebooks
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Role, message

FILE = codebooks.file_of("themes")


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that does not exist yet: what it is called, why it is made, and how the quote relates to it."""

    label: str
    why: str
    parent: str = ""
    book: str = ""
    relation: str = "supports"


@dataclass(frozen=True, slots=True)
class CodedAnew:
    """The quote that was coded, and the code that was made for it."""

    coded: Coded
    book: ChangedBook

    @property
    def code(self) -> str:
        """The id of the new code."""
        return self.book.acts[-1].ids[0]


def add_with_new_code(
    folder: OpenReview, as_: str, new: NewQuote, made: NewCode, keep_lost: bool = False
) -> CodedAnew:
    """Make a code, and log a quote with it beside the codes that it has already.

    Raises ReviewkitError, with neither made, as coding.add and codebook.change do.
    """
    with acting(folder, as_) as act:
        coding.start(act, new.study, [mark.code for mark in new.marks])
        coding.placed_in_texts(act, new, keep_lost)
        changed = make(act, made)
        mark = Mark(changed.acts[-1].ids[0], made.relation)
        done = coding.add(folder, act.who, replace(new, marks=(*new.marks, mark)), keep_lost)
        return CodedAnew(done, changed)


def make(act: Acting, made: NewCode) -> ChangedBook:
    """Make a code while quotes are coded, which is the second phase of thematic analysis."""
    book = codebook.chosen(act.review, made.book)
    code = codebook_changes.free_id(made.label, codebook_changes.ids_of(book))
    change = codebook_changes.create(code, made.label, texts={"parent": made.parent})
    return codebook.change(act.folder, act.who, change, Noted(made.why, 2, book.name))


def begin(folder: OpenReview, as_: str) -> tuple[str, ...]:
    """Write an empty codebook in the language of the review; returns what `undo` calls it.

    Raises ReviewkitError, with nothing changed, where there is one already.
    """
    with acting(folder, as_) as act:
        act.must(Role.CODES)
        if act.review.facts.codebooks or (act.root / FILE).exists():
            raise ReviewkitError(message("There is a codebook already, so none was begun."))
        (act.root / FILE).parent.mkdir(exist_ok=True)
        language = act.review.protocol.language or "en"
        template = resources.files("reviewkit").joinpath("templates", "codebooks-themes.yaml")
        text = template.read_text(encoding="utf-8").replace("language: en", f"language: {language}", 1)
        return rewriting.write(act, FILE, text, "begun in the page")
