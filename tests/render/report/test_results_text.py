"""The results in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from reviewkit.render.report.results_text import results
from reviewkit.words import OtherArm
from tests.builders import Stages
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of, words_of
from tests.render.samples import flow_of


def test_the_example_in_words() -> None:
    words = words_of(results(given_of(EXAMPLE)).section).split("\n")
    assert words[1] == (
        "The searches identified 1502 records: 1294 from 4 databases and 208 from 2 other sources. Removed before "
        "screening: 217 duplicates. 1285 records were screened, and 1270 of them excluded (Wrong population: 1192; "
        "Wrong publication type: 30; Wrong study design: 20; Wrong language: 3; Wrong outcome: 1; Reason not recorded: "
        "24). The review includes 15 studies, described in 15 reports."
    )
    assert words[2].startswith(
        "They were published between 2018 and 2023. They are from 3 countries: Norge (7), Sverige (7) and Danmark (1). "
        "5 themes came out of the analysis: Person-centred interdisciplinary collaboration (13 studies); "
    )


class _Review:
    """A review of which nothing is known but its flow."""

    def __init__(self, flow: object) -> None:
        self.flow = flow
        self.included_studies: tuple[()] = ()

    def missing(self, shown: object) -> None:
        return None


@pytest.mark.parametrize("other", OtherArm)
@pytest.mark.parametrize("stages", Stages)
def test_every_variant_of_the_flow_has_its_sentences(other: OtherArm, stages: Stages) -> None:
    given = replace(given_of(EXAMPLE), review=_Review(flow_of(other, stages)), view=None, matrix=None)  # type: ignore[arg-type]
    made = results(given)
    words = words_of(made.section)
    assert "1386 from 2 databases, 4 from 1 register and 19 from 1 other source." in words
    assert ("From other methods, 19 reports were sought for retrieval, of which 1" in words) == (
        other is OtherArm.SEPARATE
    )
    assert ("84 reports were assessed in full text, and 69 of them excluded" in words) == (stages is Stages.TWO)
    assert "With 10 studies of its earlier version, it has 27 studies." in words
    assert made.numbers["prev.studies"] == 10


def test_a_review_without_records_says_so(root: Path) -> None:
    assert "No record is imported yet." in words_of(results(given_of(root)).section)


def test_what_still_waits_is_said(ready: Path) -> None:
    assert "6 need a decision still." in words_of(results(given_of(ready)).section)
