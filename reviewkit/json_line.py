"""The object in a line of a log, read in one way by whoever reads it: the logs, their chains, and the hash of a review.

Python's `json.loads` guesses the encoding of bytes. A line that one of them reads and another does not would count for
nothing and have the hash of one that counts.
"""

import json
from typing import Any


def object_in(line: bytes) -> dict[str, Any] | None:
    """The object; None where there is none in strict UTF-8 without a byte-order mark. NaN and infinity are refused."""
    try:
        values = _DECODER.decode(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is not a number")


_DECODER = json.JSONDecoder(parse_constant=_refuse)  # one for all lines: to make one takes longer than to use it
