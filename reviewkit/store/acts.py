"""The acts in the logs of one kind: those in effect, those undone, and those added since the last reading."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from reviewkit.errors import Problem
from reviewkit.model import AnyAct, TakenBack, Undo
from reviewkit.store import chain, events, ledger, order
from reviewkit.store.ledger import LogFile

Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True)
class Acts:
    """The logs of one kind: acts that count, in order, and those that were undone.

    `nouns` are the acts that count by what they are: an import, a decision. `files` say how far each log was read;
    `hashes` are those of its lines, one after the other, by the log's name.
    """

    files: Mapping[str, LogFile]
    counting: tuple[AnyAct, ...]
    nouns: Mapping[type[AnyAct], tuple[AnyAct, ...]]
    taken_back: tuple[TakenBack, ...]
    undos: tuple[Undo, ...]
    problems: tuple[Problem, ...]
    hashes: Mapping[str, bytes]

    def of(self, noun: type[Noun]) -> tuple[Noun, ...]:
        """The acts of one noun that count; the same tuple while none is added."""
        return cast(tuple[Noun, ...], self.nouns.get(cast(type[AnyAct], noun), ()))


def read_acts(files: Mapping[str, LogFile], problems: list[Problem]) -> Acts:
    """The acts in one kind of logs. Of the logs only what is needed to continue reading is kept."""
    ordered = order.in_order(log.events for log in files.values())
    acts = events.acts_of(events.one_of_each(ordered, problems), problems)
    standing = acts_standing(acts, files, problems)
    problems += order.from_the_future(ordered, ledger.now())
    problems += [
        problem for log in files.values() for problem in (*log.problems, *chain.broken(log.shown, log.links))
    ]
    return replace(standing, problems=tuple(problems))


def acts_standing(acts: Sequence[AnyAct | Undo], files: Mapping[str, LogFile], problems: list[Problem]) -> Acts:
    """Acts, which are in order, by whether they count; `files` are the logs that they were read from."""
    counting, taken_back, undone = events.standing(acts)
    problems += undone
    return Acts(
        files={name: read_so_far(log) for name, log in files.items()},
        counting=tuple(counting),
        nouns=_by_noun(counting),
        taken_back=taken_back,
        undos=tuple(act for act in acts if isinstance(act, Undo)),
        problems=tuple(problems),
        hashes={log.name: chain.packed(log.links) for log in files.values()},
    )


def read_so_far(log: LogFile) -> LogFile:
    """A log without its events: enough to continue reading from here."""
    return replace(log, events=(), links=log.links[-1:])


def grown(before: Acts, files: Mapping[str, LogFile], own: frozenset[str]) -> Acts | None:
    """The acts with those just logged here (`own`) at the end; None where a log changed in any other way.

    A log that was begun just now, with one's own acts alone, grew from nothing.
    """
    if set(before.files) - set(files):
        return None
    if any(log.problems != before.files[name].problems for name, log in files.items() if name in before.files):
        return None
    longer = [log for name, log in files.items() if _is_longer(log, before.files.get(name))]
    if not longer:
        return before
    (log, *others) = longer
    is_new = not any(known.name == log.name for known in before.files.values())
    if others or not (log.read_on or is_new) or log.problems or not log.events:
        return None
    ids = {event.id for event in log.events}
    if ids != own or any(undo.event in ids for undo in before.undos):
        return None
    problems: list[Problem] = []
    stamped = order.in_order([log.events])
    acts = [act for act in events.acts_of(stamped, problems) if not isinstance(act, Undo)]
    is_last = all(stamped[0].stamp > act.stamp for act in _latest(before))
    if problems or len(acts) < len(log.events) or not is_last or order.from_the_future(stamped, ledger.now()):
        return None
    added = log.links if is_new else log.links[1:]
    return replace(
        before,
        files={name: read_so_far(entry) for name, entry in files.items()},
        counting=before.counting + tuple(acts),
        nouns={**before.nouns, **{noun: before.of(noun) + more for noun, more in _by_noun(acts).items()}},
        hashes={**before.hashes, log.name: before.hashes.get(log.name, b"") + chain.packed(added)},
    )


def _latest(acts: Acts) -> Iterator[AnyAct | Undo]:
    """Acts of which one is the last of all."""
    yield from acts.counting[-1:]
    yield from acts.undos
    yield from (entry.act for entry in acts.taken_back)


def _is_longer(log: LogFile, before: LogFile | None) -> bool:
    """Whether a log holds more than when it was read before, or was not there then."""
    return before is None or bool(log.events) or log.size != before.size


def _by_noun(acts: Iterable[AnyAct]) -> dict[type[AnyAct], tuple[AnyAct, ...]]:
    """Acts by what they are, each kind in their order."""
    found: dict[type[AnyAct], list[AnyAct]] = {}
    for act in acts:
        found.setdefault(type(act), []).append(act)
    return {noun: tuple(these) for noun, these in found.items()}
