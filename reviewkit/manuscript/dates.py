"""The dates in a text."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from reviewkit.normalize import whole_number

_NUMERIC = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>20\d\d|\d\d)(?!\d)|(?<!\d)(?P<iso>20\d\d-\d\d-\d\d)(?!\d)"
)


def dates(
    text: str, start: int, end: int, months: Mapping[str, int]
) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    """The dates in a part of a text: from where to where, and year, month and day (0 where it names a month alone)."""
    in_words = _in_words(tuple(months))
    for match in in_words.finditer(text, start, end):
        day = int(match["day"] or match["after"] or 0)
        yield match.start(), match.end(), (int(match["year"]), months[match["month"].lower()], day)
    for match in _NUMERIC.finditer(text, start, end):
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
        else:
            year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        yield match.start(), match.end(), (year + 2000 if year < 100 else year, month, day)


@lru_cache
def _in_words(months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?)?\b(?P<month>{names})\.?\s+"
        rf"(?:(?P<after>\d{{1,2}})(?:st|nd|rd|th)?,\s+)?(?P<year>20\d\d)(?!\d)",
        re.IGNORECASE,
    )


def is_day(said: tuple[int, int, int], day: str) -> bool:
    """Whether a date is this day; one without a day is any day of its month."""
    try:
        known = date.fromisoformat(day[:10])
    except ValueError:
        parts = [whole_number(one) for one in re.findall(r"\d+", day)]
        return bool(parts) and parts[0] == said[0] and (len(parts) < 2 or parts[1] == said[1])
    return (known.year, known.month) == said[:2] and said[2] in (0, known.day)


def day_after(said: tuple[int, int, int]) -> tuple[int, int, int] | None:
    """The day after a date; None of a month, or of a day that there is not."""
    try:
        after = date(*said) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return after.year, after.month, after.day
