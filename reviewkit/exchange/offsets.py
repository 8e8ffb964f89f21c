"""Where a selection lies in a text, as programs count it.

REFI-QDA counts code points. But some programs count a line that ends with CR LF as one sign longer and others do not,
some count an emoji as two (UTF-16), and some count the byte-order mark at the beginning of a file. Which way a project
was counted shows in the words that its selections have.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

MARK = "\ufeff"
NOWHERE = (-1, -1)
Span = tuple[int, int, str]  # from, to before, and the words that are there or begin so; "" where nobody says
_MORE = 1_000  # blanks that a selection may have besides those in its words
_BLOCK = 256  # letters that are measured at once: a number is kept for so many, and not for each
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_LONE_CR = re.compile("\r(?!\n)")


class Counted:
    """A text whose letters count as much as `measure` says of any piece of it, each of them at least one."""

    def __init__(self, text: str, measure: Callable[[str], int]) -> None:
        self._text, self._measure = text, measure
        blocks = (text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK))
        self._ends = array("q", accumulate(map(measure, blocks)))  # of each block, as it is counted
        self.size = self._ends[-1] if self._ends else 0

    def place(self, offset: int) -> int:
        """The letter at an offset; in the middle of one, that one. What is outside of the text is at its ends."""
        if not 0 < offset < self.size:
            return len(self._text) if offset > 0 else 0
        number = bisect_right(self._ends, offset)
        left = offset - (self._ends[number - 1] if number else 0)
        low = number * _BLOCK
        block = self._text[low : low + _BLOCK]
        if self._ends[number] - (offset - left) == len(block):  # each letter counts as one
            return low + left
        return low + bisect_right(range(len(block)), left, key=lambda at: self._measure(block[: at + 1]))


def from_bytes(text: str) -> Callable[[int], int]:
    """From an offset in UTF-8 bytes to the code point there; in the middle of a sign, to that sign."""
    return Counted(
        text, lambda piece: len(piece) if piece.isascii() else len(piece.encode("utf-8", "replace"))
    ).place


class _Way:
    """A way of counting a text, in which each CR is the two signs of CR LF: those as two or one, wide letters as two or
    one, and so much for the mark at the beginning."""

    def __init__(self, marked: str, crlf: bool, wide: bool, mark: int) -> None:
        def measure(piece: str) -> int:
            more = piece.count("\r") if crlf else 0
            return more + (len(piece.encode("utf-16-le", "surrogatepass")) // 2 if wide else len(piece))

        self.mark = mark
        self._size = len(marked)
        self._counted = Counted(marked, measure) if crlf or wide else None

    def has(self, start: int, end: int) -> bool:
        """Whether a place is one in the text."""
        size = self._counted.size if self._counted else self._size
        return 0 <= start <= end <= size + self.mark

    def place(self, offset: int) -> int:
        """From an offset to the place in the plain text."""
        offset = max(0, offset - self.mark)
        return self._counted.place(offset) if self._counted else min(offset, self._size)


class CountedText:
    """A text of a file, whose selections may be counted in several ways; what is found of it is kept, because any
    number of documents may name one file. `text` is it as it is, `plain` without byte-order mark and CR."""

    def __init__(self, text: str) -> None:
        self.text = text
        body = text.removeprefix(MARK)
        self._has_mark = len(body) < len(text)
        # CR is CR LF from here on, so that every letter is where it is in the plain text.
        self._marked = _LONE_CR.sub("\n", body).replace("\r\n", "\r") if "\r" in body else body
        self.plain = self._marked.replace("\r", "\n")
        self._known: dict[bool, list[_Way]] = {}

    def places(self, spans: Sequence[Span], crlf_is_one: bool = False) -> tuple[list[tuple[int, int]], bool]:
        """Where each selection lies in the plain text (from, to before), NOWHERE where that is no place in it; and
        whether it was counted otherwise than in code points.

        `crlf_is_one` says that this program counts the end of a line as one; without it both are tried.
        """
        if not spans:
            return [], False
        ways = self._ways(crlf_is_one)
        best = max(ways, key=lambda way: _fits(way, spans, self.plain)) if len(ways) > 1 else ways[0]
        places = [
            (best.place(start), best.place(end)) if best.has(start, end) else NOWHERE for start, end, _ in spans
        ]
        return places, best is not ways[0]

    def _ways(self, crlf_is_one: bool) -> list[_Way]:
        """The ways of counting, the likeliest first; only those that make a difference in this text."""
        if crlf_is_one not in self._known:
            crlf = [False] if crlf_is_one or "\r" not in self._marked else [True, False]
            self._known[crlf_is_one] = [
                _Way(self._marked, is_two, wide, mark)
                for wide in ([False, True] if _WIDE.search(self._marked) else [False])
                for mark in range(1 + self._has_mark)
                for is_two in crlf
            ]
        return self._known[crlf_is_one]


def _fits(way: _Way, spans: Sequence[Span], plain: str) -> tuple[int, int, int]:
    """How many selections have their words, or begin with them, and how many begin and end at the edge of a word."""
    exact = words = edges = 0
    for start, end, said in spans:
        if not way.has(start, end):
            continue
        low, high = way.place(start), way.place(end)
        # Selections may lie in each other, so that of each only as much is compared as its words could be.
        most = low + 4 * len(said) + _MORE
        there = " ".join(plain[low : min(high, most)].split())
        wanted = " ".join(_plain(said).removesuffix("...").removesuffix("…").split())
        exact += bool(wanted and there == wanted and high <= most)
        words += bool(wanted and there.startswith(wanted))
        edges += _is_edge(plain, low) + _is_edge(plain, high)
    return exact, words, edges


def _plain(text: str) -> str:
    return text.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")


def _is_edge(text: str, at: int) -> bool:
    """Whether a word begins or ends here, and not in its middle."""
    return at in (0, len(text)) or not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum())
