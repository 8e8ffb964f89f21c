"""Lines that search for terms are checked, those that join lines are not."""

from pathlib import Path

import pytest

from reviewkit.actions.query_lint import lint_queries
from reviewkit.errors import ReviewkitError
from reviewkit.review import Review
from tests.folders import afresh, begin

pytest.importorskip("search_query", reason="search-query is an extra")

LOG = """\
cinahl:
  platform: EBSCOhost
  lines:
    - {number: S1, query: "(nurse* OR midwi*"}
    - {number: S2, query: "home"}
    - {number: S3, query: "(S1 AND S2"}
    - {query: Europe, of: [S3]}
medline: {platform: Ovid, lines: [{query: "(nurse"}]}
"""


@pytest.fixture
def review(tmp_path: Path) -> Review:
    folder = begin(tmp_path / "review")
    (folder.root / "searches.yaml").write_text(LOG, encoding="utf-8")
    return afresh(folder)


def test_lines_that_join_lines_are_left_to_check(review: Review) -> None:
    linted = lint_queries(review)
    assert (linted.lines, linted.skipped) == (2, ("medline",))
    (one,) = linted.findings
    assert (one.source, one.number, one.place.line) == ("cinahl", "S1", 4)
    assert one.finding.label == "unbalanced-parentheses"


def test_one_source_is_checked_alone_and_must_be_there(review: Review) -> None:
    assert lint_queries(review, "medline").skipped == ("medline",)
    assert lint_queries(review, "medline").findings == ()
    with pytest.raises(ReviewkitError, match=r"There is no source 'embase' in searches\.yaml"):
        lint_queries(review, "embase")
