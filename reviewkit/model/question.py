"""What a review asks and how it is done (review.yaml): the framework of its question, definitions, registration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reviewkit.words import in_language

# Terms of an element are by language, or by one of these lists of subject headings.
THESAURI: Mapping[str, str] = MappingProxyType(
    {
        "mesh": "MeSH",
        "cinahl": "CINAHL Subject Headings",
        "emtree": "Emtree",
        "eric": "ERIC Thesaurus",
        "apa": "APA Thesaurus",
    }
)


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the question, such as the population of PCC.

    `meaning` is what the review takes it to be. `terms` are the rows of a table of search terms: in each, terms of one
    meaning by language or list of subject headings.
    """

    id: str
    letter: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    meaning: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[Mapping[str, str], ...] = ()

    def label(self, language: str) -> str:
        """The name in a language or the nearest there is (words.in_language), or the id."""
        return in_language(self.labels, language) or self.id

    def term_columns(self) -> tuple[str, ...]:
        """The languages and lists of subject headings that it has terms in, in the order in which they are used."""
        return tuple(dict.fromkeys(column for row in self.terms for column in row))

    def terms_in(self, column: str) -> tuple[str, ...]:
        """Its terms in one language or list of subject headings."""
        return tuple(row[column] for row in self.terms if column in row)


@dataclass(frozen=True, slots=True)
class Framework:
    """The framework by which a question is taken apart: PCC, PICO, PICo, SPIDER or one of the review's own."""

    name: str
    elements: tuple[Element, ...] = ()

    def element(self, element_id: str) -> Element | None:
        """The element with this id."""
        return next((one for one in self.elements if one.id == element_id), None)

    def term_columns(self) -> tuple[str, ...]:
        """Where the terms of all elements are from: languages first, then lists of subject headings."""
        columns = dict.fromkeys(column for element in self.elements for column in element.term_columns())
        return tuple(sorted(columns, key=lambda column: column in THESAURI))


@dataclass(frozen=True, slots=True)
class Definition:
    """What a review means by a term, by language."""

    term: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Registration:
    """Where the protocol is registered or published. `date` is a day; each may be empty."""

    where: str = ""
    id: str = ""
    date: str = ""
    url: str = ""


def _element(element_id: str, letter: str, en: str, nb: str, nn: str) -> Element:
    return Element(element_id, letter, {"en": en, "nb": nb, "nn": nn})


_POPULATION = _element("population", "P", "Population", "Populasjon", "Populasjon")
_CONTEXT = _element("context", "C", "Context", "Kontekst", "Kontekst")
_INTEREST = _element("interest", "I", "Phenomenon of interest", "Fenomen av interesse", "Fenomen av interesse")

# Peters et al. 2020 (PCC), Richardson et al. 1995 (PICO), Stern et al. 2014 (PICo), Cooke et al. 2012 (SPIDER).
FRAMEWORKS: Mapping[str, Framework] = MappingProxyType(
    {
        framework.name: framework
        for framework in (
            Framework("PCC", (_POPULATION, _element("concept", "C", "Concept", "Konsept", "Konsept"), _CONTEXT)),
            Framework(
                "PICO",
                (
                    _POPULATION,
                    _element("intervention", "I", "Intervention", "Tiltak", "Tiltak"),
                    _element("comparison", "C", "Comparison", "Sammenligning", "Samanlikning"),
                    _element("outcome", "O", "Outcome", "Utfall", "Utfall"),
                ),
            ),
            Framework(
                "PICo",
                (
                    _POPULATION,
                    _INTEREST,
                    _element("context", "Co", "Context", "Kontekst", "Kontekst"),
                ),
            ),
            Framework(
                "SPIDER",
                (
                    _element("sample", "S", "Sample", "Utvalg", "Utval"),
                    _element(
                        "interest",
                        "PI",
                        "Phenomenon of interest",
                        "Fenomen av interesse",
                        "Fenomen av interesse",
                    ),
                    _element("design", "D", "Design", "Design", "Design"),
                    _element("evaluation", "E", "Evaluation", "Evaluering", "Evaluering"),
                    _element("research-type", "R", "Research type", "Forskningstype", "Forskingstype"),
                ),
            ),
        )
    }
)
