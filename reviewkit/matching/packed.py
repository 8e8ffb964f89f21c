"""Columns as bytes and back. No text is made of a value before it is asked for: a run with few new records looks at few
of the old ones.
"""

import json
from abc import abstractmethod
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import accumulate, chain, pairwise
from typing import Any, Self, overload

from reviewkit.matching.columns import Columns


class _LikeAList(Sequence[str]):
    """Texts that are not held as texts, in a sequence that is equal to a list of them."""

    __slots__ = ()

    @abstractmethod
    def _at(self, place: int) -> str:
        """The text at a place from 0. Raises IndexError behind the last."""

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self._at(n) for n in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
            if place < 0:
                raise IndexError(place)
        return self._at(place)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


class Texts(_LikeAList):
    """Texts one behind the other as UTF-8, from which each is cut when it is asked for.

    What was read back refers to the bytes that it was read from, and cannot be pickled.
    """

    __slots__ = ("_data", "_ends")

    def __init__(self, data: "bytes | memoryview[int]", ends: "array[int]") -> None:
        """`ends` are the bytes where each begins and the one before it ends, from 0 to the end of the last."""
        self._data = data
        self._ends = ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """The same texts, one behind the other."""
        if isinstance(texts, cls):
            return texts
        texts = list(texts)
        whole = "".join(texts)
        if whole.isascii():
            return cls(whole.encode("ascii"), _ends_of(texts))
        pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
        return cls(b"".join(pieces), _ends_of(pieces))

    def _at(self, place: int) -> str:
        return str(self._data[self._ends[place] : self._ends[place + 1]], "utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return map(self._at, range(len(self)))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def parts(self) -> "tuple[bytes | memoryview[int], bytes]":
        """The texts one behind the other, and the places, as bytes."""
        return self._data, self._ends.tobytes()

    @classmethod
    def from_parts(cls, data: "memoryview[int]", ends: "memoryview[int]") -> Self:
        """What parts() told."""
        places = array("q")
        places.frombytes(ends)
        return cls(data, places)


def _ends_of(values: "Iterable[str] | Iterable[bytes]") -> "array[int]":
    return array("q", accumulate(map(len, values), initial=0))


class _Several(_LikeAList):
    """The texts of several sequences, one behind the other."""

    __slots__ = ("_parts", "_starts")

    def __init__(self, parts: Iterable[Sequence[str]]) -> None:
        self._parts = list(parts)
        self._starts = list(accumulate(map(len, self._parts), initial=0))

    def _at(self, place: int) -> str:
        part = bisect_right(self._starts, place) - 1
        return self._parts[part][place - self._starts[part]]

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._parts)

    def __len__(self) -> int:
        return self._starts[-1]


_NUMBERS = tuple(column.type == list[int] for column in fields(Columns))


def together(tables: Iterable[Columns]) -> Columns:
    """The records of several tables, one behind the other."""
    columns: list[Any] = [
        list(chain.from_iterable(parts)) if is_numbers else _Several(parts)
        for is_numbers, parts in zip(_NUMBERS, zip(*map(_columns_of, tables), strict=True), strict=True)
    ]
    return Columns(*columns)


def as_bytes(table: Columns, more: object) -> bytes:
    """A table and something else, which JSON can hold: what can be kept."""
    parts: list[bytes | memoryview[int]] = []
    for is_numbers, values in zip(_NUMBERS, _columns_of(table), strict=True):
        parts += [array("q", values).tobytes()] if is_numbers else Texts.of(values).parts()
    head = json.dumps([list(map(len, parts)), more], separators=(",", ":")).encode("ascii")
    return b"".join([head, b"\n", *parts])


def from_bytes(data: bytes) -> tuple[Columns, Any]:
    """What as_bytes told; nothing is checked, so it must be just that."""
    end_of_head = data.index(b"\n")
    lengths, more = json.loads(data[:end_of_head])
    whole = memoryview(data)  # whose slices copy nothing
    parts = iter([whole[start:end] for start, end in pairwise(accumulate(lengths, initial=end_of_head + 1))])
    columns: list[Any] = [
        _numbers(next(parts)) if is_numbers else Texts.from_parts(next(parts), next(parts))
        for is_numbers in _NUMBERS
    ]
    return Columns(*columns), more


def _numbers(data: "memoryview[int]") -> list[int]:
    values = array("q")
    values.frombytes(data)
    return values.tolist()


def _columns_of(table: Columns) -> list[Any]:
    return [getattr(table, column.name) for column in fields(Columns)]
