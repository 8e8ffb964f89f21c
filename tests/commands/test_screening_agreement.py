"""screen pilot and screen agreement, as they are typed and printed."""

import json
from pathlib import Path

from tests.builders import papers
from tests.commands.reviews import events
from tests.conftest import Command


def upgraded(rk: Command) -> None:
    assert rk("upgrade", "--as", "a").status == 0


def drawn(rk: Command, *more: str) -> list[str]:
    """Draw a pilot of two reports; their ids."""
    ran = rk("screen", "pilot", "2", *more, "--as", "a", "--json")
    assert ran.status == 0, ran.err
    (shown,) = json.loads(ran.out)
    return shown["reports"]


def finish(rk: Command, reports: list[str], *people: str) -> None:
    for who in people:
        for report in reports:
            assert rk("screen", "decide", report, "-d", "exclude", "-r", "outcome", "--as", who).status == 0


# --- pilots -----------------------------------------------------------------------------------------------------------


def test_a_pilot_is_drawn_and_can_be_undone(ready: Path, rk: Command) -> None:
    upgraded(rk)
    ran = rk("screen", "pilot", "2", "--seed", "1", "--as", "a")
    (event,) = events(ready, "screening", "a")
    assert ran.out == (
        "2 reports were drawn at screening\n"
        "a, b decide on all of them before the rest opens: reviewkit screen --as ID\n"
        f"to undo this: reviewkit undo {event}\n"
    )
    assert rk("undo", event, "--as", "a").status == 0
    assert rk("screen", "pilot").out == "no pilot was drawn; to draw one: reviewkit screen pilot 50 --seed 1\n"


def test_a_folder_of_version_0_2_says_what_to_do(ready: Path, rk: Command) -> None:
    ran = rk("screen", "pilot", "2", "--as", "a")
    assert ran.status == 1
    assert "To upgrade: reviewkit upgrade" in ran.err
    assert not (ready / "screening").exists() or events(ready, "screening", "a") == []


def test_fewer_reports_than_were_asked_for_are_all_drawn(ready: Path, rk: Command) -> None:
    upgraded(rk)
    assert rk("screen", "pilot", "50", "--as", "a").out.startswith(
        "6 reports were drawn at screening (there are no more that nobody has decided on; you asked for 50)\n"
    )


def test_screening_asks_for_the_pilot_alone_and_says_who_is_still_to_finish(ready: Path, rk: Command) -> None:
    upgraded(rk)
    drawn(rk)
    ran = rk("screen", "--as", "a", typed="y\nn\n1\n")
    assert "pilot at screening: everybody decides on 2 reports before the rest opens\n" in ran.out
    assert "2 left for a, stage screening" in ran.out
    assert ran.out.endswith(
        "nothing is left to decide for a\nthe rest of screening opens when the pilot is finished; left: b 2\n"
    )
    again = rk("screen", "--as", "b", typed="y\nq\n").out
    for word in ("include", "exclude", "population ("):
        assert word not in again.replace("y = include, n = exclude", "")


def test_the_rest_opens_by_itself(ready: Path, rk: Command) -> None:
    upgraded(rk)
    finish(rk, drawn(rk), "a", "b")
    ran = rk("screen", "--as", "a", typed="q\n")
    assert "pilot" not in ran.out
    assert "4 left for a" in ran.out
    assert rk("screen", "pilot").out == "pilot of 2 reports at screening (seed 1): finished by a, b\n"


def test_who_came_later_is_told_what_they_wait_for(ready: Path, rk: Command) -> None:
    upgraded(rk)
    drawn(rk)
    path = ready / "review.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("reviewers:\n", "reviewers:\n  - id: late\n"), encoding="utf-8"
    )
    assert rk("screen", "--as", "late").out.endswith(
        "nothing is left to decide for late\n"
        "the rest of screening opens when the pilot is finished; left: a 2, b 2\n"
    )


def test_status_shows_how_far_a_pilot_is(ready: Path, rk: Command) -> None:
    upgraded(rk)
    reports = drawn(rk, "--seed", "4")
    finish(rk, reports[:1], "a")
    assert "pilot               2 reports at screening (seed 4): left: a 1, b 2\n" in rk("status").out
    told = json.loads(rk("status", "--json").out)
    assert told["waiting"] == {"a": 1, "b": 2}
    assert told["pilots"][0] | {"event": "", "at": ""} == {
        "event": "",
        "at": "",
        "by": "a",
        "stage": "screening",
        "seed": 4,
        "people": ["a", "b"],
        "reports": reports,
        "left": {"a": 1, "b": 2},
        "finished": False,
    }


def test_a_decision_on_another_report_is_refused_with_the_way_on(ready: Path, rk: Command) -> None:
    upgraded(rk)
    reports = drawn(rk)
    other = next(f"cinahl-{n:04d}" for n in range(1, 5) if f"cinahl-{n:04d}" not in reports)
    ran = rk("screen", "decide", other, "-d", "include", "--as", "b")
    assert ran.status == 1
    assert ran.err == (
        f"reviewkit: {other} opens when everybody has finished the pilot of 2 reports at screening "
        "(left: a 2, b 2). To decide on yours: reviewkit screen\n"
    )


def test_a_stage_shows_its_own_pilots(ready: Path, rk: Command) -> None:
    upgraded(rk)
    drawn(rk)
    assert len(json.loads(rk("screen", "pilot", "--stage", "screening", "--json").out)) == 1
    assert json.loads(rk("screen", "pilot", "--stage", "full-text", "--json").out) == []


def test_records_imported_during_a_pilot_wait_for_its_end(ready: Path, rk: Command) -> None:
    upgraded(rk)
    drawn(rk)
    later = ready.parent / "later.ris"
    later.write_text(papers(3, start=70), encoding="utf-8")
    rk("import", later, "-s", "embase", "--as", "a")
    assert json.loads(rk("status", "--json").out)["waiting"] == {"a": 2, "b": 2}
