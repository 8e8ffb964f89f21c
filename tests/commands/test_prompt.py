"""The prompt of screen: one report after another, a key for each answer, and nothing of what others decided."""

import json
from pathlib import Path

import pytest

from reviewkit.model import Highlight
from reviewkit.store import preferences
from reviewkit.store.preferences import Preferences
from tests.builders import papers, review_folder
from tests.commands.reviews import HOSTILE, boxes, imported, is_harmless
from tests.conftest import Command, Ran

ASK = (
    "y = include, n = exclude, m = maybe, t = note, l = label, d = duplicate, b = back, u = undo, s = skip, "
    "c = criteria, q = quit: "
)


def logged(root: Path, writer: str) -> list[dict[str, str]]:
    """The lines of a log of screening."""
    lines = (root / "screening" / f"{writer}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_record_is_asked_about_until_nothing_is_left(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--by", "source", "--as", "a", typed="y\nn\n1\nn\n2\nn\n\nm\nn\n0\n")
    assert ran.status == 0
    assert ran.out.endswith("nothing is left to decide for a\n")
    assert [(one["decision"], one.get("reason") or "") for one in logged(ready, "a")] == [
        ("include", ""),
        ("exclude", "population"),
        ("exclude", "outcome"),
        ("exclude", ""),
        ("maybe", ""),
        ("exclude", ""),
    ]


def test_screening_is_blinded(ready: Path, rk: Command) -> None:
    """Nothing of a's decisions shows while b screens."""
    rk("screen", "decide", "cinahl-0001", "-d", "exclude", "-r", "population", "--note", "SECRET", "--as", "a")
    shown = rk("screen", "--by", "source", "--as", "b", typed="q\n").out
    for word in ("SECRET", "population (", "excluded by", " a:"):
        assert word not in shown
    assert "0 of 6 decided, 6 left for b" in shown


def test_the_last_decision_of_a_sitting_is_taken_back(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--by", "source", "--as", "a", typed="u\ny\nu\nu\nq\n")
    assert "nothing to undo in this session" in ran.err
    assert f"{logged(ready, 'a')[0]['id']} was undone" in ran.out
    assert boxes(rk)["waiting.screening"] == 6
    assert ran.err.count("nothing to undo") == 2


def test_what_is_skipped_comes_no_more_in_this_sitting(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--by", "source", "--as", "a", typed="s\n" * 6)
    assert (ran.status, ran.out.splitlines()[-1]) == (
        0,
        ASK + "nothing is left to decide for a, except 6 that you skipped",
    )
    assert not (ready / "screening").exists()


def test_another_key_is_told_and_the_same_record_asked_again(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--by", "source", "--as", "a", typed="x\nY \nq\n")
    assert "type y, n, m, t, l, d, b, u, s, c or q" in ran.err
    assert [one["decision"] for one in logged(ready, "a")] == ["include"]


@pytest.mark.parametrize("number", ["3", "-1", "x", "²", "99999"])
def test_a_reason_that_is_not_on_the_list_is_asked_again(ready: Path, rk: Command, number: str) -> None:
    ran = rk("screen", "--by", "source", "--as", "a", typed=f"n\n{number}\n2\nq\n")
    assert "type a number from 0 to 2" in ran.err
    assert logged(ready, "a")[0]["reason"] == "outcome"


def test_without_reasons_in_the_protocol_none_is_asked_for(ready: Path, rk: Command) -> None:
    text = (ready / "review.yaml").read_text(encoding="utf-8")
    (ready / "review.yaml").write_text(text[: text.index("exclusion_reasons")], encoding="utf-8")
    ran = rk("screen", "--by", "source", "--as", "a", typed="n\nq\n")
    assert "Main reason" not in ran.out
    assert logged(ready, "a")[0]["decision"] == "exclude"


def test_a_sitting_begins_with_the_criteria_in_the_review_s_language(ready: Path, rk: Command) -> None:
    with (ready / "review.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "criteria:\n  include: [Patients at home, {en: Nurses, nb: Sykepleiere}]\n"
            '  exclude: ["\\e[31mHospital"]\n'
        )
    ran = rk("screen", "--by", "source", "--as", "a", typed="q\n")
    assert ran.out.startswith("include:\n  - Patients at home\n  - Nurses\nexclude:\n  - ")
    assert "Hospital" in ran.out
    assert "\x1b" not in ran.out


def test_the_end_of_input_ends_a_sitting_and_keeps_what_was_decided(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--by", "source", "--as", "a", typed="y\n")
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert len(logged(ready, "a")) == 1


def test_a_duplicate_found_while_screening_is_marked_there(ready: Path, rk: Command) -> None:
    ran = rk(
        "screen",
        "--by",
        "source",
        "--as",
        "a",
        typed="d\nmedline-0009\nd\ncinahl-0001\nd\ncinahl-0002\nn\nd\ncinahl-0002\ny\nq\n",
    )
    assert "'medline-0009' is not another record in this review" in ran.err
    assert "'cinahl-0001' is not another record" in ran.err
    assert "cinahl-0001 and cinahl-0002 are the same report; to undo this: reviewkit undo " in ran.out
    assert boxes(rk)["rm.duplicates"] == 3
    last = (ready / "duplicates" / "a.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(last)["note"] == "found while screening"


def test_a_decision_made_in_another_window_meanwhile_is_not_overwritten(
    ready: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reviewkit.actions import screening
    from reviewkit.commands import screen
    from reviewkit.store.open_review import open_review
    from reviewkit.words import Choice

    def prompt(*_: object, **__: object) -> str:
        if not (ready / "screening").exists():
            screening.decide(open_review(ready), "a", "cinahl-0001", Choice.EXCLUDE)
            return "y"
        return "q"

    monkeypatch.setattr(screen.typer, "prompt", prompt)
    ran = rk("screen", "--by", "source", "--as", "a")
    assert "Meanwhile you decided on cinahl-0001 in another window (exclude)" in ran.err
    assert [one["decision"] for one in logged(ready, "a")] == ["exclude"]


def test_hostile_records_do_not_act_while_screening(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[dict.fromkeys(("TI", "AU", "AB", "JF"), f"{HOSTILE} title")])
    rk("dedupe", "--as", "a")
    ran = rk("screen", "--by", "source", "--as", "a", typed="q\n")
    assert is_harmless(ran)
    assert "evil [bold]markup[/bold] title" in " ".join(ran.out.split())


def test_hostile_labels_of_reasons_do_not_act_in_the_prompt(ready: Path, rk: Command) -> None:
    text = (ready / "review.yaml").read_text(encoding="utf-8")
    text = text.replace("label: Wrong population", 'label: "\\e]0;gone\\aWrong population"')
    (ready / "review.yaml").write_text(text, encoding="utf-8")
    ran = rk("screen", "--by", "source", "--as", "a", typed="n\n1\nq\n")
    assert "Wrong population" in ran.out
    assert is_harmless(ran)


# --- order, stages, progress ----------------------------------------------------------------------------------------


SIX = [("cinahl", 1), ("cinahl", 2), ("cinahl", 3), ("cinahl", 4), ("medline", 3), ("medline", 4)]


def order_of(ran: Ran) -> list[str]:
    """The reports that were shown, in their order."""
    heads = [line for line in ran.out.splitlines() if " left for " in line and ", stage " in line]
    return [head.rpartition(", ")[2].partition(";")[0] for head in heads]


def test_reports_come_in_the_order_that_was_asked_for(ready: Path, rk: Command) -> None:
    orders = {
        by: order_of(rk("screen", "--by", by, "--as", "a", typed="s\n" * 6)) for by in ("random", "source", "year")
    }
    assert orders["source"] == [
        "cinahl-0001",
        "cinahl-0002",
        "cinahl-0003",
        "cinahl-0004",
        "medline-0003",
        "medline-0004",
    ]
    assert orders["year"] == orders["source"][::-1]
    assert order_of(rk("screen", "--as", "a", typed="s\n" * 6)) == orders["random"]
    assert order_of(rk("screen", "--as", "b", typed="s\n" * 6)) != orders["random"]
    assert "'size' is not one of" in rk("screen", "--by", "size", "--as", "a").err


def two_stages(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review of two stages: one of three reports is at full text, where b has it still to do."""
    folder = review_folder(tmp_path / "two", "two")
    monkeypatch.chdir(folder)
    (tmp_path / "x.ris").write_text(papers(3), encoding="utf-8")
    rk("import", tmp_path / "x.ris", "-s", "x", "--as", "a")
    rk("dedupe", "--as", "a")
    for who in "ab":
        rk("screen", "decide", "x-0001", "-d", "include", "--as", who)
    return folder


def test_titles_come_before_full_texts_and_a_stage_can_be_chosen(
    tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_stages(tmp_path, rk, monkeypatch)
    ran = rk("screen", "--by", "source", "--as", "a", typed="s\n" * 3)
    assert order_of(ran) == ["x-0002", "x-0003", "x-0001"]
    assert "1 of 3 decided, 2 left for a, stage title-abstract, x-0002; then 1 report at full-text" in ran.out
    assert "0 of 1 decided, 1 left for a, stage full-text, x-0001; then 2 reports at title-abstract" in ran.out
    assert order_of(rk("screen", "--stage", "full-text", "--as", "a", typed="s\n")) == ["x-0001"]
    ran = rk("screen", "--stage", "third", "--as", "a")
    assert (ran.status, "Its stages are: title-abstract, full-text" in ran.err) == (1, True)


def test_a_reason_is_asked_for_only_at_stages_that_ask_for_one(
    tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = two_stages(tmp_path, rk, monkeypatch)
    ran = rk("screen", "--by", "source", "--as", "a", typed="n\nn\nn\n2\n")
    assert ran.out.count("Main reason") == 1
    assert [one.get("reason", "") for one in logged(folder, "a")[1:]] == ["", "", "outcome"]


def test_the_exclusion_of_a_full_text_needs_a_reason(
    tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = two_stages(tmp_path, rk, monkeypatch)
    ran = rk("screen", "--stage", "full-text", "--as", "a", typed="n\n0\n2\nq\n")
    assert "0=none" not in ran.out
    assert ran.err.count("type a number from 1 to") == 1
    assert logged(folder, "a")[-1]["reason"] == "outcome"


def test_who_does_not_exclude_after_all_has_not_decided(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--by", "source", "--as", "a", typed="n\n-\ny\nq\n")
    assert [one["decision"] for one in logged(ready, "a")] == ["include"]
    assert order_of(ran) == ["cinahl-0001", "cinahl-0001", "cinahl-0002"]


# --- notes, labels, criteria ----------------------------------------------------------------------------------------


def test_a_note_and_labels_are_logged_with_the_decision_that_follows(ready: Path, rk: Command) -> None:
    typed = "t\nask Kari\nl\nrural\nl\nold\nl\n-RURAL\ny\nn\n0\nq\n"
    ran = rk("screen", "--by", "source", "--as", "a", typed=typed)
    first, second = logged(ready, "a")
    assert (first["note"], first["labels"]) == ("ask Kari", ["old"])
    assert not {"note", "labels"} & second.keys()
    assert "note: ask Kari\nlabels: rural, old" in ran.out
    assert "not logged" not in ran.err


@pytest.mark.parametrize("end", ["q\n", "", "s\nq\n"])
def test_what_was_written_on_an_undecided_report_is_named_at_the_end(ready: Path, rk: Command, end: str) -> None:
    ran = rk("screen", "--by", "source", "--as", "a", typed=f"t\nask Kari\nl\nrural\n{end}")
    assert "not logged, because you have not decided on cinahl-0001: ask Kari; rural" in ran.err
    assert not (ready / "screening").exists()


def test_the_labels_that_one_uses_are_offered(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--label", "rural", "--as", "a")
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--label", "SECRET", "--as", "b")
    shown = rk("screen", "--as", "a", typed="l\nx\nq\n").out
    assert "Label (you use: rural)" in shown
    assert "SECRET" not in shown


def test_criteria_come_back_with_their_key(ready: Path, rk: Command) -> None:
    with (ready / "review.yaml").open("a", encoding="utf-8") as file:
        file.write("criteria: {include: [Patients at home]}\n")
    assert rk("screen", "--as", "a", typed="c\nq\n").out.count("  - Patients at home\n") == 2


# --- back -----------------------------------------------------------------------------------------------------------


def test_one_goes_back_through_one_s_own_decisions_and_decides_anew(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--label", "rural", "--as", "a")
    rk("screen", "decide", "cinahl-0002", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0003", "-d", "exclude", "--note", "SECRET", "--as", "b")
    ran = rk("screen", "--by", "source", "--as", "a", typed="b\nb\nn\n1\nb\ns\nq\n")
    assert "cinahl-0001: a: include [rural]" in ran.out
    assert "cinahl-0001: a: exclude (population) [rural]" in ran.out
    assert "SECRET" not in ran.out
    last = logged(ready, "a")[-1]
    assert (last["record"], last["decision"], last["reason"]) == ("cinahl-0001", "exclude", "population")
    assert last["labels"] == ["rural"]


def test_a_note_and_a_label_of_an_earlier_decision_are_changed(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--label", "rural", "--note", "hm", "--as", "a")
    ran = rk("screen", "--as", "a", typed="b\nt\nasked\nb\nl\n-rural\nb\nl\nnew\nq\n")
    assert "cinahl-0001: include [new] 'asked'" in ran.out
    *_, last = logged(ready, "a")
    assert (last["decision"], last["note"], last["labels"]) == ("include", "asked", ["new"])


def test_without_an_earlier_decision_there_is_nothing_to_go_back_to(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--as", "a", typed="b\nq\n")
    assert "you have made no earlier decision" in ran.err
    assert len(order_of(ran)) == 2


def test_quitting_on_the_way_back_quits(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    ran = rk("screen", "--as", "a", typed="b\nc\nq\n")
    assert (ran.status, len(order_of(ran))) == (0, 1)


# --- a terminal -----------------------------------------------------------------------------------------------------


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal at which these keys are pressed; after the last one Ctrl-C."""
    from reviewkit.commands import keys

    pressed: list[str] = []

    def getchar() -> str:
        if not pressed:
            raise KeyboardInterrupt
        return pressed.pop(0)

    monkeypatch.setattr(keys, "on_terminal", lambda: True)
    monkeypatch.setattr("typer.getchar", getchar)
    return pressed


def test_on_a_terminal_single_keys_are_enough_and_control_c_loses_nothing(
    ready: Path, rk: Command, terminal: list[str]
) -> None:
    terminal += ["y", "N", "1", "n", "\r", "m"]
    ran = rk("screen", "--as", "a")
    assert [(one["decision"], one.get("reason", "")) for one in logged(ready, "a")] == [
        ("include", ""),
        ("exclude", "population"),
        ("exclude", ""),
        ("maybe", ""),
    ]
    assert (ran.status, "Traceback" in ran.err) == (1, False)
    assert "stopped; every decision that was shown as logged is kept" in ran.err


def test_arrows_and_other_keys_do_nothing(ready: Path, rk: Command, terminal: list[str]) -> None:
    terminal += ["\x1b[A", "\x00", "i", "r", "7", "n", "\x1b", "q"]
    ran = rk("screen", "--as", "a")
    assert ran.status == 0
    assert ran.err.count("type y, n, m, t, l, d, b, u, s, c or q") == 5
    assert not (ready / "screening").exists()


def test_words_of_the_team_and_one_s_own_are_marked_on_a_terminal_alone(
    ready: Path, rk: Command, terminal: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from reviewkit.commands import keys
    from reviewkit.render import terminal as drawn

    with (ready / "review.yaml").open("a", encoding="utf-8") as file:
        file.write("highlight: {include: [number]}\n")
    preferences.write(ready, "a", Preferences({}, Highlight((), ("care",))))
    marked: list[Highlight] = []
    monkeypatch.setattr(drawn, "record_in_colour", lambda *given: marked.append(given[-1]) or "DRAWN")
    terminal += ["q"]
    assert "DRAWN" in rk("screen", "--as", "a").out
    assert marked == [Highlight(("number",), ("care",))]
    monkeypatch.setattr(keys, "on_terminal", lambda: False)
    assert "DRAWN" not in rk("screen", "--as", "a", typed="q\n").out


def test_keys_that_a_reviewer_changed_are_shown_and_used(ready: Path, rk: Command) -> None:
    preferences.write(ready, "a", Preferences({"include": "J", "quit": "x"}))
    ran = rk("screen", "--as", "a", typed="y\nj\nx\n")
    assert "j = include, n = exclude" in ran.out
    assert "type j, n," in ran.err
    assert [one["decision"] for one in logged(ready, "a")] == ["include"]
    assert "y = include" in rk("screen", "--as", "b", typed="q\n").out


def test_hostile_labels_and_notes_do_not_act(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--label", HOSTILE, "--note", HOSTILE, "--as", "a")
    assert is_harmless(rk("screen", "--as", "a", typed="b\nl\n\nb\nt\n\nq\n"))
