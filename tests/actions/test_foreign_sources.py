"""A document is of the study that its name, its case, its text or a person says."""

from pathlib import Path

import pytest

from reviewkit.actions import texts
from reviewkit.actions.foreign_sources import studies_by_source
from reviewkit.exchange.projects import ProjectCase, ProjectSource
from reviewkit.store.open_review import OpenReview
from tests.folders import begin, decide, ready_to_code


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg", "aas")
    for record in (1, 2):
        decide(made, "a", record, "y")
    texts.attach(made, "a", "cinahl-0001", "Interview final (2).html", b"<html><p>words</p></html>")
    return made


def told(folder: OpenReview, source: ProjectSource, *cases: ProjectCase, **named: str) -> str:
    return studies_by_source(folder.review, [source], cases, named).get(source.guid, "")


@pytest.mark.parametrize(
    ("name", "study"),
    [
        ("berg", "berg"),
        ("Berg.txt", "berg"),
        ("sources/berg.pdf", "berg"),
        ("Study 2", "aas"),
        ("study-2.docx", "aas"),
        ("interview final (2)", "berg"),
        ("cinahl-0002", "aas"),
        ("Study", ""),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_document_is_known_by_its_name(folder: OpenReview, name: str, study: str) -> None:
    assert told(folder, ProjectSource("1", name)) == study
    assert told(folder, ProjectSource("1", "x", file=name)) == study


def test_a_title_of_a_record_is_a_name(folder: OpenReview) -> None:
    title = folder.review.records["cinahl-0002"].title
    assert told(folder, ProjectSource("1", f"{title.upper()}.pdf")) == "aas"


def test_a_case_a_line_and_a_checksum_say_it(folder: OpenReview) -> None:
    case = ProjectCase("9", "Study 2", sources=("1",))
    assert told(folder, ProjectSource("1", "x"), case) == "aas"
    assert told(folder, ProjectSource("1", "x"), ProjectCase("9", "y", "[study] berg", (), ("1",))) == "berg"
    assert told(folder, ProjectSource("1", "x", description="[study] aas")) == "aas"
    checksum = folder.review.facts.texts[0].sha256
    assert told(folder, ProjectSource("1", "x", description=f"[sha256] {checksum}")) == "berg"


def test_cases_of_several_studies_tell_none_and_one_beside_other_groups_tells_it(folder: OpenReview) -> None:
    berg, same, aas, ward = (
        ProjectCase(name, name, said, (), ("1",))
        for name, said in (("berg", ""), ("Study 1", ""), ("x", "[study] aas"), ("Ward 3", ""))
    )
    for cases in ((berg, aas), (aas, berg), (ward, aas, same)):
        assert told(folder, ProjectSource("1", "x"), *cases) == ""
        assert told(folder, ProjectSource("1", "Study 2.txt"), *cases) == "aas"
    for cases in ((berg, same), (ward, berg), (berg, ward)):
        assert told(folder, ProjectSource("1", "x"), *cases) == "berg"


def test_a_file_that_is_a_full_text_byte_by_byte_says_it(folder: OpenReview) -> None:
    checksum = folder.review.facts.texts[0].sha256
    assert told(folder, ProjectSource("1", "x", checksums=("0" * 64, checksum))) == "berg"
    assert told(folder, ProjectSource("1", "x", checksums=("0" * 64,))) == ""


def test_what_a_person_says_comes_first(folder: OpenReview) -> None:
    assert told(folder, ProjectSource("1", "berg"), berg="aas") == "aas"
