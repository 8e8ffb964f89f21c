"""The codebook: its codes as a tree with how often each was used, every change to it with a reason, and its history."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook, codebook_past, new_code
from reviewkit.actions.codebook import Noted
from reviewkit.actions.undo import name_of_change
from reviewkit.blind import codings_shown
from reviewkit.codebook_changes import Change
from reviewkit.codebook_history import KINDS, is_beginning
from reviewkit.codebook_lists import BookLists, CodeCounts, lists
from reviewkit.coding import current_ids
from reviewkit.errors import ReviewkitError
from reviewkit.gc_pause import gc_paused
from reviewkit.model import Code, Codebook, Said
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, OddValueError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views import code_forms
from reviewkit.page.views.code_forms import OF_CODEBOOK, in_tree, typed
from reviewkit.words import in_language

ADDRESS = "/codebook"
TEXTS = ("definition", "central_concept", "include", "exclude", "memo")
PHASES = range(1, 7)
SHOWN_ACTS = 50


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code in the tree: how deep it is, how often it was used in the included studies, a theme also with all below
    it, what it became where it was merged, and what it says in the language of the page."""

    code: Code
    label: str
    depth: int
    use: CodeCounts
    with_below: CodeCounts | None
    merged_into: str
    texts: dict[str, str]

    @property
    def is_retired(self) -> bool:
        """Whether the code is out of use."""
        return self.code.status == "retired"


def show(sitting: Sitting, asked: Asked) -> Answer:
    """A codebook with its codes; of one of them the forms that change it."""
    return _show(sitting, asked)


def _show(sitting: Sitting, asked: Asked, failed: str = "", why: str = "") -> Answer:
    if not sitting.review.facts.codebooks:
        return GoTo("/code")
    with gc_paused():
        values = _values(sitting, asked)
    forms = typed(sitting, OF_CODEBOOK, failed, why)
    return Show("codebook.html", {**values, "typed": forms}, 422 if failed else 200)


def _values(sitting: Sitting, asked: Asked) -> dict[str, Any]:
    review, language = sitting.review, sitting.words.language
    book = _book(sitting, asked)
    codings = codings_shown(review, sitting.who)
    rows = rows_of(lists(book, codings, review.included_studies), language)
    past = codebook_past.history(review, asked.wanted("of"), book.name)
    shown = past if asked.wanted("all") else past[-SHOWN_ACTS:]
    wanted = asked.wanted("code") or asked.text("code")
    status = next(one for one in codebook_past.status(review) if one.book.name == book.name)
    seen = {(one.coder, one.study) for one in codings}
    return {
        "book": book,
        "books": review.facts.codebooks,
        "rows": rows,
        "open": next((row for row in rows if row.code.id == wanted), None),
        "edits": status.edits,
        "to_reassign": sum((one.evidence.coder, one.study) in seen for one in status.to_reassign),
        "past": tuple(reversed(shown)),
        "more_past": len(past) - len(shown),
        "of": asked.wanted("of"),
        "kinds": KINDS,
        "text_keys": TEXTS,
        "phases_to_choose": PHASES,
        "said": lambda one: said_in_words(one, language),
        "is_beginning": is_beginning,
        "address_of": lambda **query: address_of(book.name, **query),
    }


def _book(sitting: Sitting, asked: Asked) -> Codebook:
    """The codebook that was asked for, or the first."""
    books = sitting.review.facts.codebooks
    wanted = asked.wanted("book") or asked.text("book")
    return next((one for one in books if one.name == wanted), books[0])


def address_of(book: str, **query: str) -> str:
    """The address of a codebook in the page, or of one of its codes."""
    asked = {name: value for name, value in query.items() if value}
    end = f"#code-{quote(asked['code'], safe='')}" if "code" in asked else ""
    return f"{ADDRESS}?{urlencode({'book': book, **asked})}{end}"


def rows_of(found: BookLists, language: str) -> tuple[CodeRow, ...]:
    """The codes in use as a tree, and below them those that are retired."""
    book, themes = found.book, {one.code.id: one for one in found.themes}
    active = [one for one in book.codes if one.status != "retired"]
    retired = [(one, 0) for one in book.codes if one.status == "retired"]
    labels = {one.id: one.label(language) for one in active}
    merged = {
        name: labels[code] for name, code in current_ids(book.codes).items() if code in labels and code != name
    }
    return tuple(
        CodeRow(
            code,
            code.label(language),
            depth,
            found.uses.get(code.id, CodeCounts(code)),
            themes.get(code.id),
            merged.get(code.id, ""),
            _texts(book, code, language),
        )
        for code, depth in (*in_tree(active), *retired)
    )


def _texts(book: Codebook, code: Code, language: str) -> dict[str, str]:
    said = book.said.get(code.id, {})
    return {key: said_in_words(said[key], language) for key in TEXTS if key in said}


def said_in_words(said: Said | None, language: str) -> str:
    """What a key of a codebook says: of texts by language the nearest."""
    if isinstance(said, dict):
        texts = {key: one for key, one in said.items() if isinstance(one, str)}
        known = in_language(texts, language) if set(texts) <= {"en", "nb", "nn"} else ""
        return known or "; ".join(f"{key}: {said_in_words(one, language)}" for key, one in said.items())
    if isinstance(said, list):
        return ", ".join(said_in_words(one, language) for one in said)
    return said or ""


# --- changes ----------------------------------------------------------------------------------------------------------


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Change the codebook, or say what is to become of what was changed by hand. What was typed is never lost."""
    try:
        return _done(sitting, asked)
    except ReviewkitError as error:
        code_forms.keep(sitting, asked, OF_CODEBOOK)
        return _show(sitting, asked, asked.text("form"), sitting.words.say(error.args[0]))


def _done(sitting: Sitting, asked: Asked) -> Answer:
    sitting.review.needs_a_codebook()
    book = _book(sitting, asked)
    noted = Noted(asked.text("why"), _phase(asked), book.name)
    do, code = asked.text("do"), asked.text("code")
    folder, who = sitting.opened, sitting.who
    if do == "reject":
        undo = " ".join(codebook.reject(folder, who, noted))
    elif do == "accept":
        undo = name_of_change(codebook.accept(folder, who, noted))
    elif do == "split":
        undo = name_of_change(codebook.split(folder, who, code, _new_codes(book, asked), noted))
    else:
        made = _CHANGES.get(do)
        if made is None:
            raise OddValueError("do")
        undo = name_of_change(codebook.change(folder, who, made(sitting, book, asked), noted))
    code_forms.drop(sitting, asked, OF_CODEBOOK)
    return GoTo(address_of(book.name, code=code), f"page.codebook_did.{do}", {}, undo)


def _phase(asked: Asked) -> int:
    given = asked.text("phase") or "0"
    if given not in map(str, (0, *PHASES)):
        raise OddValueError("phase")
    return int(given)


def _new_codes(book: Codebook, asked: Asked) -> dict[str, str]:
    """The codes that a code is split into, a label in each line, by ids that nobody uses."""
    found: dict[str, str] = {}
    for label in asked.lines("labels"):
        found[changes.free_id(label, {*changes.ids_of(book), *found})] = label
    return found


def _create(sitting: Sitting, book: Codebook, asked: Asked) -> Change:
    kind = asked.text("kind") or KINDS[0]
    if kind not in KINDS:
        raise OddValueError("kind")
    texts = {"parent": asked.text("parent"), "definition": " ".join(asked.text("definition").split())}
    label = asked.text("label")
    return changes.create(changes.free_id(label, changes.ids_of(book)), label, kind, texts)


def _redefine(sitting: Sitting, book: Codebook, asked: Asked) -> Change:
    """The texts that are other than before, in the language that they are shown in."""
    code = asked.text("code")
    known = next((one for one in book.codes if one.id == code), None)
    before = _texts(book, known, sitting.words.language) if known else {}
    new = {key: " ".join(asked.text(key).split()) for key in TEXTS}
    said = book.said.get(code, {})
    by_language = any(isinstance(said.get(key), dict) for key, text in new.items() if text != before.get(key, ""))
    language = sitting.words.language if by_language else ""
    return changes.redefine(
        code, {key: text for key, text in new.items() if text != before.get(key, "")}, language
    )


def _rename(sitting: Sitting, book: Codebook, asked: Asked) -> Change:
    return changes.rename(asked.text("code"), asked.text("label"), asked.text("in_language"))


_CHANGES: dict[str, Callable[[Sitting, Codebook, Asked], Change]] = {
    "create": _create,
    "rename": _rename,
    "redefine": _redefine,
    "move": lambda sitting, book, asked: changes.move(asked.text("code"), asked.text("parent")),
    "merge": lambda sitting, book, asked: changes.merge([asked.text("code")], asked.text("into")),
    "retire": lambda sitting, book, asked: changes.retire(asked.text("code")),
    "park": lambda sitting, book, asked: changes.park(asked.text("code")),
    "restore": lambda sitting, book, asked: changes.restore(asked.text("code")),
    "promote": lambda sitting, book, asked: changes.promote(asked.text("code")),
    "demote": lambda sitting, book, asked: changes.demote(asked.text("code"), asked.text("parent")),
    "version": lambda sitting, book, asked: changes.version(asked.text("name")),
}


def keep_draft(sitting: Sitting, asked: Asked) -> Answer:
    """Keep on this computer what somebody is typing, until it is saved."""
    code_forms.keep(sitting, asked, OF_CODEBOOK)
    return Content(b"", "text/plain")


def begin(sitting: Sitting, asked: Asked) -> Answer:
    """Begin an empty codebook."""
    made = new_code.begin(sitting.opened, sitting.who)
    return GoTo("/code", "page.code.begun", {"file": new_code.FILE}, " ".join(made))


ADDRESSES = (
    Address(ADDRESS, show, act),
    Address(f"{ADDRESS}/draft", None, keep_draft),
    Address(f"{ADDRESS}/begin", None, begin),
)
