"""Marks of a table are logged all or none, and one undo takes them back."""

from pathlib import Path

import pytest

from reviewkit.actions import coding, undo
from reviewkit.actions.marks import import_marks
from reviewkit.coding import Cell
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.write import as_bytes
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Layout
from tests.folders import begin, decide, files_of, ready_to_code


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two included studies, a codebook of trust and time, nothing coded."""
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg", "aas")
    for record in (1, 2):
        decide(made, "a", record, "y")
    return made


def written(folder: OpenReview, *lines: str) -> Path:
    path = folder.root.parent / "marks.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def cells(folder: OpenReview) -> dict[tuple[str, str], Cell]:
    (matrix,) = folder.review.matrices.values()
    return dict(matrix.cells)


def test_marks_are_logged_and_rows_that_say_all_finish_their_study(folder: OpenReview) -> None:
    done = import_marks(folder, "a", written(folder, "study;trust;time", "berg;1;0", "aas;x;"))
    assert (done.marks, done.already, done.finished, done.unfinished) == (2, 0, ("berg",), ("aas",))
    assert cells(folder) == {
        ("trust", "berg"): Cell.PRESENT,
        ("time", "berg"): Cell.NOT_FOUND,
        ("trust", "aas"): Cell.PRESENT,
        ("time", "aas"): Cell.NOT_ASSESSED,
    }


def test_empty_cells_are_not_found_where_the_import_says_so(folder: OpenReview) -> None:
    done = import_marks(folder, "a", written(folder, "study,trust,time", "berg,,", "aas,x,"), empty_not_found=True)
    assert done.finished == ("berg", "aas")
    states = {one.study: one.state for one in folder.review.facts.codings}
    assert states == {"berg": "done-nothing-found", "aas": "done"}


def test_one_undo_takes_all_of_it_back(folder: OpenReview) -> None:
    done = import_marks(folder, "a", written(folder, "study,trust,time", "berg,1,0", "aas,1,1"))
    undo.undo(folder, "a", [done.undo])
    assert folder.review.facts.codings == ()


def test_the_same_table_again_logs_nothing(folder: OpenReview) -> None:
    path = written(folder, "study,trust,time", "berg,1,0", "aas,1,1")
    import_marks(folder, "a", path)
    before = files_of(folder.root)
    again = import_marks(folder, "a", path)
    assert (again.marks, again.already, again.ids, again.undo) == (0, 3, (), "")
    assert files_of(folder.root) == before


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["study,trust,time", "berg,1,0", "aas,maybe,0"], "marks.csv:3: 'maybe' under trust"),
        (["study,trust,time", "berg,1,0", "dahl,1,0"], "marks.csv:3: 'dahl' is no included study"),
        (["study,trust,hope", "berg,1,0"], "marks.csv:1: the column 'hope'"),
        (["study,trust,time"], "no row of this table names an included study"),
        (["study", "berg"], "no column is about a theme"),
    ],
)
def test_a_table_with_anything_that_is_not_understood_logs_nothing(
    folder: OpenReview, lines: list[str], said: str
) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError) as stopped:
        import_marks(folder, "a", written(folder, *lines))
    assert said in str(stopped.value)
    assert str(stopped.value).endswith("Nothing was imported.")
    assert files_of(folder.root) == before


def test_a_table_that_contradicts_what_its_coder_logged_is_refused(folder: OpenReview) -> None:
    coding.add_quote(folder, "a", "berg", "words", ["trust"])
    coding.finish_study(folder, "a", "aas", "done-nothing-found")
    with pytest.raises(ReviewkitError) as stopped:
        import_marks(folder, "a", written(folder, "study,trust,time", "berg,0,0", "aas,1,0"))
    assert "marks.csv:2: says that trust was not found in berg" in str(stopped.value)
    assert "marks.csv:3: has marks, and a has said that nothing was found in aas" in str(stopped.value)
    assert import_marks(folder, "b", written(folder, "study,trust,time", "berg,0,0")).finished == ("berg",)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_grid_that_reviewkit_wrote_comes_back_as_the_same_cells(folder: OpenReview, ending: str) -> None:
    coding.mark_study(folder, "a", "berg", "trust")
    coding.finish_study(folder, "a", "berg", "done")
    coding.mark_study(folder, "a", "aas", "time")
    before = cells(folder)
    (matrix,) = folder.review.matrices.values()
    path = folder.root.parent / f"grid.{ending}"
    path.write_bytes(as_bytes(matrix_table(matrix, Layout.GRID, labels("en")), ending))
    assert import_marks(folder, "b", path).marks == 2
    undo.undo(folder, "a", [act.id for act in folder.acts("coding").counting if act.by == "a"])
    assert cells(folder) == before
