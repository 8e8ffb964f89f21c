"""What review.yaml says of the question: framework, definitions and registration."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import zip_longest

from reviewkit.model import Definition, Element, Framework, Registration
from reviewkit.model.question import FRAMEWORKS, THESAURI
from reviewkit.store.yaml_section import Section
from reviewkit.words import LANGUAGE_CODES, message

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*\Z")


def framework(section: Section | None, language: str) -> Framework | None:
    """The framework; of one that is known, elements need no label, and none need to be named."""
    if section is None:
        return None
    name = section.needed("name")
    known = FRAMEWORKS.get(name, Framework(name))
    elements = tuple(_element(one, known, language) for one in section.sections("elements"))
    section.done()
    for twice in sorted(name for name, n in Counter(one.id for one in elements if one.id).items() if n > 1):
        section.problem(
            "elements",
            message(
                "{key}: the id {twice!r} is used twice. Give one of them another id", key="elements", twice=twice
            ),
        )
    return Framework(name, elements or known.elements)


def _element(section: Section, known: Framework, language: str) -> Element:
    element_id = section.needed("id")
    usual = known.element(element_id) or Element(element_id, element_id[:1].upper())
    found = Element(
        id=element_id,
        letter=section.text("letter") or usual.letter,
        labels=section.labels("label", language) or usual.labels,
        meaning=section.labels("meaning", language),
        terms=_terms(section, language),
    )
    section.done()
    return found


def _terms(section: Section, language: str) -> tuple[Mapping[str, str], ...]:
    """The search terms in rows. A list for each language is read side by side: the first of each, then the second."""
    if section.is_list("terms"):
        rows = tuple(_row(row) for row in section.sections("terms", short=language))
        return tuple(row for row in rows if row)
    lists = section.section("terms")
    if lists is None:
        return ()
    by_column = {_column(lists, key): lists.texts(key) for key in lists.values}
    return tuple(
        {column: term for column, term in zip(by_column, row, strict=True) if term}
        for row in zip_longest(*by_column.values(), fillvalue="")
    )


def _row(section: Section) -> dict[str, str]:
    return {_column(section, key): text for key in section.values if (text := section.text(key))}


def _column(section: Section, key: str) -> str:
    """A language by its code, or a list of subject headings."""
    name = key.casefold()
    if name not in THESAURI and not _LANGUAGE.match(name):
        section.problem(
            key,
            message(
                "{key!r} is neither a language (en, nb, nn ...) nor a list of subject headings ({known})",
                key=key,
                known=", ".join(THESAURI),
            ),
        )
    return LANGUAGE_CODES.get(name, name)


def definitions(section: Section | None, language: str) -> tuple[Definition, ...]:
    """What the review means by its terms, in the order of the file."""
    if section is None:
        return ()
    found = ((term, section.labels(term, language)) for term in section.values)
    return tuple(Definition(term, texts) for term, texts in found if texts)


def registration(section: Section | None) -> Registration | None:
    """Where the protocol is registered."""
    if section is None:
        return None
    day = section.day("date")
    found = Registration(
        section.text("where"), section.text("id"), day.isoformat() if day else "", section.text("url")
    )
    section.done()
    return found
