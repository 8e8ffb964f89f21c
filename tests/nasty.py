"""Texts on which careless readers and expressions take the square of their length: one thing again and again."""

import re
from collections.abc import Callable, Iterator

Nasty = Callable[[int], str]  # a text for a size: about so many letters

# What may come again and again within a line, or within a value.
INLINE = (
    *"()[]{}<>\"'.,;:/|&-_+*?!%@#$=\\~^\u2026\u2019\u201c 1a\u00e9\u0301\u200b\t",
    *(
        " x",
        "[1]",
        "(1)",
        "a ",
        "a. ",
        "1 ",
        "1-",
        "1,",
        "; a",
        ", B",
        ". B.",
        "&amp;",
        "&lt;",
        "&#x41;",
        "<i>",
        "</i>",
    ),
    *(
        "10.1234/",
        "10.1234/a ",
        "10.1234.",
        "/full",
        "https://",
        "://a?",
        "?a&",
        " and ",
        " a and ",
        "n=1 ",
        "1: ",
    ),
    *("a: ", "\\'", '"a" ', "''", '""', "@a{", "{a", "a}", "TY  - ", " - ", "--", "Jr., ", "et al. ", "[doi]"),
    *("vol 1, p ", "(2014)", "<b", "\u0301\u0327", "\u00c3\u00b8", "\u4e2d", "\U0001d756", "\ud800"),
)
# What may be a line again and again.
LINES = (
    "",
    " ",
    "x",
    " x",
    "   x",
    "\tx",
    '"',
    "(",
    "- x",
    "x: y",
    "x:",
    "# x",
    "| x |",
    "1 x",
    "x 1",
    ",,",
    "\ufeffx",
)
_AROUND = (("", ""), ("A title ", "x"), ("10.1234/a", " (2014)"), ("", "."), ("12", "]"))


def inline() -> Iterator[tuple[str, Nasty]]:
    """Texts of one line, each with what it is made of; some begin or end as values do."""
    for again in INLINE:
        for before, after in _AROUND:
            yield f"{before!r} + n times {again!r} + {after!r}", repeated(before, again, after)


def within(sample: str) -> Iterator[tuple[str, Nasty]]:
    """What a sample of a format becomes when a word in it is longer, when lines follow one of its lines, and when it
    comes again and again."""
    for found in re.finditer(r"(?<=\w)(?!\w)", sample):
        before, after = sample[: found.start()], sample[found.start() :]
        for again in INLINE:
            yield f"{before[-20:]!r} + n times {again!r}", repeated(before, again, after)
    lines = sample.split("\n")
    for number, line in enumerate(lines):
        before, after = "\n".join(lines[: number + 1]), "\n".join(["", *lines[number + 1 :]])
        for again in dict.fromkeys((*LINES, line)):
            yield f"below {line[:40]!r} n times {again[:40]!r}", repeated(before, f"\n{again}", after)
    yield "the sample n times", repeated("", sample, "")
    yield "the sample n times, in one line", repeated("", sample.replace("\n", " "), "")


def repeated(before: str, again: str, after: str) -> Nasty:
    """The text for a size."""
    return lambda size: before + again * (size // len(again) + 1) + after
