"""A number that was given counts before the sum of its parts; not given is never 0."""

import pytest

from reviewkit.model import Number


@pytest.mark.parametrize(
    ("number", "n"),
    [
        (Number(), None),
        (Number(0), 0),
        (Number(5, {"a": 2}), 5),
        (Number(None, {"a": 2, "b": 3}), 5),
        (Number(None, {"a": 2}, human=9), 2),
        (Number(human=2, tool=3), 5),
        (Number(human=2), None),
        (Number(tool=0), None),
    ],
)
def test_the_number_is_what_was_given_or_the_sum_of_what_was(number: Number, n: int | None) -> None:
    assert number.n == n
