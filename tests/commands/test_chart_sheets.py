"""chart export, chart import and chart differences -o: what is written, shown, asked, logged and said."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.chart_books import Book, Change, add, changed, put
from tests.commands.reviews import contents, said
from tests.conftest import Command, Once

SAID = "We asked 12 nurses in home care."
FILE = Path("chart.xlsx")


def imported(rk: Command, *more: str, file: Path | str = FILE, who: str = "a") -> str:
    ran = rk("chart", "import", file, "--yes", "--as", who, *more)
    assert ran.status == 0, ran.err
    return ran.out


def values(rk: Command, study: str, who: str = "a") -> dict[str, object]:
    fields = json.loads(rk("chart", "show", study, "--as", who, "--json").out)["fields"]
    return {
        f"{one['field']}{one['instance'] if one['instance'] > 1 else ''}": one["missing"] or one["value"]
        for one in fields
        if one["missing"] or one["value"] is not None
    }


def test_a_file_that_nobody_changed_changes_nothing(three: Path, rk: Command) -> None:
    before = contents(three)
    assert imported(rk) == "nothing to log: no answer was changed in the file\n"
    assert contents(three) == before


def test_every_change_is_shown_and_logged_only_after_a_yes(three: Path, rk: Command) -> None:
    changed(FILE, put("berg", "aim", "to know"), put("dahl", "year", 2021), put("dahl", "design", "Kohortstudie"))
    before = contents(three)
    shown = "berg: aim: to learn → to know\ndahl: year: (nothing) → 2021\ndahl: design: (nothing) → cohort\n"
    dry = rk("chart", "import", FILE, "--dry-run", "--as", "a")
    assert dry.out == f"{shown}3 answers would be logged; nothing was logged yet\n"
    unasked = rk("chart", "import", FILE, "--as", "a")
    assert (unasked.status, unasked.out) == (1, shown)
    assert "Add --yes to log these changes, or --dry-run to only look" in unasked.err
    assert contents(three) == before
    out = imported(rk)
    assert out.startswith(f"{shown}3 answers logged; to undo this: reviewkit undo a-")
    assert (values(rk, "berg")["aim"], values(rk, "dahl")) == ("to know", {"year": 2021, "design": "cohort"})
    assert imported(rk).startswith("nothing to log: no answer was changed in the file")


def test_one_undo_takes_all_of_it_back(three: Path, rk: Command) -> None:
    before = {study: values(rk, study) for study in ("berg", "dahl", "lund")}
    changed(FILE, put("berg", "aim", "to know"), put("dahl", "year", 2021), put("lund", "aim", "NR"))
    name = imported(rk).split()[-1]
    assert rk("undo", name, "--as", "a").status == 0
    assert {study: values(rk, study) for study in ("berg", "dahl", "lund")} == before


def test_an_empty_cell_takes_nothing_back_and_is_counted(three: Path, rk: Command) -> None:
    changed(FILE, put("berg", "aim", None), put("berg", "year", "  "), put("dahl", "aim", "x"))
    out = imported(rk)
    assert (
        "2 cells are empty where something is charted, which stays. To take an answer back: reviewkit undo" in out
    )
    assert values(rk, "berg")["aim"] == "to learn"
    assert values(rk, "dahl") == {"aim": "x"}


def test_an_answer_that_was_changed_elsewhere_is_named_and_left_out(three: Path, rk: Command) -> None:
    rk("chart", "set", "berg", "aim", "to see", "--as", "a")
    rk("chart", "set", "berg", "year", "2019", "--as", "a")
    book = changed(FILE, put("berg", "aim", "to know"), put("berg", "country", "Norway"))
    ran = rk("chart", "import", FILE, "--yes", "--as", "a")
    assert ran.status == 0
    at = book.cell("berg", "aim").coordinate
    assert (
        f"left out: chart.xlsx: Studies!{at}: berg: aim was changed after the file was written, and is 'to see' now"
        in ran.err
    )
    year = book.cell("berg", "year").coordinate
    assert f"note: chart.xlsx: Studies!{year}: berg: year was changed after the file was written" in ran.err
    assert "1 answer logged, 1 left out because they changed" in ran.out
    assert values(rk, "berg") == {"aim": "to see", "n": 12, "year": 2019, "age": 41.5, "country": "Norway"}


def test_an_answer_that_was_taken_back_since_does_not_come_back_by_itself(three: Path, rk: Command) -> None:
    event = next(
        one["answers"][0]["event"]
        for one in json.loads(rk("chart", "show", "berg", "--as", "a", "--json").out)["fields"]
        if one["field"] == "year"
    )
    rk("undo", event, "--as", "a")
    out = rk("chart", "import", FILE, "--yes", "--as", "a")
    assert "left out: chart.xlsx: Studies!" in out.err
    assert "year" not in values(rk, "berg")


def test_numbers_dates_and_choices_are_read_as_norwegian_excel_keeps_them(three: Path, rk: Command) -> None:
    changed(
        FILE,
        put("dahl", "age", "41,5", number=1, marker="repeated:basics"),
        put("dahl", "age", 38.25, "0.00", number=2, marker="repeated:basics"),
        put("dahl", "begun", datetime(2024, 12, 31), "dd.mm.yyyy"),
        put("lund", "begun", "31.12.2024"),
        put("dahl", "funded", True),
        put("lund", "funded", "nei"),
        put("dahl", "year", "2024"),
        put("dahl", "designs", "kohortstudie;forsøk"),
        put("lund", "designs", "unclear"),
        put("lund", "design", "UNCLEAR"),
        put("dahl", "country", "na"),
        put("dahl", "aim", 12),
        put("lund", "aim", "=1+1", "@"),
        lambda book: setattr(book.cell("lund", "aim"), "data_type", "s"),
    )
    imported(rk)
    assert values(rk, "dahl") == {
        "age": 41.5,
        "age2": 38.25,
        "begun": "2024-12-31",
        "funded": "yes",
        "year": 2024,
        "designs": ["trial", "cohort"],
        "country": "NA",
        "aim": "12",
    }
    assert values(rk, "lund") == {
        "begun": "2024-12-31",
        "funded": "no",
        "designs": ["unclear"],
        "design": "UNCLEAR",
        "aim": "=1+1",
    }


def test_a_table_is_read_row_by_row_and_empty_cells_of_it_stay(three: Path, rk: Command) -> None:
    rk("chart", "set", "berg", "arms", "care; 12\ncontrol; 13", "--as", "a")
    rk("chart", "export", "-o", FILE, "--force", "--as", "a")

    def change(book: Book) -> None:
        book.cell("berg", "size", marker="table:arms", place=1).value = 14
        book.cell("berg", "name", marker="table:arms", place=0).value = None
        book.cell("berg", "name", marker="table:arms", place=2).value = "third"
        book.cell("dahl", "name", marker="table:arms", place=0).value = "NR"

    changed(FILE, change)
    out = imported(rk)
    assert "berg: arms: care; 12 | control; 13 → care; 12 | control; 14 | third; \n" in out
    assert "1 cell is empty where something is charted" in out
    assert values(rk, "dahl") == {"arms": "NR"}
    assert values(rk, "berg")["arms"] == [
        {"name": "care", "size": 12},
        {"name": "control", "size": 14},
        {"name": "third"},
    ]


def test_quotes_are_found_again_in_the_texts(three: Path, rk: Command) -> None:
    changed(
        FILE,
        put("berg", "n", 13),
        add("quotes", _study="Berg (2024)", _field="aim", _quote=SAID),
        add("quotes", _study="berg", _field="year", _quote="We asked 12 nurses in home", _page=1),
        add("quotes", _study="Dahl (2020)", _field="aim", _quote="Not looked for", _page=4),
        put("dahl", "aim", "to care"),
    )
    out = imported(rk)
    assert "berg: aim: to learn, with 1 quote instead of 0" in out
    assert "berg: n: 12 → 13 [1 quote]" in out
    assert "of dahl that can be read, so the quote was not looked for" in out
    fields = json.loads(rk("chart", "show", "berg", "--as", "a", "--json").out)["fields"]
    quotes = {one["field"]: one["answers"][0]["evidence"] for one in fields if one["answers"]}
    assert [(one["quote"], one["part"], one["start"]) for one in quotes["aim"]] == [(SAID, 1, 0)]
    assert [one["quote"] for one in quotes["n"]] == [SAID]
    assert quotes["year"][0]["start"] == 0


def test_a_quote_that_no_text_has_is_kept_only_where_that_is_asked(three: Path, rk: Command) -> None:
    book = changed(
        FILE, add("quotes", _study="berg", _field="aim", _quote="Nobody said this in any report at all")
    )
    row = max(cell.row for cell in book.sheet("quotes")["E"] if cell.value)
    ran = rk("chart", "import", FILE, "--yes", "--as", "a")
    assert f"chart.xlsx: Quotes!E{row}: None of the full texts of berg has these words" in ran.err
    assert ran.status == 1
    assert "the quote is in none of the full texts; it was kept" in imported(rk, "--keep-lost")


def test_a_quote_that_is_deleted_stays_and_one_that_is_changed_is_replaced(three: Path, rk: Command) -> None:
    changed(FILE, lambda book: book.sheet("quotes").delete_rows(book.row("berg", marker="quotes")))
    assert "1 cell is empty where something is charted, which stays" in imported(rk)
    rk("chart", "export", "-o", FILE, "--force", "--as", "a")
    changed(FILE, put("berg", "_quote", "We asked 12 nurses", marker="quotes"))
    assert "berg: n: 12, with 1 quote instead of 1" in imported(rk)
    assert '    a quotes: "We asked 12 nurses" (1)' in rk("chart", "show", "berg", "--as", "a").out


def test_a_field_that_depends_on_another_can_be_answered_in_the_same_file(three: Path, rk: Command) -> None:
    changed(FILE, put("dahl", "funder", "EU"), put("dahl", "funded", "yes"))
    imported(rk)
    assert values(rk, "dahl") == {"funded": "yes", "funder": "EU"}


def test_a_csv_of_the_first_sheet_is_read_too(three: Path, rk: Command) -> None:
    book = Book(FILE)
    rows = [["" if cell.value is None else str(cell.value) for cell in row] for row in book.sheet().iter_rows()]
    rows[3][book.column("aim") - 1] = "å forstå; og så\nvidere"
    rows[3][book.column("begun") - 1] = "31.12.2024"
    lines = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    Path("chart.csv").write_text("\n".join(lines), encoding="cp1252")
    assert "dahl: begun: (nothing) → 2024-12-31" in imported(rk, file="chart.csv")
    assert values(rk, "dahl") == {"aim": "å forstå; og så videre", "begun": "2024-12-31"}


def test_only_some_studies_can_be_exported_and_others_stay(three: Path, rk: Command) -> None:
    ran = rk("chart", "export", "dahl", "-o", FILE, "--force", "--as", "a")
    assert ran.out.startswith("1 study. Write in the white cells and save, then: reviewkit chart import")
    changed(FILE, put("dahl", "aim", "x"))
    assert imported(rk).startswith("dahl: aim: (nothing) → x\n1 answer logged")


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (("export", "-o", "chart.docx", "--as", "a"), 1, "the file name must end with .xlsx"),
        (("export", "-o", "chart.csv", "--as", "a"), 1, "the file name must end with .xlsx"),
        (("export", "-o", "chart.xlsx", "--as", "a"), 1, "Add --force to replace it"),
        (("export", "-o", "new.xlsx"), 1, "Say who you are with --as ID"),
        (("export", "-o", "new.xlsx", "--as", "zoe"), 1, "'zoe' is not a reviewer"),
        (("export", "nobody", "-o", "new.xlsx", "--as", "a"), 1, "There is no included study 'nobody'"),
        (("export", "-o", "new.xlsx", "--as", "a", "--language", "tlh"), 1, "There are no labels in the language"),
        (("export", "--as", "a"), 2, "Missing option"),
        (("import", "nowhere.xlsx", "--as", "a"), 1, "nowhere.xlsx"),
        (("import", "review.yaml", "--as", "a"), 1, "not a table that reviewkit wrote for charting"),
        (("import", "chart.xlsx"), 1, "Say who you are with --as ID"),
        (("import", "chart.xlsx", "--as", "b"), 1, "this row has the answers of a, not of b"),
        (("differences", "-o", "d.csv", "--as", "a"), 1, "the file name must end with .xlsx"),
        (("differences", "-o", "d.xlsx", "--json", "--as", "a"), 2, "cannot be used together"),
        (("differences", "nobody", "-o", "d.xlsx", "--as", "a"), 1, "there is no included study 'nobody'"),
    ],
)
def test_what_cannot_be_is_refused(
    three: Path, rk: Command, words: tuple[str, ...], status: int, why: str
) -> None:
    before = contents(three)
    ran = rk("chart", *words)
    assert (ran.status, ran.out) == (status, "")
    assert why in said(ran)
    assert contents(three) == before


# --- differences ------------------------------------------------------------------------------------------------------


@pytest.fixture
def differing(three: Path, rk: Command, once: Once) -> Path:
    """a and b have charted berg and differ on three fields; the table of these is differences.xlsx."""

    def make() -> None:
        with (three / "review.yaml").open("a", encoding="utf-8") as more:
            more.write("charting: {people: 2}\n")
        for field, value in (
            ("aim", "to know"),
            ("n", "NR"),
            ("year", "2020"),
            ("age", "42"),
            ("design", "trial"),
        ):
            assert rk("chart", "set", "berg", field, value, "--as", "b").status == 0
        rk("chart", "set", "berg", "design", "cohort", "--as", "a")
        for who in "ab":
            assert rk("chart", "done", "berg", "--as", who).status == 0
        ran = rk("chart", "differences", "-o", "differences.xlsx", "--as", "a")
        assert ran.out.startswith("4 differences. Write what holds and save, then: reviewkit chart import")

    once("differing", three.parent, make)
    return three


def row_of(book: Book, field: str) -> int:
    return next(
        cell.row for cell in book.sheet("differences")["A"][2:] if json.loads(cell.value)["field"] == field
    )


def settle(field: str, holds: object, why: object = None, note: object = None) -> Change:
    def change(book: Book) -> None:
        for name, value in (("_holds", holds), ("_why", why), ("_note", note)):
            book.sheet("differences").cell(row_of(book, field), book.column(name, "differences")).value = value

    return change


def test_differences_are_settled_as_on_the_command_line(differing: Path, rk: Command) -> None:
    file = Path("differences.xlsx")
    changed(
        file,
        settle("aim", "to know", "discussion", "we read it again"),
        settle("n", "NR", "agreed"),
        settle("design", "Kohortstudie"),
    )
    ran = rk("chart", "import", file, "--yes", "--as", "a")
    assert ran.status == 0, ran.err
    assert "berg: aim: to know (discussion); was: a: to learn; b: to know\n" in ran.out
    assert "3 differences settled; to undo this: reviewkit undo a-" in ran.out
    lines = [json.loads(line) for line in (differing / "charting" / "a.jsonl").read_text("utf-8").splitlines()]
    settled = {one["field"]: one for one in lines if one["do"] == lines[-1]["do"]}
    assert settled["aim"]["why"] == "discussion"
    assert settled["aim"]["note"] == "we read it again"
    assert settled["n"]["why"] == "agreed"
    assert rk("chart", "import", file, "--yes", "--as", "a").out.startswith("nothing to settle: no row")
    name = ran.out.split()[-1]
    assert rk("undo", name, "--as", "a").status == 0
    assert len(json.loads(rk("chart", "differences", "--as", "a", "--json").out)) == 4


def test_the_table_of_differences_has_what_each_person_said(differing: Path) -> None:
    book = Book(Path("differences.xlsx"))
    sheet = book.sheet("differences")
    heads = [cell.value for cell in sheet[2] if cell.value]
    assert heads == ["Study", "Field", "Number", "a", "b", "What holds", "How it was settled", "Note"]
    row = [cell.value for cell in sheet[row_of(book, "design")]][1:6]
    assert row == ["Berg (2024)", "design", 1, "Cohort study", "Trial"]


@pytest.mark.parametrize(
    ("field", "holds", "why", "note", "column", "would"),
    [
        ("design", "trail", None, None, "_holds", "It takes one of: trial, cohort, unclear"),
        ("age", "old", None, None, "_holds", "It takes a number"),
        ("n", "12,5", None, None, "_holds", "It takes a whole number"),
        ("n", datetime(2024, 1, 2), None, None, "_holds", "this cell holds the date 2024-01-02"),
        ("aim", None, "discussion", None, "_holds", "but not what holds"),
        ("aim", None, None, "we disagree", "_holds", "but not what holds"),
        ("aim", "to know", "coin", None, "_why", "it cannot be settled by 'coin'. Choose one of: agreed"),
        ("aim", "#N/A", None, None, "_holds", "this cell holds the error #N/A"),
    ],
)
def test_a_settlement_that_does_not_fit_is_refused_with_its_cell(
    differing: Path, rk: Command, field: str, holds: object, why: object, note: object, column: str, would: str
) -> None:
    file = Path("differences.xlsx")
    book = changed(file, settle(field, holds, why, note))
    before = contents(differing)
    ran = rk("chart", "import", file, "--yes", "--as", "a")
    assert (ran.status, ran.out) == (1, "")
    at = book.sheet("differences").cell(row_of(book, field), book.column(column, "differences")).coordinate
    assert f"differences.xlsx: Differences in charting!{at}: " in ran.err
    assert would in ran.err
    assert ran.err.endswith("Nothing was logged.\n")
    assert contents(differing) == before


def test_a_difference_on_which_somebody_answered_anew_is_left_out(differing: Path, rk: Command) -> None:
    rk("chart", "set", "berg", "aim", "to see", "--as", "b")
    file = Path("differences.xlsx")
    changed(file, settle("aim", "to know"), settle("n", "NR"))
    ran = rk("chart", "import", file, "--yes", "--as", "a")
    assert "left out: differences.xlsx: Differences in charting!" in ran.err
    assert "somebody answered aim anew" in ran.err
    assert "1 difference settled, 1 left out because they changed" in ran.out


def test_the_file_of_one_person_has_nothing_of_another_until_both_are_done(differing: Path, rk: Command) -> None:
    rk("chart", "set", "dahl", "aim", "a secret of b", "--as", "b")
    rk("chart", "set", "berg", "country", "another secret of b", "--as", "b")
    rk("chart", "export", "-o", FILE, "--force", "--as", "a")
    rk("chart", "differences", "-o", "differences.xlsx", "--force", "--as", "a")
    for file in (FILE, Path("differences.xlsx")):
        cells = [
            str(cell.value) for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for cell in row
        ]
        assert not [cell for cell in cells if "a secret" in cell]
    assert "to know" not in "".join(str(row) for row in openpyxl.load_workbook(FILE).worksheets[0].values)
