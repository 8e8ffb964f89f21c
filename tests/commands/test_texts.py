"""text, screen sought, screen requested: what they print, and what they refuse."""

import json
from pathlib import Path

import pytest

from tests.builders import papers, review_folder
from tests.commands.reviews import said
from tests.conftest import Command
from tests.extract.pages import running_head, scan, table_over_two_pages
from tests.extract.test_books import two
from tests.formats.test_documents import HTML, PDF


@pytest.fixture
def read(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review whose first two reports are sought."""
    root = review_folder(tmp_path / "review", "two")
    monkeypatch.chdir(root)
    (tmp_path / "x.ris").write_text(papers(3), encoding="utf-8")
    (tmp_path / "Berg 2024.pdf").write_bytes(PDF)
    (tmp_path / "login.pdf").write_bytes(HTML)
    for words in (("import", str(tmp_path / "x.ris"), "-s", "x"), ("upgrade",), ("dedupe",)):
        assert rk(*words, "--as", "a").status == 0
    for who in "ab":
        for record in ("x-0001", "x-0002"):
            assert rk("screen", "decide", record, "-d", "include", "--as", who).status == 0
    return root


def test_a_text_that_is_attached_is_said_with_how_to_undo_it(read: Path, rk: Command) -> None:
    ran = rk("text", "add", "x-0001", "../Berg 2024.pdf", "--note", "accepted version", "--as", "a")
    path = next((read / "texts").glob("*.pdf")).relative_to(read).as_posix()
    assert ran.out.startswith(
        f"{path} is a full text of x-0001, which is now retrieved; to undo this: reviewkit undo a-"
    )
    assert rk("text").out == f"x-0001  {path}  (Berg 2024.pdf)\n1 full text of 1 report\n"
    assert f"text      {path} (Berg 2024.pdf), attached by a, accepted version\n" in rk("show", "x-0001").out
    assert "full texts          1 (reviewkit text list)" in rk("status").out
    assert json.loads(rk("status", "--json").out)["texts"] == 1
    again = rk("text", "add", "x-0001", "../Berg 2024.pdf", "--as", "b")
    assert again.out == f"x-0001 has this full text already ({path}); nothing was logged\n"
    other = rk("text", "add", "x-0002", "../Berg 2024.pdf", "--as", "b")
    assert "the same file is a full text of x-0001; if they are one report: reviewkit dedupe same" in other.out


def test_a_file_that_is_missing_is_said_wherever_it_is_looked_for(read: Path, rk: Command) -> None:
    rk("text", "add", "x-0001", "../Berg 2024.pdf", "--as", "a")
    next((read / "texts").glob("*.pdf")).unlink()
    assert "MISSING (reviewkit check)" in rk("text", "list").out
    assert "missing (reviewkit check)" in rk("show", "x-0001").out
    ran = rk("check")
    assert "the full text of x-0001 that a attached is not on this computer" in ran.out
    assert ran.status == 1


def test_what_is_no_text_is_refused_in_one_sentence(read: Path, rk: Command) -> None:
    ran = rk("text", "add", "x-0001", "../login.pdf", "--as", "a")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("reviewkit: login.pdf: this is a web page and not a PDF, as its name says.")
    assert rk("text", "add", "x-0001", "../nothing.pdf", "--as", "a").status == 1
    assert "is not a record" in said(rk("text", "add", "x-0009", "../Berg 2024.pdf", "--as", "a"))
    assert not (read / "texts").exists()


def test_who_asked_whom_and_why_not_is_in_the_list(read: Path, rk: Command) -> None:
    ran = rk("screen", "requested", "x-0001", "x-0002", "--note", "the library", "--as", "b")
    assert ran.out.startswith("2 full texts asked for; to undo this: reviewkit undo b-")
    why = "no reply from the authors"
    assert rk("screen", "retrieved", "x-0001", "--not", "--why", why, "--as", "a").status == 0
    listed = json.loads(rk("screen", "sought", "--json").out)
    assert [(one["report"], one["state"], one["doi_link"]) for one in listed] == [
        ("x-0001", "not-retrieved", "https://doi.org/10.1000/x.1"),
        ("x-0002", "requested", "https://doi.org/10.1000/x.2"),
    ]
    assert listed[0]["retrieval"]["note"] == why
    assert (listed[0]["request"]["by"], listed[0]["request"]["note"]) == ("b", "the library")
    assert [one["report"] for one in json.loads(rk("screen", "sought", "--open", "--json").out)] == ["x-0002"]


def test_the_list_goes_into_files_and_into_the_terminal(read: Path, rk: Command) -> None:
    rk("text", "add", "x-0001", "../Berg 2024.pdf", "--as", "a")
    ran = rk("screen", "sought", "-o", "sought.csv", "-o", "sought.xlsx", "-o", "sought.md", "-l", "nb")
    assert ran.status == 0
    lines = Path("sought.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Treff;Forfattere;År;Tittel")
    assert ";hentet inn;a;" in lines[1]
    assert ";mangler;;;;0" in lines[2]
    assert "not here" in rk("screen", "sought").out


@pytest.fixture
def with_text(read: Path, rk: Command) -> Path:
    """A report with an article of two pages."""
    (read.parent / "article.pdf").write_bytes(running_head())
    assert rk("text", "add", "x-0001", "../article.pdf", "--as", "a").status == 0
    return read


def test_a_text_is_shown_page_by_page(with_text: Path, rk: Command) -> None:
    whole = rk("text", "show", "x-0001").out
    assert ": 2 pages\n\n[page 1]\nJournal of Home Care 2020\nHome care nurses described" in whole
    assert "[page 2]\nJournal of Home Care 2020\nHjemmesykepleierne fortalte" in whole
    second = rk("text", "show", "x-0001", "--page", "2").out
    assert "[page 2]" in second
    assert "[page 1]" not in second
    found = json.loads(rk("text", "show", "x-0001", "--page", "2", "--json").out)
    assert [part["number"] for part in found[0]["parts"]] == [2]


def test_a_page_that_is_not_there_is_said(with_text: Path, rk: Command) -> None:
    ran = rk("text", "show", "x-0001", "--page", "3")
    assert ran.status == 1
    assert "There is no number 3 in the full texts of x-0001; the last is 2." in ran.err


@pytest.mark.parametrize(
    ("words", "said", "status"),
    [
        ("Every minute WAS planned", "found: texts/x-0001-", 0),
        (
            "every minute was carefully planned and no minute was their own",
            "reworded: texts/x-0001-",
            0,
        ),
        ("words that nobody wrote in it", "these words are in none of the full texts of x-0001", 1),
    ],
)
def test_a_quote_is_found_again(with_text: Path, rk: Command, words: str, said: str, status: int) -> None:
    ran = rk("text", "show", "x-0001", "--find", words)
    assert ran.out.startswith(said)
    assert ran.status == status
    assert status or ", page 1\n" in ran.out


@pytest.mark.parametrize(
    ("cell", "page"),
    [
        ("Interviews with nurses in two cities", 1),
        ("Plans were made by those who never saw a patient", 2),
        ("Survey of home care in six municipalities of the north and of two towns in the south", 1),
    ],
)
def test_a_cell_of_several_lines_is_found_on_its_page(read: Path, rk: Command, cell: str, page: int) -> None:
    """The last one goes on on the next page, below the head of the table."""
    (read.parent / "table.pdf").write_bytes(table_over_two_pages())
    assert rk("text", "add", "x-0001", "../table.pdf", "--as", "a").status == 0
    ran = rk("text", "show", "x-0001", "--find", cell)
    assert ran.out.startswith("found: texts/x-0001-")
    assert f", page {page}\n" in ran.out
    assert ran.status == 0


def test_a_scan_is_named(read: Path, rk: Command) -> None:
    (read.parent / "scan.pdf").write_bytes(scan())
    said = rk("text", "add", "x-0001", "../scan.pdf", "--as", "a").out
    assert "page 1 is a picture without text" in said
    assert "page 1 is a picture without text" in rk("text", "show", "x-0001").out


def test_a_report_without_a_text_says_how_to_attach_one(read: Path, rk: Command) -> None:
    ran = rk("text", "show", "x-0002")
    assert ran.err == "reviewkit: x-0002 has no full text yet. To attach one: reviewkit text add x-0002 FILE\n"
    assert ran.status == 1


# A page whose form contains itself, and a book of which a chapter is missing.
FORM = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj"
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>endobj\n4 0 obj"
    b"<</Length 5>>stream\n/F Do\nendstream endobj\n5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources"
    b"<</XObject<</F 5 0 R>>>>/Length 11>>stream\n/F Do /F Do\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n"
    b"%%EOF"
)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("book.epub", two("none.x", "b.x"), "book.epub: the chapter none.x that its list names is not in it; "),
        (
            "page.html",
            b"<html><meta charset=utf-7>+AOU-",
            "page.html: it says that it is in the encoding utf-7, ",
        ),
        ("form.pdf", FORM, "form.pdf: "),
        ("damaged.pdf", PDF, "damaged.pdf: "),
    ],
)
def test_a_text_that_cannot_be_read_is_attached_and_said(
    read: Path, rk: Command, name: str, data: bytes, why: str
) -> None:
    (read.parent / name).write_bytes(data)
    ran = rk("text", "add", "x-0001", f"../{name}", "--as", "a")
    first, second = ran.out.splitlines()
    assert (ran.status, " is a full text of x-0001, which is now retrieved; to undo this: " in first) == (0, True)
    assert second.startswith(f"  but nothing in it can be read, so no words of it can be quoted: {why}")
    shown = rk("text", "show", "x-0001")
    assert (shown.status, shown.err) == (1, f"reviewkit: {second.partition('quoted: ')[2]}\n")
    made = json.loads(rk("text", "add", "x-0002", f"../{name}", "--as", "a", "--json").out)
    assert made["unread"] == second.partition("quoted: ")[2]


@pytest.mark.parametrize(("data", "guessed"), [("Łódź".encode("cp1250"), True), ("Łódź".encode(), False)])
def test_a_plain_text_in_a_guessed_encoding_is_said(read: Path, rk: Command, data: bytes, guessed: bool) -> None:
    (read.parent / "a.txt").write_bytes(data)
    lines = rk("text", "add", "x-0001", "../a.txt", "--as", "a").out.splitlines()
    said = (
        "  it is not UTF-8 and was read as Windows-1252, so look at the accented letters (reviewkit text show x-0"
    )
    assert [line.startswith(said) for line in lines[1:]] == [True] * guessed
    assert json.loads(rk("text", "add", "x-0002", "../a.txt", "--as", "a", "--json").out)["guessed"] is guessed
