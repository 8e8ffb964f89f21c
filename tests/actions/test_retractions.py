"""A review beside a list of retracted articles: included first, with how far each record has come; nothing changes."""

from pathlib import Path

import pytest

from reviewkit.actions import duplicates, imports, screening
from reviewkit.actions.retractions import Checked, check_retractions
from reviewkit.errors import Level, ReviewkitError
from reviewkit.store.open_review import OpenReview
from reviewkit.words import State
from tests.builders import ris
from tests.folders import afresh, begin, bring, decide, files_of
from tests.retraction_lists import retraction_watch

TITLE = "Trust between nurses and families in home care: an interview study"


def row(number: int, nature: str = "Retraction", **more: str) -> dict[str, str]:
    """A row about the paper with this number."""
    return {"OriginalPaperDOI": f"https://doi.org/10.1000/X.{number}", "RetractionNature": nature, **more}


def checked(folder: OpenReview, *rows: dict[str, str]) -> Checked:
    file = folder.root.parent / "retraction_watch.csv"
    file.write_text(retraction_watch(*rows), encoding="utf-8")
    return check_retractions(afresh(folder), file)


def told(found: Checked) -> list[tuple[str, State, Level, str]]:
    return [(one.hit.record, one.state, one.problem.level, one.problem.code) for one in found.found]


@pytest.fixture
def screened(tmp_path: Path) -> OpenReview:
    """1 is included and has a duplicate in medline, 2 is excluded, on 3 people disagree, on 4 nobody has decided."""
    folder = begin(tmp_path / "review", compared=False)
    bring(folder, "medline", 1)
    duplicates.run(folder, "a")
    for who in "ab":
        decide(folder, who, 1, "y")
        decide(folder, who, 2, "n", "outcome")
    decide(folder, "a", 3, "y")
    decide(folder, "b", 3, "n", "outcome")
    return folder


def test_every_record_is_listed_with_how_far_it_has_come(screened: OpenReview) -> None:
    found = checked(screened, *map(row, (4, 3, 2, 1)))
    assert told(found) == [
        ("cinahl-0001", State.INCLUDED, Level.ERROR, "retracted"),
        ("medline-0001", State.INCLUDED, Level.NOTE, "retracted"),
        ("cinahl-0003", State.WAITING, Level.WARNING, "retracted"),
        ("cinahl-0004", State.WAITING, Level.WARNING, "retracted"),
        ("cinahl-0002", State.EXCLUDED, Level.NOTE, "retracted"),
    ]
    assert found.included_is_retracted
    messages = [str(one.problem.message) for one in found.found]
    assert messages[0].startswith("cinahl-0001 (included) was retracted on 2023-08-16: ")
    assert messages[1].startswith("medline-0001 (a duplicate of cinahl-0001, which is: included) was retracted")
    assert messages[4].startswith("cinahl-0002 (excluded at screening) was retracted")
    assert messages[0].endswith(". Reason: Concerns/Issues About Data; Unreliable Results")


def test_nobody_learns_that_others_have_decided(screened: OpenReview) -> None:
    """The report on which people disagree is told as the one on which nobody has decided."""
    three, four = (one.problem.message for one in checked(screened, row(3), row(4)).found)
    assert "(not decided yet)" in three
    assert "(not decided yet)" in four


@pytest.mark.parametrize(
    ("nature", "level", "code", "said"),
    [
        ("Expression of concern", Level.WARNING, "concern", "got an expression of concern"),
        ("Correction", Level.NOTE, "corrected", "was corrected"),
        ("Reinstatement", Level.NOTE, "reinstated", "was retracted and then reinstated"),
    ],
)
def test_what_is_no_retraction_is_no_error(
    screened: OpenReview, nature: str, level: Level, code: str, said: str
) -> None:
    found = checked(screened, row(1, nature))
    assert [one.problem.code for one in found.found] == [code, code]
    assert found.found[0].problem.level is level
    assert said in found.found[0].problem.message
    assert not found.included_is_retracted


def test_a_retraction_that_was_taken_back_is_none(screened: OpenReview) -> None:
    found = checked(screened, row(1), row(1, "Reinstatement", RetractionDate="9/1/2023 0:00"))
    assert [one.problem.code for one in found.found] == ["reinstated", "reinstated"]
    assert len(found.found[0].hit.notices) == 2


def test_a_record_that_may_be_the_article_is_asked_about_with_the_line(screened: OpenReview) -> None:
    found = checked(screened, row(1, Title="Pain in dogs after surgery"))
    one = found.found[0]
    assert (one.problem.level, one.problem.code, one.hit.certain) == (Level.WARNING, "may-be-retracted", False)
    assert "may be an article that was retracted" in one.problem.message
    assert (
        "Compare it with line 2 of the list: Pain in dogs after surgery (the DOI is the same, the rest is not)"
        in (one.problem.message)
    )
    assert not found.included_is_retracted


def test_where_the_duplicate_alone_is_found_the_report_is(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", records=1)
    file = tmp_path / "medline.ris"
    entry = {"TI": TITLE, "AU": ["Berg, Nora", "Dahl, Per"], "PY": "2020", "JF": "Care", "VL": "2", "SP": "1"}
    file.write_text(ris(entry, {**entry, "AN": "34000001", "DB": "MEDLINE"}), encoding="utf-8")
    imports.import_file(folder, "a", file, "medline")
    duplicates.run(folder, "a")
    for who in "ab":
        screening.decide(folder, who, "medline-0001", screening.Choice.INCLUDE)
    found = checked(folder, {"OriginalPaperPubMedID": "34000001"})
    assert told(found) == [("medline-0002", State.INCLUDED, Level.ERROR, "retracted")]


def test_the_list_is_described_so_that_people_know_what_was_checked(screened: OpenReview) -> None:
    found = checked(screened, row(9), {}, row(8, RetractionDate="1/2/2024 0:00"))
    assert (found.kind, found.rows, found.not_understood, found.newest) == ("retraction-watch", 3, 1, "2024-01-02")
    assert found.records == 5
    assert found.found == ()
    assert [one.code for one in found.problems] == ["no-article"]


def test_nothing_in_the_folder_changes(screened: OpenReview) -> None:
    before = files_of(screened.root)
    checked(screened, row(1), row(2))
    assert files_of(screened.root) == before


MARKED = {"TI": f"RETRACTED: {TITLE}", "AU": "Berg, Nora", "PY": "2020", "DO": "10.1000/care.1"}


@pytest.fixture
def marked(tmp_path: Path) -> OpenReview:
    """A review whose only record is included, and marked as retracted by its database."""
    folder = begin(tmp_path / "review", records=0)
    file = tmp_path / "cinahl.ris"
    file.write_text(ris(MARKED), encoding="utf-8")
    imports.import_file(folder, "a", file, "cinahl")
    for who in "ab":
        decide(folder, who, 1, "y")
    return folder


def test_an_included_record_that_its_database_marks_is_a_problem_without_a_list(marked: OpenReview) -> None:
    (problem,) = [one for one in afresh(marked).problems if one.code == "marked-retracted"]
    assert problem.level is Level.WARNING
    assert "RETRACTED: Trust" in problem.message


def test_it_is_no_problem_before_it_is_included(marked: OpenReview) -> None:
    decide(marked, "a", 1, "n", "outcome")
    decide(marked, "b", 1, "n", "outcome")
    assert not [one for one in afresh(marked).problems if one.code == "marked-retracted"]


def test_it_is_told_with_the_list_that_does_not_name_it_and_once_with_the_one_that_does(
    marked: OpenReview,
) -> None:
    found = checked(marked, row(9))
    assert ([one.code for one in found.marked], found.included_is_retracted) == (["marked-retracted"], True)
    found = checked(marked, {"OriginalPaperDOI": "10.1000/care.1", "Title": TITLE})
    assert (found.marked, [one.problem.code for one in found.found]) == ((), ["retracted"])


def test_a_file_that_is_no_list_is_refused(screened: OpenReview, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Dear all\n", encoding="utf-8")
    with pytest.raises(ReviewkitError, match="no retracted article was found in this file"):
        check_retractions(screened.review, tmp_path / "x.txt")
