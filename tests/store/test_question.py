"""What review.yaml says of the question is read with its lines; what is not understood is a problem."""

from reviewkit.errors import Problem
from reviewkit.model import Definition, Protocol, Registration
from reviewkit.store.protocol import of_text


def read(text: str) -> tuple[Protocol, list[str]]:
    problems: list[Problem] = []
    protocol = of_text(f"title: x\nlanguage: nb\nreviewers: [{{id: a}}]\n{text}", problems)
    return protocol, [str(problem) for problem in problems]


def test_a_known_framework_brings_its_elements_with_letters_and_labels() -> None:
    protocol, problems = read("framework: {name: PCC}\n")
    assert problems == []
    assert protocol.framework is not None
    assert [(one.letter, one.label("nb")) for one in protocol.framework.elements] == [
        ("P", "Populasjon"),
        ("C", "Konsept"),
        ("C", "Kontekst"),
    ]


def test_elements_say_only_what_is_their_own() -> None:
    protocol, problems = read(
        "framework:\n  name: PCC\n  elements:\n    - id: population\n    - {id: concept, letter: K, label: Trygghet}\n"
        "    - {id: time, meaning: {en: since 2018}}\n"
    )
    assert problems == []
    assert protocol.framework is not None
    population, concept, time = protocol.framework.elements
    assert (population.letter, population.label("en")) == ("P", "Population")
    assert (concept.letter, concept.labels) == ("K", {"nb": "Trygghet"})
    assert (time.letter, time.label("nb"), time.meaning) == ("T", "time", {"en": "since 2018"})


def test_terms_in_lists_stand_side_by_side_in_rows() -> None:
    protocol, problems = read(
        "framework:\n  name: PCC\n  elements:\n    - id: population\n"
        "      terms: {no: [helsepersonell, sykepleier*], MeSH: [Health Personnel]}\n"
    )
    assert problems == []
    assert protocol.framework is not None
    assert protocol.framework.elements[0].terms == (
        {"nb": "helsepersonell", "mesh": "Health Personnel"},
        {"nb": "sykepleier*"},
    )


def test_terms_in_rows_stay_beside_each_other() -> None:
    protocol, problems = read(
        "framework:\n  name: PCC\n  elements:\n    - id: concept\n      terms:\n"
        "        - {nb: trygghet, en: safety}\n        - tillit\n        - {en: trust, nb: }\n"
    )
    assert problems == []
    assert protocol.framework is not None
    assert protocol.framework.elements[0].terms == (
        {"nb": "trygghet", "en": "safety"},
        {"nb": "tillit"},
        {"en": "trust"},
    )


def test_terms_of_no_language_and_ids_used_twice_are_reported_at_their_lines() -> None:
    _, problems = read(
        "framework:\n  name: own\n  elements:\n    - {id: who, terms: {thesaurus: [x]}}\n    - {id: who}\n"
    )
    assert problems == [
        "review.yaml:7: 'thesaurus' is neither a language (en, nb, nn ...) nor a list of subject headings (mesh, "
        "cinahl, emtree, eric, apa)",
        "review.yaml:6: elements: the id 'who' is used twice. Give one of them another id",
    ]


def test_a_framework_without_a_name_is_reported() -> None:
    _, problems = read("framework: {elements: [{id: population}]}\n")
    assert problems == ["review.yaml:4: framework.name is missing. Add `name: ...`"]


def test_definitions_methods_and_registration_are_read() -> None:
    protocol, problems = read(
        "aim: Å kartlegge\ntarget_group: {en: Leaders}\ndefinitions: {helsepersonell: Alle, tom: }\n"
        "methods: [JBI, {en: Levac et al.}]\nregistration: {where: OSF, id: ab, date: 2026-01-10, url: x}\n"
    )
    assert problems == []
    assert (protocol.aim, protocol.target_group) == ({"nb": "Å kartlegge"}, {"en": "Leaders"})
    assert protocol.definitions == (Definition("helsepersonell", {"nb": "Alle"}),)
    assert protocol.methods == ({"nb": "JBI"}, {"en": "Levac et al."})
    assert protocol.registration == Registration("OSF", "ab", "2026-01-10", "x")


def test_a_day_that_is_none_is_reported() -> None:
    protocol, problems = read("registration: {where: OSF, date: soon}\n")
    assert problems == ["review.yaml:4: registration.date is 'soon'; write the date as 2026-01-31"]
    assert protocol.registration == Registration("OSF")
