"""Files of exports are opened and measured, and what cannot be opened is said in words."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.formats import registry, writers
from reviewkit.model import Record
from reviewkit.store import exports
from tests.builders import papers
from tests.formats.samples import SAMPLES


def test_a_file_is_as_long_as_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_bytes("på".encode())
    assert exports.size(path) == 3
    with exports.open_bytes(path) as file:
        assert file.read() == "på".encode()


def test_what_is_no_regular_file_has_no_length(tmp_path: Path) -> None:
    assert exports.size(tmp_path / "none.ris") == 0
    assert exports.size(tmp_path) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_has_no_length(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert exports.size(tmp_path / "pipe") == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReviewkitError, match="pipe: this is a pipe or a device, not a file"):
        list(exports.stream(tmp_path / "pipe", []))


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        exports.open_bytes(tmp_path / "none.ris")


def test_a_stream_gives_the_records_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_text(papers(3), encoding="utf-8")
    assert list(exports.stream(path, [])) == list(exports.read(path).records)


def known(record: Record) -> tuple[object, ...]:
    """What both ways of reading must agree on."""
    return (record.format, record.fields, record.title, record.authors)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_reading_in_a_stream_gives_the_same_records(tmp_path: Path, name: str, encoding: str) -> None:
    if name == "endnote-xml" and encoding == "cp1252":
        pytest.skip("its declaration says otherwise")
    path = tmp_path / f"{name}.txt"
    path.write_bytes(SAMPLES[name].replace("A journal", "Årsskrift").replace("\n", "\r\n").encode(encoding))
    problems: list[Problem] = []
    streamed = list(exports.stream(path, problems))
    held = exports.read(path)
    assert [known(one) for one in streamed] == [known(one) for one in held.records]
    assert [problem.code for problem in problems] == [problem.code for problem in held.problems]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_record_of_a_stream_knows_its_file_and_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_text(SAMPLES[name], encoding="utf-8")
    (record,) = exports.stream(path, [])
    assert record.place == exports.read(path).records[0].place
    assert record.place.path == str(path)


def test_a_large_file_in_utf_16_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_bytes(papers(1500).encode("utf-16"))
    assert len(exports.read(path).records) == 1500
    assert len(list(exports.stream(path, []))) == 1500


def test_a_file_larger_than_what_is_looked_at_is_streamed_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_text(papers(2500), encoding="utf-8")
    assert path.stat().st_size > registry.LOOK
    assert sum(1 for _ in exports.stream(path, [])) == 2500


def test_raw_records_of_ris_are_not_understood_and_lose_no_field(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_text(papers(2), encoding="utf-8")
    raw, whole = list(exports.stream(path, [], raw=True)), list(exports.stream(path, []))
    assert [one.fields for one in raw] == [one.fields for one in whole]
    assert [one.title for one in raw] == ["", ""]
    assert all(one.title for one in whole)


def test_our_own_jsonl_and_a_zip_are_read_by_the_stream_too(tmp_path: Path) -> None:
    records = exports.read(_written(tmp_path / "x.ris", papers(2).encode())).records
    ours = _written(tmp_path / "x.jsonl", "".join(writers.as_jsonl(records)).encode())
    assert list(exports.stream(ours, [])) == list(records)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("articles.ris", papers(3))
    packed = _written(tmp_path / "x.zip", out.getvalue())
    assert [one.place.path for one in exports.stream(packed, [])] == [f"{packed}/articles.ris"] * 3


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "", "the file is empty"),
        (b"%PDF-1.7", "", "this is a PDF"),
        (b"PK\x03\x04 broken", "", "the zip is damaged"),
        (b"Dear all,\n", "", "none of the formats"),
        (b"TY  - JOUR\nTI  - a\nER  - \n", "nbib", "this is RIS"),
        (b"TY  - JOUR\nTI  - a\nER  - \n", "docx", "There is no format 'docx'"),
    ],
)
def test_a_stream_refuses_what_reading_refuses(tmp_path: Path, data: bytes, name: str, said: str) -> None:
    path = _written(tmp_path / "x", data)
    for read in (lambda: exports.read(path, name), lambda: list(exports.stream(path, [], name))):
        with pytest.raises(ReviewkitError, match=said):
            read()


def test_a_file_of_a_named_format_without_a_record_is_a_problem(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert list(exports.stream(_written(tmp_path / "x", b"nothing\n"), problems, "pubmed-xml")) == []
    assert problems[-1].code == "no-records"
    assert problems[-1].level is Level.ERROR


def test_pieces_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.txt"
    exports.write(path, iter(["på ", "Åsen\r\n"]))
    assert path.read_bytes() == "på Åsen\r\n".encode()

    def broken() -> Iterator[str]:
        yield "half"
        raise ReviewkitError("it breaks off")

    with pytest.raises(ReviewkitError, match="it breaks off"):
        exports.write(path, broken())
    assert path.read_bytes() == "på Åsen\r\n".encode()
    assert [one.name for one in path.parent.iterdir()] == ["x.txt"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", SAMPLES)
def test_files_that_were_put_together_with_their_marks_lose_nothing(
    tmp_path: Path, name: str, encoding: str
) -> None:
    if name in ("csv", "wos-tab") or name.endswith("xml"):
        pytest.skip("two heads, or two documents, are no table and no XML")
    text = SAMPLES[name].replace("A journal", "Årsskrift") + "\n"
    marked = b"\xef\xbb\xbf" + text.encode("cp1252") if encoding == "cp1252" else text.encode(encoding)
    path = _written(tmp_path / "x", marked + marked)
    problems: list[Problem] = []
    streamed = list(exports.stream(path, problems))
    held = exports.read(path)
    assert [one.title for one in held.records] == [one.title for one in streamed] == ["A title"] * 2
    assert [one.kind for one in held.records] == [one.kind for one in streamed]
    assert all("\ufeff" not in item.tag and "ï»¿" not in item.tag for one in streamed for item in one.fields)
    assert [problem.code for problem in problems] == (["encoding"] if encoding == "cp1252" else [])


def test_xml_of_one_long_line_below_its_declaration_is_recognised(tmp_path: Path) -> None:
    record = "<record><titles><title>A title</title></titles></record>"
    text = f"<?xml version='1.0' encoding='UTF-8'?>\n<xml><records>{record * 5000}</records></xml>\n"
    path = _written(tmp_path / "x.xml", text.encode())
    assert path.stat().st_size > registry.LOOK
    assert list(exports.stream(path, [])) == list(exports.read(path).records)
    assert len(list(exports.stream(path, []))) == 5000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1252"])
def test_a_large_file_of_one_line_is_recognised_wherever_it_is_cut(tmp_path: Path, encoding: str) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    for blanks in range(4):
        text = '[{"title": "A' + " " * blanks + '𝖠 title", "abstract": "' + "𝖠ø" * 60_000 + '"}]'
        text = text.replace("𝖠", "å") if encoding == "cp1252" else text
        path = _written(tmp_path / "x.json", mark + text.encode(encoding))
        assert len(list(exports.stream(path, []))) == len(exports.read(path).records) == 1


def test_damaged_utf_16_is_refused_by_the_stream_too(tmp_path: Path) -> None:
    path = _written(tmp_path / "x.ris", papers(2).encode("utf-16") + b"\0")
    for way in (exports.read, lambda one: list(exports.stream(one, []))):
        with pytest.raises(ReviewkitError, match="this is not a text file"):
            way(path)
