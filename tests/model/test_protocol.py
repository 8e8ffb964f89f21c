"""Who takes part when, in which stages, and what the team does with related reports."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.model import ExclusionReason, Policies, Protocol, Reviewer, ScreeningStage, one_stage, two_stages
from reviewkit.words import Policy, Relation, ReviewerKind, Role, Stage

KARI = Reviewer("kari", since=date(2026, 2, 1), until=date(2026, 2, 28), earlier_ids=("kh",))
TOOL = Reviewer("asreview", "ASReview", ReviewerKind.TOOL, model="ELAS u4", version="2.1")
TEAM = Protocol("T", (KARI, TOOL, Reviewer("ola", roles=frozenset({Role.CODES}))))


@pytest.mark.parametrize(
    ("day", "here"),
    [
        (date(2026, 1, 31), False),
        (date(2026, 2, 1), True),
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),
        (None, True),
    ],
)
def test_a_reviewer_is_here_from_the_first_day_to_the_last(day: date | None, here: bool) -> None:
    assert KARI.is_here(day) is here
    assert KARI.does(Role.SCREENS, day) is here
    assert [one.id for one in TEAM.have(Role.SCREENS, day)] == (["kari"] if here else [])


def test_only_people_have_roles_and_only_their_own() -> None:
    assert not TOOL.does(Role.SCREENS)
    assert [one.id for one in TEAM.have(Role.CODES)] == ["kari", "ola"]
    assert not KARI.does(Role.WATCHES), "where no roles are named, a reviewer works"
    assert TEAM.tools == {"asreview"}


def test_a_reviewer_is_found_by_an_earlier_id() -> None:
    assert TEAM.reviewer("kh") is TEAM.reviewer("kari") is KARI
    assert (TEAM.id_of("kh"), TEAM.id_of("nobody")) == ("kari", "nobody")


def test_a_tool_is_described_with_its_model_and_version() -> None:
    assert TOOL.described == "ASReview (ELAS u4, version 2.1)"
    assert replace(TOOL, model="", name="").described == "asreview (version 2.1)"
    assert KARI.described == "kari"


@given(st.text(min_size=1))
def test_the_share_that_several_people_screen_is_drawn_alike_everywhere(report: str) -> None:
    stage = ScreeningStage(Stage.SCREENING, people=3, share=0.5)
    assert stage.people_for(report) in (1, 3)
    assert stage.people_for(report) == replace(stage, labels={"en": "x"}).people_for(report)
    assert replace(stage, share=1.0).people_for(report) == 3
    assert replace(stage, share=0.0).people_for(report) == 1


def test_about_the_share_of_the_reports_is_drawn() -> None:
    stage = ScreeningStage(Stage.SCREENING, people=2, share=0.25)
    several = sum(stage.people_for(f"cinahl-{n:04d}") == 2 for n in range(4000))
    assert 900 < several < 1100


def test_the_two_usual_ways_to_screen() -> None:
    assert [(stage.id, stage.full_text, stage.reasons) for stage in one_stage()] == [
        (Stage.SCREENING, False, True)
    ]
    assert [(stage.id, stage.full_text, stage.reasons) for stage in two_stages(3)] == [
        (Stage.TITLE_ABSTRACT, False, False),
        (Stage.FULL_TEXT, True, True),
    ]
    assert {stage.people for stage in two_stages(3)} == {3}
    assert TEAM.stage_list() == (Stage.TITLE_ABSTRACT, Stage.FULL_TEXT)
    assert TEAM.reads_full_texts
    assert not replace(TEAM, stages=one_stage()).reads_full_texts
    assert TEAM.stage(Stage.SCREENING) is None


def test_reasons_and_stages_are_called_by_the_nearest_language_or_their_id() -> None:
    for named in (
        ExclusionReason("x", {"nb": "Feil", "en": "Wrong"}),
        ScreeningStage(Stage("x"), {"nb": "Feil", "en": "Wrong"}),
    ):
        assert [named.label(language) for language in ("nb", "nn", "en", "de")] == [
            "Feil",
            "Feil",
            "Wrong",
            "Wrong",
        ]
    assert ExclusionReason("x").label("nb") == ScreeningStage(Stage("x")).label("nb") == "x"


def test_related_reports_stay_separate_unless_the_team_agreed_otherwise() -> None:
    joins = Policies(preprints=Policy.JOIN, cochrane_updates=Policy.ASK)
    assert [joins.of(relation) for relation in (Relation.PREPRINT, Relation.VERSION)] == [Policy.JOIN, Policy.ASK]
    assert {Policies().of(relation) for relation in Relation} == {Policy.SEPARATE}
