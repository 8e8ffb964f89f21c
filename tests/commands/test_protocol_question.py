"""protocol: what the review asks is said by command, and shown."""

import json
from pathlib import Path

from tests.commands.reviews import said
from tests.conftest import Command


def test_the_question_is_said_and_shown(ready: Path, rk: Command) -> None:
    for words in (
        ("about", "--aim", "To map", "--target-group", "Leaders", "--method", "JBI", "--method", "Levac et al."),
        ("framework", "PCC"),
        ("element", "population", "--meaning", "nurses", "--term", "en=nurse*", "--term", "MeSH=Nurses"),
        ("element", "time", "--letter", "T", "--label", "Period"),
        ("define", "home care", "Care at home"),
        ("registered", "--where", "OSF", "--id", "ab", "--date", "2026-01-31", "--url", "https://osf.io/ab"),
    ):
        ran = rk("protocol", *words, "--as", "a")
        assert (ran.status, ran.out.startswith("review.yaml was changed")) == (0, True), (words, ran.err)
    lines = rk("protocol").out.splitlines()
    start = lines.index("aim: To map")
    shown = lines[start : start + 13]
    assert [line for line in shown if not line.startswith("question")] == [
        "aim: To map",
        "target group: Leaders",
        "framework: PCC",
        "  P population (Population): nurses",
        "    en: nurse*",
        "    mesh: Nurses",
        "  C concept (Concept)",
        "  C context (Context)",
        "  T time (Period)",
        "definition of home care: Care at home",
        "method: JBI",
        "method: Levac et al.",
        "registered: OSF, ab, 2026-01-31, https://osf.io/ab",
    ]
    told = json.loads(rk("protocol", "--json").out)
    assert told["framework"]["elements"][0]["terms"] == [{"en": "nurse*", "mesh": "Nurses"}]


def test_an_element_is_removed(ready: Path, rk: Command) -> None:
    rk("protocol", "framework", "PCC", "--as", "a")
    assert rk("protocol", "element", "concept", "--remove", "--as", "a").status == 0
    told = json.loads(rk("protocol", "--json").out)
    assert [one["id"] for one in told["framework"]["elements"]] == ["population", "context"]


def test_a_command_that_changes_nothing_says_what_to_write(ready: Path, rk: Command) -> None:
    assert "say what to change, such as --aim TEXT" in said(rk("protocol", "about", "--as", "a"))
    assert "say where, such as --where OSF" in said(rk("protocol", "registered", "--as", "a"))
    assert "write LANGUAGE=TERM" in said(rk("protocol", "element", "population", "--term", "nurse", "--as", "a"))
