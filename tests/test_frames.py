"""A review as pandas tables holds what --json prints, row by row."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from reviewkit.actions import findings
from reviewkit.actions.findings import Rests
from reviewkit.errors import ReviewkitError
from reviewkit.frames import read_review
from reviewkit.render import json as shapes
from reviewkit.render.json_charting import charted_value
from reviewkit.render.json_findings import finding
from reviewkit.store.open_review import OpenReview, open_review
from tests import eventful
from tests.conftest import EXAMPLE, Command
from tests.folders import begin, decide, ready_to_code


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


# --- what was charted


CHARTING = """\
version: "1"
groups:
  - id: study
    label: The study
    fields:
      - aim
      - {id: n, label: People, type: integer}
      - {id: age, label: Age, type: number, repeat: yes}
      - {id: designs, label: Designs, type: choices, choices: [Trial, Cohort]}
      - {id: begun, label: Begun, type: year}
"""


@pytest.fixture
def charted(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One included study, charted by a."""
    begun = begin(tmp_path / "review")
    for who in "ab":
        decide(begun, who, 1, "y")
    ready_to_code(begun, "berg")
    (begun.root / "charting").mkdir()
    (begun.root / "charting" / "form.yaml").write_text(CHARTING, encoding="utf-8")
    monkeypatch.chdir(begun.root)
    for words in (
        ("aim", "to learn", "--quote", "We wanted to learn", "--page", "2"),
        ("n", "1 294"),
        ("age", "61,5"),
        ("age", "70", "--instance", "2"),
        ("designs", "Cohort; Trial"),
        ("begun", "NR"),
    ):
        assert rk("chart", "set", "berg", *words, "--as", "a").status == 0
    return begun.root


def test_every_answer_is_a_row_with_its_quotes_and_whether_it_holds(charted: Path) -> None:
    frames, review = read_review(charted), open_review(charted).review
    values = {one.id: charted_value(one) for one in review.facts.charted}
    made = rows(frames.charted)
    assert len(made) == len(values) == 6
    for row in made:
        assert (row.pop("act"), row.pop("why"), row.pop("final")) == ("chart", None, True)
        assert row == as_json(values[str(row["event"])])
    assert frames.charted["evidence"][0][0]["quote"] == "We wanted to learn"


def test_what_holds_is_a_row_per_study_with_numbers_as_numbers(charted: Path) -> None:
    made = read_review(charted).characteristics
    assert (list(made.index), made.index.name) == (["berg"], "study")
    assert list(made.columns) == ["aim", "n", "age", "designs", "begun"]
    berg = made.loc["berg"]
    assert (berg["aim"], berg["age"], berg["designs"]) == ("to learn", [61.5, 70], ["trial", "cohort"])
    assert made["n"].sum() == 1294
    assert pd.isna(berg["begun"])
    assert dict(read_review(charted).studies["characteristics"][0])["age"] == "61.5\n70"


def test_where_two_people_chart_the_answers_of_one_do_not_hold_and_are_not_shown(
    charted: Path, rk: Command
) -> None:
    with (charted / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("charting: {people: 2}\n")
    frames = read_review(charted)
    assert len(frames.charted) == 0
    assert frames.characteristics.loc["berg"].isna().all()
    assert rk("chart", "set", "berg", "aim", "to know", "--as", "b").status == 0
    for who in "ab":
        assert rk("chart", "done", "berg", "--as", who).status == 0
    ran = rk("chart", "settle", "berg", "aim", "to know", "--why", "discussion", "--as", "a")
    assert ran.status == 0, ran.err
    frames = read_review(charted)
    assert frames.characteristics["aim"].to_dict() == {"berg": "to know"}
    assert pd.isna(frames.characteristics.loc["berg", "n"])
    of_aim = rows(frames.charted[frames.charted["field"] == "aim"])
    assert [(one["person"], one["act"], one["why"], one["final"]) for one in of_aim] == [
        ("a", "chart", None, False),
        ("b", "chart", None, False),
        ("a", "settle", "discussion", True),
    ]


def test_a_finding_is_a_row_with_what_is_behind_it_and_what_was_judged(folder: OpenReview) -> None:
    ready_to_code(folder, "berg")
    decide(folder, "b", 1, "y")
    findings.add(folder, "a", "They trust her", Rests((), ("berg",)), "f")
    findings.judge(folder, "b", "f", "coherence", "minor", "few")
    frames = read_review(folder.root)
    assert rows(frames.findings) == as_json([finding(one) for one in folder.refresh().current_findings])
    assert frames.findings["judgements"][0]["coherence"]["level"] == "minor"


def test_the_worked_example_as_tables() -> None:
    frames = read_review(EXAMPLE)
    assert frames.characteristics["n"].sum() == 1111
    assert frames.characteristics.groupby("country").size().to_dict() == {"Danmark": 1, "Norge": 7, "Sverige": 7}
    assert (len(frames.charted), bool(frames.charted["final"].all())) == (105, True)


def test_without_a_charting_form_nothing_was_charted(folder: OpenReview) -> None:
    frames = read_review(folder.root)
    assert (len(frames.charted), len(frames.characteristics)) == (0, 0)


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
