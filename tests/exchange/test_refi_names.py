"""What selections are called speaks against their places only where the project calls selections by their words."""

import pytest

from reviewkit.exchange import refi_names
from reviewkit.exchange.refi_names import CalledOtherwise

TEXT = "We trust each other. Time is short. Nobody had told them before."


def told(*called: str, text: str = TEXT, words: str = "We trust each other.") -> list[str]:
    """What is told of a document in which these are the names of one quote."""
    looked = CalledOtherwise(labels=frozenset(("Trust in others",)))
    start = text.index(words)
    for one in called:
        looked.look("Interview 1", text, one, start, start + len(words))
    return looked.losses()


@pytest.mark.parametrize(
    "called",
    [
        "",
        "We trust each other.",
        "We trust",
        "we  trust\neach other",
        "We trust each ot...",
        "We trust… other.",
        "We trust each other. Time is",
        "We &quot;trust&quot; each",
        "1:5 ¶ 3 in Interview 1",
        "1:5",
        "Interview 1",
        "Trust in others",
        "…",
    ],
)
def test_the_words_their_beginning_and_labels_are_not_told(called: str) -> None:
    assert told(called) == []
    assert told("We trust", "We", called) == []


def test_labels_that_people_or_programs_give_are_not_told() -> None:
    assert told("Q1", "Q1") == []
    assert told("good example of it", "what is trust to you?", "to be looked at again", "We trust") == []


@pytest.mark.parametrize("called", ["Leaders never listen", "Nobody had told"])
def test_other_words_are_told(called: str) -> None:
    (said,) = told(called)
    assert said == (
        "Interview 1: some of its selections (1) have a name that is not what the text has at their places: the first "
        f"is called {called!r}, and the text has 'We trust each other.'. What the text has was taken; look whether "
        "that was coded"
    )
    assert "(1)" in told("We trust", called, "We")[0]
    assert "(2)" in told("We", called, "We trust", called)[0]


def test_words_that_are_elsewhere_are_told_whatever_most_are_called() -> None:
    (said,) = told("Q1", "Q2", "Q3", "Nobody had told", "Q5")
    assert "(1)" in said


def test_a_long_name_and_a_long_text_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_names, "_SEARCHED", 10)
    looked = CalledOtherwise(room=10)
    for _ in range(5):
        looked.look("A", TEXT, "Nobody had told", 0, 8)
    assert [one.n for one in looked.elsewhere.values()] == [1]
    assert told("word " * 50_000) != []
    assert max(map(len, told("word " * 50_000))) < 400
