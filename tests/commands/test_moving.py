"""chart move: the characteristics of studies.yaml as answers of the form, shown first."""

import json
from pathlib import Path

import pytest

from tests.chart_forms import FORM
from tests.commands.reviews import contents
from tests.conftest import Command
from tests.folders import with_form

KNOWN = "{country: NO, year: soon, colour: red}"
STUDY = f"berg: {{citation: Berg (2024), records: [cinahl-0001], characteristics: {KNOWN}}}\n"


@pytest.fixture
def described(coded: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One included study with three characteristics: one fits, one does not, one has no field."""
    with_form(monkeypatch, FORM)
    (coded / "studies.yaml").write_text(STUDY, encoding="utf-8")
    return coded


def test_a_preview_says_what_would_be_charted_and_charts_nothing(described: Path, rk: Command) -> None:
    rk("status")
    before = contents(described)
    ran = rk("chart", "move", "--dry-run", "--as", "a")
    assert (ran.status, ran.out.splitlines()) == (
        0,
        [
            "would be charted: berg country: NO (from country)",
            "not charted: berg year: 'soon': year cannot be 'soon'. It takes a year, such as 2024. Nothing was logged.",
            "no field of the form is called 'colour'. To chart it, give a field that id or label",
            "1 answer would be charted; studies.yaml stays as it is",
            "to chart them: the same command without --dry-run",
        ],
    )
    assert contents(described) == before


def test_what_fits_is_charted_once_and_one_undo_takes_it_back(described: Path, rk: Command) -> None:
    ran = rk("chart", "move", "--as", "a")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "charted: berg country: NO (from country)")
    assert "1 answer charted; studies.yaml stays as it is" in ran.out
    assert (described / "studies.yaml").read_text(encoding="utf-8") == STUDY
    assert "country (one): NO" in rk("chart", "show", "berg", "--as", "a").out
    again = rk("chart", "move", "--as", "a").out
    assert "0 answers charted, 1 charted already; studies.yaml stays as it is" in again
    assert "to undo" not in again
    assert rk(*ran.out.splitlines()[-1].split("reviewkit ")[1].split(), "--as", "a").status == 0
    assert "country (not-charted)" in rk("chart", "show", "berg", "--as", "a").out


def test_as_json_an_answer_that_was_only_tried_has_no_event(described: Path, rk: Command) -> None:
    tried = json.loads(rk("chart", "move", "--dry-run", "--as", "a", "--json").out)
    assert [(one["field"], one["event"]) for one in tried["moved"]] == [("country", None)]
    assert ([one["name"] for one in tried["left"]], tried["unknown"], tried["undo"]) == (
        ["year"],
        ["colour"],
        None,
    )
    done = json.loads(rk("chart", "move", "--as", "a", "--json").out)
    assert done["moved"][0]["event"].startswith(done["undo"])


def test_without_a_form_the_next_step_is_named(coded: Path, rk: Command) -> None:
    ran = rk("chart", "move", "--as", "a")
    assert (ran.status, "There is no charting form yet" in ran.err) == (1, True)
