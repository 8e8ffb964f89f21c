"""Sentences of a passage."""

import re
from collections.abc import Iterator

# A full stop after one of these, or after a single letter or a number of a list, ends no sentence.
_SHORT = (
    r"(?<!\bal)(?<!\bmfl)(?<!\bfl)(?<!\bca)(?<!\bbl\.a)(?<!\bf\.eks)(?<!\bjf)(?<!\bdvs)(?<!\bnr)(?<!\bno)(?<!\bvs)(?<!\be\.g)"
    r"(?<!\bi\.e)(?<!\b[Ff]ig)(?<!\btab)(?<!\bpp)(?<!\bcf)(?<!\bmin)(?<!\bmax)(?<!\bDr)(?<!\bMeld)(?<!\bSt)(?<!\bkap)(?<!\bt\.d)(?<!\bm\.a)"
    r"(?<!\b[^\W_])(?<!^\d)(?<!^\d\d)"
)
_END = re.compile(_SHORT + r"[.!?][\"'”»’)\]]*\s+(?=[\"'“«‘(\[]?[^\W_a-zæøå])")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    start = 0
    for match in _END.finditer(text):
        if match.end() > start:
            yield start, match.end()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)
