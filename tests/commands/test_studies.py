"""studies: the included studies and what studies.yaml says of them."""

import csv
import json
from pathlib import Path

import pytest

from tests.commands.reviews import contents, is_harmless, said
from tests.conftest import Command


def test_included_studies_stand_in_the_table_with_their_characteristics(coded: Path, rk: Command) -> None:
    ran = rk("studies")
    assert ran.status == 0
    assert "Berg (2024)" in ran.out
    assert "NO" in ran.out.split()


def test_a_study_as_json(coded: Path, rk: Command) -> None:
    (told,) = json.loads(rk("studies", "--json").out)
    assert (told["key"], told["citation"], told["records"]) == ("berg", "Berg (2024)", ["cinahl-0001"])
    assert told["characteristics"] == {"country": "NO"}


def test_a_study_that_is_not_included_is_in_no_table(coded: Path, rk: Command) -> None:
    with (coded / "studies.yaml").open("a", encoding="utf-8") as more:
        more.write("dahl: {citation: Dahl (2020), records: [cinahl-0002]}\n")
    assert [one["key"] for one in json.loads(rk("studies", "--json").out)] == ["berg"]
    assert "Dahl" not in rk("studies").out


def test_the_table_goes_into_files_once(coded: Path, rk: Command) -> None:
    assert rk("studies", "--draft", "-o", "s.csv", "-o", "s.docx").status == 0
    with Path("s.csv").open(encoding="utf-8-sig", newline="") as lines:
        head, row, *_ = csv.reader(lines)
    assert (row[0], row[head.index("Country")]) == ("Berg (2024)", "NO")
    assert rk("studies", "--draft", "-o", "s.csv").status == 1
    assert rk("studies", "--draft", "-o", "s.csv", "--force").status == 0


def test_without_studies_there_is_an_empty_table(ready: Path, rk: Command) -> None:
    assert json.loads(rk("studies", "--json").out) == []
    assert rk("studies").status == 0


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["-o", "s.pdf"], 1, "cannot be written as .pdf"),
        (["-o", "good.csv", "-o", "s"], 1, "cannot be written as a file without an extension"),
        (["-l", "tlh"], 1, "There are no labels in the language 'tlh'"),
        (["-o", "s.csv", "--json"], 2, "cannot be used together"),
        (["berg"], 2, "unexpected extra argument"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(
    coded: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = contents(coded)
    ran = rk("studies", *args)
    assert ran.status == status
    assert why in said(ran)
    assert contents(coded) == before


def test_hostile_citations_and_characteristics_do_not_act(coded: Path, rk: Command) -> None:
    (coded / "studies.yaml").write_text(
        'berg: {citation: "=1+1 \\e]0;x\\a\\u202e", records: [cinahl-0001], characteristics: {"\\a+k": "-1"}}\n',
        encoding="utf-8",
    )
    ran = rk("studies")
    assert ran.status == 0
    assert is_harmless(ran)
    rk("studies", "--draft", "-o", "s.csv")
    with Path("s.csv").open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


# --- with a charting form ---------------------------------------------------------------------------------------------


@pytest.fixture
def charted(coded: Path, rk: Command) -> Path:
    """Of the one included study, whose country studies.yaml has, aim and n are asked, and the aim is charted."""
    (coded / "charting").mkdir()
    (coded / "charting" / "form.yaml").write_text(
        "groups: [{id: study, label: The study, fields: [aim, {id: n, label: People, type: integer}]}]",
        encoding="utf-8",
    )
    assert rk("chart", "set", "berg", "aim", "to learn", "--as", "a").status == 0
    return coded


def test_with_a_charting_form_the_table_is_that_of_chart_table(charted: Path, rk: Command) -> None:
    assert rk("studies").out == rk("chart", "table").out
    assert "to learn" in rk("studies").out
    ran = rk("studies", "-o", "s.docx")
    assert ran.status == 1
    assert ran.err == rk("chart", "table", "-o", "s.docx").err
    assert not Path("s.docx").exists()
    for command, name in ((("studies",), "s"), (("chart", "table"), "t")):
        assert rk(*command, "--draft", "-l", "nb", "--separator", ",", "-o", f"{name}.csv").status == 0
    assert Path("s.csv").read_bytes() == Path("t.csv").read_bytes()


def test_with_a_charting_form_a_study_as_json_has_what_was_charted_and_holds(charted: Path, rk: Command) -> None:
    (told,) = json.loads(rk("studies", "--json").out)
    assert told["characteristics"] == {"aim": "to learn"}
    rk("chart", "set", "berg", "n", "1 294", "--as", "a")
    (told,) = json.loads(rk("studies", "--json").out)
    assert told["characteristics"] == {"aim": "to learn", "n": "1294"}


def test_nobody_sees_in_the_studies_what_another_charts_at_the_same_time(charted: Path, rk: Command) -> None:
    with (charted / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("charting: {people: 2}\n")
    for viewer in ((), ("--as", "b")):
        assert "to learn" not in rk("studies", *viewer).out
        assert "to learn" not in rk("studies", "--json", *viewer).out
    for who in "ab":
        rk("chart", "set", "berg", "aim", "to learn", "--as", who)
        rk("chart", "done", "berg", "--as", who)
    assert json.loads(rk("studies", "--json", "--as", "b").out)[0]["characteristics"] == {"aim": "to learn"}


def test_characteristics_that_nobody_charted_are_named_with_what_takes_them_over(coded: Path, rk: Command) -> None:
    assert "note" not in rk("studies").err
    (coded / "charting").mkdir()
    (coded / "charting" / "form.yaml").write_text(
        "groups: [{id: study, label: The study, fields: [country]}]", encoding="utf-8"
    )
    ran = rk("studies")
    assert "the characteristics in studies.yaml are not shown (berg)" in ran.err
    assert "NO" not in ran.out.split()
    assert rk("chart", "move", "--as", "a").status == 0
    ran = rk("studies")
    assert ran.err == ""
    assert "NO" in ran.out.split()


# --- join, split, change --------------------------------------------------------------------------------------------


@pytest.fixture
def two(coded: Path, rk: Command) -> Path:
    """Two included reports, each a study."""
    for who in "ab":
        assert rk("screen", "decide", "cinahl-0002", "-d", "include", "--as", who).status == 0
    with (coded / "studies.yaml").open("a", encoding="utf-8") as more:
        more.write("# the second\ndahl: {citation: Dahl (2020), records: [cinahl-0002]}\n")
    return coded


def keys(rk: Command) -> dict[str, list[str]]:
    return {study["key"]: study["records"] for study in json.loads(rk("studies", "--json").out)}


def test_studies_are_joined_and_split_and_each_change_can_be_undone(two: Path, rk: Command) -> None:
    before = (two / "studies.yaml").read_text(encoding="utf-8")
    ran = rk("studies", "join", "berg", "dahl", "--as", "a", "--note", "one team")
    assert ran.out.startswith(
        "berg: Berg (2024) (cinahl-0001, cinahl-0002)\nstudies.yaml was changed; to undo this: "
    )
    assert keys(rk) == {"berg": ["cinahl-0001", "cinahl-0002"]}
    assert rk("undo", ran.out.split()[-1], "--as", "a").status == 0
    assert (two / "studies.yaml").read_text(encoding="utf-8") == before
    rk("studies", "join", "dahl", "berg", "--key", "both", "--citation", "Both (2024)", "--as", "a")
    assert keys(rk) == {"both": ["cinahl-0002", "cinahl-0001"]}
    rk("studies", "split", "both", "cinahl-0001", "--key", "berg", "--citation", "Berg (2024)", "--as", "a")
    assert keys(rk) == {"both": ["cinahl-0002"], "berg": ["cinahl-0001"]}


def test_a_split_names_the_coders_whose_quotes_should_be_checked(two: Path, rk: Command) -> None:
    rk("code", "mark", "berg", "--code", "trust", "--as", "b")
    rk("studies", "join", "berg", "dahl", "--as", "a")
    ran = rk("studies", "split", "berg", "cinahl-0002", "--as", "a")
    assert "note: the coding by b stays with the old study" in ran.err


def test_a_study_is_changed(two: Path, rk: Command) -> None:
    ran = rk(
        "studies", "change", "dahl", "--citation", "Dahl: 2021", "--set", "core", "--key", "dahl2021", "--as", "a"
    )
    assert ran.status == 0
    (study,) = [one for one in json.loads(rk("studies", "--json").out) if one["key"] == "dahl2021"]
    assert (study["citation"], study["sets"]) == ("Dahl: 2021", ["core"])
    assert "# the second\n" in (two / "studies.yaml").read_text(encoding="utf-8")
    again = rk("studies", "change", "dahl2021", "--set", "core", "--as", "a")
    assert again.out.endswith("studies.yaml says so already; nothing was changed\n")


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["join", "berg"], 1, "Name at least two studies to join"),
        (["join", "berg", "zoe"], 1, "There is no study 'zoe'"),
        (["split", "berg", "cinahl-0001"], 1, "Nothing would be left in berg"),
        (["split", "berg"], 2, "Missing argument"),
        (["change", "berg"], 2, "say what to change"),
        (["change", "berg", "--key", "dahl"], 1, "There is a study 'dahl' already"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    two: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = (two / "studies.yaml").read_bytes()
    ran = rk("studies", *args, "--as", "a")
    assert ran.status == status
    assert why in said(ran)
    assert (two / "studies.yaml").read_bytes() == before
