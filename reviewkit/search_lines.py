"""The lines of a search strategy checked against each other: do they refer to earlier lines, and can their hits be so?

A line such as `S1 AND S2` cannot have more hits than either side, `S1 OR S2` not fewer than the larger nor more than
both together. Terms beside references can have any number of hits, so they only take bounds away.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from reviewkit.errors import Level, Problem
from reviewkit.model import Framework, QueryLine, Source
from reviewkit.search_expression import bounds_of
from reviewkit.words import Message, message, number_of


def problems(sources: Sequence[Source], framework: Framework | None = None) -> list[Problem]:
    """What cannot be so in the lines of each search: references to no earlier line, hits that do not fit, a last line
    with other hits than the search, an element that the framework of the question does not have."""
    elements = tuple(element.id for element in framework.elements) if framework else ()
    return [problem for source in sources for problem in _of_source(source, elements)]


def _of_source(source: Source, elements: Sequence[str]) -> list[Problem]:
    return [
        *_numbered_twice(source),
        *_lines(source),
        *_last(source),
        *_without_element(source, elements),
    ]


def number_of_line(lines: Sequence[QueryLine], at: int) -> str:
    """What other lines call the line at this place, without a letter: 3 for S3 and #3; else its place from 1."""
    return _digits(lines[at].number) or str(at + 1)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text).lstrip("0")


def _numbered_twice(source: Source) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, line in enumerate(source.lines):
        number = number_of_line(source.lines, at)
        if number in seen:
            said = message("{source}: two lines have the number {number}", source=source.name, number=number)
            yield Problem(line.place, said, Level.WARNING, "search-line")
        seen.add(number)


def _lines(source: Source) -> Iterator[Problem]:
    earlier: dict[str, int | None] = {}
    for at, line in enumerate(source.lines):
        yield from _line(source, at, earlier)
        earlier[number_of_line(source.lines, at)] = line.hits


def _line(source: Source, at: int, known: Mapping[str, int | None]) -> Iterator[Problem]:
    """What cannot be so in a line; `known` are the hits of those above it."""
    line = source.lines[at]
    bounds, unknown = bounds_of(line.query, known, tuple(map(_digits, line.of)), _is_ovid(source))
    for number in unknown:
        yield _problem(
            line,
            message("{line} names line {number}, which is not above it", line=_called(source, at), number=number),
        )
    if line.hits is None:
        return
    if line.hits > bounds.high:
        yield _problem(
            line,
            message(
                "{line} has {hits}, but the lines that it joins or narrows allow at most {most}. Compare both with the "
                "search history",
                line=_called(source, at),
                hits=number_of(line.hits, "hit"),
                most=bounds.high,
            ),
        )
    elif line.hits < bounds.low and not is_narrowed(line):
        yield _problem(
            line,
            message(
                "{line} has {hits}, but the lines that it joins have at least {least}. Compare both with the search "
                "history",
                line=_called(source, at),
                hits=number_of(line.hits, "hit"),
                least=bounds.low,
            ),
        )


def _without_element(source: Source, elements: Sequence[str]) -> Iterator[Problem]:
    for line in source.lines:
        if line.element and line.element not in elements:
            said = message(
                "{source}: the framework in review.yaml has no element {element!r}. It has: {known}",
                source=source.name,
                element=line.element,
                known=", ".join(elements) or "-",
            )
            yield Problem(line.place, said, Level.WARNING, "search-element")


def _problem(line: QueryLine, said: Message) -> Problem:
    return Problem(line.place, said, Level.WARNING, "search-line")


def _called(source: Source, at: int) -> Message:
    line = source.lines[at]
    name = line.number or line.step or str(at + 1)
    return message("{source}: line {name}", source=source.name, name=name)


def _last(source: Source) -> Iterator[Problem]:
    """The last line is what was exported, so its hits are those of the search."""
    last = source.lines[-1] if source.lines else None
    if last and last.hits is not None and source.hits is not None and last.hits != source.hits:
        said = message(
            "{source}: the search has {hits}, but its last line has {last}. Leave out lines that were run after the "
            "exported one, or correct `hits`",
            source=source.name,
            hits=number_of(source.hits, "hit"),
            last=last.hits,
        )
        yield Problem(last.place, said, Level.WARNING, "search-line")


def is_narrowed(line: QueryLine) -> bool:
    """Whether limits were set for this line alone; expanders and search modes of EBSCO do not narrow."""
    parts = (part.strip().casefold() for part in line.limits.split(";"))
    return any(part and not part.startswith(("expanders", "search mode")) for part in parts)


def _is_ovid(source: Source) -> bool:
    return "ovid" in f"{source.platform} {source.database}".casefold()
