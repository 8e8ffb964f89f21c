"""chart summary and chart cross on the command line: counted, blinded, as drafts, and in every format."""

import csv
import json
from pathlib import Path

import pytest

from reviewkit.render.tables.write import FORMATS
from tests.commands.test_chart_table import charted, finish, put
from tests.conftest import Command

__all__ = ["charted"]  # the fixture


def rows_of(path: str) -> list[list[str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_nobody_s_answer_is_counted_before_it_holds_and_none_is_shown(charted: Path, rk: Command) -> None:
    seen = put(rk, "a", "summary", "aim", "n")
    assert "DRAFT" in seen
    assert "Not settled yet" in seen
    assert "to learn" not in seen
    assert "NR" not in seen
    printed = json.loads(put(rk, "a", "summary", "n", "--json"))
    assert [(one["kind"], one["studies"]) for one in printed["fields"][0]["categories"]] == [
        ("not-settled", ["berg"])
    ]
    assert (
        json.loads(rk("chart", "summary", "n", "--json").out)["fields"][0]["categories"][0]["kind"]
        == "not-charted"
    )


def test_a_finished_summary_is_written_in_every_format_and_a_draft_only_where_it_is_asked_for(
    charted: Path, rk: Command
) -> None:
    refused = rk("chart", "summary", "aim", "-o", "t.csv")
    assert (refused.status, Path("t.csv").exists()) == (1, False)
    assert "not charted to the end" in refused.err
    assert rk("chart", "summary", "aim", "-o", "draft.csv", "--draft").status == 0
    assert "DRAFT" in Path("draft.csv").read_text(encoding="utf-8-sig")
    finish(rk)
    outputs = [word for ending in FORMATS for word in ("-o", f"t.{ending}")]
    ran = rk("chart", "summary", "aim", "n", *outputs)
    assert ran.status == 0, ran.err
    assert rows_of("t.csv") == [
        ["Field", "Answer", "Studies (n\u00a0=\u00a01)", "Per cent"],
        ["aim", "Charted", "1", "100%"],
        ["n (people)", "Not reported", "1", "100%"],
    ]


def test_without_fields_all_of_the_form_are_summarised(charted: Path, rk: Command) -> None:
    printed = json.loads(rk("chart", "summary", "--json").out)
    assert [one["id"] for one in printed["fields"]][:4] == ["aim", "method", "n", "age"]
    assert [one["id"] for one in json.loads(rk("chart", "summary", "n", "aim", "n", "--json").out)["fields"]] == [
        "n",
        "aim",
    ]


def test_two_fields_are_crossed_and_themes_are_one(charted: Path, rk: Command) -> None:
    for who in "ab":
        put(rk, who, "set", "berg", "country", "Norway")
        put(rk, who, "set", "berg", "design", "trial")
    finish(rk)
    assert rk("chart", "cross", "country", "design", "-o", "t.csv").status == 0
    assert rows_of("t.csv") == [
        ["country / design", "Trial", "Cohort study", "Not clear", "All"],
        ["Norway", "1", "0", "0", "1"],
        ["All", "1", "0", "0", "1"],
    ]
    printed = json.loads(rk("chart", "cross", "country", "theme", "--json").out)
    assert [axis["id"] for axis in printed["axes"]] == ["country", "theme"]
    assert printed["finished"] is False
    assert rk("chart", "cross", "country", "theme", "-o", "themes.csv").status == 1


def test_themes_are_crossed_as_one_person_or_all_agreed_coded_them(charted: Path, rk: Command) -> None:
    for who in "ab":
        put(rk, who, "set", "berg", "country", "Norway")
    finish(rk)
    assert (
        rk("code", "add", "berg", "-c", "trust", "-q", "words", "--relation", "contradicts", "--as", "a").status
        == 0
    )
    for who in "ab":
        assert rk("code", "done", "berg", "--as", who).status == 0
    crossed = {}
    for whose in ("a", "b", "agreed", "any"):
        assert rk("chart", "cross", "theme", "country", "--whose", whose, "-o", f"{whose}.csv").status == 0
        crossed[whose] = rows_of(f"{whose}.csv")[1:]
    assert crossed["a"][:3] == [["Trust", "1", "1"], ["Time", "0", "0"], ["Trust: also contradicted", "1", "1"]]
    assert crossed["b"] == [
        ["Trust", "0", "0"],
        ["Time", "0", "0"],
        ["None of the themes", "1", "1"],
        ["All", "1", "1"],
    ]
    assert crossed["agreed"][0] == ["Trust", "0", "0"]
    assert ["Not coded to the end", "1", "1"] in crossed["agreed"]
    assert crossed["agreed"][-1][0] == "Coders differ in 1 cell, shown as not assessed."
    assert crossed["any"][0] == ["Trust", "1", "1"]
    said = rk("chart", "cross", "theme", "country", "--whose", "a", "--level", "code").out
    assert said.startswith("Codes by country: number of studies, as coded by a")
    assert "A study with several answers counts in each of them (Codes)" in said
    printed = json.loads(rk("chart", "cross", "theme", "country", "--whose", "a", "--json").out)
    assert (printed["whose"], printed["level"], printed["coders"]) == ("a", "theme", ["a"])
    assert rk("chart", "cross", "theme", "country", "--whose", "nobody").status == 1


def test_a_figure_of_themes_says_whose_coding_it_is(charted: Path, rk: Command) -> None:
    for who in "ab":
        assert rk("code", "add", "berg", "-c", "trust", "-q", f"words {who}", "--as", who).status == 0
    for look in (("theme",), ("theme", "country"), ("country", "theme")):
        assert "Themes, by any of a, b." in " ".join(rk("chart", "figure", *look).out.split())
    assert rk("chart", "figure", "theme", "country", "--whose", "b", "--draft", "-o", "f.svg").status == 0
    assert "as coded by b" in Path("f.svg").read_text(encoding="utf-8")


def test_a_part_of_the_studies_is_said_to_be_one_and_a_digest_is_below(charted: Path, rk: Command) -> None:
    for who in "ab":
        assert rk("screen", "decide", "cinahl-0002", "-d", "include", "--as", who).status == 0
    for words in (("summary", "n"), ("cross", "country", "design")):
        seen = rk("chart", *words, "--only", "berg", "--digest").out
        assert "Only 1 of 2 included studies." in seen
        assert "data as of" in seen


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("summary", "size"), 1, "no field 'size'. Its fields are: aim, method"),
        (("cross", "country", "size"), 1, "no field 'size'. Its fields are: aim, method"),
        (("cross", "country"), 2, "FIELD"),
        (("summary", "--json", "-o", "t.csv"), 2, "--json and --output cannot be used together"),
        (("cross", "country", "theme", "--codebook", "none"), 1, "There is no codebook 'none'"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    charted: Path, rk: Command, words: tuple[str, ...], status: int, said: str
) -> None:
    ran = rk("chart", *words)
    assert ran.status == status
    assert said in " ".join(ran.err.replace("│", " ").split())
