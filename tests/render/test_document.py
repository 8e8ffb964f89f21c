"""A text is described without a format."""

from reviewkit.render.document import Document, Paragraph, Run, Section, Style, paragraph
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
