"""The encoding of a text from outside, found in one way for every reader."""

import pytest

from reviewkit.encodings import MARK, eight_bits, text_of, utf_16_of, xml_text_of
from reviewkit.exchange.refi_read import read_project
from reviewkit.extract.documents import read
from reviewkit.formats.base import decoded
from tests import foreign

TEXT = "Ødegård om «blåbær»"
SPELLINGS = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": TEXT.encode("utf-8-sig"),
    "utf-16 with a mark": TEXT.encode("utf-16"),
    "utf-16 without": TEXT.encode("utf-16-le"),
    "utf-16 the other way": TEXT.encode("utf-16-be"),
    "windows": TEXT.encode("cp1252"),
}


@pytest.mark.parametrize("data", SPELLINGS.values(), ids=SPELLINGS)
def test_every_reader_of_texts_reads_every_encoding(data: bytes) -> None:
    assert text_of(data).removeprefix(MARK) == TEXT
    assert read(data, "txt", "x").text == TEXT
    assert decoded(data, "x")[0] == TEXT
    project = foreign.qde(foreign.source("berg", "a.txt", foreign.selection(0, len(TEXT))))
    found = read_project(foreign.zipped(**{"project.qde": project, "sources__a.txt": data}), "x")
    assert found.sources[0].text.removeprefix(MARK) == TEXT


def test_an_xml_file_says_which_eight_bits_it_has() -> None:
    start = b"<?xml version='1.0' encoding='iso-8859-2'?><a>"
    assert (eight_bits(start), eight_bits(b"<a>")) == ("iso-8859-2", "cp1252")
    assert text_of(start + "ő".encode("iso-8859-2")).endswith("ő")


def test_utf_32_is_no_utf_16_and_a_byte_that_is_no_letter_is_replaced() -> None:
    assert utf_16_of("abc".encode("utf-32")) == ""
    assert text_of(b"a\x81\xffb") == "a\ufffdÿb"


def test_one_bad_byte_garbles_no_other_letter() -> None:
    assert text_of("Førland og b".encode() + b"\xf8" + " Åse".encode()) == "Førland og bø Åse"
    assert text_of("Førland og b".encode() + b"\x81" + " Åse".encode()) == "Førland og b\ufffd Åse"
    assert text_of("Førland, Bø og Åse".encode()[:-3]) == "Førland, Bø og \ufffd"
    assert text_of("Førland, Åse".encode("cp1252")) == "Førland, Åse"


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "shift_jis", "euc-kr", "iso-8859-2"])
def test_xml_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    letters = {"euc-kr": "안녕", "iso-8859-2": "Łódź", "shift_jis": "看護"}.get(encoding, "護理")
    assert letters in xml_text_of(f'<?xml version="1.0" encoding="{encoding}"?><a>{letters}</a>'.encode(encoding))
