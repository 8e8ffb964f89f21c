"""A text is described without a format."""

from reviewkit.render.document import Document, Figure, Paragraph, Run, Section, Style, numbered, paragraph
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.tables.table import Table


def test_a_text_without_sections_is_a_text() -> None:
    assert Document("T", (), ()).sections == ()
    assert list(Section("H").content()) == []


def test_a_paragraph_has_its_words_without_their_look() -> None:
    assert Paragraph((Run("Berg (2020). "), Run("Care", italic=True), Run("."))).text == "Berg (2020). Care."


def test_what_is_below_a_heading_comes_in_the_order_in_which_it_was_said() -> None:
    table, quote = Table("T", ("a",), (("b",),)), paragraph("Words", Style.QUOTE)
    made = Section("H", ("first",), (table,), (quote, table), (Section("inner", ("second",)),))
    assert list(made.content()) == [paragraph("first"), table, quote, table]


def test_sections_are_walked_with_their_level() -> None:
    table = Table("T", ("a",), (("b",),))
    made = Document("T", (), (Section("1", sections=(Section("1.1", tables=(table,)),)), Section("2")))
    assert [(level, one.heading) for level, one in made.walk()] == [(1, "1"), (2, "1.1"), (1, "2")]
    assert list(made.tables()) == [table]


def test_tables_and_figures_are_numbered_each_in_their_own_order() -> None:
    table = Table("T", ("a",), (("b",),))
    figure = Figure(Drawing("d", 9, 9, "", "", (), 13, "#000000", "#ffffff"), "F")
    document = Document("D", (), (Section("1", (), (table,), (figure,), (Section("1.1", ("x",), (table,)),)),))
    made = numbered(document, "Table", "Figure")
    assert [one.caption for one in made.tables()] == ["Table 1. T", "Table 2. T"]
    assert [one.caption for one in made.sections[0].content() if isinstance(one, Figure)] == ["Figure 1. F"]
    assert made.kinds == ("Table", "Figure")
    assert [one.heading for _, one in made.walk()] == ["1", "1.1"]
