"""Highlight words are found as people write them, in every spelling of Norwegian letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.highlight import spans
from reviewkit.model import Highlight
from reviewkit.words import Choice


def found(text: str, *include: str, exclude: tuple[str, ...] = ()) -> list[str]:
    """The parts of a text that are marked; those that speak against a report with a minus sign."""
    return [
        f"{'-' if kind is Choice.EXCLUDE else ''}{text[start:end]}"
        for start, end, kind in spans(text, Highlight(include, exclude))
    ]


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("Nurses nurse; nursing homes", "nurs*", ["Nurses", "nurse", "nursing"]),
        ("Nurses nurse", "nurse", ["nurse"]),
        ("rats and irate rat", "rat", ["rat"]),
        ("preprint print", "print*", ["print"]),
        ("HJEMMESYKEPLEIE hjemmesykepleien", "hjemmesykepleie*", ["HJEMMESYKEPLEIE", "hjemmesykepleien"]),
        ("ÅPEN åpen apen", "åpen", ["ÅPEN", "åpen"]),
        ("Pårørende og pårørendes", "PÅRØRENDE*", ["Pårørende", "pårørendes"]),
        ("ære, være", "ære", ["ære"]),
        ("sår og såre", "sår", ["sår"]),
        ("home\n  care, homecare", "home care", ["home\n  care"]),
        ("home-based home\u2010based home based", "home-based", ["home-based", "home\u2010based"]),
        ("in vitro. In vitro-studies", "in vitro", ["in vitro", "In vitro"]),
        ("a (b) c", "(b)", ["(b)"]),
        ("x.y xzy", "x.y", ["x.y"]),
        ("covid-19 and covid", "covid*", ["covid", "covid"]),
        ("nurse", " nurse ", ["nurse"]),
    ],
)
def test_a_word_is_found_as_a_whole_or_by_its_beginning(text: str, word: str, marked: list[str]) -> None:
    assert found(text, word) == marked


@pytest.mark.parametrize("word", ["på", "PÅRØRENDE*", "vår*"])
@pytest.mark.parametrize(("of_text", "of_word"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_letters_in_two_parts_are_the_same_letters(word: str, of_text: str, of_word: str) -> None:
    text = "på vår side er pårørende, pa var side"
    apart = unicodedata.normalize(of_text, text)  # type: ignore[arg-type]
    marked = [unicodedata.normalize("NFC", part) for part in found(apart, unicodedata.normalize(of_word, word))]  # type: ignore[arg-type]
    assert marked == found(text, word)
    assert len(marked) == 1


def test_a_letter_without_its_accent_is_another_word() -> None:
    assert found(unicodedata.normalize("NFD", "så"), "sa") == []


def test_words_for_and_against_are_told_apart() -> None:
    assert found("home care of rats", "home care", exclude=("rat*",)) == ["home care", "-rats"]


def test_of_two_words_that_begin_together_the_longer_is_marked() -> None:
    assert found("nursing home", "nursing", exclude=("nursing home",)) == ["-nursing home"]
    assert found("nursing home", "nursing home", exclude=("nursing",)) == ["nursing home"]


@pytest.mark.parametrize("word", ["", " ", "*", "**", "-", "... *"])
def test_a_word_without_letters_marks_nothing(word: str) -> None:
    assert found("a - b ... * c", word, "c") == ["c"]
    assert found("a - b ... * c", word) == []


@given(st.text(max_size=40), st.lists(st.text(max_size=6), max_size=3), st.lists(st.text(max_size=6), max_size=3))
def test_spans_are_in_the_text_in_order_and_never_overlap(
    text: str, include: list[str], exclude: list[str]
) -> None:
    end = 0
    for span in spans(text, Highlight(tuple(include), tuple(exclude))):
        assert end <= span.start < span.end <= len(text)
        end = span.end


def test_own_words_come_to_those_of_the_team() -> None:
    team, own = Highlight(("a",), ("b",)), Highlight(("c",), ())
    assert team.with_also(own) == Highlight(("a", "c"), ("b",))
