"""code export and codebook export: files for other programs, with what these do not have."""

import csv
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.commands.reviews import said
from tests.conftest import Command


@pytest.fixture
def quoted(coded: Path, rk: Command) -> Path:
    assert (
        rk("code", "add", "berg", "-c", "trust", "-q", "We trust, each other", "-p", "4", "--as", "a").status == 0
    )
    assert rk("code", "mark", "berg", "-c", "time", "--why", "the aim", "--as", "a").status == 0
    return coded


def test_a_project_is_written_with_what_it_lacks(quoted: Path, rk: Command) -> None:
    ran = rk("code", "export", "all.qdpx")
    assert ran.status == 0
    assert ran.out.splitlines()[0] == "1 coding, 1 study, 0 texts"
    assert "  codes on whole studies (1): the file does not say whose, nor why" in ran.out
    assert "The file holds the full texts" not in ran.out
    with zipfile.ZipFile("all.qdpx") as archive:
        assert archive.namelist() == ["project.qde"]
    again = rk("code", "export", "all.qdpx")
    assert again.status != 0
    assert "--force" in again.err
    shown = json.loads(rk("code", "export", "all.qdpx", "--force", "--json").out)
    assert (shown["codings"], shown["texts"]) == (1, 0)


def test_a_table_of_codings_has_quotes_and_marks(quoted: Path, rk: Command) -> None:
    assert rk("code", "export", "all.csv").out == "2 codings\n"
    with Path("all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["coder"], row["code"], row["quote"], row["page"]) for row in rows] == [
        ("a", "trust", "We trust, each other", "4"),
        ("a", "time", "", ""),
    ]
    assert all(row["id"] and row["at"].endswith("Z") for row in rows)
    assert rk("code", "export", "all.xlsx").status == 0
    sheet = openpyxl.load_workbook("all.xlsx").worksheets[0]
    assert "We trust, each other" in [cell.value for row in sheet.rows for cell in row]


def test_a_codebook_is_written_and_read_back(quoted: Path, rk: Command) -> None:
    assert rk("codebook", "export", "b.qdc").out == (
        "2 codes\nWhat the file does not have as it is here:\n"
        "  left out: the title of the codebook and its version (1)\n"
    )
    assert rk("codebook", "export", "b.csv").out == "2 codes\n"
    for name in ("b.qdc", "b.csv"):
        assert "0 new codes, 2 codes are the same" in rk("codebook", "import", name, "--dry-run", "--as", "a").out
    assert json.loads(rk("codebook", "export", "c.qdc", "--json").out)["codes"] == 2


def test_endings_and_people_that_are_none_are_refused(quoted: Path, rk: Command) -> None:
    assert "must end with .qdpx, .csv or .xlsx" in rk("code", "export", "all.docx").err
    assert "must end with .qdc, .csv or .xlsx" in rk("codebook", "export", "all").err
    assert "has not coded anything" in rk("code", "export", "all.qdpx", "--whose", "b").err
    assert "there is no codebook 'x'" in said(rk("code", "export", "all.csv", "--codebook", "x"))
    assert not list(quoted.glob("all*"))


def test_what_others_coded_is_not_in_it_before_all_have_finished(coded: Path, rk: Command) -> None:
    assert rk("protocol", "coding", "--team", "independent", "--as", "a").status == 0
    for who, words in (("a", "Words of one"), ("b", "Words of another")):
        assert rk("code", "add", "berg", "-c", "trust", "-q", words, "--as", who).status == 0
    for name in ("all.csv", "all.qdpx"):
        ran = rk("code", "export", name, "--as", "b")
        assert "1 coding" in ran.out
        assert "what others coded in this study is shown once" in ran.err
    assert "Words of one" not in Path("all.csv").read_text(encoding="utf-8-sig")
    with zipfile.ZipFile("all.qdpx") as archive:
        assert b"Words of one<" not in archive.read("project.qde")
    assert json.loads(rk("code", "export", "all.csv", "--as", "b", "--force", "--json").out)["closed"] == ["berg"]
