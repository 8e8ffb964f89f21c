"""Databases that were not searched."""

from reviewkit.manuscript.known import Name, NameKind
from reviewkit.manuscript.well_known import not_searched


def test_a_database_that_a_source_is_in_by_any_name_is_none_of_them() -> None:
    sources = (
        Name("source:m", NameKind.DATABASE, ("Ovid MEDLINE",), ""),
        Name("source:s", NameKind.DATABASE, ("Scopus",), ""),
    )
    names = {spelling for one in not_searched(sources) for spelling in one.spellings}
    assert "AMED" in names
    assert not {"MEDLINE", "PubMed", "Scopus"} & names
