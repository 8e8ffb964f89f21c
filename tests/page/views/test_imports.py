"""Import in the page."""

from pathlib import Path

from reviewkit.actions.protocol import upgrade
from tests.builders import papers
from tests.page.conftest import Opened


def test_what_was_understood_of_a_file_is_shown(root: Path, opened: Opened) -> None:
    page = opened(root)
    shown = page.brings("cinahl", root.parent / "cinahl.ris")
    assert "4 records were imported into cinahl." in shown
    assert "100%" in shown
    assert len(page.sitting.review.records) == 4


def test_shares_are_written_as_the_language_writes_them(root: Path, opened: Opened) -> None:
    page = opened(root)
    page.sends("/language", language="nb")
    assert "100\u00a0%" in page.brings("cinahl", root.parent / "cinahl.ris")


def test_the_same_file_again_changes_nothing_and_says_so(root: Path, opened: Opened) -> None:
    page = opened(root)
    page.brings("cinahl", root.parent / "cinahl.ris")
    assert "has already been imported" in page.brings("cinahl", root.parent / "cinahl.ris")
    assert len(page.sitting.review.records) == 4


def test_a_file_that_cannot_be_read_is_named_and_the_others_count(root: Path, opened: Opened) -> None:
    (root.parent / "photo.ris").write_bytes(b"\x89PNG\r\n\x1a\n")
    page = opened(root)
    shown = page.brings("cinahl", root.parent / "photo.ris", root.parent / "cinahl.ris")
    assert "photo.ris" in shown
    assert "/reviewkit-" not in shown  # where the file was kept meanwhile is nobody's business
    assert len(page.sitting.review.records) == 4


def test_no_file_and_a_wrong_name_are_explained(root: Path, opened: Opened) -> None:
    page = opened(root)
    assert "Choose at least one file." in page.sends("/import", 422, source="cinahl")
    page.brings("Cinahl Søk!", root.parent / "cinahl.ris")
    assert len(page.sitting.review.records) == 0


def test_an_import_is_taken_back_and_a_source_renamed(root: Path, opened: Opened) -> None:
    page = opened(root)
    upgrade(page.sitting.opened, "a")
    page.brings("cinahl", root.parent / "cinahl.ris")
    (root.parent / "more.ris").write_text(papers(2, start=30), encoding="utf-8")
    page.brings("embase", root.parent / "more.ris")
    page.sends("/import/rename", old="embase", new="medline", note="wrong name")
    assert {export.source for export in page.sitting.review.facts.exports} == {"cinahl", "medline"}
    event = next(one.imported for one in page.sitting.review.facts.exports if one.source == "medline")
    page.sends("/undo", events=event)
    assert {export.source for export in page.sitting.review.facts.exports} == {"cinahl"}


def test_hits_are_never_filled_in_from_the_number_of_records(tmp_path: Path, opened: Opened) -> None:
    page = opened(tmp_path, "")
    page.sends("/create", title="Mine", people="kari")
    (tmp_path / "x.ris").write_text(papers(3), encoding="utf-8")
    shown = page.brings("embase", tmp_path / "x.ris")
    assert "3 hits" not in shown
    assert all(source.hits is None for source in page.sitting.review.facts.sources)


def test_a_document_of_grey_literature_is_added_with_its_text(root: Path, opened: Opened) -> None:
    page = opened(root)
    upgrade(page.sitting.opened, "a")
    given = {"title": "Safe & home", "institution": "A ministry", "date": "2023", "source": "websites"}
    assert "In the future" not in page.sends("/import/grey", **given)
    (record,) = [one for one in page.sitting.review.records if one.startswith("websites")]
    shown = page.shows(f"/record/{record}")
    assert "A ministry. (2023). Safe &amp; home." in shown
    assert "has been added before" in page.sends("/import/grey", **given)


def test_what_was_typed_of_a_document_stays_where_something_is_wrong(root: Path, opened: Opened) -> None:
    page = opened(root)
    shown = page.sends("/import/grey", 422, title="Safe at home", institution="A", date="soon", source="websites")
    assert "is no date" in shown
    assert 'value="Safe at home"' in shown
