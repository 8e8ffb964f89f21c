"""Sentences for the methods section on coding: one for each thing that was done, and none for what was not."""

from dataclasses import replace

import pytest

from reviewkit.locales import labels, languages
from reviewkit.phases import phases
from reviewkit.render.coding_methods import methods
from reviewkit.words import Analysis, Team
from tests.analysis import CODINGS, LOGGED, NAMES, NOTHING
from tests.render.samples import EXPECTED


def said(logged: object = LOGGED, language: str = "en", publications: tuple[str, ...] = ()) -> str:
    return " ".join(methods(phases(logged), NAMES, labels(language), publications))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", languages())
def test_golden_sentences(language: str) -> None:
    """Read them: this is what goes into an article."""
    alone = replace(
        LOGGED, codings=CODINGS[:1], studies=LOGGED.studies[:1], changes=(), reviews=(), consultations=()
    )
    text = "\n\n".join(said(one, language) for one in (LOGGED, alone, NOTHING)) + "\n"
    assert text == (EXPECTED / f"coding-methods-{language}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ({"readings": ()}, "Reading is logged"),
        ({"codings": ()}, "coded:"),
        ({"reviews": ()}, "Another person"),
        ({"consultations": ()}, "consultation"),
        ({"changes": ()}, "with their reasons"),
    ],
)
def test_nothing_is_said_of_what_was_not_logged(change: dict[str, object], gone: str) -> None:
    assert gone in said()
    assert gone not in said(replace(LOGGED, **change))  # type: ignore[arg-type]


def test_what_people_alone_know_is_left_to_them_in_brackets() -> None:
    assert said(NOTHING).count("[") == 3
    assert "emerge" not in said()


def test_the_coding_of_a_publication_is_said_to_be_that() -> None:
    made = replace(LOGGED, codings=CODINGS[:1])
    assert said(made, publications=("a",)) == "The coding is as a publication states it."
    assert "Kari Berg" in said(LOGGED, publications=("a",))


@pytest.mark.parametrize("analysis", [None, *Analysis])
@pytest.mark.parametrize("team", [None, *Team])
def test_what_the_team_agreed_is_said_where_the_protocol_does(
    analysis: Analysis | None, team: Team | None
) -> None:
    for language in languages():
        made = methods(phases(replace(NOTHING, analysis=analysis, team=team)), NAMES, labels(language))
        bare = methods(phases(NOTHING), NAMES, labels(language))
        assert len(made) == len(bare) + bool(analysis) + bool(team)
