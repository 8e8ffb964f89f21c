"""Columns as bytes and back. No text is made of a value before it is asked for: a run with few new records looks at few
of the old ones.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import accumulate, chain, pairwise
from typing import Any, Self, overload

from reviewkit.matching.columns import Columns


class Texts(Sequence[str]):
    """Texts that stand one behind the other in a long one, from which each is cut when it is asked for."""

    __slots__ = ("_ends", "_text")

    def __init__(self, text: str, ends: "array[int]") -> None:
        """`ends` are the places where each begins and the one before it ends, from 0 to the end of the last."""
        self._text = text
        self._ends = ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """The same texts, one behind the other."""
        if isinstance(texts, cls):
            return texts
        texts = list(texts)
        return cls("".join(texts), array("q", accumulate(map(len, texts), initial=0)))

    @classmethod
    def together(cls, parts: Iterable[Iterable[str]]) -> Self:
        """The texts of several, one behind the other."""
        several = list(map(cls.of, parts))
        starts = accumulate((len(one._text) for one in several), initial=0)
        ends = array("q", [0])
        for start, one in zip(starts, several, strict=False):
            ends.extend([start + end for end in one._ends[1:]] if start else one._ends[1:])
        return cls("".join(one._text for one in several), ends)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        return self._text[self._ends[place] : self._ends[place + 1]]

    def __iter__(self) -> Iterator[str]:
        return (self._text[start:end] for start, end in pairwise(self._ends))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def parts(self) -> tuple[bytes, bytes]:
        """The long text and the places, as bytes."""
        return self._text.encode("utf-8", "surrogatepass"), self._ends.tobytes()

    @classmethod
    def from_parts(cls, text: bytes, ends: bytes) -> Self:
        """What parts() told."""
        places = array("q")
        places.frombytes(ends)
        return cls(text.decode("utf-8", "surrogatepass"), places)


_NUMBERS = tuple(column.type == list[int] for column in fields(Columns))


def together(tables: Iterable[Columns]) -> Columns:
    """The records of several tables, one behind the other."""
    columns: list[Any] = [
        list(chain.from_iterable(parts)) if is_numbers else Texts.together(parts)
        for is_numbers, parts in zip(_NUMBERS, zip(*map(_columns_of, tables), strict=True), strict=True)
    ]
    return Columns(*columns)


def as_bytes(table: Columns, more: object) -> bytes:
    """A table and something else, which JSON can hold: what can be kept."""
    parts: list[bytes] = []
    for is_numbers, values in zip(_NUMBERS, _columns_of(table), strict=True):
        parts += [array("q", values).tobytes()] if is_numbers else Texts.of(values).parts()
    head = json.dumps([list(map(len, parts)), more], separators=(",", ":")).encode("ascii")
    return b"".join([head, b"\n", *parts])


def from_bytes(data: bytes) -> tuple[Columns, Any]:
    """What as_bytes told; nothing is checked, so it must be just that."""
    head, _, rest = data.partition(b"\n")
    lengths, more = json.loads(head)
    parts = iter([rest[start:end] for start, end in pairwise(accumulate(lengths, initial=0))])
    columns: list[Any] = [
        _numbers(next(parts)) if is_numbers else Texts.from_parts(next(parts), next(parts))
        for is_numbers in _NUMBERS
    ]
    return Columns(*columns), more


def _numbers(data: bytes) -> list[int]:
    values = array("q")
    values.frombytes(data)
    return values.tolist()


def _columns_of(table: Columns) -> list[Any]:
    return [getattr(table, column.name) for column in fields(Columns)]
