"""The quotes behind the cells of a matrix: in every layout, each once, and none that acts."""

import re
from dataclasses import replace

import pytest

from reviewkit.coding import agreed, matrix
from reviewkit.errors import Place
from reviewkit.locales import labels, languages
from reviewkit.model import Coding, Mark, Quoted, Segment
from reviewkit.render.tables.html import as_html
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.matrix_quotes import with_quotes
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.words import Layout
from tests.render.samples import HOSTILE_NAME, MATRIX
from tests.test_coding import BOOK, STUDIES, coded

EN = labels("en")


def made(layout: Layout = Layout.GRID, language: str = "en") -> Table:
    words = labels(language)
    return with_quotes(matrix_table(MATRIX, layout, words), MATRIX, layout, words)


@pytest.mark.parametrize("layout", Layout)
def test_a_cell_leads_to_its_quotes_and_nothing_else_does(layout: Layout) -> None:
    page = as_html(made(layout))
    links = re.findall(r'<td[^>]*><a href="#([^"]+)" aria-label="([^"]+)">(.*?)</a></td>', page)
    assert [(label, text) for _, label, text in sorted(links, key=lambda one: one[1])] == [
        ("Time – Berg (2020): Found", "●" if layout is Layout.GRID else "Berg (2020)"),
        ("Trust – Berg (2020): Found", "●" if layout is Layout.GRID else "Berg (2020)"),
        ("Trust – Åås (2019): Found, also contradicted", "◐" if layout is Layout.GRID else "Åås (2019) ◐"),
    ]
    assert sorted(re.findall(r'<section id="([^"]+)">', page)) == sorted(place for place, _, _ in links)
    assert page.count("<blockquote") == 4


def test_a_quote_says_whose_it_is_where_under_which_code_and_what_it_does() -> None:
    said = [one.said for cell in made().behind for one in cell.quotations]
    assert said == [
        "a; page 1; Trust; supports",
        "a; page 1; Time; supports",
        "a; page 1; Open door; supports",
        "b; page 1; Trust; contradicts",
    ]


def test_a_page_that_was_found_and_what_the_words_are_is_said() -> None:
    segment = Segment(
        "words", "", (Mark("trust"),), construct="participant", found=Quoted("words", "t", part=7, start=3)
    )
    of = matrix(
        BOOK, [Coding("a", "berg", "done", (segment,), (Mark("time"), Mark("trust")), Place("p"))], STUDIES
    )
    table = with_quotes(matrix_table(of, Layout.GRID, EN), of, Layout.GRID, EN, {"t": "slide"})
    (cell,) = table.behind
    assert [one.said for one in cell.quotations] == [
        "a; slide 7; Trust; supports; words of a participant",
        "a; marked without a quote; Trust; supports",
    ]


def test_where_coders_differ_the_quotes_are_there_and_the_cell_is_not_assessed() -> None:
    codings = [coded("berg", "trust"), coded("berg", "time", coder="b")]
    of = agreed(BOOK, codings, STUDIES)
    table = with_quotes(matrix_table(of, Layout.GRID, EN), of, Layout.GRID, EN)
    assert [one.heading for one in table.behind] == [
        "Trust – Berg (2020): Not assessed",
        "Time – Berg (2020): Not assessed",
    ]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("layout", Layout)
def test_the_other_formats_are_as_they_were(language: str, layout: Layout) -> None:
    plain = matrix_table(MATRIX, layout, labels(language))
    for ending in set(FORMATS) - {"html"}:
        assert as_bytes(made(layout, language), ending) == as_bytes(plain, ending)
    assert labels(language).text("behind.title") in as_bytes(made(layout, language), "html").decode()


def test_a_matrix_without_quotes_is_a_page_without_links() -> None:
    whole = Coding("a", "berg", "done", (), (Mark("trust"),), Place("p"))
    of = matrix(BOOK, [whole], STUDIES)
    table = matrix_table(of, Layout.GRID, EN)
    assert with_quotes(table, of, Layout.GRID, EN) == table


def test_words_of_strangers_do_not_act() -> None:
    segment = Segment(HOSTILE_NAME, HOSTILE_NAME, (Mark("trust"),), construct=HOSTILE_NAME)
    of = matrix(BOOK, [Coding(HOSTILE_NAME, "berg", "done", (segment,), (), Place("p"))], STUDIES)
    of = replace(of, studies=tuple(replace(one, citation=HOSTILE_NAME) for one in of.studies))
    page = as_html(with_quotes(matrix_table(of, Layout.GRID, EN), of, Layout.GRID, EN))
    assert "<script" not in page
    assert 'alert("x")' not in page
