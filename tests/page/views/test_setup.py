"""Set-up in the page: what the form names changes, and nothing else."""

from pathlib import Path

import pytest

from reviewkit.actions.rewriting import seen_now
from reviewkit.words import Analysis, Consensus, Maybe, Role, Team
from tests.page.conftest import Opened, Page


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    made = opened(tmp_path, "")
    made.sends("/create", title="Safety at home", people="Kari Berg\nOla Lie")
    made.sends("/who", who="kari")
    return made


def test_title_and_language_change_and_comments_stay(page: Page, tmp_path: Path) -> None:
    before = (tmp_path / "review.yaml").read_text(encoding="utf-8")
    page.sends("/setup", part="title", title="Trygg hjemme", language="nb")
    after = (tmp_path / "review.yaml").read_text(encoding="utf-8")
    assert page.sitting.review.protocol.title == "Trygg hjemme"
    assert [line.partition("#")[2] for line in before.splitlines()] == [
        line.partition("#")[2] for line in after.splitlines()
    ]


def test_people_are_named_given_roles_added_and_removed(page: Page) -> None:
    form = {"name-kari": "Kari B.", "roles-kari": ["settles"], "name-ola": "Ola", "roles-ola": "screens"}
    page.sends("/setup", part="people", new="Åse Nes", **form)
    kari, ola, ase = page.sitting.review.protocol.reviewers
    assert (kari.name, kari.roles) == ("Kari B.", {Role.SETTLES})
    assert (ola.name, ola.roles) == ("Ola", {Role.SCREENS})
    assert (ase.id, ase.name) == ("ase", "Åse Nes")
    page.sends("/setup", part="people", **form, **{"name-ase": "Åse", "remove-ase": "yes"})
    assert [one.id for one in page.sitting.review.protocol.reviewers] == ["kari", "ola"]


def test_the_rules_change(page: Page) -> None:
    page.sends("/setup", part="rules", people="1", consensus="one-include", maybe="include")
    stage = page.sitting.review.protocol.stages[0]
    assert (stage.people, stage.consensus, stage.maybe) == (1, Consensus.ONE_INCLUDE, Maybe.INCLUDE)


def test_how_studies_are_coded_changes_and_can_be_left_open_again(page: Page) -> None:
    page.sends("/setup", part="coding", analysis="framework", team="independent", coders="1")
    now = page.sitting.review.protocol
    assert (now.analysis, now.team, now.coders) == (Analysis.FRAMEWORK, Team.INDEPENDENT, 2)
    page.sends("/setup", part="coding", analysis="", team="", coders="3")
    now = page.sitting.review.protocol
    assert (now.analysis, now.team, now.coders) == (None, None, 3)


def test_the_aim_and_the_methods_change(page: Page) -> None:
    page.sends("/setup", part="aim", aim="To map", target_group="Leaders", methods="JBI\nLevac et al.")
    now = page.sitting.review.protocol
    assert (now.aim, now.target_group) == ({"en": "To map"}, {"en": "Leaders"})
    assert now.methods == ({"en": "JBI"}, {"en": "Levac et al."})
    page.sends("/setup", part="aim", aim="", target_group="", methods="")
    now = page.sitting.review.protocol
    assert (now.aim, now.target_group, now.methods) == ({}, {}, ())


def test_a_framework_is_chosen_and_its_elements_get_meanings_and_terms(page: Page) -> None:
    page.sends("/setup", part="framework", framework="PCC")
    form = {
        "meaning-population": "nurses",
        "terms-population-en": "nurse*\nmidwi*",
        "terms-population-mesh": "Nurses",
    }
    page.sends("/setup", part="framework", framework="PCC", **form)
    framework = page.sitting.review.protocol.framework
    assert framework is not None
    assert [one.id for one in framework.elements] == ["population", "concept", "context"]
    assert framework.elements[0].meaning == {"en": "nurses"}
    assert framework.elements[0].terms == ({"en": "nurse*", "mesh": "Nurses"}, {"en": "midwi*"})
    shown = page.shows("/setup")
    assert "P – Population" in shown
    assert "nurse*\nmidwi*" in shown
    page.sends("/setup", part="framework", framework="")
    assert page.sitting.review.protocol.framework is None


def test_terms_that_stand_in_rows_stay_so_while_nobody_changes_them(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    rows = "        - {en: safe, nb: trygg}\n        - {nb: sikker}\n"
    rows = f"framework:\n  name: PCC\n  elements:\n    - id: concept\n      terms:\n{rows}"
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    form = {"terms-concept-en": "safe", "terms-concept-nb": "trygg\nsikker", "meaning-concept": "safety"}
    page.sends("/setup", part="framework", framework="PCC", **form)
    assert "        - {en: safe, nb: trygg}\n        - {nb: sikker}\n" in path.read_text(encoding="utf-8")
    assert "meaning: safety" in path.read_text(encoding="utf-8")


def test_criteria_reasons_and_words_change(page: Page) -> None:
    page.sends("/setup", part="questions", questions="What helps?\nWhom?")
    assert len(page.sitting.review.protocol.questions) == 2
    page.sends("/setup", part="criteria", include="At home\nAdults", exclude="Hospital")
    page.sends("/setup", part="highlight", include="nurs*", exclude="rat")
    reasons = {f"label-{one.id}": one.label("en") for one in page.sitting.review.protocol.reasons}
    page.sends("/setup", part="reasons", new="Too short", **reasons, **{"remove-language": "yes"})
    now = page.sitting.review.protocol
    assert len(now.criteria.include) == 2
    assert now.highlight.include == ("nurs*",)
    assert [one.id for one in now.reasons][-1] == "too-short"
    assert "language" not in [one.id for one in now.reasons]


def test_a_change_can_be_undone_from_its_notice(page: Page) -> None:
    page.sends("/setup", part="title", title="Another", language="en")
    event = page.sitting.review.facts.agreements[-1].id
    page.sends("/undo", events=event)
    assert page.sitting.review.protocol.title == "Safety at home"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(page: Page, tmp_path: Path) -> None:
    seen = seen_now(page.sitting.opened, "review.yaml")
    path = tmp_path / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Safety at home", "By hand"), encoding="utf-8")
    shown = page.sends("/setup", 422, part="title", title="Mine", language="en", seen=seen)
    assert "has changed since you opened it" in shown
    assert page.sitting.review.protocol.title == "By hand"
