"""What tools did, and how people checked it."""

from dataclasses import replace

from reviewkit.automation import Automation, Deduplication, ToolUse, automation
from reviewkit.errors import Place
from reviewkit.model import Coding, Decision, DuplicateVerdict, Facts, Mark, Reviewer, Segment
from reviewkit.words import Choice, ReviewerKind, Stage, Verdict
from tests.builders import protocol

PLAN = protocol()


def verdict(first: str, second: str, said: Verdict, version: str = "") -> DuplicateVerdict:
    return DuplicateVerdict("a", first, second, said, tool_version=version)


def test_people_overrule_answer_and_confirm_what_reviewkit_said() -> None:
    found = automation(
        Facts(
            PLAN,
            verdicts=(
                verdict("1", "2", Verdict.SAME, "1.0"),
                verdict("2", "1", Verdict.DIFFERENT),  # overruled
                verdict("3", "4", Verdict.SAME, "1.0"),
                verdict("3", "4", Verdict.SAME),  # confirmed
                verdict("5", "6", Verdict.UNSURE, "1.0"),
                verdict("5", "6", Verdict.DIFFERENT),  # answered
                verdict("7", "8", Verdict.UNSURE, "1.0"),
                verdict("7", "8", Verdict.UNSURE),  # no answer
                verdict("9", "10", Verdict.DIFFERENT, "1.1"),
            ),
        )
    )
    assert found.deduplication == (
        Deduplication("1.0", {Verdict.SAME: 2, Verdict.UNSURE: 2}, looked_at=2, overruled=1, answered=1),
        Deduplication("1.1", {Verdict.DIFFERENT: 1}),
    )


def test_the_last_answer_of_reviewkit_on_a_pair_counts() -> None:
    pair = (verdict("1", "2", Verdict.SAME, "1.0"), verdict("1", "2", Verdict.UNSURE, "1.1"))
    (found,) = automation(Facts(PLAN, verdicts=pair)).deduplication
    assert (found.version, found.verdicts) == ("1.1", {Verdict.UNSURE: 1})


def test_a_tool_that_decides_is_compared_with_people_at_the_same_stage() -> None:
    def decided(by: str, record: str, choice: Choice, stage: Stage = Stage.SCREENING) -> Decision:
        return Decision(by, stage, record, choice)

    tool = Reviewer("robot", "ASReview", ReviewerKind.TOOL, model="ELAS", version="2")
    found = automation(
        Facts(
            replace(PLAN, reviewers=(Reviewer("a"), tool)),
            decisions=(
                decided("robot", "x-1", Choice.EXCLUDE),
                decided("robot", "x-1", Choice.INCLUDE),  # the last counts
                decided("robot", "x-2", Choice.EXCLUDE),
                decided("robot", "x-3", Choice.EXCLUDE),
                decided("a", "x-1", Choice.INCLUDE),
                decided("a", "x-2", Choice.INCLUDE),
                decided("a", "x-3", Choice.EXCLUDE, Stage.FULL_TEXT),
            ),
            codings=(Coding("robot", "berg", "done", (Segment("w", "", (Mark("t"),)),), (), Place("x")),),
        )
    )
    decisions = {("screening", Choice.INCLUDE): 1, ("screening", Choice.EXCLUDE): 2}
    assert found.tools == (
        ToolUse("ASReview", "ELAS", "2", decisions, also_by_people=2, otherwise=1, quotes_coded=1),
    )
    assert found.tools[0].decided == 3


def test_a_tool_that_did_nothing_is_named() -> None:
    assert automation(Facts(PLAN)) == Automation((), (ToolUse("robot"),))
