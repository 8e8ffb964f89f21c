"""A person's answers through Excel are the acts of `chart set`, whatever the answers are; what is not changed logs
nothing."""

import csv
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.actions import chart_pilots, charting, texts
from reviewkit.actions.chart_settlements import differences_to_settle, import_settlements
from reviewkit.actions.chart_sheets import ImportedAnswers, answers_to_fill_in, import_answers, read_file
from reviewkit.actions.quoting import GivenQuote
from reviewkit.errors import Place, ReviewkitError
from reviewkit.model import NEVER, NO_STAMP, Answer, ChartedValue, FormVersion
from reviewkit.render.tables.workbook_xlsx import as_workbook_xlsx
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import NotCharted, Settling
from tests.chart_books import Book, add, changed, put
from tests.chart_forms import FORM
from tests.folders import begin, charted_by, decide, files_of, ready_to_code, temporary, with_form

SAID = "We asked 12 nurses in home care."
KEYS = ("berg", "aas", "dahl", "lund", "vik", "moe")
BASICS, ARMS = "repeated:basics", "table:arms"


@pytest.fixture(autouse=True)
def form(monkeypatch: pytest.MonkeyPatch) -> None:
    with_form(monkeypatch, FORM)


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return made(tmp_path / "review")


_MADE: dict[int, tempfile.TemporaryDirectory[str]] = {}  # a review is made once and then copied


def made(root: Path, studies: int = 2) -> OpenReview:
    """Included studies, the first with a full text; a and b chart without seeing each other's answers."""
    if studies not in _MADE:
        _MADE[studies] = tempfile.TemporaryDirectory()
        _make(Path(_MADE[studies].name) / "review", studies)
    shutil.copytree(Path(_MADE[studies].name) / "review", root)
    return open_review(root)


def _make(root: Path, studies: int) -> None:
    folder = begin(root, people=1, records=studies + 1)
    ready_to_code(folder, *KEYS[:studies])
    for record in range(1, studies + 1):
        decide(folder, "a", record, "y")
    texts.attach(folder, "a", "cinahl-0001", "berg.html", f"<html><p>{SAID}</p></html>".encode())
    charted_by(folder, 2)


def exported(folder: OpenReview, who: str = "a", language: str = "") -> Path:
    """The file of a person, beside the folder."""
    path = folder.root.parent / f"chart-{who}.xlsx"
    path.write_bytes(as_workbook_xlsx(answers_to_fill_in(folder.review, who, language=language).book))
    return path


def bare(value: ChartedValue) -> ChartedValue:
    """What was charted, whenever and wherever it was logged."""
    return replace(value, id="", at=NEVER, stamp=NO_STAMP, place=Place(""))


def charted(folder: OpenReview) -> list[ChartedValue]:
    return sorted(
        map(bare, folder.review.facts.charted), key=lambda one: (one.by, one.study, one.field, one.instance)
    )


def says_nothing_new(folder: OpenReview, path: Path) -> ImportedAnswers:
    before = files_of(folder.root)
    done = import_answers(folder, "a", read_file(path))
    assert (done.changes, done.left_out, done.notes) == ((), (), ())
    assert files_of(folder.root) == before
    return done


# --- whatever the answers are -----------------------------------------------------------------------------------------

ODD_TEXTS = (
    "=1+1", "+4 more", "-", "@all", "'quoted'", "_x000D_", "_x0041_b", "TRUE", "SANN", "2024-01-02", "1e5", "007",
    "12.5%", "x\x07y", "x\x0by", "a\u202eb", "\ufeffmark", "e\u0301", "🙂" * 20, "NR.", "n/a",
    "None", "#hash", "x" * 40_000,
    "reviewkit:studies", '{"reviewkit":1', "a;b", "_check", "<b>", "&amp;", "\u00a0x", "1/2", "#N/A", "x" * 32_767,
)  # fmt: skip
TYPED: dict[str, st.SearchStrategy[str]] = {
    "aim": st.sampled_from(ODD_TEXTS) | st.text(min_size=1, max_size=30),
    "method": st.sampled_from(ODD_TEXTS) | st.text(alphabet=" \n\t=abæ;", min_size=1, max_size=30),
    "age": st.sampled_from(("41,5", "-3", "0.1", "999999999999999", "1234567.25", "0,000001", "NR", "1 294")),
    "year": st.sampled_from(("1500", "2024", "2100", "NA")),
    "begun": st.sampled_from(("1500-01-01", "1899-12-31", "1900-02-28", "1900-03-01", "31.12.2024", "UNCLEAR")),
    "funded": st.sampled_from(("yes", "no", "NR")),
    "design": st.sampled_from(("trial", "cohort", "unclear", "UNCLEAR", "NA")),
    "designs": st.sampled_from(("trial", "trial; cohort", "cohort; unclear", "NR")),
    "country": st.sampled_from(("Norway", "NO", "=Norway", "NR")),
    "cited": st.sampled_from(ODD_TEXTS),
    "arms": st.sampled_from(("care; 12", "care; 12\ncontrol; 13", "=x; NR", "; 4", "NR", "care", "a; 1\nb\nc; 3")),
}
ANSWERS = st.fixed_dictionaries({}, optional=TYPED)


def chart(folder: OpenReview, answers: dict[str, str], who: str = "a") -> None:
    for field, typed in answers.items():
        try:
            charting.set_value(folder, who, "berg", field, typed, instance=2 if field == "age" else 1)
        except ReviewkitError:  # a text of blanks alone
            continue


@pytest.mark.thorough
@given(answers=ANSWERS, language=st.sampled_from(("en", "nb", "nn")))
@settings(max_examples=8)
def test_whatever_was_charted_an_unchanged_file_says_nothing_new(answers: dict[str, str], language: str) -> None:
    with temporary() as root:
        folder = made(root)
        chart(folder, answers)
        path = exported(folder, language=language)
        assert path.read_bytes() == exported(folder, language=language).read_bytes()
        says_nothing_new(folder, path)
        for encoding in ("utf-8-sig", "cp1252"):
            says_nothing_new(folder, as_csv(path, encoding))


def as_csv(path: Path, encoding: str) -> Path:
    """The first sheet as Excel saves it in Norway: in Windows-1252 with question marks for letters that has not."""
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows()
    out = path.with_suffix(".csv")
    with out.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        for row in rows:
            writer.writerow([_in_norway(cell) for cell in row])
    return out


def _in_norway(cell: Any) -> str:
    if isinstance(cell.value, float):
        return (
            str(cell.value).replace(".", ",")
            if "e" not in str(cell.value)
            else f"{cell.value:f}".replace(".", ",")
        )
    if cell.is_date and cell.value is not None:
        return f"{cell.value:%d.%m.%Y}"
    return "" if cell.value is None else str(cell.value)


@pytest.mark.thorough
@given(before=ANSWERS, after=ANSWERS)
@settings(max_examples=8)
def test_what_is_changed_in_excel_is_charted_as_on_the_command_line(
    before: dict[str, str], after: dict[str, str]
) -> None:
    """The cells of another folder, in which the new answers were charted, are copied into the file."""
    short = {field: typed for field, typed in after.items() if _is_for_excel(typed)}
    with temporary() as root:
        folder, other = made(root / "one" / "review"), made(root / "other" / "review")
        chart(folder, before)
        chart(other, short)
        path = exported(folder)
        _copy(Book(exported(other, "a")), path)
        import_answers(folder, "a", read_file(path))
        by_line = made(root / "line" / "review")
        chart(by_line, before)
        chart(by_line, {field: typed for field, typed in short.items() if field != "arms"})
        ours = [one for one in _last(folder) if one.field != "arms"]
        assert ours == [one for one in _last(by_line) if one.field != "arms"]


def _is_for_excel(typed: str) -> bool:
    """Whether a text can be in a cell whole, is no error there, and is not changed by the library that copies cells."""
    is_kept = all(letter.isprintable() or letter == "\n" for letter in typed) and "_x" not in typed
    return is_kept and len(typed) < 32_767 and typed != "#N/A"


def _copy(source: Book, path: Path) -> None:
    book = Book(path)
    for field in [one.id for one in FORM.fields() if not one.repeat and one.id != "arms"]:
        _copy_cell(source.cell("berg", field), book.cell("berg", field))
    _copy_cell(source.cell("berg", "age", 2, BASICS), book.cell("berg", "age", 2, BASICS))
    book.save()


def _copy_cell(source: Any, target: Any) -> None:
    if source.value is not None:
        target.value, target.number_format = source.value, source.number_format
        target.data_type = source.data_type


def _last(folder: OpenReview) -> list[ChartedValue]:
    last = {(one.study, one.field, one.instance): bare(one) for one in folder.review.chart.values}
    return [last[key] for key in sorted(last)]


# --- two people -------------------------------------------------------------------------------------------------------

VALUES: dict[str, tuple[object, ...]] = {  # what can be written into a cell, and be typed
    "aim": ("to learn", "to know", "å forstå"),
    "method": ("interviews", "a survey"),
    "year": (2020, 2021, "NR"),
    "begun": ("2020-01-31", "2021-02-28"),
    "funded": ("yes",),
    "funder": ("EU", "NA"),
    "design": ("trial", "cohort", "UNCLEAR"),
    "designs": ("trial", "trial; cohort"),
    "country": ("Norway", "Sweden"),
    "cited": ("Berg 2020", "NR"),
}


def values_of_two(seed: int) -> dict[str, dict[tuple[str, str], object]]:
    """What a charts, and what b does: in a fifth of the fields something else."""
    draw = random.Random(seed)
    of_a = {(study, field): draw.choice(values) for study in KEYS for field, values in VALUES.items()}
    of_b = {
        key: next((one for one in VALUES[key[1]] if one != value), value) if draw.random() < 0.2 else value
        for key, value in of_a.items()
    }
    return {"a": of_a, "b": of_b}


def test_two_people_chart_six_studies_in_excel_as_on_the_command_line(tmp_path: Path) -> None:
    by_line = made(tmp_path / "line" / "review", 6)
    (tmp_path / "excel").mkdir()
    shutil.copytree(by_line.root, tmp_path / "excel" / "review")
    by_excel = open_review(tmp_path / "excel" / "review")
    said = values_of_two(5)
    different = [key for key, value in said["a"].items() if said["b"][key] != value]
    assert 6 <= len(different) <= 18
    for who, values in said.items():
        for (study, field), value in values.items():
            charting.set_value(by_line, who, study, field, str(value))
        charting.set_value(by_line, who, "berg", "n", "12", [GivenQuote(SAID, 1)])
        changed(
            exported(by_excel, who),
            *(put(study, field, value) for (study, field), value in values.items()),
            put("berg", "n", 12),
            add("quotes", _study="berg", _field="n", _quote=SAID, _page=1),
        )
        done = import_answers(by_excel, who, read_file(exported_before(by_excel, who)))
        assert len({one.value.id.rsplit("-", 1)[0] for one in done.changes}) == 1
        assert len(done.changes) == len(values) + 1
        for folder in (by_line, by_excel):
            for study in KEYS:
                charting.finish(folder, who, study)
    assert charted(by_excel) == charted(by_line)
    settled(by_line, by_excel, different, said)


def exported_before(folder: OpenReview, who: str) -> Path:
    return folder.root.parent / f"chart-{who}.xlsx"


def settled(
    by_line: OpenReview,
    by_excel: OpenReview,
    different: list[tuple[str, str]],
    said: dict[str, dict[tuple[str, str], object]],
) -> None:
    """Both teams agree on what b said, half of it after a discussion."""
    made_ = differences_to_settle(by_excel.review, "a")
    assert made_.differences == len(different) == len(by_line.review.chart.differences())
    path = by_excel.root.parent / "differences.xlsx"
    path.write_bytes(as_workbook_xlsx(made_.book))
    book = Book(path)
    sheet, holds, why = book.sheet("differences"), *(book.column(one, "differences") for one in ("_holds", "_why"))
    rows = {key: row for row, key in _rows_of(sheet)}
    for place, (study, field) in enumerate(different):
        whys = (Settling.AGREED, Settling.DISCUSSION)[place % 2]
        value = said["b"][study, field]
        charting.settle(by_line, "a", study, field, str(value), whys)
        sheet.cell(rows[study, field], holds).value = value
        sheet.cell(rows[study, field], why).value = "discussion" if place % 2 else None
    book.save()
    done = import_settlements(by_excel, "a", read_file(path))
    assert len(done.settlements) == len(different)
    assert _settlements(by_excel) == _settlements(by_line)


def _rows_of(sheet: Any) -> Iterator[tuple[int, tuple[str, str]]]:
    import json

    for cell in sheet["A"][2:]:
        about = json.loads(cell.value)
        yield cell.row, (about["study"], about["field"])


def _settlements(folder: OpenReview) -> list[tuple[object, ...]]:
    by = {one.id: (one.by, one.study, one.field) for one in folder.review.facts.charted}
    found = [
        (one.by, one.study, one.field, one.answer, tuple(by[event] for event in one.of), one.why, one.note)
        for one in folder.review.facts.settled
    ]
    return sorted(found, key=lambda one: (str(one[1]), str(one[2])))


# --- single rules -----------------------------------------------------------------------------------------------------


def test_answers_of_a_file_of_an_older_form_are_charted_as_of_that_form(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(folder)
    changed(path, put("berg", "aim", "to learn"))
    newer = replace(FORM, version="3", versions=(FormVersion("2", "pilot"), FormVersion("3", "again")))
    with_form(monkeypatch, newer)
    folder = open_review(folder.root)
    done = import_answers(folder, "a", read_file(path))
    assert [one.value.form for one in done.changes] == ["2"]
    assert "the file is of version '2' of the form, which is '3' now" in str(done.notes[0])


def test_a_column_of_a_field_that_the_form_has_no_more_is_named_and_not_read(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(folder)
    book = changed(path, put("berg", "cited", "Berg 2020"), put("berg", "aim", "to learn"))
    fields = tuple(one for one in FORM.fields() if one.id != "cited")
    newer = replace(FORM, groups=(replace(FORM.groups[0], fields=fields),))
    with_form(monkeypatch, newer)
    folder = open_review(folder.root)
    done = import_answers(folder, "a", read_file(path))
    assert [one.value.field for one in done.changes] == ["aim"]
    at = book.sheet().cell(2, book.column("cited")).coordinate
    assert str(done.notes[0]) == (
        f"chart-a.xlsx: Studies!{at}: the form has no field 'cited' any more, so this column was not read"
    )


def test_an_answer_that_does_not_fit_the_form_any_more_stays_until_it_is_changed(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    charting.set_value(folder, "a", "berg", "design", "cohort")
    newer = tuple(
        replace(one, choices=one.choices[:1]) if one.id == "design" else one for one in FORM.groups[0].fields
    )
    with_form(monkeypatch, replace(FORM, groups=(replace(FORM.groups[0], fields=newer),)))
    folder = open_review(folder.root)
    path = exported(folder)
    says_nothing_new(folder, path)
    changed(path, put("berg", "design", "trial"))
    assert [one.value.answer for one in import_answers(folder, "a", read_file(path)).changes] == [Answer("trial")]


def test_the_same_quote_can_be_written_for_two_fields_and_several_for_one(folder: OpenReview) -> None:
    path = exported(folder)
    changed(
        path,
        put("berg", "aim", "to learn"),
        put("berg", "method", "asked"),
        add("quotes", _study="berg", _field="aim", _quote=SAID),
        add("quotes", _study="berg", _field="aim", _quote="12 nurses", _page=1),
        add("quotes", _study="berg", _field="method", _quote=SAID),
    )
    import_answers(folder, "a", read_file(path))
    quotes = {one.field: [quoted.quote for quoted in one.evidence] for one in folder.review.facts.charted}
    assert quotes == {"aim": [SAID, "12 nurses"], "method": [SAID]}


def test_a_new_answer_keeps_the_quotes_that_the_file_still_has_and_not_reported_has_none(
    folder: OpenReview,
) -> None:
    for field in ("aim", "method", "country"):
        charting.set_value(folder, "a", "berg", field, "Norway", [GivenQuote(SAID)])
    path = exported(folder)
    book = changed(
        path, put("berg", "aim", "to know"), put("berg", "method", "NR"), put("berg", "country", "Sweden")
    )
    sheet = book.sheet("quotes")
    row = next(cell.row for cell in sheet["C"] if cell.value == "country")
    sheet.delete_rows(row)
    book.save()
    import_answers(folder, "a", read_file(path))
    last = {one.field: one for one in folder.review.chart.values}
    assert [quoted.quote for quoted in last["aim"].evidence] == [SAID]
    assert (last["method"].answer, last["method"].evidence) == (Answer(missing=NotCharted.NR), ())
    assert (last["country"].answer, last["country"].evidence) == (Answer("Sweden"), ())


def test_a_row_below_the_table_is_one_more_answer(folder: OpenReview) -> None:
    path = exported(folder)
    changed(
        path,
        add(BASICS, _study="Study 1", _number=7, age=41),
        add(ARMS, _study="aas", _row=4, name="fourth"),
    )
    import_answers(folder, "a", read_file(path))
    found = [(one.study, one.field, one.instance, one.answer.value) for one in folder.review.facts.charted]
    assert found == [("berg", "age", 7, 41), ("aas", "arms", 1, ((("name", "fourth"),),))]


def test_the_last_answer_of_two_files_counts_where_they_are_about_different_cells(folder: OpenReview) -> None:
    first = exported(folder)
    second = first.with_name("second.xlsx")
    shutil.copy(first, second)
    changed(first, put("berg", "aim", "to learn"))
    changed(second, put("berg", "year", 2020), put("berg", "aim", "to know"))
    import_answers(folder, "a", read_file(first))
    done = import_answers(folder, "a", read_file(second))
    assert [one.value.field for one in done.changes] == ["year"]
    assert "aim was changed after the file was written, and is 'to learn' now" in str(done.left_out[0])


def test_what_the_checker_of_another_s_answers_did_not_chart_is_not_in_the_table_of_differences(
    folder: OpenReview,
) -> None:
    charted_by_mode = (folder.root / "review.yaml").read_text(encoding="utf-8").replace("independent", "verify")
    (folder.root / "review.yaml").write_text(charted_by_mode, encoding="utf-8")
    folder.refresh()
    charting.set_value(folder, "a", "berg", "aim", "to learn")
    charting.finish(folder, "a", "berg")
    assert (
        differences_to_settle(folder.review, "a").differences,
        differences_to_settle(folder.review, "a").own,
    ) == (0, 1)
    made_ = differences_to_settle(folder.review, "b")
    path = folder.root.parent / "d.xlsx"
    path.write_bytes(as_workbook_xlsx(made_.book))
    book = Book(path)
    book.sheet("differences").cell(3, book.column("_holds", "differences")).value = "to learn"
    book.save()
    (done,) = import_settlements(folder, "b", read_file(path)).settlements
    assert done.settled.settlement.by == "b"


def test_studies_that_a_pilot_keeps_closed_are_not_in_the_file_and_are_refused_with_their_cell(
    folder: OpenReview,
) -> None:
    earlier = exported(folder)
    chart_pilots.begin(folder, "a", studies=["berg"])
    made_ = answers_to_fill_in(folder.review, "a")
    assert (made_.studies, made_.closed) == (1, 1)
    book = changed(earlier, put("aas", "aim", "to learn"))
    at = book.cell("aas", "aim").coordinate
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=f"chart-a.xlsx: Studies!{at}: aas opens when everybody has finished"):
        import_answers(folder, "a", read_file(earlier))
    assert files_of(folder.root) == before


def test_what_is_logged_is_what_was_read_whatever_became_of_the_file_since(folder: OpenReview) -> None:
    path = exported(folder)
    changed(path, put("berg", "aim", "to learn"))
    file = read_file(path)
    changed(path, put("berg", "aim", "to know"))
    assert [one.value.answer for one in import_answers(folder, "a", file).changes] == [Answer("to learn")]
