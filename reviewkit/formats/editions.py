"""Which edition of a book a record is of: `edition:2` out of `2nd ed.`, `2. utgave`, `Second edition, 2019`."""

import re

from reviewkit import normalize

_WORDS = {
    word: str(number)
    for number, words in enumerate(
        (
            "first forste första erste",
            "second annen andre andra anden zweite",
            "third tredje dritte",
            "fourth fjerde fjarde vierte",
            "fifth femte funfte",
            "sixth sjette sjatte sechste",
            "seventh syvende sjuende sjunde siebte",
            "eighth attende attonde achte",
        ),
        start=1,
    )
    for word in words.split()
}
_NUMBER = re.compile(r"(?P<number>\d{1,2})(?: ?(?:st|nd|rd|th|a|e|de))?(?P<rest>(?: .*)?)")
_YEAR = re.compile(
    r"(?:edition |ed |utg |utgave )?(?P<year>(?:19|20)\d\d)(?: (?:ed|edition|utg|utgave|aufl|auflage))?"
)
_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Kinds of work that have editions; of an article EndNote writes the date of early access in the same field.
_HAS_EDITIONS = re.compile(
    r"book|chap|monogra|section|report|rprt|rapport|^bok|kapit|inco|ency|dict|pamp|manscpt", re.I
)


def edition(kind: str, text: str) -> str:
    """The edition of a book or a chapter, as `edition:2` or by its year; "" for other works and other texts."""
    if not text or not _HAS_EDITIONS.search(kind):
        return ""
    folded = normalize.folded(text)
    first = folded.split(" ", 1)[0]
    if first in _WORDS:
        folded = folded.replace(first, _WORDS[first], 1)
    if named := _YEAR.fullmatch(folded):
        return f"edition:{named['year']}"
    found = _NUMBER.fullmatch(folded)
    has_more = found and re.search(r"\d", _A_YEAR.sub("", found["rest"]))
    return f"edition:{int(found['number'])}" if found and not has_more and found["number"].strip("0") else ""
