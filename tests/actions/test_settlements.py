"""Conflicts go out as a form and come back as settlements: all rows or none, and none that changed meanwhile."""

import io
from pathlib import Path

import openpyxl
import pytest

from reviewkit.actions import duplicates, screening
from reviewkit.actions.openings import open_conflicts
from reviewkit.actions.settlements import Settled, conflicts_to_settle, settle_from_table
from reviewkit.actions.undo import common_name, undo
from reviewkit.errors import ReviewkitError
from reviewkit.render.tables.form_xlsx import as_form_xlsx
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Stage, State, Verdict
from tests.folders import begin, bring, decide, files_of

Wanted = dict[str, tuple[str, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Conflicts on records 1 and 2, and one about reasons alone on 3; everybody has decided on everything."""
    made = begin(tmp_path / "review")
    for number in (1, 2):
        decide(made, "a", number, "y")
        decide(made, "b", number, "n", "outcome")
    decide(made, "a", 3, "n", "population")
    decide(made, "b", 3, "n", "outcome")
    for who in "ab":
        decide(made, who, 4, "y")
    return made


def written(folder: OpenReview, by: str = "a") -> Path:
    """The table of conflicts as it is now."""
    file = folder.root.parent / "conflicts.xlsx"
    file.write_bytes(as_form_xlsx(conflicts_to_settle(folder.review, by).form))
    return file


def fill_in(file: Path, wanted: Wanted) -> Path:
    """Write settlement, reason and note into the rows of records, as Excel would."""
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    sheet = book.worksheets[0]
    first = next(cell.column for cell in sheet[1] if cell.value == "Settlement")
    for row in range(2, sheet.max_row + 1):
        for place, value in enumerate(wanted.get(str(sheet.cell(row, 1).value), ()), start=first):
            sheet.cell(row, place, value)
    book.save(file)
    return file


def settle(folder: OpenReview, wanted: Wanted, by: str = "a", dry_run: bool = False) -> Settled:
    return settle_from_table(folder, by, fill_in(written(folder), wanted), dry_run)


WANTED: Wanted = {
    "cinahl-0001": ("Include", "", "agreed on 3 May"),
    "cinahl-0003": ("exclude", "Wrong outcome", ""),
}


def states(folder: OpenReview) -> list[str]:
    outcomes = folder.review.outcomes
    return [outcomes[f"cinahl-{n:04d}"].state.value + " " + outcomes[f"cinahl-{n:04d}"].reason for n in (1, 2, 3)]


def test_what_was_filled_in_is_settled_in_one_append_and_the_rest_stays(folder: OpenReview) -> None:
    done = settle(folder, WANTED)
    assert (len(done.ids), done.already, done.empty, done.left_out) == (2, 0, 1, ())
    assert len({name.rpartition("-")[0] for name in done.ids}) == 1
    assert states(folder) == ["included ", "conflict ", "excluded outcome"]
    last = folder.review.outcomes["cinahl-0001"].decisions[-1]
    assert (last.final, last.by, last.note, last.origin) == (True, "a", "agreed on 3 May", "")
    assert last.fingerprint == folder.fingerprints()["cinahl-0001"]
    assert [(one.report, one.choice, [by.by for by in one.decisions]) for one in done.settlements] == [
        ("cinahl-0001", Choice.INCLUDE, ["a", "b"]),
        ("cinahl-0003", Choice.EXCLUDE, ["a", "b"]),
    ]
    undo(folder, "a", [common_name(done.ids)])
    assert states(folder) == ["conflict ", "conflict ", "excluded "]


def test_a_dry_run_says_the_same_and_logs_nothing(folder: OpenReview) -> None:
    before = files_of(folder.root)
    done = settle(folder, WANTED, dry_run=True)
    assert (done.ids, len(done.settlements), done.dry_run) == ((), 2, True)
    assert files_of(folder.root) == before


def test_the_same_table_again_settles_nothing(folder: OpenReview) -> None:
    file = fill_in(written(folder), WANTED)
    settle_from_table(folder, "a", file)
    done = settle_from_table(folder, "b", file)
    assert (done.ids, done.already, done.left_out) == ((), 2, ())


def test_a_conflict_that_changed_after_the_table_was_written_is_left_out(folder: OpenReview) -> None:
    file = fill_in(written(folder), {**WANTED, "cinahl-0002": ("include", "", "")})
    decide(folder, "b", 1, "m")
    (event,) = screening.settle(folder, "b", "cinahl-0002", Choice.EXCLUDE, "outcome").ids
    done = settle_from_table(folder, "a", file)
    assert [(one.place.line, one.message.split(":")[0]) for one in done.left_out] == [
        (2, "cinahl-0001"),
        (3, "cinahl-0002"),
    ]
    assert [one.report for one in done.settlements] == ["cinahl-0003"]
    undo(folder, "b", [event])
    again = settle_from_table(folder, "a", file)
    assert [one.report for one in again.settlements] == ["cinahl-0002"], "as it was when the table was written"


def test_a_decision_taken_back_leaves_the_row_out(folder: OpenReview) -> None:
    file = fill_in(written(folder), WANTED)
    undo(folder, "b", [folder.review.outcomes["cinahl-0001"].decisions[-1].id])
    assert [one.report for one in settle_from_table(folder, "a", file).settlements] == ["cinahl-0003"]
    assert folder.review.outcomes["cinahl-0001"].state is State.WAITING


def test_a_report_that_became_a_duplicate_is_left_out(folder: OpenReview) -> None:
    file = fill_in(written(folder), {"cinahl-0002": ("include", "", "")})
    duplicates.answer(folder, "a", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    (problem,) = settle_from_table(folder, "a", file).left_out
    assert problem.message == "cinahl-0002: it is now a duplicate of cinahl-0001"


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"cinahl-0002": ("perhaps", "", "")}, r"conflicts\.xlsx:3: the settlement is 'perhaps'"),
        ({"cinahl-0002": ("exclude", "too long", "")}, r"conflicts\.xlsx:3: the reason is 'too long'"),
    ],
)
def test_one_row_that_is_not_understood_lets_none_in(folder: OpenReview, wanted: Wanted, why: str) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=why):
        settle(folder, WANTED | wanted)
    assert files_of(folder.root) == before


def test_an_id_that_was_changed_by_accident_is_named(folder: OpenReview) -> None:
    file = fill_in(written(folder), WANTED)
    book = openpyxl.load_workbook(file)
    book.worksheets[0].cell(2, 1, "cinahl-0901")
    book.save(file)
    with pytest.raises(ReviewkitError, match="'cinahl-0901' is not a record in this review"):
        settle_from_table(folder, "a", file)


def test_another_table_is_refused(folder: OpenReview) -> None:
    other = folder.root.parent / "other.csv"
    other.write_text("record,decision\ncinahl-0001,include\n", encoding="utf-8")
    with pytest.raises(ReviewkitError, match="this is not the table of conflicts"):
        settle_from_table(folder, "a", other)


def test_nobody_is_shown_or_settles_what_they_still_have_to_decide_on(tmp_path: Path) -> None:
    made = begin(tmp_path / "three", people=3)
    text = (made.root / "review.yaml").read_text(encoding="utf-8").replace("  - id: a\n", "  - id: a\n  - id: c\n")
    (made.root / "review.yaml").write_text(text, encoding="utf-8")
    made.refresh()
    decide(made, "a", 1, "y")
    decide(made, "b", 1, "n", "outcome")
    open_conflicts(made, "a", "we meet today")
    for_a, for_c = (conflicts_to_settle(made.review, who) for who in "ac")
    assert (for_a.conflicts, for_a.undecided, for_a.closed, for_a.hidden) == (1, 0, {}, 0)
    assert (for_c.conflicts, for_c.undecided, for_c.closed, for_c.hidden) == (0, 1, {}, 1)
    file = fill_in(written(made, by="a"), {"cinahl-0001": ("include", "", "")})
    done = settle_from_table(made, "c", file, dry_run=True)
    assert (done.settlements, [one.message for one in done.left_out]) == (
        (),
        ["cinahl-0001: you still have to decide on it yourself"],
    )
    assert len(settle_from_table(made, "a", file).ids) == 1


def test_while_somebody_still_has_to_decide_the_table_is_empty_and_counts_what_is_closed(tmp_path: Path) -> None:
    made = begin(tmp_path / "review")
    for record in (1, 2):
        decide(made, "a", record, "y")
        decide(made, "b", record, "n", "outcome")
    for who in "ab":
        form = conflicts_to_settle(made.review, who)
        assert (form.form.rows, form.conflicts, form.undecided) == ((), 0, 0)
        assert (form.closed, form.hidden) == ({Stage.SCREENING: 2}, 2)
    with pytest.raises(ReviewkitError, match=r"conflicts\.xlsx: there is no conflict in this table"):
        settle_from_table(made, "a", written(made))
    open_conflicts(made, "a", "we meet today")
    assert (conflicts_to_settle(made.review, "a").conflicts, conflicts_to_settle(made.review, "a").hidden) == (
        2,
        0,
    )


def test_what_the_table_shows_is_settled_though_a_later_import_closed_the_stage(folder: OpenReview) -> None:
    file = fill_in(written(folder), WANTED)
    bring(folder, "cinahl", 1, start=9)
    duplicates.run(folder, "a")
    assert conflicts_to_settle(folder.review, "a").closed == {Stage.SCREENING: 3}
    assert len(settle_from_table(folder, "a", file).ids) == 2


def test_only_those_who_settle_may(folder: OpenReview) -> None:
    file = fill_in(written(folder), WANTED)
    text = (folder.root / "review.yaml").read_text(encoding="utf-8")
    (folder.root / "review.yaml").write_text(
        text.replace("  - id: a\n", "  - {id: a, roles: [screens]}\n"), encoding="utf-8"
    )
    for dry_run in (True, False):
        with pytest.raises(ReviewkitError, match="a does not have the role `settles`"):
            settle_from_table(folder, "a", file, dry_run)
    assert len(settle_from_table(folder, "b", file).ids) == 2


def test_the_table_is_in_the_language_of_the_review(folder: OpenReview) -> None:
    text = (folder.root / "review.yaml").read_text(encoding="utf-8")
    (folder.root / "review.yaml").write_text(f"{text}language: nn\n", encoding="utf-8")
    form = conflicts_to_settle(folder.refresh(), "a").form
    assert (form.title, form.language) == ("Usemjer", "nn")
    assert conflicts_to_settle(folder.review, "a", "en").form.title == "Conflicts"
