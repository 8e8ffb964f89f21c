"""What readers share: the encoding of a file, its lines, and how raw fields are understood."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import limits
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats import base, registry
from reviewkit.formats.base import Meaning, Notes, decoded, encoding_of, understood_by, without_marks
from reviewkit.model import Field, Record
from reviewkit.store import exports


def streamed(data: bytes, problems: list[Problem]) -> str:
    """The text as it is read with the encoding that was found, without byte-order mark."""
    file = io.BytesIO(data)
    encoding, errors = base.encoding_of(file, data[:200], "x.ris", problems)
    return data.decode(encoding, errors).replace("\ufeff", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_of_exports_is_found(encoding: str) -> None:
    text = "TY  - JOUR\nTI  - Trygghet på Åsen\n"
    problems: list[Problem] = []
    assert streamed(text.encode(encoding), problems) == text
    assert [(problem.place.line, problem.code) for problem in problems] == (
        [(2, "encoding")] if encoding == "cp1252" else []
    )


@given(
    st.text(alphabet="aå–\n\ufeff", min_size=1).filter(str.strip),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
)
def test_looking_through_a_file_gives_what_holding_it_gives(text: str, encoding: str) -> None:
    data = text.encode(encoding, errors="replace")
    problems: list[Problem] = []
    held, told = base.decoded(data, "x.ris")
    assert streamed(data, problems) == held.replace("\ufeff", "")
    assert tuple(problems) == told


def test_a_letter_that_two_pieces_share_is_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_PIECE", 1)
    assert base.encoding_of(io.BytesIO("på".encode()), b"p", "x.ris", []) == ("utf-8", "strict")


def test_a_file_that_ends_within_a_letter_is_no_utf_8() -> None:
    problems: list[Problem] = []
    assert base.encoding_of(io.BytesIO(b"a\np\xc3"), b"a", "x.ris", problems) == ("cp1252", "replace")
    assert [problem.place.line for problem in problems] == [2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\xff\x00\x00\x80" * 20, "not a text file"),
    ],
)
def test_what_is_no_export_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(ReviewkitError, match=said):
        decoded(data, "x.ris")


def test_encodings_are_found_out() -> None:
    text = "TY  - JOUR\nTI  - Trygg på Åsen\nER  - \n"
    for data in (
        text.encode("utf-8"),
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        b"\xfe\xff" + text.encode("utf-16-be"),
    ):
        assert decoded(data, "x.ris") == (text, ())
    latin, notes = decoded(text.encode("cp1252"), "x.ris")
    assert latin == text
    assert [str(note.place) for note in notes] == ["x.ris:2"]


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_a_byte_that_windows_1252_does_not_have_stops_nothing(byte: int) -> None:
    text, notes = decoded(b"TI  - a\xe5" + bytes([byte]) + b"b\n", "x.ris")
    assert text == "TI  - aå\ufffdb\n"
    assert [(str(note.place), note.code, note.level.value) for note in notes] == [
        ("x.ris:1", "encoding", "note"),
        ("x.ris:1", "encoding", "warning"),
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_letter_of_windows_1252_in_utf_8_garbles_no_other(mark: bytes) -> None:
    """As where two exports were put together, or a program cut a letter in two."""
    data = (
        mark + "TI  - På Åsen\nAU  - Ødegård\nAB  - p".encode() + b"\xe5 \x81 \xc3\nKW  - " + "Førland\n".encode()
    )
    text, (told,) = decoded(data, "x.ris")
    assert text == "TI  - På Åsen\nAU  - Ødegård\nAB  - på \ufffd Ã\nKW  - Førland\n"
    assert (told.place.line, told.level, "was read as Windows-1252" in told.message) == (3, Level.NOTE, True)
    assert base.decoded_start(data, "x.ris") == text
    assert decoded('<?xml version="1.0" encoding="ISO-8859-2"?>Åse'.encode() + b"\xe5", "x")[0].endswith("ĺ")


def test_a_text_in_windows_1252_is_all_of_it() -> None:
    """`ß“` is a letter of UTF-8 too."""
    assert decoded("TI  - „Spaß“ für Åse\n".encode("cp1252"), "x")[0] == "TI  - „Spaß“ für Åse\n"


def test_a_mark_that_lies_is_no_utf_16() -> None:
    with pytest.raises(ReviewkitError, match="not a text file"):
        decoded(b"\xff\xfea\x00b", "x.ris")


def test_zeros_in_utf_8_are_text_and_in_anything_else_they_are_not() -> None:
    text, (told,) = decoded(b"a\na\x00b", "x")
    assert (text, told.place.line, told.level) == ("a\na\x00b", 2, Level.WARNING)
    with pytest.raises(ReviewkitError, match="not a text file"):
        decoded(b"a\x00\xffb", "x")


@given(st.text())
def test_only_cr_and_lf_end_a_line(text: str) -> None:
    lines = base.lines_of(text)
    assert not any("\r" in line or "\n" in line for line in lines)
    assert base.with_newlines(text) == re.sub(r"\r\n|\r", "\n", text)
    assert "\n".join(lines) == base.with_newlines(text).removesuffix("\n")  # as where a file is read line by line


def fields(*pairs: tuple[str, str]) -> tuple[Field, ...]:
    return tuple(Field(tag, value, line) for line, (tag, value) in enumerate(pairs, start=1))


def read(meaning: Meaning, *pairs: tuple[str, str]) -> Record:
    return understood_by(meaning)(Record("a-0001", "a", Place("x", 1), fields(*pairs), format="nbib"))


def test_values_are_under_their_tags_in_their_order() -> None:
    assert base.values_of(fields(("KW", "b"), ("TI", "x"), ("KW", "a"), ("KW", ""))) == {
        "KW": ["b", "a"],
        "TI": ["x"],
    }


@pytest.mark.parametrize(
    "filler", ["Unknown", "NA", "n/a", "NaN", "null", "None", "#NAME?", "[No title available]"]
)
def test_words_that_say_nothing_are_no_values(filler: str) -> None:
    assert base.values_of(fields(("TI", filler), ("TI", f"{filler}s and more"))) == {"TI": [f"{filler}s and more"]}


def test_the_first_tag_that_has_a_value_counts() -> None:
    meaning = Meaning(title=("TI", "T1"), journal=("JF", "JO"), doi=("DO", "UR"), year=("PY", "DA"))
    record = read(
        meaning,
        ("T1", "second"),
        ("TI", ""),
        ("JO", "b"),
        ("JF", "a"),
        ("DO", "see the web"),
        ("UR", "https://doi.org/10.1000/X"),
        ("PY", "in press"),
        ("DA", "2020/01"),
    )
    assert (record.title, record.journal, record.doi, record.year) == ("second", "a", "10.1000/x", 2020)
    assert (record.id, record.source, record.format) == ("a-0001", "a", "nbib")
    assert len(record.fields) == 8


def test_what_is_understood_is_readable() -> None:
    meaning = Meaning(
        title=("TI",), first_page=("SP",), last_page=("EP",), abstract=("AB",), kind=("K",), pmid=("ID",)
    )
    record = read(
        meaning,
        ("TI", "&lt;i&gt;A&lt;/i&gt;  title\nof two lines"),
        ("SP", "457"),
        ("EP", "60"),
        ("AB", "x"),
        ("K", "B"),
        ("ID", " 123 "),
    )
    assert (record.title, record.pages, record.kind, record.pmid) == (
        "A title of two lines",
        "457-460",
        "B",
        "123",
    )


@pytest.mark.parametrize(
    ("written", "pmid"),
    [("123456", "123456"), ("1234567890", ""), ("PMID: 1234", "1234"), ("abc", ""), ("-5", "")],
)
def test_a_pubmed_id_is_a_bare_number_or_is_in_an_address(written: str, pmid: str) -> None:
    assert read(Meaning(pmid=("ID",)), ("ID", written)).pmid == pmid


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Berg, Nora; Dahl, Per", ["Berg, Nora", "Dahl, Per"]),
        ("Berg, Nora;;  ; Dahl, Per;", ["Berg, Nora", "Dahl, Per"]),
        ("Berg, Nora and Dahl, Per", ["Berg, Nora", "Dahl, Per"]),
        ("Berg, Nora\nDahl, Per", ["Berg, Nora", "Dahl, Per"]),
        ("Lim SM, Shiau CW", ["Lim SM", "Shiau CW"]),
        ("Nora Berg, Per Dahl, Kari Lie", ["Nora Berg", "Per Dahl", "Kari Lie"]),
        ("LIM SM, SHIAU CW", ["LIM SM", "SHIAU CW"]),
        ("K Lunde, O Berge", ["K Lunde", "O Berge"]),
        ("van Dijk PO, De La Cruz A", ["van Dijk PO", "De La Cruz A"]),
        ("Lunde, K.N., van der Moe, L.", ["Lunde, K.N.", "van der Moe, L."]),
        ("Lunde, K., Berge, F.-A., Sand, T", ["Lunde, K.", "Berge, F.-A.", "Sand, T"]),
        ("Lunde, K., Berge, F.-A., Health Institute", ["Lunde, K.", "Berge, F.-A.", "Health Institute"]),
        ("Lunde, K., WHO, Berge, F.A.", ["Lunde, K.", "WHO", "Berge, F.A."]),
        ("Lunde, K and Berge, F; Sand, T", ["Lunde, K", "Berge, F", "Sand, T"]),
        ("Lim, Su Mei", ["Lim, Su Mei"]),
        ("Berg, N.", ["Berg, N."]),
        ("Anderson", ["Anderson"]),
        ("  ", []),
    ],
)
def test_the_names_in_one_value_are_separated(text: str, names: list[str]) -> None:
    assert base.split_names(text) == names


@pytest.mark.parametrize(
    "name",
    [
        "van Dijk, Per Olav",
        "García López, María José",
        "De La Cruz, Ana Maria",
        "DE LA CRUZ, Ana Maria",
        "GARCÍA GIL, ANA MARÍA",
        "van Dijk, P. O.",
        "King, Martin Luther, Jr.",
        "King, Jr., Martin Luther",
    ],
)
def test_one_name_of_many_words_is_one_name(name: str) -> None:
    assert base.split_names(name) == [name]


def test_names_come_once_and_dots_are_none() -> None:
    meaning = Meaning(authors=("AU", "A1"))
    record = read(meaning, ("AU", "Berg, N"), ("AU", "Berg, N"), ("AU", "..."), ("AU", " "), ("A1", "Dahl, P"))
    assert record.authors == ("Berg, N",)
    assert read(meaning, ("A1", "Dahl, P")).authors == ("Dahl, P",)


def test_a_format_may_find_names_its_own_way() -> None:
    meaning = Meaning(authors=("AU",), names=lambda fields: [item.value.upper() for item in fields])
    assert read(meaning, ("AU", "a"), ("XX", "b")).authors == ("A", "B")


def test_a_note_of_a_reader_is_a_note_unless_it_says_more() -> None:
    problems: list[Problem] = []
    note = Notes("x.ris", problems)
    note(3, "odd", "odd")
    note(4, "bad", "bad", Level.ERROR)
    assert [(str(one), one.level, one.code) for one in problems] == [
        ("x.ris:3: odd", Level.NOTE, "odd"),
        ("x.ris:4: bad", Level.ERROR, "bad"),
    ]


def test_of_one_kind_of_problem_the_first_are_noted_and_then_how_many_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "OF_ONE_KIND", 2)
    problems: list[Problem] = []
    note = Notes("x.ris", problems)
    for line in range(1, 6):
        note(line, f"odd {line}", "odd", Level.WARNING)
    note(9, "bad", "bad", Level.ERROR)
    note.count_the_rest()
    assert [(str(one), one.level, one.code) for one in problems] == [
        ("x.ris:1: odd 1", Level.WARNING, "odd"),
        ("x.ris:2: odd 2", Level.WARNING, "odd"),
        ("x.ris:9: bad", Level.ERROR, "bad"),
        ("x.ris:3: 3 more problems of this kind, from here on, are not listed", Level.WARNING, "odd"),
    ]


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5])
def test_lines_are_joined_alike_however_many_are_taken_at_a_time(
    monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(base, "_LINES", 2)
    lines = [f"line {number}" for number in range(count)]
    assert base.joined(iter(lines)) == "\n".join(lines)


UNUSUAL = {
    "UTF-16 without its mark": ("TY  - JOUR\nTI  - På Åsen\nER  - \n".encode("utf-16-le"), ["På Åsen"], []),
    "UTF-16 of the other order": ("TY  - JOUR\nTI  - På Åsen\nER  - \n".encode("utf-16-be"), ["På Åsen"], []),
    "two files in UTF-16": (2 * "TY  - JOUR\nTI  - På Åsen\nER  - \n".encode("utf-16"), ["På Åsen"] * 2, []),
    "a mark after a blank": (
        "TY  - JOUR\nTI  - One\nER  - \n \ufeffTY  - JOUR\nTI  - Two\ufeff\nER  - \n".encode(),
        ["One", "Two"],
        [],
    ),
    "marks read as Windows-1252": (
        b"\xef\xbb\xbfTY  - JOUR\nTI  - P\xe5\nER  - \n\xef\xbb\xbfTY  - JOUR\nTI  - Two\nER  - \n",
        ["På", "Two"],
        ["note 2"],
    ),
    "a byte that is no letter": (
        b"TY  - JOUR\nTI  - P\xe5\n\nAB  - x\x81\nER  - \n",
        ["På"],
        ["note 2", "warning 4"],
    ),
    "what XML says of itself": (
        "<?xml version='1.0' encoding='ISO-8859-2'?>\n<xml><records><record><titles><title>Łódź</title></titles>"
        "</record></records></xml>".encode("iso-8859-2"),
        ["Łódź"],
        ["note 2"],
    ),
}


@pytest.mark.parametrize(("data", "titles", "problems"), UNUSUAL.values(), ids=list(UNUSUAL))
def test_a_file_is_read_alike_whole_and_line_by_line(
    tmp_path: Path, data: bytes, titles: list[str], problems: list[str]
) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    found: list[Problem] = []
    streamed = list(exports.stream(path, found))
    whole = exports.read(path)
    assert [record.title for record in streamed] == titles
    assert [record.fields for record in streamed] == [record.fields for record in whole.records]
    assert found == list(whole.problems)
    assert [f"{one.level.value} {one.place.line}" for one in found] == problems


@given(
    st.lists(
        st.sampled_from(
            [
                b"TI  - a",
                b"\xef\xbb\xbf",
                b"\x1a",
                b" ",
                b"\n",
                b"TY  - JOUR\n",
                b"\xe5",
                "å".encode(),
                b"\x81",
                b"\0",
            ]
        )
    )
)
def test_any_text_is_decoded_alike_whole_and_line_by_line(pieces: list[bytes]) -> None:
    data = b"TY  - JOUR\n" + b"".join(pieces)
    problems: list[Problem] = []
    try:
        spelling, errors = encoding_of(io.BytesIO(data), data, "x", problems)
    except ReviewkitError:
        with pytest.raises(ReviewkitError):
            decoded(data, "x")
        return
    streamed = io.TextIOWrapper(io.BytesIO(data), encoding=spelling, errors=errors, newline="\n")
    assert "".join(map(without_marks, streamed)) == decoded(data, "x")[0]
    assert tuple(problems) == decoded(data, "x")[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [("utf-8", "utf-16-be"), ("cp1252", "utf-16-le"), ("utf-16", "utf-16-be"), ("utf-16", "utf-8")],
)
def test_files_put_together_that_are_in_two_encodings_are_told(first: str, second: str) -> None:
    one = "TY  - JOUR\r\nTI  - Paa Aasen\r\nER  - \r\n"
    many = (one + "N1  - å\r\n" + one * 200).encode(first)
    mark = "\ufeff" if second.startswith("utf-16") else ""
    reading = registry.read(many + (mark + one * 2).encode(second), "both.ris")
    (told,) = [problem for problem in reading.problems if problem.code == "two-encodings"]
    assert (told.place.line >= 605, told.level) == (True, Level.WARNING)
    assert "as where two files were put together" in told.message
    assert not any(problem.code == "two-encodings" for problem in registry.read(many, "a.ris").problems)


def test_a_hyphen_of_a_pdf_is_no_other_encoding() -> None:
    """PDFium gives U+FFFE at the end of a line, and an abstract copied from it may have one."""
    assert decoded("evi\ufffedence".encode(), "x") == ("evi\ufffedence", ())


def test_a_control_z_within_a_line_is_kept() -> None:
    assert decoded(b"\x1aa\x1ab\x1a\n\x1a\x1ab\n\x1a", "x")[0] == "a\x1ab\x1a\nb\n"


def test_files_put_together_on_windows_have_all_their_records() -> None:
    """`copy a.ris+b.ris both.ris` ends each with Ctrl-Z."""
    one = b"TY  - JOUR\r\nTI  - A title\r\nER  - \r\n\x1a"
    reading = registry.read(one + one + b"\r\n", "both.ris")
    assert [(record.title, record.fields[0].tag) for record in reading.records] == [("A title", "TY")] * 2
    assert reading.problems == ()


def test_utf_32_is_refused_in_words() -> None:
    with pytest.raises(ReviewkitError, match="x: this is not a text file"):
        decoded("TY  - JOUR\n".encode("utf-32"), "x")
