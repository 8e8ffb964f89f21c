"""chart pilot on the command line: begun, shown, and finished with how far people agreed."""

import json
from pathlib import Path

import pytest

from tests.chart_forms import FORM
from tests.conftest import Command
from tests.folders import with_form


@pytest.fixture
def charted(coded: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small review with one included study and a form; one person charts each study."""
    with_form(monkeypatch, FORM)
    return coded


def test_a_pilot_from_its_beginning_to_the_agreement(charted: Path, rk: Command) -> None:
    assert rk("chart", "pilot", "--as", "a").out == (
        "there is no pilot; to begin one with 3 studies: reviewkit chart pilot 3\n"
    )
    begun = rk("chart", "pilot", "1", "--as", "a").out.splitlines()
    assert begun[:2] == [
        "1 study is in the pilot: berg",
        "a, b chart all of them, without seeing each other's answers, before the others open",
    ]
    assert begun[2].startswith("to undo this: reviewkit undo a-")
    assert "pilot of berg: left: a 1, b 1" in rk("chart", "status", "--as", "a").out
    for who, aim in (("a", "to learn"), ("b", "to know")):
        assert rk("chart", "set", "berg", "aim", aim, "--as", who).status == 0
        assert rk("chart", "done", "berg", "--as", who).status == 0
    assert rk("chart", "pilot", "--as", "a").out.splitlines() == [
        "pilot of berg: finished by a, b",
        "  aim: 0 of 1 alike (raw 0.00)",
        "discuss what differs (reviewkit chart differences); a better form, charting/form.yaml, is a new version",
    ]
    (told,) = json.loads(rk("chart", "pilot", "--as", "a", "--json").out)
    assert (told["finished"], told["left"], told["agreement"][0]["alike"]) == (True, {}, 0)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("x",), 2, "as an integer"),
        (("-1",), 2, "No such option"),
        (("--study", "dahl"), 1, "there is no included study 'dahl'"),
    ],
)
def test_what_cannot_be_a_pilot_is_refused(
    charted: Path, rk: Command, words: tuple[str, ...], status: int, said: str
) -> None:
    ran = rk("chart", "pilot", *words, "--as", "a")
    assert ran.status == status
    assert said in " ".join(ran.err.replace("│", " ").split())
    assert not (charted / "charting").exists()


def test_with_verify_what_was_checked_is_counted(charted: Path, rk: Command) -> None:
    with (charted / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("charting: {people: 2, mode: verify}\n")
    for field, value in (("aim", "to learn"), ("year", "2023")):
        assert rk("chart", "set", "berg", field, value, "--as", "a").status == 0
    assert rk("chart", "done", "berg", "--as", "a").status == 0
    for field, value in (("aim", "to learn"), ("year", "2024")):
        assert rk("chart", "settle", "berg", field, value, "--as", "b").status == 0
    lines = rk("chart", "status", "--agreement", "--as", "a").out.splitlines()
    assert lines[1:] == [
        "checked of aim: 1 of 1 confirmed as they were",
        "checked of year: 0 of 1 confirmed as they were",
    ]
