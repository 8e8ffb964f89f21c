"""What a team wrote into its table of differences is settled as by `chart settle`, or refused with its cell."""

import json
from pathlib import Path

import pytest

from reviewkit.actions import charting, undo
from reviewkit.actions.chart_settlements import (
    differences_to_settle,
    import_settlements,
)
from reviewkit.actions.chart_sheets import answers_to_fill_in, import_answers, read_file
from reviewkit.errors import ReviewkitError
from reviewkit.model import Answer
from reviewkit.render.tables.workbook_xlsx import as_workbook_xlsx
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Settling
from tests.actions.test_chart_sheets import made
from tests.chart_books import Book
from tests.chart_forms import FORM
from tests.folders import files_of, with_form


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenReview:
    """a and b differ on the aim and the year of berg."""
    with_form(monkeypatch, FORM)
    folder = made(tmp_path / "review")
    for who, aim, year in (("a", "to learn", "2020"), ("b", "to know", "2021")):
        charting.set_value(folder, who, "berg", "aim", aim)
        charting.set_value(folder, who, "berg", "year", year)
        charting.finish(folder, who, "berg")
    return folder


def written(folder: OpenReview, who: str = "a", **cells: tuple[object, object]) -> Path:
    """The table of differences with what holds and why, by field."""
    path = folder.root.parent / "differences.xlsx"
    path.write_bytes(as_workbook_xlsx(differences_to_settle(folder.review, who).book))
    book = Book(path)
    sheet = book.sheet("differences")
    for cell in sheet["A"][2:]:
        holds, why = cells.get(json.loads(cell.value)["field"], (None, None))
        sheet.cell(cell.row, book.column("_holds", "differences")).value = holds
        sheet.cell(cell.row, book.column("_why", "differences")).value = why
    book.save()
    return path


def test_what_holds_is_logged_at_once_with_the_answers_beside_it_and_undone_at_once(folder: OpenReview) -> None:
    done = import_settlements(
        folder, "a", read_file(written(folder, aim=("to know", "diskusjon"), year=(2020, None)))
    )
    settled = {one.field: one for one in folder.review.facts.settled}
    assert {field: (one.answer, one.why) for field, one in settled.items()} == {
        "aim": (Answer("to know"), Settling.DISCUSSION),
        "year": (Answer(2020), Settling.AGREED),
    }
    assert all(len(one.of) == 2 for one in settled.values())
    assert folder.review.chart.differences() == ()
    undo.undo(folder, "a", [done.undo])
    assert len(folder.review.chart.differences()) == 2


def test_a_row_without_what_holds_settles_nothing(folder: OpenReview) -> None:
    before = files_of(folder.root)
    done = import_settlements(folder, "a", read_file(written(folder)))
    assert (done.settlements, done.undo, files_of(folder.root)) == ((), "", before)


def test_a_dry_run_logs_nothing(folder: OpenReview) -> None:
    path = written(folder, aim=("NR", None))
    before = files_of(folder.root)
    done = import_settlements(folder, "a", read_file(path), dry_run=True)
    assert ([one.settled.settlement.field for one in done.settlements], done.undo) == (["aim"], "")
    assert files_of(folder.root) == before


def test_who_charted_names_the_third_person_who_decided(folder: OpenReview) -> None:
    path = written(folder, aim=("to know", "third-person"), year=(2020, None))
    before = files_of(folder.root)
    with pytest.raises(
        ReviewkitError,
        match=r"differences\.xlsx: Differences in charting!H3: You charted berg yourself, or check it",
    ):
        import_settlements(folder, "a", read_file(path))
    assert files_of(folder.root) == before


def test_a_table_of_another_kind_is_refused_in_words(folder: OpenReview) -> None:
    own = folder.root.parent / "chart.xlsx"
    own.write_bytes(as_workbook_xlsx(answers_to_fill_in(folder.review, "a").book))
    path = written(folder)
    assert (read_file(path).is_of_differences, read_file(own).is_of_differences) == (True, False)
    with pytest.raises(ReviewkitError, match="has answers of one person, and no differences to settle"):
        import_settlements(folder, "a", read_file(own))
    with pytest.raises(ReviewkitError, match="has differences to settle, and no answers of one person"):
        import_answers(folder, "a", read_file(path))


def test_a_difference_on_which_somebody_answered_anew_is_left_out(folder: OpenReview) -> None:
    path = written(folder, aim=("to know", None), year=(2020, None))
    charting.set_value(folder, "b", "berg", "aim", "to see")
    done = import_settlements(folder, "a", read_file(path))
    assert [one.settled.settlement.field for one in done.settlements] == ["year"]
    assert "berg: somebody answered aim anew" in str(done.left_out[0])


def test_while_people_are_at_it_nothing_is_in_the_table(folder: OpenReview) -> None:
    charting.finish(folder, "b", "berg", done=False)
    assert differences_to_settle(folder.review, "a").differences == 0
