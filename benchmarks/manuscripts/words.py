"""Numbers, dates and names as authors write them in English, bokmål and nynorsk.

It shares nothing with the check, so that a mistake in one of them is seen.
"""

from datetime import date
from fractions import Fraction

_UNITS = {
    "en": (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    ).split(),
    "nb": (
        "null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
    ).split(),
    "nn": (
        "null ein to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
    ).split(),
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety".split(),
    "nb": "tjue tretti førti femti seksti sytti åtti nitti".split(),
    "nn": "tjue tretti førti femti seksti sytti åtti nitti".split(),
}
_JOINED = {"en": "-", "nb": "", "nn": ""}
MOST_IN_WORDS = 99
_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "nb": "januar februar mars april mai juni juli august september oktober november desember".split(),
    "nn": "januar februar mars april mai juni juli august september oktober november desember".split(),
}
_COUNTRIES = {
    "Australia": ("Australia", "Australia"),
    "Austria": ("Østerrike", "Austerrike"),
    "Belgium": ("Belgia", "Belgia"),
    "Canada": ("Canada", "Canada"),
    "Denmark": ("Danmark", "Danmark"),
    "Finland": ("Finland", "Finland"),
    "France": ("Frankrike", "Frankrike"),
    "Germany": ("Tyskland", "Tyskland"),
    "Hungary": ("Ungarn", "Ungarn"),
    "Ireland": ("Irland", "Irland"),
    "Italy": ("Italia", "Italia"),
    "Japan": ("Japan", "Japan"),
    "Netherlands": ("Nederland", "Nederland"),
    "Norway": ("Norge", "Noreg"),
    "Poland": ("Polen", "Polen"),
    "Portugal": ("Portugal", "Portugal"),
    "Spain": ("Spania", "Spania"),
    "Sweden": ("Sverige", "Sverige"),
    "Switzerland": ("Sveits", "Sveits"),
    "Turkey": ("Tyrkia", "Tyrkia"),
    "United Kingdom": ("Storbritannia", "Storbritannia"),
    "United States": ("USA", "USA"),
}
COUNTRY_NAMES = tuple(_COUNTRIES)
_THOUSANDS = {"en": ",", "nb": " ", "nn": "\u00a0"}
_AND = {"en": "and", "nb": "og", "nn": "og"}


def in_words(number: int, language: str) -> str:
    """A number up to 99 in words."""
    if number < 20:
        return _UNITS[language][number]
    tens, unit = divmod(number, 10)
    word = _TENS[language][tens - 2]
    return f"{word}{_JOINED[language]}{_UNITS[language][unit]}" if unit else word


def in_digits(number: int, language: str) -> str:
    """A number in digits, with thousands set apart as is usual in the language."""
    return f"{number:,}".replace(",", _THOUSANDS[language])


def percent(part: int, whole: int, language: str) -> str:
    """A rounded percentage with its sign."""
    return percent_of(round_half_up(Fraction(100 * part, whole)), language)


def percent_of(number: int, language: str) -> str:
    """A percentage with its sign: "46%", and "46 %" in Norwegian."""
    return f"{number}%" if language == "en" else f"{number} %"


def round_half_up(number: Fraction) -> int:
    """The nearest whole number; a half goes up."""
    return int(number + Fraction(1, 2))


def day(moment: date, language: str) -> str:
    """A date as in "12 February 2024" and "12. februar 2024"."""
    dot = "" if language == "en" else "."
    return f"{moment.day}{dot} {month(moment, language)}"


def month(moment: date, language: str) -> str:
    """The month and year of a date."""
    return f"{_MONTHS[language][moment.month - 1]} {moment.year}"


def country(name: str, language: str) -> str:
    """A country in a language, from its English name."""
    return name if language == "en" else _COUNTRIES[name][0 if language == "nb" else 1]


def english_country(name: str) -> str:
    """The English name of a country, from one in any of the languages."""
    return next((english for english, names in _COUNTRIES.items() if name in (english, *names)), name)


def conjunction(language: str) -> str:
    """The word for "and"."""
    return _AND[language]
