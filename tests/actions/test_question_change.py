"""The question in review.yaml is changed one thing at a time; what is not named stays, with its comments."""

from pathlib import Path

import pytest

from reviewkit.actions import undo
from reviewkit.actions.protocol import ProtocolChange, change_protocol
from reviewkit.actions.question_change import NewElement, QuestionChange, Registered
from reviewkit.errors import ReviewkitError
from reviewkit.model import Framework, Protocol
from reviewkit.store.open_review import OpenReview
from tests.folders import afresh, begin

QUESTION = """\
aim: {en: To map, nb: Å kartlegge}   # the aim
framework:
  name: PCC
  elements:
    - id: population   # who
      label: {en: Who, nb: Hvem}
      terms:
        - {nb: sykepleier, en: nurse}
        - {en: carer}
    - id: concept
definitions: {nurse: Who nurses}
registration: {where: OSF, id: ab}
"""


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    folder = begin(tmp_path / "review")
    path = folder.root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8") + QUESTION, encoding="utf-8")
    return folder


def text(folder: OpenReview) -> str:
    return (folder.root / "review.yaml").read_text(encoding="utf-8")


def changed(folder: OpenReview, change: QuestionChange) -> Protocol:
    assert change_protocol(folder, "a", ProtocolChange(question=change))
    return afresh(folder).protocol


def framework(protocol: Protocol) -> Framework:
    assert protocol.framework is not None
    return protocol.framework


def test_the_aim_changes_in_the_language_of_the_review_and_can_be_undone(folder: OpenReview) -> None:
    before = text(folder)
    ids = change_protocol(folder, "a", ProtocolChange(question=QuestionChange(aim="To see")))
    assert "aim: {en: To see, nb: Å kartlegge}   # the aim\n" in text(folder)
    undo.undo(folder, "a", ids)
    assert text(folder) == before


def test_what_is_so_already_changes_nothing(folder: OpenReview) -> None:
    before = text(folder)
    change = QuestionChange(
        aim="To map", elements=(NewElement("population", label="Who"),), definitions={"nurse": "Who nurses"}
    )
    change_protocol(folder, "a", ProtocolChange(question=change))
    assert text(folder) == before
    assert change_protocol(folder, "a", ProtocolChange(question=change)) == ()


def test_an_element_gets_a_meaning_and_keeps_its_comment_label_and_terms(folder: OpenReview) -> None:
    made = framework(changed(folder, QuestionChange(elements=(NewElement("population", meaning="nurses"),))))
    assert "    - id: population   # who\n" in text(folder)
    assert made.elements[0].labels == {"en": "Who", "nb": "Hvem"}
    assert made.elements[0].meaning == {"en": "nurses"}
    assert made.elements[0].terms == ({"nb": "sykepleier", "en": "nurse"}, {"en": "carer"})


def test_terms_of_one_language_are_replaced_and_those_of_others_stay(folder: OpenReview) -> None:
    new = NewElement("population", terms={"en": ["nurse*", "nurse*", ""], "mesh": ["Nurses"]})
    made = framework(changed(folder, QuestionChange(elements=(new,))))
    assert [made.elements[0].terms_in(column) for column in ("nb", "en", "mesh")] == [
        ("sykepleier",),
        ("nurse*",),
        ("Nurses",),
    ]


def test_an_element_is_added_at_the_end_and_removed(folder: OpenReview) -> None:
    made = framework(changed(folder, QuestionChange(elements=(NewElement("time", "T", "Time"),))))
    assert [one.id for one in made.elements] == ["population", "concept", "time"]
    made = framework(changed(folder, QuestionChange(without=frozenset(("time",)))))
    assert [one.id for one in made.elements] == ["population", "concept"]


def test_another_known_framework_brings_its_elements_and_one_of_its_own_keeps_them(folder: OpenReview) -> None:
    made = framework(changed(folder, QuestionChange(framework="PICO")))
    assert [one.id for one in made.elements] == ["population", "intervention", "comparison", "outcome"]
    assert made.elements[0].labels == {"en": "Who", "nb": "Hvem"}
    made = framework(changed(folder, QuestionChange(framework="PICOT")))
    assert [one.id for one in made.elements] == ["population", "intervention", "comparison", "outcome"]


def test_a_framework_goes_with_an_empty_name(folder: OpenReview) -> None:
    assert changed(folder, QuestionChange(framework="")).framework is None


def test_an_element_needs_a_framework_and_one_that_goes_must_be_there(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match=r"no element 'time'\. It has: population, concept\."):
        changed(folder, QuestionChange(without=frozenset(("time",))))
    changed(folder, QuestionChange(framework=""))
    with pytest.raises(ReviewkitError, match="reviewkit protocol framework PCC"):
        changed(folder, QuestionChange(elements=(NewElement("time"),)))


def test_definitions_come_change_and_go(folder: OpenReview) -> None:
    made = changed(folder, QuestionChange(definitions={"home care": "Care at home"}))
    assert [one.term for one in made.definitions] == ["nurse", "home care"]
    made = changed(folder, QuestionChange(definitions={"nurse": " "}))
    assert [one.term for one in made.definitions] == ["home care"]
    assert changed(folder, QuestionChange(definitions={"home care": ""})).definitions == ()
    assert "definitions" not in text(folder)
    with pytest.raises(ReviewkitError, match="'nurse' is not defined"):
        changed(folder, QuestionChange(definitions={"nurse": ""}))


def test_methods_are_a_whole_list_and_the_target_group_goes_with_an_empty_text(folder: OpenReview) -> None:
    made = changed(
        folder, QuestionChange(target_group="Leaders", methods=("JBI", "JBI", " ", "Arksey & O'Malley"))
    )
    assert (made.target_group, made.methods) == ({"en": "Leaders"}, ({"en": "JBI"}, {"en": "Arksey & O'Malley"}))
    assert changed(folder, QuestionChange(target_group="")).target_group == {}


def test_a_registration_is_completed_and_removed(folder: OpenReview) -> None:
    made = changed(folder, QuestionChange(registration=Registered(date="2026-01-31")))
    assert made.registration is not None
    assert (made.registration.where, made.registration.date) == ("OSF", "2026-01-31")
    made = changed(folder, QuestionChange(registration=Registered("", "", "", "")))
    assert made.registration is None
    assert "registration" not in text(folder)


def test_a_day_that_is_none_is_refused(folder: OpenReview) -> None:
    before = text(folder)
    with pytest.raises(ReviewkitError, match=r"registration\.date is 'soon'.*Nothing was changed"):
        changed(folder, QuestionChange(registration=Registered(date="soon")))
    assert text(folder) == before
