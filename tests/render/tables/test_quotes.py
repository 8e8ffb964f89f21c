"""Coded quotes as a table: grouped for people, whole in every row for spreadsheets, in three languages."""

import pytest

from reviewkit.coding import CodedQuote
from reviewkit.locales import labels
from reviewkit.model import CameFrom, Code, Mark, Quoted, Segment, Study
from reviewkit.render.tables.quotes import quotes_table
from reviewkit.render.tables.write import FORMATS, as_bytes

TRUST, TIME = Code("trust", "theme", {"en": "Trust", "nb": "Tillit"}), Code("time", "code", {"en": "Time"})
BERG, AAS = Study("berg", "Berg (2024)", ()), Study("aas", "Aker (2023)", ())


def quote(study: Study, words: str, code: Code = TRUST, theme: Code | None = TRUST, **more: object) -> CodedQuote:
    coder = str(more.pop("coder", "a"))
    relation = str(more.pop("relation", "supports"))
    segment = Segment(words, str(more.pop("page", "")), (Mark(code.id),), **more)  # type: ignore[arg-type]
    return CodedQuote(theme, code, relation, study, coder, segment)


QUOTES = (
    quote(AAS, "one", page="4"),
    quote(AAS, "two", found=Quoted("two", "ab12", part=3, start=9)),
    quote(BERG, "three", TIME, relation="contradicts"),
    quote(BERG, "four", TIME, None),
)


def test_quotes_are_listed_under_their_themes_which_are_named_where_they_begin() -> None:
    table = quotes_table(QUOTES, False, labels("en"), {"ab12": "paragraph"})
    assert table.caption == "Quotes by theme"
    assert table.head == ("Theme", "Code", "Study", "Quote", "Page", "Relation")
    assert table.rows == (
        ("Trust", "Trust", "Aker (2023)", "one", "4", "supports"),
        ("", "", "Aker (2023)", "two", "paragraph 3", "supports"),
        ("", "Time", "Berg (2024)", "three", "", "contradicts"),
        ("(no theme)", "Time", "Berg (2024)", "four", "", "supports"),
    )


def test_in_spreadsheets_every_row_is_whole() -> None:
    table = quotes_table(QUOTES, False, labels("en"))
    assert [row[:2] for row in table.plain_body] == [
        ("Trust", "Trust"),
        ("Trust", "Trust"),
        ("Trust", "Time"),
        ("(no theme)", "Time"),
    ]


def test_by_study_the_studies_come_first_by_citation() -> None:
    table = quotes_table(tuple(reversed(QUOTES)), True, labels("nb"))
    assert table.caption == "Sitater etter studie"
    assert table.head[:3] == ("Studie", "Tema", "Kode")
    assert [row[0] for row in table.plain_body] == ["Aker (2023)", "Aker (2023)", "Berg (2024)", "Berg (2024)"]
    assert [row[0] for row in table.rows] == ["Aker (2023)", "", "Berg (2024)", ""]


def test_a_column_is_there_where_somebody_said_something_or_several_coded() -> None:
    more = (quote(AAS, "one", construct="participant"), quote(AAS, "two", coder="b", note="n", construct="my own"))
    table = quotes_table(more, False, labels("en"))
    assert table.head[-3:] == ("What it is", "Coder", "Note")
    assert [row[-3:] for row in table.rows] == [("words of a participant", "a", ""), ("my own", "b", "n")]


@pytest.mark.parametrize(("without", "notes"), [(0, ()), (1, ("Not shown: 1 mark without a quote.",))])
def test_marks_without_a_quote_are_counted_in_a_note(without: int, notes: tuple[str, ...]) -> None:
    assert quotes_table(QUOTES, False, labels("en"), without=without).notes == notes


def test_the_caption_says_whose_quotes_these_are() -> None:
    assert quotes_table(QUOTES, False, labels("en"), coder="a").caption == "Quotes by theme, as a coded them"


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_and_language_holds_every_quote(ending: str, language: str) -> None:
    data = as_bytes(quotes_table(QUOTES, False, labels(language)), ending, ";")
    assert data
    if ending in ("html", "md", "csv", "tex"):
        assert all(one.segment.quote in data.decode("utf-8-sig") for one in QUOTES)


def test_without_quotes_the_table_is_empty() -> None:
    assert quotes_table((), False, labels("en")).rows == ()


def test_where_an_imported_quote_came_from_is_in_a_column_where_it_is_known() -> None:
    came_from = (CameFrom("p.qdpx", ("Kari", "Ola"), "2026-02-03T10:00:00Z"), CameFrom("p.qda"), None)
    quotes = tuple(quote(AAS, str(number), came_from=one) for number, one in enumerate(came_from))
    table = quotes_table(quotes, False, labels("en"))
    assert table.head[-1] == "Imported from"
    assert [row[-1] for row in table.rows] == ["p.qdpx, Kari; Ola, 2026-02-03T10:00:00Z", "p.qda", ""]
    assert "Imported from" not in quotes_table(QUOTES, False, labels("en")).head
