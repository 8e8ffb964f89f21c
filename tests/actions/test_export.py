"""What leaves the folder for another tool: all reports or a box, and of decisions only what may leave."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.actions import duplicates, screening
from reviewkit.actions.export import exported, sheet
from reviewkit.actions.imports import import_file
from reviewkit.actions.retrieval import record_retrieval
from reviewkit.actions.screening import ImportedDecisions
from reviewkit.actions.who import acting
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.decisions import imported_decisions
from reviewkit.exchange.imported import OUR_ID
from reviewkit.exchange.outgoing import starts_with_mark
from reviewkit.formats import registry
from reviewkit.model import NEVER, Decision
from reviewkit.store import ledger, spreadsheets
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Stage, Tool, Verdict
from tests.builders import ris
from tests.folders import WORDS, begin, decide, files_of, temporary


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


# --- a reviewer's sheet for Excel, and back ---------------------------------------------------------------------------


def sheet_file(folder: OpenReview, by: str = "a") -> Path:
    file = folder.root.parent / f"screen-{by}.xlsx"
    file.write_bytes(sheet(folder.review, by).data)
    return file


def fill_in(file: Path, wanted: dict[str, dict[str, str]], order: int = 1) -> Path:
    """Write into the rows of records by the heads of columns; `order` -1 turns the rows round, as sorting would."""
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    head, *rows = [[cell.value or "" for cell in row] for row in page.iter_rows()]
    for row in rows:
        for name, value in wanted.get(str(row[3]), {}).items():
            row[head.index(name)] = value
    page.delete_rows(2, len(rows))
    for row in rows[::order]:
        page.append([value or None for value in row])
    book.save(file)
    return file


def row_of(file: Path, record: str) -> int:
    """The number of a record's row: rows come in the reviewer's own order."""
    page = openpyxl.load_workbook(file).worksheets[0]
    return next(number for number in range(2, page.max_row + 1) if page.cell(number, 4).value == record)


def take_in(folder: OpenReview, file: Path, by: str = "a", dry_run: bool = False) -> ImportedDecisions:
    return screening.import_decisions(folder, by, file, dry_run=dry_run)


def test_a_sheet_has_what_waits_and_one_s_own_decisions_and_nobody_else_s(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    decide(folder, "a", 2, "n", "outcome")
    screening.decide(folder, "b", "cinahl-0001", Choice.EXCLUDE, "population", note="hush, from b")
    made = sheet(folder.review, "a")
    assert (made.reviewer, made.waiting, made.decided) == ("a", 3, 1)
    rows = [row for _, row in spreadsheets.read(sheet_file(folder), ())]
    in_their_order = [report for report, _ in folder.review.queue_of("a")]
    assert sorted(in_their_order) == ["cinahl-0001", "cinahl-0003", "cinahl-0004"]
    assert [row["record"] for row in rows] == [*in_their_order, "cinahl-0002"]
    assert [(row["decision"], row["reason"]) for row in rows] == [("", "")] * 3 + [("exclude", "Wrong outcome")]
    assert not any("hush" in cell for row in rows for cell in row.values())


def test_what_b_decides_changes_no_byte_of_a_s_sheet(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", stages="two")
    decide(folder, "a", 1, "y")
    before = sheet(folder.review, "a").data
    for record, choice in ((2, "n"), (3, "y"), (4, "m")):
        decide(folder, "b", record, choice)
    assert sheet(folder.review, "a").data == before


def test_what_was_filled_in_comes_back_in_whatever_order(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    wanted = {
        "cinahl-0001": {"Decision": "Inkluder ", "Note": "-1 or 2?", "Labels": "rural; at home, alone"},
        "cinahl-0002": {"Decision": "EXCLUDE", "Reason": "wrong population; outcome"},
        "cinahl-0004": {"Note": "ask b"},
    }
    file = fill_in(sheet_file(folder), wanted, order=-1)
    dry = take_in(folder, file, dry_run=True)
    assert folder.review.facts.decisions == ()
    done = take_in(folder, file)
    assert [replace(one, at=NEVER) for one in dry.decisions] == [replace(one, at=NEVER) for one in done.decisions]
    assert {
        one.record: (one.choice, one.reason, one.other_reasons, one.note, one.labels) for one in done.decisions
    } == {
        "cinahl-0001": (Choice.INCLUDE, "", (), "-1 or 2?", ("rural", "at home, alone")),
        "cinahl-0002": (Choice.EXCLUDE, "population", ("outcome",), "", ()),
    }
    assert {one.origin for one in folder.review.facts.decisions} == {"screen-a.xlsx"}
    assert done.own_sheet
    assert len(done.undecided) == 1
    assert take_in(folder, file).decisions == ()


def test_a_decision_that_the_sheet_showed_can_be_changed_in_it(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    decide(folder, "a", 1, "y")
    done = take_in(
        folder, fill_in(sheet_file(folder), {"cinahl-0001": {"Decision": "exclude", "Reason": "outcome"}})
    )
    assert [(one.record, one.choice) for one in done.decisions] == [("cinahl-0001", Choice.EXCLUDE)]
    assert done.before == {("cinahl-0001", "screening"): Choice.INCLUDE}
    assert folder.review.outcomes["cinahl-0001"].decisions[-1].choice is Choice.EXCLUDE


@pytest.mark.parametrize("first", ["", "y"])
def test_a_decision_made_after_the_sheet_was_written_is_not_changed_by_it(tmp_path: Path, first: str) -> None:
    folder = begin(tmp_path / "review")
    if first:
        decide(folder, "a", 1, first)
    file = fill_in(sheet_file(folder), {"cinahl-0001": {"Decision": "exclude", "Reason": "outcome"}})
    decide(folder, "a", 1, "m")
    done = take_in(folder, file)
    assert done.decisions == ()
    assert [(one.report, one.here, one.given) for one in done.would_change] == [
        ("cinahl-0001", Choice.MAYBE, Choice.EXCLUDE)
    ]


@pytest.mark.parametrize("more", [{"Note": "read twice"}, {"Labels": "rural"}, {"Reason": "outcome; population"}])
def test_a_note_a_label_or_a_further_reason_alone_is_a_change_too(tmp_path: Path, more: dict[str, str]) -> None:
    folder = begin(tmp_path / "review")
    decide(folder, "a", 1, "n", "outcome")
    file = fill_in(sheet_file(folder), {"cinahl-0001": more})
    assert len(take_in(folder, file).ids) == 1
    assert take_in(folder, file).ids == ()


def test_a_copied_row_that_says_something_else_is_refused(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    file = fill_in(sheet_file(folder), {"cinahl-0001": {"Decision": "include"}})
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    page.append([*[cell.value for cell in page[row_of(file, "cinahl-0001")]][:4], "exclude"])
    book.save(file)
    with pytest.raises(ReviewkitError, match="are both about cinahl-0001 and say include and exclude"):
        take_in(folder, file)
    assert folder.review.facts.decisions == ()


def test_a_sheet_of_another_person_is_refused(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    file = fill_in(sheet_file(folder), {"cinahl-0001": {"Decision": "include"}})
    with pytest.raises(
        ReviewkitError, match="this sheet was written for a, so what is in it are not decisions of b"
    ):
        take_in(folder, file, by="b")


def test_a_row_whose_id_was_changed_is_refused(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    row = row_of(sheet_file(folder), "cinahl-0001")
    file = fill_in(sheet_file(folder), {"cinahl-0001": {"Decision": "include", "Record": "cinahl-0002"}})
    with pytest.raises(
        ReviewkitError, match=rf"screen-a\.xlsx:{row}: this row is of cinahl-0001, but says cinahl-0002"
    ):
        take_in(folder, file)


def test_both_stages_of_a_report_are_rows_of_their_own(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", stages="two", people=1)
    decide(folder, "a", 1, "y")
    record_retrieval(folder, "a", ["cinahl-0001"], True)
    rows = [row for _, row in spreadsheets.read(sheet_file(folder), ()) if row["record"] == "cinahl-0001"]
    assert [(row["stage"], row["decision"]) for row in rows] == [
        ("Full text", ""),
        ("Title and abstract", "include"),
    ]
    file = sheet_file(folder)
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    row = next(number for number in range(2, page.max_row + 1) if page.cell(number, 15).value == "Full text")
    page.cell(row, 5, "exclude")
    page.cell(row, 6, "Wrong outcome")
    book.save(file)
    (decision,) = take_in(folder, file).decisions
    assert (decision.stage, decision.reason) == ("full-text", "outcome")


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@given(
    st.lists(
        st.tuples(st.sampled_from("ynm"), texts, st.lists(texts, max_size=3), st.booleans()),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=25)
def test_a_sheet_in_which_nothing_was_changed_changes_nothing(
    given_: list[tuple[str, str, list[str], bool]],
) -> None:
    """Whatever notes and labels are in it, also after a spreadsheet program has put away spaces and signs."""
    with temporary() as root:
        folder = begin(root)
        with acting(folder, "a") as act:
            act.log(
                [
                    Decision(
                        by="a",
                        stage=Stage.SCREENING,
                        record=f"cinahl-{number:04d}",
                        choice=WORDS[choice],
                        reason="outcome" if choice == "n" else "",
                        other_reasons=("population",) if choice == "n" and more else (),
                        note=note,
                        labels=tuple(labels),
                        fingerprint=act.fingerprint(f"cinahl-{number:04d}"),
                        at=ledger.now(),
                    )
                    for number, (choice, note, labels, more) in enumerate(given_, start=1)
                ]
            )
        done = take_in(folder, sheet_file(folder), dry_run=True)
        assert (done.decisions, done.already, done.would_change) == ((), len(given_), ())
