"""Which blocks of a text stay together, and which are for landscape pages."""

from reviewkit.render.document import Figure, Section, Style, paragraph
from reviewkit.render.document_pages import on_pages, scale, with_stays
from reviewkit.render.figures.drawing import Drawing, Text
from reviewkit.render.tables.table import Table

NARROW = Table("Who coded", ("Person", "Quotes"), (("Kari", "12"),))
WIDE = Table("Wide", tuple(f"Column {n}" for n in range(8)), (("a text of many words " * 12,) * 8,))


def figure(width: float, height: float) -> Figure:
    drawing = Drawing("d", width, height, "A flow", "screened 12", (Text("12", 10, 20),), 13, "#1a1a1a", "#ffffff")
    return Figure(drawing, "A figure")


def test_words_stay_with_the_table_below_them_and_the_last_words_with_the_table_above() -> None:
    first, second, last = paragraph("about the first"), paragraph("about the second"), paragraph("the end")
    section = Section("One", blocks=(first, WIDE, second, NARROW, last))
    assert on_pages(section) == [(True, (first, WIDE)), (False, (second, NARROW, last))]


def test_a_heading_alone_has_a_page_to_be_on() -> None:
    assert on_pages(Section("Nothing below")) == [(False, ())]


def test_a_figure_turns_the_page_only_where_it_becomes_much_larger() -> None:
    for drawn, landscape in ((figure(1600, 500), True), (figure(700, 600), False), (figure(400, 2000), False)):
        assert on_pages(Section("F", blocks=(drawn,))) == [(landscape, (drawn,))]


def test_a_figure_fits_its_page_and_is_never_enlarged() -> None:
    assert scale(figure(100, 100), landscape=False) == 1
    assert scale(figure(1284, 100), landscape=False) == 0.5
    assert scale(figure(100, 1080), landscape=True) == 0.5


def test_the_last_paragraphs_before_a_table_or_a_figure_stay_on_its_page() -> None:
    words = [paragraph(f"number {n}") for n in range(5)]
    for shown in (NARROW, figure(100, 100)):
        group = (*words[:4], shown, words[4])
        assert [stays for _, stays in with_stays(group)] == [False, True, True, True, False, False]
        assert [block for block, _ in with_stays(group)] == list(group)


def test_the_words_before_a_list_stay_with_its_first_entry() -> None:
    group = (
        paragraph("Before."),
        paragraph("3 reasons:"),
        *(paragraph(n, Style.ITEM) for n in "abc"),
        paragraph("After."),
    )
    assert [stays for _, stays in with_stays(group)] == [False, True, False, False, False, False]
