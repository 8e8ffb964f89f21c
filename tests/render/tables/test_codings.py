"""Every coding and every code in a row of its own, for programs."""

from datetime import UTC, datetime

from reviewkit.actions.coding_export import PlacedSegment
from reviewkit.actions.readings import ReadText
from reviewkit.errors import Place
from reviewkit.extract.reading import Reading, Unit
from reviewkit.model import Mark, Segment, Study, Text
from reviewkit.render.tables.codings import CODES, CODINGS, codebook_table, codings_table
from tests.exchange.test_refi_codes import WHOLE, book_of

BOOK = book_of({"trust": {"label": "Trust"}, "time": {"label": "Time"}})
STUDY = Study("berg", "Berg (2024)", ("cinahl-0001",))
READ = ReadText(
    "cinahl-0001", Text("a", "cinahl-0001", "texts/x.txt", "abc", 9), Reading(Unit.PAGE, ("one", "two"))
)


def test_a_row_for_each_code_of_each_quote() -> None:
    marks = (Mark("trust"), Mark("time", "contradicts"))
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    segment = Segment("two", "4", marks, "a note", "a-1", construct="result")
    table = codings_table([PlacedSegment(STUDY, "kari", segment, at, "themes 1", READ, 5, 8)], BOOK)
    assert table.head == tuple(CODINGS)
    first, second = (dict(zip(table.head, row, strict=True)) for row in table.rows)
    assert first == {
        "id": "a-1",
        "study": "berg",
        "citation": "Berg (2024)",
        "coder": "kari",
        "code": "trust",
        "label": "Trust",
        "relation": "supports",
        "quote": "two",
        "page": "4",
        "construct": "result",
        "note": "a note",
        "text": "texts/x.txt",
        "sha256": "abc",
        "start": "5",
        "end": "8",
        "part": "2",
        "at": "2026-01-02T03:04:05Z",
        "codebook": "themes 1",
    }
    assert (second["code"], second["relation"]) == ("time", "contradicts")


def test_a_quote_of_a_file_without_a_text_has_no_place_and_no_time() -> None:
    from reviewkit.model import NEVER

    segment = Segment("two", "", (Mark("trust"),), place=Place("coding/a/berg.yaml", 3))
    (row,) = codings_table([PlacedSegment(STUDY, "a", segment, NEVER)], BOOK).rows
    cells = dict(zip(CODINGS, row, strict=True))
    assert (cells["id"], cells["start"], cells["at"], cells["text"]) == ("coding/a/berg.yaml:3", "", "", "")


def test_a_row_for_each_code_with_all_that_is_said_of_it() -> None:
    table = codebook_table(book_of({"trust": WHOLE}))
    cells = dict(zip(CODES, table.rows[0], strict=True))
    assert (cells["id"], cells["label"], cells["kind"]) == ("trust", "Trust", "theme")
    assert cells["aliases"] == "confidence; tillit"
    assert cells["examples"] == "typical: We trust each other.; edge: She knows\nthe house."
