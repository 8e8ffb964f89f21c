"""What was excluded after reading (item 16b), and what could not be retrieved."""

from pathlib import Path

import pytest

from reviewkit.actions.retrieval import record_retrieval
from reviewkit.render.report.excluded_reports import excluded
from reviewkit.store.open_review import OpenReview
from tests.conftest import EXAMPLE
from tests.folders import begin, decide
from tests.render.report.given import given_of, rows_of, words_of


@pytest.fixture
def two(tmp_path: Path) -> OpenReview:
    """A review of one person and two stages: of four records one is excluded in full text, one could not be had."""
    folder = begin(tmp_path / "review", people=1, stages="two")
    for record, choice in ((1, "y"), (2, "y"), (3, "y"), (4, "n")):
        decide(folder, "a", record, choice)
    record_retrieval(folder, "a", ["cinahl-0001", "cinahl-0002"], True)
    record_retrieval(folder, "a", ["cinahl-0003"], False)
    decide(folder, "a", 1, "y")
    decide(folder, "a", 2, "n", "population")
    return folder


def test_each_report_excluded_in_full_text_has_its_reference_and_reason(two: OpenReview) -> None:
    given = given_of(two.root)
    made = excluded(given)
    one, other = rows_of(made.section)
    assert one[0] == other[0] == "1"
    assert given.review.records["cinahl-0002"].title in one[1]
    assert one[2] == "Wrong population"
    assert given.review.records["cinahl-0003"].title in other[1]
    assert made.numbers == {"excluded": 1, "not_retrieved": 1}
    assert "1 report was excluded when the full text had been read." in words_of(made.section)


def test_a_reason_that_nobody_recorded_is_said_to_be_so(two: OpenReview) -> None:
    decide(two, "a", 1, "n")
    assert [row[2] for row in rows_of(excluded(given_of(two.root)).section) if len(row) == 3] == [
        "Reason not recorded",
        "Wrong population",
    ]


def test_of_one_stage_those_are_listed_that_somebody_wanted_to_include() -> None:
    made = excluded(given_of(EXAMPLE))
    assert made.numbers == {"excluded": 1270, "wanted": 67}
    assert len(rows_of(made.section)) == 67
    assert "67 reports might appear to be eligible" in words_of(made.section)


def test_while_people_still_screen_nothing_tells_what_others_decided(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    decide(folder, "a", 1, "y")
    decide(folder, "b", 1, "n")
    made = excluded(given_of(folder.root))
    assert rows_of(made.section) == []
    assert "wanted" not in made.numbers
    assert "once screening is finished" in words_of(made.section)


def test_numbers_that_were_entered_have_no_reports_to_list(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1, stages="two")
    path = folder.root / "review.yaml"
    path.write_text(
        f"{path.read_text(encoding='utf-8')}numbers: {{reports_excluded: 7, assessed: 7}}\n", encoding="utf-8"
    )
    made = excluded(given_of(folder.root))
    assert made.numbers["excluded"] == 7
    assert "Some of these numbers were entered" in words_of(made.section)
