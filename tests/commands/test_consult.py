"""consult: a consultation is logged and listed, and does not claim more than it is."""

import json
from pathlib import Path

from tests.commands.reviews import HOSTILE, is_harmless, said
from tests.conftest import Command

ASK = ("consult", "--whom", "six relatives", "--day", "2026-01-31", "--said", "time matters", "--as", "a")


def test_a_consultation_is_logged_and_listed(coded: Path, rk: Command) -> None:
    assert rk("consult").out == "0 consultations are logged\n"
    ran = rk(*ASK, "--about", "time", "--led-to", "time was split")
    assert ran.out.startswith("the consultation of six relatives is logged; to undo this: reviewkit undo a-")
    assert rk(*ASK, "--about", "time", "--led-to", "time was split").out.startswith("this has already been logged")
    lines = rk("consult").out.splitlines()
    assert lines[0] == "1 consultation is logged"
    assert lines[1].startswith("  2026-01-31 six relatives, about time (by a)  [a-")
    assert lines[2:] == [
        "      said: time matters",
        "      led to: time was split",
        "this is what the team noted: no finding of a study, and not approved by those who were asked",
    ]
    (listed,) = json.loads(rk("consult", "--json").out)
    assert (listed["about"], listed["led_to"]) == (["time"], "time was split")


def test_one_that_led_to_nothing_says_so(coded: Path, rk: Command) -> None:
    assert "nothing is said of what it led to" in rk(*ASK).out
    assert "led to: (not said)" in rk("consult").out
    assert json.loads(rk("consult", "--json").out)[0]["led_to"] is None


def test_what_is_missing_is_named(coded: Path, rk: Command) -> None:
    ran = rk("consult", "--whom", "relatives", "--as", "a")
    assert ran.status == 2
    assert "--whom, --day and --said" in said(ran)
    assert "Known codes: time, trust" in rk(*ASK, "--about", "work").err


def test_what_was_said_cannot_act_in_the_terminal(coded: Path, rk: Command) -> None:
    rk("consult", "--whom", HOSTILE, "--day", "2026-01-31", "--said", HOSTILE, "--led-to", HOSTILE, "--as", "a")
    assert is_harmless(rk("consult"))
