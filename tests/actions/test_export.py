"""What leaves the folder for another tool: all reports or a box, and of decisions only what may leave."""

import csv
import io
from pathlib import Path

import pytest

from reviewkit.actions import duplicates
from reviewkit.actions.export import exported
from reviewkit.actions.imports import import_file
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.decisions import imported_decisions
from reviewkit.exchange.imported import OUR_ID
from reviewkit.exchange.outgoing import starts_with_mark
from reviewkit.formats import registry
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Tool, Verdict
from tests.builders import ris
from tests.folders import begin, decide, files_of


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Four reports in pairs: one included, one excluded, and one that b has not decided on."""
    made = begin(tmp_path / "review", records=5)
    duplicates.answer(made, "a", ("cinahl-0004", "cinahl-0005"), Verdict.SAME)
    for who in "ab":
        decide(made, who, 1, "y")
        decide(made, who, 2, "n", "outcome")
    decide(made, "a", 3, "n", "population")
    return made


def rows(folder: OpenReview, **named: str | None) -> list[dict[str, str]]:
    text = exported(folder.review, Tool.CSV, **named).text  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def decided(folder: OpenReview, who: str | None) -> dict[str, str]:
    """The decision in each row that has one."""
    found = rows(folder, decisions_of=who)
    return {row["id"]: row["decision"] for row in found if row.get("decision")}


@pytest.mark.parametrize("tool", Tool)
def test_every_report_leaves_once_with_its_id(folder: OpenReview, tool: Tool) -> None:
    done = exported(folder.review, tool)
    assert done.reports == 4
    ids = OUR_ID.findall(done.text) if tool is not Tool.CSV else [row["id"] for row in rows(folder)]
    assert ids == ["cinahl-0001", "cinahl-0002", "cinahl-0003", "cinahl-0004"]
    titles = [record.title for record in registry.read(done.text.encode(), "x").records]
    assert titles == [folder.review.records[name].title for name in folder.review.reports]


@pytest.mark.parametrize("tool", Tool)
def test_no_decision_leaves_where_none_is_asked_for(folder: OpenReview, tool: Tool) -> None:
    text = exported(folder.review, tool).text
    assert not any(word in text for word in ("include", "exclude", "population", "outcome"))


def test_nothing_is_written_into_the_folder(folder: OpenReview) -> None:
    before = files_of(folder.root)
    for tool in Tool:
        exported(folder.review, tool, "", "a")
    assert files_of(folder.root) == before


def test_until_everybody_has_finished_only_one_s_own_decisions_leave(folder: OpenReview) -> None:
    assert decided(folder, "a") == {"cinahl-0001": "include", "cinahl-0002": "exclude", "cinahl-0003": "exclude"}
    assert decided(folder, "b") == {"cinahl-0001": "include", "cinahl-0002": "exclude"}


def test_when_everybody_has_finished_the_outcomes_leave(folder: OpenReview) -> None:
    decide(folder, "b", 3, "n", "population")
    for who in "ab":
        decide(folder, who, 4, "y")
    assert folder.review.flow.unfinished == ()
    assert (
        decided(folder, "b")
        == decided(folder, "a")
        == {
            "cinahl-0001": "include",
            "cinahl-0002": "exclude",
            "cinahl-0003": "exclude",
            "cinahl-0004": "include",
        }
    )


def test_decisions_come_back_from_asreview_s_file(folder: OpenReview) -> None:
    back = imported_decisions(exported(folder.review, Tool.ASREVIEW, "", "a").text.encode(), "x.ris")
    assert {(one.record, one.choice.value) for one in back} == {
        ("cinahl-0001", "include"),
        ("cinahl-0002", "exclude"),
        ("cinahl-0003", "exclude"),
    }


@pytest.mark.parametrize("tool", [Tool.RAYYAN, Tool.COVIDENCE, Tool.ENDNOTE, Tool.ZOTERO, Tool.RIS])
def test_decisions_stand_in_a_note_with_their_reasons(folder: OpenReview, tool: Tool) -> None:
    text = exported(folder.review, tool, "", "a").text
    assert text.count("reviewkit decision: include") == 1
    assert text.count("reviewkit decision: exclude (outcome)") == 1
    assert text.count("reviewkit decision: exclude (population)") == 1


def test_a_table_has_the_reasons_of_decisions(folder: OpenReview) -> None:
    assert [row["reason"] for row in rows(folder, decisions_of="a")] == ["", "outcome", "population", ""]
    assert "decision" not in rows(folder)[0]


def test_the_reports_of_one_box_leave(folder: OpenReview) -> None:
    assert [row["id"] for row in rows(folder, box="new.reports")] == ["cinahl-0001"]
    assert [row["id"] for row in rows(folder, box="excluded.outcome")] == ["cinahl-0002"]
    assert [row["id"] for row in rows(folder, box="rm.duplicates")] == ["cinahl-0005"]
    assert len(rows(folder, box="id.databases")) == 5
    assert exported(
        folder.review, Tool.RIS, "not_retrieved" if "not_retrieved" in folder.review.flow.boxes else "rm"
    )


def test_of_a_box_of_studies_their_records_leave(folder: OpenReview) -> None:
    (folder.root / "studies.yaml").write_text("berg: {citation: Berg, records: [cinahl-0001, cinahl-0004]}\n")
    folder.refresh()
    assert [row["id"] for row in rows(folder, box="new.studies")] == ["cinahl-0001", "cinahl-0004"]


def test_a_box_that_is_not_there_is_refused_and_those_that_are_are_named(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match=r"The flow has no box 'sought'\. It has: id\.databases, "):
        exported(folder.review, Tool.RIS, "sought")


def test_decisions_of_nobody_are_refused(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="'zoe' is not a reviewer"):
        exported(folder.review, Tool.RIS, "", "zoe")


def test_a_report_leaves_with_what_any_of_its_records_knows(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", records=0)
    file = tmp_path / "two.ris"
    paper = {"TI": "Trust and time in home care", "DO": "10.1000/x.1", "PY": "2019"}
    file.write_text(ris(paper, {**paper, "AB": "An abstract that only one has"}))
    import_file(folder, "a", file, "cinahl")
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    assert "An abstract that only one has" in exported(folder.review, Tool.RIS).text


def test_a_table_of_merged_reports_has_what_any_of_the_records_knows(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", records=0)
    file = tmp_path / "two.ris"
    paper = {"TI": "Trust and time in home care", "PY": "2019", "SP": "7"}
    file.write_text(ris(paper, {**paper, "DO": "10.1000/x.1", "AB": "An abstract", "EP": "19", "PB": "Fjord"}))
    import_file(folder, "a", file, "cinahl")
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    (row,) = rows(folder)
    assert (row["id"], row["doi"], row["abstract"]) == ("cinahl-0001", "10.1000/x.1", "An abstract")
    assert (row["pages"], row["publisher"]) == ("7-19", "Fjord")


def test_a_file_begins_with_a_mark_where_its_tool_needs_one(folder: OpenReview) -> None:
    for tool in Tool:
        if tool is not Tool.CSV:
            assert exported(folder.review, tool).text.startswith("\ufeff") is starts_with_mark(tool)
