"""Kept answers come back as they were worked out, for the state of the folder that they are of and no other."""

import dataclasses
import json
import os
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Level, Place, Problem
from reviewkit.model import Additions, EarlierVersion, Footnote, Outcome, OwnBox, one_stage, two_stages
from reviewkit.pilots import PilotState
from reviewkit.prisma import Box, Flow, Unit
from reviewkit.progress import Answers, Progress
from reviewkit.store import answers, cache
from reviewkit.store.local import key_of
from reviewkit.words import Message, Number, OtherArm, Stage, message, number_of

text = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
counts = st.integers(0, 10**6)
boxes = st.builds(
    Box,
    text,
    counts,
    st.sampled_from(Unit),
    st.none() | st.lists(text, max_size=3).map(tuple),
    st.dictionaries(text, text, max_size=2),
)
texts = st.dictionaries(text, text, max_size=2)
added = st.builds(
    Additions,
    st.lists(st.builds(Footnote, texts, text), max_size=2).map(tuple),
    st.lists(st.builds(OwnBox, texts, st.none() | counts, text), max_size=2).map(tuple),
    st.lists(st.builds(EarlierVersion, texts, text, st.dictionaries(text, counts, max_size=2)), max_size=2).map(
        tuple
    ),
    text,
)
flows = st.builds(
    lambda found, other_arm, stages, tools, additions: Flow(
        {box.id: box for box in found}, other_arm, stages, tools=tools, additions=additions
    ),
    st.lists(boxes, max_size=5),
    st.sampled_from(OtherArm),
    st.sampled_from([one_stage(), two_stages(3)]),
    st.lists(st.tuples(text, counts), max_size=2).map(tuple),
    added,
)
problems = st.builds(Problem, st.builds(Place, text, st.integers(0, 999)), text, st.sampled_from(Level), text)
progress = st.builds(
    Progress,
    title=text,
    language=text,
    exports=counts,
    records=counts,
    reports=counts,
    possible_duplicates=counts,
    waiting=st.dictionaries(text, counts, max_size=3),
    conflicts=counts,
    reasons_differ=counts,
    included_reports=counts,
    included_studies=counts,
    next_step=text,
    taken_back=st.lists(text, max_size=2).map(tuple),
    digest=text,
    pilots=st.lists(
        st.builds(
            PilotState,
            event=text,
            at=st.datetimes(timezones=st.just(UTC)),
            by=text,
            stage=st.sampled_from([Stage.SCREENING, Stage.FULL_TEXT]),
            seed=counts,
            people=st.lists(text, max_size=2).map(tuple),
            reports=st.lists(text, max_size=2).map(tuple),
            left=st.dictionaries(text, counts, max_size=2),
        ),
        max_size=2,
    ).map(tuple),
    opened=st.lists(text, max_size=2).map(tuple),
)
some_answers = st.builds(Answers, flows, st.lists(problems, max_size=4).map(tuple), progress)

ADDED = Additions(
    (Footnote({"en": "A note"}, "id"),),
    (OwnBox({"nb": "Egne"}, 3, "id"), OwnBox({"en": "Own"})),
    (EarlierVersion({"en": "Base"}, "to 2023", {"screened": 5, "new.studies": 2}),),
    "2024",
)
ONE = Answers(
    Flow(
        {"id": Box("id", 2, Unit.RECORDS, ("a-0001", "a-0002"), {"en": "A"})},
        OtherArm.POOLED,
        one_stage(),
        additions=ADDED,
    ),
    (Problem(Place("review.yaml", 3), "odd", Level.ERROR, "yaml"),),
    Progress("A", "en", 1, 2, 2, 0, {"a": 2}, 0, 0, 0, 0, "reviewkit screen --as a", ("a undid x",), "0123"),
)
ROOT = Path("review")


@given(some_answers)
def test_answers_come_back_as_they_were(given_: Answers) -> None:
    answers.keep(ROOT, "now", given_)
    found = answers.kept(ROOT, "now")
    assert found == given_
    assert found is not None
    assert list(found.flow.boxes) == list(given_.flow.boxes)
    assert list(found.progress.waiting.items()) == list(given_.progress.waiting.items())
    assert isinstance(found.flow.other_arm, OtherArm)
    assert all(isinstance(problem.level, Level) for problem in found.problems)


def test_every_field_of_the_answers_is_kept() -> None:
    """A field that is added and not kept would come back with its default."""
    answers.keep(ROOT, "now", ONE)
    assert answers.kept(ROOT, "now") == ONE
    known = {Answers: 3, Flow: 6, Box: 5, Problem: 4, Place: 2}
    assert {noun: len(dataclasses.fields(noun)) for noun in known} == known
    assert Outcome not in known


def test_answers_are_of_one_folder_in_one_state() -> None:
    answers.keep(ROOT, "now", ONE)
    assert answers.kept(ROOT, "later") is None
    assert answers.kept(Path("another"), "now") is None
    answers.keep(ROOT, "later", ONE)
    assert answers.kept(ROOT, "now") is None, "only the last state is kept"


DAMAGED = [
    None,
    [],
    "text",
    3,
    {},
    {"revision": "now"},
    {"revision": "now", "flow": None, "problems": [], "progress": {}},
    {"revision": "now", "flow": {"boxes": [[1, 2]], "other_arm": "pooled", "stages": [], "tools": []}},
    {"revision": "now", "flow": {"boxes": [], "other_arm": "middle", "stages": [], "tools": []}},
    {"revision": "now", "flow": {"boxes": [], "other_arm": "pooled", "stages": [], "tools": []}, "problems": [[]]},
    {
        "revision": "now",
        "flow": {"boxes": [], "other_arm": "pooled", "stages": [], "tools": []},
        "problems": [],
        "progress": {},
    },
]


@pytest.mark.parametrize("known", DAMAGED, ids=json.dumps)
def test_what_another_version_kept_is_worked_out_again(known: object) -> None:
    cache.write("answers", key_of(ROOT), known)
    assert answers.kept(ROOT, "now") is None


def test_progress_that_another_version_kept_is_worked_out_again() -> None:
    for change in ({"colour": "red"}, {"taken_back": None}, {"taken_back": [[]]}, {"opened": [["{n}", {}]]}):
        answers.keep(ROOT, "now", ONE)
        known = cache.read("answers", key_of(ROOT))
        known["progress"] |= change
        cache.write("answers", key_of(ROOT), known)
        assert answers.kept(ROOT, "now") is None


def test_the_name_of_a_file_that_is_no_text_comes_back() -> None:
    """Linux allows such names; they stand in problems."""
    odd = dataclasses.replace(ONE, problems=(Problem(Place(os.fsdecode(b"searches/\xff.ris")), "odd"),))
    answers.keep(ROOT, "now", odd)
    assert answers.kept(ROOT, "now") == odd


def test_what_is_said_can_still_be_said_in_another_language() -> None:
    said = message("{records} are here", records=number_of(2, "record"))
    kept = dataclasses.replace(
        ONE,
        problems=(Problem(Place("review.yaml"), said),),
        progress=dataclasses.replace(ONE.progress, taken_back=(said,), opened=(said,)),
    )
    answers.keep(ROOT, "now", kept)
    found = answers.kept(ROOT, "now")
    assert found == kept
    assert found is not None
    for text in (found.problems[0].message, *found.progress.taken_back, *found.progress.opened):
        assert isinstance(text, Message)
        assert isinstance(text.values["records"], Number)
