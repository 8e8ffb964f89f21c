"""The words in which two titles differ: spellings are one word, contrasts are two, what only one title says is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.matching import wording as tested
from reviewkit.matching.columns import one_spelling
from reviewkit.matching.wording import Words, slipped, wording
from reviewkit.normalize import folded

WORDS = (
    "care cares homecare home non smokers losartan valsartan prednisone prednisolone s rbare sorbare orbare a the 2 "
    "niger nigeria hypotension hypertension trial trail"
).split()
titles = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


def compared(left: str, right: str) -> tested.Wording:
    """The wording of two titles as they are written."""
    return wording(one_spelling(folded(left)), one_spelling(folded(right)))


@given(titles, titles)
def test_which_title_comes_first_does_not_matter(left: str, right: str) -> None:
    found, turned = wording(left, right), wording(right, left)
    assert found == turned.turned
    assert (found.words, sorted(found.unmatched)) == (turned.words, sorted(turned.unmatched))


@given(titles)
def test_a_title_says_what_it_says_itself(title: str) -> None:
    assert wording(title, title) == tested.SAME_WORDS


@given(titles, titles)
def test_what_is_left_are_words_of_each_title_that_the_other_does_not_have_as_often(left: str, right: str) -> None:
    found = wording(left, right)
    assert all(left.split().count(word) > right.split().count(word) for word in found.left)
    assert all(right.split().count(word) > left.split().count(word) for word in found.right)
    assert not (found.words is not Words.OTHER and found.left and found.right)


@given(titles, st.sampled_from(("scoping", "northern", "wards", "quality")))
def test_a_word_that_is_put_in_is_always_seen(title: str, word: str) -> None:
    found = wording(title, f"{title} {word}".strip())
    assert found.unmatched == (word,)
    assert found.added


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("effective care", "ineffective care", False),
        ("inpatients", "outpatients", False),
        ("prenatal care", "perinatal care", False),
        ("exclusion of elders", "inclusion of elders", False),
        ("care of parents", "care of patients", False),
        ("no harm of care", "harm of care", False),
        ("randomised trial", "randomized trial", True),
        ("behaviour of adults", "behavior of adult", True),
        ("care of non small tumours", "care of nonsmall tumors", True),
        ("intervention in homes", "interventoin in homes", True),
    ],
)
def test_opposites_are_two_words_and_spellings_are_one(left: str, right: str, agree: bool) -> None:
    assert (wording(left, right).words is not Words.OTHER) is agree


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("care of older people at home", "care of people", True),  # one only has more words
        ("care of the elders", "care for an elders", True),  # words that say nothing
        ("care of adults", "care of children", False),
        ("part 1 of care", "part 2 of care", True),  # numbers are looked at elsewhere
        ("homecare of elders", "home care of elders", True),
        ("res in care", "research in care", True),
        ("re in care", "research in care", False),
        ("cats in care", "rats in care", False),
        ("casts in care", "catts in care", True),
        ("foruth care", "fourth care", True),
        ("enhanced care", "enabled care", False),
        ("sangam models", "gangam models", True),
        ("wards never visited", "wards visited", False),
        ("heartfailure in wards today", "heart failure in wards nowadays", False),
        ("wardnursing today", "ward nursing", True),
    ],
)
def test_each_title_may_have_words_of_its_own_only_on_one_side(left: str, right: str, agree: bool) -> None:
    assert (wording(left, right).words is not Words.OTHER) is agree


@pytest.mark.parametrize(
    ("left", "right", "opposites"),
    [
        ("effective", "ineffective", True),
        ("image", "age", False),  # three letters after the prefix
        ("hypertension", "hypotension", True),
        ("northern", "southern", True),
        ("eastern", "western", True),
        ("iran", "iraq", True),
        ("early", "yearly", True),
        ("care", "cares", False),
    ],
)
def test_words_that_look_alike_and_are_opposites_are_known(left: str, right: str, opposites: bool) -> None:
    assert tested._opposites(left, right) is opposites
    assert tested._opposites(right, left) is opposites


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("behaviour of adults", "behavior of adult", Words.SAME),
        ("haemophilia in homes", "hemophilia in homes", Words.SAME),
        ("oestrogen in homes", "estrogen in homes", Words.SAME),
        ("randomised visits", "randomized visits", Words.SAME),
        ("prevention of falls", "preventing falls", Words.SAME),
        ("intervention in homes", "interventoin in homes", Words.SAME),  # letters exchanged
        ("architecture of care", "achitecture of care", Words.SAME),  # a letter lost
        ("losartan at home", "valsartan at home", Words.NEAR),
        ("prednisone at home", "prednisolone at home", Words.NEAR),
        ("abduction of the hip", "adduction of the hip", Words.NEAR),
        ("a trial of care", "a trail of care", Words.NEAR),  # too short for a slip
        ("association of care", "accociation of care", Words.NEAR),
        ("care of adults", "care of children", Words.OTHER),
    ],
)
def test_another_orthography_is_one_word_and_another_letter_may_be_another_word(
    left: str, right: str, words: Words
) -> None:
    assert compared(left, right).words is words


@pytest.mark.parametrize(
    ("left", "right", "words", "unmatched"),
    [
        # What only one title says
        ("Asthma in Northern Ireland", "Asthma in Ireland", Words.SAME, ["northern"]),
        ("Home visits: a five-year follow-up", "Home visits", Words.SAME, ["five", "year", "follow", "up"]),
        ("Care of smokers", "Care of non-smokers", Words.OTHER, ["non"]),
        ("Care of nonsmokers", "Care of non-smokers", Words.SAME, []),
        ("Smerte før operasjon", "Smerte etter operasjon", Words.SAME, ["etter"]),  # "for" is small in English
        ("Effects of the drug", "The effects of a drug", Words.SAME, []),
        # A word that stands in both answers for one other only
        ("Review: a scoping review", "Review: a systematic review", None, ["scoping", "systematic"]),
        ("Low risk in high-income countries", "Low risk in low-income countries", None, ["high", "low"]),
        ("Hospital care in primary care", "Hospital care in hospital", None, ["care", "hospital", "primary"]),
        # One word within another is another word
        ("Kvalitet i sykehus", "Kvalitet i lokalsykehus", Words.OTHER, ["lokalsykehus", "sykehus"]),
        ("Kvalitet i lokal sykehus", "Kvalitet i lokalsykehus", Words.SAME, []),
        ("Tracheotomy at home", "Trachelotomy at home", Words.OTHER, ["trachelotomy", "tracheotomy"]),
        ("Thoracostomy at home", "Thoracotomy at home", Words.OTHER, ["thoracostomy", "thoracotomy"]),
        ("Asthma in Niger", "Asthma in Nigeria", Words.OTHER, ["niger", "nigeria"]),
        ("Care in Guin", "Care in Guinea", Words.NEAR, []),
        ("Epinephrine at home", "Norepinephrine at home", Words.OTHER, ["epinephrine", "norepinephrine"]),
        # Letters that became question marks
        ("Care in Malm? and ?rhus", "Care in Malmö and Århus", Words.NEAR, []),
        ("S?rbare eldre i J?mtland", "Sårbare eldre i Jämtland", Words.NEAR, []),
        ("V?ster?s at home", "Västerås at home", Words.NEAR, []),
        ("Care p? ?lesund", "Care på Ålesund", Words.NEAR, []),
        ("Care on Sj?lland", "Care on Sjælland", Words.NEAR, []),
        ("Typical care at home", "Atypical care at home", Words.OTHER, ["atypical", "typical"]),
        ("Sykepleiere hjemme", "Sykepleire hjemme", Words.SAME, []),
        ("Hearing status", "Hearing tatus", Words.NEAR, []),
        ("Care in the UK", "Care in the KU", Words.NEAR, []),
        ("The iliac artery", "The aliac artery", Words.NEAR, []),
        ("Care of cats", "Care of rats", Words.OTHER, ["cats", "rats"]),
    ],
)
def test_what_one_title_says_and_the_other_does_not(
    left: str, right: str, words: Words | None, unmatched: list[str]
) -> None:
    found = compared(left, right)
    assert found.words is (words or Words.OTHER)
    assert sorted(found.unmatched) == sorted(unmatched)


@pytest.mark.parametrize(
    ("left", "right", "one_slip"),
    [
        ("peritonitis in a dog", "peritonitis in a dig", True),
        ("peritonitis in a dog", "peritonitis in a dg", True),
        ("peritonitis in a dog", "peritonitis in a dgo", True),
        ("peritonitis in a dog", "peritonitis in a dog", False),
        ("peritonitis in a dog", "peritonitis in a dish", False),
        ("peritonitis in a dog", "peritonitas in a dig", False),
    ],
)
def test_one_sign_that_is_another_is_missing_or_changed_places_is_a_slip(
    left: str, right: str, one_slip: bool
) -> None:
    assert slipped(left, right) == slipped(right, left) == one_slip
