"""Lines become running text."""

import pytest

from reviewkit.extract.columns import Line
from reviewkit.extract.prose import in_one, joined, paragraphs, raised, tidied, tidied_columns


def line(text: str, top: float, left: float = 50, height: float = 10) -> Line:
    return Line(text, left, top - height, left + 5 * len(text), top)


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("a nurse", "went", "a nurse went"),
        ("hjemme-", "sykepleie", "hjemmesykepleie"),
        ("hjemme\u0002", "sykepleie", "hjemmesykepleie"),
        ("hjemme\u00ad", "sykepleie", "hjemmesykepleie"),
        ("COVID-", "19", "COVID-19"),
        ("Anglo-", "Saxon", "Anglo-Saxon"),
        ("2019-", "related", "2019-related"),
        ("the years 2010 -", "and", "the years 2010 - and"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_one_word(first: str, second: str, wanted: str) -> None:
    assert joined(first, second) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ﬁrst ﬂoor eﬀect", "first floor effect"),
        ("a\u00a0b\u2009c\t d", "a b c d"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\x07b\x00c", "abc"),
        ("A\u030a", "Å"),
        ("½ m² ™", "½ m² ™"),
        ("rec\u00adords and stu\u00ad\u00addies", "records and studies"),
        ("evi\u00ad", "evi\u00ad"),
    ],
)
def test_text_is_tidied_and_no_sign_that_is_seen_is_lost(text: str, wanted: str) -> None:
    assert tidied(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CINAHL\t113\t273", "CINAHL 113\u2003273"),
        ("CINAHL   113   273 29", "CINAHL 113\u2003273 29"),
        (" 113\u200b \t 273 ", "113\u2003273"),
        ("1 502 records in\t15 studies", "1 502 records in 15 studies"),
    ],
)
def test_numbers_in_two_columns_are_two(text: str, wanted: str) -> None:
    assert tidied_columns(text) == wanted


def test_a_mark_of_a_footnote_stays_a_mark() -> None:
    assert raised("12") == "¹²"
    assert raised("a") == "a"


def test_more_white_space_begins_a_paragraph() -> None:
    assert paragraphs([line("one", 700), line("two", 688), line("three", 660)]) == ["one two", "three"]


def test_a_row_of_cells_is_a_line_of_its_own() -> None:
    rows = [line("Oslo", 700), line("12", 700, left=200), line("Moss", 688), line("3", 688, left=200)]
    assert paragraphs(rows) == ["Oslo 12", "Moss 3"]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    assert in_one([[line("they went to the", 700)], [line("next column", 700, left=300)]]) == (
        "they went to the next column"
    )
    assert in_one([[line("It ended.", 700)], [line("Then", 700, left=300)]]) == "It ended.\nThen"


@pytest.mark.parametrize("at", range(5))
def test_a_long_text_is_tidied_in_pieces_as_if_it_were_one(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " " * at + "ab  c\t\n     d e\u0301f\u2009 " + "x" * at + "      "
    whole = tidied(text)
    monkeypatch.setattr("reviewkit.extract.prose._LONG", 3)
    assert tidied(text) == whole
    assert (tidied(""), tidied("      "), tidied("abcdefg h")) == ("", "", "abcdefg h")
