"""Highlights of Taguette are counted in bytes of the text in its HTML."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.projects import guid_of
from reviewkit.exchange.rows import Data, Value
from reviewkit.exchange.taguette import highlights_of, is_highlights, is_taguette, project_of, tags_of

HTML = "<h1>Nå &amp; da 🙂</h1><p>We <b>trust</b> each other.</p>\n<p>Time is short.</p>"


def data(html: str, *highlights: tuple[int, int, str], tags: tuple[str, ...] = ("trust",)) -> Data:
    numbers = range(1, len(highlights) + 1)
    return {
        "projects": [{"id": 1, "name": "Care"}],
        "documents": [{"id": 1, "name": "Berg", "filename": "berg.html", "contents": html}],
        "tags": [{"id": n, "path": tag, "description": "said"} for n, tag in enumerate(tags, start=1)],
        "highlights": [
            {"id": n, "document_id": 1, "start_offset": low, "end_offset": high, "snippet": said}
            for n, (low, high, said) in zip(numbers, highlights, strict=True)
        ],
        "highlight_tags": [{"highlight_id": n, "tag_id": 1} for n in numbers],
        "commands": [
            {
                "date": "2026-01-01",
                "user_login": "kari",
                "payload": '{"type": "highlight_add", "highlight_id": 1}',
            },
            {"payload": "no json"},
            {"payload": "[1]"},
        ],
    }


def test_a_highlight_over_tags_and_blocks() -> None:
    counted = "Nå & da 🙂We trust each other.\nTime is short.".encode()
    low, high = counted.index(b"trust"), counted.index(b" is short")
    (quote,) = (read := project_of(data(HTML, (low, high, "")), "t")).quotes
    assert quote.words == "trust each other.\nTime"
    assert read.sources[0].text[quote.start : quote.end] == quote.words
    assert (quote.coder, quote.at, quote.marks[0].coder) == ("kari", "2026-01-01", "kari")
    assert read.sources[0].text == "Nå & da 🙂\nWe trust each other.\nTime is short."


def test_words_of_the_snippet_count_where_the_offsets_say_others() -> None:
    read = project_of(data(HTML, (0, 2, "<p>Time</p>"), (5, 99_999, "<b>We</b>"), (3, 1, "")), "t")
    assert [(one.words, one.start) for one in read.quotes] == [("Time", -1), ("We", -1), ("", -1)]
    assert [one for one in read.losses if "'Time'" in one] == [
        "Berg: where the project places 1 of its quotes, this document now has other words. The words that the "
        "project kept were imported, first 'Time'; check whether the text was changed after it was coded"
    ]


@pytest.mark.parametrize(("first", "second"), [(1, 2), (1.0, 2.0), ("a", "b"), (-1, -2)])
def test_highlights_have_their_tags_and_documents_whatever_ids_are(first: Value, second: Value) -> None:
    tables: Data = {
        "documents": [
            {"id": first, "name": "A", "contents": "We trust."},
            {"id": second, "name": "B", "contents": "No."},
        ],
        "tags": [{"id": first, "path": "trust"}, {"id": second, "path": "fear"}],
        "highlights": [
            {"id": first, "document_id": first, "start_offset": 3.0, "end_offset": 8.0},
            {"id": second, "document_id": second, "start_offset": 0, "end_offset": 2},
        ],
        "highlight_tags": [{"highlight_id": one, "tag_id": one} for one in (first, second)],
        "commands": [
            {"user_login": "kari", "payload": json.dumps({"type": "highlight_add", "highlight_id": first})}
        ],
    }
    read = project_of(tables, "t")
    names = {one.guid: one.name for one in (*read.codes, *read.sources)}
    said = [(one.words, names[one.source], names[one.marks[0].code], one.coder) for one in read.quotes]
    assert said == [("trust", "A", "trust", "kari"), ("No", "B", "fear", "")]
    assert read.losses == ()


def test_positions_that_cannot_be_are_reported() -> None:
    read = project_of(data(HTML, (5, 99_999, "<b>We</b>"), (3, 1, "x"), (0, 3, "")), "t")
    assert [(one.words, one.start) for one in read.quotes] == [("We", -1), ("x", -1), ("Nå", 0)]
    assert read.losses == ("left out: positions of highlights that are not in the text (2)",)


def test_rows_without_an_id_and_what_refers_to_nothing_are_left_out_and_reported() -> None:
    whole = data(HTML, (0, 3, ""), (0, 3, ""))
    lost = [{"id": None}, {"id": 3, "document_id": 9, "snippet": "gone"}, {"id": 4, "document_id": None}]
    ends: list[tuple[Value, Value]] = [(1, 9), (9, 1), (None, 1), (1, None), (3, 1), (4, 1)]
    tags = [{"highlight_id": one, "tag_id": tag} for one, tag in ends]
    tables: Data = {
        **whole,
        "documents": [*whole["documents"], {"id": None, "name": "lost"}],
        "tags": [*whole["tags"], {"id": None, "path": "lost"}],
        "highlights": [*whole["highlights"], *lost],
        "highlight_tags": [*whole["highlight_tags"], *tags],
    }
    read = project_of(tables, "t")
    assert ([one.name for one in read.codes], len(read.sources), len(read.quotes)) == (["trust"], 1, 2)
    assert set(read.losses) == {
        "left out: rows of the table documents without an id (1)",
        "left out: rows of the table tags without an id (1)",
        "left out: rows of the table highlights without an id (1)",
        "left out: tags or highlights that are not there (4)",
        "left out: highlights in documents that are not there (2)",
    }


@pytest.mark.parametrize("table", ["documents", "tags", "highlights"])
def test_two_rows_of_one_id_are_refused(table: str) -> None:
    tables = data(HTML, (0, 3, ""))
    with pytest.raises(ReviewkitError, match=rf"^t\.sqlite3: two rows of the table {table} have the id 1, so"):
        project_of({**tables, table: [*tables[table], {"id": 1, "path": "b"}]}, "t.sqlite3")


def test_a_highlight_without_a_tag_is_left_out_and_named() -> None:
    bare = {**data(HTML, (0, 3, "")), "highlight_tags": []}
    read = project_of(bare, "t")
    assert (read.quotes, read.losses) == ((), ("left out: highlights without a tag (1)",))


def test_tags_lie_below_those_whose_beginning_they_have() -> None:
    read = project_of(data(HTML, tags=("a", "a.b.c", "x.y")), "t")
    above = {code.name: code.parent for code in read.codes}
    assert above == {"a": "", "a.b.c": guid_of("taguette", "tag", "a"), "x.y": ""}


def test_a_tag_of_full_stops_is_looked_for_no_deeper_than_people_write() -> None:
    read = project_of(data(HTML, tags=("a", "a" + "." * 100_000, "a.b" + ".c" * 900)), "t")
    assert [bool(one.parent) for one in read.codes] == [False, False, True]


def test_quotes_that_lie_in_each_other_are_refused_before_they_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "QUOTED", 1_000)
    html = "ø" * 100
    assert len(project_of(data(html, *[(0, 200, "")] * 10), "t.sqlite3").quotes) == 10
    with pytest.raises(ReviewkitError, match=r"^t\.sqlite3: the quotes of this project have more than"):
        project_of(data(html, *[(0, 200, "")] * 11), "t.sqlite3")


def test_several_projects_are_refused() -> None:
    with pytest.raises(ReviewkitError, match="holds 2 projects"):
        project_of({"projects": [{"id": 1}, {"id": 2}]}, "t")


def test_tables_of_taguette() -> None:
    assert is_taguette(frozenset(("documents", "highlights", "tags", "highlight_tags", "x")))
    assert is_highlights(["id", "document", "tag", "content"])
    assert not is_highlights(["study", "quote", "code"])
    rows = [
        (2, {"id": "1", "document": "Berg", "tag": "trust", "content": "We trust"}),
        (3, {"id": "1", "document": "Berg", "tag": "time", "content": "We trust"}),
        (4, {"id": "2", "document": "Berg", "tag": "", "content": "bare"}),
    ]
    rows += [(n, {"id": "3", "document": "Berg", "tag": "time", "content": " "}) for n in (5, 6)]
    read = highlights_of(rows, "h.csv")
    assert [(one.words, len(one.marks)) for one in read.quotes] == [("We trust", 2)]
    assert [one.name for one in read.codes] == ["trust", "time"]
    assert read.losses == (
        "left out: highlights without a tag (1)",
        "left out: highlights without words (2)",
    )
    with pytest.raises(ReviewkitError, match=r"h\.csv:7: this highlight has no document"):
        highlights_of([*rows, (7, {"id": "4", "document": "", "tag": "time", "content": "four"})], "h.csv")
    assert [(one.name, one.description) for one in tags_of([(2, {"tag": "a", "description": "said"})])] == [
        ("a", "said")
    ]


@pytest.mark.parametrize("piece", ["<", "<!--", "&#", "<a ", '<a b="', "</", "<![CDATA[", "<a \"'", "<p>"])
def test_a_strange_document_takes_no_longer_than_any_other(piece: str) -> None:
    begun = time.monotonic()
    for html in (piece * 50_000, f"<{piece[-1] * 200_000}", f"{piece * 50_000}>"):
        project_of(data(html, (0, 3, "")), "t")
    assert time.monotonic() - begun < 20  # the parser of the standard library takes a minute for some


@given(st.lists(st.text(st.sampled_from("ab é🙂&"), min_size=1, max_size=8), min_size=1, max_size=4), st.data())
def test_any_highlight_has_the_words_that_its_bytes_are(pieces: list[str], choose: st.DataObject) -> None:
    html = "".join(f"<p>{one.replace('&', '&amp;')}</p>" for one in pieces)
    counted = "".join(pieces)
    low = choose.draw(st.integers(0, len(counted) - 1))
    high = choose.draw(st.integers(low + 1, len(counted)))
    places = [len(counted[:at].encode()) for at in (low, high)]
    (quote,) = project_of(data(html, (places[0], places[1], "")), "t").quotes
    assert quote.words.replace("\n", "") == counted[low:high]
