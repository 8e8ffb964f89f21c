"""The font that comes with reviewkit: where it is, and how wide its letters are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import fonts

LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)


def test_the_regular_and_the_bold_font_are_true_type_files() -> None:
    regular, bold = map(Path, fonts.files())
    assert (regular.name, bold.name) == ("Arimo-Regular.ttf", "Arimo-Bold.ttf")
    for path in (regular, bold):
        assert path.read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert (regular.parent / "LICENSE-ARIMO.txt").is_file()


def test_the_first_family_is_the_one_that_was_measured() -> None:
    assert fonts.FAMILY.startswith("Arimo, Arial, ")


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("M", 8.33), ("i", 2.22), (" ", 2.78), ("W", 9.44), ("0", 5.56), ("12", 11.12)]
)
def test_letters_are_as_wide_as_those_of_arial(text: str, width: float) -> None:
    assert fonts.width(text, 10) == pytest.approx(width, abs=0.01)


def test_bold_letters_are_wider() -> None:
    assert fonts.width("Records screened", 10, bold=True) > fonts.width("Records screened", 10)


def test_a_letter_that_the_font_lacks_is_an_em_wide() -> None:
    assert fonts.width("中", 12) == 12
    assert fonts.width("\U0001f600", 12, bold=True) == 12


@given(LATIN, LATIN, st.floats(1, 100))
def test_widths_add_up_and_grow_with_the_size(one: str, other: str, size: float) -> None:
    together = fonts.width(one + other, size)
    assert together == pytest.approx(fonts.width(one, size) + fonts.width(other, size))
    assert together == pytest.approx(fonts.width(one + other, 1) * size)


def test_letters_that_cannot_be_drawn_are_named_once() -> None:
    assert fonts.missing("Åse i Førde – n = 12") == ""
    assert fonts.missing("中a文中\x1b") == "中文\x1b"
    assert fonts.missing("a b\n\t\u2028c") == ""


def test_labels_of_figures_can_be_drawn_in_all_languages() -> None:
    from reviewkit.locales import labels, languages

    for language in languages():
        for key, text in labels(language).words.items():
            # Tables and the page are set in other fonts.
            if key.startswith(("table.", "page.", "cooccurrence.marks", "cooccurrence.contradicted")):
                continue
            assert fonts.missing(text) == "", (language, key)


def test_a_letter_and_its_accent_as_two_signs_are_one_letter() -> None:
    """Names of files from macOS are written so; the figure has the letter, not a base and a sign it lacks."""
    for composed, apart in (("å", "a\u030a"), ("é", "e\u0301"), ("Š", "S\u030c")):
        assert fonts.missing(apart) == ""
        assert fonts.width(apart, 10) == fonts.width(composed, 10)
        assert fonts.composed(f"x{apart}y") == f"x{composed}y"
