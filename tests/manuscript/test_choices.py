"""Numbers in a row that are those of a field of the charting form."""

from dataclasses import replace

from reviewkit.manuscript.known import Fact, Known
from tests.manuscript.checked import few, wrong

PAPERS = frozenset({"record", "paper", "report", "study"})


def _known() -> Known:
    counts = {"interviews": 12, "survey": 7, "mixed": 4, "trial": 3, "other": 2}
    known = few()
    others = tuple(fact for fact in known.facts if fact.source != "chart: design")
    facts = (
        Fact(n, PAPERS, "chart: design", name, names=frozenset({f"choice:design:{name}"}))
        for name, n in counts.items()
    )
    return replace(known, facts=(*others, *facts))


TEXT = (
    "Interviews were used in {} studies and survey in 7; {} were of mixed methods, 3 trials, and 2 something else."
)


def test_the_odd_one_of_a_row_is_wrong() -> None:
    assert wrong(f"# Paper\n\n{TEXT.format(12, 4)}\n", _known()) == []
    assert wrong(f"# Paper\n\n{TEXT.format(12, 5)}\n", _known()) == ["5"]


def test_a_row_without_names_of_the_field_is_of_something_else() -> None:
    text = "Twelve nurses, 7 doctors, 5 relatives, 3 leaders and 2 others were asked."
    assert wrong(f"# Paper\n\n{text}\n", _known()) == []
