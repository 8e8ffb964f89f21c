"""Names whose numbers show that another one should be there."""

from dataclasses import replace

import pytest

from reviewkit.manuscript.known import Fact, Known, Name, NameKind
from tests.manuscript.checked import WRONG, checked, few, wrong


def test_a_label_that_is_no_name_is_marked_up_to_its_number() -> None:
    text = "# Paper\n\nMEDLINE: n = 25. CINAHL: n = 20. {}: n = 2. {}: n = 1.\n"
    assert wrong(text.format("Interviews", "Survey"), few()) == []
    known = replace(
        few(), facts=(*few().facts, Fact(4, frozenset({"record"}), "x", "x", names=frozenset({"source:x"})))
    )
    known = replace(known, names=(*known.names, Name("source:x", NameKind.DATABASE, ("Oria",), "Oria")))
    assert wrong("# Paper\n\nMEDLINE: n = 25. CINAHL: n = 20. Orbis: n = 4.\n", known) == ["Orbis: n = 4"]


def _with_trial() -> Known:
    """The few studies, with a third design of one study and one of none."""
    paper = frozenset({"study", "paper"})
    name = Name("choice:design:trial", NameKind.CHOICE, ("Trial", "Forsøk"), "Trial")
    fact = Fact(1, paper, "chart: design", "Trial", names=frozenset({name.id}))
    return replace(few(), facts=(*few().facts, fact), names=(*few().names, name))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two of the studies used interviews, one used a survey and one a trial.", []),
        ("Two of the studies used interviews, one used a survey and one a survey.", ["survey"]),
        ("Vanlegast er intervjuer med 2 studiar, følgt av survey med 1 og trial med 1.", []),
        ("Vanlegast er intervjuer med 2 studiar, følgt av survey med 1 og survey med 1.", ["survey"]),
        ("Interviews: n = 2. Survey: n = 1. Trial: n = 1.", []),
        ("Interviews: n = 2. Survey: n = 1. Survey: n = 1.", ["Survey"]),
    ],
)
def test_a_list_with_a_name_twice_where_another_has_the_number(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", _with_trial()) == words


def test_the_other_place_of_a_name_that_is_there_twice_is_named() -> None:
    text = "# Paper\n\nInterviews: n = 2. Survey: n = 1. Survey: n = 1.\n"
    (found,) = [one for one in checked(text, _with_trial()) if one.answer in WRONG]
    assert found.other is not None
    assert found.other.start < found.claim.start


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Most used interviews (2 studies).", []),
        ("Most used a survey (2 studies).", ["2"]),
        ("Mest vanleg er intervjuer (2 studier).", []),
        ("Mest vanleg er survey (2 studier).", ["2"]),
        ("They asked in a survey (2 nurses).", []),
    ],
)
def test_studies_in_brackets_behind_a_name(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", few()) == words
