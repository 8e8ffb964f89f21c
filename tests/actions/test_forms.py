"""The form of charting begins as a copy of a ready one, once, and its changes are logged."""

from pathlib import Path

import pytest

from reviewkit.actions import forms, undo
from reviewkit.actions.protocol import ProtocolChange, change_protocol
from reviewkit.errors import Level, ReviewkitError
from reviewkit.store import forms as stored
from reviewkit.store.open_review import OpenReview
from tests.folders import afresh, begin, decide


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review")


@pytest.mark.parametrize("name", forms.READY)
def test_a_form_is_begun_from_a_ready_one_and_logged(folder: OpenReview, name: str) -> None:
    ids = forms.begin(folder, "a", name)
    assert (folder.root / "charting" / "form.yaml").read_text(encoding="utf-8") == stored.ready(name)
    (change,) = [one for one in folder.review.facts.agreements if one.file == "charting/form.yaml"]
    assert (change.id, change.by, change.before, change.why) == (
        ids[0],
        "a",
        "",
        f"begun from the ready form {name}",
    )
    form = folder.review.facts.form
    assert form is not None
    assert form == afresh(folder).facts.form
    assert [one for one in folder.review.facts.problems if "charting" in one.place.path] == []


@pytest.mark.parametrize("name", forms.READY)
def test_each_research_question_gets_a_group(folder: OpenReview, name: str) -> None:
    asked = ('What is "safe": care, or a feeling?', "Hva hjelper # hjemme?", "{why}: [not]")
    change_protocol(folder, "a", ProtocolChange(questions=asked))
    forms.begin(folder, "a", name)
    review = afresh(folder)
    groups = review.form.groups[-3:]
    assert [(group.id, group.question, group.label("en")) for group in groups] == [
        (f"question-{number}", str(number), text) for number, text in enumerate(asked, start=1)
    ]
    assert [one.id for group in groups for one in group.fields] == ["answer-1", "answer-2", "answer-3"]
    assert [one for one in review.problems if "charting" in one.place.path] == []


def test_a_group_for_a_question_that_is_not_there_and_a_question_without_a_group_are_named(
    folder: OpenReview,
) -> None:
    change_protocol(folder, "a", ProtocolChange(questions=("What helps?", "Whom?")))
    (folder.root / "charting").mkdir()
    (folder.root / "charting" / "form.yaml").write_text(
        'groups:\n  - {id: one, question: "1", fields: [aim]}\n  - {id: other, question: "3", fields: [goal]}\n'
    )
    found = [one for one in afresh(folder).problems if one.code == "form-question"]
    assert sorted((one.place.line, one.level, one.message) for one in found) == [
        (1, Level.NOTE, "no group of the form is for question 2 of review.yaml"),
        (
            3,
            Level.WARNING,
            "the group other is for question 3, and review.yaml has 2 questions. Correct the number, or add the "
            "question",
        ),
    ]


def test_a_number_of_five_thousand_digits_is_no_question(folder: OpenReview) -> None:
    change_protocol(folder, "a", ProtocolChange(questions=("What helps?",)))
    (folder.root / "charting").mkdir()
    (folder.root / "charting" / "form.yaml").write_text(
        f'groups:\n  - {{id: one, question: "{"9" * 5000}", fields: [aim]}}\n', encoding="utf-8"
    )
    assert [one.level for one in afresh(folder).problems if one.code == "form-question"].count(Level.WARNING) == 1


def test_an_existing_form_is_not_replaced(folder: OpenReview) -> None:
    forms.begin(folder, "a", "jbi")
    path = folder.root / "charting" / "form.yaml"
    path.write_text("groups: [{id: ours, fields: [aim]}]\n", encoding="utf-8")
    with pytest.raises(ReviewkitError, match=r"charting/form\.yaml is there already, and was not replaced"):
        forms.begin(folder, "b", "appraisal")
    assert path.read_text(encoding="utf-8") == "groups: [{id: ours, fields: [aim]}]\n"


def test_a_form_that_is_not_ready_is_refused_with_those_that_are(folder: OpenReview) -> None:
    with pytest.raises(
        ReviewkitError, match=r"no ready form 'cochrane'\. It can be: jbi, worked-example, appraisal"
    ):
        forms.begin(folder, "a", "cochrane")
    assert not (folder.root / "charting").exists()


def test_nobody_in_particular_begins_no_form(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="Say who you are"):
        forms.begin(folder, "", "jbi")
    assert not (folder.root / "charting").exists()


def test_a_form_outside_of_the_folder_is_not_written(folder: OpenReview, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder.root / "charting").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(ReviewkitError, match="points out of the review folder"):
        forms.begin(folder, "a", "jbi")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_change_by_hand_is_read_at_once_and_logged_with_the_next_act(folder: OpenReview) -> None:
    forms.begin(folder, "a", "jbi")
    path = folder.root / "charting" / "form.yaml"
    path.write_text("groups: [{id: ours, fields: [aim]}]\n", encoding="utf-8")
    form = folder.refresh().facts.form
    assert form is not None
    assert [one.id for one in form.fields()] == ["aim"]
    decide(folder, "b", 1, "y")
    changes = [one for one in folder.review.facts.agreements if one.file == "charting/form.yaml"]
    assert [one.by for one in changes] == ["a", "b"]
    path.unlink()
    assert folder.refresh().facts.form is None


def test_a_change_of_the_form_can_be_undone(folder: OpenReview) -> None:
    forms.begin(folder, "a", "jbi")
    path = folder.root / "charting" / "form.yaml"
    path.write_text("groups: [{id: ours, fields: [aim]}]\n", encoding="utf-8")
    decide(folder, "a", 1, "y")
    last = [one for one in folder.review.facts.agreements if one.file == "charting/form.yaml"][-1]
    undo.undo(folder, "a", [last.id])
    assert path.read_text(encoding="utf-8") == stored.ready("jbi")


def test_problems_of_the_form_are_problems_of_the_review(folder: OpenReview) -> None:
    forms.begin(folder, "a", "jbi")
    (folder.root / "charting" / "form.yaml").write_text("groups: [{id: a, fields: [b, b]}]\n", encoding="utf-8")
    (problem,) = [one for one in folder.refresh().problems if one.place.path == "charting/form.yaml"]
    assert (problem.code, problem.place.line) == ("form-id", 1)


def test_a_copy_of_the_form_is_a_problem_of_the_review(folder: OpenReview) -> None:
    forms.begin(folder, "a", "jbi")
    (folder.root / "charting" / "form (1).yaml").write_text(stored.ready("jbi"), encoding="utf-8")
    (problem,) = [one for one in folder.refresh().problems if one.place.path.startswith("charting/")]
    assert (problem.code, problem.place.path) == ("copy", "charting/form (1).yaml")
