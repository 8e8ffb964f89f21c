"""Drawing a pilot is an act: checked, logged once for all, and taken back like any other."""

import json
from pathlib import Path

import pytest

from reviewkit.actions import pilots, screening, undo
from reviewkit.actions.pilots import candidates, draw
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Choice, Stage
from tests.builders import papers, review_folder
from tests.folders import afresh, begin, bring, decide, files_of


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review", records=8)


def refused(folder: OpenReview, said: str, *given: object) -> None:
    """A pilot that is not drawn, with nothing logged."""
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said):
        draw(folder, "a", *given)  # type: ignore[arg-type]
    assert files_of(folder.root) == before


def finish(folder: OpenReview, *people: str) -> None:
    for who in people:
        for report in folder.review.pilots[-1].reports:
            decide(folder, who, report, "n", "outcome")


def test_what_is_drawn_is_logged_with_who_decides_and_which_records_these_are(folder: OpenReview) -> None:
    done = draw(folder, "b", 3, seed=7)
    assert (len(done.state.reports), done.wanted) == (3, 3)
    line = json.loads((folder.root / "screening" / "b.jsonl").read_text(encoding="utf-8"))
    prints = folder.fingerprints()
    assert {key: line[key] for key in ("do", "by", "stage", "seed", "people", "records", "fingerprints")} == {
        "do": "pilot",
        "by": "b",
        "stage": "screening",
        "seed": 7,
        "people": ["a", "b"],
        "records": list(done.state.reports),
        "fingerprints": [prints[report] for report in done.state.reports],
    }
    assert afresh(folder).pilots == folder.review.pilots == (done.state,)


def test_two_copies_of_a_review_draw_alike(tmp_path: Path) -> None:
    one, other = begin(tmp_path / "one", records=8), begin(tmp_path / "other", records=8)
    assert draw(one, "a", 3).state.reports == draw(other, "b", 3).state.reports
    assert draw(begin(tmp_path / "more", records=8), "a", 3, seed=2).state.reports != one.review.pilots[0].reports


def test_what_somebody_decided_on_is_not_drawn(folder: OpenReview) -> None:
    decide(folder, "a", 1, "y")
    decide(folder, "b", 2, "m")
    assert candidates(folder.review, Stage.SCREENING) == tuple(f"cinahl-{n:04d}" for n in range(3, 9))
    assert set(draw(folder, "a", 50).state.reports) == {f"cinahl-{n:04d}" for n in range(3, 9)}


def test_a_tool_s_word_keeps_nothing_out(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", records=3)
    with (folder.root / "review.yaml").open("r+", encoding="utf-8") as file:
        text = file.read().replace("reviewers:\n", "reviewers:\n  - {id: robot, kind: tool}\n")
        file.seek(0)
        file.write(text)
    screening.decide(folder, "robot", "cinahl-0001", Choice.INCLUDE)
    assert len(draw(folder, "a", 9).state.reports) == 3


def test_the_first_stage_with_something_to_draw_is_the_one(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", stages="two", records=2)
    assert draw(folder, "a", 1).state.stage == Stage.TITLE_ABSTRACT
    undo.undo(folder, "a", [folder.review.pilots[0].event])
    for who in "ab":
        for number in (1, 2):
            decide(folder, who, number, "y")
    from reviewkit.actions.retrieval import record_retrieval

    record_retrieval(folder, "a", ["cinahl-0001"], retrieved=True)
    state = draw(folder, "a", 5).state
    assert (state.stage, state.reports) == (Stage.FULL_TEXT, ("cinahl-0001",))


def test_a_second_is_drawn_only_when_the_first_is_finished(folder: OpenReview) -> None:
    first = draw(folder, "a", 2).state
    refused(folder, r"pilot of 2 reports at screening is not finished \(left: a 2, b 2\)", 2)
    finish(folder, "a")
    refused(folder, r"\(left: b 2\). Finish it first, or undo it: reviewkit undo", 2)
    finish(folder, "b")
    second = draw(folder, "b", 2).state
    assert not set(first.reports) & set(second.reports)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((0,), "at least 1 report"),
        ((-3,), "at least 1 report"),
        ((3, -1), "a whole number from 0"),
        ((3, 10**9), "a whole number from 0"),
        ((3, 1, Stage("second-reading")), "no stage second-reading. Its stages are: screening"),
    ],
)
def test_what_cannot_be_drawn_is_refused(folder: OpenReview, given: tuple[object, ...], said: str) -> None:
    refused(folder, said, *given)


def test_nothing_is_drawn_where_everything_is_decided(folder: OpenReview) -> None:
    for number in range(1, 9):
        decide(folder, "a", number, "n")
    refused(folder, "nobody has decided on, so there is nothing to draw", 3)


def _people(folder: OpenReview, text: str) -> None:
    """Replace the reviewers in review.yaml."""
    path = folder.root / "review.yaml"
    before, _, rest = path.read_text(encoding="utf-8").partition("reviewers:\n")
    after = rest[rest.index("exclusion_reasons:") :]
    path.write_text(f"{before}reviewers:\n{text}\n{after}", encoding="utf-8")


def test_one_person_alone_needs_no_pilot(folder: OpenReview) -> None:
    _people(folder, "  - {id: a}\n  - {id: b, roles: [codes]}")
    refused(folder, "today only a screens", 3)


@pytest.mark.parametrize("role", ["screens", "settles"])
def test_who_screens_or_settles_may_draw(folder: OpenReview, role: str) -> None:
    _people(folder, f"  - {{id: a, roles: [{role}]}}\n  - {{id: b}}\n  - {{id: c}}")
    assert ("a" in draw(folder, "a", 2).state.people) is (role == "screens")


@pytest.mark.parametrize(
    ("role", "said"),
    [("watches", "a only watches in this review"), ("codes", "a does not have the role `screens`")],
)
def test_who_does_neither_may_not(folder: OpenReview, role: str, said: str) -> None:
    _people(folder, f"  - {{id: a, roles: [{role}]}}\n  - {{id: b}}\n  - {{id: c}}")
    refused(folder, said, 2)


def test_a_folder_of_version_0_2_is_upgraded_first(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "old")
    file = tmp_path / "x.ris"
    file.write_text(papers(3), encoding="utf-8")
    from reviewkit.actions import imports

    folder = open_review(root)
    imports.import_file(folder, "a", file, "cinahl")
    refused(folder, "a pilot needs the folder's new format.*reviewkit upgrade", 2)


def test_nothing_else_is_decided_before_the_pilot_is_finished(folder: OpenReview) -> None:
    decide(folder, "a", 8, "y")
    drawn = draw(folder, "a", 2).state.reports
    closed = next(report for report in candidates(folder.review, Stage.SCREENING) if report not in drawn)
    for who in "ab":
        with pytest.raises(ReviewkitError, match=r"opens when everybody has finished the pilot of 2 reports"):
            screening.decide(folder, who, closed, Choice.INCLUDE)
    decide(folder, "a", 8, "n", "outcome")  # changing what one decided before it
    screening.decide(folder, "a", closed, Choice.EXCLUDE, stage=Stage.BEFORE)  # removing is no screening
    finish(folder, "a", "b")
    left = next(iter(candidates(folder.review, Stage.SCREENING)))
    assert screening.decide(folder, "b", left, Choice.INCLUDE).report == left


def test_a_pilot_that_is_undone_opens_everything_and_keeps_what_was_decided(folder: OpenReview) -> None:
    state = draw(folder, "a", 2).state
    finish(folder, "a")
    done = undo.undo(folder, "b", [state.event], "too early")
    assert "all reports at screening open" in done.plan.builds_on_it[0]
    assert folder.review.pilots == ()
    assert len(folder.review.waiting_for("a")) == 6
    assert len(folder.review.waiting_for("b")) == 8
    undo.undo(folder, "b", list(done.ids))
    assert folder.review.pilots[0].left == {"b": 2}


def test_a_pilot_stays_with_its_records_when_their_import_is_undone(folder: OpenReview) -> None:
    bring(folder, "medline", 3, start=20)
    imported = folder.review.facts.exports[-1].imported
    drawn = draw(folder, "a", 50).state.reports
    undo.undo(folder, "a", [imported])
    assert folder.review.pilots[0].reports == tuple(one for one in drawn if one.startswith("cinahl"))


def test_what_is_left_is_said_by_name_and_number(folder: OpenReview) -> None:
    draw(folder, "a", 3)
    decide(folder, "a", folder.review.pilots[0].reports[0], "y")
    assert pilots.left_in_words(folder.review.pilots[0].left) == "left: a 2, b 3"
