"""Reasons that do not add up."""

from tests.manuscript.checked import example, wrong

FIGURE = (
    "# Paper\n\nStudies excluded (n = 1270): Wrong population (n = 1192), Wrong publication type (n = 30), "
    "Wrong study design (n = 20), Wrong language (n = 3), Wrong outcome (n = 1){}\n"
)


def test_the_number_of_what_was_excluded_is_the_sum_of_its_reasons() -> None:
    assert wrong(FIGURE.format(""), example()) == ["1270"]


def test_a_list_of_two_reasons_need_not_be_all_of_them() -> None:
    text = "# Paper\n\nStudies excluded (n = 1270): Wrong population (n = 1192), Wrong language (n = 3)\n"
    assert wrong(text, example()) == []
