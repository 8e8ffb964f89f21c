"""One file out of a zip, in memory, and what cannot be taken out of it said in words."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from reviewkit import limits
from reviewkit.errors import Level, ReviewkitError
from reviewkit.formats import registry
from tests.formats.samples import SAMPLES

RIS = "TY  - JOUR\nTI  - A title\nER  - \n"


def packed(**files: str) -> bytes:
    """A zip of these files; the first _ of a name is its dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", ".", 1), text)
    return out.getvalue()


def changed(data: bytes, local: int, central: int, value: int) -> bytes:
    """The zip with two bytes of every local and every central header set to a number."""
    made = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        at = made.find(mark)
        while at >= 0:
            struct.pack_into("<H", made, at + offset, value)
            at = made.find(mark, at + 1)
    return bytes(made)


def test_a_zip_of_references_is_read_and_others_are_refused() -> None:
    assert len(registry.read(packed(articles_csv=SAMPLES["csv"], customizations_log="x"), "x.zip").records) == 1
    assert registry.read(packed(articles_ris=SAMPLES["ris"]), "x.zip").format == "ris"
    with pytest.raises(ReviewkitError, match="holds no export"):
        registry.read(packed(readme_md="hello"), "x.zip")
    with pytest.raises(ReviewkitError, match="the zip is damaged"):
        registry.read(b"PK\x03\x04 broken", "x.zip")
    office = io.BytesIO()
    with zipfile.ZipFile(office, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(ReviewkitError, match="this is a Word or Excel file"):
        registry.read(office.getvalue(), "list.xlsx")


@pytest.mark.parametrize("name", ["articles_CSV", "articles_ris", "a_bib", "a_enw", "a_nbib", "a_xml"])
def test_an_export_is_known_by_its_ending(name: str) -> None:
    sample = {"csv": "csv", "ris": "ris", "bib": "bibtex", "enw": "enw", "nbib": "nbib", "xml": "endnote-xml"}
    ending = name.partition("_")[2].casefold()
    (record,) = registry.read(packed(readme_md="x", **{name: SAMPLES[sample[ending]]}), "x.zip").records
    assert record.title == "A title"


def test_a_record_says_which_file_of_the_zip_it_is_from() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("export/deep/articles.ris", RIS)
    (record,) = registry.read(out.getvalue(), "x.zip").records
    assert str(record.place) == "x.zip/export/deep/articles.ris:1"


def test_the_log_of_rayyan_is_no_export() -> None:
    with pytest.raises(ReviewkitError, match="holds no export"):
        registry.read(packed(customizations_log="x", log_csv="a,b"), "x.zip")


@pytest.mark.parametrize("name", ["gerontology", "catalogue", "psychology", "dialog"])
def test_a_subject_that_ends_like_a_log_is_an_export(name: str) -> None:
    assert len(registry.read(packed(**{f"{name}_ris": RIS}), "x.zip").records) == 1


def test_a_second_export_in_a_zip_is_read() -> None:
    reading = registry.read(packed(one_ris=RIS, two_ris=RIS.replace("A title", "Another")), "x.zip")
    assert [record.title for record in reading.records] == ["A title", "Another"]
    assert reading.problems == ()


def test_a_path_in_a_zip_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../evil.ris", RIS)
        archive.writestr("/etc/evil.ris", RIS)
    assert len(registry.read(out.getvalue(), "x.zip").records) == 1
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - names alone


def test_a_file_that_grows_beyond_measure_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMBER", 1000)
    with pytest.raises(ReviewkitError, match=r"x\.zip: a\.ris in the zip becomes too large when it is unpacked"):
        registry.read(packed(a_ris="a" * 1001), "x.zip")
    assert len(registry.read(packed(a_ris=RIS + " " * (1000 - len(RIS))), "x.zip").records) == 1


def test_a_text_of_a_zip_is_decoded_as_any_other() -> None:
    text = RIS.replace("A title", "På Åsen")
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.ris", text.encode(encoding))
        assert [one.title for one in registry.read(out.getvalue(), "x.zip").records] == ["På Åsen"]
    with pytest.raises(ReviewkitError, match=r"x\.zip/a\.ris: the file is empty"):
        registry.read(packed(a_ris=""), "x.zip")


def test_a_zip_that_was_cut_anywhere_is_reported() -> None:
    data = packed(a_ris=RIS * 30)
    for end in range(4, len(data) - 1, 3):
        with pytest.raises(ReviewkitError, match="the zip is damaged"):
            registry.read(data[:end], "x.zip")


def test_a_zip_with_a_password_is_reported() -> None:
    with pytest.raises(ReviewkitError, match="password"):
        registry.read(changed(packed(a_ris=RIS), 6, 8, 1), "x.zip")


@pytest.mark.parametrize("method", [1, 9, 93, 99])
def test_a_zip_that_was_packed_in_another_way_is_reported(method: int) -> None:
    with pytest.raises(ReviewkitError, match=r"x\.zip"):
        registry.read(changed(packed(a_ris=RIS), 8, 10, method), "x.zip")


def test_a_zip_with_a_damaged_byte_is_reported() -> None:
    data = packed(a_ris="".join(f"TY  - JOUR\nTI  - Title {n * n}\nER  - \n" for n in range(30)))
    for at in range(4, len(data)):
        try:
            registry.read(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :], "x.zip")
        except ReviewkitError:
            continue


def titles(data: bytes) -> list[str]:
    return [record.title for record in registry.read(data, "x.zip").records]


def ris(title: str) -> str:
    return RIS.replace("A title", title)


def test_all_exports_of_a_zip_are_read_in_their_order_whatever_their_formats() -> None:
    data = packed(
        b_ris=ris("One") + ris("Two"), a_csv="Title,Year\nThree,2020\n", readme_md="x", c_ris=ris("Four")
    )
    assert titles(data) == ["One", "Two", "Three", "Four"]
    assert registry.read(data, "x.zip").format == ""
    assert registry.read(packed(a_ris=ris("One"), b_ris=ris("Two")), "x.zip").format == "ris"


def test_the_same_bytes_twice_in_a_zip_count_once_and_are_reported() -> None:
    reading = registry.read(packed(a_ris=RIS, b_ris=RIS), "x.zip")
    assert len(reading.records) == 1
    assert [str(one) for one in reading.problems] == [
        "x.zip/b.ris: holds the same bytes as x.zip/a.ris; they count once"
    ]


def test_a_file_of_a_zip_that_is_no_export_is_left_out_and_named() -> None:
    reading = registry.read(packed(a_ris=RIS, notes_csv="a,b\n", b_ris="", c_bib="%PDF-1.4"), "x.zip")
    assert len(reading.records) == 1
    assert [(one.place.path, one.level) for one in reading.problems] == [
        ("x.zip/notes.csv", Level.WARNING),
        ("x.zip/b.ris", Level.ERROR),
        ("x.zip/c.bib", Level.ERROR),
    ]
    assert all("this file of the zip was left out: " in one.message for one in reading.problems)


def test_a_zip_of_nothing_that_can_be_read_says_why() -> None:
    with pytest.raises(ReviewkitError, match=r"x\.zip/a\.ris: the file is empty(.|\n)*x\.zip/b\.csv:1: no record"):
        registry.read(packed(a_ris="", b_csv="a,b"), "x.zip")


def test_what_a_mac_adds_to_a_zip_is_no_export() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.ris", RIS)
        archive.writestr("__MACOSX/._a.ris", b"\0\5\x16\7")
        archive.writestr("folder.ris/", "")
    assert registry.read(out.getvalue(), "x.zip").problems == ()


def test_the_files_of_a_zip_together_are_not_larger_than_any_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 1000)
    with pytest.raises(ReviewkitError, match=r"b\.ris in the zip becomes too large"):
        registry.read(packed(a_ris=RIS + " " * 600, b_ris=RIS + " " * 700), "x.zip")
