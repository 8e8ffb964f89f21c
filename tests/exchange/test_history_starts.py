"""Which lines of a text begin a row of a search history."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.history_rows import rows_of
from tests.growth import LINEAR, growth

Cells = tuple[str, str, int | None]


def cut(text: str) -> list[Cells]:
    return [(line.number, line.query, line.hits) for line in rows_of(text)]


# How platforms write a row: each in one line, and its number as that platform calls it.
ROWS = {
    "tabs of EBSCO": ("S", "S{n}\t{q}\tExpanders - Apply\nSearch modes - B\tDatabase - CINAHL\t{hits:,}\n"),
    "EBSCO from a PDF": ("S", "S{n} {q} Search modes -\nBoolean/Phrase Database - CINAHL {hits:,}\n"),
    "EBSCO's screen": ("S", "S{n} \t{q} \tSearch modes - B \tView Results ({hits:,})\nView Details\nEdit\n"),
    "tabs of Ovid": ("", "{n}\t{q}\t{hits}\n"),
    "Ovid's text": ("", "{n}     {q} ({hits})\n"),
    "Ovid's screen": ("", "{n}\t{q}\t{hits}\tAdvanced\t\nDisplay Results\nMore\n"),
    "tabs of ProQuest": ("S", "S{n}\t{q}\tERIC\t{hits:,}*\n"),
    "saved by Web of Science": (
        "",
        "{n}: {q}    Date Run: Wed Jan 31 2024 09:12:33 GMT+0100 (CET)    Results: {hits}\n\n",
    ),
    "the classic table": ("#", "# {n}\t{hits:,}\t{q}\nIndexes=SCI Timespan=2018-2023\n"),
    "the classic table with blanks": ("#", "# {n} {hits:,} {q}\nIndexes=SCI Timespan=2018-2023\n"),
    "the screen of Web of Science": ("", "{n}\n{q}\n{hits:,}\nAdd to query\n"),
    "PubMed's screen": ("#", "#{n}\t...\t>\tSearch: {q} Sort by: Most Recent\t{hits:,}\t05:12:33\n"),
    "Scopus": ("", "{n}\t{q}\t{hits:,} document results\n"),
    "tabs of Embase": ("#", "#{n}\t{q}\t{hits:,}\t31 Jan 2026\n"),
    "Embase with blanks": ("#", "#{n}. {q}            {hits:,}  31 Jan 2026\n"),
    "Cochrane": ("#", "#{n}\t{q}\t{hits}\n"),
    "Cochrane with blanks": ("#", "#{n} {q} {hits}\n"),
    "rows with blanks": ("S", "S{n}  {q}  {hits:,}\n"),
    "Markdown": ("", "| {n} | {q} | {hits:,} |\n"),
}
numbered = pytest.mark.parametrize(("letter", "row"), ROWS.values(), ids=ROWS.keys())


@numbered
@pytest.mark.parametrize(
    "numbers",
    [(1, 2, 40), (40, 2, 1), (3, 1, 2), (1, 3, 2, 4), (2, 90, 1, 45, 3), (1, 500), (7,)],
    ids=lambda numbers: ",".join(map(str, numbers)),
)
def test_every_row_is_read_whatever_its_number(letter: str, row: str, numbers: tuple[int, ...]) -> None:
    hits = {number: 1_000 + number for number in numbers}
    text = "".join(row.format(n=n, q=f"nurse{n}*", hits=hits[n]) for n in numbers)
    assert sorted(cut(text)) == sorted((f"{letter}{n}", f"nurse{n}*", hits[n]) for n in numbers)


@numbered
def test_rows_with_fewer_than_1000_hits_are_no_numbers_of_rows(letter: str, row: str) -> None:
    text = "".join(row.format(n=n, q=f"nurse{n}*", hits=hits) for n, hits in ((40, 2), (2, 93), (1, 40)))
    assert cut(text) == [(f"{letter}{n}", f"nurse{n}*", hits) for n, hits in ((40, 2), (2, 93), (1, 40))]


@numbered
def test_rows_from_1000_on_are_read(letter: str, row: str) -> None:
    text = "".join(row.format(n=n, q="nurse*", hits=10 * n) for n in range(990, 1012))
    assert cut(text) == [(f"{letter}{n}", "nurse*", 10 * n) for n in range(990, 1012)]


@given(st.lists(st.tuples(st.integers(1, 5_000), st.integers(0, 10**7)), min_size=1, unique_by=lambda row: row[0]))
def test_a_table_in_any_order_comes_back(rows: list[tuple[int, int]]) -> None:
    for row in ("S{}\tnurse* {}\t{}\n", "#{}\tnurse* {}\t{}\n", "{}\tnurse* {}\t{}\n"):
        letter = row[0].replace("{", "")
        found = cut("".join(row.format(n, "x", hits) for n, hits in rows))
        assert found == [(f"{letter}{n}", "nurse* x", hits) for n, hits in rows]


def test_rows_without_hits_are_read_whatever_their_number() -> None:
    for text in (
        "3\tnurse* and x\n1\tnurse*\n2\tmidwi*\n",
        "3  nurse* and x\n1  nurse*\n2  midwi*\n",
        "S3 nurse* and x\nS1 nurse*\nS2 midwi*\n",
    ):
        assert [query for _, query, _ in cut(text)] == ["nurse* and x", "nurse*", "midwi*"]
    for text in ("S1\tnurse*\t100\nS40\tfoo\nS2\tmidwi*\t50\n", "S1 nurse* 100\nS40 foo\nS2 midwi* 50\n"):
        assert cut(text) == [("S1", "nurse*", 100), ("S40", "foo", None), ("S2", "midwi*", 50)]
    assert cut("S3 foo\nS1 nurse* 100\nS2 midwi* 50\n")[0] == ("S3", "foo", None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1 nurse*.ti. 100\n2 midwi*.ti. 50\n40 1 or 2 120\n", "line 3, '40 1 or 2 120', can be a row"),
        ("3 nurse* and x 10\n1 nurse* 100\n2 midwi* 50\n", "line 1, '3 nurse* and x 10', can be a row"),
        ("S1 nurse* 100\n2 midwi* 50\nS3 S1 OR S2 120\n", "line 2, '2 midwi* 50', can be a row"),
        ("S1\tnurse*\t100\n#2\tmidwi*\t50\nS3\tx\t7\n", "line 2, '#2 midwi* 50', can be a row"),
        ("3 nurse* and x\n1 nurse*\n2 midwi*\n", "line 1, '3 nurse* and x', can be a row"),
        ("1a\tnurse*\t1039\n1b\tmidw*\t10\n2\t1a AND 1b\t3\n", "line 1, '1a nurse* 1039', can be a row"),
        ("S1\ta\t9\nS1b.\tmidw*\t(10)\nS2\tx\t3\n", "line 2, 'S1b. midw* (10)', can be a row"),
        ("S2 x Database - CINAHL 1,039\n1 of 2\nS1 y Database - CINAHL 7\n", "line 2, '1 of 2', can be a row"),
    ],
)
def test_a_line_that_may_be_a_row_or_of_a_query_is_refused(text: str, line: str) -> None:
    with pytest.raises(ReviewkitError) as told:
        rows_of(text)
    assert str(told.value).startswith(line)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "1 a 39\n2 (nurse* or\n65 years).ti,ab. 10\n3 1 or 2 20\n",
            ["a", "(nurse* or\n65 years).ti,ab.", "1 or 2"],
        ),
        ("2. MEDLINE (Ovid)\n1 a 39\n2 b 10\n", ["a", "b"]),
        ("31 January 2026\n1 a 39\n2 b 10\n", ["a", "b"]),
        ("1\techo or\n3d echo\t7\n2\tx\t8\n", ["echo or\n3d echo", "x"]),
        ("1\tnurse* and (\n2017\n2018\n2019\n)\t7\n2\tx\t8\n", ["nurse* and (\n2017\n2018\n2019\n)", "x"]),
        ("S2\t(S1 OR\nS1\tExpanders - x\t100\nS1\ta\tExpanders - x\t50\n", ["(S1 OR\nS1", "a"]),
        ("3\n#1 AND #2\n2\nAdd to query\n2\nb\n87\n1\na\n9\n", ["#1 AND #2", "b", "a"]),
    ],
)
def test_a_line_of_a_query_that_begins_with_a_number_is_no_row(text: str, rows: list[str]) -> None:
    assert [query for _, query, _ in cut(text)] == rows


@pytest.mark.thorough
@pytest.mark.parametrize("line", ["S1 x 5\n", "2 x 5\n", "#7\tx\t5\n", "12\n", "2018 x\n", "S1\n"])
def test_the_time_of_many_starts_grows_with_their_number_alone(line: str) -> None:
    def read(size: int) -> None:
        try:
            rows_of(f"S1 x 5\nS2 y 6\n{line * size}")
        except ReviewkitError:
            return

    assert growth(read, 2_000) < LINEAR


def test_a_text_of_more_rows_than_any_history_is_not_read_row_by_row() -> None:
    assert len(cut("".join(f"S{at} x 5\n" for at in range(1, 5_001)))) == 5_000
    with pytest.raises(ReviewkitError, match="it has more than 5000 lines, which no search history has"):
        rows_of("S1 x 5\n" * 20_001)


@pytest.mark.parametrize(
    "row", ["{n}\t{q}\t{hits}\n", "{n} {q} {hits}\n", "{n}     {q} ({hits})\n", "{n}. {q} {hits}\n"]
)
def test_lines_that_ovid_joins_with_a_slash_are_rows(row: str) -> None:
    rows = [("1", "exp a/", 10), ("2", "b.tw.", 20), ("3", "or/1-2", 30), ("4", "c.tw.", 40), ("5", "and/3-4", 5)]
    assert cut("".join(row.format(n=n, q=query, hits=hits) for n, query, hits in rows)) == rows


@pytest.mark.parametrize(
    "rows",
    [
        [("S1", "near patient testing", 10), ("S2", "Not alone", 20), ("S3", "S1 OR S2", 25)],
        [("S1", "nurs*", 10), ("S2", "NEAR patient", 20), ("S3", "S1 AND S2", 5)],
    ],
)
@pytest.mark.parametrize("blank", ["\t", "  ", " "])
def test_a_query_may_begin_with_a_word_that_is_an_operator_too(rows: list[Cells], blank: str) -> None:
    assert cut("\n".join(blank.join(map(str, row)) for row in rows)) == rows


@pytest.mark.parametrize("broken", ["S2 OR S3", "S2 NOT S3", "S2 near/3 S3", "S2 not (S3)", "S2 ) AND S3"])
def test_a_query_that_was_broken_before_the_number_of_a_line_is_one(broken: str) -> None:
    text = f"S1 nurs* 10\nS2 home 20\nS3 care 30\nS4 S1 OR\n{broken} 5\n"
    assert cut(text)[3:] == [("S4", f"S1 OR\n{broken}", 5)]


@pytest.mark.parametrize("blank", ["\u00a0", "\u2007", "\u202f", " \u00a0"])
def test_a_blank_that_does_not_break_may_be_behind_the_number_of_a_row(blank: str) -> None:
    for start in ("{n}.{blank}", "{blank}{n}{blank}"):
        begun = [start.format(n=n, blank=blank) for n in (1, 2, 3)]
        text = "{}nurse*  150\n{}midw*  7\n{}1 AND 2  4\n".format(*begun)
        assert cut(text) == [("1", "nurse*", 150), ("2", "midw*", 7), ("3", "1 AND 2", 4)]
    assert cut(f"1\nnurse*\n22{blank.strip(' ')}387\nAdd to query\n") == [("1", "nurse*", 22387)]


@pytest.mark.parametrize("blank", ["\t", "", " \t"])
@pytest.mark.parametrize(
    "hits", [(90_112, 175, 932), (4, 34, 1_234), (2, 1, 3), (50, 4, 5), (1_000, 2_000, 3_000)]
)
def test_hits_on_a_line_of_their_own_may_be_above_the_query(blank: str, hits: tuple[int, int, int]) -> None:
    for numbers in ((1, 2, 3), (3, 2, 1)):
        rows = list(zip(map(str, numbers), ("TS=(nurse*)", "covid 19", "#1 AND #2\nx"), hits, strict=True))
        text = "".join(f"{n}{blank}\n{many:,}{blank}\n{query}\n" for n, query, many in rows)
        assert cut(f"Search history\n{text}") == rows


@pytest.mark.parametrize(
    "text",
    [
        "1\n90\nnurse*\n2\nmidwi*\n3\n75\nx\n",
        "1\n90\nnurse*\n",
        "1\n1,039\nnurse*\n",
        "1\t\n4\t\n2020\n2\t\n7\t\nx\n",
    ],
)
def test_a_number_above_the_query_of_only_some_rows_is_refused(text: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^line 2, '[\d,]*', can be a row of the history or other text"):
        rows_of(text)


@pytest.mark.parametrize(
    "row", ["{n}  {q}  {hits}\n", "{n}\t{q}\t{hits}\n", "{n}. {q}  {hits}\n", "S{n} {q} {hits}\n"]
)
@pytest.mark.parametrize("line", ["5\u00a0mg", "3\u202ftesla", "\u00a03\u2007or more"])
def test_a_blank_that_does_not_break_is_of_the_query_where_few_rows_have_one(row: str, line: str) -> None:
    rows = [(1, "nurse*", 90), (2, f"TI a OR\n{line}", 7), (3, "1 or 2", 97)]
    found = cut("".join(row.format(n=n, q=query, hits=hits) for n, query, hits in rows))
    assert [(int(number.strip("S")), query, hits) for number, query, hits in found] == rows


def test_a_blank_that_does_not_break_at_the_end_of_a_line_begins_no_row() -> None:
    text = "1\t\nnurse*\t\n90\u00a0\n2\t\nmidwi*\t\n7\u00a0\nNote: x\n"
    assert cut(text) == [("1", "nurse*", 90), ("2", "midwi*", 7)]


@pytest.mark.parametrize("blank", [" ", "\t"])
def test_a_row_with_another_blank_behind_its_number_than_most_is_refused(blank: str) -> None:
    text = "1 nurse*  9\n2 mid*  8\n3\u00a0x  7\n4 y  6\n".replace("  ", blank)
    with pytest.raises(ReviewkitError, match=r"^line 3, '3 x 7', can be a row of the history or other text"):
        rows_of(text)


@pytest.mark.parametrize(
    "row",
    ["{n}  {q}  {hits}\n", "{n}\t{q}\t{hits}\n", "{n}\n{q}\n{hits}\n", "{n}\n{hits}\n{q}\n", "{n}. {q} {hits}\n"],
)
@pytest.mark.parametrize("page", ["12", " 3 ", "2"])
def test_a_number_alone_below_an_empty_line_at_the_end_is_that_of_a_page(row: str, page: str) -> None:
    rows: list[Cells] = [("1", "nurse*", 90), ("2", "midwi*", 7)]
    text = "".join(row.format(n=n, q=query, hits=hits) for n, query, hits in rows)
    assert cut(f"{text}\n{page}\n\n") == rows


def test_a_number_alone_at_the_end_is_hits_where_the_last_row_has_none() -> None:
    assert cut("1\n\nnurse*\n\n90\n\n2\n\nmidwi*\n\n7\n") == [("1", "nurse*", 90), ("2", "midwi*", 7)]
    with pytest.raises(ReviewkitError, match=r"^line 4 \(3\): there is nothing behind this number"):
        rows_of("1  nurse*  90\n2  TI a\n\n3\n")
    rows = [("1", "x or\n12 weeks", 1039), ("2", "y", 4), ("3", "z", 12)]
    assert cut("".join(f"{n}\n{query}\n{hits}\n" for n, query, hits in rows)) == rows
