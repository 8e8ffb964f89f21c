"""What people wrote in a YAML file stays as it is around a value that is changed, with every comment."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import ReviewkitError
from reviewkit.store.yaml_edit import Label, Number, Value, Verbatim, edited, scalar, with_key

REVIEW = """\
title: x   # ours
reviewers:              # who
  - id: a
    name: "A"   # the first
  # b joined late
  - {id: b, name: B}

# reasons follow
exclusion_reasons:
  - id: population
    label: {en: Wrong population, NB: Feil utvalg}   # most
    aliases: [pop]
  - id: concept
    label: Wrong concept

# the end
stages: two
criteria:
  include: []           # such as: published from 2018
  exclude:
    - Hospital care     # alone
    - {en: Children, nb: Barn}
"""


def lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_value_changes_in_its_line() -> None:
    assert lines(REVIEW, edited(REVIEW, "x", {"title": "Care: at home", "stages": "one"})) == (
        ["title: x   # ours", "stages: two"],
        ['title: "Care: at home"   # ours', "stages: one"],
    )


ASKED = """\
# Spørsmål 😀
aim: {en: Is it safe?, nb: Er det trygt?}   # målet
questions:
  - {en: What helps?, nb: Hva hjelper?}     # først
  - {en: And what else?, nb: Og hva ellers?}
title: x
"""


def test_questions_in_braces_are_changed_at_their_places() -> None:
    """The parser of YAML in Python cannot read them, the one in C can."""
    with pytest.raises(yaml.YAMLError):
        yaml.compose(ASKED, Loader=yaml.SafeLoader)
    wanted: dict[str, Value] = {
        "aim": Label("Føles det trygt?", "nb"),
        "questions": [Label("Og hva ellers?", "nb"), Label("Hvorfor?", "nb")],
        "title": "w",
    }
    assert edited(ASKED, "x", wanted) == (
        "# Spørsmål 😀\n"
        'aim: {en: Is it safe?, nb: "Føles det trygt?"}   # målet\n'
        "questions:\n"
        "  # først\n"
        "  - {en: And what else?, nb: Og hva ellers?}\n"
        '  - "Hvorfor?"\n'
        "title: w\n"
    )


def test_what_is_so_already_changes_nothing() -> None:
    wanted: dict[str, Value] = {
        "title": "x",
        "reviewers": [{"id": "a", "name": "A"}, {"id": "b"}],
        "criteria": {"exclude": [Label("Hospital care", "en"), Label("Barn", "nb")]},
    }
    assert edited(REVIEW, "x", wanted) == REVIEW


def test_a_new_entry_is_put_above_the_comment_of_the_next_section() -> None:
    after = edited(REVIEW, "x", {"reviewers": [{"id": "a"}, {"id": "b"}, {"id": "c", "roles": ["screens"]}]})
    assert after == REVIEW.replace(
        "  - {id: b, name: B}\n", "  - {id: b, name: B}\n  - id: c\n    roles: [screens]\n"
    )


def test_comments_of_an_entry_that_goes_stay_as_lines() -> None:
    after = edited(REVIEW, "x", {"reviewers": [{"id": "b"}]})
    assert after == REVIEW.replace('  - id: a\n    name: "A"   # the first\n', "  # the first\n")


def test_entries_move_with_the_comment_above_them() -> None:
    after = edited(REVIEW, "x", {"reviewers": [{"id": "b"}, {"id": "a"}]})
    old = '  - id: a\n    name: "A"   # the first\n  # b joined late\n  - {id: b, name: B}\n'
    new = '  # b joined late\n  - {id: b, name: B}\n  - id: a\n    name: "A"   # the first\n'
    assert after == REVIEW.replace(old, new)


def test_an_entry_keeps_the_keys_that_are_not_named() -> None:
    wanted = [{"id": "population", "label": Label("Feil gruppe", "nb")}, {"id": "concept"}]
    after = edited(REVIEW, "x", {"exclusion_reasons": wanted})
    assert after == REVIEW.replace("Feil utvalg", "Feil gruppe")
    after = edited(REVIEW, "x", {"exclusion_reasons": [wanted[0], {"id": "concept", "label": Label("X", "en")}]})
    assert "    label: X\n" in after


def test_a_key_is_removed_and_added() -> None:
    gone = edited(
        REVIEW, "x", {"reviewers": [{"id": "a", "name": None}, {"id": "b", "name": None, "from": Number(1)}]}
    )
    assert "  - id: a\n    # the first\n  # b joined late\n  - {id: b, from: 1}\n" in gone
    assert edited(REVIEW, "x", {"stages": None, "new": {"k": ["v"]}}) == (
        REVIEW.replace("stages: two\n", "") + "new:\n  k: [v]\n"
    )


@pytest.mark.parametrize("text", ["0", "12", "0.1", "2.25", "2026-01-31"])
def test_a_number_is_written_as_one_where_every_reader_takes_it_for_the_same(text: str) -> None:
    assert edited("", "x", {"version": Number(text)}) == f"version: {text}\n"
    assert edited("", "x", {"version": text}) == f'version: "{text}"\n'


@pytest.mark.parametrize("text", ["1.10", "2.0", "1.2.3", "012", "1e3", "-1", "1_000"])
def test_what_some_readers_take_for_another_number_is_a_text(text: str) -> None:
    assert edited("", "x", {"version": Number(text)}).partition(": ")[2][0] == '"'


def test_a_list_in_brackets_stays_in_its_line_while_it_is_short() -> None:
    short = edited(REVIEW, "x", {"criteria": {"include": [Label("Adults", "en")]}})
    assert "  include: [Adults]           # such as: published from 2018\n" in short
    sentence = "Patients who live at home and are cared for by nurses or their families"
    long = edited(REVIEW, "x", {"criteria": {"include": [Label(sentence, "en")]}})
    assert f"  include:            # such as: published from 2018\n    - {sentence}\n  exclude:\n" in long


def test_a_list_in_lines_can_become_empty() -> None:
    after = edited(REVIEW, "x", {"criteria": {"exclude": []}})
    assert after.endswith("  exclude: []\n    # alone\n")


def test_empty_places_are_filled() -> None:
    text = "a:   # to come\nb:\nc: {}\nd: {x: }\n"
    assert edited(text, "x", {"a": Number(1), "b": ["v"], "c": {"k": "v"}, "d": {"x": Number(1)}}) == (
        "a: 1   # to come\nb: [v]\nc:\n  k: v\nd: {x: 1 }\n"
    )


def test_a_file_without_values_gets_them_below_its_comments() -> None:
    assert edited("# ours\n", "x", {"berg": {"records": ["c-1"]}}) == "# ours\nberg:\n  records: [c-1]\n"
    assert edited("", "x", {"a": "b", "c": None}) == "a: b\n"
    assert edited("a: 1", "x", {"b": Number(2)}) == "a: 1\nb: 2\n"


def test_line_ends_of_windows_stay() -> None:
    text = REVIEW.replace("\n", "\r\n")
    after = edited(text, "x", {"reviewers": [{"id": "c"}, {"id": "a"}], "title": "y"})
    assert after.count("\n") == after.count("\r\n")
    assert after.replace("\r\n", "\n") == edited(
        REVIEW, "x", {"reviewers": [{"id": "c"}, {"id": "a"}], "title": "y"}
    )


def test_texts_over_several_lines_are_replaced_whole() -> None:
    text = "a: |\n  one\n  two\n\n# below\nb: >-\n  one\n  two\nc: 'one\n  two'\n"
    assert edited(text, "x", {"a": "x", "b": "w", "c": "z"}) == "a: x\n\n# below\nb: w\nc: z\n"


def test_a_comment_inside_brackets_is_not_lost() -> None:
    text = "a: [x,   # why\n  y]\n"
    with pytest.raises(ReviewkitError, match=r"x:1: there is a comment inside brackets"):
        edited(text, "x", {"a": ["y"]})
    assert edited(text, "x", {"b": Number(1)}) == text + "b: 1\n"


@pytest.mark.parametrize("text", ["a: [\n", "- a\n"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(ReviewkitError, match=r"x:[12]: this is not YAML, so it was not changed"):
        edited(text, "x", {"a": "1"})


def test_a_key_at_the_top_gets_another_name() -> None:
    text = "# berg\nberg: {records: [x]}   # why\ndahl:\n  records: []\n"
    assert with_key(text, "x", "berg", "berg2024") == text.replace("berg:", "berg2024:")
    for old, new in (("lie", "x"), ("berg", "dahl")):
        with pytest.raises(ReviewkitError, match=r"x(?::\d)?: "):
            with_key(text, "x", old, new)


@pytest.mark.parametrize(
    "text", ["Kari Berg", "berg et al. (2024)", "2024b", "No one", "Ørjan", "1 to 3", "20%", "e3"]
)
def test_a_plain_text_has_no_quotation_marks(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *"No y off True 1.10 1e3 12:30 0x1f 1_000 2026-01-31 2026-1-3 007 1,000 null".split(),
        "",
        "a\uffffb\x9b\u202e",
        "a: b",
        "a #b",
        "[x]",
        "- x",
        "'x'",
        "x ",
        "a, b",
        "«x»",
        "\n",
        "~",
        "#",
    ],
)
def test_other_texts_are_in_quotation_marks(text: str) -> None:
    assert scalar(text)[0] == '"'
    assert yaml.safe_load(scalar(text)) == text


def test_keys_and_texts_are_texts_to_every_reader_of_yaml_and_numbers_stay_numbers() -> None:
    new: dict[str, Value | None] = {
        "no": {"label": "No", "on": ["1e3"]},
        "hits": Number("12"),
        "n": Number("1_000"),
    }
    after = edited("old: No   # stays\n", "x", new)
    assert yaml.safe_load(after) == {"old": False, "no": {"label": "No", "on": ["1e3"]}, "hits": 12, "n": "1_000"}
    assert after.startswith("old: No   # stays\n")


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
NAME = st.sampled_from(["a", "b", "id", "records", "k e"])
ENTRY = st.fixed_dictionaries(
    {"id": st.sampled_from("abcd")}, optional={"k": TEXT, "l": st.lists(TEXT, max_size=2)}
)
VALUE = st.one_of(
    TEXT,
    st.lists(TEXT, max_size=3),
    st.lists(ENTRY, max_size=3, unique_by=lambda entry: entry["id"]),
    st.dictionaries(NAME, TEXT | st.lists(TEXT, max_size=2), max_size=3),
)
MAPPING = st.dictionaries(NAME, VALUE, max_size=4)


def commented(text: str) -> str:
    """A text with a comment above each line that is no part of a text in quotation marks, and one at its end."""
    return "".join(f"# above {at}\n{line}\n" for at, line in enumerate(text.splitlines())) + "# the end\n"


def is_reordered(before: Value | None, wanted: Value) -> bool:
    """Whether entries that are in both lists have another order; the comment above an entry moves with it."""
    ids = [
        [str(entry["id"]) for entry in one if isinstance(entry, dict)] if isinstance(one, list) else []
        for one in (before, wanted)
    ]
    both = set(ids[0]) & set(ids[1])
    old, new = ([one for one in each if one in both] for each in ids)
    return old != new


def test_a_comment_moves_with_its_entry() -> None:
    text = "records:\n  # of b\n  - id: b\n  # of c\n  - id: c\n  # of a\n  - id: a\n"
    assert edited(text, "x", {"records": [{"id": "a"}, {"id": "c"}]}) == (
        "records:\n  # of b\n  # of a\n  - id: a\n  # of c\n  - id: c\n"
    )


@given(MAPPING, MAPPING, st.booleans())
def test_any_change_says_what_is_wanted_and_loses_no_comment(
    before: dict[str, Value], wanted: dict[str, Value], in_brackets: bool
) -> None:
    text = yaml.safe_dump(before, allow_unicode=True, default_flow_style=in_brackets, width=10**6, sort_keys=False)
    if not in_brackets:
        text = commented(text)
    after = edited(text, "x", wanted)  # which raises where the new text does not say what is wanted
    comments, kept = (re.findall("# (?:above [0-9]+|the end)$", one, re.M) for one in (text, after))
    assert sorted(kept) == sorted(comments)
    if not any(is_reordered(before.get(key), value) for key, value in wanted.items()):
        assert kept == comments
    assert edited(after, "x", wanted) == after


def test_a_verbatim_text_is_written_in_lines_that_people_can_read_and_copy() -> None:
    query = '(MH "Health Personnel+")\n\n  OR nurse*'
    log = "cinahl:\n  lines:\n    - {step: 1, query: a}   # first\n  hits: 4\n"
    wanted: dict[str, Value | None] = {"lines": [{"number": "S1", "query": Verbatim(query), "hits": Number(9)}]}
    after = edited(log, "searches.yaml", {"cinahl": wanted})
    assert after == (
        'cinahl:\n  lines:\n    - number: S1\n      query: |-\n        (MH "Health Personnel+")\n      \n'
        "          OR nurse*\n      hits: 9\n    # first\n  hits: 4\n"
    )
    assert yaml.safe_load(after)["cinahl"]["lines"][0]["query"] == query


def test_a_verbatim_text_that_is_plain_stays_in_its_line() -> None:
    assert edited("", "x", {"query": Verbatim("S1 AND S2")}) == "query: S1 AND S2\n"
    assert edited("query: |-\n  b OR\n  c\nhits: 3\n", "x", {"query": Verbatim("b")}) == "query: b\nhits: 3\n"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3))
def test_every_verbatim_text_is_read_as_it_was(texts: list[str]) -> None:
    queries = [re.sub(r"[\ufffe\uffff]", "", text) for text in texts]
    after = edited("", "x", {"lines": [{"query": Verbatim(text), "hits": Number(1)} for text in queries]})
    assert [one["query"] for one in yaml.load(after, yaml.BaseLoader)["lines"]] == queries


def test_half_a_letter_is_written_as_a_sign() -> None:
    assert scalar("a\udcff") == '"a\ufffd"'
