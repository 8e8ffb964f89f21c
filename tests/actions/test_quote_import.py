"""A table of quotes is logged whole or not at all, and each quote is found again in the texts of its study."""

import csv
from pathlib import Path

import pytest

from reviewkit.actions import coding, texts, undo
from reviewkit.actions.codebook import chosen
from reviewkit.actions.coding_export import all_codings
from reviewkit.actions.quote_import import import_quotes, import_table
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.quote_rows import is_export
from reviewkit.model import Mark, Segment
from reviewkit.render.tables.codings import CODINGS, codings_table
from reviewkit.render.tables.write import as_bytes
from reviewkit.store.open_review import OpenReview
from tests.extract.pages import LOREM
from tests.folders import afresh, begin, decide, files_of, ready_to_code

SAID = "We asked 12 nurses in home care."
LOST = "Nobody has ever written this sentence"


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two included studies, the first with a full text."""
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg", "aas")
    for record in (1, 2):
        decide(made, "a", record, "y")
    texts.attach(made, "a", "cinahl-0001", "berg.html", f"<html><p>{SAID}</p><p>{LOREM}</p></html>".encode())
    return made


def table_of(folder: OpenReview, *rows: str) -> Path:
    path = folder.root.parent / "quotes.csv"
    path.write_text("study;quote;code;page\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def segments(folder: OpenReview) -> list[Segment]:
    return [segment for coding in afresh(folder).facts.codings for segment in coding.segments]


def test_every_quote_is_logged_with_its_place_in_one_act_that_undo_takes_back(folder: OpenReview) -> None:
    before = afresh(folder).facts.codings
    done = import_quotes(
        folder, "a", table_of(folder, f'berg;{SAID};"trust; time";2', "Study 2;other words;Time;7")
    )
    first, second = segments(folder)
    assert (first.marks, first.page) == ((Mark("trust"), Mark("time")), "2")
    assert first.found is not None
    assert (first.found.part, first.found.start) == (1, 0)
    assert (second.marks, second.found) == ((Mark("time"),), None)
    assert (done.quotes, done.already) == (2, 0)
    (notice,) = done.notices
    assert notice.endswith("quotes.csv:2: the quote was found at number 1, not 2")
    undo.undo(folder, "a", [done.undo])
    assert afresh(folder).facts.codings == before


def test_the_same_table_again_adds_nothing(folder: OpenReview) -> None:
    table = table_of(folder, f"berg;{SAID};trust;", f"berg;{SAID};trust;", "aas;words;time;7")
    assert (import_quotes(folder, "a", table).quotes, len(segments(folder))) == (2, 2)
    before = files_of(folder.root)
    again = import_quotes(folder, "a", table)
    assert (again.quotes, again.already, again.undo) == (0, 3, "")
    assert files_of(folder.root) == before


def exported(folder: OpenReview, ending: str = "csv") -> Path:
    """The table that `code export` writes of all codings."""
    book = chosen(folder.review, "")
    path = folder.root.parent / f"codings.{ending}"
    path.write_bytes(as_bytes(codings_table(all_codings(folder, book), book), ending, ","))
    return path


def what_is_coded(folder: OpenReview) -> list[object]:
    """Every quote and every code on a whole study, without what is only of one folder."""
    return [
        (one.coder, one.study, segment.quote, segment.marks, segment.page, segment.construct, segment.note)
        for one in sorted(afresh(folder).facts.codings, key=lambda one: (one.study, one.coder))
        for segment in (*one.segments, *(Segment("", "", (mark,)) for mark in one.study_marks))
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_exported_as_a_table_is_imported_as_it_was(
    folder: OpenReview, tmp_path: Path, ending: str
) -> None:
    coding.add_quote(folder, "a", "berg", SAID, ["trust", "time"], "4", "=a note;+x", "contradicts", "participant")
    coding.add_quote(folder, "a", "aas", "Words; of 'no' text", ["time"], "p. iv")
    coding.mark_study(folder, "a", "aas", "trust", "it is the aim")
    table, before = exported(folder, ending), what_is_coded(folder)
    again = import_table(folder, "a", table)
    assert (again.quotes, again.marks, again.already, again.ids) == (0, 0, 3, ())
    other = begin(tmp_path / "other", people=1)
    ready_to_code(other, "berg", "aas")
    for record in (1, 2):
        decide(other, "a", record, "y")
    texts.attach(other, "a", "cinahl-0001", "berg.html", f"<html><p>{SAID}</p><p>{LOREM}</p></html>".encode())
    done = import_table(other, "a", table)
    assert (done.quotes, done.marks, done.already) == (2, 1, 0)
    assert what_is_coded(other) == before
    undo.undo(other, "a", [done.undo])
    assert what_is_coded(other) == []


def test_of_a_table_of_all_codings_each_person_imports_their_own(folder: OpenReview) -> None:
    coding.add_quote(folder, "a", "berg", SAID, ["trust"])
    table = exported(folder)
    lines = table.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    theirs = lines[1].replace(",a,trust,", ",kim,trust,")
    assert theirs != lines[1]
    table.write_text("".join((*lines, theirs)), encoding="utf-8")
    done = import_table(folder, "a", table)
    assert (done.quotes, done.already) == (0, 1)
    (said,) = done.left_out
    assert said.endswith("codings.csv: left out: 1 coding of kim; import the table with --as for each of them")
    table.write_text("".join((lines[0], theirs)), encoding="utf-8")
    with pytest.raises(
        ReviewkitError, match=r"no row of this table is a coding of a; its coders are: kim\. Name one"
    ):
        import_table(folder, "a", table)


def test_a_table_of_all_codings_is_recognised_by_the_columns_that_it_has() -> None:
    assert is_export(CODINGS)
    assert not is_export(["study", "quote", "code", "page"])


def test_one_wrong_row_lets_none_in_and_all_wrong_rows_are_named(folder: OpenReview) -> None:
    before = files_of(folder.root)
    table = table_of(folder, f"berg;{SAID};trust;", "brg;words;trust;", "aas;words;tme;")
    with pytest.raises(ReviewkitError) as refused:
        import_quotes(folder, "a", table)
    assert "quotes.csv:3: column 'study': 'brg' is no included study" in str(refused.value)
    assert "'tme' is no code of the codebook" in str(refused.value)
    assert files_of(folder.root) == before


def test_a_code_that_is_missing_is_said_once_however_many_rows_have_it(folder: OpenReview) -> None:
    table = table_of(folder, "berg;one;Calm;", "aas;two;trust; Calm", "aas;three;Calm;4", "aas;four;Haste;")
    with pytest.raises(ReviewkitError) as refused:
        import_quotes(folder, "a", table)
    said = [line for line in str(refused.value).splitlines() if "is no code" in line]
    assert [line.partition("quotes.csv:")[2] for line in said] == [
        "2: column 'code': 'Calm' is no code of the codebook, and 2 rows have it; add it first: "
        "reviewkit codebook create",
        "5: column 'code': 'Haste' is no code of the codebook; add it first: reviewkit codebook create",
    ]


def test_lost_quotes_let_none_in_unless_they_are_kept(folder: OpenReview) -> None:
    before = files_of(folder.root)
    table = table_of(
        folder, f"berg;{SAID};trust;", f"berg;{LOST};trust;", "berg;Nor has anybody said this one;time;"
    )
    with pytest.raises(ReviewkitError) as refused:
        import_quotes(folder, "a", table)
    assert "quotes.csv:3: None of the full texts of berg" in str(refused.value)
    assert "quotes.csv:4: None of the full texts of berg" in str(refused.value)
    assert files_of(folder.root) == before
    assert import_quotes(folder, "a", table, keep_lost=True).quotes == 3


def test_a_dry_run_says_the_same_and_logs_nothing(folder: OpenReview) -> None:
    before = files_of(folder.root)
    table = table_of(folder, f"berg;{SAID.replace('12', '13')};trust;", "aas;words;time;7")
    dry = import_quotes(folder, "a", table, dry_run=True)
    assert files_of(folder.root) == before
    done = import_quotes(folder, "a", table)
    assert (dry.quotes, dry.notices, dry.ids) == (done.quotes, done.notices, ())
    assert "the text has other words there" in done.notices[0]


def test_a_table_of_marks_is_still_one_and_can_be_tried_too(folder: OpenReview) -> None:
    path = folder.root.parent / "marks.csv"
    path.write_text("study,trust,time\nberg,1,0\n", encoding="utf-8")
    before = files_of(folder.root)
    assert import_table(folder, "a", path, dry_run=True).marks == 1
    assert files_of(folder.root) == before
    assert (import_table(folder, "a", path).marks, import_table(folder, "a", path).quotes) == (1, 0)


def test_a_workbook_with_norwegian_headings_is_read(folder: OpenReview) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["Studie", "Sitat", "Kode", "Side", "Konstrukt"], ["berg", SAID, "trust", 1, "deltaker"]):
        book.active.append(row)
    path = folder.root.parent / "sitater.xlsx"
    book.save(path)
    assert import_table(folder, "a", path).quotes == 1
    (segment,) = segments(folder)
    assert (segment.page, segment.construct) == ("1", "participant")


def test_a_table_without_a_quote_is_refused(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="this table has no quote"):
        import_quotes(folder, "a", table_of(folder))


def test_two_hundred_quotes_are_logged_with_their_places(folder: OpenReview) -> None:
    words = [f"Nurse {n} said that visit number {n} took longer than the plan allowed." for n in range(200)]
    html = f"<html>{''.join(f'<p>{one}</p>' for one in words)}</html>".encode()
    texts.attach(folder, "a", "cinahl-0002", "aas.html", html)
    path = folder.root.parent / "many.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["study", "quote", "code"], *(["aas", one, "time"] for one in words)])
    done = import_quotes(folder, "a", path)
    assert (done.quotes, done.notices) == (200, ())
    assert [segment.found.part for segment in segments(folder) if segment.found] == list(range(1, 201))
