"""The numbered list of included studies."""

from pathlib import Path

import pytest

from reviewkit.render.report.included_studies import included
from tests.conftest import EXAMPLE
from tests.folders import begin, decide
from tests.render.report.given import given_of, rows_of, words_of


def test_every_study_has_a_number_and_its_report() -> None:
    made = included(given_of(EXAMPLE))
    rows = rows_of(made.section)
    assert [row[0] for row in rows] == [str(n) for n in range(1, 16)]
    assert rows[0][1] == "Ambugo et al. (2022)"
    assert made.numbers == {"studies": 15, "reports": 15}


def test_a_study_with_two_reports_has_a_line_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = begin(tmp_path / "review", people=1)
    for record in (1, 2):
        decide(folder, "a", record, "y")
    decide(folder, "a", 3, "n")
    ids = sorted(folder.review.records)[:3]
    text = f"berg2020: {{citation: Berg (2020), records: [{', '.join(ids)}]}}\n"
    (folder.root / "studies.yaml").write_text(text, encoding="utf-8")
    made = included(given_of(folder.root))
    assert made.numbers == {"studies": 1, "reports": 2}  # the third report was excluded
    assert rows_of(made.section)[0][2].count("\n") == 1


def test_a_review_without_studies_says_so(ready: Path) -> None:
    made = included(given_of(ready))
    assert "No study is included." in words_of(made.section)
