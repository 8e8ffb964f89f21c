"""Percentages and shares."""

import pytest

from tests.manuscript.checked import few, wrong


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("Two of the 3 studies (67%) used interviews.", "Two of the 3 studies (76%) used interviews."),
        ("In 33% of the studies from Sweden this was so.", "In 43% of the studies from Sweden this was so."),
        ("Of the studies, 67% were done.", "Some 61% of the studies were done."),
        (
            "Interviews were used in 2 studies, that is 67%, and more.",
            "Interviews were used in 2 studies, that is 57%, and more.",
        ),
        (
            "40 records were screened, and 37 (93%) were excluded.",
            "40 records were screened, and 37 (39%) were excluded.",
        ),
    ],
)
def test_a_share_is_that_of_its_numbers(right: str, other: str) -> None:
    assert wrong(f"# Paper\n\n{right}\n", few()) == []
    assert len(wrong(f"# Paper\n\n{other}\n", few())) == 1


def test_a_share_of_other_things_is_not_checked() -> None:
    assert wrong("# Paper\n\nBetween 25 and 40 per cent of those who are old wake up at night.\n", few()) == []
