"""code agreement: disagreements first, then numbers; where these mean nothing, why, and what reviewing did."""

import json
from pathlib import Path

import pytest

from tests.commands.reviews import events
from tests.conftest import Command


def code(rk: Command, who: str, *codes: str) -> None:
    """Somebody codes berg with a quote for each code, and finishes it."""
    for one in codes:
        assert rk("code", "add", "berg", "-c", one, "-q", f"{who} on {one}", "-p", "4", "--as", who).status == 0
    assert rk("code", "done", "berg", "--as", who).status == 0


@pytest.fixture
def apart(coded: Path, rk: Command) -> Path:
    """A team that codes independently; both have finished berg."""
    assert rk("protocol", "coding", "--team", "independent", "--as", "a").status == 0
    code(rk, "a", "trust", "time")
    code(rk, "b", "trust")
    return coded


def test_disagreements_come_first_with_the_quotes_and_then_the_numbers(apart: Path, rk: Command) -> None:
    ran = rk("code", "agreement")
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[:3] == [
        "found differently: 1 theme of a study",
        "  berg, time: a: present; b: not-found",
        '      a, time: "a on time" (4)',
    ]
    text = " ".join(ran.out.split())
    assert "Agreement on what was coded before coders saw each other's work" in text
    assert "undefined" in text
    found = json.loads(rk("code", "agreement", "--json").out)
    assert (found["coders"], found["studies"], found["why_not"]) == (["a", "b"], ["berg"], None)
    assert (found["everything"]["units"], found["everything"]["alike"]) == (2, 1)
    assert [(one["theme"], one["alike"]) for one in found["themes"]] == [("trust", 1), ("time", 0)]


def test_until_both_are_done_there_is_nothing_to_compare_and_nothing_is_shown(coded: Path, rk: Command) -> None:
    assert rk("protocol", "coding", "--team", "independent", "--as", "a").status == 0
    code(rk, "a", "trust")
    ran = rk("code", "agreement", "--as", "b")
    assert "nothing to compare yet" in ran.out
    assert "not finished by enough people who did not see each other's coding: berg" in ran.out
    assert "a on trust" not in ran.out + rk("code", "agreement", "--as", "b", "--json").out


@pytest.mark.parametrize("team", ["sequential", "collaborative"])
def test_elsewhere_it_says_why_not_and_shows_adjustments_and_what_was_found_side_by_side(
    coded: Path, rk: Command, team: str
) -> None:
    assert rk("protocol", "coding", "--team", team, "--as", "a").status == 0
    code(rk, "a", "trust", "time")
    code(rk, "b", "trust")
    quote = events(coded, "coding", "a")[0]
    assert rk("code", "review", quote, "--adjust", "time", "--why", "hurry", "--as", "b").status == 0
    ran = rk("code", "agreement")
    assert ran.out.startswith("No coefficient of agreement: ")
    assert "      trust -> time, adjust by b: hurry" in ran.out.splitlines()
    assert "  berg, trust: a: not-found; b: present" in ran.out.splitlines()
    assert "What came of reviewing coded quotes" in ran.out
    found = json.loads(rk("code", "agreement", "--json").out)
    assert (found["team"], found["everything"], found["themes"]) == (team, None, [])
    assert found["reviews_by_code"]["trust"]["adjusted"] == 1


def test_the_tables_go_into_files(apart: Path, rk: Command) -> None:
    assert rk("code", "agreement", "-o", "agreement.csv", "-o", "agreement.docx", "-l", "nb").status == 0
    text = (apart / "agreement.csv").read_text(encoding="utf-8-sig")
    assert "Alle temaer" in text
    assert rk("code", "agreement", "--list", "-o", "differ.csv").status == 0
    assert "“a on time” (4)" in (apart / "differ.csv").read_text(encoding="utf-8-sig")
    assert rk("code", "agreement", "--json", "-o", "x.csv").status == 2
