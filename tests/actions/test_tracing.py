"""What was named is traced in a folder: with its raw lines, from lines of files, and as one person may see it."""

from pathlib import Path

import pytest

from reviewkit import codebook_changes
from reviewkit.actions import charting, codebook, coding, undo
from reviewkit.actions.codebook import Noted
from reviewkit.actions.tracing import Wanted, traced
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.trace import Kind, Trace
from tests.chart_forms import FORM
from tests.conftest import EXAMPLE
from tests.folders import begin, charted_by, decide, ready_to_code, with_form


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenReview:
    """Two included studies and two excluded records, decided on by a."""
    with_form(monkeypatch, FORM)
    found = begin(tmp_path / "review", people=1)
    ready_to_code(found, "berg", "aas")
    for record, choice in enumerate("yynn", start=1):
        decide(found, "a", record, choice)
    return found


def trace(folder: OpenReview, *words: str, who: str = "a", most: int | None = None) -> Trace:
    return traced(folder, Wanted(words, who, "en", most))


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        ("searches/cinahl/cinahl-1.ris:1", "record:cinahl-0001"),
        ("searches/cinahl/cinahl-1.ris:12", "record:cinahl-0002"),
        ("searches/imports/a.jsonl:1", "event:searches/imports/"),
        ("screening/a.jsonl:3", "event:screening/"),
        ("studies.yaml:2", "study:aas"),
        ("codebooks/themes.yaml:3", "theme:themes/time"),
    ],
)
def test_a_line_of_a_file_is_what_was_written_there(at: str, asked: str, folder: OpenReview) -> None:
    assert trace(folder, at).asked[0].startswith(asked)


@pytest.mark.parametrize("at", ["studies.yaml:0", "studies.yaml:x", "nothing.yaml:3", "nothing/a.jsonl:999", ":3"])
def test_a_line_on_which_nothing_is_leads_to_nothing(at: str, folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="Nothing in this review is called"):
        trace(folder, at)


@pytest.mark.parametrize(
    "path", ["searches/cinahl/cinahl-1.ris", "screening/a.jsonl", "studies.yaml", "codebooks/themes.yaml"]
)
def test_a_line_behind_the_end_of_a_file_is_not_its_last(path: str, folder: OpenReview) -> None:
    lines = len((folder.root / path).read_text(encoding="utf-8").splitlines())
    trace(folder, f"{path}:{lines}") if not path.startswith("screening") else None
    with pytest.raises(ReviewkitError, match=rf"this file has {lines} lines?, so there is no line {lines + 1}\."):
        trace(folder, f"{path}:{lines + 1}")


def test_of_a_few_records_the_lines_themselves_are_there_and_of_many_where_they_are(folder: OpenReview) -> None:
    assert trace(folder, "cinahl-0003").texts[0].texts[0] == "TY  - JOUR"
    few, many = trace(folder, "screened", most=2), trace(folder, "screened")
    assert (len(few.texts), few.left_out) == (2, {Kind.REPORT: 2})
    assert len(many.of(Kind.LINES)) == 4


def test_a_quote_is_followed_through_recoding_and_a_merge(folder: OpenReview) -> None:
    quote = coding.add_quote(folder, "a", "berg", "They trust each other", ["time"]).id
    coding.recode(folder, "a", quote, ["trust"], why="read again")
    found = trace(folder, f"event:coding/{quote}")
    assert [step.why for step in found.of(Kind.QUOTE) if step.id != quote] == ["read again"]
    assert [step.id for step in found.of(Kind.CELL)] == ["themes/trust/berg"]
    codebook.change(folder, "a", codebook_changes.merge(["trust"], "time"), Noted("one thing"))
    after = trace(folder, "They trust each other")
    assert [step.id for step in after.of(Kind.CELL)] == ["themes/time/berg"]
    assert [(step.by, step.why) for step in after.of(Kind.CODE_CHANGE) if step.why == "one thing"] == [
        ("a", "one thing")
    ]


def test_what_was_charted_is_followed_to_each_answer_and_the_one_that_holds(folder: OpenReview) -> None:
    event = charting.set_value(folder, "a", "berg", "aim", "to listen").id
    found = trace(folder, "berg", "aim")
    assert [step.id for step in found.of(Kind.ANSWER)] == [event]
    assert [(step.name, step.said) for step in found.of(Kind.VALUE)] == [("value:berg/aim", "aim = to listen")]
    assert [step.place.path for step in found.of(Kind.LINES) if step.place] == ["searches/cinahl/cinahl-1.ris"]


def test_what_others_charted_is_not_shown_before_it_is_open(folder: OpenReview) -> None:
    charted_by(folder, 2)
    event = charting.set_value(folder, "b", "berg", "aim", "to hide").id
    assert not trace(folder, "berg").of(Kind.ANSWER)
    assert not trace(folder, "aim").of(Kind.VALUE)
    with pytest.raises(ReviewkitError, match="is not shown to you"):
        trace(folder, f"event:charting/{event}")
    assert trace(folder, "berg", who="b").of(Kind.ANSWER)


def test_what_others_coded_is_not_shown_before_it_is_open(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}team: independent\ncoders_per_study: 2\n", encoding="utf-8")
    folder.refresh()
    event = coding.add_quote(folder, "b", "berg", "They trust each other", ["trust"]).id
    for words in (("trust",), ("berg",), ("trust", "berg")):
        assert not trace(folder, *words).of(Kind.QUOTE), words
    with pytest.raises(ReviewkitError, match="is not shown to you"):
        trace(folder, f"event:coding/{event}")
    with pytest.raises(ReviewkitError, match="Nothing in this review"):
        trace(folder, "They trust each other")
    assert trace(folder, "They trust each other", who="b").of(Kind.QUOTE)


def test_a_table_lists_what_it_names_and_nothing_else(folder: OpenReview) -> None:
    coding.add_quote(folder, "a", "berg", "They trust each other", ["trust"])
    coding.add_quote(folder, "a", "aas", "No time", ["time"])
    (folder.root / "table.md").write_text("| Study 1 | Trust |", encoding="utf-8")
    found = trace(folder, "table.md")
    assert [step.name for step in found.steps] == [
        "study:berg",
        "theme:themes/trust",
        "cell:themes/trust/berg",
        "table.md",
    ]
    (folder.root / "other.md").write_text("nothing of it", encoding="utf-8")
    assert [step.name for step in trace(folder, "other.md").steps] == ["other.md"]


def test_every_step_can_be_traced_by_its_name(folder: OpenReview) -> None:
    charting.set_value(folder, "a", "berg", "aim", "to listen")
    coding.add_quote(folder, "a", "berg", "They trust each other", ["trust"])
    coding.mark_study(folder, "a", "berg", "time", "throughout")
    (folder.root / "table.md").write_text("| Study 1 | Trust |", encoding="utf-8")
    for step in trace(folder, "berg").steps:
        again = trace(folder, step.name)
        assert step.name in {one.name for one in again.steps}, step


def test_an_undo_leads_to_what_it_undid(folder: OpenReview) -> None:
    decided = decide(folder, "a", 4, "y")
    undone = undo.undo(folder, "a", [decided]).ids[-1]
    found = trace(folder, f"event:screening/{undone}")
    assert {step.id for step in found.of(Kind.ACT)} == {decided, undone}


def test_every_event_of_the_worked_example_can_be_traced() -> None:
    """One of each kind of act in each log."""
    opened = open_review(EXAMPLE)
    facts = opened.review.facts
    kinds = (
        *(facts.imports, facts.verdicts, facts.runs, facts.decisions, facts.coding_acts, facts.codebook_acts),
        *(facts.reviews, facts.readings, facts.charted, facts.settled, facts.charting_done, facts.agreements),
    )
    firsts = [acts[0] for acts in kinds if acts]
    assert len(firsts) > 6
    for act in firsts:
        found = trace(opened, f"{act.place.path}:{act.place.line}", who="", most=3)
        assert any(step.id == act.id for step in found.steps), act
