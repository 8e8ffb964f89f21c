"""Words fit where they are said to fit, no letter is lost, and a number is never cut from its n."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import fonts
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels, languages
from reviewkit.render.figures.layout import (
    HANG,
    INDENT,
    SIZE,
    SMALL,
    SMALLEST,
    Piece,
    TextLine,
    check_letters,
    size_to_fit,
    wrapped,
)

WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), min_size=1, max_size=200)


@given(WORDS, st.booleans(), st.booleans(), st.sampled_from([SIZE, SMALL]))
def test_wrapping_loses_no_letter_and_keeps_numbers_whole(
    text: str, bold: bool, indent: bool, size: float
) -> None:
    line = TextLine(f"{text} (n\u00a0=\u00a01\u00a0294)", bold, indent)
    pieces = wrapped(line, 200, size)
    assert "".join(piece.text for piece in pieces).replace(" ", "") == line.text.replace(" ", "")
    assert all(fonts.width(piece.text, size, piece.bold) + piece.inset <= 200 for piece in pieces)
    assert all(piece.bold is bold for piece in pieces)
    assert "(n\u00a0=\u00a01\u00a0294)" in pieces[-1].text


@given(WORDS, st.booleans(), st.integers(1, 300))
def test_the_joints_of_printed_lines_give_back_the_line(text: str, indent: bool, width: int) -> None:
    first, *rest = wrapped(TextLine(text, indent=indent), width)
    assert first.joint is None
    assert first.text + "".join(f"{piece.joint}{piece.text}" for piece in rest) == fonts.composed(text)
    assert all(piece.joint is not None for piece in rest)


def test_two_spaces_where_nothing_fits_come_to_an_end() -> None:
    pieces = wrapped(TextLine("a  b", indent=1), 5)
    assert "".join(f"{piece.joint or ''}{piece.text}" for piece in pieces) == "a  b"


def test_a_line_that_fits_is_not_cut() -> None:
    assert wrapped(TextLine("two words"), 200) == (Piece("two words"),)


def test_a_word_that_is_wider_than_the_box_is_cut() -> None:
    pieces = wrapped(TextLine("short " + "W" * 50), 100)
    assert pieces[0].text == "short"
    assert len(pieces) > 2
    assert "".join(piece.text for piece in pieces[1:]) == "W" * 50


def test_a_box_that_is_narrower_than_a_letter_still_gets_all_letters() -> None:
    assert "".join(piece.text for piece in wrapped(TextLine("MMM"), 1)) == "MMM"


def test_the_second_line_of_a_reason_hangs_so_that_it_is_not_taken_for_the_next_reason() -> None:
    pieces = wrapped(TextLine("a reason with many words in it that goes on", indent=1), 100)
    assert [piece.inset for piece in pieces] == [INDENT, *[INDENT + HANG] * (len(pieces) - 1)]
    assert len(pieces) > 1


def test_wide_letters_are_wrapped_sooner_than_narrow_ones() -> None:
    assert len(wrapped(TextLine("MM " * 20), 200)) > len(wrapped(TextLine("ii " * 20), 200))


@given(WORDS, st.integers(1, 300), st.booleans())
def test_a_label_is_made_smaller_until_it_fits_or_could_not_be_read(text: str, room: int, bold: bool) -> None:
    size = size_to_fit(text, room, bold)
    assert SMALLEST <= size <= SIZE
    assert size == SMALLEST or fonts.width(text, size, bold) <= room


def test_a_label_that_fits_keeps_its_size() -> None:
    assert size_to_fit("Screening", 200, bold=True) == SIZE


@pytest.mark.parametrize("text", ["", "Åse Ødegård", "Ελληνικά", "Русский", "no\u00a0break 1\u2009294"])
def test_european_letters_can_be_drawn(text: str) -> None:
    check_letters(text)


def test_letters_that_the_font_lacks_are_named_once_with_the_text_they_stand_in() -> None:
    with pytest.raises(
        ReviewkitError, match=r"does not have 中 \(U\+4E2D\), 文 \(U\+6587\), which is in: 中文中文\."
    ):
        check_letters("中文中文")


@pytest.mark.parametrize("language", languages())
def test_every_label_can_be_drawn(language: str) -> None:
    # these two marks stand in tables only, where the reader's own font draws them
    check_letters("".join(labels(language).words.values()).replace("●", "").replace("◐", ""))


def test_letters_and_accents_apart_are_drawn_as_one() -> None:
    check_letters("Feil spra\u030ak")
    assert wrapped(TextLine("Feil spra\u030ak"), 500) == (Piece("Feil språk"),)
    assert len(wrapped(TextLine("a\u030a" * 200), 100)) == len(wrapped(TextLine("å" * 200), 100))
