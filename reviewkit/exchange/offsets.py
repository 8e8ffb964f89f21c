"""Where a selection lies in a text, as programs count it.

REFI-QDA counts code points. But some programs count a line that ends with CR LF as one sign longer and others do not,
some count an emoji as two (UTF-16), and some count the byte-order mark at the beginning of a file. Which way a project
was counted shows in the words that its selections have.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

MARK = "\ufeff"
Span = tuple[int, int, str]  # from, to before, and the words that are there or begin so; "" where nobody says
_MORE = 1_000  # blanks that a selection may have besides those in its words
Counted = tuple[str, Callable[[int], int]]  # a text, and the code point in it at an offset


def spans_in(
    text: str, spans: Sequence[Span], crlf_is_one: bool = False
) -> tuple[str, list[tuple[int, int]], bool]:
    """The text without byte-order mark and CR, where each selection lies in it (from, to before), and whether it was
    counted otherwise than in code points.

    `crlf_is_one` says that this program counts the end of a line as one; without it both are tried.
    """
    plain = _plain(text)
    ways = list(_ways(text, crlf_is_one))
    best = max(ways, key=lambda way: _fits(way[0], way[1], spans, plain))
    at = best[1]
    return plain, [(at(start), at(end)) for start, end, _ in spans], best is not ways[0]


def from_bytes(text: str) -> Callable[[int], int]:
    """From an offset in UTF-8 bytes to the code point there; in the middle of a sign, to that sign."""
    if text.isascii():
        return lambda offset: max(0, min(offset, len(text)))
    ends = list(accumulate(len(sign.encode("utf-8", "replace")) for sign in text))
    return lambda offset: bisect_right(ends, offset)


def _plain(text: str) -> str:
    return text.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")


def _ways(text: str, crlf_is_one: bool) -> Iterable[Counted]:
    """The ways of counting, the likeliest first; only those that make a difference in this text."""
    body = text.removeprefix(MARK)
    bodies = [_plain(body)] if crlf_is_one else [body, _plain(body)] if "\r\n" in body else [body]
    if MARK in text[:1]:
        bodies += [MARK + one for one in bodies]
    wide = any(ord(sign) > 0xFFFF for sign in body)
    for is_wide in (False, True) if wide else (False,):
        for one in bodies:
            yield one, _position(one, is_wide)


def _position(counted: str, is_wide: bool) -> Callable[[int], int]:
    """From an offset in what was counted to the place in the plain text."""
    if not is_wide and "\r" not in counted and not counted.startswith(MARK):
        return lambda offset: max(0, min(offset, len(counted)))
    widths = [2 if is_wide and ord(sign) > 0xFFFF else 1 for sign in counted]
    lengths = [
        0 if (sign == MARK and number == 0) or counted[number : number + 2] == "\r\n" else 1
        for number, sign in enumerate(counted)
    ]
    places: list[int] = []
    for width, place in zip(widths, accumulate(lengths, initial=0), strict=False):
        places += [place] * width
    places.append(sum(lengths))
    return lambda offset: places[max(0, min(offset, len(places) - 1))]


def _fits(counted: str, at: Callable[[int], int], spans: Sequence[Span], plain: str) -> tuple[int, int, int]:
    """How many selections have their words, or begin with them, and how many begin and end at the edge of a word."""
    exact = words = edges = 0
    for start, end, said in spans:
        low, high = at(start), at(end)
        # Selections may lie in each other, so that of each only as much is compared as its words could be.
        most = low + 4 * len(said) + _MORE
        there = " ".join(plain[low : min(high, most)].split())
        wanted = " ".join(_plain(said).removesuffix("...").removesuffix("…").split())
        exact += bool(wanted and there == wanted and high <= most)
        words += bool(wanted and there.startswith(wanted))
        edges += _is_edge(plain, low) + _is_edge(plain, high)
    return exact, words, edges


def _is_edge(text: str, at: int) -> bool:
    """Whether a word begins or ends here, and not in its middle."""
    return at in (0, len(text)) or not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum())
