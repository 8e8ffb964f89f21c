"""chart methods on the command line: sentences and counts, the same for everybody, and blinded."""

import json
from pathlib import Path

from tests.commands.test_chart_table import charted, finish, put
from tests.conftest import Command

__all__ = ["charted"]  # the fixture


def test_while_people_chart_it_says_who_is_done_and_no_more(charted: Path, rk: Command) -> None:
    said = rk("chart", "methods").out
    assert said.startswith(
        "So far, data have been charted to the end from 0 of 1 included study, in a form with 13 "
    )
    assert "1 person took part: a (1 study)." in said
    assert "Charting is not finished." in said
    assert "to learn" not in said
    assert "Before they saw" not in said


def test_when_they_are_done_it_says_how_they_agreed_and_what_was_settled(charted: Path, rk: Command) -> None:
    finish(rk)
    said = rk("chart", "methods", "--language", "nb").out
    assert "Data fra hver studie ble trukket ut av to personer, som ikke så hverandres svar" in said
    assert "2 personer deltok: a (1 studie); Berit (1 studie)." in said
    assert "svart likt i 1 av 1 sammenlikning (100\u00a0%)" in said
    assert "1 uenighet ble avgjort: 1 ved diskusjon." in said
    printed = json.loads(rk("chart", "methods", "--json", "-l", "nb").out)
    assert " ".join(printed["sentences"]) == said.strip()
    assert (printed["compared"], printed["alike"], printed["settled"]["discussion"]) == (1, 1, 1)
    assert printed["done"] == [{"person": "a", "studies": 1}, {"person": "b", "studies": 1}]
    assert printed["finished"] is False  # fields without an answer


def test_without_a_form_it_says_how_to_begin_one(coded: Path, rk: Command) -> None:
    ran = rk("chart", "methods")
    assert (ran.status, "chart init" in ran.err) == (1, True)


def test_a_correction_is_counted(charted: Path, rk: Command) -> None:
    finish(rk)
    put(rk, "a", "set", "berg", "n", "NA")
    assert json.loads(rk("chart", "methods", "--json").out)["corrections"] == 1
