"""A font with few letters: as wide and as drawn as in the whole font, the same bytes each time."""

import struct
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import fonts
from reviewkit.fonts.subset import Subset, subset

LETTERS = "Aåæøé(n = 1 294)€Жω\u00a0–"
both = pytest.mark.parametrize("bold", [False, True])


def tables(data: bytes) -> dict[str, bytes]:
    (number,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4s3I", data, 12 + 16 * place) for place in range(number))
    return {name.decode(): data[start : start + length] for name, _, start, length in entries}


def outlines(font: Subset) -> list[bytes]:
    """Each glyph of a subset, by its number."""
    found = tables(font.file)
    count = len(found["loca"]) // 4
    offsets = struct.unpack(f">{count}I", found["loca"])
    return [found["glyf"][start:end] for start, end in pairwise(offsets)]


@both
@given(st.text(st.characters(codec="utf-8"), max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_letter_is_as_wide_as_the_figures_are_measured_with(bold: bool, text: str) -> None:
    font = subset(fonts.composed(text), bold)
    for letter in set(fonts.composed(text)) - set(fonts.missing(text)):
        if not letter.isspace() or fonts.width(letter, 1000, bold) < 1000:
            assert font.widths[font.glyphs[letter]] == fonts.width(fonts.composed(letter), 1000, bold), letter


@both
def test_a_letter_is_drawn_as_in_any_other_subset_and_unlike_its_neighbours(bold: bool) -> None:
    few, many = subset("én", bold), subset(LETTERS, bold)
    plain = outlines(few)[few.glyphs["n"]]
    assert plain == outlines(many)[many.glyphs["n"]]
    assert len({outlines(many)[many.glyphs[letter]] for letter in "Aåæøn=1294€Жω–"}) == 14


def test_the_parts_of_a_letter_with_an_accent_come_with_it() -> None:
    font = subset("é")
    drawn = outlines(font)
    composed = drawn[font.glyphs["é"]]
    assert struct.unpack_from(">h", composed)[0] < 0
    named = struct.unpack_from(">H", composed, 12)[0]
    assert font.glyphs["é"] < named < len(drawn)
    assert struct.unpack_from(">h", drawn[named])[0] > 0


def test_a_letter_that_the_font_lacks_is_seen_to_be_missing() -> None:
    font = subset("中A文")
    drawn = outlines(font)
    assert drawn[font.glyphs["中"]] == drawn[font.glyphs["文"]] == drawn[0] != drawn[font.glyphs["A"]]
    assert len(set(font.glyphs.values())) == 3


@both
def test_the_file_adds_up(bold: bool) -> None:
    data = subset(LETTERS, bold).file
    assert len(data) < 6000
    assert sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF == 0xB1B0AFBA
    (number,) = struct.unpack_from(">H", data, 4)
    for place in range(number):
        name, checksum, start, length = struct.unpack_from(">4s3I", data, 12 + 16 * place)
        table = data[start : start + length]
        if name != b"head":
            padded = table + bytes(-length % 4)
            assert sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF == checksum


@given(st.text(LETTERS))
def test_the_same_letters_give_the_same_bytes(text: str) -> None:
    assert subset(text) == subset(text)
