"""What was understood of an export."""

import pytest

from reviewkit.formats import registry
from reviewkit.formats.coverage import Coverage, coverage, percent


def of(text: str) -> Coverage:
    return coverage(registry.read(text.encode(), "x").records)


def test_fields_are_counted_and_columns_that_nothing_is_read_from_are_named_as_the_file_has_them() -> None:
    known = of("Title,Authors,Year,My Colour,Empty\nA,B,2020,red,\nC,,,,\n")
    assert (known.records, known.filled["title"], known.filled["year"], known.filled["doi"]) == (2, 2, 1, 0)
    assert known.columns == ("My Colour",)
    assert known.missing == ("journal", "volume", "issue", "pages", "doi", "pmid", "abstract")
    assert known.lines() == [
        "filled: title 100%, authors 50%, year 50%",
        "no record has: journal, volume, issue, pages, doi, pmid, abstract",
        "columns that were not understood, kept as they are: My Colour",
    ]


def test_tags_of_other_formats_are_no_columns() -> None:
    assert of("TY  - JOUR\nTI  - A\nXX  - b\nER  - \n").columns == ()


def test_no_record_fills_nothing() -> None:
    assert coverage([]).lines()[0] == "filled: nothing"


@pytest.mark.parametrize(
    ("count", "records", "said"),
    [(0, 0, "0%"), (0, 9, "0%"), (9, 9, "100%"), (1, 999, "1%"), (998, 999, "99%"), (1, 3, "33%")],
)
def test_all_and_none_are_written_only_where_they_are_true(count: int, records: int, said: str) -> None:
    assert percent(count, records) == said
