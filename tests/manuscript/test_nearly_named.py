"""Words that are nearly a name."""

from dataclasses import replace

import pytest

from reviewkit.manuscript.known import Fact, Known, Name, NameKind
from tests.manuscript.checked import few, wrong


def _with_payers() -> Known:
    """The few studies with a theme whose name says little: who pays."""
    name = Name("theme:pays", NameKind.THEME, ("Who pays", "Hvem betaler"), "Who pays")
    fact = Fact(2, frozenset({"study", "paper"}), "matrix: pays", "Who pays", names=frozenset({name.id}))
    return replace(few(), facts=(*few().facts, fact), names=(*few().names, name))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Much is said of who pays (2).", []),
        ("Much is said of who gardens (2).", ["who gardens"]),
        ("Much is said of who gardens (3).", []),  # another number: these are other words
        ("De spør om hvem musikk. Det er tema i 2 studier.", ["hvem musikk"]),
        ("They asked who came. Nobody knew, and the two others did not either.", []),
        ("They asked who came. Two nurses did.", []),
    ],
)
def test_words_that_say_little_are_known_by_their_number(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", _with_payers()) == words
