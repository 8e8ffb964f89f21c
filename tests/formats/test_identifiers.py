"""Numbers by which a report is known, where they are its own."""

import pytest

from reviewkit.formats.identifiers import names, own_identifiers


@pytest.mark.parametrize(
    ("kind", "identifiers"),
    [
        ("Book", ("isbn:9788200000000",)),
        ("EBOOK", ("isbn:9788200000000",)),
        ("monograph", ("isbn:9788200000000",)),
        ("phdthesis", ("isbn:9788200000000", "report:12/2018")),
        ("THES", ("isbn:9788200000000", "report:12/2018")),
        ("Rapport", ("isbn:9788200000000", "report:12/2018")),
        ("techreport", ("isbn:9788200000000", "report:12/2018")),
        ("bookSection", ()),
        ("Book Chapter", ()),
        ("Book Review", ()),
        ("inbook", ()),
        ("Article", ()),
        ("", ()),
    ],
)
def test_a_number_of_a_book_or_a_report_is_that_of_the_whole(kind: str, identifiers: tuple[str, ...]) -> None:
    assert own_identifiers(kind, False, (), ["978-82-00-00000-0"], ["Rapport 12/2018"]) == identifiers


def test_the_number_of_a_trial_counts_where_nothing_is_published() -> None:
    values = ["NCT00000001", "https://clinicaltrials.gov/study/NCT00000001", "ISRCTN00000001"]
    assert own_identifiers("", False, values) == ("trial:NCT00000001", "trial:ISRCTN00000001")
    assert own_identifiers("", True, values) == ()


def test_names_are_readable_and_there_once() -> None:
    assert names(["Berg,  Nora", "Berg, Nora", "&Oslash;y, A", "", "et al"]) == ("Berg, Nora", "Øy, A")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (", Vijaybhaskar", "Vijaybhaskar"),
        ("Directorate of Health,", "Directorate of Health"),
        ("King, M., Jr.", None),
    ],
)
def test_commas_around_a_name_are_no_part_of_it(written: str, name: str | None) -> None:
    """EndNote ends the name of a group with a comma; without it, Health would be a surname."""
    assert names([written]) == (name or written,)
    assert names(["Berg, Nora (57000000001)", "Dahl, P …"]) == ("Berg, Nora", "Dahl, P")
    assert names(["[Anonymous]", "[No author name available]", "No authors listed."]) == ()
    assert names(["Al, Et", "Othersen, Ola", "~^"]) == ("Al, Et", "Othersen, Ola", "~^")
