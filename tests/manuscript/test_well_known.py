"""Databases that were not searched, designs that no choice of the form is."""

from reviewkit.manuscript.known import Name, NameKind
from reviewkit.manuscript.well_known import not_charted, not_searched


def test_a_database_that_a_source_is_in_by_any_name_is_none_of_them() -> None:
    sources = (
        Name("source:m", NameKind.DATABASE, ("Ovid MEDLINE",), ""),
        Name("source:s", NameKind.DATABASE, ("Scopus",), ""),
    )
    names = {spelling for one in not_searched(sources) for spelling in one.spellings}
    assert "AMED" in names
    assert not {"MEDLINE", "PubMed", "Scopus"} & names


def test_a_design_that_a_choice_is_in_any_words_is_none_of_them() -> None:
    choices = (
        Name("choice:design:rct", NameKind.CHOICE, ("Randomisert kontrollert studie",), ""),
        Name("choice:design:case", NameKind.CHOICE, ("Kasusstudie", "Case study"), ""),
    )
    names = {spelling for one in not_charted(choices) for spelling in one.spellings}
    assert {"cohort study", "kohortstudie"} <= names
    assert not {"randomised trial", "case study", "casestudie"} & names
