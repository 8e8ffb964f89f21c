"""Themes and codes that are found together, as a grid of numbers and as a list: told apart in every format."""

import csv
import io
from dataclasses import replace

import pytest

from reviewkit.coding import Matrix, matrix
from reviewkit.cooccurrence import Cooccurrence
from reviewkit.locales import labels, languages
from reviewkit.model import Coding
from reviewkit.render.tables.cooccurrence import cooccurrence_table
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.words import CountBy, Layout, MatrixLevel
from tests.test_coding import STUDIES as THREE
from tests.test_cooccurrence import BOOK, STUDIES, coded, quote

CODINGS = (
    coded("berg", quote("q1", "trust", "time", against="time"), quote("q2", "door", "time"), quote("q3", "door")),
    coded("alm", quote("q4", "door", start=5), quote("q5", "time", start=6)),
)
EN = labels("en")


def made(codings: tuple[Coding, ...] = CODINGS, level: MatrixLevel = MatrixLevel.THEME) -> Cooccurrence:
    return Cooccurrence(matrix(BOOK, codings, STUDIES, level=level), codings)


def table(layout: Layout = Layout.GRID, by: CountBy = CountBy.QUOTE, **more: MatrixLevel) -> Table:
    return cooccurrence_table(made(**more), layout, by, EN)  # type: ignore[arg-type]


def test_the_grid_is_symmetric_and_marks_what_is_contradicted() -> None:
    found = table()
    assert found.head == ("Themes", "trust", "time")
    assert found.rows == (("trust", "4", "2 ◐"), ("time", "2 ◐", "3 ◐"))
    assert found.plain_rows == (("trust", "4", "2"), ("time", "2", "3"))
    assert found.everywhere == ("◐ One of the two is also contradicted: trust + time; time.",)


@pytest.mark.parametrize(
    ("by", "number"), [(CountBy.QUOTE, "2 ◐"), (CountBy.OVERLAP, "3 ◐"), (CountBy.STUDY, "2 ◐")]
)
def test_quotes_overlapping_quotes_and_studies_are_counted(by: CountBy, number: str) -> None:
    assert table(by=by).rows[0][2] == number


def test_nought_is_told_apart_from_not_assessed_in_every_format() -> None:
    done = (coded("alm", quote("q1", "trust")), coded("berg", quote("q2", "time")), coded("dahl"))
    begun = (coded("alm", quote("q1", "trust"), state="in-progress"), *done[1:])
    for codings, mark, number in ((done, "–", "0"), (begun, "?", "NA")):
        found = cooccurrence_table(made(codings), Layout.GRID, CountBy.STUDY, EN)
        assert (found.rows[0][2], found.plain_rows[0][2]) == (mark, number)
        rows = list(csv.reader(io.StringIO(as_bytes(found, "csv").decode("utf-8-sig"))))
        assert rows[1] == ["trust", "1", number]
        assert mark in as_bytes(found, "html").decode()


def test_the_list_has_every_number_of_each_two_and_the_most_frequent_first() -> None:
    found = table(Layout.LIST, level=MatrixLevel.CODE)
    assert found.rows == (
        ("time", "door", "1", "1", "2", "1", "1"),
        ("trust", "time", "1", "0", "1", "1", "1"),
        ("trust", "door", "0", "0", "1", "0", "1"),
    )
    assert found.plain_rows == ()


def test_many_pairs_that_are_contradicted_are_not_all_named() -> None:
    from reviewkit.model import Code, Codebook

    names = [f"c{n}" for n in range(9)]
    book = Codebook("b", "b", "1", "en", tuple(Code(name, "theme", {"en": name}) for name in names))
    one = coded(
        "berg",
        quote("q1", *names, against="c0"),
        quote("q2", *names, against="c1"),
        quote("q3", *names, against="c2"),
    )
    found = Cooccurrence(matrix(book, [one], STUDIES), [one])
    (note,) = cooccurrence_table(found, Layout.GRID, CountBy.QUOTE, EN).everywhere
    assert note.endswith("; 4 more.")


def test_the_caption_says_whose_coding_and_every_format_where_coders_differ() -> None:
    whole: Matrix = matrix(BOOK, CODINGS, THREE)
    found = Cooccurrence(replace(whole, whose="kari", differ=(("trust", "berg"),)), CODINGS)
    made_of = cooccurrence_table(found, Layout.GRID, CountBy.STUDY, EN)
    assert made_of.caption == "Themes together in one study: number of studies, as coded by kari"
    assert "Coders differ in 1 cell, shown as not assessed." in made_of.everywhere


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("by", CountBy)
def test_it_is_written_in_every_format_and_language(language: str, layout: Layout, by: CountBy) -> None:
    found = cooccurrence_table(made(), layout, by, labels(language))
    assert found.language == language
    assert all(as_bytes(found, ending) for ending in FORMATS)
