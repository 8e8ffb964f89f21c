"""What of a protocol says something else than before."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.model import (
    Charting,
    Criteria,
    ExclusionReason,
    Policies,
    Protocol,
    Reviewer,
    ScreeningStage,
    two_stages,
)
from reviewkit.model.question import Definition, Element, Framework, Registration
from reviewkit.protocol_differences import About, Difference, differences
from reviewkit.words import Analysis, ChartingMode, Consensus, Maybe, OtherArm, Policy, Role, Stage, Team
from tests.builders import protocol

PLAN = replace(
    protocol(),
    questions=({"en": "What is safe?"},),
    criteria=Criteria(({"en": "adults", "nb": "voksne"},), ({"en": "children"},)),
)
(ONE,) = PLAN.stages


def stage(**changed: object) -> tuple[ScreeningStage, ...]:
    return (replace(ONE, **changed),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"title": "Another"}, [Difference(About.TITLE, "A review", "Another")]),
        (
            {"questions": ({"en": "What is safe?"}, {"en": "For whom?"})},
            [Difference(About.QUESTION, "", "For whom?")],
        ),
        (
            {"criteria": Criteria(({"en": "older adults"},), ())},
            [
                Difference(About.INCLUDE, "adults", ""),
                Difference(About.INCLUDE, "", "older adults"),
                Difference(About.EXCLUDE, "children", ""),
            ],
        ),
        (
            {"reasons": (ExclusionReason("population", {"en": "Not in home care"}), ExclusionReason("language"))},
            [
                Difference(About.REASON, "Wrong population", "Not in home care"),
                Difference(About.REASON, "outcome", ""),
                Difference(About.REASON, "", "language"),
            ],
        ),
        ({"stages": stage(people=1)}, [Difference(About.PEOPLE, "2", "1", "screening")]),
        ({"stages": stage(share=0.1)}, [Difference(About.SHARE, "100%", "10%", "screening")]),
        (
            {"stages": stage(consensus=Consensus.MAJORITY, maybe=Maybe.INCLUDE)},
            [
                Difference(About.CONSENSUS, "all", "majority", "screening"),
                Difference(About.MAYBE, "discuss", "include", "screening"),
            ],
        ),
        (
            {"stages": two_stages()},
            [
                Difference(About.STAGE, "screening", ""),
                Difference(About.STAGE, "", "title-abstract"),
                Difference(About.STAGE, "", "full-text"),
            ],
        ),
        ({"other_arm": OtherArm.SEPARATE}, [Difference(About.OTHER_ARM, "pooled", "separate")]),
        (
            {"charting": Charting(2, ChartingMode.VERIFY)},
            [Difference(About.CHARTING, "1", "2 (verify)")],
        ),
        (
            {"coders": 2, "analysis": Analysis.REFLEXIVE, "team": Team.INDEPENDENT},
            [
                Difference(About.CODERS, "1", "2"),
                Difference(About.ANALYSIS, "", "reflexive-ta"),
                Difference(About.TEAM, "", "independent"),
            ],
        ),
        (
            {
                "aim": {"en": "To know"},
                "framework": Framework(
                    "PCC", (Element("population", "P", {"en": "Population"}, {"en": "nurses"}),)
                ),
                "definitions": (Definition("safe", {"en": "free of harm"}),),
                "methods": ({"en": "JBI"},),
                "registration": Registration("OSF", "x1"),
            },
            [
                Difference(About.AIM, "", "To know"),
                Difference(About.FRAMEWORK, "", "PCC"),
                Difference(About.FRAMEWORK, "", "Population: nurses"),
                Difference(About.DEFINITION, "", "safe: free of harm"),
                Difference(About.METHOD, "", "JBI"),
                Difference(About.REGISTRATION, "", "OSF, x1"),
            ],
        ),
        (
            {"duplicates": Policies(preprints=Policy.JOIN)},
            [Difference(About.DUPLICATES, "separate", "join", "preprints")],
        ),
        (
            {
                "reviewers": (
                    Reviewer("anne", "Anne", earlier_ids=("a",), roles=frozenset({Role.SETTLES})),
                    Reviewer("c", "Cecilie", since=date(2026, 1, 31)),
                )
            },
            [
                Difference(About.ROLES, "screens, settles, charts, codes", "settles", "Anne"),
                Difference(About.REVIEWER, "", "Cecilie"),
                Difference(About.REVIEWER, "b", ""),
                Difference(About.REVIEWER, "robot", ""),
            ],
        ),
        (
            {
                "reviewers": (
                    *(one for one in PLAN.reviewers if one.id != "b"),
                    Reviewer("b", until=date(2026, 1, 31)),
                )
            },
            [
                Difference(
                    About.ROLES,
                    "screens, settles, charts, codes",
                    "screens, settles, charts, codes (– 2026-01-31)",
                    "b",
                )
            ],
        ),
    ],
)
def test_each_thing_that_is_agreed_anew_is_a_difference(
    changed: dict[str, object], found: list[Difference]
) -> None:
    assert list(differences(PLAN, replace(PLAN, **changed), "en")) == found  # type: ignore[arg-type]


def test_texts_are_in_the_language_asked_for() -> None:
    found = differences(PLAN, replace(PLAN, criteria=Criteria((), PLAN.criteria.exclude)), "nb")
    assert found == (Difference(About.INCLUDE, "voksne", ""),)


stages = st.lists(
    st.builds(
        ScreeningStage,
        st.sampled_from([Stage.SCREENING, Stage.TITLE_ABSTRACT, Stage.FULL_TEXT]),
        people=st.integers(1, 3),
        consensus=st.sampled_from(Consensus),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.id,
).map(tuple)
protocols = st.builds(
    Protocol,
    st.sampled_from(["A review", "Another"]),
    reasons=st.lists(
        st.sampled_from([ExclusionReason("x"), ExclusionReason("y")]), unique_by=lambda one: one.id
    ).map(tuple),
    stages=stages,
    coders=st.integers(1, 3),
)


@given(protocols, protocols)
def test_the_way_back_is_the_way_there_turned_round(before: Protocol, after: Protocol) -> None:
    there, back = differences(before, after, "en"), differences(after, before, "en")
    assert {replace(one, before=one.after, after=one.before) for one in back} == set(there)
    assert differences(before, before, "en") == ()
