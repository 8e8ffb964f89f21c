"""Percentages and shares."""

import pytest

from tests.manuscript.checked import WRONG, checked, few, wrong


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


def test_a_wrong_share_names_the_number_that_it_is_of() -> None:
    (one,) = [
        each
        for each in checked("# Paper\n\nTwo of the 3 studies (76%) used interviews.\n", few())
        if each.answer in WRONG
    ]
    assert one.other is not None
    assert one.other.words == "Two"


@pytest.mark.parametrize("share", ["24, 1.9 %", "24 (1.9 %)", "2, 0.2 %", "2 (0.2 %)"])
def test_a_share_in_a_cell_may_be_of_the_records(share: str) -> None:
    assert (
        wrong(f"# Paper\n\n| Reason | n |\n|---|---|\n| Another | {share} |\n| All | 1270, 100 % |\n", few()) == []
    )


def test_a_share_in_a_cell_that_names_its_whole_is_checked() -> None:
    assert wrong("# Paper\n\n| Theme | n |\n|---|---|\n| Another | 2 of 3 (76%) |\n", few()) == ["76%"]


@pytest.mark.parametrize("text", ["We excluded 24 (1.9 %).", "Two were excluded (0.2 %)."])
def test_what_was_excluded_is_no_part_of_the_studies(text: str) -> None:
    assert not any("%" in one for one in wrong(f"# Paper\n\n{text}\n", few()))
