"""chart table on the command line: as a table to read, in long form, the fields; blinded, and as a draft."""

import csv
import json
from pathlib import Path

import pytest

from reviewkit.render.tables.charting import DICTIONARY, LONG
from reviewkit.render.tables.write import FORMATS
from tests.chart_forms import FORM
from tests.commands.reviews import contents, said
from tests.conftest import Command, Once
from tests.folders import with_form

FIELDS = ("--fields", "aim,n")


@pytest.fixture
def charted(coded: Path, rk: Command, once: Once, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small review, all decided: one included study, which a has charted to the end and b has begun."""
    with_form(monkeypatch, FORM)

    def make() -> None:
        for record in ("cinahl-0002", "cinahl-0003", "cinahl-0004", "medline-0003", "medline-0004"):
            for who in "ab":
                assert rk("screen", "decide", record, "-d", "exclude", "-r", "population", "--as", who).status == 0
        with (coded / "review.yaml").open("a", encoding="utf-8") as more:
            more.write("charting: {people: 2}\n")
        for who, aim in (("a", "to learn"), ("b", "to know")):
            put(rk, who, "set", "berg", "aim", aim)
            put(rk, who, "set", "berg", "n", "NR")
        put(rk, "a", "done", "berg")

    once("charted-for-a-table", coded.parent, make)
    return coded


def put(rk: Command, who: str, *words: str) -> str:
    ran = rk("chart", *words, "--as", who)
    assert ran.status == 0, ran.err
    return ran.out


def finish(rk: Command) -> None:
    put(rk, "b", "done", "berg")
    put(rk, "a", "settle", "berg", "aim", "to know", "--why", "discussion")


def test_a_person_sees_their_own_answers_until_both_are_done_and_as_theirs_alone(
    charted: Path, rk: Command
) -> None:
    seen = put(rk, "a", "table", *FIELDS)
    assert "to learn [only a]" in seen
    assert "to know" not in seen
    assert "DRAFT" in seen
    assert "Not charted to the end (1 of 1 studies): Berg (2024)." in seen
    nobody = rk("chart", "table", *FIELDS).out
    assert "to learn" not in nobody
    assert "to know" not in nobody


def test_where_people_differ_neither_answer_is_in_the_table(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    seen = put(rk, "a", "table", *FIELDS)
    assert "[not settled]" in seen
    assert "to learn" not in seen
    assert "Not settled yet: Berg (2024): aim." in seen
    refused = rk("chart", "table", *FIELDS, "-o", "t.docx")
    assert (refused.status, Path("t.docx").exists()) == (1, False)
    assert "not settled is Berg (2024): aim (reviewkit chart differences)" in refused.err


def test_a_finished_table_is_written_in_every_format_without_draft(charted: Path, rk: Command) -> None:
    finish(rk)
    outputs = [word for ending in FORMATS for word in ("-o", f"t.{ending}")]
    ran = rk("chart", "table", *FIELDS, *outputs, "--language", "nb")
    assert ran.status == 0, ran.err
    assert Path("t.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "Studie;aim;n (people)",
        "Berg (2024);to know;ikke rapportert",
    ]
    assert all(Path(f"t.{ending}").stat().st_size for ending in FORMATS)
    again = rk("chart", "table", *FIELDS, "-o", "t.csv")
    assert (again.status, "--force" in again.err) == (1, True)
    assert rk("chart", "table", *FIELDS, "-o", "t.csv", "--force").status == 0


def test_a_field_without_an_answer_stops_the_file_and_a_draft_says_which(charted: Path, rk: Command) -> None:
    finish(rk)
    refused = rk("chart", "table", "--fields", "aim,year", "-o", "t.csv")
    assert refused.status == 1
    assert "nothing is charted in Berg (2024): year (reviewkit chart set)" in refused.err
    assert rk("chart", "table", "--fields", "aim,year", "-o", "t.csv", "--draft").status == 0
    assert "Nothing charted yet: Berg (2024): year." in Path("t.csv").read_text(encoding="utf-8-sig")


def test_an_unfinished_study_is_named_with_what_to_do(charted: Path, rk: Command) -> None:
    refused = rk("chart", "table", *FIELDS, "-o", "t.csv")
    assert refused.status == 1
    assert "1 of 1 studies is not charted to the end: Berg (2024) (reviewkit chart done STUDY)" in refused.err


def test_fields_come_in_the_order_that_was_asked_for_and_an_unknown_one_is_named(
    charted: Path, rk: Command
) -> None:
    printed = json.loads(rk("chart", "table", "--fields", "n, aim,n", "--json").out)
    assert printed["fields"] == ["n", "aim"]
    refused = rk("chart", "table", "--fields", "aim,size")
    assert refused.status == 1
    assert "no field 'size'. Its fields are: aim, method," in refused.err
    everything = json.loads(rk("chart", "table", "--json").out)
    assert everything["fields"] == [one.id for one in FORM.fields()]


def test_agreement_is_in_the_notes_only_where_it_is_asked_for(charted: Path, rk: Command) -> None:
    finish(rk)
    said = "Agreement before differences were settled: aim: 0 of 1; n: 1 of 1."
    assert said in put(rk, "a", "table", *FIELDS, "--agreement")
    assert said not in put(rk, "a", "table", *FIELDS)


def test_columns_can_be_joined_named_numbered_and_totalled(charted: Path, rk: Command) -> None:
    put(rk, "a", "set", "berg", "n", "12", "-q", "We asked 12", "-p", "3", "--keep-lost")
    put(rk, "b", "set", "berg", "n", "12", "-q", "we  ASKED 12", "--keep-lost")
    finish(rk)
    words = ("--fields", "study+n=Who, aim(n)", "--number", "--quotes", "--sort", "year")
    assert rk("chart", "table", *words, "-o", "t.csv", "-l", "nb").status == 0
    with Path("t.csv").open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file, delimiter=";")
    assert head == ["Who", "aim (n\u00a0=\u00a012)"]
    assert row == ["1. Berg (2024)\n12\n«We asked 12» (s. 3)\n«we ASKED 12»", "to know"]
    printed = json.loads(rk("chart", "table", *words[:2], "--json").out)
    assert printed["columns"] == [{"fields": ["n"], "heading": "Who"}, {"fields": ["aim"], "heading": None}]
    assert printed["totals"] == [{"field": "n", "at": "aim", "sum": 12, "studies": ["berg"]}]
    assert "NR" not in put(rk, "a", "table", "--fields", "n", "--ids")


def test_a_field_that_only_a_total_needs_is_waited_for(charted: Path, rk: Command) -> None:
    finish(rk)
    put(rk, "a", "set", "berg", "age", "3", "-i", "1")
    refused = rk("chart", "table", "--fields", "aim(age)", "-o", "t.csv")
    assert "not settled is Berg (2024): age" in refused.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--sort", "size"), "cannot be sorted by 'size'. They can be sorted by: citation, year, aim"),
        (("--fields", "n(aim)"), "aim is a field of type text, which has no total"),
    ],
)
def test_what_cannot_be_laid_out_is_refused_with_what_can(
    charted: Path, rk: Command, words: tuple[str, ...], said: str
) -> None:
    ran = rk("chart", "table", *words)
    assert (ran.status, said in ran.err) == (1, True)


@pytest.mark.parametrize("option", ["--number", "--quotes", "--ids"])
@pytest.mark.parametrize("table", ["--long", "--dictionary"])
def test_tables_for_programs_have_no_layout(charted: Path, rk: Command, table: str, option: str) -> None:
    ran = rk("chart", "table", table, option)
    assert ran.status == 2
    assert f"{option} cannot be used with --long or --dictionary" in said(ran)


def test_the_long_form_is_a_csv_with_commas_and_nothing_below_the_rows(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    ran = rk("chart", "table", "--long", "-o", "long.csv", "--language", "nb")
    assert ran.status == 0, ran.err
    with Path("long.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == LONG
    assert [(row[1], row[3], row[5], row[7]) for row in rows] == [
        ("aim", "to learn", "a", "no"),
        ("aim", "to know", "b", "no"),
        ("n", "", "a", "yes"),
        ("n", "", "b", "no"),
    ]
    assert "Not settled yet" in put(rk, "a", "table", "--long", "--fields", "aim")


def test_the_long_form_of_somebody_who_is_still_at_it_has_only_their_own(charted: Path, rk: Command) -> None:
    assert "to learn" not in put(rk, "b", "table", "--long")
    assert "to know" in put(rk, "b", "table", "--long")


def test_the_long_form_keeps_what_was_charted_in_a_field_that_the_form_no_longer_has(
    charted: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(rk)
    (group,) = FORM.groups
    without = type(FORM)((type(group)("basics", {}, tuple(one for one in group.fields if one.id != "aim")),))
    with_form(monkeypatch, without)
    for name, words in (("all", ()), ("some", ("--fields", "n"))):
        put(rk, "a", "table", "--long", "-o", f"{name}.csv", *words)
    assert "to learn" in Path("all.csv").read_text(encoding="utf-8-sig")
    assert "to learn" not in Path("some.csv").read_text(encoding="utf-8-sig")


def test_the_dictionary_has_a_row_for_each_field(charted: Path, rk: Command) -> None:
    assert rk("chart", "table", "--dictionary", "-o", "fields.csv", "-l", "nb").status == 0
    with Path("fields.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == DICTIONARY
    assert [row[0] for row in rows] == [one.id for one in FORM.fields()]


@pytest.mark.parametrize(
    "options",
    [("--json", "--long"), ("--long", "--dictionary"), ("--json", "-o", "t.csv"), ("--json", "--agreement")],
)
def test_what_cannot_be_had_at_once_is_refused(charted: Path, rk: Command, options: tuple[str, ...]) -> None:
    before = contents(charted)
    assert rk("chart", "table", *options).status == 2
    assert contents(charted) == before


def test_json_has_what_each_person_said_and_what_is_missing(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    printed = json.loads(rk("chart", "table", "--fields", "aim,n,year", "--json").out)
    assert printed["finished"] is False
    assert printed["missing"]["left_out"] == [{"study": "berg", "fields": ["year"]}]
    assert printed["missing"]["not_settled"] == [{"study": "berg", "fields": ["aim"]}]
    assert (printed["people"], printed["mode"]) == (2, "independent")
    (study,) = printed["studies"]
    assert [(one["field"], one["holds"]) for one in study["charted"]] == [("aim", False), ("n", True)]


def test_json_of_somebody_who_is_still_at_it_has_only_their_own(charted: Path, rk: Command) -> None:
    assert "to learn" not in put(rk, "b", "table", "--json")


def test_studies_come_in_the_order_of_their_citations_and_a_part_of_them_is_said_to_be_one(
    charted: Path, rk: Command
) -> None:
    for who in "ab":
        assert rk("screen", "decide", "cinahl-0002", "-d", "include", "--as", who).status == 0
    (charted / "studies.yaml").write_text(
        "aas: {citation: Åås (2023), records: [cinahl-0001]}\nberg: {citation: Berg (2024), records: [cinahl-0002]}\n",
        encoding="utf-8",
    )
    printed = json.loads(rk("chart", "table", "--json").out)
    assert [one["study"] for one in printed["studies"]] == ["berg", "aas"]
    assert "Only 1 of 2 included studies." in put(rk, "a", "table", *FIELDS, "--only", "berg")
    assert "Only 1 of 2" not in put(rk, "a", "table", *FIELDS)
    assert rk("chart", "table", "--only", "nobody").status == 1
    for who in "ab":
        put(rk, who, "set", "aas", "aim", "to see")
        put(rk, who, "done", "aas")
    put(rk, "b", "done", "berg")
    assert "aim: 1 of 2" in put(rk, "a", "table", *FIELDS, "--agreement")
    assert "aim: 1 of 1" in put(rk, "a", "table", *FIELDS, "--agreement", "--only", "aas")
