"""The encoding of a text from outside, found in one way for every reader."""

import pytest

from reviewkit.encodings import MARK, eight_bits, is_guessed, page_text_of, text_of, utf_16_of
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.refi_read import read_project
from reviewkit.extract.documents import read
from reviewkit.formats.base import decoded, decoded_start
from reviewkit.formats.documents import document_of
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


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac-roman"])
def test_eight_bits_that_say_nothing_are_guessed(encoding: str) -> None:
    assert is_guessed(TEXT.encode(encoding))


def test_what_is_plain_or_says_what_it_is_is_not_guessed() -> None:
    assert not any(map(is_guessed, [b"plain", *(data for name, data in SPELLINGS.items() if name != "windows")]))
    assert not is_guessed(b"<?xml version='1.0' encoding='iso-8859-2'?><a>\xf5")


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
    assert letters in text_of(f'<?xml version="1.0" encoding="{encoding}"?><a>{letters}</a>'.encode(encoding))


# Names of encodings in pages, with what browsers read under them: https://encoding.spec.whatwg.org/#names-and-labels
NAMES = {
    "cp866": ("ibm866 866 CP866 csibm866", "Привет"),
    "iso8859-2": ("latin2 l2 csISOLatin2 iso-ir-101 iso88592 iso_8859-2 iso_8859-2:1987 ISO8859-2", "Łódź"),
    "iso8859-3": ("latin3 iso88593", "Ġ"),
    "iso8859-4": ("latin4 iso88594", "ē"),
    "iso8859-5": ("cyrillic csisolatincyrillic iso88595", "Привет"),
    "iso8859-6": ("arabic ecma-114 asmo-708 iso88596", "سلام"),
    "iso8859-7": ("greek greek8 ecma-118 elot_928 sun_eu_greek iso88597", "Αθήνα"),
    "iso8859-8": ("hebrew visual logical iso-8859-8-i csiso88598e iso88598", "שלום"),
    "iso8859-9": ("latin5 l5 iso88599", "ığ"),
    "iso8859-10": ("latin6 l6 iso885910", "ē"),
    "iso8859-13": ("iso-8859-13 iso885913", "ė"),
    "iso8859-14": ("iso-8859-14 iso885914", "ŵ"),
    "iso8859-15": ("latin9 l9 csisolatin9 iso885915", "€ Š"),
    "iso8859-16": ("iso-8859-16", "ș"),
    "koi8-r": ("koi koi8 koi8_r cskoi8r", "Привет"),
    "koi8-u": ("koi8-u koi8-ru", "Їжак"),
    "mac_roman": ("macintosh mac x-mac-roman csmacintosh", "blåbær"),
    "mac_cyrillic": ("x-mac-cyrillic x-mac-ukrainian", "Привет"),
    "cp874": ("tis-620 TIS-620 windows-874 dos-874 iso-8859-11 iso8859-11 iso885911", "ภาษาไทย “x”"),
    "cp1250": ("windows-1250 cp1250 x-cp1250", "Łódź"),
    "cp1251": ("windows-1251 x-cp1251", "Привет"),
    "cp1252": (
        "windows-1252 x-cp1252 latin1 l1 iso88591 iso-8859-1 us-ascii ascii ibm819 cp819 utf-8 utf8mb4 utf-16",
        "å “x”",
    ),
    "cp1257": ("windows-1257 x-cp1257", "ė"),
    "cp932": ("windows-31j ms932 ms_kanji x-sjis sjis shift-jis csshiftjis Shift_JIS", "看護① ～"),
    "euc_jp": ("x-euc-jp euc-jp cseucpkdfmtjapanese", "看護"),
    "iso2022_jp": ("iso-2022-jp csiso2022jp", "看護 <b> +x-"),
    "gb18030": (
        "gb18030 gbk x-gbk gb2312 chinese csgb2312 gb_2312 gb_2312-80 csiso58gb231280 iso-ir-58",
        "護理 信赖",
    ),
    "big5": ("big5 cn-big5 csbig5 x-x-big5 big5-hkscs", "護理"),
    "cp949": (
        "euc-kr korean windows-949 ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 cseuckr csksc56011987",
        "신뢰 똠",
    ),
    "cp850": ("cp850 ibm850", "blåbær"),
}
EACH = [(codec, name, letters) for codec, (names, letters) in NAMES.items() for name in names.split()]


@pytest.mark.parametrize(("codec", "name", "letters"), EACH)
def test_a_page_is_read_in_the_encoding_that_it_names(codec: str, name: str, letters: str) -> None:
    page = f"<meta charset='{name}'><p>{letters}</p>".encode(codec)
    assert read(page, "html", "x").parts == (letters.replace("<b> ", ""),)


@pytest.mark.parametrize(("codec", "name", "letters"), EACH)
def test_an_xml_file_is_read_in_the_encoding_that_it_names_whole_and_line_by_line(
    codec: str, name: str, letters: str
) -> None:
    data = f'<?xml version="1.0" encoding="{name}"?>\n<a>{letters}</a>'.encode(codec)
    assert text_of(data).endswith(f"\n<a>{letters}</a>")
    text, (problem,) = decoded(data, "x")
    assert text == text_of(data)
    assert (problem.place.line, problem.code) == (1 if codec == "iso2022_jp" else 2, "encoding")
    assert decoded_start(data, "x") == text


@pytest.mark.parametrize(
    "name",
    [
        "zlib",
        "idna",
        "unicode_escape",
        "x-none",
        "base64",
        "punycode",
        "cp037",
        "x-user-defined",
        "rot13",
        "iso:1",
        "ansi",
        "windows1252",
        "none",
        "iso-8859",
    ],
)
def test_a_page_in_an_encoding_that_is_none_is_read_as_if_it_said_nothing(name: str) -> None:
    head = f'<meta charset="{name}"><p>'
    for encoding in ("cp1252", "utf-8", "utf-16", "utf-32"):
        assert page_text_of(f"{head}blåbær".encode(encoding), "x").removeprefix(MARK) == f"{head}blåbær"
    assert page_text_of(f"{head}<meta charset=iso-8859-2>".encode() + b"\xa3", "x").endswith("Ł")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("utf-7", "+APg-re"), ("UTF-7", "+APg-re"), ("hz-gb-2312", "~{<:Ky2;~}"), ("iso-2022-kr", "\x1b$)C\x0e9x")],
)
def test_a_page_that_hides_its_letters_in_ascii_is_refused(name: str, letters: str) -> None:
    with pytest.raises(ReviewkitError, match=f"in the encoding {name}, which reviewkit does not read"):
        page_text_of(f'<meta charset="{name}"><p>{letters}'.encode(), "x")
    assert page_text_of(f'<meta charset="{name}"><p>abc'.encode(), "x").endswith("abc")
    assert page_text_of(f'<meta charset="{name}"><p>ø{letters}'.encode(), "x").endswith(f"ø{letters}")


@pytest.mark.parametrize(
    "before",
    [
        '<!-- <meta charset="windows-1251"> -->',
        f"<!-- {'x' * 6_000} -->",
        '<!-- <meta charset="x-none"> -->',
        '<meta charset="x-none">',
    ],
)
def test_what_a_page_says_in_a_comment_does_not_count(before: str) -> None:
    page = f"<html>{before}<meta charset='iso-8859-2'><p>Łódź".encode("iso-8859-2")
    assert page_text_of(page, "x").endswith("Łódź")


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
def test_utf_32_with_its_mark_is_read_and_an_export_in_it_is_refused(encoding: str) -> None:
    data = (MARK + TEXT).encode(encoding) if encoding != "utf-32" else TEXT.encode(encoding)
    assert text_of(data) == MARK + TEXT
    assert read(data, "txt", "x").text == TEXT
    assert document_of(data, "x.txt").value == "txt"
    assert text_of(data + b"\1\2\x7f\x7f") == f"{MARK}{TEXT}\ufffd"
    with pytest.raises(ReviewkitError, match="this is not a text file"):
        decoded(data, "x")


def test_a_letter_that_the_encoding_of_a_file_has_not_is_told_with_its_name() -> None:
    data = b'<?xml version="1.0" encoding="gb2312"?>\n<a>\xff</a>'
    text, problems = decoded(data, "x")
    assert (text, text_of(data)) == (text_of(data), text)
    assert "a byte here is no letter in gb18030" in problems[1].message
