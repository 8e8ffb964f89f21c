"""A page with real header cells that nothing can act in."""

import re
from html.parser import HTMLParser

from hypothesis import given

from reviewkit.render.tables.html import as_html
from reviewkit.render.tables.table import Table
from reviewkit.safe import in_page
from tests.render.samples import GRID, HOSTILE, tables

TAGS = set("html head meta title style body table caption thead tbody tfoot tr th td p".split())


class Page(HTMLParser):
    """The elements of a page and the texts in its cells, as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = [""]
        self.attributes: set[str] = set()
        self.cells: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "wbr":  # a place where a word may be broken holds nothing
            return
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.tags[-1] in ("td", "th") and self.cells:
            self.cells[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self.tags.append("")


def test_header_cells_name_their_columns_and_rows() -> None:
    page = as_html(GRID)
    assert page.count('<th scope="col"') == len(GRID.head)
    assert '<th scope="row">Berg (2020)</th>' in page
    assert '<th scope="row">Sum</th>' in page
    assert '<th scope="row">' not in as_html(Table("c", ("a",), (("x",),)))


def test_the_page_says_its_language_and_its_title() -> None:
    assert '<html lang="nb">' in as_html(GRID)
    assert f"<title>{GRID.caption}</title>" in as_html(GRID)


def test_the_page_takes_nothing_from_the_network_and_runs_nothing() -> None:
    page = as_html(HOSTILE)
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not re.findall(r"\b(?:src|href)=", page)


def test_notes_stand_under_the_table() -> None:
    page = as_html(Table("c", ("a",), (), notes=("First & last.",)))
    assert page.index("</table>") < page.index("<p>First &amp; last.</p>")


def test_a_table_without_a_foot_has_none() -> None:
    assert "<tfoot>" not in as_html(HOSTILE)
    assert "<tfoot>" in as_html(GRID)


@given(tables())
def test_hostile_text_never_becomes_markup(table: Table) -> None:
    page = Page(as_html(table))
    assert set(page.tags) - {""} <= TAGS
    assert page.attributes <= {"lang", "charset", "http-equiv", "content", "name", "scope", "class"}
    assert page.tags.count("tr") == 1 + len(table.body)
    assert page.tags.count("p") == len(table.notes)
    cells = [in_page(cell) for row in (table.head, *table.body) for cell in row]
    assert page.cells == cells


def test_a_long_address_may_be_broken_and_is_read_as_it_was() -> None:
    address = "https://example.org/" + "a" * 90 + "?x=<1>&y=2"
    page = as_html(Table("c", ("Study", "Address"), (("Berg", address), ("Dahl", "a short text"))))
    assert Page(page).cells[3] == address
    assert max(map(len, re.findall(r"[^<>\s]+", page[page.index("<tbody>") : page.index("</tbody>")]))) <= 30
    assert "<wbr>" not in as_html(GRID)


def test_columns_of_numbers_and_marks_stand_in_the_middle() -> None:
    page = as_html(Table("c", ("Study", "Country", "n"), (("Berg", "USA", "12"), ("Dahl", "", "1292"))))
    assert page.count('class="mark"') == 3
    assert '<td class="mark">12</td>' in page
    assert "<td>USA</td>" in page
    assert "mark" not in as_html(Table("c", ("Study",), (("12",),)))


def test_spaces_that_a_browser_would_take_away_are_shown() -> None:
    rule = "white-space: pre-wrap"
    for cell in ("two  spaces", "two\nlines", " at the start", "at the end "):
        assert rule in as_html(Table("c", ("a",), ((cell,),)))
    assert rule not in as_html(Table("c", ("a",), (("one space",),), notes=("A note.",)))
