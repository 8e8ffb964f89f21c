"""Find a quote again in a text that may have been read by another program, typeset anew or changed.

Compared are letters and digits alone, in small letters without accents: programs that read PDFs differ in blanks,
hyphens, ligatures and marks of footnotes, and people differ in quotation marks. What is around a quote and where it was
decide between several places, with the weights of Hypothes.is (quote 50, what is before it 20, after it 20, place 2).
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

from reviewkit.unicode_forms import in_form

AROUND = 32  # letters of what is before and after a quote that are compared
SAME = 0.90  # measured with damaged quotes: everything that was still the quote reached it
SAME_WORD = 60  # per cent of the letters of a word or two, below which they are other words ("B-ALL" for "NB")
SIMILAR = 0.80  # of words in another order and invented quotes none reached it, or hardly
PIECE = 10  # letters of a quote that are looked for exactly, to know where to compare
FOOT = 400  # letters of the foot of a page and the head of the next one
LONG = 1_000  # letters of a quote, above which only its ends are aligned: whole, one of 18,000 letters took 40 seconds
END = (
    300  # letters of such an end: two sentences or three, so that a damaged one is still told from its neighbours
)
LEAD = 8  # code points before a place, in which the sign of its first number is and what is before that sign
SIGNS = 4  # what the same signs weigh beside the letters (50), what is around them (40) and how near they are (2)
LONGEST_BEGINNING = 4  # letters of a beginning that turns a word, as "anti"
LEAST_REST = 2  # letters of a word after a beginning that turns it: "uro" and "ro"
LEAST_FIRST = 4  # letters of the first word of a quote; a shorter one is the rest of a cut word: "t" of "Det"
MANY = 50  # places of a quote, of which the best is chosen; where there are more, not all are looked at
MOST_PLACES = 3  # places that are compared letter by letter; six found no quote more of 1,047 that were damaged


class Match(StrEnum):
    """What became of a quote: where it was, elsewhere in the text, in other words, or nowhere."""

    FOUND = "found"
    MOVED = "moved"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a text, what was before and after them, and where they began (-1 where that is not known)."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = -1


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quote is in a text, from `start` to before `end` in code points, and how much of it is the same (0 to 1).

    A quote that is lost has no place: start and end are -1.
    """

    match: Match
    start: int = -1
    end: int = -1
    score: float = 0.0


LOST = Passage(Match.LOST)
_MARKS = "\"'“”„«»‘’‚().,;:!?…[]–-"  # around the letters of a quote
MOVED_BY = 200  # code points: text before a quote that was read otherwise shifts it; a move is to another passage


_BEST = (Match.FOUND, Match.MOVED, Match.CHANGED, Match.LOST)

Span = tuple[int, int, float]  # in letters: from, to before, how much of it is the same


class Searched:
    """A text prepared so that many quotes can be found in it; `breaks` is where its pages begin."""

    def __init__(self, text: str, breaks: Sequence[int] = ()) -> None:
        self.text = text
        self.letters, self._origin = _with_origin(text)
        self._breaks = [bisect_left(self._origin, one) for one in breaks if one]

    def find(self, quote: Quote) -> Passage:
        """Where a quote is. A quote without letters or digits is lost."""
        wanted = letters_of(quote.exact)
        if not wanted:
            return LOST
        spans = self._places(quote, wanted)
        if not spans and (over := self._over_a_break(wanted)):
            return Passage(Match.FOUND, self._origin[over[0]], self._origin[over[1] - 1] + 1, 1.0)
        spans = spans or list(self._similar(wanted))
        if not spans:
            return LOST
        return self._place(quote, *max(spans, key=lambda span: (self._fits(quote, span), -span[0])))

    def _places(self, quote: Quote, wanted: str) -> list[Span]:
        """The places of the letters wanted: the first of them, and of more the nearest to where the quote was and the
        one with what was around it."""
        first = list(_every(self.letters, wanted))
        if len(first) < MANY:
            return first
        near = self._near(wanted, quote.start) if quote.start >= 0 else ()
        return list(dict.fromkeys((*first, *near, *self._in_context(quote, wanted))))

    def _near(self, wanted: str, start: int) -> Iterator[Span]:
        """The places of letters next to a place in the text, after it and before it."""
        at, last = bisect_left(self._origin, start), len(self.letters) - len(wanted)
        yield from _every(self.letters, wanted, MANY // 2, at)
        for begin, _, same in _every(self._backwards, wanted[::-1], MANY // 2, max(0, last - at + 1)):
            yield last - begin, last - begin + len(wanted), same

    @cached_property
    def _backwards(self) -> str:
        """The letters from the last to the first, because rfind takes quadratic time in a text that repeats itself."""
        return self.letters[::-1]

    def _in_context(self, quote: Quote, wanted: str) -> Iterator[Span]:
        """The first place of letters that has all that was around the quote."""
        before, after = letters_of(quote.prefix), letters_of(quote.suffix)
        if before or after:
            for begin, _, same in _every(self.letters, f"{before}{wanted}{after}", 1):
                yield begin + len(before), begin + len(before) + len(wanted), same

    def _over_a_break(self, wanted: str) -> tuple[int, int] | None:
        """A quote that continues after a page break, with the foot and the head of the pages in between."""
        head, tail = wanted[:PIECE], wanted[-PIECE:]
        for one in self._breaks:
            low, high = max(0, one - len(wanted) - FOOT), one + len(wanted) + FOOT
            begin, end = self.letters.rfind(head, low, one), self.letters.find(tail, one, high) + len(tail)
            if begin < 0 or end < len(tail):
                continue
            before = _in_common(wanted, self.letters[begin:one])
            after = _in_common(wanted[::-1], self.letters[one:end][::-1])
            if before + after >= len(wanted) and self._ends_a_line(begin + before, one):
                return begin, end
        return None

    def _ends_a_line(self, at: int, stop: int) -> bool:
        """Whether the line ends where a quote does: what follows is the foot of the page, and not left out of it."""
        return at >= stop or "\n" in self.text[self._origin[at - 1] : self._origin[at]]

    def _place(self, quote: Quote, begin: int, end: int, same: float) -> Passage:
        if same < SIMILAR:
            return LOST
        start, stop = self._origin[begin], self._origin[end - 1] + 1
        if cut := self._cut_off(quote, start):
            return Passage(Match.CHANGED, start - cut, stop, same)
        signed = self._with_lead(quote.exact, start, stop)
        if same < SAME or other_words(quote.exact, self.text[start:stop]) or turns_around(quote.exact, signed):
            return Passage(Match.CHANGED, start, stop, same)
        start, stop = self._with_marks(quote.exact.strip(), start, stop)
        far = quote.start >= 0 and abs(start - quote.start) > MOVED_BY
        return Passage(Match.MOVED if far else Match.FOUND, start, stop, same)

    def _cut_off(self, quote: Quote, start: int) -> int:
        """How many letters before a place turn its first word around: "able to" is not what "unable to" says. 0 where
        somebody selected the words like that."""
        before = _LETTER_RUN.search(self.text, max(0, start - LONGEST_BEGINNING - 1), start)
        if not before or quote.start == start or quote.prefix.endswith(before[0]):
            return 0
        if (beginning := letters_of(before[0])) not in _TURNING_BEGINNINGS:
            return 0
        first = _words(quote.exact)[0]
        return len(before[0]) if len(first) >= LEAST_FIRST and self._is_word(first, beginning) else 0

    def _is_word(self, rest: str, beginning: str) -> bool:
        """Whether the rest of a word is one: after a beginning of very many words only if the text has it alone."""
        return beginning not in _FREQUENT_BEGINNINGS or rest in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_words(self.text))

    def _with_lead(self, exact: str, start: int, stop: int) -> str:
        """The text of a place. For a quote that begins with a mark, with the text before the place too, where the sign
        of its first number may be; letters there are only counted as letters, since the dash of "2–5" is no minus.

        The text after a place is not read: the sign in the next cell of a table, or a tag, is not part of the quote.
        """
        lead = self.text[max(0, start - LEAD) : start] if _begins_with_a_mark(exact) else ""
        return f"{_LETTER.sub('x', lead).rstrip('x')}{self.text[start:stop]}"

    def _with_marks(self, exact: str, start: int, stop: int) -> tuple[int, int]:
        """A place with the marks that the quote begins and ends with, such as a quotation mark or its full stop."""
        before = exact[: len(exact) - len(exact.lstrip(_MARKS))]
        after = exact[len(exact.rstrip(_MARKS)) :]
        if before and self.text[max(0, start - len(before)) : start] == before:
            start -= len(before)
        if after and self.text[stop : stop + len(after)] == after:
            stop += len(after)
        return start, stop

    def _fits(self, quote: Quote, span: Span) -> float:
        """How well a place fits: the quote, what is around it, and how near it is to where it was."""
        begin, end, same = span
        before = letters_of(quote.prefix)[-AROUND:]
        after = letters_of(quote.suffix)[:AROUND]
        fits = 50 * same + (SIGNS if same == 1 and self._has_signs(quote, begin, end) else 0)
        if before:
            fits += 20 * fuzz.ratio(before, self.letters[max(0, begin - len(before)) : begin]) / 100
        if after:
            fits += 20 * fuzz.ratio(after, self.letters[end : end + len(after)]) / 100
        if quote.start >= 0:
            fits += 2 * (1 - abs(self._origin[begin] - quote.start) / max(1, len(self.text)))
        return fits

    def _has_signs(self, quote: Quote, begin: int, end: int) -> bool:
        """Whether the signs of a quote are those of a place that has its letters, and its first word is whole there."""
        found = self._with_lead(quote.exact, self._origin[begin], self._origin[end - 1] + 1)
        if self._cut_off(quote, self._origin[begin]):
            return False
        return found.split() == quote.exact.split() or not turns_around(quote.exact, found)

    def _similar(self, wanted: str) -> Iterator[Span]:
        """Places that are like the letters wanted, where these are not there exactly."""
        for at in self._likely(wanted):
            place = self._between_its_ends(wanted, at) if len(wanted) > LONG else self._whole(wanted, at)
            if place:
                begin, end = place
                yield begin, end, fuzz.ratio(wanted, self.letters[begin:end]) / 100

    def _whole(self, wanted: str, at: int) -> tuple[int, int] | None:
        """The place of a quote that is about here."""
        return self._aligned(wanted, at, at + len(wanted), len(wanted) // 3 + PIECE)

    def _between_its_ends(self, wanted: str, at: int) -> tuple[int, int] | None:
        """The place of a long quote that is about here, from where its first letters are to where its last ones are.

        An end that is not there is taken to be where it would be without the damage.
        """
        margin = len(wanted) // 3 + PIECE
        begin, _ = self._end(wanted[:END], at, margin) or (at, at)
        stop = begin + len(wanted)
        _, end = self._end(wanted[-END:], stop - END, margin) or (stop, min(stop, len(self.letters)))
        return (begin, end) if begin < end else None

    def _end(self, wanted: str, at: int, margin: int) -> tuple[int, int] | None:
        """The place of an end of a long quote: here, for a text may repeat itself, else not further than a margin."""
        here = self._aligned(wanted, at, at + len(wanted), 2 * PIECE, SAME)
        return here or self._aligned(wanted, at, at + len(wanted), margin)

    def _aligned(
        self, wanted: str, begin: int, end: int, margin: int, least: float = SIMILAR * 0.75
    ) -> tuple[int, int] | None:
        """The place that is most like the letters wanted, not further from a stretch than a margin."""
        low = max(0, begin - margin)
        window = self.letters[low : end + margin]
        aligned = fuzz.partial_ratio_alignment(wanted, window, score_cutoff=100 * least)
        if aligned is None or aligned.dest_end <= aligned.dest_start:
            return None
        return self._trimmed(wanted, low + aligned.dest_start, low + aligned.dest_end)

    def _trimmed(self, wanted: str, begin: int, end: int) -> tuple[int, int]:
        """A place without what belongs to the text around it: compared are windows as long as the quote."""
        edits = [edit for edit in Indel.opcodes(wanted, self.letters[begin:end]) if edit.tag != "delete"]
        if edits and edits[0].tag == "insert":
            begin += edits[0].dest_end
        if edits[1:] and edits[-1].tag == "insert":
            end -= edits[-1].dest_end - edits[-1].dest_start
        return begin, end

    def _likely(self, wanted: str) -> list[int]:
        """Where a quote may begin: where the most of its pieces say so."""
        votes: Counter[int] = Counter()
        for offset in range(0, max(1, len(wanted) - PIECE + 1), max(1, PIECE // 2)):
            piece = wanted[offset : offset + PIECE]
            for begin, _, _ in _every(self.letters, piece, most=20):
                votes[max(0, begin - offset) // PIECE] += 1
        near: Counter[int] = Counter()
        for bucket, count in votes.items():
            near[bucket] += count + votes.get(bucket + 1, 0) + votes.get(bucket - 1, 0)
        return [bucket * PIECE for bucket, _ in near.most_common(MOST_PLACES)]


def best_of(texts: Sequence[Searched], quote: Quote) -> tuple[int, Passage]:
    """The number of the text that has a quote most exactly, from 0, and where it is there; -1 where it is lost."""
    found = [(number, text.find(quote)) for number, text in enumerate(texts)]
    number, passage = min(found, key=lambda one: (_BEST.index(one[1].match), -one[1].score), default=(-1, LOST))
    return (-1, LOST) if passage.match is Match.LOST else (number, passage)


def _in_common(first: str, second: str) -> int:
    """How many letters two texts begin with together."""
    pairs = zip(first, second, strict=False)
    return next((count for count, (one, other) in enumerate(pairs) if one != other), min(len(first), len(second)))


def _every(letters: str, wanted: str, most: int = MANY, start: int = 0) -> Iterator[Span]:
    """Every place of letters from a place on, up to a number of them."""
    at = letters.find(wanted, start)
    while at >= 0 and most:
        yield at, at + len(wanted), 1.0
        at, most = letters.find(wanted, at + 1), most - 1


_LETTER = re.compile(r"\w")
_LETTER_RUN = re.compile(r"(?<![^\W_])[^\W_]{1,4}+\Z")
# Numbers with their signs, and words that turn what is said. A sign counts only before its number: by itself it may be
# an arrow, a tag or the beginning of a line. A dash after a digit, a letter, % or a bracket, or with a blank behind it,
# may be a minus, part of a range or of a name, or a dash between words.
_TURNS = re.compile(
    r"(?:(?<![-<>=])(?P<compared>[<>≤≥]) ?)?"
    r"(?:(?P<minus>(?<![\w%)\]-])(?<![\d%)\]] )-(?! ))|(?P<dash>- ?))?"
    r"[.,$€£]?(?P<number>\d+(?:[.,]\d+)*)"
    r"|\b(?P<word>not?|nor|none|never|without|cannot|\w+n['’]t"
    r"|ikke|ikkje|ingen|inga|inkje|intet|uten|utan|aldri|verken|korkje)\b",
    re.IGNORECASE,
)
# Beginnings without which a word says the opposite: "unable", "uenig".
_TURNING_BEGINNINGS = frozenset(("un", "in", "im", "ir", "il", "de", "dis", "non", "ab", "mis", "anti", "u"))
# Those of them with which words begin that they do not turn: "information", "important", "utdanning".
_FREQUENT_BEGINNINGS = frozenset(("in", "im", "de", "ab", "u"))
# Beginnings that make two words of opposite meaning where both go on alike: "increased", "decreased".
_OPPOSITES = (
    "in/de in/ex im/ex inn/ut opp/ned up/down en/dis hypo/hyper under/over pre/post pro/anti intra/inter".split()
)
# Both ways round, for either word may be that of the quote.
_EXCHANGED = [order for pair in _OPPOSITES for one, two in [pair.split("/")] for order in ((one, two), (two, one))]
_SAME_SIGN = str.maketrans("‐‑–−⩽≦⩾≧", "----≤≤≥≥")


def _begins_with_a_mark(exact: str) -> bool:
    return not exact.strip()[:1].isalnum()


def other_words(first: str, second: str) -> bool:
    """Whether a word is missing, added, replaced or in another place.

    A word that was divided, joined to the next one or misread in a letter or two is still that word, unless its
    beginning turns it: "unable" for "able", "decreased" for "increased".
    """
    for some, others in _differences(_words(first), _words(second)):
        one, other = "".join(some), "".join(others)
        if fuzz.ratio(one, other) < SAME_WORD or _turned(one, other):
            return True
        if len(some) == len(others) and one != other and any(map(_turned, some, others)):
            return True
    return False


def _turned(word: str, other: str) -> bool:
    """Whether two words are the same but for a beginning that turns one of them."""
    shorter, longer = sorted((word, other), key=len)
    if longer.removesuffix(shorter) in _TURNING_BEGINNINGS:
        return len(shorter) >= LEAST_REST
    return any(_rest(word, one) == _rest(other, two) != "" for one, two in _EXCHANGED)


def _rest(word: str, begin: str) -> str:
    """A word without its beginning; "" where it begins otherwise, or hardly goes on."""
    return word[len(begin) :] if word.startswith(begin) and len(word) >= len(begin) + LEAST_REST else ""


def _differences(words: list[str], others: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The words that differ, stretch by stretch between those that are the same."""
    for differ, edits in groupby(Levenshtein.opcodes(words, others), key=lambda edit: edit.tag != "equal"):
        if differ:
            stretch = list(edits)
            yield (
                words[stretch[0].src_start : stretch[-1].src_end],
                others[stretch[0].dest_start : stretch[-1].dest_end],
            )


def _words(text: str) -> list[str]:
    return [word for piece in text.split() if (word := letters_of(piece))]


def turns_around(first: str, second: str) -> bool:
    """Whether two texts differ in a number, its sign or a word such as "not", however alike they are otherwise.

    A raised digit may be the mark of a footnote or an exponent; other programs write 10⁴ as 104. It counts as either.
    So does a dash that may be a minus.
    """
    others = _turning(second)
    return not any(_alike(one, other) for one in _turning(first) for other in others)


# A number or a word, how it is compared, and its minus: "-", "", or "?" for a dash that may be one.
Turn = tuple[str, str, str]


def _alike(some: Sequence[Turn], others: Sequence[Turn]) -> bool:
    """Whether numbers, signs and turning words are the same, one by one."""
    return len(some) == len(others) and all(
        one[:2] == other[:2] and (one[2] == other[2] or "?" in (one[2], other[2]))
        for one, other in zip(some, others, strict=True)
    )


@lru_cache(maxsize=8)  # a quote is compared with each of its places
def _turning(text: str) -> tuple[tuple[Turn, ...], ...]:
    """The numbers and turning words of a text, in order: without its raised digits, and with them as digits."""
    text = in_form("NFC", " ".join(text.split()))
    without = "".join(char for char in text if unicodedata.category(char) != "No")
    readings = dict.fromkeys((without, in_form("NFKC", text)))
    return tuple(tuple(map(_turn, _TURNS.finditer(_with_plain_signs(one)))) for one in readings)


def _turn(found: re.Match[str]) -> Turn:
    minus = "?" if found["dash"] else found["minus"] or ""
    return (found["number"] or found["word"].casefold().replace("’", "'"), found["compared"] or "", minus)


def _with_plain_signs(text: str) -> str:
    """A text with one spelling of each sign."""
    return text.translate(_SAME_SIGN).replace("<=", "≤").replace(">=", "≥").replace("+/-", "±")


@lru_cache(maxsize=4096)
def _letters(char: str) -> str:
    """The letters and digits of one character as they are compared: lower case, no accents. A raised mark has none."""
    if unicodedata.category(char) in ("No", "Mn"):
        return ""
    plain = in_form("NFKD", char).casefold()
    return "".join(one for one in plain if one.isalnum())


def letters_of(text: str) -> str:
    """The letters and digits of a text, as they are compared."""
    return "".join(map(_letters, text))


def _with_origin(text: str) -> tuple[str, "array[int]"]:
    """The letters of a text, and the place in it that each comes from."""
    found, origin = [], array("I")
    for at, char in enumerate(text):
        for letter in _letters(char):
            found.append(letter)
            origin.append(at)
    return "".join(found), origin
