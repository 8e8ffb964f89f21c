"""The one order of all events: by time, but never against what is certain.

Clocks can be wrong, and folders are merged. Two things are certain whatever the clocks say: within one chain of a log
the lines are in the order in which they were written, and an event that was seen by another came before it. So an event
counts as no later than any that follows it in its chain, or that names it as seen.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from reviewkit.errors import Level, Problem
from reviewkit.model import NEVER, AnyAct, Stamp, Undo
from reviewkit.normalize import moment, written_moment
from reviewkit.store.ledger import Event
from reviewkit.words import message

_TOLERANCE = timedelta(hours=24)  # computers in other time zones whose owners set the clock by hand
_BEFORE = timedelta(microseconds=1)  # what was seen came before, not at the same moment


def in_order(logs: Iterable[Sequence[Event]]) -> list[Event]:
    """The events of several logs with their stamps, from the first to the last."""
    logs = [list(events) for events in logs]
    written = [[_written(event) for event in events] for events in logs]
    # A correction spreads from log to log; if logs contradict each other it would never end.
    for _ in range(2 * len(logs) + 2):
        for events, times in zip(logs, written, strict=True):
            _no_later_than_what_follows(events, times)
        if not _no_later_than_who_saw_it(logs, written):
            break
    else:
        for events, times in zip(logs, written, strict=True):  # what is known of one log counts most
            _no_later_than_what_follows(events, times)
    stamped = [
        event._replace(stamp=Stamp(_done(event, at), event.log, event.number))
        for events, times in zip(logs, written, strict=True)
        for event, at in zip(events, times, strict=True)
    ]
    return sorted(stamped, key=lambda event: event.stamp)


def _written(event: Event) -> datetime:
    """When a line was written; for an imported decision that is not when it was made elsewhere."""
    logged = event.values.get("logged")
    return (moment(logged) if isinstance(logged, str) else None) or event.at


def _done(event: Event, written: datetime) -> datetime:
    return min(event.at, written) if _is_imported(event) else written


def _is_imported(event: Event) -> bool:
    return "from" in event.values


def _no_later_than_what_follows(events: Sequence[Event], times: list[datetime]) -> None:
    """Correct times within each chain; what 0.2 imported from another tool has that tool's time, which limits
    nothing."""
    latest: dict[str, datetime] = {}
    for place in range(len(events) - 1, -1, -1):
        event = events[place]
        if _is_imported(event) and "logged" not in event.values:
            continue
        copy = str(event.values.get("copy", ""))
        bound = latest.get(copy)
        if bound is not None and bound < times[place]:
            times[place] = bound
        latest[copy] = times[place]


def _no_later_than_who_saw_it(logs: Sequence[Sequence[Event]], written: Sequence[list[datetime]]) -> bool:
    """Correct the times of events that others saw; returns whether anything was corrected."""
    seen_at: dict[str, datetime] = {}
    for events, times in zip(logs, written, strict=True):
        for event, at in zip(events, times, strict=True):
            if _is_imported(event) and "logged" not in event.values:
                continue
            before = max(at, NEVER + _BEFORE) - _BEFORE  # a line without a time has the first one that there is
            for seen in _seen_ids(event):
                if seen not in seen_at or before < seen_at[seen]:
                    seen_at[seen] = before
    corrected = False
    for events, times in zip(logs, written, strict=True):
        for place, event in enumerate(events):
            bound = seen_at.get(event.id)
            if bound is not None and bound < times[place]:
                times[place] = bound
                corrected = True
    return corrected


def _seen_ids(event: Event) -> list[str]:
    """The ids of events of the same kind of log that a line names as seen."""
    seen = event.values.get("seen")
    if not isinstance(seen, dict):
        return []
    return [str(line).partition(" ")[0] for log, line in seen.items() if log.rpartition("/")[0] == event.kind]


def from_the_future(events: Iterable[Event | AnyAct | Undo], now: datetime) -> list[Problem]:
    """Events dated in the future, because a clock was wrong."""
    return [
        Problem(
            event.place,
            message(
                "this line is dated in the future ({moment}), because the clock of that computer was "
                "wrong. The order of the lines counts instead. Correct the clock",
                moment=written_moment(event.at),
            ),
            Level.WARNING,
            "future",
        )
        for event in events
        if event.at > now + _TOLERANCE
    ]
