"""The framework of a question: its elements, and where their search terms are from."""

from reviewkit.model import Element, Framework
from reviewkit.model.question import FRAMEWORKS

CARE = Element(
    "population",
    "P",
    {"nb": "Populasjon"},
    terms=({"mesh": "Nurses", "nb": "sykepleier"}, {"en": "nurse*"}, {"nb": "helsepersonell"}),
)


def test_terms_are_by_language_and_list_of_subject_headings() -> None:
    assert CARE.term_columns() == ("mesh", "nb", "en")
    assert CARE.terms_in("nb") == ("sykepleier", "helsepersonell")
    assert CARE.terms_in("nn") == ()


def test_the_columns_of_a_framework_have_languages_before_subject_headings() -> None:
    assert Framework("PCC", (CARE, Element("context", terms=({"en": "home"},)))).term_columns() == (
        "nb",
        "en",
        "mesh",
    )


def test_an_element_is_called_by_its_label_or_its_id() -> None:
    assert (CARE.label("en"), Element("setting").label("en")) == ("Populasjon", "setting")


def test_an_element_is_found_by_its_id() -> None:
    framework = Framework("PCC", (CARE,))
    assert framework.element("population") is CARE
    assert framework.element("context") is None


def test_the_known_frameworks_spell_their_names() -> None:
    letters = {name: "".join(one.letter for one in framework.elements) for name, framework in FRAMEWORKS.items()}
    assert letters == {"PCC": "PCC", "PICO": "PICO", "PICo": "PICo", "SPIDER": "SPIDER"}


def test_the_elements_of_the_known_frameworks_have_labels_in_each_language() -> None:
    for framework in FRAMEWORKS.values():
        assert all(one.labels.keys() == {"en", "nb", "nn"} for one in framework.elements)
