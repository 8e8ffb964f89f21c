"""A work of a reference list, before it is set in a style."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cited:
    """A work of the list: the key of the study that it reports, how it is cited in the text, and its CSL-JSON."""

    key: str
    citation: str
    item: Mapping[str, Any]
