"""matrix and code quotes --as-of and --under, as they are typed."""

import json
from pathlib import Path

import pytest

from reviewkit.render.tables.write import FORMATS
from tests.conftest import Command, Once


@pytest.fixture
def grown(coded: Path, rk: Command, once: Once) -> Path:
    """A quote on each of two codes, a version, and then a merge of the two."""

    def make() -> None:
        def do(*words: str) -> None:
            ran = rk(*words, "--as", "a")
            assert ran.status == 0, ran.err

        do("code", "add", "berg", "-c", "trust", "-q", "We trust each other")
        do("code", "add", "berg", "-c", "time", "-q", "No time")
        do("code", "done", "berg")
        do("codebook", "version", "2", "--why", "before the second reading")
        do("codebook", "merge", "time", "--into", "trust", "--why", "alike")
        do("codebook", "create", "calm", "Calm", "--why", "a second reading")

    once("grown", coded.parent, make)
    return coded


def themes(rk: Command, *args: str) -> list[str]:
    return list(json.loads(rk("matrix", "--json", *args).out)["themes"])


def test_the_table_as_of_a_version_an_act_and_today(grown: Path, rk: Command) -> None:
    assert themes(rk) == ["trust", "calm"]
    assert themes(rk, "--as-of", "2") == ["trust", "time"]
    acts = json.loads(rk("codebook", "history", "--json").out)
    merge = next(act["event"] for act in acts if act["op"] == "merge")
    assert themes(rk, "--as-of", merge) == ["trust"]
    today = acts[-1]["at"][:10]
    assert themes(rk, "--as-of", today) == ["trust", "calm"]
    assert json.loads(rk("matrix", "--json").out)["past"] is None


@pytest.mark.parametrize("layout", ["list", "grid"])
@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_and_layout_says_as_of_when(grown: Path, rk: Command, layout: str, ending: str) -> None:
    ran = rk("matrix", "--as-of", "2", "--layout", layout, "--draft", "-o", f"t.{ending}")
    assert (ran.status, ran.err) == (0, f"wrote t.{ending}\n")
    data = (grown / f"t.{ending}").read_bytes()
    now = rk("matrix", "--layout", layout, "--draft", "-o", f"now.{ending}")
    assert now.status == 0
    assert data != (grown / f"now.{ending}").read_bytes()
    if ending in ("html", "md", "tex"):
        assert "version 2 of the codebook" in data.decode("utf-8")


def test_the_caption_in_three_languages(grown: Path, rk: Command) -> None:
    for language, words in (
        ("en", "version 2 of the codebook"),
        ("nb", "versjon 2 av kodeboken"),
        ("nn", "kodeboka"),
    ):
        assert words in rk("matrix", "--as-of", "2", "-l", language).out


def test_the_codings_of_now_under_an_earlier_codebook(grown: Path, rk: Command) -> None:
    assert rk("code", "add", "berg", "-c", "calm", "-q", "It is calm", "--as", "a").status == 0
    shown = json.loads(rk("matrix", "--under", "2", "--json").out)
    assert shown["cells"]["berg"] == {"trust": "present", "time": "present"}
    assert (shown["past"]["reading"], shown["past"]["later_codes"]) == ("under", ["calm"])
    printed = rk("matrix", "--under", "2", "-l", "en")
    assert printed.status == 0
    assert "the codings of now under version 2 of the codebook" in " ".join(printed.out.split())
    assert "Left out are marks with codes that the codebook did not have: calm." in " ".join(printed.out.split())


def test_the_quotes_of_then(grown: Path, rk: Command) -> None:
    def codes(*args: str) -> list[str]:
        return [one["code"] for one in json.loads(rk("code", "quotes", "--json", *args).out)["quotes"]]

    assert codes() == ["trust", "trust"]
    assert codes("--as-of", "2") == codes("--under", "2") == ["trust", "time"]
    assert "version 2 of the codebook" in " ".join(rk("code", "quotes", "--as-of", "2", "-l", "en").out.split())


def test_what_cannot_be_asked(grown: Path, rk: Command) -> None:
    both = rk("matrix", "--as-of", "2", "--under", "2")
    assert (both.status, "--as-of and --under cannot be used together" in " ".join(both.err.split())) == (2, True)
    for command in (["matrix"], ["code", "quotes"]):
        for option in ("--as-of", "--under"):
            wrong = rk(*command, option, "nine")
            assert wrong.status == 1
            assert "'nine' is no version of the codebook" in wrong.err
            assert "Versions: 1, 2" in wrong.err


def test_a_review_without_a_codebook_says_so(ready: Path, rk: Command) -> None:
    wrong = rk("matrix", "--as-of", "2026-01-31")
    assert wrong.status == 1
    assert "There is no codebook yet" in wrong.err


@pytest.mark.parametrize("option", ["--as-of", "--under"])
@pytest.mark.parametrize("command", ["cooccur", "robustness"])
def test_what_is_found_together_and_what_a_theme_rests_on_were_then(
    grown: Path, rk: Command, command: str, option: str
) -> None:
    def rows(*args: str) -> set[str]:
        shown = json.loads(rk("code", command, "--json", *args).out)
        assert (shown["past"] or {}).get("reading", "") == (option.removeprefix("--") if args else "")
        return {row if isinstance(row, str) else row["id"] for row in shown["rows"]}

    assert rows() == {"trust", "calm"}
    assert rows(option, "2") == {"trust", "time"}
    printed = rk("code", command, option, "2", "-l", "en")
    assert "version 2 of the codebook" in " ".join(printed.out.split())
    wrong = rk("code", command, option, "nine")
    assert (wrong.status, "'nine' is no version of the codebook" in wrong.err) == (1, True)


def test_a_heat_map_of_what_is_found_together_says_of_when_it_is(grown: Path, rk: Command) -> None:
    ran = rk("code", "cooccur", "--as-of", "2", "--draft", "-l", "en", "-o", "f.svg")
    assert (ran.status, ran.err) == (0, "wrote f.svg\n")
    assert "version 2 of the" in (grown / "f.svg").read_text("utf-8")


def test_a_moment_at_which_there_was_no_theme_yet_is_said_as_such(coded: Path, rk: Command) -> None:
    (coded / "codebooks" / "themes.yaml").write_text("title: Themes\nversion: '1'\ncodes: {}\n", encoding="utf-8")
    create = ("codebook", "create", "trust", "Trust", "--kind", "theme", "--why", "it is there", "--as", "a")
    assert rk(*create).status == 0
    began = json.loads(rk("codebook", "history", "--json").out)[0]["event"]
    wrong = rk("matrix", "--as-of", began)
    assert wrong.status == 1
    assert "had no themes or codes then" in wrong.err
    assert "reviewkit codebook history" in wrong.err
    assert "Add one" not in wrong.err


def test_a_table_of_then_does_not_say_what_to_move_now(grown: Path, rk: Command) -> None:
    assert rk("codebook", "create", "all", "All", "--kind", "theme", "--why", "new", "--as", "a").status == 0
    assert rk("codebook", "create", "loose", "Loose", "--why", "new", "--as", "a").status == 0
    assert rk("code", "add", "berg", "-c", "loose", "-q", "It is loose", "--as", "a").status == 0
    assert "counts for no theme" in rk("matrix").err
    last = json.loads(rk("codebook", "history", "--json").out)[-1]["event"]
    later = rk("code", "mark", "berg", "-c", "loose", "--json", "--as", "a")
    assert later.status == 0
    assert "counts for no theme" not in rk("matrix", "--as-of", json.loads(later.out)["event"]).err
    assert rk("matrix", "--as-of", last).status == 0


def test_the_flow_as_it_was_says_so_and_lists_who_was_in_a_box_then(example: Path, rk: Command) -> None:
    then = json.loads(rk("prisma", "--as-of", "2023-06-30", "--json").out)
    assert (then["boxes"]["excluded"]["n"], then["boxes"]["new.studies"]["n"]) == (1203, 0)
    assert then["past"]["asked"] == "2023-06-30"
    assert json.loads(rk("prisma", "--json").out)["past"] is None
    assert len(rk("prisma", "--as-of", "2023-06-30", "--list", "waiting.screening").out.splitlines()) == 82
    assert rk("prisma", "--as-of", "2023-06-30", "-o", "flow.svg").status == 1
    assert rk("prisma", "--as-of", "2023-06-30", "-o", "flow.svg", "--draft", "-l", "en").status == 0
    assert "As of the end of 2023-06-30 (UTC)." in Path("flow.svg").read_text(encoding="utf-8")


def test_entered_numbers_have_no_past(example: Path, rk: Command) -> None:
    ran = rk("prisma", "published-counts.yaml", "--as-of", "2023-06-30")
    assert (ran.status, "have no past" in ran.err) == (2, True)


def test_the_studies_as_they_were(example: Path, rk: Command) -> None:
    assert json.loads(rk("studies", "--as-of", "2023-06-30", "--json").out) == []
    assert len(json.loads(rk("studies", "--as-of", "2023-07-10", "--json").out)) == 15
    assert rk("studies", "--as-of", "2023-07-10", "--draft", "-l", "en", "-o", "then.html").status == 0
    text = Path("then.html").read_text(encoding="utf-8")
    assert "As of the end of 2023-07-10 (UTC)." in text
    assert "Danielsen et al. (2018)" in text
