"""A search is described in searches.yaml as it was asked for; nothing is filled in from the imported records."""

from pathlib import Path

import pytest

from reviewkit.actions import undo
from reviewkit.actions.rewriting import seen_now
from reviewkit.actions.searches import SourceEntry, describe_source
from reviewkit.errors import ReviewkitError
from reviewkit.model import Source
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Arm
from tests.folders import afresh, begin

LOG = """\
# our searches
medline:   # by the librarian
  database: MEDLINE
  lines:
    - {step: 1, query: trust, hits: 900}   # first
  hits: 4

# the other one
embase: {hits: 3}
"""


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    folder = begin(tmp_path / "review")
    (folder.root / "searches.yaml").write_text(LOG, encoding="utf-8")
    return folder


def text(folder: OpenReview) -> str:
    return (folder.root / "searches.yaml").read_text(encoding="utf-8")


def source(folder: OpenReview, name: str) -> Source:
    return next(one for one in afresh(folder).facts.sources if one.name == name)


def test_a_source_is_described_below_the_others(folder: OpenReview) -> None:
    entry = SourceEntry(
        "CINAHL: all", "bibliographic", "EBSCOhost", "registers", "2026-01-31", "kari", "English", "113"
    )
    describe_source(folder, "a", "cinahl", entry)
    made = source(folder, "cinahl")
    assert (made.database, made.kind, made.platform, made.arm) == (
        "CINAHL: all",
        "bibliographic",
        "EBSCOhost",
        Arm.REGISTERS,
    )
    assert (made.date, made.searcher, made.limits, made.hits) == ("2026-01-31", "kari", "English", 113)
    assert text(folder).startswith(LOG)


def test_hits_are_not_taken_from_the_imported_records(folder: OpenReview) -> None:
    describe_source(folder, "a", "cinahl", SourceEntry(platform="EBSCOhost"))
    assert source(folder, "cinahl").hits is None
    assert text(folder) == LOG + "cinahl:\n  platform: EBSCOhost\n"


def test_what_is_not_named_stays_with_every_comment(folder: OpenReview) -> None:
    describe_source(folder, "a", "medline", SourceEntry(hits="5", note="run again"))
    assert text(folder) == LOG.replace("  hits: 4\n", "  hits: 5\n  note: run again\n")


def test_an_empty_text_removes_what_was_there(folder: OpenReview) -> None:
    describe_source(folder, "a", "medline", SourceEntry(database="", platform=""))
    assert text(folder) == LOG.replace("  database: MEDLINE\n", "")


def test_a_difference_is_explained_for_a_number_of_records(folder: OpenReview) -> None:
    def difference() -> tuple[str, int | None]:
        return source(folder, "medline").difference, source(folder, "medline").explained

    for entry, wanted in (
        (SourceEntry(difference="two were empty"), ("two were empty", None)),
        (SourceEntry(explained="2"), ("two were empty", 2)),
        (SourceEntry(difference="both were empty"), ("both were empty", 2)),
        (SourceEntry(explained=""), ("both were empty", None)),
        (SourceEntry(difference=""), ("", None)),
    ):
        describe_source(folder, "a", "medline", entry)
        assert difference() == wanted
    assert text(folder) == LOG


def test_the_change_is_logged_and_can_be_undone(folder: OpenReview) -> None:
    ids = describe_source(folder, "b", "medline", SourceEntry(hits="5"))
    logged = folder.review.facts.agreements[-1]
    assert (logged.id, logged.by, logged.file) == (*ids, "b", "searches.yaml")
    assert logged.why == "the search in medline was described"
    assert describe_source(folder, "b", "medline", SourceEntry(hits="5")) == ()
    undo.undo(folder, "b", ids)
    assert text(folder) == LOG


def test_a_folder_without_a_search_log_gets_one(folder: OpenReview) -> None:
    (folder.root / "searches.yaml").unlink()
    describe_source(folder, "a", "cinahl", SourceEntry(database=""))
    assert text(folder) == "cinahl:\n  database: cinahl\n"


@pytest.mark.parametrize(
    ("name", "entry", "why"),
    [
        ("CINAHL 1", SourceEntry(hits="1"), "cannot be the name of a source"),
        ("medline", SourceEntry(hits="many"), "should be a whole number, not 'many'"),
        ("medline", SourceEntry(date="last week"), "write the day of the search as 2026-01-31"),
        ("medline", SourceEntry(date="2999-01-01"), "still to come"),
        ("medline", SourceEntry(arm="web"), "It can be: databases, registers, other"),
        ("medline", SourceEntry(difference="x", explained="some"), "whole number"),
    ],
)
def test_what_would_be_a_problem_is_refused_in_its_words(
    folder: OpenReview, name: str, entry: SourceEntry, why: str
) -> None:
    with pytest.raises(ReviewkitError, match=why):
        describe_source(folder, "a", name, entry)
    assert text(folder) == LOG


def test_a_text_that_nobody_saw_is_not_changed(folder: OpenReview) -> None:
    seen = seen_now(folder, "searches.yaml")
    describe_source(folder, "b", "embase", SourceEntry(hits="5"), seen=seen)
    with pytest.raises(ReviewkitError, match=r"searches\.yaml has changed since you opened it"):
        describe_source(folder, "a", "embase", SourceEntry(hits="6"), seen=seen)
    assert source(folder, "embase").hits == 5


def test_a_log_that_is_no_yaml_is_left_alone(folder: OpenReview) -> None:
    (folder.root / "searches.yaml").write_text("a: [\n", encoding="utf-8")
    with pytest.raises(ReviewkitError, match="this is not YAML"):
        describe_source(folder, "a", "cinahl", SourceEntry(hits="5"))
    assert text(folder) == "a: [\n"
