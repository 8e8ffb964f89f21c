"""Exports are kept byte for byte and read alike ever after; sources are renamed without moving a decision."""

from pathlib import Path

import pytest

from reviewkit.actions import duplicates, imports, undo
from reviewkit.errors import ReviewkitError
from reviewkit.store.files import sha256
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import BoxId
from tests.builders import papers, ris
from tests.conftest import REPOSITORY
from tests.folders import afresh, begin, bring, decide, files_of, flow_text

EXPORTS = sorted((REPOSITORY / "tests" / "exports").glob("*"))


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review", people=1, records=0)


def put(folder: OpenReview, data: str | bytes, name: str = "export.ris") -> Path:
    file = folder.root.parent / "incoming" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def import_(
    folder: OpenReview, data: str | bytes, source: str = "cinahl", name: str = "export.ris", form: str = ""
) -> imports.Imported:
    return imports.import_file(folder, "a", put(folder, data, name), source, form)


def titles(folder: OpenReview) -> dict[str, str]:
    return {name: record.title for name, record in folder.review.records.items()}


# Importing


def test_the_ids_of_an_export_that_cannot_be_read_are_not_given_again(folder: OpenReview) -> None:
    import_(folder, papers(3))
    kept = folder.root / "searches" / "cinahl" / "export.ris"
    text = kept.read_bytes()
    kept.unlink()
    import_(folder, papers(2, start=50), name="later.ris")
    assert list(folder.review.records) == ["cinahl-0004", "cinahl-0005"]
    kept.write_bytes(text)
    folder.refresh()
    assert list(folder.review.records) == [f"cinahl-{n:04d}" for n in range(1, 6)]
    assert "ids-twice" not in {problem.code for problem in folder.review.problems}


def test_a_file_that_was_imported_twice_counts_while_its_first_copy_cannot_be_read(folder: OpenReview) -> None:
    data = papers(3)
    import_(folder, data)
    (folder.root / "searches" / "cinahl" / "export.ris").unlink()
    log = folder.root / "searches" / "imports" / "b.jsonl"
    other = folder.root / "searches" / "medline" / "export.ris"
    other.parent.mkdir()
    other.write_bytes(data.encode())
    log.write_text(
        '{"id": "b-1", "do": "import", "at": "2026-01-01T00:00:00Z", "by": "b", "source": "medline", "number": 1, '
        f'"file": "searches/medline/export.ris", "sha256": "{sha256(data.encode())}"}}\n',
        encoding="utf-8",
    )
    assert list(afresh(folder).records) == ["medline-0001", "medline-0002", "medline-0003"]


def test_an_import_is_logged_with_its_file_its_checksum_and_its_ids(folder: OpenReview) -> None:
    data = papers(3)
    done = import_(folder, data)
    (logged,) = folder.review.facts.imports
    assert (done.id, done.source, done.records, done.already) == (logged.id, "cinahl", 3, "")
    assert (
        logged.source,
        logged.number,
        logged.path,
        logged.sha256,
        logged.format,
        logged.first,
        logged.records,
    ) == (
        "cinahl",
        1,
        "searches/cinahl/export.ris",
        sha256(data.encode()),
        "ris",
        1,
        3,
    )
    assert logged.by == "a"
    assert (folder.root / logged.path).read_bytes() == data.encode()


def test_ids_go_on_where_those_of_the_source_end(folder: OpenReview) -> None:
    import_(folder, papers(3))
    import_(folder, papers(1, 10), "medline")
    import_(folder, papers(2, 20))
    assert list(folder.review.records) == [
        *(f"cinahl-{n:04d}" for n in range(1, 6)),
        "medline-0001",
    ]
    assert [(act.number, act.first) for act in folder.review.facts.imports] == [(1, 1), (1, 1), (2, 4)]


def test_the_same_bytes_twice_change_nothing(folder: OpenReview) -> None:
    import_(folder, papers(3))
    before = files_of(folder.root)
    again = import_(folder, papers(3), "medline", "another.ris")
    assert (again.already, again.source, again.id, again.records) == (
        "searches/cinahl/export.ris",
        "cinahl",
        "",
        0,
    )
    assert files_of(folder.root) == before


def test_the_same_bytes_put_a_missing_file_back(folder: OpenReview) -> None:
    import_(folder, papers(3))
    before, kept = titles(folder), folder.root / "searches/cinahl/export.ris"
    kept.unlink()
    (missing,) = (problem for problem in afresh(folder).problems if problem.code == "export")
    assert "or import it again (reviewkit import FILE --source cinahl)" in missing.message
    again = import_(folder, papers(3), "medline", "another.ris")
    assert (again.already, again.put_back, again.id) == ("searches/cinahl/export.ris", True, "")
    assert (titles(folder), afresh(folder).flow.n(BoxId.FROM_DATABASES)) == (before, 3)
    assert "export" not in {problem.code for problem in afresh(folder).problems}
    kept.write_text("edited")
    assert not import_(folder, papers(3)).put_back
    assert kept.read_text() == "edited"


def test_a_second_file_of_one_name_gets_a_name_of_its_own(folder: OpenReview) -> None:
    import_(folder, papers(3))
    second = papers(2, 20)
    import_(folder, second)
    paths = [export.path for export in folder.review.facts.exports]
    assert paths == ["searches/cinahl/export.ris", f"searches/cinahl/{sha256(second.encode())[:8]}-export.ris"]
    assert [(folder.root / path).read_text() for path in paths] == [papers(3), second]


@pytest.mark.parametrize("name", ["", "CINAHL", "a b", "../x", "a/b", "-x", "con", "x.y", "å"])
def test_a_name_that_no_source_can_have_is_refused(folder: OpenReview, name: str) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match="cannot be the name of a source"):
        import_(folder, papers(1), name)
    assert files_of(folder.root) == before


@pytest.mark.parametrize("data", ["", "Dear colleague", b"\x00\x01", "[]", "{}"])
def test_a_file_without_a_record_is_refused_and_nothing_is_written(folder: OpenReview, data: str | bytes) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError):
        import_(folder, data)
    assert files_of(folder.root) == before


def test_a_file_that_is_not_there_is_refused_in_words(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        imports.import_file(folder, "a", folder.root.parent / "nothing.ris", "cinahl")
    with pytest.raises(ReviewkitError, match="this is a folder"):
        imports.import_file(folder, "a", folder.root.parent, "cinahl")


@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: path.name)
def test_what_was_imported_is_read_alike_by_another_process(folder: OpenReview, home: Path, export: Path) -> None:
    try:
        done = imports.import_file(folder, "a", export, "x")
    except ReviewkitError:
        assert folder.review.records == {}
        return
    here = list(folder.review.records.values())
    assert len(here) == done.records
    for path in sorted(home.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    there = afresh(folder)
    assert list(there.records.values()) == here
    assert [problem for problem in there.facts.problems if problem.code == "export"] == []


def test_a_format_that_is_named_is_the_one_that_is_read_later(folder: OpenReview) -> None:
    done = import_(folder, papers(2), form="ris")
    assert (done.records, folder.review.facts.imports[0].format) == (2, "ris")
    assert len(afresh(folder).records) == 2
    with pytest.raises(ReviewkitError):
        import_(folder, papers(2, 40), "medline", form="no-such-format")


def test_what_was_odd_in_a_file_is_told_at_its_import(folder: OpenReview) -> None:
    done = import_(folder, "what is this?\n" + papers(1))
    assert [problem.place.line for problem in done.problems] == [1]


def test_the_database_that_wrote_a_file_is_told(folder: OpenReview) -> None:
    assert import_(folder, papers(1)).producer == ""
    from_pubmed = ris({"TI": "A", "DB": "MEDLINE", "DP": "NLM", "UR": "https://pubmed.ncbi.nlm.nih.gov/1/"})
    assert isinstance(import_(folder, from_pubmed, "medline").producer, str)


def test_a_file_that_lies_in_the_folder_already_becomes_the_export(folder: OpenReview) -> None:
    path = folder.root / "searches" / "cinahl" / "export.ris"
    path.parent.mkdir(parents=True)
    path.write_text(papers(2))
    assert imports.import_file(folder, "a", path, "cinahl").records == 2
    assert [one.path for one in folder.review.facts.exports] == ["searches/cinahl/export.ris"]
    assert list(path.parent.iterdir()) == [path]


# Ids after an import was undone


def test_ids_are_given_once_though_imports_are_taken_back(folder: OpenReview) -> None:
    first = import_(folder, papers(3))
    undo.undo(folder, "a", [first.id])
    import_(folder, papers(2, 20))
    assert list(folder.review.records) == ["cinahl-0004", "cinahl-0005"]
    assert [act.number for act in folder.review.facts.imports] == [2]


def test_the_same_file_can_come_again_after_its_import_was_taken_back(folder: OpenReview) -> None:
    first = import_(folder, papers(3))
    undo.undo(folder, "a", [first.id])
    again = import_(folder, papers(3))
    assert (again.already, again.records) == ("", 3)
    assert list(folder.review.records) == ["cinahl-0004", "cinahl-0005", "cinahl-0006"]


# Renaming


def test_a_renamed_source_has_its_records_under_their_ids(folder: OpenReview) -> None:
    import_(folder, papers(3))
    import_(folder, papers(1, 10), "medline")
    duplicates.run(folder, "a")
    decide(folder, "a", 2, "y")
    before = titles(folder)
    done = imports.rename_source(folder, "b", "cinahl", "cinahl-plus", "the whole name")
    assert (len(done.ids), done.records) == (1, 3)
    assert titles(folder) == before
    assert set(folder.review.source_of.values()) == {"cinahl-plus", "medline"}
    assert {name: folder.review.records[name].source for name in ("cinahl-0001", "medline-0001")} == {
        "cinahl-0001": "cinahl-plus",
        "medline-0001": "medline",
    }
    assert folder.review.flow.boxes["new.reports"].members == ("cinahl-0002",)
    assert folder.review.flow.n("id.databases.cinahl-plus") == 3


def test_every_import_of_a_source_is_renamed(folder: OpenReview) -> None:
    import_(folder, papers(3))
    import_(folder, papers(2, 20))
    assert len(imports.rename_source(folder, "a", "cinahl", "embase").ids) == 2
    assert set(folder.review.source_of.values()) == {"embase"}


def test_a_source_can_be_renamed_again_and_back(folder: OpenReview) -> None:
    import_(folder, papers(3))
    before = flow_text(folder.review)
    for old, new in (("cinahl", "one"), ("one", "two"), ("two", "cinahl")):
        imports.rename_source(folder, "a", old, new)
    assert flow_text(folder.review) == before


def test_what_is_imported_under_the_old_name_later_has_ids_of_its_own(folder: OpenReview) -> None:
    import_(folder, papers(3))
    imports.rename_source(folder, "a", "cinahl", "embase")
    import_(folder, papers(2, 20))
    assert sorted(folder.review.records) == [f"cinahl-{n:04d}" for n in range(1, 6)]
    assert {folder.review.source_of[f"cinahl-{n:04d}"] for n in (1, 2, 3)} == {"embase"}
    assert {folder.review.source_of[f"cinahl-{n:04d}"] for n in (4, 5)} == {"cinahl"}


def test_the_entry_of_the_search_log_is_renamed_with_its_comments(folder: OpenReview) -> None:
    import_(folder, papers(3))
    path = folder.root / "searches.yaml"
    path.write_text("# Our searches\nmedline: {hits: 1}\ncinahl:  # by Kari\n  hits: 3\nwos: {hits: 2}\n")
    folder.refresh()
    imports.rename_source(folder, "a", "cinahl", "embase")
    assert (
        path.read_text() == "# Our searches\nmedline: {hits: 1}\nembase:  # by Kari\n  hits: 3\nwos: {hits: 2}\n"
    )
    assert folder.review.facts.agreements[-1].why == "source cinahl renamed to embase"


@pytest.mark.parametrize("text", ["medline: {hits: 1}\n", "cinahl: {hits: 3}\nembase: {hits: 2}\n"])
def test_a_search_log_that_has_the_new_name_or_lacks_the_old_stays(folder: OpenReview, text: str) -> None:
    import_(folder, papers(3))
    (folder.root / "searches.yaml").write_text(text)
    imports.rename_source(folder, "a", "cinahl", "embase")
    assert (folder.root / "searches.yaml").read_text() == text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wos", "embase", r"There is no source 'wos'\. The sources are: cinahl, medline"),
        ("cinahl", "Embase", "'Embase' cannot be the name of a source"),
        ("cinahl", "", "'' cannot be the name of a source"),
    ],
)
def test_a_rename_that_cannot_be_writes_nothing(folder: OpenReview, old: str, new: str, said: str) -> None:
    import_(folder, papers(3))
    import_(folder, papers(1, 10), "medline")
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said):
        imports.rename_source(folder, "a", old, new)
    assert files_of(folder.root) == before


def test_without_an_import_there_is_nothing_to_rename(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match=r"The sources are: \(none yet\)"):
        imports.rename_source(folder, "a", "cinahl", "embase")


def test_in_a_folder_of_0_2_no_source_is_renamed(folder: OpenReview) -> None:
    import_(folder, papers(3))
    path = folder.root / "review.yaml"
    path.write_text(path.read_text().replace("format: 2\n", ""))
    with pytest.raises(ReviewkitError, match=r"renaming a source needs the folder's new format"):
        imports.rename_source(folder, "a", "cinahl", "embase")
    assert folder.review.source_of["cinahl-0001"] == "cinahl"


def test_a_rename_that_is_taken_back_gives_the_flow_as_before(folder: OpenReview) -> None:
    import_(folder, papers(3))
    bring(folder, "medline", 2, start=30)
    before = flow_text(folder.review)
    done = imports.rename_source(folder, "a", "cinahl", "embase")
    assert flow_text(folder.review) != before
    undo.undo(folder, "a", done.ids)
    assert flow_text(folder.review) == before


def test_two_windows_that_import_one_after_the_other_give_no_id_twice(folder: OpenReview) -> None:
    other = open_review(folder.root)
    assert other.review.records == {}
    import_(folder, papers(3))
    imports.import_file(other, "b", put(folder, papers(2, 20), "b.ris"), "cinahl")
    assert list(afresh(folder).records) == [f"cinahl-{n:04d}" for n in range(1, 6)]


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt1"])
def test_a_source_cannot_be_called_as_windows_calls_a_device(
    folder: OpenReview, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "x.ris"
    file.write_text(papers(1))
    said = f"'{name}' cannot be the name of a source. Windows reserves this name for a device. Choose another"
    with pytest.raises(ReviewkitError, match=said):
        imports.import_file(folder, "a", file, name)
    with pytest.raises(ReviewkitError, match=said):
        imports.rename_source(folder, "a", "cinahl", name)
