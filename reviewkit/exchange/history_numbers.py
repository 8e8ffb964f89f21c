"""Numbers in a search history: what lines are called, how many hits they have, and days.

"There is no number" and "this is not a number of hits" are two answers: `whole` is None for both, `is_no_number` tells
them apart.
"""

import re
from datetime import date

MOST_DIGITS = 15  # of a number; no database has as many records


def digits_of(number: str) -> int:
    """The number of a line without its letter."""
    return int(re.sub(r"\D", "", number)[:MOST_DIGITS] or 0)


def called(text: str) -> str:
    """What other lines call a line: S3, #3 or 3."""
    return re.sub(r"[\s.:)]", "", text).upper()


# -- hits

FIXED = "\u00a0\u2007\u202f"  # blanks that do not break, behind the number of a list; they part thousands too
BLANKS = (
    " \u00a0\u2007\u2008\u2009\u202f"  # that part thousands; the last four are as narrow as a figure, or narrower
)
# Thousands are parted by blanks, or all by the same sign: 1,039.000 is no number.
HITS = (
    rf"(?:\d{{1,3}}(?:(?:[{BLANKS}]\d{{3}}){{1,5}}|(?:,\d{{3}}){{1,5}}|(?:\.\d{{3}}){{1,5}}|(?:['’]\d{{3}}){{1,5}})"
    r"|\d++)"
)
_COUNTED = r"(?: (?:document(?: result)?|result|hit|record|item)s?| treff)?"  # documents are of Scopus
MARKED = rf"({HITS})[*°†]?\)?"  # of ProQuest: duplicates were removed
LABEL = r"(?:view results|view|rerun|results?)"
_ONLY_HITS = re.compile(rf"{LABEL}?[ :(]*{MARKED}{_COUNTED}\Z", re.IGNORECASE)
# For a line that was not run: of EBSCO, and as people write it.
_NO_HITS = re.compile(
    r"(?:view results|view|rerun|edit|display|n/?a|ikke kjørt|ikkje køyrt|not run)\Z", re.IGNORECASE
)
# What a number of hits can be mistaken for: -5, ~300, 12.5, 1e5, 1039.0, and what spreadsheets write for a fault.
LIKE_A_NUMBER = (
    r"(?:[~≈<>≤≥±+−–—-]{0,2}\d[\d.,'’]*+(?:e[+-]?\d{1,3})?[%+]?"
    r"|#(?:n/a|value!|ref!|div/0!|name\?|num!|null!)|nan)"
)
_LIKE = re.compile(rf"{LABEL}?[ :(]*({LIKE_A_NUMBER})\)?{_COUNTED}\Z", re.IGNORECASE)
_LIKE_A_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}\Z")


def whole(text: str) -> int | None:
    """A number of hits, with thousands as people and databases separate them; None where it is no number."""
    found = _ONLY_HITS.match(text.strip())
    is_closed = text.count("(") == text.count(")")
    digits = re.sub(r"\D", "", found[1]) if found and is_closed else ""
    return int(digits) if 0 < len(digits) <= MOST_DIGITS else None


def is_no_number(text: str) -> bool:
    """Whether a cell for hits says something else than a number of them; signs such as - say that there is none.

    A ? says that somebody did not know it.
    """
    said = text.strip()
    is_said = (any(map(str.isalnum, said)) or "?" in said) and not _NO_HITS.match(said)
    return is_said and whole(said) is None


def is_like_a_number(text: str) -> bool:
    """Whether any cell looks as if it were for hits, and is no number of them: -5, 12.5, #N/A. A day is none."""
    said = text.strip()
    return bool(_LIKE.match(said)) and is_no_number(said) and not _LIKE_A_DAY.match(said)


def begins_like_hits(text: str) -> bool:
    """Whether a text begins with a number as people write hits in words: 1039 articles, n = 12; no day or span."""
    return bool(_COUNT.match(text.strip())) and not begins_with_a_day(text)


_COUNT = re.compile(rf"(?:n ?= ?)?\d[\d.,'’{BLANKS}]*+(?![-–—/:])", re.IGNORECASE)


# -- days

_MONTHS = {
    month: at for at, month in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_DAY_WORDS = re.compile(
    r"\b(\d{1,2})\.? ([A-Z][a-z]{2})[a-z]* (\d{4})\b|\b([A-Z][a-z]{2})[a-z]* (\d{1,2}),? (\d{4})\b"
)
_DAY_DIGITS = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b|\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def day_of(text: str) -> str:
    """The day in a text, as 2026-01-31; "" where there is none, or where day and month cannot be told apart."""
    words, digits = _DAY_WORDS.search(text), _DAY_DIGITS.search(text)
    if words:
        day, month, year = (words[1], words[2], words[3]) if words[1] else (words[5], words[4], words[6])
        return _iso(int(year), _MONTHS.get(month.casefold(), 0), int(day))
    if digits and digits[1]:
        return _iso(int(digits[1]), int(digits[2]), int(digits[3]))
    if digits:
        first, second, year = int(digits[4]), int(digits[5]), int(digits[6])
        if first > 12 or first == second:
            return _iso(year, second, first)
        return _iso(year, first, second) if second > 12 else ""
    return ""


_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*+,? ", re.IGNORECASE)


def begins_with_a_day(text: str) -> bool:
    """Whether a text begins with a day, perhaps with its name before it; `12 (31 Jan 2026)` begins with a number."""
    said = text.strip()
    weekday = _WEEKDAY.match(said)
    at = weekday.end() if weekday else 0
    return bool(_DAY_WORDS.match(said, at) or _DAY_DIGITS.match(said, at))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
