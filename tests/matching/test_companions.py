"""Words that mark the companions of a study, and such that set people, places and times apart."""

import pytest

from reviewkit.matching.columns import one_spelling
from reviewkit.matching.companions import says_companion, sets_apart
from reviewkit.matching.wording import wording
from reviewkit.normalize import folded

TITLE = "Home visits after stroke"


def only_said_in(other: str) -> tuple[str, ...]:
    """The words of a title that the title above does not have."""
    return wording(one_spelling(folded(TITLE)), one_spelling(folded(other))).unmatched


@pytest.mark.parametrize(
    "other",
    [
        f"{TITLE}: a cost-effectiveness analysis",
        f"Rationale and design of {TITLE}",
        f"{TITLE}: a five-year follow-up",
        f"{TITLE}: en oppfølgingsstudie",
        f"{TITLE}: en uppföljningsstudie",
        f"{TITLE}: fem års opfølgning",
        f"{TITLE}: en hälsoekonomisk utvärdering, kostnader",
        f"{TITLE}: eine Kosten-Effektivitäts-Analyse",
        f"{TITLE}: ein Studienprotokoll. Protokoll",
        f"{TITLE}: eine Nachuntersuchung",
        f"{TITLE}: baslinjedata",
        f"{TITLE}: a post hoc analysis",
    ],
)
def test_a_companion_says_what_its_report_does_not(other: str) -> None:
    assert says_companion(only_said_in(other))
    assert sets_apart(only_said_in(other))


@pytest.mark.parametrize(
    "other",
    [
        f"{TITLE}: external factors",
        f"{TITLE}: postal contacts",
        f"{TITLE}: plants and animals",
        f"{TITLE} in villages",
    ],
)
def test_words_that_only_begin_like_those_of_companions_are_none(other: str) -> None:
    assert not says_companion(only_said_in(other))


def test_a_word_that_means_something_else_does_not_mark_a_companion() -> None:
    assert not says_companion(("termite", "terminal", "longing", "planet", "exterior", "posture"))


@pytest.mark.parametrize(
    "other",
    [
        f"{TITLE} in Northern Ireland",
        f"{TITLE} hos kvinner",
        f"{TITLE} etter utskriving",
        f"{TITLE}: eine qualitative Begleitstudie",
        f"{TITLE}: en hälsoekonomisk utvärdering",
        f"{TITLE}: a scoping review",
        f"{TITLE} in severe disease",
        f"{TITLE}: deltagernes erfaringer",
        f"{TITLE}: Fünf-Jahres-Ergebnisse",
        f"{TITLE} with factor IX",
    ],
)
def test_one_word_may_set_people_places_times_or_kinds_of_research_apart(other: str) -> None:
    assert sets_apart(only_said_in(other))


@pytest.mark.parametrize("other", [f"{TITLE} in villages", f"Agent-based {TITLE}", f"{TITLE}: like a handyman"])
def test_other_words_alone_tell_nothing_in_a_bare_list(other: str) -> None:
    assert not sets_apart(only_said_in(other))
