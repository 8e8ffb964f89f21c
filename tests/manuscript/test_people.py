"""Numbers of people, and large numbers, that are a digit from the right one."""

from dataclasses import replace

import pytest

from reviewkit.manuscript.known import Fact, Known
from tests.manuscript.checked import few, wrong

PEOPLE = frozenset({"participant", "sample", "person"})


def _known() -> Known:
    known = few()
    facts = (
        Fact(230, PEOPLE, "chart: n, dahl2020", "Participants", names=frozenset({"study:dahl2020"})),
        Fact(3984, PEOPLE, "chart: n", "Participants"),
        Fact(9, PEOPLE, "chart: n", "Participants", needs=frozenset({"range"})),
        Fact(731, PEOPLE, "chart: n", "Participants", needs=frozenset({"range"})),
        Fact(3984, frozenset({"record"}), "screened", "Records screened", frozenset({"screened"})),
    )
    return replace(known, facts=(*known.facts, *facts))


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Dahl & Moe (2020) talked to 230 patients.", "231"),
        ("They asked 230 nurses (Dahl & Moe, 2020).", "30"),
        ("They asked 230 nurses (Dahl & Moe, 2020).", "203"),
        ("Until now 3984 people have taken part.", "3954"),
    ],
)
def test_nearly_the_right_number_is_wrong(text: str, n: str) -> None:
    right = "3984" if "3984" in text else "230"
    assert wrong(f"# Paper\n\n{text}\n", _known()) == []
    wanted = [] if n == "30" else [n]  # of so few people a digit makes any other number
    assert wrong(f"# Paper\n\n{text.replace(right, n)}\n", _known()) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Dahl & Moe (2020) talked to 117 patients.",  # those who answered
        "Berg & Moe (2018) talked to 231 patients.",  # another study
        "The first version of the review had 3954 participants.",
        "There are 3954 nurses in the county.",
    ],
)
def test_another_number_may_be_of_something_else(text: str) -> None:
    assert wrong(f"# Paper\n\n{text}\n", _known()) == []


@pytest.mark.parametrize(
    "text", ["Studies had from {} to {} participants.", "Talet på deltakarar går frå {} til {}."]
)
def test_one_end_of_the_range_shows_that_the_other_is_wrong(text: str) -> None:
    assert wrong(f"# Paper\n\n{text.format(9, 731)}\n", _known()) == []
    assert wrong(f"# Paper\n\n{text.format(6, 731)}\n", _known()) == ["6"]
    assert wrong(f"# Paper\n\n{text.format(9, 740)}\n", _known()) == ["740"]


def test_two_studies_are_no_range() -> None:
    assert wrong("# Paper\n\nTwo trials, with 40 and 731 participants, were small.\n", _known()) == []


def test_a_bare_number_before_a_citation_is_of_its_people() -> None:
    text = "Participants were few; the largest study had {} (Dahl & Moe 2020)."
    assert wrong(f"# Paper\n\n{text.format(230)}\n", _known()) == []
    assert wrong(f"# Paper\n\n{text.format(117)}\n", _known()) == ["117"]
    some = "Of the participants eight of 20 (Dahl & Moe 2020) were tired."
    assert wrong(f"# Paper\n\n{some}\n", _known()) == []
