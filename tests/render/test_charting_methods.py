"""Sentences for the methods section: one for each thing that was done, and none for what was not."""

from dataclasses import replace

import pytest

from reviewkit.charting_methods import ChartingMethods, PilotOfCharting, QuoteCounts
from reviewkit.locales import labels, languages
from reviewkit.model import Charting
from reviewkit.render.charting_methods import methods
from reviewkit.words import Settling
from tests.render.samples import EXPECTED
from tests.test_charting import TWO, VERIFY

ALONE = ChartingMethods(15, 15, 7, 0, Charting(), (("a", 15),), fewest=1, most=1)
FULL = ChartingMethods(
    studies=15,
    finished=15,
    fields=7,
    changes_of_form=1,
    agreed=TWO,
    people=(("a", 15), ("b", 15), ("c", 3)),
    tools=(("robot", 3),),
    fewest=2,
    most=2,
    pilots=(PilotOfCharting(3, 3, True),),
    compared=40,
    alike=33,
    settled=((Settling.DISCUSSION, 6), (Settling.THIRD_PERSON, 1)),
    corrections=1,
    quotes=QuoteCounts(1294, 90, 110, 108),
)
NAMES = {"a": "Kari Berg", "b": "", "robot": "ELAS u4"}


def said(found: ChartingMethods, language: str = "en") -> str:
    return " ".join(methods(found, NAMES, labels(language)))


def test_one_person_alone_is_two_sentences_and_a_name() -> None:
    assert said(ALONE) == (
        "Data were charted from 15 included studies, in a form with 7 fields. Each study was charted by one person. "
        "1 person took part: Kari Berg (15 studies)."
    )


@pytest.mark.parametrize("language", languages())
def test_golden_sentences(language: str) -> None:
    """Read them: this is what goes into an article."""
    unfinished = replace(
        ALONE, finished=4, agreed=VERIFY, checked=20, confirmed=18, not_checked=8, not_settled=1, left_out=2, most=2,
        pilots=(PilotOfCharting(1, 2, False),),
    )  # fmt: skip
    independent = replace(FULL, pilots=(), most=3)
    text = "\n\n".join(said(one, language) for one in (ALONE, FULL, independent, unfinished)) + "\n"
    assert text == (EXPECTED / f"methods-{language}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ({"compared": 0}, "Before they saw"),
        ({"settled": ()}, "settled"),
        ({"corrections": 0}, "corrected"),
        ({"quotes": QuoteCounts(90)}, "quote"),
        ({"pilots": ()}, "pilot"),
        ({"tools": ()}, "automation"),
        ({"changes_of_form": 0}, "to the form"),
        ({"people": ()}, "took part"),
        ({"most": 0}, "Each"),
    ],
)
def test_nothing_is_said_of_what_was_not_logged(change: dict[str, object], gone: str) -> None:
    assert gone in said(FULL)
    assert gone not in said(replace(FULL, **change))  # type: ignore[arg-type]


def test_what_is_not_finished_is_said_last_and_only_then() -> None:
    assert "not finished" not in said(FULL)
    assert said(replace(FULL, not_settled=2)).endswith("Charting is not finished. Differences not settled yet: 2.")
    assert said(replace(FULL, finished=14)).startswith(
        "So far, data have been charted to the end from 14 of 15 included studies"
    )


def test_how_many_people_charted_each_study_is_not_made_more_than_it_was() -> None:
    assert "by two people, who" in said(replace(FULL, pilots=()))
    assert "by at least two people, who" in said(replace(FULL, pilots=(), most=3))
    assert "by at least one person." in said(replace(ALONE, most=2))


@pytest.mark.parametrize("language", languages())
def test_what_a_publication_states_is_no_work_of_people(language: str) -> None:
    found = replace(ALONE, published=True)
    assert methods(found, NAMES, labels(language)) == (labels(language).text("charting.published"),)
