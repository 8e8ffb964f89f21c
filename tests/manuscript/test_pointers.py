"""References to tables, figures and appendices."""

import pytest

from tests.manuscript.checked import WRONG, checked, few, wrong

PAPER = """# Paper

Details are in {}.

**Table 1.** Characteristics of the included studies

**Table 2.** Themes in each study

## Appendix A. Search strategies

## Appendix B. Charting form
"""


@pytest.mark.parametrize(
    ("pointer", "words"),
    [
        ("Table 1", []),
        ("Tables 1 and 2", []),
        ("Table 4", ["Table 4"]),
        ("Appendix B", []),
        ("Appendix F", ["Appendix F"]),
        ("Figure 7", []),  # the manuscript has no figures: they may be files of their own
    ],
)
def test_what_the_manuscript_has(pointer: str, words: list[str]) -> None:
    assert wrong(PAPER.format(pointer), few()) == words


def test_a_pointer_to_the_other_of_two_titles() -> None:
    text = (
        "# Tekst\n\nBeskrivelse av hver studie finnes i oversikten i vedlegg 1.\n\n"
        "## Vedlegg 1 Søk i databaser\n\n## Vedlegg 2 Inkluderte studier, en oversikt\n"
    )
    assert wrong(text, few()) == ["vedlegg 1"]


def test_the_title_that_nothing_points_to_has_the_number_of_a_missing_one() -> None:
    text = "# Paper\n\nSee Table 1, Table 2 and Table 3.\n\n" + "".join(
        f"**Table {number}.** Some things\n\n" for number in (1, 2, 8)
    )
    (one,) = [one for one in checked(text, few()) if one.answer in WRONG]
    assert (one.claim.words, one.other and one.other.words) == ("Table 3", "Table 8")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ("1 2 3 4", []),
        ("1 8 3 4", ["Table 8"]),
        ("7 2 3", ["Table 7"]),
        ("1 2 4", []),  # the third may be a picture
        ("1 2 1 2", []),
        ("A1 A3 A2", []),
    ],
)
def test_a_title_out_of_step_with_the_others(numbers: str, words: list[str]) -> None:
    text = "# Paper\n\n" + "".join(f"**Table {number}.** Some things\n\n" for number in numbers.split())
    assert wrong(text, few()) == words


def test_a_letter_out_of_step_with_the_others() -> None:
    text = "# Paper\n\n" + "".join(f"## Appendix {letter}. Some things\n\n" for letter in "AFCD")
    assert wrong(text, few()) == ["Appendix F"]


@pytest.mark.parametrize(
    ("said", "numbers", "words"),
    [
        ("See Appendix 1.", "1 2", []),
        ("See Appendix 1.", "1 9", ["Appendix 9"]),
        ("See Appendix 1.", "7 2", ["Appendix 1"]),  # and the title with the number 7 is named with it
        ("See Appendix 1 and Appendix 3.", "1 3", []),  # the second may be another file
        ("See the appendices.", "1 3", []),
        ("See Appendix A.", "A B F", ["Appendix F"]),
    ],
)
def test_a_last_title_whose_number_jumps(said: str, numbers: str, words: list[str]) -> None:
    heads = "".join(f"## Appendix {number}. Some things\n\n" for number in numbers.split())
    assert wrong(f"# Paper\n\n{said}\n\n{heads}", few()) == words


def test_a_missing_number_names_the_title_that_should_have_it() -> None:
    text = "# Paper\n\nSee Table 3.\n\n" + "".join(f"**Table {number}.** Some\n\n" for number in (1, 2, 7))
    (one,) = [one for one in checked(text, few()) if one.answer in WRONG]
    assert (one.claim.words, one.other and one.other.words) == ("Table 3", "Table 7")
