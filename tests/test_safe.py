"""What strangers wrote acts nowhere: not in a terminal, not in a spreadsheet, not in XML."""

import csv
import io
import shlex
import unicodedata
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.safe import (
    as_in_a_cell,
    csv_text,
    html_text,
    in_command,
    in_page,
    plain,
    safe_cell,
    unguarded,
    xml_attribute,
    xml_characters,
    xml_content,
)
from tests.growth import LINEAR, growth
from tests.opened import cells_of, is_formula

ANYTHING = st.text(st.characters(codec=None, exclude_categories=[]))


@pytest.mark.parametrize("text", ["\x1b[31mred", "bell\x07", "\u202egnp.exe", "zero\u200bwidth", "\ud800"])
def test_what_steers_a_terminal_is_shown_as_a_sign(text: str) -> None:
    assert "\ufffd" in plain(text)
    assert len(plain(text)) == len(text)


@given(ANYTHING)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    left = {unicodedata.category(letter) for letter in plain(text) if letter != "\n"}
    assert not left & {"Cc", "Cf", "Cs", "Co", "Cn"}


@pytest.mark.parametrize("text", ["", "Åse 中文", "two\nlines", "no\u00a0break"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text
    assert safe_cell(text) == text
    assert xml_characters(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@SUM(A1)", "  =1"])
def test_a_formula_is_given_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Trust in care;=1+41", "Trust in care;'=1+41"),
        ("Trust in care; =1+41", "Trust in care; '=1+41"),
        ("Trust in care\n=1+41", "Trust in care\n'=1+41"),
        ("Trust in care\r\n@SUM(A1)", "Trust in care\r\n'@SUM(A1)"),
        ("Trust in care\t+a1", "Trust in care\t'+a1"),
        ('Trust;"=1+41', "Trust;\"'=1+41"),
        ("Trust; -2+cmd|' /C calc'!A0", "Trust; '-2+cmd|' /C calc'!A0"),
        ("-0.3; -0.5 to -0.1", "'-0.3; '-0.5 to -0.1"),
        ("a; -0.3", "a; '-0.3"),
        ("\t=1", "'\t'=1"),
        ("\r\n@x", "'\r\n'@x"),
    ],
)
def test_a_formula_is_given_one_where_another_separator_would_begin_a_cell(text: str, written: str) -> None:
    assert safe_cell(text) == written
    assert unguarded(written) == text


@pytest.mark.parametrize(
    "text",
    ["a, =b", "a, -b", "(-1,5; -0,5)", "a; b", "x = 1; y = 2", "well-known; e-health", "p = .03, -2"],
)
def test_ordinary_text_with_separators_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_a_comma_begins_a_cell_only_where_the_file_has_another_separator() -> None:
    assert safe_cell("a,=b;=c", ";") == "a,'=b;=c"
    assert safe_cell("a,=b;=c", "\t") == "a,'=b;'=c"
    assert safe_cell("a,=b;=c", ",") == "a,=b;'=c"


PIECES = st.lists(st.sampled_from([*";,\t\n\r\"' =+-@a1", "\u00a0", "\x0b"])).map("".join)


@given(st.lists(st.lists(ANYTHING | PIECES, min_size=1), min_size=1), st.sampled_from(",;\t"))
def test_no_cell_is_a_formula_whichever_separator_opens_the_file(rows: list[list[str]], written: str) -> None:
    text = csv_text(rows, written)
    for opened in ",;\t":
        assert [cell for cell in cells_of(text, opened) if is_formula(cell)] == []


@given(st.lists(st.lists(ANYTHING | PIECES, min_size=1), min_size=1))
def test_cells_come_back_as_they_were_written(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(rows), newline="")))
    assert read == [[safe_cell(cell) for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("searches/Web of Science (2).ris", '"searches/Web of Science (2).ris"'),
        ("C:\\Oversikt\\søk.ris", '"C:\\Oversikt\\søk.ris"'),
        ("$(rm -rf ~).ris", "FILE"),
        ("`id`.ris", "FILE"),
        ('a" && calc "', "FILE"),
        ("a\u201d; calc; \u201c.ris", "FILE"),  # PowerShell takes these for straight ones
        ("%PATH%.ris", "FILE"),
        ("wow!.ris", "FILE"),
        ("--force.ris", "FILE"),
        ("folder\\", "FILE"),
        ("\\\\server\\share.ris", "FILE"),
        ("two\nlines", "FILE"),
        ("\u202egnp.exe", "FILE"),
    ],
)
def test_a_name_in_a_command_is_one_name_for_every_shell(name: str, written: str) -> None:
    assert in_command(name) == written


@given(ANYTHING)
def test_bash_reads_the_name_that_was_written(name: str) -> None:
    if in_command(name) != "FILE":
        assert shlex.split(f"reviewkit import {in_command(name)}") == ["reviewkit", "import", name]


@given(ANYTHING | PIECES)
def test_nothing_in_a_cell_steers_a_terminal(text: str) -> None:
    lines = safe_cell(text).replace("\r\n", "\n")
    assert [one for one in lines if unicodedata.category(one) in ("Cc", "Cs") and one not in "\t\n"] == []


@given(ANYTHING | PIECES)
def test_a_cell_that_comes_back_is_compared_as_the_text_was(text: str) -> None:
    assert as_in_a_cell(safe_cell(text)) == as_in_a_cell(text)


def test_only_programs_get_numbers_below_zero_as_numbers() -> None:
    assert csv_text([["-1.5", "-1.5x"]]) == "'-1.5,'-1.5x\r\n"
    assert csv_text([["-1.5", "-1.5x"]], for_programs=True) == "-1.5,'-1.5x\r\n"


@pytest.mark.parametrize("filler", [" ", ";", '"', "\n", "; -1", "=", "\t'="])
def test_time_grows_with_the_length_of_a_cell_and_not_faster(filler: str) -> None:
    assert growth(lambda size: safe_cell(filler * size), 20_000) < LINEAR
    assert growth(lambda size: unguarded(filler * size), 20_000) < LINEAR


@given(ANYTHING)
def test_any_text_can_stand_in_xml(text: str) -> None:
    kept = xml_characters(text).replace("\r\n", "\n").replace("\r", "\n")  # as XML reads line ends
    assert (ET.fromstring(f"<a>{xml_content(text)}</a>").text or "") == kept


@given(ANYTHING)
def test_an_attribute_cannot_be_left(text: str) -> None:
    root = ET.fromstring(f"<a b={xml_attribute(text)}/>")
    assert root.keys() == ["b"]
    assert len(root) == 0


def test_what_xml_forbids_is_dropped() -> None:
    assert xml_characters("a\x00\ufffe\ud800b") == "ab"
    assert xml_characters("page\x0cpage\x0bline\rline\r\nline") == "page page line\nline\r\nline"


def test_a_control_character_that_is_a_letter_of_windows_is_that_letter() -> None:
    assert xml_characters("Nurses\x92 work \x96 \x9b \x81") == "Nurses\u2019 work \u2013 \u203a \ufffd"


def test_every_space_is_kept_in_xml() -> None:
    assert xml_characters("1\u00a0294 1\u2009294\t\n") == "1\u00a0294 1\u2009294\t\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a  b\r\nc ", "a b c"),
        ("'=1", "=1"),
        (" ''x", "x"),
        ("\x1b", ""),
        ("it's", "it's"),
        ("\u00a0a\u00a0", "a"),
    ],
)
def test_a_text_and_what_a_cell_leaves_of_it_are_compared_alike(text: str, left: str) -> None:
    assert as_in_a_cell(text) == left
    assert as_in_a_cell(left) == left


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_mark_that_turns_what_follows_is_shown_as_a_sign(mark: str) -> None:
    for harmless in (plain, xml_characters, in_page):
        assert harmless(f"a{mark}b") == "a\ufffdb"


class Inside(HTMLParser):
    """The tags and the text that a browser finds."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


@given(ANYTHING)
def test_no_text_is_markup_in_html(text: str) -> None:
    found = Inside(f'<p title="{html_text(text)}">{html_text(text)}</p>')
    assert [tag for tag, _ in found.tags] == ["p"]
    assert found.words == in_page(text)
    assert found.tags[0][1] == [("title", in_page(text))]
