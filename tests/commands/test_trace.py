"""trace, as it is typed."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command


def test_a_record_is_followed_from_its_lines_to_a_figure(example: Path, rk: Command) -> None:
    assert rk("prisma", "-o", "flow.svg").status == 0
    shown = rk("trace", "cinahl-0017", "-l", "en")
    assert shown.status == 0
    for line in (
        "  searches/cinahl/cinahl.ris:341  lines 341 to 360",
        "        341 | TY  - JOUR",
        "  event:screening/a-669  Screening: exclude: Wrong population",
        "      a, 2023-06-12 11:50  screening/a.jsonl:669",
        "  box:excluded.population  Wrong population: n = 1192",
        "  flow.svg  a figure of the flow, with the numbers of the review",
    ):
        assert line in shown.out.split("\n")


def test_of_a_box_twenty_are_followed_and_all_when_asked(example: Path, rk: Command) -> None:
    few, every = rk("trace", "screened", "-l", "en").out, rk("trace", "screened", "--all", "-l", "en").out
    assert few.count("\n  report:") == 20
    assert "and 1265 more: --all lists them" in few
    assert every.count("\n  report:") == 1285
    assert len(json.loads(rk("trace", "screened", "--json").out)["steps"]) > 3 * 1285


def test_a_figure_lists_its_boxes_from_wherever_it_is(
    example: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rk("prisma", "-o", "../flow.drawio", "-l", "nn").status == 0
    shown = rk("trace", "../flow.drawio", "-l", "en").out
    assert "box:excluded  Records excluded: n = 1270" in shown
    (example / "out").mkdir()
    monkeypatch.chdir(example / "out")
    assert rk("trace", "../../flow.drawio", "-l", "en").out.count("\n  box:") == shown.count("\n  box:")


def test_a_figure_with_another_number_is_said_to_have_it(example: Path, rk: Command) -> None:
    assert rk("prisma", "-o", "flow.svg", "-l", "en").status == 0
    path = example / "flow.svg"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Records screened (n\u00a0=\u00a01285)", "Records screened (n\u00a0=\u00a01290)"),
        encoding="utf-8",
    )
    for what in ("flow.svg", "screened"):
        assert "the review has other numbers now: screened 1290 (1285)" in rk("trace", what, "-l", "en").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "Nothing in this review is called 'nonsense'"),
        (("a-1",), "names several things. Choose one: event:searches/imports/a-1"),
        (("out/flow.svg",), "there is no such file"),
        (("a", "b", "c"), "name one thing, or two"),
        (("screened", "--json", "--all"), "together"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_traced_is_said(words: tuple[str, ...], said: str, example: Path, rk: Command) -> None:
    ran = rk("trace", *words)
    assert ran.status in (1, 2)
    assert said in " ".join((ran.err + ran.out).split())


def test_what_others_decided_is_not_shown_before_its_time(ready: Path, rk: Command) -> None:
    assert rk("screen", "decide", "cinahl-0001", "-d", "exclude", "--note", "zebra", "--as", "b").status == 0
    log = (ready / "screening" / "b.jsonl").read_text(encoding="utf-8")
    event = json.loads(log)["id"]
    for who in ("", "a"):
        shown = rk("trace", "cinahl-0001", *(["--as", who] if who else []))
        assert "zebra" not in shown.out
        assert "What others decided on 1 report is not shown to you" in shown.out
        for name in (f"event:screening/{event}", "screening/b.jsonl:1"):
            ran = rk("trace", name, *(["--as", who] if who else []))
            assert ran.status == 1
            assert "is not shown to you" in ran.err
    assert "zebra" in rk("trace", "cinahl-0001", "--as", "b").out


def test_the_text_of_a_stranger_does_not_act_in_the_terminal(root: Path, rk: Command) -> None:
    path = root.parent / "bad.ris"
    path.write_bytes("TY  - JOUR\nTI  - A \x1b[31mred\x07 \u202etitle\nER  - \n".encode())
    assert rk("import", path, "-s", "cinahl", "--as", "a").status == 0
    shown = rk("trace", "cinahl-0001").out
    assert "red" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
