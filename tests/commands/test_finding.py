"""finding: from a sentence to the summary of qualitative findings, at the command line."""

import json
from pathlib import Path

import pytest

from reviewkit.store.open_review import open_review
from reviewkit.words import CERQUAL_COMPONENTS, State
from tests.conftest import Command


@pytest.fixture
def found(coded: Path, rk: Command) -> Path:
    """A quote that supports a code, one that contradicts it, and a finding about it."""
    add = ("code", "add", "berg", "-c", "trust")
    assert rk(*add, "-q", "We trust each other", "--as", "a").status == 0
    assert rk(*add, "-q", "They do not trust us", "--relation", "contradicts", "--as", "b").status == 0
    done = rk("finding", "add", "Families trust staff who stay", "--key", "stay", "-c", "trust", "--as", "a")
    assert done.status == 0
    assert "finding stay is added; to undo this: reviewkit undo a-" in done.out
    return coded


def listed(rk: Command) -> dict[str, object]:
    (only,) = json.loads(rk("finding", "--json").out)["findings"]
    return dict(only)


def left_to_decide(root: Path) -> list[str]:
    """The reports that somebody still has to decide on."""
    return [one for one, outcome in open_review(root).review.outcomes.items() if outcome.state == State.WAITING]


def test_the_list_says_what_is_behind_it_what_is_wrong_and_what_is_to_be_judged(found: Path, rk: Command) -> None:
    shown = rk("finding")
    assert shown.out.splitlines()[:4] == [
        "stay: Families trust staff who stay",
        "  1 study; 1 quote; contradicted in 1 study: Berg (2024)",
        "  Berg (2024)",
        "  methodological limitations: to be judged",
    ]
    assert "1 quote contradicts what the finding 'stay' sums up (berg), and it names none of them" in shown.err
    quote = listed(rk)["contradicting"][0]["event"]  # type: ignore[index]
    assert rk("finding", "revise", "stay", "-q", quote, "--why", "it says so now", "--as", "a").status == 0
    assert rk("finding").err == ""


def test_a_finding_is_reworded_judged_and_undone(found: Path, rk: Command) -> None:
    judged = rk("finding", "judge", "stay", "coherence", "minor", "--why", "one contradicts", "--as", "b")
    assert "stay is judged" in judged.out
    assert (
        rk(
            "finding", "revise", "stay", "Some families trust staff who stay", "--why", "not all", "--as", "a"
        ).status
        == 0
    )
    assert "coherence: Minor concerns (of an earlier wording) (one contradicts)" in rk("finding", "list").out
    event = listed(rk)["event"]
    assert rk("undo", str(event), "--as", "a").status == 0
    assert "coherence: Minor concerns (one contradicts)" in rk("finding", "list", "-l", "en").out
    assert "koherens: Små bekymringer (one contradicts)" in rk("finding", "-l", "nb").out
    assert "metodiske avgrensingar: ikkje vurdert enno" in rk("finding", "-l", "nn").out


def test_a_table_is_a_draft_until_every_finding_is_judged(found: Path, rk: Command) -> None:
    for who in "ab":
        assert rk("code", "done", "berg", "--as", who).status == 0
        for record in left_to_decide(found):
            rk("screen", "decide", record, "-d", "exclude", "-r", "population", "--as", who)
    refused = rk("finding", "table", "-o", "findings.docx")
    assert refused.status == 1
    assert "not judged is stay: Methodological limitations" in refused.err
    assert rk("finding", "table", "-o", "findings.docx", "-o", "draft.csv", "--draft").status == 0
    assert "Still to be judged: stay" in (found / "draft.csv").read_text(encoding="utf-8-sig")
    assert rk("finding", "table", "-o", "bare.csv", "--without-judgements").status == 0
    for component, levels in CERQUAL_COMPONENTS.items():
        assert rk("finding", "judge", "stay", component, levels[0], "--why", "x", "--as", "a").status == 0
    for ending in ("docx", "xlsx", "html", "md", "csv", "tex"):
        assert rk("finding", "table", "--profile", "-o", f"profile.{ending}").status == 0
        assert (found / f"profile.{ending}").stat().st_size
    assert "DRAFT" not in rk("finding", "table").out


def test_for_isoq_the_table_is_plain(found: Path, rk: Command) -> None:
    assert rk("finding", "table", "--isoq", "--draft", "-o", "isoq.csv").status == 0
    head = (found / "isoq.csv").read_text(encoding="utf-8-sig")
    assert "Summarised review finding" in head
    assert "From the review folder" not in head
    assert "References" in head


def test_options_that_say_different_things_are_refused(found: Path, rk: Command) -> None:
    both = rk("finding", "table", "--profile", "--without-judgements")
    assert both.status == 2
    assert rk("finding", "table", "--field", "nothing").status == 1


def test_a_repeated_command_adds_nothing(found: Path, rk: Command) -> None:
    again = rk("finding", "add", "Families trust staff who stay", "-c", "trust", "--as", "b")
    assert again.status == 0
    assert "the log says so already (stay)" in again.out


def test_without_a_finding_the_next_step_is_named(coded: Path, rk: Command) -> None:
    assert "reviewkit finding add TEXT" in rk("finding").out
    assert rk("finding", "table").status == 1
