"""Reasons that do not add up."""

from dataclasses import replace

import pytest

from reviewkit.manuscript.known import Fact, Known
from tests.manuscript.checked import example, few, wrong

FIGURE = (
    "# Paper\n\nStudies excluded (n = 1270): Wrong population (n = 1192), Wrong publication type (n = 30), "
    "Wrong study design (n = 20), Wrong language (n = 3), Wrong outcome (n = 1){}\n"
)


def test_the_number_of_what_was_excluded_is_the_sum_of_its_reasons() -> None:
    assert wrong(FIGURE.format(""), example()) == ["1270"]


def test_a_list_of_two_reasons_need_not_be_all_of_them() -> None:
    text = "# Paper\n\nStudies excluded (n = 1270): Wrong population (n = 1192), Wrong language (n = 3)\n"
    assert wrong(text, example()) == []


REASONS = {"population": 22, "setting": 17, "daytime": 13, "type": 7}


def _with_reasons() -> Known:
    papers = frozenset({"record", "paper", "report", "study"})
    box = Fact(59, papers, "reports_excluded", "Reports excluded", frozenset({"excluded"}))
    reasons = (
        Fact(n, papers, f"reports_excluded.{name}", name, names=frozenset({f"reason:{name}"}))
        for name, n in REASONS.items()
    )
    known = few()
    return replace(known, facts=(*known.facts, box, *reasons))


@pytest.mark.parametrize(
    "text",
    [
        "We excluded 59: 22 dealt with others, 17 with homes, 13 said nothing of it, and seven were no research.",
        "59 ble ekskludert. I 22 var det andre, 17 gjaldt sykehjem, 13 sa ingenting, og sju var ikke forskning.",
    ],
)
def test_the_odd_one_of_a_list_of_reasons_is_wrong_in_whatever_words(text: str) -> None:
    assert wrong(f"# Paper\n\n{text}\n", _with_reasons()) == []
    for right, other in (("22", "23"), ("17", "71"), ("13", "19"), ("59", "95")):
        assert wrong(f"# Paper\n\n{text.replace(right, other)}\n", _with_reasons()) == [other]


def test_a_list_with_two_other_numbers_is_another_list() -> None:
    text = "# Paper\n\n59 were excluded. Of 22 nurses, 19 were from homes, 14 from hospitals and seven from schools.\n"
    assert wrong(text, _with_reasons()) == []
