"""code cooccur and code robustness on the command line: whose coding, levels, drafts, and every format."""

import csv
import json
from pathlib import Path

import pytest

from reviewkit.render.tables.write import FORMATS
from tests.commands.reviews import is_harmless, said
from tests.commands.test_matrix import finished, found
from tests.conftest import Command, Once

__all__ = ["finished", "found"]  # the fixtures


@pytest.fixture
def two(finished: Path, rk: Command, once: Once) -> Path:
    """Berg, coded to the end by a and b: a has a quote on both themes, b one on trust alone."""

    def make() -> None:
        for words, who in (
            (("-c", "trust", "-c", "time", "-q", "no time to trust"), "a"),
            (("-c", "trust", "-q", "x"), "b"),
        ):
            assert rk("code", "add", "berg", *words, "--as", who).status == 0
        for study in ("berg", "aas"):
            assert rk("code", "done", study, "--as", "b").status == 0

    once("two-coded", finished.parent, make)
    return finished


def rows_of(path: str) -> list[list[str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_what_is_together_is_counted_by_quote_and_by_study_and_for_whoever_is_named(
    two: Path, rk: Command
) -> None:
    numbers = {}
    for whose in ("any", "a", "b", "agreed"):
        for by in ("quote", "study"):
            assert rk("code", "cooccur", "--whose", whose, "--by", by, "-o", "t.csv", "--force").status == 0
            numbers[whose, by] = rows_of("t.csv")[1:3]
    assert numbers["any", "quote"] == [["Trust", "2", "1"], ["Time", "1", "1"]]
    assert numbers["any", "study"] == [["Trust", "1", "1"], ["Time", "1", "1"]]
    assert numbers["a", "quote"] == [["Trust", "1", "1"], ["Time", "1", "1"]]
    assert numbers["b", "quote"] == [["Trust", "1", "0"], ["Time", "0", "0"]]
    assert numbers["agreed", "quote"] == [["Trust", "2", "NA"], ["Time", "NA", "NA"]]
    assert "as coded by b" in rk("code", "cooccur", "--whose", "b").out
    assert "by all of a, b who coded the study" in rk("code", "cooccur", "--whose", "agreed").out


def test_the_ids_behind_a_number_are_those_of_the_quotes(two: Path, rk: Command) -> None:
    printed = json.loads(rk("code", "cooccur", "--json").out)
    quotes = {one["quote"]: one["event"] for one in json.loads(rk("code", "quotes", "--json").out)["quotes"]}
    (pair,) = [one for one in printed["pairs"] if (one["first"], one["second"]) == ("trust", "time")]
    assert (pair["quotes"], pair["studies"]) == ([quotes["no time to trust"]], ["berg"])


def test_the_quotes_of_what_all_agree_on_are_those_of_everybody_under_the_themes_that_all_found(
    two: Path, rk: Command
) -> None:
    printed = json.loads(rk("code", "quotes", "--whose", "agreed", "--json").out)
    assert [(one["quote"], one["theme"]) for one in printed["quotes"]] == [
        ("no time to trust", "trust"),
        ("x", "trust"),
    ]
    assert printed["coder"] == "agreed"
    assert "Quotes by theme, by all of a, b who coded the study" in rk("code", "quotes", "--whose", "agreed").out
    assert rk("code", "mark", "aas", "-c", "time", "--as", "a").status == 0
    assert json.loads(rk("code", "quotes", "--whose", "agreed", "--only", "aas", "--json").out)["quotes"] == []


def test_only_the_codes_that_were_named_are_shown(two: Path, rk: Command) -> None:
    assert "Time" not in rk("code", "cooccur", "-c", "trust").out
    refused = rk("code", "cooccur", "-c", "hope")
    assert refused.status == 2
    assert "--code hope: there is no such row at --level theme; there are: trust, time" in said(refused)


def test_what_a_theme_rests_on_is_a_table(two: Path, rk: Command) -> None:
    assert rk("code", "robustness", "-o", "t.csv").status == 0
    heads, trust, time = rows_of("t.csv")
    assert dict(zip(heads, trust, strict=True))["Studies left without one coder"] == "1"
    assert time == ["Time", "1", "0", "1", "0", "1", "0", "1", "0", "Berg (2024); a"]
    printed = json.loads(rk("code", "robustness", "--json").out)
    assert [(one["only_study"], one["only_coder"]) for one in printed["rows"]] == [("berg", None), ("berg", "a")]


@pytest.mark.parametrize("command", ["cooccur", "robustness", "cooccur --layout list"])
def test_a_table_goes_into_every_format_and_only_as_a_draft_while_it_is_one(
    command: str, two: Path, rk: Command
) -> None:
    for ending in FORMATS:
        assert rk("code", *command.split(), "-o", f"t.{ending}").status == 0
    assert rk("code", "done", "aas", "--not-yet", "--as", "a").status == 0
    assert rk("code", "done", "aas", "--not-yet", "--as", "b").status == 0
    ran = rk("code", *command.split(), "-o", "draft.md")
    assert (ran.status, Path("draft.md").exists()) == (1, False)
    assert rk("code", *command.split(), "-o", "draft.md", "--draft", "--only", "aas", "--digest").status == 0
    written = Path("draft.md").read_text(encoding="utf-8")
    assert all(part in written for part in ("DRAFT", "Only 1 of 2 included studies.", "data as of"))


@pytest.mark.parametrize("command", ["cooccur", "robustness"])
@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (("--whose", "nobody"), 1, "'nobody' has not coded anything"),
        (("--codebook", "methods"), 1, "There is no codebook 'methods'"),
        (("--only", "lund"), 1, "lund"),
        (("--json", "-o", "t.csv"), 2, "cannot be used together"),
    ],
)
def test_what_cannot_be_made_is_refused(
    command: str, words: tuple[str, ...], status: int, why: str, two: Path, rk: Command
) -> None:
    ran = rk("code", command, *words)
    assert ran.status == status
    assert why in said(ran)


def test_hostile_labels_do_not_act(two: Path, rk: Command) -> None:
    (two / "codebooks" / "themes.yaml").write_text(
        'codes: {trust: "=SUM \\e]0;x\\a\\u202e<script>", time: "+Time"}\n', encoding="utf-8"
    )
    for command in ("cooccur", "robustness", "cooccur --layout list"):
        words = ("code", *command.split())
        assert is_harmless(rk(*words))
        assert rk(*words, "-o", "t.csv", "-o", "t.html", "--draft", "--force").status == 0
        assert not [cell for row in rows_of("t.csv") for cell in row if cell.startswith(("=", "+", "@"))]
        assert "<script>" not in Path("t.html").read_text(encoding="utf-8")
