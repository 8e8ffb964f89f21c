"""YAML of people: values stay text, and what is not understood is a problem with its line."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import limits
from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.store.yaml_section import (
    Section,
    as_text,
    is_text_everywhere,
    parse_section,
    read_section,
    rewritten,
    section_or_problem,
)
from tests.builders import Stages


def parsed(text: str) -> tuple[Section, list[Problem]]:
    problems: list[Problem] = []
    return parse_section(text, "x.yaml", problems), problems


def test_norway_stays_norway_and_versions_keep_their_zero() -> None:
    top, problems = parsed("country: NO\nversion: 1.10\non: yes\ndate: 2023-05-02\nempty:\nnothing: null\n")
    assert [top.text(key) for key in ("country", "version", "on", "date", "empty", "nothing")] == [
        "NO",
        "1.10",
        "yes",
        "2023-05-02",
        "",
        "",
    ]
    assert problems == []


def test_a_misspelt_key_is_told_with_its_line_and_a_suggestion() -> None:
    top, problems = parsed("title: x\nstagse: two\n")
    top.text("title"), top.text("stages")
    top.done()
    assert str(problems[0]) == "x.yaml:2: unknown key 'stagse'; did you mean 'stages'?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stages: three\n", "x.yaml:1: stages is 'three'. It can be: one, two"),
        ("stages: [one]\n", "x.yaml:1: stages should be one value, not a list or a mapping"),
    ],
)
def test_a_wrong_word_is_told_with_the_right_ones(text: str, said: str) -> None:
    top, problems = parsed(text)
    assert top.choice("stages", Stages, Stages.TWO) is Stages.TWO
    assert [str(problem) for problem in problems] == [said]


@pytest.mark.parametrize(("written", "number"), [("1502", 1502), ("1 502", 1502), ("1,502", 1502), ("0", 0)])
def test_numbers_are_read_as_people_write_them(written: str, number: int) -> None:
    assert parsed(f"n: '{written}'\n")[0].integer("n") == number


@pytest.mark.parametrize("written", ["-3", "1.5", "many", "1e3", "²"])
def test_what_is_no_whole_number_is_a_problem(written: str) -> None:
    top, problems = parsed(f"n: '{written}'\n")
    assert top.integer("n") is None
    assert "whole number" in problems[0].message


@pytest.mark.parametrize(
    "written", ["1,5", "1.5", "1.50", "12,34", "12 34", "1,5021", "0,125", "1,502 300", "1, 502"]
)
def test_what_may_be_a_decimal_number_is_not_read_as_a_larger_one(written: str) -> None:
    top, problems = parsed(f"a: 1\nn: '{written}'\n")
    assert top.integer("n") is None
    hint = "write only the digits of a whole number, such as 1502"
    said = f"x.yaml:2: n should be a whole number, not {written!r}; {hint}"
    assert [str(problem) for problem in problems] == [said]


def test_thousands_may_be_separated_more_than_once() -> None:
    assert parsed("n: '1,502,300'\n")[0].integer("n") == parsed("n: 1 502 300\n")[0].integer("n") == 1_502_300


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1\n", "x.yaml:1: this is not YAML"),
        ("\tb: 1\n", "x.yaml:1: this is not YAML"),
        ("- a\n", "the file should be a mapping"),
        ("a: &x 1\nb: *x\n", "aliases"),
        ("a: &x [*x]\n", "aliases"),
    ],
)
def test_what_is_no_yaml_stops_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ReviewkitError, match=said.replace("(", r"\(").replace("*", r"\*")):
        parsed(text)


def test_a_key_that_stands_twice_is_a_problem() -> None:
    _, problems = parsed("a: 1\na: 2\n")
    assert str(problems[0]) == "x.yaml:2: the key 'a' is used twice; only the first is read. Remove one of them"


def test_nested_problems_name_the_path_of_the_key() -> None:
    top, problems = parsed("search:\n  hits: lots\n")
    section = top.section("search")
    assert section is not None
    section.integer("hits")
    assert str(problems[0]) == "x.yaml:2: search.hits should be a whole number, not 'lots'"


def test_billions_of_laughs_are_not_laughed() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
    )
    with pytest.raises(ReviewkitError, match="aliases"):
        parsed(bomb)


# --- what each getter gives -----------------------------------------------------------------------------------------

PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)


@given(st.dictionaries(PLAIN.filter(str.strip), PLAIN, max_size=4))
def test_any_text_stays_the_text_it_is(values: dict[str, str]) -> None:
    top, problems = parsed(
        "# not a web page, even where the first key is <html\n" + yaml.safe_dump(values, allow_unicode=True)
    )
    assert {key: top.text(key) for key in values} == {key: value.strip() for key, value in values.items()}
    top.done()
    assert [problem for problem in problems if problem.level is Level.ERROR] == []


@pytest.mark.parametrize(
    "word", ["NO", "yes", "on", "1.10", "007", "0x1F", "1e3", "12:30:45", "2020-01-01", ".inf", "!x", "=", "3.0"]
)
def test_no_word_becomes_a_number_a_date_or_a_truth(word: str) -> None:
    top, _ = parsed(f"a: {word}\nb: [{word}]\nc: {{{word}: {word}}}\n".replace("!x", "'!x'"))
    inner = top.section("c")
    assert inner is not None
    assert (top.text("a"), top.texts("b"), inner.text(word)) == (word, (word,), word)


@pytest.mark.parametrize(
    ("written", "value"), [("null", ""), ("~", ""), ("", ""), ("'null'", "null"), ('"~"', "~")]
)
def test_nothing_is_an_empty_text_unless_it_stands_in_quotes(written: str, value: str) -> None:
    assert parsed(f"a: {written}\n")[0].text("a", "default") == value


def test_a_default_is_for_a_key_that_is_not_there() -> None:
    top, problems = parsed("a: x\nlist: [x]\n")
    assert (top.text("a", "y"), top.text("b", "y"), top.text("list", "y")) == ("x", "y", "y")
    assert [str(problem) for problem in problems] == [
        "x.yaml:2: list should be one value, not a list or a mapping"
    ]


def test_what_is_needed_and_empty_is_a_problem() -> None:
    top, problems = parsed("a:\nb: ''\nc: x\n")
    assert [top.needed(key) for key in "abcd"] == ["", "", "x", ""]
    assert [str(problem) for problem in problems] == [
        "x.yaml:1: a is missing. Add `a: ...`",
        "x.yaml:2: b is missing. Add `b: ...`",
        "x.yaml:1: d is missing. Add `d: ...`",
    ]


def test_a_word_is_one_of_those_that_are_known() -> None:
    top, problems = parsed("a: two\nb: three\nc:\n")
    assert [top.word(key, ("one", "two"), "one") for key in "abcd"] == ["two", "one", "one", "one"]
    assert [str(problem) for problem in problems] == ["x.yaml:2: b is 'three'. It can be: one, two"]


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("x", ("x",)),
        ("[x, 'y z']", ("x", "y z")),
        ("[]", ()),
        ("", ()),
        ("''", ()),
        ("\n  - x\n  - y", ("x", "y")),
        ("[x\u00a0, y]", ("x", "y")),
    ],
)
def test_one_text_alone_is_a_list_of_one(written: str, texts: tuple[str, ...]) -> None:
    top, problems = parsed(f"a: {written}\n")
    assert (top.texts("a"), top.texts("b"), problems) == (texts, (), [])


@pytest.mark.parametrize("written", ["{x: y}", "[[x]]", "[{x: y}]"])
def test_what_is_no_list_of_texts_is_a_problem(written: str) -> None:
    top, problems = parsed(f"a: {written}\n")
    assert top.texts("a") == ()
    assert str(problems[0]) == "x.yaml:1: a should be a list of texts"


def test_labels_are_texts_by_language() -> None:
    top, problems = parsed("a: Trust\nb: {en: Trust, nb: Tillit}\nc:\nd: [x]\n")
    assert [top.labels(key, "nn") for key in "abc"] == [{"nn": "Trust"}, {"en": "Trust", "nb": "Tillit"}, {}]
    assert top.labels("none") == {}
    assert problems == []
    assert top.labels("d") == {}
    assert str(problems[0]) == "x.yaml:4: d should be a mapping (lines like `name: value`)"


@pytest.mark.parametrize("nothing", ["null", "~"])
def test_nothing_is_nothing_for_every_getter(nothing: str) -> None:
    top, problems = parsed(f"a: {nothing}\n")
    assert (top.texts("a"), top.labels("a"), top.section("a"), top.sections("a")) == ((), {}, None, [])
    assert problems == []


def test_sections_are_the_mappings_of_a_list() -> None:
    top, problems = parsed("a:\n  - {x: 1}\n  - words\n  - {x: 2}\nb:\nc: {x: 1}\n")
    assert [section.text("x") for section in top.sections("a")] == ["1", "2"]
    assert (top.sections("b"), top.sections("none")) == ([], [])
    assert top.sections("c") == []
    assert [str(problem) for problem in problems] == [
        "x.yaml:3: a should be a mapping (lines like `name: value`)",
        "x.yaml:6: c should be a list (lines that start with `- `)",
    ]


def test_names_that_people_choose_are_all_known() -> None:
    top, problems = parsed("berg: {x: 1}\ndahl: words\nlie: {x: 2}\n")
    assert [(name, section.text("x")) for name, section in top.named()] == [("berg", "1"), ("lie", "2")]
    top.done()
    assert [problem.place.line for problem in problems] == [2]


def test_counts_are_whole_numbers_by_name() -> None:
    top, problems = parsed("a: {x: 1, y: many, z: }\nb:\n")
    assert (top.counts("a"), top.counts("b"), top.counts("c")) == ({"x": 1}, {}, {})
    assert [str(problem) for problem in problems] == ["x.yaml:1: a.y should be a whole number, not 'many'"]


def test_every_place_is_known() -> None:
    top, _ = parsed("# words\na: 1\nb:\n  c:\n    d: 1\n")
    assert (top.place_of("a").line, top.place_of("b").line, top.place_of("none").line) == (2, 3, 2)
    inner = top.section("b")
    assert inner is not None
    assert (inner.name, inner.place.line, inner.place_of("c").line) == ("b", 4, 4)


def test_an_unknown_key_far_from_all_others_gets_the_list_of_these() -> None:
    top, problems = parsed("zzz: 1\n")
    top.text("title"), top.text("stages")
    top.done()
    assert problems[0].message == "unknown key 'zzz'. Known keys: stages, title"


def test_of_many_unknown_keys_the_first_are_told() -> None:
    top, problems = parsed("".join(f"stages{n}: 1\n" for n in range(1_000)))
    top.text("title"), top.text("stages")
    top.done()
    assert len(problems) == 101
    assert str(problems[-1]) == "x.yaml:101: 900 more unknown keys"


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_section(tmp_path / "x.yaml", "x.yaml", []).text("a") == "1"


@pytest.mark.parametrize(
    ("data", "line"), [(b"a: [\n", 1), (b"- a\n", 1), (b"a: 1\nb: \xff\n", 2), (b"a: \x07\n", 1), (None, 0)]
)
def test_a_file_that_cannot_be_read_is_a_problem_and_stops_nothing(
    tmp_path: Path, data: bytes | None, line: int
) -> None:
    if data is not None:
        (tmp_path / "x.yaml").write_bytes(data)
    problems: list[Problem] = []
    assert section_or_problem(tmp_path / "x.yaml", "sub/x.yaml", problems) is None
    (problem,) = problems
    assert (problem.place.path, problem.place.line, problem.code) == ("sub/x.yaml", line, "unreadable")
    assert problem.message.endswith("Until then nothing in this file counts")


# --- changing a file of people --------------------------------------------------------------------------------------


def test_comments_order_and_quotes_of_people_stay() -> None:
    text = "# ours\nb: 'x'   # why\n\na:\n  - \"1\"\n  - {c: d}\n"

    def change(top: dict[str, object]) -> None:
        top["new"] = "y"

    assert rewritten(text, "x.yaml", change) == text + "new: y\n"


def test_a_new_text_is_a_text_to_every_reader_and_an_old_one_stays_as_it_is() -> None:
    def change(top: "dict[str, object]") -> None:
        top[as_text("no")] = {"citation": as_text("Off"), "records": [as_text("1e3"), as_text("berg-0001")]}

    after = rewritten("old: No\n", "x", change)
    assert after.startswith("old: No\n")
    assert yaml.safe_load(after)["no"] == {"citation": "Off", "records": ["1e3", "berg-0001"]}


@pytest.mark.parametrize("text", ["No one", "2024b", "y2", "1 to 3", "v1.10", "", "e3", "10.1000/x"])
def test_other_texts_need_no_quotation_marks(text: str) -> None:
    assert is_text_everywhere(text)
    assert as_text(text) is text


def test_an_empty_file_can_be_changed() -> None:
    assert rewritten("", "x.yaml", lambda top: top.update(a="b")) == "a: b\n"


def test_what_is_no_yaml_is_not_changed() -> None:
    with pytest.raises(
        ReviewkitError, match=r"x\.yaml:1: this is not YAML, so it was not changed: the bracket \["
    ):
        rewritten("a: [\n", "x.yaml", lambda top: None)


@pytest.mark.parametrize(
    "value", ["!!bool z", "!!bool", "!!int ''", "!!float _", "!!set z", "!!omap z", "!!set {[b]: c}", "{[[b]]: c}"]
)
def test_a_value_that_is_not_what_its_tag_says_is_told(value: str) -> None:
    with pytest.raises(
        ReviewkitError,
        match=r"x\.yaml: this is not YAML.*a name in it is a list, or a value",
    ):
        rewritten(f"a: {value}\n", "x.yaml", lambda top: None)


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_nothing_in_a_list_or_among_labels_is_left_out(nothing: str) -> None:
    top, problems = parsed(f"a:\n  - {nothing}\n  - x\nb:\n  en: {nothing}\n  nb: y\nc:\n  n: {nothing}\n")
    assert (top.texts("a"), top.labels("b"), top.counts("c")) == (("x",), {"nb": "y"}, {})
    assert problems == []


def test_a_number_longer_than_any_count_is_a_problem() -> None:
    top, problems = parsed(f"a: {'9' * 5000}\nb: {'9' * 15}\n")
    assert (top.integer("a"), top.integer("b")) == (None, 999_999_999_999_999)
    assert "a should be a whole number, not '999" in str(problems[0])
    assert len(str(problems[0])) < 200


def test_a_text_with_a_colon_is_not_taken_for_a_text_in_a_language() -> None:
    top, problems = parsed(
        "include:\n  - Age > 18: adults only\n  - {en: Home care, pt-BR: Casa}\nlabel: {eng: x}\n"
    )
    top.labels_list("include")
    top.labels("label")
    assert [str(problem) for problem in problems] == [
        "x.yaml:2: include: 'Age > 18' is read as the name of a language. Put the whole text in quotation marks, as in "
        '"Age > 18: adults only", or write the language as en, nb or nn'
    ]


@pytest.mark.parametrize("written", ["no", "NO", "nb", "NB"])
def test_a_label_in_norwegian_is_in_bokmal_however_its_language_is_written(written: str) -> None:
    assert parsed(f"label: {{en: Trust, {written}: Tillit}}\n")[0].labels("label") == {
        "en": "Trust",
        "nb": "Tillit",
    }


def test_a_text_in_a_list_stands_for_a_mapping_where_that_is_allowed() -> None:
    top, problems = parsed("fields:\n  - aim\n  - {id: year}\n  - ~\n  - [n]\n")
    found = top.sections("fields", short="id")
    assert [(one.text("id"), one.place.line, one.place_of("id").line, one.name) for one in found] == [
        ("aim", 2, 2, "fields"),
        ("year", 3, 3, "fields"),
    ]
    said = "fields should be a mapping (lines like `name: value`)"
    assert [(one.place.line, one.message) for one in problems] == [(4, said), (5, said)]


def test_a_problem_has_the_code_that_it_is_given() -> None:
    top, problems = parsed("one: 1\ntwo: 2\n")
    top.problem("two", "wrong")
    top.problem("two", "wrong", code="form-id")
    assert [(one.place.line, one.code) for one in problems] == [(2, "yaml"), (2, "form-id")]


def test_a_file_that_is_larger_than_anybody_writes_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: 1\n" * 10
    monkeypatch.setattr(limits, "YAML", len(text) - 1)
    with pytest.raises(ReviewkitError, match=r"x\.yaml: this file has more than .* MB, so it was not read"):
        parse_section(text, "x.yaml", [])
