"""The acts in the logs on duplicates, kept on this computer, so that no command has to understand many verdicts anew,
line by line.

A run on 100,000 records logs 40,000 verdicts. What is kept says of which bytes of which logs it was made, and is not
used where one of these bytes is another. Of logs that have only grown since, the new lines are read and put behind the
others, as a process that keeps running does (acts.grown). Where anything is wrong with the logs, or new lines do not
simply come last, all of them are read from the beginning.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

from reviewkit.errors import Place, Problem
from reviewkit.model import NEVER, AnyAct, DedupeRun, DuplicateVerdict, Stamp, Undo
from reviewkit.store import cache, chain, ledger, made_by, order
from reviewkit.store.acts import Acts, acts_standing, grown, read_so_far
from reviewkit.store.ledger import LogFile
from reviewkit.store.local import key_of
from reviewkit.words import Relation, Verdict

KIND = ledger.DUPLICATES  # the only logs into which one command writes thousands of lines
MANY = 2_000  # lines from which they are kept; so many are read in 0.05 s
_CLEARLY = timedelta(seconds=1)  # later than all before, so that a new line changes the time of none of them


class KeptActs(NamedTuple):
    """The acts of the logs, and the logs with all links of their chains, but without their events."""

    acts: Acts
    logs: Mapping[str, LogFile]


def read(root: Path) -> KeptActs | None:
    """The acts as they are now, by what was kept; None where the logs have to be read from the beginning."""
    told = cache.read_sealed("acts", _key(root))
    if told is None:
        return None
    checksums, known = _kept(told)
    problems: list[Problem] = []
    logs = ledger.read_logs(root, KIND, problems, known.logs)
    if problems or any(
        _checksum(root, known.logs[name]) != was for name, was in checksums.items() if name in logs
    ):
        return None
    acts = _with_new_lines(known, logs)
    if acts is None or order.from_the_future(_every(acts), ledger.now()):
        return None
    found = KeptActs(replace(acts, files={name: read_so_far(log) for name, log in logs.items()}), logs)
    if _lines(logs) >= _lines(known.logs) + MANY:
        keep(root, found)
    return found


def keep(root: Path, found: KeptActs) -> None:
    """Keep the acts for the next command, where they are many and nothing is wrong with their logs."""
    acts, logs = found
    if acts.problems or _lines(logs) < MANY:
        return
    checksums = {name: _checksum(root, log) for name, log in logs.items()}
    if all(checksums.values()):
        told_logs = [(name, log.shown, log.size, log.crc, _columns(log.links)) for name, log in logs.items()]
        told_acts = [_columns(told(act) for act in _every(acts) if type(act) is noun) for noun, told, _ in _NOUNS]
        cache.write_sealed("acts", _key(root), [checksums, told_logs, told_acts])


def _key(root: Path) -> str:
    return f"{key_of(root)}-{made_by.version_of_logs()}"


def _lines(logs: Mapping[str, LogFile]) -> int:
    return sum(len(log.links) for log in logs.values())


def _checksum(root: Path, log: LogFile) -> str:
    """The checksum of the bytes of which a log was read; "" where they are no longer there."""
    try:
        with (root / log.shown).open("rb") as file:
            data = file.read(log.size)
    except OSError:
        return ""
    return hashlib.sha256(data).hexdigest() if zlib.crc32(data) == log.crc else ""


def _with_new_lines(known: KeptActs, logs: Mapping[str, LogFile]) -> Acts | None:
    """The acts with those of new lines behind them; None where these do not simply come last."""
    before = {name: len(log.links) for name, log in known.logs.items()}
    new = {name: log for name, log in logs.items() if len(log.links) != before.get(name, 0)}
    # grown() looks at the last link that was known, and at what came behind it
    shortened = {
        name: replace(log, links=log.links[max(0, before.get(name, 0) - 1) :]) for name, log in logs.items()
    }
    ids = frozenset(event.id for log in new.values() for event in log.events)
    acts = grown(known.acts, shortened, ids)
    if acts is None or not new:
        return acts
    (log,) = new.values()
    all_ids = [link.id for one in logs.values() for link in one.links]
    is_later = acts.counting[len(known.acts.counting)].stamp.at > _latest(known.acts) + _CLEARLY
    return (
        acts if is_later and len(set(all_ids)) == len(all_ids) and not chain.broken(log.shown, log.links) else None
    )


def _latest(acts: Acts) -> datetime:
    """When the last act of all was done."""
    return max((act.stamp.at for act in _every(acts)), default=NEVER)


def _every(acts: Acts) -> list[AnyAct | Undo]:
    return [*acts.counting, *(entry.act for entry in acts.taken_back), *acts.undos]


# How it is told: a table of each noun, column by column


def _columns(rows: Iterable[Iterable[object]]) -> list[list[object]]:
    return list(map(list, zip(*rows, strict=True)))


def _kept(told: Any) -> tuple[dict[str, str], KeptActs]:
    """What keep() told: the checksums of logs, the acts, and the logs as they were read then."""
    checksums, told_logs, told_acts = told
    logs = {
        name: LogFile(
            KIND, Path(shown).stem, shown, size, (), tuple(starmap(_link, zip(*links, strict=True))), crc=crc
        )
        for name, shown, size, crc, links in told_logs
    }
    every: list[AnyAct | Undo] = []
    for (noun, _, in_its_order), columns in zip(_NOUNS, told_acts, strict=True):
        if columns:
            by, at, event_id, stamped, writers, numbers, *values = columns
            places = map(Place, [f"{KIND}/{writer}.jsonl" for writer in writers], numbers)
            stamps = map(Stamp, _times(stamped), writers, numbers)
            of_noun = in_its_order(values, _Common(by, _times(at), event_id, stamps, places))
            every += starmap(noun, zip(*of_noun, strict=True))
    every.sort(key=lambda act: act.stamp)
    problems: list[Problem] = []
    return checksums, KeptActs(acts_standing(every, logs, problems), logs)


def _link(number: int, digest: str, event_id: str, copy: str, prev: str, seal: Any, *more: Any) -> chain.Link:
    return chain.Link(number, digest, event_id, copy, prev, tuple(seal) if seal else None, *more)


def _times(texts: list[str]) -> list[datetime]:
    """The times that texts say, of which many are one: those of a run."""
    known = {text: datetime.fromisoformat(text) for text in set(texts)}
    return [known[text] for text in texts]


class _Common(NamedTuple):
    """What every act has, column by column, in the order in which acts have it last."""

    by: Iterable[str]
    at: Iterable[datetime]
    ids: Iterable[str]
    stamps: Iterable[Stamp]
    places: Iterable[Place]


def _told(act: Any) -> list[object]:
    """What every act has."""
    stamp = act.stamp
    return [act.by, act.at.isoformat(), act.id, stamp.at.isoformat(), stamp.writer, stamp.number]


def _told_verdict(act: DuplicateVerdict) -> list[object]:
    return [
        *_told(act),
        act.first,
        act.second,
        act.verdict,
        act.rule,
        act.score,
        act.tool_version,
        act.note,
        act.relation or "",
        act.update,
        act.origin,
        *act.fingerprints,
    ]


def _of_verdicts(values: list[list[Any]], common: "_Common") -> list[Iterable[Any]]:
    first, second, verdict, rule, score, version, note, relation, update, origin, *prints = values
    verdicts = map({one.value: one for one in Verdict}.__getitem__, verdict)
    relations = map({"": None, **{one.value: one for one in Relation}}.__getitem__, relation)
    by, *rest = common
    return [
        *(by, first, second, verdicts, rule, score, version, note, relations, update, origin),
        zip(*prints, strict=True),
        *rest,
    ]


def _told_run(act: DedupeRun) -> list[object]:
    return [*_told(act), act.version, sorted(act.exports)]


def _of_runs(values: list[list[Any]], common: "_Common") -> list[Iterable[Any]]:
    versions, exports = values
    return [versions, map(frozenset, exports), *common]


def _told_undo(act: Undo) -> list[object]:
    return [*_told(act), act.event, act.note]


def _of_undos(values: list[list[Any]], common: "_Common") -> list[Iterable[Any]]:
    events, notes = values
    by, *rest = common
    return [events, by, notes, *rest]


# Each noun, what is told of an act of it, and the columns of what was told in the order of its fields.
_NOUNS: tuple[
    tuple[
        Callable[..., AnyAct | Undo],
        Callable[[Any], list[object]],
        Callable[[list[list[Any]], _Common], list[Iterable[Any]]],
    ],
    ...,
] = (
    (DuplicateVerdict, _told_verdict, _of_verdicts),
    (DedupeRun, _told_run, _of_runs),
    (Undo, _told_undo, _of_undos),
)
