"""The closed choices: their values stand in files and are typed, so they stay as they are."""

import subprocess
import sys
from enum import StrEnum

import pytest

from reviewkit import words

WORDS: dict[type[StrEnum], str] = {
    words.Arm: "databases registers other",
    words.OtherArm: "pooled separate",
    words.Stages: "one two",
    words.Consensus: "all one-include majority",
    words.Maybe: "discuss include",
    words.Role: "screens settles charts codes watches",
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
