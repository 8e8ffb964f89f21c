"""chart on the command line: set, show, status, differences, settle and done, by two people who chart blinded."""

import json
from pathlib import Path

import pytest

from tests.chart_forms import FORM
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


def test_two_people_chart_a_study_from_the_first_answer_to_the_settlement(charted: Path, rk: Command) -> None:
    assert put(rk, "a", "set", "berg", "aim", "to learn").startswith(
        "berg: aim is charted; to undo this: reviewkit undo a-"
    )
    put(rk, "a", "done", "berg")
    put(rk, "b", "set", "berg", "aim", "to know")
    assert "to learn" not in put(rk, "b", "show", "berg")
    assert "is shown once 2 people are done" in put(rk, "b", "show", "berg")
    assert put(rk, "b", "status") == f"{'berg':<20} 1 field charted; done: a; waits for you\n"
    assert "nobody differs on anything that you may see" in put(rk, "b", "differences")
    put(rk, "b", "done", "berg")
    assert put(rk, "a", "status") == f"{'berg':<20} 1 field charted; done: a, b; 1 to settle\n"
    assert put(rk, "a", "differences").splitlines() == [
        "berg",
        "  aim (differ)",
        "    a: to learn",
        "    b: to know",
        "to settle one: reviewkit chart settle STUDY FIELD VALUE --why discussion",
    ]
    assert put(rk, "a", "settle", "berg", "aim", "to know", "--why", "discussion").startswith(
        "berg: aim is settled"
    )
    assert put(rk, "b", "show", "berg").splitlines()[:3] == [
        "  aim (settled): to know",
        "    a: to learn",
        "    b: to know",
    ]
    assert "nothing was added" in put(rk, "a", "settle", "berg", "aim", "to know", "--why", "discussion")


def test_how_far_colleagues_are_is_in_no_report_before_it_may_be_seen(charted: Path, rk: Command) -> None:
    """The table of who did what counts the studies that each has charted."""
    put(rk, "a", "set", "berg", "aim", "to learn")
    put(rk, "b", "set", "berg", "aim", "to know")

    def done(*who: str) -> list[str]:
        lines = rk("report", "contributions", *who).out.splitlines()
        return [line.split("|")[1].strip() for line in lines if "charted" in line]

    assert (done("--as", "a"), done("--as", "b"), done()) == (["a"], ["Berit"], [])
    put(rk, "a", "done", "berg")
    put(rk, "b", "done", "berg")
    assert done() == ["a", "Berit"]


def test_who_does_not_say_who_they_are_reads_no_number_of_what_is_hidden(charted: Path, rk: Command) -> None:
    put(rk, "a", "set", "berg", "aim", "to learn")
    hint = "to see what is left for you, say who you are: reviewkit chart --as YOU\n"
    assert rk("chart").out == f"{'berg':<20} -\n{hint}"
    put(rk, "a", "done", "berg")
    assert rk("chart").out == f"{'berg':<20} done: a\n{hint}"


def test_differences_are_in_the_order_of_the_form_below_their_study(charted: Path, rk: Command) -> None:
    put(rk, "a", "set", "berg", "year", "2020")
    for who, aim in (("a", "to learn"), ("b", "to know")):
        put(rk, who, "set", "berg", "aim", aim)
        put(rk, who, "done", "berg")
    assert put(rk, "a", "differences").splitlines() == [
        "berg",
        "  aim (differ)",
        "    a: to learn",
        "    b: to know",
        "  year (one): 2020",
        "    b left it out",
        "to settle one: reviewkit chart settle STUDY FIELD VALUE --why discussion",
    ]


def test_done_names_the_fields_that_tables_still_wait_for(charted: Path, rk: Command) -> None:
    put(rk, "a", "set", "berg", "aim", "to learn")
    ran = rk("chart", "done", "berg", "--as", "a")
    assert "note: berg has no answer in: method, n, age, " in ran.err
    assert "aim" not in ran.err


def test_what_is_not_charted_is_listed_apart_from_what_is_not_reported(charted: Path, rk: Command) -> None:
    put(rk, "a", "set", "berg", "n", "NR")
    lines = put(rk, "a", "show", "berg").splitlines()
    assert "  n (one): NR" in lines
    assert "  aim (not-charted)" in lines
    assert not [line for line in lines if "funder" in line]


def test_a_quote_is_shown_with_its_page_and_one_that_was_not_looked_for_is_told(
    charted: Path, rk: Command
) -> None:
    ran = rk("chart", "set", "berg", "n", "1 294", "-q", "We asked 1294 people", "-p", "4", "--as", "a")
    assert ran.err == "note: there is no full text of berg that can be read, so the quote was not looked for\n"
    assert '    a quotes: "We asked 1294 people" (4)' in put(rk, "a", "show", "berg")
    assert "  n (one): 1294" in put(rk, "a", "show", "berg")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("set", "berg", "year", "24"), 1, "It takes a year, such as 2024"),
        (("set", "dahl", "aim", "x"), 1, "There is no included study 'dahl'"),
        (("set", "berg", "goal", "x"), 1, "has no field 'goal'"),
        (("set", "berg", "aim", "x", "-p", "4"), 2, "give a --quote for each"),
        (("set", "berg", "age", "4", "-i", "0"), 2, "--instance"),
        (("show", "dahl"), 1, "there is no included study 'dahl'"),
        (("differences", "dahl"), 1, "there is no included study 'dahl'"),
        (("settle", "berg", "aim", "x", "--why", "tired"), 2, "third-person"),
        (("settle", "berg", "aim", "x"), 1, "not yet charted to the end by 2 people"),
        (("done", "berg"), 1, "still needs an answer in: aim"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_logged(
    charted: Path, rk: Command, words: tuple[str, ...], status: int, said: str
) -> None:
    rk("status")
    before = {path: data for path, data in contents(charted).items() if "charting" in str(path)}
    ran = rk("chart", *words, "--as", "a")
    assert ran.status == status
    assert said in " ".join(ran.err.replace("│", " ").split())
    assert {path: data for path, data in contents(charted).items() if "charting" in str(path)} == before == {}


def test_a_correction_after_done_is_listed(charted: Path, rk: Command) -> None:
    for who in "ab":
        put(rk, who, "set", "berg", "aim", "x")
        put(rk, who, "done", "berg")
    put(rk, "b", "set", "berg", "aim", "y")
    assert "corrected after b was done: berg aim: y (b-" in put(rk, "a", "status")
    told = json.loads(put(rk, "a", "status", "--agreement", "--json"))
    assert [one["person"] for one in told["corrections"]] == ["b"]
    assert [(one["field"], one["units"], one["alike"]) for one in told["agreement"]] == [("aim", 1, 1)]
    assert "agreement on aim: 1 of 1 alike (raw 1.00)" in put(rk, "a", "status", "--agreement")
    assert json.loads(put(rk, "a", "status", "--json"))["agreement"] is None


def test_done_can_be_taken_back(charted: Path, rk: Command) -> None:
    put(rk, "a", "set", "berg", "aim", "x")
    assert put(rk, "a", "done", "berg").startswith("berg is done; to undo this")
    assert "nothing was added" in put(rk, "a", "done", "berg")
    assert put(rk, "a", "done", "berg", "--not-yet").startswith("berg is not yet done")


def test_who_does_not_say_who_they_are_sees_nobody_s_answers(charted: Path, rk: Command) -> None:
    put(rk, "a", "set", "berg", "aim", "secret")
    for line in (("show", "berg"), ("show", "berg", "--json"), ("status", "--json"), ("differences", "--json")):
        ran = rk("chart", *line)
        assert (ran.status, "secret" in ran.out) == (0, False)


def test_without_a_form_every_command_says_so(coded: Path, rk: Command) -> None:
    for line in (("status",), ("show", "berg"), ("differences",), ("set", "berg", "aim", "x"), ("done", "berg")):
        ran = rk("chart", *line, "--as", "a")
        assert ran.status == 1
        assert "There is no charting form yet" in ran.err


def test_no_study_waits_for_who_does_not_chart(charted: Path, rk: Command) -> None:
    path = charted / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: b,", "id: b, roles: [settles],"), encoding="utf-8")
    assert "waits for you" in put(rk, "a", "status")
    assert "waits for you" not in put(rk, "b", "status")
    (told,) = json.loads(put(rk, "b", "status", "--json"))["studies"]
    assert told["waits_for_you"] is False
