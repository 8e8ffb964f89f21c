"""An answer is a value or a reason why there is none, and never nothing."""

import pytest

from reviewkit.model import Answer, ChartValue
from reviewkit.words import NotCharted


@pytest.mark.parametrize("value", ["home care", 0, 3, 2.5, ("trial",), ((("age", 4),),)])
def test_an_answer_is_a_value(value: ChartValue) -> None:
    assert Answer(value).value == value


@pytest.mark.parametrize("missing", NotCharted)
def test_an_answer_is_a_reason_why_there_is_none(missing: NotCharted) -> None:
    assert Answer(missing=missing) != Answer(missing.value)


@pytest.mark.parametrize("value", [None, "", ()])
def test_nothing_is_no_answer(value: ChartValue | None) -> None:
    with pytest.raises(ValueError, match="either a value or a reason"):
        Answer(value)


def test_a_value_and_a_reason_are_no_answer() -> None:
    with pytest.raises(ValueError, match="either a value or a reason"):
        Answer("home care", NotCharted.NR)
