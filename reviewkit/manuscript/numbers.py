"""The numbers in a text: in digits and in words, whole, with decimals, per cent and as a share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from reviewkit.manuscript.lexicon import Lexicon

# Thousands are parted by spaces of any width, points, commas or apostrophes; in "12, 345" are two.
_DIGITS = re.compile(
    r"(?<![\w.,/:@§-])(?P<n>\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}(?!\d))+|\d{1,3}(?:[.,'\u2019]\d{3}(?!\d))+|\d{1,9})"
    r"(?P<decimals>[.,]\d{1,4})?(?P<percent>[ \u00a0\u202f]?(?:%|per ?cent\b|prosent\b|pst\.))?(?![\w]|[.,/:-]\d)"
)
_PERCENT = re.compile(r"[ \u00a0]?(?:%|per ?cent\b|prosent\b)")
_UNCOUNTED = 10**15  # nobody counts so many; Python writes no number of more than 4,300 digits
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2100


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, from `start` to before `end`. `is_percent`: 46 of "46 %". `is_share`: a half, as a number
    from 0 to 1. `in_words`: fifteen. `is_article`: a word such as "one" that is not always a number."""

    start: int
    end: int
    value: Decimal
    is_percent: bool = False
    is_share: bool = False
    in_words: bool = False
    is_article: bool = False
    decimals: int = 0

    @property
    def whole(self) -> int | None:
        """The value, where it counts something."""
        is_count = not (self.is_percent or self.is_share or self.decimals)
        return int(self.value) if is_count and self.value < _UNCOUNTED else None

    @property
    def may_be_a_year(self) -> bool:
        """Whether it is written as years are."""
        return not self.in_words and self.end - self.start == 4 and _EARLIEST_YEAR <= self.value <= _LATEST_YEAR


def numbers(text: str, lexicon: Lexicon) -> list[Number]:
    """Every number in a text, in its order."""
    found = [*_in_digits(text), *_in_words(text, lexicon)]
    return sorted(found, key=lambda one: one.start)


def _in_digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        whole = re.sub(r"\D", "", match["n"])
        decimals = match["decimals"] or ""
        value = Decimal(f"{whole}.{decimals[1:]}" if decimals else whole)
        yield Number(match.start(), match.end(), value, bool(match["percent"]), decimals=max(0, len(decimals) - 1))


def _in_words(text: str, lexicon: Lexicon) -> Iterator[Number]:
    low = text.lower() if len(text.lower()) == len(text) else text
    shares = list(_fraction_pattern(lexicon.language).finditer(low))
    for match in shares:
        share = lexicon.fractions[" ".join(match[0].split())]
        yield Number(match.start(), match.end(), _decimal(share), is_share=True, in_words=True)
    inside = {place for match in shares for place in range(match.start(), match.end())}
    for start, end, value, words in _spelled(low, lexicon):
        if start in inside:
            continue
        percent = _PERCENT.match(text, end)
        is_article = len(words) == 1 and words[0] in lexicon.articles
        yield Number(
            start, percent.end() if percent else end, Decimal(value), bool(percent), False, True, is_article
        )


def _decimal(share: Fraction) -> Decimal:
    return Decimal(share.numerator) / Decimal(share.denominator)


@cache
def _fraction_pattern(language: str) -> re.Pattern[str]:
    from reviewkit.manuscript.lexicon import lexicon

    words = sorted(lexicon(language).fractions, key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in words) + r")(?!\w)"
    )


_LONGEST_WORD = 100  # letters of a number in one word: nihundreognittinitusennihundreognittini has 40
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN_WORDS = re.compile(r"[ \u00a0]+|-")


def _spelled(low: str, lexicon: Lexicon) -> Iterator[tuple[int, int, int, list[str]]]:
    """The numbers in words: start, end, value, and the words. `to hundre og sytten`, `twenty-one`, `tjueen`."""
    words = list(_WORD.finditer(low))
    place = 0
    while place < len(words):
        count, value = _longest(low, words, place, lexicon)
        if not count:
            place += 1
            continue
        end = words[place + count - 1].end()
        yield words[place].start(), end, value, [one[0] for one in words[place : place + count]]
        place += count


def _longest(low: str, words: list[re.Match[str]], first: int, lexicon: Lexicon) -> tuple[int, int]:
    """How many words from `first` on are one number, and its value; 0 words where there is none."""
    parts: list[str] = []
    best = (0, 0)
    for count in range(1, min(9, len(words) - first) + 1):
        if count > 1:
            before, here = words[first + count - 2], words[first + count - 1]
            if not _BETWEEN_WORDS.fullmatch(low, before.end(), here.start()):
                break
        pieces = _pieces(words[first + count - 1][0], lexicon)
        if not pieces:
            break
        parts += pieces
        value = _value(parts, lexicon)
        if value is not None:
            best = (count, value)
    return best


@cache
def _known_pieces(language: str) -> tuple[str, ...]:
    from reviewkit.manuscript.lexicon import lexicon

    known = lexicon(language)
    words = {*known.numerals, *known.hundreds, *known.thousands}
    return tuple(sorted(words, key=len, reverse=True))


@cache
def _pieces_of(word: str, language: str) -> tuple[str, ...]:
    """The parts of a number that is written as one word: tjue, en of tjueen; none where it is no number."""
    from reviewkit.manuscript.lexicon import lexicon

    known = lexicon(language)
    if word in known.numerals or word in known.hundreds or word in known.thousands or word in known.joiners:
        return (word,)
    for piece in _known_pieces(language):
        if (
            len(piece) > 1
            and word.startswith(piece)
            and (piece in known.hundreds | known.thousands or _may_go_on(word, piece))
        ):
            rest = word[len(piece) :]
            for joiner in ("", *known.joiners):
                if rest.startswith(joiner) and (others := _pieces_of(rest[len(joiner) :], language)):
                    found = (piece, *([joiner] if joiner else []), *others)
                    if _value(list(found), known) is not None:
                        return found
    return ()


def _may_go_on(word: str, piece: str) -> bool:
    return len(word) > len(piece) + 1


def _pieces(word: str, lexicon: Lexicon) -> list[str]:
    return list(_pieces_of(word, lexicon.language)) if len(word) <= _LONGEST_WORD else []


def _value(parts: list[str], lexicon: Lexicon) -> int | None:
    """The value of number words in a row; None where they are not one number, such as `fifteen sixteen`."""
    total, current, last = 0, 0, 0  # last: the size of what was read, so that sizes go down
    joined = False
    for part in parts:
        if part in lexicon.joiners:
            if not current and not total:
                return None
            joined = True
        elif part in lexicon.thousands:
            total, current, last, joined = total + max(1, current) * 1000, 0, 1000, False
        elif part in lexicon.hundreds:
            if current >= 100:
                return None
            current, last, joined = max(1, current) * 100, 100, False
        else:
            n = lexicon.numerals[part]
            if (current % 100 and not (last in range(20, 100) and n < 10)) or (current and last < 20):
                return None
            if joined and last in range(20, 100):
                return None
            current, last, joined = current + n, n or 1, False
    return None if joined else total + current
