"""Quotes are found again, and what is not the quote is not taken for it."""

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.extract.pdf import read_pdf
from reviewkit.quotes import LOST, Match, Quote, Searched, letters_of, other_words, turns_around
from tests.conftest import shared
from tests.extract.pages import LOREM, NORSK, running_head
from tests.growth import LINEAR, growth

TEXT = f"{LOREM}\n\n{NORSK}\n\nIn 2019 there were 44 nurses¹² and no doctors. {LOREM}"


@pytest.fixture(scope="module")
def searched() -> Searched:
    return Searched(TEXT)


@pytest.mark.parametrize(
    ("quote", "match"),
    [
        ("every minute was planned", Match.FOUND),
        ("EVERY  minute\nwas planned,", Match.FOUND),
        ("every min-\nute was planned", Match.FOUND),
        ("visste hva de trengte", Match.FOUND),
        ("følelsen av a ha sviktet", Match.FOUND),
        ("there were 44 nurses12 and no doctors", Match.FOUND),
        ("there were 44 nurses and no doctors", Match.FOUND),
        ("there were 54 nurses and no doctors", Match.CHANGED),
        ("there were 44 nurses and doctors", Match.CHANGED),
        ("every minute was carefully planned and no minute was their own", Match.CHANGED),
        ("every minute was planned and no minute was their property", Match.CHANGED),
        ("planned minute own was their every no was minute and", Match.LOST),
        ("a sentence that nobody ever wrote in this text", Match.LOST),
        ("", Match.LOST),
        (" – ", Match.LOST),
    ],
)
def test_what_became_of_a_quote(searched: Searched, quote: str, match: Match) -> None:
    found = searched.find(Quote(quote))
    assert found.match is match
    assert (found == LOST) == (match is Match.LOST)


def test_the_place_is_that_of_the_words(searched: Searched) -> None:
    found = searched.find(Quote("Visste hva de trengte"))
    assert TEXT[found.start : found.end] == "visste hva de trengte"
    assert found.score == 1.0


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("He said: «We trust her.» Then he left.", "«We trust her.»"),
        ("He said: we trust her. Then he left.", "we trust her."),
        ("(n = 12) took part", "(n = 12)"),
    ],
)
def test_the_marks_around_a_quote_belong_to_its_place(text: str, quote: str) -> None:
    found = Searched(text).find(Quote(quote))
    assert text[found.start : found.end] == quote
    without = Searched(text).find(Quote(quote.strip("«».()")))
    assert text[without.start : without.end] == quote.strip("«».()")


def test_of_several_places_what_is_around_decides_and_then_how_near(searched: Searched) -> None:
    words = "Home care nurses described a working day"
    second = TEXT.rindex(words)
    assert searched.find(Quote(words)).start == 0
    assert searched.find(Quote(words, prefix="and no doctors. ")).start == second
    assert searched.find(Quote(words, start=second - 3)).start == second


@pytest.mark.parametrize("number", [0, 30, 80, 119])
def test_of_very_many_places_the_one_where_it_was_or_with_what_is_around_is_looked_at(number: int) -> None:
    text = "\n".join(f"Participant {n} spoke of trust in place number {n} of the ward." for n in range(120))
    at = text.index("trust", text.index(f"Participant {number} "))
    prefix, suffix = text[at - 20 : at], text[at + 5 : at + 25]
    for quote in (Quote("trust", start=at), Quote("trust", start=at + 9), Quote("trust", prefix, suffix)):
        found = Searched(text).find(quote)
        assert (found.match, found.start) == (Match.FOUND, at)


def test_a_text_is_turned_backwards_once_for_all_quotes() -> None:
    searched = Searched("trust in the ward. " * 60)
    for start in (100, 900):
        searched.find(Quote("trust", start=start))
    assert vars(searched)["_backwards"] == searched.letters[::-1]


def test_a_quote_that_is_elsewhere_has_moved(searched: Searched) -> None:
    words = "there were 44 nurses"
    at = TEXT.index(words)
    assert searched.find(Quote(words, start=at + 20)).match is Match.FOUND
    assert searched.find(Quote(words, start=0)).match is Match.MOVED


@pytest.mark.parametrize(
    ("first", "second", "turns"),
    [
        ("there were 44", "there were 54", True),
        ("it did not help", "it did help", True),
        ("det hjalp ikke", "det hjalp", True),
        ("ingen hjelp", "en hjelp", True),
        ("10⁴ ions", "104 ions", False),
        ("10⁻⁵ ions", "10−5 ions", False),
        ("trust > fear -> hope", "trust: fear → hope", False),
        ("a change of - 5", "a change of 5", False),
        ("database²", "database", False),
        ("isn’t it", "isn't it", False),
        ("In 2019, Oslo", "in 2019 Oslo", False),
        ("p < 0.05", "p > 0.05", True),
        ("p <= 0.05", "p ≤ 0.05", False),
        ("a change of −5", "a change of 5", True),
        ("a change of −5", "a change of -5", False),
        ("aged 2 – 5, 18–65", "aged 2-5, 18 - 65", False),
        ("COVID–19 – 5 died", "COVID 19: 5 died", False),
        ("a -> b <<c>>", "a → b «c»", False),
    ],
)
def test_numbers_and_words_that_turn_the_meaning(first: str, second: str, turns: bool) -> None:
    assert turns_around(first, second) is turns


@pytest.mark.parametrize(
    ("quote", "around", "place", "match"),
    [
        ("the risk was p > 0.05", {}, "the risk was p > 0.05", Match.FOUND),
        ("the risk was p > 0.05", {"start": 0}, "the risk was p > 0.05", Match.FOUND),
        (">0.05", {}, "> 0.05", Match.FOUND),
        ("> 0.05 in group A", {}, "< 0.05 in group A", Match.CHANGED),
        ("the risk was p > 0.05", {"suffix": " in group A. Later"}, "The risk was p < 0.05", Match.CHANGED),
        ("The change was 5 points", {}, "The change was −5 points", Match.CHANGED),
        ("-5 points", {}, "5 points", Match.FOUND),
    ],
)
def test_the_signs_of_numbers_belong_to_the_quote(
    quote: str, around: dict[str, Any], place: str, match: Match
) -> None:
    text = "The risk was p < 0.05 in group A. Later the risk was p > 0.05 in group B. The change was −5 points."
    found = Searched(text).find(Quote(quote, **around))
    assert found.match is match
    assert found.start == text.index(place) + len(place) - len(place.lstrip("<> "))


NEXT_TO_A_QUOTE = [
    ("HR 1.475 (1.345–1.617) <0.001", "HR 1.475 (1.345–1.617)"),
    ("65 years (50%)\n>65 years (20%)", "65 years (50%)"),
    ("low (n = 5)\n≥ 3 times", "low (n = 5)"),
    ("p-value.\n< 0.05 was", "p-value."),
    ("ble økt (p=0,03) > tiltak", "ble økt (p=0,03)"),
    ("HR 1.475 1.345–1.617 <0.001", "“HR 1.475 1.345–1.617”"),
    ("Menu > Home care", "“Home care”"),
    ("> Vi er glade", "«Vi er glade"),
    ("<i>We felt alone.</i>", "We felt alone."),
    ("Anne Hansen <a@x.no>", "Anne Hansen,"),
    ("aged 2–5 years", "“5 years”"),
]
DASHES = [
    ("change − 0.3 points", "change −0.3 points"),
    ("(95% CI − 0.3 to 0.5)", "(95% CI −0.3 to 0.5)"),
    ("25%–30%", "25% – 30%"),
    ("25%– 30%", "25%–30%"),
    ("25 %–30 %", "25 % – 30 %"),
    ("12 (3)–25 (4)", "12 (3) – 25 (4)"),
    ("[3]-5", "[3] - 5"),
    ("COVID -19", "COVID-19"),
    ("–5 days", "– 5 days"),
    ("±5", "+/-5"),
    ("below < −5", "below <-5"),
    ("COVID 19 and a change of − 5", "COVID-19 and a change of −5"),
]


@pytest.mark.parametrize(
    ("text", "quote"), [*NEXT_TO_A_QUOTE, *DASHES, *((quote, text) for text, quote in DASHES)]
)
def test_signs_next_to_a_quote_and_dashes_set_otherwise_change_nothing(text: str, quote: str) -> None:
    assert Searched(text).find(Quote(quote)).match is Match.FOUND


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("the risk was p < 0.05", "the risk was p > 0.05"),
        ("a change of −5 points", "a change of 5 points"),
        ("CI (−0.3 to 0.5)", "CI (0.3 to 0.5)"),
        ("CI (−0.3 to 0.5)", "(0.3 to 0.5)"),
        ("< 65 years", "> 65 years"),
        ("cost ≥ $500 a day", "cost < $500 a day"),
    ],
)
def test_another_sign_of_a_number_is_told(text: str, quote: str) -> None:
    assert Searched(text).find(Quote(quote)).match is Match.CHANGED


def test_a_word_more_or_elsewhere_is_another_text() -> None:
    assert other_words("they were very tired", "they were tired")
    assert other_words("tired they were", "they were tired")
    assert not other_words("they were tired", "thev were tried")


@pytest.mark.parametrize(
    ("first", "second", "other"),
    [
        ("it decreased the pain", "it increased the pain", True),
        ("it significantIy decreased", "it significantly increased", True),
        ("de var uenige", "de var enige", True),
        ("hyperglycemia", "hypoglycemia", True),
        ("pasienter som er innlagt", "pasienter som er utlagt", True),
        ("they were un-\nable", "they were unable", False),
        ("they gave imput", "they gave input", False),
        ("rnisused", "misused", False),
    ],
)
def test_a_beginning_that_turns_a_word_makes_it_another(first: str, second: str, other: bool) -> None:
    assert other_words(first, second) is other_words(second, first) is other


@pytest.mark.parametrize(
    ("text", "place", "match"),
    [
        ("They were unable to go.", "unable to go", Match.CHANGED),
        ("They were unable to go. She was able to go.", "able to go.", Match.FOUND),
        ("They wereable to go.", "able to go", Match.FOUND),
    ],
)
def test_a_quote_does_not_begin_behind_what_turns_its_first_word(text: str, place: str, match: Match) -> None:
    found = Searched(text).find(Quote("able to go"))
    assert (found.match, found.start) == (match, text.rindex(place))
    at = text.index("able to go")
    assert Searched(text).find(Quote("able to go", start=at)).start == at


@pytest.mark.parametrize(
    ("text", "quote", "match"),
    [
        ("Det er trygt", "t er trygt", Match.FOUND),
        ("Den ene", "n ene", Match.FOUND),
        ("They gave information.", "formation.", Match.FOUND),
        ("It is important", "portant", Match.FOUND),
        ("Det var uten hjelp", "ten hjelp", Match.FOUND),
        ("Utdanning er viktig", "tdanning er viktig", Match.FOUND),
        ("De var uenige om det. Noen var enige.", "enige om det", Match.CHANGED),
        ("They disagree with us", "agree with us", Match.CHANGED),
    ],
)
def test_a_quote_that_begins_within_a_word_is_another_only_if_its_rest_is_a_word(
    text: str, quote: str, match: Match
) -> None:
    assert Searched(text).find(Quote(quote)).match is match


@pytest.mark.parametrize(
    ("words", "match"),
    [
        ("having failed somebody. Hjemmesykepleierne fortalte om en hverdag", Match.FOUND),
        (
            "Several said that they went home with the feeling of having failed somebody. Hjemmesykepleierne",
            Match.FOUND,
        ),
        ("having failed somebody. Hjemmesykepleierne fortalte ikke om en hverdag", Match.LOST),
        ("with the feeling of having failed. Hjemmesykepleierne fortalte om en hverdag", Match.LOST),
        ("Hjemmesykepleierne fortalte om en hverdag. Several said that they went home", Match.LOST),
    ],
)
def test_a_quote_that_goes_on_on_the_next_page_is_found_without_foot_and_head(words: str, match: Match) -> None:
    reading = read_pdf(running_head(), "two-pages.pdf")
    found = Searched(reading.text, reading.starts).find(Quote(words))
    assert found.match is match
    if match is Match.FOUND:
        assert reading.part_at(found.start) == 1
        assert reading.part_at(found.end - 1) == 2


@given(st.text(max_size=60))
def test_letters_come_from_where_they_say(text: str) -> None:
    searched = Searched(text)
    assert searched.letters == letters_of(text)
    for letter, at in zip(searched.letters, searched._origin, strict=True):
        assert letter in letters_of(text[at])


@given(st.data())
def test_every_passage_of_a_text_is_found_in_it(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 30))
    length = data.draw(st.integers(20, 200))
    passage = TEXT[start : start + length]
    found = Searched(TEXT).find(Quote(passage, start=start))
    assert found.match is Match.FOUND
    assert letters_of(TEXT[found.start : found.end]) == letters_of(passage)


WORDS = ["".join(random.Random(number).sample("etaoinshrdlucmf", 2 + number % 7)) for number in range(9_000)]
SPACED = " ".join(WORDS)
NEITHER = "zzzzz"


@pytest.mark.parametrize("places", [(300, 600), (0, 899), (*range(60), 400), (*range(840, 900), 400)])
def test_a_long_quote_in_other_words_is_found_from_end_to_end(places: tuple[int, ...]) -> None:
    quoted = WORDS[2_000:2_900]
    long = " ".join(NEITHER if at in places else word for at, word in enumerate(quoted))
    found = Searched(SPACED).find(Quote(long))
    start, end = len(" ".join(WORDS[:2_000])) + 1, len(" ".join(WORDS[:2_900]))
    assert found.match is Match.CHANGED
    assert abs(found.start - start) <= 2 * len(places) * len(NEITHER)
    assert abs(found.end - end) <= 2 * len(places) * len(NEITHER)


def test_a_long_quote_of_other_words_is_lost() -> None:
    backwards = " ".join(reversed(WORDS[2_000:2_900]))
    assert Searched(SPACED).find(Quote(backwards)) == LOST


def test_a_long_quote_with_one_other_word_is_found_in_a_text_that_repeats_itself() -> None:
    found = Searched("aa " * 4_000).find(Quote("aa " * 800 + "bb " + "aa " * 1_200))
    assert found.match is Match.CHANGED
    assert found.score > 0.99


def test_the_time_grows_with_the_length_of_a_quote() -> None:
    searched = Searched(SPACED)

    def find(size: int) -> None:
        quoted = [NEITHER if at % 120 == 50 else word for at, word in enumerate(WORDS[1_000 : 1_000 + size])]
        assert searched.find(Quote(" ".join(quoted))).match is Match.CHANGED

    assert growth(find, 1_200) < LINEAR


def test_the_time_grows_with_the_length_of_a_text_that_repeats_itself() -> None:
    def find(size: int) -> None:
        wanted = "b" + "a" * (size // 4)
        searched = Searched(("a" * (size // 2) + wanted) * 60)
        assert searched.find(Quote(wanted, start=size * 20)).match is Match.FOUND

    assert growth(find, 100) < LINEAR


ARTICLES = ("bmc-12957-2018-1381", "frontiers-fgene-2018-00589", "plos-one-0221509")
SENTENCE = re.compile(r"[A-Z][^.!?]{40,300}[.!?](?=\s|$)")


def damaged(sentence: str, rng: random.Random) -> str:
    """A sentence as somebody typed it off, another program read it, or a scanner saw it."""
    words = sentence.split()
    at = rng.randrange(len(words))
    match rng.randrange(5):
        case 0:
            return " ".join([*words[:at], *words[at + 1 :]])
        case 1:
            return "".join(char for char in sentence if rng.random() > 0.03)
        case 2:
            return sentence.replace(" ", "", 4).replace("fi", "ﬁ")
        case 3:
            return " ".join(f"{word[:4]}-\n{word[4:]}" if len(word) > 7 else word for word in words)
        case _:
            return " ".join([*words[:at], "XXXX", *words[at + 1 :]])


@pytest.fixture(scope="module")
def articles() -> list[tuple[Searched, list[str]]]:
    found = []
    for name in ARTICLES:
        text = read_pdf(shared("texts", f"{name}.pdf").read_bytes(), name).text
        sentences = [one.group() for one in SENTENCE.finditer(text)]
        random.Random(name).shuffle(sentences)
        found.append((Searched(text), sentences[:100]))
    return found


def matches(articles: list[tuple[Searched, list[str]]], change: object) -> Iterator[Match]:
    rng = random.Random(1)
    for searched, sentences in articles:
        for sentence in sentences:
            yield searched.find(Quote(change(sentence, rng))).match  # type: ignore[operator]


def test_damaged_sentences_of_articles_are_found_or_called_changed(
    articles: list[tuple[Searched, list[str]]],
) -> None:
    found = list(matches(articles, damaged))
    assert found.count(Match.LOST) <= 0.05 * len(found)


def scrambled(sentence: str, rng: random.Random) -> str:
    words = sentence.split()
    rng.shuffle(words)
    return " ".join(words)


def test_no_scrambled_sentence_is_taken_for_the_quote(articles: list[tuple[Searched, list[str]]]) -> None:
    found = list(matches(articles, scrambled))
    assert Match.FOUND not in found
    assert found.count(Match.CHANGED) <= 0.03 * len(found)


def test_no_sentence_of_another_article_is_found(articles: list[tuple[Searched, list[str]]]) -> None:
    for number, (searched, _) in enumerate(articles):
        others = articles[(number + 1) % len(articles)][1]
        assert not [one for one in others if searched.find(Quote(one)).match is Match.FOUND]
