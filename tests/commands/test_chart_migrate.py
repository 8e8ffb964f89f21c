"""chart migrate on the command line: what an older form took, listed, confirmed, and turned into other choices."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.chart_forms import DESIGNS, FORM
from tests.commands.reviews import contents
from tests.conftest import Command
from tests.folders import with_form


@pytest.fixture
def charted(coded: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small review with one included study and a form; two people chart each study."""
    with_form(monkeypatch, FORM)
    with (coded / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("charting: {people: 2}\n")
    return coded


def put(rk: Command, who: str, *words: str) -> str:
    ran = rk("chart", *words, "--as", who)
    assert ran.status == 0, ran.err
    return ran.out


def changed(monkeypatch: pytest.MonkeyPatch, without: str = "", designs: tuple[str, ...] = ()) -> None:
    """A version 3 of the form, without a field, or with some designs alone."""
    kept = tuple(one for one in DESIGNS if not designs or one.id in designs)
    fields = tuple(
        replace(one, choices=kept) if one.id in ("design", "designs") else one
        for one in FORM.groups[0].fields
        if one.id != without
    )
    with_form(monkeypatch, replace(FORM, groups=(replace(FORM.groups[0], fields=fields),), version="3"))


def test_what_the_changed_form_takes_no_more_is_listed_and_a_problem(
    charted: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert put(rk, "a", "migrate").splitlines() == [
        "berg: what others charted is shown once 2 people are done with it",
        "everything that you may see was charted with the form as it is now",
    ]
    put(rk, "a", "set", "berg", "year", "2024")
    put(rk, "a", "set", "berg", "aim", "to learn")
    fields = tuple(one for one in FORM.groups[0].fields if one.id != "year")
    with_form(monkeypatch, replace(FORM, groups=(replace(FORM.groups[0], fields=fields),), version="3"))
    said = put(rk, "a", "migrate", "berg")
    assert "  year (a: 2024, version 2, a-" in said
    assert "): the form has no field 'year' any more. Put it back" in said
    assert "  aim (a: to learn, version 2, a-" in said
    assert "the form is version 3 now" in said
    assert "2024" not in put(rk, "b", "migrate")
    checked = rk("check", "--notes").out
    assert "berg: answers do not fit the form any more" in checked
    assert "berg was charted with version '2' of the form, which is '3' now" in checked
    put(rk, "a", "set", "berg", "aim", "to learn")
    assert "aim" not in put(rk, "a", "migrate")


def test_older_answers_are_confirmed_and_turned_in_one_step_that_can_be_undone(
    charted: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(rk, "a", "set", "berg", "aim", "to learn", "--note", "p. 2")
    put(rk, "a", "set", "berg", "designs", "trial; cohort")
    put(rk, "a", "set", "berg", "design", "trial")
    changed(monkeypatch, designs=("cohort", "unclear"))
    before = contents(charted)
    turn = ("--turn", "design:trial=cohort", "--turn", "designs:trial=cohort")
    shown = put(rk, "a", "migrate", "--confirm", *turn, "--dry-run")
    assert "would be logged: berg design: cohort" in shown
    assert contents(charted) == before
    assert put(rk, "a", "migrate", "--confirm").splitlines()[:2] == [
        "logged: berg aim: to learn",
        "1 answer logged for version 3 of the form",
    ]
    assert put(rk, "a", "migrate", "--confirm").splitlines()[-1] == (
        "2 answers are left, 2 of them yours; to see them: reviewkit chart migrate"
    )
    told = json.loads(put(rk, "a", "migrate", *turn, "--json"))
    assert {one["field"]: one["value"] for one in told["logged"]} == {"design": "cohort", "designs": ["cohort"]}
    assert told["left"] == []
    assert put(rk, "a", "migrate", "berg").splitlines()[0].startswith("berg: what others charted")
    (kept,) = [
        one for one in json.loads(put(rk, "a", "show", "berg", "--json"))["fields"] if one["field"] == "aim"
    ]
    assert (kept["answers"][0]["note"], kept["answers"][0]["form"]) == ("p. 2", "3")
    assert rk("undo", told["undo"], "--as", "a").status == 0
    assert len(json.loads(put(rk, "a", "migrate", "--json"))["left"]) == 2


def test_nobody_confirms_for_another(charted: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in "ab":
        put(rk, who, "set", "berg", "aim", "to learn")
        put(rk, who, "done", "berg")
    changed(monkeypatch)
    assert "logged: berg aim" in put(rk, "a", "migrate", "--confirm")
    (left,) = json.loads(put(rk, "a", "migrate", "--confirm", "--json"))["left"]
    assert left["person"] == "b"


def test_who_settles_turns_what_was_settled_on(
    charted: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who, design in (("a", "trial"), ("b", "cohort")):
        put(rk, who, "set", "berg", "aim", "x")
        put(rk, who, "set", "berg", "design", design)
        put(rk, who, "done", "berg")
    put(rk, "a", "settle", "berg", "design", "trial", "--why", "discussion")
    changed(monkeypatch, designs=("cohort", "unclear"))
    put(rk, "b", "migrate", "--turn", "design:trial=unclear")
    (design,) = [
        one for one in json.loads(put(rk, "b", "show", "berg", "--json"))["fields"] if one["field"] == "design"
    ]
    assert (design["value"], design["settled"]["why"]) == ("unclear", "discussion")
    assert [one["value"] for one in design["answers"]] == ["trial", "cohort"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--turn", "design"), 2, "FIELD:OLD=NEW"),
        (("--turn", "aim:a=b"), 1, "aim is no field of the form with choices"),
        (("--turn", "design:trial=rct"), 1, "design does not offer 'rct'. It offers: trial, cohort, unclear"),
        (("dahl", "--confirm"), 1, "there is no included study 'dahl'"),
        (("dahl",), 1, "there is no included study 'dahl'"),
    ],
)
def test_a_turn_that_cannot_be_is_refused(
    charted: Path, rk: Command, words: tuple[str, ...], status: int, said: str
) -> None:
    put(rk, "a", "set", "berg", "design", "trial")
    before = contents(charted)
    ran = rk("chart", "migrate", *words, "--as", "a")
    assert (ran.status, said in " ".join(ran.err.replace("│", " ").split())) == (status, True)
    assert contents(charted) == before
