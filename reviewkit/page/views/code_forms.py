"""What the forms of coding hold: the codes that can be chosen, what somebody typed, and what they sent."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewkit.actions.coding import NewQuote
from reviewkit.actions.new_code import NewCode
from reviewkit.coding import current_ids
from reviewkit.model import Code, Codebook, Mark
from reviewkit.page.asked import Asked, OddValueError
from reviewkit.page.sitting import Sitting
from reviewkit.store import drafts
from reviewkit.store.drafts import Place
from reviewkit.words import CONSTRUCTS, RELATIONS

OF_CODEBOOK = ""  # in place of a study, for what is typed about the codebook
_RELATION = "relation:"


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code that can be chosen: its label, how deep it is in the codebook, and the words that find it."""

    code: Code
    label: str
    depth: int
    words: str
    book: str


def in_tree(codes: Sequence[Code]) -> Iterator[tuple[Code, int]]:
    """The codes with their depth, each below its parent, in the order of the file. A circle of parents is cut."""
    current = current_ids(codes)
    ids = {code.id for code in codes}
    below: dict[str, list[Code]] = {}
    for code in codes:
        parent = current.get(code.parent, code.parent)
        below.setdefault(parent if parent in ids and parent != code.id else "", []).append(code)
    seen: set[str] = set()
    waiting = [(code, 0) for code in reversed(below.get("", ()))]
    while waiting:
        code, depth = waiting.pop()
        if code.id not in seen:
            seen.add(code.id)
            yield code, depth
            waiting += [(one, depth + 1) for one in reversed(below.get(code.id, ()))]
    yield from ((code, 0) for code in codes if code.id not in seen)


def codes_to_choose(books: Iterable[Codebook], language: str, also: Container[str] = ()) -> tuple[ShownCode, ...]:
    """The codes in use of every codebook, and those that a quote has `also`, although they were retired."""
    return tuple(
        ShownCode(
            code,
            code.label(language),
            depth,
            " ".join((code.label(language), *code.labels.values(), code.id, *code.aliases)).casefold(),
            book.name,
        )
        for book in books
        for code, depth in in_tree([one for one in book.codes if one.status != "retired" or one.id in also])
    )


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the forms of a study and not logged, by the name of the form; `why` it was not."""

    forms: Mapping[str, Asked]
    failed: str = ""
    why: str = ""

    def has(self, form: str) -> bool:
        """Whether something was typed there."""
        return form in self.forms

    def text(self, form: str, name: str, default: str = "") -> str:
        """What was typed into one control."""
        return self.forms[form].text(name) if form in self.forms else default

    def texts(self, form: str, name: str, default: Iterable[str] = ()) -> tuple[str, ...]:
        """All that was chosen under one name."""
        return self.forms[form].texts(name) if form in self.forms else tuple(default)

    def error(self, form: str) -> str:
        """Why the form was not logged, or that it was not yet; "" for a form with nothing in it."""
        return self.why if form == self.failed else ""


def typed(sitting: Sitting, study: str, failed: str = "", why: str = "") -> Typed:
    """What a person has typed about a study, or about the codebook, and not saved."""
    kept = drafts.read(sitting.opened.root, sitting.who)
    of_study = {one.field: Asked(form=kept[one]) for one in kept if one.study == study and one.field[:1] == ":"}
    return Typed(of_study, failed, why)


def keep(sitting: Sitting, asked: Asked, study: str) -> None:
    """Keep what is typed into a form on this computer, until it is saved."""
    drafts.keep(sitting.opened.root, sitting.who, _place(asked, study), _without_secret(asked))


def drop(sitting: Sitting, asked: Asked, study: str) -> None:
    """Forget what was typed into a form, since it is logged."""
    drafts.drop(sitting.opened.root, sitting.who, _place(asked, study))


def _place(asked: Asked, study: str) -> Place:
    """Where what was typed is kept. Raises OddValueError for a name that no form of ours has."""
    name = asked.text("form")
    if not name.startswith(":"):
        raise OddValueError("form")
    return Place(study, name, 1)


def _without_secret(asked: Asked) -> dict[str, list[str]]:
    return {name: list(values) for name, values in asked.form.items() if name != "form_secret"}


def marks_of(asked: Asked) -> tuple[Mark, ...]:
    """The codes that were chosen, each with its relation."""
    return tuple(
        Mark(code, relation_of(asked, f"{_RELATION}{code}")) for code in dict.fromkeys(asked.texts("code"))
    )


def relation_of(asked: Asked, name: str) -> str:
    """How a quote relates to a code. Raises OddValueError for a relation that is none."""
    relation = asked.text(name) or RELATIONS[0]
    if relation not in RELATIONS:
        raise OddValueError(name)
    return relation


def quote_of(asked: Asked, study: str) -> NewQuote:
    """The quote with its codes. Words that were selected bring their place along; of others a page can be typed."""
    construct = asked.text("construct")
    if construct and construct not in CONSTRUCTS:
        raise OddValueError("construct")
    return NewQuote(
        study,
        " ".join(asked.text("quote").split()),
        marks_of(asked),
        page="" if asked.text("text") else asked.text("page"),
        construct=construct,
        note=asked.text("note"),
        text=asked.text("text"),
        part=_number(asked.text("part"), 0) if asked.text("text") else 0,
        start=_number(asked.text("start"), -1),
    )


def code_of(asked: Asked) -> NewCode | None:
    """The code that is to be made; None where nothing was typed for one."""
    label, why = " ".join(asked.text("new_label").split()), asked.text("new_why")
    if not label:
        return None
    relation = relation_of(asked, "new_relation")
    return NewCode(label, why, asked.text("new_parent"), asked.text("new_book"), relation)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
