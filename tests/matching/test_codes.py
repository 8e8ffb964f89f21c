"""Codes of texts: the same everywhere, 0 for nothing."""

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.matching.codes import code, coded, coded_rows, joined

texts = st.text(st.characters(), max_size=20)


def test_a_code_is_the_same_in_every_process_and_release() -> None:
    assert code("trust in home care") == -7452775148833268557
    there = [sys.executable, "-c", "from reviewkit.matching.codes import code; print(code('trust in home care'))"]
    assert (
        subprocess.run(there, capture_output=True, text=True, check=True).stdout
        == f"{code('trust in home care')}\n"
    )


def test_nothing_has_the_code_nought() -> None:
    assert code("") == 0
    assert coded(["", "a"])[0] == 0 != coded(["", "a"])[1]


@given(st.lists(texts))
def test_codes_of_a_column_are_those_of_its_texts(column: list[str]) -> None:
    assert coded(column).tolist() == [code(text) for text in column]


@given(st.lists(st.tuples(texts, texts), min_size=2, max_size=8))
def test_rows_have_one_code_where_they_are_the_same(rows: list[tuple[str, str]]) -> None:
    rows = [(left.replace("\x1f", ""), right.replace("\x1f", "")) for left, right in rows]
    codes = coded_rows(zip(*rows, strict=True), len(rows)).tolist()
    assert [codes[0] == other for other in codes] == [rows[0] == other for other in rows]


def test_half_a_surrogate_pair_has_a_code() -> None:
    assert code("\ud83d") not in (0, code("\ud83e"))


def test_a_joined_code_tells_the_order_and_is_nought_where_a_part_is() -> None:
    one, other, none = (np.array([number], dtype=np.int64) for number in (5, 7, 0))
    assert joined(one, other) != joined(other, one)
    assert joined(one, other) == joined(one, other) != 0
    assert joined(one, none) == joined(none, one) == 0
