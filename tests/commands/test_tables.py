"""Where a table goes: the terminal, or every file that was named, or none where one name is wrong."""

import csv
from pathlib import Path

import pytest
import typer

from reviewkit.commands.tables import write_table
from reviewkit.errors import ReviewkitError
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.safe import plain
from tests.commands.reviews import HOSTILE

TABLE = Table("Titles", ("Name", "Year"), (("Berg", "2020"), (f"=1+1 {HOSTILE}", "2021")))


def test_a_table_without_a_file_is_printed_in_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_table(TABLE, None, False, 40)
    out = capsys.readouterr().out
    assert out.startswith("Titles\n")
    assert "Berg" in out
    assert plain(out) == out
    assert max(map(len, out.splitlines())) <= 40
    write_table(TABLE, [], False, 200)
    assert len(capsys.readouterr().out.splitlines()) < len(out.splitlines())


def test_a_table_goes_into_each_file_by_its_ending_and_nothing_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / f"t.{ending}" for ending in FORMATS]
    write_table(TABLE, paths, False, 60)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "".join(f"wrote {path}\n" for path in paths)
    assert all(path.stat().st_size > 50 for path in paths)
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    assert rows[0] == ["Name", "Year"]
    assert rows[2][0].startswith("'=1+1")


@pytest.mark.parametrize("ending", ["DOCX", "Csv", "HTML", "Md", "XLSX"])
def test_an_ending_counts_in_any_case(tmp_path: Path, ending: str) -> None:
    write_table(TABLE, [tmp_path / f"t.{ending}"], False, 60)
    assert (tmp_path / f"t.{ending}").read_bytes() == as_bytes(TABLE, ending.casefold())


def test_a_separator_is_for_csv_files_and_one_of_three(tmp_path: Path) -> None:
    for number, (word, sign) in enumerate(((",", ","), (";", ";"), ("tab", "\t"))):
        write_table(TABLE, [tmp_path / f"{number}.csv"], False, 60, separator=word)
        assert (tmp_path / f"{number}.csv").read_text(encoding="utf-8-sig").startswith(f"Name{sign}Year")
    with pytest.raises(typer.BadParameter, match="--separator can be , or ; or tab, not 'x'"):
        write_table(TABLE, [tmp_path / "x.csv"], False, 60, separator="x")
    assert not (tmp_path / "x.csv").exists()


def test_a_wrong_ending_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        ReviewkitError, match=r"t\.pdf: a table cannot be written as \.pdf\. The file name must end"
    ):
        write_table(TABLE, [tmp_path / "t.pdf"], False, 60)
    with pytest.raises(ReviewkitError, match=r"t: a table cannot be written as a file without an extension\. The"):
        write_table(TABLE, [tmp_path / "t"], False, 60)


@pytest.mark.parametrize("name", ["t.pdf", "t", "t.", ".csv", "t.csv.exe"])
def test_one_wrong_name_writes_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReviewkitError, match=r"must end with one of: \.csv, \.md, \.html, \.xlsx, \.docx, \.tex"):
        write_table(TABLE, [tmp_path / "good.csv", tmp_path / name], False, 60)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_without_force(tmp_path: Path) -> None:
    path = tmp_path / "t.md"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(ReviewkitError, match="already exists"):
        write_table(TABLE, [path], False, 60)
    assert path.read_text(encoding="utf-8") == "mine"
    write_table(TABLE, [path], True, 60)
    assert "Berg" in path.read_text(encoding="utf-8")
