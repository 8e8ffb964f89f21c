"""Where a review differs from its manifest: each place with its file and line."""

from collections.abc import Iterator, Mapping, Sequence

from reviewkit.errors import Level, Place, Problem
from reviewkit.manifest import Listed, Log, Manifest, in_chains
from reviewkit.words import message, number_of


def changes(expected: Manifest, found: Manifest) -> tuple[Problem, ...]:
    """What was changed, removed, added or moved since the manifest was written, by file and line."""
    kinds = dict.fromkeys(log.kind for log in (*expected.logs, *found.logs))
    problems = [
        problem
        for kind in kinds
        for problem in _in_logs(
            [log for log in expected.logs if log.kind == kind], [log for log in found.logs if log.kind == kind]
        )
    ]
    problems += file_changes(expected.files, found.files, expected.names != found.names)
    return tuple(sorted(problems))


def problem(path: str, line: int, said: str) -> Problem:
    """A place where a review is not as it was."""
    return Problem(Place(path, line), said, Level.ERROR, "tampered")


# -- logs


def _in_logs(expected: Sequence[Log], found: Sequence[Log]) -> Iterator[Problem]:
    """The differences in all logs of one kind: whose log a line is in does not matter, since it says so itself."""
    before, now = _places(expected), _places(found)
    there = {log.path for log in found}
    gone = {place: digest for digest, place in before.items() if digest not in now}
    for log in expected:
        if log.path not in there and any(place.path == log.path for place in gone):
            yield problem(log.path, 0, message("this log is missing"))
    for digest, place in now.items():
        if digest not in before:
            yield _new_line(place, gone.pop(place, None) is not None)
    for place in gone:
        if place.path in there:
            yield problem(place.path, place.line, message("this line of the log is missing"))
    yield from _moved(expected, found, before, now)


def _new_line(place: Place, is_change: bool) -> Problem:
    said = (
        message("this line was changed after the bundle was made")
        if is_change
        else message("this line was not in the log when the bundle was made")
    )
    return problem(place.path, place.line, said)


def _places(logs: Sequence[Log]) -> dict[str, Place]:
    """Where each line is, by its hash; the first place counts."""
    places: dict[str, Place] = {}
    for log in logs:
        for number, line in enumerate(log.lines, start=1):
            if line.digest:
                places.setdefault(line.digest, Place(log.path, number))
    return places


def _moved(
    expected: Sequence[Log], found: Sequence[Log], before: Mapping[str, Place], now: Mapping[str, Place]
) -> Iterator[Problem]:
    """Lines that follow another line of their chain than they did, where no line between them came or went."""
    was: dict[str, set[str]] = {}
    for log in expected:
        for line, last in in_chains(log):
            was.setdefault(line.digest, set()).add(last)
    for log in found:
        for line, last in in_chains(log):
            followed = was.get(line.digest, set())
            is_known = line.digest in before and (not last or last in before)
            if is_known and last not in followed and any(not one or one in now for one in followed):
                place = now[line.digest]
                yield problem(place.path, place.line, message("this line was moved to another place in the log"))


# -- other files


def file_changes(
    expected: Sequence[Listed], found: Sequence[Listed], names_differ: bool = False
) -> Iterator[Problem]:
    """The differences in files that are no logs. People's names are in no hash of a file, only in that of its lines."""
    before, now = ({one.path: one for one in files} for files in (expected, found))
    for path, file in before.items():
        if path not in now:
            yield problem(path, 0, message("this file is missing"))
        elif file.digest != now[path].digest or (names_differ and file.lines != now[path].lines):
            yield _changed(file, now[path])
    for path in now:
        if path not in before:
            yield problem(path, 0, message("this file was not there when the bundle was made"))


def _changed(before: Listed, now: Listed) -> Problem:
    if before.is_withheld:
        said = message("this is not the file that was withheld from the bundle: its checksum is different")
        return problem(before.path, 0, said)
    line = first_difference(before.lines, now.lines) if before.lines and now.lines else 0
    others = sum(one != other for one, other in zip(before.lines, now.lines, strict=False)) - 1
    same_length = len(before.lines) == len(now.lines)
    said = (
        message("this line was changed after the bundle was made")
        if line and same_length and others <= 0
        else message(
            "the file was changed from this line on after the bundle was made; it had {lines}",
            lines=number_of(len(before.lines), "line"),
        )
        if line
        else message("this file was changed after the bundle was made")
    )
    return problem(before.path, line, said)


def first_difference(before: Sequence[str], now: Sequence[str]) -> int:
    """The number of the first line that is not the same, from 1; 0 where all are."""
    for number, (old, new) in enumerate(zip(before, now, strict=False), start=1):
        if old != new:
            return number
    return 0 if len(before) == len(now) else min(len(before), len(now)) + 1
