"""A saved search history becomes lines of searches.yaml; nothing else that a person wrote there is replaced."""

import io
import zipfile
from pathlib import Path

import pytest

from reviewkit import limits
from reviewkit.actions import undo
from reviewkit.actions.histories import HistoryRead, history_in, history_pasted, import_history
from reviewkit.errors import ReviewkitError
from reviewkit.model import Source
from reviewkit.store.open_review import OpenReview
from tests.exchange import histories
from tests.folders import afresh, begin

LOG = """\
# our searches
eric: {database: ERIC, platform: Ours, hits: 30, date: 2026-01-31}   # by the librarian
"""


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    folder = begin(tmp_path / "review")
    (folder.root / "searches.yaml").write_text(LOG, encoding="utf-8")
    return folder


def text(folder: OpenReview) -> str:
    return (folder.root / "searches.yaml").read_text(encoding="utf-8")


def source(folder: OpenReview, name: str) -> Source:
    return next(one for one in afresh(folder).facts.sources if one.name == name)


def about_lines(read: HistoryRead) -> list[str]:
    return [problem.message for problem in read.problems if problem.code == "search-line"]


def test_a_search_that_is_not_in_the_log_gets_an_entry(folder: OpenReview) -> None:
    read = import_history(folder, "a", "cinahl", histories.EBSCO_TABS)
    made = source(folder, "cinahl")
    assert made == read.source
    assert (made.database, made.platform, made.date, made.hits) == (
        "CINAHL with Full Text",
        "EBSCOhost",
        "2024-01-31",
        113,
    )
    assert [(line.number, line.hits) for line in made.lines] == [
        ("S1", 175495),
        ("S2", 93056),
        ("S3", 1039),
        ("S4", 113),
    ]
    assert made.lines[3].limits.startswith("Limiters - Published Date")
    assert about_lines(read) == []
    assert text(folder).startswith(LOG)


def test_the_words_of_a_person_stay_and_hits_that_differ_are_reported(folder: OpenReview) -> None:
    read = import_history(folder, "a", "eric", histories.PROQUEST_SETS)
    made = source(folder, "eric")
    assert (made.platform, made.hits, made.date) == ("Ours", 30, "2026-01-31")
    assert about_lines(read) == [
        "eric: the search has 30 hits, but its last line has 29. Leave out lines that were run after the exported one, "
        "or correct `hits`"
    ]
    assert "# by the librarian" in text(folder)


def test_the_days_of_lines_are_kept_where_they_are_not_that_of_the_search(folder: OpenReview) -> None:
    import_history(folder, "a", "embase", histories.EMBASE_TABS)
    assert [line.date for line in source(folder, "embase").lines] == ["2026-01-30", "", ""]


def test_every_query_is_kept_to_the_letter(folder: OpenReview) -> None:
    import_history(folder, "a", "scopus", histories.SCOPUS)
    assert source(folder, "scopus").lines[1].query == 'TITLE-ABS-KEY ( "home care"  W/3  safe* )'
    import_history(folder, "a", "embase", histories.EMBASE_SPACES)
    assert source(folder, "embase").lines[0].query == "'health care personnel'/exp OR\n    nurse*:ti,ab,kw"


def test_the_same_history_again_changes_nothing(folder: OpenReview) -> None:
    import_history(folder, "a", "cinahl", histories.EBSCO_TABS)
    before = text(folder)
    assert import_history(folder, "a", "cinahl", histories.EBSCO_TABS).ids == ()
    assert text(folder) == before


def test_other_lines_replace_those_that_there_are_only_where_asked(folder: OpenReview) -> None:
    import_history(folder, "a", "cinahl", histories.EBSCO_TABS)
    before = text(folder)
    with pytest.raises(ReviewkitError, match=r"cinahl already has 4 lines in searches\.yaml.*rerun_of: cinahl"):
        import_history(folder, "a", "cinahl", histories.EBSCO_SCREEN)
    assert text(folder) == before
    read = import_history(folder, "a", "cinahl", histories.EBSCO_SCREEN, replace=True)
    assert len(source(folder, "cinahl").lines) == 2
    undo.undo(folder, "a", read.ids)
    assert text(folder) == before


def test_a_text_without_lines_and_a_name_that_no_source_can_have_are_refused(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="there is no line of a search history in it"):
        import_history(folder, "a", "cinahl", "nothing")
    with pytest.raises(ReviewkitError, match="cannot be the name of a source"):
        import_history(folder, "a", "Med Line", histories.EBSCO_TABS)
    assert text(folder) == LOG


def test_a_file_is_read_in_the_encoding_that_it_has(tmp_path: Path) -> None:
    path = tmp_path / "history.txt"
    path.write_bytes("S1\tsykepleier* OR jordmødre\t3\n".encode("cp1252"))
    assert "jordmødre" in history_in(path)
    path.write_bytes("S1\tjordmødre\t3\n".encode("utf-16"))
    assert "jordmødre" in history_in(path)
    path.write_bytes(b"PK\x03\x04xxxx")
    with pytest.raises(ReviewkitError, match="Office file"):
        history_in(path)
    with pytest.raises(ReviewkitError, match="no such file"):
        history_in(tmp_path / "nothing.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_is_pasted_is_read_in_the_encoding_that_it_has(encoding: str) -> None:
    pasted = "S1\tsykepleier* OR jordmødre\t3\r\nS2\tblåbær\t2\r\n"
    assert history_pasted(io.BytesIO(pasted.encode(encoding))) == pasted.replace("\r\n", "\n")


def test_what_is_pasted_and_no_text_is_refused_and_nothing_is_no_history() -> None:
    with pytest.raises(ReviewkitError, match="Office file"):
        history_pasted(io.BytesIO(b"PK\x03\x04xxxx"))
    assert history_pasted(io.BytesIO(b" \n")) == ""


def test_of_what_is_pasted_no_more_is_read_than_a_history_has(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            Endless.given += 1_000
            return b"x" * 1_000

    monkeypatch.setattr(limits, "HISTORY", 5_000)
    assert len(history_pasted(io.BytesIO(b"x" * 5_000))) == 5_000
    with pytest.raises(ReviewkitError, match=r"more than 0\.005 MB, so it was not read"):
        history_pasted(Endless())  # type: ignore[arg-type]
    assert Endless.given == 6_000


def _zip(name: str, content: str = "x") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            _zip("[Content_Types].xml"),
            "this is a document or a workbook, where a text .* a sheet can be saved as CSV",
        ),
        (_zip("mimetype", "application/vnd.oasis.opendocument.text"), "this is a document or a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "this is a document or a workbook"),
        (b"{\\rtf1\\ansi S1 nurse* 5}", "this is a document or a workbook"),
        (b"%PDF-1.7 x", "this is a document or a workbook"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n", "this is a web archive, where .* save it as HTML"),
        (b"MIME-Version: 1.0\r\n", "this is a web archive"),
        (_zip("ebsco.txt", "S1  nurse*  5"), "this is a zip"),
    ],
)
def test_a_file_of_another_program_is_refused_with_how_to_get_its_text(
    tmp_path: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "history"
    path.write_bytes(data)
    with pytest.raises(ReviewkitError, match=f"history: {said}"):
        history_in(path)
    with pytest.raises(ReviewkitError, match=f"^-: {said}"):
        history_pasted(io.BytesIO(data))
