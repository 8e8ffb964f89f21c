"""matrix: the theme x study table, on the screen and in files."""

import csv
import json
from pathlib import Path

import pytest

from tests.commands.reviews import contents, is_harmless, said
from tests.conftest import Command


@pytest.fixture
def found(coded: Path, rk: Command) -> Path:
    """One study with a quote of a on trust."""
    rk("code", "add", "berg", "-c", "trust", "-q", "words", "-p", "4", "--as", "a")
    return coded


def test_the_table_is_printed_as_a_list_or_as_a_grid(found: Path, rk: Command) -> None:
    listed = rk("matrix")
    assert listed.status == 0
    assert "Trust" in listed.out
    assert "Berg (2024)" in listed.out
    grid = rk("matrix", "--layout", "grid")
    assert grid.out != listed.out
    (row,) = [line.split() for line in grid.out.splitlines() if "Berg (2024)" in line]
    assert "1" in row


def test_the_table_goes_into_every_format_once(found: Path, rk: Command) -> None:
    for ending in ("csv", "md", "html", "xlsx", "docx"):
        ran = rk("matrix", "-o", f"table.{ending}")
        assert (ran.status, ran.out, ran.err) == (0, "", f"wrote table.{ending}\n")
    assert rk("matrix", "-o", "table.csv").status == 1
    assert rk("matrix", "-o", "table.csv", "--force").status == 0


def test_the_matrix_as_json(found: Path, rk: Command) -> None:
    told = json.loads(rk("matrix", "--json").out)
    assert (told["codebook"], told["version"], told["marks"]) == ("themes", "1", 1)
    assert told["studies"] == {"berg": "Berg (2024)"}
    assert told["cells"] == {"berg": {"trust": "present", "time": "not-assessed"}}
    assert told["studies_per_theme"] == {"trust": 1, "time": 0}
    assert told["problems"] == []


def test_the_labels_are_those_of_the_language_asked_for(found: Path, rk: Command) -> None:
    (found / "codebooks" / "themes.yaml").write_text(
        "codes:\n  trust: {label: {en: Trust, nb: Tillit}}\n  time: {label: {en: Time, nb: Tid}}\n",
        encoding="utf-8",
    )
    rk("matrix", "--layout", "grid", "-l", "nb", "-o", "grid.csv")
    with Path("grid.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines, delimiter=";"))
    assert rows[0][1:3] == ["Tillit", "Tid"]
    rk("matrix", "--layout", "grid", "-l", "nb", "-o", "comma.csv", "--separator", ",")
    assert Path("comma.csv").read_text(encoding="utf-8-sig").startswith("Studie,Tillit,Tid")


def test_the_coding_of_one_person_alone(found: Path, rk: Command) -> None:
    rk("code", "add", "berg", "-c", "time", "-q", "other words", "--as", "b")
    cells = {
        whose: json.loads(rk("matrix", "--whose", whose, "--json").out)["cells"]["berg"]
        for whose in ("a", "b", "any")
    }
    assert (cells["a"]["trust"], cells["a"]["time"]) == ("present", "not-assessed")
    assert (cells["b"]["trust"], cells["b"]["time"]) == ("not-assessed", "present")
    assert set(cells["any"].values()) == {"present"}


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["--layout", "cube"], 2, "'cube' is not one of"),
        (["--codebook", "methods"], 1, "There is no codebook 'methods'. The codebooks are: themes"),
        (["-l", "tlh"], 1, "There are no labels in the language 'tlh'"),
        (
            ["-o", "table.pdf"],
            1,
            "cannot be written as .pdf. The file name must end with one of: .csv, .md, .html, .xlsx, .docx",
        ),
        (["-o", "table"], 1, "cannot be written as a file without an extension"),
        (["-o", "table.csv", "--json"], 2, "cannot be used together"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(
    found: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = contents(found)
    ran = rk("matrix", *args)
    assert ran.status == status
    assert why in said(ran)
    assert contents(found) == before


def test_without_a_codebook_or_a_theme_it_says_what_to_write(ready: Path, rk: Command) -> None:
    ran = rk("matrix")
    assert ran.status == 1
    assert "There is no codebook yet. Write one in the folder codebooks/" in ran.err
    (ready / "codebooks").mkdir()
    (ready / "codebooks" / "themes.yaml").write_text("title: Themes\ncodes:\n", encoding="utf-8")
    ran = rk("matrix")
    assert ran.status == 1
    assert "codebooks/themes.yaml: this codebook has no themes yet. Add one under `codes:`" in ran.err


def test_several_codebooks_have_to_be_named(found: Path, rk: Command) -> None:
    (found / "codebooks" / "methods.yaml").write_text("codes: {trial: Trial}\n", encoding="utf-8")
    ran = rk("matrix")
    assert ran.status == 1
    assert "There are several codebooks. Choose one with --codebook: methods, themes" in ran.err
    assert list(json.loads(rk("matrix", "--codebook", "methods", "--json").out)["themes"]) == ["trial"]


def test_without_studies_the_table_is_made_and_the_reason_told(ready: Path, rk: Command) -> None:
    (ready / "codebooks").mkdir()
    (ready / "codebooks" / "themes.yaml").write_text("codes: {trust: Trust}\n", encoding="utf-8")
    ran = rk("matrix")
    assert ran.status == 0
    assert ran.err == "no study is included yet, so the table has no rows: reviewkit status\n"


def test_an_error_in_the_coding_fails_but_the_table_is_shown(found: Path, rk: Command) -> None:
    path = found / "coding" / "b" / "berg.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("segments:\n  - {quote: words, codes: [nonsense]}\n", encoding="utf-8")
    ran = rk("matrix")
    assert ran.status == 1
    assert "Berg (2024)" in ran.out
    assert "'nonsense'" in ran.err
    assert rk("matrix", "--json").status == 1


def test_hostile_labels_and_citations_do_not_act(found: Path, rk: Command) -> None:
    (found / "studies.yaml").write_text(
        'berg: {citation: "=1+1 \\e]0;x\\a\\u202e<b>", records: [cinahl-0001]}\n', encoding="utf-8"
    )
    (found / "codebooks" / "themes.yaml").write_text(
        'codes: {trust: "@SUM \\e]0;x\\a<script>", time: Time}\n', encoding="utf-8"
    )
    assert is_harmless(rk("matrix"))
    for layout in ("list", "grid"):
        rk("matrix", "--layout", layout, "-o", f"{layout}.csv", "-o", f"{layout}.html")
        with Path(f"{layout}.csv").open(encoding="utf-8-sig", newline="") as lines:
            cells = [cell for row in csv.reader(lines) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
        text = Path(f"{layout}.html").read_text(encoding="utf-8")
        assert "<script>" not in text
        assert "<b>=1" not in text.replace("<b>=1+1 ", "<b>=1")
