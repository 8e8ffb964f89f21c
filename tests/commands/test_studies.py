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
    assert rk("studies", "-o", "s.csv", "-o", "s.docx").status == 0
    with Path("s.csv").open(encoding="utf-8-sig", newline="") as lines:
        head, row, *_ = csv.reader(lines)
    assert (row[0], row[head.index("Country")]) == ("Berg (2024)", "NO")
    assert rk("studies", "-o", "s.csv").status == 1
    assert rk("studies", "-o", "s.csv", "--force").status == 0


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
    rk("studies", "-o", "s.csv")
    with Path("s.csv").open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
