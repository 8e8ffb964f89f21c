"""What was read from a folder, part by part, so that only what changed is read again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from reviewkit.errors import Problem
from reviewkit.store.revision import signature

Value = TypeVar("Value")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _Part:
    """A value, with what it was computed from, and the problems found meanwhile."""

    origin: tuple[object, ...]
    value: Any
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Parts:
    """The parts of one folder that were read so far, by name."""

    root: Path
    _known: dict[str, _Part] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        """The problems of every part."""
        return (problem for part in self._known.values() for problem in part.problems)

    def of_files(
        self, name: str, paths: Iterable[str], read: Callable[[list[Problem]], Value], deep: bool = False
    ) -> Value:
        """What `read` makes of files or folders (`deep`: with the folders in them), again only where one changed."""
        return self.of(name, tuple(signature(self.root / path, deep) for path in paths), read)

    def of(self, name: str, origin: tuple[object, ...], work: Callable[[list[Problem]], Value]) -> Value:
        """What `work` makes, again only where something in `origin` is another object or value."""
        known = self._known.get(name)
        if known is None or not _same(known.origin, origin):
            problems: list[Problem] = []
            value = work(problems)
            known = self._known[name] = _Part(origin, value, tuple(problems))
        result: Value = known.value
        return result

    def of_each(
        self,
        name: str,
        items: tuple[Item, ...],
        given: object,
        work: Callable[[tuple[Item, ...]], tuple[Value, ...]],
    ) -> tuple[Value, ...]:
        """What `work` makes item by item; where items were only added, from these alone.

        The same tuple as before where nothing changed. Everything is computed again where `given` is another object.
        """
        known = self._known.get(name)
        if known is None or known.origin[1] is not given:
            known = _Part((items, given), work(items), ())
        elif known.origin[0] is not items:
            before: Any = known.origin[0]
            more = items[len(before) :]
            value = known.value + work(more) if items[: len(before)] == before else work(items)
            known = _Part((items, given), value if more or value != known.value else known.value, ())
        self._known[name] = known
        result: tuple[Value, ...] = known.value
        return result


def _same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    return len(before) == len(now) and all(old is new or old == new for old, new in zip(before, now, strict=True))
