"""The record of automation and AI."""

from dataclasses import replace

from reviewkit.automation import Automation, ToolUse
from reviewkit.render.report.automation_record import automation
from reviewkit.words import Choice
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of, rows_of, words_of


def test_none_is_stated_and_reviewkit_itself_is_named_with_its_version() -> None:
    made = automation(given_of(EXAMPLE))
    (row,) = rows_of(made.section)
    assert row[0] == "reviewkit"
    assert row[2] == (
        "Duplicates: 224 pairs of records the same report, 8 pairs related but distinct, 6 pairs left to people."
    )
    assert "People answered 6 pairs" in row[3]
    assert "Screening, charting and coding: none." in words_of(made.section)
    assert made.numbers["tools"] == 0


def test_a_tool_has_its_version_its_decisions_and_how_they_were_checked() -> None:
    tool = ToolUse(
        "Bot", "large", "7", {("screening", Choice.EXCLUDE): 9}, 4, 1, studies_charted=2, quotes_coded=3
    )
    given = replace(given_of(EXAMPLE), automation=Automation((), (tool, ToolUse("Idle"))))
    made = automation(given)
    assert rows_of(made.section) == [
        [
            "Bot",
            "large 7",
            "Screening: excluded 9 records\ncharted 2 studies\ncoded 3 quotes",
            "Of 9 decisions, people also decided on 4, and otherwise on 1 of them.",
        ],
        ["Idle", "[version]", "nothing in the logs", ""],
    ]
    assert made.numbers["Bot.also_by_people"] == 4
    assert "2 automation tools are named in the protocol." in words_of(made.section)


def test_without_any_tool_there_is_no_table() -> None:
    made = automation(replace(given_of(EXAMPLE), automation=Automation()))
    assert rows_of(made.section) == []
    assert "by fixed rules" not in words_of(made.section)
