"""The fixed choices never change their values, because files hold them; a number agrees with its noun."""

import subprocess
import sys
from enum import StrEnum

import pytest

from reviewkit import words

WORDS: dict[type[StrEnum], str] = {
    words.Arm: "databases registers other",
    words.OtherArm: "pooled separate",
    words.Stages: "one two",
    words.Stage: "before-screening screening title-abstract full-text",
    words.Choice: "include exclude maybe",
    words.Verdict: "same different unsure",
    words.Relation: "erratum retraction reply comment part version preprint protocol abstract dissertation reprint",
    words.Policy: "separate join ask",
    words.ReviewerKind: "person tool publication",
    words.State: "removed waiting conflict excluded sought not-retrieved included",
    words.Layout: "list grid",
    words.Tool: "rayyan covidence asreview endnote zotero csv ris",
}


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_the_words_in_files_and_at_the_command_line_stay(kind: type[StrEnum]) -> None:
    assert [word.value for word in kind] == WORDS[kind].split()


def test_every_choice_is_written_down_here() -> None:
    kinds = {value for value in vars(words).values() if isinstance(value, type) and issubclass(value, StrEnum)}
    assert kinds - {StrEnum} == set(WORDS)


def test_the_words_of_coding_stay() -> None:
    assert words.CODING_STATES == ("not-started", "in-progress", "done", "done-nothing-found")
    assert words.RELATIONS == ("supports", "qualifies", "contradicts")


def test_a_word_is_its_text() -> None:
    assert f"{words.Stage.FULL_TEXT}" == "full-text"
    assert words.Choice("include") is words.Choice.INCLUDE
    with pytest.raises(ValueError, match="Include"):
        words.Choice("Include")


def test_words_are_light_to_import() -> None:
    code = "import sys, reviewkit.words; print([m for m in sys.modules if m.startswith('reviewkit.')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "['reviewkit.words']\n"


@pytest.mark.parametrize(
    ("n", "forms", "text"),
    [
        (0, ("record",), "0 records"),
        (1, ("record",), "1 record"),
        (2, ("record",), "2 records"),
        (21, ("record",), "21 records"),
        (1, ("study", "studies"), "1 study"),
        (0, ("study", "studies"), "0 studies"),
        (1, ("pair is distinct", "pairs are distinct"), "1 pair is distinct"),
        (3, ("pair is distinct", "pairs are distinct"), "3 pairs are distinct"),
    ],
)
def test_a_number_agrees_with_its_noun(n: int, forms: tuple[str, ...], text: str) -> None:
    assert words.number_of(n, *forms) == text
