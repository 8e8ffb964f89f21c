"""REFI-QDA that is written here is valid, read by others, and the same bytes when it is read and written again."""

import uuid
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.exchange.projects import (
    Project,
    ProjectCase,
    ProjectCode,
    ProjectMark,
    ProjectQuote,
    ProjectSource,
    ProjectUser,
    guid_of,
)
from reviewkit.exchange.refi_read import read_codebook, read_project
from reviewkit.exchange.refi_write import codebook_xml, plain_text, project_zip
from reviewkit.exchange.xml_tree import readable
from tests.exchange.refi import assert_valid, assert_valid_project

TEXT = "🙂 Naïve words.\n\nWe trust each other."
USER, CODE, BELOW = guid_of("u"), guid_of("c"), guid_of("d")
WHOLE = Project(
    'Care & "trust"',
    "reviewkit 1",
    (ProjectUser(USER, "Kari Ås", "kari"),),
    (
        ProjectCode(CODE, "Trust", "", "That <each> relies", "#336699"),
        ProjectCode(BELOW, "Time", CODE, codable=False),
    ),
    (ProjectCase(guid_of("s"), "Berg (2024)", "[study] berg", (CODE,), (guid_of("t"),)),),
    (ProjectSource(guid_of("t"), "berg.pdf", TEXT, description="[study] berg"),),
    (
        ProjectQuote(
            guid_of("t"),
            "We trust each other.",
            (ProjectMark(CODE, guid_of("m"), USER, "2026-01-02T03:04:05Z"),),
            16,
            36,
            guid_of("q"),
            USER,
            "2026-01-02T03:04:05Z",
            "a note",
        ),
        ProjectQuote("", "Lost words", (ProjectMark(BELOW, guid_of("n"), USER),), guid=guid_of("r"), coder=USER),
    ),
)


def test_a_project_is_valid_and_comes_back() -> None:
    data = project_zip(WHOLE)
    assert_valid_project(data)
    read = read_project(data, "p.qdpx")
    assert (read.name, read.program, read.users, read.codes) == (
        WHOLE.name,
        WHOLE.program,
        WHOLE.users,
        WHOLE.codes,
    )
    assert (read.cases, read.quotes) == (WHOLE.cases, WHOLE.quotes)
    assert [one.text for one in read.sources] == [TEXT]
    assert (read.losses, project_zip(read)) == ((), data)


def test_the_files_of_a_project() -> None:
    with zipfile.ZipFile(BytesIO(project_zip(WHOLE))) as archive:
        assert archive.namelist() == ["project.qde", f"sources/{guid_of('t')}.txt"]
        assert archive.read(archive.namelist()[1]) == TEXT.encode()
        xml = archive.read("project.qde")
    assert xml.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<Project ')
    assert b"\r" not in xml


def test_a_project_with_nothing_in_it_is_valid() -> None:
    data = project_zip(Project("empty", "reviewkit 1"))
    assert_valid_project(data)
    assert project_zip(read_project(data, "p.qdpx")) == data


def test_a_text_keeps_the_place_of_every_sign() -> None:
    assert plain_text("\ufeffa\r\nb\x07") == " a\n\nb\ufffd"


def test_another_reader_reads_the_same(tmp_path: Path) -> None:
    refiqda = pytest.importorskip("pyrefiqda", reason="pyrefiqda is not installed")
    path = tmp_path / "p.qdpx"
    path.write_bytes(project_zip(WHOLE))
    read = refiqda.RefiProject.load(path, str(tmp_path / "out"))
    (code,) = read.code_book.codes.code
    assert (code.guid, code.name, code.description, code.color) == (CODE, "Trust", "That <each> relies", "#336699")
    assert [(one.guid, one.name, one.is_codable) for one in code.code] == [(BELOW, "Time", False)]
    (source,) = read.sources.text_source
    (selection,) = source.plain_text_selection
    text = (tmp_path / "out" / "sources" / source.plain_text_path.removeprefix("internal://")).read_text("utf-8")
    assert text[selection.start_position : selection.end_position] == "We trust each other."
    assert [one.code_ref.target_guid for one in selection.coding] == [CODE]
    assert [one.plain_text_content for one in read.notes.note] == ["Lost words"]
    book = tmp_path / "b.qdc"
    book.write_text(codebook_xml(WHOLE.codes, "reviewkit 1"), encoding="utf-8")
    assert [one.name for one in refiqda.RefiCodebook.load(book).codes.code] == ["Trust"]


def test_what_another_writer_writes_is_read(tmp_path: Path) -> None:
    refiqda = pytest.importorskip("pyrefiqda", reason="pyrefiqda is not installed")
    book = tmp_path / "b.qdc"
    book.write_text(codebook_xml(WHOLE.codes, "reviewkit 1"), encoding="utf-8")
    other = tmp_path / "other.qdc"
    refiqda.RefiCodebook.save(refiqda.RefiCodebook.load(book), other)
    assert read_codebook(other.read_bytes(), "other.qdc").codes == WHOLE.codes


def test_sets_and_parts_that_are_not_used_are_written_back() -> None:
    sets = f'<Sets><Set guid="{guid_of("x")}" name="S"><MemberCode guid="{CODE}"/></Set></Sets>'
    xml = codebook_xml(WHOLE.codes, "other").replace("</CodeBook>", f"{sets}</CodeBook>")
    read = read_codebook(xml.encode(), "b.qdc")
    again = codebook_xml(read.codes, read.program, read.others)
    assert_valid(again)
    assert "<MemberCode" in again
    assert read.losses == ("left out: sets of codes or documents (1)",)


GUIDS = st.uuids(version=4).map(str)
WORDS = st.text(min_size=1, max_size=20).map(readable)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    guids = draw(st.lists(GUIDS, min_size=3, max_size=6, unique=True))
    users = [ProjectUser(guid_of("u", one), draw(WORDS), one) for one in guids[:2]]
    codes = []
    for number, guid in enumerate(guids):
        parent = draw(st.sampled_from(["", *guids[:number]]))
        named = draw(WORDS.filter(str.strip))
        codes.append(ProjectCode(guid, named, parent, draw(WORDS | st.just("")), codable=draw(st.booleans())))
    sources, quotes = [], []
    for number in range(draw(st.integers(0, 2))):
        text = plain_text(draw(st.text(min_size=1, max_size=60)))
        source = guid_of("s", str(number))
        sources.append(ProjectSource(source, draw(WORDS), text))
        for each in range(draw(st.integers(0, 3))):
            low = draw(st.integers(0, len(text) - 1))
            high = draw(st.integers(low + 1, len(text)))
            user = draw(st.sampled_from(users)).guid
            marks = [
                ProjectMark(code.guid, guid_of("m", code.guid, source, str(each)), user)
                for code in draw(st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True))
            ]
            name = guid_of("q", source, str(each))
            quotes.append(
                ProjectQuote(source, text[low:high], tuple(marks), low, high, name, user, note=draw(WORDS))
            )
    lost = [
        ProjectQuote(
            "", draw(WORDS), (ProjectMark(codes[0].guid, guid_of("l"), users[0].guid),), guid=guid_of("z")
        )
        for _ in range(draw(st.integers(0, 1)))
    ]
    return Project(draw(WORDS), "reviewkit", tuple(users), tuple(codes), (), tuple(sources), (*quotes, *lost))


@given(projects())
def test_any_project_is_valid_and_written_read_and_written_it_is_the_same(project: Project) -> None:
    data = project_zip(project)
    assert_valid_project(data)
    read = read_project(data, "p.qdpx")
    assert project_zip(read) == data
    assert {one.guid: one.words for one in read.quotes} == {one.guid: one.words for one in project.quotes}
    assert all(uuid.UUID(code.guid) for code in read.codes)
