"""Whether two values of one field agree: what databases do to them is no difference, and a contrast is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.matching import agreement
from reviewkit.matching.agreement import Sign
from tests.builders import SIGNS

WORDS = ("journal", "j", "clin", "clinical", "clinic", "clio", "med", "medicine", "the", "of", "jcm", "2", "ii")
values = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)


@given(values, values)
def test_which_value_comes_first_does_not_matter(left: str, right: str) -> None:
    for agree in (
        agreement.agree,
        agreement.contained,
        agreement.doi_agrees,
        agreement.issues_agree,
        agreement.all_authors_agree,
        agreement.journals_agree,
    ):
        assert agree(left, right) == agree(right, left), agree.__name__
    assert agreement.authors_agree(left, right, True) == agreement.authors_agree(right, left, True)


@given(values.filter(bool))
def test_a_value_agrees_with_itself(value: str) -> None:
    assert agreement.agree(value, value) is Sign.AGREE
    assert agreement.doi_agrees(value, value) is Sign.AGREE
    assert agreement.issues_agree(value, value) is Sign.AGREE
    assert agreement.all_authors_agree(value, value)
    assert agreement.authors_agree(value, value, False) is Sign.AGREE
    assert agreement.journals_agree(value, value) is Sign.AGREE


@given(values)
def test_an_unknown_value_agrees_with_nothing(value: str) -> None:
    for agree in (agreement.agree, agreement.doi_agrees, agreement.issues_agree, agreement.journals_agree):
        assert agree(value, "") is Sign.UNKNOWN
    assert agreement.authors_agree(value, "", True) is Sign.UNKNOWN
    assert agreement.all_authors_agree(value, "") is False


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("editorial", True),
        ("international multifoods case a", True),  # four words, however long
        ("one two three four five of six", False),  # 30 letters
        ("one two three four five of six"[:-1], True),  # 29
        ("", True),
    ],
)
def test_a_title_is_short_under_five_words_or_thirty_letters(title: str, short: bool) -> None:
    assert agreement.is_short(title) is short


TITLE = "trust in the home care of older people"


@pytest.mark.parametrize(
    ("left", "right", "contained"),
    [
        (TITLE, f"{TITLE} a survey", True),
        (TITLE, f"a reprint of {TITLE}", True),
        (TITLE, f"{TITLE}s", True),  # cut inside a word
        (TITLE, f"mis{TITLE} a survey", False),  # begins inside a word
        (TITLE, TITLE, False),
        (TITLE[:25], TITLE, True),
        (TITLE[:24], TITLE, False),
        (f"{TITLE} 1", f"{TITLE} 10", False),  # two numbers
        (f"{TITLE} 1", f"{TITLE} 1 a survey", True),
    ],
)
def test_a_title_of_25_letters_may_stand_in_another(left: str, right: str, contained: bool) -> None:
    assert agreement.contained(left, right) is contained


@pytest.mark.parametrize(("letters", "contained"), [(6, True), (7, False)])
def test_less_is_enough_where_more_agrees(letters: int, contained: bool) -> None:
    assert agreement.contained("trusts", "trusts in care", letters) is contained


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("101000a1", "101000a1", True),
        ("101000a1", "101000b1", False),
        ("101000a", "101000a1", None),  # it may have been cut
        ("", "", None),
    ],
)
def test_a_doi_that_may_have_been_cut_is_unknown(left: str, right: str, agree: bool | None) -> None:
    assert agreement.doi_agrees(left, right) is SIGNS[agree]


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("2 5", "5", True),
        ("1 2 5", "1 5", True),
        ("5", "6", False),
        ("1 5", "2 5", False),
        ("12", "13", False),
        ("123", "456", None),  # the number of a record
        ("123", "4", False),
        ("12 3", "456", False),
        ("", "5", None),
    ],
)
def test_an_issue_agrees_where_its_numbers_are_among_the_other_s(
    left: str, right: str, agree: bool | None
) -> None:
    assert agreement.issues_agree(left, right) is SIGNS[agree]


@pytest.mark.parametrize(("page", "digits"), [("s345", "345"), ("e1012", "1012"), ("vii", ""), ("a12b3", "123")])
def test_the_digits_of_a_page_are_what_is_compared(page: str, digits: str) -> None:
    assert agreement.digits(page) == digits


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("p16 ink4a in 2010", "1642010"),
        ("p16ink4a in 2010", "1642010"),
        ("safety in home care part i", "1"),
        ("part i of the study of care", "1"),
        ("norwegian i care", ""),
        ("world war ii in norway", "2"),
        ("one of two nurses", "12"),
        ("the first and second third", "123"),
        ("care in the home", ""),
        ("vitamin d in viii wards", "8"),
        ("v wards", ""),
        ("wards v", "5"),
    ],
)
def test_numbers_are_read_in_digits_romans_and_words(title: str, numbers: str) -> None:
    assert agreement.numbers(title) == numbers


@pytest.mark.parametrize(
    ("left", "right", "closely", "agree"),
    [
        ("berg dahl", "berg dahl moe", False, True),
        ("berg dahl", "berg moe", False, True),  # half of them
        ("berg dahl moe", "berg lie vik", False, False),  # a third
        ("berg", "dahl", True, False),
        ("de caterina", "decaterina", False, False),
        ("de caterina", "decaterina", True, True),
        ("sspinler", "spinler", False, False),
        ("sspinler moe", "spinler vik", True, True),
        ("solovyov dobrovolskaya", "solovyeva dobrovolskayaa", True, True),
        ("li", "meli", True, False),  # short names end many
        ("krasny doyle", "krasni doile", True, True),  # transliterated in two ways
        ("vieira solveig", "wieira", True, True),
        ("vieira solveig", "wieira", False, False),
    ],
)
def test_half_of_the_shorter_list_must_stand_in_the_longer(
    left: str, right: str, closely: bool, agree: bool
) -> None:
    assert agreement.authors_agree(left, right, closely) is SIGNS[agree]


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("berg dahl", "dahl berg moe", True),
        ("berg dahl", "berg moe", False),
        ("berg", "berg", True),
    ],
)
def test_all_authors_agree_where_the_shorter_list_stands_in_the_longer(left: str, right: str, agree: bool) -> None:
    assert agreement.all_authors_agree(left, right) is agree


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("journal of clinical medicine", "j clin med", True),
        ("jcm", "journal of clinical medicine", True),
        ("clinic medicine", "clinical surgery", False),
        ("", "lancet", None),
        ("the scientific world journal", "scientificworldjournal", True),
        ("pain", "pain medicine", True),
        ("intl j care", "international journal of care", True),
        ("jl of care", "journal of care", False),
        ("care journal", "journal care", False),
        (
            "50th hawaii international conference on system sciences",
            "hawaii international conference system sciences 2017",
            True,
        ),
        ("hawaii conference on sciences 2017", "50th care conference on sciences", False),
        ("of the", "lancet", False),
    ],
)
def test_journals_agree_with_their_abbreviations(left: str, right: str, agree: bool | None) -> None:
    assert agreement.journals_agree(left, right) is SIGNS[agree]


@pytest.mark.parametrize("sign", list(Sign))
def test_a_sign_is_neither_true_nor_false_so_that_unknown_never_passes_for_one(sign: Sign) -> None:
    with pytest.raises(TypeError, match="say which sign is meant"):
        bool(sign)


def test_two_known_values_agree_or_differ() -> None:
    assert (Sign.of(True), Sign.of(False)) == (Sign.AGREE, Sign.DIFFER)


@pytest.mark.parametrize(
    ("left", "right", "differ"),
    [
        ("hepatitis a in nurses", "hepatitis b in nurses", True),
        ("haemophilia a a registry study", "haemophilia b a registry study", True),
        ("factor v and bleeding", "factor x and bleeding", True),
        ("effects of a drug", "effects of drug", False),
        ("vitamin d at home", "vitamin at home", False),
        ("trust in care", "trust in homes", False),
    ],
)
def test_letters_differ_where_each_title_has_one_of_its_own(left: str, right: str, differ: bool) -> None:
    assert agreement.letters_differ(left, right) is differ
    assert agreement.letters_differ(right, left) is differ


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        ("trial:nct1", "trial:nct2", Sign.DIFFER),
        ("trial:nct1 trial:nct2", "trial:nct2", Sign.AGREE),
        ("trial:nct1", "isbn:9", Sign.UNKNOWN),
        ("report:12/2018", "", Sign.UNKNOWN),
    ],
)
def test_numbers_of_one_kind_agree_or_differ(left: str, right: str, sign: Sign) -> None:
    assert agreement.own_numbers_agree(left, right) is sign


def test_a_group_and_persons_are_neither_one_nor_two() -> None:
    assert agreement.authors_agree("homestro study group", "lunde berge", True) is Sign.UNKNOWN
    assert agreement.authors_agree("moe sand", "lunde berge", True) is Sign.DIFFER


def test_what_is_written_in_another_alphabet_cannot_be_compared() -> None:
    assert agreement.in_other_scripts("иванов", "ivanov")
    assert not agreement.in_other_scripts("", "ivanov")
    assert agreement.authors_agree("иванов орлова", "ivanov orlova", True) is Sign.UNKNOWN
    assert agreement.journals_agree("клиническая медицина", "klin med") is Sign.UNKNOWN


def test_a_title_of_one_word_is_that_of_a_column() -> None:
    assert agreement.is_generic("editorial")
    assert not agreement.is_generic("trust in care")
