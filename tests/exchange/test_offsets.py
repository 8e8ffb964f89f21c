"""A selection is found where its program meant it, however that program counts."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.exchange.offsets import MARK, NOWHERE, CountedText, Span, from_bytes
from tests.growth import LINEAR, growth

TEXT = st.text(st.sampled_from("ab ,.🙂é\n"), min_size=1, max_size=40)


def spans_in(text: str, spans: list[Span], crlf_is_one: bool = False) -> tuple[str, list[tuple[int, int]], bool]:
    """The plain text, where each selection lies in it, and whether it was counted otherwise than in code points."""
    counted = CountedText(text)
    return counted.plain, *counted.places(spans, crlf_is_one)


def counted(text: str, at: int, wide: bool, crlf_is_one: bool, mark: bool) -> int:
    """An offset in a plain text as a program counts it."""
    before = text[:at] if crlf_is_one else text[:at].replace("\n", "\r\n")
    return (len(before.encode("utf-16-le")) // 2 if wide else len(before)) + mark


@given(TEXT, st.data(), st.booleans(), st.booleans(), st.booleans())
def test_any_way_of_counting_is_told_by_the_words(
    plain: str, data: st.DataObject, wide: bool, crlf_is_one: bool, mark: bool
) -> None:
    plain += "end"
    places = [[len(plain) - 3, len(plain)]] + [
        sorted((data.draw(st.integers(0, len(plain))), data.draw(st.integers(0, len(plain))))) for _ in range(2)
    ]
    file = (MARK if mark else "") + plain.replace("\n", "\r\n")
    spans: list[Span] = [
        (
            counted(plain, low, wide, crlf_is_one, mark),
            counted(plain, high, wide, crlf_is_one, mark),
            plain[low:high],
        )
        for low, high in places
    ]
    text, found, _ = spans_in(file, spans)
    assert text == plain
    for (low, high), (_, _, words) in zip(found, spans, strict=True):
        assert " ".join(text[low:high].split()) == " ".join(words.split()) or not words.strip()


@given(st.text(st.sampled_from("ab ,.é\n"), min_size=1, max_size=40), st.data())
def test_code_points_are_taken_as_they_are_where_nothing_is_said(plain: str, choose: st.DataObject) -> None:
    low = choose.draw(st.integers(0, len(plain)))
    high = choose.draw(st.integers(low, len(plain)))
    assert spans_in(plain, [(low, high, "")]) == (plain, [(low, high)], False)


def test_a_program_that_counts_the_end_of_a_line_as_one_says_so() -> None:
    file = "one\r\ntwo three"
    assert spans_in(file, [(4, 7, "")], crlf_is_one=True) == ("one\ntwo three", [(4, 7)], False)
    assert spans_in(file, [(5, 8, "")]) == ("one\ntwo three", [(4, 7)], False)
    assert spans_in(file, [(4, 7, "two")]) == ("one\ntwo three", [(4, 7)], True)


@pytest.mark.parametrize("text", ["abc", f"{MARK}a🙂\r\n", "a\r\nb"])
@pytest.mark.parametrize(("start", "end"), [(-5, 2), (-1, -1), (0, 99), (99, 100), (2, 1)])
def test_a_place_that_cannot_be_is_none(text: str, start: int, end: int) -> None:
    assert spans_in(text, [(start, end, ""), (0, 1, "a")])[1][0] == NOWHERE


def test_an_end_that_is_in_the_text_only_as_some_programs_count_says_that_they_do() -> None:
    assert spans_in("one 🙂 two", [(7, 10, "")]) == ("one 🙂 two", [(6, 9)], True)
    assert spans_in("a\r\nb", [(0, 4, "")]) == ("a\nb", [(0, 3)], False)


@given(st.text(st.sampled_from("ab🙂é"), min_size=400, max_size=900), st.integers(0, 2_000))
def test_blocks_are_counted_as_the_whole_is(text: str, letters: int) -> None:
    letters = min(letters, len(text))
    before = len(text[:letters].encode("utf-16-le")) // 2
    spans: list[Span] = [(before, before, ""), (0, len(text.encode("utf-16-le")) // 2, text)]
    assert spans_in(text, spans)[1] == [(letters, letters), (0, len(text))]


def test_a_text_of_ends_of_lines_takes_memory_and_time_by_its_length() -> None:
    def read(size: int) -> None:
        text = CountedText(f"{MARK}🙂" + "word word\r\n" * size)
        assert text.places([])[0] == []
        assert text.places([(2 + 11 * (size - 1), 6 + 11 * (size - 1), "word")])[0][0][0] > 0

    assert growth(read, 20_000) < LINEAR
    text = f"{MARK}🙂" + "word word\r\n" * 100_000
    tracemalloc.start()
    CountedText(text).places([(5, 9, "word")])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5 * len(text) * 4  # the text itself needs four bytes a letter; eight lists of numbers needed 200


def test_what_is_known_of_a_text_is_kept() -> None:
    text = CountedText("🙂 one\r\ntwo")
    assert text.places([(2, 5, "one")]) == text.places([(2, 5, "one")]) == ([(2, 5)], False)
    assert text.places([(7, 10, "two")], crlf_is_one=True) == ([(6, 9)], True)


@pytest.mark.parametrize(("offset", "place"), [(0, 0), (1, 1), (5, 2), (3, 1), (6, 3), (99, 3), (-1, 0)])
def test_bytes_become_code_points(offset: int, place: int) -> None:
    assert from_bytes("a🙂b")(offset) == place


@given(st.text(max_size=30), st.integers(-3, 100))
def test_letters_before_an_offset_are_those_whose_bytes_are_all_before_it(text: str, offset: int) -> None:
    before = text.encode("utf-8", "replace")[: max(0, offset)]
    assert from_bytes(text)(offset) == len(before.decode("utf-8", "ignore"))


def test_a_selection_that_is_far_longer_than_its_words_has_others() -> None:
    file = "\r\n".join(["one two"] * 2_000)
    assert spans_in(file, [(0, 7, "one two"), (9, len(file), "one two")])[1] == [(0, 7), (8, len(file) - 1_999)]
