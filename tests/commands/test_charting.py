"""chart init begins the form of the review, chart form shows it."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.json_schema import misfit

FORM = """\
version: "2"
versions: [{version: "1", why: begun}, {version: "2", why: the pilot}]
groups:
  - id: study
    label: {en: The study, nb: Studien}
    question: What was done?
    fields:
      - aim
      - {id: design, label: {en: Design, nb: Opplegg}, type: choice, choices: [Qualitative, Trial], required: yes}
      - {id: arms, type: table, columns: [{id: n, type: integer}], when: {field: design, is: [trial, qualitative]}}
      - {id: age, type: number, unit: years, repeat: yes, evidence: required}
"""
SHOWN = """\
version 2

study: The study (What was done?)
  aim: aim [text]
  design: Design [choice, required]
      qualitative: Qualitative
      trial: Trial
  arms: arms [table, only if design is trial or qualitative]
      n: n [integer]
  age: age [number, years, can be repeated, with a quote]
"""


def write(root: Path, text: str) -> None:
    (root / "charting").mkdir(exist_ok=True)
    (root / "charting" / "form.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ["jbi", "worked-example", "appraisal"])
def test_a_form_is_begun_and_shown(ready: Path, rk: Command, name: str) -> None:
    begun = rk("chart", "init", "--from", name, "--as", "a")
    assert begun.status == 0
    assert f"charting/form.yaml was written from the ready form {name}" in begun.out
    assert "reviewkit chart form" in begun.out
    shown = rk("chart", "form")
    assert (shown.status, shown.err) == (0, "")
    assert shown.out.startswith("version 1\n")
    assert "charting" not in rk("check", "--notes").out


def test_a_form_that_is_there_is_not_replaced(ready: Path, rk: Command) -> None:
    write(ready, FORM)
    ran = rk("chart", "init", "--from", "jbi", "--as", "a")
    assert ran.status == 1
    assert "charting/form.yaml is there already" in ran.err
    assert (ready / "charting" / "form.yaml").read_text(encoding="utf-8") == FORM


def test_a_ready_form_that_there_is_not_is_wrong_usage(ready: Path, rk: Command) -> None:
    ran = rk("chart", "init", "--from", "cochrane", "--as", "a")
    assert ran.status == 2
    assert "jbi, worked-example, appraisal" in " ".join(ran.err.split())
    assert not (ready / "charting").exists()


def test_everything_of_a_form_is_shown(ready: Path, rk: Command) -> None:
    write(ready, FORM)
    assert rk("chart", "form").out == SHOWN
    assert "design: Opplegg [choice, required]" in rk("chart", "form", "--language", "nb").out


def test_a_language_without_labels_is_refused(ready: Path, rk: Command) -> None:
    write(ready, FORM)
    ran = rk("chart", "form", "--language", "tlh")
    assert (ran.status, ran.out) == (1, "")
    assert "Use one of: en, nb, nn" in ran.err


def test_a_form_as_json(ready: Path, rk: Command) -> None:
    write(ready, FORM)
    printed = json.loads(rk("chart", "form", "--json").out)
    assert misfit(printed, "chart-form") == ""
    assert [one["id"] for one in printed["groups"][0]["fields"]] == ["aim", "design", "arms", "age"]


def test_without_a_form_the_next_step_is_named(ready: Path, rk: Command) -> None:
    ran = rk("chart", "form")
    assert (ran.status, ran.out) == (1, "")
    assert "reviewkit chart init --from jbi" in ran.err


def test_a_form_that_cannot_be_read_says_where(ready: Path, rk: Command) -> None:
    write(ready, "groups: [")
    ran = rk("chart", "form")
    assert (ran.status, ran.out) == (1, "")
    assert "charting/form.yaml:1: this is not YAML" in ran.err
    assert "chart init" not in ran.err


def test_what_is_wrong_with_a_form_is_said_beside_it_and_in_check(ready: Path, rk: Command) -> None:
    write(ready, FORM.replace("trial, qualitative", "trail"))
    ran = rk("chart", "form")
    assert ran.status == 0
    said = "charting/form.yaml:10: 'trail' is no answer to 'design'. It can be: qualitative, trial"
    assert said in ran.err
    checked = rk("check")
    assert checked.status == 1
    assert "'trail' is no answer to 'design'" in checked.out


def test_every_command_of_charting_is_there(rk: Command) -> None:
    said = rk("chart", "--help").out
    for name in ("init", "form", "status", "show", "set", "done", "differences", "settle"):
        assert f" {name} " in said
