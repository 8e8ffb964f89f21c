"""Answers of an older form are brought to the new one by those who gave them, and what does not fit is left."""

from dataclasses import replace
from pathlib import Path

import pytest

from reviewkit.actions import charting, migrating, undo
from reviewkit.actions.migrating import Turn
from reviewkit.actions.quoting import GivenQuote
from reviewkit.store.open_review import OpenReview, open_review
from tests.chart_forms import FORM, field
from tests.folders import afresh, begin, decide, files_of, ready_to_code, with_form


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenReview:
    with_form(monkeypatch, FORM)
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg", "aas")
    for record in (1, 2):
        decide(folder, "a", record, "y")
    return folder


def versioned(monkeypatch: pytest.MonkeyPatch, folder: OpenReview, **more: object) -> OpenReview:
    """The folder after its form was changed."""
    with_form(monkeypatch, replace(FORM, version="3", **more))  # type: ignore[arg-type]
    return open_review(folder.root)


def test_an_answer_is_confirmed_with_its_quotes_and_note_and_only_once(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    charting.set_value(folder, "a", "berg", "n", "12", [GivenQuote("12 nurses", 3)], note="all")
    (before,) = folder.review.facts.charted
    folder = versioned(monkeypatch, folder)
    done = migrating.migrate(folder, "a", confirm=True)
    (now,) = [one for one in afresh(folder).facts.charted if one.form == "3"]
    assert (now.answer, now.evidence, now.note) == (before.answer, before.evidence, before.note)
    assert [one.id for one in done.logged] == [now.id]
    again = migrating.migrate(folder, "a", confirm=True)
    assert (again.logged, again.left, again.undo) == ((), (), "")
    undo.undo(folder, "a", [done.undo])
    assert [one.said.id for one in migrating.migrate(folder, "a", dry_run=True).left] == [before.id]


def test_a_dry_run_logs_nothing_and_only_the_studies_named_are_touched(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    for study in ("berg", "aas"):
        charting.set_value(folder, "a", study, "aim", "x")
    folder = versioned(monkeypatch, folder)
    before = files_of(folder.root)
    assert len(migrating.migrate(folder, "a", confirm=True, dry_run=True).logged) == 2
    assert files_of(folder.root) == before
    assert [one.study for one in migrating.migrate(folder, "a", confirm=True, studies=["aas"]).logged] == ["aas"]


def test_what_does_not_fit_any_more_is_not_confirmed(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    charting.set_value(folder, "a", "berg", "aim", "x")
    charting.set_value(folder, "a", "berg", "design", "trial")
    charting.set_value(folder, "a", "berg", "designs", "NR")
    folder = versioned(monkeypatch, folder, groups=(replace(FORM.groups[0], fields=(field("goal"),)),))
    done = migrating.migrate(folder, "a", confirm=True)
    assert (done.logged, len(done.left)) == ((), 3)


def test_a_turn_leaves_other_fields_and_what_is_not_reported_as_they_are(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    charting.set_value(folder, "a", "berg", "aim", "trial")
    charting.set_value(folder, "a", "berg", "design", "NR")
    charting.set_value(folder, "a", "aas", "design", "trial")
    folder = versioned(monkeypatch, folder)
    done = migrating.migrate(folder, "a", [Turn("design", "trial", "cohort")])
    assert [(one.study, one.field, one.answer.value) for one in done.logged] == [("aas", "design", "cohort")]
    assert {(one.said.study, one.said.field) for one in done.left} == {("berg", "aim"), ("berg", "design")}
