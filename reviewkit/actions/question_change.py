"""What the team agrees anew of the question in review.yaml: aim, framework and terms, definitions, registration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from reviewkit.errors import ReviewkitError
from reviewkit.model import Element, Framework, Protocol
from reviewkit.model.question import FRAMEWORKS
from reviewkit.store.yaml_edit import Label, Value
from reviewkit.words import in_language, message


@dataclass(frozen=True, slots=True)
class NewElement:
    """An element of the framework; None leaves a thing as it is, "" removes it.

    `terms` are the whole list in each language, or list of subject headings, that is named.
    """

    id: str
    letter: str | None = None
    label: str | None = None
    meaning: str | None = None
    terms: Mapping[str, Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """Where the protocol is registered; None leaves a thing as it is, "" removes it. `date` is as 2026-01-31."""

    where: str | None = None
    id: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """What is agreed anew of the question, in the language of the review; None leaves it as it is, "" removes it.

    `methods` are the whole list. `elements` are those that change, `without` those that go. A `definitions` with an
    empty text goes.
    """

    aim: str | None = None
    target_group: str | None = None
    methods: tuple[str, ...] | None = None
    framework: str | None = None
    elements: tuple[NewElement, ...] = ()
    without: frozenset[str] = frozenset()
    definitions: Mapping[str, str] | None = None
    registration: Registered | None = None


def pairs_of(change: QuestionChange, protocol: Protocol, language: str) -> dict[str, Value | None]:
    """What review.yaml says of each key that the change names."""
    pairs: dict[str, Value | None] = {}
    for key, text, known in (
        ("aim", change.aim, protocol.aim),
        ("target_group", change.target_group, protocol.target_group),
    ):
        if text is not None and _one_line(text) != in_language(known, language):
            pairs[key] = _label(text, language)
    if change.methods is not None:
        pairs["methods"] = [
            Label(text, language) for text in dict.fromkeys(map(_one_line, change.methods)) if text
        ]
    if change.framework is not None or change.elements or change.without:
        pairs["framework"] = _framework(change, protocol.framework, language)
    if change.definitions is not None:
        pairs["definitions"] = _definitions(change.definitions, protocol, language)
    if change.registration is not None:
        given = {one.name: getattr(change.registration, one.name) for one in fields(change.registration)}
        known_place = protocol.registration
        left = {key: getattr(known_place, key, "") if text is None else text for key, text in given.items()}
        pairs["registration"] = (
            {key: _one_line(text) or None for key, text in given.items() if text is not None}
            if any(map(_one_line, left.values()))
            else None
        )
    return pairs


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _label(text: str, language: str) -> Label | None:
    return Label(_one_line(text), language) if text.strip() else None


def _framework(change: QuestionChange, known: Framework | None, language: str) -> Value | None:
    """The framework after the change. One that is known brings its elements; another keeps those that there are."""
    if change.framework == "":
        return None
    name = change.framework or (known.name if known else "")
    if not name:
        raise ReviewkitError(
            message(
                "Say first which framework the question follows: reviewkit protocol framework PCC (or {names}, or a "
                "name of your own).",
                names=", ".join(name for name in FRAMEWORKS if name != "PCC"),
            )
        )
    same = known is not None and known.name == name
    usual = FRAMEWORKS.get(name, Framework(name)).elements
    elements = {one.id: one for one in (known.elements if known and (same or not usual) else usual)}
    for gone in change.without:
        if gone not in elements:
            raise _unknown_element(gone, elements)
    changed = {one.id: one for one in change.elements}
    ids = (*elements, *(one for one in changed if one not in elements))
    entries: list[Value] = [
        _element(changed.get(element_id, NewElement(element_id)), elements.get(element_id), language)
        for element_id in ids
        if element_id not in change.without
    ]
    return {**({} if same else {"name": name}), "elements": entries or None}


def _unknown_element(name: str, elements: Mapping[str, Element]) -> ReviewkitError:
    return ReviewkitError(
        message(
            "The framework has no element {name!r}. It has: {known}. Nothing was changed.",
            name=name,
            known=", ".join(elements) or "-",
        )
    )


def _element(new: NewElement, known: Element | None, language: str) -> dict[str, Value | None]:
    """What the entry of an element says; what is as it was is not written again."""
    entry: dict[str, Value | None] = {"id": new.id}
    was = known or Element(new.id)
    if new.letter is not None and new.letter.strip() != was.letter:
        entry["letter"] = _one_line(new.letter) or None
    for key, text, texts in (("label", new.label, was.labels), ("meaning", new.meaning, was.meaning)):
        if text is not None and _one_line(text) != in_language(texts, language):
            entry[key] = _label(text, language)
    if new.terms is not None:
        entry["terms"] = _terms(new.terms, was)
    return entry


def _terms(new: Mapping[str, Sequence[str]], known: Element) -> Value | None:
    """The search terms as a list for each language. Rows of a table that no longer fit are not kept side by side."""
    lists = {column: list(known.terms_in(column)) for column in known.term_columns()}
    lists |= {column: list(dict.fromkeys(filter(None, map(_one_line, terms)))) for column, terms in new.items()}
    return {column: terms for column, terms in lists.items() if terms} or None


def _definitions(new: Mapping[str, str], protocol: Protocol, language: str) -> Value | None:
    terms = {one.term for one in protocol.definitions}
    for term, text in new.items():
        if not text.strip() and term not in terms:
            raise ReviewkitError(
                message(
                    "{term!r} is not defined. Defined are: {known}. Nothing was changed.",
                    term=term,
                    known=", ".join(sorted(terms)) or "-",
                )
            )
    left = (terms | new.keys()) - {term for term, text in new.items() if not text.strip()}
    return {_one_line(term): _label(text, language) for term, text in new.items()} if left else None
