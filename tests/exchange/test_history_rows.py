"""Rows of a search history: what is in them, and what of it cannot be told for sure."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.history_rows import rows_of
from tests.growth import LINEAR, growth


def test_lines_of_a_query_that_begin_with_a_number_are_no_rows() -> None:
    (first, second) = rows_of("1\tnurse* within\n90 days\t7\n2\thome\t9\n")
    assert (first.query, first.hits, second.number) == ("nurse* within\n90 days", 7, "2")


def test_lines_that_were_deleted_leave_a_gap() -> None:
    assert [line.number for line in rows_of("S9\tc\t1\nS4\tb\t2\nS1\ta\t3\n")] == ["S1", "S4", "S9"][::-1]


def test_a_year_at_the_end_of_a_query_is_no_number_of_hits_where_no_hits_are_shown() -> None:
    lines = rows_of("S1 nurse*\nS2 home care\nS3 published in 2018\n")
    assert [(line.query, line.hits) for line in lines] == [
        ("nurse*", None),
        ("home care", None),
        ("published in 2018", None),
    ]


def test_what_is_below_an_empty_line_is_of_the_page() -> None:
    (first, second) = rows_of("S1 nurse* 9\n\nS2 home\n\ncare 4\n\n(c) The publisher\n")
    assert (first.query, first.hits) == ("nurse*", 9)
    assert (second.query, second.hits) == ("home\n\ncare 4\n\n(c) The publisher", None)


@pytest.mark.parametrize("words", ["narrow by ", "Limiters - y ", "nurse* OR 'x ", "   ", "Search: x Filters: "])
def test_the_time_of_a_very_long_row_grows_with_its_length_alone(words: str) -> None:
    def read(size: int) -> None:
        (line,) = rows_of(f"S1 x {words * size}9\n")
        assert line.hits == 9

    assert growth(read, 5_000) < LINEAR


def cut(text: str) -> list[tuple[str, str, int | None]]:
    return [(line.number, line.query, line.hits) for line in rows_of(text)]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("S1  nurse*  1\u2009039\n", "nurse*", 1039),
        ("S1 nurse* 1\u202f039\n", "nurse*", 1039),
        ("S1  nurse*  1'039\n", "nurse*", 1039),
        ("S1 nurse* 3\u2009000\n", "nurse*", 3000),
        ("S1\tnurse*\t1’175’495\n", "nurse*", 1175495),
        ("1     nurse*.mp. (1 039)\n", "nurse*.mp.", 1039),
        ("1     nurse*.mp. (1'039)\n", "nurse*.mp.", 1039),
        ("#1. nurse*:ti,ab      1\u2007039  31 Jan 2026\n", "nurse*:ti,ab", 1039),
        ("S1\nnurse*\n1 039\nAdd to query\n", "nurse*", 1039),
    ],
)
def test_signs_that_part_thousands_are_of_the_number(text: str, query: str, hits: int) -> None:
    assert [row[1:] for row in cut(text)] == [(query, hits)]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("S1  covid  19 345\n", "covid", 19345),
        ("S1  covid 19  345\n", "covid 19", 345),
        ("S1  covid 19\t345\n", "covid 19", 345),
        ("S1  covid 19\u00a0345\n", "covid", 19345),
        ("S1 covid 1 039\n", "covid", 1039),  # nobody writes 39 as 039
        ("S1 published in 2018 345\n", "published in 2018", 345),
        ("3 1 or 2 345\n", "1 or 2", 345),  # the 2 is a line
        ("3  1 or 2  2 345\n", "1 or 2", 2345),
        ("S1 (covid 19)\nS2 x 5\n", "(covid 19)", None),
    ],
)
def test_a_blank_is_in_a_number_only_where_it_cannot_be_between_words(
    text: str, query: str, hits: int | None
) -> None:
    assert cut(text)[0][1:] == (query, hits)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("S1  covid 19 345\n", "line 1 (S1): the hits can be 345 or 19345: "),
        ("S1 covid\u00a019\u00a0345\n", "line 1 (S1): the hits can be 345 or 19345: "),
        ("1 a.ti. 5\n2 b.ti. 7\n3 1 or 2 100 345\n", "line 3 (3): the hits can be 345 or 2100345: "),
        ("S1 x Search modes - B Database - CINAHL 19 345\n", "line 1 (S1): the hits can be 345 or 19345: "),
    ],
)
def test_a_number_that_can_be_two_is_refused_with_its_line(text: str, line: str) -> None:
    with pytest.raises(ReviewkitError) as told:
        rows_of(text)
    assert str(told.value).startswith(line)
    assert str(told.value).endswith("Put a tab before the hits.")


WRONG = ("-5", "1e5", "12.5", "~300", "1039.0", "1,039.00", "1,039.000", ">1000")


@pytest.mark.parametrize("said", [*WRONG, "−7", "#N/A", "NaN", "12,34"])
@pytest.mark.parametrize(
    "text",
    [
        "S1\tnurse*\t{}\n",
        "S2\tS1 AND x\t{}\nS1\tnurse*\t7\n",
        "# 3\t{}\tTS=(nurs*)\nIndexes=SCI Timespan=2018\n",
        "# 3 {} TS=(nurs*)\nIndexes=SCI Timespan=2018\n",
        "#1\tnurse*\t{}\t31 Jan 2026\n",
        "#1. nurse*        {}  31 Jan 2026\n",
        "S1  nurse*  {}\n",
        "S1 nurse* {}\nS2 midwi* 50\n",
        "1     nurse*.mp. ({})\n",
        "S1 \tnurse* \tSearch modes - B \tView Results ({})\nView Details\n",
        "1: TS=(x)    Date Run: Wed Jan 31 2024 09:12:33 GMT+0100 (CET)    Results: {}\n",
        "1\tTITLE-ABS-KEY ( x )\t{} document results\n",
        "S1 x Search modes - B Database - CINAHL {}\nS2 S1 Search modes - B Database - CINAHL 5\n",
        "| 1 | nurse* | {} |\n",
    ],
)
def test_what_is_in_the_place_of_hits_and_no_number_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^line 1 \(#?S?\d\): '.*' is not a number of hits\.") as told:
        rows_of(text.format(said))
    assert said in str(told.value)


@pytest.mark.parametrize("said", ["", "-", "–", "...", "Rerun"])
def test_where_no_hits_are_shown_there_are_none(said: str) -> None:
    assert cut(f"S1\tnurse*\t{said}\nS2\tmidwi*\t5\n") == [("S1", "nurse*", None), ("S2", "midwi*", 5)]


@pytest.mark.parametrize("query", ["HbA1c > 7.5", "IQ -5", "pH 12.5"])
def test_what_looks_like_a_number_may_be_of_the_query_where_hits_are_not_shown(query: str) -> None:
    assert cut(f"S1 nurse*\nS2 home\nS3 {query}\n")[2] == ("S3", query, None)
    with pytest.raises(ReviewkitError, match="Where it is of the query, put a tab and a - behind it"):
        rows_of(f"S1 nurse* 7\nS2 {query}\n")
    assert cut(f"S1 nurse* 7\nS2 {query}\t-\n")[1] == ("S2", query, None)
    assert cut(f"S1\t{query}\t7\n") == [("S1", query, 7)]


def test_somebody_searched_for_a_number() -> None:
    assert cut("S1\t12.5\t7\nS2\t2020\t50\n") == [("S1", "12.5", 7), ("S2", "2020", 50)]


@pytest.mark.parametrize(
    "text", ["S1\tnurse*\t100\t200\nS2\tx\t7\n", "S1\tnurse*\t100\n.S3\thome\t200\n", "S1\t2020\t100\t200\n"]
)
def test_a_row_with_two_numbers_of_hits_is_refused(text: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^line 1 \(S1\): this row has two numbers of hits, 100 and 200\. "):
        rows_of(text)
    assert cut("S1\tnurse*\t100\t100\n") == [("S1", "nurse*", 100)]


def test_a_rule_below_the_last_line_is_of_the_page() -> None:
    assert cut("1     a.mp. (9)\n2     1 and b.mp. (7)\n" + "*" * 27 + "\n")[1] == ("2", "1 and b.mp.", 7)
    assert cut("S1 (a OR\nb\n)\n") == [("S1", "(a OR\nb\n)", None)]


@pytest.mark.parametrize("hits", ["     (7)", "  1,039", "  1\u2009039", "  (1'039)"])
def test_text_behind_the_hits_of_a_row_is_no_part_of_its_query(hits: str) -> None:
    with pytest.raises(
        ReviewkitError, match=r"^line 2 \(2\): there is text behind the hits: '\(c\) The publisher'\."
    ):
        rows_of(f"1     a.mp.     (9)\n2     1 and b.mp.{hits}\n(c) The  publisher\n")


@pytest.mark.parametrize(
    "words", ["Page 1 of 2", "(c) EBSCO 2026", "12", "Printed 27 November 2026", "2a. limit 2 to english  5"]
)
@pytest.mark.parametrize(
    "row", ["{n}     {q} ({hits})\n", "S{n}  {q}  {hits}\n", "#{n}. {q}    {hits}  31 Jan 2026\n"]
)
def test_a_number_in_text_behind_the_hits_of_a_row_is_not_its_hits(row: str, words: str) -> None:
    first, second, third = (
        row.format(n=n, q=q, hits=hits) for n, q, hits in ((1, "a", 9), (2, "b", 7), (3, "c", 4))
    )
    with pytest.raises(ReviewkitError, match=r"^line 2 \([S#]?2\): there is text behind the hits: '") as told:
        rows_of(f"{first}{second}{words}\n{third}")
    assert " ".join(words.split()) in str(told.value)
    with pytest.raises(ReviewkitError, match=r"^line 3 \([S#]?3\): there is text behind the hits: 'Records after"):
        rows_of(f"{first}{second}{third}Records after deduplication 5\n")


def test_numbers_within_a_query_are_no_hits_with_text_behind_them() -> None:
    text = "1     (a (2018)\nor 65 years\nor  12\nor b).mp. (9)\n2     1 and b.mp. (7)\n"
    assert cut(text)[0] == ("1", "(a (2018)\nor 65 years\nor  12\nor b).mp.", 9)


@pytest.mark.parametrize("word", ["email", "save", "link", "details", "edit", "more", "advanced", "copy"])
@pytest.mark.parametrize(
    "shown", ["1,039", "1,039\tAdvanced\t\nDisplay Results\nMore", "View Results (1,039)\nEdit"]
)
def test_a_query_may_be_a_word_that_is_on_buttons_too(word: str, shown: str) -> None:
    assert cut(f"S1\tnurse*\t5\nS2\t{word}\t{shown}\n")[1] == ("S2", word, 1039)


def test_a_button_is_no_query_where_the_row_has_another_or_nothing_but_buttons() -> None:
    assert cut("S1\tEdit\tnurse*\t5\nS2\tmore\t-\n") == [("S1", "nurse*", 5), ("S2", "more", None)]
    assert cut("S1\tnurse*\t5\nS2\tEdit\tDelete\n") == [("S1", "nurse*", 5)]
    with pytest.raises(ReviewkitError, match="two numbers of hits, 1039 and 900"):
        rows_of("S1\temail\t1039\t900\n")


@pytest.mark.parametrize("shown", ["10 treff", "(10 treff)", "10 results", "10 hits", " (10 results)"])
def test_a_word_may_be_behind_the_hits_of_a_row_without_tabs(shown: str) -> None:
    assert cut(f"S1 nurse* 1,039 results\nS2 home care {shown}\n") == [
        ("S1", "nurse*", 1039),
        ("S2", "home care", 10),
    ]
    assert cut("S1 nurse* 7\nS2 sf 36 items\n")[1] == ("S2", "sf 36 items", None)


@pytest.mark.parametrize(
    "said",
    [
        "1 039,00",
        "1039 articles",
        "1039 (after dedup 900)",
        "n = 1039",
        "12k",
        "?",
        "several",
        "ca. 100",
        "9 (31 Jan 2026)",
    ],
)
def test_words_where_other_rows_with_tabs_have_their_hits_are_refused(said: str) -> None:
    for text in (
        "1\tnurse*\t{}\n2\tmidw*\t7\n",
        "#1\tnurse*\t{}\t31 Jan 2026\n#2\tmidw*\t7\t31 Jan 2026\n",
        "# 3\t{}\tTS=(nurs*)\nIndexes=SCI Timespan=2018\n# 2\t7\tTS=(x)\n",
    ):
        with pytest.raises(ReviewkitError, match=r"^line 1 \(#?\d\): '.*' is not a number of hits\.") as told:
            rows_of(text.format(said))
        assert said in str(told.value)


@pytest.mark.parametrize("said", ["1 039,00", "1039 articles", "1039 (after dedup 900)", "n = 1039", "12k"])
def test_words_with_a_number_in_every_row_are_refused_too(said: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^line 1 \(1\): '.*' is not a number of hits\."):
        rows_of(f"1\tnurse*\t{said}\n2\tmidw*\t{said}\n")


@pytest.mark.parametrize(
    ("shown", "other"),
    [
        ("-\nFooter", "7"),
        ("\nFooter", "7"),
        ("ERIC\t-", "ERIC\t7"),
        ("-\t31.1.2026", "7\t31.1.2026"),
        ("ERIC", "ERIC"),
        ("2018-2023", "2018-2023"),
        ("2026-01-31", "2026-01-31"),
        ("Wednesday, January 31, 2024", "Wed Jan 31 2024"),
        ("Limiters - 5 years\tRerun\nView Details", "Limiters - 5 years\tView Results (7)\nEdit"),
    ],
)
def test_a_row_without_hits_may_have_other_cells(shown: str, other: str) -> None:
    found = cut(f"1\tnurse*\t{other}\n2\t65 years\t{shown}\n")
    assert [row[:2] for row in found] == [("1", "nurse*"), ("2", "65 years")]
    assert found[1][2] is None


@pytest.mark.parametrize(
    "text",
    [
        "S1\tnurse*\t100\nS2\t\t50\nS3\tS1 OR S2\t120\n",
        "S1\tnurse*\t100\nS2\t50\n(c) The publisher\n",
        "S1 nurse* 100\nS2 50\nS3 S1 OR S2 120\n",
        "1\nnurse*\n100\n2\n50\n3\nx\n4\n",
    ],
)
def test_a_row_with_hits_and_no_query_is_refused(text: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^line [24] \(S?2\): this row has 50 hits and no query\. "):
        rows_of(text)


@pytest.mark.parametrize("text", ["1 a 39\n2 b 10\n3\n", "S1 a 39\nS3\nS4 b 10\n", "1\na 39\n2\nb 10\n3\n"])
def test_a_number_with_nothing_behind_it_is_refused(text: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^line \d \(S?3\): there is nothing behind this number"):
        rows_of(text)


def test_somebody_searched_for_a_number_without_hits() -> None:
    for shown in ("-", "", " –"):
        assert cut(f"S1\tnurse*\t100\nS2\t2020\t{shown}\n")[1] == ("S2", "2020", None)
    assert cut("1\tnurse*\n2\t2020\n3\t1 or 2\n")[1] == ("2", "2020", None)
    assert cut("S1\tnurse*\t100\nS2\tedit\t-\n")[1] == ("S2", "edit", None)
    assert cut("S1\tnurse*\t100\nS2\t\t\n") == [("S1", "nurse*", 100)]  # an empty row of a table


@pytest.mark.parametrize("number", ["{}", "{}.", "S{}", "{}\n"])
@pytest.mark.parametrize("hits", [(100, 10, 7), (4, 15, 16), (2, 1, 3), (3, 2, 1)])
def test_cells_may_each_be_on_a_line_of_its_own(number: str, hits: tuple[int, int, int]) -> None:
    cells = zip((1, 2, 3), ("nurse*", "TS=(trust)", "#1 AND #2"), hits, strict=True)
    rows = [(number.format(n), query, many) for n, query, many in cells]
    found = [
        (query, many) for _, query, many in cut("\n".join(f"{n}\n{query}\n{many}" for n, query, many in rows))
    ]
    assert found == [(query, many) for _, query, many in rows]


def test_a_pipe_with_a_backslash_is_of_the_query_in_a_table_of_markdown() -> None:
    assert cut("| 1 | nurse* \\| midw* | 1039 |\n| 2 | a\\|b | 7 |\n") == [
        ("1", "nurse* | midw*", 1039),
        ("2", "a|b", 7),
    ]


def test_blanks_that_do_not_break_may_be_before_the_hits_or_in_them() -> None:
    text = "1\u00a0nurse*\u00a090\n2\u00a0midw*\u00a07\n3\u00a01 and 2\u00a0932\n"
    assert cut(text) == [("1", "nurse*", 90), ("2", "midw*", 7), ("3", "1 and 2", 932)]
    with pytest.raises(ReviewkitError, match=r"^line 4 \(4\): the hits can be 345 or 19345: "):
        rows_of(f"{text}4\u00a0covid 19\u00a0345\n")
    assert cut("1. nurse* 90\n2. covid 19\u00a0345\n")[1] == ("2", "covid", 19345)


@pytest.mark.parametrize("said", ["1039 articles", "n = 12", "12k", "?", "9 (31 Jan 2026)"])
@pytest.mark.parametrize("day", ["", "  31 Jan 2026"])
def test_words_in_a_column_of_hits_that_blanks_set_off_are_refused(said: str, day: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^line 2 \(2\): '.*' is not a number of hits\.") as told:
        rows_of(f"1  nurse*  1,039{day}\n2  TI a\nOR b  {said}{day}\n3  1 or 2  7{day}\n\n(c)\n")
    assert said in str(told.value)


@pytest.mark.parametrize("query", ["S1  AND  S2", "S1  or 65 years", "wom?n", "S1  wom?n  ti", "S1 65  -"])
def test_words_behind_two_blanks_are_of_a_query_without_hits(query: str) -> None:
    assert cut(f"S1  nurse*  7\nS2  x  9\nS3  {query}\n")[2] == ("S3", query, None)


def test_a_number_with_words_behind_two_blanks_is_of_the_query_where_no_column_has_hits() -> None:
    assert cut("S1 nurse* 7\nS2 aged  65 years\nS3 x 9\n")[1] == ("S2", "aged  65 years", None)
