"""screen pilot and screen agreement, as they are typed and printed."""

import json
from pathlib import Path

import pytest

from tests.builders import papers
from tests.commands.reviews import ARTICLE, HOSTILE, events, imported, is_harmless
from tests.conftest import Command

REST = ["medline-0003", "medline-0004"]  # the reports that are not of cinahl


def upgraded(rk: Command) -> None:
    assert rk("upgrade", "--as", "a").status == 0


def drawn(rk: Command, *more: str) -> list[str]:
    """Draw a pilot of two reports; their ids."""
    ran = rk("screen", "pilot", "2", *more, "--as", "a", "--json")
    assert ran.status == 0, ran.err
    (shown,) = json.loads(ran.out)
    return shown["pilot"]["reports"]


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
    again = rk("screen", "--as", "b", typed="m\nm\nq\n").out
    assert again.count(": maybe\n") == 2
    for word in ("include", "exclude", "population"):
        assert word not in again.replace("y = include, n = exclude", "")


def test_the_rest_opens_by_itself(ready: Path, rk: Command) -> None:
    upgraded(rk)
    finish(rk, drawn(rk), "a", "b")
    ran = rk("screen", "--as", "a", typed="q\n")
    assert "pilot" not in ran.out
    assert "4 left for a" in ran.out
    assert rk("screen", "pilot").out.startswith("pilot of 2 reports at screening (seed 1): finished by a, b\n")


def test_the_rest_opens_in_the_sitting_that_finishes_the_pilot(ready: Path, rk: Command) -> None:
    upgraded(rk)
    reports = drawn(rk)
    finish(rk, reports, "a")
    ran = rk("screen", "--as", "b", typed="y\ny\nq\n")
    assert "pilot at screening: everybody decides on 2 reports" in ran.out
    assert "2 of 6 decided, 4 left for b, stage screening" in ran.out
    assert "opens when" not in ran.out


def test_conflicts_are_not_opened_by_who_takes_part_in_an_unfinished_pilot(ready: Path, rk: Command) -> None:
    upgraded(rk)
    reports = drawn(rk)
    finish(rk, reports, "a")
    ran = rk("screen", "conflicts", "--open", "--stage", "screening", "--note", "now", "--as", "a")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "reviewkit: You take part in the pilot at screening, so you can open conflicts there when it is finished "
        "(left: b 2). Nothing was changed.\n"
    )
    rk("screen", "decide", reports[0], "-d", "include", "--as", "b")
    rk("screen", "decide", reports[1], "-d", "exclude", "-r", "outcome", "--as", "b")
    assert rk("screen", "conflicts", "--open", "--note", "now", "--as", "a").status == 0
    shown = rk("screen", "pilot", "--as", "a").out
    assert "decided differently: 1 report" in shown


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


# --- agreement --------------------------------------------------------------------------------------------------------


def decided(rk: Command, **decisions: str) -> None:
    """What people decide on cinahl-0001 and so on, one after the other; a dot is nothing."""
    words = {
        "y": ["include"],
        "n": ["exclude", "-r", "outcome"],
        "p": ["exclude", "-r", "population"],
        "m": ["maybe"],
    }
    for who, letters in decisions.items():
        for number, letter in enumerate(letters, start=1):
            if letter != ".":
                given = ("screen", "decide", f"cinahl-{number:04d}", "--as", who, "-d", *words[letter])
                assert rk(*given).status == 0


def test_disagreements_come_first_then_the_numbers(ready: Path, rk: Command) -> None:
    decided(rk, a="ynpn", b="nnn.")
    upgraded(rk)
    assert rk("screen", "conflicts", "--open", "--note", "we meet", "--as", "a").status == 0
    ran = rk("screen", "agreement", "--as", "a")
    assert ran.status == 0
    places = [
        ran.out.index(text)
        for text in (
            "screening, decided differently: 1 report\n  cinahl-0001",
            "      a: include; b: exclude (outcome)\n",
            "screening, only the reasons differ: 1 report\n  cinahl-0003",
            "Agreement between reviewers before anything was settled",
            "a + b",
            "Not compared, because somebody still has to decide: 1.",
        )
    ]
    assert places == sorted(places)


def test_disagreements_are_listed_once_everybody_has_decided_at_the_stage(ready: Path, rk: Command) -> None:
    decided(rk, a="ynnn", b="nnnn")
    for who in "ab":
        ran = rk("screen", "agreement", "--as", who).out
        assert "screening: 1 disagreement is not shown until everybody has decided there\n" in ran
        assert "cinahl-0001" not in ran
    finish(rk, REST, "a", "b")
    for who in "ab":
        assert "      a: include; b: exclude (outcome)\n" in rk("screen", "agreement", "--as", who).out


@pytest.mark.parametrize("rest", [[], REST])
def test_a_change_of_mind_and_a_settlement_leave_the_numbers_as_they_were(
    ready: Path, rk: Command, rest: list[str]
) -> None:
    """Nor do they change the list: a disagreement stays one, and at a stage that is still screened it stays hidden."""
    decided(rk, a="ynnn", b="nnnn")
    finish(rk, rest, "a", "b")
    before = rk("screen", "agreement", "--json").out
    (shown,) = json.loads(before)
    assert (len(shown["disagreements"]), shown["hidden"]) == ((1, 0) if rest else (0, 1))
    decided(rk, b="y")
    assert rk("screen", "agreement", "--json").out == before
    decided(rk, b="n")
    rk("screen", "settle", "cinahl-0001", "-d", "include", "--as", "a")
    assert rk("screen", "agreement", "--json").out == before


def test_undoing_and_deciding_again_does_not_make_people_agree(ready: Path, rk: Command) -> None:
    decided(rk, a="ynn", b="nnn")
    shown = json.loads(rk("screen", "agreement", "--json").out)[0]["everybody"]
    rk("undo", events(ready, "screening", "b")[0], "--as", "b")
    decided(rk, b="y")
    again = json.loads(rk("screen", "agreement", "--json").out)[0]["everybody"]
    assert (again["reports"], again["alike"]) == (shown["reports"], shown["alike"]) == (3, 2)


def test_an_undone_decision_stays_with_its_record_when_a_person_has_another_id(ready: Path, rk: Command) -> None:
    decided(rk, a="y", b="n")
    rk("undo", events(ready, "screening", "b")[0], "--as", "b")
    decided(rk, b="y")
    path = ready / "review.yaml"
    text = path.read_text(encoding="utf-8").replace("{id: b, name", "{id: berit, earlier_ids: [b], name")
    path.write_text(text, encoding="utf-8")
    (shown,) = json.loads(rk("screen", "agreement", "--json").out)
    assert (shown["everybody"]["reviewers"], shown["everybody"]["alike"]) == (["a", "berit"], 0)


def test_nothing_to_compare_is_said_in_words(ready: Path, rk: Command) -> None:
    assert rk("screen", "agreement").out == "nothing to compare yet: no report was decided on by two people\n"
    decided(rk, a="y")
    assert rk("screen", "agreement").out == (
        "nothing to compare yet: no report was decided on by two people; on 1 report somebody still has to decide\n"
    )


def test_who_still_has_to_decide_learns_nothing(ready: Path, rk: Command) -> None:
    decided(rk, a="yynn", b="ny")
    one = rk("screen", "agreement", "--as", "b").out
    rk("undo", events(ready, "screening", "a")[2], "--as", "a")
    decided(rk, a="..y")
    assert rk("screen", "agreement", "--as", "b").out == one


def test_tables_are_written_in_the_language_that_was_asked_for(ready: Path, rk: Command) -> None:
    decided(rk, a="ynn", b="nnn")
    for name in ("agreement.docx", "agreement.xlsx", "agreement.csv", "agreement.html", "agreement.md"):
        assert rk("screen", "agreement", "-o", name, "-l", "nb").status == 0
    assert "Hvem;Publikasjoner;Likt vurdert;Andel enige" in (ready / "agreement.csv").read_text(
        encoding="utf-8-sig"
    )
    finish(rk, ["cinahl-0004", *REST], "a", "b")
    rk("screen", "agreement", "--list", "-o", "differ.csv", "--separator", ",")
    assert (ready / "differ.csv").read_text(encoding="utf-8-sig").splitlines()[0] == (
        "Stage,Record,Authors,Year,Title,a,b"
    )
    assert rk("screen", "agreement", "-o", "agreement.csv").status == 1, "nothing is replaced unasked"


def test_a_note_that_comes_later_changes_nothing(ready: Path, rk: Command) -> None:
    decided(rk, a="ynnn", b="nnnn")
    finish(rk, REST, "a", "b")
    before = rk("screen", "agreement", "--json").out
    for who in "ab":
        assert rk("screen", "note", "cinahl-0001", "look again", "--label", "odd", "--as", who).status == 0
    (told,), (was,) = json.loads(rk("screen", "agreement", "--json").out), json.loads(before)
    assert told == was


def test_the_list_alone_is_a_table(ready: Path, rk: Command) -> None:
    decided(rk, a="yn", b="nn")
    out = rk("screen", "agreement", "--list").out
    assert "Reports that reviewers decided on differently" in out
    assert "Agreement between reviewers" not in out


def test_a_stage_that_the_review_has_not_is_refused(ready: Path, rk: Command) -> None:
    ran = rk("screen", "agreement", "--stage", "full-text")
    assert (ran.status, ran.err) == (
        1,
        "reviewkit: This review has no stage full-text. Its stages are: screening\n",
    )


def test_options_that_would_be_ignored_are_refused(ready: Path, rk: Command) -> None:
    for more in (("--list",), ("-o", "x.csv")):
        assert rk("screen", "agreement", "--json", *more).status == 2


def test_titles_cannot_steer_the_terminal(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[{**ARTICLE, "TI": HOSTILE}])
    decided(rk, a="y", b="n")
    for more in ((), ("--list",), ("--json",)):
        assert is_harmless(rk("screen", "agreement", *more))


def test_a_finished_pilot_shows_its_own_agreement(ready: Path, rk: Command) -> None:
    decided(rk, a="y", b="n")
    upgraded(rk)
    reports = drawn(rk)
    finish(rk, reports, "a")
    (shown,) = json.loads(rk("screen", "pilot", "--json").out)
    assert shown["agreement"] is None
    finish(rk, reports, "b")
    (shown,) = json.loads(rk("screen", "pilot", "--json").out)
    assert (shown["agreement"]["everybody"]["reports"], shown["agreement"]["everybody"]["alike"]) == (2, 2)
    out = rk("screen", "pilot").out
    assert " a + b " in out
    assert "undefined" in out
    assert "cinahl-0001" not in out
