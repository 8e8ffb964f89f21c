"""What the logs show of the six phases: counted by hand, and nothing that was not logged."""

from dataclasses import replace

import pytest

from reviewkit.coding import Cell
from reviewkit.model import Mark, Recoding
from reviewkit.phases import CoderRow, CreatedRow, label_change, labelled, phases
from tests.analysis import AAS, BERG, CHANGES, LOGGED, NOTHING, act, coding, day, segment

FULL = phases(LOGGED)


def test_each_phase_is_counted_as_a_person_counts_it() -> None:
    assert [(row.by, row.study, row.texts, row.other_texts_now) for row in FULL.readings] == [
        ("a", BERG, 2, True),
        ("b", BERG, 0, False),
    ]
    assert (FULL.studies, FULL.read, FULL.coded_studies, FULL.quoted_studies, FULL.unfinished) == (3, 1, 2, 2, 1)
    assert FULL.coders == (
        CoderRow("a", 2, 0, 2, 2, day(11), day(12)),
        CoderRow("b", 1, 1, 1, 1, day(13), day(14)),
        CoderRow("c", 1, 0, 1, 0, None, None),
    )
    assert (FULL.quotes, FULL.study_marks, FULL.undated, FULL.codes_used, FULL.recoded) == (4, 1, 1, 3, 1)
    assert FULL.finished_by == (1, 2)
    assert FULL.created == (CreatedRow("b", 3, 2, day(5), day(6)),)
    assert FULL.ops == {"create": 2, "merge": 1, "park": 1, "promote": 1, "rename": 1}
    assert FULL.in_phase == {3: 3, 4: 2, 5: 1}
    assert (FULL.candidates_made, FULL.candidates_promoted, len(FULL.lists.candidates)) == (2, 1, 1)
    assert FULL.reviews == {
        "b": {"agree": 1, "adjust": 0, "question": 1, "propose": 0, "settle": 0},
        "a": {"agree": 0, "adjust": 1, "question": 0, "propose": 0, "settle": 0},
    }
    assert (FULL.reviewed, FULL.open_reviews, len(FULL.consultations), FULL.findings) == (3, 1, 1, 1)
    assert [(row.theme.id, row.central_concept) for row in FULL.themes] == [
        ("relying", "Relying is mutual"),
        ("calm", ""),
    ]
    assert (FULL.defined, FULL.with_concept) == (1, 1)
    assert FULL.cells == {Cell.CONTRADICTED: 1, Cell.NOT_FOUND: 3, Cell.NOT_ASSESSED: 2}
    assert FULL.last == day(21)
    assert all(FULL.is_shown(phase) for phase in range(1, 7))


def test_an_undone_change_is_in_the_list_and_in_no_count() -> None:
    assert len(FULL.changes) == len(CHANGES) - 1
    assert sum(FULL.ops.values()) == len(CHANGES) - 2


def test_of_a_review_without_logs_no_phase_is_shown() -> None:
    found = phases(NOTHING)
    assert [found.is_shown(phase) for phase in range(1, 7)] == [False] * 6
    assert (found.last, found.begun_with, found.changes, found.coders) == (None, None, (), ())


@pytest.mark.parametrize("phase", range(1, 7))
def test_a_change_that_names_its_phase_shows_it(phase: int) -> None:
    found = phases(replace(NOTHING, changes=[(act(2, "redefine", "trust", phase=phase), None)]))
    shown = [one for one in range(1, 7) if found.is_shown(one)]
    assert shown == [phase]


def test_a_split_adds_the_codes_that_it_makes() -> None:
    found = phases(replace(NOTHING, changes=[(act(2, "split", "trust", into="one two", phase=2), None)]))
    assert found.created == (CreatedRow("a", 2, 2, day(2), day(2)),)


def test_a_study_that_fewer_finished_than_agreed_is_not_finished() -> None:
    found = phases(replace(LOGGED, coders_wanted=2))
    assert (found.finished_by, found.unfinished) == ((2,), 2)
    assert AAS.key not in {row.study.key for row in found.readings}


def test_a_label_is_that_of_the_language() -> None:
    assert label_change(CHANGES[-1][0], "nb") == ("Relying", "Relying on each other")
    assert label_change(CHANGES[4][0], "nb") is None


def test_what_is_in_files_alone_is_no_log() -> None:
    found = phases(replace(LOGGED, at={}, changes=(), readings=(), reviews=(), consultations=(), findings=()))
    assert (found.quotes, len(found.lists.candidates), len(found.lists.parked)) == (4, 1, 1)
    assert [one for one in range(1, 7) if found.is_shown(one)] == [4]  # a quote was given other codes


def test_codes_are_called_as_they_were_then() -> None:
    called = {act.id: names for act, _, names in labelled(FULL, "en")}
    assert called["b-6"]["relying"] == called["a-9"]["relying"] == called["a-10"]["relying"] == "Relying"
    assert called["a-7"]["faith"] == "Faith"
    assert "relying" not in called["b-5"]


def test_a_candidate_that_was_taken_out_of_use_became_no_theme() -> None:
    gone = act(
        11,
        "retire",
        "calm",
        changes=(
            CHANGES[0][0].changes[0]._replace(code="calm", key="status", before="candidate", after="retired"),
        ),
    )
    by_hand = act(12, "redefine", "calm", changes=(gone.changes[0]._replace(after="active"),))
    for one, promoted in ((gone, 1), (by_hand, 2)):
        assert phases(replace(LOGGED, changes=(*CHANGES, (one, None)))).candidates_promoted == promoted


def test_codes_that_a_reviewer_gave_are_not_taken_for_those_of_the_coder() -> None:
    adjusted = segment("a-11", "trust", recoded=(Recoding((Mark("haste"),), "no", "b-15", "b", "adjust"),))
    assert phases(replace(LOGGED, codings=[coding("a", "berg", adjusted)])).recoded == 0
