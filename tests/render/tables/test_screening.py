"""One reviewer's form: words that the reader understands, in every language."""

import pytest

from reviewkit.errors import Place
from reviewkit.exchange.decisions import _stage, known_reasons, names_of_reasons
from reviewkit.exchange.imported import ImportedDecision, choice_of
from reviewkit.exchange.tables import _COLUMN
from reviewkit.locales import labels, languages
from reviewkit.model import ExclusionReason, Protocol, ScreeningStage
from reviewkit.normalize import folded
from reviewkit.render.tables.screening import (
    SheetRow,
    choice_word,
    reason_names,
    screening_form,
    stage_names,
)
from reviewkit.words import SHEET_CHECK, SHEET_REVIEWER, SHEET_SEEN, Choice, Stage
from tests.builders import Stages, decision, protocol, record, stages_of

BERG = record(
    "s-0001", title="=Trust", abstract="Long. " * 900, authors=("Berg, K", "Aas, T"), year=2020, doi="10.1/a"
)


@pytest.mark.parametrize("language", languages())
def test_every_head_and_every_word_is_understood_by_the_reader(language: str) -> None:
    words = labels(language)
    form = screening_form("a", [], protocol(), words)
    heads = [column.head for column in form.columns]
    assert heads[:3] == [SHEET_CHECK, SHEET_SEEN, SHEET_REVIEWER]
    read = [_COLUMN.get(folded(head)) for head in heads[3:]]
    assert read == [
        *("record", "decision", "reason", "note", "labels", "title", None, "authors", "year", "journal", "doi"),
        "stage",
    ]
    assert [choice_of(choice_word(choice, words)) for choice in Choice] == list(Choice)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("stages", Stages)
def test_every_stage_is_read_back_by_its_name(language: str, stages: Stages) -> None:
    plan = protocol(stages)
    for stage, name in stage_names(plan, labels(language)).items():
        assert _stage(ImportedDecision(Place("x"), "", Choice.MAYBE, stage=name), plan, None) == stage
        assert name != stage


def test_stages_of_one_name_are_called_by_their_ids() -> None:
    same = {"en": "Reading"}
    plan = Protocol("x", stages=(ScreeningStage(Stage("one"), same), ScreeningStage(Stage("two"), same)))
    assert stage_names(plan, labels("en")) == {"one": "one", "two": "two"}


REASONS = (
    ExclusionReason("population", {"en": "Wrong population", "nb": "Feil utvalg"}),
    ExclusionReason("people", {"en": "Other people", "nb": "Andre", "nn": "Feil utvalg"}),
    ExclusionReason("design", {"en": "Wrong design; or none"}),
    ExclusionReason("plain"),
)


@pytest.mark.parametrize("language", languages())
def test_a_reason_is_called_by_its_label_unless_it_would_be_read_as_another(language: str) -> None:
    plan = Protocol("x", reasons=REASONS)
    name = reason_names(REASONS, labels(language))
    for reason in REASONS:
        assert known_reasons(name(reason.id), names_of_reasons(plan)) == [reason.id]
    assert name("design") == "design"
    assert name("unknown") == "unknown"
    assert reason_names(REASONS, labels("nb"))("population") == "population"
    assert reason_names(REASONS, labels("en"))("population") == "Wrong population"


def test_a_row_has_the_whole_abstract_and_what_was_decided() -> None:
    mine = decision("a", "s-0001", "exclude", reason="population")
    form = screening_form("a", [SheetRow(BERG, Stage.SCREENING, mine)], protocol(), labels("en"))
    assert form.rows == (
        (
            "reviewkit:s-0001",
            mine.id,
            "a",
            "s-0001",
            "exclude",
            "Wrong population",
            "",
            "",
            "=Trust",
            "Long. " * 900,
            "Berg, K; Aas, T",
            "2020",
            "",
            "https://doi.org/10.1/a",
            "Screening",
        ),
    )
    assert form.columns[5].choices == ("Wrong population", "outcome")
    assert stages_of(Stages.ONE)[0].id == Stage.SCREENING
