"""The number of a report in its series, as catalogues write it: `FHI rapport 2019:4` is `2019:4`, `NOU 2020: 3`
`nou 2020:3`, `Meld. St. 15 (2017-2018)` `meldst 15 2017-2018`.
"""

import re

from reviewkit import normalize

# Papers of the Norwegian government and parliament, and of the Swedish; their series is part of the number.
_STATE = re.compile(
    r"\b(?P<series>nou|meld\.? ?st|st\.? ?meld|prop|innst|ot\.? ?prp|st\.? ?prp|sou|ds)\.? ?(?:nr\.? ?)?"
    r"(?:(?P<year>\d{4}) ?: ?)?(?P<number>\d{1,3}(?: ?[a-z](?![a-z]))?)"
    r"(?: ?\(?(?P<from>\d{4}) ?[-/] ?(?P<to>\d{4}|\d\d)\)?)?(?!\d)"
)
_LABEL = re.compile(
    r"\b(?:\w*rapport(?:er)?|\w*reports?|\w*notat(?:er)?|\w*bericht|nr|no|num|number|nummer|series?|serien|skrifter|"
    r"papers?|publications?|publikasjon|\w*avhandling(?:er|ar)?|thesis|theses|memo|wp|tr)\b"
)
_HYPHENS = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 90  # letters of a value that may be the name of a series and a number
_MOST = 3  # parts with digits: number, volume and year


def report_number(text: str) -> str:
    """The number that is a value, with a label or without; "" where there is none."""
    plain = normalize.report_number(text)
    if not plain or _of_state(_in_words(text)):
        return number_in_series(text)
    first, blank, last = plain.partition(" ")
    return last if blank and _LABEL.search(first) else plain


def number_in_series(text: str) -> str:
    """The number behind the name of a series that calls itself one of reports; "" for a year alone."""
    if len(text) > _LONGEST or "://" in text or normalize.doi(text) or normalize.isbns(text):
        return ""
    words = _in_words(text)
    if state := _of_state(words):
        return state
    if not _LABEL.search(words):
        return ""
    parts = [part.strip(".,:;()[]") for part in words.replace(": ", ":").split()]
    numbers = [part for part in parts if any(map(str.isdigit, part))]
    alone = len(numbers) == 1 and _A_YEAR.fullmatch(numbers[0])
    return " ".join(numbers) if 0 < len(numbers) <= _MOST and not alone else ""


def _in_words(text: str) -> str:
    return " ".join(text.translate(_HYPHENS).casefold().split())


def _of_state(words: str) -> str:
    """The number with its series and its year or session; "" where neither is given, because numbers begin anew."""
    found = _STATE.search(words)
    if not found:
        return ""
    series = "".join(filter(str.isalpha, found["series"]))
    number = found["number"].replace(" ", "")
    if found["year"]:
        return f"{series} {found['year']}:{number}"
    if found["from"]:
        return f"{series} {number} {found['from']}-{found['from'][: 4 - len(found['to'])]}{found['to']}"
    return ""
