"""Offsets and the parts that they lie in."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.extract.reading import Reading, Unit


@given(st.lists(st.text("ab\n", max_size=8), max_size=8))
def test_every_offset_lies_in_the_part_that_has_its_sign(parts: list[str]) -> None:
    reading = Reading(Unit.PAGE, tuple(parts))
    for number, part in enumerate(parts, 1):
        start = reading.start_of(number)
        assert reading.text[start : start + len(part)] == part
        for offset in range(start, start + len(part)):
            assert reading.part_at(offset) == number


def test_where_there_is_no_text_everything_is_in_the_first_part() -> None:
    assert Reading(Unit.PAGE, ()).part_at(0) == 1
