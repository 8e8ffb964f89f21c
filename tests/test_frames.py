"""A review as pandas tables holds what --json prints, row by row."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.frames import read_review
from reviewkit.render import json as shapes
from reviewkit.store.open_review import OpenReview, open_review
from tests import eventful
from tests.conftest import Command
from tests.folders import begin, decide


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    found = begin(tmp_path / "review")
    decide(found, "a", 1, "y")
    decide(found, "b", 1, "n", "outcome")
    return found


def rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows as JSON has them: what is missing is null."""
    found: list[dict[str, object]] = json.loads(frame.astype(object).to_json(orient="records"))
    return found


def as_json(value: object) -> object:
    return json.loads(shapes.text(value))


def test_each_table_has_the_rows_of_the_shapes(folder: OpenReview) -> None:
    frames, review = read_review(folder.root), folder.refresh()
    assert rows(frames.decisions) == as_json([shapes.decision(one) for one in review.facts.decisions])
    assert list(frames.records["id"]) == list(review.records)
    assert list(frames.records["title"]) == [record.title for record in review.records.values()]
    assert dict(zip(frames.outcomes["report"], frames.outcomes["state"], strict=True)) == {
        report: outcome.state for report, outcome in review.outcomes.items()
    }
    assert rows(frames.problems) == as_json([shapes.problem(one) for one in review.problems])


def test_a_cell_of_the_matrix_is_found_by_study_and_theme(
    tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "review"
    root.mkdir()
    monkeypatch.chdir(root)
    eventful.make(root, rk)
    frames, review = read_review(root), open_review(root).review
    for name, matrix in review.matrices.items():
        cells = shapes.matrix(matrix, ())["cells"]
        assert {key: dict(row) for key, row in frames.matrices[name].iterrows()} == cells


def test_an_empty_review_has_empty_tables(tmp_path: Path) -> None:
    frames = read_review(begin(tmp_path / "review", records=0).root)
    assert [len(frame) for frame in (frames.records, frames.outcomes, frames.decisions, frames.codings)] == [0] * 4


def test_a_folder_that_is_no_review_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="this is not a review folder"):
        read_review(tmp_path)


def test_nothing_else_imports_pandas() -> None:
    code = "import sys, reviewkit.cli, reviewkit.commands.prisma; print('pandas' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
