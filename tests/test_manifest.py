"""What a review says, as hashes: the same for what says the same, another for what does not."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.manifest import (
    SHORTENED,
    Listed,
    Log,
    LogLine,
    Manifest,
    byte_file,
    in_chains,
    is_withheld,
    log,
    log_line,
    log_lines,
    logged_hash,
    names_hash,
    plain_text,
    review_hash,
    sha256,
    shortened,
    text_file,
    withheld,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
LINES = st.dictionaries(st.text(min_size=1).filter(lambda key: key != SHORTENED), VALUES, max_size=5)


def as_line(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")


def manifest(*logs: Log, files: tuple[Listed, ...] = (), names: str = "") -> Manifest:
    return Manifest(logs, files, names)


def chained(*lines: str) -> Log:
    """A log whose lines are named by a letter for the chain and their content: "x1"."""
    return Log("screening/a.jsonl", tuple(LogLine(line, line[0]) for line in lines))


# --- a line


@given(LINES)
def test_a_line_of_which_texts_are_withheld_has_the_same_hash(values: dict[str, Any]) -> None:
    line = as_line(values)
    less = shortened(line, lambda said: {key: _without_texts(value) for key, value in said.items()})
    assert log_line(less) == log_line(line)


def _without_texts(value: Any) -> Any:
    if isinstance(value, str):
        return value if is_withheld(value) else withheld(value)
    if isinstance(value, dict):
        return {key: _without_texts(one) for key, one in value.items()}
    return [_without_texts(one) for one in value] if isinstance(value, list) else value


@given(LINES, LINES)
def test_lines_that_say_different_things_have_different_hashes(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = as_line(one) == as_line(other)
    assert (log_line(as_line(one)) == log_line(as_line(other))) is same


def test_what_a_shortened_line_still_says_is_hashed() -> None:
    line = as_line({"id": "a-1", "quote": "They trust her", "codes": ["trust"]})
    less = shortened(line, lambda said: {**said, "quote": withheld(said["quote"])})
    assert b"They trust her" not in less
    assert log_line(less) == log_line(line)
    assert log_line(less.replace(b"trust", b"time")) != log_line(line)


def test_a_shortened_line_keeps_the_hash_that_it_has_in_its_log_also_when_it_is_shortened_again() -> None:
    line = as_line({"id": "a-1", "quote": "one", "name": "two"})
    once = shortened(line, lambda said: {**said, "quote": withheld("one")})
    twice = shortened(once, lambda said: {**said, "name": withheld("two")})
    assert logged_hash(once) == logged_hash(twice) != ""
    assert logged_hash(line) == ""
    assert log_line(twice) == log_line(line)


def test_a_number_is_not_the_text_of_its_digits() -> None:
    assert log_line(b'{"id": "a", "n": 12}') != log_line(b'{"id": "a", "n": "12"}')


def test_every_byte_of_a_line_counts_but_not_its_end() -> None:
    assert log_line(b'{"id": "a-1"}') != log_line(b'{"id":  "a-1"}')
    assert log("l/a.jsonl", b'{"id": "a-1"}\r\n{"id": "a-2"}') == log(
        "l/a.jsonl", b'{"id": "a-1"}\n{"id": "a-2"}\n'
    )


@pytest.mark.parametrize("line", [b"no json", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"a": ' * 5000, b'"text"'])
def test_a_line_that_is_no_entry_is_taken_byte_by_byte(line: bytes) -> None:
    assert log_line(line) == log_line(line) != log_line(line + b"x")
    assert shortened(line, lambda said: {}) == line
    assert logged_hash(line) == ""


def test_the_text_that_the_hash_of_an_entry_is_of_is_a_line_with_another_hash() -> None:
    line = b'{"id": "a-1", "decision": "include"}'
    said = json.dumps({key: sha256(value) for key, value in json.loads(line).items()}, sort_keys=True)
    as_text = f"{sha256(line.decode())[:32]} {said}"
    assert log_line(line).digest == sha256(as_text)[:32]
    assert log_line(as_text.encode()).digest != log_line(line).digest


@pytest.mark.parametrize("said", ["x", 5, None, {"a": "b"}, "0" * 31, "0" * 33, "0" * 32 + "\n"])
def test_what_is_no_hash_of_a_longer_line_is_a_value_like_any_other(said: object) -> None:
    line = as_line({"id": "a-1", SHORTENED: said})
    assert logged_hash(line) == ""
    assert log_line(line) != log_line(as_line({"id": "a-1"}))
    assert log_line(line) != log_line(line.replace(b"{", b"{ ", 1))


def test_the_hash_that_a_line_names_is_found_however_its_key_is_written() -> None:
    line = b'{"id": "a-1", "withheld\\u005ffrom": "' + b"0" * 32 + b'"}'
    assert logged_hash(line) == "0" * 32


@pytest.mark.parametrize(
    "key", ["by", "id", "copy", "do", "record", "decision", "people", "codes", "event", "seen"]
)
def test_an_id_is_not_the_name_that_it_replaces_where_it_counts(key: str) -> None:
    def line(said: object) -> bytes:
        return as_line({"id": "a-1", key: said, SHORTENED: "0" * 32})

    def mask(text: str) -> str:
        return text.replace("Kari", "a")

    assert log_line(line("Kari"), mask) != log_line(line("a"), mask)
    assert log_line(line(["Kari"]), mask) != log_line(line(["a"]), mask)
    assert log_line(line({"x": "Kari"}), mask) != log_line(line({"x": "a"}), mask)
    free = [as_line({"id": "a-1", "note": said, SHORTENED: "0" * 32}) for said in ("Kari", "a")]
    assert log_line(free[0], mask) == log_line(free[1], mask)


def test_a_blank_line_has_no_hash() -> None:
    assert log_line(b" \r") == LogLine("")
    assert log_lines(b"a\n\nb") == [b"a", b"", b"b"]


# --- texts and files


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\ufeff")))
def test_line_ends_byte_order_mark_and_unicode_form_of_a_text_do_not_count(text: str) -> None:
    data = text.encode("utf-8")
    other = unicodedata.normalize("NFD", text).replace("\n", "\r\n").encode("utf-8-sig")
    assert text_file("review.yaml", data) == text_file("review.yaml", other)
    assert plain_text(other) == unicodedata.normalize("NFC", text)


def test_every_byte_of_an_export_counts() -> None:
    assert byte_file("x.ris", b"a\n").digest != byte_file("x.ris", b"a\r\n").digest
    assert byte_file("x.pdf", b"%PDF\0\n1\n2").lines == ()
    assert len(byte_file("x.ris", b"a\nb\n").lines) == 3


def test_a_path_has_one_unicode_form() -> None:
    assert text_file("codebooks/a\u030a.yaml", b"").path == "codebooks/å.yaml"


# --- the hash of the review


def test_lines_of_several_chains_may_be_in_any_order() -> None:
    apart = manifest(chained("x1", "x2", "y1", "y2"))
    assert review_hash(apart) == review_hash(manifest(chained("y1", "x1", "y2", "x2")))
    assert review_hash(apart) == review_hash(manifest(chained("x1", "x2"), chained("y1", "y2")))


def test_lines_of_one_chain_may_not() -> None:
    assert review_hash(manifest(chained("x1", "x2"))) != review_hash(manifest(chained("x2", "x1")))


@pytest.mark.parametrize("copy", [("x1",), ("x1", "x2"), ("x1", "x2", "x2"), ()])
def test_a_copy_of_a_log_changes_nothing(copy: tuple[str, ...]) -> None:
    assert review_hash(manifest(chained("x1", "x2"))) == review_hash(manifest(chained("x1", "x2"), chained(*copy)))


def test_a_line_less_or_more_changes_the_hash() -> None:
    hashes = {
        review_hash(manifest(chained(*lines))) for lines in (("x1", "x2"), ("x1",), ("x2",), ("x1", "x2", "x3"))
    }
    assert len(hashes) == 4


def test_the_kind_of_a_log_counts_and_whose_file_it_is_in_does_not() -> None:
    lines = (LogLine("1", "x"),)
    first, second, third = (
        Log(path, lines) for path in ("coding/a.jsonl", "coding/a (1).jsonl", "charting/a.jsonl")
    )
    assert review_hash(manifest(first)) == review_hash(manifest(second)) != review_hash(manifest(third))


def test_files_names_and_unlogged_records_are_in_the_hash_and_what_is_withheld_is_not() -> None:
    file = Listed("x.ris", "1")
    alone = review_hash(manifest(files=(file,)))
    assert alone == review_hash(manifest(files=(Listed("x.ris", "1", ("a",), is_withheld=True),)))
    others = (
        manifest(files=(Listed("x.ris", "2"),)),
        manifest(files=(Listed("y.ris", "1"),)),
        manifest(files=(Listed("x.ris", "1", records=4),)),
        manifest(files=(file,), names="3"),
        manifest(),
    )
    assert len({alone, *map(review_hash, others)}) == 6


def test_names_are_hashed_together_in_any_order() -> None:
    assert names_hash({"Kari": "a", "Per": "b"}) == names_hash({"Per": "b", "Kari": "a"})
    assert names_hash({"Kari": "a"}) != names_hash({"Kari": "b"}) != names_hash({})


def test_each_line_follows_the_one_before_it_in_its_chain() -> None:
    found = [(line.digest, before) for line, before in in_chains(chained("x1", "y1", "x2", "x2", "y2"))]
    assert found == [("x1", ""), ("y1", ""), ("x2", "x1"), ("y2", "y1")]
