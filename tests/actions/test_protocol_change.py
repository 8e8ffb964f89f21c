"""An id is proposed from a name, and a change says only what is new."""

from dataclasses import replace

import pytest

from reviewkit.actions.protocol_change import (
    InAndOut,
    NewReason,
    NewReviewer,
    ProtocolChange,
    propose_id,
    propose_reason_id,
    reasons_of,
    reviewers_of,
    wanted,
)
from reviewkit.model import Criteria, ExclusionReason, Protocol, Reviewer
from reviewkit.store.ledger import is_writer_name
from reviewkit.store.yaml_edit import Label
from reviewkit.words import Role


@pytest.mark.parametrize(
    ("name", "taken", "proposed"),
    [
        ("Kari Berg", [], "kari"),
        ("Åse Ødegård", [], "ase"),
        ("Bjørn-Ærlig", [], "bjorn"),
        ("Kjærsti", [], "kjaersti"),
        ("JOSÉ", [], "jose"),
        ("Kari Berg", ["kari"], "kari-b"),
        ("Kari Anne Berg", ["KARI", "kari-b"], "kari2"),
        ("Kari", ["kari", "kari2"], "kari3"),
        ("Con Berg", [], "con-b"),
        ("王芳", [], "reviewer"),
        ("", ["reviewer"], "reviewer2"),
        ("x" * 99, [], "x" * 20),
    ],
)
def test_an_id_is_proposed_from_a_name(name: str, taken: list[str], proposed: str) -> None:
    assert propose_id(name, taken) == proposed
    assert is_writer_name(proposed)


@pytest.mark.parametrize(
    ("label", "taken", "proposed"),
    [("Feil utvalg", [], "feil-utvalg"), ("Feil: språk", ["feil-sprak"], "feil-sprak2"), ("!", [], "reason")],
)
def test_an_id_is_proposed_from_a_label(label: str, taken: list[str], proposed: str) -> None:
    assert propose_reason_id(label, taken) == proposed


def test_a_change_starts_from_what_is_agreed() -> None:
    agreed = Protocol(
        "x",
        (Reviewer("a", "Anna"), Reviewer("b", roles=frozenset((Role.SETTLES, Role.SCREENS)))),
        (ExclusionReason("pop", {"en": "People", "nb": "Folk"}), ExclusionReason("y")),
        language="nb",
    )
    assert reviewers_of(agreed) == (NewReviewer("a", "Anna"), NewReviewer("b", "", (Role.SCREENS, Role.SETTLES)))
    assert reasons_of(agreed) == (NewReason("pop", "Folk"), NewReason("y", "y"))
    assert wanted(ProtocolChange(reviewers=reviewers_of(agreed), reasons=reasons_of(agreed)), agreed) == {
        "reviewers": [{"id": "a"}, {"id": "b"}],
        "exclusion_reasons": [{"id": "pop"}, {"id": "y"}],
    }


def test_nothing_that_is_not_named_is_wanted() -> None:
    assert wanted(ProtocolChange(), Protocol("x")) == {}
    assert wanted(ProtocolChange(criteria=InAndOut(), highlight=InAndOut()), Protocol("x")) == {}
    assert wanted(ProtocolChange(title=" A \n b "), Protocol("x")) == {"title": "A b"}


def test_all_roles_of_a_worker_are_no_roles_in_the_file() -> None:
    everything = (Role.CODES, Role.CHARTS, Role.SETTLES, Role.SCREENS)
    change = ProtocolChange(reviewers=(NewReviewer("a", roles=everything), NewReviewer("b", roles=everything)))
    agreed = Protocol("x", (Reviewer("a"), Reviewer("b", roles=frozenset((Role.WATCHES,)))))
    assert wanted(change, agreed) == {"reviewers": [{"id": "a"}, {"id": "b", "roles": None}]}


def test_a_criterion_is_known_by_the_text_that_is_shown() -> None:
    agreed = Protocol("x", language="nb", criteria=Criteria(({"en": "Adults"}, {"en": "Home", "nb": "Hjem"})))
    change = ProtocolChange(criteria=InAndOut(("Adults", "Hjem", "Nytt", "Nytt")))
    assert wanted(change, agreed) == {
        "criteria": {"include": [Label("Adults", "en"), Label("Hjem", "nb"), Label("Nytt", "nb")]}
    }
    nynorsk = replace(agreed, language="nn")
    assert wanted(ProtocolChange(criteria=InAndOut(("Adults", "Hjem"))), nynorsk) == {
        "criteria": {"include": [Label("Adults", "en"), Label("Hjem", "nb")]}
    }
