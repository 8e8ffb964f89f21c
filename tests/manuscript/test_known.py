"""What a folder can show of its manuscript."""

from types import SimpleNamespace
from typing import cast

import pytest

from reviewkit.manuscript import known
from reviewkit.manuscript.known import NameKind
from reviewkit.model import Source
from reviewkit.review import Review
from reviewkit.words import Arm
from tests.manuscript.checked import example


def test_the_worked_example_shows_its_flow_themes_sources_and_answers() -> None:
    worked = example()
    shown = {fact.source: fact.n for fact in worked.facts if not fact.names}
    assert shown["id.databases"] == 1294
    assert shown["rm.duplicates"] == 217
    assert shown["new.studies"] == 15
    assert shown["chart: n"] in (1111, 6, 481)
    assert {fact.n for fact in worked.facts if "theme:person_centred_collaboration" in fact.names} == {13}
    assert {fact.n for fact in worked.facts if "country:DK" in fact.names} == {1}
    assert {fact.n for fact in worked.facts if "country:FI" in fact.names} == {0}


def test_studies_have_the_surnames_and_the_year_of_their_citation() -> None:
    study = next(one for one in example().studies if one.key == "koltsida2021")
    assert (study.surnames[:2], study.year) == (("Koltsida", "Jonasson"), "2021")


def test_names_are_in_every_language_that_the_folder_has() -> None:
    theme = next(one for one in example().names if one.id == "theme:trust_based_leadership")
    assert {"Trust-based leadership", "Tillitsbasert ledelse"} <= set(theme.spellings)
    assert theme.kind is NameKind.THEME


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (Source("lists", "Reference lists", Arm.OTHER), {"Reference lists", "referanselister"}),
        (Source("chains", "Siteringssøk", Arm.OTHER), {"Siteringssøk", "citation searching"}),
        (Source("who", "WHO", Arm.OTHER), {"WHO", "who"}),
        (Source("lists", "Reference lists"), {"Reference lists", "lists"}),
    ],
)
def test_other_methods_are_called_by_their_words_in_every_language(source: Source, said: set[str]) -> None:
    (name,) = known._source_names(cast(Review, SimpleNamespace(facts=SimpleNamespace(sources=[source]))))
    assert said <= set(name.spellings)
    is_known = source.arm is Arm.OTHER and source.name != "who"
    assert (len(name.spellings) > 2) is is_known
