"""A selection is found where its program meant it, however that program counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.exchange.offsets import MARK, Span, from_bytes, spans_in

TEXT = st.text(st.sampled_from("ab ,.🙂é\n"), min_size=1, max_size=40)


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


def test_places_outside_of_the_text_are_at_its_ends() -> None:
    assert spans_in("abc", [(-5, 99, "")])[1] == [(0, 3)]
    assert spans_in(f"{MARK}a🙂\r\n", [(-5, 99, "")])[1] == [(0, 3)]


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
