"""What people, Word and Notepad put into YAML is said in words, with the line and what to type."""

import pytest

from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.store.yaml_section import Section, parse_section


def said(text: str) -> list[str]:
    """What is said of a text that YAML reads."""
    problems: list[Problem] = []
    parse_section(text, "x.yaml", problems)
    assert all(problem.level is Level.WARNING and problem.code == "yaml" for problem in problems)
    return [str(problem) for problem in problems]


def why(text: str) -> str:
    """Why a text is not read."""
    with pytest.raises(ReviewkitError) as stopped:
        parse_section(text, "x.yaml", [])
    return str(stopped.value)


# --- text that would be lost without a word --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "lost", "typed"),
    [
        ("quote: Bed #3 is free\n", 1, "'#3 is free'", '"Bed #3 is free"'),
        ("a: 1\nlist:\n  - Ward #7\n", 3, "'#7'", '"Ward #7"'),
        ("a: Grade #\n", 1, "'#'", '"Grade #"'),
        ("a: Two lines\n  of text #4\nb: 1\n", 2, "'#4'", '"Two lines of text #4"'),
        ("a: Room\t#2\n", 1, "'#2'", '"Room #2"'),
        ('a: She said "no" #1\n', 1, "'#1'", "'She said \"no\" #1'"),
        ("a: #1 of all\n", 1, "'#1 of all'", '"#1 of all"'),
        ("a:\n  - #1 of all\n  - b\n", 2, "'#1 of all'", '"#1 of all"'),
        ("a: Bed\n  #3 is free\nb: 1\n", 2, "'#3 is free'", '"#3 is free"'),
        ("a: 1\r\nb: Bed #3\r\n", 2, "'#3'", '"Bed #3"'),
    ],
)
def test_a_text_that_is_cut_at_a_hash_is_reported_with_what_to_type(
    text: str, line: int, lost: str, typed: str
) -> None:
    (one,) = said(text)
    assert one.startswith(f"x.yaml:{line}: ")
    assert lost in one
    assert typed in one


@pytest.mark.parametrize(
    "text",
    [
        "a: 1 # a comment\n",
        "a: 1   # another\n",
        '"a": "text" #comment\n',
        "a: [x, y] #comment\n",
        "a: http://example.org/#part\n",
        "a: C#\n",
        "#a: 1\nb: 2\n",
        "a:\n  b: 1\n  #c: 2\n",
        "a: |\n  Bed #3\n",
        "a: '#3'\n",
    ],
)
def test_comments_and_texts_that_are_read_whole_are_not_reported(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "sign"), [("a: !Help me\n", "'!Help'"), ("a: ! x\n", "'!'"), ("a: &c and so on\n", "'&c'")]
)
def test_a_word_that_is_taken_for_a_sign_of_yaml_is_reported(text: str, sign: str) -> None:
    (one,) = said(text)
    assert sign in one
    assert f'"{text[3:].strip()}"' in one


def test_text_behind_a_comma_in_brackets_is_reported() -> None:
    (one,) = said("a: {en: Trust, and time, nb: Tillit}\n")
    assert "'and time' follows a comma" in one


@pytest.mark.parametrize("text", ["a: >5\n", "a: |2\n"])
def test_a_sign_of_a_text_block_with_nothing_in_it_is_reported(text: str) -> None:
    (one,) = said(text)
    assert f'"{text[3:].strip()}"' in one


def test_a_key_that_is_read_as_part_of_the_text_above_it_is_reported() -> None:
    (one,) = said("a: some words\n   page:4\n")
    assert one.startswith("x.yaml:2: 'page:4' is read as part of the text above it")
    assert said("a: some words\n   https://example.org\n") == []


# --- what Word and Notepad put in ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["a: “some words”\n", "a: «some words»\n", "a: ‘some words’\n", "“a”: some words\n"]
)
def test_quotation_marks_of_word_are_reported(text: str) -> None:
    (one,) = said(text)
    assert "are those of Word" in one


@pytest.mark.parametrize("text", ["a: “Yes,” she said\n", "a: '“some words”'\n", "a: ’tis so\n", "a: don’t\n"])
def test_quotation_marks_within_a_text_are_text(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("text", ["a:\n  – x\n", "a:\n  • x\n", "– id: a\n"])
def test_dashes_of_word_at_the_beginning_of_a_line_are_reported(text: str) -> None:
    (one,) = said(text)
    assert "Type a hyphen and a space" in one
    assert said("quote: – a line of a dialogue\n") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nb\u200b: 2\n", 2), ("a: [tr\u200bust]\n", 1), ("a: 1\n\u00a0\u00a0b: 2\n", 2), ("a: x\u2028y\n", 1)],
)
def test_characters_that_nobody_sees_are_reported(text: str, line: int) -> None:
    assert said(text)[0].startswith(f"x.yaml:{line}: ")
    assert "U+" in said(text)[0]


def test_a_byte_order_mark_within_a_file_is_left_out_and_reported() -> None:
    problems: list[Problem] = []
    top = parse_section("a: 1\n\ufeffb: 2\n", "x.yaml", problems)
    assert isinstance(top, Section)
    assert top.text("b") == "2"
    assert [str(problem.place) for problem in problems] == ["x.yaml:2"]


def test_a_line_end_that_no_editor_shows_moves_no_line_number() -> None:
    assert said("a: x\u2028y\nb: Bed #3\n")[1].startswith("x.yaml:2: ")


@pytest.mark.parametrize("letter", ["\x0b", "\x0c", "\x1e", "\x00", "\x07"])
def test_a_control_character_stops_with_its_line(letter: str) -> None:
    assert why(f"a: 1\nb: x{letter}y\n").startswith("x.yaml:2: ")


# --- lines that stop the reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "She said: never",
        "[...] and so on",
        "- a dialogue",
        ">50% of all",
        "|x| is small",
        "@home",
        "%5 of them",
        "*bold* words",
        "`code`",
        "? what",
        ", and",
        "{x} and y",
        "ends with a colon:",
    ],
)
def test_a_text_that_needs_quotation_marks_is_shown_in_them(value: str) -> None:
    stopped = why(f"a: 1\nquote: {value}\nb: 2\n")
    assert stopped.startswith("x.yaml:2: ")
    assert f'after `quote:` in quotation marks: quote: "{value}"' in stopped


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n\tb: 1\n", 2, "Indent with spaces, not tabs"),
        ("a:\n  b: 1\n\t\tc: 2\n", 3, "Indent with spaces, not tabs"),
        ("title:My review\nb: 2\n", 1, "Write `title: My review`"),
        ("a: 1\nb:2\n", 2, "Write `b: 2`"),
        ("a: 1\nb:\u00a02\nc: 3\n", 2, "no-break space"),
        ("a: 1\nb: “Room: two”\n", 2, "those of Word"),
        ("a:\n  - x\n  – y\n", 3, "Type a hyphen and a space"),
        ('a: "never closed\nb: 2\n', 1, "is not closed"),
        ("a: [x, y\nb: 2\n", 1, "is never closed"),
        ('a: "C:\\Users"\n', 1, "a: 'C:\\Users'"),
        ("a: 1\n  b: 2\n", 2, "does not begin in the column of its neighbours"),
        ("a: 1\n---\nb: 2\n", 2, "Delete that line"),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n", 2, "git left two versions"),
        ("a:\n  1. id: x\n     name: y\n", 2, "Type a hyphen and a space: - id: x"),
        ("a:\n  * id: x\n    name: y\n", 2, "Type a hyphen and a space: - id: x"),
    ],
)
def test_a_line_that_stops_the_reading_is_explained(text: str, line: int, words: str) -> None:
    assert why(text).startswith(f"x.yaml:{line}: this is not YAML: ")
    assert words in why(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{\\rtf1\\ansi a: 1}\n", "document of Word (RTF)"),
        ("PK\x03\x04\x14\x00word/document.xml", "document of Word or Excel"),
        ("<!DOCTYPE html>\n<html>a: 1</html>\n", "web page"),
        ("<html>a: 1</html>\n", "web page"),
        ("a: 1\nb: 2\n".encode("utf-16-le").decode(), "UTF-16"),
        ("a: 1\nb: 2\n".encode("utf-16-be").decode(), "UTF-16"),
    ],
)
def test_what_is_no_plain_text_is_called_what_it_is(text: str, what: str) -> None:
    assert what in why(text)
    assert why(text).endswith("Save it as plain text with the encoding UTF-8.")


def test_letters_that_were_read_in_a_wrong_encoding_are_reported_with_what_is_meant() -> None:
    (one,) = said("a: 1\nb: FÃ¸rland (2020)\n")
    assert one.startswith("x.yaml:2: ")
    assert "'Førland (2020)' is meant" in one
    assert said("b: Førland, São Paulo, Ânia\n") == []


def test_names_without_a_space_after_the_colon_are_explained_where_names_should_be() -> None:
    problems: list[Problem] = []
    assert parse_section("a:\n  - id:x\n", "x.yaml", problems).sections("a") == []
    assert "write `id: x`" in problems[0].message
